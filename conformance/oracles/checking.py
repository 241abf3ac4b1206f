"""Check one program on several engines against PUC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conformance.oracles.bytecode import dumping_program
from conformance.oracles.compare import Verdict
from conformance.oracles.jit import Settings
from conformance.oracles.observation import Branch, Limits, Observation
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE, EngineSpec, Kind
from conformance.oracles.workers import observe, observe_together

# The header comment that gives the argument for slow engines; `no` keeps them away.
REFERENCE_HEADER = "reference"
# PUC runs this short are mostly process start; a ratio of them says nothing.
SHORTEST_TIMED = 0.02


@dataclass(frozen=True, slots=True)
class Check:
    """One program on one engine beside PUC; `branches` are those of the engine's run."""

    program: str
    expected: Observation
    actual: Observation
    verdict: Verdict
    compiles: bool
    branches: tuple[tuple[Branch, Verdict], ...] = ()

    @property
    def passed(self) -> bool:
        """True only when both ran and agreed."""
        return not self.verdict.differs and self.expected.status.is_language

    @property
    def vacuous(self) -> bool:
        """True when a compiling engine never entered compiled code."""
        return self.compiles and not self.actual.compiled_work

    @property
    def ratio(self) -> float | None:
        """Time relative to PUC; None for runs too short to compare."""
        if self.expected.seconds < SHORTEST_TIMED:
            return None
        return self.actual.seconds / self.expected.seconds


def program_for(spec: EngineSpec, program: Program) -> Program | None:
    """The program as this engine, and PUC beside it, should run it.

    Slow engines take the smaller argument; for the compiler, PUC dumps the bytecode. None when the
    program says that slow engines should not run it.
    """
    if spec.kind is Kind.FRONTEND:
        return dumping_program(program)
    header = program.headers.get(REFERENCE_HEADER)
    if not spec.slow or header is None:
        return program
    return None if header == "no" else program.with_args(header.encode("utf-8"))


def check_program(
    program: Program,
    specs: Iterable[EngineSpec],
    settings: Settings | None = None,
    limits: Limits | None = None,
    expectations: dict[Program, Observation] | None = None,
    branches: int = 0,
) -> list[Check]:
    """Run `program` on PUC and on every engine, in forks, and compare.

    PUC runs once per program and argument. Callers that check one engine at a time may keep
    what it gave: `expectations` is looked into, and filled. Where `settings` force exits, runs may
    have so many `branches`.
    """
    if expectations is None:
        expectations = {}
    checks: list[Check] = []
    puc = ENGINES[REFERENCE_ENGINE].make()
    puc.warm()
    name = program.script.decode("utf-8", "replace")
    for sized, group in _groups(program, specs):
        engines = [spec.make(settings, branches) for spec in group]
        if sized in expectations:
            observed = observe_together(engines, sized, limits)
        elif group[0].kind is Kind.C_LUA:
            expectations[sized] = observe(puc, sized, limits)
            observed = observe_together(engines, sized, limits)
        else:
            expectations[sized], *observed = observe_together([puc, *engines], sized, limits)
        expected = expectations[sized]
        for spec, actual in zip(group, observed, strict=True):
            verdict = spec.judge(expected, actual)
            judged = tuple((one, spec.judge(expected, one.observation)) for one in actual.branches)
            checks.append(Check(name, expected, actual, verdict, spec.compiles, judged))
    return checks


def _groups(
    program: Program, specs: Iterable[EngineSpec]
) -> Iterator[tuple[Program, list[EngineSpec]]]:
    """Engines that one fork can hold, with the program that they run, in order."""
    group: list[EngineSpec] = []
    current = program
    for spec in specs:
        sized = program_for(spec, program)
        if sized is None:
            continue
        machines = {member.machine for member in group}
        if group and (sized != current or not spec.machine or machines & {spec.machine, ""}):
            yield current, group
            group = []
        current = sized
        group.append(spec)
    if group:
        yield current, group
