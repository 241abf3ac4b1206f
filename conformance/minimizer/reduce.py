"""Reduce a program: run the passes until none makes it smaller, or time is up."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from conformance.minimizer.passes import COARSE, FINE, Pass

Interesting = Callable[[bytes], bool]
Progress = Callable[["State"], None]
# Source bytes are treated as one character each, whatever they encode.
_BYTES = "latin-1"


@dataclass(frozen=True, slots=True)
class State:
    """Where a reduction stands."""

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


class _OutOfTime(Exception):
    pass


@dataclass(slots=True)
class _Search:
    """The current text, with a memory of what was tried."""

    text: str
    interesting: Interesting
    deadline: float
    seen: set[str] = field(default_factory=set)
    tests: int = 0
    on_success: Callable[[], None] = lambda: None

    def adopt(self, text: str) -> bool:
        # A text that grows would let two passes undo each other for ever.
        if text == self.text or len(text) > len(self.text) or text in self.seen:
            return False
        if time.monotonic() > self.deadline:
            raise _OutOfTime
        self.seen.add(text)
        self.tests += 1
        if not self.interesting(text.encode(_BYTES)):
            return False
        self.text = text
        self.on_success()
        return True


def reduce_source(
    source: bytes,
    interesting: Interesting,
    seconds: float = 60.0,
    progress: Progress = lambda _state: None,
) -> Reduction:
    """Shrink `source` while `interesting(source)` holds.

    `interesting` must hold for `source` itself, else ValueError. The result is minimal for the
    passes when `finished` is true; otherwise time ran out first.
    """
    started = time.monotonic()
    if not interesting(source):
        raise ValueError("the program does not show the property that reduction should keep")
    search = _Search(source.decode(_BYTES), interesting, started + seconds)
    finished = True
    name = ""

    def tell() -> None:
        elapsed = time.monotonic() - started
        progress(State(name, len(search.text), len(source), search.tests, elapsed))

    search.on_success = tell

    def until_stable(passes: Mapping[str, Pass], after: Callable[[], None]) -> None:
        nonlocal name
        before = ""
        while before != search.text:
            before = search.text
            for running, reduction in passes.items():
                name = running
                tell()
                reduction(search)
            after()

    try:
        until_stable(COARSE, lambda: None)
        until_stable(FINE, lambda: until_stable(COARSE, lambda: None))
    except _OutOfTime:
        finished = False
    return Reduction(search.text.encode(_BYTES), search.tests, time.monotonic() - started, finished)
