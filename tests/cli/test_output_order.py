"""What reaches a file that is both the standard output and the standard error, and when."""

import subprocess
import sys

import pytest

PROGRAMS = {
    "errors come before what is gathered": (
        "print('a') io.stderr:write('b ') error('c', 0)",
        b"b lua: c\nstack traceback:\n\t[C]: in function 'error'\n"
        b"\t(command line):1: in main chunk\n\t[C]: ?\na\n",
    ),
    "finalizers come after the error": (
        "k = newproxy(true) getmetatable(k).__gc = function() io.stderr:write('gc ') end error()",
        b"gc ",
    ),
    "a flush keeps the order": ("io.write(1) io.flush() io.stderr:write('b') print(2)", b"1b2\n"),
    "blocks are written when they are full": (
        "io.write(('x'):rep(4095)) io.stderr:write('1') io.write('yz') io.stderr:write('2')",
        b"1" + b"x" * 4095 + b"y2z",
    ),
    "lines": (
        "io.stdout:setvbuf('line') io.write('a\\nb') io.stderr:write('c') io.write('d\\n')",
        b"a\ncbd\n",
    ),
    "nothing gathered": (
        "io.stdout:setvbuf('no') io.write('a', 1) io.stderr:write('b') io.write(2.5)",
        b"a1b2.5",
    ),
    "child processes": ("io.write('a') os.execute('printf b') io.popen(':'):close() os.execute("
                        "'printf c')", b"bac"),
    "os.exit": ("io.write('a') io.stderr:write('b') os.exit(0)", b"ba"),
}  # fmt: skip


def run(*args):
    return subprocess.run(
        [sys.executable, "-m", "conformance.cli", "run", *args],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    ).stdout


@pytest.mark.parametrize(("program", "expected"), PROGRAMS.values(), ids=PROGRAMS)
def test_order(program, expected):
    assert run("--engine", "native:interp", "-e", program) == expected


def test_a_run_that_is_stopped_has_written_its_blocks():
    program = "io.write(('x'):rep(10000)) while true do end"
    output = run("--engine", "native:interp", "--timeout", "0.5", "-e", program)
    assert output.startswith(b"x" * 8192)
    assert b"time limit" in output
