"""Which entries of the manual have a case, and which have none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from conformance.oracles.manual import language, messages, system, text
from conformance.oracles.manual.entries import Entry, Facts


@cache
def manual() -> tuple[Entry, ...]:
    """All entries, in the order of their sections."""
    tables = (language, messages, system, text)
    found = [entry for table in tables for entry in table.entries()]
    return tuple(sorted(found, key=lambda entry: entry.section))


@dataclass(frozen=True, slots=True)
class Covered:
    """One entry, and the names of the programs that show it."""

    entry: Entry
    programs: tuple[str, ...]


def coverage(programs: Iterable[tuple[str, Facts]]) -> Sequence[Covered]:
    """Every entry of the manual with the programs that show it.

    `programs` are names and facts; facts are large, so they may come one at a time.
    """
    entries = manual()
    shown: list[list[str]] = [[] for _ in entries]
    for name, facts in programs:
        for entry, names in zip(entries, shown, strict=True):
            if entry.shown_by(facts):
                names.append(name)
    return [Covered(entry, tuple(names)) for entry, names in zip(entries, shown, strict=True)]
