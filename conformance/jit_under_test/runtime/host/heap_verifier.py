"""The heap verifier: is everything in the arena as the runtime must have left it?

It may run whenever machine code does not. `verify_heap` checks structure (lists, hash chains,
the string table, open upvalues, stacks), references (nothing that can be reached is freed, or
about to be), colours, and accounting: the live blocks and the free lists cover the heap
exactly, and `vm.memory_used` is the size of the live ones.
"""

import struct
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.runtime.barriers import (
    BLACK,
    STATE_PAUSE,
    STATE_PROPAGATE,
    STATE_SWEEP_STRINGS,
    WHITES,
)
from conformance.jit_under_test.runtime.host.heap_snapshot import (
    Block,
    HeapSnapshot,
    class_bytes,
    take_snapshot,
)
from conformance.jit_under_test.runtime.memory_map import HEAP_BASE
from conformance.jit_under_test.runtime.objects import (
    EXTRA_STACK,
    CallInfo,
    String,
    Table,
    Thread,
    UpVal,
)
from conformance.jit_under_test.runtime.strings import MULTIPLIER, WHOLE_WORDS
from conformance.jit_under_test.runtime.values import (
    DEADKEY,
    FALSE,
    MAX_NUMBER,
    NIL,
    PAYLOAD,
    TAG_STRING,
    TAG_TABLE,
    TAG_THREAD,
    TAG_UPVAL,
    TRUE,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

SIZE_CLASSES: Final = 256
VALUE_TAGS: Final = frozenset((1, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14))
PRIMITIVES: Final = frozenset((TRUE, FALSE, NIL))


def verify_heap(runtime: "Runtime", *, after_full: bool = False) -> list[str]:
    """All problems found in a runtime's heap, in words; empty if there are none.

    With `after_full`, a full collection has just ended: objects that nothing refers to are
    problems as well.
    """
    heap = take_snapshot(runtime)
    reached = _check_references(heap, after_full)
    _check_blocks(heap)
    _check_strings(heap)
    _check_upvalues(heap, reached)
    for address in reached:  # what garbage holds may be freed already
        if heap.objects[address] == TAG_TABLE:
            _check_table(heap, address)
        elif heap.objects[address] == TAG_THREAD:
            _check_thread(heap, address)
    return heap.problems


# --- references and colours -----------------------------------------------------------------


def _check_references(heap: HeapSnapshot, after_full: bool) -> set[int]:
    """Check everything that can be reached; returns its addresses."""
    vm = heap.runtime.vm
    state, white = int(vm.gc_state), int(vm.current_white)
    dead = white ^ WHITES if state >= STATE_SWEEP_STRINGS else 0
    reached: set[int] = set()
    pending = [(address, 0) for address in heap.roots()]
    while pending:
        address, owner = pending.pop()
        if address in reached:
            continue
        if not _exists(heap, address, owner):
            continue
        reached.add(address)
        if heap.mark(address) & dead:
            heap.problems.append(f"{_edge(heap, owner, address)}, which is about to be freed")
        strong, weak = heap.edges(address)
        pending += [(target, address) for target in strong]
        for target in weak:
            _exists(heap, target, address)
        if state == STATE_PROPAGATE and heap.mark(address) & BLACK:
            for target in strong:
                if target in heap.objects and heap.mark(target) & WHITES:
                    heap.problems.append(f"black {_edge(heap, address, target)}, which is white")
    for address in heap.objects:
        mark = heap.mark(address)
        if state == STATE_PAUSE and mark & (BLACK | WHITES) != white:
            heap.problems.append(f"{heap.describe(address)} has mark {mark} between cycles")
        if after_full and address not in reached:
            heap.problems.append(f"{heap.describe(address)} is garbage after a full collection")
    return reached


def _exists(heap: HeapSnapshot, address: int, owner: int) -> bool:
    if address in heap.objects:
        return True
    heap.problems.append(f"{_edge(heap, owner, address)}, which is not an object")
    return False


def _edge(heap: HeapSnapshot, owner: int, target: int) -> str:
    source = heap.describe(owner) if owner else "the VM"
    return f"{source} refers to {heap.describe(target)}"


# --- blocks and accounting ------------------------------------------------------------------


def _check_blocks(heap: HeapSnapshot) -> None:
    """Live blocks and free lists must cover the heap without gap or overlap."""
    live = sum(block.size for block in heap.blocks)
    used = int(heap.runtime.vm.memory_used)
    if live != used:
        heap.problems.append(f"memory_used is {used}, but live blocks have {live} bytes")
    position = HEAP_BASE
    for block in sorted(heap.blocks + _free_blocks(heap), key=lambda block: block.address):
        if block.address < position:
            heap.problems.append(f"block {block.address:#x} ({block.owner}) overlaps another")
        elif block.address > position:
            gap = block.address - position
            heap.problems.append(f"{gap} bytes at {position:#x} are neither live nor free")
        position = max(position, block.address + block.size)
    end = HEAP_BASE + len(heap.data)
    if position != end:
        heap.problems.append(f"blocks end at {position:#x}, the heap at {end:#x}")


def _free_blocks(heap: HeapSnapshot) -> list[Block]:
    found: list[Block] = []
    for index in range(SIZE_CLASSES):
        address = heap.runtime.read_array("free_lists", index)
        seen: set[int] = set()
        while address:
            if address in seen or address % 16 or not heap.inside(address):
                heap.problems.append(f"free list {index} is broken at {address:#x}")
                break
            seen.add(address)
            found.append(Block(address, class_bytes(index), "free"))
            address = heap.u64(address)
    return found


# --- strings --------------------------------------------------------------------------------


def string_hash(data: bytes) -> int:
    """PUC's hash of a string, as strings.compute_hash."""
    h = len(data)
    for position in range(len(data), (len(data) >> 5), -((len(data) >> 5) + 1)):
        h ^= (h << 5) + (h >> 2) + data[position - 1]
        h &= 0xFFFF_FFFF
    return h


def intern_hash(data: bytes) -> int:
    """The hash that a string is found by, as strings.intern_hash."""
    length = len(data)
    word_mask = (1 << 64) - 1
    h = length * MULTIPLIER & word_mask
    step = (length // (8 * WHOLE_WORDS) + 1) * 8
    words = [data[at : at + 8] for at in range(0, length - 7, step)]
    if length >= 8:
        words.append(data[-8:])
    elif length >= 4:
        words.append(data[:4] + data[-4:])
    else:
        words.append(bytes([data[0], data[length >> 1], data[-1]]) if data else b"")
    for word in words:
        h = (h ^ int.from_bytes(word, "little")) * MULTIPLIER & word_mask
        h ^= h >> 32
    return (h * MULTIPLIER & word_mask) >> 32


def _check_strings(heap: HeapSnapshot) -> None:
    strings = heap.runtime.vm.strings
    size = int(strings.size)
    count = sum(tag == TAG_STRING for tag in heap.objects.values())
    if size & (size - 1) or count != int(strings.count):
        heap.problems.append(f"string table: size {size}, count {strings.count}, {count} found")
    contents: dict[bytes, int] = {}
    for bucket, first in enumerate(heap.buckets()):
        address = first
        while heap.objects.get(address) == TAG_STRING:
            data, stored = heap.string(address), heap.field(String, "hash", address)
            if stored not in (0, string_hash(data)):
                heap.problems.append(f"string {data!r} has hash {stored}")
            if intern_hash(data) & (size - 1) != bucket:
                heap.problems.append(f"string {data!r} is in bucket {bucket}")
            if data in contents:
                heap.problems.append(f"string {data!r} exists twice")
            contents[data] = address
            address = heap.u64(address)


# --- tables ---------------------------------------------------------------------------------


def _check_value(heap: HeapSnapshot, value: int, where: str) -> None:
    if value > MAX_NUMBER:
        tag = value >> 47 & 15
        if tag not in VALUE_TAGS or (tag >= 12 and value not in PRIMITIVES):
            heap.problems.append(f"{where} holds {value:#x}, which is no value")


def main_position(heap: HeapSnapshot, key: int, count: int) -> int:
    """The index of the node where a key belongs in a hash part of `count` nodes."""
    if key <= MAX_NUMBER:
        if struct.unpack("<d", struct.pack("<Q", key))[0] == 0:
            return 0
        return ((key & 0xFFFF_FFFF) + (key >> 32) & 0xFFFF_FFFF) % (count - 1 | 1)
    if key >> 47 & 15 == TAG_STRING:
        return heap.field(String, "hash", key & PAYLOAD) & (count - 1)
    if key in (TRUE, FALSE):
        return (key == TRUE) & (count - 1)
    return (key & 0xFFFF_FFFF) % (count - 1 | 1)


def _check_table(heap: HeapSnapshot, table: int) -> None:
    name = f"table {table:#x}"
    for value in heap.array(table):
        _check_value(heap, value, name)
    nodes = heap.nodes(table)
    following = {address: link for address, _, _, link in nodes}
    keys: set[int] = set()
    for address, value, key, link in nodes:
        _check_value(heap, value, name)
        if link and link not in following:
            heap.problems.append(f"{name}: chain leads to {link:#x}, outside of the hash part")
        if value == NIL:
            continue  # a removed key may be that of a freed object until the next traversal
        if key >= DEADKEY or key == NIL:
            heap.problems.append(f"{name}: a value at a dead or empty key {key:#x}")
            continue
        _check_value(heap, key, name)
        if key in keys:
            heap.problems.append(f"{name}: key {key:#x} is there twice")
        keys.add(key)
        if key >> 47 == 0x1FFF0 | TAG_STRING and key & PAYLOAD not in heap.objects:
            continue  # reported with the references
        position = nodes[main_position(heap, key, len(nodes))][0]
        steps = 0
        while position and position != address and steps <= len(nodes):
            position = following.get(position, 0)
            steps += 1
        if position != address:
            heap.problems.append(f"{name}: key {key:#x} is not in its main position's chain")
    if nodes:
        free = heap.field(Table, "lastfree", table)
        if not nodes[0][0] <= free <= nodes[-1][0] + 24:
            heap.problems.append(f"{name}: lastfree is {free:#x}")


# --- threads --------------------------------------------------------------------------------


def _check_thread(heap: HeapSnapshot, thread: int) -> None:
    name = f"thread {thread:#x}"
    get = heap.field
    stack, slots = get(Thread, "stack", thread), get(Thread, "stack_size", thread)
    top, last = get(Thread, "top", thread), get(Thread, "stack_last", thread)
    if last != stack + 8 * (slots - EXTRA_STACK - 1) or not stack < top <= last + 8 * EXTRA_STACK:
        heap.problems.append(f"{name}: stack {stack:#x}, {slots} slots, top {top:#x}")
        return
    for value in heap.words(stack, top - stack >> 3):
        _check_value(heap, value, name)
    first, current = get(Thread, "base_ci", thread), get(Thread, "ci", thread)
    end = get(Thread, "end_ci", thread)
    if end != first + CallInfo.size * (get(Thread, "ci_size", thread) - 1) or not (
        first <= current <= end
    ):
        heap.problems.append(f"{name}: calls {first:#x}, {current:#x}, {end:#x}")
        return
    for ci in range(first, current + CallInfo.size, CallInfo.size):
        func, base = get(CallInfo, "func", ci), get(CallInfo, "base", ci)
        if not stack <= func < base <= get(CallInfo, "top", ci) <= last + 8 * EXTRA_STACK:
            heap.problems.append(f"{name}: call record {ci:#x} is outside of the stack")


def _check_upvalues(heap: HeapSnapshot, reached: set[int]) -> None:
    """An upvalue is closed, or in the list of the thread whose stack it points into."""
    opened: set[int] = set()
    for address, tag in heap.objects.items():
        if tag == TAG_THREAD:
            opened |= _open_upvalues(heap, address)
    for address in reached:
        if heap.objects[address] == TAG_UPVAL and address not in opened:
            if heap.field(UpVal, "v", address) != address + UpVal.offset("closed"):
                heap.problems.append(f"open upvalue {address:#x} is in no thread's list")


def _open_upvalues(heap: HeapSnapshot, thread: int) -> set[int]:
    """The open upvalues of a thread, checked."""
    stack = heap.field(Thread, "stack", thread)
    end = stack + 8 * heap.field(Thread, "stack_size", thread)
    link = thread + Thread.offset("open_upvalues")
    above = end
    found: set[int] = set()
    while up := heap.u64(link):
        where = f"open upvalue {up:#x} of thread {thread:#x}"
        if heap.objects.get(up) != TAG_UPVAL:
            heap.problems.append(f"{where} is not an object")
            break
        slot = heap.field(UpVal, "v", up)
        if not stack <= slot < above:
            heap.problems.append(f"{where} is out of order or outside of the stack")
        if heap.field(UpVal, "closed", up) != link:
            heap.problems.append(f"{where} does not know the link that leads to it")
        above = slot
        found.add(up)
        link = up + UpVal.offset("open_next")
    return found
