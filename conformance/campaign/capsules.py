"""Capsules: one archived finding each, as a folder of two files.

`program.lua` is the minimized program; `capsule.json` says how it was run, what PUC observed, how
the engine differed, and with which versions. Bytes are kept in JSON as Latin-1 text.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from conformance.minimizer.difference import Question, ask
from conformance.minimizer.event import event_signature
from conformance.minimizer.syntax import NotLua, tokenize
from conformance.oracles.compare import Verdict
from conformance.oracles.observation import Limits, Observation, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE, EngineSpec, Kind
from conformance.oracles.schedule import Schedule, ScheduleError
from conformance.oracles.stock import STOCK
from conformance.oracles.workers import observe

PROGRAM_FILE = "program.lua"
CAPSULE_FILE = "capsule.json"
# Replays are of minimized programs; this is generous for emulated engines.
REPLAY_LIMITS = Limits(seconds=30.0)
# Runs in fresh processes that must all show a difference before it is archived.
CONFIRMATIONS = 5
# The option that plants faults: replays leave it out, since the fault is not the engine's own.
FAULTS = "faults"
_VERSIONED = ("moondiff", "lupa", "llvmlite", "unicorn")


class CapsuleError(Exception):
    """A capsule that cannot be read or written; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class Capsule:
    """One finding. `expected` is PUC's observation; `signature` tells findings apart."""

    name: str
    program: Program
    engine: str
    schedule: Schedule
    expected: Observation
    signature: str
    detail: str = ""
    blame: str = ""
    origin: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)


def versions() -> dict[str, str]:
    """Versions of what a run depends on."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for name in _VERSIONED:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def shape(source: bytes) -> str:
    """A short name of a program's form: names, numbers and strings do not count."""
    text = source.decode("latin-1")
    try:
        tokens, _ = tokenize(text)
        form = " ".join(token.kind for token in tokens)
    except NotLua:
        form = text
    return hashlib.sha256(form.encode("latin-1")).hexdigest()[:8]


def full_signature(
    coarse: str, reduced: bytes, blame: str = "", event: tuple[str, str] | None = None
) -> str:
    """The signature of a reduced finding: what is to blame, and what goes wrong first.

    Where that is not known: how it differs, and the form of its program.
    """
    if blame and event is not None:
        return event_signature(blame, event)
    return f"{coarse}/{shape(reduced)}"


def make_capsule(
    program: Program,
    engine: str,
    schedule: Schedule,
    verdict: Verdict,
    origin: str = "",
    blame: str = "",
    event: tuple[str, str] | None = None,
) -> Capsule:
    """A capsule for a program that shows a difference; PUC runs it for the expectation.

    `event` is what `minimizer/event.py` says of it.
    """
    expected = observe(ENGINES[REFERENCE_ENGINE].make(), program, REPLAY_LIMITS)
    coarse = verdict.signature or f"{engine}/same"
    signature = full_signature(coarse, program.source, blame, event)
    kind = verdict.difference.value.replace(" ", "-") if verdict.difference else "same"
    name = f"{engine.replace(':', '-')}-{kind}-{shape(program.source)}"
    return Capsule(
        name, program, engine, schedule, expected, signature, verdict.detail,
        blame, origin, versions(),
    )  # fmt: skip


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("latin-1")


def _data(text: str | None) -> bytes | None:
    return None if text is None else text.encode("latin-1")


def _write(path: Path, data: bytes) -> None:
    """Write a file so that it never is there in part. Raises OSError."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(data)
    os.replace(unfinished, path)


def save_capsule(capsule: Capsule, folder: Path) -> Path:
    """Write a capsule into a folder of capsules; return its own folder."""
    own = folder / capsule.name
    expected = capsule.expected
    content = {
        "engine": capsule.engine,
        "settings": capsule.schedule.plain(),
        "chunkname": _text(capsule.program.chunkname),
        "args": [_text(arg) for arg in capsule.program.args],
        "stdin": _text(capsule.program.stdin),
        "expected": {
            "status": expected.status.value,
            "stdout": _text(expected.stdout),
            "stderr": _text(expected.stderr),
            "message": _text(expected.message),
            "traceback": _text(expected.traceback),
            "results": [_text(result) for result in expected.results],
            "exit_status": expected.exit_status,
        },
        "signature": capsule.signature,
        "detail": capsule.detail,
        "blame": capsule.blame,
        "origin": capsule.origin,
        "versions": dict(capsule.versions),
    }
    try:
        own.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, indent=2, ensure_ascii=True) + "\n"
        # The file by which it is found comes last: a capsule is there as a whole, or not at all.
        _write(own / PROGRAM_FILE, capsule.program.source)
        _write(own / CAPSULE_FILE, text.encode("ascii"))
    except OSError as error:
        raise CapsuleError(f"cannot write {own}: {error.strerror}") from None
    return own


def load_capsule(folder: Path) -> Capsule:
    """Read one capsule from its folder. Raises CapsuleError."""
    try:
        source = (folder / PROGRAM_FILE).read_bytes()
        content = json.loads((folder / CAPSULE_FILE).read_text(encoding="utf-8"))
    except OSError as error:
        raise CapsuleError(f"cannot read capsule {folder}: {error.strerror}") from None
    except ValueError as error:
        raise CapsuleError(f"{folder / CAPSULE_FILE} is no JSON: {error}") from None
    try:
        seen = content["expected"]
        expected = Observation(
            engine=REFERENCE_ENGINE,
            status=Status(seen["status"]),
            stdout=_data(seen["stdout"]) or b"",
            stderr=_data(seen["stderr"]) or b"",
            message=_data(seen["message"]),
            traceback=_data(seen["traceback"]),
            results=tuple(_data(result) or b"" for result in seen["results"]),
            exit_status=seen["exit_status"],
        )
        program = Program(
            source,
            _data(content["chunkname"]) or b"",
            tuple(_data(arg) or b"" for arg in content["args"]),
            _data(content["stdin"]) or b"",
        )
        return Capsule(
            folder.name,
            program,
            content["engine"],
            Schedule.from_plain(content["settings"]),
            expected,
            content["signature"],
            content["detail"],
            content["blame"],
            content["origin"],
            content["versions"],
        )
    except (KeyError, TypeError, ValueError, ScheduleError) as error:
        raise CapsuleError(f"{folder / CAPSULE_FILE} is no capsule: {error!r}") from None


def find_capsules(folder: Path) -> Iterator[Path]:
    """The folders of all capsules below a folder, in order."""
    yield from sorted(path.parent for path in folder.rglob(CAPSULE_FILE))


def replay_observed(
    capsule: Capsule, spec: EngineSpec, with_faults: bool = False
) -> tuple[Verdict, Observation]:
    """Run a capsule on an engine, with PUC beside it; planted faults only if asked for."""
    schedule = capsule.schedule if spec.kind is Kind.JIT else Schedule()
    if not with_faults:
        schedule = schedule.without(FAULTS)
    verdict, _, actual = ask(Question(capsule.program, spec.name, schedule, REPLAY_LIMITS))
    return verdict, actual


def replay(capsule: Capsule, spec: EngineSpec, with_faults: bool = False) -> Verdict:
    """The verdict of running a capsule on an engine."""
    return replay_observed(capsule, spec, with_faults)[0]


def shows_always(
    program: Program, engine: str, schedule: Schedule, limits: Limits
) -> Verdict | None:
    """The verdict of a program that differs in each of several fresh processes, else None."""
    verdict = None
    with STOCK.put_away():
        for _ in range(CONFIRMATIONS):
            verdict = ask(Question(program, engine, schedule, limits))[0]
            if not verdict.differs:
                return None
    return verdict


def observe_expectation(capsule: Capsule) -> tuple[Verdict, Observation]:
    """Run PUC again and compare with what the capsule says that PUC observed."""
    puc = ENGINES[REFERENCE_ENGINE]
    seen = observe(puc.make(), capsule.program, REPLAY_LIMITS)
    return puc.judge(capsule.expected, seen), seen


def confirm_expectation(capsule: Capsule) -> Verdict:
    """The verdict of running PUC again."""
    return observe_expectation(capsule)[0]
