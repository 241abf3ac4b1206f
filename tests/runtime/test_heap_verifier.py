"""The heap verifier finds every kind of damage, and nothing where there is none."""

from collections.abc import Callable

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier
from conformance.jit_under_test.runtime.host.heap_snapshot import class_bytes, class_index
from conformance.jit_under_test.runtime.host.heap_verifier import verify_heap
from conformance.jit_under_test.runtime.host.runtime import Runtime
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS
from conformance.jit_under_test.runtime.objects import VM, GCObject, Node, String, Table, UpVal
from conformance.jit_under_test.runtime.values import NIL, PAYLOAD, TABLE

PROGRAM = b"""
list = {}
for i = 1, 50 do list[i] = {i, name = "n" .. i} list["key" .. i] = {} end
"""


def global_table(runtime: Runtime, name: bytes) -> int:
    return runtime.get_field(runtime.vm.globals, name) & PAYLOAD


def add(runtime: Runtime, address: int, amount: int) -> None:
    runtime.memory.write_u64(address, runtime.memory.read_u64(address) + amount)


def used_nodes(runtime: Runtime, table: int) -> list[int]:
    view = runtime.table(table)
    nodes = [view.node + Node.size * j for j in range(1 << view.lsizenode)]
    return [node for node in nodes if runtime.memory.read_u64(node) != NIL]


def lose_object(runtime: Runtime) -> None:
    """The second object of the list is unlinked."""
    first = int(runtime.vm.all_objects)
    second = runtime.memory.read_u64(first)
    runtime.memory.write_u64(first, runtime.memory.read_u64(second))


def free_live(runtime: Runtime) -> None:
    view = runtime.table(global_table(runtime, b"list"))
    runtime.call("mem_free", view.array, 8 * view.sizearray)


def leak(runtime: Runtime) -> None:
    runtime.call("mem_alloc", 30000)
    runtime.call("mem_free", runtime.call("mem_alloc", 50000), 50000)


def miscount(runtime: Runtime) -> None:
    add(runtime, VM_ADDRESS + VM.offset("memory_used"), 16)


def break_free_list(runtime: Runtime) -> None:
    block = runtime.call("mem_alloc", 500)
    runtime.call("mem_free", block, 500)
    runtime.memory.write_u64(block, block + 8)


def colour(runtime: Runtime) -> None:
    table = global_table(runtime, b"list")
    runtime.memory.write_u8(table + GCObject.offset("marked"), 4)


def wrong_tag(runtime: Runtime) -> None:
    table = global_table(runtime, b"list")
    runtime.memory.write_u8(table + GCObject.offset("tt"), 2)


def swap_keys(runtime: Runtime) -> None:
    key = Node.offset("key")
    a, b = used_nodes(runtime, global_table(runtime, b"list"))[:2]
    x, y = runtime.memory.read_u64(a + key), runtime.memory.read_u64(b + key)
    runtime.memory.write_u64(a + key, y)
    runtime.memory.write_u64(b + key, x)


def double_key(runtime: Runtime) -> None:
    key = Node.offset("key")
    a, b = used_nodes(runtime, global_table(runtime, b"list"))[:2]
    runtime.memory.write_u64(b + key, runtime.memory.read_u64(a + key))


def wild_chain(runtime: Runtime) -> None:
    node = used_nodes(runtime, global_table(runtime, b"list"))[0]
    runtime.memory.write_u64(node + Node.offset("next"), 12345)


def bad_value(runtime: Runtime) -> None:
    array = runtime.table(global_table(runtime, b"list")).array
    runtime.memory.write_u64(array, 0x1FFF2 << 47)


def dangling_value(runtime: Runtime) -> None:
    array = runtime.table(global_table(runtime, b"list")).array
    runtime.memory.write_u64(array, TABLE | (array + 16))


def change_string(runtime: Runtime) -> None:
    string = runtime.string(b"name") & PAYLOAD
    runtime.memory.write_u8(string + 24, ord("N"))


def change_hash(runtime: Runtime) -> None:
    add(runtime, (runtime.string(b"name") & PAYLOAD) + String.offset("hash"), 1)


def missing_barrier(runtime: Runtime) -> None:
    """A white table is stored in a black one behind the collector's back."""
    runtime.call("start_marking")
    runtime.call("propagate_all")
    array = runtime.table(global_table(runtime, b"list")).array
    runtime.memory.write_u64(array, TABLE | runtime.new_table())


def reachable_is_dead(runtime: Runtime) -> None:
    """The same, but found while the collector sweeps."""
    missing_barrier(runtime)
    runtime.call("atomic")


def open_upvalues(runtime: Runtime, order: list[int]) -> list[int]:
    """Open upvalues of the main thread's first slots, made in this order."""
    runtime.push(*[NIL] * 4)
    thread = runtime.thread()
    return [runtime.call("find_upvalue", int(thread), thread.stack + 8 + 8 * j) for j in order]


def misplace_upvalue(runtime: Runtime) -> None:
    upvalue = open_upvalues(runtime, [0, 2, 1])[2]
    runtime.memory.write_u64(upvalue + UpVal.offset("v"), runtime.thread().stack + 8 * 4)


def lose_link(runtime: Runtime) -> None:
    upvalue = open_upvalues(runtime, [0, 2, 1])[2]
    runtime.memory.write_u64(upvalue + UpVal.offset("closed"), NIL)


def lose_stack(runtime: Runtime) -> None:
    thread = runtime.thread()
    thread.top = thread.stack_last + 8 * 100


def wild_array_size(runtime: Runtime) -> None:
    table = global_table(runtime, b"list")
    runtime.memory.write_u32(table + Table.offset("sizearray"), 1 << 30)


DAMAGE: dict[Callable[[Runtime], None], str] = {
    lose_object: "which is not an object",
    free_live: "overlaps another",
    leak: "neither live nor free",
    miscount: "but live blocks have",
    break_free_list: "is broken at",
    colour: "has mark 4 between cycles",
    wrong_tag: "tag 2 at",
    swap_keys: "is not in its main position's chain",
    double_key: "is there twice",
    wild_chain: "outside of the hash part",
    bad_value: "which is no value",
    dangling_value: "which is not an object",
    change_string: "has hash",
    change_hash: "has hash",
    missing_barrier: "which is white",
    reachable_is_dead: "about to be freed",
    misplace_upvalue: "is out of order",
    lose_link: "does not know the link",
    lose_stack: "slots, top",
    wild_array_size: "are outside of the heap",
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_is_found(damage: Callable[[Runtime], None]) -> None:
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:
        engine.run(PROGRAM, b"=program")
        runtime = engine.runtime
        runtime.call("collector_full")
        assert verify_heap(runtime, after_full=True) == []
        damage(runtime)
        assert any(DAMAGE[damage] in problem for problem in verify_heap(runtime))


def test_sound_upvalues() -> None:
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:
        open_upvalues(engine.runtime, [0, 2, 1])
        assert verify_heap(engine.runtime) == []


def test_garbage_is_found() -> None:
    """What a full collection must have freed, and did not."""
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:
        engine.runtime.call("collector_full")
        table = engine.runtime.new_table()
        problems = verify_heap(engine.runtime, after_full=True)
        assert problems == [f"table {table:#x} is garbage after a full collection"]


def test_size_classes() -> None:
    """The host's size classes hold what is asked for, wasting a quarter at most."""
    for size in [*range(1, 3000), 4096, 5000, 1 << 20, (1 << 20) + 1, 12345678]:
        block = class_bytes(class_index(size))
        assert size <= block < size + max(16, size // 4 + 1)
