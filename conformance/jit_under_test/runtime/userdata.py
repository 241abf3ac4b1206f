"""Full userdata: blocks of bytes with a metatable that the collector may finalize."""

from conformance.jit_under_test.kernel import Ptr, kernel, null, u8, u64
from conformance.jit_under_test.runtime.memory import mem_alloc
from conformance.jit_under_test.runtime.objects import (
    USERDATA_DATA,
    VM,
    GCObject,
    Table,
    Userdata,
)
from conformance.jit_under_test.runtime.values import TAG_USERDATA


@kernel
def userdata_new(vm: Ptr[VM], size: u64, env: Ptr[Table]) -> Ptr[Userdata]:
    """A userdata with a block of `size` bytes, contents undefined, and no metatable.

    Userdata have a list of their own, newest first, so that finalizers run in that order.
    """
    new = Ptr[Userdata](mem_alloc(vm, USERDATA_DATA + size))
    new.next = vm.userdata_list
    new.tt = TAG_USERDATA
    new.marked = u8(vm.current_white)
    new.kind = 0
    new.host_id = 0
    new.env = env
    new.metatable = null
    new.length = size
    vm.userdata_list = Ptr[GCObject](new)
    vm.objects_allocated += 1
    return new
