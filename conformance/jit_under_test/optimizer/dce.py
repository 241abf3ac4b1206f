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

from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fragment import (
    Constant,
    Fragment,
    Instruction,
    Ref,
    Snapshot,
    SunkObject,
)
from conformance.jit_under_test.ir.ops import COLD_GUARDS


def eliminate(fragment: Fragment) -> Fragment:
    """Remove unneeded instructions and PHIs in place; returns the fragment, renumbered."""
    _tidy_snapshots(fragment)
    start = fragment.loop_start
    instructions = fragment.instructions
    needed = [False] * len(instructions)
    in_body = [False] * len(instructions)  # read by the body or at the back edge
    rights = {phi.left.index: phi.right for phi in fragment.phis}
    work: list[tuple[Ref, bool]] = []
    seen: set[tuple[int, bool]] = set()

    def need_operands(ins: Instruction, body: bool) -> None:
        for arg in ins.args:
            if not isinstance(arg, Constant):
                work.append((arg, body))
        if ins.snapshot is not None:
            need_snapshot(ins.snapshot, body)

    def need_snapshot(snap: Snapshot, body: bool) -> None:
        key = (id(snap), body)
        if key not in seen:
            seen.add(key)
            work.extend((ref, body) for _, ref in snap.slots if not isinstance(ref, Constant))
            for object_ in snap.objects:
                work.append((object_.sunk, body))
                held = [ref for _, ref in object_.fields]
                work.extend((ref, body) for ref in held if not isinstance(ref, Constant))

    for index, ins in enumerate(instructions):
        op = ins.op
        if not op.removable and not (isinstance(ins.aux, KernelCall) and _pure_call(ins)):
            needed[index] = True
            need_operands(ins, start is not None and index >= start)
    if fragment.end.snapshot is not None:
        need_snapshot(fragment.end.snapshot, False)
    while work:
        ref, body = work.pop()
        assert isinstance(ref, Instruction)
        index = ref.index
        if not needed[index]:
            needed[index] = True
            need_operands(ref, start is not None and index >= start)
        if body and not in_body[index]:
            in_body[index] = True
            right = rights.get(index)
            if right is not None and not isinstance(right, Constant):
                work.append((right, True))
    fragment.phis = [phi for phi in fragment.phis if in_body[phi.left.index]]
    if start is not None:
        fragment.loop_start = sum(needed[:start])
    fragment.instructions = [ins for ins, keep in zip(instructions, needed, strict=True) if keep]
    fragment.renumber()
    return fragment


def _pure_call(ins: Instruction) -> bool:
    return not ins.op.pinned and isinstance(ins.aux, KernelCall) and ins.aux.pure


def _tidy_snapshots(fragment: Fragment) -> None:
    lefts = {phi.left for phi in fragment.phis}
    unique: dict[tuple[object, ...], Snapshot] = {}
    replaced: dict[int, Snapshot] = {}

    def tidy(snap: Snapshot, collects: bool) -> Snapshot:
        found = replaced.get(id(snap))
        if found is None:
            snap.slots = tuple(
                [(slot, ref if ref in lefts else unboxed(ref)) for slot, ref in snap.slots]
            )
            if snap.objects:
                snap.objects = tuple([_tidy_object(object_, lefts) for object_ in snap.objects])
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


def _tidy_object(object_: SunkObject, lefts: set[Instruction]) -> SunkObject:
    fields = [(place, ref if ref in lefts else unboxed(ref)) for place, ref in object_.fields]
    return SunkObject(object_.sunk, tuple(fields))


def unboxed(ref: Ref) -> Ref:
    """What an exit may write instead of `ref`: the operand, if `ref` is a box."""
    if not isinstance(ref, Constant) and ref.op.name == "box":
        return ref.args[0]
    return ref
