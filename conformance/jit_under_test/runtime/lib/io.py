"""Writing to files without leaving machine code: the standard output, and the C library's streams.

A file's block holds the address of its C stream, or 0 where the host has to look: at standard files
and at closed ones.
"""

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
from conformance.jit_under_test.runtime.objects import (
    CLOSURE_UPVALUES,
    USERDATA_DATA,
    VM,
    Closure,
    GCObject,
)
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
NO_STREAM: Final = 0
OWN_OUTPUT: Final = 1  # stands for a stream: the standard output, which is no stream of C's


@extern("host_call_builtin")
def host_call_builtin(vm: Ptr[VM], number: u64) -> i64: ...


@extern("fwrite")
def c_fwrite(data: Ptr[u8], size: u64, count: u64, stream: u64) -> u64: ...


@kernel(inline=True)
def stream_of(value: u64) -> u64:
    """Where a file's bytes go: a C stream, OWN_OUTPUT or NO_STREAM."""
    if not is_userdata(value):
        return NO_STREAM
    file = as_userdata(value)
    if file.kind != KIND_FILE:
        return NO_STREAM
    if file.host_id == STDOUT:
        return OWN_OUTPUT
    return Ptr[u64](u64(file) + USERDATA_DATA)[0]


@kernel(inline=True)
def write_bytes(vm: Ptr[VM], stream: u64, data: Ptr[u8], size: u64) -> bool:
    if stream == OWN_OUTPUT:
        return write_output(vm, data, size)
    return c_fwrite(data, 1, size, stream) == size


@kernel
def write_arguments(vm: Ptr[VM], stream: u64, first: u64) -> i64:
    """Write the arguments from `first` on to a stream, up to one that cannot be written."""
    count = argument_count(vm)
    number = first
    success = True
    while number <= count:
        value = vm.current.base[number - 1]
        if is_number(value):
            buffer = stack_array(u8, NUMBER_SIZE)
            size = format_number(buffer, from_bits(value))
            success = success and write_bytes(vm, stream, buffer, size)
        else:
            s = check_string(vm, number)
            success = success and write_bytes(vm, stream, string_data(s), s.length)
        number += 1
    if success:
        return return_value(vm, TRUE)
    return call_host(vm, builtin_upvalue(vm, 1))


@kernel(inline=True)
def call_host(vm: Ptr[VM], function: u64) -> i64:
    """Have the host do what a built-in function of its own does."""
    return host_result(vm, host_call_builtin(vm, u64(as_closure(function).builtin)))


@kernel
def io_write(vm: Ptr[VM]) -> i64:
    """io.write(...); upvalues: the host's function for other files, its function for what
    cannot be written, the default output"""
    stream = stream_of(builtin_upvalue(vm, 2))
    if stream != NO_STREAM:
        return write_arguments(vm, stream, 1)
    return call_host(vm, builtin_upvalue(vm, 0))


@kernel
def file_write(vm: Ptr[VM]) -> i64:
    """file:write(...); upvalues: as io.write's first two"""
    stream = stream_of(argument(vm, 1))
    if stream != NO_STREAM:
        return write_arguments(vm, stream, 2)
    return call_host(vm, builtin_upvalue(vm, 0))


@kernel
def set_builtin_upvalue(vm: Ptr[VM], closure: Ptr[Closure], index: u64, value: u64) -> u64:
    """Set an upvalue of a built-in function, for the host."""
    Ptr[u64](u64(closure) + CLOSURE_UPVALUES)[index] = value
    barrier_object(vm, Ptr[GCObject](closure), value)
    return 0


FUNCTIONS: Final = {b"write": io_write}
INTERNAL: Final = {b"file_write": file_write}
UPVALUES: Final = {
    b"write": (b"write_default", b"write_failed", b""),
    b"file_write": (b"write_file", b"write_failed"),
}
