"""The JIT stopped at an instant, or behind its exits, with all that a bisection wants to know.

What is recorded at a stop is the whole state (`instant.Whole`), the place in the bytecode, and the
compiled code in front of the exit by which the run came here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from conformance.jit_under_test.bytecode.listing import show_instruction
from conformance.jit_under_test.frontend.errors import chunk_id
from conformance.jit_under_test.runtime.host import frames as host_frames
from conformance.oracles.bisect_code import ExitCode, exit_code
from conformance.oracles.engines import Leave
from conformance.oracles.instant_jit import Stops, capture
from conformance.oracles.instant_values import Instant
from conformance.oracles.jit_probe import JitProbe
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.runtime.host.runtime import Runtime

# Index in vm.statistics: VM instructions that fragments executed.
_FRAGMENT_CLOCK = 2
# Exits of one run that are looked behind; the next run goes on from there.
MOST_EXITS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a VM instruction stands: its function, its line of source, its line of a listing."""

    function: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The JIT right before a VM instruction, `instant.number`, which is at `place`.

    `place` is None where a library function runs, or nothing stands. `compiled` is how many VM
    instructions ran in compiled code until then, `code` what stands in front of the last exit.
    """

    instant: Instant
    place: Place | None
    compiled: int
    code: ExitCode | None


def _place(runtime: Runtime) -> Place | None:
    frame = next(host_frames.frames(runtime), None)
    if frame is None or frame.prototype is None:
        return None
    prototype = frame.prototype
    pc = host_frames.saved_pc(runtime, frame)
    if not 0 <= pc < len(prototype.code):
        return None
    source = chunk_id(prototype.source).decode("utf-8", "replace")
    line = prototype.lineinfo[pc] if prototype.lineinfo else -1
    text = " ".join(show_instruction(prototype, pc).split())
    return Place(f"{source}:{prototype.linedefined}", line, text)


@dataclass(frozen=True, slots=True)
class StateJit(JitProbe):
    """A JIT engine that stops at an instant, or behind every exit from it on.

    The probe is a tuple of what was found at the stops. Values of `globals` are part of it. With
    `explain` there is one stop only, with the code in front of it.
    """

    number: int
    globals: tuple[bytes, ...]
    exits: bool = False
    explain: bool = False

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        found: list[Stopped] = []

        def opened(engine: Engine) -> None:
            def record(runtime: Runtime, number: int) -> Instant:
                found.append(self._stopped(engine, number))
                return found[-1].instant

            def done(_found: tuple[Instant, ...]) -> None:
                # What was printed belongs to the state.
                engine.runtime.flush()
                engine.runtime.files.flush()
                leave(Report(Status.LIMIT, probe=tuple(found)))

            numbers: Iterator[int] = count(self.number) if self.exits else iter((self.number,))
            most = 1 if self.explain else MOST_EXITS if self.exits else None
            Stops(engine, numbers, self.exits, done, most=most, record=record).start()

        settings = {
            **self.engine.settings,
            "clock": True,
            "exact_clock": not self.exits,
            "max_instructions": None,
        }
        report = replace(self.engine, settings=settings).run(program, limits, leave, opened)
        return replace(report, probe=tuple(found))

    def _stopped(self, engine: Engine, number: int) -> Stopped:
        runtime = engine.runtime
        code = None
        if self.explain and engine.tracer is not None:
            code = exit_code(engine.tracer, runtime.vm.exit_id, not self.exits)
        compiled = int(runtime.read_array("statistics", _FRAGMENT_CLOCK))
        return Stopped(capture(runtime, number, self.globals), _place(runtime), compiled, code)
