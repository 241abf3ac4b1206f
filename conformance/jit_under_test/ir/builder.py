"""Builds fragments: every emitted instruction runs through a pipeline before it is appended.

As in LuaJIT, folding and common subexpression elimination happen while the code is emitted:
a stage looks at the candidate instruction and answers with a reference that makes it
unnecessary, or with None to hand it on. The last stage appends. Stages come from
`optimizer/`; without any the builder emits what it is told to.
"""

from collections.abc import Sequence
from typing import Final, Protocol

from conformance.jit_under_test.ir.fragment import (
    ConstantPool,
    End,
    EndKind,
    Fragment,
    Frame,
    Instruction,
    Phi,
    Ref,
    Snapshot,
)
from conformance.jit_under_test.ir.ops import OPS, Op
from conformance.jit_under_test.ir.types import IRType

NOTHING: Final = Instruction(OPS["gccheck"], IRType.NONE, ())
"""What a stage answers for a guard that it found to hold always: there is no result."""


class GuardFails(Exception):
    """A guard would fail each time it is reached; a recorder aborts here."""


class Stage(Protocol):
    """One step of the emit pipeline."""

    def __call__(self, builder: "Builder", ins: Instruction) -> Ref | None:
        """A reference that replaces `ins`, or None to hand it to the next stage.

        Raises GuardFails for a guard that can never hold.
        """


class Builder:
    """Emits instructions into a growing list; `finish` makes the fragment of it."""

    __slots__ = ("instructions", "loop_start", "pool", "stages")

    def __init__(self, stages: Sequence[Stage] = (), pool: ConstantPool | None = None) -> None:
        self.instructions: list[Instruction] = []
        self.pool = ConstantPool() if pool is None else pool
        self.stages = tuple(stages)
        self.loop_start: int | None = None

    def emit(
        self,
        op: Op,
        args: tuple[Ref, ...] = (),
        aux: object = None,
        ty: IRType | None = None,
        snapshot: Snapshot | None = None,
    ) -> Ref:
        """Emit one instruction and return the reference to its result.

        `ty` is needed where `op.result` is None. Raises GuardFails (see Stage).
        """
        result = op.result
        if result is None:
            if ty is None:
                raise ValueError(f"{op.name} needs an explicit type")
            result = ty
        ins = Instruction(op, result, args, aux, snapshot)
        for stage in self.stages:
            found = stage(self, ins)
            if found is not None:
                return found
        ins.index = len(self.instructions)
        self.instructions.append(ins)
        return ins

    def op(
        self,
        name: str,
        *args: Ref,
        aux: object = None,
        ty: IRType | None = None,
        snapshot: Snapshot | None = None,
    ) -> Ref:
        """As `emit`, with the operation by name: for tests and cold code."""
        return self.emit(OPS[name], args, aux, ty, snapshot)

    def begin_loop(self) -> None:
        """Put the loop marker here."""
        self.loop_start = len(self.instructions)

    def finish(
        self,
        fragment_id: int,
        kind: str,
        name: str,
        end: EndKind,
        snapshot: Snapshot | None,
        *,
        target: int | None = None,
        phis: Sequence[Phi] = (),
        preamble_clock: int = 0,
        loop_clock: int = 0,
        entry_frames: tuple[Frame, ...] = (),
    ) -> Fragment:
        """The finished fragment, renumbered."""
        fragment = Fragment(
            fragment_id,
            kind,
            name,
            End(end, snapshot, target),
            self.instructions,
            self.loop_start,
            list(phis),
            preamble_clock,
            loop_clock,
            self.pool,
            entry_frames=entry_frames,
        )
        fragment.renumber()
        return fragment
