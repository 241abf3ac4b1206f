"""What the tracing tier makes of a program, as text, from a run in a worker.

The text is written as fragments are made, into a file that the worker shares with its parent, so
that it is there even when the fragments' code kills the worker.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.oracles.engines import Leave
from conformance.oracles.jit import JitEngine
from conformance.oracles.jit_probe import JitProbe
from conformance.oracles.observation import Limits, Observation, Report
from conformance.oracles.program import Program
from conformance.oracles.workers import observe

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.tracing.events import Event
    from conformance.jit_under_test.tracing.tracer import Tracer

Show = Callable[["Tracer", "Event"], str]


def _events(tracer: Tracer, event: Event) -> str:
    from conformance.jit_under_test.tracing.report import event_line

    return event_line(tracer, event) + "\n"


def _ir(tracer: Tracer, event: Event) -> str:
    from conformance.jit_under_test.tracing.report import ir_text

    return "" if event.number is None else ir_text(tracer, tracer.installed[event.number]) + "\n"


def _assembly(tracer: Tracer, event: Event) -> str:
    from conformance.jit_under_test.tracing.report import assembly_text

    if event.number is None:
        return ""
    return assembly_text(tracer, tracer.installed[event.number]) + "\n"


# form -> what it shows of one event
SHOWN: Final[Mapping[str, Show]] = {"events": _events, "ir": _ir, "asm": _assembly}
# The form that shows parts of every trace, those of `dumping.PARTS` that are asked for.
DUMP: Final = "dump"


def listen(
    engine: Engine, form: str, write: Callable[[str], object], parts: Sequence[str] = ()
) -> None:
    """Have the engine's tracer show what it does as it does it, in one form of SHOWN or DUMP.

    Nothing happens on tiers that make no fragments.
    """
    tracer = engine.tracer
    if tracer is None:
        return
    if form == DUMP:
        from conformance.jit_under_test.tracing.dumping import TraceDump

        TraceDump(tracer, parts, write)
        return
    show = SHOWN[form]
    tracer.listeners.append(lambda event: write(show(tracer, event)))


@dataclass(frozen=True, slots=True)
class _Listening(JitProbe):
    """A JIT engine whose fragments are written to a descriptor."""

    form: str
    parts: Sequence[str]
    descriptor: int

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        def write(text: str) -> None:
            data = text.encode("utf-8", "replace")
            while data:
                data = data[os.write(self.descriptor, data) :]

        return self.engine.run(
            program, limits, leave, lambda engine: listen(engine, self.form, write, self.parts)
        )


def observe_fragments(
    program: Program, engine: JitEngine, form: str, limits: Limits, parts: Sequence[str] = ()
) -> tuple[str, Observation]:
    """Run a program and give the text of what was compiled, in a form that `listen` takes."""
    descriptor = os.memfd_create("fragments")
    try:
        observation = observe(_Listening(engine, form, parts, descriptor), program, limits)
        size = os.fstat(descriptor).st_size
        return os.pread(descriptor, size, 0).decode("utf-8"), observation
    finally:
        os.close(descriptor)
