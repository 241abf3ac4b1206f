"""The 38 opcodes of Lua 5.1, their operands, and the 32-bit instruction encoding.

An instruction holds, from the low bits up, a 6-bit opcode, 8-bit A, then either 9-bit C and 9-bit B
or one 18-bit Bx. Bx is also read signed (sBx) with an excess of 131071. B and C operands of kind
`CONST_OR_REG` name constant `x - 256` when they are 256 or more ("RK" operands).

Source: the instruction format of PUC Lua 5.1.5 (observed through `string.dump` and `luac -l`).
"""

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Final


class Op(IntEnum):
    """Opcode numbers as they stand in the low six bits of an instruction."""

    MOVE = 0
    LOADK = 1
    LOADBOOL = 2
    LOADNIL = 3
    GETUPVAL = 4
    GETGLOBAL = 5
    GETTABLE = 6
    SETGLOBAL = 7
    SETUPVAL = 8
    SETTABLE = 9
    NEWTABLE = 10
    SELF = 11
    ADD = 12
    SUB = 13
    MUL = 14
    DIV = 15
    MOD = 16
    POW = 17
    UNM = 18
    NOT = 19
    LEN = 20
    CONCAT = 21
    JMP = 22
    EQ = 23
    LT = 24
    LE = 25
    TEST = 26
    TESTSET = 27
    CALL = 28
    TAILCALL = 29
    RETURN = 30
    FORLOOP = 31
    FORPREP = 32
    TFORLOOP = 33
    SETLIST = 34
    CLOSE = 35
    CLOSURE = 36
    VARARG = 37


class Mode(Enum):
    """How the bits above A are divided."""

    ABC = "iABC"
    ABX = "iABx"
    ASBX = "iAsBx"


class Operand(Enum):
    """What a B or C operand means."""

    NONE = "unused, must be zero"
    VALUE = "plain number"
    REGISTER = "register or jump offset"
    CONST_OR_REG = "constant, or register when below 256"


@dataclass(frozen=True, slots=True)
class OpInfo:
    """One row of the opcode table; `is_test` opcodes are followed by a JMP."""

    name: str
    mode: Mode
    sets_a: bool
    is_test: bool
    b: Operand
    c: Operand


def _row(name: str, mode: Mode, flags: str, kinds: str) -> OpInfo:
    kind = {
        "-": Operand.NONE,
        "u": Operand.VALUE,
        "r": Operand.REGISTER,
        "k": Operand.CONST_OR_REG,
    }
    return OpInfo(name, mode, "A" in flags, "T" in flags, kind[kinds[0]], kind[kinds[1]])


# Indexed by opcode number. Flags: A = sets register A, T = test. Then the kinds of B and C.
OP_INFO: Final[tuple[OpInfo, ...]] = (
    _row("MOVE", Mode.ABC, "A", "r-"),
    _row("LOADK", Mode.ABX, "A", "k-"),
    _row("LOADBOOL", Mode.ABC, "A", "uu"),
    _row("LOADNIL", Mode.ABC, "A", "r-"),
    _row("GETUPVAL", Mode.ABC, "A", "u-"),
    _row("GETGLOBAL", Mode.ABX, "A", "k-"),
    _row("GETTABLE", Mode.ABC, "A", "rk"),
    _row("SETGLOBAL", Mode.ABX, "", "k-"),
    _row("SETUPVAL", Mode.ABC, "", "u-"),
    _row("SETTABLE", Mode.ABC, "", "kk"),
    _row("NEWTABLE", Mode.ABC, "A", "uu"),
    _row("SELF", Mode.ABC, "A", "rk"),
    _row("ADD", Mode.ABC, "A", "kk"),
    _row("SUB", Mode.ABC, "A", "kk"),
    _row("MUL", Mode.ABC, "A", "kk"),
    _row("DIV", Mode.ABC, "A", "kk"),
    _row("MOD", Mode.ABC, "A", "kk"),
    _row("POW", Mode.ABC, "A", "kk"),
    _row("UNM", Mode.ABC, "A", "r-"),
    _row("NOT", Mode.ABC, "A", "r-"),
    _row("LEN", Mode.ABC, "A", "r-"),
    _row("CONCAT", Mode.ABC, "A", "rr"),
    _row("JMP", Mode.ASBX, "", "r-"),
    _row("EQ", Mode.ABC, "T", "kk"),
    _row("LT", Mode.ABC, "T", "kk"),
    _row("LE", Mode.ABC, "T", "kk"),
    _row("TEST", Mode.ABC, "AT", "ru"),
    _row("TESTSET", Mode.ABC, "AT", "ru"),
    _row("CALL", Mode.ABC, "A", "uu"),
    _row("TAILCALL", Mode.ABC, "A", "uu"),
    _row("RETURN", Mode.ABC, "", "u-"),
    _row("FORLOOP", Mode.ASBX, "A", "r-"),
    _row("FORPREP", Mode.ASBX, "A", "r-"),
    _row("TFORLOOP", Mode.ABC, "T", "-u"),
    _row("SETLIST", Mode.ABC, "", "uu"),
    _row("CLOSE", Mode.ABC, "", "--"),
    _row("CLOSURE", Mode.ABX, "A", "u-"),
    _row("VARARG", Mode.ABC, "A", "u-"),
)

NUM_OPCODES: Final = len(OP_INFO)

MAX_A: Final = 0xFF
MAX_B: Final = 0x1FF
MAX_C: Final = 0x1FF
MAX_BX: Final = 0x3FFFF
MAX_SBX: Final = MAX_BX >> 1

# An RK operand with this bit names a constant; so at most 256 constants can be operands.
CONST_BIT: Final = 0x100
MAX_CONST_OPERAND: Final = CONST_BIT - 1

# A value of A that no function may use, since frames have at most MAX_STACK registers.
NO_REGISTER: Final = MAX_A
MAX_STACK: Final = 250

# SETLIST stores blocks of this many items; the NEWTABLE size hints are "floating bytes".
FIELDS_PER_FLUSH: Final = 50


def encode_abc(op: int, a: int, b: int, c: int) -> int:
    """Return the instruction word of `op` with operands A, B and C."""
    return op | a << 6 | c << 14 | b << 23


def encode_abx(op: int, a: int, bx: int) -> int:
    """Return the instruction word of `op` with operands A and unsigned Bx."""
    return op | a << 6 | bx << 14


def encode_asbx(op: int, a: int, sbx: int) -> int:
    """Return the instruction word of `op` with operands A and signed sBx."""
    return op | a << 6 | (sbx + MAX_SBX) << 14


def opcode(instruction: int) -> int:
    """Return the opcode number, which is 38 or more in a malformed instruction."""
    return instruction & 0x3F


def arg_a(instruction: int) -> int:
    """Return operand A."""
    return instruction >> 6 & 0xFF


def arg_b(instruction: int) -> int:
    """Return operand B."""
    return instruction >> 23 & 0x1FF


def arg_c(instruction: int) -> int:
    """Return operand C."""
    return instruction >> 14 & 0x1FF


def arg_bx(instruction: int) -> int:
    """Return the unsigned operand Bx."""
    return instruction >> 14 & MAX_BX


def arg_sbx(instruction: int) -> int:
    """Return the signed operand sBx."""
    return (instruction >> 14 & MAX_BX) - MAX_SBX


def is_constant(rk: int) -> bool:
    """Tell whether an RK operand names a constant."""
    return rk >= CONST_BIT


def constant_index(rk: int) -> int:
    """Return the constant index that a constant RK operand names."""
    return rk & MAX_CONST_OPERAND


def encode_float_byte(size: int) -> int:
    """Return `size` as a "floating byte" eeeeexxx: (8 + xxx) * 2**(eeeee - 1), rounded up."""
    exponent = 0
    while size >= 16:
        size = (size + 1) >> 1
        exponent += 1
    return size if size < 8 else (exponent + 1) << 3 | (size - 8)


def decode_float_byte(byte: int) -> int:
    """Return the size that a "floating byte" stands for."""
    exponent = byte >> 3 & 31
    return byte if exponent == 0 else ((byte & 7) + 8) << (exponent - 1)
