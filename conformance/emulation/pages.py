"""Page translations for Unicorn: identity, with no right to execute data pages.

Unicorn sends every store into a page that might hold code down a slow path, some ten times
slower than the fast one, and without page tables each page might. So it's run with its
"virtual TLB", which asks this function about each page. It is asked often (256 pages are
remembered, of 1 KiB for AArch64), so the answer comes from a dozen instructions of the host's
machine code rather than from a Python callback, which takes a microsecond.

Whether memory is there at all, Unicorn finds out afterwards as ever.
"""

import ctypes
import struct
from collections.abc import Callable, Mapping
from typing import Any, Final

from unicorn import unicorn_const

from conformance.emulation.glue import MAILBOX
from conformance.jit_under_test.machine import mapping as mm
from conformance.jit_under_test.machine.protocol import Arch, host_arch
from conformance.jit_under_test.runtime.memory_map import (
    ARENA_BASE,
    ARENA_SIZE,
    STACK_BASE,
    STACK_SIZE,
    TRAP_BASE,
    TRAP_SIZE,
)

DATA: Final = (
    (STACK_BASE, STACK_BASE + STACK_SIZE),
    (MAILBOX, TRAP_BASE + TRAP_SIZE),
    (ARENA_BASE, ARENA_BASE + ARENA_SIZE),
)
"""Start and end of the regions that are never executed, in order."""

DATA_RIGHTS: Final = unicorn_const.UC_PROT_READ | unicorn_const.UC_PROT_WRITE
OTHER_RIGHTS: Final = unicorn_const.UC_PROT_ALL

# A page is data if its address, shifted right, is one of these (shift, value) pairs, or if
# nothing else remains of it than the arena and what's above.
_BLOCKS: Final = ((24, STACK_BASE >> 24), (12, MAILBOX >> 12))
_ARENA_SHIFT: Final = ARENA_BASE.bit_length() - 1

FILL_CALLBACK: Final = ctypes.CFUNCTYPE(
    ctypes.c_bool,
    ctypes.c_void_p,  # the engine
    ctypes.c_uint64,  # address of the page's start
    ctypes.c_int,  # kind of access
    ctypes.c_void_p,  # what to fill: the translated address (8 bytes) and the rights (4)
    ctypes.c_void_p,
)


def rights(address: int) -> int:
    """The rights of the page at `address`: what the machine code computes."""
    data = any(start <= address < end for start, end in DATA) or address >= ARENA_BASE
    return DATA_RIGHTS if data else OTHER_RIGHTS


def _x64_fill() -> bytes:
    """rsi address, rcx what to fill; eax and flags are free."""
    shifted = b"\x48\x89\xf0\x48\xc1\xe8"  # mov rax, rsi; shr rax, (next byte)
    tests = [(shifted + bytes([_ARENA_SHIFT]), b"\x75")]  # jnz data
    for shift, value in _BLOCKS:  # with the arena gone, 32 bits hold all the rest
        compare = b"\x3d" + struct.pack("<I", value)  # cmp eax, value
        tests.append((shifted + bytes([shift]) + compare, b"\x74"))  # je data
    other, data = (
        b"\xc7\x41\x08" + struct.pack("<I", each) + b"\xb0\x01\xc3"  # mov [rcx+8], …; mov al, 1
        for each in (OTHER_RIGHTS, DATA_RIGHTS)
    )
    code = other
    for test, jump in reversed(tests):
        code = test + jump + bytes([len(code)]) + code
    return b"\x48\x89\x31" + code + data  # mov [rcx], rsi


def _a64_fill() -> bytes:
    """x1 address, x3 what to fill; x4, x5 and flags are free."""

    def shifted(amount: int) -> int:
        return 0xD340_FC24 | amount << 16  # lsr x4, x1, #amount

    words = [0xF900_0061, shifted(_ARENA_SHIFT), 0xB500_0004]  # str x1, [x3]; …; cbnz x4, data
    exits = [2]
    for shift, value in _BLOCKS:
        low, high = 0x5280_0005 | (value & 0xFFFF) << 5, 0x72A0_0005 | value >> 16 << 5
        words += [shifted(shift), low, high, 0xEB05_009F]  # movz, movk w5; cmp x4, x5
        exits.append(len(words))
        words.append(0x5400_0000)  # b.eq data
    words += [0x5280_0004 | OTHER_RIGHTS << 5, 0x1400_0002]  # mov w4, #rights; b +2
    data = len(words)
    for place in exits:
        words[place] |= (data - place) << 5
    words += [0x5280_0004 | DATA_RIGHTS << 5, 0xB900_0864, 0x5280_0020, 0xD65F_03C0]
    return struct.pack(f"<{len(words)}I", *words)  # str w4, [x3, #8]; mov w0, #1; ret


FILL_CODE: Final[Mapping[Arch, Callable[[], bytes]]] = {Arch.X64: _x64_fill, Arch.A64: _a64_fill}


class PageFill:
    """The callback for a UC_HOOK_TLB_FILL: machine code where we can write the host's."""

    def __init__(self) -> None:
        arch = host_arch()
        self._page = 0
        if arch is None:
            self.callback: Any = FILL_CALLBACK(_fill)
            return
        code = FILL_CODE[arch]()
        self._page = mm.reserve(mm.PAGE)
        ctypes.memmove(self._page, code, len(code))
        mm.protect_memory(self._page, mm.PAGE, mm.PROT_READ | mm.PROT_EXEC)
        mm.flush_instruction_cache(self._page, self._page + len(code))
        self.callback = FILL_CALLBACK(self._page)

    def close(self) -> None:
        """Give the page back; no engine may use the callback any more."""
        if self._page:
            mm.unmap_memory(self._page, mm.PAGE)
            self._page = 0


def _fill(engine: int, address: int, access: int, entry: int, data: int) -> bool:
    ctypes.c_uint64.from_address(entry).value = address
    ctypes.c_uint32.from_address(entry + 8).value = rights(address)
    return True
