"""A copy of the arena at one moment, and every object, block and edge found in it.

Nothing here trusts the heap: addresses are checked before they are followed, and what is
wrong is reported, not raised.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.kernel.structs import StructType
from conformance.jit_under_test.runtime.lib.math import RANDOM_WORDS
from conformance.jit_under_test.runtime.memory import FIRST_LARGE_CLASS, SMALL_LIMIT
from conformance.jit_under_test.runtime.memory_map import HEAP_BASE, VM_ADDRESS
from conformance.jit_under_test.runtime.metamethods import EVENT_MODE
from conformance.jit_under_test.runtime.objects import (
    CLOSURE_UPVALUES,
    CO_NORMAL,
    CO_RUNNING,
    FRAME_BUILTIN,
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
from conformance.jit_under_test.runtime.values import (
    NIL,
    PAYLOAD,
    STRING,
    TAG_FUNCTION,
    TAG_PROTO,
    TAG_STRING,
    TAG_TABLE,
    TAG_THREAD,
    TAG_UPVAL,
    TAG_USERDATA,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

COLLECTABLE_END: Final = 0x1FFFB << 47
_U64: Final = struct.Struct("<Q")
KINDS: Final = {
    TAG_STRING: "string",
    TAG_TABLE: "table",
    TAG_FUNCTION: "function",
    TAG_USERDATA: "userdata",
    TAG_THREAD: "thread",
    TAG_PROTO: "proto",
    TAG_UPVAL: "upvalue",
}


def class_index(size: int) -> int:
    """memory.size_class on the host."""
    if size < SMALL_LIMIT:
        return (size + 15) >> 4
    shift = (size - 1).bit_length() - 3
    return FIRST_LARGE_CLASS + (shift - 7) * 4 + ((size - 1 >> shift) & 3)


def class_bytes(index: int) -> int:
    """memory.class_size on the host."""
    if index < FIRST_LARGE_CLASS:
        return index << 4
    step = index - FIRST_LARGE_CLASS
    return (5 + (step & 3)) << ((step >> 2) + 7)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the heap: its address, the bytes of its size class, and whose it is."""

    address: int
    size: int
    owner: str


@dataclass(slots=True)
class HeapSnapshot:
    """The heap's bytes, its objects by address (with their tags), and its live blocks."""

    runtime: "Runtime"
    data: bytes
    objects: dict[int, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    # --- reading ----------------------------------------------------------------------------

    def inside(self, address: int, size: int = 8) -> bool:
        return address >= HEAP_BASE and address + size <= HEAP_BASE + len(self.data)

    def u64(self, address: int) -> int:
        """A word of the heap or of the VM; 0, and a problem, if the address is neither."""
        if self.inside(address):
            return int(_U64.unpack_from(self.data, address - HEAP_BASE)[0])
        if VM_ADDRESS <= address < VM_ADDRESS + VM.size:
            return self.runtime.memory.read_u64(address)
        self.problems.append(f"address {address:#x} is outside of the heap")
        return 0

    def words(self, address: int, count: int) -> tuple[int, ...]:
        """`count` words of the heap; none, and a problem, if they are not inside."""
        if not count:
            return ()
        if not self.inside(address, 8 * count):
            self.problems.append(f"{count} words at {address:#x} are outside of the heap")
            return ()
        return struct.unpack_from(f"<{count}Q", self.data, address - HEAP_BASE)

    def field(self, kind: StructType, name: str, address: int) -> int:
        """A field of a structure in the heap, unsigned."""
        where = kind.fields[name]
        start = address + where.offset - HEAP_BASE
        return int.from_bytes(self.data[start : start + where.type.size], "little")

    def mark(self, address: int) -> int:
        return self.field(GCObject, "marked", address)

    def describe(self, address: int) -> str:
        return f"{KINDS.get(self.objects.get(address, 0), 'no object')} {address:#x}"

    # --- objects ----------------------------------------------------------------------------

    def read_objects(self) -> None:
        """Follow the lists of objects; note every object and the blocks that it owns."""
        vm = self.runtime.vm
        for address in self._chain(int(vm.all_objects), "object"):
            self._add(address, "object list")
        for address in self._chain(int(vm.userdata_list), "userdata"):
            self._add(address, "userdata list")
        for address in self.due_for_finalization():
            self._add(address, "finalizer list")
        for bucket, first in enumerate(self.buckets()):
            for address in self._chain(first, "string"):
                self._add(address, f"bucket {bucket}")
        self._own(int(vm.strings.buckets), 8 * int(vm.strings.size), "string table")
        self._own(int(vm.buffer), int(vm.buffer_size), "byte buffer")
        self._own(int(vm.random_state[0]), 4 * RANDOM_WORDS, "random numbers")
        for address, size in self.runtime.host_blocks:
            self._own(address, size, "host")

    def buckets(self) -> tuple[int, ...]:
        """The first string of every bucket, 0 for none."""
        strings = self.runtime.vm.strings
        return self.words(int(strings.buckets), int(strings.size))

    def due_for_finalization(self) -> list[int]:
        """The userdata whose finalizers are to be called, in that order."""
        last = int(self.runtime.vm.to_finalize)
        found: list[int] = []
        address = self.u64(last) if last else 0
        while address and address not in found:
            found.append(address)
            if address == last:
                return found
            address = self.u64(address)
        if last:
            self.problems.append("the finalizer list is not circular")
        return found

    def _chain(self, address: int, what: str) -> Iterator[int]:
        seen = set()
        while address:
            if address in seen or address % 16 or not self.inside(address, GCObject.size):
                self.problems.append(f"broken list of {what}s at {address:#x}")
                return
            seen.add(address)
            yield address
            address = self.u64(address)

    def _add(self, address: int, where: str) -> None:
        tag = self.field(GCObject, "tt", address)
        in_buckets = where.startswith("bucket")
        expected = {"userdata list": TAG_USERDATA, "finalizer list": TAG_USERDATA}.get(where)
        if tag not in KINDS or in_buckets != (tag == TAG_STRING) or expected not in (None, tag):
            self.problems.append(f"tag {tag} at {address:#x} in the {where}")
            return
        if address in self.objects:
            self.problems.append(f"{KINDS[tag]} {address:#x} is listed twice")
            return
        self.objects[address] = tag
        for block, size in self.owned(address, tag):
            self._own(block, size, f"{KINDS[tag]} {address:#x}")

    def _own(self, address: int, size: int, owner: str) -> None:
        if address:
            self.blocks.append(Block(address, class_bytes(class_index(size)), owner))

    def owned(self, address: int, tag: int) -> list[tuple[int, int]]:
        """The blocks of an object with the sizes asked for; address 0 for none."""
        get = self.field
        if tag == TAG_STRING:
            return [(address, STRING_DATA + get(String, "length", address) + 1)]
        if tag == TAG_FUNCTION:
            return [(address, CLOSURE_UPVALUES + 8 * get(Closure, "nups", address))]
        if tag == TAG_USERDATA:
            return [(address, USERDATA_DATA + get(Userdata, "length", address))]
        if tag == TAG_UPVAL:
            return [(address, UpVal.size)]
        if tag == TAG_TABLE:
            slots = get(Table, "sizearray", address)
            return [
                (address, Table.size),
                (get(Table, "array", address) if slots else 0, 8 * slots),
                (self._nodes(address), Node.size << get(Table, "lsizenode", address)),
            ]
        if tag == TAG_PROTO:
            code = get(Proto, "sizecode", address)
            return [
                (address, Proto.size),
                (get(Proto, "code", address), 8 * code),
                (get(Proto, "lineinfo", address), 4 * code),
                (get(Proto, "k", address), 8 * get(Proto, "sizek", address)),
                (get(Proto, "protos", address), 8 * get(Proto, "sizeprotos", address)),
            ]
        return [
            (address, Thread.size),
            (get(Thread, "stack", address), 8 * get(Thread, "stack_size", address)),
            (get(Thread, "base_ci", address), CallInfo.size * get(Thread, "ci_size", address)),
        ]

    def _nodes(self, table: int) -> int:
        """The address of a table's own hash part, 0 if it has none."""
        node = self.field(Table, "node", table)
        return 0 if node == VM_ADDRESS + VM.offset("dummy_node") else node

    def nodes(self, table: int) -> list[tuple[int, int, int, int]]:
        """(address, value, key, next) of every node of a table's hash part."""
        first = self._nodes(table)
        if not first:
            return []
        count = 1 << self.field(Table, "lsizenode", table)
        words = self.words(first, 3 * count)
        return [
            (first + Node.size * j, words[3 * j], words[3 * j + 1], words[3 * j + 2])
            for j in range(len(words) // 3)
        ]

    def array(self, table: int) -> tuple[int, ...]:
        """The values of a table's array part."""
        return self.words(self.field(Table, "array", table), self.field(Table, "sizearray", table))

    # --- edges ------------------------------------------------------------------------------

    def roots(self) -> list[int]:
        """Addresses of the objects that the VM itself refers to."""
        vm, runtime = self.runtime.vm, self.runtime
        found = [int(vm.main_thread), int(vm.current), int(vm.globals), int(vm.registry)]
        for name, count in (("metatables", 16), ("type_names", 16), ("event_names", 20)):
            found += [runtime.read_array(name, j) for j in range(count)]
        found += referred([vm.error_value, vm.memory_message])
        return [address for address in found if address] + self.due_for_finalization()

    def edges(self, address: int) -> tuple[list[int], list[int]]:
        """The objects that an object refers to: strongly, and weakly."""
        tag = self.objects[address]
        get = self.field
        weak: list[int] = []
        strong: list[int] = []
        if tag == TAG_TABLE:
            strong, weak = self._table_edges(address)
        elif tag == TAG_FUNCTION:
            values = self.words(address + CLOSURE_UPVALUES, get(Closure, "nups", address))
            strong = [get(Closure, "env", address)]
            if get(Closure, "is_builtin", address):
                strong += referred(values)
            else:
                strong += [get(Closure, "proto", address), *values]
        elif tag == TAG_USERDATA:
            strong = [get(Userdata, "env", address), get(Userdata, "metatable", address)]
        elif tag == TAG_UPVAL:
            strong = referred([self.u64(get(UpVal, "v", address))])
        elif tag == TAG_PROTO:
            constants = self.words(get(Proto, "k", address), get(Proto, "sizek", address))
            inner = self.words(get(Proto, "protos", address), get(Proto, "sizeprotos", address))
            strong = [get(Proto, "source", address), *referred(constants), *inner]
        elif tag == TAG_THREAD:
            strong = self._thread_edges(address)
        return [a for a in strong if a], weak

    def weak_mode(self, table: int) -> bytes:
        """The `__mode` of a table's metatable; empty for none."""
        metatable = self.field(Table, "metatable", table)
        if self.objects.get(metatable) != TAG_TABLE:
            return b""
        wanted = self.runtime.read_array("event_names", EVENT_MODE) | STRING
        for _, value, key, _ in self.nodes(metatable):
            if key == wanted and value >> 47 == STRING >> 47:
                return self.string(value & PAYLOAD)
        return b""

    def string(self, address: int) -> bytes:
        """The bytes of a string."""
        start = address + STRING_DATA - HEAP_BASE
        return self.data[start : start + self.field(String, "length", address)]

    def _table_edges(self, table: int) -> tuple[list[int], list[int]]:
        mode = self.weak_mode(table)
        strong, weak = [self.field(Table, "metatable", table)], list[int]()
        entries = [(key, value) for _, value, key, _ in self.nodes(table) if value != NIL]
        (weak if b"k" in mode else strong).extend(referred([key for key, _ in entries]))
        values = [*self.array(table), *(value for _, value in entries)]
        (weak if b"v" in mode else strong).extend(referred(values))
        return strong, weak

    def _thread_edges(self, thread: int) -> list[int]:
        get = self.field
        stack = get(Thread, "stack", thread)
        found = referred(self.words(stack, get(Thread, "top", thread) - stack >> 3))
        found.append(get(Thread, "globals", thread))
        if get(Thread, "status", thread) in (CO_RUNNING, CO_NORMAL):
            found.append(get(Thread, "resumer", thread))
        ci, last = get(Thread, "base_ci", thread), get(Thread, "ci", thread)
        while ci < last:
            ci += CallInfo.size
            if get(CallInfo, "flags", ci) & FRAME_BUILTIN:
                found += referred([get(CallInfo, "extra", ci)])
        return found


def referred(values: Iterable[int]) -> list[int]:
    """The addresses of the objects among some values."""
    return [value & PAYLOAD for value in values if STRING <= value < COLLECTABLE_END]


def take_snapshot(runtime: "Runtime") -> HeapSnapshot:
    """Copy the heap as it is now and find its objects."""
    size = int(runtime.vm.heap_next) - HEAP_BASE
    snapshot = HeapSnapshot(runtime, runtime.memory.read_bytes(HEAP_BASE, size))
    snapshot.read_objects()
    return snapshot
