"""What is told of a process that has ended."""

import hashlib
import sys

import pytest

from conformance.bench.processes import run_process

# script -> what is wrong with it
ENDS = {
    "exit 0": None,
    "exit 3": "exit status 3",
    "echo first >&2; echo the last >&2; exit 1": "exit status 1: the last",
    "kill -SEGV $$": "ended by signal 11",
}


def shell(script, timeout=60.0):
    return run_process(lambda report: ("/bin/sh", "-c", script, "sh", str(report)), timeout)


@pytest.mark.parametrize("script", ENDS)
def test_ends(script):
    assert shell(script).problem == ENDS[script]


def test_output_errors_and_report_are_kept_apart():
    ended = shell("echo out; echo err >&2; echo told >> /proc/self/fd/$1")
    assert ended.output == hashlib.sha256(b"out\n").hexdigest()
    assert (ended.tail, ended.errors, ended.report) == (b"out\n", b"err\n", b"told\n")


def test_what_takes_too_long_is_killed():
    ended = shell("exec sleep 60", timeout=0.2)
    assert ended.problem == "time limit"
    assert ended.wall < 30


def test_time_and_memory_are_the_process_own():
    # As much as this process is not: 200 MB for a moment, and half a second of work.
    ballast = bytearray(64 << 20)
    work = "import time\nx = bytearray(200 << 20)\nx[::4096] = b'1' * (200 << 8)\ndel x\n"
    work += "while time.process_time() < 0.5: pass"
    ended = run_process(lambda report: (sys.executable, "-S", "-c", work), 60.0)
    assert ended.problem is None
    assert 200 << 20 < ended.peak < 300 << 20
    assert 0.5 <= ended.seconds < 5
    idle = run_process(lambda report: ("/bin/sleep", "0.2"), 60.0)
    assert idle.seconds < 0.1 < idle.wall
    assert 0 < idle.peak < len(ballast)


def test_a_command_that_is_not_there():
    with pytest.raises(OSError, match="No such file"):
        run_process(lambda report: ("/nowhere/command",), 1.0)
