"""The few emulated instructions around calls into and out of an emulated machine.

Reading and writing emulated registers through Unicorn's API costs more than emulating a
dozen stores. So arguments and results travel through a mailbox in guest memory that Python
sees as plain memory, and these stubs move them between mailbox and registers:

- trap i, at TRAP_BASE + 16 * i, notes its number in a scratch register and jumps to the gate;
- the *gate* stores all argument registers into the mailbox, runs one hooked `nop` (Python
  acts there), and returns to its caller with the mailbox's result in both result registers;
- the *door* loads the argument registers from the mailbox, calls the mailbox's target, stores
  both result registers, and reaches `exit`, where emulation stops.

Both leave the stack pointer as they found it, so calls nest: a door may run inside a gate.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.runtime.memory_map import (
    IMPORT_LIMIT,
    TRAP_BASE,
    TRAP_SIZE,
    TRAP_STRIDE,
)

# The trap region: traps, gate and door are code; the last page is the mailbox.
MAILBOX: Final = TRAP_BASE + TRAP_SIZE - 0x1000
_GATE: Final = TRAP_BASE + IMPORT_LIMIT * TRAP_STRIDE
_DOOR: Final = _GATE + 0x400

# Mailbox cells, as offsets. Integer and float arguments are separate, as in both C ABIs.
INTEGERS: Final = 0
FLOATS: Final = 64
RESULT: Final = 128  # what a host call returns
INDEX: Final = 136  # which import is being called
TARGET: Final = 144  # what the door calls
RETURNED: Final = 152  # integer result of the door's call
RETURNED_F64: Final = 160  # and its float result


@dataclass(frozen=True, slots=True)
class Glue:
    """The trap region's code for one architecture, to be placed at TRAP_BASE."""

    code: bytes
    hook: int
    """Address of the gate's hooked instruction."""
    resume: int
    """Where the gate goes on after it."""
    door: int
    exit: int


def make_glue(arch: Arch) -> Glue:
    """Assemble traps, gate and door for `arch`."""
    gate, hook, resume = _GATES[arch]()
    door = _DOORS[arch]()
    traps = b"".join(
        _TRAPS[arch](index, _GATE - (TRAP_BASE + TRAP_STRIDE * index)).ljust(TRAP_STRIDE, b"\0")
        for index in range(IMPORT_LIMIT)
    )
    code = traps + gate.ljust(_DOOR - _GATE, b"\0") + door
    return Glue(code, _GATE + hook, _GATE + resume, _DOOR, _DOOR + len(door))


# ---- x86-64: the mailbox is below 2 GiB, so an absolute 32-bit displacement reaches it ----

_INTEGER_REGISTERS_X64: Final = (7, 6, 2, 1, 8, 9)  # rdi rsi rdx rcx r8 r9
_R11: Final = 11


def _x64_cell(prefix: bytes, opcode: bytes, register: int, cell: int, wide: bool) -> bytes:
    rex = 0x40 | (8 if wide else 0) | (4 if register >= 8 else 0)
    rex_bytes = bytes([rex]) if rex != 0x40 else b""
    modrm = bytes([0x04 | (register & 7) << 3, 0x25])  # [disp32], no base, no index
    return prefix + rex_bytes + opcode + modrm + struct.pack("<i", MAILBOX + cell)


def _x64_store(register: int, cell: int) -> bytes:
    return _x64_cell(b"", b"\x89", register, cell, wide=True)


def _x64_load(register: int, cell: int) -> bytes:
    return _x64_cell(b"", b"\x8b", register, cell, wide=True)


def _x64_store_f64(register: int, cell: int) -> bytes:
    return _x64_cell(b"\xf2", b"\x0f\x11", register, cell, wide=False)


def _x64_load_f64(register: int, cell: int) -> bytes:
    return _x64_cell(b"\xf2", b"\x0f\x10", register, cell, wide=False)


def _x64_trap(index: int, to_gate: int) -> bytes:
    mov = b"\x41\xbb" + struct.pack("<i", index)  # mov r11d, index
    return mov + b"\xe9" + struct.pack("<i", to_gate - (len(mov) + 5))


def _x64_gate() -> tuple[bytes, int, int]:
    code = _x64_store(_R11, INDEX)
    for position, register in enumerate(_INTEGER_REGISTERS_X64):
        code += _x64_store(register, INTEGERS + 8 * position)
    for register in range(8):
        code += _x64_store_f64(register, FLOATS + 8 * register)
    code += b"\x48\x83\xec\x08"  # sub rsp, 8: aligned again, for a nested door
    hook = len(code)
    code += b"\x90"
    resume = len(code)
    code += b"\x48\x83\xc4\x08" + _x64_load(0, RESULT) + _x64_load_f64(0, RESULT) + b"\xc3"
    return code, hook, resume


def _x64_door() -> bytes:
    code = b""
    for position, register in enumerate(_INTEGER_REGISTERS_X64):
        code += _x64_load(register, INTEGERS + 8 * position)
    for register in range(8):
        code += _x64_load_f64(register, FLOATS + 8 * register)
    code += _x64_load(_R11, TARGET)
    code += b"\xb8\x08\0\0\0" + b"\x41\xff\xd3"  # mov eax, 8 (vector arguments); call r11
    return code + _x64_store(0, RETURNED) + _x64_store_f64(0, RETURNED_F64)


# ---- AArch64: x16 and x17 are free between caller and callee ----


def _a64_words(*words: int) -> bytes:
    return struct.pack(f"<{len(words)}I", *words)


def _a64_constant(register: int, value: int) -> tuple[int, int]:
    """movz and movk for a 32-bit constant."""
    low, high = value & 0xFFFF, value >> 16
    return 0xD280_0000 | low << 5 | register, 0xF2A0_0000 | high << 5 | register


def _a64_cell(opcode: int, register: int, cell: int) -> int:
    """An 8-byte load or store at [x16 + cell]."""
    return opcode | cell // 8 << 10 | 16 << 5 | register


_STR, _LDR, _STR_D, _LDR_D = 0xF900_0000, 0xF940_0000, 0xFD00_0000, 0xFD40_0000


def _a64_trap(index: int, to_gate: int) -> bytes:
    return _a64_words(0xD280_0011 | index << 5, 0x1400_0000 | (to_gate - 4) >> 2)


def _a64_gate() -> tuple[bytes, int, int]:
    words = [*_a64_constant(16, MAILBOX), _a64_cell(_STR, 17, INDEX)]
    for register in range(8):
        words.append(_a64_cell(_STR, register, INTEGERS + 8 * register))
        words.append(_a64_cell(_STR_D, register, FLOATS + 8 * register))
    words.append(0xF81F_0FFE)  # str x30, [sp, #-16]!: a nested door's call overwrites x30
    hook = 4 * len(words)
    words += [0xD503_201F, 0xF841_07FE]  # nop; ldr x30, [sp], #16
    words += [*_a64_constant(16, MAILBOX), _a64_cell(_LDR, 0, RESULT), _a64_cell(_LDR_D, 0, RESULT)]
    return _a64_words(*words, 0xD65F_03C0), hook, hook + 4


def _a64_door() -> bytes:
    words = [*_a64_constant(16, MAILBOX)]
    for register in range(8):
        words.append(_a64_cell(_LDR, register, INTEGERS + 8 * register))
        words.append(_a64_cell(_LDR_D, register, FLOATS + 8 * register))
    words += [_a64_cell(_LDR, 17, TARGET), 0xD63F_0220]  # blr x17
    words += _a64_constant(16, MAILBOX)
    words += [_a64_cell(_STR, 0, RETURNED), _a64_cell(_STR_D, 0, RETURNED_F64)]
    return _a64_words(*words)


_TRAPS: Final = {Arch.X64: _x64_trap, Arch.A64: _a64_trap}
_GATES: Final = {Arch.X64: _x64_gate, Arch.A64: _a64_gate}
_DOORS: Final = {Arch.X64: _x64_door, Arch.A64: _a64_door}
INTEGER_ARGUMENTS: Final[Mapping[Arch, int]] = {Arch.X64: 6, Arch.A64: 8}
