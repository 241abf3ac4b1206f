"""The campaign database: what ran, what was found. A killed campaign goes on from here."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from conformance.campaign.cases import Finding, Plan, Result

# Changes with the columns below.
_SCHEMA_VERSION = 3
_TABLES = ("entries", "findings", "cases", "campaigns")
_SCHEMA = """
create table if not exists campaigns (
    id integer primary key,
    plan text not null,
    started real not null,
    finished real
);
create table if not exists cases (
    campaign integer not null references campaigns(id),
    number integer not null,
    valid integer not null,
    findings integer not null,
    seconds real not null,
    primary key (campaign, number)
) without rowid;
create table if not exists entries (
    campaign integer not null references campaigns(id),
    number integer not null,
    engine text not null,
    entered integer not null,
    sites_emitted integer not null,
    sites_hit integer not null,
    sites_forced integer not null,
    primary key (campaign, number, engine)
) without rowid;
create table if not exists findings (
    id integer primary key,
    campaign integer not null references campaigns(id),
    number integer not null,
    engine text not null,
    signature text not null,
    detail text not null,
    settings text not null,
    source blob not null,
    reduced blob,
    full_signature text,
    capsule text
);
"""


class DatabaseError(Exception):
    """The database cannot be used; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the cases of a campaign.

    `entered` gives for each engine that makes machine code how many cases it ran, and in how many
    it entered some. The counts of sites are over all engines: guards that could be forced to exit,
    that were reached, and that were forced.
    """

    cases: int = 0
    valid: int = 0
    findings: int = 0
    entered: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sites_emitted: int = 0
    sites_hit: int = 0
    sites_forced: int = 0


def default_database() -> Path:
    """Where campaigns are kept unless told otherwise."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "moondiff" / "campaigns.sqlite"


def code_version() -> str:
    """A digest of the package's sources: a campaign of other code is another campaign."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def describe_plan(plan: Plan, version: str) -> str:
    """A plan as text: campaigns with the same text are the same campaign."""
    return json.dumps(
        {
            "seed": plan.seed,
            "engines": plan.engines,
            "settings": plan.schedule.plain(),
            "force_all": plan.force_all,
            "gc": plan.gc,
            "code": version,
        },
        sort_keys=True,
    )


class Database:
    """One SQLite file in WAL mode; only the campaign's parent process writes."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=30)
            self._connection.execute("pragma journal_mode = wal")
            # Losing the last moment to a power cut is fine: those cases run again.
            self._connection.execute("pragma synchronous = normal")
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            raise DatabaseError(f"cannot use the campaign database {path}: {error}") from None

    def _prepare(self) -> None:
        """Make the tables; those of another schema go.

        Their campaigns were of other code, so they would never have gone on.
        """
        if self._connection.execute("pragma user_version").fetchone()[0] != _SCHEMA_VERSION:
            for table in _TABLES:
                self._connection.execute(f"drop table if exists {table}")
            self._connection.execute(f"pragma user_version = {_SCHEMA_VERSION}")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def open_campaign(self, plan: str) -> int:
        """The unfinished campaign of this plan, or a new one; its id."""
        row = self._connection.execute(
            "select id from campaigns where plan = ? and finished is null order by id desc", (plan,)
        ).fetchone()
        if row:
            return int(row[0])
        with self._connection:
            cursor = self._connection.execute(
                "insert into campaigns (plan, started) values (?, ?)", (plan, time.time())
            )
        return int(cursor.lastrowid or 0)

    def finish_campaign(self, campaign: int) -> None:
        """Mark a campaign as done: the next one of its plan starts anew."""
        with self._connection:
            self._connection.execute(
                "update campaigns set finished = ? where id = ?", (time.time(), campaign)
            )

    def done(self, campaign: int) -> set[int]:
        """The numbers of the cases that have run."""
        rows = self._connection.execute("select number from cases where campaign = ?", (campaign,))
        return {int(row[0]) for row in rows}

    def record(self, campaign: int, results: Iterable[Result]) -> None:
        """Note results and their findings in one transaction."""
        with self._connection:
            for result in results:
                added = self._connection.execute(
                    "insert or ignore into cases values (?, ?, ?, ?, ?)",
                    (
                        campaign, result.number, result.valid, len(result.findings),
                        result.seconds,
                    ),
                )  # fmt: skip
                if not added.rowcount:
                    continue  # another process is running the same campaign
                self._connection.executemany(
                    "insert into entries values (?, ?, ?, ?, ?, ?, ?)",
                    [
                        (campaign, result.number, *entry, *result.sites.get(entry[0], (0, 0, 0)))
                        for entry in result.entered.items()
                    ],
                )
                for finding in result.findings:
                    self._add_finding(campaign, finding)

    def _add_finding(self, campaign: int, finding: Finding) -> None:
        self._connection.execute(
            "insert into findings (campaign, number, engine, signature, detail, settings, source)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (
                campaign, finding.case, finding.engine, finding.signature, finding.detail,
                json.dumps(finding.schedule.plain()), finding.program.source,
            ),
        )  # fmt: skip

    def note_reduction(
        self, campaign: int, finding: Finding, reduced: bytes, signature: str, capsule: str
    ) -> None:
        """Note what a finding was reduced to and where its capsule is."""
        with self._connection:
            self._connection.execute(
                "update findings set reduced = ?, full_signature = ?, capsule = ?"
                " where campaign = ? and number = ? and engine = ?",
                (reduced, signature, capsule, campaign, finding.case, finding.engine),
            )

    def unreduced(self, campaign: int) -> list[tuple[int, str, str]]:
        """Findings without a reduction, as (case number, engine, signature), in order."""
        rows = self._connection.execute(
            "select number, engine, signature from findings"
            " where campaign = ? and reduced is null order by number",
            (campaign,),
        )
        return [(int(number), str(engine), str(signature)) for number, engine, signature in rows]

    def signatures(self, campaign: int) -> list[str]:
        """Full signatures of the reduced findings."""
        rows = self._connection.execute(
            "select full_signature from findings where campaign = ? and reduced is not null",
            (campaign,),
        )
        return [str(row[0]) for row in rows]

    def totals(self, campaign: int) -> Totals:
        """Counts over all cases that have run."""
        cases, valid, findings = self._connection.execute(
            "select count(*), total(valid), total(findings) from cases where campaign = ?",
            (campaign,),
        ).fetchone()
        entries = self._connection.execute(
            "select engine, count(*), total(entered) from entries"
            " where campaign = ? group by engine",
            (campaign,),
        )
        entered = {str(engine): (int(ran), int(hits)) for engine, ran, hits in entries}
        sites = self._connection.execute(
            "select total(sites_emitted), total(sites_hit), total(sites_forced)"
            " from entries where campaign = ?",
            (campaign,),
        ).fetchone()
        return Totals(int(cases), int(valid), int(findings), entered, *map(int, sites))
