"""The garbage collector."""

from conformance.jit_under_test.kernel import Ptr, kernel
from conformance.jit_under_test.runtime.objects import VM


@kernel(noinline=True)
def collector_step(vm: Ptr[VM]) -> None:
    """Put the next step off."""
    vm.gc_debt = -1000000000
