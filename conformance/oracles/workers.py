"""Forked workers: a crash, a hang or a runaway allocation is an observation, never the end.

The parent warms an engine once; each run is a fork of that process. The child's descriptors 1 and
2 are memory files, so a flood of output fills neither a pipe nor the disk, and what was printed
before a crash is kept. The engine's report comes back pickled through a pipe. Processor time,
memory and output are bounded by the kernel's own resource limits.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import io
import locale
import math
import os
import pickle
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from conformance.oracles.engines import Engine, Reserved
from conformance.oracles.observation import Limits, Observation, Report, Status
from conformance.oracles.program import Program

# Exit status of a child whose engine raised an exception (EX_SOFTWARE of sysexits.h).
_CHILD_FAILED = 70
_READ_SIZE = 1 << 16
# Files that a contained program may have open, with those of its engine.
_OPEN_FILES = 256
# Folders of runs are named by this, the number of the process that made them, and something new.
SCRATCH = "moondiff-run-"
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Python's collector in runs: new objects until it looks at the young, and so on upwards.
COLLECTIONS = (20_000, 50, 1000)
# Ends by these signals are a limit met, not a crash.
_LIMIT_SIGNALS = {
    signal.SIGPROF: Status.HANG,
    signal.SIGXCPU: Status.HANG,
    signal.SIGXFSZ: Status.FLOOD,
}


@dataclass(frozen=True, slots=True)
class _Files:
    """Descriptors of one run, all open in the parent."""

    stdin: int
    stdout: int
    stderr: int

    @classmethod
    def open(cls, stdin: bytes) -> _Files:
        files = cls(*(os.memfd_create(name) for name in ("stdin", "stdout", "stderr")))
        if stdin:
            os.write(files.stdin, stdin)
            os.lseek(files.stdin, 0, os.SEEK_SET)
        return files

    def close(self) -> None:
        for descriptor in (self.stdin, self.stdout, self.stderr):
            os.close(descriptor)


def contents(descriptor: int, limit: int) -> bytes:
    """What is in a file, up to a limit."""
    size = min(os.fstat(descriptor).st_size, limit)
    return os.pread(descriptor, size, 0) if size else b""


def flush_c_streams() -> None:
    """Write out what the C library's streams still hold."""
    ctypes.CDLL(None).fflush(None)


def _lower(which: int, value: int) -> None:
    """Lower a resource limit, never above the hard limit that this process was given."""
    _soft, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, hard))


def set_limits(
    reserved: Reserved,
    seconds: float | None = None,
    memory: int | None = None,
    output: int | None = None,
    contained: bool = False,
) -> None:
    """Bound this process by the kernel's own limits, as far as bounds are given.

    `seconds` are of processor time from now on, by all threads; `memory` and `output` are bytes.
    What is `contained` starts no processes, and has some files open at a time.
    """
    if contained:
        _lower(resource.RLIMIT_NPROC, 0)
        _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    if memory is not None:
        statm = os.open("/proc/self/statm", os.O_RDONLY)
        mapped = int(os.read(statm, 100).split()[0]) * resource.getpagesize()
        os.close(statm)
        _lower(resource.RLIMIT_AS, mapped + reserved.address_space + memory)
    if output is not None:
        _lower(resource.RLIMIT_FSIZE, max(output, reserved.file_size))
    if seconds is not None:
        # The timer counts fractions of a second; the limit is there for programs that take over.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds) + 2)
    # A crash is a finding; its core file is not wanted.
    _lower(resource.RLIMIT_CORE, 0)


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when the one that forked it is killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def sweep_scratch() -> int:
    """Remove the folders of runs whose process was killed before it could; how many there were."""
    found = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*-*"):
        pid = folder.name.removeprefix(SCRATCH).split("-")[0]
        if not pid.isdigit() or Path(f"/proc/{pid}").exists():
            continue
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.getuid():
                shutil.rmtree(folder)
                found += 1
    return found


@dataclass(frozen=True, slots=True)
class _Run:
    """One engine's part of a fork: its descriptors, open in the parent, and its own folder."""

    engine: Engine
    files: _Files
    directory: str

    @classmethod
    def prepare(cls, engine: Engine, program: Program) -> _Run:
        scratch = tempfile.mkdtemp(prefix=f"{SCRATCH}{os.getpid()}-")
        return cls(engine, _Files.open(program.stdin), scratch)

    def close(self) -> None:
        self.files.close()
        shutil.rmtree(self.directory, ignore_errors=True)


def _child(
    runs: Sequence[_Run], program: Program, limits: Limits, report_to: int, compared: bool
) -> NoReturn:
    """The forked process: run the program, send the reports, leave without Python's finalizers.

    If it is `compared`, an end that Lua does not define leaves the engines behind it out.
    """
    pipe = os.fdopen(report_to, "wb")
    started = time.perf_counter()

    def send(report: Report) -> None:
        nonlocal started
        with contextlib.suppress(OSError):
            flush_c_streams()
            pickle.dump((report, time.perf_counter() - started), pipe)
            pipe.flush()
        started = time.perf_counter()

    def leave(report: Report, status: int = 0) -> NoReturn:
        send(report)
        os._exit(status)

    try:
        os.setpgid(0, 0)
        for number in (
            signal.SIGINT,
            signal.SIGTERM,
            signal.SIGPIPE,
            signal.SIGPROF,
            signal.SIGXFSZ,
        ):
            signal.signal(number, signal.SIG_DFL)
        # A crash is observed by its signal; Python's own report of it would be noise.
        faulthandler.disable()
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 20000))
        # Compiling makes many objects that live as long as the run, which is short.
        gc.set_threshold(*COLLECTIONS)
        for run in runs:
            _redirect(run)
            set_limits(
                run.engine.reserved, limits.seconds, limits.memory, limits.output, limits.contained
            )
            report = run.engine.run(program, limits, leave)
            send(report)
            if compared and not report.status.is_language:
                break
    except BaseException as error:
        report = report_of(error)
        leave(report, _CHILD_FAILED if report.status is Status.BROKEN else 0)
    os._exit(0)


def report_of(error: BaseException) -> Report:
    """The report of a run that ended with an exception of Python's."""
    match error:
        case MemoryError():
            return Report(Status.MEMORY, b"not enough memory", exit_status=1)
        case SystemExit():
            return Report(Status.OK, exit_status=int(error.code or 0))
    text = "".join(traceback.format_exception(error)).encode("utf-8", "replace")
    return Report(Status.BROKEN, text, exit_status=_CHILD_FAILED)


def _redirect(run: _Run) -> None:
    """Give this process the run's streams, its folder, and the locale that programs begin with."""
    files = run.files
    for target, descriptor in enumerate((files.stdin, files.stdout, files.stderr)):
        os.dup2(descriptor, target)
    # Test runners put their own objects in place of these.
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, encoding="utf-8", errors="surrogateescape", closefd=False)
        for number, mode in enumerate("rww")
    )
    os.chdir(run.directory)
    locale.setlocale(locale.LC_ALL, "C")


def collect(pid: int, pipe: int, wall_seconds: float) -> tuple[bytes, int, bool]:
    """Read a child's report until it ends; return it, the wait status, and whether it hung."""
    deadline = time.monotonic() + wall_seconds
    parts: list[bytes] = []
    hung = False
    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    while True:
        remaining = deadline - time.monotonic()
        if remaining <= 0 or not poll.poll(remaining * 1000):
            hung = True
            break
        part = os.read(pipe, _READ_SIZE)
        if not part:
            break
        parts.append(part)
    if hung:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    # Children of the child, made by os.execute or io.popen, end with it.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    return b"".join(parts), status, hung


def without_report(status: int, hung: bool) -> Report:
    """What is to be said of a child that ended, by a wait status, before it sent its report."""
    if hung:
        return Report(Status.HANG, b"time limit")
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        kind = _LIMIT_SIGNALS.get(signal.Signals(number), Status.CRASH)
        return Report(kind, signal.Signals(number).name.encode("ascii"))
    # The program called os.exit.
    return Report(Status.OK, exit_status=os.WEXITSTATUS(status))


def _reports(data: bytes) -> list[tuple[Report, float]]:
    """The reports that came through the pipe, with their seconds; a last one may be cut off."""
    stream = io.BytesIO(data)
    found: list[tuple[Report, float]] = []
    with contextlib.suppress(EOFError, pickle.UnpicklingError):
        while True:
            found.append(pickle.load(stream))
    return found


def _fork(
    runs: Sequence[_Run], program: Program, limits: Limits, compared: bool = False
) -> tuple[list[tuple[Report, float]], int, bool]:
    """Run in a fork; the reports, the wait status, and whether it hung."""
    flush_c_streams()
    sys.stdout.flush()
    sys.stderr.flush()
    read_end, write_end = os.pipe()
    try:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            os.close(read_end)
            end_with_parent(parent)
            _child(runs, program, limits, write_end, compared)
        os.close(write_end)
        raw, status, hung = collect(pid, read_end, limits.wall_seconds * len(runs))
    finally:
        os.close(read_end)
    return _reports(raw), status, hung


def observed(
    name: str, report: Report, seconds: float, stdout: bytes, stderr: bytes
) -> Observation:
    """What was observed of an engine's run, from its report and what it printed."""
    return Observation(
        engine=name,
        status=report.status,
        stdout=stdout,
        stderr=stderr,
        message=report.message,
        traceback=report.traceback,
        results=report.results,
        exit_status=report.exit_status,
        seconds=seconds,
        jit=report.jit,
        probe=report.probe,
        features=report.features,
        branches=report.branches,
    )


def _observation(run: _Run, report: Report, seconds: float, limits: Limits) -> Observation:
    stdout, stderr = (
        contents(file, limits.output) for file in (run.files.stdout, run.files.stderr)
    )
    return observed(run.engine.name, report, seconds, stdout, stderr)


def observe(engine: Engine, program: Program, limits: Limits | None = None) -> Observation:
    """Run `program` on `engine` in a fork of this process and return what was observed.

    The engine should be warm (`engine.warm()`), or every fork loads it anew.
    """
    limits = limits or Limits()
    run = _Run.prepare(engine, program)
    try:
        started = time.perf_counter()
        reports, status, hung = _fork([run], program, limits)
        seconds = time.perf_counter() - started
        killed = hung or os.WIFSIGNALED(status)
        report = reports[0][0] if reports and not killed else without_report(status, hung)
        return _observation(run, report, seconds, limits)
    finally:
        run.close()


def observe_together(
    engines: Sequence[Engine], program: Program, limits: Limits | None = None
) -> list[Observation]:
    """As `observe` for each engine, in one fork, which saves time.

    At most one of the engines may be a Lua in C, and that must be the first; the others must have
    machines of different kinds. Where the fork does not come to a regular end, engines that have
    not sent their reports, and the one that did last, run again in forks of their own: so what is
    observed of one is never the doing of another.
    """
    if len(engines) == 1:
        return [observe(engines[0], program, limits)]
    limits = limits or Limits()
    runs = [_Run.prepare(engine, program) for engine in engines]
    try:
        reports, status, hung = _fork(runs, program, limits)
        if hung or status or len(reports) < len(runs):
            reports = reports[:-1]
        found = [
            _observation(run, *report, limits) for run, report in zip(runs, reports, strict=False)
        ]
    finally:
        for run in runs:
            run.close()
    return found + [observe(engine, program, limits) for engine in engines[len(found) :]]


def observe_beside(
    reference: Engine, engine: Engine, program: Program, limits: Limits
) -> tuple[Observation, Observation | None]:
    """A program on two engines in one fork; the second only if the first came to an end of Lua's.

    Otherwise nothing could be compared with. Where the second does not end regularly that may, once
    in a while, be the doing of the first: a run by itself tells.
    """
    runs = [_Run.prepare(reference, program), _Run.prepare(engine, program)]
    try:
        reports, status, hung = _fork(runs, program, limits, compared=True)
        report = reports[0][0] if reports else without_report(status, hung)
        expected = _observation(runs[0], report, reports[0][1] if reports else 0.0, limits)
        if not report.status.is_language:
            return expected, None
        killed = hung or os.WIFSIGNALED(status) or len(reports) < len(runs)
        report, seconds = (without_report(status, hung), 0.0) if killed else reports[1]
        return expected, _observation(runs[1], report, seconds, limits)
    finally:
        for run in runs:
            run.close()
