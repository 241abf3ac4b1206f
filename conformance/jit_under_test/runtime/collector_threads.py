"""What the collector does to the stacks of threads: clearing what is dead, giving back room."""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, kernel, sizeof, u64
from conformance.jit_under_test.runtime.memory import has_room
from conformance.jit_under_test.runtime.objects import (
    EXTRA_STACK,
    MAX_CALLS,
    VM,
    CallInfo,
    Thread,
)
from conformance.jit_under_test.runtime.stacks import reallocate_ci, reallocate_stack
from conformance.jit_under_test.runtime.values import NIL

# A compiled fragment counts on 600 free slots and 64 free call records from its entry on,
# also after a call that ran the collector (transfer.py): so much always stays.
KEPT_SLOTS: Final = 640
KEPT_CALLS: Final = 72


@kernel
def clear_dead_slots(thread: Ptr[Thread]) -> u64:
    """Set the slots between the top and the end of every frame to nil; returns slots in use."""
    limit = thread.top
    ci = thread.base_ci
    while ci <= thread.ci:
        if ci.top > limit:
            limit = ci.top
        ci = ci + 1
    slot = thread.top
    while slot <= limit:
        slot[0] = NIL
        slot = slot + 1
    return (u64(limit) - u64(thread.stack)) >> 3


@kernel
def shrink_stacks(vm: Ptr[VM], thread: Ptr[Thread], used: u64) -> None:
    """Halve stacks of which less than a quarter is in use, but leave room for fragments."""
    size = u64(thread.ci_size)
    if size > MAX_CALLS:
        return
    calls = (u64(thread.ci) - u64(thread.base_ci)) // sizeof(CallInfo)
    half = size // 2
    if calls * 4 < size and calls + KEPT_CALLS <= half and has_room(vm, half * sizeof(CallInfo)):
        reallocate_ci(vm, thread, half)
    size = u64(thread.stack_size)
    half = size // 2
    if used * 4 < size and used + KEPT_SLOTS <= half and has_room(vm, half * 8):
        reallocate_stack(vm, thread, half - EXTRA_STACK - 1)
