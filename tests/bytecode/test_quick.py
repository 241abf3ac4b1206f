"""Quickening keeps what an instruction says and makes it plain what its operands are."""

import pytest

from conformance.jit_under_test.bytecode.opcodes import (
    OP_INFO,
    Mode,
    Op,
    encode_abc,
    encode_abx,
    encode_asbx,
)
from conformance.jit_under_test.bytecode.quick import (
    COMPILED_FORM,
    FORLOOP,
    FORLOOP_COMPILED,
    JMP_COMPILED,
    JMP_LOOP,
    PLAIN_FORM,
    QUICK_OPS,
    Field,
    OperandKind,
    QuickInstruction,
    quicken,
)

K = 256  # operands from here on are constants
CONSTANTS = (b"name", 2.5, True, None)
STRING, NUMBER, TRUE, NIL = K, K + 1, K + 2, K + 3

# PUC's instruction -> name of its quickened form, and the numbers in A, B and C.
VARIANTS = {
    "ADD R R": (encode_abc(Op.ADD, 3, 1, 2), "ADD_RR", (3, 1, 2)),
    "ADD R N": (encode_abc(Op.ADD, 3, 1, NUMBER), "ADD_RN", (3, 1, 1)),
    "ADD N R": (encode_abc(Op.ADD, 3, NUMBER, 2), "ADD_NR", (3, 1, 2)),
    "ADD of two constants": (encode_abc(Op.ADD, 3, NUMBER, NUMBER), "ADD", (3, K + 1, K + 1)),
    "ADD of a string": (encode_abc(Op.ADD, 3, 1, STRING), "ADD", (3, 1, K)),
    "GETTABLE by register": (encode_abc(Op.GETTABLE, 3, 1, 2), "GETTABLE_R", (3, 1, 2)),
    "GETTABLE by name": (encode_abc(Op.GETTABLE, 3, 1, STRING), "GETTABLE_S", (3, 1, 0)),
    "GETTABLE by number": (encode_abc(Op.GETTABLE, 3, 1, NUMBER), "GETTABLE_N", (3, 1, 1)),
    "GETTABLE by boolean": (encode_abc(Op.GETTABLE, 3, 1, TRUE), "GETTABLE", (3, 1, K + 2)),
    "SELF": (encode_abc(Op.SELF, 3, 1, STRING), "SELF_S", (3, 1, 0)),
    "SETTABLE": (encode_abc(Op.SETTABLE, 3, STRING, 2), "SETTABLE_SR", (3, 0, 2)),
    "SETTABLE of nil": (encode_abc(Op.SETTABLE, 3, 1, NIL), "SETTABLE_RK", (3, 1, 3)),
    "SETTABLE by boolean": (encode_abc(Op.SETTABLE, 3, TRUE, 2), "SETTABLE", (3, K + 2, 2)),
    "EQ expected true": (encode_abc(Op.EQ, 1, 1, 2), "EQ_RR_1", (1, 1, 2)),
    "EQ with a name": (encode_abc(Op.EQ, 0, 1, STRING), "EQ_RS_0", (0, 1, 0)),
    "EQ with nil": (encode_abc(Op.EQ, 0, 1, NIL), "EQ_XX_0", (0, 1, K + 3)),
    "LT": (encode_abc(Op.LT, 0, NUMBER, 2), "LT_NR_0", (0, 1, 2)),
    "LE of strings": (encode_abc(Op.LE, 1, STRING, STRING), "LE_XX_1", (1, K, K)),
    "TEST": (encode_abc(Op.TEST, 4, 0, 1), "TEST_1", (4, 0, 1)),
    "TESTSET": (encode_abc(Op.TESTSET, 4, 2, 0), "TESTSET_0", (4, 2, 0)),
    "CALL": (encode_abc(Op.CALL, 4, 2, 3), "CALL", (4, 2, 3)),
}


def value(operand: int | Field) -> int | None:
    return operand if isinstance(operand, int) else operand.value


@pytest.mark.parametrize(("instruction", "name", "operands"), VARIANTS.values(), ids=VARIANTS)
def test_variants(instruction: int, name: str, operands: tuple[int, int, int]) -> None:
    (word,) = quicken([instruction], CONSTANTS, (), 7)
    quick = QuickInstruction(word)
    assert quick.quick.name == name
    assert quick.quick.op == instruction & 63
    assert (quick.a, value(quick.b), value(quick.c)) == operands
    assert quick.quick.fixed_a in (None, quick.a)
    assert quick.quick.fixed_c in (None, value(quick.c))


JUMPS = {
    "backward jump": (encode_asbx(Op.JMP, 0, -5), JMP_LOOP, -5),
    "shortest loop": (encode_asbx(Op.JMP, 0, -1), JMP_LOOP, -1),
    "forward jump": (encode_asbx(Op.JMP, 0, 5), int(Op.JMP), 5),
    "no jump": (encode_asbx(Op.JMP, 0, 0), int(Op.JMP), 0),
    "FORLOOP": (encode_asbx(Op.FORLOOP, 2, -131071), FORLOOP, -131071),
    "FORPREP": (encode_asbx(Op.FORPREP, 2, 131072), int(Op.FORPREP), 131072),
}


@pytest.mark.parametrize(("instruction", "number", "offset"), JUMPS.values(), ids=JUMPS)
def test_jumps(instruction: int, number: int, offset: int) -> None:
    (word,) = quicken([instruction], (), (), 0x1234)
    assert word & 0xFF == number
    assert word >> 16 & 0xFFFF == (0x1234 if number in COMPILED_FORM else 0)  # of loop edges
    assert QuickInstruction(word).sbx == offset


def test_long_constants() -> None:
    (word,) = quicken([encode_abx(Op.LOADK, 5, 262143)], (), (), 9)
    quick = QuickInstruction(word)
    assert (quick.quick.op, quick.a, quick.bx) == (Op.LOADK, 5, 262143)


def test_captures_keep_their_opcode_and_register() -> None:
    code = [
        encode_abx(Op.CLOSURE, 0, 1),
        encode_abc(Op.MOVE, 0, 7, 0),
        encode_abc(Op.GETUPVAL, 0, 3, 0),
        encode_asbx(Op.JMP, 0, -1),
    ]
    words = quicken(code, (), (0, 2), 5)
    # What upvalues.make_closure reads: the opcode says local or upvalue, B says which.
    assert [(word & 0xFF, word >> 32 & 0xFFFF) for word in words[1:3]] == [(0, 7), (4, 3)]
    assert words[3] & 0xFF == JMP_LOOP


def test_the_word_behind_a_long_setlist_is_data() -> None:
    code = [
        encode_abc(Op.SETLIST, 0, 1, 0),
        encode_asbx(Op.JMP, 0, -5),
        encode_abc(Op.MOVE, 0, 1, 0),
    ]
    words = quicken(code, (), (), 5)
    assert words[1] == code[1]
    assert QuickInstruction(words[2]).quick.name == "MOVE"


def test_table_of_opcodes() -> None:
    assert [quick.number for quick in QUICK_OPS] == list(range(len(QUICK_OPS)))
    assert len(QUICK_OPS) <= 256
    assert [quick.op for quick in QUICK_OPS[: len(Op)]] == list(Op)
    assert len({quick.name for quick in QUICK_OPS}) == len(QUICK_OPS)
    for quick in QUICK_OPS:
        assert quick.mode is OP_INFO[quick.op].mode
        if quick.mode is not Mode.ABC:
            assert (quick.b, quick.c) == (OperandKind.PLAIN, OperandKind.PLAIN)


def test_compiled_forms_are_loop_edges() -> None:
    assert COMPILED_FORM == {JMP_LOOP: JMP_COMPILED, FORLOOP: FORLOOP_COMPILED}
    assert {new: old for old, new in COMPILED_FORM.items()} == PLAIN_FORM
    for plain, compiled in COMPILED_FORM.items():
        assert QUICK_OPS[plain].op is QUICK_OPS[compiled].op
        assert QUICK_OPS[compiled].compiled and not QUICK_OPS[plain].compiled
