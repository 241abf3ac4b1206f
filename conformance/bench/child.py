"""The process of one run: `python -m conformance.bench.child JOB`, the job as JSON.

It has the engine ready before the clock starts, runs a program or measures calls, and writes what
it has to tell as JSON to the descriptor that the job names. What the program prints goes to the
descriptors 1 and 2.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from conformance.bench.energy import Meter
from conformance.bench.engines import ENGINES, BenchEngine, Kind
from conformance.bench.records import decode, encode
from conformance.bench.results import Energy
from conformance.oracles.workers import COLLECTIONS, end_with_parent, flush_c_streams

# Python's stack in runs, as `moondiff run` has it.
_RECURSION_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Job:
    """What to run: a Lua file with arguments, or one kind of calls.

    `report` is the descriptor to write to, `parent` the process that waits for it. `settings` is a
    schedule's text form. `powercap` is the folder of the counters of energy, empty if that is not
    measured.
    """

    engine: str
    report: int = -1
    parent: int = -1
    script: str = ""
    args: tuple[str, ...] = ()
    call: str = ""
    settings: str = ""
    powercap: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a job: seconds of the program, or of a call; see `results.Run`.

    `problem` is None if it ended well.
    """

    seconds: float = 0.0
    wall: float = 0.0
    startup: float = 0.0
    peak: int = 0
    energy: Energy | None = None
    problem: str | None = None


class ProgramFailed(Exception):
    """The program did not end well; the text says how."""


def peak_memory(pid: int | str = "self") -> int | None:
    """The greatest resident size, in bytes, of a process since it executed its program.

    `ru_maxrss` would be the greater of that and the size of the process that it was forked from.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return None
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return None


@dataclass(frozen=True, slots=True)
class _Clocks:
    """What clocks and counters said when the program began."""

    processor: float
    wall: float
    meter: Meter | None

    @classmethod
    def start(cls, job: Job) -> _Clocks:
        meter = Meter.open(Path(job.powercap)) if job.powercap else None
        return cls(time.process_time(), time.perf_counter(), meter)

    def stop(self) -> Told:
        """What the program took, if it ends now."""
        spent = time.process_time() - self.processor
        wall = time.perf_counter() - self.wall
        energy = self.meter.read() if self.meter else None
        return Told(spent, wall, self.processor, energy=energy)


def _settings(job: Job) -> Mapping[str, Any]:
    from conformance.oracles.schedule import Schedule

    return Schedule.parse(job.settings)


def _run_jit(engine: BenchEngine, job: Job) -> Told:
    from conformance.emulation.engines import open_engine
    from conformance.jit_under_test.options import Options, Tier
    from conformance.oracles.jit import JitEngine
    from conformance.oracles.program import read_program

    settings = _settings(job)
    JitEngine(engine.name, engine.machine, engine.tier, settings).warm()
    options = Options(tier=Tier(engine.tier), **settings)
    program = read_program(Path(job.script), tuple(arg.encode() for arg in job.args))

    def write(descriptor: int, data: bytes) -> None:
        while data:
            data = data[os.write(descriptor, data) :]

    clocks = _Clocks.start(job)
    with open_engine(engine.machine, options) as opened:
        outcome = opened.run_steps(
            program.all_steps, lambda data: write(1, data), lambda data: write(2, data)
        )
    told = clocks.stop()
    if outcome.status != "ok":
        message = (outcome.message or b"").decode("utf-8", "replace")
        raise ProgramFailed(f"{outcome.status}: {message}")
    if outcome.exit_status:
        raise ProgramFailed(f"exit status {outcome.exit_status}")
    return told


def _run_lupa(engine: BenchEngine, job: Job) -> Told:
    from importlib import import_module

    from conformance.oracles.program import read_program

    module = import_module(f"lupa.{engine.where[0]}")
    program = read_program(Path(job.script))
    clocks = _Clocks.start(job)
    runtime = module.LuaRuntime(encoding=None)
    try:
        runtime.execute(program.source, *(arg.encode() for arg in job.args), name=program.chunkname)
    except module.LuaError as error:
        raise ProgramFailed(f"error: {error}") from None
    # Its last reference closes the state.
    del runtime
    flush_c_streams()
    return clocks.stop()


def perform(job: Job) -> Told:
    """Do the job in this process. Raises ProgramFailed, or whatever breaks the engine."""
    engine = ENGINES[job.engine]
    if job.call:
        from conformance.bench.layers import seconds_per_call

        clocks = _Clocks.start(job)
        seconds = seconds_per_call(engine, job.call, _settings(job))
        return replace(clocks.stop(), seconds=seconds)
    return _run_jit(engine, job) if engine.kind is Kind.JIT else _run_lupa(engine, job)


def main() -> NoReturn:
    """Do the job of the command line and tell of it."""
    job = decode(Job, json.loads(sys.argv[1]))
    end_with_parent(job.parent)
    sys.setrecursionlimit(_RECURSION_LIMIT)
    gc.set_threshold(*COLLECTIONS)
    try:
        told = perform(job)
    except Exception as error:
        failed = isinstance(error, ProgramFailed)
        text = str(error) if failed else f"{type(error).__name__}: {error}"
        told = Told(problem=" ".join(text.split()) or "it failed")
    report = {**encode(told), "peak": peak_memory() or 0}
    os.write(job.report, json.dumps(report).encode("ascii"))
    # Nothing is left to do but what takes time: freeing the memory of Python's own objects.
    os._exit(0)


if __name__ == "__main__":
    main()
