"""Exits from fragments: what the machine knows of each, and how its state goes back to memory.

An exit's code says only which exit it is. What it has to restore is data, a record behind the
fragment's code: the stub `jit_exit` puts all registers in front of the spill slots, so that every
value is at an index, and `restore_exit` stores the values, frames and pointers that the record
names. Most exits are never taken, and one that is taken often gets a side fragment.
"""

from typing import Final

from conformance.jit_under_test.kernel import (
    Array,
    Ptr,
    bits,
    declare,
    f64,
    i32,
    i64,
    kernel,
    null,
    sizeof,
    struct,
    u16,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.memory_map import EXIT_TABLE
from conformance.jit_under_test.runtime.objects import VM, Table
from conformance.jit_under_test.runtime.values import PAYLOAD, TABLE

TOP_OF_FRAME: Final = -1  # the thread's top is that of the innermost frame
TAG_SHIFT: Final = 48  # in the word of a value
PLACE_SHIFT: Final = 32
INTEGER: Final = 1  # a value's kind: an integer, which becomes a number; 0: stored as it is
TAGGED: Final = 2  # kinds from here on: TAGGED + t for an object's address with tag t
MADE: Final = 32  # a value's kind: the table of that number that the exit has made

# Where a StoreRecord stores, with the number of the table above it.
STORE_SLOT: Final = 0
STORE_NODE: Final = 1
STORE_ELEMENT: Final = 2
STORE_METATABLE: Final = 3
STORE_CONSTANT: Final = 4  # added: the value is a constant
TABLE_SHIFT: Final = 8


@struct
class ExitDescriptor:
    """What the machine knows about one exit of a fragment; made by the host."""

    target: u64  # code to jump to once state is in memory: jit_leave or a side fragment
    direct: u64  # where the exit jumps first: jit_exit, or into a side fragment
    count: u32  # exits left until a side fragment is recorded; 0: never
    fragment: u32
    snapshot: u32
    ccalls: u32  # frames that the exit pushes which count as nested C calls
    hits: u64
    record: Ptr["ExitRecord"]
    padding: Array[u64, 2]  # to a power of two


@struct
class ExitRecord:
    """What an exit restores; words of values, pairs of constants and FrameRecords follow.

    A value's word is its slot, where it is (`PLACE_SHIFT`) and its kind (`TAG_SHIFT`); a constant
    is its slot and the boxed value. Slots count from the base of the entry frame. Behind the frames
    come MadeRecords for sunk objects, then StoreRecords for what they hold and where they are.
    """

    savedpc: u64  # of the entry frame
    clock: u32  # instructions since the clock was counted
    made: u16
    stores: u16
    values: u32
    constants: u32
    frames: u32
    top: i32  # a slot, TOP_OF_FRAME, or below that: as it is


@struct
class FrameRecord:
    """A frame that an exit pushes: the fields of its CallInfo, with slots instead of addresses."""

    savedpc: u64
    k: Ptr[u64]
    func: i32
    base: i32
    top: i32
    nresults: i32
    tailcalls: i32
    flags: u32
    cont: u32
    padding: u32


@struct
class MadeRecord:
    """A table that an exit makes: a copy of a template, or a new one, with sizes as in NEWTABLE."""

    template: Ptr[Table]  # null: there is none
    array_size: u32
    hash_size: u32


@struct
class StoreRecord:
    """A value that an exit stores once all tables are made."""

    target: u32  # STORE_* and the table's number
    index: i32  # a slot, or the number of a node or an element
    value: u64  # as in ExitRecord, without a slot; a constant's boxed form


@declare
def trace_new_table(vm: Ptr[VM], array_size: u64, hash_size: u64) -> u64: ...


@declare
def trace_copy_table(vm: Ptr[VM], template: Ptr[Table]) -> u64: ...


@kernel(noinline=True)
def make_objects(
    vm: Ptr[VM], base: Ptr[u64], record: Ptr[ExitRecord], at: Ptr[u64], words: Ptr[u64]
) -> None:
    """Make the sunk objects of an exit, whose records begin at `at`.

    Raises "not enough memory"; their slots hold nil until all are made.
    """
    made = Ptr[MadeRecord](at)
    count = u64(record.made)
    for j in range(count):
        one = made + j
        if one.template != null:
            vm.made[j] = trace_copy_table(vm, one.template)
        else:
            vm.made[j] = trace_new_table(vm, u64(one.array_size), u64(one.hash_size))
    stores = Ptr[StoreRecord](made + count)
    for j in range(u64(record.stores)):
        store = stores + j
        value = store.value
        if store.target & STORE_CONSTANT == 0:
            kind = value >> TAG_SHIFT
            place = (value >> PLACE_SHIFT) & 0xFFFF
            if kind == MADE:
                value = vm.made[place] | TABLE
            else:
                value = words[place]
                if kind == INTEGER:
                    value = bits(f64(i64(value)))
                elif kind != 0:
                    value = value | (kind - TAGGED + 0x1FFF0) << 47
        where = store.target & 3
        t = Ptr[Table](vm.made[u64(store.target >> TABLE_SHIFT)])
        if where == STORE_SLOT:
            base[i64(store.index)] = value
        elif where == STORE_NODE:
            node = t.node + i64(store.index)
            node.value = value
        elif where == STORE_ELEMENT:
            t.array[i64(store.index)] = value
        else:
            t.metatable = Ptr[Table](value & PAYLOAD)


@kernel(noinline=True)
def restore_exit(vm: Ptr[VM], base: Ptr[u64], exit: u64, words: Ptr[u64]) -> Ptr[u64]:
    """Write the state of an exit to memory: `words` are registers and spill slots.

    `base` is that of the entry frame; the result is that of the innermost frame.
    """
    descriptor = Ptr[ExitDescriptor](EXIT_TABLE) + exit
    record = descriptor.record
    at = Ptr[u64](u64(record) + sizeof(ExitRecord))
    i: u64 = 0
    while i < u64(record.values):
        word = at[i]
        value = words[(word >> PLACE_SHIFT) & 0xFFFF]
        kind = word >> TAG_SHIFT
        if kind == INTEGER:
            value = bits(f64(i64(value)))
        elif kind != 0:
            value = value | (kind - TAGGED + 0x1FFF0) << 47
        base[i64(i32(word))] = value
        i += 1
    at = at + i
    i = 0
    while i < u64(record.constants):
        base[i64(i32(at[0]))] = at[1]
        at = at + 2
        i += 1
    thread = vm.current
    ci = thread.ci
    ci.savedpc = record.savedpc
    vm.clock += u64(record.clock)
    inner = base
    frame = Ptr[FrameRecord](at)
    i = 0
    while i < u64(record.frames):
        ci = ci + 1
        inner = base + i64(frame.base)
        ci.func = base + i64(frame.func)
        ci.base = inner
        ci.top = base + i64(frame.top)
        ci.savedpc = frame.savedpc
        ci.nresults = frame.nresults
        ci.tailcalls = frame.tailcalls
        ci.flags = frame.flags
        ci.cont = frame.cont
        ci.k = frame.k
        frame = frame + 1
        i += 1
    thread.ci = ci
    thread.base = inner
    if record.top == TOP_OF_FRAME:
        thread.top = ci.top
    elif record.top >= 0:
        thread.top = base + i64(record.top)
    if record.made != 0:
        make_objects(vm, base, record, Ptr[u64](frame), words)
    return inner
