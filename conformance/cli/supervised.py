"""Running one program in a forked process, so that no end of it is the end of this one.

The child has the terminal and the files of this process. It ends as the stand-alone `lua` command
does; what it cannot tell of itself (a limit met, a crash) the parent tells in its place.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import NoReturn

import click

from conformance.oracles.error_display import ErrorDisplay, write_error
from conformance.oracles.observation import STATUS_MEANINGS, Limits, Report, Status

# Exit status where a limit was met: that of the coreutils' `timeout`.
LIMIT_STATUS = 124
# EX_SOFTWARE of sysexits.h: the engine failed, not the program.
BROKEN_STATUS = 70
# Shells add the signal's number to this.
SIGNAL_STATUS = 128
# Seconds between looks at a child that may have to be stopped by the clock.
_POLL = 0.05
# Ends that the user asked for or that need no words.
_QUIET_SIGNALS = (signal.SIGPIPE, signal.SIGTERM, signal.SIGHUP)


def finish(report: Report, name: str, show: ErrorDisplay) -> NoReturn:
    """Show an error if that has not been done, and leave the process with the run's status.

    `name` is what messages about limits call the run.
    """
    from conformance.oracles.workers import flush_c_streams

    flush_c_streams()
    if report.status in (Status.LIMIT, Status.FLOOD):
        write_error(f"moondiff: {name} {STATUS_MEANINGS[report.status]}\n".encode())
        os._exit(LIMIT_STATUS)
    if report.status is not Status.OK:
        show(report)
    os._exit(report.exit_status if report.exit_status is not None else 1)


def _child(
    name: str, run: Callable[[], Report], prepare: Callable[[], None], show: ErrorDisplay
) -> NoReturn:
    for number in (signal.SIGINT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    try:
        prepare()
        report = run()
    except MemoryError:
        report = Report(Status.MEMORY, b"not enough memory", exit_status=1)
    except BrokenPipeError:
        os.kill(os.getpid(), signal.SIGPIPE)
        os._exit(SIGNAL_STATUS + signal.SIGPIPE)
    except OSError as error:
        write_error(f"moondiff: {error.strerror or error}\n".encode())
        os._exit(1)
    except SystemExit as leaving:
        os._exit(leaving.code if isinstance(leaving.code, int) else 1)
    except BaseException as error:
        what = f"{type(error).__name__}: {error}".split("\n", 1)[0]
        write_error(f"moondiff: the engine itself failed, outside any Lua error: {what}\n".encode())
        os._exit(BROKEN_STATUS)
    finish(report, name, show)


def _wait(pid: int, wall_seconds: float | None) -> int | None:
    """The child's wait status; None when it had to be stopped by the clock."""
    if wall_seconds is None:
        return os.waitpid(pid, 0)[1]
    deadline = time.monotonic() + wall_seconds
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return None
        time.sleep(_POLL)


def run_supervised(
    name: str,
    limits: Limits,
    bounded: bool,
    run: Callable[[], Report],
    prepare: Callable[[], None],
    show: ErrorDisplay,
) -> NoReturn:
    """Run in a fork and exit as it ends. `prepare` sets the limits there.

    `name` is what messages call the run. Unless `bounded`, it may last for ever.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # it was closed when we came
            stream.flush()
    pid = os.fork()
    if pid == 0:
        _child(name, run, prepare, show)
    # An interrupt goes to both; how the child takes it decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    status = _wait(pid, limits.wall_seconds if bounded else None)
    seconds = f"{limits.seconds:g} s"
    if status is None:
        click.echo(f"moondiff: {name} lasted too long for its time limit of {seconds}", err=True)
        sys.exit(LIMIT_STATUS)
    if not os.WIFSIGNALED(status):
        sys.exit(os.WEXITSTATUS(status))
    number = signal.Signals(os.WTERMSIG(status))
    if number in (signal.SIGPROF, signal.SIGXCPU):
        click.echo(f"moondiff: {name} reached its time limit of {seconds}", err=True)
        sys.exit(LIMIT_STATUS)
    if number is signal.SIGINT:
        click.echo("lua: interrupted!", err=True)
        sys.exit(1)
    if number not in _QUIET_SIGNALS:
        click.echo(f"moondiff: {name} ended the process by {number.name}", err=True)
    sys.exit(SIGNAL_STATUS + number)
