"""Kernel functions that compiled fragments call."""

from conformance.jit_under_test.interpreter.paths import (
    path_close,
    path_closure,
    path_new_table,
    path_set_list,
    path_tail_call,
)
from conformance.jit_under_test.interpreter.transfer import FRAGMENT_FRAMES, FRAGMENT_SLOTS
from conformance.jit_under_test.kernel import (
    Ptr,
    addr_of,
    declare,
    extern,
    f64,
    i32,
    i64,
    kernel,
    memcpy,
    sizeof,
    stack_array,
    u8,
    u64,
    unlikely,
)
from conformance.jit_under_test.runtime.arguments import to_integer
from conformance.jit_under_test.runtime.barriers import barrier_back, barrier_upvalue
from conformance.jit_under_test.runtime.frames import precall
from conformance.jit_under_test.runtime.lib.math import random_fraction
from conformance.jit_under_test.runtime.lib.strings import substring
from conformance.jit_under_test.runtime.memory import buffer_space
from conformance.jit_under_test.runtime.metamethods import concatenate
from conformance.jit_under_test.runtime.numbers import number_to_string, to_number
from conformance.jit_under_test.runtime.objects import (
    CONT_NONE,
    FRAME_CCALL,
    STATUS_LEAVE,
    STATUS_OK,
    VM,
    CallInfo,
    Closure,
    String,
    Table,
)
from conformance.jit_under_test.runtime.protected import call_protected
from conformance.jit_under_test.runtime.strings import (
    string_compare,
    string_from_buffer,
    string_new,
)
from conformance.jit_under_test.runtime.tables import (
    table_get_int,
    table_length,
    table_next,
    table_set,
    table_set_int,
    table_with_nodes,
)
from conformance.jit_under_test.runtime.upvalues import closure_upvalues
from conformance.jit_under_test.runtime.values import NIL, as_table, from_string, string_data


@extern("pow")
def c_pow(x: f64, y: f64) -> f64: ...


@extern("sin")
def c_sin(x: f64) -> f64: ...


@extern("cos")
def c_cos(x: f64) -> f64: ...


@extern("tan")
def c_tan(x: f64) -> f64: ...


@extern("exp")
def c_exp(x: f64) -> f64: ...


@extern("log")
def c_log(x: f64) -> f64: ...


@extern("log10")
def c_log10(x: f64) -> f64: ...


@extern("asin")
def c_asin(x: f64) -> f64: ...


@extern("acos")
def c_acos(x: f64) -> f64: ...


@extern("atan")
def c_atan(x: f64) -> f64: ...


@declare(noreturn=True)
def vm_throw(vm: Ptr[VM]) -> None: ...


@kernel
def trace_power(x: f64, y: f64) -> f64:
    return c_pow(x, y)


@kernel
def trace_math(number: i64, x: f64) -> f64:
    """A function of one argument from the C library, by its number in MATH_FUNCTIONS."""
    if number == 0:
        return c_sin(x)
    if number == 1:
        return c_cos(x)
    if number == 2:
        return c_tan(x)
    if number == 3:
        return c_exp(x)
    if number == 4:
        return c_log(x)
    if number == 5:
        return c_log10(x)
    if number == 6:
        return c_asin(x)
    if number == 7:
        return c_acos(x)
    return c_atan(x)


MATH_FUNCTIONS = ("sin", "cos", "tan", "exp", "log", "log10", "asin", "acos", "atan")


@kernel
def trace_string_compare(a: u64, b: u64) -> i64:
    return string_compare(Ptr[String](a), Ptr[String](b))


@kernel
def trace_new_table(vm: Ptr[VM], array_size: u64, hash_size: u64) -> u64:
    """The address of a new table; sizes as in NEWTABLE."""
    return u64(as_table(path_new_table(vm, array_size, hash_size)))


@kernel
def trace_copy_table(vm: Ptr[VM], template: Ptr[Table]) -> u64:
    """The address of a copy of a table that has nodes, without its elements and metatable."""
    return u64(table_with_nodes(vm, template))


@kernel
def trace_set(vm: Ptr[VM], t: Ptr[Table], key: u64, value: u64) -> None:
    """t[key] = value for a table whose metatable has no say in it."""
    slot = table_set(vm, t, key)
    slot[0] = value
    barrier_back(vm, t, value)


@kernel
def trace_reserve(vm: Ptr[VM], t: Ptr[Table], key: u64) -> None:
    """Insert a key that has no value: PUC does so before it looks for `__newindex`."""
    table_set(vm, t, key)


@kernel
def trace_next(vm: Ptr[VM], t: Ptr[Table], key: u64) -> u64:
    """The key after `key`, nil at the end; trace_next_value gives its value."""
    vm.scratch[8] = key
    vm.scratch[9] = NIL
    if table_next(vm, t, addr_of(vm.scratch[8])):
        return vm.scratch[8]
    return NIL


@kernel
def trace_next_value(vm: Ptr[VM]) -> u64:
    return vm.scratch[9]


@kernel(noinline=True, cold=True, noreturn=True)
def leave_fragment(vm: Ptr[VM]) -> None:
    """A call made by a fragment has set a hook: go on in the interpreter behind that call.

    The frames are in memory. Those that the fragment pushed are not counted as C calls yet.
    """
    thread = vm.current
    nested = thread.base_ccalls
    ci = thread.base_ci
    while ci <= thread.ci:
        if (ci.flags & FRAME_CCALL) != 0:
            nested += 1
        ci = ci + 1
    thread.n_ccalls = nested
    vm.error_status = STATUS_LEAVE
    vm_throw(vm)


@kernel
def trace_call(vm: Ptr[VM], slot: i64, nargs: i64, nresults: i64) -> i64:
    """Call the built-in function in register `slot`; it neither yields nor calls in its place.

    Returns the number of results, which stand from that register on.
    """
    thread = vm.current
    func = thread.base + slot
    thread.top = func + 1 + nargs
    precall(vm, func, i32(nresults), CONT_NONE, 0)
    if unlikely(vm.hooked_threads != 0):
        leave_fragment(vm)
    func = thread.base + slot
    return i64((u64(thread.top) - u64(func)) >> 3)


@kernel
def trace_enter(vm: Ptr[VM], slot: i64, nargs: i64, nresults: i64) -> i64:
    """As trace_call, for functions that run others in their frame, like pcall."""
    thread = vm.current
    func = thread.base + slot
    thread.top = func + 1 + nargs
    nested = thread.n_ccalls
    thread.n_ccalls = nested - 1  # the new native entry is not one that PUC would make
    status = call_protected(vm, func, i32(nresults))
    thread.n_ccalls = nested
    if status != STATUS_OK:
        vm_throw(vm)
    func = thread.base + slot
    count = i64((u64(thread.top) - u64(func)) >> 3)
    if nresults >= 0:
        thread.top = thread.ci.top
    if unlikely(vm.hooked_threads != 0):
        leave_fragment(vm)
    return count


@kernel
def trace_tail_call(vm: Ptr[VM], slot: i64, arguments: u64) -> None:
    """TAILCALL of the Lua function in register `slot`, with `arguments` - 1 of them."""
    thread = vm.current
    path_tail_call(vm, thread.base + slot, arguments, Ptr[u64](thread.ci.savedpc))


@kernel
def trace_to_number(s: Ptr[String]) -> u64:
    """A string as a number, nil if it is none."""
    return to_number(from_string(s))


@kernel
def trace_sub(vm: Ptr[VM], s: Ptr[String], first: f64, last: f64) -> u64:
    """string.sub with all its arguments; the address of the string."""
    return u64(substring(vm, s, to_integer(first), to_integer(last)))


@kernel
def trace_text(vm: Ptr[VM], number: f64) -> u64:
    """A number as a string; its address."""
    return u64(number_to_string(vm, number))


@kernel
def trace_char(vm: Ptr[VM], code: i64) -> u64:
    """The string of one byte; its address."""
    byte = stack_array(u8, 8)
    byte[0] = u8(code)
    return u64(string_new(vm, byte, 1))


@kernel
def trace_join(vm: Ptr[VM], a: Ptr[String], b: Ptr[String]) -> u64:
    """Two strings joined; the address of the string."""
    total = a.length + b.length
    buffer = buffer_space(vm, total)
    memcpy(buffer, string_data(a), a.length)
    memcpy(buffer + a.length, string_data(b), b.length)
    return u64(string_from_buffer(vm, total))


@kernel
def trace_join_3(vm: Ptr[VM], a: Ptr[String], b: Ptr[String], c: Ptr[String]) -> u64:
    """Three strings joined."""
    both = a.length + b.length
    buffer = buffer_space(vm, both + c.length)
    memcpy(buffer, string_data(a), a.length)
    memcpy(buffer + a.length, string_data(b), b.length)
    memcpy(buffer + both, string_data(c), c.length)
    return u64(string_from_buffer(vm, both + c.length))


@kernel
def trace_byte(s: Ptr[String], position: f64) -> i64:
    """string.byte of one position, -1 outside the string."""
    place = to_integer(position)
    if place < 0:
        place += i64(s.length) + 1
    if place < 1 or place > i64(s.length):
        return -1
    return i64(string_data(s)[place - 1])


@kernel
def trace_append(vm: Ptr[VM], t: Ptr[Table], value: u64) -> None:
    """table.insert(t, value)"""
    table_set_int(vm, t, i64(table_length(t)) + 1, value)


@kernel
def trace_remove_last(vm: Ptr[VM], t: Ptr[Table], length: i64) -> u64:
    """The last element of an array, which is taken away."""
    value = table_get_int(t, length)
    table_set_int(vm, t, length, NIL)
    return value


@kernel
def trace_random(vm: Ptr[VM]) -> f64:
    """math.random()"""
    return random_fraction(vm)


@kernel
def trace_concatenate(vm: Ptr[VM], first: i64, last: i64) -> u64:
    """Join strings and numbers in registers `first` to `last`; the result."""
    base = vm.current.base
    concatenate(vm, base + first, base + last)
    return base[first]


@kernel
def trace_closure(vm: Ptr[VM], number: u64, captures: Ptr[u64]) -> u64:
    return path_closure(vm, number, captures)


@kernel
def trace_close(vm: Ptr[VM], slot: i64) -> None:
    path_close(vm, vm.current.base + slot)


@kernel
def trace_set_list(vm: Ptr[VM], slot: i64, count: u64, block: u64) -> None:
    """SETLIST with its count and block given."""
    thread = vm.current
    path_set_list(vm, thread.base + slot, count, block, Ptr[u64](thread.ci.savedpc))


@kernel
def trace_upvalue_barrier(vm: Ptr[VM], closure: Ptr[Closure], number: u64) -> None:
    """After storing in an upvalue."""
    barrier_upvalue(vm, closure_upvalues(closure)[number])


@kernel
def trace_room(vm: Ptr[VM], slots: u64, frames: u64) -> u64:
    """Is there room for another fragment's frames above `slots` and `frames` of this one? 0: no."""
    thread = vm.current
    base = u64(thread.base) + slots * 8
    ci = u64(thread.ci) + frames * sizeof(CallInfo)
    if base + FRAGMENT_SLOTS * 8 > u64(thread.stack_last):
        return 0
    if ci + FRAGMENT_FRAMES * sizeof(CallInfo) > u64(thread.end_ci):
        return 0
    return 1
