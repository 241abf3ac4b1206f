"""A recorder that notes what it executes and emits, for dumps of traces.

Nobody pays for it but those who look: the tracer is told to make this recorder instead of the plain
one (`Tracer.make_recorder`).
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conformance.jit_under_test.bytecode.listing import show_instruction
from conformance.jit_under_test.frontend.errors import chunk_id
from conformance.jit_under_test.ir.builder import NOTHING, Builder, GuardFails, Stage
from conformance.jit_under_test.ir.fragment import Instruction, Ref
from conformance.jit_under_test.ir.text import format_instruction, format_ref
from conformance.jit_under_test.runtime.host.frames import read_frame
from conformance.jit_under_test.runtime.objects import Closure, Proto
from conformance.jit_under_test.runtime.values import PAYLOAD
from conformance.jit_under_test.tracing.recorder import Recorder

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype

# Candidates have no number yet, nor has the snapshot of the instruction at hand.
_NUMBER = re.compile(r"^v-?\d+ = ")
_SNAPSHOT = re.compile(r" !-?\d+$")


@dataclass(slots=True)
class Journal:
    """What one recording did: VM instructions by prototype, pc and inlined calls; lines of IR."""

    instructions: list[tuple["Prototype", int, int]] = field(default_factory=list)
    emitted: list[str] = field(default_factory=list)

    def bytecode(self) -> list[str]:
        """The recorded instructions as listings show them, calls indented."""
        lines = []
        for prototype, pc, depth in self.instructions:
            source = chunk_id(prototype.source).decode("utf-8", "replace")
            words = show_instruction(prototype, pc).split("\t", 3)
            lines.append(f"{'  . ' * depth}{source}:{words[2][1:-1]}\t{words[1]}\t{words[3]}")
        return lines


class _Noted:
    """A stage of the emit pipeline, with a note of what it replaces."""

    def __init__(self, journal: Journal, name: str, stage: Stage) -> None:
        self.journal = journal
        self.name = name
        self.stage = stage

    def __call__(self, builder: Builder, ins: Instruction) -> Ref | None:
        text = _NUMBER.sub("", _SNAPSHOT.sub("", format_instruction(ins)))
        try:
            found = self.stage(builder, ins)
        except GuardFails:
            self.journal.emitted.append(f"{text:<40}; {self.name}: fails")
            raise
        if found is not None:
            what = "holds" if found is NOTHING else format_ref(found)
            self.journal.emitted.append(f"{text:<40}; {self.name}: {what}")
        return found


class _Kept:
    """The last stage: notes what is appended."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def __call__(self, builder: Builder, ins: Instruction) -> Ref | None:
        ins.index = len(builder.instructions)
        text = format_instruction(ins)
        self.journal.emitted.append(text if ins.snapshot is None else _SNAPSHOT.sub("", text))
        return None


class WatchedRecorder(Recorder):
    """A recorder that keeps a journal."""

    def __init__(self, journal: Journal, *args: Any) -> None:
        super().__init__(*args)
        self.journal = journal
        names = ("fold", "cse")[-len(self.builder.stages) :]  # cse is always there
        noted = [_Noted(journal, *pair) for pair in zip(names, self.builder.stages, strict=True)]
        self.builder.stages = (*noted, _Kept(journal))

    def step(self) -> int | None:
        """Note the instruction, then record it."""
        frame = read_frame(self.runtime, self.runtime.thread().ci)
        assert frame.prototype is not None
        proto = self.memory.read_u64((frame.function & PAYLOAD) + Closure.offset("proto"))
        code = self.memory.read_u64(proto + Proto.offset("code"))
        self.journal.instructions.append(
            (frame.prototype, (self.pc - code) >> 3, len(self.frames) - self.existing)
        )
        return super().step()
