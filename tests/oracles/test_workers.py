"""A run always ends in an observation, whatever the program does to its process."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from conformance.oracles.engines import NOTHING
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES
from conformance.oracles.workers import SCRATCH, observe, observe_together, sweep_scratch

SMALL = Limits(seconds=0.4, memory=1 << 26, output=1 << 16)

# name, source, status, exit status, stdout
ENDS = [
    ("prints", b"print(1, nil, 'x')", Status.OK, 0, b"1\tnil\tx\n"),
    ("writes without newline", b"io.write('a', 2)", Status.OK, 0, b"a2"),
    ("raises", b"print(1) error('no')", Status.ERROR, 1, b"1\n"),
    ("does not compile", b"x = = 1", Status.SYNTAX, 1, b""),
    ("exits", b"io.write('x') os.exit(3)", Status.OK, 3, b"x"),
    ("loops for ever", b"print(1) io.stdout:flush() while true do end", Status.HANG, None, b"1\n"),
    ("eats memory", b"local s = 'x' while true do s = s .. s end", Status.MEMORY, 1, b""),
    ("runs finalizers at its end", b"p = newproxy(true) getmetatable(p).__gc = function()"
     b" print('gc') end", Status.OK, 0, b"gc\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "status", "exit_status", "stdout"),
    [row[1:] for row in ENDS],
    ids=[row[0] for row in ENDS],
)
@pytest.mark.parametrize("engine", ["puc", "luajit"])
def test_every_end_is_observed(engine, source, status, exit_status, stdout):
    # A hang is cut soon; the others get time on a machine that is busy.
    limits = SMALL if status is Status.HANG else replace(SMALL, seconds=20)
    observation = observe(ENGINES[engine].make(), Program(source), limits)
    assert (observation.status, observation.exit_status, observation.stdout) == (
        status, exit_status, stdout,
    )  # fmt: skip


@pytest.mark.parametrize("source", [row[1] for row in ENDS], ids=[row[0] for row in ENDS])
def test_engines_in_one_fork_end_as_they_do_apart(source):
    limits = replace(SMALL, seconds=0.4 if b"while true do end" in source else 20)
    engines = [ENGINES[name].make() for name in ("puc", "native:interp")]
    for engine in engines:
        engine.warm()
    program = Program(source)
    for engine, together in zip(engines, observe_together(engines, program, limits), strict=True):
        alone = observe(engine, program, limits)
        assert replace(together, seconds=0, jit={}) == replace(alone, seconds=0, jit={})


def test_a_crash_of_one_engine_is_not_anothers():
    class Crashing:
        name, reserved = "crashing", NOTHING

        def run(self, program, limits, leave):
            os.write(1, b"x")
            os.kill(os.getpid(), signal.SIGSEGV)

    program = Program(b"print(1)")
    before, crashed, after = observe_together(
        [ENGINES["puc"].make(), Crashing(), ENGINES["puc"].make()], program, SMALL
    )
    assert crashed.status is Status.CRASH and crashed.stdout == b"x"
    for observation in (before, after):
        assert (observation.status, observation.stdout) == (Status.OK, b"1\n")


def test_a_flood_is_cut_at_the_limit():
    flood = b"local s = ('x'):rep(4096) while true do io.write(s) end"
    observation = observe(ENGINES["puc"].make(), Program(flood), SMALL)
    assert observation.status is Status.FLOOD
    assert observation.stdout == b"x" * SMALL.output


def test_arguments_input_and_the_arg_table():
    source = b"print(..., select('#', ...), arg[0], arg[1], arg[-1], io.read(), io.read())"
    program = Program(source, b"@dir/x.lua", (b"A", b"B\0"), b"first\nsecond")
    observation = observe(ENGINES["puc"].make(), program)
    assert observation.stdout == b"A\t2\tdir/x.lua\tA\tlua\tfirst\tsecond\n"


def test_instruction_limit():
    limits = Limits(seconds=5, instructions=10_000)
    loop = Program(b"while true do end")
    assert observe(ENGINES["puc"].make(), loop, limits).status is Status.LIMIT


def test_runs_do_not_share_a_folder():
    engine = ENGINES["puc"].make()
    assert observe(engine, Program(b"io.open('left', 'w'):write('x')")).status is Status.OK
    assert observe(engine, Program(b"print(io.open('left'))")).stdout.startswith(b"nil\t")


class _Misbehaving:
    """An engine that fails in a way that no Lua program can."""

    name = "misbehaving"
    reserved = NOTHING

    def __init__(self, run):
        self._run = run

    def warm(self):
        pass

    def run(self, program, limits, leave):
        return self._run(leave)


def _segfault(_leave):
    import ctypes

    ctypes.string_at(8)


def _raise(_leave):
    raise RuntimeError("an engine's own bug")


FAILURES = [
    ("segmentation fault", _segfault, Status.CRASH, b"SIGSEGV"),
    ("exception", _raise, Status.BROKEN, b"an engine's own bug"),
    ("leaves deep inside", lambda leave: leave(Report(Status.LIMIT, b"n")), Status.LIMIT, b"n"),
]


@pytest.mark.parametrize(
    ("run", "status", "text"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES]
)
def test_an_engines_own_failures_are_observed(run, status, text):
    observation = observe(_Misbehaving(run), Program(b""), SMALL)
    assert observation.status is status
    assert text in observation.message


def test_folders_of_killed_processes_are_swept(tmp_path, monkeypatch):
    """Those of a process that is there stay."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = [tmp_path / f"{SCRATCH}{pid}-x" for pid in (ended.pid, os.getpid(), "none")]
    for folder in left:
        (folder / "inside").mkdir(parents=True)
    assert sweep_scratch() == 1
    assert [folder.exists() for folder in left] == [False, True, True]


def test_a_run_ends_with_the_process_that_waits_for_it(tmp_path):
    started = tmp_path / "started"
    code = (
        "from conformance.oracles.observation import Limits\n"
        "from conformance.oracles.program import Program\n"
        "from conformance.oracles.puc import PUC\n"
        "from conformance.oracles.workers import observe\n"
        f"source = b'local f = io.open([[{started}]], [[w]]) f:close() while true do end'\n"
        "observe(PUC, Program(source), Limits(seconds=60, contained=False))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 30
    while not started.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    (child,) = children(process.pid)
    process.kill()
    process.wait()
    while os.path.exists(f"/proc/{child}/cmdline") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not os.path.exists(f"/proc/{child}")


def children(pid):
    """The processes that a process has started, by their number."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        except OSError:
            continue  # it has ended since
        if int(parent) == pid:
            found.append(int(path.parent.name))
    return found
