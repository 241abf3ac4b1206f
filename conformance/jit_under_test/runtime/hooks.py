"""Debug hooks: the program's own function, called at calls, returns, lines and counts.

A thread has a mask of the events it wants. While any thread has one, `vm.hooked_threads` is
not 0: every instruction then passes `before_instruction`, no fragment is entered, and calls
and returns, which are kernel code's business, look at the mask. As in PUC the functions are
in a table of the registry, by thread; a thread inherits its maker's mask but not its function.
"""

from typing import Final

from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.kernel import Ptr, extern, f64, i32, i64, kernel, u8, u32, u64
from conformance.jit_under_test.runtime.frames import finish_call, precall, prepare_call_method
from conformance.jit_under_test.runtime.memory_map import ARENA_BASE
from conformance.jit_under_test.runtime.objects import (
    CONT_NONE,
    EXTRA_PC,
    FRAME_LUA,
    MIN_STACK,
    VM,
    CallInfo,
    String,
    Thread,
)
from conformance.jit_under_test.runtime.protected import call_value
from conformance.jit_under_test.runtime.stacks import check_stack
from conformance.jit_under_test.runtime.strings import string_literal
from conformance.jit_under_test.runtime.tables import table_get, table_set
from conformance.jit_under_test.runtime.upvalues import close_upvalues
from conformance.jit_under_test.runtime.values import (
    LIGHTUSERDATA,
    NIL,
    as_closure,
    as_table,
    from_number,
    from_string,
    is_function,
    is_table,
)

HOOK_CALL: Final = 0
HOOK_RETURN: Final = 1
HOOK_LINE: Final = 2
HOOK_COUNT: Final = 3
HOOK_TAIL_RETURN: Final = 4
MASK_CALL: Final = 1
MASK_RETURN: Final = 2
MASK_LINE: Final = 4
MASK_COUNT: Final = 8

NO_LINE: Final = -1
NOT_DONE: Final = -1  # before_instruction has left the instruction to its handler
HOOK_KEY: Final = LIGHTUSERDATA | ARENA_BASE  # of the table of hook functions in the registry


@extern("host_hooks_gone")
def host_hooks_gone(vm: Ptr[VM]) -> i64: ...


@kernel
def set_hook(vm: Ptr[VM], thread: Ptr[Thread], mask: u64, count: i64) -> u64:
    """Give a thread a mask of events, and the number of instructions between count events."""
    if thread.hook_mask != 0:
        vm.hooked_threads -= 1
    if mask != 0:
        vm.hooked_threads += 1
    thread.hook_mask = u8(mask)
    thread.hook_base_count = i32(count)
    thread.hook_count = i32(count)
    return u64(vm.hooked_threads)


@kernel
def inherit_hook(vm: Ptr[VM], thread: Ptr[Thread]) -> None:
    """A new thread gets the current one's mask."""
    maker = vm.current
    set_hook(vm, thread, u64(maker.hook_mask), i64(maker.hook_base_count))


@kernel
def forget_hook(vm: Ptr[VM], thread: Ptr[Thread]) -> None:
    """A thread is freed: another one may get its address, but not its hook function."""
    if thread.hook_mask != 0:
        vm.hooked_threads -= 1
    functions = table_get(vm.registry, HOOK_KEY)
    if is_table(functions):
        key: u64 = LIGHTUSERDATA | u64(thread)
        if table_get(as_table(functions), key) != NIL:
            slot = table_set(vm, as_table(functions), key)
            slot[0] = NIL


@kernel
def event_name(vm: Ptr[VM], event: u64) -> Ptr[String]:
    """What hook functions are told about an event."""
    if event == HOOK_CALL:
        return string_literal(vm, b"call", 4)
    if event == HOOK_RETURN:
        return string_literal(vm, b"return", 6)
    if event == HOOK_LINE:
        return string_literal(vm, b"line", 4)
    if event == HOOK_COUNT:
        return string_literal(vm, b"count", 5)
    return string_literal(vm, b"tail return", 11)


@kernel
def run_hook_function(vm: Ptr[VM], event: u64, line: i64) -> None:
    """Call the current thread's hook function, if it has one. An error in it is not caught."""
    thread = vm.current
    functions = table_get(vm.registry, HOOK_KEY)
    if not is_table(functions):
        return
    function = table_get(as_table(functions), LIGHTUSERDATA | u64(thread))
    if not is_function(function):
        return
    slot = thread.top
    slot[0] = functions  # PUC leaves it there too, where debug.getlocal can see it
    slot[1] = function
    slot[2] = from_string(event_name(vm, event))
    slot[3] = from_number(f64(line)) if line >= 0 else NIL
    thread.top = slot + 4
    call_value(vm, slot + 1, 0)


@kernel(noinline=True, cold=True)
def call_hook(vm: Ptr[VM], event: u64, line: i64) -> None:
    """Call the hook of the current thread above its stack, unless one is running; may move it."""
    thread = vm.current
    if thread.hook_mask == 0 or thread.allow_hook == 0:
        return
    top = u64(thread.top) - u64(thread.stack)
    frame_top = u64(thread.ci.top) - u64(thread.stack)
    check_stack(vm, thread, MIN_STACK)
    thread.ci.top = thread.top + MIN_STACK
    thread.allow_hook = 0
    run_hook_function(vm, event, line)
    thread.allow_hook = 1
    thread.ci.top = Ptr[u64](u64(thread.stack) + frame_top)
    thread.top = Ptr[u64](u64(thread.stack) + top)


@kernel(inline=True)
def keep_pc(ci: Ptr[CallInfo], pc: u64) -> None:
    """Remember the pc behind the instruction that a Lua frame has executed last."""
    ci.extra = (ci.extra & ~EXTRA_PC) | pc


@kernel(noinline=True, cold=True)
def hook_call(vm: Ptr[VM]) -> None:
    """The current frame was just pushed."""
    thread = vm.current
    if (thread.hook_mask & MASK_CALL) == 0:
        return
    if (thread.ci.flags & FRAME_LUA) == 0:
        call_hook(vm, HOOK_CALL, NO_LINE)
        return
    thread.ci.savedpc += 8  # of a Lua function the first instruction counts as begun
    call_hook(vm, HOOK_CALL, NO_LINE)
    thread.ci.savedpc -= 8


@kernel(noinline=True, cold=True)
def hook_return(vm: Ptr[VM], first: Ptr[u64], count: i64) -> Ptr[u64]:
    """The current frame returns `count` values from `first` on; the result is where they are."""
    thread = vm.current
    caller = thread.ci - 1
    if (caller.flags & FRAME_LUA) != 0:
        keep_pc(caller, caller.savedpc)
    if (thread.hook_mask & MASK_RETURN) == 0:
        return first
    offset = u64(first) - u64(thread.stack)
    thread.top = first + count
    call_hook(vm, HOOK_RETURN, NO_LINE)
    if (thread.ci.flags & FRAME_LUA) != 0:
        while (thread.hook_mask & MASK_RETURN) != 0 and thread.ci.tailcalls > 0:
            thread.ci.tailcalls -= 1
            call_hook(vm, HOOK_TAIL_RETURN, NO_LINE)
    return Ptr[u64](u64(thread.stack) + offset)


@kernel
def hook_line(vm: Ptr[VM], pc: u64, previous: u64) -> None:
    """Call the line hook if this is a new function, a new line, or a jump back."""
    thread = vm.current
    p = as_closure(thread.ci.func[0]).proto
    code = u64(p.code)
    index = ((pc - code) >> 3) - 1
    line = u64(p.lineinfo[index])
    if index != 0 and pc > previous:
        # PUC takes the instruction before the first for the first.
        last: u64 = 0
        if previous > code:
            last = ((previous - code) >> 3) - 1
        if u64(p.lineinfo[last]) == line:
            return
    call_hook(vm, HOOK_LINE, i64(line))


@kernel(noinline=True, cold=True)
def before_instruction(vm: Ptr[VM], word: u64, pc: u64) -> i64:
    """An instruction is about to run; `pc` is behind it. NOT_DONE, or an ACTION_*.

    Calls and returns are done here: their handlers' fast paths know nothing of hooks.
    """
    if vm.hooked_threads == 0:
        host_hooks_gone(vm)
    thread = vm.current
    ci = thread.ci
    previous = ci.extra & EXTRA_PC
    keep_pc(ci, pc)
    mask = u32(thread.hook_mask)
    if (mask & (MASK_LINE | MASK_COUNT)) != 0:
        thread.hook_count -= 1
        if thread.hook_count == 0 or (mask & MASK_LINE) != 0:
            ci.savedpc = pc
            if (mask & MASK_COUNT) != 0 and thread.hook_count == 0:
                thread.hook_count = thread.hook_base_count
                call_hook(vm, HOOK_COUNT, NO_LINE)
            if (mask & MASK_LINE) != 0:
                hook_line(vm, pc, previous)
            ci = thread.ci
    op = word & 255
    if op != Op.CALL and op != Op.RETURN:
        return NOT_DONE
    ci.savedpc = pc
    first = ci.base + i64((word >> 8) & 255)
    count = i64((word >> 32) & 0xFFFF) - 1
    if op == Op.CALL:
        if count >= 0:
            thread.top = first + (count + 1)
        return precall(vm, first, i32(i64(word >> 48)) - 1, CONT_NONE, 0)
    if count < 0:
        count = i64((u64(thread.top) - u64(first)) >> 3)
    close_upvalues(vm, thread, ci.base)
    return finish_call(vm, first, count)


@kernel(noinline=True, cold=True)
def hooked_tail_call(vm: Ptr[VM], func: Ptr[u64]) -> i64:
    """OP_TAILCALL while hooks are set: the call's hook still sees the frame that it replaces.

    Answers with an ACTION_*.
    """
    if not is_function(func[0]):
        func = prepare_call_method(vm, func)
    builtin = as_closure(func[0]).is_builtin != 0
    action = precall(vm, func, -1, CONT_NONE, 0)
    if builtin:
        return action  # RETURN follows in the code
    thread = vm.current
    new = thread.ci
    ci = new - 1
    close_upvalues(vm, thread, ci.base)
    distance = i64((u64(new.base) - u64(new.func)) >> 3)
    moved = i64((u64(thread.top) - u64(new.func)) >> 3)
    for j in range(moved):
        ci.func[j] = new.func[j]
    ci.base = ci.func + distance
    ci.top = ci.func + moved
    ci.savedpc = new.savedpc
    ci.k = new.k
    keep_pc(ci, new.savedpc)
    ci.tailcalls += 1
    thread.ci = ci
    thread.base = ci.base
    thread.top = ci.top
    return action
