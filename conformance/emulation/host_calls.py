"""Host functions for emulated machines: mailbox in, Python or C library call, mailbox out."""

import ctypes
import struct
from collections.abc import Callable, Mapping
from typing import Any, Final

from conformance.emulation.glue import FLOATS, INTEGER_ARGUMENTS
from conformance.jit_under_test.machine.imports import (
    CTYPES,
    HostFunction,
    ImportSpec,
    Kind,
    LibraryFunction,
)
from conformance.jit_under_test.machine.memory import Memory
from conformance.jit_under_test.machine.protocol import Arch, MachineError
from conformance.jit_under_test.runtime.memory_map import ARENA_BASE, ARENA_SIZE

# struct format of a mailbox cell, padded to eight bytes
_CELLS: Final[Mapping[Kind, str]] = {
    Kind.BOOL: "?7x",
    Kind.I8: "b7x",
    Kind.U8: "B7x",
    Kind.I16: "h6x",
    Kind.U16: "H6x",
    Kind.I32: "i4x",
    Kind.U32: "I4x",
    Kind.I64: "q",
    Kind.U64: "Q",
    Kind.PTR: "Q",
    Kind.F64: "d",
}

# C library functions that store a pointer into their argument through another argument:
# the parameters that point at such a cell.
_STORED_POINTERS: Final[Mapping[str, tuple[int, ...]]] = {
    "strtod": (1,),
    "strtol": (1,),
    "strtoul": (1,),
    "strtoll": (1,),
    "strtoull": (1,),
}

ArgumentReader = Callable[[], tuple[Any, ...]]


def argument_reader(spec: ImportSpec, mailbox: memoryview, arch: Arch) -> ArgumentReader:
    """A function that gives the arguments of a call to `spec` from the mailbox.

    Raises MachineError if the signature needs arguments on the stack.
    """
    integers = [kind for kind in spec.parameters if kind is not Kind.F64]
    floats = len(spec.parameters) - len(integers)
    if len(integers) > INTEGER_ARGUMENTS[arch] or floats > 8:
        raise MachineError(f"import {spec.name} has more arguments than registers")
    layout = "<" + "".join(_CELLS[kind] for kind in integers)
    if floats:
        layout += f"{FLOATS - struct.calcsize(layout)}x{floats}d"
    unpack = struct.Struct(layout).unpack_from
    if not floats or not integers:
        return lambda: unpack(mailbox)
    order: list[int] = []
    integer, number = 0, len(integers)
    for kind in spec.parameters:
        if kind is Kind.F64:
            order.append(number)
            number += 1
        else:
            order.append(integer)
            integer += 1

    def read() -> tuple[Any, ...]:
        values = unpack(mailbox)
        return tuple([values[position] for position in order])

    return read


def host_function(
    spec: ImportSpec, target: LibraryFunction | HostFunction, memory: Memory
) -> Callable[..., Any]:
    """What to call with the arguments read: a Python function, or a C function with its
    pointers translated between guest and host."""
    if isinstance(target, HostFunction):
        return target.function
    parameters = [CTYPES[kind] for kind in spec.parameters]
    function = ctypes.CFUNCTYPE(CTYPES[spec.result], *parameters)(target.address)
    pointers = [i for i, kind in enumerate(spec.parameters) if kind is Kind.PTR]
    if not pointers and spec.result is not Kind.PTR:
        return function
    stored = _STORED_POINTERS.get(spec.name, ())
    returns_pointer = spec.result is Kind.PTR
    to_host, to_guest = memory.host_address, memory.guest_address
    arena_shift = to_host(ARENA_BASE) - ARENA_BASE
    arena_end = ARENA_BASE + ARENA_SIZE

    def translated(*args: Any) -> Any:
        values = list(args)
        for position in pointers:
            pointer = values[position]
            if ARENA_BASE <= pointer <= arena_end:  # an end pointer may be one past it
                values[position] = pointer + arena_shift
            elif pointer:  # a null pointer stays one
                values[position] = to_host(pointer, 0)
        result = function(*values)
        for position in stored:
            if args[position]:
                memory.write_u64(args[position], to_guest(memory.read_u64(args[position])))
        return to_guest(result) if returns_pointer and result else result

    return translated
