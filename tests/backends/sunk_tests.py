"""Exits that make sunk objects, and side fragments that take over what these hold."""

from typing import Any

import pytest

from conformance.jit_under_test.backends.protocol import EXIT_DIRECT_OFFSET, Inheritance
from conformance.jit_under_test.ir.boxing import TAG_BITS
from conformance.jit_under_test.ir.types import IRType
from conformance.oracles.fragment_check import EXIT_ID_STEP, FIRST_EXIT_ID, Harness
from conformance.oracles.fragment_world import LAYOUT, NODES, PC, STR, TAB, TABLE, VM
from tests.backends.common import f64, set_slots

KEYS = (f64(7.0), STR, TAB, f64(0.5))
FRAME = "frame(3 4 9 0x1004000040 1 0 k=0x1004000100)"
SPILLED = 40  # more numbers than there are registers
FIRST_FIELD = 601

# Values of every kind, held by tables that hold each other, in several slots.
OBJECTS = f"""
fragment 1 root "test"
snap 0 pc={PC:#x} clock=0 {{}}
v0 = sload VAL #1
v1 = unbox NUM v0 !0
v2 = sload VAL #2
v3 = sload VAL #3
v4 = unbox TAB v3 !0
v5 = num2int INT v1 !0
v6 = sunk TAB @trace_copy_table TAB:{TABLE:#x}
spend #1000
v8 = sunk TAB @trace_new_table 3 0
v9 = sunk TAB @trace_copy_table TAB:{TABLE:#x}
{"".join(f"v{10 + i} = add NUM v1 {i}.5{chr(10)}" for i in range(SPILLED))}
snap 1 pc={PC + 8:#x} clock=5 @ {{-1: v9, 0: v5, 1: v6, 2: v8, 5: v6, 6: 1.5, 7: v2}} \
v6(node 0: v1, node 1: v5, node 2: v8, node 3: true, metatable 0: v4) \
v8(element 0: v{10 + SPILLED - 1}, element 2: v2, metatable 0: v9) \
v9(node 1: v9, node 2: v{10 + SPILLED // 2}, node 3: TAB:{TABLE:#x}, metatable 0: TAB:{TABLE:#x})
flt v1 2.0 !1
snap 2 pc={PC + 16:#x} clock=9 {{{", ".join(f"{20 + i}: v{10 + i}" for i in range(SPILLED))}}}
flt v1 1.0 !2
end stop !0
"""

# Leaves with a sunk table, which the side fragment makes of what it held.
PARENT = f"""
fragment 1 root "test"
snap 0 pc={PC:#x} clock=0 {{}}
v0 = sload VAL #1
v1 = unbox NUM v0 !0
v2 = sload VAL #3
v3 = unbox TAB v2 !0
v4 = sunk TAB @trace_copy_table TAB:{TABLE:#x}
v5 = add NUM v1 1.5
snap 1 pc={PC + 8:#x} clock=5 {{1: v4, 2: v1}} v4(node 1: v5, metatable 0: v3)
flt v1 2.0 !1
end stop !0
"""
SIDE = f"""
fragment 2 side "test"
shape TAB:{TABLE:#x} {" ".join(f"VAL:{key:#x}" for key in KEYS)}
v0 = inherit NUM #2
v1 = inherit NUM #{FIRST_FIELD}
v2 = inherit TAB #{FIRST_FIELD + 1}
v3 = call TAB @trace_copy_table TAB:{TABLE:#x}
v4 = fload PTR v3 table.node
v5 = nref PTR v4 #1 VAL:{STR:#x}
hstore v5 v1
fstore v3 table.metatable v2
snap 0 pc={PC + 24:#x} clock=1 {{1: v3, 2: v0}}
end stop !0
"""


def prepare(number: float, depth: int = 2) -> Any:
    slots = set_slots(s1=f64(number), s2=STR, s3=TAB)

    def fill(memory: Any) -> None:
        slots(memory)
        memory.write_u8(TABLE + LAYOUT.fields["table.lsizenode"].offset, depth)
        for i, key in enumerate(KEYS):
            memory.write_u64(NODES + 24 * i, f64(float(i)))
            memory.write_u64(NODES + 24 * i + 8, key)

    return fill


class SunkTests:
    """Part of `backend_tests.BackendTests`."""

    @pytest.mark.parametrize("framed", (False, True))
    @pytest.mark.parametrize(("number", "left_by"), ((3.0, 1), (1.0, 2), (0.0, 0)))
    def test_exits_make_sunk_objects(
        self, harness: Harness, framed: bool, number: float, left_by: int
    ):
        text = OBJECTS.replace(" @ ", f" {FRAME} " if framed else " ")
        assert harness.check(text, prepare(number)) == left_by

    def test_one_object_in_two_slots(self, harness: Harness):
        harness.check(OBJECTS.replace(" @ ", " "), prepare(3.0))
        base = harness.memory.read_u64(VM + LAYOUT.vm_thread)
        base = harness.memory.read_u64(base + LAYOUT.thread_base)
        first, second = (harness.memory.read_u64(base + 8 * slot) for slot in (1, 5))
        assert first == second
        assert first & ~((1 << 47) - 1) == TAG_BITS[IRType.TAB]

    def test_a_side_fragment_makes_what_it_takes_over(self, harness: Harness):
        parent, side = harness.parse(PARENT), harness.parse(SIDE)
        compiled = harness.compile(parent)
        left = parent.snapshots[1]
        refs = {2: left.slots[1][1]}
        refs.update(enumerate((ref for _, ref in left.objects[0].fields), FIRST_FIELD))
        places = {slot: compiled.locations[ref.index] for slot, ref in refs.items()}  # type: ignore[union-attr]
        inheritance = Inheritance(places, left.clock, compiled.spill_slots, from_memory=False)  # type: ignore[arg-type]
        address = compiled.address + 0x8000
        ids = [FIRST_EXIT_ID + EXIT_ID_STEP * 100]
        code = harness.backend.compile(side, address, harness.symbols, ids, inheritance)
        harness.machine.write_code(address, code.code)
        assert code.direct == code.entry
        attached = harness.descriptor(1) + EXIT_DIRECT_OFFSET
        harness.memory.write_u64(attached, address + code.direct)
        left_by = harness.run(parent, prepare(3.0), compiled)
        harness.memory.write_u64(attached, harness.symbols["jit_exit"])
        assert left_by == 100
        base = harness.memory.read_u64(
            harness.memory.read_u64(VM + LAYOUT.vm_thread) + LAYOUT.thread_base
        )
        table = harness.memory.read_u64(base + 8) & ((1 << 47) - 1)
        nodes = harness.memory.read_u64(table + LAYOUT.fields["table.node"].offset)
        assert harness.memory.read_u64(nodes + 24) == f64(4.5)
        assert harness.memory.read_u64(table + LAYOUT.fields["table.metatable"].offset) == TABLE
        assert harness.memory.read_u64(base + 16) == f64(3.0)

    def test_addresses_of_known_nodes(self, harness: Harness):
        """Folded into a load and a store, and in a register."""
        text = f"""
        snap 0 pc={PC:#x} clock=0 {{}}
        v0 = sload VAL #3
        v1 = unbox TAB v0 !0
        v2 = fload PTR v1 table.node
        v3 = nref PTR v2 #1 VAL:{STR:#x}
        v4 = hload VAL v3
        v5 = nref PTR v2 #2 VAL:{TAB:#x}
        hstore v5 7.5
        v7 = nref PTR PTR:{NODES:#x} #3 VAL:{KEYS[3]:#x}
        v8 = call TAB @pass_table v1
        ne v7 v5 !0
        fstore PTR:{VM + 0x200:#x} cell.ptr v7
        snap 1 pc={PC + 8:#x} clock=0 {{1: v4}}
        end stop !1
        """
        assert harness.check(text, prepare(1.0)) == 1
