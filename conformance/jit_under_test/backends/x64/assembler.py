"""A code buffer with labels, branches, constants and alignment.

Branches are emitted at their final size at once: a branch to a label that is already
bound takes the short form when it reaches; forward branches are 32 bits wide unless the
caller says `short`. So code is written in one pass and offsets never move.
"""

import struct
from typing import Final

from conformance.jit_under_test.backends.x64.encoding import (
    FORMS,
    Condition,
    Form,
    Operand,
    Rip,
    encode,
    rip_displacement_offset,
)

_JMP8 = FORMS["jmp rel8"]
_JMP32 = FORMS["jmp rel32"]
_CALL32 = FORMS["call rel32"]
_JCC8 = tuple(FORMS[f"j{condition.name.lower()} rel8"] for condition in Condition)
_JCC32 = tuple(FORMS[f"j{condition.name.lower()} rel32"] for condition in Condition)

_SOMEWHERE: Final = Rip(0)
_DISPLACEMENTS: Final = {1: struct.Struct("<b"), 4: struct.Struct("<i")}  # by size

# The processor manual's recommended multi-byte no-ops, by length.
_NOPS = (
    b"",
    bytes.fromhex("90"),
    bytes.fromhex("6690"),
    bytes.fromhex("0f1f00"),
    bytes.fromhex("0f1f4000"),
    bytes.fromhex("0f1f440000"),
    bytes.fromhex("660f1f440000"),
    bytes.fromhex("0f1f8000000000"),
    bytes.fromhex("0f1f840000000000"),
    bytes.fromhex("660f1f840000000000"),
)


class Assembler:
    """Machine code for one place in memory: byte 0 of the buffer is address `origin`."""

    def __init__(self, origin: int) -> None:
        self.origin = origin
        self.code = bytearray()
        self._labels: list[int | None] = []
        # (offset of the displacement, its size, offset it is relative to, label)
        self._fixups: list[tuple[int, int, int, int]] = []
        self._constants: dict[bytes, Rip] = {}
        # A conditional jump to a label that was not bound yet: its offset, that of its end, its
        # condition and label. None where something else may come here from elsewhere.
        self._last_branch: tuple[int, int, Condition, int] | None = None

    @property
    def address(self) -> int:
        """Where the next instruction will be."""
        return self.origin + len(self.code)

    def emit(self, form: Form, *operands: Operand) -> None:
        """Append one instruction."""
        at = form.rm_at
        if at >= 0 and isinstance(operands[at], Rip):
            self._emit_relative(form, operands)
        else:
            self.code += encode(form, *operands)

    def _emit_relative(self, form: Form, operands: tuple[Operand, ...]) -> None:
        """Append an instruction that reads or writes at a label."""
        at = form.rm_at
        operand = operands[at]
        assert isinstance(operand, Rip)
        # The label makes no difference to the bytes: `encode` remembers one for all.
        code = encode(form, *operands[:at], _SOMEWHERE, *operands[at + 1 :])
        end = len(self.code) + len(code)
        place = len(self.code) + rip_displacement_offset(form, len(code))
        self._fixups.append((place, 4, end, operand.label))
        self.code += code

    def label(self) -> int:
        """A new label, not bound yet."""
        self._labels.append(None)
        return len(self._labels) - 1

    def bind(self, label: int) -> None:
        """The label is here."""
        if self._labels[label] is not None:
            raise ValueError(f"label {label} is bound twice")
        self._labels[label] = len(self.code)
        self._last_branch = None

    def label_address(self, label: int) -> int:
        """The address of a bound label."""
        offset = self._labels[label]
        if offset is None:
            raise ValueError(f"label {label} is not bound")
        return self.origin + offset

    def jump(self, label: int, *, short: bool = False) -> None:
        """Jump to a label; `short` promises that it ends up within 127 bytes."""
        self._branch(_JMP8, _JMP32, label, short)

    def branch(self, condition: Condition, label: int, *, short: bool = False) -> None:
        """Jump to a label if the condition holds."""
        start = len(self.code)
        self._branch(_JCC8[condition], _JCC32[condition], label, short)
        if self._labels[label] is None:
            self._last_branch = start, len(self.code), condition, label

    def jump_back(self, label: int) -> None:
        """Jump to a bound label, at the end of a loop.

        If the instruction in front of it jumps out of the loop on a condition, it jumps back on the
        opposite instead.
        """
        if self._last_branch is None or self._last_branch[1] != len(self.code):
            self.jump(label)
            return
        start, _, condition, out = self._last_branch
        del self.code[start:]
        self._fixups.pop()
        self.branch(condition.negated(), label)
        self.jump(out)

    def _branch(self, near: Form, far: Form, label: int, short: bool) -> None:
        code = self.code
        target = self._labels[label]
        if target is None:
            size = 1 if short else 4
            code += (near if short else far).heads[0]
            code += bytes(size)
            end = len(code)
            self._fixups.append((end - size, size, end, label))
            return
        here = len(code)
        distance = target - (here + 2)
        if distance >= -128:
            code += encode(near, distance)
        else:
            far_size = len(far.heads[0]) + 4
            code += encode(far, target - (here + far_size))

    def jump_to(self, address: int) -> None:
        """Jump to an absolute address within 2 GiB."""
        self.code += encode(_JMP32, address - (self.address + 5))

    def call_to(self, address: int) -> None:
        """Call an absolute address within 2 GiB."""
        self.code += encode(_CALL32, address - (self.address + 5))

    def align(self, boundary: int) -> None:
        """Pad with no-ops up to a multiple of `boundary` (a power of two)."""
        missing = -self.address & (boundary - 1)
        while missing:
            step = min(missing, len(_NOPS) - 1)
            self.code += _NOPS[step]
            missing -= step

    def constant(self, data: bytes) -> Rip:
        """The memory operand of a constant of 8 or 16 bytes, placed behind the code."""
        operand = self._constants.get(data)
        if operand is None:
            operand = self._constants[data] = Rip(self.label())
        return operand

    def finish(self) -> bytes:
        """Place the constants, resolve every label, and give the bytes.

        Raises ValueError for a label without a place and for a short branch that is too long.
        """
        for data, operand in sorted(self._constants.items(), key=lambda item: -len(item[0])):
            # Vector instructions fault on a 16-byte operand that is not aligned.
            self.code += bytes(-self.address % len(data))
            self.bind(operand.label)
            self.code += data
        self._constants = {}
        for at, size, end, label in self._fixups:
            target = self._labels[label]
            if target is None:
                raise ValueError(f"label {label} is used but never bound")
            try:
                _DISPLACEMENTS[size].pack_into(self.code, at, target - end)
            except struct.error:
                raise ValueError(f"label {label} is {target - end} bytes away") from None
        self._fixups = []
        return bytes(self.code)
