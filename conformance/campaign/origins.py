"""Where the program of a case comes from: the grammar, the corpus, or an earlier case.

Some cases do not generate a program but edit one: a program of the corpus, or one of this campaign
that made the compiler do something for the first time (`oracles/features.py`), a *seed*. It did so
with the options of its run, so these are changed as well as the program, or instead. Both are
chosen so that a campaign is the same however many processes run it and wherever it was killed:
cases count in rounds, and what a round may take are the seeds of all rounds before the last one.
So the next round can start while the last is still running.
"""

from __future__ import annotations

import enum
import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from conformance.generators.decisions import Decisions, choose, weighted
from conformance.oracles.schedule import Schedule

# Cases of one round; a multiple of what a worker runs at a time.
ROUND: Final = 128
# Of 100 cases, how many edit a program of the corpus, and how many a seed.
CORPUS_PERCENT: Final = 20
SEEDS_PERCENT: Final = 15
# Bytes of a program beyond which it is no seed: what is made of it would take too long.
LONGEST_SEED: Final = 5000
SUFFIX: Final = ".lua"
PATHS: Final = "paths.txt"
"""In a folder of programs, the paths from there of further ones, a line each."""


class Origin(enum.Enum):
    """Where a program comes from."""

    GENERATED = "generated"
    CORPUS = "corpus"
    SEED = "seed"


class Change(enum.Enum):
    """What a case has other than the seed that it is made of.

    An interesting case is a program and the schedule of its run, and either may be what matters.
    ALL: the program is edited, and the schedule chosen anew, as it is where there is no seed.
    """

    PROGRAM = "program"
    SCHEDULE = "schedule"
    BOTH = "both"
    ALL = "all"


# How often each, of all cases that are made of a seed.
CHANGES: Final = ((40, Change.PROGRAM), (20, Change.SCHEDULE), (20, Change.BOTH), (20, Change.ALL))


@dataclass(frozen=True, slots=True)
class Material:
    """What a case is made of: two programs to edit into one, or nothing but choices.

    The program of a seed comes with the schedule that it was run with, and `change` says which of
    them the case changes.
    """

    origin: Origin = Origin.GENERATED
    source: bytes = b""
    other: bytes = b""
    schedule: Schedule = field(default_factory=Schedule)
    change: Change = Change.ALL


GENERATED: Final = Material()


@dataclass(frozen=True, slots=True)
class Seed:
    """An earlier case, and how many features it was the first to have."""

    case: int
    features: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a seed: its program, and the options of its run."""

    source: bytes = b""
    schedule: Schedule = field(default_factory=Schedule)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the cases of one round may take. `load` gives what is kept of a seed."""

    corpus: Sequence[bytes] = ()
    seeds: Sequence[Seed] = ()
    load: Callable[[int], Kept] = field(default=lambda case: Kept())

    def choose(self, decisions: Decisions) -> Material:
        """The material of one case."""
        at = decisions.below(100)
        if at < CORPUS_PERCENT and self.corpus:
            source, other = (choose(decisions, self.corpus) for _ in range(2))
            return Material(Origin.CORPUS, source, other)
        if 100 - at <= SEEDS_PERCENT and self.seeds:
            by_weight = [(seed.features, seed.case) for seed in self.seeds]
            first, second = (self.load(weighted(decisions, by_weight)) for _ in range(2))
            change = weighted(decisions, CHANGES)
            return Material(Origin.SEED, first.source, second.source, first.schedule, change)
        return GENERATED


def first_of_round(number: int) -> int:
    """The first case of the round that a case is in."""
    return number // ROUND * ROUND


def seeds_end(number: int) -> int:
    """The case before which all must have run for this one: those before may be its seeds."""
    return max(0, first_of_round(number) - ROUND)


def load_corpus(folder: Path) -> tuple[bytes, ...]:
    """The programs in a folder and those listed in its PATHS, ordered by their hashes.

    None if the folder is not there. Raises OSError for a listed program that is missing.
    """
    if not folder.is_dir():
        return ()
    paths = list(folder.glob(f"*{SUFFIX}"))
    listed = folder / PATHS
    if listed.exists():
        paths += [folder / line for line in listed.read_text(encoding="utf-8").splitlines()]
    return tuple(sorted((path.read_bytes() for path in paths), key=digest))


def save_corpus(folder: Path, programs: Iterable[tuple[Path | None, bytes]]) -> None:
    """Have a folder hold these programs and no others.

    One that is a file of the project, given by its path, is listed; others are copied, named after
    their hashes. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob(f"*{SUFFIX}"):
        path.unlink()
    listed = []
    for file, source in programs:
        if file is None:
            (folder / f"{digest(source)}{SUFFIX}").write_bytes(source)
        else:
            listed.append(Path(os.path.relpath(file, folder)).as_posix())
    (folder / PATHS).write_text("".join(f"{path}\n" for path in sorted(listed)), encoding="utf-8")


def digest(source: bytes) -> str:
    """A program's name by its content."""
    return hashlib.sha256(source).hexdigest()[:12]
