"""Calls and returns: frames on the thread's own stacks, never on the native one.

A call pushes a `CallInfo`; its `cont` says what happens on return. Kernel code that makes a
call or a return answers with an ACTION_*, which tells the interpreter (machine code, or the
reference executor in Python) how to go on. So pcall, coroutines, metamethods and iterators
need no native recursion: what would be C code after a call in PUC is a continuation here.
"""

from conformance.jit_under_test.kernel import (
    Fn,
    Ptr,
    call_ptr,
    declare,
    f64,
    i32,
    i64,
    kernel,
    u32,
    u64,
    unlikely,
)
from conformance.jit_under_test.runtime.continuations import run_continuation
from conformance.jit_under_test.runtime.coroutines import finish_coroutine
from conformance.jit_under_test.runtime.errors import (
    throw_c_overflow,
    throw_call_error,
    throw_in_handler,
)
from conformance.jit_under_test.runtime.metamethods import EVENT_CALL, method_of
from conformance.jit_under_test.runtime.objects import (
    ACTION_CONTINUE,
    ACTION_EXIT,
    ACTION_RESUME,
    CONT_BUILTIN,
    CONT_COROUTINE,
    CONT_ENTRY,
    CONT_NONE,
    FRAME_BUILTIN,
    FRAME_CCALL,
    FRAME_LUA,
    MAX_CCALLS,
    MIN_STACK,
    STATUS_OK,
    VM,
    Closure,
    Proto,
    Thread,
)
from conformance.jit_under_test.runtime.stacks import check_stack, next_ci
from conformance.jit_under_test.runtime.strings import string_literal
from conformance.jit_under_test.runtime.tables import table_new, table_set_int, table_set_str
from conformance.jit_under_test.runtime.values import (
    NIL,
    as_closure,
    from_number,
    from_table,
    is_function,
)

VARARG_NEEDS_ARG = 4


@declare
def collector_step(vm: Ptr[VM]) -> None: ...


@declare
def hook_call(vm: Ptr[VM]) -> None: ...


@declare
def hook_return(vm: Ptr[VM], first: Ptr[u64], count: i64) -> Ptr[u64]: ...


@kernel(noinline=True)
def enter_c_call(vm: Ptr[VM], thread: Ptr[Thread]) -> None:
    """Count a call that PUC would make from C, within its limit."""
    thread.n_ccalls += 1
    if thread.n_ccalls >= MAX_CCALLS:
        if thread.n_ccalls == MAX_CCALLS:
            throw_c_overflow(vm)
        elif thread.n_ccalls >= MAX_CCALLS + (MAX_CCALLS >> 3):
            throw_in_handler(vm)


@kernel(noinline=True, cold=True)
def prepare_call_method(vm: Ptr[VM], func: Ptr[u64]) -> Ptr[u64]:
    """Insert the `__call` metamethod below the called value. Returns the slot, maybe moved."""
    thread = vm.current
    method = method_of(vm, func[0], EVENT_CALL)
    if not is_function(method):
        throw_call_error(vm, func[0])
    offset = u64(func) - u64(thread.stack)
    check_stack(vm, thread, 1)
    func = Ptr[u64](u64(thread.stack) + offset)
    p = thread.top
    while p > func:
        p[0] = (p - 1)[0]
        p = p - 1
    thread.top = thread.top + 1
    func[0] = method
    return func


@kernel(noinline=True)
def adjust_varargs(vm: Ptr[VM], thread: Ptr[Thread], p: Ptr[Proto], func: Ptr[u64]) -> Ptr[u64]:
    """Move the fixed parameters above the extra arguments. Returns the new base.

    The function is copied to the slot below the base, where code finds its closure. The
    caller has made room.
    """
    fixed = i64(p.numparams)
    actual = i64((u64(thread.top) - u64(func)) >> 3) - 1
    while actual < fixed:
        thread.top[0] = NIL
        thread.top = thread.top + 1
        actual += 1
    argument_table = NIL
    if (p.is_vararg & VARARG_NEEDS_ARG) != 0:
        extra = actual - fixed
        t = table_new(vm, u64(extra), u64(1))
        argument_table = from_table(t)
        for j in range(extra):
            table_set_int(vm, t, j + 1, func[1 + fixed + j])
        table_set_str(vm, t, string_literal(vm, b"n", 1), from_number(f64(extra)))
    source = thread.top - actual
    thread.top[0] = func[0]
    base = thread.top + 1
    for j in range(fixed):
        base[j] = source[j]
        source[j] = NIL
    thread.top = base + fixed
    if (p.is_vararg & 1) != 0:
        thread.top[0] = argument_table
        thread.top = thread.top + 1
    return base


@kernel
def push_lua_frame(
    vm: Ptr[VM], closure: Ptr[Closure], func: Ptr[u64], nresults: i32, cont: u32, flags: u32
) -> None:
    """Push the frame of a Lua function whose arguments stand between `func` and the top."""
    thread = vm.current
    p = closure.proto
    size = i64(p.maxstack)
    if i64(u64(thread.stack_last) - u64(thread.top)) <= (size + i64(p.numparams) + 2) * 8:
        offset = u64(func) - u64(thread.stack)
        check_stack(vm, thread, u64(size) + u64(p.numparams) + 2)
        func = Ptr[u64](u64(thread.stack) + offset)
    base = func + 1
    if p.is_vararg == 0:
        limit = base + i64(p.numparams)
        if thread.top > limit:
            thread.top = limit
    else:
        base = adjust_varargs(vm, thread, p, func)
    ci = next_ci(vm, thread)
    ci.func = func
    ci.base = base
    ci.top = base + size
    ci.savedpc = u64(p.code)
    ci.nresults = nresults
    ci.tailcalls = 0
    ci.cont = cont
    ci.flags = flags | FRAME_LUA
    ci.k = p.k
    thread.base = base
    slot = thread.top
    while slot < ci.top:
        slot[0] = NIL
        slot = slot + 1
    thread.top = ci.top
    if (p.is_vararg & VARARG_NEEDS_ARG) != 0 and vm.gc_debt >= 0:
        collector_step(vm)
    if unlikely(vm.hooked_threads != 0):
        hook_call(vm)


@kernel
def call_builtin(
    vm: Ptr[VM], closure: Ptr[Closure], func: Ptr[u64], nresults: i32, cont: u32, flags: u32
) -> i64:
    """Call a built-in function and finish its return. Answers with an ACTION_*."""
    thread = vm.current
    if i64(u64(thread.stack_last) - u64(thread.top)) <= MIN_STACK * 8:
        offset = u64(func) - u64(thread.stack)
        check_stack(vm, thread, MIN_STACK)
        func = Ptr[u64](u64(thread.stack) + offset)
    ci = next_ci(vm, thread)
    ci.func = func
    ci.base = func + 1
    ci.top = thread.top + MIN_STACK
    ci.savedpc = 0
    ci.nresults = nresults
    ci.tailcalls = 0
    ci.cont = cont
    ci.flags = flags | FRAME_BUILTIN
    ci.extra = 0
    thread.base = func + 1
    if unlikely(vm.hooked_threads != 0):
        hook_call(vm)
    count = call_ptr(Fn[[Ptr[VM]], i64], closure.fn, vm)
    if count < 0:
        return -1 - count
    if unlikely(vm.gc_debt >= 0):
        collector_step(vm)
    return finish_call(vm, vm.current.top - count, count)


@kernel
def precall(vm: Ptr[VM], func: Ptr[u64], nresults: i32, cont: u32, flags: u32) -> i64:
    """Call the value at `func` with the arguments up to the top. Answers with an ACTION_*.

    A Lua function's frame is only pushed (ACTION_RESUME runs it); a built-in function has
    run and returned when this answers.
    """
    if (flags & FRAME_CCALL) != 0:
        enter_c_call(vm, vm.current)
    if not is_function(func[0]):
        func = prepare_call_method(vm, func)
    closure = as_closure(func[0])
    if closure.is_builtin != 0:
        return call_builtin(vm, closure, func, nresults, cont, flags)
    push_lua_frame(vm, closure, func, nresults, cont, flags)
    return ACTION_RESUME


@kernel(inline=True)
def move_results(first: Ptr[u64], count: i64, target: Ptr[u64], wanted: i32) -> Ptr[u64]:
    """Copy `count` results to `target`, cut or padded to `wanted` (-1: all). Returns the end."""
    limit = i64(wanted)
    if limit < 0:
        limit = count
    j: i64 = 0
    while j < limit and j < count:
        target[j] = first[j]
        j += 1
    while j < limit:
        target[j] = NIL
        j += 1
    return target + limit


@kernel
def finish_call(vm: Ptr[VM], first: Ptr[u64], count: i64) -> i64:
    """Return `count` values from the innermost frame. Answers with an ACTION_*.

    Runs the continuations of built-in functions that waited for it, however many.
    """
    while True:
        if unlikely(vm.hooked_threads != 0):
            first = hook_return(vm, first, count)
        thread = vm.current
        ci = thread.ci
        target = ci.func
        cont = ci.cont
        wanted = ci.nresults
        if (ci.flags & FRAME_CCALL) != 0:
            thread.n_ccalls -= 1
        caller = ci - 1
        thread.ci = caller
        thread.base = caller.base
        end = move_results(first, count, target, wanted)
        thread.top = end
        if cont == CONT_NONE:
            if wanted >= 0:
                thread.top = caller.top
            return ACTION_RESUME
        if cont == CONT_ENTRY:
            vm.error_status = STATUS_OK
            return ACTION_EXIT
        if cont < CONT_BUILTIN:
            vm.pending_cont = cont
            vm.result = target[0]
            thread.top = caller.top
            return ACTION_CONTINUE
        if cont == CONT_COROUTINE:
            count = finish_coroutine(vm, target, i64((u64(end) - u64(target)) >> 3))
        else:
            count = run_continuation(vm, cont)
        if count < 0:
            return -1 - count
        first = vm.current.top - count


@kernel(noinline=True)
def push_method_call(vm: Ptr[VM], cont: u32, nresults: i32) -> i64:
    """Call the pending metamethod above the current Lua frame. Answers with an ACTION_*."""
    thread = vm.current
    func = thread.ci.top
    thread.top = func
    count = i64(vm.method_count)
    if i64(u64(thread.stack_last) - u64(func)) <= 5 * 8:
        offset = u64(func) - u64(thread.stack)
        check_stack(vm, thread, 5)
        func = Ptr[u64](u64(thread.stack) + offset)
    func[0] = vm.method
    for j in range(count):
        func[1 + j] = vm.method_args[j]
    thread.top = func + (count + 1)
    return precall(vm, func, nresults, cont, FRAME_CCALL)
