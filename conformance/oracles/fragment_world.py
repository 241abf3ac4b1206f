"""A small world in guest memory for fragments to run in: objects of each kind, and kernels.

It holds all that machine code and evaluator read or write, so that what a fragment leaves behind
can be compared word for word.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from conformance.jit_under_test.ir.boxing import MAX_NUMBER, NIL, TAG_BITS
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fields import NODE_SIZE, Field
from conformance.jit_under_test.ir.fragment import Fragment
from conformance.jit_under_test.ir.layout import runtime_layout
from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.optimizer.cse import byte_to_size
from conformance.jit_under_test.runtime.memory_map import HEAP_BASE, VM_ADDRESS
from conformance.jit_under_test.runtime.objects import VM as VMStruct
from conformance.jit_under_test.runtime.objects import Table

# Fields of a made-up object: eight words, then one field of each narrow kind, then pointers.
CELL_FIELDS: Final = (
    *(Field(f"cell.i{i}", "Cell", 8 * i, 8, IRType.INT, Alias.OBJECT) for i in range(8)),
    Field("cell.u8", "Cell", 64, 1, IRType.INT, Alias.OBJECT),
    Field("cell.s8", "Cell", 65, 1, IRType.INT, Alias.OBJECT, signed=True),
    Field("cell.u16", "Cell", 66, 2, IRType.INT, Alias.OBJECT),
    Field("cell.s16", "Cell", 68, 2, IRType.INT, Alias.OBJECT, signed=True),
    Field("cell.u32", "Cell", 72, 4, IRType.INT, Alias.OBJECT),
    Field("cell.s32", "Cell", 76, 4, IRType.INT, Alias.OBJECT, signed=True),
    Field("cell.tab", "Cell", 80, 8, IRType.TAB, Alias.OBJECT),
    Field("cell.fun", "Cell", 88, 8, IRType.FUN, Alias.OBJECT),
    Field("cell.ptr", "Cell", 96, 8, IRType.PTR, Alias.OBJECT),
    Field("cell.val", "Cell", 104, 8, IRType.VAL, Alias.OBJECT),
)
_RUNTIME = runtime_layout()
LAYOUT: Final = replace(
    _RUNTIME, fields={**_RUNTIME.fields, **{field.name: field for field in CELL_FIELDS}}
)

# The world: addresses of one object of each kind.
VM = VM_ADDRESS
PROBE = VM_ADDRESS + 0xF000  # where the exit probe leaves BASE
THREAD = HEAP_BASE + 0x1000
CI = HEAP_BASE + 0x2100
STACK = HEAP_BASE + 0x4000
BASE = STACK + 0x400
CELL = HEAP_BASE + 0x6000
TABLE = HEAP_BASE + 0x7000
ARRAY = HEAP_BASE + 0x8000
NODES = HEAP_BASE + 0x9000
CLOSURE = HEAP_BASE + 0xA000
UPVALUES = HEAP_BASE + 0xB000
MOVED_STACK = HEAP_BASE + 0xC000
MOVED_CI = HEAP_BASE + 0xE100
PC = HEAP_BASE + 0xF000
# Frames of callers below the entry frame, each so many slots lower than the one above it.
CALLERS = 3
CALLER_DISTANCE = 12
NEW_TABLES = HEAP_BASE + 0x10000  # its first word says how many bytes of it are in use
WINDOW = (HEAP_BASE, 0x11000)
VM_WINDOW = (VM_ADDRESS, VMStruct.offset("made"))  # what is behind it, only exits use

# Boxed values.
TAB = TAG_BITS[IRType.TAB] | TABLE
STR = TAG_BITS[IRType.STR] | CELL
FUN = TAG_BITS[IRType.FUN] | CLOSURE

LINK_TARGET = 77
"""The number of the one other fragment that fragments may link to."""
CLOCK_LIMIT = 1 << 40

Prepare = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Kernel:
    """A made-up kernel: its record, and a Python function over (memory, arguments)."""

    call: KernelCall
    function: Callable[..., Any]


def nothing(_memory: Any) -> None:
    """Prepares nothing beyond the world itself."""


def restore(memory: Any, prepare: Prepare = nothing) -> None:
    """The world as it is before a run."""
    for address, size in (WINDOW, VM_WINDOW):
        memory.write_bytes(address, bytes(size))
    memory.write_u64(VM + LAYOUT.vm_thread, THREAD)
    memory.write_u64(VM + LAYOUT.vm_clock, 1000)
    memory.write_u64(VM + LAYOUT.vm_clock_limit, CLOCK_LIMIT)
    memory.write_u64(VM + LAYOUT.vm_gc_debt, (1 << 64) - 1000)
    memory.write_u64(THREAD + LAYOUT.thread_ci, CI)
    for depth in range(CALLERS + 1):
        ci, base = CI - depth * LAYOUT.ci_size, BASE - 8 * CALLER_DISTANCE * depth
        memory.write_u64(ci + LAYOUT.ci_func, base - 8)
        memory.write_u64(ci + LAYOUT.ci_base, base)
        memory.write_u64(ci + LAYOUT.ci_top, base + 8 * 20)
        memory.write_u64(ci + LAYOUT.ci_savedpc, caller_pc(depth) if depth else 0)
    memory.write_u64(TABLE + LAYOUT.fields["table.array"].offset, ARRAY)
    memory.write_u64(TABLE + LAYOUT.fields["table.node"].offset, NODES)
    memory.write_u32(TABLE + LAYOUT.fields["table.sizearray"].offset, 16)
    memory.write_u8(TABLE + LAYOUT.table_marked, LAYOUT.black)
    memory.write_u64(VM + LAYOUT.vm_gray_again, CELL)
    for i in range(4):
        memory.write_u64(CLOSURE + LAYOUT.upvalues + 8 * i, UPVALUES + 64 * i)
        value = UPVALUES + 64 * i + LAYOUT.upvalue_v
        memory.write_u64(value, UPVALUES + 64 * i + 40)
    prepare(memory)


def push_frames(memory: Any, fragment: Fragment) -> int:
    """Enter the frames that exist when the fragment is entered; the innermost base."""
    base = BASE
    for i, frame in enumerate(fragment.entry_frames, 1):
        base = BASE + 8 * frame.base_slot
        ci = CI + i * LAYOUT.ci_size
        memory.write_u64(ci + LAYOUT.ci_base, base)
        memory.write_u64(THREAD + LAYOUT.thread_ci, ci)
    memory.write_u64(THREAD + LAYOUT.thread_base, base)
    return base


def contents(memory: Any) -> bytes:
    """All memory that fragments may change."""
    return b"".join(bytes(memory.read_bytes(*window)) for window in (WINDOW, VM_WINDOW))


def caller_pc(depth: int) -> int:
    """Where the caller `depth` frames below the entry frame goes on."""
    return PC + 0x40 * depth


def differences(ours: bytes, expected: bytes) -> list[str]:
    """Words that differ, with their addresses; any NaN is as good as any other."""
    if ours == expected:
        return []
    found = []
    count = len(ours) // 8
    words = zip(
        struct.unpack(f"<{count}Q", ours), struct.unpack(f"<{count}Q", expected), strict=True
    )
    for i, (a, b) in enumerate(words):
        if a == b or (is_nan(a) and is_nan(b)):
            continue
        offset = 8 * i
        start, size = WINDOW
        address = start + offset if offset < size else VM_ADDRESS + offset - size
        found.append(f"[{address:#x}] is {a:#x}, should be {b:#x}")
    return found


def is_nan(bits: int) -> bool:
    """Whether a word is a NaN that counts as a number."""
    return bits <= MAX_NUMBER and math.isnan(struct.unpack("<d", struct.pack("<Q", bits))[0])


# --- kernels ------------------------------------------------------------------------------


def _weigh(memory: Any, *args: float) -> float:
    """Tells every argument's place from every other's."""
    return float(sum((i + 1) * arg for i, arg in enumerate(args)))


def _weigh_integers(memory: Any, *args: int) -> int:
    total = sum((2 * i + 1) * arg for i, arg in enumerate(args)) & ((1 << 64) - 1)
    return total - (1 << 64) if total >> 63 else total


def _note_clock(memory: Any, vm: int) -> int:
    """Leaves what the callee sees of the state: clock, pc and top, in the cell."""
    thread = memory.read_u64(vm + LAYOUT.vm_thread)
    ci = memory.read_u64(thread + LAYOUT.thread_ci)
    memory.write_u64(CELL, memory.read_u64(vm + LAYOUT.vm_clock))
    memory.write_u64(CELL + 8, memory.read_u64(ci + LAYOUT.ci_savedpc))
    memory.write_u64(CELL + 16, memory.read_u64(thread + LAYOUT.thread_top))
    memory.write_u64(CELL + 24, memory.read_u64(thread + LAYOUT.thread_base))
    return int(ci)


def _move_stack(memory: Any, vm: int, value: float) -> float:
    """Moves the stack and the CallInfo array, as growing them does."""
    thread = memory.read_u64(vm + LAYOUT.vm_thread)
    ci = memory.read_u64(thread + LAYOUT.thread_ci)
    depth = ci - CI
    shift = MOVED_STACK - STACK
    memory.write_bytes(MOVED_STACK, bytes(memory.read_bytes(STACK, 0x1000)))
    below = CALLERS * LAYOUT.ci_size
    size = below + 0x400
    memory.write_bytes(MOVED_CI - below, bytes(memory.read_bytes(CI - below, size)))
    memory.write_bytes(STACK, b"\xdd" * 0x1000)
    memory.write_bytes(CI - below, b"\xdd" * size)
    moved = MOVED_CI - below
    while moved <= MOVED_CI + depth:
        for offset in (LAYOUT.ci_func, LAYOUT.ci_base, LAYOUT.ci_top):
            memory.write_u64(moved + offset, memory.read_u64(moved + offset) + shift)
        moved += LAYOUT.ci_size
    memory.write_u64(thread + LAYOUT.thread_ci, MOVED_CI + depth)
    return value * 2


def _allocate(memory: Any, size: int) -> int:
    used = memory.read_u64(NEW_TABLES) or 16
    memory.write_u64(NEW_TABLES, used + size)
    assert used + size <= WINDOW[0] + WINDOW[1] - NEW_TABLES, "no room for so many tables"
    return int(NEW_TABLES + used)


def _new_table(memory: Any, vm: int, array_size: int, hash_size: int) -> int:
    """A table with an array part of nils; there are no nodes in it."""
    fields, size = LAYOUT.fields, byte_to_size(array_size)
    table = _allocate(memory, Table.size)
    memory.write_u64(table + fields["table.array"].offset, _allocate(memory, 8 * size))
    memory.write_u32(table + fields["table.sizearray"].offset, size)
    for j in range(size):
        memory.write_u64(memory.read_u64(table + fields["table.array"].offset) + 8 * j, NIL)
    return table


def _copy_table(memory: Any, vm: int, template: int) -> int:
    """A copy of a table's nodes, of which there are as many as its header says."""
    fields = LAYOUT.fields
    size = NODE_SIZE << memory.read_u8(template + fields["table.lsizenode"].offset)
    table, nodes = _allocate(memory, Table.size), _allocate(memory, size)
    node = fields["table.node"].offset
    memory.write_u8(
        table + fields["table.lsizenode"].offset,
        memory.read_u8(template + fields["table.lsizenode"].offset),
    )
    memory.write_u64(table + node, nodes)
    memory.write_bytes(nodes, bytes(memory.read_bytes(memory.read_u64(template + node), size)))
    return table


_N, _I = IRType.NUM, IRType.INT
_NEW: Final = (Alias.NONE, Alias.GC | Alias.VM, True)
NEW_TABLE: Final = Kernel(
    KernelCall("trace_new_table", (_I, _I), IRType.TAB, True, *_NEW), _new_table
)
COPY_TABLE: Final = Kernel(
    KernelCall("trace_copy_table", (IRType.TAB,), IRType.TAB, True, *_NEW), _copy_table
)
# Exits call these two as well, by their places in the list.
KERNELS: Final = (
    NEW_TABLE,
    COPY_TABLE,
    Kernel(KernelCall("weigh", (_N,) * 8, _N, False), _weigh),
    Kernel(KernelCall("weigh_integers", (_I,) * 6, _I, False), _weigh_integers),
    Kernel(
        KernelCall("weigh_mixed", (_I, _N, _I, _N, _N), _N, True),
        lambda memory, vm, *args: _weigh(memory, *args),
    ),
    Kernel(KernelCall("pass_table", (IRType.TAB,), IRType.TAB, True), lambda memory, vm, t: t),
    Kernel(
        KernelCall("store_word", (IRType.PTR, IRType.VAL), IRType.NONE, True),
        lambda memory, vm, p, v: memory.write_u64(p, v),
    ),
    Kernel(KernelCall("note_clock", (), IRType.PTR, True), _note_clock),
    Kernel(KernelCall("move_stack", (_N,), _N, True), _move_stack),
)
