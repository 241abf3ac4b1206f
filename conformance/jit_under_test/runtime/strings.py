"""Interned strings: equal strings are one object.

They are found by a hash of their own, which takes eight bytes at a time. PUC's hash decides the
order of tables' keys; it is computed when a string first becomes a key, and kept.
"""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    extern,
    i32,
    i64,
    kernel,
    likely,
    memcpy,
    null,
    stack_array,
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


# Longer strings are hashed by words spread over them.
WHOLE_WORDS: Final = 32
MULTIPLIER: Final = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio, odd


@extern("memcmp")
def c_memcmp(a: Ptr[u8], b: Ptr[u8], size: u64) -> i32: ...


@kernel(noinline=True)
def compute_hash(s: Ptr[String]) -> u32:
    """PUC's hash, now kept: of a long string, about 32 bytes spread over it count."""
    data = string_data(s)
    h = u32(s.length)
    step = (s.length >> 5) + 1
    position = s.length
    while position >= step:
        h = h ^ ((h << 5) + (h >> 2) + u32(data[position - 1]))
        position -= step
    s.hash = h
    return h


@kernel(inline=True)
def string_hash(s: Ptr[String]) -> u32:
    """PUC's hash of a string."""
    h = s.hash
    return h if likely(h != 0) else compute_hash(s)


@kernel(inline=True)
def word_at(data: Ptr[u8]) -> u64:
    """Eight bytes from any address."""
    word = stack_array(u64, 1)
    memcpy(Ptr[u8](word), data, 8)
    return word[0]


@kernel(inline=True)
def half_word_at(data: Ptr[u8]) -> u64:
    """Four bytes from any address."""
    word = stack_array(u32, 1)
    memcpy(Ptr[u8](word), data, 4)
    return u64(word[0])


@kernel(inline=True)
def few_bytes(data: Ptr[u8], length: u64) -> u64:
    """The bytes of a string of less than eight as one word, which tells them from others."""
    if length >= 4:
        return half_word_at(data) | half_word_at(data + (length - 4)) << 32
    if length == 0:
        return 0
    middle = u64(data[length >> 1]) << 8
    return u64(data[0]) | middle | u64(data[length - 1]) << 16


@kernel(inline=True)
def mix(h: u64, word: u64) -> u64:
    product = (h ^ word) * MULTIPLIER
    return product ^ product >> 32


@kernel(inline=True)
def finish(h: u64) -> u32:
    """A hash whose low bits depend on all bits, also the highest: those of the last bytes."""
    return u32(h * MULTIPLIER >> 32)


@kernel(inline=True)
def intern_hash(data: Ptr[u8], length: u64) -> u32:
    """The hash that strings are found by."""
    h = length * MULTIPLIER
    if length < 8:
        return finish(mix(h, few_bytes(data, length)))
    step = (length // (8 * WHOLE_WORDS) + 1) * 8
    position: u64 = 0
    while position + 8 <= length:
        h = mix(h, word_at(data + position))
        position += step
    return finish(mix(h, word_at(data + (length - 8))))


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
            place = u64(intern_hash(string_data(s), s.length)) & (size - 1)
            s.next = Ptr[GCObject](buckets[place])
            buckets[place] = s
            s = following
    mem_free(vm, u64(old), old_size * 8)
    vm.strings.buckets = buckets
    vm.strings.size = u32(size)


@kernel(inline=True)
def equal_bytes(a: Ptr[u8], b: Ptr[u8], length: u64) -> bool:
    """Are two byte sequences equal?"""
    if length < 8:
        return few_bytes(a, length) == few_bytes(b, length)
    j: u64 = 0
    while j + 8 <= length:
        if word_at(a + j) != word_at(b + j):
            return False
        j += 8
    return word_at(a + (length - 8)) == word_at(b + (length - 8))


@kernel
def string_new(vm: Ptr[VM], data: Ptr[u8], length: u64) -> Ptr[String]:
    """The interned string of these bytes."""
    h = intern_hash(data, length)
    s = vm.strings.buckets[h & (vm.strings.size - 1)]
    while s != null:
        if s.length == length and equal_bytes(string_data(s), data, length):
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
    new.hash = 0
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
