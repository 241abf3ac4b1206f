"""Throw inputs at a fuzz target from worker processes, and make smaller what shows a problem.

An input depends on the seed and its number alone; worker j of n has every n-th number from j on.
Targets run machine code in the worker itself, so a worker may die: what it was at stands in memory
that it shares with this process, which takes that for a problem and starts another in its place.
"""

from __future__ import annotations

import faulthandler
import hashlib
import mmap
import os
import pickle
import signal
import struct
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from itertools import takewhile
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Final, NoReturn

from conformance.generators.targets.target import Problem, Target, describe_failure
from conformance.minimizer.ddmin import ddmin
from conformance.oracles.workers import end_with_parent

# Seconds by the clock after which an input counts as one that never ends.
HANGING: Final = 120.0
# Bytes at the beginning of an input that may say how long it is.
_SIZES: Final = 6
# Seconds between looks at the workers.
_LOOK: Final = 0.5
# What is tried in place of a larger choice: most choices are numbers of things.
_LOWER: Final = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192)
# What a worker tells of itself: the number that it is at, and its counts so far.
_STATE: Final = struct.Struct("<qQQQ")


@dataclass(frozen=True, slots=True)
class Totals:
    """How many inputs there were, how many got as far as they should, how many show a problem."""

    inputs: int = 0
    accepted: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """An input that showed a problem."""

    number: int
    data: bytes
    kind: str
    detail: str


def make_input(target: Target, seed: int, number: int) -> bytes:
    """The input of this number."""
    return target.make(Random(f"{target.name}:{seed}:{number}"))


def judge(target: Target, data: bytes) -> tuple[bool, tuple[str, str] | None]:
    """Whether the input got as far as it should; the problem's kind and detail, if there is one."""
    try:
        return target.one_input(data), None
    except Problem as problem:
        return True, (problem.kind, problem.detail)
    except Exception as error:
        text = describe_failure(error)
        return True, (f"exception {text.partition(': ')[0]}", text)


class _Worker:
    """One worker process and what it shares with this one; started anew where it died."""

    def __init__(self, target: Target, seed: int, numbers: range, deadline: float) -> None:
        self._target = target
        self._seed = seed
        self._numbers = numbers
        self._deadline = deadline
        self._memory = mmap.mmap(-1, _STATE.size)
        self._lost = 0
        self.running = True
        self._seen = (-1, time.monotonic())
        self.process: BaseProcess
        self.pipe: Connection
        self._start(numbers)

    def _start(self, numbers: range) -> None:
        context = get_context("fork")
        self.pipe, theirs = context.Pipe(duplex=False)
        _, *counts = _STATE.unpack(self._memory[:])
        self._memory[:] = _STATE.pack(-1, *counts)
        self.process = context.Process(target=self._work, args=(numbers, theirs, os.getpid()))
        self.process.start()
        theirs.close()

    def _work(self, numbers: range, pipe: Connection, parent: int) -> None:
        end_with_parent(parent)
        faulthandler.disable()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _, inputs, accepted, problems = _STATE.unpack(self._memory[:])
        for number in numbers:
            if time.monotonic() > self._deadline:
                break
            self._memory[:] = _STATE.pack(number, inputs, accepted, problems)
            data = make_input(self._target, self._seed, number)
            reached, problem = judge(self._target, data)
            inputs, accepted = inputs + 1, accepted + reached
            if problem is not None:
                problems += 1
                pipe.send(Found(number, data, *problem))
        self._memory[:] = _STATE.pack(-1, inputs, accepted, problems)

    @property
    def totals(self) -> Totals:
        """The counts so far."""
        _, inputs, accepted, problems = _STATE.unpack(self._memory[:])
        return Totals(inputs + self._lost, accepted + self._lost, problems + self._lost)

    def look(self) -> list[Found]:
        """What was found since the last look; `running` is False when no more will come."""
        found: list[Found] = []
        try:
            while self.pipe.poll():
                found.append(self.pipe.recv())
        except (EOFError, OSError, pickle.UnpicklingError):
            return found + self._ended()
        number = _STATE.unpack(self._memory[:])[0]
        if number != self._seen[0]:
            self._seen = number, time.monotonic()
        elif number >= 0 and time.monotonic() - self._seen[1] > HANGING:
            self.process.kill()
        return found

    def _ended(self) -> list[Found]:
        """What the end of the process shows: a problem, and another is started, or nothing."""
        self.process.join()
        self.pipe.close()
        code = self.process.exitcode or 0
        number = _STATE.unpack(self._memory[:])[0]
        if number < 0:
            self.running = False
            return []
        self._lost += 1
        rest = self._numbers[self._numbers.index(number) + 1 :]
        self._start(rest)
        data = make_input(self._target, self._seed, number)
        return [Found(number, data, *_death(code, time.monotonic() - self._seen[1] > HANGING))]

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()


def _death(code: int, hung: bool) -> tuple[str, str]:
    """The problem of an input with which a process ended by itself."""
    if hung:
        return "hang", f"no end within {HANGING:g} seconds"
    if code < 0:
        return f"crash by {signal.Signals(-code).name}", "the process died"
    return "crash", f"the process left with status {code}"


def throw(
    target: Target,
    seed: int,
    jobs: int,
    cases: int | None,
    seconds: float | None,
    first: int = 0,
) -> Generator[tuple[Totals, list[Found]]]:
    """Throw `cases` inputs, or inputs for some seconds by the clock; a step now and then.

    The `first` ones are left out.

    The target must be prepared: workers are forks of this process.
    """
    deadline = float("inf") if seconds is None else time.monotonic() + seconds
    last = 1 << 62 if cases is None else cases
    workers = [_Worker(target, seed, range(first + j, last, jobs), deadline) for j in range(jobs)]
    try:
        while running := [worker for worker in workers if worker.running]:
            wait([worker.pipe for worker in running], timeout=_LOOK)
            found = [one for worker in running for one in worker.look()]
            totals = [worker.totals for worker in workers]
            yield (
                Totals(
                    sum(t.inputs for t in totals),
                    sum(t.accepted for t in totals),
                    sum(t.problems for t in totals),
                ),
                sorted(found, key=lambda one: one.number),
            )
    finally:
        for worker in workers:
            worker.stop()


# --- smaller inputs ---------------------------------------------------------------------------


def kind_in_fork(target: Target, data: bytes) -> str | None:
    """The kind of problem that an input shows, looked for in a fork; None if there is none."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _tell_kind(target, data, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        kind = pipe.read().decode("utf-8", "replace")
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return (kind or None) if code == 0 else _death(code, code == -signal.SIGALRM)[0]


def _tell_kind(target: Target, data: bytes, descriptor: int) -> NoReturn:
    status = 1
    try:
        faulthandler.disable()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, HANGING)
        problem = judge(target, data)[1]
        os.write(descriptor, (problem[0] if problem else "").encode())
        status = 0
    finally:
        os._exit(status)


def reduce_input(target: Target, data: bytes, kind: str, seconds: float) -> bytes:
    """A smaller input with a problem of this kind: shorter, then with more zeros, then lower.

    Only inputs that are choices can be cut and zeroed as one likes; sources lose parts, and chunks
    stay as they are. The input itself comes back if it does not show the problem here.
    """
    deadline = time.monotonic() + seconds

    def same(candidate: bytes) -> bool:
        return time.monotonic() < deadline and kind_in_fork(target, candidate) == kind

    if not target.decisions:
        if target.name != "frontend" or not same(data):
            return data
        lines = data.splitlines(keepends=True)
        return b"".join(ddmin(lines, lambda lines: same(b"".join(lines))))
    return _reduce_choices(data, same)


def _reduce_choices(data: bytes, same: Callable[[bytes], bool]) -> bytes:
    if not same(data):
        return data
    cut = len(data) // 2
    while cut:
        if len(data) >= cut and same(data[:-cut]):
            data = data[:-cut]
        else:
            cut //= 2
    # How much there is of everything is chosen before the rest.
    data = _lower(data, _SIZES, same)
    size = max(1, len(data) // 2)
    while size:
        for at in range(0, len(data), size):
            part = data[at : at + size]
            zeroed = data[:at] + bytes(len(part)) + data[at + size :]
            if any(part) and same(zeroed):
                data = zeroed
        size //= 2
    data = data.rstrip(b"\0")
    return _lower(data, len(data), same).rstrip(b"\0")


def _lower(data: bytes, count: int, same: Callable[[bytes], bool]) -> bytes:
    """The first bytes each as low as it can be without the others."""
    for at, choice in enumerate(data[:count]):
        for lower in takewhile(choice.__gt__, _LOWER):
            candidate = data[:at] + bytes([lower]) + data[at + 1 :]
            if same(candidate):
                data = candidate
                break
    return data


def keep(target: Target, data: bytes, found: Found, folder: Path) -> tuple[Path, bool]:
    """Write an input into the folder of findings, with what is known of it beside it.

    Returns its path, and whether it was not there before. Raises OSError.
    """
    words = "-".join("".join(c if c.isalnum() else " " for c in found.kind).lower().split()[:6])
    digest = hashlib.sha256(data).hexdigest()[:8]
    path = folder / f"{target.name}-{words}-{digest}{target.suffix}"
    if path.exists():
        return path, False
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    try:
        shown = target.show(data)
    except Exception as error:  # what shows it may be what is broken
        shown = describe_failure(error)
    text = f"{found.kind}\n{found.detail}\n\n{shown}\n\n{replay_command(target, path)}\n"
    path.with_suffix(".txt").write_text(text, encoding="utf-8", errors="backslashreplace")
    return path, True


def replay_command(target: Target, path: Path) -> str:
    """The command that shows the problem of a kept input again."""
    return f"python -m conformance.generators.targets.{target.name} {path}"
