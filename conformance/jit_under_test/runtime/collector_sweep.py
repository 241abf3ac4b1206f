"""Sweeping: freeing what was not marked, and turning the rest white for the next cycle.

Strings are swept bucket by bucket of the string table; everything else is in one list, with
userdata in a second one. Each block goes back with the size that it was allocated with.
"""

from conformance.jit_under_test.kernel import (
    Ptr,
    addr_of,
    declare,
    extern,
    i64,
    kernel,
    null,
    sizeof,
    u8,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.barriers import BLACK, WHITES
from conformance.jit_under_test.runtime.memory import give_block, has_room, mem_alloc, mem_free
from conformance.jit_under_test.runtime.objects import (
    CLOSURE_UPVALUES,
    STRING_DATA,
    USERDATA_DATA,
    VM,
    CallInfo,
    Closure,
    GCObject,
    Node,
    Proto,
    String,
    Table,
    Thread,
    UpVal,
    Userdata,
)
from conformance.jit_under_test.runtime.strings import MIN_STRING_TABLE, resize_string_table
from conformance.jit_under_test.runtime.tables import node_count
from conformance.jit_under_test.runtime.upvalues import close_upvalues, is_open, unlink_upvalue
from conformance.jit_under_test.runtime.values import (
    TAG_FUNCTION,
    TAG_PROTO,
    TAG_TABLE,
    TAG_THREAD,
    TAG_UPVAL,
)

KEPT_BUFFER = 4096  # bytes of the shared byte buffer that are never given back


@extern("host_proto_freed")
def host_proto_freed(vm: Ptr[VM], number: u64) -> i64: ...


@kernel(inline=True)
def free_table(vm: Ptr[VM], t: Ptr[Table]) -> None:
    if u64(t.node) != u64(addr_of(vm.dummy_node[0])):
        mem_free(vm, u64(t.node), node_count(t) * sizeof(Node))
    if t.sizearray != 0:
        give_block(vm, u64(t.array), u64(t.sizearray) * 8)
    give_block(vm, u64(t), sizeof(Table))


@declare
def forget_hook(vm: Ptr[VM], thread: Ptr[Thread]) -> None: ...


@kernel(noinline=True)
def free_proto(vm: Ptr[VM], p: Ptr[Proto]) -> None:
    mem_free(vm, u64(p.code), u64(p.sizecode) * 8)
    mem_free(vm, u64(p.lineinfo), u64(p.sizecode) * 4)
    mem_free(vm, u64(p.k), u64(p.sizek) * 8)
    mem_free(vm, u64(p.protos), u64(p.sizeprotos) * 8)
    host_proto_freed(vm, u64(p.id))
    mem_free(vm, u64(p), sizeof(Proto))


@kernel(noinline=True)
def free_thread(vm: Ptr[VM], thread: Ptr[Thread]) -> None:
    """Closures that outlive the thread keep its variables: their upvalues are closed."""
    close_upvalues(vm, thread, thread.stack)
    forget_hook(vm, thread)
    mem_free(vm, u64(thread.stack), u64(thread.stack_size) * 8)
    mem_free(vm, u64(thread.base_ci), u64(thread.ci_size) * sizeof(CallInfo))
    mem_free(vm, u64(thread), sizeof(Thread))


@kernel
def free_object(vm: Ptr[VM], o: Ptr[GCObject]) -> None:
    """Give back an object that is in no list any more, with everything that belongs to it."""
    tag = u64(o.tt)
    if tag == TAG_TABLE:
        free_table(vm, Ptr[Table](o))
    elif tag == TAG_FUNCTION:
        give_block(vm, u64(o), CLOSURE_UPVALUES + u64(Ptr[Closure](o).nups) * 8)
    elif tag == TAG_UPVAL:
        up = Ptr[UpVal](o)
        if is_open(up):
            unlink_upvalue(up)
        give_block(vm, u64(o), sizeof(UpVal))
    elif tag == TAG_PROTO:
        free_proto(vm, Ptr[Proto](o))
    elif tag == TAG_THREAD:
        free_thread(vm, Ptr[Thread](o))
    else:
        mem_free(vm, u64(o), USERDATA_DATA + Ptr[Userdata](o).length)


@kernel
def sweep_list(vm: Ptr[VM], link: Ptr[Ptr[GCObject]], count: u64) -> Ptr[Ptr[GCObject]]:
    """Sweep up to `count` objects from the one that `link` points to; returns the link reached."""
    white = vm.current_white
    dead = white ^ WHITES
    left = count
    while left > 0:
        o = link[0]
        if o == null:
            break
        marked = u32(o.marked)
        if (marked & dead) == 0:
            o.marked = u8((marked & ~(BLACK | WHITES)) | white)
            link = addr_of(o.next)
        else:
            link[0] = o.next
            free_object(vm, o)
        left -= 1
    return link


@kernel
def sweep_bucket(vm: Ptr[VM], bucket: u64) -> None:
    """Sweep the strings of one bucket."""
    white = vm.current_white
    dead = white ^ WHITES
    link = Ptr[Ptr[String]](vm.strings.buckets + bucket)
    while link[0] != null:
        s = link[0]
        marked = u32(s.marked)
        if (marked & dead) == 0:
            s.marked = u8((marked & ~(BLACK | WHITES)) | white)
            link = Ptr[Ptr[String]](addr_of(s.next))
        else:
            link[0] = Ptr[String](s.next)
            vm.strings.count -= 1
            give_block(vm, u64(s), STRING_DATA + s.length + 1)


@kernel(noinline=True)
def shrink_shared(vm: Ptr[VM]) -> None:
    """After a sweep: halve the string table and the byte buffer if they are mostly unused."""
    buckets = u64(vm.strings.size)
    mostly_empty = u64(vm.strings.count) < buckets // 4 and buckets > MIN_STRING_TABLE * 2
    if mostly_empty and has_room(vm, buckets * 4):
        resize_string_table(vm, buckets // 2)
    size = vm.buffer_size
    if size > KEPT_BUFFER and has_room(vm, size // 2):
        block = mem_alloc(vm, size // 2)
        mem_free(vm, vm.buffer, size)
        vm.buffer = block
        vm.buffer_size = size // 2
