"""Coroutines: resume and yield switch the current thread, nothing else.

A resumed thread runs in the same native entry as its resumer; its first frame's continuation
is CONT_COROUTINE. A yield is possible unless PUC would have C code in between, which the
thread's count of C calls says.
"""

from conformance.jit_under_test.kernel import (
    Ptr,
    addr_of,
    declare,
    from_bits,
    i32,
    i64,
    kernel,
    null,
    u8,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.errors import ask_handler, throw_text, where_value
from conformance.jit_under_test.runtime.numbers import number_to_string
from conformance.jit_under_test.runtime.objects import (
    CO_DEAD,
    CO_NORMAL,
    CO_RUNNING,
    CO_SUSPENDED,
    CONT_COROUTINE,
    MAX_CCALLS,
    STATUS_ERROR,
    STATUS_LIMIT,
    VM,
    String,
    Thread,
)
from conformance.jit_under_test.runtime.stacks import check_stack
from conformance.jit_under_test.runtime.values import (
    FALSE,
    NIL,
    TRUE,
    as_string,
    from_string,
    is_number,
    is_string,
)


@declare
def precall(vm: Ptr[VM], func: Ptr[u64], nresults: i32, cont: u32, flags: u32) -> i64: ...


@declare
def finish_call(vm: Ptr[VM], first: Ptr[u64], count: i64) -> i64: ...


@declare
def string_new(vm: Ptr[VM], data: Ptr[u8], length: u64) -> Ptr[String]: ...


@kernel
def status_name(co: Ptr[Thread]) -> Ptr[u8]:
    """The thread's status as coroutine.status says it."""
    if co.status == CO_SUSPENDED:
        return b"suspended"
    if co.status == CO_RUNNING:
        return b"running"
    return b"normal" if co.status == CO_NORMAL else b"dead"


@kernel
def resume_failure(vm: Ptr[VM], co: Ptr[Thread]) -> Ptr[u8]:
    """Why `co` can't be resumed now; null if it can."""
    if co.status == CO_SUSPENDED:
        if vm.current.n_ccalls < MAX_CCALLS:
            return null
        if co.ci == co.base_ci:
            co.status = CO_DEAD
        return b"C stack overflow"
    if co.status == CO_DEAD:
        return b"cannot resume dead coroutine"
    if co.status == CO_RUNNING:
        return b"cannot resume running coroutine"
    return b"cannot resume normal coroutine"


@kernel
def resume(vm: Ptr[VM], co: Ptr[Thread], nargs: i64) -> i64:
    """Switch to a suspended thread with the top `nargs` values. Answers with an ACTION_*."""
    thread = vm.current
    check_stack(vm, co, u64(nargs) + 1)
    source = thread.top - nargs
    target = co.top
    for j in range(nargs):
        target[j] = source[j]
    co.top = target + nargs
    thread.top = source
    thread.status = CO_NORMAL
    co.resumer = thread
    co.status = CO_RUNNING
    co.n_ccalls = thread.n_ccalls + 1
    co.base_ccalls = co.n_ccalls
    vm.current = co
    if co.ci == co.base_ci:
        return precall(vm, target - 1, -1, CONT_COROUTINE, 0)
    return finish_call(vm, target, nargs)


@kernel
def switch_back(vm: Ptr[VM], first: Ptr[u64], count: i64, lead: i64) -> i64:
    """Make the resumer current and hand it `count` values. Returns how many it gets in all.

    The values go on top of the resumer's stack, after `true` unless it called a wrap function.
    """
    co = vm.current
    thread = co.resumer
    vm.current = thread
    thread.status = CO_RUNNING
    check_stack(vm, thread, u64(count) + 1)
    target = thread.top
    extra: i64 = 0
    if thread.ci.extra == 0:
        target[0] = TRUE if lead != 0 else FALSE
        target = target + 1
        extra = 1
    for j in range(count):
        target[j] = first[j]
    thread.top = target + count
    return count + extra


@kernel
def finish_coroutine(vm: Ptr[VM], first: Ptr[u64], count: i64) -> i64:
    """The thread's function returned: it is dead; its results go to the resumer."""
    co = vm.current
    co.status = CO_DEAD
    co.n_ccalls -= 1
    co.top = first
    return switch_back(vm, first, count, 1)


@kernel(cold=True)
def pass_error_on(vm: Ptr[VM]) -> None:
    """Make an error of a wrapped coroutine one of the wrap function's caller."""
    value = vm.error_value
    if is_number(value):
        value = from_string(number_to_string(vm, from_bits(value)))
    if is_string(value):
        value = where_value(vm, 1, as_string(value))
    vm.error_value = ask_handler(vm, value)
    vm.error_status = STATUS_ERROR


@kernel(cold=True)
def fail_coroutine(vm: Ptr[VM]) -> i64:
    """The current thread dies of vm.error_value. Answers with an ACTION_*, -1: unwind further."""
    co = vm.current
    co.status = CO_DEAD
    if vm.error_status == STATUS_LIMIT or co.resumer.ci.extra != 0:
        thread = co.resumer
        vm.current = thread
        thread.status = CO_RUNNING
        if vm.error_status != STATUS_LIMIT:
            pass_error_on(vm)
        return -1
    value = vm.error_value
    vm.error_value = NIL
    vm.scratch[0] = value
    count = switch_back(vm, addr_of(vm.scratch[0]), 1, 0)
    return finish_call(vm, vm.current.top - count, count)


@kernel
def yield_values(vm: Ptr[VM], count: i64) -> i64:
    """Suspend the current thread from a built-in function. Answers with an ACTION_*."""
    co = vm.current
    if co.n_ccalls > co.base_ccalls:
        throw_text(vm, b"attempt to yield across metamethod/C-call boundary")
    co.status = CO_SUSPENDED
    co.n_ccalls -= 1
    first = co.top - count
    co.top = first
    total = switch_back(vm, first, count, 1)
    return finish_call(vm, vm.current.top - total, total)
