"""Planted faults: realistic bugs, each switched on by name, that show what the harness finds.

Each does to an optimized fragment what a mistake in the recorder or a pass would have done to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fragment import UNGUARDED, Constant, Fragment, Instruction
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import IRType

Plant = Callable[[Fragment], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by name: what is wrong, and how it is planted."""

    name: str
    doc: str
    plant: Plant


# Stack slots alone would not do: a slot's type is seldom seen to change where a fragment begins.
_VALUE_LOADS: Final = frozenset({"sload", "uload", "aload", "hload"})


def _drop_type_guards(fragment: Fragment) -> None:
    for ins in fragment.instructions:
        if ins.op.name == "unbox" and ins.type is IRType.NUM:
            source = ins.args[0]
            if isinstance(source, Instruction) and source.op.name in _VALUE_LOADS:
                ins.aux = UNGUARDED


def _without(drop: Callable[[Instruction], bool]) -> Plant:
    """Take out instructions without a result."""

    def plant(fragment: Fragment) -> None:
        start = fragment.loop_start
        before = len(fragment.instructions) if start is None else start
        gone = [index for index, ins in enumerate(fragment.instructions) if drop(ins)]
        for index in reversed(gone):
            del fragment.instructions[index]
        if start is not None:
            fragment.loop_start = start - sum(index < before for index in gone)
        fragment.renumber()

    return plant


def _renamed(names: dict[str, str]) -> Plant:
    """Replace operations by others of the same operands and result."""

    def plant(fragment: Fragment) -> None:
        for ins in fragment.instructions:
            if ins.op.name in names:
                ins.op = OPS[names[ins.op.name]]

    return plant


def _compares_with(*types: IRType) -> Callable[[Instruction], bool]:
    def found(ins: Instruction) -> bool:
        right = ins.args[-1] if ins.op.name == "eq" else None
        return isinstance(right, Constant) and right.type in types

    return found


def _is_barrier(ins: Instruction) -> bool:
    return ins.op.name == "tbar" or (isinstance(ins.aux, KernelCall) and "barrier" in ins.aux.name)


def _forget_slots(fragment: Fragment) -> None:
    for snapshot in fragment.snapshots:
        # Dead slots get nil, which is no loss.
        kept = [pair for pair in snapshot.slots if not pair[1].is_constant]
        if len(snapshot.slots) > 1 and kept:
            snapshot.slots = tuple([pair for pair in snapshot.slots if pair is not kept[-1]])


def _mix_up_slots(fragment: Fragment) -> None:
    for snapshot in fragment.snapshots:
        if len(snapshot.slots) > 1:
            (first, one), (second, other), *rest = snapshot.slots
            snapshot.slots = ((first, other), (second, one), *rest)


def _lose_phi(fragment: Fragment) -> None:
    if len(fragment.phis) > 1:
        fragment.phis[0].right = fragment.phis[0].left


_TABLE: Final = (
    Fault("drop-type-guard", "numbers loaded from memory are not tested", _drop_type_guards),
    Fault(
        "drop-callee-guard",
        "any function is taken for the one that was recorded",
        _without(_compares_with(IRType.FUN, IRType.PTR)),
    ),
    Fault(
        "drop-metatable-guard",
        "tables keep the metatable that they had",
        _without(_compares_with(IRType.TAB)),
    ),
    Fault(
        "drop-bounds-guard",
        "array parts are as large as they were",
        _without(lambda ins: ins.op.name == "ult"),
    ),
    Fault("drop-barrier", "objects are stored into older ones unnoticed", _without(_is_barrier)),
    Fault("forget-slot", "an exit does not restore the last changed slot", _forget_slots),
    Fault("mix-up-slots", "an exit restores two slots in each other's place", _mix_up_slots),
    Fault("lose-phi", "a variable of a loop keeps its first value", _lose_phi),
    # A guard that is too strict would only be slow: these hold for more than they should.
    Fault("pass-equal", "what is equal counts as less", _renamed({"flt": "fle", "fgt": "fge"})),
    Fault(
        "pass-nan",
        "a comparison with NaN counts as true",
        _renamed({"fge": "fnlt", "fgt": "fnle", "flt": "fnge", "fle": "fngt"}),
    ),
    Fault("round-up", "floor rounds to the wrong side", _renamed({"floor": "ceil"})),
)
FAULTS: Final[dict[str, Fault]] = {fault.name: fault for fault in _TABLE}
"""The faults by name."""


def plant(fragment: Fragment, names: frozenset[str]) -> None:
    """Do to the fragment what the named faults do. Raises ValueError for unknown names."""
    unknown = names - FAULTS.keys()
    if unknown:
        raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
    for name in sorted(names):
        FAULTS[name].plant(fragment)
