"""Operand kinds of AArch64 instructions: their field bits, their text, their test samples.

Every operand is a plain integer (a register number, an immediate, a byte offset, a condition);
its kind says which integers are legal and where the bits go. Source: Arm Architecture Reference
Manual for A-profile, chapters C3 and C6.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

MASK64 = (1 << 64) - 1


class EncodingError(ValueError):
    """An operand that its instruction cannot hold."""


class Cond(IntEnum):
    """Condition codes; the opposite of a condition differs from it in bit 0."""

    EQ = 0
    NE = 1
    HS = 2
    LO = 3
    MI = 4
    PL = 5
    VS = 6
    VC = 7
    HI = 8
    LS = 9
    GE = 10
    LT = 11
    GT = 12
    LE = 13
    AL = 14

    @property
    def opposite(self) -> Cond:
        return Cond(self ^ 1)


class Shift(IntEnum):
    """Shift applied to the last register of a shifted-register instruction."""

    LSL = 0
    LSR = 1
    ASR = 2
    ROR = 3


class Extend(IntEnum):
    """Extension applied to the 32-bit register of an extended-register instruction."""

    UXTB = 0
    UXTH = 1
    UXTW = 2
    SXTB = 4
    SXTH = 5
    SXTW = 6


@dataclass(frozen=True, slots=True)
class Operand:
    """One kind of operand.

    `encode` gives the field's bits for a legal value (in place, when the field is split) and
    raises EncodingError for an illegal one; `text` writes the value as LLVM's assembler reads it;
    `samples` are representative legal values for tests.
    """

    name: str
    encode: Callable[[int], int]
    text: Callable[[int], str]
    samples: tuple[int, ...]


def logical_immediate(value: int, width: int = 64) -> int | None:
    """N:immr:imms of a bitmask immediate, or None if `value` is not one.

    A bitmask immediate is a rotated run of ones, repeated over elements of 2, 4, ... 64 bits.
    """
    if width == 32:
        value |= value << 32
    if value in (0, MASK64):
        return None
    size = 64
    while size > 2:
        half = size // 2
        mask = (1 << half) - 1
        if (value & mask) != (value >> half) & mask:
            break
        size = half
    mask = (1 << size) - 1
    element = value & mask
    ones = element.bit_count()
    # Where the run of ones starts: directly, or after the run of zeros if it wraps around.
    if not element & 1 or not element >> (size - 1):
        start = _lowest_bit(element)
        contiguous = element >> start == (1 << ones) - 1
    else:
        zeros = ~element & mask
        start = _lowest_bit(zeros) + size - ones
        contiguous = zeros >> _lowest_bit(zeros) == (1 << (size - ones)) - 1
    if not contiguous:
        return None
    imms = ((-size << 1) & 0x3F) | (ones - 1)
    return (size == 64) << 12 | (-start % size) << 6 | imms


def float_immediate(bits: int) -> int | None:
    """The 8-bit form of a double for FMOV (immediate), or None if it has none."""
    if bits & ((1 << 48) - 1) or (bits >> 54) & 0x1FF not in (0x100, 0x0FF):
        return None
    return (bits >> 56) & 0x80 | (bits >> 48) & 0x7F


def expand_float_immediate(imm8: int) -> int:
    """The bits of the double that an 8-bit FMOV immediate stands for."""
    exponent_high = 0x0FF if imm8 & 0x40 else 0x100
    return (imm8 & 0x80) << 56 | exponent_high << 54 | (imm8 & 0x3F) << 48


def _lowest_bit(value: int) -> int:
    return (value & -value).bit_length() - 1


def _unsigned(bits: int, scale: int = 1) -> Callable[[int], int]:
    limit = scale << bits

    def encode(value: int) -> int:
        if not 0 <= value < limit or value % scale:
            raise EncodingError(f"{value} is not an unsigned {bits}-bit multiple of {scale}")
        return value // scale

    return encode


def _signed(bits: int, scale: int = 1) -> Callable[[int], int]:
    half = scale << (bits - 1)
    mask = (1 << bits) - 1

    def encode(value: int) -> int:
        if not -half <= value < half or value % scale:
            raise EncodingError(f"{value} is not a signed {bits}-bit multiple of {scale}")
        return value // scale & mask

    return encode


def _add_immediate(value: int) -> int:
    if 0 <= value < 0x1000:
        return value
    if 0 <= value < 0x100_0000 and not value & 0xFFF:
        return 0x1000 | value >> 12
    raise EncodingError(f"{value} is not an add/sub immediate")


def _bitmask(width: int) -> Callable[[int], int]:
    def encode(value: int) -> int:
        bits = logical_immediate(value, width)
        if bits is None:
            raise EncodingError(f"{value:#x} is not a {width}-bit bitmask immediate")
        return bits

    return encode


def _shift_16(limit: int) -> Callable[[int], int]:
    def encode(value: int) -> int:
        if value % 16 or not 0 <= value < limit:
            raise EncodingError(f"{value} is not a halfword shift")
        return value // 16

    return encode


def _test_bit(value: int) -> int:
    if not 0 <= value < 64:
        raise EncodingError(f"{value} is not a bit number")
    return (value & 32) << 26 | (value & 31) << 19


def _page_relative(scale: int) -> Callable[[int], int]:
    signed = _signed(21, scale)

    def encode(value: int) -> int:
        bits = signed(value)
        return (bits & 3) << 29 | bits >> 2 << 5

    return encode


def _hash_text(value: int) -> str:
    return f"#{value}"


def _register_text(prefix: str, last: str) -> Callable[[int], str]:
    return lambda number: last if number == 31 else f"{prefix}{number}"


def _float_text(imm8: int) -> str:
    (value,) = struct.unpack("<d", struct.pack("<Q", expand_float_immediate(imm8)))
    return f"#{value!r}"


_REGISTERS = (0, 1, 7, 19, 30, 31)
_register = _unsigned(5)

X = Operand("X", _register, _register_text("x", "xzr"), _REGISTERS)
W = Operand("W", _register, _register_text("w", "wzr"), _REGISTERS)
XSP = Operand("XSP", _register, _register_text("x", "sp"), _REGISTERS)
WSP = Operand("WSP", _register, _register_text("w", "wsp"), _REGISTERS)
D = Operand("D", _register, _register_text("d", "d31"), _REGISTERS)
S = Operand("S", _register, _register_text("s", "s31"), _REGISTERS)

ADD_IMM = Operand("ADD_IMM", _add_immediate, _hash_text, (0, 1, 8, 4095, 4096, 0xFFF000))
BITMASK64 = Operand(
    "BITMASK64",
    _bitmask(64),
    _hash_text,
    (
        1,
        2,
        0xFF,
        0x7FFF_FFFF_FFFF,
        0x8000_0000_0000_0000,
        0x8000_0000_0000_0001,
        0x5555_5555_5555_5555,
        0x00F0_00F0_00F0_00F0,
        0xFFFF_FFFF_FFFF_FFF7,
        0xE7E7_E7E7_E7E7_E7E7,
        0xFFFF_FFFF,
    ),
)
BITMASK32 = Operand(
    "BITMASK32", _bitmask(32), _hash_text, (1, 0xFF, 0x8000_0001, 0x3333_3333, 0xFFFF_FFFE)
)
UIMM4 = Operand("UIMM4", _unsigned(4), _hash_text, (0, 5, 15))
UIMM5 = Operand("UIMM5", _unsigned(5), _hash_text, (0, 1, 31))
UIMM6 = Operand("UIMM6", _unsigned(6), _hash_text, (0, 1, 47, 63))
UIMM16 = Operand("UIMM16", _unsigned(16), _hash_text, (0, 1, 0xFFF8, 0xFFFF))
LSL16_64 = Operand("LSL16_64", _shift_16(64), lambda value: f"lsl #{value}", (0, 16, 32, 48))
LSL16_32 = Operand("LSL16_32", _shift_16(32), lambda value: f"lsl #{value}", (0, 16))
EXTEND_AMOUNT = Operand("EXTEND_AMOUNT", _unsigned(3), _hash_text, (0, 1, 3, 4))
SHIFT = Operand("SHIFT", _unsigned(2), lambda value: Shift(value).name.lower(), (0, 1, 2))
LOGICAL_SHIFT = Operand("LOGICAL_SHIFT", SHIFT.encode, SHIFT.text, (0, 1, 2, 3))
EXTEND = Operand(
    "EXTEND", _unsigned(3), lambda value: Extend(value).name.lower(), tuple(map(int, Extend))
)
CONDITION = Operand(
    "CONDITION", _unsigned(4), lambda value: Cond(value).name.lower(), tuple(map(int, Cond))
)
# cset and friends store the opposite condition.
OPPOSITE = Operand(
    "OPPOSITE",
    lambda value: CONDITION.encode(value) ^ 1,
    CONDITION.text,
    tuple(cond for cond in map(int, Cond) if cond != Cond.AL),
)
FLOAT8 = Operand("FLOAT8", _unsigned(8), _float_text, (0x00, 0x70, 0x80, 0xF0, 0x3F, 0x78))

SIMM9 = Operand("SIMM9", _signed(9), _hash_text, (-256, -1, 1, 255))
SIMM7X8 = Operand("SIMM7X8", _signed(7, 8), _hash_text, (-512, -8, 8, 504))
UIMM12 = {
    scale: Operand(
        f"UIMM12X{scale}", _unsigned(12, scale), _hash_text, (0, scale, 5 * scale, 4095 * scale)
    )
    for scale in (1, 2, 4, 8)
}

IMM26 = Operand("IMM26", _signed(26, 4), _hash_text, (0, 8, -4, -(1 << 27), (1 << 27) - 4))
IMM19 = Operand("IMM19", _signed(19, 4), _hash_text, (0, 8, -4, -(1 << 20), (1 << 20) - 4))
IMM14 = Operand("IMM14", _signed(14, 4), _hash_text, (0, 8, -4, -(1 << 15), (1 << 15) - 4))
ADR = Operand("ADR", _page_relative(1), _hash_text, (0, 1, 7, -1, -(1 << 20), (1 << 20) - 1))
ADRP = Operand(
    "ADRP", _page_relative(4096), _hash_text, (0, 4096, 3 * 4096, -4096, -(1 << 32), 1 << 31)
)
TEST_BIT64 = Operand("TEST_BIT64", _test_bit, _hash_text, (0, 5, 31, 32, 47, 63))
