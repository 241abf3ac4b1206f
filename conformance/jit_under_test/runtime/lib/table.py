"""Table manipulation (manual, section 5.5), without metamethods as in PUC."""

from typing import Any, Final

from conformance.jit_under_test.kernel import (
    Ptr,
    f64,
    from_bits,
    i64,
    kernel,
    memcpy,
    stack_array,
    u8,
    u64,
)
from conformance.jit_under_test.runtime.arguments import (
    argument_count,
    check_function,
    check_int,
    check_string,
    check_table,
    is_absent,
    opt_int,
    return_number,
    return_string,
    return_value,
    throw_about,
    type_text,
)
from conformance.jit_under_test.runtime.errors import throw_library_error
from conformance.jit_under_test.runtime.memory import buffer_space
from conformance.jit_under_test.runtime.numbers import format_number, write_integer
from conformance.jit_under_test.runtime.objects import VM
from conformance.jit_under_test.runtime.protected import call_value
from conformance.jit_under_test.runtime.strings import string_from_buffer, string_literal
from conformance.jit_under_test.runtime.tables import (
    node_at,
    node_count,
    table_get_int,
    table_length,
    table_next,
    table_set_int,
)
from conformance.jit_under_test.runtime.values import (
    NIL,
    as_string,
    as_table,
    from_number,
    is_number,
    is_string,
    string_data,
)

NUMBER_TEXT: Final = 32  # room that a number's text takes at most


@kernel
def checked_length(vm: Ptr[VM]) -> i64:
    """Border of the table that is the first argument."""
    return i64(table_length(check_table(vm, 1)))


@kernel
def table_insert(vm: Ptr[VM]) -> i64:
    """table.insert(t, [position,] value)"""
    end = checked_length(vm) + 1
    count = argument_count(vm)
    t = as_table(vm.current.base[0])
    if count == 2:
        table_set_int(vm, t, end, vm.current.base[1])
        return 0
    if count != 3:
        throw_library_error(vm, b"wrong number of arguments to 'insert'")
    position = check_int(vm, 2)
    if position > end:
        end = position
    while end > position:
        table_set_int(vm, t, end, table_get_int(t, end - 1))
        end -= 1
    table_set_int(vm, t, position, vm.current.base[2])
    return 0


@kernel
def table_remove(vm: Ptr[VM]) -> i64:
    """table.remove(t [, position])"""
    end = checked_length(vm)
    position = opt_int(vm, 2, end)
    if position < 1 or position > end:
        return 0
    t = as_table(vm.current.base[0])
    value = table_get_int(t, position)
    while position < end:
        table_set_int(vm, t, position, table_get_int(t, position + 1))
        position += 1
    table_set_int(vm, t, end, NIL)
    return return_value(vm, value)


# --- concat ---------------------------------------------------------------------------------


@kernel(cold=True, noinline=True, noreturn=True)
def throw_concat_error(vm: Ptr[VM], value: u64, index: i64) -> None:
    after = stack_array(u8, 64)
    memcpy(after, b") at index ", 11)
    p = after + 11
    p = p + write_integer(p, index)
    memcpy(p, b" in table for 'concat'", 23)
    throw_about(vm, b"invalid value (", type_text(vm, value), after)


@kernel
def table_concat(vm: Ptr[VM]) -> i64:
    """table.concat(t [, separator [, i [, j]]])"""
    separator = string_literal(vm, b"", 0)
    if not is_absent(vm, 2):
        separator = check_string(vm, 2)
    t = check_table(vm, 1)
    first = opt_int(vm, 3, 1)
    last = i64(table_length(t)) if is_absent(vm, 4) else check_int(vm, 4)
    if first > last:
        return return_string(vm, string_literal(vm, b"", 0))
    room: u64 = 0
    i = first
    while i <= last:
        value = table_get_int(t, i)
        if is_string(value):
            room += as_string(value).length
        elif is_number(value):
            room += NUMBER_TEXT
        else:
            throw_concat_error(vm, value, i)
        room += separator.length
        i += 1
    buffer = buffer_space(vm, room)
    p = buffer
    i = first
    while True:
        value = table_get_int(t, i)
        if is_string(value):
            s = as_string(value)
            memcpy(p, string_data(s), s.length)
            p = p + s.length
        else:
            p = p + format_number(p, from_bits(value))
        if i == last:
            break
        memcpy(p, string_data(separator), separator.length)
        p = p + separator.length
        i += 1
    return return_string(vm, string_from_buffer(vm, u64(p) - u64(buffer)))


# --- loops with a callback ------------------------------------------------------------------


@kernel
def call_with_pair(vm: Ptr[VM], first: u64, second: u64) -> bool:
    """Call the second argument with two values: is the result, left on top, not nil?"""
    thread = vm.current
    func = thread.top
    func[0] = thread.base[1]
    func[1] = first
    func[2] = second
    thread.top = func + 3
    call_value(vm, func, 1)
    thread = vm.current
    if (thread.top - 1)[0] != NIL:
        return True
    thread.top = thread.top - 1
    return False


@kernel
def table_foreach(vm: Ptr[VM]) -> i64:
    """table.foreach(t, f)"""
    t = check_table(vm, 1)
    check_function(vm, 2)
    thread = vm.current
    thread.base[2] = NIL
    thread.top = thread.base + 4
    while table_next(vm, t, vm.current.base + 2):
        base = vm.current.base
        if call_with_pair(vm, base[2], base[3]):
            return 1
    return 0


@kernel
def table_foreachi(vm: Ptr[VM]) -> i64:
    """table.foreachi(t, f)"""
    count = checked_length(vm)
    check_function(vm, 2)
    t = as_table(vm.current.base[0])
    for i in range(1, count + 1):
        if call_with_pair(vm, from_number(f64(i)), table_get_int(t, i)):
            return 1
    return 0


@kernel
def table_maxn(vm: Ptr[VM]) -> i64:
    """table.maxn(t): the greatest positive number that is a key"""
    t = check_table(vm, 1)
    greatest = 0.0
    size = u64(t.sizearray)
    while size > 0:
        if t.array[size - 1] != NIL:
            greatest = f64(size)
            break
        size -= 1
    for j in range(node_count(t)):
        n = node_at(t, j)
        if n.value != NIL and is_number(n.key) and from_bits(n.key) > greatest:
            greatest = from_bits(n.key)
    return return_number(vm, greatest)


@kernel
def table_getn(vm: Ptr[VM]) -> i64:
    """table.getn(t)"""
    return return_number(vm, f64(checked_length(vm)))


@kernel
def table_setn(vm: Ptr[VM]) -> i64:
    """table.setn is obsolete"""
    check_table(vm, 1)
    throw_library_error(vm, b"'setn' is obsolete")


FUNCTIONS: Final[dict[bytes, Any]] = {
    b"concat": table_concat,
    b"foreach": table_foreach,
    b"foreachi": table_foreachi,
    b"getn": table_getn,
    b"insert": table_insert,
    b"maxn": table_maxn,
    b"remove": table_remove,
    b"setn": table_setn,
}
