"""Does a campaign lose anything when it is killed? `python -m conformance.bench.kills`.

    --kills N         how often (default: 20)
    --seed S          of the campaign, and of the moments to kill it at (default: 1)
    --cases N, --engines A,B, --fault NAME, --reduce-seconds S, --jobs J: of the campaign

A campaign with a planted fault, so that there are findings, runs once without being killed. Then
the same one is started again and again and killed with SIGKILL at random moments, by turns all of
its processes at once or only the first of them, until it was killed so often; a campaign that
comes to its end before is followed by another. After every kill the database is looked at: what it
held before it must hold still, every case once. In the end it must hold what it does without kills,
and the last process must say so. Exit 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from conformance.campaign.capsules import CapsuleError, find_capsules, load_capsule

# Of 100 kills, those before the first case has run.
EARLY_PERCENT = 15
# What is left of a killed campaign ends by its own limits, in seconds.
PATIENCE = 60.0
POLL = 0.05


@dataclass(frozen=True, slots=True)
class Command:
    """The campaign that is killed."""

    seed: int
    cases: int
    engines: str
    fault: str
    reduce_seconds: float
    jobs: int

    def words(self, folder: Path) -> list[str]:
        """The command that runs it, with its files in a folder."""
        return [
            sys.executable, "-m", "conformance.cli", "fuzz", "--seed", str(self.seed),
            "--cases", str(self.cases), "--engines", self.engines, "--fault", self.fault,
            "--reduce-seconds", str(self.reduce_seconds), "--jobs", str(self.jobs),
            "--database", str(folder / "campaigns.sqlite"), "--archive", str(folder / "capsules"),
        ]  # fmt: skip

    @contextlib.contextmanager
    def started(self, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Start it as the first process of a session of its own; it is no more behind this."""
        scratch = folder / "scratch"
        scratch.mkdir(parents=True, exist_ok=True)
        with (folder / "output").open("wb") as output:
            process = subprocess.Popen(
                self.words(folder), stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
                env={**os.environ, "TMPDIR": str(scratch)},
            )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@dataclass(frozen=True, slots=True)
class Known:
    """What a campaign's files say.

    `cases`: by number, whether it was valid and how many findings it had. `findings` by case and
    engine: signature, options and program. `reduced`: those that were reduced, and to what.
    `finished`: it came to its end. `capsules`: signatures of the archive. `problems`: what cannot
    be right whatever came before.
    """

    cases: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    findings: Mapping[tuple[int, str], tuple[str, str, bytes]] = field(default_factory=dict)
    reduced: Mapping[tuple[int, str], tuple[str, bytes]] = field(default_factory=dict)
    finished: bool = False
    capsules: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """How far the campaign was, in a few words."""
        return (
            f"{len(self.cases)} cases, {len(self.findings)} findings, {len(self.reduced)} reduced"
        )


def _rows(opened: sqlite3.Connection, query: str) -> list[tuple[object, ...]]:
    """Rows of the one campaign; none where its tables are not made yet."""
    try:
        return opened.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []


def read(folder: Path) -> Known:
    """What a campaign's files say, while nobody else is using them."""
    path = folder / "campaigns.sqlite"
    if not path.exists():
        return Known()
    with contextlib.closing(sqlite3.connect(path)) as opened:
        problems = [f"integrity: {row[0]}" for row in _rows(opened, "pragma integrity_check")]
        problems = [text for text in problems if text != "integrity: ok"]
        campaigns = _rows(opened, "select finished from campaigns")
        if len(campaigns) > 1:
            problems.append("the campaign was begun twice")
        cases = _rows(opened, "select number, valid, findings from cases")
        findings = _rows(
            opened,
            "select number, engine, signature, settings, source, full_signature, reduced"
            " from findings",
        )
    by_case: dict[object, int] = {}
    for row in findings:
        by_case[row[0]] = by_case.get(row[0], 0) + 1
    counted = {number: count for number, _, count in cases if count}
    if by_case != counted:
        problems.append(f"findings of cases: {by_case}, but the cases count {counted}")
    if len({row[0] for row in cases}) < len(cases):
        problems.append("a case counts twice")
    if len({row[:2] for row in findings}) < len(findings):
        problems.append("a finding is there twice")
    capsules: list[str] = []
    for own in find_capsules(folder / "capsules"):
        try:
            capsules.append(load_capsule(own).signature)
        except CapsuleError as error:
            problems.append(str(error))
    return Known(
        {row[0]: row[1:] for row in cases},  # type: ignore[misc]
        {row[:2]: row[2:5] for row in findings},  # type: ignore[misc]
        {row[:2]: row[5:] for row in findings if row[6] is not None},  # type: ignore[misc]
        any(finished is not None for (finished,) in campaigns),
        tuple(sorted(capsules)),
        tuple(problems),
    )


def lost(before: Known, after: Known) -> Iterator[str]:
    """What a campaign knew and does not know any more, or what is not right by itself."""
    yield from after.problems
    for name in ("cases", "findings", "reduced"):
        old, new = getattr(before, name), getattr(after, name)
        if missing := sorted(key for key in old if new.get(key) != old[key]):
            yield f"{name} lost or changed: {missing}"
    if missing := sorted(set(before.capsules) - set(after.capsules)):
        yield f"capsules lost: {missing}"
    if len(set(after.capsules)) < len(after.capsules):
        yield f"two capsules of one finding: {after.capsules}"


def differences(whole: Known, killed: Known) -> Iterator[str]:
    """Where a campaign that was killed did not come to what it comes to without."""
    for name in ("cases", "findings"):
        left, right = getattr(whole, name), getattr(killed, name)
        wrong = sorted(k for k in left.keys() | right.keys() if left.get(k) != right.get(k))
        if wrong:
            yield f"{name} that are not the same: {wrong}"
    if whole.reduced.keys() != killed.reduced.keys():
        odd = sorted(whole.reduced.keys() ^ killed.reduced.keys())
        yield f"findings reduced in one of them only: {odd}"


@dataclass(slots=True)
class Life:
    """One process of a campaign: when it was killed, or None if it came to its end."""

    killed_after: float | None
    status: int
    stragglers: float


def _session(leader: int) -> list[int]:
    """The processes of a session, as far as they have not ended."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            text = (folder / "stat").read_text(encoding="latin-1")
        except OSError:
            continue
        state, _parent, _group, session = text.rpartition(")")[2].split()[:4]
        if int(session) == leader and state != "Z":
            found.append(int(folder.name))
    return found


def live(command: Command, folder: Path, seconds: float | None, everybody: bool) -> Life:
    """Run a campaign's command, and kill it after so many seconds."""
    killed = None
    with command.started(folder) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            killed = seconds
            if everybody:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
    started = time.monotonic()
    while _session(process.pid):
        if time.monotonic() - started > PATIENCE:
            break
        time.sleep(POLL)
    return Life(killed, process.returncode, time.monotonic() - started)


def run_whole(command: Command, folder: Path) -> tuple[float, float, int]:
    """Run a campaign whole; seconds until its first cases are there and to its end, exit status."""
    started = time.monotonic()
    first = 0.0
    path = folder / "campaigns.sqlite"
    with command.started(folder) as process:
        while process.poll() is None:
            if not first and path.exists():
                with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
                    if _rows(file, "select number from cases limit 1"):
                        first = time.monotonic() - started
            time.sleep(POLL)
    return first, time.monotonic() - started, process.returncode


@dataclass(slots=True)
class Report:
    """What came of all kills."""

    kills: int = 0
    campaigns: int = 0
    problems: list[str] = field(default_factory=list)

    def note(self, place: str, problems: Sequence[str]) -> str:
        """Remember problems; a word for the line of output."""
        self.problems += [f"{place}: {text}" for text in problems]
        return "; ".join(problems) or "nothing lost"


def measure(command: Command, kills: int, folder: Path) -> Report:
    """Run the campaign whole, then kill it so often."""
    report = Report()
    first, total, status = run_whole(command, folder / "whole")
    whole = read(folder / "whole")
    tail = (folder / "whole" / "output").read_text(encoding="utf-8").splitlines()[-1:]
    print(f"not killed: {whole.where} in {total:.1f} s, exit status {status}", flush=True)
    if status != 1 or not whole.findings:
        report.note("not killed", [f"it should have found the fault, and says: {''.join(tail)}"])
        return report
    moments = random.Random(command.seed)
    while report.kills < kills:
        report.campaigns += 1
        own = folder / f"killed-{report.campaigns}"
        known = Known()
        while True:
            early = moments.random() * 100 < EARLY_PERCENT
            step = first if early else 2 * (total - first) / kills
            after = moments.random() * step + (0.0 if early else first)
            enough = report.kills >= kills
            life = live(command, own, None if enough else after, moments.random() < 0.5)
            found = read(own)
            word = report.note(f"campaign {report.campaigns}", list(lost(known, found)))
            known = found
            if life.killed_after is None:
                break
            report.kills += 1
            print(
                f"kill {report.kills} after {after:.2f} s, rest ended {life.stragglers:.1f} s "
                f"later: {known.where}; {word}",
                flush=True,
            )
            if known.finished:
                break  # killed when all was done: the same command would begin another
        problems = list(differences(whole, known))
        if life.killed_after is None and life.status != status:
            problems.append(f"exit status {life.status} instead of {status}")
        word = report.note(f"campaign {report.campaigns}", problems)
        same = sorted(set(known.capsules)) == sorted(set(whole.capsules))
        print(
            f"campaign {report.campaigns} at its end: {known.where}; {word}; the archive's "
            f"signatures are {'the same' if same else f'{known.capsules}, not {whole.capsules}'}",
            flush=True,
        )
    return report


def main() -> None:
    """Kill, and say what was lost."""
    parser = argparse.ArgumentParser(prog="python -m conformance.bench.kills")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--engines", default="native:interp,native:trace")
    parser.add_argument("--fault", default="drop-type-guard")
    parser.add_argument("--reduce-seconds", type=float, default=5.0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    command = Command(
        options.seed, options.cases, options.engines, options.fault, options.reduce_seconds,
        options.jobs,
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="moondiff-kills-") as folder:
        report = measure(command, options.kills, Path(folder))
        left = sum(len(list(path.iterdir())) for path in Path(folder).glob("*/scratch"))
    for text in report.problems:
        print(text)
    print(
        f"{report.kills} kills, {report.campaigns} campaigns, {len(report.problems)} problems, "
        f"{left} scratch folders left behind"
    )
    sys.exit(1 if report.problems else 0)


if __name__ == "__main__":
    main()
