"""Arguments and results of built-in functions, and the errors about them."""

from conformance.jit_under_test.kernel import Ptr, extern, kernel, u8, u64
from conformance.jit_under_test.runtime.errors import throw_value
from conformance.jit_under_test.runtime.objects import VM

# --- see also library code: every built-in function is a kernel `(vm) -> i64`, number of
# results, whose arguments stand from vm.current.base to vm.current.top.


@extern("host_argument_error")
def host_argument_error(vm: Ptr[VM], number: u64, message: Ptr[u8], expected: u64) -> u64: ...


@kernel(inline=True)
def argument_count(vm: Ptr[VM]) -> u64:
    thread = vm.current
    return (u64(thread.top) - u64(thread.base)) >> 3


@kernel(noinline=True, cold=True, noreturn=True)
def argument_error(vm: Ptr[VM], number: u64, message: Ptr[u8]) -> None:
    """Raise "bad argument #number to 'function' (message)"; the host knows the function's name."""
    throw_value(vm, host_argument_error(vm, number, message, 0))


@kernel
def check_any(vm: Ptr[VM], number: u64) -> None:
    """Raise unless there are at least `number` arguments."""
    if argument_count(vm) < number:
        argument_error(vm, number, b"value expected")
