"""New tables in the world of recordings: copies of one known table, and what they look like.

A pass may have them made elsewhere, in another order or not at all. So they are told apart by how
they are reached from the memory that was there before, and not by their addresses.
"""

from typing import Final

from conformance.generators.record_world import FIELDS, LAYOUT, VM, ByteMemory
from conformance.jit_under_test.ir.boxing import PAYLOAD, TAG_BITS
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fields import NODE_SIZE
from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.types import IRType

TAB, INT = IRType.TAB, IRType.INT
TEMPLATE, TEMPLATE_NODES = 0x4400, 0x4500
NODE_COUNT, ELEMENT_COUNT = 4, 8
REGION: Final = 0x10_0000
_NEXT: Final = REGION - 8  # where the next table will be, 0 before the first one
_SIZE: Final = 0x200  # of a table with its nodes and elements behind it
_NODES, _ARRAY = 0x80, 0x100
_WRITES: Final = Alias.GC | Alias.VM
COPY: Final = KernelCall("copy", (TAB,), TAB, True, Alias.NONE, _WRITES, True)
NEW: Final = KernelCall("new", (INT, INT), TAB, True, Alias.NONE, _WRITES, True)


def make_table(memory: ByteMemory, source: int | None) -> int:
    """A table without metatable: a copy of that at `source`, or one without keys; its address."""
    table = memory.read_u64(_NEXT) or REGION
    memory.write_u64(_NEXT, table + _SIZE)
    memory.write_u64(table + FIELDS["table.node"].offset, table + _NODES)
    memory.write_u64(table + FIELDS["table.array"].offset, table + _ARRAY)
    memory.write_u32(table + FIELDS["table.sizearray"].offset, ELEMENT_COUNT)
    if source is not None:
        nodes = memory.read_u64(source + FIELDS["table.node"].offset)
        for offset in range(0, NODE_SIZE * NODE_COUNT, 8):
            memory.write_u64(table + _NODES + offset, memory.read_u64(nodes + offset))
    return table


def contents(memory: ByteMemory) -> dict[object, object]:
    """Every word that is not zero, with new tables named in the order in which they are found.

    The collector's debt counts tables, made or not, and so is left out.
    """
    names: dict[int, int] = {}
    found: dict[object, object] = {}

    def name(word: int) -> object:
        address = word & PAYLOAD
        if address < REGION or address % _SIZE or word & ~PAYLOAD not in (0, TAG_BITS[TAB]):
            return word
        return "new", names.setdefault(address, len(names)), word & ~PAYLOAD

    words = sorted({address & ~7 for address, byte in memory.bytes.items() if byte})
    for address in words:
        if address < _NEXT and address != VM + LAYOUT.vm_gc_debt:
            found[address] = name(memory.read_u64(address))
    done = 0
    while done < len(names):
        table = list(names)[done]
        for offset in (FIELDS["table.metatable"].offset, *range(_NODES, _SIZE, 8)):
            found["new", done, offset] = name(memory.read_u64(table + offset))
        found["new", done, "flags"] = memory.read_u8(table + FIELDS["table.flags"].offset)
        done += 1
    return found
