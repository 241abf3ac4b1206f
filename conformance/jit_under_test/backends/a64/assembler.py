"""A code buffer of 32-bit instructions with labels, far branches and a literal pool.

Code is written with every branch in its short form. `finish` places the literals, then looks
for branches that do not reach their label: a conditional one becomes the opposite condition
over an unconditional branch. Each such change moves code, so it repeats until nothing changes;
ordinary fragments need no change at all.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from conformance.jit_under_test.backends.a64.encoding import encode
from conformance.jit_under_test.backends.a64.operands import (
    MASK64,
    Cond,
    EncodingError,
    float_immediate,
    logical_immediate,
)
from conformance.jit_under_test.backends.a64.registers import ZR


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where a branch form keeps its offset (in words), and which bit inverts its condition."""

    bits: int
    shift: int
    invert: int

    def patch(self, word: int, distance: int) -> int | None:
        """`word` with an offset of `distance` words, or None if it does not fit."""
        half = 1 << (self.bits - 1)
        if not -half <= distance < half:
            return None
        return word | (distance & (2 * half - 1)) << self.shift


_BRANCH = _Reach(26, 0, 0)
_CONDITIONAL = _Reach(19, 5, 1)
_COMPARE = _Reach(19, 5, 1 << 24)
_TEST = _Reach(14, 5, 1 << 24)
# Literals and addresses have no inverted form: out of reach is an error.
_LITERAL = _Reach(19, 5, 0)

_B = encode("b", 0)


@dataclass(frozen=True, slots=True)
class _Fixup:
    index: int  # of the instruction word
    reach: _Reach
    label: int


class Assembler:
    """Machine code for one place in memory: word 0 of the buffer is at address `origin`."""

    def __init__(self, origin: int) -> None:
        self.origin = origin
        self.words: list[int] = []
        self._labels: list[int | None] = []
        self._bound = 0  # where a label was bound last
        self._fixups: list[_Fixup] = []
        self._literals: dict[int, int] = {}

    @property
    def address(self) -> int:
        """Where the next instruction will be, if no branch before it has to grow."""
        return self.origin + 4 * len(self.words)

    def emit(self, name: str, *operands: int) -> None:
        """Append the instruction of table row `name`."""
        self.words.append(encode(name, *operands))

    def label(self) -> int:
        """A new label, not bound yet."""
        self._labels.append(None)
        return len(self._labels) - 1

    def bind(self, label: int) -> None:
        """The label is here."""
        if self._labels[label] is not None:
            raise ValueError(f"label {label} is bound twice")
        self._labels[label] = self._bound = len(self.words)

    def is_bound(self, label: int) -> bool:
        """Whether the label has a place."""
        return self._labels[label] is not None

    def label_address(self, label: int) -> int:
        """The address of a bound label; final only after `finish`."""
        index = self._labels[label]
        if index is None:
            raise ValueError(f"label {label} is not bound")
        return self.origin + 4 * index

    def jump(self, label: int) -> None:
        """Branch to a label."""
        self._branch("b", (), _BRANCH, label)

    def jump_back(self, label: int) -> None:
        """Branch to a label at the end of a loop.

        If the instruction in front of it branches out of the loop on a condition, it branches back
        on the opposite instead.
        """
        here = len(self.words)
        last = self._fixups[-1] if self._fixups else None
        if last is None or last.index != here - 1 or self._bound == here or not last.reach.invert:
            self.jump(label)
            return
        self.words[-1] ^= last.reach.invert
        self._fixups[-1] = replace(last, label=label)
        self.jump(last.label)

    def branch(self, condition: Cond, label: int) -> None:
        """Branch to a label if the flags meet the condition."""
        self._branch("b_cond", (condition,), _CONDITIONAL, label)

    def branch_zero(self, register: int, label: int, *, zero: bool = True) -> None:
        """Branch to a label if the 64-bit register is zero (or, with zero=False, is not)."""
        self._branch("cbz" if zero else "cbnz", (register,), _COMPARE, label)

    def branch_bit(self, register: int, bit: int, label: int, *, value: bool) -> None:
        """Branch to a label if one bit of the register is `value`."""
        self._branch("tbnz" if value else "tbz", (register, bit), _TEST, label)

    def _branch(self, name: str, operands: tuple[int, ...], reach: _Reach, label: int) -> None:
        self._fixups.append(_Fixup(len(self.words), reach, label))
        self.words.append(encode(name, *operands, 0))

    def jump_to(self, address: int) -> None:
        """Branch to an absolute address within 128 MiB."""
        self._absolute("b", address)

    def call_to(self, address: int) -> None:
        """Call an absolute address within 128 MiB."""
        self._absolute("bl", address)

    def _absolute(self, name: str, address: int) -> None:
        # Growing branches may still move this instruction, so its offset is a fixup as well.
        label = self.label()
        if (address - self.origin) % 4:
            raise EncodingError(f"{address:#x} is not the address of an instruction")
        self._labels[label] = _ABSOLUTE + (address - self.origin) // 4
        self._branch(name, (), _BRANCH, label)

    def align(self, boundary: int) -> None:
        """Pad with no-ops up to a multiple of `boundary` bytes (a power of two).

        A branch that has to grow later may undo the alignment of what follows it.
        """
        while self.address & (boundary - 1):
            self.emit("nop")

    def load_literal(self, register: int, value: int, *, fpr: bool = False) -> None:
        """Load a 64-bit constant from the literal pool behind the code."""
        label = self._literals.get(value)
        if label is None:
            label = self._literals[value] = self.label()
        self._branch("ldr_lit_d" if fpr else "ldr_lit", (register,), _LITERAL, label)

    def mov_imm(self, register: int, value: int) -> None:
        """Load any 64-bit constant: by at most two instructions, else from the literal pool."""
        value &= MASK64
        plan = plan_constant(value)
        if len(plan) > 2:
            self.load_literal(register, value)
            return
        for name, operands in plan:
            self.emit(name, register, *operands)

    def fmov_imm(self, register: int, bits: int) -> None:
        """Load a double, given by its bits."""
        if bits == 0:
            self.emit("fmov_from_x", register, ZR)
        elif (imm8 := float_immediate(bits)) is not None:
            self.emit("fmov_imm", register, imm8)
        else:
            self.load_literal(register, bits, fpr=True)

    def finish(self) -> bytes:
        """Place the literals, make every branch reach, and give the bytes.

        Raises ValueError for a label without a place and EncodingError for a literal, jump or
        call out of reach.
        """
        if self._literals and (self.origin // 4 + len(self.words)) % 2:
            self.words.append(encode("brk", 0))
        for value, label in self._literals.items():
            self.bind(label)
            self.words += (value & 0xFFFF_FFFF, value >> 32)
        self._literals = {}
        while far := self._far_branches():
            self._grow(far)
        words = self.words
        for fixup in self._fixups:
            patched = fixup.reach.patch(words[fixup.index], self._distance(fixup))
            if patched is None:
                raise EncodingError(f"label {fixup.label} is out of reach")
            words[fixup.index] = patched
        self._fixups = []
        return struct.pack(f"<{len(words)}I", *words)

    def _distance(self, fixup: _Fixup) -> int:
        index = self._labels[fixup.label]
        if index is None:
            raise ValueError(f"label {fixup.label} is used but never bound")
        if index >= _ABSOLUTE // 2:
            index -= _ABSOLUTE
        return index - fixup.index

    def _far_branches(self) -> list[_Fixup]:
        return [
            fixup
            for fixup in self._fixups
            if fixup.reach.invert and fixup.reach.patch(0, self._distance(fixup)) is None
        ]

    def _grow(self, far: list[_Fixup]) -> None:
        """Put an unconditional branch behind each of these, skipped by the opposite condition."""
        places = sorted(fixup.index for fixup in far)

        def moved(index: int) -> int:
            return index + bisect_left(places, index)

        grown = set(places)
        words: list[int] = []
        for index, word in enumerate(self.words):
            words.append(word)
            if index in grown:
                words.append(_B)
        fixups = []
        for fixup in self._fixups:
            index = moved(fixup.index)
            if fixup.index in grown:
                skip = fixup.reach.patch(words[index] ^ fixup.reach.invert, 2)
                assert skip is not None
                words[index] = skip
                fixups.append(_Fixup(index + 1, _BRANCH, fixup.label))
            else:
                fixups.append(_Fixup(index, fixup.reach, fixup.label))
        self.words = words
        self._fixups = fixups
        self._labels = [
            index if index is None or index >= _ABSOLUTE // 2 else moved(index)
            for index in self._labels
        ]


# Labels of absolute addresses are stored as this plus the distance from word 0, in words:
# far above any index of the buffer, whether the distance is positive or negative.
_ABSOLUTE = 1 << 62


@lru_cache(maxsize=1 << 12)
def plan_constant(value: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The shortest sequence that makes a 64-bit constant.

    Each step is a table row and its operands after the register: one ORR of a bitmask
    immediate, or MOVZ or MOVN followed by MOVKs, or a bitmask and one MOVK.
    """
    halves = [(value >> shift & 0xFFFF, shift) for shift in (0, 16, 32, 48)]
    zeros = sum(half == 0 for half, _ in halves)
    ones = sum(half == 0xFFFF for half, _ in halves)
    if max(zeros, ones) < 3 and logical_immediate(value) is not None:
        return (("orr_imm", (ZR, value)),)
    if max(zeros, ones) < 2:
        for half, shift in halves:
            for other, _ in halves:
                base = value & ~(0xFFFF << shift) | other << shift
                if other != half and logical_immediate(base) is not None:
                    return ("orr_imm", (ZR, base)), ("movk", (half, shift))
    first, filler, flip = ("movn", 0xFFFF, 0xFFFF) if ones > zeros else ("movz", 0, 0)
    plan: list[tuple[str, tuple[int, ...]]] = []
    for half, shift in halves:
        if half == filler:
            continue
        plan.append(("movk", (half, shift)) if plan else (first, (half ^ flip, shift)))
    return tuple(plan) or ((first, (filler ^ flip, 0)),)
