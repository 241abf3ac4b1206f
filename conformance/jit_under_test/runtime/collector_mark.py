"""Marking: from the roots to everything that a program can still reach.

An object is white (not seen yet), gray (seen, its references not followed) or black. Gray
objects wait in lists linked through their `gclist` fields. Three kinds never turn black while
marking goes on, because they are written without a barrier, so they are traversed again in
the atomic step: threads, open upvalues (their variable lives in a stack), and weak tables.
"""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, kernel, null, sizeof, u8, u32, u64
from conformance.jit_under_test.runtime.barriers import BLACK, STATE_PROPAGATE, WHITES
from conformance.jit_under_test.runtime.collector_threads import clear_dead_slots, shrink_stacks
from conformance.jit_under_test.runtime.objects import (
    CLOSURE_UPVALUES,
    CO_NORMAL,
    CO_RUNNING,
    FRAME_BUILTIN,
    VM,
    Closure,
    GCObject,
    Node,
    Proto,
    Table,
    Thread,
    UpVal,
    Userdata,
)
from conformance.jit_under_test.runtime.tables import node_count
from conformance.jit_under_test.runtime.upvalues import closure_upvalues, is_open
from conformance.jit_under_test.runtime.values import (
    DEADKEY,
    NIL,
    PAYLOAD,
    TAG_FUNCTION,
    TAG_PROTO,
    TAG_TABLE,
    TAG_THREAD,
    TAG_UPVAL,
    TAG_USERDATA,
    as_object,
    is_collectable,
)
from conformance.jit_under_test.runtime.weak import WEAK_KEYS, WEAK_VALUES, note_weak_mode

TYPE_COUNT: Final = 16
EVENT_COUNT: Final = 20


@kernel(inline=True)
def mark_value(vm: Ptr[VM], value: u64) -> None:
    """Mark what a value refers to, if anything."""
    if is_collectable(value):
        o = as_object(value)
        if (u32(o.marked) & WHITES) != 0:
            mark_object(vm, o)


@kernel(inline=True)
def mark_pointer(vm: Ptr[VM], o: Ptr[GCObject]) -> None:
    """Mark an object; null is no object."""
    if o != null and (u32(o.marked) & WHITES) != 0:
        mark_object(vm, o)


@kernel
def mark_object(vm: Ptr[VM], o: Ptr[GCObject]) -> None:
    """Turn a white object gray, or black at once if it is done with in a few steps."""
    o.marked = u8(u32(o.marked) & ~WHITES)
    tag = u64(o.tt)
    if tag == TAG_TABLE:
        t = Ptr[Table](o)
        t.gclist = vm.gray
        vm.gray = o
    elif tag == TAG_FUNCTION:
        closure = Ptr[Closure](o)
        closure.gclist = vm.gray
        vm.gray = o
    elif tag == TAG_UPVAL:
        up = Ptr[UpVal](o)
        if is_open(up):
            up.gclist = vm.gray_again
            vm.gray_again = o
        else:
            o.marked = u8(u32(o.marked) | BLACK)
        mark_value(vm, up.v[0])
    elif tag == TAG_USERDATA:
        o.marked = u8(u32(o.marked) | BLACK)
        userdata = Ptr[Userdata](o)
        mark_pointer(vm, Ptr[GCObject](userdata.metatable))
        mark_pointer(vm, Ptr[GCObject](userdata.env))
    elif tag == TAG_PROTO:
        p = Ptr[Proto](o)
        p.gclist = vm.gray
        vm.gray = o
    elif tag == TAG_THREAD:
        thread = Ptr[Thread](o)
        thread.gclist = vm.gray
        vm.gray = o


@kernel
def traverse_table(vm: Ptr[VM], t: Ptr[Table]) -> u64:
    """Mark what a table refers to, as far as it is not weak. Returns its size in bytes."""
    weak: u32 = 0
    if t.metatable != null:
        mark_pointer(vm, Ptr[GCObject](t.metatable))
        weak = note_weak_mode(vm, t)
    size = u64(t.sizearray)
    nodes = node_count(t)
    if weak != 0:
        t.marked = u8(u32(t.marked) & ~BLACK)
    if weak == WEAK_KEYS | WEAK_VALUES:
        return sizeof(Table) + size * 8 + nodes * sizeof(Node)
    if (weak & WEAK_VALUES) == 0:
        array = t.array
        for j in range(size):
            mark_value(vm, array[j])
    n = t.node
    end = n + nodes
    while n < end:
        if n.value == NIL:
            if is_collectable(n.key):
                n.key = DEADKEY | (n.key & PAYLOAD)
        else:
            if (weak & WEAK_KEYS) == 0:
                mark_value(vm, n.key)
            if (weak & WEAK_VALUES) == 0:
                mark_value(vm, n.value)
        n = n + 1
    return sizeof(Table) + size * 8 + nodes * sizeof(Node)


@kernel
def traverse_closure(vm: Ptr[VM], closure: Ptr[Closure]) -> u64:
    count = u64(closure.nups)
    mark_pointer(vm, Ptr[GCObject](closure.env))
    if closure.is_builtin != 0:
        values = Ptr[u64](u64(closure) + CLOSURE_UPVALUES)
        for j in range(count):
            mark_value(vm, values[j])
    else:
        mark_pointer(vm, Ptr[GCObject](closure.proto))
        upvalues = closure_upvalues(closure)
        for j in range(count):
            mark_pointer(vm, Ptr[GCObject](upvalues[j]))
    return CLOSURE_UPVALUES + count * 8


@kernel
def traverse_proto(vm: Ptr[VM], p: Ptr[Proto]) -> u64:
    mark_pointer(vm, Ptr[GCObject](p.source))
    for j in range(u64(p.sizek)):
        mark_value(vm, p.k[j])
    for i in range(u64(p.sizeprotos)):
        mark_pointer(vm, Ptr[GCObject](p.protos[i]))
    return sizeof(Proto) + u64(p.sizecode) * 12 + (u64(p.sizek) + u64(p.sizeprotos)) * 8


@kernel
def traverse_thread(vm: Ptr[VM], thread: Ptr[Thread]) -> u64:
    """Mark a thread's stack up to its top, and what its built-in functions keep in frames."""
    mark_pointer(vm, Ptr[GCObject](thread.globals))
    if thread.status == CO_RUNNING or thread.status == CO_NORMAL:
        mark_pointer(vm, Ptr[GCObject](thread.resumer))
    slot = thread.stack
    while slot < thread.top:
        mark_value(vm, slot[0])
        slot = slot + 1
    ci = thread.base_ci + 1
    while ci <= thread.ci:
        if (ci.flags & FRAME_BUILTIN) != 0:
            mark_value(vm, ci.extra)
        ci = ci + 1
    shrink_stacks(vm, thread, clear_dead_slots(thread))
    return u64(thread.stack_size) * 8


@kernel
def propagate_one(vm: Ptr[VM]) -> u64:
    """Traverse the next gray object. Returns the work done, in bytes."""
    o = vm.gray
    tag = u64(o.tt)
    o.marked = u8(u32(o.marked) | BLACK)
    if tag == TAG_TABLE:
        vm.gray = Ptr[Table](o).gclist
        return traverse_table(vm, Ptr[Table](o))
    if tag == TAG_FUNCTION:
        vm.gray = Ptr[Closure](o).gclist
        return traverse_closure(vm, Ptr[Closure](o))
    if tag == TAG_PROTO:
        vm.gray = Ptr[Proto](o).gclist
        return traverse_proto(vm, Ptr[Proto](o))
    if tag == TAG_THREAD:
        thread = Ptr[Thread](o)
        vm.gray = thread.gclist
        thread.gclist = vm.gray_again
        vm.gray_again = o
        o.marked = u8(u32(o.marked) & ~BLACK)
        return traverse_thread(vm, thread)
    up = Ptr[UpVal](o)
    vm.gray = up.gclist
    if is_open(up):
        o.marked = u8(u32(o.marked) & ~BLACK)
    mark_value(vm, up.v[0])
    return sizeof(UpVal)


@kernel
def propagate_all(vm: Ptr[VM]) -> u64:
    """Traverse gray objects until none is left. Returns the work done, in bytes."""
    work: u64 = 0
    while vm.gray != null:
        work += propagate_one(vm)
    return work


@kernel
def mark_roots(vm: Ptr[VM]) -> None:
    """Mark everything that the VM itself refers to.

    The registers of a pending metamethod call (vm.result, vm.method…) are not among it: no
    safepoint lies between their being written and read.
    """
    mark_pointer(vm, Ptr[GCObject](vm.main_thread))
    mark_pointer(vm, Ptr[GCObject](vm.current))
    mark_pointer(vm, Ptr[GCObject](vm.globals))
    mark_pointer(vm, Ptr[GCObject](vm.registry))
    for j in range(TYPE_COUNT):
        mark_pointer(vm, Ptr[GCObject](vm.metatables[j]))
        mark_pointer(vm, Ptr[GCObject](vm.type_names[j]))
    for i in range(EVENT_COUNT):
        mark_pointer(vm, Ptr[GCObject](vm.event_names[i]))
    mark_value(vm, vm.error_value)
    mark_value(vm, vm.memory_message)


@kernel
def start_marking(vm: Ptr[VM]) -> None:
    """Begin a cycle."""
    vm.gray = null
    vm.gray_again = null
    vm.weak_tables = null
    mark_roots(vm)
    vm.gc_state = STATE_PROPAGATE
