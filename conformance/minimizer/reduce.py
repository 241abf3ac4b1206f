"""Reduce a program: run the passes until none makes it smaller, or time is up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from conformance.minimizer.expressions import (
    shorten_lists,
    shrink_constants,
    simplify_expressions,
)
from conformance.minimizer.inlining import inline_functions, inline_variables
from conformance.minimizer.journal import Candidate, Journal
from conformance.minimizer.passes import (
    Pass,
    guarded,
    hoist_bodies,
    remove_branches,
    remove_lines,
    remove_names,
    remove_statements,
    replace_printers,
    strip_comments,
)
from conformance.minimizer.search import BYTES, OutOfTime, Property, Search, processes
from conformance.minimizer.syntax import NotLua, parse
from conformance.minimizer.tokens import lay_out, remove_tokens
from conformance.oracles.capi import load_library
from conformance.oracles.schedule import Schedule

Interesting = Callable[[bytes], bool]
Progress = Callable[["State"], None]
# Time for the layout, when all else has run out of it.
_LAST_SECONDS = 5.0

# name -> pass, in the order of running. The coarse ones run until none of them helps, for they
# make every later test cheaper.
COARSE: Mapping[str, Pass] = {
    "comments": strip_comments,
    "statements": remove_statements,
    "printers": replace_printers,
    "names": remove_names,
    "bodies": hoist_bodies,
    "branches": remove_branches,
}
FINE: Mapping[str, Pass] = {
    "lists": shorten_lists,
    "expressions": simplify_expressions,
    "variables": inline_variables,
    "functions": inline_functions,
    "constants": shrink_constants,
    "tokens": remove_tokens,
}


@dataclass(frozen=True, slots=True)
class State:
    """Where a reduction stands. Sizes are tokens of the programs."""

    pass_name: str
    size: int
    original: int
    tests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Reduction:
    """The result: the smallest source found, and whether the passes came to their end."""

    source: bytes
    tests: int
    seconds: float
    finished: bool
    schedule: Schedule = field(default_factory=Schedule)


@dataclass(frozen=True, slots=True)
class Plain:
    """A property of the source alone."""

    interesting: Interesting

    def __call__(self, source: bytes, schedule: Schedule) -> bool:
        return self.interesting(source)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A property that holds now and then: interesting if it does in one of several runs."""

    wanted: Property
    runs: int

    def __call__(self, source: bytes, schedule: Schedule) -> bool:
        return any(self.wanted(source, schedule) for _ in range(self.runs))


def compiles(source: bytes) -> bool:
    """Does PUC's compiler take it?"""
    lua = load_library("lua51")
    state = lua.luaL_newstate()
    try:
        return not lua.luaL_loadbuffer(state, source, len(source), b"=candidate")
    finally:
        lua.lua_close(state)


def run_passes(search: Search, passes: Mapping[str, Pass], tell: Callable[[str], None]) -> None:
    """Run passes again and again until none of them makes the program smaller."""
    before = ""
    while before != search.text:
        before = search.text
        for name, reduction in passes.items():
            tell(name)
            guarded(reduction)(search)


def reduce_text(search: Search, tell: Callable[[str], None]) -> None:
    """Make a search's program as small as the passes can."""
    try:
        parse(search.text)
    except NotLua:
        run_passes(search, {"lines": remove_lines}, tell)
        return
    before = ""
    while before != search.text:
        before = search.text
        run_passes(search, COARSE, tell)
        for name, reduction in FINE.items():
            tell(name)
            guarded(reduction)(search)


def finish_text(search: Search) -> None:
    """Lay the program out, even if there is no time left."""
    search.deadline = time.monotonic() + _LAST_SECONDS
    try:
        guarded(lay_out)(search)
    except OutOfTime:
        return


Steps = Iterable[Callable[[Search, Callable[[str], None]], None]]


def reduce_candidate(
    candidate: Candidate,
    wanted: Property,
    seconds: float,
    steps: Steps = (reduce_text,),
    progress: Progress = lambda _state: None,
    jobs: int = 1,
    journal: Journal | None = None,
    on_smaller: Callable[[Search], None] = lambda _search: None,
) -> Reduction:
    """Shrink a program and its options while `wanted` holds, step by step.

    It must hold for the candidate itself, or for the best of the journal: else ValueError. What a
    journal holds is not tried again. With several `jobs`, `wanted` is called in other processes.
    """
    started = time.monotonic()
    journal = journal or Journal()
    original = candidate
    candidate = journal.best or candidate
    if not wanted(candidate.text.encode(BYTES), candidate.schedule):
        raise ValueError("the program does not show the property that reduction should keep")
    search = Search(candidate, wanted, started + seconds, journal, on_smaller=on_smaller)
    if compiles(candidate.text.encode(BYTES)):
        search.plausible = compiles
    size = Search(original, wanted, 0.0).tokens
    name = ""

    def tell(running: str = "") -> None:
        nonlocal name
        name = running or name
        elapsed = time.monotonic() - started
        progress(State(name, search.tokens, size, search.tests, elapsed))

    search.on_success = tell
    finished = True
    with processes(jobs) as pool:
        search.pool, search.jobs = pool, jobs
        try:
            for step in steps:
                step(search, tell)
        except OutOfTime:
            finished = False
        finish_text(search)
    source = search.text.encode(BYTES)
    elapsed = time.monotonic() - started
    return Reduction(source, search.tests, elapsed, finished, search.schedule)


def reduce_source(
    source: bytes,
    interesting: Interesting,
    seconds: float = 60.0,
    progress: Progress = lambda _state: None,
    jobs: int = 1,
) -> Reduction:
    """Shrink `source` while `interesting(source)` holds.

    `interesting` must hold for `source` itself, else ValueError. The result is minimal for the
    passes when `finished` is true; otherwise time ran out first.
    """
    candidate = Candidate(source.decode(BYTES), Schedule())
    return reduce_candidate(candidate, Plain(interesting), seconds, progress=progress, jobs=jobs)
