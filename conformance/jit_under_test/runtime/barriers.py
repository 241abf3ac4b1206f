"""Write barriers of the incremental collector: no black object may point at a white one."""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, kernel, u8, u32, u64
from conformance.jit_under_test.runtime.objects import VM, GCObject, Table, UpVal
from conformance.jit_under_test.runtime.values import as_object, is_collectable

BLACK: Final = 4  # bit of `marked`; bits 0 and 1 are the two whites
WHITES: Final = 3


@kernel(noinline=True)
def barrier_back_slow(vm: Ptr[VM], t: Ptr[Table]) -> None:
    """Make a black table gray again, to be traversed once more before the sweep."""
    t.marked = u8(u32(t.marked) & ~BLACK)
    t.gclist = vm.gray_again
    vm.gray_again = Ptr[GCObject](t)


@kernel(inline=True)
def barrier_back(vm: Ptr[VM], t: Ptr[Table], value: u64) -> None:
    """After storing `value` in a table."""
    if (u32(t.marked) & BLACK) != 0 and is_collectable(value):
        if (u32(as_object(value).marked) & WHITES) != 0:
            barrier_back_slow(vm, t)


@kernel(noinline=True)
def barrier_forward_slow(vm: Ptr[VM], owner: Ptr[GCObject], value: u64) -> None:
    """A black object other than a table got a white value: mark the value on."""
    pass


@kernel(inline=True)
def barrier_upvalue(vm: Ptr[VM], up: Ptr[UpVal]) -> None:
    """After storing in an upvalue, open or closed, or closing it."""
    if (u32(up.marked) & BLACK) != 0:
        value = up.v[0]
        if is_collectable(value) and (u32(as_object(value).marked) & WHITES) != 0:
            barrier_forward_slow(vm, Ptr[GCObject](up), value)
