"""Writing to files: the standard output without leaving machine code, others through the host."""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    extern,
    from_bits,
    i64,
    kernel,
    stack_array,
    u8,
    u64,
)
from conformance.jit_under_test.runtime.arguments import (
    argument,
    argument_count,
    builtin_upvalue,
    check_string,
    return_value,
)
from conformance.jit_under_test.runtime.barriers import barrier_object
from conformance.jit_under_test.runtime.host.files import STDOUT
from conformance.jit_under_test.runtime.numbers import format_number
from conformance.jit_under_test.runtime.objects import CLOSURE_UPVALUES, VM, Closure, GCObject
from conformance.jit_under_test.runtime.output import write_output
from conformance.jit_under_test.runtime.protected import host_result
from conformance.jit_under_test.runtime.values import (
    TRUE,
    as_closure,
    as_userdata,
    is_number,
    is_userdata,
    string_data,
)

KIND_FILE: Final = 2  # Userdata.kind of files; host_id is the file's number
NUMBER_SIZE: Final = 32


@extern("host_call_builtin")
def host_call_builtin(vm: Ptr[VM], number: u64) -> i64: ...


@kernel(inline=True)
def is_stdout(value: u64) -> bool:
    if not is_userdata(value):
        return False
    file = as_userdata(value)
    return file.kind == KIND_FILE and file.host_id == STDOUT


@kernel
def write_arguments(vm: Ptr[VM], first: u64) -> i64:
    """Write the arguments from `first` on to the standard output."""
    count = argument_count(vm)
    number = first
    while number <= count:
        value = vm.current.base[number - 1]
        if is_number(value):
            buffer = stack_array(u8, NUMBER_SIZE)
            write_output(vm, buffer, format_number(buffer, from_bits(value)))
        else:
            s = check_string(vm, number)
            write_output(vm, string_data(s), s.length)
        number += 1
    return return_value(vm, TRUE)


@kernel
def io_write(vm: Ptr[VM]) -> i64:
    """io.write(...); upvalues: the host's function for other files, the default output"""
    if is_stdout(builtin_upvalue(vm, 1)):
        return write_arguments(vm, 1)
    number = u64(as_closure(builtin_upvalue(vm, 0)).builtin)
    return host_result(vm, host_call_builtin(vm, number))


@kernel
def file_write(vm: Ptr[VM]) -> i64:
    """file:write(...); upvalue: the host's function for other files"""
    if is_stdout(argument(vm, 1)):
        return write_arguments(vm, 2)
    number = u64(as_closure(builtin_upvalue(vm, 0)).builtin)
    return host_result(vm, host_call_builtin(vm, number))


@kernel
def set_builtin_upvalue(vm: Ptr[VM], closure: Ptr[Closure], index: u64, value: u64) -> u64:
    """Set an upvalue of a built-in function, for the host."""
    Ptr[u64](u64(closure) + CLOSURE_UPVALUES)[index] = value
    barrier_object(vm, Ptr[GCObject](closure), value)
    return 0


FUNCTIONS: Final = {b"write": io_write}
INTERNAL: Final = {b"file_write": file_write}
UPVALUES: Final = {b"write": (b"write_default", b""), b"file_write": (b"write_file",)}
