"""Raw memory and new objects.

Sizes are rounded up to a class: multiples of 16 bytes up to 1008, then four steps per power
of two. Each class has a free list; when it is empty, memory is taken from the end of the
heap. Blocks are never split or joined, so allocation is a few instructions and addresses
depend on nothing but the program.
"""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    clz,
    declare,
    i64,
    kernel,
    memcpy,
    u8,
    u64,
    unlikely,
)
from conformance.jit_under_test.runtime.objects import VM, GCObject

SMALL_LIMIT: Final = 1009  # sizes up to 63 * 16
FIRST_LARGE_CLASS: Final = 64


# Compiled code adds one of so many bytes that it did not allocate to the collector's debt.
UNMADE_SHARE: Final = 16


@declare(noreturn=True)
def throw_memory(vm: Ptr[VM]) -> None: ...


@kernel(inline=True)
def size_class(size: u64) -> u64:
    """Index of the free list for blocks that hold `size` bytes."""
    if size < SMALL_LIMIT:
        return (size + 15) >> 4
    shift = 61 - clz(size - 1)
    return FIRST_LARGE_CLASS + (shift - 7) * 4 + (((size - 1) >> shift) & 3)


@kernel(inline=True)
def class_size(index: u64) -> u64:
    """Bytes in a block of a class."""
    if index < FIRST_LARGE_CLASS:
        return index << 4
    step = index - FIRST_LARGE_CLASS
    shift = (step >> 2) + 7
    return (5 + (step & 3)) << shift


@kernel(noinline=True)
def take_new_block(vm: Ptr[VM], index: u64) -> u64:
    """A block of a class from its free list or the end of the heap.

    Raises "not enough memory" at the run's limit.
    """
    rounded = class_size(index)
    if rounded > vm.memory_limit or vm.memory_used > vm.memory_limit - rounded:
        throw_memory(vm)
    block = vm.free_lists[index]
    if block != 0:
        vm.free_lists[index] = Ptr[u64](block)[0]
    else:
        block = vm.heap_next
        if rounded > vm.heap_limit - block:
            throw_memory(vm)
        vm.heap_next = block + rounded
    vm.memory_used += rounded
    vm.gc_debt += i64(rounded)
    return block


@kernel
def unmade(vm: Ptr[VM]) -> i64:
    """Bytes of garbage in this cycle that compiled code did not make.

    Blocks change debt and use alike, so only what stands for such garbage moves them apart.
    """
    return vm.gc_unmade + (vm.gc_debt - i64(vm.memory_used) - vm.gc_base) * UNMADE_SHARE


@kernel
def set_debt(vm: Ptr[VM], debt: i64) -> None:
    """A step is due when so many bytes less than none have been allocated."""
    vm.gc_unmade = unmade(vm)
    vm.gc_debt = debt
    vm.gc_base = debt - i64(vm.memory_used)


@kernel
def told_size(vm: Ptr[VM]) -> u64:
    """Bytes in use, as programs are told: with the garbage that they would have made.

    A running collector would have started a cycle before that is as much as what is live.
    """
    garbage = u64(unmade(vm))
    if vm.gc_running != 0 and garbage > vm.gc_estimate:
        garbage = vm.gc_estimate
    return vm.memory_used + garbage


@kernel(inline=True)
def take_block(vm: Ptr[VM], size: u64) -> u64:
    """mem_alloc for a size that is not 0: a few instructions if the size is a constant."""
    index = size_class(size)
    rounded = class_size(index)
    block = vm.free_lists[index]
    used = vm.memory_used + rounded
    if unlikely(block == 0 or used > vm.memory_limit):
        return take_new_block(vm, index)
    vm.free_lists[index] = Ptr[u64](block)[0]
    vm.memory_used = used
    vm.gc_debt += i64(rounded)
    return block


@kernel
def mem_alloc(vm: Ptr[VM], size: u64) -> u64:
    """A block of at least `size` bytes, 16-byte aligned, contents undefined. 0 for size 0.

    Raises "not enough memory" at the run's limit.
    """
    if size == 0:
        return 0
    return take_block(vm, size)


@kernel(inline=True)
def give_block(vm: Ptr[VM], block: u64, size: u64) -> None:
    """mem_free for a block that is not 0."""
    index = size_class(size)
    rounded = class_size(index)
    Ptr[u64](block)[0] = vm.free_lists[index]
    vm.free_lists[index] = block
    vm.memory_used -= rounded
    vm.gc_debt -= i64(rounded)


@kernel
def mem_free(vm: Ptr[VM], block: u64, size: u64) -> None:
    """Give back a block that was allocated with this size."""
    if block != 0:
        give_block(vm, block, size)


@kernel
def has_room(vm: Ptr[VM], size: u64) -> bool:
    """Can a block of this size be allocated within the run's limit?"""
    return vm.memory_used + class_size(size_class(size)) <= vm.memory_limit


@kernel(inline=True)
def new_object(vm: Ptr[VM], size: u64, tag: u64) -> Ptr[GCObject]:
    """A new white object in the list of all objects; only its header is set."""
    block = Ptr[GCObject](take_block(vm, size))
    block.next = vm.all_objects
    block.tt = u8(tag)
    block.marked = u8(vm.current_white)
    vm.all_objects = block
    vm.objects_allocated += 1
    return block


@kernel
def gc_alloc(vm: Ptr[VM], size: u64, tag: u64) -> Ptr[GCObject]:
    """new_object out of line, and for the host."""
    return new_object(vm, size, tag)


@kernel(noinline=True)
def grow_buffer(vm: Ptr[VM], size: u64) -> None:
    """Make the byte buffer hold `size` bytes; what it holds is kept."""
    wanted = vm.buffer_size * 2
    if wanted < size:
        wanted = size
    if wanted < 1024:
        wanted = 1024
    block = mem_alloc(vm, wanted)
    if vm.buffer != 0:
        memcpy(Ptr[u8](block), Ptr[u8](vm.buffer), vm.buffer_size)
        mem_free(vm, vm.buffer, vm.buffer_size)
    vm.buffer = block
    vm.buffer_size = wanted


@kernel(inline=True)
def buffer_space(vm: Ptr[VM], size: u64) -> Ptr[u8]:
    """The start of the shared byte buffer, with room for `size` bytes.

    It is for building one string without calling anything that builds another.
    """
    if size > vm.buffer_size:
        grow_buffer(vm, size)
    return Ptr[u8](vm.buffer)
