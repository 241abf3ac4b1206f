"""The basic functions (manual, section 5.1) that need no host."""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, i64, kernel, u64
from conformance.jit_under_test.runtime.arguments import (
    argument,
    argument_count,
    check_any,
    check_table,
    opt_integer,
    return_bool,
    return_value,
)
from conformance.jit_under_test.runtime.barriers import barrier_back
from conformance.jit_under_test.runtime.errors import throw_value, where_value
from conformance.jit_under_test.runtime.objects import VM
from conformance.jit_under_test.runtime.protected import builtin_pcall, builtin_xpcall
from conformance.jit_under_test.runtime.tables import table_get, table_next, table_set
from conformance.jit_under_test.runtime.values import NIL, as_string, is_string, raw_equal


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
    level = opt_integer(vm, 2, 1)
    value = argument(vm, 1)
    if is_string(value) and level > 0:
        value = where_value(vm, u64(level), as_string(value))
    throw_value(vm, value)


FUNCTIONS: Final = {
    b"error": base_error,
    b"next": base_next,
    b"pcall": builtin_pcall,
    b"rawequal": base_rawequal,
    b"rawget": base_rawget,
    b"rawset": base_rawset,
    b"xpcall": builtin_xpcall,
}
