"""mmap by ctypes: fixed addresses, reservations and double mappings, which `mmap` lacks.

Constants are Linux's (asm-generic/mman-common.h); both supported architectures share them.
"""

import ctypes
import os
from typing import Final

from conformance.jit_under_test.machine.protocol import Arch, host_arch

PAGE: Final = 4096
PROT_READ: Final = 1
PROT_WRITE: Final = 2
PROT_EXEC: Final = 4
MAP_SHARED: Final = 0x01
MAP_PRIVATE: Final = 0x02
MAP_FIXED: Final = 0x10
MAP_ANONYMOUS: Final = 0x20
MAP_NORESERVE: Final = 0x4000
MAP_FIXED_NOREPLACE: Final = 0x100000
MADV_DONTNEED: Final = 4
MADV_DOFORK: Final = 11
_FAILED: Final = (1 << 64) - 1


_libc: Final = ctypes.CDLL(None, use_errno=True)
_libc.mmap.restype = ctypes.c_uint64
_libc.mmap.argtypes = [
    ctypes.c_uint64,
    ctypes.c_size_t,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_int64,
]
_libc.munmap.argtypes = [ctypes.c_uint64, ctypes.c_size_t]
_libc.mprotect.argtypes = [ctypes.c_uint64, ctypes.c_size_t, ctypes.c_int]
_libc.madvise.argtypes = [ctypes.c_uint64, ctypes.c_size_t, ctypes.c_int]


def round_to_pages(size: int) -> int:
    """`size` rounded up to whole pages."""
    return -(-size // PAGE) * PAGE


def map_memory(size: int, protection: int, flags: int, address: int = 0, fd: int = -1) -> int:
    """mmap; the address mapped. Raises OSError, with the address wished for in the message."""
    result: int = _libc.mmap(address, size, protection, flags, fd, 0)
    if result == _FAILED:
        error = ctypes.get_errno()
        raise OSError(error, f"cannot map {size:#x} bytes at {address:#x}: {os.strerror(error)}")
    return result


def unmap_memory(address: int, size: int) -> None:
    """munmap. Raises OSError."""
    if _libc.munmap(address, size):
        raise OSError(ctypes.get_errno(), f"cannot unmap {size:#x} bytes at {address:#x}")


def protect_memory(address: int, size: int, protection: int) -> None:
    """mprotect. Raises OSError."""
    if _libc.mprotect(address, size, protection):
        raise OSError(ctypes.get_errno(), f"cannot protect {size:#x} bytes at {address:#x}")


def advise_memory(address: int, size: int, advice: int) -> None:
    """madvise. Raises OSError."""
    if _libc.madvise(address, size, advice):
        raise OSError(ctypes.get_errno(), f"madvise({advice}) failed at {address:#x}")


def flush_instruction_cache(start: int, end: int) -> None:
    """Make the processor see new code between two addresses; x86-64 does so by itself."""
    if host_arch() is Arch.A64:
        flush = ctypes.CDLL("libgcc_s.so.1")["__clear_cache"]
        flush(ctypes.c_void_p(start), ctypes.c_void_p(end))


def reserve(size: int) -> int:
    """Zeroed private memory anywhere, not committed until touched; its host address."""
    return map_memory(size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE)
