"""Measures suites: engines take turns, every run in a process of its own.

A *round* runs every program once on every engine; the order of engines is turned by one from round
to round, so that none always comes behind the same other. What the machine does for some minutes
meets all alike. Warm-up is measured apart, behind the rounds: one process for each program and
engine runs the program again and again. After each round there are results, so that a measurement
that is broken off is not lost.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from conformance.bench import layers
from conformance.bench.child import Job, Told
from conformance.bench.energy import EnergyMissing, Meter
from conformance.bench.engines import BenchEngine, Kind
from conformance.bench.processes import Ended, run_process
from conformance.bench.records import RecordError, decode, encode
from conformance.bench.results import (
    NOT_ASKED,
    PEER,
    EngineInfo,
    Host,
    Measurement,
    Per,
    Results,
    Run,
)
from conformance.bench.suites import LAYERS, PROGRAMS, Suite, Task
from conformance.bench.thermal import Thermometer
from conformance.oracles.schedule import Schedule

_ROUNDS: Final = PROGRAMS / "rounds.lua"
_EMPTY: Final = PROGRAMS / "empty.lua"
# Runs of the empty program on each engine.
_BASE_RUNS: Final = 3

Progress = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured and how.

    `timeout` is in seconds of the clock on the wall, for each process. With `warmup` programs are
    also run in rounds. `powercap` is the folder of the counters of energy if that is wanted;
    `thermometer` says when the processor has cooled down, if runs wait for that.
    """

    suites: Sequence[Suite]
    engines: Sequence[BenchEngine]
    runs: int = 5
    timeout: float = 600.0
    warmup: bool = True
    settings: Schedule = field(default_factory=Schedule)
    powercap: Path | None = None
    thermometer: Thermometer | None = None


@dataclass(slots=True)
class _Cell:
    """A measurement in the making: one program on one engine."""

    suite: Suite
    task: Task | None
    engine: BenchEngine
    size: str
    round_size: str = ""
    call: str = ""
    runs: list[Run] = field(default_factory=list)
    warmup: tuple[float, ...] = ()
    output: str = ""
    problem: str | None = None

    @property
    def program(self) -> str:
        return self.task.name if self.task else self.call

    @property
    def title(self) -> str:
        return f"{self.program} on {self.engine.name}"

    def book(self, number: int, ended: Ended, told: Told) -> None:
        """Add a run, or what was wrong with it; behind that, nothing is run any more."""
        problem = ended.problem or told.problem
        if problem is None and self.task:
            if self.output not in ("", ended.output):
                problem = f"run {number + 1} printed something else"
            self.output = ended.output
        if problem is not None:
            self.problem = problem
            return
        self.runs.append(_run(number, told))

    def done(self) -> Measurement:
        """What has been measured."""
        return Measurement(
            self.suite.name,
            self.program,
            self.size,
            self.engine.name,
            Per.CALL if self.call else Per.RUN,
            tuple(self.runs),
            self.warmup,
            self.round_size if self.warmup else "",
            self.output,
            self.problem,
        )


def _run(number: int, told: Told) -> Run:
    return Run(number, told.seconds, told.wall, told.startup, told.peak, told.energy)


class Bench:
    """Measures what a plan says; `progress` hears what goes on."""

    def __init__(self, plan: Plan, progress: Progress = lambda text: None) -> None:
        self._plan = plan
        self._progress = progress
        self._host = _host(plan)
        self._powercap = None if self._host.energy else plan.powercap
        # The folder for what compilers build.
        self._folder = Path()

    def measure(self, so_far: Callable[[Results], object] = lambda results: None) -> Results:
        """Measure all of it; `so_far` is given what there is after each round.

        Raises UnknownSuite if a program cannot be read.
        """
        plan = self._plan
        started = datetime.now(UTC).isoformat(timespec="seconds")
        cells = [cell for suite in plan.suites for cell in self._cells(suite)]
        with tempfile.TemporaryDirectory(prefix="moondiff-bench-") as folder:
            self._folder = Path(folder)
            engines = tuple(self._info(engine, cells) for engine in plan.engines)
            for number in range(plan.runs):
                for group in _groups(cells):
                    self._turn(number, group)
                so_far(self._results(started, engines, cells))
            if plan.warmup:
                for cell in cells:
                    if cell.task is not None and cell.problem is None:
                        self._warm_up(cell, cell.task)
        return self._results(started, engines, cells)

    def _results(
        self, started: str, engines: tuple[EngineInfo, ...], cells: Sequence[_Cell]
    ) -> Results:
        plan = self._plan
        return Results(
            tuple(suite.name for suite in plan.suites),
            started,
            self._host,
            engines,
            tuple(cell.done() for cell in cells),
            dict(word.split("=", 1) for word in str(plan.settings).split()),
        )

    def _cells(self, suite: Suite) -> Iterator[_Cell]:
        engines = self._plan.engines
        if suite.name == LAYERS:
            for call in layers.CALLS:
                for engine in engines:
                    if call in layers.kinds_of(engine):
                        yield _Cell(suite, None, engine, "", call=call)
            return
        able = [engine for engine in engines if engine.runs_lua]
        fast = [engine for engine in able if not engine.slow]
        slow = [engine for engine in able if engine.slow]
        # What slow engines are compared with runs at their size, too.
        beside = [engine for engine in fast if engine.name == PEER] if slow else []
        for task in suite.tasks():
            for engine in fast:
                yield _Cell(suite, task, engine, task.size, task.round_size)
            for engine in (*beside, *slow):
                yield _Cell(suite, task, engine, task.slow_size, task.slow_size)

    def _turn(self, number: int, group: Sequence[_Cell]) -> None:
        """A round's runs of one program."""
        first = number % len(group)
        for cell in (*group[first:], *group[:first]):
            if cell.problem is not None:
                continue
            self._progress(f"run {number + 1} of {self._plan.runs}: {cell.title}")
            if self._plan.thermometer is not None:
                self._plan.thermometer.wait()
            if cell.task is None:
                cell.book(number, *self._call(cell))
            else:
                cell.book(number, *self._execute(cell.engine, cell.task.path, (cell.size,)))

    def _warm_up(self, cell: _Cell, task: Task) -> None:
        self._progress(f"rounds of {cell.title}")
        args = (str(task.path), str(cell.suite.rounds), cell.round_size)
        ended, told = self._execute(cell.engine, _ROUNDS, args)
        problem = ended.problem or told.problem
        rounds = ended.errors.split()
        if problem is None and len(rounds) != cell.suite.rounds:
            problem = "it left before its end"
        if problem is not None:
            cell.problem = f"in rounds: {problem}"
            return
        cell.warmup = tuple(float(seconds) for seconds in rounds)

    def _info(self, engine: BenchEngine, cells: Sequence[_Cell]) -> EngineInfo:
        """The engine, with runs of an empty program if it runs any."""
        base = []
        if any(cell.task is not None and cell.engine == engine for cell in cells):
            self._progress(f"an empty program on {engine.name}")
            for number in range(_BASE_RUNS):
                ended, told = self._execute(engine, _EMPTY, ())
                if (ended.problem or told.problem) is None:
                    base.append(_run(number, told))
        return EngineInfo(engine.name, engine.summary, tuple(base))

    def _execute(
        self, engine: BenchEngine, script: Path, args: tuple[str, ...]
    ) -> tuple[Ended, Told]:
        """Run a Lua file."""
        if engine.kind is Kind.LUA_COMMAND:
            return self._command((str(engine.command), str(script), *args))
        powercap = str(self._powercap) if self._powercap else ""
        return self._child(Job(engine.name, script=str(script), args=args, powercap=powercap))

    def _call(self, cell: _Cell) -> tuple[Ended, Told]:
        """Measure one kind of calls."""
        if cell.engine.kind not in (Kind.LUA_COMMAND, Kind.COMMAND):
            return self._child(Job(cell.engine.name, call=cell.call))
        try:
            command = layers.command_of(cell.engine, self._folder)
        except layers.CompilerFailed as error:
            return Ended(0), Told(problem=str(error))
        ended, told = self._command(command)
        if ended.problem is None:
            told = replace(told, seconds=float(ended.tail), energy=None)
        return ended, told

    def _child(self, job: Job) -> tuple[Ended, Told]:
        """Do a job in a Python process of its own."""
        job = replace(job, settings=str(self._plan.settings), parent=os.getpid())

        def command(report: int) -> Sequence[str]:
            text = json.dumps(encode(replace(job, report=report)))
            return (sys.executable, "-m", "conformance.bench.child", text)

        ended = run_process(command, self._plan.timeout)
        if ended.problem is not None:
            return ended, Told()
        try:
            return ended, decode(Told, json.loads(ended.report))
        except (json.JSONDecodeError, RecordError):
            # The program called os.exit.
            return ended, Told(problem="it left before its end")

    def _command(self, command: Sequence[str]) -> tuple[Ended, Told]:
        """Run a command, all of which counts."""
        meter = Meter.open(self._powercap) if self._powercap else None
        ended = run_process(lambda _: command, self._plan.timeout)
        energy = meter.read() if meter else None
        return ended, Told(ended.seconds, ended.wall, 0.0, ended.peak, energy)


def _groups(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """Cells of the same program at the same size, in order."""
    groups: dict[tuple[Any, ...], list[_Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.suite.name, cell.program, cell.size), []).append(cell)
    return list(groups.values())


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


def _host(plan: Plan) -> Host:
    energy = NOT_ASKED
    if plan.powercap is not None:
        try:
            Meter.open(plan.powercap)
            energy = ""
        except EnergyMissing as error:
            energy = str(error)
    return Host(
        _processor(),
        os.cpu_count() or 1,
        f"{platform.system()} {platform.release()}",
        platform.python_version(),
        round(os.getloadavg()[0], 2),
        energy,
    )
