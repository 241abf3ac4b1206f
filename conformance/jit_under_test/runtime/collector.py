"""The garbage collector: incremental tri-colour mark and sweep, in PUC 5.1's structure.

A cycle goes through the states of barriers.py: pause, propagate (gray objects one by one),
the atomic step, sweep of strings, of objects, of userdata, and finalizers. It advances at
safepoints only, when `vm.gc_debt` (bytes allocated beyond PUC's threshold) is not negative.

Two whites let the sweep tell objects that died from ones made since: the atomic step swaps
them, so what still has the old white is dead. The pause between cycles and the work done per
step have PUC's meaning (`setpause`, `setstepmul`). Only the size of an automatic step is
larger than PUC's 1 KiB: each one makes compiled code leave its fragment.
"""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, addr_of, i64, kernel, null, u32, u64
from conformance.jit_under_test.runtime.barriers import (
    STATE_FINALIZE,
    STATE_PAUSE,
    STATE_PROPAGATE,
    STATE_SWEEP,
    STATE_SWEEP_STRINGS,
    STATE_SWEEP_USERDATA,
    WHITES,
    barrier_back,
)
from conformance.jit_under_test.runtime.collector_finalize import (
    call_last_finalizer,
    call_next_finalizer,
    mark_doomed,
    separate_userdata,
)
from conformance.jit_under_test.runtime.collector_mark import (
    mark_roots,
    propagate_all,
    propagate_one,
    start_marking,
)
from conformance.jit_under_test.runtime.collector_sweep import (
    shrink_shared,
    sweep_bucket,
    sweep_list,
)
from conformance.jit_under_test.runtime.memory import set_debt
from conformance.jit_under_test.runtime.objects import VM, GCObject
from conformance.jit_under_test.runtime.tables import (
    table_get,
    table_length,
    table_new,
    table_set,
    table_set_int,
)
from conformance.jit_under_test.runtime.values import LIGHTUSERDATA, NIL, as_table, from_table
from conformance.jit_under_test.runtime.weak import clear_weak_tables

ANCHORS_KEY: Final = LIGHTUSERDATA | 1  # of the table of anchors in the registry
USER_STEP: Final = 1024  # bytes allocated per step; PUC's size
STEP: Final = 16 * 1024  # likewise, of an automatic step
SWEEP_OBJECTS: Final = 40  # objects swept at a time
SWEEP_COST: Final = 10  # work that sweeping one object, or one bucket, counts as
FINALIZER_COST: Final = 100
NEVER: Final = -(1 << 62)  # debt of a stopped collector, and
STOPPED: Final = -(1 << 61)  # what it stays below
STRESS_FULL: Final = 1  # vm.gc_stress: a full collection at every safepoint
STRESS_CRAWL: Final = 2  # a very small step there; other values: half a cycle after so many bytes
CRAWL: Final = 8  # bits of work of a very small step: some cycles in a short program
STRESSED: Final = 1 << 61  # debt of one that collects at every safepoint


@kernel
def atomic(vm: Ptr[VM]) -> None:
    """Finish marking without interruption, and decide what dies."""
    propagate_all(vm)
    vm.gray = vm.weak_tables
    vm.weak_tables = null
    mark_roots(vm)
    propagate_all(vm)
    vm.gray = vm.gray_again
    vm.gray_again = null
    propagate_all(vm)
    doomed = separate_userdata(vm, False)
    mark_doomed(vm)
    doomed += propagate_all(vm)
    clear_weak_tables(vm)
    vm.current_white = vm.current_white ^ WHITES
    vm.sweep_position = 0
    vm.gc_state = STATE_SWEEP_STRINGS
    vm.gc_estimate = vm.memory_used - doomed


@kernel
def advance(vm: Ptr[VM]) -> i64:
    """Do the next bit of a cycle. Returns the work done, in PUC's units."""
    state = vm.gc_state
    if state == STATE_PROPAGATE:
        if vm.gray != null:
            return i64(propagate_one(vm))
        atomic(vm)
        return 0
    if state == STATE_SWEEP_STRINGS:
        before = vm.memory_used
        sweep_bucket(vm, vm.sweep_position)
        vm.gc_estimate -= before - vm.memory_used
        vm.sweep_position += 1
        if vm.sweep_position >= u64(vm.strings.size):
            vm.sweep_position = u64(addr_of(vm.all_objects))
            vm.gc_state = STATE_SWEEP
        return SWEEP_COST
    if state < STATE_FINALIZE and state > STATE_SWEEP_STRINGS:
        before = vm.memory_used
        link = sweep_list(vm, Ptr[Ptr[GCObject]](vm.sweep_position), SWEEP_OBJECTS)
        vm.gc_estimate -= before - vm.memory_used
        vm.sweep_position = u64(link)
        if link[0] == null:
            if state == STATE_SWEEP:
                vm.sweep_position = u64(addr_of(vm.userdata_list))
                vm.gc_state = STATE_SWEEP_USERDATA
            else:
                shrink_shared(vm)
                vm.gc_state = STATE_FINALIZE
        return SWEEP_OBJECTS * SWEEP_COST
    if state == STATE_FINALIZE:
        if vm.to_finalize != null:
            call_next_finalizer(vm)
            if vm.gc_estimate > FINALIZER_COST:
                vm.gc_estimate -= FINALIZER_COST
            return FINALIZER_COST
        vm.gc_state = STATE_PAUSE
        vm.gc_behind = 0
        return 0
    start_marking(vm)
    return 0


@kernel
def wait_for_next_cycle(vm: Ptr[VM]) -> None:
    """Let the heap grow to `pause` percent of what is live before the next cycle."""
    threshold = (vm.gc_estimate // 100) * u64(vm.gc_pause)
    set_debt(vm, i64(vm.memory_used) - i64(threshold))
    vm.gc_running = 1
    vm.gc_unmade = 0


@kernel
def step(vm: Ptr[VM], size: i64) -> None:
    """Work off what `size` allocated bytes ask for, or until the cycle ends."""
    work = (size // 100) * i64(vm.gc_stepmul)
    if work == 0:
        work = -STOPPED
    vm.gc_behind += vm.gc_debt
    while work > 0:
        work -= advance(vm)
        if vm.gc_state == STATE_PAUSE:
            wait_for_next_cycle(vm)
            return
    if vm.gc_behind < size:
        set_debt(vm, -size)
    else:
        vm.gc_behind -= size
        set_debt(vm, 0)


@kernel
def half_cycle(vm: Ptr[VM]) -> None:
    """Go on to where everything is marked and every store needs its barrier, or past the sweep."""
    if vm.gc_state == STATE_PAUSE:
        start_marking(vm)
        propagate_all(vm)
    else:
        while vm.gc_state != STATE_PAUSE:
            advance(vm)


@kernel(noinline=True)
def collector_step(vm: Ptr[VM]) -> None:
    """At a safepoint, when gc_debt is not negative. May call finalizers and move the stack."""
    if vm.gc_stress == 0:
        step(vm, STEP)
        return
    if vm.gc_stress == STRESS_FULL:
        collector_full(vm)
    elif vm.gc_stress == STRESS_CRAWL:
        for _ in range(CRAWL):
            advance(vm)
    else:
        half_cycle(vm)
    if vm.gc_debt > STOPPED:
        set_debt(vm, STRESSED if vm.gc_stress <= STRESS_CRAWL else -i64(vm.gc_stress))


@kernel
def finish_sweep(vm: Ptr[VM]) -> None:
    """Bring the collector to STATE_FINALIZE: marks made so far are dropped, a sweep is finished."""
    if vm.gc_state == STATE_PAUSE:
        vm.gc_state = STATE_FINALIZE  # all objects are white
    if vm.gc_state == STATE_PROPAGATE:
        vm.sweep_position = 0
        vm.gray = null
        vm.gray_again = null
        vm.weak_tables = null
        vm.gc_state = STATE_SWEEP_STRINGS
    while vm.gc_state != STATE_FINALIZE:
        advance(vm)


@kernel(noinline=True)
def collector_full(vm: Ptr[VM]) -> None:
    """collectgarbage("collect"): a whole cycle, finalizers included."""
    finish_sweep(vm)
    start_marking(vm)
    while vm.gc_state != STATE_PAUSE:
        advance(vm)
    wait_for_next_cycle(vm)


@kernel(noinline=True)
def collector_user_step(vm: Ptr[VM], size: u64) -> bool:
    """collectgarbage("step", size): as if `size` KiB had been allocated. True: a cycle ended.

    The next automatic step is far off then: a program that steps until a cycle ends would wait
    for ever if all cycles ended in automatic steps between.
    """
    allocated = size << 10
    if allocated > vm.memory_used:
        allocated = vm.memory_used
    set_debt(vm, i64(allocated))
    while vm.gc_debt >= 0:
        step(vm, USER_STEP)
        if vm.gc_state == STATE_PAUSE:
            return True
    set_debt(vm, -STEP)
    return False


@kernel
def collector_stop(vm: Ptr[VM]) -> None:
    """collectgarbage("stop"): no automatic steps until a restart, a step or a full cycle."""
    set_debt(vm, NEVER)
    vm.gc_running = 0


@kernel
def collector_restart(vm: Ptr[VM]) -> None:
    """collectgarbage("restart"): the next safepoint makes a step."""
    set_debt(vm, 0)
    vm.gc_running = 1


@kernel
def collector_set_pause(vm: Ptr[VM], percent: u32) -> u32:
    """Set how far the heap grows between cycles; returns the previous setting."""
    previous = vm.gc_pause
    vm.gc_pause = percent
    return previous


@kernel
def collector_set_stepmul(vm: Ptr[VM], percent: u32) -> u32:
    """Set how much work a step does; returns the previous setting."""
    previous = vm.gc_stepmul
    vm.gc_stepmul = percent
    return previous


@kernel
def anchor(vm: Ptr[VM], value: u64) -> None:
    """Keep what a value refers to alive for ever: append it to a table in the registry."""
    anchors = table_get(vm.registry, ANCHORS_KEY)
    if anchors == NIL:
        anchors = from_table(table_new(vm, 0, 0))
        slot = table_set(vm, vm.registry, ANCHORS_KEY)
        slot[0] = anchors
        barrier_back(vm, vm.registry, anchors)
    t = as_table(anchors)
    table_set_int(vm, t, i64(table_length(t)) + 1, value)


@kernel
def collector_close(vm: Ptr[VM]) -> u64:
    """End of a program: call the finalizers of all userdata, reachable or not.

    To be called by the host with no Lua function running. Errors in finalizers are ignored; one
    that ends the run is the last. Returns how many finalizers ran to their end.
    """
    if vm.userdata_list == null and vm.to_finalize == null:
        return 0
    finish_sweep(vm)
    separate_userdata(vm, True)
    count: u64 = 0
    while vm.to_finalize != null:
        if not call_last_finalizer(vm):
            break
        count += 1
    return count
