"""One case of a campaign: a generated program and the options of its run, from two numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from conformance.campaign.origins import GENERATED, Change, Material, Origin, Sources
from conformance.campaign.schedules import choose_force, choose_schedule, vary
from conformance.generators.decisions import SeededDecisions
from conformance.generators.edits import edit
from conformance.generators.grammar import DEFAULT_PROFILE, GC_PROFILE, PEER_PROFILE, build
from conformance.generators.rounds import header, header_of, in_rounds
from conformance.generators.scope import Profile
from conformance.oracles.branches import forced_sites
from conformance.oracles.checking import Check, check_program
from conformance.oracles.features import NONE as NO_FEATURES
from conformance.oracles.features import Features
from conformance.oracles.guard_exit import When, check_forced
from conformance.oracles.observation import Limits, Observation, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, EngineSpec, Kind
from conformance.oracles.schedule import Schedule

# Generated programs run some milliseconds on PUC; emulated and reference engines need the rest.
CASE_LIMITS = Limits(seconds=20.0, memory=1 << 29, output=1 << 20)
CHUNKNAME = b"@case.lua"
# How many times as long as PUC an engine may take: one that runs on this machine's processor, and
# one that is emulated or executed by Python. Edited programs may do so much in library functions
# that such an engine meets the limit of time.
SLOWEST_NATIVE, SLOWEST = 30, 300
# Forks of one run, at most, that force what was not forced yet. Most runs need fewer.
BRANCHES = 250
# How often a case runs what it makes of a program of the corpus.
CORPUS_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """What all cases of a campaign share. `gc`: they are about the collector.

    Guards are forced in the runs of most cases, which may have so many `branches`. With `force_all`
    a case runs again and again until every guard that it reaches has been forced to exit.
    """

    seed: int
    engines: tuple[str, ...]
    schedule: Schedule = field(default_factory=Schedule)
    limits: Limits = CASE_LIMITS
    force_all: bool = False
    gc: bool = False
    branches: int = BRANCHES

    @property
    def specs(self) -> tuple[EngineSpec, ...]:
        """The rows of the engines."""
        return tuple(ENGINES[name] for name in self.engines)

    @property
    def profile(self) -> Profile:
        """LuaJIT among the engines keeps programs away from what it does otherwise."""
        peers = any(spec.kind is Kind.C_LUA for spec in self.specs)
        if peers:
            return PEER_PROFILE
        return GC_PROFILE if self.gc else DEFAULT_PROFILE


@dataclass(frozen=True, slots=True)
class Case:
    """A program and its options."""

    number: int
    program: Program
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Finding:
    """A case on which an engine differs from PUC; `signature` is that of the verdict."""

    case: int
    engine: str
    program: Program
    schedule: Schedule
    signature: str
    detail: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case.

    `valid`: PUC's run can be compared with, and is not too long for an engine. `entered` says of
    every engine that makes machine code whether it entered any, `sites` how many guards could be
    forced, were reached, and were forced.
    `branches` counts those of all runs.
    `features` are those of all engines together; `source` is the program, run with `schedule`.
    """

    number: int
    valid: bool
    entered: Mapping[str, bool]
    findings: tuple[Finding, ...]
    seconds: float
    sites: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    branches: int = 0
    origin: Origin = Origin.GENERATED
    features: Features = NO_FEATURES
    source: bytes = b""
    schedule: Schedule = field(default_factory=Schedule)


def count_sites(check: Check) -> tuple[int, int, int]:
    """How many guards could be forced, were reached, and were forced, by a run or its branches."""
    hit: set[tuple[int, int]] = set()
    forced: set[tuple[int, int]] = set()
    for probe in (check.actual.probe, *(branch.observation.probe for branch, _ in check.branches)):
        sites = probe if isinstance(probe, tuple) else ()
        hit.update((site.fragment, site.guard) for site in sites if site.hits)
        forced |= forced_sites(probe)
    return check.actual.jit.get("sites_emitted", 0), len(hit), len(forced)


def _features(check: Check) -> Features:
    branches = (branch.observation.features for branch, _ in check.branches)
    return check.actual.features.union(*branches)


def is_too_long(
    spec: EngineSpec, expected: Observation, actual: Observation, limits: Limits
) -> bool:
    """Whether an engine met its limit of time on a program that is long on PUC, too."""
    native = spec.machine == "native" and not spec.slow
    most = expected.seconds * (SLOWEST_NATIVE if native else SLOWEST)
    return actual.status is Status.HANG and most > limits.seconds


def case_seed(seed: int, number: int, purpose: str = "") -> int:
    """The seed of one case: the same whatever cases ran before it."""
    digest = hashlib.sha256(f"{seed}:{number}{purpose}".encode("ascii")).digest()
    return int.from_bytes(digest[:8], "big")


def choose_material(plan: Plan, number: int, sources: Sources) -> Material:
    """What the program of a case is made of.

    LuaJIT runs only what the grammar makes for it.
    """
    if not plan.profile.exact:
        return GENERATED
    return sources.choose(SeededDecisions(case_seed(plan.seed, number, ":origin")))


def make_case(plan: Plan, number: int, material: Material = GENERATED) -> Case:
    """The program and options of a case."""
    decisions = SeededDecisions(case_seed(plan.seed, number))
    schedule = choose_schedule(decisions, plan.schedule, plan.gc)
    if material.origin is Origin.GENERATED:
        source = build(decisions, plan.profile)
    elif material.change is Change.SCHEDULE:
        source = material.source
    else:
        source = edit(decisions, material.source, material.other)
        if material.origin is Origin.CORPUS:
            text = in_rounds(decisions, source.decode("latin-1"), CORPUS_ROUNDS)
            source = header(1) + text.encode("latin-1")
        else:
            source = header_of(material.source) + source
    if material.change is Change.PROGRAM:
        schedule = material.schedule
    elif material.change in (Change.SCHEDULE, Change.BOTH):
        force = not plan.force_all
        schedule = vary(decisions, material.schedule, plan.schedule, plan.gc, force)
    elif not plan.force_all:
        # The last decision, so that the program does not depend on it.
        schedule = choose_force(decisions, schedule)
    return Case(number, Program(source, CHUNKNAME), schedule)


def run_case(plan: Plan, number: int, material: Material = GENERATED) -> Result:
    """Run one case on PUC and on every engine; each run is a fork of this process."""
    case = make_case(plan, number, material)
    checks = check_program(
        case.program, plan.specs, case.schedule, plan.limits, branches=plan.branches
    )
    findings: list[Finding] = []
    valid = True
    for spec, check in zip(plan.specs, checks, strict=True):
        schedule = case.schedule if spec.kind is Kind.JIT else Schedule()
        judged = [(schedule, check.actual, check.verdict)]
        for one, verdict in check.branches:
            judged.append((schedule.replaced(**one.settings), one.observation, verdict))
        for schedule, actual, verdict in judged:
            if is_too_long(spec, check.expected, actual, plan.limits):
                valid = False
            elif verdict.differs:
                found = Finding(
                    number, spec.name, case.program, schedule, verdict.signature, verdict.detail
                )
                findings.append(found)
                break
    sites = {check.actual.engine: count_sites(check) for check in checks if check.compiles}
    if plan.force_all:
        for spec in plan.specs:
            if spec.compiles and not findings:
                forced = check_forced(case.program, spec, (When.FIRST,), case.schedule, plan.limits)
                sites[spec.name] = (forced.emitted, forced.hit, sum(n for _, n in forced.forced))
                if forced.problem:
                    schedule = case.schedule.replaced(force=forced.force)
                    found = Finding(
                        number, spec.name, case.program, schedule, forced.signature, forced.problem
                    )
                    findings.append(found)
    return Result(
        number,
        valid=valid and all(check.expected.status.is_language for check in checks),
        entered={check.actual.engine: not check.vacuous for check in checks if check.compiles},
        findings=tuple(findings),
        seconds=sum(check.actual.seconds for check in checks),
        sites=sites,
        branches=sum(len(check.branches) for check in checks),
        origin=material.origin,
        features=NO_FEATURES.union(*map(_features, checks)),
        source=case.program.source,
        schedule=case.schedule,
    )
