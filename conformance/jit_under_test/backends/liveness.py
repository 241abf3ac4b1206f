"""Live ranges of the values of a fragment, one interval each.

Instruction i reads its operands at position 2i and writes its result at 2i + 1. A guard's
snapshot is read at 2i + 1: the exit's code runs when the result may have been written, so
the result must not take the place of anything that the snapshot needs. The snapshot of an
`scall` is read with the operands. The back edge, or the end, is position 2n.

Code is straight-line, so an interval from the definition to the last use has no holes, with
one addition for loops: what is defined before the loop and read in its body is needed again
in the next iteration, so it lives to the back edge. That holds for the left side of a PHI
too, whose location holds the loop's current value.
"""

from dataclasses import dataclass
from typing import Final

from conformance.jit_under_test.ir.fragment import EndKind, Fragment
from conformance.jit_under_test.ir.ops import SUNK, Effect

LOOP_WEIGHT = 10  # a use in the loop body counts as much as ten outside
_CALL: Final = Effect.CALL
UNUSED = -1


@dataclass(slots=True)
class Liveness:
    """Per instruction index: last position at which the result is needed, and use weight.

    `end[i]` is UNUSED for results that nobody reads. `last_read[i]` is the last read by an
    instruction or a snapshot, without the extension to the back edge; a PHI's right side is
    read at the back edge. `calls` lists the indexes of instructions that clobber the
    registers which C calls do not save.
    """

    end: list[int]
    last_read: list[int]
    weight: list[int]
    calls: list[int]
    final: int


def analyze(fragment: Fragment) -> Liveness:
    """Live ranges of a renumbered fragment."""
    instructions = fragment.instructions
    count = len(instructions)
    loop_start = count if fragment.loop_start is None else fragment.loop_start
    last = [UNUSED] * count
    weight = [0] * count
    calls: list[int] = []
    snapshot_use: list[int] = [UNUSED] * len(fragment.snapshots)
    step = 1
    for index, ins in enumerate(instructions):
        if index == loop_start:
            step = LOOP_WEIGHT
        weight[index] += step
        for arg in ins.args:
            if not arg.is_constant:
                last[arg.index] = 2 * index  # type: ignore[union-attr]
                weight[arg.index] += step  # type: ignore[union-attr]
        snap = ins.snapshot
        if snap is not None:
            snapshot_use[snap.index] = 2 * index + ins.op.guard
        if ins.op.effect is _CALL and ins.op.variadic:
            calls.append(index)
    final = 2 * count
    if fragment.end.snapshot is not None:
        snapshot_use[fragment.end.snapshot.index] = final
    for snap in fragment.snapshots:
        position = snapshot_use[snap.index]
        for _, ref in snap.slots:
            if not ref.is_constant and last[ref.index] < position:  # type: ignore[union-attr]
                last[ref.index] = position  # type: ignore[union-attr]
        for object_ in snap.objects:
            for _, ref in object_.fields:
                if not ref.is_constant and last[ref.index] < position:  # type: ignore[union-attr]
                    last[ref.index] = position  # type: ignore[union-attr]
    for index, ins in enumerate(instructions):
        if ins.op is SUNK:
            last[index] = UNUSED
    for phi in fragment.phis:
        if not phi.right.is_constant:
            last[phi.right.index] = final  # type: ignore[union-attr]
            weight[phi.right.index] += LOOP_WEIGHT  # type: ignore[union-attr]
    end = last
    if fragment.end.kind is EndKind.LOOP:
        body = 2 * loop_start
        end = [
            final + 1 if index < loop_start and position >= body else position
            for index, position in enumerate(last)
        ]
        for phi in fragment.phis:
            end[phi.left.index] = final + 1
    return Liveness(end, last, weight, calls, final)
