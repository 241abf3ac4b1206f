"""What compiling costs, by stage: `python -m conformance.bench.compiling [FILE...]`.

    --machine NAME    native or arm64 (default: native)
    --rounds N        runs of everything, of which the medians are shown (default: 5)
    --cases N         programs of a campaign with seed 1 instead of files

Without files the classic examples are run, at the sizes of their tests. Shown are, by stage, the
processor milliseconds and the IR instructions of finished fragments for each second of it.
Recording runs the program as well, and folds and merges what it emits; recordings that were given
up are in the times, their instructions are not. "install" is what writes code, exits and their
descriptors to memory. Each program runs in a fork of a warm process.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from conformance.campaign.cases import Plan, make_case
from conformance.jit_under_test.backends.a64 import backend as a64
from conformance.jit_under_test.backends.x64 import backend as x64
from conformance.jit_under_test.frontend import compile as frontend
from conformance.jit_under_test.tracing import tracer
from conformance.jit_under_test.tracing.recorder import Recorder
from conformance.oracles.engines import Around, Engine, Leave
from conformance.oracles.jit import JitEngine
from conformance.oracles.observation import Limits, Report
from conformance.oracles.program import Program
from conformance.oracles.workers import observe

_EXAMPLES: Final = (
    *("nbody", "mandelbrot", "spectralnorm", "fannkuch"),
    *("binarytrees", "fasta", "knucleotide", "fib"),
)
_STAGES: Final[tuple[tuple[str, object, str], ...]] = (
    ("record", Recorder, "record"),
    ("optimize", tracer, "optimize"),
    *(("allocate", backend, "fold") for backend in (x64, a64)),
    *(("allocate", backend, "allocate_inheriting") for backend in (x64, a64)),
    ("emit", x64.X64Backend, "compile"),
    ("emit", a64.A64Backend, "compile"),
    ("install", tracer.Tracer, "_install"),
    ("frontend", frontend, "compile_source"),
)
"""Whose time counts for which stage; what a stage calls of another counts there."""


@dataclass(slots=True)
class _Stopwatch:
    """Processor seconds by stage; entering a stage stops the one around it.

    The clock is that of the thread: a worker has limits on its processor time, and while a process
    has such, its own clock moves on at the ticks of the system's only.
    """

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _stages: list[str] = field(default_factory=lambda: ["run"])
    _since: float = field(default_factory=time.thread_time)

    def _book(self) -> None:
        now = time.thread_time()
        self.seconds[self._stages[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, whose time counts for `stage`."""

        def timed(*args: Any, **named: Any) -> Any:
            self._book()
            self._stages.append(stage)
            try:
                return function(*args, **named)
            finally:
                self._book()
                self._stages.pop()

        return timed


@dataclass(frozen=True, slots=True)
class _Timed(Around[JitEngine]):
    """An engine whose probe is the time of its stages, and the number of IR instructions."""

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        watch = _Stopwatch()
        opened: list[Any] = []
        with ExitStack() as patches:
            for stage, owner, name in _STAGES:
                timed = watch.timed(stage, getattr(owner, name))
                patches.enter_context(patch.object(owner, name, timed))
            report = self.engine.run(program, limits, leave, opened.append)
        installed = opened[0].tracer.installed.values()
        instructions = sum(len(one.fragment.instructions) for one in installed)
        return replace(report, probe=(dict(watch.seconds), instructions))


def _measure(engine: Engine, programs: Sequence[Program]) -> tuple[dict[str, float], int]:
    seconds: dict[str, float] = defaultdict(float)
    instructions = 0
    for program in programs:
        probe: Any = observe(engine, program, Limits(seconds=100)).probe
        assert probe is not None, f"{program.chunkname!r} did not come to its end"
        for stage, spent in probe[0].items():
            seconds[stage] += spent
        instructions += probe[1]
    return seconds, instructions


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--machine", default="native")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cases", type=int)
    arguments = parser.parse_args()
    examples = Path(__file__).parents[2] / "examples"
    files = arguments.files or [examples / f"{name}.lua" for name in _EXAMPLES]
    programs = [Program(path.read_bytes(), b"@" + path.name.encode()) for path in files]
    if arguments.cases:
        plan = Plan(1, (f"{arguments.machine}:trace",))
        programs = [make_case(plan, number).program for number in range(arguments.cases)]
    engine = JitEngine(f"{arguments.machine}:trace", arguments.machine, "trace")
    engine.warm()
    _measure(_Timed(engine), programs[:1])
    rounds = [_measure(_Timed(engine), programs) for _ in range(arguments.rounds)]
    instructions = rounds[0][1]
    print(f"{instructions} IR instructions of finished fragments, {len(programs)} programs")
    print(f"{'stage':12}{'ms':>8}{'IR/s':>10}")
    compiling = ("record", "optimize", "allocate", "emit", "install")
    rows = [
        *((stage, [seconds[stage] for seconds, _ in rounds]) for stage in compiling),
        ("together", [sum(seconds[stage] for stage in compiling) for seconds, _ in rounds]),
        ("frontend", [seconds["frontend"] for seconds, _ in rounds]),
    ]
    for stage, figures in rows:
        median = statistics.median(figures)
        print(f"{stage:12}{1000 * median:8.1f}{instructions / median:10.0f}")


if __name__ == "__main__":
    main()
