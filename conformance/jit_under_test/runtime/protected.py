"""pcall, xpcall, and what happens to the stacks when an error is thrown.

A throw leaves the native code at its entry (`vm_throw` in stubs.py), then `unwind` walks the
frames down to the nearest one that catches, and answers how to go on from there.
"""

from conformance.jit_under_test.kernel import (
    Fn,
    Ptr,
    call_ptr,
    declare,
    extern,
    fn_addr,
    i32,
    i64,
    kernel,
    sizeof,
    u8,
    u16,
    u64,
)
from conformance.jit_under_test.runtime.arguments import check_any
from conformance.jit_under_test.runtime.continuations import CONT_PCALL, CONT_TRACED
from conformance.jit_under_test.runtime.coroutines import fail_coroutine
from conformance.jit_under_test.runtime.errors import throw_value
from conformance.jit_under_test.runtime.frames import finish_call, precall
from conformance.jit_under_test.runtime.metamethods import PENDING, index_value
from conformance.jit_under_test.runtime.objects import (
    ACTION_EXIT,
    ACTION_RESUME,
    CONT_COROUTINE,
    CONT_ENTRY,
    FRAME_CATCH,
    FRAME_CCALL,
    MAX_CALLS,
    STATUS_LEAVE,
    STATUS_LIMIT,
    STATUS_OK,
    VM,
    CallInfo,
    Thread,
)
from conformance.jit_under_test.runtime.stacks import check_stack, reallocate_ci
from conformance.jit_under_test.runtime.upvalues import close_upvalues
from conformance.jit_under_test.runtime.values import FALSE, NIL, TRUE, as_closure


@declare
def interpreter_run(vm: Ptr[VM], action: i64) -> i64: ...


@declare
def vm_enter(vm: Ptr[VM], fn: u64, argument: u64) -> i64: ...


@declare(noreturn=True)
def vm_throw(vm: Ptr[VM]) -> None: ...


@extern("host_reference_run")
def host_reference_run(vm: Ptr[VM], action: i64) -> i64: ...


@kernel(inline=True)
def begin_catching(thread: Ptr[Thread]) -> Ptr[CallInfo]:
    """Let the running built-in function's frame catch errors. Returns the frame.

    Its `k` (it needs no constants) remembers the count of C calls and whether hooks may be
    called, for when it does catch.
    """
    ci = thread.ci
    ci.flags = ci.flags | FRAME_CATCH
    ci.k = Ptr[u64](u64(thread.n_ccalls) | (u64(thread.allow_hook) << 16))
    return ci


@kernel
def builtin_pcall(vm: Ptr[VM]) -> i64:
    """pcall(f, ...)"""
    check_any(vm, 1)
    thread = vm.current
    begin_catching(thread)
    return -1 - precall(vm, thread.base, -1, CONT_PCALL, FRAME_CCALL)


@kernel
def builtin_xpcall(vm: Ptr[VM]) -> i64:
    """xpcall(f, handler)"""
    check_any(vm, 2)
    thread = vm.current
    ci = begin_catching(thread)
    ci.extra = thread.base[1]
    thread.top = thread.base + 1
    return -1 - precall(vm, thread.base, -1, CONT_PCALL, FRAME_CCALL)


@kernel
def pcall_done(vm: Ptr[VM]) -> i64:
    """Continuation of pcall and xpcall: put true before the results."""
    thread = vm.current
    check_stack(vm, thread, 1)
    p = thread.top
    while p > thread.base:
        p[0] = (p - 1)[0]
        p = p - 1
    thread.base[0] = TRUE
    thread.top = thread.top + 1
    return i64((u64(thread.top) - u64(thread.base)) >> 3)


@kernel(inline=True)
def entry_frame(vm: Ptr[VM]) -> Ptr[CallInfo]:
    """The frame that was innermost when the innermost native entry was made."""
    return Ptr[CallInfo](u64(vm.entry_thread.base_ci) + vm.entry_calls)


@kernel(cold=True)
def unwind(vm: Ptr[VM]) -> i64:
    """Drop frames down to one that catches the error. Answers with an ACTION_*."""
    while True:
        thread = vm.current
        ci = thread.ci
        while True:
            if thread == vm.entry_thread and ci == entry_frame(vm):
                # The call that the entry is for failed before it had a frame.
                thread.ci = ci
                thread.base = ci.base
                shrink_ci(vm)
                return ACTION_EXIT
            if (ci.flags & FRAME_CATCH) != 0 and vm.error_status != STATUS_LIMIT:
                thread.ci = ci
                thread.base = ci.base
                thread.n_ccalls = u16(u64(ci.k))
                thread.allow_hook = u8(u64(ci.k) >> 16)
                close_upvalues(vm, thread, ci.base)
                thread.base[0] = FALSE
                thread.base[1] = vm.error_value
                thread.top = thread.base + 2
                vm.error_value = NIL
                ci.flags = ci.flags & ~FRAME_CATCH
                ci.extra = 0
                shrink_ci(vm)
                return finish_call(vm, thread.base, 2)
            if ci.cont == CONT_ENTRY:
                thread.ci = ci - 1
                thread.base = thread.ci.base
                thread.top = ci.func
                close_upvalues(vm, thread, ci.func)
                shrink_ci(vm)
                return ACTION_EXIT
            if ci.cont == CONT_COROUTINE:
                break
            ci = ci - 1
        action = fail_coroutine(vm)
        if action >= 0:
            return action


@kernel(cold=True)
def shrink_ci(vm: Ptr[VM]) -> None:
    """After a stack overflow has been handled, take back the extra room for its handler."""
    thread = vm.current
    if u64(thread.ci_size) > MAX_CALLS:
        used = (u64(thread.ci) - u64(thread.base_ci)) // sizeof(CallInfo)
        if used + 1 < MAX_CALLS:
            reallocate_ci(vm, thread, MAX_CALLS)


@kernel(cold=True)
def vm_unwind(vm: Ptr[VM]) -> i64:
    """Called on a native entry's stack after a throw; returns that entry's result.

    If the host made the entry for an executor of its own (`invoke`), that one goes on: the
    result is UNWOUND plus the action then. An entry around one call of the host's own keeps the
    frames: the host raises the error again where it was called from.
    """
    if vm.unwind_to_host == KEEP_FRAMES:
        return i64(vm.error_status)
    action = ACTION_RESUME if vm.error_status == STATUS_LEAVE else unwind(vm)
    if vm.unwind_to_host != 0:
        return UNWOUND + action
    return run_action(vm, action)


UNWOUND = 16
KEEP_FRAMES = 2  # a value of vm.unwind_to_host


@kernel
def run_action(vm: Ptr[VM], action: i64) -> i64:
    """Run what an action asks for until this native entry's frame returns: a STATUS_*."""
    if action == ACTION_EXIT:
        return i64(vm.error_status)
    if vm.reference_tier != 0:
        return host_reference_run(vm, action)
    return interpreter_run(vm, action)


@kernel
def enter_call(vm: Ptr[VM], packed: u64) -> i64:
    """Body of a native entry: call the function at stack offset `packed >> 16`."""
    thread = vm.current
    func = Ptr[u64](u64(thread.stack) + (packed >> 16))
    nresults = i32(packed & 0xFFFF) - 1
    return run_action(vm, precall(vm, func, nresults, CONT_ENTRY, FRAME_CCALL))


@kernel(noinline=True)
def call_protected(vm: Ptr[VM], func: Ptr[u64], nresults: i32) -> i64:
    """Call the value at `func` with the arguments up to the top, in a new native entry.

    Results take the place of `func`. Returns STATUS_OK, or another STATUS_* with
    vm.error_value set and the frames dropped. The stack may have moved.
    """
    thread = vm.current
    offset = u64(func) - u64(thread.stack)
    to_host = vm.unwind_to_host
    entry_thread = vm.entry_thread
    entry_calls = vm.entry_calls
    nested = thread.n_ccalls
    vm.unwind_to_host = 0
    vm.entry_thread = thread
    vm.entry_calls = u64(thread.ci) - u64(thread.base_ci)
    status = vm_enter(vm, fn_addr(enter_call), (offset << 16) | u64(nresults + 1))
    vm.unwind_to_host = to_host
    vm.entry_thread = entry_thread
    vm.entry_calls = entry_calls
    if status != STATUS_OK:
        thread.n_ccalls = nested
        thread.top = Ptr[u64](u64(thread.stack) + offset)
    return status


@kernel
def call_value(vm: Ptr[VM], func: Ptr[u64], nresults: i32) -> None:
    """As call_protected, but an error goes on to whoever catches it."""
    if call_protected(vm, func, nresults) != STATUS_OK:
        vm_throw(vm)


@kernel
def get_index(vm: Ptr[VM], container: u64, key: u64) -> u64:
    """`container[key]` for a built-in function, metamethods included; uses three stack slots."""
    value = index_value(vm, container, key)
    if value != PENDING:
        return value
    thread = vm.current
    func = thread.top
    func[0] = vm.method
    func[1] = vm.method_args[0]
    func[2] = vm.method_args[1]
    thread.top = func + 3
    call_value(vm, func, 1)
    thread = vm.current
    thread.top = thread.top - 1
    return thread.top[0]


@kernel(noinline=True, cold=True)
def call_handler(vm: Ptr[VM], handler: u64, value: u64) -> u64:
    """Call an xpcall handler with the error value where the error happened."""
    thread = vm.current
    check_stack(vm, thread, 2)
    func = thread.top
    func[0] = handler
    func[1] = value
    thread.top = func + 2
    call_value(vm, func, 1)
    thread = vm.current
    thread.top = thread.top - 1
    return thread.top[0]


@kernel
def invoke(vm: Ptr[VM], packed: u64) -> i64:
    """Body of a native entry made by the host: call the kernel function that `packed` describes.

    `packed` is the address of eight words: function, six arguments, result.
    """
    words = Ptr[u64](packed)
    words[7] = call_ptr(
        Fn[[u64, u64, u64, u64, u64, u64], u64],
        words[0],
        words[1],
        words[2],
        words[3],
        words[4],
        words[5],
        words[6],
    )
    return 0


@kernel
def builtin_traced_call(vm: Ptr[VM]) -> i64:
    """traced_call(handler, f, ...): as xpcall with arguments; the host runs main chunks so."""
    thread = vm.current
    ci = begin_catching(thread)
    ci.extra = thread.base[0]
    return -1 - precall(vm, thread.base + 1, -1, CONT_TRACED, FRAME_CCALL)


@kernel
def traced_call_done(vm: Ptr[VM]) -> i64:
    """Continuation of traced_call: true takes the handler's place, before the results."""
    thread = vm.current
    thread.base[0] = TRUE
    return i64((u64(thread.top) - u64(thread.base)) >> 3)


@extern("host_call_builtin")
def host_call_builtin(vm: Ptr[VM], number: u64) -> i64: ...


HOST_RAISED = -100  # the host function set vm.error_value
HOST_PASSED_ON = -101  # likewise, to an error that had been thrown already; status is set too


@kernel
def host_builtin(vm: Ptr[VM]) -> i64:
    """The code of every built-in function that the host has in Python."""
    number = u64(as_closure(vm.current.ci.func[0]).builtin)
    count = host_call_builtin(vm, number)
    return host_result(vm, count)


@kernel(inline=True)
def host_result(vm: Ptr[VM], count: i64) -> i64:
    """The number of results of a host function; raises what it raised."""
    if count == HOST_RAISED:
        throw_value(vm, vm.error_value)
    if count == HOST_PASSED_ON:
        vm_throw(vm)
    return count
