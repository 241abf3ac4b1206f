"""Building a string of unknown length from pieces.

A builder's record is on the native stack. Where nothing else can run in between, it fills the
VM's shared buffer. A builder that has to outlive calls of Lua code starts with bytes on the
native stack, and moves to a userdata block in a slot of its frame when they don't suffice: the
collector frees that, whatever happens.
"""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, kernel, memcpy, memset, struct, u8, u64, unlikely
from conformance.jit_under_test.runtime.memory import buffer_space
from conformance.jit_under_test.runtime.objects import USERDATA_DATA, VM, String
from conformance.jit_under_test.runtime.strings import string_new
from conformance.jit_under_test.runtime.userdata import userdata_new
from conformance.jit_under_test.runtime.values import from_userdata

OUTGROW: Final = 1024  # least size of a block that replaces bytes on the native stack


@struct
class Builder:
    """Bytes gathered so far. `slot`: of the frame, for a userdata block; 0: the shared buffer."""

    data: Ptr[u8]
    size: u64
    used: u64
    slot: u64


@kernel(inline=True)
def builder_shared(vm: Ptr[VM], b: Ptr[Builder]) -> None:
    """Start in the shared buffer: nothing else may use it before the string is made."""
    b.data = Ptr[u8](vm.buffer)
    b.size = vm.buffer_size
    b.used = 0
    b.slot = 0


@kernel(inline=True)
def builder_anchored(b: Ptr[Builder], data: Ptr[u8], size: u64, slot: u64) -> None:
    """Start with `size` bytes on the native stack; `slot` (not 0) is free in the frame."""
    b.data = data
    b.size = size
    b.used = 0
    b.slot = slot


@kernel(noinline=True)
def builder_grow(vm: Ptr[VM], b: Ptr[Builder], count: u64) -> None:
    """Make room for `count` more bytes."""
    wanted = b.used + count
    if b.slot == 0:
        b.data = buffer_space(vm, wanted)
        b.size = vm.buffer_size
        return
    if wanted < b.size * 2:
        wanted = b.size * 2
    if wanted < OUTGROW:
        wanted = OUTGROW
    block = userdata_new(vm, wanted, vm.globals)
    data = Ptr[u8](block) + USERDATA_DATA
    memcpy(data, b.data, b.used)
    vm.current.base[b.slot] = from_userdata(block)
    b.data = data
    b.size = wanted


@kernel(inline=True)
def builder_room(vm: Ptr[VM], b: Ptr[Builder], count: u64) -> Ptr[u8]:
    """Where the next `count` bytes go; `used` is the caller's to raise."""
    if unlikely(b.size - b.used < count):
        builder_grow(vm, b, count)
    return b.data + b.used


@kernel(inline=True)
def builder_byte(vm: Ptr[VM], b: Ptr[Builder], c: u8) -> None:
    """Append a byte."""
    builder_room(vm, b, 1)[0] = c
    b.used += 1


@kernel(inline=True)
def builder_add(vm: Ptr[VM], b: Ptr[Builder], data: Ptr[u8], count: u64) -> None:
    """Append bytes."""
    memcpy(builder_room(vm, b, count), data, count)
    b.used += count


@kernel(inline=True)
def builder_fill(vm: Ptr[VM], b: Ptr[Builder], c: u8, count: u64) -> None:
    """Append one byte, `count` times."""
    memset(builder_room(vm, b, count), c, count)
    b.used += count


@kernel(inline=True)
def builder_string(vm: Ptr[VM], b: Ptr[Builder]) -> Ptr[String]:
    """The string of all bytes."""
    return string_new(vm, b.data, b.used)
