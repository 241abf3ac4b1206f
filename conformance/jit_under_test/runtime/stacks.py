"""The two stacks of a thread: values and calls. Both grow by reallocation, as in PUC."""

from conformance.jit_under_test.kernel import Ptr, kernel, memcpy, null, sizeof, u32, u64
from conformance.jit_under_test.runtime.errors import throw_in_handler, throw_stack_overflow
from conformance.jit_under_test.runtime.memory import mem_alloc, mem_free
from conformance.jit_under_test.runtime.objects import (
    EXTRA_STACK,
    MAX_CALLS,
    VM,
    CallInfo,
    Thread,
)
from conformance.jit_under_test.runtime.values import NIL


@kernel(noinline=True, cold=True)
def reallocate_stack(vm: Ptr[VM], thread: Ptr[Thread], size: u64) -> None:
    """Give the value stack `size` usable slots and correct every pointer into it."""
    old = thread.stack
    old_slots = u64(thread.stack_size)
    new_slots = size + EXTRA_STACK + 1
    new = Ptr[u64](mem_alloc(vm, new_slots * 8))
    copied = old_slots if old_slots < new_slots else new_slots
    memcpy(new, old, copied * 8)
    j = copied
    while j < new_slots:
        new[j] = NIL
        j += 1
    delta = u64(new) - u64(old)
    up = thread.open_upvalues
    while up != null:
        up.v = Ptr[u64](u64(up.v) + delta)
        up = up.open_next
    ci = thread.base_ci
    while ci <= thread.ci:
        ci.func = Ptr[u64](u64(ci.func) + delta)
        ci.base = Ptr[u64](u64(ci.base) + delta)
        ci.top = Ptr[u64](u64(ci.top) + delta)
        ci = ci + 1
    thread.top = Ptr[u64](u64(thread.top) + delta)
    thread.base = Ptr[u64](u64(thread.base) + delta)
    thread.stack = new
    thread.stack_size = u32(new_slots)
    thread.stack_last = new + size
    mem_free(vm, u64(old), old_slots * 8)


@kernel
def check_stack(vm: Ptr[VM], thread: Ptr[Thread], slots: u64) -> None:
    """Make room for `slots` more values above the top; the stack may move."""
    if (u64(thread.stack_last) - u64(thread.top)) <= slots * 8:
        size = (u64(thread.stack_last) - u64(thread.stack)) >> 3
        if slots <= size:
            reallocate_stack(vm, thread, size * 2)
        else:
            reallocate_stack(vm, thread, size + slots)


@kernel(noinline=True, cold=True)
def reallocate_ci(vm: Ptr[VM], thread: Ptr[Thread], size: u64) -> None:
    """Give the call stack `size` records."""
    old = thread.base_ci
    old_size = u64(thread.ci_size)
    new = Ptr[CallInfo](mem_alloc(vm, size * sizeof(CallInfo)))
    used = u64(thread.ci) - u64(old) + sizeof(CallInfo)
    memcpy(new, old, used)
    thread.ci = Ptr[CallInfo](u64(new) + (u64(thread.ci) - u64(old)))
    thread.base_ci = new
    thread.ci_size = u32(size)
    thread.end_ci = new + (size - 1)
    mem_free(vm, u64(old), old_size * sizeof(CallInfo))


@kernel(noinline=True, cold=True)
def grow_ci(vm: Ptr[VM], thread: Ptr[Thread]) -> None:
    """Make room for one more call, within PUC's limit of nested calls."""
    size = u64(thread.ci_size)
    if size > MAX_CALLS:
        throw_in_handler(vm)
    reallocate_ci(vm, thread, size * 2)
    if u64(thread.ci_size) > MAX_CALLS:
        throw_stack_overflow(vm)


@kernel(inline=True)
def next_ci(vm: Ptr[VM], thread: Ptr[Thread]) -> Ptr[CallInfo]:
    """Push an empty call record and return it."""
    if thread.ci == thread.end_ci:
        grow_ci(vm, thread)
    ci = thread.ci + 1
    thread.ci = ci
    return ci
