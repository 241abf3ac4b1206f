"""The property that reductions of findings keep: the same engine differs in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.oracles.checking import program_for
from conformance.oracles.compare import Agreement, Verdict
from conformance.oracles.jit import Settings
from conformance.oracles.observation import Limits, Observation
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE, EngineSpec
from conformance.oracles.workers import observe


@dataclass(frozen=True, slots=True)
class Question:
    """One program on one engine beside PUC, with the engine's options and the run's limits."""

    program: Program
    engine: str
    settings: Settings
    limits: Limits

    @property
    def spec(self) -> EngineSpec:
        """The engine's row of the table."""
        return ENGINES[self.engine]


def ask(question: Question) -> tuple[Verdict, Observation, Observation]:
    """Run both; return the verdict, PUC's observation and the engine's."""
    program = program_for(question.spec, question.program) or question.program
    expected = observe(ENGINES[REFERENCE_ENGINE].make(), program, question.limits)
    if not expected.status.is_language:
        # Nothing can differ from a run that is no expectation, so the engine need not run.
        return Verdict(Agreement.UNUSABLE, question.engine), expected, expected
    actual = observe(question.spec.make(question.settings), program, question.limits)
    return question.spec.judge(expected, actual), expected, actual


@dataclass(frozen=True, slots=True)
class SameDifference:
    """Interesting: PUC's run stands, and the engine's verdict has the given signature."""

    question: Question
    signature: str

    def __call__(self, source: bytes) -> bool:
        """True when this source shows the difference."""
        program = self.question.program
        smaller = Program(source, program.chunkname, program.args, program.stdin)
        return self._signature(smaller, self.question.settings) == self.signature

    def with_settings(self, settings: Mapping[str, object]) -> bool:
        """True when the program shows the difference under other options."""
        return self._signature(self.question.program, settings) == self.signature

    def _signature(self, program: Program, settings: Mapping[str, object]) -> str:
        question = Question(program, self.question.engine, settings, self.question.limits)
        return ask(question)[0].signature
