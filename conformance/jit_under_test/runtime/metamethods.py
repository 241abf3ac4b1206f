"""Operations whose meaning a metatable can change.

Each answers with a value, or with `PENDING`: then a metamethod must be called, which
vm.method and vm.method_args describe. Nothing here calls Lua code.
"""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    declare,
    extern,
    f64,
    floor,
    from_bits,
    i32,
    i64,
    kernel,
    memcpy,
    null,
    u8,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.barriers import barrier_back
from conformance.jit_under_test.runtime.errors import (
    ERROR_ARITHMETIC,
    ERROR_COMPARE,
    ERROR_CONCATENATE,
    ERROR_INDEX,
    ERROR_LENGTH,
    throw_composed,
    throw_text,
)
from conformance.jit_under_test.runtime.memory import buffer_space
from conformance.jit_under_test.runtime.numbers import number_to_string, to_number
from conformance.jit_under_test.runtime.objects import (
    EXTRA_PC,
    EXTRA_REGISTER_SHIFT,
    VM,
    String,
    Table,
)
from conformance.jit_under_test.runtime.strings import string_from_buffer
from conformance.jit_under_test.runtime.tables import (
    table_get,
    table_get_str,
    table_length,
    table_set,
)
from conformance.jit_under_test.runtime.values import (
    NIL,
    as_string,
    as_table,
    as_userdata,
    from_number,
    from_string,
    is_function,
    is_number,
    is_string,
    is_table,
    is_userdata,
    raw_equal,
    string_data,
    tag_of,
)

# Answer of an operation that waits for a metamethod; no Lua value has these bits.
PENDING: Final = 0x1FFFF << 47

# The events; the first eight have a bit in Table.flags that says "known to be absent".
TYPE_NUMBER: Final = 3  # where the numbers' metatable is; other types have their tags
EVENT_INDEX: Final = 0
EVENT_NEWINDEX: Final = 1
EVENT_GC: Final = 2
EVENT_MODE: Final = 3
EVENT_EQ: Final = 4
EVENT_ADD: Final = 5
EVENT_SUB: Final = 6
EVENT_MUL: Final = 7
EVENT_DIV: Final = 8
EVENT_MOD: Final = 9
EVENT_POW: Final = 10
EVENT_UNM: Final = 11
EVENT_LEN: Final = 12
EVENT_LT: Final = 13
EVENT_LE: Final = 14
EVENT_CONCAT: Final = 15
EVENT_CALL: Final = 16
EVENT_NAMES: Final = (
    b"__index", b"__newindex", b"__gc", b"__mode", b"__eq", b"__add", b"__sub", b"__mul",
    b"__div", b"__mod", b"__pow", b"__unm", b"__len", b"__lt", b"__le", b"__concat", b"__call",
)  # fmt: skip

# Arithmetic operations by number, in the order of their events from EVENT_ADD on.
OPERATIONS: Final = ("add", "sub", "mul", "div", "mod", "pow", "unm")

MAX_CHAIN: Final = 100  # PUC's limit of an __index or __newindex chain


@extern("pow")
def c_pow(x: f64, y: f64) -> f64: ...


@declare
def precall(vm: Ptr[VM], func: Ptr[u64], nresults: i32, cont: u32, flags: u32) -> i64: ...


@kernel(inline=True)
def fast_method(vm: Ptr[VM], metatable: Ptr[Table], event: u64) -> u64:
    """A metatable's method for one of the first eight events, remembering its absence."""
    if metatable == null:
        return NIL
    if (u64(metatable.flags) & (1 << event)) != 0:
        return NIL
    return find_method(vm, metatable, event)


@kernel(noinline=True)
def find_method(vm: Ptr[VM], metatable: Ptr[Table], event: u64) -> u64:
    method = table_get_str(metatable, Ptr[String](vm.event_names[event]))
    if method == NIL and event < 8:
        metatable.flags = u8(u64(metatable.flags) | (1 << event))
    return method


@kernel
def metatable_of(vm: Ptr[VM], value: u64) -> Ptr[Table]:
    """The metatable of any value, or null."""
    if is_table(value):
        return as_table(value).metatable
    if is_userdata(value):
        return as_userdata(value).metatable
    if is_number(value):
        return Ptr[Table](vm.metatables[TYPE_NUMBER])
    return Ptr[Table](vm.metatables[tag_of(value)])


@kernel
def method_of(vm: Ptr[VM], value: u64, event: u64) -> u64:
    """The metamethod of any value, or nil."""
    metatable = metatable_of(vm, value)
    if metatable == null:
        return NIL
    return table_get_str(metatable, Ptr[String](vm.event_names[event]))


@kernel(inline=True)
def pend(vm: Ptr[VM], method: u64, first: u64, second: u64) -> u64:
    """Describe a metamethod call with two arguments."""
    vm.method = method
    vm.method_args[0] = first
    vm.method_args[1] = second
    vm.method_count = 2
    return PENDING


@kernel(noinline=True)
def index_value(vm: Ptr[VM], container: u64, key: u64) -> u64:
    """`container[key]`, or PENDING."""
    for _ in range(MAX_CHAIN):
        method = NIL
        if is_table(container):
            t = as_table(container)
            value = table_get(t, key)
            if value != NIL:
                return value
            method = fast_method(vm, t.metatable, EVENT_INDEX)
            if method == NIL:
                return NIL
        else:
            method = method_of(vm, container, EVENT_INDEX)
            if method == NIL:
                throw_composed(vm, ERROR_INDEX, container, key)
        if is_function(method):
            return pend(vm, method, container, key)
        container = method
    throw_text(vm, b"loop in gettable")


@kernel(noinline=True)
def set_index_value(vm: Ptr[VM], container: u64, key: u64, value: u64) -> u64:
    """`container[key] = value`: NIL when done, or PENDING."""
    for _ in range(MAX_CHAIN):
        method = NIL
        if is_table(container):
            t = as_table(container)
            slot = table_set(vm, t, key)
            if slot[0] != NIL:
                slot[0] = value
                barrier_back(vm, t, value)
                t.flags = 0
                return NIL
            method = fast_method(vm, t.metatable, EVENT_NEWINDEX)
            if method == NIL:
                slot[0] = value
                barrier_back(vm, t, value)
                t.flags = 0
                return NIL
        else:
            method = method_of(vm, container, EVENT_NEWINDEX)
            if method == NIL:
                throw_composed(vm, ERROR_INDEX, container, key)
        if is_function(method):
            vm.method = method
            vm.method_args[0] = container
            vm.method_args[1] = key
            vm.method_args[2] = value
            vm.method_count = 3
            return PENDING
        container = method
    throw_text(vm, b"loop in settable")


@kernel
def compute(operation: u64, a: f64, b: f64) -> f64:
    """Arithmetic on numbers, by operation number."""
    if operation == 0:
        return a + b
    if operation == 1:
        return a - b
    if operation == 2:
        return a * b
    if operation == 3:
        return a / b
    if operation == 4:
        return a - floor(a / b) * b
    if operation == 5:
        return c_pow(a, b)
    return -a


@kernel(noinline=True)
def arithmetic_slow(vm: Ptr[VM], operation: u64, left: u64, right: u64) -> u64:
    """Arithmetic on any operands: a number, or PENDING."""
    a = to_number(left)
    b = to_number(right)
    if is_number(a) and is_number(b):
        return from_number(compute(operation, from_bits(a), from_bits(b)))
    method = method_of(vm, left, EVENT_ADD + operation)
    if method == NIL:
        method = method_of(vm, right, EVENT_ADD + operation)
    if method == NIL:
        culprit = left
        second: u64 = 0
        if is_number(a):
            culprit = right
            second = 1
        throw_composed(vm, ERROR_ARITHMETIC, culprit, second)
    return pend(vm, method, left, right)


@kernel(noinline=True)
def loop_number(vm: Ptr[VM], value: u64, role: u64) -> u64:
    """A control value of a numeric `for` as a number; `role` 0 initial, 1 limit, 2 step."""
    number = to_number(value)
    if not is_number(number):
        if role == 0:
            throw_text(vm, b"'for' initial value must be a number")
        if role == 1:
            throw_text(vm, b"'for' limit must be a number")
        throw_text(vm, b"'for' step must be a number")
    return number


@kernel(noinline=True)
def length_value(vm: Ptr[VM], value: u64) -> u64:
    """The length operator: a number, or PENDING."""
    if is_table(value):
        return from_number(f64(table_length(as_table(value))))
    if is_string(value):
        return from_number(f64(as_string(value).length))
    method = method_of(vm, value, EVENT_LEN)
    if method == NIL:
        throw_composed(vm, ERROR_LENGTH, value, NIL)
    return pend(vm, method, value, NIL)


@kernel(noinline=True)
def equal_method(vm: Ptr[VM], left: u64, right: u64) -> bool:
    """Do two different values share an `__eq` metamethod? Its call is pending then."""
    first = Ptr[Table](0)
    second = Ptr[Table](0)
    if is_table(left) and is_table(right):
        first = as_table(left).metatable
        second = as_table(right).metatable
    elif is_userdata(left) and is_userdata(right):
        first = as_userdata(left).metatable
        second = as_userdata(right).metatable
    else:
        return False
    method = fast_method(vm, first, EVENT_EQ)
    if method == NIL:
        return False
    if first != second:
        other = fast_method(vm, second, EVENT_EQ)
        if other == NIL or not raw_equal(method, other):
            return False
    pend(vm, method, left, right)
    return True


@kernel(noinline=True)
def compare_method(vm: Ptr[VM], less_equal: u64, left: u64, right: u64, may_fail: u64) -> bool:
    """Find the metamethod of an order comparison; its call is pending then.

    PUC wants the same method on both sides, and operands of one type.
    """
    event: u64 = EVENT_LE if less_equal != 0 else EVENT_LT
    if type_number(left) == type_number(right):
        method = method_of(vm, left, event)
        if method != NIL:
            other = method_of(vm, right, event)
            if raw_equal(method, other):
                pend(vm, method, left, right)
                return True
        if may_fail != 0:
            return False
    throw_composed(vm, ERROR_COMPARE, left, right)


@kernel(inline=True)
def type_number(value: u64) -> u64:
    """A number that is equal for values of one type only."""
    if is_number(value):
        return 3
    tag = tag_of(value)
    if tag == 12:
        return 13
    return tag


@kernel(noinline=True)
def concatenate(vm: Ptr[VM], first: Ptr[u64], last: Ptr[u64]) -> u64:
    """Join the values from `first` to `last` from the right.

    NIL when `first` holds the result, or PENDING: then vm.scratch[0] is the stack offset of
    the slot where the metamethod's result has to go.
    """
    while last > first:
        top = last[0]
        below = (last - 1)[0]
        if (is_string(below) or is_number(below)) and (is_string(top) or is_number(top)):
            if is_string(top) and as_string(top).length == 0 and is_string(below):
                last = last - 1
                continue
            last = join_run(vm, first, last)
        else:
            method = method_of(vm, below, EVENT_CONCAT)
            if method == NIL:
                method = method_of(vm, top, EVENT_CONCAT)
            offset = u64(last - 1) - u64(vm.current.stack)
            if method == NIL:
                culprit = below
                if is_string(below) or is_number(below):
                    culprit = top
                    offset += 8
                vm.scratch[0] = offset
                throw_composed(vm, ERROR_CONCATENATE, culprit, NIL)
            vm.scratch[0] = offset
            ci = vm.current.ci
            register = (offset - (u64(ci.base) - u64(vm.current.stack))) >> 3
            ci.extra = (ci.extra & EXTRA_PC) | (register << EXTRA_REGISTER_SHIFT)
            return pend(vm, method, below, top)
    return NIL


@kernel
def join_run(vm: Ptr[VM], first: Ptr[u64], last: Ptr[u64]) -> Ptr[u64]:
    """Join the longest run of strings and numbers that ends at `last`. Returns its first slot."""
    total: u64 = 0
    p = last
    while True:
        value = p[0]
        if is_number(value):
            value = from_string(number_to_string(vm, from_bits(value)))
            p[0] = value
        elif not is_string(value):
            p = p + 1
            break
        length = as_string(value).length
        if length >= (0xFFFFFFFFFFFFFFFD - total):
            throw_text(vm, b"string length overflow")
        total += length
        if p == first:
            break
        p = p - 1
    start = p
    buffer = buffer_space(vm, total)
    written: u64 = 0
    while p <= last:
        s = as_string(p[0])
        memcpy(buffer + written, string_data(s), s.length)
        written += s.length
        p = p + 1
    start[0] = from_string(string_from_buffer(vm, total))
    return start


@kernel(noinline=True)
def concatenate_more(vm: Ptr[VM], first: Ptr[u64], value: u64) -> u64:
    """Store a metamethod's result over its operands and go on: as `concatenate`."""
    thread = vm.current
    slot = thread.base + i64(thread.ci.extra >> EXTRA_REGISTER_SHIFT)
    slot[0] = value
    return concatenate(vm, first, slot)


@kernel
def compute_words(operation: u64, left: u64, right: u64) -> u64:
    """Arithmetic on two numbers given as words, for executors on the host."""
    return from_number(compute(operation, from_bits(left), from_bits(right)))
