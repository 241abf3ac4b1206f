"""Raising errors: an error value is set and the innermost native entry is left.

Messages that name a variable ("attempt to index local 'x'") need the prototype's debug
information and are composed by the host; the others are made here.
"""

from conformance.jit_under_test.kernel import (
    Ptr,
    declare,
    extern,
    i64,
    kernel,
    memcpy,
    u8,
    u64,
)
from conformance.jit_under_test.runtime.memory import buffer_space
from conformance.jit_under_test.runtime.objects import (
    FRAME_CATCH,
    FRAME_LUA,
    STATUS_ERRERR,
    STATUS_ERROR,
    STATUS_MEMORY,
    VM,
    Proto,
    String,
)
from conformance.jit_under_test.runtime.values import (
    NIL,
    as_closure,
    from_string,
    is_function,
    string_data,
)


@declare
def string_new(vm: Ptr[VM], data: Ptr[u8], length: u64) -> Ptr[String]: ...


@declare(noreturn=True)
def vm_throw(vm: Ptr[VM]) -> None: ...


@declare
def call_handler(vm: Ptr[VM], handler: u64, value: u64) -> u64: ...


@extern("host_compose_error")
def host_compose_error(vm: Ptr[VM], kind: u64, value: u64, other: u64) -> u64: ...


@declare
def write_integer(buffer: Ptr[u8], number: i64) -> u64: ...


# What host_compose_error is asked to say; the host has the table of texts.
ERROR_INDEX = 1
ERROR_CALL = 2
ERROR_ARITHMETIC = 3
ERROR_CONCATENATE = 4
ERROR_LENGTH = 5
ERROR_COMPARE = 6


@kernel(noinline=True, cold=True)
def current_line(vm: Ptr[VM], level: u64) -> u64:
    """Line that runs in the function `level` frames down (0: the innermost); 0: not Lua code."""
    thread = vm.current
    ci = thread.ci
    n = level
    while n > 0 and ci > thread.base_ci:
        n -= 1
        if (ci.flags & FRAME_LUA) != 0:
            lost = u64(ci.tailcalls)
            if lost > n:
                return 0
            n -= lost
        ci = ci - 1
    if n != 0 or ci == thread.base_ci or (ci.flags & FRAME_LUA) == 0:
        return 0
    proto = as_closure(ci.func[0]).proto
    pc = (ci.savedpc - u64(proto.code)) >> 3
    if pc > 0:
        pc -= 1
    return u64(proto.lineinfo[pc])


@kernel(noinline=True, cold=True)
def proto_at(vm: Ptr[VM], level: u64) -> Ptr[Proto]:
    """Prototype of the Lua function `level` frames down; only where current_line is not 0."""
    thread = vm.current
    ci = thread.ci
    n = level
    while n > 0:
        n -= 1
        if (ci.flags & FRAME_LUA) != 0:
            n -= u64(ci.tailcalls)
        ci = ci - 1
    return as_closure(ci.func[0]).proto


@kernel(noinline=True, cold=True)
def where_value(vm: Ptr[VM], level: u64, message: Ptr[String]) -> u64:
    """The message with "chunk:line: " of the function at `level` before it, if that is Lua code."""
    line = current_line(vm, level)
    if line == 0:
        return from_string(message)
    source = proto_at(vm, level).source
    buffer = buffer_space(vm, source.length + message.length + 32)
    p = buffer
    memcpy(p, string_data(source), source.length)
    p = p + source.length
    p[0] = 58
    p = p + 1 + write_integer(p + 1, i64(line))
    p[0] = 58
    p[1] = 32
    memcpy(p + 2, string_data(message), message.length)
    total = u64(p) - u64(buffer) + 2 + message.length
    return from_string(string_new(vm, buffer, total))


@kernel(noinline=True, cold=True)
def ask_handler(vm: Ptr[VM], value: u64) -> u64:
    """What the handler of the innermost xpcall makes of an error value, if there is one."""
    thread = vm.current
    ci = thread.ci
    while ci > thread.base_ci:
        if (ci.flags & FRAME_CATCH) != 0:
            break
        ci = ci - 1
    if ci == thread.base_ci or ci.extra == 0:
        return value
    if not is_function(ci.extra):
        throw_in_handler(vm)
    return call_handler(vm, ci.extra, value)


@kernel(noinline=True, cold=True, noreturn=True)
def throw_value(vm: Ptr[VM], value: u64) -> None:
    """Raise any value; an xpcall handler sees it first, where the error is."""
    vm.error_value = value
    vm.error_status = STATUS_ERROR
    vm.error_value = ask_handler(vm, value)
    vm.error_status = STATUS_ERROR
    vm_throw(vm)


@kernel(noinline=True, cold=True, noreturn=True)
def throw_in_handler(vm: Ptr[VM]) -> None:
    """Raise "error in error handling" past any handler."""
    vm.error_value = from_string(string_new(vm, b"error in error handling", 23))
    vm.error_status = STATUS_ERRERR
    vm_throw(vm)


@kernel(noinline=True, cold=True, noreturn=True)
def throw_text(vm: Ptr[VM], text: Ptr[u8]) -> None:
    """Raise a NUL-terminated message about the running instruction, with its position."""
    length: u64 = 0
    while text[length] != 0:
        length += 1
    throw_value(vm, where_value(vm, 0, string_new(vm, text, length)))


@kernel(noinline=True, cold=True, noreturn=True)
def throw_library_error(vm: Ptr[VM], text: Ptr[u8]) -> None:
    """Raise a NUL-terminated message of a built-in function, at its caller's position."""
    length: u64 = 0
    while text[length] != 0:
        length += 1
    throw_value(vm, where_value(vm, 1, string_new(vm, text, length)))


@kernel(noinline=True, cold=True, noreturn=True)
def throw_stack_overflow(vm: Ptr[VM]) -> None:
    throw_text(vm, b"stack overflow")


@kernel(noinline=True, cold=True, noreturn=True)
def throw_c_overflow(vm: Ptr[VM]) -> None:
    throw_text(vm, b"C stack overflow")


@kernel(noinline=True, cold=True, noreturn=True)
def throw_composed(vm: Ptr[VM], kind: u64, value: u64, other: u64) -> None:
    """Raise a message that names the culprit, composed by the host."""
    throw_value(vm, host_compose_error(vm, kind, value, other))


@kernel(noinline=True, cold=True, noreturn=True)
def throw_call_error(vm: Ptr[VM], value: u64) -> None:
    throw_composed(vm, ERROR_CALL, value, NIL)


@kernel(noinline=True, cold=True, noreturn=True)
def throw_memory(vm: Ptr[VM]) -> None:
    """Raise "not enough memory"; no handler is asked, as in PUC."""
    vm.error_value = vm.memory_message
    vm.error_status = STATUS_MEMORY
    vm_throw(vm)
