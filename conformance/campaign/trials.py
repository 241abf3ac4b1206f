"""Try the harness on planted faults: each in a process of its own, from a copy that has it.

What came of each is kept in a JSON file from the moment that it is known; the same trial is not
run twice on the same code. A reduced program counts as confirmed if it shows nothing on the
package as it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from conformance.campaign.capsules import FAULTS
from conformance.campaign.levels import shows_nothing
from conformance.campaign.origins import digest, load_corpus
from conformance.campaign.trial import LIMITS, Order, Outcome
from conformance.minimizer.difference import Question, ask
from conformance.oracles.program import Program
from conformance.oracles.schedule import Schedule
from conformance.planted.fault import PACKAGE, Fault, PlantError, plant

# Of a trial beside its search and reduction: images, engines, the runs of blame. Seconds.
_OVERHEAD: Final = 120.0
# Processor time takes longer by the clock on a machine that has other work.
_SLACK: Final = 8.0
# Lines of a failed process that are shown.
_TAIL: Final = 3
# Not part of the code whose version a trial belongs to: a new fault changes no other's outcome.
_CATALOGUE: Final = PACKAGE / "planted"

Progress = Callable[[Fault, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How faults are tried. `seconds` is processor time to search in, for each fault.

    `corpus` is the absolute path of a folder of programs that some cases edit, or empty. Without
    `engines` each fault is searched for on those that can show it.
    """

    engines: tuple[str, ...] = ()
    seed: int = 0
    cases: int = 1000
    seconds: float = 120.0
    reduce_seconds: float = 40.0
    jobs: int = 1
    corpus: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A fault and its outcome.

    `confirmed` is None where nothing was reduced. `error` is for trials that could not be carried
    out. `wall_seconds` are of the whole trial.
    """

    fault: Fault
    outcome: Outcome
    confirmed: bool | None = None
    error: str = ""
    wall_seconds: float = 0.0

    @property
    def killed(self) -> bool:
        """True when the fault was found, and nothing is found without it."""
        return self.outcome.killed is not None and self.confirmed is not False

    @property
    def blamed(self) -> bool:
        """True when the stage of the fault was named."""
        return self.outcome.blame in self.fault.blames


def code_version() -> str:
    """A digest of the package's sources but the catalogue."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        if not path.is_relative_to(_CATALOGUE):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class Results:
    """The outcomes in a JSON file, by fault, each for one version of the code and the options."""

    def __init__(self, path: Path, forgotten: Sequence[Fault] = ()) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._version = code_version()
        self._content: dict[str, dict[str, Any]] = {}
        if path.exists():
            self._content = json.loads(path.read_text(encoding="utf-8"))
        for fault in forgotten:
            self._content.pop(fault.name, None)

    def _key(self, fault: Fault, options: Options) -> str:
        given = {**asdict(replace(options, jobs=1)), "code": self._version}
        given["corpus"] = sorted(digest(text) for text in load_corpus(Path(options.corpus)))
        text = json.dumps([given, fault.file, fault.old, fault.new])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def known(self, fault: Fault, options: Options) -> Trial | None:
        """The outcome of an earlier trial of the same."""
        row = self._content.get(fault.name)
        if row is None or row["key"] != self._key(fault, options):
            return None
        names = {one.name for one in fields(Outcome)}
        outcome = Outcome(**{name: row[name] for name in names})
        return Trial(fault, outcome, row["confirmed"], row["error"], row["wall_seconds"])

    def add(self, trial: Trial, options: Options) -> None:
        """Note an outcome and write the file. Raises OSError."""
        with self._lock:
            self._content[trial.fault.name] = {
                "key": self._key(trial.fault, options),
                "stage": trial.fault.stage.value,
                "doc": trial.fault.doc,
                **asdict(trial.outcome),
                "lines": trial.outcome.lines,
                "blamed": trial.blamed,
                "confirmed": trial.confirmed,
                "error": trial.error,
                "wall_seconds": trial.wall_seconds,
            }
            text = json.dumps(self._content, indent=1, sort_keys=True) + "\n"
            unfinished = self._path.with_suffix(f".{os.getpid()}")
            self._path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(text, encoding="utf-8")
            os.replace(unfinished, self._path)


def _environment(fault: Fault, root: Path) -> dict[str, str]:
    given = {**os.environ, "PYTHONPATH": str(root)}
    if fault.changes_image:
        # Images with faults would push those in use out of the cache.
        given["XDG_CACHE_HOME"] = str(root / "cache")
    return given


def _read(process: subprocess.Popen[str], tell: Callable[[Mapping[str, Any]], None]) -> Any:
    """Pass on what the process tells; its outcome, or None if it ended before."""
    assert process.stdout is not None
    for line in process.stdout:
        message = json.loads(line)
        if "outcome" in message:
            return message["outcome"]
        tell(message)
    return None


def _early_end(status: int, late: bool, errors: str) -> tuple[Outcome, str]:
    """What a process that gave no outcome says of the fault.

    If it died by a signal, engines cannot even start: that is seen by whoever uses one.
    """
    if late:
        return Outcome("hang"), ""
    if status < 0:
        return Outcome("crash", detail=signal.Signals(-status).name), ""
    tail = "\n".join(errors.strip().splitlines()[-_TAIL:])
    return Outcome(), tail or f"exit status {status}"


def _run(fault: Fault, options: Options, root: Path, progress: Progress) -> tuple[Outcome, str]:
    order = Order(
        options.seed, options.engines or fault.engines, Schedule(fault.settings), options.cases,
        options.seconds, options.reduce_seconds, os.getpid(), options.corpus,
    )  # fmt: skip
    command = [sys.executable, "-m", "conformance.campaign.trial", order.to_json()]
    deadline = (options.seconds + options.reduce_seconds + _OVERHEAD) * _SLACK
    late = threading.Event()
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, stdin=subprocess.DEVNULL,
            encoding="utf-8", env=_environment(fault, root), cwd=root,
        )  # fmt: skip

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(deadline, end)
        timer.start()
        try:
            content = _read(process, lambda message: progress(fault, message))
            status = process.wait()
        finally:
            timer.cancel()
            process.kill()
            process.wait()
        if content is not None:
            return Outcome(**content), ""
        errors.seek(0)
        return _early_end(status, late.is_set(), errors.read())


def _confirm(outcome: Outcome) -> bool | None:
    """Does the reduced program, or input, show nothing without the fault?"""
    if not outcome.program:
        return None
    if outcome.input:
        return shows_nothing(outcome.reduced_on, bytes.fromhex(outcome.input))
    schedule = Schedule.from_plain(outcome.settings).without(FAULTS)
    program = Program(outcome.program.encode("latin-1"), b"@case.lua")
    return not ask(Question(program, outcome.reduced_on, schedule, LIMITS))[0].differs


def try_fault(fault: Fault, options: Options, progress: Progress) -> Trial:
    """Plant one fault in a copy of the package and run a trial there."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="moondiff-") as folder:
        try:
            root = plant(fault, Path(folder))
        except PlantError as misfit:
            return Trial(fault, Outcome(), error=str(misfit))
        outcome, error = _run(fault, options, root, progress)
    seconds = time.monotonic() - started
    return Trial(fault, outcome, _confirm(outcome), error, seconds)


def try_faults(
    faults: Sequence[Fault],
    options: Options,
    results: Results,
    on_trial: Callable[[Trial], None],
    progress: Progress = lambda _fault, _message: None,
) -> list[Trial]:
    """Try all faults that have no outcome yet; the trials in the order of the faults.

    `on_trial` is called for each one as it is known.
    """
    trials: dict[str, Trial] = {}
    missing: list[Fault] = []
    for fault in faults:
        known = results.known(fault, options)
        if known is None:
            missing.append(fault)
        else:
            trials[fault.name] = known
            on_trial(known)
    with ThreadPoolExecutor(options.jobs) as pool:
        running = [pool.submit(try_fault, fault, options, progress) for fault in missing]
        try:
            for future in as_completed(running):
                trial = future.result()
                results.add(trial, options)
                trials[trial.fault.name] = trial
                on_trial(trial)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [trials[fault.name] for fault in faults]
