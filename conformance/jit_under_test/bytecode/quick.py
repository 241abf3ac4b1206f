"""Quickened instructions: PUC's, one for one, as 64-bit words that need no further decoding.

From the low bits: opcode (8), A (8), hot counter or fragment number (16), then B (16) and
C (16), or one signed 32-bit Bx. Loop edges have a counter and later the number of the loop's
fragment; a CALL has the number of the fragment that goes on behind it, 0 for none.

Numbers 0 to 37 are PUC's opcodes in their most general form; the ones above are variants for
particular operand kinds, e.g. ADD with a constant number on the right. A variant means what its
general form means: only decoding and type tests differ.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from conformance.jit_under_test.bytecode.opcodes import OP_INFO, Mode, Op

FIRST_CONSTANT: Final = 256  # RK operands from here on are constants


class OperandKind(enum.Enum):
    """What a B or C field of a quickened instruction is."""

    PLAIN = "a plain number"
    REGISTER = "R"
    STRING = "S"  # constant string
    NUMBER = "N"  # constant number
    CONSTANT = "K"  # constant of any type
    RK = "X"  # register, or constant when 256 or more


_KINDS: Final = {kind.value: kind for kind in OperandKind}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the instruction with its kind: the operand that semantics functions pass on.

    `value` is the number in the field, or None where code for all values is being made.
    """

    name: str
    kind: OperandKind
    value: int | None = None


@dataclass(frozen=True)
class QuickOp:
    """One quickened opcode. `fixed_a` and `fixed_c` hold for all its instructions."""

    number: int
    name: str
    op: Op
    b: OperandKind = OperandKind.PLAIN
    c: OperandKind = OperandKind.PLAIN
    fixed_a: int | None = None
    fixed_c: int | None = None
    backward: bool = False  # a loop edge
    compiled: bool = False  # its loop edge enters a fragment, whose number is in the hot field

    @cached_property
    def mode(self) -> Mode:
        return OP_INFO[self.op].mode


# Operand kinds of B and C by opcode, most special first; "XX" (general) is always there.
_ARITHMETIC = ("RR", "RN", "NR")
_VARIANTS: Final[dict[Op, tuple[str, ...]]] = {
    Op.ADD: _ARITHMETIC,
    Op.SUB: _ARITHMETIC,
    Op.MUL: _ARITHMETIC,
    Op.DIV: _ARITHMETIC,
    Op.MOD: _ARITHMETIC,
    Op.POW: _ARITHMETIC,
    Op.SETTABLE: ("RR", "SR", "NR", "RK", "SK", "NK"),
    Op.EQ: ("RR", "RS", "RN"),
    Op.LT: _ARITHMETIC,
    Op.LE: _ARITHMETIC,
}
_KEY_VARIANTS: Final[dict[Op, str]] = {Op.GETTABLE: "RSN", Op.SELF: "S"}
_FIXED_A: Final = (Op.EQ, Op.LT, Op.LE)
_FIXED_C: Final = (Op.TEST, Op.TESTSET)
_RK_OPERANDS: Final = frozenset(_VARIANTS)


def _build() -> tuple[QuickOp, ...]:
    ops: list[QuickOp] = []
    for op in Op:
        rk_b = OperandKind.RK if op in _RK_OPERANDS else OperandKind.PLAIN
        rk_c = OperandKind.RK if op in _RK_OPERANDS or op in _KEY_VARIANTS else OperandKind.PLAIN
        ops.append(QuickOp(len(ops), op.name, op, rk_b, rk_c))
    for op, kinds in _VARIANTS.items():
        for pair in kinds:
            b, c = _KINDS[pair[0]], _KINDS[pair[1]]
            if op in _FIXED_A:
                for a in (0, 1):
                    ops.append(QuickOp(len(ops), f"{op.name}_{pair}_{a}", op, b, c, fixed_a=a))
            else:
                ops.append(QuickOp(len(ops), f"{op.name}_{pair}", op, b, c))
    for op in _FIXED_A:
        for a in (0, 1):
            rk = OperandKind.RK
            ops.append(QuickOp(len(ops), f"{op.name}_XX_{a}", op, rk, rk, fixed_a=a))
    for op, key_kinds in _KEY_VARIANTS.items():
        for kind in key_kinds:
            ops.append(QuickOp(len(ops), f"{op.name}_{kind}", op, c=_KINDS[kind]))
    for op in _FIXED_C:
        for fixed in (0, 1):
            ops.append(QuickOp(len(ops), f"{op.name}_{fixed}", op, fixed_c=fixed))
    ops.append(QuickOp(len(ops), "JMP_LOOP", Op.JMP, backward=True))
    ops.append(QuickOp(len(ops), "JMP_COMPILED", Op.JMP, backward=True, compiled=True))
    ops.append(QuickOp(len(ops), "FORLOOP_COMPILED", Op.FORLOOP, backward=True, compiled=True))
    return tuple(ops)


QUICK_OPS: Final = _build()
_BY_NAME: Final = {quick.name: quick for quick in QUICK_OPS}
JMP_LOOP: Final = _BY_NAME["JMP_LOOP"].number
JMP_COMPILED: Final = _BY_NAME["JMP_COMPILED"].number
FORLOOP: Final = int(Op.FORLOOP)
FORLOOP_COMPILED: Final = _BY_NAME["FORLOOP_COMPILED"].number

# Compiled and plain form of the two instructions that hold a loop edge.
COMPILED_FORM: Final = {JMP_LOOP: JMP_COMPILED, FORLOOP: FORLOOP_COMPILED}
PLAIN_FORM: Final = {compiled: plain for plain, compiled in COMPILED_FORM.items()}


def _constant_kind(value: object) -> str:
    if isinstance(value, bytes):
        return "S"
    return "N" if isinstance(value, float) else "K"


def quicken(
    code: Sequence[int], constants: Sequence[object], nups: Sequence[int], hot: int
) -> list[int]:
    """Quicken a function's code.

    `nups` are the numbers of upvalues of its inner prototypes, `hot` the initial value of
    loop counters. The word behind a SETLIST with C = 0 is kept as it is, and captures behind
    a CLOSURE keep their opcode numbers and B.
    """
    words: list[int] = []
    raw_next = False
    captures = 0
    for instruction in code:
        if raw_next:
            words.append(instruction)
            raw_next = False
            continue
        op = instruction & 63
        a = instruction >> 6 & 255
        c = instruction >> 14 & 511
        b = instruction >> 23
        bx = instruction >> 14
        if captures:
            captures -= 1
            words.append(op | b << 32)
            continue
        words.append(_quicken_one(op, a, b, c, bx, constants, hot))
        raw_next = op == Op.SETLIST and c == 0
        if op == Op.CLOSURE:
            captures = nups[bx]
    return words


def _quicken_one(
    op: int, a: int, b: int, c: int, bx: int, constants: Sequence[object], hot: int
) -> int:
    mode = OP_INFO[op].mode
    if mode is Mode.ABX:
        return op | a << 8 | bx << 32
    if mode is Mode.ASBX:
        offset = bx - 131071
        if op == Op.JMP and offset < 0:
            op = JMP_LOOP
        counter = hot if op in COMPILED_FORM else 0
        return op | a << 8 | counter << 16 | (offset & 0xFFFFFFFF) << 32
    if op in _VARIANTS or op in _KEY_VARIANTS:
        return _quicken_rk(op, a, b, c, constants)
    if op in _FIXED_C:
        op = _BY_NAME[f"{Op(op).name}_{1 if c else 0}"].number
    return op | a << 8 | b << 32 | c << 48


def _quicken_rk(op: int, a: int, b: int, c: int, constants: Sequence[object]) -> int:
    name = Op(op).name
    kind_c = "R" if c < FIRST_CONSTANT else _constant_kind(constants[c - FIRST_CONSTANT])
    if op in _KEY_VARIANTS:
        variant = f"{name}_{kind_c}"
        if variant in _BY_NAME:
            op = _BY_NAME[variant].number
            c -= FIRST_CONSTANT if kind_c != "R" else 0
        return op | a << 8 | b << 32 | c << 48
    kind_b = "R" if b < FIRST_CONSTANT else _constant_kind(constants[b - FIRST_CONSTANT])
    if op == Op.SETTABLE and kind_c != "R":
        kind_c = "K"
    suffix = f"_{a}" if op in _FIXED_A else ""
    variant = f"{name}_{kind_b}{kind_c}{suffix}"
    if variant in _BY_NAME:
        b -= FIRST_CONSTANT if kind_b != "R" else 0
        c -= FIRST_CONSTANT if kind_c != "R" else 0
    else:
        variant = f"{name}_XX{suffix}" if suffix else name
    return _BY_NAME[variant].number | a << 8 | b << 32 | c << 48


class QuickInstruction:
    """The operands of one quickened instruction, as semantics functions want them."""

    __slots__ = ("a", "b", "bx", "c", "quick", "sbx", "word")

    def __init__(self, word: int) -> None:
        quick = QUICK_OPS[word & 0xFF]
        self.word = word
        self.quick = quick
        self.a = word >> 8 & 0xFF
        b = word >> 32 & 0xFFFF
        c = word >> 48 & 0xFFFF
        plain = OperandKind.PLAIN
        self.b: int | Field = b if quick.b is plain else Field("b", quick.b, b)
        self.c: int | Field = c if quick.c is plain else Field("c", quick.c, c)
        self.bx = word >> 32
        self.sbx = self.bx - (1 << 32) if self.bx >> 31 else self.bx
