"""table.sort: PUC's quicksort, comparison for comparison.

The order in which elements are compared shows in a program that counts calls of its order
function, or gives an inconsistent one; so the choice of pivots and all accesses to the table
are those of PUC. Each part of the array gets a median of three as pivot; the smaller side is
sorted by recursion, the larger one by going round the loop.

Values that are being compared stand in stack slots, for the collector's sake: an order
function may remove them from the table.
"""

from typing import Any, Final

from conformance.jit_under_test.kernel import Ptr, from_bits, i64, kernel, u64
from conformance.jit_under_test.runtime.arguments import check_function, check_table, is_absent
from conformance.jit_under_test.runtime.errors import throw_library_error
from conformance.jit_under_test.runtime.metamethods import compare_method
from conformance.jit_under_test.runtime.objects import VM, Table
from conformance.jit_under_test.runtime.protected import call_value
from conformance.jit_under_test.runtime.strings import string_compare
from conformance.jit_under_test.runtime.tables import table_get_int, table_length, table_set_int
from conformance.jit_under_test.runtime.values import NIL, as_string, is_falsy, is_number, is_string

SLOT_FUNCTION: Final = 1  # slots of the frame, above the table
SLOT_PIVOT: Final = 2
SLOT_LEFT: Final = 3
SLOT_RIGHT: Final = 4
FRAME_SLOTS: Final = 5


@kernel(cold=True, noinline=True, noreturn=True)
def throw_order_error(vm: Ptr[VM]) -> None:
    throw_library_error(vm, b"invalid order function for sorting")


@kernel(noinline=True)
def call_order(vm: Ptr[VM], function: u64, a: u64, b: u64) -> bool:
    """Is function(a, b) true?"""
    thread = vm.current
    func = thread.top
    func[0] = function
    func[1] = a
    func[2] = b
    thread.top = func + 3
    call_value(vm, func, 1)
    thread = vm.current
    thread.top = thread.top - 1
    return not is_falsy(thread.top[0])


@kernel(noinline=True)
def less_by_method(vm: Ptr[VM], a: u64, b: u64) -> bool:
    """a < b for values that need a metamethod; raises if there is none."""
    compare_method(vm, 0, a, b, 0)
    return call_order(vm, vm.method, a, b)


@kernel(inline=True)
def sort_less(vm: Ptr[VM], a: u64, b: u64) -> bool:
    """Does a go before b?"""
    function = vm.current.base[SLOT_FUNCTION]
    if function != NIL:
        return call_order(vm, function, a, b)
    if is_number(a) and is_number(b):
        return from_bits(a) < from_bits(b)
    if is_string(a) and is_string(b):
        return string_compare(as_string(a), as_string(b)) < 0
    return less_by_method(vm, a, b)


@kernel(inline=True)
def load(vm: Ptr[VM], t: Ptr[Table], index: i64, slot: u64) -> u64:
    """The element at an index, also put into a slot of the frame."""
    value = table_get_int(t, index)
    vm.current.base[slot] = value
    return value


@kernel(inline=True)
def exchange_if_less(vm: Ptr[VM], t: Ptr[Table], upper: i64, lower: i64) -> bool:
    """Exchange two elements if the upper one goes before the lower one."""
    a = load(vm, t, lower, SLOT_LEFT)
    b = load(vm, t, upper, SLOT_RIGHT)
    if not sort_less(vm, b, a):
        return False
    table_set_int(vm, t, lower, b)
    table_set_int(vm, t, upper, a)
    return True


@kernel(noinline=True)
def sort_range(vm: Ptr[VM], t: Ptr[Table], lower: i64, upper: i64) -> None:
    """Sort the elements from `lower` to `upper`."""
    while lower < upper:
        exchange_if_less(vm, t, upper, lower)
        if upper - lower == 1:
            return
        i = (lower + upper) // 2
        if not exchange_if_less(vm, t, i, lower):
            exchange_if_less(vm, t, upper, i)
        if upper - lower == 2:
            return
        pivot = load(vm, t, i, SLOT_PIVOT)
        table_set_int(vm, t, i, table_get_int(t, upper - 1))
        table_set_int(vm, t, upper - 1, pivot)
        i = lower
        j = upper - 1
        while True:
            i += 1
            a = load(vm, t, i, SLOT_LEFT)
            while sort_less(vm, a, pivot):
                if i > upper:
                    throw_order_error(vm)
                i += 1
                a = load(vm, t, i, SLOT_LEFT)
            j -= 1
            b = load(vm, t, j, SLOT_RIGHT)
            while sort_less(vm, pivot, b):
                if j < lower:
                    throw_order_error(vm)
                j -= 1
                b = load(vm, t, j, SLOT_RIGHT)
            if j < i:
                break
            table_set_int(vm, t, i, b)
            table_set_int(vm, t, j, a)
        a = table_get_int(t, upper - 1)
        table_set_int(vm, t, upper - 1, table_get_int(t, i))
        table_set_int(vm, t, i, a)
        if i - lower < upper - i:
            sort_range(vm, t, lower, i - 1)
            lower = i + 1
        else:
            sort_range(vm, t, i + 1, upper)
            upper = i - 1


@kernel
def table_sort(vm: Ptr[VM]) -> i64:
    """table.sort(t [, less])"""
    t = check_table(vm, 1)
    count = i64(table_length(t))
    thread = vm.current
    if is_absent(vm, 2):
        thread.base[SLOT_FUNCTION] = NIL
    else:
        check_function(vm, 2)
    thread.base[SLOT_PIVOT] = NIL
    thread.base[SLOT_LEFT] = NIL
    thread.base[SLOT_RIGHT] = NIL
    thread.top = thread.base + FRAME_SLOTS
    sort_range(vm, t, 1, count)
    return 0


FUNCTIONS: Final[dict[bytes, Any]] = {b"sort": table_sort}
