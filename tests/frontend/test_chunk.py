"""Binary chunks: round trips, PUC's refusals, and damage that must never raise anything else."""

import dataclasses
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.jit_under_test.frontend import (
    LuaChunkError,
    compile_source,
    dump,
    load,
    undump,
)
from tests.frontend.puc import our_load, puc_load
from tests.frontend.sources import GOOD

CHUNK = dump(compile_source(b"local a = ... return function() return a, 'x', 1, nil end", b"=t"))
RICH = dump(
    compile_source(
        b"local a, b = 1, 'x' local function f(...) local t = {..., a} "
        b"for i = 1, 3 do b = t[i] end for k in pairs(t) do a = -a .. k end "
        b"return a and b or nil, f(...) end return a < b, a:m()",
        b"@file",
    )
)


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_round_trip(source: bytes) -> None:
    chunk = dump(compile_source(source, b"=t"))
    assert dump(undump(chunk, b"=t")) == chunk
    stripped = dump(compile_source(source, b"=t"), strip=True)
    assert dump(undump(stripped, b"=t"), strip=True) == stripped


def test_stripped_chunk_has_no_names() -> None:
    proto = undump(dump(undump(CHUNK, b"=t"), strip=True), b"=t")
    assert proto.source == b"=?"
    assert proto.protos[0].source == b"=?"
    assert not (proto.lineinfo or proto.locvars or proto.protos[0].upvalue_names)


@pytest.mark.parametrize("size", range(1, len(CHUNK)))
def test_truncated(size: int) -> None:
    assert our_load(CHUNK[:size]) == puc_load(CHUNK[:size])
    with pytest.raises(LuaChunkError, match="t: unexpected end in precompiled chunk"):
        undump(CHUNK[:size], b"=t")


@pytest.mark.parametrize("position", range(4, 12))
def test_header_of_another_build(position: int) -> None:
    data = bytearray(CHUNK)
    data[position] += 1
    assert our_load(bytes(data)) == puc_load(bytes(data))
    assert our_load(bytes(data)) == b"t: bad header in precompiled chunk"


@pytest.mark.parametrize("name", [b"=t", b"@t", b"text", b"\x1bLua", b"", b"a\0b"])
def test_name_in_messages(name: bytes) -> None:
    assert our_load(b"\x1bLua", name) == puc_load(b"\x1bLua", name)


def test_bad_integer_and_constant() -> None:
    # The main function starts with its name (size and "=t\0"), two lines and four bytes; then the
    # count of instructions.
    count = 12 + 8 + 3 + 4 + 4 + 4
    negative = CHUNK[:count] + struct.pack("<i", -1) + CHUNK[count + 4 :]
    assert our_load(negative) == puc_load(negative) == b"t: bad integer in precompiled chunk"
    typed = CHUNK.replace(b"\x04\x02" + b"\0" * 7 + b"x", b"\x07\x02" + b"\0" * 7 + b"x")
    assert typed != CHUNK
    assert our_load(typed) == puc_load(typed) == b"t: bad constant in precompiled chunk"
    # PUC would take a string constant without a string, and crash when it is used.
    missing = CHUNK.replace(b"\x04\x02" + b"\0" * 7 + b"x\0", b"\x04" + b"\0" * 8)
    assert missing != CHUNK
    assert our_load(missing) == b"t: bad constant in precompiled chunk"


def test_nesting() -> None:
    def nested(depth: int) -> bytes:
        leaf = compile_source(b"", b"=t")
        proto = leaf
        for _ in range(depth):
            proto = dataclasses.replace(leaf, protos=(proto,))
        return dump(proto)

    for depth in (10, 198, 199):
        assert our_load(nested(depth)) == puc_load(nested(depth))
    assert our_load(nested(199)) == b"t: code too deep in precompiled chunk"


def test_first_byte_decides() -> None:
    with pytest.raises(LuaChunkError):
        load(b"\x1b = 1", b"=t")


damages = st.lists(
    st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=4), st.integers(0, 4)),
    max_size=3,
)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from([CHUNK, RICH]), damages)
def test_damaged(chunk: bytes, changes: list[tuple[int, bytes, int]]) -> None:
    for position, patch, removed in changes:
        position %= len(chunk)
        chunk = chunk[:position] + patch + chunk[position + removed :]
    try:
        proto = undump(chunk, b"=t")
    except LuaChunkError:
        return
    dump(proto)


words = st.tuples(
    st.integers(0, 39), st.integers(0, 8), st.integers(0, 600) | st.integers(130_000, 131_100),
    st.integers(0, 12) | st.integers(255, 260),
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 30), words)
def test_damaged_code(position: int, word: tuple[int, int, int, int]) -> None:
    """What PUC refuses is refused; so is what PUC takes although it would run astray."""
    op, a, c, b = word
    inner = undump(RICH, b"=t").protos[0]
    position %= len(inner.code)
    start = RICH.index(struct.pack("<I", inner.code[0]) + struct.pack("<I", inner.code[1]))
    at = start + 4 * position
    word_bytes = struct.pack("<I", op | a << 6 | (c & 0x3FFFF) << 14 | b << 23 & 0xFFFFFFFF)
    chunk = RICH[:at] + word_bytes + RICH[at + 4 :]
    assert our_load(chunk) in (puc_load(chunk), b"t: bad code in precompiled chunk")
