"""What a campaign's database tells of it afterwards: read only, whoever may be writing."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from conformance.campaign.database import SCHEMA_VERSION, DatabaseError
from conformance.oracles.schedule import Schedule, ScheduleError

# How every SQLite file begins: https://www.sqlite.org/fileformat.html, section 1.3.
MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class RanCase:
    """One case.

    `seconds` are those of its runs; `recorded` is the time at which that was known, in Unix's
    seconds. `sites` are guards over all engines: those that could be forced to exit, that were
    reached, and that were forced. `entered` says of engines that make machine code if they did.
    """

    number: int
    valid: bool
    findings: int
    seconds: float
    origin: str
    recorded: float
    sites: tuple[int, int, int] = (0, 0, 0)
    entered: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reduced:
    """What a finding was reduced to; `capsule` is empty where it was not archived."""

    source: bytes
    engine: str
    schedule: Schedule
    detail: str
    signature: str
    blame: str
    capsule: str


@dataclass(frozen=True, slots=True)
class Found:
    """A case on which an engine differed from PUC."""

    case: int
    engine: str
    signature: str
    detail: str
    schedule: Schedule
    source: bytes
    reduced: Reduced | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A campaign. `plan` is what it was started with; `finished` is None while it may go on.

    `known` are the signatures that the archive held before. `features` gives each feature its first
    case.
    """

    number: int
    plan: Mapping[str, Any]
    started: float
    finished: float | None
    known: frozenset[str]
    cases: tuple[RanCase, ...]
    findings: tuple[Found, ...]
    features: Mapping[int, int]


def is_database(path: Path) -> bool:
    """Whether a file is one of SQLite's. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def read_history(path: Path, campaign: int | None = None) -> History:
    """The campaign of this number, or the last one that was started. Raises DatabaseError."""
    # The name is part of a URI, so that SQLite makes no file where there is none.
    uri = f"file:{quote(str(path))}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=30)) as opened:
            return _read(opened, path, campaign)
    except (sqlite3.Error, ValueError, TypeError, AttributeError, ScheduleError) as error:
        raise DatabaseError(f"cannot read the campaign database {path}: {error}") from None


def _read(opened: sqlite3.Connection, path: Path, wanted: int | None) -> History:
    (version,) = opened.execute("pragma user_version").fetchone()
    if version != SCHEMA_VERSION:
        raise DatabaseError(
            f"{path}: a database of another version of moondiff, or of something else "
            f"(version {version}, not {SCHEMA_VERSION})"
        )
    row = opened.execute(
        "select id, plan, started, finished, known from campaigns"
        + (" where id = ?" if wanted is not None else " order by started desc, id desc limit 1"),
        () if wanted is None else (wanted,),
    ).fetchone()
    if row is None:
        which = "no campaign" if wanted is None else f"no campaign {wanted}"
        numbers = [str(one) for (one,) in opened.execute("select id from campaigns order by id")]
        there = f"; there are {', '.join(numbers)}" if numbers else ""
        raise DatabaseError(f"{path}: {which} in it{there}")
    number, text, started, finished, known = row
    plan = json.loads(text)
    if not isinstance(plan, dict):
        raise DatabaseError(f"{path}: the plan of campaign {number} is none")
    # Pages show these as they are.
    Schedule.from_plain(plan.get("settings", {}))
    return History(
        number,
        plan,
        started,
        finished,
        frozenset(json.loads(known or "[]")),
        _cases(opened, number),
        _findings(opened, number),
        dict(
            opened.execute(
                "select feature, number from features where campaign = ? order by number", (number,)
            )
        ),
    )


def _cases(opened: sqlite3.Connection, campaign: int) -> tuple[RanCase, ...]:
    entries: dict[int, list[tuple[Any, ...]]] = {}
    for case, *entry in opened.execute(
        "select number, engine, entered, sites_emitted, sites_hit, sites_forced from entries"
        " where campaign = ? order by engine",
        (campaign,),
    ):
        entries.setdefault(case, []).append(tuple(entry))
    found = []
    for number, valid, findings, seconds, origin, recorded in opened.execute(
        "select number, valid, findings, seconds, origin, recorded from cases"
        " where campaign = ? order by number",
        (campaign,),
    ):
        mine = entries.get(number, [])
        emitted, hit, forced = (sum(entry[2 + index] for entry in mine) for index in range(3))
        entered = {str(engine): bool(one) for engine, one, *_ in mine}
        found.append(
            RanCase(
                number, bool(valid), findings, seconds, origin, recorded,
                (emitted, hit, forced), entered,
            )
        )  # fmt: skip
    return tuple(found)


def _findings(opened: sqlite3.Connection, campaign: int) -> tuple[Found, ...]:
    found = []
    for row in opened.execute(
        "select number, engine, signature, detail, settings, source,"
        " reduced, reduced_on, reduced_settings, reduced_detail, full_signature, blame, capsule"
        " from findings where campaign = ? order by number, engine",
        (campaign,),
    ):
        number, engine, signature, detail, settings, source, small, on, options, *rest = row
        reduced = None
        if small is not None:
            text, full, blame, capsule = rest
            reduced = Reduced(bytes(small), on, _schedule(options), text, full, blame, capsule)
        schedule = _schedule(settings)
        found.append(Found(number, engine, signature, detail, schedule, bytes(source), reduced))
    return tuple(found)


def _schedule(text: str) -> Schedule:
    return Schedule.from_plain(json.loads(text))
