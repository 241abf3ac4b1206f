"""What built-in functions do after a call that they asked for."""

from conformance.jit_under_test.kernel import Ptr, declare, i64, kernel, u32
from conformance.jit_under_test.runtime.objects import VM

CONT_PCALL = 64
CONT_TRACED = 65


@declare
def pcall_done(vm: Ptr[VM]) -> i64: ...


@declare
def traced_call_done(vm: Ptr[VM]) -> i64: ...


@kernel
def run_continuation(vm: Ptr[VM], cont: u32) -> i64:
    """Run continuation `cont` of a built-in function; its number of results, or -1 - ACTION_*."""
    if cont == CONT_PCALL:
        return pcall_done(vm)
    return traced_call_done(vm)
