"""The log of what the tracer decided in a run: saved, and compared when the run is made again.

A run's decisions follow from its program and its schedule, so a log is replayed by running the
program once more with the schedule in it. That every decision comes again, in its order and with
the same IR, is what is checked. It holds on any machine. Addresses are no decisions: objects are
numbered in the order in which the log comes upon them, and code of the image goes by its name.

A log is a file of JSON lines: what was run, then a line for each decision. These are written as
they are made, so that they are there when the process dies.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.ir.text import format_fragment
from conformance.oracles.schedule import Schedule, ScheduleError

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.events import Event
    from conformance.jit_under_test.tracing.tracer import Tracer

VERSION: Final = 1
# Addresses in the text of IR, and words of boxed objects; numbers and small integers stay.
_ADDRESS: Final = re.compile(r"\b(?:0x1[0-9a-f]{9}|0x6[0-9a-f]{7}|0xfff[0-9a-f]{13})\b")


class LogError(Exception):
    """The file is no log of decisions; one line for people."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A fragment made, by its number and its IR, or a recording given up, with the reason.

    `parent` is the fragment and exit that it continues.
    """

    number: int | None
    kind: str
    name: str
    parent: tuple[int, int] | None
    outcome: str
    ir: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """What was run and what was decided. `program` is a digest."""

    program: str
    schedule: Schedule
    decisions: tuple[Decision, ...]

    @classmethod
    def read(cls, path: Path) -> Log:
        """The log in a file. Raises LogError."""
        try:
            header, *rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            if header["decisions"] != VERSION:
                raise LogError(f"{path} is a log of another version")
            schedule = Schedule.from_plain(header["schedule"])
            return cls(header["program"], schedule, tuple(map(_decision, rows)))
        except OSError as error:
            raise LogError(f"cannot read {path}: {error.strerror}") from None
        except (ValueError, KeyError, TypeError, UnicodeDecodeError, ScheduleError) as error:
            raise LogError(f"{path} is no log of decisions: {error}") from None


def _decision(row: Mapping[str, Any]) -> Decision:
    parent = row["parent"]
    fields = {**row, "parent": None if parent is None else tuple(parent), "ir": tuple(row["ir"])}
    return Decision(**fields)


def header_line(program: str, schedule: Schedule) -> str:
    """The first line of a log."""
    header = {"decisions": VERSION, "program": program, "schedule": schedule.plain()}
    return json.dumps(header) + "\n"


def decision_line(decision: Decision) -> str:
    """The line of a decision."""
    return json.dumps(asdict(decision)) + "\n"


class Naming:
    """Names for the addresses of one run, in the order in which they come."""

    def __init__(self, symbols: Mapping[str, int]) -> None:
        self.symbols = {address: f"@{name}" for name, address in symbols.items()}
        self.known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """The text with names instead of addresses."""
        return _ADDRESS.sub(self._name, text)

    def _name(self, match: re.Match[str]) -> str:
        word = match[0]
        symbol = self.symbols.get(int(word, 16))
        if symbol is not None:
            return symbol
        return self.known.setdefault(word, f"#{len(self.known) + 1}")


def listen(tracer: Tracer, note: Callable[[Decision], object]) -> None:
    """Have a tracer's decisions noted as they are made."""
    naming = Naming(tracer.runtime.symbols)

    def hear(event: Event) -> None:
        parent = None
        if event.parent is not None:
            exit_ = tracer.exits[event.parent]
            parent = exit_.fragment, exit_.snapshot.index
        ir: tuple[str, ...] = ()
        if event.number is not None:
            text = format_fragment(tracer.installed[event.number].fragment)
            ir = tuple(map(naming, text.splitlines()))
        note(Decision(event.number, event.kind, event.name, parent, event.outcome, ir))

    tracer.listeners.append(hear)


def difference(expected: Decision | None, actual: Decision | None) -> str | None:
    """How a decision is not the one that was expected, in one line; None if it is."""
    if expected == actual:
        return None
    if _summary(expected) != _summary(actual):
        return f"{_summary(actual)} instead of {_summary(expected)}"
    assert expected is not None and actual is not None
    for old, new in zip_longest(expected.ir, actual.ir, fillvalue="nothing"):
        if old != new:
            return f"{_summary(actual)}: {new!r} instead of {old!r}"
    raise AssertionError("decisions that differ in nothing")


def _summary(decision: Decision | None) -> str:
    if decision is None:
        return "none"
    number = "---" if decision.number is None else str(decision.number)
    origin = "" if decision.parent is None else f" ({decision.parent[0]}/{decision.parent[1]})"
    return f"trace {number}{origin} {decision.name} {decision.kind}, {decision.outcome}"


class Replay:
    """Compares the decisions of a run with those of a log, up to the first that differs."""

    def __init__(self, expected: Iterable[Decision]) -> None:
        self.expected: Iterator[Decision] = iter(expected)
        self.count = 0
        self.differs: str | None = None

    def note(self, decision: Decision) -> None:
        """Compare the next decision."""
        if self.differs is None:
            self._compare(next(self.expected, None), decision)

    def end(self) -> str | None:
        """At the end of the run: how it differed, in one line, or None."""
        if self.differs is None:
            left = next(self.expected, None)
            if left is not None:
                self._compare(left, None)
        return self.differs

    def _compare(self, expected: Decision | None, actual: Decision | None) -> None:
        self.count += 1
        found = difference(expected, actual)
        if found is not None:
            self.differs = f"decision {self.count} is another: {found}"
