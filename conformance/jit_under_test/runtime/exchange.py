"""Calls of Lua functions by the host, in one piece of machine code.

`vm.exchange` holds a function and its arguments on the way in, and its results on the way out.
What does not fit there goes over the stack, which the host then reads by itself.
"""

from conformance.jit_under_test.kernel import Ptr, i64, kernel, u64
from conformance.jit_under_test.runtime.memory_map import EXCHANGE_WORDS
from conformance.jit_under_test.runtime.objects import STATUS_OK, VM
from conformance.jit_under_test.runtime.protected import call_protected
from conformance.jit_under_test.runtime.values import MAX_NUMBER

# What `call_exchanged` answers. Below MIXED: so many results, all of them numbers.
MIXED = 1 << 8  # plus the count of results
STACKED = 1 << 16  # there are more; plus the offset in the stack of the first, up to the top
NO_ROOM = 1 << 40  # nothing was called: the stack has to grow first
FAILED = 1 << 41  # plus the STATUS_*; vm.error_value says the rest


@kernel
def call_exchanged(vm: Ptr[VM], packed: u64) -> u64:
    """Call the function in `vm.exchange` with the `packed >> 1` arguments behind it.

    If bit 0 of `packed` is clear, these are numbers of the host, of which any NaN must become one
    that is no tagged value.
    """
    thread = vm.current
    count = i64(packed >> 1)
    func = thread.top
    if i64(u64(thread.stack_last) - u64(func)) <= 8 * (count + 1):
        return NO_ROOM
    func[0] = vm.exchange[0]
    for j in range(1, count + 1):
        word = vm.exchange[j]
        if (packed & 1) == 0 and word > MAX_NUMBER:
            word = MAX_NUMBER
        func[j] = word
    thread.top = func + (count + 1)
    offset = u64(func) - u64(thread.stack)
    status = call_protected(vm, func, -1)
    if status != STATUS_OK:
        return FAILED + u64(status)
    first = Ptr[u64](u64(thread.stack) + offset)
    results = (u64(thread.top) - u64(first)) >> 3
    if results > EXCHANGE_WORDS:
        return STACKED + offset
    answer = results
    for j in range(i64(results)):
        word = first[j]
        vm.exchange[j] = word
        if word > MAX_NUMBER:
            answer = MIXED + results
    thread.top = first
    return answer
