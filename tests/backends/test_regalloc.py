"""Register allocation: a checker follows every value through its location.

The checker does not look at live ranges. It walks through the code as a machine would, keeps
track of which value each register and spill slot holds, and at each read asks whether the
right one is there. Loops are walked three times, with the back edge's moves in between.
"""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.generators.recordings import NASTY, record, record_iteration
from conformance.generators.strategies import script, slots
from conformance.jit_under_test.backends.regalloc import (
    SPILL_LIMIT,
    Allocation,
    OutOfSpillSlots,
    allocate,
    describe,
)
from conformance.jit_under_test.backends.registers import RegisterFile
from conformance.jit_under_test.ir.fragment import (
    Constant,
    EndKind,
    Fragment,
    Instruction,
    Ref,
    Snapshot,
)
from conformance.jit_under_test.ir.types import IRType, RegisterClass, register_class
from conformance.jit_under_test.optimizer.loop import LoopUnstable
from conformance.jit_under_test.optimizer.passes import ALL, Switches, optimize
from tests.backends.register_files import LARGE, TINY
from tests.optimizer.test_loop import CASES
from tests.optimizer.texts import parse

Place = tuple[RegisterClass, int]


class Checker:
    """The contents of all places, as values that an instruction last computed."""

    def __init__(self, fragment: Fragment, allocation: Allocation, registers: RegisterFile) -> None:
        self.fragment = fragment
        self.allocation = allocation
        self.registers = registers
        self.contents: dict[Place, object] = {}

    def place(self, ins: Instruction) -> Place:
        location = self.allocation.locations[ins.index]
        assert location is not None, f"{ins} is read but lives nowhere"
        cls = register_class(ins.type)
        if location >= 0:
            allowed = self.registers.fpr if cls is RegisterClass.FPR else self.registers.gpr
            assert location in allowed
            return cls, location
        assert ~location < self.allocation.spill_slots <= SPILL_LIMIT
        # Spill slots are memory: both classes share them.
        return RegisterClass.GPR, location

    def read(self, ref: Ref, by: object) -> None:
        if isinstance(ref, Constant):
            return
        assert self.contents.get(self.place(ref)) is ref, f"{by} reads {ref} from a wrong place"

    def read_snapshot(self, snapshot: Snapshot | None, by: object) -> None:
        for _, ref in snapshot.slots if snapshot is not None else ():
            self.read(ref, by)

    def call(self) -> None:
        saved = {RegisterClass.GPR: self.registers.gpr_saved}
        saved[RegisterClass.FPR] = self.registers.fpr_saved
        for cls, location in list(self.contents):
            if location >= 0 and location not in saved[cls]:
                del self.contents[cls, location]

    def step(self, ins: Instruction) -> None:
        for arg in ins.args:
            self.read(arg, ins)
        self.read_snapshot(ins.snapshot, ins)
        if ins.op.variadic:
            self.call()
        if self.allocation.locations[ins.index] is not None:
            self.contents[self.place(ins)] = ins
        if ins.op.guard:
            # The exit may be taken after the result was written.
            self.read_snapshot(ins.snapshot, ins)

    def back_edge(self) -> None:
        for phi in self.fragment.phis:
            self.read(phi.right, phi)
        for move in self.allocation.backedge_moves:
            source: object = move.source
            if not isinstance(source, Constant):
                source = self.contents.get(self.moved(move.cls, move.source))
            self.contents[self.moved(move.cls, move.target)] = source
        arrived = {}
        for phi in self.fragment.phis:
            place = self.place(phi.left)
            assert self.contents.get(place) is phi.right, f"{phi} does not arrive"
            arrived[place] = phi.left
        assert len(arrived) == len(self.fragment.phis)
        start = self.fragment.loop_start
        assert start is not None
        # A new iteration: nothing that the body computed is valid any more.
        for place, held in list(self.contents.items()):
            if not isinstance(held, Instruction) or held.index >= start:
                del self.contents[place]
        self.contents.update(arrived)

    @staticmethod
    def moved(cls: RegisterClass, location: int) -> Place:
        return (cls, location) if location >= 0 else (RegisterClass.GPR, location)

    def run(self) -> None:
        fragment = self.fragment
        for ins in fragment.instructions:
            self.step(ins)
        if fragment.end.kind is not EndKind.LOOP:
            self.read_snapshot(fragment.end.snapshot, "the end")
            return
        for _ in range(2):
            self.back_edge()
            for ins in fragment.instructions[fragment.loop_start :]:
                self.step(ins)
        self.back_edge()


def check(fragment: Fragment, registers: RegisterFile) -> Allocation:
    allocation = allocate(fragment, registers)
    Checker(fragment, allocation, registers).run()
    return allocation


quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
both = pytest.mark.parametrize("registers", [TINY, LARGE], ids=lambda file: file.name)


@both
@quick
@given(slots, script)
def test_straight_line(
    registers: RegisterFile, numbers: list[float], steps: list[tuple[int, int, int]]
) -> None:
    check(record(numbers, steps), registers)


@both
@quick
@given(slots, script, st.sampled_from([frozenset({"loop"}), ALL]))
def test_loops(
    registers: RegisterFile,
    numbers: list[float],
    steps: list[tuple[int, int, int]],
    passes: frozenset[str],
) -> None:
    try:
        fragment = optimize(record_iteration(numbers, steps, 3), Switches(passes), recorded=False)
    except LoopUnstable:
        return
    check(fragment, registers)


@both
@pytest.mark.parametrize("text", [text for text, _ in CASES.values()], ids=CASES.keys())
def test_loop_cases(text: str, registers: RegisterFile) -> None:
    check(optimize(parse(text)), registers)


def test_long_random_fragments() -> None:
    rng = random.Random(2)
    spilled = 0
    for _ in range(30):
        steps = [(rng.randrange(24), rng.randrange(16), rng.randrange(16)) for _ in range(150)]
        fragment = record(rng.choices(NASTY, k=4), steps)
        spilled += check(fragment, TINY).spill_slots > 0
        check(fragment, LARGE)
    assert spilled > 20


COUNTING = """
snap 0 pc=0x10 clock=0 {}
v0 = sload VAL #0
v1 = unbox NUM v0 !0
v2 = num2int INT v1 !0
v3 = sload VAL #1
v4 = unbox NUM v3 !0
v5 = add NUM v4 0.5
v6 = iadd INT v2 1
snap 1 pc=0x18 clock=3 {0: v6, 1: v5}
lt v6 1000 !1
end loop !1
"""


def test_counting_loop_needs_no_moves() -> None:
    fragment = optimize(parse(COUNTING))
    allocation = check(fragment, TINY)
    assert len(fragment.phis) == 2
    assert allocation.backedge_moves == [] and allocation.spill_slots == 0
    values = [ins for ins in fragment.instructions if ins.type is not IRType.NONE]
    assert len(describe(fragment, allocation).splitlines()) == len(values)


def test_swap_moves_in_a_cycle() -> None:
    allocation = check(optimize(parse(CASES["swap"][0])), LARGE)
    assert len(allocation.backedge_moves) == 3


def test_values_across_calls_survive() -> None:
    fragment = parse(
        """
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        v2 = call INT @count 1
        v3 = add NUM v1 1.0
        snap 1 pc=0x0 clock=0 {0: v0, 1: v3, 2: v2}
        end stop !1
        """
    )
    locations = check(fragment, LARGE).locations
    assert locations[0] in LARGE.gpr_saved and locations[1] in LARGE.fpr_saved
    locations = check(fragment, TINY).locations
    assert locations[0] == 2 and locations[1] is not None and locations[1] < 0


def test_spills_what_is_used_least() -> None:
    # Three values compete for two registers of the loop; the one that only exits read loses.
    fragment = parse(
        """
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        v2 = sload VAL #1
        v3 = unbox NUM v2 !0
        v4 = sload VAL #2
        v5 = unbox NUM v4 !0
        loop 1 1
        snap 1 pc=0x0 clock=0 {0: v1, 1: v3, 2: v5}
        flt v3 v5 !1
        end loop
        """
    )
    locations = check(fragment, TINY).locations
    assert [location is not None and location < 0 for location in locations[1:6:2]] == [
        True, False, False,
    ]  # fmt: skip


def test_too_many_values() -> None:
    lines = []
    for i in range(SPILL_LIMIT + 10):
        lines.append(f"v{i} = sload VAL #{i}")
    slots_text = ", ".join(f"{i}: v{i}" for i in range(SPILL_LIMIT + 10))
    lines.append(f"snap 0 pc=0x0 clock=0 {{{slots_text}}}\nend stop !0")
    with pytest.raises(OutOfSpillSlots):
        allocate(parse("\n".join(lines)), TINY)


def test_unused_results_live_nowhere() -> None:
    fragment = parse("v0 = sload VAL #0\nv1 = unbox NUM v0 !0")
    assert allocate(fragment, LARGE).locations[1] is None
    assert fragment.instructions[1].type is IRType.NUM
