"""Where the interpreter hands over: to fragments, to the recorder, to the clock's owner."""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    declare,
    extern,
    i64,
    kernel,
    sizeof,
    u16,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.collector import collector_step
from conformance.jit_under_test.runtime.exits import ExitDescriptor
from conformance.jit_under_test.runtime.memory_map import EXIT_TABLE
from conformance.jit_under_test.runtime.objects import ACTION_RESUME, MAX_CALLS, VM, CallInfo
from conformance.jit_under_test.runtime.stacks import check_stack, reallocate_ci
from conformance.jit_under_test.runtime.values import as_closure

FRAGMENT_SLOTS: Final = 600  # stack room that any fragment may use above its base
FRAGMENT_FRAMES: Final = 64  # call records that any fragment may push


@extern("host_hot_loop")
def host_hot_loop(vm: Ptr[VM], word: u64) -> i64: ...


@extern("host_hot_function")
def host_hot_function(vm: Ptr[VM]) -> i64: ...


@extern("host_hot_exit")
def host_hot_exit(vm: Ptr[VM], exit: u64) -> i64: ...


@extern("host_clock")
def host_clock(vm: Ptr[VM]) -> i64: ...


@declare
def jit_enter(vm: Ptr[VM], base: Ptr[u64], code: u64) -> i64: ...


TIER_TRACING: Final = 1  # bit of vm.tier_flags: hot code goes to the recorder
TIER_RECORDING: Final = 2  # a recording is under way, and maybe a function called in it
TIER_STOPPING: Final = 4  # the clock's owner is called behind every exit
NEVER_HOT: Final = 0xFFFF
NOT_WHILE_HOOKED: Final = 1000  # loop edges and calls until code is hot again

STAT_EXITS: Final = 0  # index in vm.statistics: exits taken
STAT_ENTRIES: Final = 1  # fragments entered from the interpreter
STAT_FRAGMENT_CLOCK: Final = 2  # VM instructions executed in fragments


@kernel(noinline=True)
def path_hot_loop(vm: Ptr[VM], word: u64, target: u64) -> i64:
    """A loop edge's counter ran out; execution goes on at `target`. Answers with an ACTION_*."""
    vm.current.ci.savedpc = target
    if vm.hooked_threads != 0:
        Ptr[u16](word)[1] = NOT_WHILE_HOOKED
        return ACTION_RESUME
    if (vm.tier_flags & TIER_TRACING) == 0:
        Ptr[u16](word)[1] = NEVER_HOT
        return ACTION_RESUME
    return host_hot_loop(vm, word)


@kernel(noinline=True)
def hot_function(vm: Ptr[VM]) -> i64:
    """A hot function's frame was just pushed. Answers with an ACTION_*."""
    thread = vm.current
    p = as_closure(thread.ci.func[0]).proto
    if (vm.tier_flags & TIER_RECORDING) != 0:
        return ACTION_RESUME  # the recorder wants to see the callee's instructions
    if vm.hooked_threads != 0:
        p.hot_calls = NOT_WHILE_HOOKED
        return ACTION_RESUME
    if p.entry_fragment != 0:
        return run_fragment(vm, p.entry_fragment)
    if (vm.tier_flags & TIER_TRACING) == 0:
        p.hot_calls = NEVER_HOT
        return ACTION_RESUME
    return host_hot_function(vm)


@kernel(noinline=True)
def path_enter_fragment(vm: Ptr[VM], number: u64, target: u64) -> i64:
    """Run fragment `number`, which begins at pc `target`. Answers with an ACTION_*."""
    vm.current.ci.savedpc = target
    return run_fragment(vm, Ptr[u64](vm.fragment_entry)[number])


@kernel
def run_fragment(vm: Ptr[VM], code: u64) -> i64:
    """Run a fragment's code on the current frame, if the stacks have room and no hook is set."""
    if vm.hooked_threads != 0:
        return ACTION_RESUME
    thread = vm.current
    if (u64(thread.end_ci) - u64(thread.ci)) < FRAGMENT_FRAMES * sizeof(CallInfo):
        # Only by doubling, as calls do, so that a stack overflow comes at the same depth.
        size = u64(thread.ci_size)
        while size - u64(thread.ci_size) < FRAGMENT_FRAMES:
            size = size * 2
        if size > MAX_CALLS:
            return ACTION_RESUME
        reallocate_ci(vm, thread, size)
    if (u64(thread.stack_last) - u64(thread.top)) <= FRAGMENT_SLOTS * 8:
        check_stack(vm, thread, FRAGMENT_SLOTS)
    vm.statistics[STAT_ENTRIES] += 1
    clock = vm.clock
    exit = u64(jit_enter(vm, thread.base, code))
    vm.exit_id = u32(exit)
    vm.statistics[STAT_EXITS] += 1
    descriptor = Ptr[ExitDescriptor](EXIT_TABLE) + exit
    descriptor.hits += 1
    thread.n_ccalls += u16(descriptor.ccalls)
    vm.statistics[STAT_FRAGMENT_CLOCK] += vm.clock - clock
    if vm.gc_debt >= 0:
        collector_step(vm)
    if descriptor.count != 0:
        descriptor.count -= 1
        if descriptor.count == 0:
            return host_hot_exit(vm, exit)
    if (vm.tier_flags & (TIER_STOPPING | TIER_RECORDING)) == TIER_STOPPING:
        vm.clock_limit = vm.clock
    return ACTION_RESUME


@kernel(noinline=True)
def path_clock(vm: Ptr[VM]) -> i64:
    """The clock reached its limit before an instruction: the host decides. An ACTION_*."""
    return host_clock(vm)
