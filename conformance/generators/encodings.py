"""Random operands for every row of both encoding tables."""

from __future__ import annotations

from typing import Final

from conformance.generators.decisions import Decisions, chance, choose, word
from conformance.jit_under_test.backends.a64 import encoding as a64
from conformance.jit_under_test.backends.a64.operands import EncodingError
from conformance.jit_under_test.backends.a64.operands import Operand as A64Operand
from conformance.jit_under_test.backends.x64 import encoding as x64
from conformance.jit_under_test.backends.x64.registers import Gpr

# Rows without jumps, whose distance is the assembler's affair.
X64_ROWS: Final = tuple(
    form for form in x64.FORMS.values() if not (form.kinds and form.kinds[-1].startswith("rel"))
)
A64_ROWS: Final = tuple(a64.TABLE.values())
_DISTANCES: Final = (0, 8, -8, 127, 128, -128, -129, 0x7FFF_FFFF, -0x8000_0000)
# Operands of ARM64 that are one of a few: their encoder takes more than every row does.
_CLOSED: Final = {"SHIFT", "LOGICAL_SHIFT", "EXTEND", "EXTEND_AMOUNT", "CONDITION", "OPPOSITE"}
# Random values tried for an operand of ARM64 before one of its samples is taken.
_TRIES: Final = 6


def _memory(decisions: Decisions) -> x64.Mem:
    """Any base, and perhaps an index: rsp, rbp, r12 and r13 have encodings of their own."""
    displacement = choose(decisions, _DISTANCES)
    if chance(decisions, 40):
        displacement = word(decisions, 4) - 0x8000_0000
    index = None
    scale = 1
    if chance(decisions, 40):
        index = decisions.below(16)
        index = None if index == Gpr.RSP else index
        scale = 1 if index is None else choose(decisions, (1, 2, 4, 8))
    base = None if chance(decisions, 6) else decisions.below(16)
    return x64.Mem(base, displacement, index, scale)


def _x64_operand(decisions: Decisions, form: x64.Form, at: int) -> x64.Operand:
    kind = form.kinds[at]
    if kind == "cl":
        return Gpr.RCX.value
    if kind in x64.IMMEDIATE_BYTES:
        size = x64.IMMEDIATE_BYTES[kind]
        if form.mnemonic == "cmpsd":
            return decisions.below(8)  # predicates
        value = word(decisions, size)
        if chance(decisions, 50):
            value = choose(decisions, (0, 1, value & 0x7F, (1 << 8 * size - 1) - 1))
        # What is sign-extended has no unsigned spelling.
        return value if value < form.immediate_limit else value - (1 << 8 * size)
    if kind in x64.MEMORY_BITS and (kind.startswith("m") or chance(decisions, 60)):
        return _memory(decisions)
    return decisions.below(16)


def x64_instruction(decisions: Decisions) -> tuple[x64.Form, tuple[x64.Operand, ...]]:
    """A row and operands that it can hold."""
    form = choose(decisions, X64_ROWS)
    return form, tuple(_x64_operand(decisions, form, at) for at in range(len(form.kinds)))


def _a64_operand(decisions: Decisions, operand: A64Operand) -> int:
    signed = min(operand.samples) < 0
    limit = 1 << (64 if max(operand.samples) >> 32 else 32)
    for _ in range(0 if operand.name in _CLOSED else _TRIES):
        sample = choose(decisions, operand.samples)
        value = choose(decisions, (sample, decisions.below(32), word(decisions, 2), -sample))
        if chance(decisions, 50):
            # Immediates have scales, and come as shifted runs of ones.
            value = value << decisions.below(16)
        if not signed and not 0 <= value < limit:
            continue
        try:
            operand.encode(value)
        except EncodingError:
            continue
        return value
    return choose(decisions, operand.samples)


def a64_instruction(decisions: Decisions) -> tuple[a64.Encoding, tuple[int, ...]]:
    """A row and operands that it can hold."""
    row = choose(decisions, A64_ROWS)
    return row, tuple(_a64_operand(decisions, operand) for operand, _ in row.fields)
