"""The program's standard output: gathered in the arena, written by the host in large pieces."""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, extern, i64, kernel, memcpy, u8, u64
from conformance.jit_under_test.runtime.memory import mem_alloc
from conformance.jit_under_test.runtime.objects import VM

OUTPUT_SIZE: Final = 1 << 15


@extern("host_write")
def host_write(vm: Ptr[VM], data: Ptr[u8], size: u64) -> i64: ...


@kernel(noinline=True)
def flush_output(vm: Ptr[VM]) -> u64:
    """Hand everything gathered to the host."""
    if vm.output_used != 0:
        host_write(vm, Ptr[u8](vm.output_buffer), vm.output_used)
        vm.output_used = 0
    return 0


@kernel
def write_output(vm: Ptr[VM], data: Ptr[u8], size: u64) -> None:
    """Append bytes to the standard output."""
    if vm.output_used + size > OUTPUT_SIZE:
        flush_output(vm)
        if size >= OUTPUT_SIZE:
            host_write(vm, data, size)
            return
    if vm.output_buffer == 0:
        vm.output_buffer = mem_alloc(vm, OUTPUT_SIZE)
    memcpy(Ptr[u8](vm.output_buffer) + vm.output_used, data, size)
    vm.output_used += size
    if vm.output_at_once != 0:
        flush_output(vm)
