"""Containment of a Lua in C: its calls of C functions that open files and start processes.

The library calls these by addresses in a table, which the dynamic linker has filled. In a process
that is to run one program, and ends then, the entries lead to functions that look at the name
first. So the library itself makes what a refusal looks like to a program, with its own messages,
and nothing of it is on the program's stack. The rules are those of the JIT's own library
(`runtime/host/containment.py`).
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
from collections.abc import Callable, Mapping
from ctypes import CFUNCTYPE, c_char_p, c_int, c_size_t, c_uint64, c_void_p
from functools import cache
from typing import Any

from conformance.jit_under_test.runtime.host.containment import REFUSED_COMMAND, Containment

_READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE
_LIBC = ctypes.CDLL(None, use_errno=True)
# name -> result and arguments
_SIGNATURES: Mapping[str, tuple[Any, ...]] = {
    "fopen": (c_void_p, c_char_p, c_char_p),
    "freopen": (c_void_p, c_char_p, c_char_p, c_void_p),
    "remove": (c_int, c_char_p),
    "rename": (c_int, c_char_p, c_char_p),
    "system": (c_int, c_char_p),
    "popen": (c_void_p, c_char_p, c_char_p),
    "tmpnam": (c_void_p, c_void_p),
    "dlopen": (c_void_p, c_char_p, c_int),
}


def _callback_type(result: Any, *arguments: Any) -> Any:
    # A callback cannot give a pointer but as a number.
    return CFUNCTYPE(c_int if result is c_int else c_size_t, *arguments, use_errno=True)


# Made once, for the forks of all runs.
_CALLBACKS: Mapping[str, Any] = {
    name: _callback_type(*signature) for name, signature in _SIGNATURES.items()
}
# Names of a function: those for files of any size do the same here.
_SUFFIX = "64"


@cache
def find_calls(path: str) -> Mapping[str, tuple[int, ...]]:
    """Where a loaded library holds the addresses of the functions above.

    Forks know it if their parent has asked.
    """
    # Imported where it is needed: most runs of single programs are not contained.
    from elftools.elf.elffile import ELFFile
    from elftools.elf.relocation import RelocationSection
    from elftools.elf.sections import SymbolTableSection

    found: dict[str, list[int]] = {}
    base = _base(path)
    with open(path, "rb") as file:
        elf = ELFFile(file)
        symbols = elf.get_section_by_name(".dynsym")
        assert isinstance(symbols, SymbolTableSection), f"{path} is no shared library"
        for section in elf.iter_sections():
            if not isinstance(section, RelocationSection):
                continue
            for relocation in section.iter_relocations():
                name = symbols.get_symbol(relocation["r_info_sym"]).name.removesuffix(_SUFFIX)
                if name in _SIGNATURES:
                    found.setdefault(name, []).append(base + relocation["r_offset"])
    return {name: tuple(addresses) for name, addresses in found.items()}


def _base(path: str) -> int:
    """Where a loaded library begins."""
    real = os.path.realpath(path)
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        starts = [int(line.split("-", 1)[0], 16) for line in maps if line.rstrip().endswith(real)]
    return min(starts)


def _guards(containment: Containment) -> Mapping[str, Callable[..., int]]:
    """The functions that are called in place of C's."""

    def real(name: str) -> Callable[..., int]:
        function = getattr(_LIBC, name)
        function.restype, *function.argtypes = _SIGNATURES[name]
        return lambda *arguments: function(*arguments) or 0

    def refused(number: int, result: int) -> int:
        ctypes.set_errno(number)
        return result

    def of_file(name: str, failure: int, names: int = 1) -> Callable[..., int]:
        call = real(name)

        def guard(*arguments: bytes) -> int:
            if all(containment.allows(path) for path in arguments[:names]):
                return call(*arguments)
            return refused(errno.EACCES, failure)

        return guard

    def temporary(buffer: int) -> int:
        name = containment.temporary_name() + b"\0"
        ctypes.memmove(buffer, name, len(name))
        return buffer

    return {
        "fopen": of_file("fopen", 0),
        "freopen": of_file("freopen", 0),
        "remove": of_file("remove", -1),
        "rename": of_file("rename", -1, 2),
        # Without a command it is asked whether there is a shell.
        "system": lambda command: 0 if command is None else refused(errno.EPERM, REFUSED_COMMAND),
        "popen": lambda *_: refused(errno.EPERM, 0),
        "tmpnam": temporary,
        "dlopen": lambda *_: refused(errno.EACCES, 0),
    }


def contain(path: str, containment: Containment) -> tuple[object, ...]:
    """Keep what a library's programs do within a containment, until this process ends.

    `path` is the library's file. The result must be kept while programs run.
    """
    kept: list[object] = []
    for name, guard in _guards(containment).items():
        callback = _CALLBACKS[name](guard)
        kept.append(callback)
        target = ctypes.cast(callback, c_void_p).value or 0
        for address in find_calls(path).get(name, ()):
            page = address & -mmap.PAGESIZE
            if _LIBC.mprotect(c_void_p(page), c_size_t(mmap.PAGESIZE), _READ_WRITE):
                raise OSError(ctypes.get_errno(), "the library's table cannot be written")
            c_uint64.from_address(address).value = target
    return tuple(kept)
