"""Dead code elimination, and tidying of snapshots.

Needed are guards, stores, calls that write, and whatever these and the snapshots refer to, by
way of operands and of PHIs. Of a loop-carried value only the PHI is needed that the body reads;
an accumulator that nothing but its own update reads disappears with its update.

Snapshots first drop the boxing that an exit does anyway: a slot that would hold `box x` holds
x. Then equal snapshots become one, which saves exit stubs; only cold exits stay
apart, since they never get side fragments. A box that is the left side of a PHI is left alone: it
stands for the box of the iteration before, and its operand may have no PHI.

A call whose writes are all invisible to the program is not treated as dead; only pure calls
are.
"""

from collections.abc import Iterable
from typing import Final

from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fragment import (
    Constant,
    Fragment,
    Instruction,
    Ref,
    Snapshot,
    SunkObject,
)
from conformance.jit_under_test.ir.ops import COLD_GUARDS, OPS

_BOX: Final = OPS["box"]


def eliminate(fragment: Fragment) -> Fragment:
    """Remove unneeded instructions and PHIs in place; returns the fragment, renumbered."""
    _tidy_snapshots(fragment)
    start = fragment.loop_start
    instructions = fragment.instructions
    body_start = len(instructions) if start is None else start
    needed = [False] * len(instructions)
    rights = {phi.left.index: phi.right for phi in fragment.phis}
    carried: set[int] = set()  # left sides that the body reads, or that are read at the back edge
    next_round: list[Ref] = []  # their right sides
    work: list[Instruction] = []
    seen: set[tuple[int, bool]] = set()

    def need(refs: Iterable[Ref], body: bool) -> None:
        for ref in refs:
            if isinstance(ref, Constant):
                continue
            index = ref.index
            if not needed[index]:
                needed[index] = True
                work.append(ref)
            if body and index in rights and index not in carried:
                carried.add(index)
                next_round.append(rights[index])

    def need_snapshot(snap: Snapshot, body: bool) -> None:
        key = (id(snap), body)
        if key not in seen:
            seen.add(key)
            need([ref for _, ref in snap.slots], body)
            for object_ in snap.objects:
                need((object_.sunk,), body)
                need([ref for _, ref in object_.fields], body)

    for index, ins in enumerate(instructions):
        if not ins.op.removable and not _pure_call(ins):
            needed[index] = True
            work.append(ins)
    if fragment.end.snapshot is not None:
        need_snapshot(fragment.end.snapshot, False)
    while work or next_round:
        if next_round:
            need((next_round.pop(),), True)
            continue
        ins = work.pop()
        body = ins.index >= body_start
        need(ins.args, body)
        if ins.snapshot is not None:
            need_snapshot(ins.snapshot, body)
    fragment.phis = [phi for phi in fragment.phis if phi.left.index in carried]
    if start is not None:
        fragment.loop_start = sum(needed[:start])
    fragment.instructions = [ins for ins, keep in zip(instructions, needed, strict=True) if keep]
    fragment.renumber()
    return fragment


def _pure_call(ins: Instruction) -> bool:
    return isinstance(ins.aux, KernelCall) and ins.aux.pure and not ins.op.pinned


def _tidy_snapshots(fragment: Fragment) -> None:
    lefts = {phi.left for phi in fragment.phis}
    boxes = {ins for ins in fragment.instructions if ins.op is _BOX} - lefts
    unique: dict[tuple[object, ...], Snapshot] = {}
    replaced: dict[int, Snapshot] = {}

    def tidy(snap: Snapshot, collects: bool) -> Snapshot:
        found = replaced.get(id(snap))
        if found is None:
            if boxes:
                snap.slots = tuple(
                    [(slot, unboxed(ref) if ref in boxes else ref) for slot, ref in snap.slots]
                )
                snap.objects = tuple([_tidy_object(object_, boxes) for object_ in snap.objects])
            key = (
                *(collects, snap.pc, snap.clock, snap.top),
                *(snap.frames, snap.slots, snap.diverging, snap.objects),
            )
            found = unique.setdefault(key, snap)
            replaced[id(snap)] = found
        return found

    for ins in fragment.instructions:
        if ins.snapshot is not None:
            ins.snapshot = tidy(ins.snapshot, ins.op in COLD_GUARDS)
    if fragment.end.snapshot is not None:
        fragment.end.snapshot = tidy(fragment.end.snapshot, False)


def _tidy_object(object_: SunkObject, boxes: set[Instruction]) -> SunkObject:
    fields = [(place, unboxed(ref) if ref in boxes else ref) for place, ref in object_.fields]
    return SunkObject(object_.sunk, tuple(fields))


def unboxed(ref: Ref) -> Ref:
    """What an exit may write instead of `ref`: the operand, if `ref` is a box."""
    if not isinstance(ref, Constant) and ref.op.name == "box":
        return ref.args[0]
    return ref
