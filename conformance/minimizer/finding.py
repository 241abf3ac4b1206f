"""Reduce a finding: the program together with the options of its run.

Options that do not matter go first. Then the program gets smaller, then thresholds lower, which is
worth it if the program then gets smaller still; last the forced exits that matter are named, since
their numbers change with the program.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from conformance.jit_under_test.options import Force
from conformance.minimizer.difference import Question, SameDifference, ask, ask_patiently
from conformance.minimizer.expressions import shrink_constants
from conformance.minimizer.journal import Candidate, Journal
from conformance.minimizer.reduce import (
    COARSE,
    Progress,
    Reduction,
    Repeated,
    reduce_candidate,
    reduce_text,
    run_passes,
)
from conformance.minimizer.schedule import drop_options, lower_thresholds, pin_exits
from conformance.minimizer.search import BYTES, OutOfTime, Property, Search
from conformance.oracles.compare import Verdict
from conformance.oracles.pace import depends_on_pace
from conformance.oracles.schedule import FORCE, Schedule

# Runs that tell whether a difference shows every time; more of them if it does not.
_FIRST_RUNS = 3
_MORE_RUNS = 9
# A candidate that shows the difference as often as the finding is missed with this chance.
_MISSED = 0.05
_MOST_RUNS = 12
_MUCH_SMALLER = 0.6
# The share of the time that lower thresholds may take to prove worth it.
_THRESHOLD_SHARE = 0.25

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Small:
    """A reduced finding; `verdict` is that of the finding as it was, `runs` of each candidate."""

    question: Question
    verdict: Verdict
    reduction: Reduction
    runs: int


def runs_needed(shown: int, runs: int) -> int:
    """How often to run a candidate, when a finding showed so many times in so many runs."""
    if shown == runs:
        return 1
    share = shown / runs
    return min(_MOST_RUNS, math.ceil(math.log(_MISSED) / math.log(1 - share)))


def _reliability(question: Question, signature: str) -> int:
    """How often each candidate is to be run; 0 if the difference never came again."""
    same = SameDifference(question, signature)
    shown = sum(same(question.program.source) for _ in range(_FIRST_RUNS))
    if shown == _FIRST_RUNS:
        return 1
    shown += sum(same(question.program.source) for _ in range(_MORE_RUNS))
    return runs_needed(shown, _FIRST_RUNS + _MORE_RUNS) if shown else 0


@dataclass(frozen=True, slots=True)
class _Steps:
    """The steps of a reduction that look at the options, too."""

    question: Question
    seconds: float

    def options(self, search: Search, tell: Tell) -> None:
        """Leave options out."""
        tell("options")
        drop_options(search.schedule, lambda one: search.first_schedule((one,)) is not None)

    def thresholds(self, search: Search, tell: Tell) -> None:
        """Lower thresholds, and take that back unless the program gets smaller."""
        tell("thresholds")
        before, tokens, deadline = search.best, search.tokens, search.deadline
        lower_thresholds(search.schedule, lambda one: search.first_schedule((one,)) is not None)
        if search.best == before:
            return
        search.deadline = min(deadline, time.monotonic() + self.seconds * _THRESHOLD_SHARE)
        try:
            # Where neither statements nor trip counts get fewer, the rest does not either.
            run_passes(search, {**COARSE, "constants": shrink_constants}, tell)
            if search.tokens < tokens:
                reduce_text(search, tell)
        except OutOfTime:
            pass
        finally:
            if search.tokens >= tokens:
                search.settle(before)
            search.deadline = deadline

    def exits(self, search: Search, tell: Tell) -> None:
        """Name the forced exits that matter."""
        tell("exits")

        def forced(schedule: Schedule) -> Force:
            program = replace(self.question.program, source=search.text.encode(BYTES))
            sites = ask(replace(self.question, program=program, settings=schedule))[2].probe
            found = sites if isinstance(sites, tuple) else ()
            return Force(0, tuple((s.fragment, s.guard, s.forced) for s in found if s.forced))

        if FORCE in search.schedule:
            pin_exits(
                search.schedule, forced, lambda one: search.first_schedule((one,)) is not None
            )


def minimize(
    question: Question,
    seconds: float,
    progress: Progress = lambda _state: None,
    jobs: int = 1,
    journal: Journal | None = None,
    fixed: bool = False,
) -> Small | None:
    """Reduce a program that differs, and the options of its run unless they are `fixed`.

    None if the difference does not come again. It may come now and then only: candidates are then
    run several times.
    """
    started = time.monotonic()
    verdict, quick = ask_patiently(question)
    if not verdict.differs:
        return None
    steady = not depends_on_pace(question.program, limits=question.limits)
    runs = _reliability(quick, verdict.signature)
    if runs == 0:
        return None

    def property_of(question: Question) -> Property:
        same = SameDifference(question, verdict.signature, steady)
        return same if runs == 1 else Repeated(same, runs)

    measured = len(question.program.source)

    def hurry(search: Search) -> None:
        """Have less patience with candidates when the program is much smaller than before."""
        nonlocal measured
        if len(search.text) > measured * _MUCH_SMALLER:
            return
        measured = len(search.text)
        program = replace(question.program, source=search.text.encode(BYTES))
        now = replace(quick, program=program, settings=search.schedule)
        search.wanted = property_of(ask_patiently(now)[1])

    steps = _Steps(quick, seconds)
    reduction = reduce_candidate(
        Candidate(question.program.source.decode(BYTES), Schedule(question.settings)),
        property_of(quick),
        seconds - (time.monotonic() - started),
        (reduce_text,) if fixed else (steps.options, reduce_text, steps.thresholds, steps.exits),
        progress,
        jobs,
        journal,
        hurry,
    )
    return Small(question, verdict, reduction, runs)
