"""Which programs `moondiff bench` measures, and at which sizes.

A program's first lines say how large: `-- bench:` is for measuring, such that PUC takes 2 to 5
seconds, `-- size:` for rounds in one process, some tenths of a second, and `-- reference:` for
engines in Python. A suite may set the first two otherwise.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from conformance.oracles.program import Program, ProgramError, read_program

PROGRAMS: Final = Path(__file__).parent / "programs"
_EXAMPLES: Final = Path(__file__).parents[2] / "examples"
LAYERS: Final = "layers"
"""The suite that measures calls instead of programs: see layers.py."""


class UnknownSuite(Exception):
    """No suite has this name, or a program of it cannot be measured; the text is one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One program of a suite: its name there, its file, and its size if that is the suite's."""

    name: str
    path: Path
    size: str | None = None

    def task(self) -> Task:
        """The program with all sizes. Raises UnknownSuite if its file lacks something."""
        try:
            headers = read_program(self.path).headers
        except ProgramError as error:
            raise UnknownSuite(f"{self.name}: {error}") from None
        sizes = []
        for header in ("bench", "size", "reference"):
            if header not in headers:
                raise UnknownSuite(f"{self.path} has no line '-- {header}: N' at its beginning")
            sizes.append(headers[header])
        if self.size is not None:
            sizes[:2] = self.size, self.size
        return Task(self.name, self.path, *sizes)


@dataclass(frozen=True, slots=True)
class Task:
    """A program and its argument when it is measured, run in rounds, or run by a slow engine."""

    name: str
    path: Path
    size: str
    round_size: str
    slow_size: str

    def program(self, size: str) -> Program:
        """The program with an argument. Raises ProgramError."""
        return read_program(self.path, (size.encode("ascii"),))


@dataclass(frozen=True, slots=True)
class Suite:
    """Programs that are measured together; `rounds` is how many are run in one process."""

    name: str
    summary: str
    entries: tuple[Entry, ...] = ()
    rounds: int = 12

    def tasks(self) -> tuple[Task, ...]:
        """The programs, read. Raises UnknownSuite."""
        return tuple(entry.task() for entry in self.entries)


def _examples(*names: tuple[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(name, _EXAMPLES / f"{file}.lua") for name, file in names)


_MICRO: Final = ("calls", "tables", "strings", "closures", "gc", "coroutines", "exits")

SUITES: Final[Mapping[str, Suite]] = {
    suite.name: suite
    for suite in (
        Suite(
            "green",
            "seven programs of the Computer Language Benchmarks Game, and fib",
            _examples(
                ("binary-trees", "binarytrees"),
                ("fannkuch-redux", "fannkuch"),
                ("fasta", "fasta"),
                ("k-nucleotide", "knucleotide"),
                ("mandelbrot", "mandelbrot"),
                ("n-body", "nbody"),
                ("spectral-norm", "spectralnorm"),
                ("fib", "fib"),
            ),
        ),
        Suite(
            "lunacy",
            "two programs so short that starting and compiling decide",
            (
                Entry("nbody 10", _EXAMPLES / "nbody.lua", "10"),
                Entry("life 1000", PROGRAMS / "life.lua", "1000"),
            ),
        ),
        Suite(LAYERS, "what a call costs: tot(p, q, r) = p*q + p*q*r, from where and how"),
        Suite(
            "luapp",
            "MD5 of 20,000 strings, recursion, k-nucleotide and binary trees",
            (
                Entry("md5", PROGRAMS / "md5.lua"),
                *_examples(
                    ("fib", "fib"),
                    ("k-nucleotide", "knucleotide"),
                    ("binary-trees", "binarytrees"),
                ),
            ),
        ),
        Suite(
            "micro",
            "one kind of work each: " + ", ".join(_MICRO),
            tuple(Entry(name, PROGRAMS / "micro" / f"{name}.lua") for name in _MICRO),
        ),
    )
}


def find_suites(names: tuple[str, ...]) -> tuple[Suite, ...]:
    """The suites of these names, each once. Raises UnknownSuite with the closest name."""
    for name in names:
        if name not in SUITES:
            near = difflib.get_close_matches(name, SUITES, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(SUITES)}"
            raise UnknownSuite(f"unknown suite {name!r}: {hint}")
    return tuple(SUITES[name] for name in dict.fromkeys(names))
