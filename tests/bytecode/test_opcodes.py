"""The encoding of instructions and of size hints."""

import pytest

from conformance.jit_under_test.bytecode import opcodes
from conformance.jit_under_test.bytecode.opcodes import OP_INFO, Op


def test_table_follows_the_enum() -> None:
    assert [info.name for info in OP_INFO] == [op.name for op in Op]
    assert [int(op) for op in Op] == list(range(38))


@pytest.mark.parametrize(
    ("word", "op", "a", "b", "c"),
    [
        # As luac writes them: ADD 2 -2 1; SETTABLE 1 0 -1; RETURN 0 1.
        (0x8080408C, Op.ADD, 2, 257, 1),
        (0x00400049, Op.SETTABLE, 1, 0, 256),
        (0x0080001E, Op.RETURN, 0, 1, 0),
    ],
)
def test_abc(word: int, op: int, a: int, b: int, c: int) -> None:
    assert opcodes.encode_abc(op, a, b, c) == word
    assert opcodes.opcode(word) == op
    assert (opcodes.arg_a(word), opcodes.arg_b(word), opcodes.arg_c(word)) == (a, b, c)


@pytest.mark.parametrize("bx", [0, 1, 131_071, opcodes.MAX_BX])
def test_abx(bx: int) -> None:
    word = opcodes.encode_abx(Op.LOADK, 7, bx)
    assert (opcodes.opcode(word), opcodes.arg_a(word), opcodes.arg_bx(word)) == (Op.LOADK, 7, bx)


@pytest.mark.parametrize("sbx", [-opcodes.MAX_SBX, -1, 0, opcodes.MAX_SBX])
def test_asbx(sbx: int) -> None:
    word = opcodes.encode_asbx(Op.FORLOOP, 200, sbx)
    assert (opcodes.opcode(word), opcodes.arg_a(word)) == (Op.FORLOOP, 200)
    assert opcodes.arg_sbx(word) == sbx
    assert word < 1 << 32


def test_constant_operands() -> None:
    assert not opcodes.is_constant(255)
    assert opcodes.is_constant(256)
    assert opcodes.constant_index(511) == 255


def test_float_bytes_round_up() -> None:
    for size in [*range(300), 1000, 2**20 + 1, 2**30]:
        byte = opcodes.encode_float_byte(size)
        assert 0 <= byte < 256
        assert size <= opcodes.decode_float_byte(byte) <= size * 1.125 + 1
        assert byte == 0 or opcodes.decode_float_byte(byte - 1) < size or size == 0
