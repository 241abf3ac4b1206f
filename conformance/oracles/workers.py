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
from dataclasses import dataclass
from typing import NoReturn

from conformance.oracles.engines import Engine, Reserved
from conformance.oracles.observation import Limits, Observation, Report, Status
from conformance.oracles.program import Program

# Exit status of a child whose engine raised an exception (EX_SOFTWARE of sysexits.h).
_CHILD_FAILED = 70
_READ_SIZE = 1 << 16
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


def _contents(descriptor: int, limit: int) -> bytes:
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
) -> None:
    """Bound this process by the kernel's own limits, as far as bounds are given.

    `seconds` are of processor time from now on, by all threads; `memory` and `output` are bytes.
    """
    if memory is not None:
        with open("/proc/self/statm", encoding="ascii") as statm:
            mapped = int(statm.read().split()[0]) * resource.getpagesize()
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


def _child(
    engine: Engine, program: Program, limits: Limits, files: _Files, report_to: int, directory: str
) -> NoReturn:
    """The forked process: run the program, send the report, leave without Python's finalizers."""

    def leave(report: Report, status: int = 0) -> NoReturn:
        with contextlib.suppress(OSError):
            flush_c_streams()
            with os.fdopen(report_to, "wb") as pipe:
                pickle.dump(report, pipe)
        os._exit(status)

    try:
        os.setpgid(0, 0)
        for target, descriptor in enumerate((files.stdin, files.stdout, files.stderr)):
            os.dup2(descriptor, target)
        # Test runners put their own objects in place of these.
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, closefd=False) for number, mode in enumerate("rww")
        )
        os.chdir(directory)
        locale.setlocale(locale.LC_ALL, "C")
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
        set_limits(engine.reserved, limits.seconds, limits.memory, limits.output)
        report = engine.run(program, limits, leave)
    except MemoryError:
        leave(Report(Status.MEMORY, b"not enough memory", exit_status=1))
    except SystemExit as leaving:
        leave(Report(Status.OK, exit_status=int(leaving.code or 0)))
    except BaseException:
        text = traceback.format_exc().encode("utf-8", "replace")
        leave(Report(Status.BROKEN, text, exit_status=_CHILD_FAILED), _CHILD_FAILED)
    leave(report)


def _collect(pid: int, pipe: int, wall_seconds: float) -> tuple[bytes, int, bool]:
    """Read the child's report until it ends; return it, the wait status, and whether it hung."""
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


def _judge(report: bytes, status: int, hung: bool) -> Report:
    """Turn what came back from the child into a report."""
    if hung:
        return Report(Status.HANG, b"time limit")
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        kind = _LIMIT_SIGNALS.get(signal.Signals(number), Status.CRASH)
        return Report(kind, signal.Signals(number).name.encode("ascii"))
    if report:
        loaded: Report = pickle.loads(report)
        return loaded
    # Ended without a report: the program called os.exit.
    return Report(Status.OK, exit_status=os.WEXITSTATUS(status))


def observe(engine: Engine, program: Program, limits: Limits | None = None) -> Observation:
    """Run `program` on `engine` in a fork of this process and return what was observed.

    The engine should be warm (`engine.warm()`), or every fork loads it anew.
    """
    limits = limits or Limits()
    flush_c_streams()
    sys.stdout.flush()
    sys.stderr.flush()
    files = _Files.open(program.stdin)
    directory = tempfile.mkdtemp(prefix="moondiff-")
    read_end, write_end = os.pipe()
    try:
        started = time.perf_counter()
        pid = os.fork()
        if pid == 0:
            os.close(read_end)
            _child(engine, program, limits, files, write_end, directory)
        os.close(write_end)
        raw, status, hung = _collect(pid, read_end, limits.wall_seconds)
        seconds = time.perf_counter() - started
        report = _judge(raw, status, hung)
        return Observation(
            engine=engine.name,
            status=report.status,
            stdout=_contents(files.stdout, limits.output),
            stderr=_contents(files.stderr, limits.output),
            message=report.message,
            traceback=report.traceback,
            results=report.results,
            exit_status=report.exit_status,
            seconds=seconds,
            jit=report.jit,
            probe=report.probe,
        )
    finally:
        os.close(read_end)
        files.close()
        shutil.rmtree(directory, ignore_errors=True)
