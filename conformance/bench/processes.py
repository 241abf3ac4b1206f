"""One run's process: start it, watch it, and tell what it cost."""

from __future__ import annotations

import hashlib
import os
import select
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Final

from conformance.bench.child import peak_memory

# Seconds between looks at a process, at first and at last. Its peak is read from outside, so what
# happens behind the last look is not in it; looking takes some 20 microseconds.
FIRST_LOOK, LAST_LOOK = 0.0005, 0.02
_ERROR_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has ended.

    `status` is its exit status, negative for a signal, None if its time was up. `seconds` is its
    processor time, `peak` the greatest resident size that was seen, 0 if none was. `output` is the
    SHA-256 digest of what it printed, `tail` and `errors` the end of that and of its errors, and
    `report` what it wrote to the descriptor that it was given for that.
    """

    status: int | None
    seconds: float = 0.0
    wall: float = 0.0
    peak: int = 0
    output: str = ""
    tail: bytes = b""
    errors: bytes = b""
    report: bytes = b""

    @property
    def problem(self) -> str | None:
        """What was wrong with its end, in one line; None if nothing was."""
        if self.status is None:
            return "time limit"
        if self.status < 0:
            return f"ended by signal {-self.status}"
        if self.status:
            last = self.errors.decode("utf-8", "replace").strip().splitlines()
            return f"exit status {self.status}" + (f": {last[-1].strip()}" if last else "")
        return None


def run_process(command: Callable[[int], Sequence[str]], timeout: float) -> Ended:
    """Run a command, made of the descriptor of its report, to its end.

    `timeout` is in seconds of the clock on the wall. Raises OSError if it cannot be started.
    """
    with ExitStack() as stack:
        stdout, stderr, report = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        started = time.perf_counter()
        process = subprocess.Popen(
            command(report.fileno()),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            pass_fds=(report.fileno(),),
        )
        try:
            status, seconds, peak = _watch(process, started + timeout)
        finally:
            if process.returncode is None:
                process.kill()
                process.wait()
        wall = time.perf_counter() - started
        stdout.seek(0)
        digest = hashlib.file_digest(stdout, "sha256").hexdigest()
        tails = (_tail(file) for file in (stdout, stderr, report))
        return Ended(status, seconds, wall, peak, digest, *tails)


def _watch(process: subprocess.Popen[bytes], deadline: float) -> tuple[int | None, float, int]:
    """Wait for the end; exit status, processor seconds and peak."""
    peak, interval = 0, FIRST_LOOK
    descriptor = os.pidfd_open(process.pid)
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    killed = False
    try:
        while not poll.poll(1000 * interval):
            peak = max(peak, peak_memory(process.pid) or 0)
            interval = min(1.5 * interval, LAST_LOOK)
            if time.perf_counter() > deadline and not killed:
                killed = True
                process.kill()
    finally:
        os.close(descriptor)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return None if killed else process.returncode, usage.ru_utime + usage.ru_stime, peak


def _tail(file: IO[bytes]) -> bytes:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _ERROR_BYTES))
    return file.read()
