"""A small object layout, and a memory in a dictionary, for recordings that need no machine."""

from conformance.jit_under_test.ir.fields import Field, Layout
from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.types import IRType

FIELDS = {
    field.name: field
    for field in (
        Field("table.array", "Table", 32, 8, IRType.PTR, Alias.TABLE),
        Field("table.node", "Table", 40, 8, IRType.PTR, Alias.TABLE),
        Field("table.sizearray", "Table", 16, 4, IRType.INT, Alias.TABLE),
        Field("table.metatable", "Table", 48, 8, IRType.TAB, Alias.TABLE),
        Field("table.flags", "Table", 10, 1, IRType.INT, Alias.TABLE),
        Field("thread.small", "Thread", 12, 2, IRType.INT, Alias.VM, signed=True),
    )
}
LAYOUT = Layout(
    fields=FIELDS,
    vm_thread=8,
    vm_clock=16,
    vm_clock_limit=24,
    vm_gc_debt=32,
    thread_ci=16,
    thread_base=24,
    thread_top=32,
    thread_stack_last=40,
    thread_end_ci=48,
    ci_size=64,
    ci_func=0,
    ci_base=8,
    ci_top=16,
    ci_savedpc=24,
    ci_nresults=32,
    ci_tailcalls=36,
    ci_cont=40,
    ci_flags=44,
    ci_k=56,
    upvalues=56,
    upvalue_v=16,
    vm_gray_again=56,
    table_gclist=56,
    table_marked=9,
    black=4,
)
VM = 0x1000
THREAD = 0x2000
CI = 0x3000
BASE = 0x8000


class ByteMemory:
    """Little-endian memory that holds zero wherever nothing was written."""

    def __init__(self) -> None:
        self.bytes: dict[int, int] = {}

    def _read(self, address: int, width: int) -> int:
        return sum(self.bytes.get(address + i, 0) << 8 * i for i in range(width))

    def _write(self, address: int, value: int, width: int) -> None:
        assert 0 <= value < 1 << 8 * width
        for i in range(width):
            self.bytes[address + i] = value >> 8 * i & 255

    def read_u8(self, address: int) -> int:
        return self._read(address, 1)

    def read_u16(self, address: int) -> int:
        return self._read(address, 2)

    def read_u32(self, address: int) -> int:
        return self._read(address, 4)

    def read_u64(self, address: int) -> int:
        return self._read(address, 8)

    def write_u8(self, address: int, value: int) -> None:
        self._write(address, value, 1)

    def write_u16(self, address: int, value: int) -> None:
        self._write(address, value, 2)

    def write_u32(self, address: int, value: int) -> None:
        self._write(address, value, 4)

    def write_u64(self, address: int, value: int) -> None:
        self._write(address, value, 8)

    def contents(self) -> dict[int, int]:
        """Every byte that is not zero, by address."""
        return {address: byte for address, byte in self.bytes.items() if byte}


def fresh_memory(slots: dict[int, int] | None = None) -> ByteMemory:
    """Memory with a VM, a thread and one CallInfo whose frame starts at BASE."""
    memory = ByteMemory()
    memory.write_u64(VM + LAYOUT.vm_thread, THREAD)
    memory.write_u64(VM + LAYOUT.vm_clock_limit, 1 << 40)
    memory.write_u64(VM + LAYOUT.vm_gc_debt, (1 << 64) - 1000)
    memory.write_u64(THREAD + LAYOUT.thread_ci, CI)
    memory.write_u64(THREAD + LAYOUT.thread_base, BASE)
    memory.write_u64(CI + LAYOUT.ci_base, BASE)
    memory.write_u64(CI + LAYOUT.ci_top, BASE + 8 * 20)
    for slot, bits in (slots or {}).items():
        memory.write_u64(BASE + 8 * slot, bits)
    return memory
