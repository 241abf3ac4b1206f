"""The campaign database: what ran, what was found. A killed campaign goes on from here."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from conformance.campaign.capsules import Capsule
from conformance.campaign.cases import CHUNKNAME, Finding, Plan, Result
from conformance.campaign.origins import LONGEST_SEED, Kept, Seed
from conformance.oracles.features import count_kinds
from conformance.oracles.program import Program
from conformance.oracles.schedule import Schedule

# Changes with the columns below.
SCHEMA_VERSION = 7
_TABLES = ("features", "seeds", "entries", "findings", "cases", "campaigns")
_SCHEMA = """
create table if not exists campaigns (
    id integer primary key,
    plan text not null,
    started real not null,
    finished real,
    known text
);
create table if not exists cases (
    campaign integer not null references campaigns(id),
    number integer not null,
    valid integer not null,
    findings integer not null,
    seconds real not null,
    origin text not null,
    recorded real not null,
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
create table if not exists features (
    campaign integer not null references campaigns(id),
    feature integer not null,
    number integer not null,
    primary key (campaign, feature)
) without rowid;
create table if not exists seeds (
    campaign integer not null references campaigns(id),
    number integer not null,
    source blob not null,
    settings text not null,
    primary key (campaign, number)
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
    capsule text,
    reduced_on text,
    reduced_settings text,
    reduced_detail text,
    blame text
);
"""


class DatabaseError(Exception):
    """The database cannot be used; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the cases of a campaign.

    `entered` gives for each engine that makes machine code how many cases it ran, and in how many
    it entered some. The counts of sites are over all engines: guards that could be forced to exit,
    that were reached, and that were forced. `features` are the different ones that cases had, by
    kind.
    """

    cases: int = 0
    valid: int = 0
    findings: int = 0
    entered: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sites_emitted: int = 0
    sites_hit: int = 0
    sites_forced: int = 0
    features: Mapping[str, int] = field(default_factory=dict)


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


def describe_plan(plan: Plan, version: str, corpus: Sequence[bytes] = ()) -> str:
    """A plan as text: campaigns with the same text are the same campaign."""
    digest = hashlib.sha256()
    for source in corpus:
        digest.update(hashlib.sha256(source).digest())
    return json.dumps(
        {
            "seed": plan.seed,
            "engines": plan.engines,
            "settings": plan.schedule.plain(),
            "force_all": plan.force_all,
            "gc": plan.gc,
            "branches": plan.branches,
            "code": version,
            "corpus": digest.hexdigest()[:16] if corpus else "",
        },
        sort_keys=True,
    )


class Database:
    """One SQLite file in WAL mode; only the campaign's parent process writes."""

    def __init__(self, path: Path) -> None:
        # By campaign, the first case known to have each feature: spares most questions.
        self._first: dict[int, dict[int, int]] = {}
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
        if self._connection.execute("pragma user_version").fetchone()[0] != SCHEMA_VERSION:
            for table in _TABLES:
                self._connection.execute(f"drop table if exists {table}")
            self._connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
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

    def note_known(self, campaign: int, signatures: Iterable[str]) -> frozenset[str]:
        """The signatures that the archive held when the campaign began: these, if it begins now."""
        with self._connection:
            self._connection.execute(
                "update campaigns set known = ? where id = ? and known is null",
                (json.dumps(sorted(signatures)), campaign),
            )
        row = self._connection.execute("select known from campaigns where id = ?", (campaign,))
        return frozenset(json.loads(row.fetchone()[0]))

    def done(self, campaign: int) -> set[int]:
        """The numbers of the cases that have run."""
        rows = self._connection.execute("select number from cases where campaign = ?", (campaign,))
        return {int(row[0]) for row in rows}

    def record(self, campaign: int, results: Iterable[Result]) -> None:
        """Note results and their findings in one transaction, and when that was."""
        now = time.time()
        with self._connection:
            for result in results:
                added = self._connection.execute(
                    "insert or ignore into cases values (?, ?, ?, ?, ?, ?, ?)",
                    (
                        campaign, result.number, result.valid, len(result.findings),
                        result.seconds, result.origin.value, now,
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
                self._add_features(campaign, result)

    def _first_cases(self, campaign: int) -> dict[int, int]:
        found = self._first.get(campaign)
        if found is None:
            rows = self._connection.execute(
                "select feature, number from features where campaign = ?", (campaign,)
            )
            found = self._first[campaign] = {int(feature): int(number) for feature, number in rows}
        return found

    def _add_features(self, campaign: int, result: Result) -> None:
        """Note which features no case with a lower number is known to have had."""
        first, number = self._first_cases(campaign), result.number
        mine = [feature for feature in result.features if first.get(feature, number) >= number]
        if not mine:
            return
        first.update(dict.fromkeys(mine, number))
        self._connection.executemany(
            "insert into features values (?, ?, ?) on conflict (campaign, feature)"
            " do update set number = min(number, excluded.number)",
            [(campaign, feature, number) for feature in mine],
        )
        if len(result.source) <= LONGEST_SEED:
            self._connection.execute(
                "insert or ignore into seeds values (?, ?, ?, ?)",
                (campaign, number, result.source, json.dumps(result.schedule.plain())),
            )

    def seeds(self, campaign: int, end: int) -> list[Seed]:
        """The cases before `end` that were the first to have some feature, in order.

        Those whose programs are long are left out.
        """
        rows = self._connection.execute(
            "select number, count(*) from features join seeds using (campaign, number)"
            " where campaign = ? and number < ? group by number order by number",
            (campaign, end),
        )
        return [Seed(int(number), int(count)) for number, count in rows]

    def last_campaigns(self, count: int) -> list[int]:
        """The campaigns that were started last."""
        rows = self._connection.execute(
            "select id from campaigns order by started desc limit ?", (count,)
        )
        return [int(row[0]) for row in rows]

    def kept(self, campaign: int, number: int) -> Kept:
        """The program and the schedule of a seed."""
        row = self._connection.execute(
            "select source, settings from seeds where campaign = ? and number = ?",
            (campaign, number),
        ).fetchone()
        return Kept(bytes(row[0]), Schedule.from_plain(json.loads(row[1])))

    def _add_finding(self, campaign: int, finding: Finding) -> None:
        self._connection.execute(
            "insert into findings (campaign, number, engine, signature, detail, settings, source)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (
                campaign, finding.case, finding.engine, finding.signature, finding.detail,
                json.dumps(finding.schedule.plain()), finding.program.source,
            ),
        )  # fmt: skip

    def note_reduction(self, campaign: int, finding: Finding, capsule: Capsule, path: str) -> None:
        """Note what a finding was reduced to, and where its capsule is, if it was written."""
        with self._connection:
            self._connection.execute(
                "update findings set reduced = ?, full_signature = ?, capsule = ?, reduced_on = ?,"
                " reduced_settings = ?, reduced_detail = ?, blame = ?"
                " where campaign = ? and number = ? and engine = ?",
                (
                    capsule.program.source, capsule.signature, path, capsule.engine,
                    json.dumps(capsule.schedule.plain()), capsule.detail, capsule.blame,
                    campaign, finding.case, finding.engine,
                ),
            )  # fmt: skip

    def unreduced(self, campaign: int) -> list[Finding]:
        """Findings without a reduction, in the order of their cases."""
        rows = self._connection.execute(
            "select number, engine, source, settings, signature, detail from findings"
            " where campaign = ? and reduced is null order by number",
            (campaign,),
        )
        return [
            Finding(
                int(number), str(engine), Program(bytes(source), CHUNKNAME),
                Schedule.from_plain(json.loads(settings)), str(signature), str(detail),
            )
            for number, engine, source, settings, signature, detail in rows
        ]  # fmt: skip

    def reduced(self, campaign: int) -> dict[str, int]:
        """How many findings were reduced, by the signature of their verdict."""
        rows = self._connection.execute(
            "select signature, count(*) from findings"
            " where campaign = ? and reduced is not null group by signature",
            (campaign,),
        )
        return {str(signature): int(count) for signature, count in rows}

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
        features = count_kinds(self._first_cases(campaign))
        emitted, hit, forced = map(int, sites)
        return Totals(
            int(cases), int(valid), int(findings), entered, emitted, hit, forced, features
        )
