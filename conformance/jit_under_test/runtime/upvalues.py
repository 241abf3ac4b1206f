"""Captured variables: shared while their stack slot lives, then closed."""

from conformance.jit_under_test.kernel import Ptr, addr_of, kernel, null, sizeof, u8, u32, u64
from conformance.jit_under_test.runtime.barriers import WHITES, barrier_upvalue
from conformance.jit_under_test.runtime.memory import gc_alloc, new_object
from conformance.jit_under_test.runtime.objects import (
    CLOSURE_UPVALUES,
    VM,
    Closure,
    Proto,
    Table,
    Thread,
    UpVal,
)
from conformance.jit_under_test.runtime.values import NIL, TAG_FUNCTION, TAG_UPVAL, as_closure


@kernel(inline=True)
def is_open(up: Ptr[UpVal]) -> bool:
    return u64(up.v) != u64(addr_of(up.closed))


@kernel(inline=True)
def link_upvalue(up: Ptr[UpVal], link: Ptr[Ptr[UpVal]], following: Ptr[UpVal]) -> None:
    """Put an open upvalue in a thread's list, between `link` and `following`.

    While it is open, `closed` holds the address of the link that leads to it.
    """
    link[0] = up
    up.closed = u64(link)
    up.open_next = following
    if following != null:
        following.closed = u64(addr_of(up.open_next))


@kernel
def unlink_upvalue(up: Ptr[UpVal]) -> None:
    """Take an open upvalue out of its thread's list."""
    link = Ptr[Ptr[UpVal]](up.closed)
    link[0] = up.open_next
    if up.open_next != null:
        up.open_next.closed = up.closed


@kernel
def find_upvalue(vm: Ptr[VM], thread: Ptr[Thread], slot: Ptr[u64]) -> Ptr[UpVal]:
    """The open upvalue of a stack slot, made if there is none yet."""
    link = addr_of(thread.open_upvalues)
    up = thread.open_upvalues
    while up != null and up.v >= slot:
        if up.v == slot:
            if (u32(up.marked) & WHITES & (vm.current_white ^ WHITES)) != 0:
                up.marked = u8(u32(up.marked) ^ WHITES)  # dead, but not swept yet
            return up
        link = addr_of(up.open_next)
        up = up.open_next
    new = Ptr[UpVal](new_object(vm, sizeof(UpVal), TAG_UPVAL))
    new.v = slot
    link_upvalue(new, link, up)
    return new


@kernel
def close_upvalues(vm: Ptr[VM], thread: Ptr[Thread], level: Ptr[u64]) -> None:
    """Give the upvalues of all slots from `level` up their own storage."""
    up = thread.open_upvalues
    while up != null and up.v >= level:
        unlink_upvalue(up)
        up.closed = up.v[0]
        up.v = addr_of(up.closed)
        up.open_next = null
        barrier_upvalue(vm, up)
        up = thread.open_upvalues


@kernel(inline=True)
def closure_upvalues(closure: Ptr[Closure]) -> Ptr[Ptr[UpVal]]:
    return Ptr[Ptr[UpVal]](u64(closure) + CLOSURE_UPVALUES)


@kernel
def closure_new(vm: Ptr[VM], proto: Ptr[Proto], env: Ptr[Table]) -> Ptr[Closure]:
    """A Lua closure with its upvalues still null."""
    count = u64(proto.nups)
    closure = Ptr[Closure](new_object(vm, CLOSURE_UPVALUES + count * 8, TAG_FUNCTION))
    closure.is_builtin = 0
    closure.nups = proto.nups
    closure.builtin = 0
    closure.env = env
    closure.proto = proto
    closure.fn = 0
    upvalues = closure_upvalues(closure)
    for j in range(count):
        upvalues[j] = null
    return closure


@kernel
def builtin_new(vm: Ptr[VM], fn: u64, number: u64, count: u64, env: Ptr[Table]) -> Ptr[Closure]:
    """A closure of kernel function `fn`, built-in number `number`, with `count` nil upvalues."""
    closure = Ptr[Closure](new_object(vm, CLOSURE_UPVALUES + count * 8, TAG_FUNCTION))
    closure.is_builtin = 1
    closure.nups = u8(count)
    closure.builtin = u32(number)
    closure.env = env
    closure.proto = null
    closure.fn = fn
    values = Ptr[u64](u64(closure) + CLOSURE_UPVALUES)
    for j in range(count):
        values[j] = NIL
    return closure


CAPTURE_LOCAL = 0  # low byte of a capture pseudo-instruction: B is a register
CAPTURE_UPVALUE = 4  # B is an upvalue of the enclosing function


@kernel(noinline=True)
def make_closure(vm: Ptr[VM], index: u64, captures: Ptr[u64]) -> Ptr[Closure]:
    """The closure that CLOSURE makes, from the capture pseudo-instructions behind it.

    Nothing here runs the collector: the caller stores the closure first.
    """
    thread = vm.current
    base = thread.base
    parent = as_closure(base[-1])
    proto = parent.proto.protos[index]
    closure = closure_new(vm, proto, parent.env)
    upvalues = closure_upvalues(closure)
    for j in range(u64(proto.nups)):
        word = captures[j]
        number = (word >> 32) & 0xFFFF
        if (word & 0xFF) == CAPTURE_UPVALUE:
            upvalues[j] = closure_upvalues(parent)[number]
        else:
            upvalues[j] = find_upvalue(vm, thread, base + number)
    return closure


@kernel
def closure_fill_upvalues(vm: Ptr[VM], closure: Ptr[Closure]) -> None:
    """Give a loaded function upvalues of its own, holding nil (a dumped closure has some)."""
    upvalues = closure_upvalues(closure)
    for j in range(u64(closure.nups)):
        up = Ptr[UpVal](gc_alloc(vm, sizeof(UpVal), TAG_UPVAL))
        up.closed = NIL
        up.open_next = null
        up.v = addr_of(up.closed)
        upvalues[j] = up
