"""One case of a campaign: a generated program and the options of its run, from two numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from conformance.generators.decisions import Decisions, SeededDecisions, chance, choose
from conformance.generators.programs import DEFAULT_PROFILE, PEER_PROFILE, build
from conformance.generators.scope import Profile
from conformance.oracles.checking import check_program
from conformance.oracles.jit import Settings
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, EngineSpec, Kind

# Generated programs run some milliseconds on PUC; emulated and reference engines need the rest.
CASE_LIMITS = Limits(seconds=20.0, memory=1 << 29, output=1 << 20)
# Thresholds at which loops of a few dozen iterations compile, link, fail and grow side fragments.
THRESHOLDS: Mapping[str, tuple[int, ...]] = {
    "hot_loop": (2, 1, 3, 5, 10, 20),
    "hot_exit": (1, 2, 3, 5),
    "hot_call": (2, 1, 3, 6),
}
# What else makes another run of a program; most cases have the defaults.
STRESSES: tuple[Settings, ...] = (
    {"gc_stress": 1},
    {"gc_stress": 2},
    {"gc_stress": 200},
    {"gc_stress": 700},
    {"gc_stress": 3000},
    {"disabled_passes": frozenset({"fold"})},
    {"disabled_passes": frozenset({"cse"})},
    {"disabled_passes": frozenset({"forward"})},
    {"disabled_passes": frozenset({"loop"})},
    {"disabled_passes": frozenset({"dce"})},
    {"disabled_passes": frozenset({"fold", "cse", "forward", "loop", "dce"})},
)
STRESSED_PERCENT = 25


@dataclass(frozen=True, slots=True)
class Plan:
    """What all cases of a campaign share."""

    seed: int
    engines: tuple[str, ...]
    settings: Settings = field(default_factory=dict)
    limits: Limits = CASE_LIMITS

    @property
    def specs(self) -> tuple[EngineSpec, ...]:
        """The rows of the engines."""
        return tuple(ENGINES[name] for name in self.engines)

    @property
    def profile(self) -> Profile:
        """LuaJIT among the engines keeps programs away from what it does otherwise."""
        peers = any(spec.kind is Kind.C_LUA for spec in self.specs)
        return PEER_PROFILE if peers else DEFAULT_PROFILE


@dataclass(frozen=True, slots=True)
class Case:
    """A program and its options."""

    number: int
    program: Program
    settings: Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """A case on which an engine differs from PUC; `signature` is that of the verdict."""

    case: int
    engine: str
    program: Program
    settings: Settings
    signature: str
    detail: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case.

    `valid`: PUC's run can be compared with. `entered` says of every engine that makes machine code
    whether it entered any.
    """

    number: int
    valid: bool
    entered: Mapping[str, bool]
    findings: tuple[Finding, ...]
    seconds: float


def case_seed(seed: int, number: int) -> int:
    """The seed of one case: the same whatever cases ran before it."""
    digest = hashlib.sha256(f"{seed}:{number}".encode("ascii")).digest()
    return int.from_bytes(digest[:8], "big")


def choose_settings(decisions: Decisions, given: Settings) -> dict[str, object]:
    """Low thresholds, and now and then more, at random; what is given stays as it is."""
    chosen: dict[str, object] = {
        name: choose(decisions, values) for name, values in THRESHOLDS.items()
    }
    if chance(decisions, STRESSED_PERCENT):
        chosen.update(choose(decisions, STRESSES))
    return {**chosen, **given}


def make_case(plan: Plan, number: int) -> Case:
    """The program and options of a case."""
    decisions = SeededDecisions(case_seed(plan.seed, number))
    settings = choose_settings(decisions, plan.settings)
    source = build(decisions, plan.profile)
    return Case(number, Program(source, b"@case.lua"), settings)


def run_case(plan: Plan, number: int) -> Result:
    """Run one case on PUC and on every engine; each run is a fork of this process."""
    case = make_case(plan, number)
    checks = check_program(case.program, plan.specs, case.settings, plan.limits)
    findings: list[Finding] = []
    for spec, check in zip(plan.specs, checks, strict=True):
        verdict = check.verdict
        if verdict.differs:
            settings = case.settings if spec.kind is Kind.JIT else {}
            found = Finding(
                number, spec.name, case.program, settings, verdict.signature, verdict.detail
            )
            findings.append(found)
    return Result(
        number,
        valid=all(check.expected.status.is_language for check in checks),
        entered={check.actual.engine: not check.vacuous for check in checks if check.compiles},
        findings=tuple(findings),
        seconds=sum(check.actual.seconds for check in checks),
    )
