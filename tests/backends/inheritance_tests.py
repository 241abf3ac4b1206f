"""Side fragments that take values over from the exit they are attached to."""

from typing import Any

import pytest

from conformance.jit_under_test.backends.protocol import (
    EXIT_DIRECT_OFFSET,
    CompiledFragment,
    Inheritance,
)
from conformance.jit_under_test.ir.evaluator import Evaluator
from conformance.jit_under_test.ir.fragment import Constant, Fragment
from conformance.oracles.fragment_check import EXIT_ID_STEP, FIRST_EXIT_ID, Harness
from conformance.oracles.fragment_world import FUN, LAYOUT, PC, STR, TAB, VM, contents, differences
from tests.backends.common import f64, set_slots

SIDE_CODE = 0x8000  # bytes behind the first fragment
SIDE_EXITS = 100
FRAME = "frame(3 4 9 0x1004000040 1 0 k=0x1004000100)"
NUMBERS = 12


def listed(first: int) -> str:
    """Slots 1 to NUMBERS of a snapshot, with the values from v<first> on."""
    return ", ".join(f"{1 + i}: v{first + i}" for i in range(NUMBERS))


# Leaves by its guard with every kind of value: in registers, in spill slots, constant, an integer.
PARENT = f"""
fragment 1 root "test"
snap 0 pc={PC:#x} clock=0 {{}}
{"".join(f"v{i} = sload VAL #{i}{chr(10)}" for i in range(NUMBERS))}
{"".join(f"v{NUMBERS + i} = unbox NUM v{i} !0{chr(10)}" for i in range(NUMBERS))}
v24 = sload VAL #12
v25 = unbox TAB v24 !0
v26 = sload VAL #13
v27 = num2int INT v12 !0
{"".join(f"v{28 + i} = add NUM v{12 + i} 1.5{chr(10)}" for i in range(NUMBERS))}
snap 1 pc={PC + 8:#x} clock=5 @ {{0: v27, {listed(28)}, \
13: v25, 14: v26, 15: nil, 16: 2.5}}
flt v12 v12 !1
snap 2 pc={PC + 16:#x} clock=9 {{}}
end stop !2
"""
# Uses them in another order, so that registers have to be exchanged.
SIDE = f"""
fragment 2 side "test"
entry @
v0 = inherit INT #0
{"".join(f"v{1 + i} = inherit NUM #{1 + i}{chr(10)}" for i in range(NUMBERS))}
v13 = inherit TAB #13
v14 = inherit VAL #14
v15 = sload VAL #17
snap 0 pc={PC + 24:#x} clock=1 @ {{0: v0, {listed(1)}, \
13: v13, 14: v14, 15: nil, 16: 2.5}}
v16 = unbox NUM v15 !0
{"".join(f"v{17 + i} = sub NUM v{12 - i} v{1 + i}{chr(10)}" for i in range(NUMBERS))}
v29 = int2num NUM v0
v30 = add NUM v29 v16
snap 1 pc={PC + 32:#x} clock=3 @ {{0: v30, {listed(17)}, \
13: v14, 14: v13, 15: nil, 16: 2.5}}
end stop !1
"""


def fragments(harness: Harness, framed: bool) -> tuple[Fragment, Fragment]:
    """The two fragments, where `framed` with an inlined frame at the exit."""
    frame = f" {FRAME}" if framed else ""
    entry = f"entry {FRAME}" if framed else ""
    parent = harness.parse(PARENT.replace(" @", frame))
    side = harness.parse(
        SIDE.replace("entry @\n", entry + "\n" if entry else "").replace(" @", frame)
    )
    return parent, side


def slots(last: float) -> Any:
    values = {f"s{i}": f64(float(3 * i - 7)) for i in range(NUMBERS)}
    return set_slots(**values, s12=TAB, s13=STR, s17=f64(last) if last else FUN)


def compile_side(harness: Harness, parent: CompiledFragment, left: Any, side: Fragment) -> int:
    """Attach the side fragment to the exit; where its direct entry is."""
    places = {
        slot: parent.locations[ref.index]
        for slot, ref in left.slots
        if not isinstance(ref, Constant)
    }
    inheritance = Inheritance(places, left.clock, parent.spill_slots)
    ids = [FIRST_EXIT_ID + EXIT_ID_STEP * (SIDE_EXITS + k) for k in range(len(side.snapshots))]
    address = parent.address + SIDE_CODE
    compiled = harness.backend.compile(side, address, harness.symbols, ids, inheritance)
    harness.machine.write_code(address, compiled.code)
    harness.set_records(compiled, SIDE_EXITS)
    assert compiled.direct is not None
    return address + compiled.direct


class InheritanceTests:
    """Part of `backend_tests.BackendTests`."""

    def test_inherited_values_are_in_their_slots_behind_the_other_entry(self, harness: Harness):
        _, side = fragments(harness, framed=False)
        values = {f"s{i}": f64(float(i)) for i in range(13)}
        prepare = set_slots(**values, s13=TAB, s14=STR, s17=f64(1.0))
        assert harness.check(side, prepare) == 1

    @pytest.mark.parametrize("framed", (False, True))
    @pytest.mark.parametrize("last", (4.0, 0.0))
    def test_values_go_from_exit_to_side_fragment(
        self, harness: Harness, framed: bool, last: float
    ):
        parent, side = fragments(harness, framed)
        prepare = slots(last)
        compiled = harness.compile(parent)
        left = parent.snapshots[1]
        direct = compile_side(harness, compiled, left, side)
        attached = harness.descriptor(1) + EXIT_DIRECT_OFFSET
        harness.memory.write_u64(attached, direct)
        left_by = harness.run(parent, prepare, compiled)
        harness.memory.write_u64(attached, harness.symbols["jit_exit"])
        assert left_by == SIDE_EXITS + (1 if last else 0)
        after = contents(harness.memory)
        outcome = harness.evaluate(parent, prepare)
        assert outcome.snapshot == 1
        outcome = Evaluator(harness.memory, LAYOUT).run(side, VM, outcome.base)
        assert outcome.snapshot == (1 if last else 0)
        assert not differences(after, contents(harness.memory))
