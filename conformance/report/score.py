"""How many planted faults the harness found: read from what `moondiff mutants --json` wrote."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.report.view import Table, percent

# What a row must hold, by type; None is allowed where it says so.
_FIELDS: Mapping[str, tuple[type, ...]] = {
    "stage": (str,),
    "doc": (str,),
    "killed": (str, type(None)),
    "confirmed": (bool, type(None)),
    "blamed": (bool,),
    "blame": (str,),
    "cases": (int,),
    "seconds": (int, float),
    "error": (str,),
}


class ScoreError(Exception):
    """A file that holds no outcomes of faults; the text is one line that names it."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A planted fault, and what came of it. `seconds` is processor time until it was found."""

    name: str
    stage: str
    doc: str
    found_by: str | None
    confirmed: bool | None
    blamed: bool
    blame: str
    cases: int
    seconds: float
    error: str

    @property
    def killed(self) -> bool:
        """True when it was found, and nothing is found without it."""
        return self.found_by is not None and self.confirmed is not False

    @property
    def verdict(self) -> str:
        """What came of it in a word or two."""
        if self.error:
            return "not tried"
        if self.found_by is None:
            return "survived"
        return "killed" if self.killed else "unconfirmed"


@dataclass(frozen=True, slots=True)
class Score:
    """All faults that were tried."""

    faults: Sequence[Tried]

    @property
    def killed(self) -> Sequence[Tried]:
        """Those that were found."""
        return [fault for fault in self.faults if fault.killed]

    @property
    def text(self) -> str:
        """The score in one line."""
        killed = self.killed
        share = percent(len(killed), len(self.faults))
        text = f"{len(killed)} of {len(self.faults)} planted faults found ({share})"
        if killed:
            right = percent(sum(fault.blamed for fault in killed), len(killed))
            seconds = statistics.median(fault.seconds for fault in killed)
            text += f", the right part blamed for {right}, {seconds:.0f} s until found (median)"
        return text


def read_score(path: Path) -> Score:
    """The outcomes in a file. Raises ScoreError."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ScoreError(f"cannot read {path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ScoreError(f"{path}: not JSON: {error}") from None
    if not isinstance(content, dict):
        raise ScoreError(f"{path}: not outcomes of moondiff mutants")
    return Score([_tried(path, name, row) for name, row in sorted(content.items())])


def _tried(path: Path, name: str, row: Any) -> Tried:
    if not isinstance(row, dict):
        raise ScoreError(f"{path}: {name}: not an outcome of moondiff mutants")
    for key, kinds in _FIELDS.items():
        if key not in row or not isinstance(row[key], kinds):
            raise ScoreError(f"{path}: {name}: no {key!r} as moondiff mutants writes it")
    return Tried(
        name, row["stage"], row["doc"], row["killed"], row["confirmed"], row["blamed"],
        row["blame"], row["cases"], row["seconds"], row["error"],
    )  # fmt: skip


def score_table(score: Score) -> Table:
    """Fault by fault; those that were not found come first."""
    ordered = sorted(score.faults, key=lambda fault: (fault.killed, fault.stage, fault.name))
    rows = [
        [
            f"{fault.name}: {fault.doc}", fault.stage, fault.verdict,
            fault.blame if fault.blamed or not fault.blame else f"wrong: {fault.blame}",
            str(fault.cases), f"{fault.seconds:.0f}",
        ]
        for fault in ordered
    ]  # fmt: skip
    headings = ("fault", "in", "verdict", "blamed", "cases", "seconds")
    return Table("Planted faults", headings, rows, words=4)
