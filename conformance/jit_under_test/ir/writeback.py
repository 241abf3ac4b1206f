"""How an exit restores the interpreter's state from a snapshot: the reference for backends."""

from collections.abc import Callable
from typing import Protocol

from conformance.jit_under_test.ir.boxing import box
from conformance.jit_under_test.ir.fields import Layout
from conformance.jit_under_test.ir.fragment import Ref, Snapshot, kept_from

_MASK32 = (1 << 32) - 1


class Memory(Protocol):
    """Access to guest memory by address."""

    def read_u8(self, address: int, /) -> int: ...
    def read_u16(self, address: int, /) -> int: ...
    def read_u32(self, address: int, /) -> int: ...
    def read_u64(self, address: int, /) -> int: ...
    def write_u8(self, address: int, value: int, /) -> None: ...
    def write_u16(self, address: int, value: int, /) -> None: ...
    def write_u32(self, address: int, value: int, /) -> None: ...
    def write_u64(self, address: int, value: int, /) -> None: ...


def write_back(
    memory: Memory,
    layout: Layout,
    vm: int,
    base: int,
    snapshot: Snapshot,
    value_of: Callable[[Ref], float],
) -> int:
    """Write the snapshot's state: slots, CallInfos, savedpc and the thread's pointers.

    `base` is the address of slot 0 of the entry frame, `value_of` answers what a reference
    holds. VM.clock is left to the caller. Returns the base of the innermost frame.
    """
    for slot, ref in snapshot.slots:
        memory.write_u64(base + 8 * slot, box(ref.type, value_of(ref)))
    thread = memory.read_u64(vm + layout.vm_thread)
    ci = memory.read_u64(thread + layout.thread_ci)
    inner = base
    for frame in snapshot.frames:
        memory.write_u64(ci + layout.ci_savedpc, frame.return_pc)
        ci += layout.ci_size
        inner = base + 8 * frame.base_slot
        memory.write_u64(ci + layout.ci_func, base + 8 * frame.func_slot)
        memory.write_u64(ci + layout.ci_base, inner)
        memory.write_u64(ci + layout.ci_top, base + 8 * frame.top_slot)
        memory.write_u32(ci + layout.ci_nresults, frame.nresults & _MASK32)
        memory.write_u32(ci + layout.ci_tailcalls, frame.tailcalls & _MASK32)
        memory.write_u32(ci + layout.ci_cont, frame.cont)
        memory.write_u32(ci + layout.ci_flags, frame.flags)
        memory.write_u64(ci + layout.ci_k, frame.k)
    memory.write_u64(ci + layout.ci_savedpc, snapshot.pc)
    memory.write_u64(thread + layout.thread_ci, ci)
    memory.write_u64(thread + layout.thread_base, inner)
    if snapshot.top is None:
        memory.write_u64(thread + layout.thread_top, memory.read_u64(ci + layout.ci_top))
    elif kept_from(snapshot.top) is None:
        memory.write_u64(thread + layout.thread_top, base + 8 * snapshot.top)
    return inner
