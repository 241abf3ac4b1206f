"""Coroutine manipulation (manual, section 5.2) over coroutines.py."""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, i64, kernel, null, u64
from conformance.jit_under_test.runtime.arguments import (
    argument,
    argument_count,
    argument_error,
    builtin_upvalue,
    c_strlen,
    push,
    return_string,
    return_value,
)
from conformance.jit_under_test.runtime.coroutines import (
    resume,
    resume_failure,
    status_name,
    yield_values,
)
from conformance.jit_under_test.runtime.errors import throw_library_error
from conformance.jit_under_test.runtime.hooks import inherit_hook
from conformance.jit_under_test.runtime.objects import CLOSURE_UPVALUES, VM, Thread
from conformance.jit_under_test.runtime.state import thread_new
from conformance.jit_under_test.runtime.strings import string_new
from conformance.jit_under_test.runtime.upvalues import builtin_new
from conformance.jit_under_test.runtime.values import (
    FALSE,
    NIL,
    as_closure,
    as_thread,
    from_closure,
    from_string,
    from_thread,
    is_function,
    is_thread,
)


@kernel
def check_coroutine(vm: Ptr[VM]) -> Ptr[Thread]:
    """The first argument as a thread."""
    value = argument(vm, 1)
    if not is_thread(value):
        argument_error(vm, 1, b"coroutine expected")
    return as_thread(value)


@kernel
def new_coroutine(vm: Ptr[VM]) -> Ptr[Thread]:
    """A suspended thread that will run the first argument."""
    function = argument(vm, 1)
    if not is_function(function) or as_closure(function).is_builtin != 0:
        argument_error(vm, 1, b"Lua function expected")
    co = thread_new(vm)
    co.globals = vm.current.globals
    inherit_hook(vm, co)
    co.top[0] = function
    co.top = co.top + 1
    return co


@kernel
def coroutine_create(vm: Ptr[VM]) -> i64:
    """coroutine.create(f)"""
    return return_value(vm, from_thread(new_coroutine(vm)))


@kernel
def coroutine_resume(vm: Ptr[VM]) -> i64:
    """coroutine.resume(co, ...)"""
    co = check_coroutine(vm)
    failure = resume_failure(vm, co)
    if failure != null:
        push(vm, FALSE)
        push(vm, from_string(string_new(vm, failure, c_strlen(failure))))
        return 2
    return -1 - resume(vm, co, i64(argument_count(vm)) - 1)


@kernel
def coroutine_wrapped(vm: Ptr[VM]) -> i64:
    """What coroutine.wrap returns: resumes its upvalue, passes errors on."""
    co = as_thread(builtin_upvalue(vm, 0))
    failure = resume_failure(vm, co)
    if failure != null:
        throw_library_error(vm, failure)
    vm.current.ci.extra = 1
    return -1 - resume(vm, co, i64(argument_count(vm)))


@kernel
def coroutine_wrap(vm: Ptr[VM]) -> i64:
    """coroutine.wrap(f); the returned function's model is an upvalue"""
    co = new_coroutine(vm)
    model = as_closure(builtin_upvalue(vm, 0))
    closure = builtin_new(vm, model.fn, u64(model.builtin), 1, vm.globals)
    Ptr[u64](u64(closure) + CLOSURE_UPVALUES)[0] = from_thread(co)
    return return_value(vm, from_closure(closure))


@kernel
def coroutine_yield(vm: Ptr[VM]) -> i64:
    """coroutine.yield(...)"""
    return -1 - yield_values(vm, i64(argument_count(vm)))


@kernel
def coroutine_status(vm: Ptr[VM]) -> i64:
    """coroutine.status(co)"""
    name = status_name(check_coroutine(vm))
    return return_string(vm, string_new(vm, name, c_strlen(name)))


@kernel
def coroutine_running(vm: Ptr[VM]) -> i64:
    """coroutine.running(): nil in the main thread"""
    if vm.current == vm.main_thread:
        return return_value(vm, NIL)
    return return_value(vm, from_thread(vm.current))


FUNCTIONS: Final = {
    b"create": coroutine_create,
    b"resume": coroutine_resume,
    b"running": coroutine_running,
    b"status": coroutine_status,
    b"wrap": coroutine_wrap,
    b"yield": coroutine_yield,
}
INTERNAL: Final = {b"wrapped": coroutine_wrapped}
UPVALUES: Final = {b"wrap": (b"wrapped",)}
