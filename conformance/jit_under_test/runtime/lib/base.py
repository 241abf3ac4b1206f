from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    clz,
    f64,
    fn_addr,
    from_bits,
    i32,
    i64,
    kernel,
    memcpy,
    null,
    stack_array,
    u8,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.arguments import (
    argument,
    argument_count,
    argument_error,
    builtin_upvalue,
    check_any,
    check_int,
    check_option,
    check_string,
    check_table,
    is_absent,
    metafield,
    opt_int,
    push,
    return_bool,
    return_number,
    return_string,
    return_value,
)
from conformance.jit_under_test.runtime.barriers import barrier_back, barrier_object
from conformance.jit_under_test.runtime.collector import (
    collector_full,
    collector_restart,
    collector_set_pause,
    collector_set_stepmul,
    collector_stop,
    collector_user_step,
)
from conformance.jit_under_test.runtime.errors import throw_library_error, throw_value, where_value
from conformance.jit_under_test.runtime.memory import told_size
from conformance.jit_under_test.runtime.metamethods import metatable_of
from conformance.jit_under_test.runtime.numbers import (
    c_strtoul,
    format_number,
    is_space,
    number_to_string,
    to_number,
)
from conformance.jit_under_test.runtime.objects import (
    MAX_CSTACK,
    VM,
    Closure,
    GCObject,
    String,
    Table,
)
from conformance.jit_under_test.runtime.output import write_output
from conformance.jit_under_test.runtime.protected import (
    builtin_pcall,
    builtin_xpcall,
    call_value,
    get_index,
)
from conformance.jit_under_test.runtime.stacks import check_stack
from conformance.jit_under_test.runtime.strings import string_literal, string_new
from conformance.jit_under_test.runtime.tables import (
    table_get,
    table_get_int,
    table_get_str,
    table_length,
    table_new,
    table_next,
    table_set,
)
from conformance.jit_under_test.runtime.userdata import userdata_new
from conformance.jit_under_test.runtime.values import (
    FALSE,
    NIL,
    STRING,
    TAG_STRING,
    TRUE,
    as_closure,
    as_string,
    as_table,
    as_userdata,
    from_number,
    from_string,
    from_table,
    from_userdata,
    is_boolean,
    is_falsy,
    is_function,
    is_number,
    is_string,
    is_table,
    is_userdata,
    payload,
    raw_equal,
    string_data,
    tag_of,
)

"""The basic functions (manual, section 5.1) that need no host."""


@kernel(cold=True, noinline=True)
def throw_tostring_error(vm: Ptr[VM]) -> None:
    throw_library_error(vm, b"'tostring' must return a string to 'print'")


@kernel
def print_value(vm: Ptr[VM], function: u64, value: u64, separated: bool) -> None:
    """Write what `function` makes of a value, up to the first NUL as C's fputs does.

    A tab in front comes only once there is something to write: `function` may raise an error.
    """
    thread = vm.current
    func = thread.top
    func[0] = function
    func[1] = value
    thread.top = func + 2
    call_value(vm, func, 1)
    thread = vm.current
    thread.top = thread.top - 1
    result = thread.top[0]
    if not is_string(result):
        if not is_number(result):
            throw_tostring_error(vm)
        result = from_string(number_to_string(vm, from_bits(result)))
    if separated:
        write_output(vm, b"\t", 1)
    s = as_string(result)
    write_output(vm, string_data(s), c_length(string_data(s), s.length))


@kernel
def c_length(data: Ptr[u8], length: u64) -> u64:
    """Bytes before the first NUL."""
    j: u64 = 0
    while j < length and data[j] != 0:
        j += 1
    return j


@kernel
def shows_plainly(vm: Ptr[VM], function: u64) -> bool:
    """Is this the library's own tostring, and do strings and numbers have no __tostring?"""
    if not is_function(function) or as_closure(function).fn != fn_addr(base_tostring):
        return False
    strings = Ptr[Table](vm.metatables[TAG_STRING])
    if strings != null:
        if table_get_str(strings, string_literal(vm, b"__tostring", 10)) != NIL:
            return False
    return vm.metatables[TAG_NUMBER] == 0


@kernel
def base_print(vm: Ptr[VM]) -> i64:
    """print(...)"""
    count = argument_count(vm)
    name = from_string(string_literal(vm, b"tostring", 8))
    function = get_index(vm, from_table(vm.current.globals), name)
    plain = shows_plainly(vm, function)
    push(vm, function)
    for j in range(count):
        value = vm.current.base[j]
        direct = plain and metafield(vm, value, b"__tostring", 10) == NIL
        direct = direct and (is_string(value) or is_number(value))
        if direct and j > 0:
            write_output(vm, b"\t", 1)
        if direct and is_string(value):
            s = as_string(value)
            write_output(vm, string_data(s), c_length(string_data(s), s.length))
        elif direct:
            buffer = stack_array(u8, 32)
            write_output(vm, buffer, format_number(buffer, from_bits(value)))
        else:
            print_value(vm, vm.current.base[count], value, j > 0)
    write_output(vm, b"\n", 1)
    return 0


@kernel
def plain_text(vm: Ptr[VM], value: u64) -> Ptr[String]:
    """tostring without metamethods."""
    if is_number(value):
        return number_to_string(vm, from_bits(value))
    if is_string(value):
        return as_string(value)
    if value == NIL:
        return string_literal(vm, b"nil", 3)
    if value == TRUE:
        return string_literal(vm, b"true", 4)
    if value == FALSE:
        return string_literal(vm, b"false", 5)
    name = Ptr[String](vm.type_names[tag_of(value)])
    buffer = stack_array(u8, 64)
    memcpy(buffer, string_data(name), name.length)
    memcpy(buffer + name.length, b": 0x", 4)
    used = name.length + 4
    used += write_hexadecimal(buffer + used, payload(value))
    return string_new(vm, buffer, used)


@kernel
def write_hexadecimal(buffer: Ptr[u8], number: u64) -> u64:
    """Write a number in lower-case hexadecimal; returns the bytes written."""
    digits: u64 = (67 - clz(number | 1)) >> 2
    for j in range(digits):
        digit = u8((number >> ((digits - 1 - j) * 4)) & 15)
        letter: u8 = 48 if digit < 10 else 87
        buffer[j] = digit + letter
    return digits


@kernel
def base_tostring(vm: Ptr[VM]) -> i64:
    """tostring(v)"""
    check_any(vm, 1)
    value = argument(vm, 1)
    method = metafield(vm, value, b"__tostring", 10)
    if method == NIL:
        return return_string(vm, plain_text(vm, value))
    thread = vm.current
    func = thread.top
    func[0] = method
    func[1] = value
    thread.top = func + 2
    call_value(vm, func, 1)
    return 1


@kernel
def base_tonumber(vm: Ptr[VM]) -> i64:
    """tonumber(v [, base])"""
    base = opt_int(vm, 2, 10)
    if base == 10:
        check_any(vm, 1)
        return return_value(vm, to_number(argument(vm, 1)))
    s = check_string(vm, 1)
    if base < 2 or base > 36:
        argument_error(vm, 2, b"base out of range")
    end = stack_array(u64, 1)
    number = c_strtoul(string_data(s), end, i32(base))
    stop = Ptr[u8](end[0])
    if stop == string_data(s):
        return return_value(vm, NIL)
    while is_space(stop[0]):
        stop = stop + 1
    if stop[0] != 0:
        return return_value(vm, NIL)
    return return_number(vm, f64(number))


@kernel
def base_type(vm: Ptr[VM]) -> i64:
    """type(v)"""
    check_any(vm, 1)
    value = vm.current.base[0]
    tag: u64 = 3
    if not is_number(value):
        tag = tag_of(value)
    return return_value(vm, vm.type_names[tag] | STRING)


@kernel
def base_select(vm: Ptr[VM]) -> i64:
    """select(n, ...)"""
    count = i64(argument_count(vm))
    selector = argument(vm, 1)
    if is_string(selector) and string_data(as_string(selector))[0] == 35:
        return return_number(vm, f64(count - 1))
    n = check_int(vm, 1)
    if n < 0:
        n = count + n
    elif n > count:
        n = count
    if n < 1:
        argument_error(vm, 1, b"index out of range")
    return count - n


@kernel
def base_unpack(vm: Ptr[VM]) -> i64:
    """unpack(list [, i [, j]])"""
    t = check_table(vm, 1)
    first = opt_int(vm, 2, 1)
    last = i64(i32(table_length(t))) if is_absent(vm, 3) else check_int(vm, 3)
    if first > last:
        return 0
    count = i64(i32(last - first + 1))
    thread = vm.current
    if count <= 0 or i64(argument_count(vm)) + count > MAX_CSTACK:
        throw_library_error(vm, b"too many results to unpack")
    check_stack(vm, thread, u64(count))
    target = thread.top
    for j in range(count):
        target[j] = table_get_int(t, first + j)
    thread.top = target + count
    return count


@kernel
def ipairs_step(vm: Ptr[VM]) -> i64:
    """The iterator of ipairs."""
    k = check_int(vm, 2)
    t = check_table(vm, 1)
    k = i64(i32(k + 1))
    value = table_get_int(t, k)
    push(vm, from_number(f64(k)))
    push(vm, value)
    return 0 if value == NIL else 2


@kernel
def base_ipairs(vm: Ptr[VM]) -> i64:
    """ipairs(t); the iterator is an upvalue"""
    check_table(vm, 1)
    push(vm, builtin_upvalue(vm, 0))
    push(vm, argument(vm, 1))
    push(vm, from_number(0.0))
    return 3


@kernel
def base_pairs(vm: Ptr[VM]) -> i64:
    """pairs(t); next is an upvalue"""
    check_table(vm, 1)
    push(vm, builtin_upvalue(vm, 0))
    push(vm, argument(vm, 1))
    push(vm, NIL)
    return 3


@kernel
def base_assert(vm: Ptr[VM]) -> i64:
    """assert(v [, message])"""
    check_any(vm, 1)
    if is_falsy(argument(vm, 1)):
        if is_absent(vm, 2):
            throw_library_error(vm, b"assertion failed!")
        s = check_string(vm, 2)
        throw_library_error(vm, string_data(s))
    return i64(argument_count(vm))


@kernel
def base_setmetatable(vm: Ptr[VM]) -> i64:
    """setmetatable(table, metatable)"""
    t = check_table(vm, 1)
    value = argument(vm, 2)
    if argument_count(vm) < 2 or not (value == NIL or is_table(value)):
        argument_error(vm, 2, b"nil or table expected")
    if metafield(vm, from_table(t), b"__metatable", 11) != NIL:
        throw_library_error(vm, b"cannot change a protected metatable")
    if value == NIL:
        t.metatable = null
    else:
        t.metatable = as_table(value)
        barrier_object(vm, Ptr[GCObject](t), value)
    return return_value(vm, from_table(t))


@kernel
def base_getmetatable(vm: Ptr[VM]) -> i64:
    """getmetatable(object)"""
    check_any(vm, 1)
    metatable = metatable_of(vm, argument(vm, 1))
    if metatable == null:
        return return_value(vm, NIL)
    field = metafield(vm, argument(vm, 1), b"__metatable", 11)
    return return_value(vm, from_table(metatable) if field == NIL else field)


@kernel
def base_rawequal(vm: Ptr[VM]) -> i64:
    """rawequal(v1, v2)"""
    check_any(vm, 1)
    check_any(vm, 2)
    return return_bool(vm, raw_equal(argument(vm, 1), argument(vm, 2)))


@kernel
def base_rawget(vm: Ptr[VM]) -> i64:
    """rawget(table, index)"""
    t = check_table(vm, 1)
    check_any(vm, 2)
    return return_value(vm, table_get(t, argument(vm, 2)))


@kernel
def base_rawset(vm: Ptr[VM]) -> i64:
    """rawset(table, index, value)"""
    t = check_table(vm, 1)
    check_any(vm, 2)
    check_any(vm, 3)
    value = argument(vm, 3)
    slot = table_set(vm, t, argument(vm, 2))
    slot[0] = value
    barrier_back(vm, t, value)
    return return_value(vm, argument(vm, 1))


@kernel
def base_next(vm: Ptr[VM]) -> i64:
    """next(table [, index])"""
    t = check_table(vm, 1)
    thread = vm.current
    key = thread.base + 1
    if argument_count(vm) < 2:
        key[0] = NIL
    thread.top = key + 2
    if table_next(vm, t, key):
        return 2
    key[0] = NIL
    thread.top = key + 1
    return 1


@kernel
def base_error(vm: Ptr[VM]) -> i64:
    """error(message [, level])"""
    level = opt_int(vm, 2, 1)
    value = argument(vm, 1)
    if (is_string(value) or is_number(value)) and level > 0:
        value = where_value(vm, u64(level), check_string(vm, 1))
    throw_value(vm, value)


@kernel
def set_environment(vm: Ptr[VM], closure: Ptr[Closure], table: u64) -> u64:
    """Give a Lua function another environment."""
    closure.env = as_table(table)
    barrier_object(vm, Ptr[GCObject](closure), table)
    return 0


@kernel
def base_collectgarbage(vm: Ptr[VM]) -> i64:
    """collectgarbage([option [, argument]])"""
    option = check_option(vm, 1, b"collect", _COLLECT_OPTIONS)
    n = u64(opt_int(vm, 2, 0))
    if option == 0:
        collector_stop(vm)
    elif option == 1:
        collector_restart(vm)
    elif option == 2:
        collector_full(vm)
    elif option == 3:
        return return_number(vm, f64(told_size(vm)) / 1024.0)
    elif option == 4:
        return return_bool(vm, collector_user_step(vm, n))
    elif option == 5:
        return return_number(vm, f64(i32(collector_set_pause(vm, u32(n)))))
    else:
        return return_number(vm, f64(i32(collector_set_stepmul(vm, u32(n)))))
    return return_number(vm, 0.0)


_COLLECT_OPTIONS: Final = b"stop\0restart\0collect\0count\0step\0setpause\0setstepmul\0\0"


@kernel
def base_gcinfo(vm: Ptr[VM]) -> i64:
    """gcinfo(): kilobytes in use"""
    return return_number(vm, f64(told_size(vm) >> 10))


@kernel
def base_newproxy(vm: Ptr[VM]) -> i64:
    """newproxy([boolean or proxy]): an empty userdata"""
    pattern = argument(vm, 1)
    metatable = Ptr[Table](0)
    if is_userdata(pattern) and as_userdata(pattern).kind == KIND_PROXY:
        metatable = as_userdata(pattern).metatable
    if not is_boolean(pattern) and pattern != NIL and metatable == null:
        argument_error(vm, 1, b"boolean or proxy expected")
    if pattern == TRUE:
        metatable = table_new(vm, 0, 0)
    proxy = userdata_new(vm, 0, vm.current.globals)
    if metatable != null:
        proxy.kind = KIND_PROXY
        proxy.metatable = metatable
    return return_value(vm, from_userdata(proxy))


TAG_NUMBER: Final = 3  # place of the numbers' metatable
KIND_PROXY: Final = 1  # Userdata.kind of proxies whose metatable newproxy made

FUNCTIONS: Final = {
    b"assert": base_assert,
    b"collectgarbage": base_collectgarbage,
    b"error": base_error,
    b"gcinfo": base_gcinfo,
    b"getmetatable": base_getmetatable,
    b"ipairs": base_ipairs,
    b"newproxy": base_newproxy,
    b"next": base_next,
    b"pairs": base_pairs,
    b"pcall": builtin_pcall,
    b"print": base_print,
    b"rawequal": base_rawequal,
    b"rawget": base_rawget,
    b"rawset": base_rawset,
    b"select": base_select,
    b"setmetatable": base_setmetatable,
    b"tonumber": base_tonumber,
    b"tostring": base_tostring,
    b"type": base_type,
    b"unpack": base_unpack,
    b"xpcall": builtin_xpcall,
}
INTERNAL: Final = {b"ipairs_step": ipairs_step}
UPVALUES: Final = {b"pairs": (b"next",), b"ipairs": (b"ipairs_step",)}
