"""io.write to the standard output, without the host."""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, from_bits, i64, kernel, stack_array, u8
from conformance.jit_under_test.runtime.arguments import argument_count, check_string, return_bool
from conformance.jit_under_test.runtime.numbers import format_number
from conformance.jit_under_test.runtime.objects import VM
from conformance.jit_under_test.runtime.output import write_output
from conformance.jit_under_test.runtime.values import is_number, string_data


@kernel
def write_standard_output(vm: Ptr[VM]) -> i64:
    """io.write(...) while the default output is the standard output."""
    buffer = stack_array(u8, 32)
    for j in range(argument_count(vm)):
        value = vm.current.base[j]
        if is_number(value):
            write_output(vm, buffer, format_number(buffer, from_bits(value)))
        else:
            s = check_string(vm, j + 1)
            write_output(vm, string_data(s), s.length)
    return return_bool(vm, True)


FUNCTIONS: Final = {b"write": write_standard_output}
