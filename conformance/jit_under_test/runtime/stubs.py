"""Hand-written machine code: native entries, throws, and the door to JIT code.

LLVM has no way to say "save all callee-saved registers and the stack pointer, then return
from here later", and the assembler that ships with llvmlite knows only the host's
architecture; so these few instructions are encoded here.

- `vm_enter(vm, fn, arg) -> i64` saves the callee-saved registers and the previous
  `vm.native_sp` on the stack, points `vm.native_sp` at that, and calls `fn(vm, arg)`.
- `vm_throw(vm)` drops everything above the innermost vm_enter, calls `vm_unwind(vm)` there,
  and returns its result from that vm_enter. Frames in between are never seen again.
- `jit_enter(vm, base, code) -> i64` saves the callee-saved registers, makes the spill area
  that all fragments share, loads the VM and base registers, and jumps to `code`.
- `jit_leave` is jumped to, with the result in the return register: it undoes jit_enter.
- `jit_exit` is jumped to from an exit that no side fragment is attached to, with the offset of
  its descriptor's `direct` from the VM in the first scratch register (r11, x16). It saves all
  registers in front of the spill area, has `restore_exit` (runtime/exits.py) write the exit's
  state to memory, and jumps to the descriptor's `target`.
"""

import struct
from collections.abc import Callable, Mapping
from typing import Final

from conformance.jit_under_test.image.model import CodePart, Fixup, Relocation
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.runtime.memory_map import (
    EXIT_TABLE,
    JIT_FRAME_SIZE,
    VM_ADDRESS,
)

UNWIND: Final = "vm_unwind"
RESTORE_EXIT: Final = "restore_exit"
# From the VM; a descriptor is 64 bytes, of which the first word is `target`, then `direct`.
_TARGETS: Final = EXIT_TABLE - VM_ADDRESS
_DIRECT: Final = _TARGETS + 8
_LOG2_DESCRIPTOR: Final = 6


def stubs(arch: Arch, native_sp_offset: int) -> CodePart:
    """The stubs for `arch`; `native_sp_offset` is VM.native_sp's offset in bytes.

    The result refers to symbols from elsewhere: the kernels `vm_unwind(vm) -> i64` and
    `restore_exit(vm, base, exit, words) -> base`.
    Raises ValueError for an offset that the instructions cannot hold.
    """
    if native_sp_offset % 8 or not 0 <= native_sp_offset < 0x8000:
        raise ValueError(f"native_sp at offset {native_sp_offset}: need a multiple of 8 below 32K")
    return _BUILDERS[arch](native_sp_offset)


class _Code:
    """Bytes, symbols and references under construction."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.symbols: dict[str, int] = {}
        self.relocations: list[Relocation] = []

    def label(self, name: str) -> None:
        self.symbols[name] = len(self.data)

    def emit(self, *parts: bytes) -> None:
        for part in parts:
            self.data += part

    def refer(self, at: int, fixup: Fixup, symbol: str, addend: int = 0) -> None:
        self.relocations.append(Relocation(at, fixup, symbol, addend))

    def part(self) -> CodePart:
        return CodePart(bytes(self.data), self.symbols, tuple(self.relocations))


# ---- x86-64 (System V): at a function's entry rsp is 8 modulo 16 ----

_RAX, _RCX, _RDX, _RBX, _RSP, _RBP, _RSI, _RDI = range(8)
_SAVED_X64: Final = (_RBP, _RBX, 12, 13, 14, 15)


def _push(register: int) -> bytes:
    return (b"\x41" if register >= 8 else b"") + bytes([0x50 | register & 7])


def _pop(register: int) -> bytes:
    return (b"\x41" if register >= 8 else b"") + bytes([0x58 | register & 7])


def _mov(target: int, source: int) -> bytes:
    return bytes([0x48, 0x89, 0xC0 | source << 3 | target])


def _field(opcode: int, register: int, base: int, offset: int) -> bytes:
    """REX.W opcode with [base + disp32]; base isn't rsp."""
    return bytes([0x48, opcode, 0x80 | register << 3 | base]) + struct.pack("<i", offset)


def _on_stack(prefix: bytes, opcode: bytes, register: int, offset: int) -> bytes:
    """An instruction with [rsp + disp32]; `prefix` is its REX without the register's bit."""
    rex = (prefix[0] if prefix else 0x40) | (4 if register >= 8 else 0)
    modrm = bytes([0x84 | (register & 7) << 3, 0x24])
    lead = bytes([rex]) if rex != 0x40 else b""
    return lead + opcode + modrm + struct.pack("<i", offset)


def _add_rsp(amount: int) -> bytes:
    return b"\x48\x81\xc4" + struct.pack("<i", amount)


def _x64(native_sp: int) -> CodePart:
    code = _Code()
    save = [_push(register) for register in _SAVED_X64]
    restore = [*(_pop(register) for register in reversed(_SAVED_X64)), b"\xc3"]

    code.label("vm_enter")
    code.emit(*save)
    code.emit(_push(_RDI), _field(0xFF, 6, _RDI, native_sp))  # push vm; push [vm.native_sp]
    code.emit(_add_rsp(-8))  # six saved, these two, this: rsp is 0 modulo 16
    code.emit(_field(0x89, _RSP, _RDI, native_sp))  # vm.native_sp = rsp
    code.emit(_mov(_RAX, _RSI), _mov(_RSI, _RDX), b"\xff\xd0")  # call fn(vm, arg)
    leave = len(code.data)
    code.emit(_add_rsp(8), _pop(_RCX), _pop(_RDI), _field(0x89, _RCX, _RDI, native_sp))
    code.emit(*restore)

    code.label("vm_throw")
    code.emit(_field(0x8B, _RSP, _RDI, native_sp))  # rsp = vm.native_sp
    code.emit(b"\xe8\0\0\0\0")
    code.refer(len(code.data) - 4, Fixup.PC32, UNWIND, -4)
    code.emit(b"\xe9", struct.pack("<i", leave - (len(code.data) + 5)))

    # Six registers and the return address: eight more bytes align the spill area.
    frame = JIT_FRAME_SIZE + 8
    code.label("jit_enter")
    code.emit(*save, _add_rsp(-frame))
    code.emit(_mov(_RBX, _RDI), _mov(_RBP, _RSI), b"\xff\xe2")  # jmp rdx
    code.label("jit_leave")
    code.emit(_add_rsp(frame), *restore)

    words = 32  # sixteen general registers, then sixteen vector registers
    code.label("jit_exit")
    code.emit(_add_rsp(-8 * words))
    for register in range(16):
        code.emit(_on_stack(b"\x48", b"\x89", register, 8 * register))  # mov [rsp + n], r64
        code.emit(b"\xf2", _on_stack(b"", b"\x0f\x11", register, 128 + 8 * register))  # movsd
    code.emit(_mov(_RDI, _RBX), _mov(_RSI, _RBP))
    code.emit(b"\x49\x81\xeb", struct.pack("<i", _DIRECT))  # sub r11, imm32
    code.emit(b"\x41\xc1\xeb", bytes([_LOG2_DESCRIPTOR]))  # shr r11d, imm8
    code.emit(b"\x4d\x89\xdc", b"\x4c\x89\xda", _mov(_RCX, _RSP))  # r12 = rdx = exit
    code.emit(b"\xe8\0\0\0\0")
    code.refer(len(code.data) - 4, Fixup.PC32, RESTORE_EXIT, -4)
    code.emit(_add_rsp(8 * words), _mov(_RBP, _RAX))
    code.emit(b"\x44\x89\xe0")  # mov eax, r12d
    code.emit(b"\x49\xc1\xe4", bytes([_LOG2_DESCRIPTOR]))  # shl r12, imm8
    code.emit(b"\x42\xff\xa4\x23", struct.pack("<i", _TARGETS))  # jmp [rbx + r12 + disp32]
    return code.part()


# ---- AArch64 (AAPCS64): sp is always 0 modulo 16; d8..d15 are callee-saved ----

_SP: Final = 31
_SAVED_A64: Final = ((29, 30), (19, 20), (21, 22), (23, 24), (25, 26), (27, 28))
_SAVED_A64_FP: Final = ((8, 9), (10, 11), (12, 13), (14, 15))
_FRAME_A64: Final = 16 * (len(_SAVED_A64) + len(_SAVED_A64_FP) + 1)
_ENTRY_CELL: Final = _FRAME_A64 - 16  # vm and the previous vm.native_sp


def _word(value: int) -> bytes:
    return struct.pack("<I", value)


def _pair(opcode: int, first: int, second: int, base: int, offset: int) -> bytes:
    return _word(opcode | (offset // 8 & 0x7F) << 15 | second << 10 | base << 5 | first)


def _stp(first: int, second: int, base: int, offset: int) -> bytes:
    return _pair(0xA900_0000, first, second, base, offset)


def _ldp(first: int, second: int, base: int, offset: int) -> bytes:
    return _pair(0xA940_0000, first, second, base, offset)


def _ldr(register: int, base: int, offset: int) -> bytes:
    return _word(0xF940_0000 | offset // 8 << 10 | base << 5 | register)


def _str(register: int, base: int, offset: int) -> bytes:
    return _word(0xF900_0000 | offset // 8 << 10 | base << 5 | register)


def _add(target: int, source: int, amount: int) -> bytes:
    """add/sub (immediate): the only move that can name sp."""
    opcode = 0x9100_0000 if amount >= 0 else 0xD100_0000
    return _word(opcode | abs(amount) << 10 | source << 5 | target)


def _move(target: int, source: int) -> bytes:
    return _word(0xAA00_03E0 | source << 16 | target)


def _a64(native_sp: int) -> CodePart:
    code = _Code()
    pairs = [(0xA900_0000, 0xA940_0000, *pair) for pair in _SAVED_A64]
    pairs += [(0x6D00_0000, 0x6D40_0000, *pair) for pair in _SAVED_A64_FP]
    save = [_add(_SP, _SP, -_FRAME_A64)]
    restore: list[bytes] = []
    for index, (store, load, first, second) in enumerate(pairs):
        save.append(_pair(store, first, second, _SP, 16 * index))
        restore.append(_pair(load, first, second, _SP, 16 * index))
    restore += [_add(_SP, _SP, _FRAME_A64), _word(0xD65F_03C0)]  # ret

    code.label("vm_enter")
    code.emit(*save)
    code.emit(_ldr(9, 0, native_sp), _stp(0, 9, _SP, _ENTRY_CELL))
    code.emit(_add(9, _SP, 0), _str(9, 0, native_sp))  # vm.native_sp = sp
    code.emit(_move(9, 1), _move(1, 2), _word(0xD63F_0120))  # blr x9: fn(vm, arg)
    leave = len(code.data)
    code.emit(_ldp(9, 10, _SP, _ENTRY_CELL), _str(10, 9, native_sp))
    code.emit(*restore)

    code.label("vm_throw")
    code.emit(_ldr(9, 0, native_sp), _add(_SP, 9, 0))  # sp = vm.native_sp
    code.refer(len(code.data), Fixup.BRANCH26, UNWIND)
    code.emit(_word(0x9400_0000))  # bl vm_unwind
    code.emit(_word(0x1400_0000 | (leave - len(code.data)) // 4 & 0x3FF_FFFF))  # b leave

    code.label("jit_enter")
    code.emit(*save, _add(_SP, _SP, -JIT_FRAME_SIZE))
    code.emit(_move(19, 0), _move(20, 1), _word(0xD61F_0040))  # br x2
    code.label("jit_leave")
    code.emit(_add(_SP, _SP, JIT_FRAME_SIZE), *restore)

    words = 64  # x0..x30 and a hole, then d0..d31
    code.label("jit_exit")
    code.emit(_add(_SP, _SP, -8 * words))
    for register in range(0, 32, 2):
        # The last pair has xzr in its second half, which is the hole.
        code.emit(_stp(register, register + 1, _SP, 8 * register))
        code.emit(_pair(0x6D00_0000, register, register + 1, _SP, 8 * (32 + register)))
    code.emit(_add(2, 16, -(_DIRECT & 0xFFF)))
    code.emit(_word(0xD140_0000 | _DIRECT >> 12 << 10 | 2 << 5 | 2))  # sub x2, x2, imm, lsl 12
    code.emit(_word(0xD340_FC00 | _LOG2_DESCRIPTOR << 16 | 2 << 5 | 2))  # lsr x2, x2, imm
    code.emit(_move(21, 2), _move(0, 19), _move(1, 20), _add(3, _SP, 0))
    code.refer(len(code.data), Fixup.BRANCH26, RESTORE_EXIT)
    code.emit(_word(0x9400_0000))  # bl restore_exit
    code.emit(_add(_SP, _SP, 8 * words), _move(20, 0), _move(0, 21))
    code.emit(_word(0x9140_0000 | _TARGETS >> 12 << 10 | 19 << 5 | 9))  # add x9, x19, imm, lsl 12
    code.emit(_word(0x8B00_0000 | 21 << 16 | _LOG2_DESCRIPTOR << 10 | 9 << 5 | 9))  # x9 += x21 << 6
    code.emit(_ldr(9, 9, 0), _word(0xD61F_0120))  # br x9
    return code.part()


_BUILDERS: Final[Mapping[Arch, Callable[[int], CodePart]]] = {Arch.X64: _x64, Arch.A64: _a64}
