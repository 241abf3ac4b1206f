"""The compiler against PUC: the same messages for bad sources and the same limits."""

import sys

import pytest

from conformance.jit_under_test.frontend import LuaSyntaxError, chunk_id, compile_source
from tests.frontend.puc import is_chunk, our_load, puc_load
from tests.frontend.sources import BAD

NAMES = (b"=name", b"@" + b"long/" * 20 + b"file.lua", b"@file.lua")


@pytest.mark.parametrize("source", BAD.values(), ids=BAD)
def test_bad_source(source: bytes) -> None:
    for name in (*NAMES, source, b"--" + b"x" * 70 + source):
        expected = puc_load(source, name)
        assert not is_chunk(expected)
        assert our_load(source, name) == expected


def _names(count: int, prefix: bytes = b"a") -> bytes:
    return b",".join(b"%s%d" % (prefix, i) for i in range(count))


def _sum(count: int) -> bytes:
    return b"+".join(b"a%d" % i for i in range(count))


# Per limit: how to make a source of a given size, and sizes around the limit.
LIMITS = {
    "locals": (lambda n: b"local " + _names(n), (199, 200, 201)),
    "locals of a function": (lambda n: b"\nfunction f()\nlocal %s end" % _names(n), (200, 201)),
    "parameters": (lambda n: b"function f(%s,...) end" % _names(n), (199, 200)),
    "names of a for": (lambda n: b"for %s in f do end" % _names(n), (197, 198)),
    "upvalues": (
        lambda n: b"local %s function f() return %s end" % (_names(n), _sum(n)),
        (59, 60, 61),
    ),
    "upvalues in the middle": (
        lambda n: (
            b"local %s return function() return function() return %s end end" % (_names(n), _sum(n))
        ),
        (60, 61),
    ),
    "dead locals": (lambda n: b"do local a end " * n, (32767, 32768)),
    "arguments": (lambda n: b"f(%s)" % _names(n), (247, 248, 249, 250)),
    "results": (lambda n: b"return " + _names(n), (248, 249, 250)),
    "nils": (lambda n: b"return nil" + b",nil" * n, (247, 248, 249)),
    "concatenation": (lambda n: b"return a" + b"..a" * n, (196, 197, 198, 199)),
    "power": (lambda n: b"return 2" + b"^2" * n, (196, 197, 198)),
    "long sum": (lambda n: b"return a" + b"+a" * n, (5000,)),
    "unary": (lambda n: b"return " + b"not " * n + b"a", (197, 198)),
    "parentheses": (lambda n: b"return " + b"(" * n + b"a" + b")" * n, (197, 198)),
    "open parentheses": (lambda n: b"(" * n, (197, 198, 100_000)),
    "tables": (lambda n: b"return " + b"{" * n + b"}" * n, (197, 198)),
    "indices": (lambda n: b"return " + b"a[" * n + b"a" + b"]" * n, (197, 198)),
    "calls": (lambda n: b"return " + b"a(" * n + b"a" + b")" * n, (197, 198)),
    "blocks": (lambda n: b"do " * n + b"end " * n, (198, 199)),
    "whiles": (lambda n: b"while a do " * n + b"end " * n, (198, 199)),
    "ifs": (lambda n: b"if a then " * n + b"end " * n, (198, 199)),
    "repeats": (lambda n: b"repeat " * n + b"until a " * n, (198, 199)),
    "loops": (lambda n: b"for i = 1, 2 do " * n + b"end " * n, (49, 50, 66, 67)),
    "functions": (lambda n: b"return function() " * n + b"end " * n, (98, 99, 100)),
    "function statements": (lambda n: b"function f() " * n + b"end " * n, (198, 199)),
    "upvalue through functions": (
        lambda n: b"local a " + b"return function() " * n + b"return a " + b"end " * n,
        (98, 99),
    ),
    "targets": (lambda n: b"a" + b",a" * n + b"=1", (197, 198, 199)),
    "targets in blocks": (lambda n: b"do do a.b" + b",a.b" * n + b"=1 end end", (100, 196, 197)),
    "constants as operands": (
        lambda n: b"local a return " + b"..".join(b"a+%d" % i for i in range(n)),
        (100,),
    ),
    "constants at 256": (
        lambda n: (
            b"local a " + b" ".join(b"x = a + %d" % i for i in range(n)) + b" y = a + 5 "
            b"z = nil == a z = a[true] z = a.x z = a:x() z = a == 1000 z = a == 'q'"
        ),
        (250, 251, 252, 253, 254, 255, 256, 257),
    ),
    "list blocks": (lambda n: b"return {" + b"a," * n + b"f()}", (49, 50, 51, 25549, 25550, 25600)),
    "jump after list": (lambda n: b"t={" + b"a," * n + b"b and c} if a then end", (25549, 25599)),
    "size hints": (lambda n: b"return {" + b"1," * n + b"x=1," * n + b"}", (7, 8, 15, 16, 17, 33)),
    "jump length": (lambda n: b"while a do " + b"x=y " * n + b"end", (65534, 65535, 65536)),
    "loop length": (lambda n: b"for i=1,2 do " + b"x=y " * n + b"end", (65535, 65536)),
    "elseifs": (lambda n: b"if a then " + b"elseif b then c() " * n + b"end", (100, 30000)),
    "breaks": (lambda n: b"while a do " + b"if a then break end " * n + b"end", (10000,)),
}


@pytest.mark.parametrize(
    ("limit", "size"), [(limit, size) for limit, (_, sizes) in LIMITS.items() for size in sizes]
)
def test_limit(limit: str, size: int) -> None:
    source = LIMITS[limit][0](size)
    assert our_load(source) == puc_load(source)


_MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "source",
    [
        b"x=y " * 100_000,
        b"x='" + b"a" * 10 * _MEGABYTE + b"'",
        b"x=[[" + b"a]" * 5 * _MEGABYTE + b"]]",
        b"--" + b"a" * 10 * _MEGABYTE,
        b"--[==[" + b"]=]" * 3 * _MEGABYTE + b"]==]",
        b"a" * 10 * _MEGABYTE + b"=1",
        b"x=" + b"1" * 10 * _MEGABYTE,
        b" " * 10 * _MEGABYTE + b"=",
        b"\r\n" * 5 * _MEGABYTE + b"=",
        b"(" * 10 * _MEGABYTE,
        b"x=[" + b"=" * 10 * _MEGABYTE,
        b"x='" + b"\\n" * _MEGABYTE,
    ],
    ids=lambda source: source[:8].decode(),
)
def test_long_lines(source: bytes) -> None:
    assert our_load(source) == puc_load(source)


def test_constant_overflow() -> None:
    source = b"x={" + b",".join(b"%d" % i for i in range(262_144)) + b"}"
    assert our_load(source) == puc_load(source) == b"constant table overflow"


def test_nesting_counts_the_calls_of_the_caller() -> None:
    source = b"return " + b"(" * 197 + b"a" + b")" * 197
    assert compile_source(source, b"=t", c_calls=1).code
    with pytest.raises(LuaSyntaxError, match="chunk has too many syntax levels"):
        compile_source(source, b"=t", c_calls=2)


def test_recursion_limit_is_put_back() -> None:
    limit = sys.getrecursionlimit()
    deep = b"if a then " * 198 + b"end " * 198
    assert our_load(deep) == puc_load(deep)
    assert sys.getrecursionlimit() == limit


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (b"=stdin", b"stdin"),
        (b"=" + b"x" * 100, b"x" * 59),
        (b"@a.lua", b"a.lua"),
        (b"@" + b"d/" * 40 + b"f", b"..." + b"/d" * 25 + b"/f"),
        (b"return 1", b'[string "return 1"]'),
        (b"a\nb", b'[string "a..."]'),
        (b"x" * 100, b'[string "' + b"x" * 43 + b'..."]'),
        (b"", b'[string ""]'),
    ],
)
def test_chunk_id(name: bytes, expected: bytes) -> None:
    assert chunk_id(name) == expected
