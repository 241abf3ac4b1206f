"""Write barriers of the incremental collector: no black object may point at a white one.

Tables are written often, so a black table becomes gray again and is traversed once more.
Other objects are written rarely: there the new value is marked at once. While the collector
sweeps, marks mean nothing any more; the owner is then turned white to spare further barriers.
"""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, declare, kernel, u8, u32, u64
from conformance.jit_under_test.runtime.objects import VM, GCObject, Table, UpVal
from conformance.jit_under_test.runtime.values import TAG_TABLE, as_object, is_collectable

BLACK: Final = 4  # bit of `marked`; bits 0 and 1 are the two whites
WHITES: Final = 3

STATE_PAUSE: Final = 0  # vm.gc_state: between two cycles
STATE_PROPAGATE: Final = 1  # gray objects are being traversed
STATE_SWEEP_STRINGS: Final = 2
STATE_SWEEP: Final = 3
STATE_SWEEP_USERDATA: Final = 4
STATE_FINALIZE: Final = 5  # finalizers of dead userdata are being called


@declare
def mark_object(vm: Ptr[VM], o: Ptr[GCObject]) -> None: ...


@kernel(inline=True)
def is_white(value: u64) -> bool:
    """Does a value refer to an object that is not marked yet?"""
    return is_collectable(value) and (u32(as_object(value).marked) & WHITES) != 0


@kernel(noinline=True)
def barrier_back_slow(vm: Ptr[VM], t: Ptr[Table]) -> None:
    """Make a black table gray again, to be traversed once more before the sweep."""
    t.marked = u8(u32(t.marked) & ~BLACK)
    t.gclist = vm.gray_again
    vm.gray_again = Ptr[GCObject](t)


@kernel(inline=True)
def barrier_back(vm: Ptr[VM], t: Ptr[Table], value: u64) -> None:
    """After storing `value` in a table."""
    if (u32(t.marked) & BLACK) != 0 and is_white(value):
        barrier_back_slow(vm, t)


@kernel(noinline=True)
def barrier_forward_slow(vm: Ptr[VM], owner: Ptr[GCObject], value: u64) -> None:
    """A black object other than a table got a white value."""
    if vm.gc_state == STATE_PROPAGATE:
        mark_object(vm, as_object(value))
    else:
        owner.marked = u8((u32(owner.marked) & ~(BLACK | WHITES)) | vm.current_white)


@kernel(inline=True)
def barrier_forward(vm: Ptr[VM], owner: Ptr[GCObject], value: u64) -> None:
    """After storing `value` in an object that is not a table."""
    if (u32(owner.marked) & BLACK) != 0 and is_white(value):
        barrier_forward_slow(vm, owner, value)


@kernel(inline=True)
def barrier_upvalue(vm: Ptr[VM], up: Ptr[UpVal]) -> None:
    """After storing in an upvalue, or closing it."""
    if (u32(up.marked) & BLACK) != 0:
        barrier_forward(vm, Ptr[GCObject](up), up.v[0])


@kernel
def barrier_object(vm: Ptr[VM], owner: Ptr[GCObject], value: u64) -> None:
    """After storing `value` in a field of any object: metatable, environment, upvalue."""
    if u64(owner.tt) == TAG_TABLE:
        barrier_back(vm, Ptr[Table](owner), value)
    else:
        barrier_forward(vm, owner, value)
