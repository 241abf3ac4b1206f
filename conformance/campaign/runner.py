"""Run a campaign: cases over local worker processes, then reduction and archiving of findings.

Workers are forks of this process, in which the engines are warm; every run is a fork of a worker.
Only this process writes the database, after each batch: a campaign that is killed at any moment
goes on with the cases that are missing there.
"""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field, replace
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path

from conformance.campaign.capsules import (
    Capsule,
    find_capsules,
    load_capsule,
    make_capsule,
    save_capsule,
    shows_always,
)
from conformance.campaign.cases import Finding, Plan, Result, choose_material, run_case
from conformance.campaign.database import Database, Totals
from conformance.campaign.origins import Material, Sources, seeds_end
from conformance.minimizer.difference import Question
from conformance.minimizer.event import first_event
from conformance.minimizer.finding import minimize
from conformance.oracles.blame import blame, plainest
from conformance.oracles.pace import depends_on_pace
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE
from conformance.oracles.schedule import Schedule
from conformance.oracles.stock import STOCK
from conformance.oracles.workers import end_with_parent, sweep_scratch

BATCH = 8


@dataclass(frozen=True, slots=True)
class Archived:
    """A finding after reduction: its capsule, and the folder if it was written."""

    capsule: Capsule
    folder: Path | None
    new: bool


@dataclass(frozen=True, slots=True)
class Options:
    """How a campaign runs.

    It ends after so many cases, or where `seconds` by the clock have passed since it was started.
    `reductions` bounds how many findings of one signature are reduced. `corpus` holds programs that
    some cases are made of.
    """

    cases: int | None
    jobs: int
    archive: Path | None
    reductions: int = 3
    reduce_seconds: float = 30.0
    seconds: float | None = None
    corpus: Sequence[bytes] = ()


@dataclass(slots=True)
class Watcher:
    """Callbacks to whoever shows the campaign."""

    on_batch: Callable[[Totals], None] = lambda _totals: None
    on_finding: Callable[[Finding], None] = lambda _finding: None
    on_archived: Callable[[Archived], None] = lambda _archived: None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a campaign came to, in all of its processes, if it was killed and went on.

    `signatures` are those of its reduced findings; `known` were in the archive when it began.
    `unreduced` counts the findings that are like others, by the signature of their verdict.
    """

    totals: Totals
    signatures: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    unreduced: Counter[str] = field(default_factory=Counter)

    @property
    def new(self) -> int:
        """How many signatures were found that the archive did not hold."""
        return len(self.signatures - self.known)


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    iterator = iter(numbers)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _run_batch(plan: Plan, batch: list[tuple[int, Material]]) -> list[Result]:
    return [run_case(plan, number, material) for number, material in batch]


def reduce_finding(
    program: Program, engine: str, schedule: Schedule, plan: Plan, seconds: float
) -> Capsule | None:
    """Reduce a difference, its schedule and its program; None when it does not recur.

    Both together have `seconds` to get smaller, on the plainest engine that shows it. What only
    depends on when the collector works is no difference.
    """
    if depends_on_pace(program, limits=plan.limits):
        return None
    engine, settings = plainest(program, engine, schedule, plan.limits)
    found = minimize(Question(program, engine, Schedule(settings), plan.limits), seconds)
    if found is None:
        return None
    small = replace(program, source=found.reduction.source)
    schedule = found.reduction.schedule
    verdict = shows_always(small, engine, schedule, plan.limits)
    if verdict is None:
        return None
    guilty = blame(small, schedule, plan.limits)
    event = first_event(small, ENGINES[engine], schedule, plan.limits, guilty)
    return make_capsule(
        small, engine, schedule, verdict, f"seed {plan.seed}", guilty, event
    )  # fmt: skip


def archived_signatures(archive: Path | None) -> dict[str, Path]:
    """The signatures of the capsules that an archive holds, and where they are."""
    if archive is None or not archive.exists():
        return {}
    return {load_capsule(folder).signature: folder for folder in find_capsules(archive)}


def warm(plan: Plan) -> None:
    """Load PUC and every engine of a plan in this process, and open what its forks will use."""
    ENGINES[REFERENCE_ENGINE].make().warm()
    for spec in plan.specs:
        spec.make().warm()
    STOCK.fill(sorted({spec.machine for spec in plan.specs if spec.machine}))
    # What is here now stays: forks need not walk, and so copy, it.
    gc.freeze()


class _Rounds:
    """What cases are made of, round by round; see `origins.py`."""

    def __init__(
        self, plan: Plan, options: Options, database: Database, campaign: int, done: set[int]
    ) -> None:
        self._plan = plan
        self._corpus = options.corpus
        self._database = database
        self._campaign = campaign
        self._done = set(done)
        self._complete = 0  # all cases before this one have run
        self._end = -1
        self._sources = Sources(options.corpus)

    def note(self, results: Iterable[Result]) -> None:
        """These cases have run, and are in the database."""
        self._done.update(result.number for result in results)

    def ready(self, number: int) -> bool:
        """Whether all that a case may depend on is there."""
        while self._complete in self._done:
            self._complete += 1
        return self._complete >= seeds_end(number)

    def material(self, number: int) -> Material:
        """What the program of a case is made of."""
        end = seeds_end(number)
        if end != self._end:
            self._end = end
            self._sources = Sources(
                self._corpus,
                self._database.seeds(self._campaign, end),
                lambda case: self._database.kept(self._campaign, case),
            )
        return choose_material(self._plan, number, self._sources)


def _run_cases(
    plan: Plan, options: Options, database: Database, campaign: int, pool: ProcessPoolExecutor,
    watcher: Watcher,
) -> None:  # fmt: skip
    done = database.done(campaign)
    rounds = _Rounds(plan, options, database, campaign, done)
    numbers = count() if options.cases is None else range(options.cases)
    batches = _batches(number for number in numbers if number not in done)
    deadline = None if options.seconds is None else time.monotonic() + options.seconds
    batch: list[int] = []
    running: set[Future[list[Result]]] = set()
    while True:
        if deadline is not None and time.monotonic() > deadline:
            batches, batch = iter(()), []
        # A short queue: what is queued when the campaign is stopped is lost.
        while len(running) < 2 * options.jobs:
            batch = batch or next(batches, [])
            if not batch or not rounds.ready(batch[-1]):
                break
            running.add(pool.submit(_run_batch, plan, [(n, rounds.material(n)) for n in batch]))
            batch = []
        if not running:
            return
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            results = future.result()
            database.record(campaign, results)
            rounds.note(results)
            for result in results:
                for finding in result.findings:
                    watcher.on_finding(finding)
        watcher.on_batch(database.totals(campaign))


def _reduce_findings(
    plan: Plan, options: Options, database: Database, campaign: int, pool: ProcessPoolExecutor,
    watcher: Watcher, known: frozenset[str],
) -> Counter[str]:  # fmt: skip
    """Reduce some findings of each signature, and archive what is new; count those left."""
    left: Counter[str] = Counter()
    waiting: dict[Future[Capsule | None], Finding] = {}
    # Those that were reduced before the campaign was killed.
    chosen = Counter(database.reduced(campaign))
    for finding in database.unreduced(campaign):
        if chosen[finding.signature] >= options.reductions:
            left[finding.signature] += 1
            continue
        chosen[finding.signature] += 1
        future = pool.submit(
            reduce_finding, finding.program, finding.engine, finding.schedule, plan,
            options.reduce_seconds,
        )  # fmt: skip
        waiting[future] = finding
    # What another process of this campaign wrote may not be noted in the database.
    archived = archived_signatures(options.archive)
    seen = set(database.signatures(campaign))
    while waiting:
        finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in finished:
            finding = waiting.pop(future)
            capsule = future.result()
            if capsule is None:
                # The verdict of a run that depends on more than its inputs.
                left[f"{finding.signature} (does not recur, or only at the collector's pace)"] += 1
                continue
            folder = None
            if capsule.signature not in seen:
                seen.add(capsule.signature)
                new = capsule.signature not in known
                if options.archive is not None and new:
                    folder = archived.get(capsule.signature)
                    folder = folder or save_capsule(capsule, options.archive)
                watcher.on_archived(Archived(capsule, folder, new))
            database.note_reduction(campaign, finding, capsule, str(folder or ""))
    return left


def run_campaign(
    plan: Plan, options: Options, database: Database, campaign: int, watcher: Watcher
) -> Summary:
    """Run the cases of a campaign that have not run, then reduce and archive its findings."""
    known = database.note_known(campaign, archived_signatures(options.archive))
    sweep_scratch()
    warm(plan)
    context = get_context("fork")
    try:
        with ProcessPoolExecutor(
            options.jobs, mp_context=context, initializer=end_with_parent, initargs=(os.getpid(),)
        ) as pool:
            try:
                _run_cases(plan, options, database, campaign, pool, watcher)
                left = _reduce_findings(plan, options, database, campaign, pool, watcher, known)
            except KeyboardInterrupt:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    finally:
        STOCK.empty()
    database.finish_campaign(campaign)
    signatures = frozenset(database.signatures(campaign))
    return Summary(database.totals(campaign), signatures, known, left)
