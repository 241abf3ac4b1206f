"""Finalizers: `__gc` metamethods of userdata, each called once.

When marking ends, dead userdata with a finalizer moves to the circular list
`vm.to_finalize` (which points at its last member), newest first. It is marked after all, so
that its finalizer finds it whole, goes back to the list of userdata before the call, and is
freed by a later cycle if nothing has made it reachable again.
"""

from conformance.jit_under_test.kernel import Ptr, addr_of, i64, kernel, null, u8, u32, u64
from conformance.jit_under_test.runtime.barriers import BLACK, WHITES
from conformance.jit_under_test.runtime.collector_mark import mark_object
from conformance.jit_under_test.runtime.memory import set_debt
from conformance.jit_under_test.runtime.metamethods import EVENT_GC, fast_method
from conformance.jit_under_test.runtime.objects import (
    STATUS_LIMIT,
    USERDATA_DATA,
    VM,
    GCObject,
    Userdata,
)
from conformance.jit_under_test.runtime.protected import call_protected, call_value
from conformance.jit_under_test.runtime.stacks import check_stack
from conformance.jit_under_test.runtime.values import NIL, from_userdata
from conformance.jit_under_test.runtime.weak import FINALIZED


@kernel
def separate_userdata(vm: Ptr[VM], every: bool) -> u64:
    """Move userdata that is dead (or all) and has a finalizer to the list of those due.

    Returns its size in bytes.
    """
    bytes_due: u64 = 0
    link = addr_of(vm.userdata_list)
    while link[0] != null:
        userdata = Ptr[Userdata](link[0])
        marked = u32(userdata.marked)
        if (not every and (marked & WHITES) == 0) or (marked & FINALIZED) != 0:
            link = addr_of(userdata.next)
            continue
        userdata.marked = u8(marked | FINALIZED)
        if fast_method(vm, userdata.metatable, EVENT_GC) == NIL:
            link = addr_of(userdata.next)
            continue
        bytes_due += USERDATA_DATA + userdata.length
        link[0] = userdata.next
        append_due(vm, Ptr[GCObject](userdata))
    return bytes_due


@kernel(inline=True)
def append_due(vm: Ptr[VM], o: Ptr[GCObject]) -> None:
    """Put a userdata at the end of the circular list of those due."""
    if vm.to_finalize == null:
        o.next = o
    else:
        o.next = vm.to_finalize.next
        vm.to_finalize.next = o
    vm.to_finalize = o


@kernel
def mark_doomed(vm: Ptr[VM]) -> None:
    """Mark the userdata whose finalizers are due, so that they find it whole."""
    last = vm.to_finalize
    if last == null:
        return
    o = last.next
    while True:
        o.marked = u8((u32(o.marked) & ~(BLACK | WHITES)) | vm.current_white)
        mark_object(vm, o)
        if o == last:
            break
        o = o.next


@kernel
def push_finalizer(vm: Ptr[VM]) -> bool:
    """Take the next userdata due and push its finalizer and itself; False: it has none now."""
    last = vm.to_finalize
    o = last.next
    if o == last:
        vm.to_finalize = null
    else:
        last.next = o.next
    o.next = vm.userdata_list
    vm.userdata_list = o
    o.marked = u8((u32(o.marked) & ~(BLACK | WHITES)) | vm.current_white)
    userdata = Ptr[Userdata](o)
    method = fast_method(vm, userdata.metatable, EVENT_GC)
    if method == NIL:
        return False
    thread = vm.current
    check_stack(vm, thread, 2)
    thread.top[0] = method
    thread.top[1] = from_userdata(userdata)
    thread.top = thread.top + 2
    return True


@kernel
def call_next_finalizer(vm: Ptr[VM]) -> None:
    """Call one finalizer. An error in it goes on to the running program.

    Meanwhile the collector starts no step until the heap has doubled, and hooks are off. As in
    PUC, an error leaves it at that until the next cycle ends.
    """
    if not push_finalizer(vm):
        return
    thread = vm.current
    threshold = i64(vm.memory_used) - vm.gc_debt
    hooks = thread.allow_hook
    thread.allow_hook = 0
    set_debt(vm, -i64(vm.memory_used))
    call_value(vm, thread.top - 2, 0)
    thread = vm.current
    thread.allow_hook = hooks
    set_debt(vm, i64(vm.memory_used) - threshold)


@kernel
def call_last_finalizer(vm: Ptr[VM]) -> bool:
    """Call one finalizer at the end of a program; what it raises is ignored, hooks are off.

    False: it has ended the run.
    """
    if not push_finalizer(vm):
        return True
    thread = vm.current
    thread.allow_hook = 0
    set_debt(vm, -i64(vm.memory_used))
    status = call_protected(vm, thread.top - 2, 0)
    thread.allow_hook = 1
    vm.error_value = NIL
    return status != STATUS_LIMIT
