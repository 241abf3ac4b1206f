"""Making the VM and its threads."""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, addr_of, i64, kernel, null, sizeof, u32, u64
from conformance.jit_under_test.runtime.memory import gc_alloc, mem_alloc, set_debt
from conformance.jit_under_test.runtime.memory_map import ARENA_BASE, ARENA_SIZE, HEAP_BASE
from conformance.jit_under_test.runtime.objects import (
    BASIC_CI,
    BASIC_STACK,
    CO_RUNNING,
    CO_SUSPENDED,
    EXTRA_STACK,
    FRAME_BUILTIN,
    MIN_STACK,
    VM,
    CallInfo,
    Node,
    Thread,
)
from conformance.jit_under_test.runtime.strings import (
    MIN_STRING_TABLE,
    resize_string_table,
    string_literal,
)
from conformance.jit_under_test.runtime.tables import table_new
from conformance.jit_under_test.runtime.values import NIL, TAG_THREAD, from_string

FIRST_THRESHOLD: Final = 64 << 10  # bytes allocated before the first collection starts
UNLIMITED: Final = 1 << 62


@kernel
def thread_new(vm: Ptr[VM]) -> Ptr[Thread]:
    """A new thread with empty stacks, sharing the globals."""
    thread = Ptr[Thread](gc_alloc(vm, sizeof(Thread), TAG_THREAD))
    thread.status = CO_SUSPENDED
    thread.allow_hook = 1
    thread.hook_mask = 0
    thread.hook_count = 0
    thread.hook_base_count = 0
    thread.n_ccalls = 0
    thread.base_ccalls = 0
    thread.open_upvalues = null
    thread.gclist = null
    thread.resumer = null
    thread.globals = vm.globals
    thread.stack = null
    thread.base_ci = null
    thread.stack_size = 0
    thread.ci_size = 0
    slots: u64 = BASIC_STACK + EXTRA_STACK + 1
    thread.stack = Ptr[u64](mem_alloc(vm, slots * 8))
    thread.stack_size = u32(slots)
    thread.stack_last = thread.stack + BASIC_STACK
    for j in range(slots):
        thread.stack[j] = NIL
    thread.top = thread.stack
    thread.base_ci = Ptr[CallInfo](mem_alloc(vm, BASIC_CI * sizeof(CallInfo)))
    thread.ci_size = BASIC_CI
    thread.end_ci = thread.base_ci + (BASIC_CI - 1)
    ci = thread.base_ci
    thread.ci = ci
    ci.func = thread.top
    thread.top = thread.top + 1
    ci.base = thread.top
    ci.top = thread.top + MIN_STACK
    ci.savedpc = 0
    ci.nresults = 0
    ci.tailcalls = 0
    ci.cont = 0
    ci.flags = FRAME_BUILTIN
    ci.extra = 0
    ci.k = null
    thread.base = thread.top
    return thread


@kernel
def vm_initialise(vm: Ptr[VM]) -> u64:
    """Set up a VM in a zeroed arena: heap, string table, main thread, registry, globals."""
    vm.heap_next = HEAP_BASE
    vm.heap_limit = ARENA_BASE + ARENA_SIZE
    vm.memory_limit = UNLIMITED
    vm.clock_limit = 0xFFFFFFFFFFFFFFFF
    vm.current_white = 1
    vm.gc_running = 1
    vm.gc_pause = 200
    vm.gc_stepmul = 200
    dummy = Ptr[Node](addr_of(vm.dummy_node[0]))
    dummy.value = NIL
    dummy.key = NIL
    dummy.next = null
    vm.error_value = NIL
    vm.result = NIL
    vm.method = NIL
    resize_string_table(vm, MIN_STRING_TABLE)
    vm.memory_message = from_string(string_literal(vm, b"not enough memory", 17))
    vm.registry = table_new(vm, 0, 2)
    vm.globals = table_new(vm, 0, 2)
    vm.main_thread = thread_new(vm)
    vm.current = vm.main_thread
    vm.main_thread.status = CO_RUNNING
    set_debt(vm, i64(vm.memory_used) - FIRST_THRESHOLD)
    return 0
