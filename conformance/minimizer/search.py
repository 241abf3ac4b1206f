"""The search of a reduction: tests candidates, several at a time, and adopts what is smaller.

Passes offer candidates in an order of preference. Those behind the first are tested meanwhile, on
the other processors; the first in that order that keeps the property is adopted, so the result is
the same for any number of processes.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as Late
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Protocol

from conformance.minimizer.journal import Candidate, Journal
from conformance.minimizer.syntax import NotLua, tokenize
from conformance.oracles.schedule import Schedule
from conformance.oracles.workers import end_with_parent

# Source bytes are treated as one character each, whatever they encode.
BYTES = "latin-1"


class OutOfTime(Exception):
    """The time of a reduction is used up."""


class Property(Protocol):
    """Whether a program, run with some options, is interesting. Other processes get a copy."""

    def __call__(self, source: bytes, schedule: Schedule) -> bool: ...


def _anything(_source: bytes) -> bool:
    return True


def count_tokens(text: str) -> int:
    """The tokens of a program; characters of a text that is none."""
    try:
        return len(tokenize(text)[0]) - 1
    except NotLua:
        return len(text)


def _ask(wanted: Property, candidate: Candidate) -> bool:
    return wanted(candidate.text.encode(BYTES), candidate.schedule)


@dataclass(slots=True)
class Search:
    """The smallest candidate so far.

    `plausible` is a quick test before the real one. `on_smaller` is called when a candidate
    was adopted, and may change `wanted` to a quicker test of the same.
    """

    best: Candidate
    wanted: Property
    deadline: float
    journal: Journal = field(default_factory=Journal)
    plausible: Callable[[bytes], bool] = _anything
    pool: Executor | None = None
    jobs: int = 1
    tests: int = 0
    tokens: int = 0
    on_success: Callable[[], None] = lambda: None
    on_smaller: Callable[[Search], None] = lambda _search: None

    def __post_init__(self) -> None:
        self.tokens = count_tokens(self.best.text)

    @property
    def text(self) -> str:
        """The smallest text so far."""
        return self.best.text

    @property
    def schedule(self) -> Schedule:
        """The options that it is run with."""
        return self.best.schedule

    def settle(self, candidate: Candidate) -> None:
        """Make a candidate the one to go on from."""
        self.best = candidate
        self.tokens = count_tokens(candidate.text)
        self.journal.adopt(candidate)

    def first(self, texts: Iterable[str]) -> int | None:
        """Adopt the first of some smaller texts that is interesting; its index, None if none is."""
        schedule = self.best.schedule
        return self.first_of(Candidate(text, schedule) for text in texts)

    def first_schedule(self, schedules: Iterable[Schedule]) -> int | None:
        """The same for other options of the run."""
        text = self.best.text
        return self.first_of(Candidate(text, schedule) for schedule in schedules)

    def adopt(self, text: str) -> bool:
        """Adopt a text if it is interesting."""
        return self.first((text,)) is not None

    def lay_out(self, text: str) -> None:
        """Adopt a text of the same tokens if it is interesting: where lines end may matter."""
        candidate = Candidate(text, self.best.schedule)
        if candidate != self.best and self._result(candidate, self._start(candidate)):
            self.settle(candidate)

    def first_of(self, candidates: Iterable[Candidate]) -> int | None:
        """Adopt the first of some candidates that is interesting; its index, None if none is."""
        running: deque[tuple[int, Candidate, Future[bool] | None]] = deque()
        worth = ((n, one) for n, one in enumerate(candidates) if self._worth(one))
        while True:
            while len(running) < self.jobs and (following := next(worth, None)) is not None:
                running.append((*following, self._start(following[1])))
            if not running:
                return None
            number, candidate, future = running.popleft()
            if self._result(candidate, future):
                self.settle(candidate)
                self.on_smaller(self)
                for _, other, late in running:
                    if late is not None and not late.cancel():
                        late.add_done_callback(self._note(other))
                self.on_success()
                return number
            self.journal.refuse(candidate)

    def _worth(self, candidate: Candidate) -> bool:
        """Is it no larger, not tried before, and a program, if that is what is wanted?"""
        if candidate == self.best or candidate.digest() in self.journal.tried:
            return False
        if candidate.text == self.best.text:
            return True
        # What grows would let two passes undo each other for ever.
        shorter = len(candidate.text) <= len(self.best.text)
        if not shorter and count_tokens(candidate.text) >= self.tokens:
            return False
        return self.plausible(candidate.text.encode(BYTES))

    def _start(self, candidate: Candidate) -> Future[bool] | None:
        if time.monotonic() > self.deadline:
            raise OutOfTime
        self.tests += 1
        return None if self.pool is None else self.pool.submit(_ask, self.wanted, candidate)

    def _result(self, candidate: Candidate, future: Future[bool] | None) -> bool:
        if future is None:
            return _ask(self.wanted, candidate)
        try:
            return future.result(max(0.0, self.deadline - time.monotonic()))
        except Late:
            raise OutOfTime from None

    def _note(self, candidate: Candidate) -> Callable[[Future[bool]], None]:
        """Remember that a candidate was refused whose result nobody waited for."""
        digest = candidate.digest()

        def done(future: Future[bool]) -> None:
            if not future.cancelled() and not future.exception() and not future.result():
                self.journal.tried.add(digest)

        return done


@contextmanager
def processes(jobs: int) -> Iterator[Executor | None]:
    """So many processes to test in, forks of this one as it is now; None for one."""
    if jobs <= 1:
        yield None
        return
    pool = ProcessPoolExecutor(jobs, get_context("fork"), end_with_parent, (os.getpid(),))
    try:
        yield pool
    finally:
        # What is left behind would be woken up when this process ends, be it closed by then.
        pool.shutdown(wait=True, cancel_futures=True)
