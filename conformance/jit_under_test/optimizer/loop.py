"""Closes a recorded iteration into a loop, by copy substitution as LuaJIT does it.

**Input.** A fragment with an open LOOP end: one straight-line iteration, and a snapshot that
says which slots it changed and what they hold when control is back where it began. An
`sload #n` that no `scall` precedes reads slot n as it was at the start of the iteration; after
an `scall`, which writes all changed slots to memory, it reads what is there then. A slot that
the iteration changes, be it only by an `scall`'s callee, is listed in the end snapshot.

**Idea.** The recorded iteration becomes the preamble, as it stands. Then every instruction is
emitted a second time through the same pipeline of folding and common subexpression
elimination, with substituted operands: the copy of `sload #n` is what the end snapshot holds in
slot n (or the first `sload #n` itself, if the slot does not change). What does not depend on
anything that changes comes out equal to its original and is merged with it: so invariant loads
and guards stay in the preamble, without an analysis of their own. What is left is the body.

**PHIs.** Write s(p) for the copy of p. Within the body, a preamble value p stands for "p of the
iteration before". In the first iteration of the body that is literally so; afterwards it must
become s(p) at each back edge. So each preamble value that the body reads in any way, and for
which s(p) is not p itself, gets a PHI (p, s(p)); and since s(p) may itself be a preamble value
(a value that travels through several variables, `a, b = b, a + b`), the rule applies again until
nothing is added. This is why folding may look through the loop marker.

**Invariants, and why they hold.**

- *A left side has one right side.* The right side is a function of the left one, s. Two slots
  that hold the same value at the end of the iteration have the same copy.
- *A guard that was merged with one of the preamble holds in every iteration.* Say s(g) was
  found equal to g'. Then g in iteration n + 1 tests what g' tested in iteration n, and by
  induction that goes back to the preamble.
- *A load that was merged reads the same.* Everything that may write between p in one
  iteration and s(p) in the next was looked at: the rest of the preamble, and the body up to
  here, which is a copy of the preamble's beginning.
- *Types.* s keeps types, with one exception: a slot that was read boxed may be left unboxed.
  The copy of an `unbox` is then the value itself; any other operation that needs the boxed form
  gets it boxed. If the types differ, the guard could never hold: the iteration is not stable,
  and the recorder is told (LoopUnstable).
- *Frames.* The iteration ends in the frames that it began in (those that existed at the
  fragment's entry, if any), so slot numbers and the frames that snapshots list mean the same
  in the copy.
- *Snapshots.* A snapshot of the body lists what the iteration before left changed, overlaid
  with what this iteration has changed so far. Clocks count from the loop marker, so a copied
  snapshot keeps its clock.

**What it costs.** Values that are read one iteration late live in two places. A slot that
alternates between types, or an iteration that ends in another frame than it began in, cannot be
closed here.
"""

from typing import Final

from conformance.jit_under_test.ir.builder import Builder, GuardFails, Stage
from conformance.jit_under_test.ir.fragment import (
    Constant,
    End,
    EndKind,
    Fragment,
    Instruction,
    Phi,
    Ref,
    Snapshot,
    kept_from,
)
from conformance.jit_under_test.ir.ops import OPS, Kind
from conformance.jit_under_test.ir.types import INT, NUM, VAL
from conformance.jit_under_test.optimizer.cse import CommonSubexpressions
from conformance.jit_under_test.optimizer.dce import unboxed

_SCALL: Final = OPS["scall"]


class LoopUnstable(Exception):
    """The iteration cannot be closed; says why. The fragment is unchanged."""


def is_open_loop(fragment: Fragment) -> bool:
    """Whether the fragment is an iteration that waits to be closed."""
    return fragment.end.kind is EndKind.LOOP and fragment.loop_start is None


def close(fragment: Fragment, fold: Stage | None, cse: CommonSubexpressions) -> Fragment:
    """The loop made of an open iteration; `fold` and a fresh `cse` form its pipeline.

    Raises LoopUnstable.
    """
    state = fragment.end.snapshot
    assert is_open_loop(fragment) and state is not None
    if state.frames != fragment.entry_frames:
        raise LoopUnstable("the iteration ends in another frame than it began in")
    for ins in fragment.instructions:
        cse.seed(ins)
    stages: list[Stage] = [cse] if fold is None else [fold, cse]
    builder = Builder(stages, fragment.pool)
    builder.instructions = list(fragment.instructions)
    builder.begin_loop()
    # Before PHIs are chosen: afterwards a box may no longer be exchanged for its operand.
    head = {slot: unboxed(ref) for slot, ref in state.slots}
    copies = _emit_body(builder, fragment, head)
    phis = _find_phis(builder, copies)
    closed = Fragment(
        fragment.id,
        fragment.kind,
        fragment.name,
        End(EndKind.LOOP, None),
        builder.instructions,
        builder.loop_start,
        phis,
        state.clock,
        state.clock,
        fragment.pool,
        entry_frames=fragment.entry_frames,
    )
    closed.renumber()
    return closed


def self_link(fragment: Fragment) -> Fragment:
    """The plain way to close an iteration: write the state back, jump to the own entry.

    Raises LoopUnstable if the frames that the entry steps down from are not there then.
    """
    state = fragment.end.snapshot
    assert is_open_loop(fragment) and state is not None
    if fragment.entry_frames not in ((), state.frames):
        raise LoopUnstable("the iteration ends in another frame than it began in")
    fragment.end = End(EndKind.LINK, state, fragment.id)
    return fragment


def _emit_body(builder: Builder, fragment: Fragment, head: dict[int, Ref]) -> list[Ref]:
    """Emit the copy of every instruction; returns the copies by index."""
    copies: list[Ref] = []
    snapshots: dict[int, Snapshot] = {}
    slots_written = False

    def copy_of(ref: Ref) -> Ref:
        return ref if ref.is_constant else copies[ref.index]  # type: ignore[union-attr]

    def copy_snapshot(snap: Snapshot) -> Snapshot:
        found = snapshots.get(id(snap))
        if found is None:
            slots = dict(head)
            kept = kept_from(snap.top)
            if kept is not None:
                slots = {slot: ref for slot, ref in slots.items() if slot < kept}
            for slot, ref in snap.slots:
                slots[slot] = unboxed(copy_of(ref))
            found = Snapshot(
                tuple(sorted(slots.items())),
                snap.frames,
                snap.pc,
                snap.top,
                snap.clock,
                snap.diverging,
                live=snap.live,
            )
            snapshots[id(snap)] = found
        return found

    # `builder.instructions` grows; the fragment's own list is the recorded iteration.
    for ins in fragment.instructions:
        op = ins.op
        if op.name == "sload" and not slots_written:
            assert isinstance(ins.aux, int)
            copies.append(head.get(ins.aux, ins))
            continue
        if op is _SCALL:
            slots_written = True
        args = tuple([copy_of(arg) for arg in ins.args])
        if op.name == "unbox" and args[0].type is not VAL:
            copies.append(_already_unboxed(builder, ins, args[0]))
            continue
        for position, (old, new) in enumerate(zip(ins.args, args, strict=True)):
            if new.type is not old.type:
                args = _adapt(builder, ins, args, position)
        snapshot = None if ins.snapshot is None else copy_snapshot(ins.snapshot)
        try:
            copies.append(builder.emit(op, args, ins.aux, ins.type, snapshot))
        except GuardFails as failure:
            raise LoopUnstable(f"v{ins.index}: {failure}") from failure
    return copies


def _already_unboxed(builder: Builder, ins: Instruction, value: Ref) -> Ref:
    """The copy of an `unbox` whose operand the iteration before left unboxed."""
    if value.type is ins.type:
        return value
    if value.type is INT and ins.type is NUM:
        return builder.emit(OPS["int2num"], (value,))
    raise LoopUnstable(f"v{ins.index}: a {value.type.value} is no {ins.type.value}")


def _adapt(
    builder: Builder, ins: Instruction, args: tuple[Ref, ...], position: int
) -> tuple[Ref, ...]:
    """Box the operand at `position`, which was boxed in the original and is not in the copy."""
    kinds = ins.op.operands
    if position < len(kinds) and kinds[position] is Kind.BOXABLE:
        return args
    assert ins.args[position].type is VAL
    boxed = builder.emit(OPS["box"], (args[position],))
    return (*args[:position], boxed, *args[position + 1 :])


def _find_phis(builder: Builder, copies: list[Ref]) -> list[Phi]:
    start = builder.loop_start
    assert start is not None
    phis: dict[int, Phi] = {}
    seen: set[int] = set()
    work: list[Ref] = []
    read: set[int] = set()

    def visit(ref: Ref) -> None:
        if not isinstance(ref, Constant) and ref.index not in read:
            read.add(ref.index)
            work.append(ref)

    def visit_operands(ins: Instruction) -> None:
        for arg in ins.args:
            visit(arg)
        snap = ins.snapshot
        if snap is not None and id(snap) not in seen:
            seen.add(id(snap))
            for _, ref in snap.slots:
                visit(ref)

    for ins in builder.instructions[start:]:
        if not ins.op.removable:
            visit_operands(ins)
    while work:
        ref = work.pop()
        assert isinstance(ref, Instruction)
        if ref.index >= start:
            visit_operands(ref)
            continue
        right = copies[ref.index]
        if right is ref:
            continue
        if right.type is not ref.type:
            right = builder.emit(OPS["box"], (right,))
            if right is ref:  # unboxed in the iteration, but not changed
                continue
        phis[ref.index] = Phi(ref, right)
        visit(right)
    return [phis[index] for index in sorted(phis)]
