"""The guard-exit oracle: guards of compiled code are made to exit, and the run must go on right.

Exits that no test takes are where a JIT keeps its bugs. Each site, a guard of a fragment, leaves
once although it holds, at its first, middle or last hit. Then the output must be PUC's, and so
must all frames and locals at the instant of the exit: that is known exactly.

A first run only counts hits. What it found is forced all at once; but an exit changes what comes
behind it, so that some sites are missed, and a next run forces these. The site that comes first in
a run is always met at the very hit that was asked for, so every round forces some.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import count
from typing import TYPE_CHECKING

from conformance.jit_under_test.options import Force, Site
from conformance.oracles.checking import REFERENCE_HEADER
from conformance.oracles.compare import Agreement, describe_end
from conformance.oracles.engines import Leave
from conformance.oracles.instant import counts_per_coroutine, observe_instants
from conformance.oracles.instant_check import LONGEST, first_difference, unsteady
from conformance.oracles.instant_jit import Stops
from conformance.oracles.instant_values import Instant
from conformance.oracles.jit import JitEngine, Settings
from conformance.oracles.jit_probe import JitProbe
from conformance.oracles.observation import Limits, Observation, Report
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE, EngineSpec
from conformance.oracles.workers import observe

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine

# Runs to force what the runs before have missed.
ROUNDS = 40
# Exits of one run whose frames are compared.
MOST_INSTANTS = 400


class When(Enum):
    """At which of its hits a site is forced."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"

    def hit(self, hits: int) -> int:
        """The number of the hit, of so many."""
        return {When.FIRST: 1, When.MIDDLE: (hits + 1) // 2, When.LAST: hits}[self]


@dataclass(frozen=True, slots=True)
class ForceCheck:
    """One program on one engine with forced exits.

    `emitted` sites were in its fragments and `hit` of them reached when nothing was forced;
    `forced` counts those that were, by the hit meant. `instants` are exits whose frames were
    compared. `problem` is empty when all agreed with PUC; `force` is what shows it.
    """

    program: str
    engine: str
    emitted: int = 0
    hit: int = 0
    forced: tuple[tuple[When, int], ...] = ()
    runs: int = 0
    instants: int = 0
    problem: str = ""
    force: Force | None = None
    signature: str = ""
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class ForcedJit(JitProbe):
    """A JIT engine whose probe is the pair of its sites and of the instants of forced exits.

    With `frames` its clock is on, and the frames behind each forced exit are recorded.
    """

    force: Force
    frames: bool

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        stops: list[Stops] = []

        def opened(engine: Engine) -> None:
            tracer = engine.tracer
            if not self.frames or tracer is None:
                return

            def forced(exit_: int) -> bool:
                return tracer.exits[exit_].forced

            stops.append(Stops(engine, count(1), True, lambda _found: None, forced, MOST_INSTANTS))
            stops[0].start()

        settings = {**self.engine.settings, "force": self.force}
        if self.frames:
            settings |= {"clock": True, "max_instructions": None}
        report = replace(self.engine, settings=settings).run(program, limits, leave, opened)
        found = tuple(stops[0].found) if stops else ()
        return replace(report, probe=(report.probe, found))


@dataclass(slots=True)
class _Checker:
    """The runs of one check."""

    program: Program
    spec: EngineSpec
    engine: JitEngine
    frames: bool
    limits: Limits | None
    expected: Observation
    runs: int = 0
    instants: int = 0
    signature: str = ""

    def run(self, force: Force) -> tuple[tuple[Site, ...], str]:
        """One run: its sites, and how it differs from PUC, empty if it does not.

        `signature` names the difference.
        """
        self.runs += 1
        actual = observe(ForcedJit(self.engine, force, self.frames), self.program, self.limits)
        verdict = self.spec.judge(self.expected, actual)
        sites, found = actual.probe if isinstance(actual.probe, tuple) else ((), ())
        self.signature = verdict.signature
        if verdict.agreement is not Agreement.SAME:
            return sites, verdict.detail
        problem = self.compare_frames(found)
        if problem:
            self.signature = f"{self.spec.name}/frames"
        return sites, problem

    def compare_frames(self, found: Sequence[Instant]) -> str:
        """How the frames behind forced exits differ from PUC's."""
        if counts_per_coroutine(self.program):
            found = [instant for instant in found if instant.number <= LONGEST]
        self.instants += len(found)
        numbers = [instant.number for instant in found]
        return first_difference(observe_instants(self.program, numbers, self.limits), found)


def sized(program: Program) -> Program:
    """The program with its argument for slow engines, where it names one."""
    small = program.headers.get(REFERENCE_HEADER)
    return program if small in (None, "no") else program.with_args(str(small).encode("utf-8"))


def check_forced(
    program: Program,
    spec: EngineSpec,
    whens: Sequence[When] = tuple(When),
    settings: Settings | None = None,
    limits: Limits | None = None,
    frames: bool = True,
) -> ForceCheck:
    """Force every site of a program's fragments; the engine must be one that compiles.

    Frames are compared too, unless something of the program's state depends on more than its
    instructions.
    """
    name = program.script.decode("utf-8", "replace")
    program = sized(program)
    engine = spec.make(settings)
    assert isinstance(engine, JitEngine) and spec.compiles, f"{spec.name} has no guards"
    expected = observe(ENGINES[REFERENCE_ENGINE].make(), program, limits)
    if not expected.status.is_language:
        return ForceCheck(name, spec.name, skipped=describe_end(expected))
    compared = frames and not unsteady(program)
    checker = _Checker(program, spec, engine, compared, limits, expected)
    sites, problem = checker.run(Force())
    hits = {(site.fragment, site.guard): site.hits for site in sites if site.hits}
    forced: list[tuple[When, int]] = []

    def result(problem: str, force: Force | None) -> ForceCheck:
        counted = tuple(forced)
        return ForceCheck(
            name, spec.name, len(sites), len(hits), counted, checker.runs, checker.instants,
            problem, force, checker.signature,
        )  # fmt: skip

    if problem:
        return result(problem, Force())
    for when in whens:
        pending = {site: when.hit(most) for site, most in hits.items()}
        # New fragments, that only forced exits lead to, take part in the first run.
        force = Force(1) if when is When.FIRST else _forcing(pending)
        for _ in range(ROUNDS):
            if not pending:
                break
            found, problem = checker.run(force)
            if problem:
                return result(problem, force)
            for site in found:
                if site.forced:
                    pending.pop((site.fragment, site.guard), None)
            force = _forcing(pending)
        forced.append((when, len(hits) - len(pending)))
    return result("", None)


def _forcing(pending: dict[tuple[int, int], int]) -> Force:
    return Force(0, tuple((*site, hit) for site, hit in sorted(pending.items())))
