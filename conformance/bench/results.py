"""What `moondiff bench` measured: the records of its JSON files.

Times are in seconds and memory in bytes throughout. A *measurement* is one program at one size on
one engine; it has a *run*, a process of its own, for each round in which all engines took turns. So
runs of the same number are neighbours in time.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from conformance.bench.records import RecordError, decode, encode

FORMAT: Final = "moondiff bench"
VERSION: Final = 1
PEER: Final = "puc"
"""The engine that ratios are to."""
NOT_ASKED: Final = "not asked for"
"""Why energy was not measured, if nobody wanted it."""


class ResultsError(Exception):
    """A file of results that cannot be read or written; the text is one line that names it."""


class Per(Enum):
    """What the seconds of a run are for."""

    RUN = "run"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Energy:
    """Joules while a program ran, of all processor packages and, if it is counted, of memory.

    The counters are the machine's: what else ran at that time is in them. Of commands the whole
    process is measured.
    """

    package: float
    dram: float | None = None

    @property
    def joules(self) -> float:
        """Both together."""
        return self.package + (self.dram or 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """One process.

    `seconds` is processor time of the program alone, `wall` what the clock on the wall said of it;
    `startup` is processor time before it: starting Python and loading an image, for engines inside
    this package. Commands tell them together, in `seconds`. For calls, `seconds` is for one call.
    `peak` is the greatest resident size of the whole process.
    """

    round: int
    seconds: float
    wall: float
    startup: float = 0.0
    peak: int = 0
    energy: Energy | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One program on one engine.

    `warmup` is the processor time of each round in a process that runs the program again and again,
    at `warmup_size`. `output` is a digest of what the program printed, the same for all runs.
    `problem` says why there are no runs, or what was wrong with one.
    """

    suite: str
    program: str
    size: str
    engine: str
    per: Per = Per.RUN
    runs: tuple[Run, ...] = ()
    warmup: tuple[float, ...] = ()
    warmup_size: str = ""
    output: str = ""
    problem: str | None = None

    @property
    def times(self) -> tuple[float, ...]:
        """Seconds of the runs, in order of time."""
        return tuple(run.seconds for run in self.runs)

    @property
    def median(self) -> float | None:
        """Median seconds; None if there is no run."""
        return statistics.median(self.times) if self.runs else None

    @property
    def peak(self) -> int | None:
        """Median peak memory in bytes."""
        return int(statistics.median(run.peak for run in self.runs)) if self.runs else None

    @property
    def joules(self) -> float | None:
        """Median energy of a run; None if it was not measured in every one."""
        known = [run.energy.joules for run in self.runs if run.energy is not None]
        return statistics.median(known) if known and len(known) == len(self.runs) else None

    @property
    def wall(self) -> float | None:
        """Median seconds by the clock on the wall."""
        return statistics.median(run.wall for run in self.runs) if self.runs else None


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine that took part; `base` are runs of an empty program on it."""

    name: str
    summary: str
    base: tuple[Run, ...] = ()

    @property
    def base_peak(self) -> int | None:
        """Median peak memory, in bytes, of a process that does nothing."""
        return int(statistics.median(run.peak for run in self.base)) if self.base else None

    @property
    def base_seconds(self) -> float | None:
        """Median processor seconds of a process that does nothing, startup and all."""
        if not self.base:
            return None
        return statistics.median(run.startup + run.seconds for run in self.base)


@dataclass(frozen=True, slots=True)
class Host:
    """Where it was measured; `load` is the system's load average of one minute at the start."""

    processor: str
    cores: int
    system: str
    python: str
    load: float
    energy: str = ""
    """Empty if energy was measured, else why not."""


@dataclass(frozen=True, slots=True)
class Results:
    """A whole file. `started` is a date in ISO form, `settings` the JIT's options that were set."""

    suites: tuple[str, ...]
    started: str
    host: Host
    engines: tuple[EngineInfo, ...]
    measurements: tuple[Measurement, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    format: str = FORMAT
    version: int = VERSION

    def find(self, suite: str, program: str, size: str, engine: str) -> Measurement | None:
        """The measurement of these, if there is one."""
        for found in self.measurements:
            if (found.suite, found.program, found.size, found.engine) == (
                suite, program, size, engine,
            ):  # fmt: skip
                return found
        return None

    def ratio(self, measured: Measurement, peer: str = PEER) -> float | None:
        """A measurement's median over that of `peer` on the same program and size."""
        beside = self.find(measured.suite, measured.program, measured.size, peer)
        mine, theirs = measured.median, beside.median if beside else None
        return mine / theirs if mine is not None and theirs else None

    def mean_ratio(self, suite: str, engine: str, peer: str = PEER) -> tuple[float | None, int]:
        """The geometric mean of an engine's ratios in a suite, and of how many programs it is."""
        ratios = [
            ratio
            for found in self.measurements
            if (found.suite, found.engine) == (suite, engine)
            and (ratio := self.ratio(found, peer)) is not None
        ]
        return geometric_mean(ratios), len(ratios)


def geometric_mean(values: Sequence[float]) -> float | None:
    """None of no values, or of one that is not positive."""
    if not values or min(values) <= 0:
        return None
    return math.exp(math.fsum(map(math.log, values)) / len(values))


def check_writable(path: Path) -> None:
    """Raise ResultsError if a file cannot be written there, before hours are spent on it."""
    if path.is_dir():
        raise ResultsError(f"cannot write {path}: Is a directory")
    if not path.parent.is_dir():
        raise ResultsError(f"cannot write {path}: no such folder: {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise ResultsError(f"cannot write {path}: Permission denied")


def save(results: Results, path: Path) -> None:
    """Write results as JSON; the file takes its place as a whole. Raises ResultsError."""
    text = json.dumps(encode(results), indent=1, ensure_ascii=False) + "\n"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            file.write(text)
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except OSError as error:
        raise ResultsError(f"cannot write {path}: {error.strerror}") from None


def load(path: Path) -> Results:
    """Read results that `save` wrote. Raises ResultsError."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ResultsError(f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ResultsError(f"{path} is not a text file: {error.reason}") from None
    except json.JSONDecodeError as error:
        raise ResultsError(f"{path}:{error.lineno}: not JSON: {error.msg}") from None
    except RecursionError:
        raise ResultsError(f"{path}: not results of moondiff bench") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ResultsError(f"{path}: not results of moondiff bench")
    if data.get("version") != VERSION:
        found = data.get("version")
        raise ResultsError(f"{path}: version {found!r} of the format, not {VERSION}")
    try:
        return decode(Results, data)
    except RecordError as error:
        raise ResultsError(f"{path}: {error}") from None
