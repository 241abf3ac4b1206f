"""Arguments and results of built-in functions, and the errors about them.

A built-in function is a kernel `(vm) -> i64`. Its arguments stand from vm.current.base to
vm.current.top; it pushes results on top and returns how many there are, or -1 - ACTION_*
when it has changed the frames itself. At least MIN_STACK slots are free above the arguments.
"""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    extern,
    f64,
    fptosi,
    from_bits,
    i32,
    i64,
    kernel,
    memcpy,
    null,
    u8,
    u64,
)
from conformance.jit_under_test.runtime.errors import throw_value, where_value
from conformance.jit_under_test.runtime.memory import buffer_space
from conformance.jit_under_test.runtime.metamethods import metatable_of
from conformance.jit_under_test.runtime.numbers import number_to_string, to_number
from conformance.jit_under_test.runtime.objects import (
    CLOSURE_UPVALUES,
    MAX_CSTACK,
    VM,
    String,
    Table,
)
from conformance.jit_under_test.runtime.stacks import check_stack
from conformance.jit_under_test.runtime.strings import string_literal, string_new
from conformance.jit_under_test.runtime.tables import table_get_str
from conformance.jit_under_test.runtime.values import (
    NIL,
    as_closure,
    as_string,
    as_table,
    from_bool,
    from_number,
    from_string,
    is_function,
    is_number,
    is_string,
    is_table,
    string_data,
    tag_of,
)

# What an argument should have been; the host has the texts.
EXPECT_MESSAGE: Final = 0  # the message is given
EXPECT_NUMBER: Final = 1
EXPECT_STRING: Final = 2
EXPECT_TABLE: Final = 3
EXPECT_FUNCTION: Final = 4
EXPECT_COROUTINE: Final = 5
EXPECT_NIL_OR_TABLE: Final = 6


@extern("host_argument_error")
def host_argument_error(vm: Ptr[VM], number: u64, message: Ptr[u8], expected: u64) -> u64: ...


@kernel(noinline=True, cold=True, noreturn=True)
def argument_error(vm: Ptr[VM], number: u64, message: Ptr[u8]) -> None:
    """Raise "bad argument #number to 'function' (message)"; the host knows the function's name."""
    throw_value(vm, host_argument_error(vm, number, message, EXPECT_MESSAGE))


@kernel(noinline=True, cold=True, noreturn=True)
def type_error(vm: Ptr[VM], number: u64, expected: u64) -> None:
    """Raise "bad argument #number to 'function' (... expected, got ...)"."""
    throw_value(vm, host_argument_error(vm, number, b"", expected))


@kernel(inline=True)
def argument_count(vm: Ptr[VM]) -> u64:
    thread = vm.current
    return (u64(thread.top) - u64(thread.base)) >> 3


@kernel(inline=True)
def argument(vm: Ptr[VM], number: u64) -> u64:
    """Argument `number`, from 1; nil if it is absent."""
    thread = vm.current
    slot = thread.base + (number - 1)
    if slot < thread.top:
        return slot[0]
    return NIL


@kernel(inline=True)
def is_absent(vm: Ptr[VM], number: u64) -> bool:
    """Is the argument nil or not given?"""
    return argument(vm, number) == NIL


@kernel
def check_any(vm: Ptr[VM], number: u64) -> None:
    """Raise unless there are at least `number` arguments."""
    if argument_count(vm) < number:
        argument_error(vm, number, b"value expected")


@kernel
def check_number(vm: Ptr[VM], number: u64) -> f64:
    """The argument as a number; a string that spells one will do."""
    value = argument(vm, number)
    if is_number(value):
        return from_bits(value)
    converted = to_number(value)
    if not is_number(converted):
        type_error(vm, number, EXPECT_NUMBER)
    return from_bits(converted)


@kernel(inline=True)
def to_integer(x: f64) -> i64:
    """C's cast on x86-64: the least integer stands for all that don't fit, and for NaN."""
    if x >= -9223372036854775808.0 and x < 9223372036854775808.0:
        return fptosi(x)
    return -9223372036854775808


@kernel
def check_integer(vm: Ptr[VM], number: u64) -> i64:
    """The argument as an integer, cut off towards zero as x86-64's conversion does."""
    return to_integer(check_number(vm, number))


@kernel
def opt_integer(vm: Ptr[VM], number: u64, default: i64) -> i64:
    if is_absent(vm, number):
        return default
    return check_integer(vm, number)


@kernel
def check_int(vm: Ptr[VM], number: u64) -> i64:
    """The argument as a C int: its low 32 bits."""
    return i64(i32(check_integer(vm, number)))


@kernel
def opt_int(vm: Ptr[VM], number: u64, default: i64) -> i64:
    if is_absent(vm, number):
        return default
    return check_int(vm, number)


@kernel
def opt_number(vm: Ptr[VM], number: u64, default: f64) -> f64:
    if is_absent(vm, number):
        return default
    return check_number(vm, number)


@kernel
def check_string(vm: Ptr[VM], number: u64) -> Ptr[String]:
    """The argument as a string; a number is converted in its slot."""
    value = argument(vm, number)
    if is_string(value):
        return as_string(value)
    if not is_number(value):
        type_error(vm, number, EXPECT_STRING)
    s = number_to_string(vm, from_bits(value))
    vm.current.base[number - 1] = from_string(s)
    return s


@kernel
def check_table(vm: Ptr[VM], number: u64) -> Ptr[Table]:
    value = argument(vm, number)
    if not is_table(value):
        type_error(vm, number, EXPECT_TABLE)
    return as_table(value)


@kernel
def check_function(vm: Ptr[VM], number: u64) -> u64:
    value = argument(vm, number)
    if not is_function(value):
        type_error(vm, number, EXPECT_FUNCTION)
    return value


@kernel(noinline=True)
def check_option(vm: Ptr[VM], number: u64, default: Ptr[u8], options: Ptr[u8]) -> u64:
    """Which of `options` the argument names; they are NUL-terminated, an empty one ends them."""
    name = default
    if default == null or not is_absent(vm, number):
        name = string_data(check_string(vm, number))
    index: u64 = 0
    p = options
    while p[0] != 0:
        j: u64 = 0
        while p[j] != 0 and p[j] == name[j]:
            j += 1
        if p[j] == name[j]:
            return index
        while p[0] != 0:
            p = p + 1
        p = p + 1
        index += 1
    argument_error_about(vm, number, b"invalid option '", name)
    return 0


@kernel(noinline=True, cold=True, noreturn=True)
def argument_error_about(vm: Ptr[VM], number: u64, text: Ptr[u8], name: Ptr[u8]) -> None:
    """argument_error with a message that ends with a name and a quote."""
    length = c_strlen(name)
    prefix = c_strlen(text)
    buffer = buffer_space(vm, prefix + length + 2)
    memcpy(buffer, text, prefix)
    memcpy(buffer + prefix, name, length)
    buffer[prefix + length] = 39
    buffer[prefix + length + 1] = 0
    argument_error(vm, number, buffer)


@kernel(noinline=True, cold=True, noreturn=True)
def throw_about(vm: Ptr[VM], before: Ptr[u8], name: Ptr[u8], after: Ptr[u8]) -> None:
    """Raise a library error whose message has a name in its middle."""
    total = c_strlen(before) + c_strlen(name) + c_strlen(after)
    buffer = buffer_space(vm, total)
    memcpy(buffer, before, c_strlen(before))
    memcpy(buffer + c_strlen(before), name, c_strlen(name))
    memcpy(buffer + (c_strlen(before) + c_strlen(name)), after, c_strlen(after))
    throw_value(vm, where_value(vm, 1, string_new(vm, buffer, total)))


@kernel
def type_text(vm: Ptr[VM], value: u64) -> Ptr[u8]:
    """The name of the value's type, NUL-terminated."""
    tag: u64 = 3
    if not is_number(value):
        tag = tag_of(value)
    return string_data(Ptr[String](vm.type_names[tag]))


@kernel(noinline=True)
def ensure_stack(vm: Ptr[VM], slots: u64, message: Ptr[u8]) -> None:
    """Make room for `slots` values within PUC's limit for one C function (luaL_checkstack)."""
    if argument_count(vm) + slots > MAX_CSTACK:
        throw_about(vm, b"stack overflow (", message, b")")
    check_stack(vm, vm.current, slots)


@kernel
def metafield(vm: Ptr[VM], value: u64, name: Ptr[u8], length: u64) -> u64:
    """A field of the value's metatable, nil if there is none; no metamethods are called."""
    metatable = metatable_of(vm, value)
    if metatable == null:
        return NIL
    return table_get_str(metatable, string_literal(vm, name, length))


@kernel(inline=True)
def builtin_upvalue(vm: Ptr[VM], index: u64) -> u64:
    """Upvalue `index`, from 0, of the running built-in function."""
    return Ptr[u64](u64(as_closure(vm.current.ci.func[0])) + CLOSURE_UPVALUES)[index]


@extern("strlen")
def c_strlen(text: Ptr[u8]) -> u64: ...


@kernel(inline=True)
def push(vm: Ptr[VM], value: u64) -> None:
    """Push a result; the caller knows that there is room."""
    thread = vm.current
    thread.top[0] = value
    thread.top = thread.top + 1


@kernel(inline=True)
def return_value(vm: Ptr[VM], value: u64) -> i64:
    """Return one value."""
    push(vm, value)
    return 1


@kernel(inline=True)
def return_number(vm: Ptr[VM], number: f64) -> i64:
    return return_value(vm, from_number(number))


@kernel(inline=True)
def return_bool(vm: Ptr[VM], truth: bool) -> i64:
    return return_value(vm, from_bool(truth))


@kernel(inline=True)
def return_string(vm: Ptr[VM], s: Ptr[String]) -> i64:
    return return_value(vm, from_string(s))
