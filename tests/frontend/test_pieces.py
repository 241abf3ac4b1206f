"""Source that comes in pieces: what is made of it, and how much of it is read, as in PUC."""

import functools
import random
import time
from collections.abc import Iterator

import pytest
from lupa import lua51

from conformance.jit_under_test.frontend import FrontendError, dump
from conformance.jit_under_test.frontend.compile import load_pieces
from tests.frontend.sources import BAD, GOOD

_LOAD = b"""
return function(data, size, name)
  local calls, position = 0, 1
  local chunk, message = load(function()
    calls = calls + 1
    local piece = data:sub(position, position + size - 1)
    position = position + size
    return piece
  end, name)
  return (chunk and string.dump(chunk) or message:gsub("\\nstack traceback:.*", "")) .. " " .. calls
end
"""
SIZES = (1, 2, 3, 5, 8, 1000)
# Where a piece ends in the middle of something, what is before it may be taken for another thing.
CUT = {
    "line ends": b"a=1\r\nb=2\n\rc=3\r\r\nd=4\n\n\rx y",
    "line ends in strings": b"a='\\\r\n\\\n\r' b=[[\r\n\r\n\n\r]] c=[[\n\r\r]] x y",
    "comments": b"--\n--[\n--[=\n--[==\r\n--[[ ] \r\n]] --[==[ ]] ]=]\n]==] --x\r\nx y",
    "comment at the end": b"x = 1 -- end",
    "open comment": b"x = 1 --[[ ] ]",
    "long brackets": b"a=[==[ ]=] ]] ]==] b=a[a[1]] c=[[]] d=[=[\n\n]=] x y",
    "nested brackets": b"a=[[ [[ more and more",
    "bad delimiter": b"a=[==x more and more",
    "dots": b"a=b..c..d a=(...)..1 a=1. .. .5 a=a.b x=..y",
    "operators": b"a=b==c a=b<=c a=b<c a=b>=c a=b~=c a=b-c a=b- -c a=b---c\n a=b~c",
    "numbers": b"a=1e+5 a=1e-5 a=0x1F a=1..2 more",
    "malformed number": b"a=12three more and more",
    "strings": b"a='\\065\\6\\x\\'' a=\"\\\"'\" a='\\300 more and more",
    "unfinished string": b"a='abc\nmore and more",
    "string at the end": b"a='abc",
    "early error": b"x = = 1 more and more",
    "error at a number": b"f(1 2) more and more",
    "signature": b"\x1bLua more and more and more",
    "nothing": b"",
    "a blank": b" ",
}
BINARY = (b"local a, b = 1, 'two' return function(...) return a, b, ... end", b"return nil, true")


@functools.cache
def _loader():
    return lua51.LuaRuntime(encoding=None).execute(_LOAD)


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    yield from (data[start : start + size] for start in range(0, len(data), size))
    while True:
        yield b""


def our_load(data: bytes, size: int, name: bytes) -> bytes:
    """The binary chunk or the message, a blank, and how often the reader was called."""
    pieces = _pieces(data, size)
    calls = 0

    def read() -> bytes:
        nonlocal calls
        calls += 1
        return next(pieces)

    try:
        result = dump(load_pieces(read() or read(), read, name))
    except FrontendError as error:
        result = error.message
    return b"%s %d" % (result, calls)


def check(data: bytes, sizes=SIZES) -> None:
    for size in sizes:
        assert our_load(data, size, b"=t") == _loader()(data, size, b"=t"), size


@pytest.mark.parametrize("source", CUT.values(), ids=CUT)
def test_tokens_that_are_cut(source: bytes) -> None:
    check(source, range(1, 20))


@pytest.mark.parametrize("source", [s for s in BAD.values() if len(s) < 5000])
def test_bad_sources(source: bytes) -> None:
    check(source)


@pytest.mark.parametrize("source", [s for s in GOOD.values() if len(s) < 5000])
def test_good_sources(source: bytes) -> None:
    check(source)


@pytest.mark.parametrize("source", BINARY)
def test_binary_chunks(source: bytes) -> None:
    chunk = _loader()(source, 1000, b"=t").rpartition(b" ")[0]
    check(chunk)
    for end in range(0, len(chunk), 7):
        check(chunk[:end], (1, 5, 64))
    check(chunk + b"what follows", (1, 13, 64))


def test_random_texts() -> None:
    parts = [b"a", b"1", b" ", b"\n", b"\r", b"'", b'"', b"\\", b"[", b"]", b"=", b"-", b".", b"(",
             b")", b"end", b"x=1", b"0x", b"e", b"\0"]  # fmt: skip
    rng = random.Random(5)
    for _ in range(3000):
        check(b"".join(rng.choices(parts, k=rng.randrange(1, 16))), (1, 2, 3))


@pytest.mark.parametrize(
    "source",
    [
        b"x='" + b"a" * 200_000 + b"'",
        b"x=[[" + b"a\n" * 100_000 + b"]]",
        b"--" + b"a" * 200_000,
        b"--[[" + b"a\n" * 100_000 + b"]]",
        b" " * 200_000,
        b"\r\n" * 100_000,
        b"--\n" * 60_000,
        b"x" * 200_000 + b"=1",
        b"x = 1 " * 30_000,
    ],
    ids=lambda source: repr(source[:8]),
)
def test_time_of_single_bytes_is_linear(source: bytes) -> None:
    started = time.process_time()
    our_load(source, 1, b"=t")
    assert time.process_time() - started < 10
