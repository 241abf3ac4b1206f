"""The interpreter's fast paths, in the kernel language: inlined into every handler.

Each lowers one large effect of semantics/: the common case in a few instructions, the rest by
a call of the runtime. `pc` is what savedpc must be when the slow path raises an error or
looks at the frame.
"""

from typing import Final

from conformance.jit_under_test.interpreter.transfer import hot_function
from conformance.jit_under_test.kernel import (
    Ptr,
    addr_of,
    f64,
    floor,
    fptosi,
    from_bits,
    i32,
    i64,
    kernel,
    likely,
    null,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.barriers import barrier_back, barrier_upvalue
from conformance.jit_under_test.runtime.collector import collector_step
from conformance.jit_under_test.runtime.errors import throw_text
from conformance.jit_under_test.runtime.frames import (
    finish_call,
    precall,
    prepare_call_method,
    push_method_call,
)
from conformance.jit_under_test.runtime.hooks import hooked_tail_call
from conformance.jit_under_test.runtime.metamethods import (
    arithmetic_slow,
    c_pow,
    compare_method,
    concatenate,
    concatenate_more,
    equal_method,
    index_value,
    length_value,
    loop_number,
    set_index_value,
)
from conformance.jit_under_test.runtime.objects import (
    CONT_NONE,
    FRAME_CCALL,
    FRAME_LUA,
    VM,
    Node,
    Table,
)
from conformance.jit_under_test.runtime.stacks import check_stack, grow_ci
from conformance.jit_under_test.runtime.strings import string_compare
from conformance.jit_under_test.runtime.tables import (
    node_count,
    table_length,
    table_new,
    table_resize,
    table_set_int,
)
from conformance.jit_under_test.runtime.upvalues import (
    close_upvalues,
    closure_upvalues,
    make_closure,
)
from conformance.jit_under_test.runtime.values import (
    NIL,
    as_closure,
    as_string,
    as_table,
    from_closure,
    from_number,
    from_table,
    is_function,
    is_number,
    is_string,
    is_table,
)

ALL_RESULTS: Final = -1
FIELDS_PER_FLUSH: Final = 50


@kernel(inline=True)
def save_pc(vm: Ptr[VM], pc: Ptr[u64]) -> None:
    vm.current.ci.savedpc = u64(pc)


# --- tables ---------------------------------------------------------------------------------


@kernel(inline=True)
def node_of_string(t: Ptr[Table], key: u64) -> Ptr[Node]:
    return t.node + (u64(as_string(key).hash) & (node_count(t) - 1))


@kernel(inline=True)
def path_index_string(vm: Ptr[VM], container: u64, key: u64, pc: Ptr[u64]) -> u64:
    """`container[key]` for a string key: a hit in the key's main position, or the long way."""
    if likely(is_table(container)):
        n = node_of_string(as_table(container), key)
        if likely(n.key == key and n.value != NIL):
            return n.value
    save_pc(vm, pc)
    return index_value(vm, container, key)


@kernel(inline=True)
def path_index_number(vm: Ptr[VM], container: u64, key: u64, pc: Ptr[u64]) -> u64:
    """`container[key]` for a number key: a hit in the array part, or the long way."""
    if likely(is_table(container)):
        t = as_table(container)
        number = from_bits(key)
        k = fptosi(number)
        if likely(f64(k) == number and u64(k - 1) < u64(t.sizearray)):
            value = t.array[k - 1]
            if likely(value != NIL):
                return value
    save_pc(vm, pc)
    return index_value(vm, container, key)


@kernel(inline=True)
def path_index(vm: Ptr[VM], container: u64, key: u64, pc: Ptr[u64]) -> u64:
    """`container[key]` for any key."""
    if likely(is_number(key)):
        return path_index_number(vm, container, key, pc)
    if is_string(key):
        return path_index_string(vm, container, key, pc)
    save_pc(vm, pc)
    return index_value(vm, container, key)


@kernel(inline=True)
def path_set_string(vm: Ptr[VM], container: u64, key: u64, value: u64, pc: Ptr[u64]) -> u64:
    """`container[key] = value` for a string key that is there already, or the long way."""
    if likely(is_table(container)):
        t = as_table(container)
        n = node_of_string(t, key)
        if likely(n.key == key and n.value != NIL):
            n.value = value
            barrier_back(vm, t, value)
            return NIL
    save_pc(vm, pc)
    return set_index_value(vm, container, key, value)


@kernel(inline=True)
def path_set_number(vm: Ptr[VM], container: u64, key: u64, value: u64, pc: Ptr[u64]) -> u64:
    """`container[key] = value` in the array part, or the long way."""
    if likely(is_table(container)):
        t = as_table(container)
        number = from_bits(key)
        k = fptosi(number)
        if likely(f64(k) == number and u64(k - 1) < u64(t.sizearray)):
            slot = t.array + (k - 1)
            if likely(slot[0] != NIL or t.metatable == null):
                slot[0] = value
                barrier_back(vm, t, value)
                return NIL
    save_pc(vm, pc)
    return set_index_value(vm, container, key, value)


@kernel(inline=True)
def path_set(vm: Ptr[VM], container: u64, key: u64, value: u64, pc: Ptr[u64]) -> u64:
    """`container[key] = value` for any key."""
    if likely(is_number(key)):
        return path_set_number(vm, container, key, value, pc)
    if is_string(key):
        return path_set_string(vm, container, key, value, pc)
    save_pc(vm, pc)
    return set_index_value(vm, container, key, value)


@kernel
def path_new_table(vm: Ptr[VM], array_size: u64, hash_size: u64) -> u64:
    """A new table; both sizes are "floating point bytes" (mantissa 3 bits, exponent above)."""
    return from_table(table_new(vm, byte_to_size(array_size), byte_to_size(hash_size)))


@kernel(inline=True)
def byte_to_size(x: u64) -> u64:
    exponent = (x >> 3) & 31
    if exponent == 0:
        return x
    return ((x & 7) + 8) << (exponent - 1)


@kernel
def path_set_list(vm: Ptr[VM], ra: Ptr[u64], count: u64, block: u64, pc: Ptr[u64]) -> None:
    """Store the registers behind `ra` in the table there, growing its array once."""
    thread = vm.current
    n = count
    if n == 0:
        n = ((u64(thread.top) - u64(ra)) >> 3) - 1
        thread.top = thread.ci.top
    number = block
    if number == 0:
        number = pc[0]
    if not is_table(ra[0]):
        return  # no compiler makes such code, but binary chunks may have it
    t = as_table(ra[0])
    last = (number - 1) * FIELDS_PER_FLUSH + n
    if last > u64(t.sizearray):
        resize_array_to(vm, t, last)
    j = n
    while j > 0:
        table_set_int(vm, t, i64(last), ra[j])
        last -= 1
        j -= 1


@kernel(noinline=True)
def resize_array_to(vm: Ptr[VM], t: Ptr[Table], size: u64) -> None:
    """Give the array part exactly `size` slots and keep the hash part's size."""
    hash_size = node_count(t)
    if t.lsizenode == 0 and u64(t.node) == u64(addr_of(vm.dummy_node[0])):
        hash_size = 0
    table_resize(vm, t, size, hash_size)


# --- arithmetic and comparison --------------------------------------------------------------


@kernel(inline=True)
def path_modulo(a: u64, b: u64) -> u64:
    x = from_bits(a)
    y = from_bits(b)
    return from_number(x - floor(x / y) * y)


@kernel(noinline=True)
def path_arithmetic(vm: Ptr[VM], operation: u64, left: u64, right: u64, pc: Ptr[u64]) -> u64:
    save_pc(vm, pc)
    return arithmetic_slow(vm, operation, left, right)


@kernel(noinline=True)
def path_loop_number(vm: Ptr[VM], value: u64, role: u64, pc: Ptr[u64]) -> u64:
    save_pc(vm, pc)
    return loop_number(vm, value, role)


@kernel(inline=True)
def path_length(vm: Ptr[VM], value: u64, pc: Ptr[u64]) -> u64:
    if likely(is_table(value)):
        return from_number(f64(table_length(as_table(value))))
    save_pc(vm, pc)
    return length_value(vm, value)


@kernel
def path_string_compare(left: u64, right: u64) -> i64:
    return string_compare(as_string(left), as_string(right))


@kernel
def path_equal_method(vm: Ptr[VM], left: u64, right: u64) -> u64:
    return u64(equal_method(vm, left, right))


@kernel
def path_compare_method(
    vm: Ptr[VM], less_equal: u64, left: u64, right: u64, may_fail: u64, pc: Ptr[u64]
) -> u64:
    save_pc(vm, pc)
    return u64(compare_method(vm, less_equal, left, right, may_fail))


@kernel
def path_concatenate(vm: Ptr[VM], first: Ptr[u64], last: Ptr[u64], pc: Ptr[u64]) -> u64:
    save_pc(vm, pc)
    return concatenate(vm, first, last)


@kernel
def path_concatenate_more(vm: Ptr[VM], first: Ptr[u64], value: u64, pc: Ptr[u64]) -> u64:
    save_pc(vm, pc)
    return concatenate_more(vm, first, value)


# --- closures, varargs, collector -----------------------------------------------------------


@kernel(inline=True)
def path_upvalue(base: Ptr[u64], number: u64) -> Ptr[u64]:
    """Where upvalue `number` of the running function has its value."""
    return closure_upvalues(as_closure(base[-1]))[number].v


@kernel(inline=True)
def path_set_upvalue(vm: Ptr[VM], base: Ptr[u64], number: u64, value: u64) -> None:
    up = closure_upvalues(as_closure(base[-1]))[number]
    up.v[0] = value
    barrier_upvalue(vm, up)


@kernel(inline=True)
def path_environment(base: Ptr[u64]) -> u64:
    return from_table(as_closure(base[-1]).env)


@kernel(inline=True)
def path_closure(vm: Ptr[VM], number: u64, pc: Ptr[u64]) -> u64:
    return from_closure(make_closure(vm, number, pc))


@kernel(inline=True)
def capture_count(base: Ptr[u64], number: u64) -> u64:
    """How many capture pseudo-instructions follow a CLOSURE."""
    return u64(as_closure(base[-1]).proto.protos[number].nups)


@kernel(inline=True)
def path_close(vm: Ptr[VM], level: Ptr[u64]) -> None:
    thread = vm.current
    up = thread.open_upvalues
    if up != null and up.v >= level:
        close_upvalues(vm, thread, level)


@kernel
def path_varargs(vm: Ptr[VM], ra: Ptr[u64], count: u64) -> Ptr[u64]:
    """Copy extra arguments to `ra`...; `count` - 1, or all (0), then the top is set.

    Returns the frame's base, since the stack may have moved.
    """
    thread = vm.current
    ci = thread.ci
    fixed = u64(as_closure(ci.func[0]).proto.numparams)
    available = ((u64(ci.base) - u64(ci.func)) >> 3) - 2 - fixed
    if as_closure(ci.func[0]).proto.is_vararg == 0:
        available = 0
    wanted = count - 1
    if count == 0:
        wanted = available
        offset = u64(ra) - u64(thread.stack)
        check_stack(vm, thread, wanted)
        ra = Ptr[u64](u64(thread.stack) + offset)
        ci = thread.ci
        thread.top = ra + wanted
    source = ci.func + (1 + fixed)
    j: u64 = 0
    while j < wanted:
        ra[j] = source[j] if j < available else NIL
        j += 1
    return ci.base


@kernel(inline=True)
def path_collect(vm: Ptr[VM], base: Ptr[u64], pc: Ptr[u64]) -> Ptr[u64]:
    """A safepoint. Returns the frame's base, since a finalizer may have moved the stack."""
    if likely(vm.gc_debt < 0):
        return base
    save_pc(vm, pc)
    collector_step(vm)
    return vm.current.base


# --- calls and returns ----------------------------------------------------------------------


@kernel(inline=True)
def path_call(vm: Ptr[VM], func: Ptr[u64], arguments: u64, results: u64, pc: Ptr[u64]) -> i64:
    """OP_CALL: -1 if a Lua frame was pushed in line, else an ACTION_*."""
    thread = vm.current
    ci = thread.ci
    ci.savedpc = u64(pc)
    top = thread.top
    if arguments != 0:
        top = func + arguments
    value = func[0]
    if likely(is_function(value)):
        closure = as_closure(value)
        if likely(closure.is_builtin == 0):
            p = closure.proto
            base = func + 1
            size = i64(p.maxstack)
            limit = base + size
            if likely(
                p.is_vararg == 0
                and ci != thread.end_ci
                and u64(limit) + 160 < u64(thread.stack_last)
                and top <= base + i64(p.numparams)
                and p.hot_calls != 0
            ):
                p.hot_calls -= 1
                new = ci + 1
                thread.ci = new
                new.func = func
                new.base = base
                new.top = limit
                new.savedpc = u64(p.code)
                new.nresults = i32(i64(results)) - 1
                new.tailcalls = 0
                new.cont = CONT_NONE
                new.flags = FRAME_LUA
                new.k = p.k
                thread.base = base
                while top < limit:
                    top[0] = NIL
                    top = top + 1
                thread.top = limit
                return -1
    thread.top = top
    return call_slow(vm, func, i32(i64(results)) - 1)


@kernel(noinline=True)
def call_slow(vm: Ptr[VM], func: Ptr[u64], results: i32) -> i64:
    """A call that is not a simple one of a Lua function. Answers with an ACTION_*."""
    value = func[0]
    hot = False
    if is_function(value) and as_closure(value).is_builtin == 0:
        hot = as_closure(value).proto.hot_calls == 0
    action = precall(vm, func, results, CONT_NONE, 0)
    if hot:
        return hot_function(vm)
    return action


@kernel(noinline=True)
def path_tail_call(vm: Ptr[VM], func: Ptr[u64], arguments: u64, pc: Ptr[u64]) -> i64:
    """OP_TAILCALL: the callee takes over this frame's place. Answers with an ACTION_*."""
    thread = vm.current
    ci = thread.ci
    ci.savedpc = u64(pc)
    if arguments != 0:
        thread.top = func + arguments
    if vm.hooked_threads != 0:
        return hooked_tail_call(vm, func)
    value = func[0]
    if not is_function(value):
        func = prepare_call_method(vm, func)
        ci = thread.ci
        value = func[0]
    if as_closure(value).is_builtin != 0:
        # PUC runs built-in functions as ordinary calls here; RETURN follows in the code.
        return precall(vm, func, ALL_RESULTS, CONT_NONE, 0)
    if ci == thread.end_ci:
        # PUC has a frame for the callee before it takes this one's place.
        grow_ci(vm, thread)
        ci = thread.ci
    path_close(vm, ci.base)
    target = ci.func
    count = (u64(thread.top) - u64(func)) >> 3
    j: u64 = 0
    while j < count:
        target[j] = func[j]
        j += 1
    thread.top = target + count
    results = ci.nresults
    cont = ci.cont
    flags = ci.flags
    lost = ci.tailcalls
    caller = ci - 1
    thread.ci = caller
    thread.base = caller.base
    action = precall(vm, target, results, cont, flags & ~(FRAME_CCALL | FRAME_LUA))
    new = thread.ci
    new.flags = new.flags | (flags & FRAME_CCALL)
    new.tailcalls = lost + 1
    return action


@kernel(inline=True)
def path_return(vm: Ptr[VM], first: Ptr[u64], count: u64) -> i64:
    """OP_RETURN: -1 if the caller is Lua code that simply goes on, else an ACTION_*."""
    thread = vm.current
    ci = thread.ci
    n = count - 1
    if count == 0:
        n = (u64(thread.top) - u64(first)) >> 3
    up = thread.open_upvalues
    if likely(ci.cont == CONT_NONE and (up == null or up.v < ci.base)):
        caller = ci - 1
        target = ci.func
        wanted = ci.nresults
        thread.ci = caller
        thread.base = caller.base
        if wanted == 1:
            target[0] = first[0] if n != 0 else NIL
            thread.top = caller.top
        elif wanted == 0:
            thread.top = caller.top
        elif wanted < 0:
            j: u64 = 0
            while j < n:
                target[j] = first[j]
                j += 1
            thread.top = target + n
        else:
            k: u64 = 0
            while k < n and k < u64(i64(wanted)):
                target[k] = first[k]
                k += 1
            while k < u64(i64(wanted)):
                target[k] = NIL
                k += 1
            thread.top = caller.top
        return -1
    return return_slow(vm, first, n)


@kernel(noinline=True)
def return_slow(vm: Ptr[VM], first: Ptr[u64], count: u64) -> i64:
    thread = vm.current
    path_close(vm, thread.ci.base)
    return finish_call(vm, first, i64(count))


@kernel
def path_call_method(vm: Ptr[VM], cont: u64, results: u64, pc: Ptr[u64]) -> i64:
    save_pc(vm, pc)
    return push_method_call(vm, u32(cont), i32(i64(results)))


@kernel
def path_call_iterator(vm: Ptr[VM], ra: Ptr[u64], count: u64, cont: u64, pc: Ptr[u64]) -> i64:
    """Call the iterator of a generic `for`. Answers with an ACTION_*."""
    save_pc(vm, pc)
    thread = vm.current
    offset = u64(ra) - u64(thread.stack)
    func = ra + 3
    func[0] = ra[0]
    func[1] = ra[1]
    func[2] = ra[2]
    thread.top = func + 3
    check_stack(vm, thread, 1)
    func = Ptr[u64](u64(thread.stack) + offset) + 3
    return precall(vm, func, i32(i64(count)), u32(cont), FRAME_CCALL)


@kernel(inline=True)
def path_clear(first: Ptr[u64], last: Ptr[u64]) -> None:
    while first <= last:
        first[0] = NIL
        first = first + 1


@kernel(noinline=True)
def path_power(left: u64, right: u64) -> u64:
    return from_number(c_pow(from_bits(left), from_bits(right)))


@kernel(noinline=True, cold=True, noreturn=True)
def path_illegal(vm: Ptr[VM], word: u64) -> None:
    """An instruction that quickening never makes was reached: memory is damaged."""
    throw_text(vm, b"illegal instruction")
