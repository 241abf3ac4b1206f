"""Interned strings: equal strings are one object, found by PUC's hash."""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    extern,
    i32,
    i64,
    kernel,
    memcpy,
    null,
    u8,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.barriers import STATE_SWEEP_STRINGS
from conformance.jit_under_test.runtime.memory import mem_alloc, mem_free
from conformance.jit_under_test.runtime.objects import STRING_DATA, VM, GCObject, String
from conformance.jit_under_test.runtime.values import TAG_STRING, string_data

MIN_STRING_TABLE: Final = 32
WHITE_BITS: Final = 3


@extern("memcmp")
def c_memcmp(a: Ptr[u8], b: Ptr[u8], size: u64) -> i32: ...


@kernel
def string_hash(data: Ptr[u8], length: u64) -> u32:
    """PUC's hash: of a long string, about 32 bytes spread over it count."""
    h = u32(length)
    step = (length >> 5) + 1
    position = length
    while position >= step:
        h = h ^ ((h << 5) + (h >> 2) + u32(data[position - 1]))
        position -= step
    return h


@kernel(noinline=True)
def resize_string_table(vm: Ptr[VM], size: u64) -> None:
    """Spread all strings over `size` buckets, a power of two, unless they are being swept."""
    if vm.gc_state == STATE_SWEEP_STRINGS:
        return
    buckets = Ptr[Ptr[String]](mem_alloc(vm, size * 8))
    for j in range(size):
        buckets[j] = null
    old = vm.strings.buckets
    old_size = u64(vm.strings.size)
    for j in range(old_size):
        s = old[j]
        while s != null:
            following = Ptr[String](s.next)
            place = u64(s.hash) & (size - 1)
            s.next = Ptr[GCObject](buckets[place])
            buckets[place] = s
            s = following
    mem_free(vm, u64(old), old_size * 8)
    vm.strings.buckets = buckets
    vm.strings.size = u32(size)


@kernel(inline=True)
def equal_bytes(a: Ptr[u8], b: Ptr[u8], length: u64) -> bool:
    """Are two byte sequences equal? Both may be read up to the next multiple of 8 only."""
    j: u64 = 0
    while j < length:
        if a[j] != b[j]:
            return False
        j += 1
    return True


@kernel
def string_new(vm: Ptr[VM], data: Ptr[u8], length: u64) -> Ptr[String]:
    """The interned string of these bytes."""
    h = string_hash(data, length)
    s = vm.strings.buckets[h & (vm.strings.size - 1)]
    while s != null:
        if s.hash == h and s.length == length:
            same = False
            if length < 16:
                same = equal_bytes(string_data(s), data, length)
            else:
                same = c_memcmp(string_data(s), data, length) == 0
            if same:
                if (u32(s.marked) & WHITE_BITS & (vm.current_white ^ WHITE_BITS)) != 0:
                    s.marked = u8(u32(s.marked) ^ WHITE_BITS)
                return s
        s = Ptr[String](s.next)
    return string_insert(vm, data, length, h)


@kernel(noinline=True)
def string_insert(vm: Ptr[VM], data: Ptr[u8], length: u64, h: u32) -> Ptr[String]:
    """Make a string that is not in the table yet."""
    new = Ptr[String](mem_alloc(vm, STRING_DATA + length + 1))
    new.tt = TAG_STRING
    new.marked = u8(vm.current_white)
    new.reserved = 0
    new.hash = h
    new.length = length
    memcpy(string_data(new), data, length)
    string_data(new)[length] = 0
    if vm.strings.count >= vm.strings.size and vm.strings.size < 0x40000000:
        resize_string_table(vm, u64(vm.strings.size) * 2)
    place = h & (vm.strings.size - 1)
    new.next = Ptr[GCObject](vm.strings.buckets[place])
    vm.strings.buckets[place] = new
    vm.strings.count += 1
    vm.objects_allocated += 1
    return new


@kernel(inline=True)
def string_from_buffer(vm: Ptr[VM], length: u64) -> Ptr[String]:
    """The string of the first bytes in the shared buffer."""
    return string_new(vm, Ptr[u8](vm.buffer), length)


@kernel(inline=True)
def string_literal(vm: Ptr[VM], data: Ptr[u8], length: u64) -> Ptr[String]:
    """The string of a bytes literal in kernel code."""
    return string_new(vm, data, length)


@kernel
def string_compare(a: Ptr[String], b: Ptr[String]) -> i64:
    """Negative, zero or positive as `a` sorts before, with or after `b`, byte by byte."""
    shorter = a.length if a.length < b.length else b.length
    difference = i64(c_memcmp(string_data(a), string_data(b), shorter))
    if difference != 0:
        return difference
    if a.length < b.length:
        return -1
    if a.length > b.length:
        return 1
    return 0
