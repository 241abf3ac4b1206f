"""The program's standard output: gathered in the arena as C's stdio gathers it, written by the
host a block at a time.

What has reached the file at a given moment is as with the C library's streams, so bytes of several
files, of child processes and of the standard error come in PUC's order.
"""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, extern, i64, kernel, memcpy, u8, u64
from conformance.jit_under_test.runtime.memory_map import OUTPUT_BUFFER
from conformance.jit_under_test.runtime.objects import VM

OUTPUT_SIZE: Final = 4096  # st_blksize of files and pipes, which is what stdio takes
# Values of vm.output_mode: setvbuf's.
OUTPUT_FULL: Final = 0
OUTPUT_LINE: Final = 1
OUTPUT_NONE: Final = 2
_NEWLINE: Final = 10


@extern("host_write")
def host_write(vm: Ptr[VM], data: Ptr[u8], size: u64) -> i64: ...


@kernel(noinline=True)
def flush_output(vm: Ptr[VM]) -> u64:
    """Hand everything gathered to the host. Returns 0, or C's number of what went wrong."""
    used = vm.output_used
    if used == 0:
        return 0
    vm.output_used = 0
    return u64(host_write(vm, Ptr[u8](OUTPUT_BUFFER), used))


@kernel(noinline=True)
def gather_blocks(vm: Ptr[VM], data: Ptr[u8], size: u64) -> bool:
    """Append more bytes than there is room for: whole blocks go past the buffer."""
    room = OUTPUT_SIZE - vm.output_used
    memcpy(Ptr[u8](OUTPUT_BUFFER) + vm.output_used, data, room)
    vm.output_used = OUTPUT_SIZE
    if flush_output(vm) != 0:
        return False
    rest = (size - room) % OUTPUT_SIZE
    if size - room != rest and host_write(vm, data + room, size - room - rest) != 0:
        return False
    memcpy(Ptr[u8](OUTPUT_BUFFER), data + (size - rest), rest)
    vm.output_used = rest
    return True


@kernel(inline=True)
def gather(vm: Ptr[VM], data: Ptr[u8], size: u64) -> bool:
    """Append bytes to the buffer."""
    if vm.output_used + size > OUTPUT_SIZE:
        return gather_blocks(vm, data, size)
    memcpy(Ptr[u8](OUTPUT_BUFFER) + vm.output_used, data, size)
    vm.output_used += size
    return True


@kernel(noinline=True)
def write_lines(vm: Ptr[VM], data: Ptr[u8], size: u64) -> bool:
    """Write up to the last line's end, and gather the rest."""
    end = size
    while end > 0 and data[end - 1] != _NEWLINE:
        end -= 1
    if end > 0 and (not gather(vm, data, end) or flush_output(vm) != 0):
        return False
    return gather(vm, data + end, size - end)


@kernel
def write_output(vm: Ptr[VM], data: Ptr[u8], size: u64) -> bool:
    """Append bytes to the standard output. False: they could not be written."""
    if vm.output_mode == OUTPUT_FULL:
        return gather(vm, data, size)
    if vm.output_mode == OUTPUT_LINE:
        return write_lines(vm, data, size)
    # By way of the buffer, since the host cannot read a number's digits on the native stack.
    return gather(vm, data, size) and flush_output(vm) == 0
