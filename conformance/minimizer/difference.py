"""The property that reductions of findings keep: the same engine differs in the same way."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, replace

from conformance.oracles.checking import program_for
from conformance.oracles.compare import Agreement, Difference, Verdict
from conformance.oracles.engines import Around, Engine, Leave
from conformance.oracles.jit import Settings
from conformance.oracles.observation import Limits, Observation, Report
from conformance.oracles.pace import depends_on_pace
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE, EngineSpec, Kind
from conformance.oracles.schedule import Schedule
from conformance.oracles.workers import observe, observe_beside

# What a smaller program may take, in seconds of processor time beside so many times that of the
# program before: one that has become endless should not take the time of a hundred others. PUC,
# which runs first and meets most of those, compiles nothing but bytecode.
PATIENCE = 0.3
PUC_PATIENCE = 0.1
SLOWER = 2


@dataclass(frozen=True, slots=True)
class Hurried(Around[Engine]):
    """An engine with less processor time than the limits of its runs give, in seconds."""

    seconds: float

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        """Run it with a shorter timer than the worker has set, which ends the process."""
        signal.setitimer(signal.ITIMER_PROF, min(self.seconds, limits.seconds))
        return self.engine.run(program, limits, leave)


@dataclass(frozen=True, slots=True)
class Question:
    """One program on one engine beside PUC, with the engine's options and the run's limits.

    PUC has no more than `puc_seconds` of processor time, if they are given.
    """

    program: Program
    engine: str
    settings: Settings
    limits: Limits
    puc_seconds: float | None = None

    @property
    def spec(self) -> EngineSpec:
        """The engine's row of the table."""
        return ENGINES[self.engine]


def ask(question: Question) -> tuple[Verdict, Observation, Observation]:
    """Run both; return the verdict, PUC's observation and the engine's."""
    spec = question.spec
    program = program_for(spec, question.program) or question.program
    puc, engine = ENGINES[REFERENCE_ENGINE].make(), spec.make(question.settings)
    puc.warm()
    if question.puc_seconds is not None:
        puc = Hurried(puc, question.puc_seconds)
    if spec.kind is Kind.C_LUA:
        # Two libraries of one interface do not go into one process.
        expected = observe(puc, program, question.limits)
        language = expected.status.is_language
        actual = observe(engine, program, question.limits) if language else None
    else:
        expected, actual = observe_beside(puc, engine, program, question.limits)
    if actual is None:
        return Verdict(Agreement.UNUSABLE, question.engine), expected, expected
    return spec.judge(expected, actual), expected, actual


def ask_patiently(question: Question) -> tuple[Verdict, Question]:
    """The verdict, and the question for smaller programs: they take no longer, if they end."""
    before = os.times()
    verdict, expected, _ = ask(question)
    after = os.times()
    taken = after.children_user + after.children_system
    taken -= before.children_user + before.children_system
    if verdict.difference is Difference.HANG:
        taken -= question.limits.seconds
    seconds = PATIENCE + SLOWER * max(taken, 0.0)
    limits = replace(question.limits, seconds=min(question.limits.seconds, seconds))
    puc_seconds = PUC_PATIENCE + SLOWER * expected.seconds
    return verdict, replace(question, limits=limits, puc_seconds=puc_seconds)


@dataclass(frozen=True, slots=True)
class SameDifference:
    """Interesting: PUC's run stands, and the engine's verdict has the given signature.

    With `steady` a program that shows when PUC's collector comes is not: all engines differ there.
    """

    question: Question
    signature: str
    steady: bool = False

    def __call__(self, source: bytes, schedule: Schedule | None = None) -> bool:
        """True when this source shows the difference, under the question's options or others."""
        question = self.question
        settings = question.settings if schedule is None else schedule
        program = replace(question.program, source=source)
        verdict, expected, _ = ask(replace(question, program=program, settings=settings))
        if verdict.signature != self.signature:
            return False
        return not (self.steady and depends_on_pace(program, expected, question.limits))
