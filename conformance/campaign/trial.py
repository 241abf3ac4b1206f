"""One trial: cases are run until one shows a planted fault, which is then reduced and blamed.

`python -m conformance.campaign.trial ORDER` is run from a copy of the package that has the fault.
The order is JSON, and so is each line that is written: progress, and at last the outcome.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from conformance.campaign.capsules import Capsule
from conformance.campaign.cases import Finding, Plan, case_seed, run_case
from conformance.campaign.levels import Input, blame_level, reduce_level, take_turn
from conformance.campaign.origins import GENERATED, Material, Origin, load_corpus
from conformance.campaign.runner import reduce_finding, warm
from conformance.generators.decisions import SeededDecisions, choose
from conformance.minimizer.difference import Question
from conformance.minimizer.event import event_signature, first_event
from conformance.minimizer.finding import minimize
from conformance.oracles.blame import COMPILED, ONE_MACHINE, blame, plainest
from conformance.oracles.engines import Reserved
from conformance.oracles.jit import RESERVED, Settings
from conformance.oracles.observation import Limits
from conformance.oracles.pace import depends_on_pace
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES
from conformance.oracles.schedule import Schedule
from conformance.oracles.workers import end_with_parent, set_limits

# Generated programs take some ten milliseconds; those that a fault keeps from ending should not
# take all the time of a trial.
LIMITS: Final = Limits(seconds=4.0, memory=1 << 29, output=1 << 20)
# Cases with findings, so that there is a small one among them; no more than so many further cases
# are run for that.
ENOUGH: Final = 3
FURTHER: Final = 60

# Of so many programs the last two are edits of the corpus, and the two before them are about the
# collector. A turn of lower levels comes behind them.
ROUND: Final = 12
EDITS: Final = 2
ABOUT_GC: Final = 2

# The share of the time of a reduction that one takes which is only to be named.
_SHARE: Final = 0.25

# The engines of both machines are open at once, and images are built here.
MACHINES: Final = 2
MEMORY: Final = 4 << 30

Tell = Callable[[Mapping[str, object]], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What a trial should do. Times are seconds of processor time.

    `corpus` is a folder of programs to edit, if it is there.
    """

    seed: int
    engines: tuple[str, ...]
    schedule: Schedule
    cases: int
    seconds: float
    reduce_seconds: float
    parent: int
    corpus: str = ""

    def to_json(self) -> str:
        """The order as text."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({**fields, "schedule": self.schedule.plain()})

    @classmethod
    def from_json(cls, text: str) -> Order:
        """The order of a text."""
        content = json.loads(text)
        content["engines"] = tuple(content["engines"])
        content["schedule"] = Schedule.from_plain(content["schedule"])
        return cls(**content)


@dataclass(slots=True)
class Outcome:
    """What came of a trial; `killed` is None when no case showed the fault.

    `killed` names the difference that was seen first, `engine` where. `cases` and `seconds` count
    up to then, from the start of the process; `signatures` are those of the first
    findings by their events. The reduced program is empty if none of them recurred. Where an input
    of a lower level was found, `input` is that in hexadecimal digits, and `program` shows it.
    """

    killed: str | None = None
    engine: str = ""
    cases: int = 0
    seconds: float = 0.0
    signatures: list[str] = field(default_factory=list)
    program: str = ""
    settings: dict[str, object] = field(default_factory=dict)
    reduced_on: str = ""
    detail: str = ""
    blame: str = ""
    input: str = ""

    @property
    def lines(self) -> int:
        """How many lines the reduced program has."""
        return len(self.program.splitlines())


def _processor_time() -> float:
    """Seconds of processor time of this process and its children so far."""
    return sum(os.times()[:4])


def _kind(finding: Finding) -> str:
    """The difference that a finding's signature names: engine:tier/difference/text."""
    return finding.signature.split("/")[1]


def _ease(finding: Finding) -> tuple[bool, int]:
    """What is quick to reduce comes first: programs that end, and small ones."""
    return _kind(finding) == "hang", len(finding.program.source)


@dataclass(frozen=True, slots=True)
class _Programs:
    """The cases of a trial, by their numbers: in rounds, of every sort that a campaign has."""

    plan: Plan
    corpus: Sequence[bytes]

    def run(self, number: int) -> Sequence[Finding]:
        """What one case finds, but by a program that differs on every engine."""
        place = number % ROUND
        plan, material = self.plan, GENERATED
        if place >= ROUND - EDITS and self.corpus:
            decisions = SeededDecisions(case_seed(plan.seed, number, ":origin"))
            source, other = (choose(decisions, self.corpus) for _ in range(2))
            material = Material(Origin.CORPUS, source, other)
        elif place >= ROUND - EDITS - ABOUT_GC:
            plan = replace(plan, gc=True)
        findings = run_case(plan, number, material).findings
        if findings and depends_on_pace(findings[0].program, limits=plan.limits):
            return ()
        return findings


def _search(plan: Plan, order: Order, outcome: Outcome, tell: Tell) -> list[Finding] | Input:
    """Run cases until enough show the fault, or cases or time are used up."""
    programs = _Programs(plan, load_corpus(Path(order.corpus)) if order.corpus else ())
    findings: list[Finding] = []
    failing = inputs = 0

    def note(killed: str, engine: str) -> None:
        outcome.killed, outcome.engine = killed, engine
        outcome.cases, outcome.seconds = number + 1 + inputs, _processor_time()

    for number in range(order.cases):
        found = programs.run(number)
        if found and not findings:
            note(_kind(found[0]), found[0].engine)
        findings += found
        failing += bool(found)
        tell({"cases": number + 1 + inputs, "findings": len(findings)})
        if failing == ENOUGH or (findings and number + inputs >= outcome.cases + FURTHER):
            break
        if not findings and number % ROUND == ROUND - 1:
            count, level = take_turn(plan.seed, number // ROUND)
            inputs += count
            if level is not None:
                note(level.kind, f"target {level.target}")
                return level
        if _processor_time() > order.seconds:
            break
    if not findings:
        outcome.cases, outcome.seconds = number + 1 + inputs, _processor_time()
    return sorted(findings, key=_ease)


def _wrong_on_both(findings: Sequence[Finding]) -> Finding | None:
    """The finding of a case that differs on both machines, if there is one."""
    for finding in findings:
        engines = {other.engine for other in findings if other.case == finding.case}
        if engines.issuperset(COMPILED):
            return finding
    return None


def _signatures(
    findings: Sequence[Finding], capsule: Capsule, limits: Limits, seconds: float
) -> list[str]:
    """How many findings this would be in a campaign: their signatures, of one in each case.

    A campaign names them when they are reduced. Here that is done where the name differs.
    """
    named = {capsule.signature}
    for case in dict.fromkeys(finding.case for finding in findings):
        finding = next(one for one in findings if one.case == case)
        program = finding.program
        engine, settings = plainest(program, finding.engine, finding.schedule, limits)
        name = _name(program, engine, settings, limits, capsule.blame)
        if name not in named:
            small = minimize(Question(program, engine, settings, limits), seconds * _SHARE)
            if small is not None:
                program = replace(program, source=small.reduction.source)
                name = _name(program, engine, small.reduction.schedule, limits, capsule.blame)
        named.add(name)
    return sorted(named)


def _name(program: Program, engine: str, settings: Settings, limits: Limits, blame: str) -> str:
    """A finding's signature by its first event."""
    return event_signature(blame, first_event(program, ENGINES[engine], settings, limits, blame))


def run_trial(order: Order, tell: Tell) -> Outcome:
    """Search, reduce, and blame."""
    plan = Plan(order.seed, order.engines, order.schedule, LIMITS)
    outcome = Outcome()
    warm(plan)
    found = _search(plan, order, outcome, tell)
    if isinstance(found, Input):
        tell({"reducing": found.kind})
        _look_at_input(found, order.reduce_seconds, outcome)
    else:
        _look_at_programs(found, plan, order.reduce_seconds, outcome, tell)
    return outcome


def _look_at_input(found: Input, seconds: float, outcome: Outcome) -> None:
    """Reduce and blame what a lower level has found."""
    small = reduce_level(found, seconds)
    if small is not None:
        outcome.program, outcome.input = small.shown, small.data.hex()
        outcome.reduced_on = small.target
        outcome.detail = small.detail
        outcome.blame = blame_level(small)
    outcome.signatures = [(small or found).kind]


def _look_at_programs(
    findings: Sequence[Finding], plan: Plan, seconds: float, outcome: Outcome, tell: Tell
) -> None:
    """Reduce the first finding that recurs, blame, and name all."""
    outcome.signatures = sorted({finding.signature for finding in findings})
    capsule = _first_reduced(findings, plan, seconds, tell)
    if capsule is None:
        return
    outcome.program = capsule.program.source.decode("latin-1")
    outcome.settings = capsule.schedule.plain()
    outcome.reduced_on = capsule.engine
    outcome.detail = capsule.detail
    outcome.blame = capsule.blame
    both = _wrong_on_both(findings)
    if capsule.blame in ONE_MACHINE and both is not None:
        # What became small on one machine may show nothing on the other.
        outcome.blame = blame(both.program, both.schedule, plan.limits)
    if capsule.blame:
        outcome.signatures = _signatures(findings, capsule, plan.limits, seconds)


def _first_reduced(
    findings: Sequence[Finding], plan: Plan, seconds: float, tell: Tell
) -> Capsule | None:
    """The first of the findings that recurs, as a campaign would archive it."""
    for finding in findings:
        tell({"reducing": finding.signature})
        program = finding.program
        engine, settings = plainest(program, finding.engine, finding.schedule, plan.limits)
        capsule = reduce_finding(program, engine, Schedule(settings), plan, seconds)
        if capsule is not None:
            return capsule
    return None


def main() -> None:
    """Run the order of the command line."""
    # Whatever else writes to descriptor 1 should not be taken for an answer.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    order = Order.from_json(sys.argv[1])
    end_with_parent(order.parent)
    set_limits(Reserved(MACHINES * RESERVED.address_space, RESERVED.file_size), memory=MEMORY)

    def tell(message: Mapping[str, object]) -> None:
        answers.write(json.dumps(message) + "\n")

    tell({"outcome": asdict(run_trial(order, tell))})


if __name__ == "__main__":
    main()
