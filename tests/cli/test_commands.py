"""The command line: exit statuses, output, and errors that are one clear line."""

import os
import subprocess
import sys
import time

import pytest

from conformance.campaign.cases import BRANCHES
from conformance.oracles.registry import ENGINES, usable

GOOD = "local t = {...}\nfor i = 1, #t do print(i, t[i]) end\n"
DIFFERENT = "print(1)\nprint(jit and 2 or 3)\n"


@pytest.fixture
def moondiff(tmp_path):
    def run(*args, stdin=b"", status=None):
        done = subprocess.run(
            [sys.executable, "-m", "conformance.cli", *args],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            timeout=300,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "COLUMNS": "120"},
        )
        assert b"Traceback (most recent call last)" not in done.stderr, done.stderr.decode()
        if status is not None:
            assert done.returncode == status, (done.stdout, done.stderr)
        return done

    (tmp_path / "good.lua").write_text(GOOD)
    (tmp_path / "different.lua").write_text(DIFFERENT)
    (tmp_path / "garbage.lua").write_bytes(bytes(range(256)))
    (tmp_path / "folder").mkdir()
    return run


RUNS = [
    (["good.lua", "a", "b"], b"", 0, b"1\ta\n2\tb\n", b""),
    (["good.lua", "--", "-x"], b"", 0, b"1\t--\n2\t-x\n", b""),
    (["-", "x"], b"print(arg[0], ...)", 0, b"-\tx\n", b""),
    (["-"], b"#!shebang\nprint(debug.traceback('m', 1))", 0, None, b""),
    (["-"], b"os.exit(7)", 7, b"", b""),
    (["-"], b"local x = nil; x()", 1, b"",
     b"lua: stdin:1: attempt to call local 'x' (a nil value)\n"
     b"stack traceback:\n\tstdin:1: in main chunk\n\t[C]: ?\n"),
    (["-"], b"x = = 1", 1, b"", b"lua: stdin:1: unexpected symbol near '='\n"),
    (["-"], b"error({})", 1, b"", b"lua: (error object is not a string)\n"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "stdin", "status", "stdout", "stderr"), RUNS)
def test_run_is_like_the_lua_command(moondiff, args, stdin, status, stdout, stderr):
    done = moondiff("run", "--engine", "puc", *args, stdin=stdin, status=status)
    assert done.stderr == stderr
    if stdout is not None:
        assert done.stdout == stdout


BAD_INPUT = [
    (["run", "--engine", "pcu", "good.lua"], b"unknown engine 'pcu': did you mean puc?"),
    (["run", "--engine", "native:tarce", "good.lua"], b"did you mean native:trace"),
    (["check", "--engines", "luajot", "good.lua"], b"did you mean luajit?"),
    (["check", "--engines", "luajit", "missing.lua"], b"no such file or folder: missing.lua"),
    (["check", "--engines", "luajit", "folder"], b"no Lua files in folder"),
    (["check", "--engines", "luajit", "--set", "hot_lop=2", "good.lua"], b"mean hot_loop?"),
    (["fuzz", "--fault", "drop-type-gard"], b"mean drop-type-guard?"),
    (["check", "--set", "disabled_passes=flod", "good.lua"], b"mean fold?"),
    (["reduce", "--engines", "luajit", "good.lua"], b"no engine differs"),
    (["reduce", "--engines", "luajit", "folder"], b"folder is a directory"),
    (["reduce", "--command", "false", "good.lua"], b"does not show"),
    (["bisect", "garbage.lua"], b"garbage.lua:1:"),
    (["bisect", "--engines", "luajit", "good.lua"], b"only engines of the JIT"),
    (["bisect", "--fault", "drop-type-gard", "good.lua"], b"mean drop-type-guard?"),
    (["corpus", "show", "nothing"], b"cannot read capsule"),
    (["corpus", "list", "--folder", "missing"], b"no folder of capsules: missing"),
    (["dump", "garbage.lua"], b"garbage.lua:1:"),
    (["rn"], b"did you mean 'run'?"),
]


@pytest.mark.parametrize(("args", "message"), BAD_INPUT, ids=lambda value: str(value)[:40])
def test_bad_input_is_one_clear_line(moondiff, args, message):
    done = moondiff(*args, status=2)
    assert message in done.stderr
    assert done.stdout == b""


def test_binary_garbage_is_a_lua_error(moondiff):
    done = moondiff("run", "--engine", "puc", "garbage.lua", status=1)
    assert done.stderr.startswith(b"lua: garbage.lua:1: ")
    assert len(done.stderr.splitlines()) == 1


def test_check_agrees_or_shows_the_difference(moondiff):
    same = moondiff("check", "--engines", "luajit,bytecode", "good.lua", status=0)
    assert b"2 comparisons, 0 failed" in same.stdout
    done = moondiff("check", "--engines", "luajit", "good.lua", "different.lua", status=1)
    assert b"DIFFERENT: stdout" in done.stdout
    assert b"  - 3\n  + 2" in done.stdout
    assert b"2 comparisons, 1 failed" in done.stdout


def test_bisect_names_the_instruction(moondiff, tmp_path):
    source = "for i = 1, 30 do\n  io.write(i % 4, ' ')\nend\n"
    (tmp_path / "floor.lua").write_text(source)
    args = ["bisect", "--engines", "native:trace", "--set", "hot_loop=3", "floor.lua"]
    moondiff(*args, status=0)
    told = moondiff(*args, "--fault", "round-up", status=1).stdout.decode()
    assert "source      floor.lua:2: io.write(i % 4, ' ')" in told
    assert " MOD " in told and "fragment 1 (floor.lua:" in told and "roundsd" in told
    assert "PUC" in told and "printed until then" not in told


def test_a_killed_reduction_goes_on(moondiff, tmp_path):
    lines = [f"x{n} = {n}" for n in range(40)]
    (tmp_path / "long.lua").write_text("\n".join([*lines, "needle()"]))
    (tmp_path / "slow.sh").write_text('sleep 0.1; grep -q needle "$1"')
    args = ["reduce", "--command", "sh slow.sh", "--jobs", "2", "long.lua"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with subprocess.Popen(
        [sys.executable, "-m", "conformance.cli", *args], cwd=tmp_path, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as killed:  # fmt: skip
        journals = tmp_path / "cache" / "moondiff" / "reductions"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if any(path.stat().st_size for path in journals.glob("*.journal")):
                break
            time.sleep(0.05)
        killed.kill()
    done = moondiff(*args, status=0)
    assert b"going on where it was" in done.stderr
    assert done.stdout == b"needle()\n"
    # What is done needs no state.
    assert not list(journals.iterdir())


def test_reduce_writes_the_smallest_program(moondiff, tmp_path):
    args = ["--engines", "luajit", "-o", "small.lua", "different.lua"]
    moondiff("reduce", *args, status=0)
    assert len((tmp_path / "small.lua").read_bytes()) < len(DIFFERENT)
    done = moondiff("reduce", "--command", "grep -q jit", "different.lua", status=0)
    assert b"jit" in done.stdout and len(done.stdout) < len(DIFFERENT)


def test_corpus_add_list_show_replay(moondiff):
    folder = ["--folder", "capsules"]
    moondiff("corpus", "add", *folder, "--engines", "luajit", "different.lua", status=0)
    moondiff("corpus", "add", *folder, "--engines", "luajit", "good.lua", status=0)
    listing = moondiff("corpus", "list", *folder, status=0).stdout
    assert b"luajit-stdout-" in listing and b"luajit-same-" in listing
    moondiff("corpus", "replay", *folder, "--engines", "bytecode", status=0)
    done = moondiff("corpus", "replay", *folder, "--engines", "luajit", status=1)
    assert b"2 capsules, 4 replays on 1 engines and PUC: 1 failures" in done.stdout
    name = next(word for word in listing.decode().split() if word.startswith("luajit-stdout-"))
    assert b"print(jit and 2 or 3)" in moondiff("corpus", "show", *folder, name, status=0).stdout


def test_fuzz_runs_a_campaign(moondiff):
    args = ["--cases", "12", "--jobs", "1", "--engines", "bytecode", "--database", "c.sqlite"]
    done = moondiff("fuzz", *args, status=0)
    assert b"12 of 12 cases" in done.stdout
    assert b"0 distinct findings, 0 new" in done.stdout


DUMPS = [("bytecode", b"GETGLOBAL"), ("puc-bytecode", b"GETGLOBAL"), ("tree", b"statement 0..")]


@pytest.mark.parametrize(("form", "text"), DUMPS)
def test_dump_shows_forms(moondiff, form, text):
    assert text in moondiff("dump", f"--{form}", "different.lua", status=0).stdout


def test_the_compilers_listing_is_that_of_puc(moondiff):
    ours, pucs = (
        moondiff("dump", f"--{form}", "good.lua").stdout for form in ("bytecode", "puc-bytecode")
    )
    assert ours == pucs


HEAVY = (
    "rich", "hypothesis", "llvmlite", "unicorn", "capstone", "multiprocessing", "sqlite3",
    "elftools",
)  # fmt: skip


@pytest.mark.parametrize("engine", ["puc", "native:interp", "native:trace"])
def test_a_warm_run_imports_little(engine):
    """Also in the process that runs the program, which is a fork."""
    if reason := usable(ENGINES[engine]):
        pytest.skip(reason)
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "importtime",
            "-m",
            "conformance.cli",
            "run",
            "--engine",
            engine,
            "-",
        ],
        input=b"for i = 1, 200 do x = i end print(x)",
        capture_output=True,
        timeout=60,
    )
    assert (done.stdout, done.returncode) == (b"200\n", 0)
    imported = {line.split(b"|")[-1].strip() for line in done.stderr.splitlines()}
    assert b"conformance.oracles.workers" in imported
    assert imported.isdisjoint(name.encode() for name in HEAVY)


def test_help_lists_commands(moondiff):
    text = moondiff("--help", status=0).stdout
    for name in (b"run", b"check", b"fuzz", b"reduce", b"bisect", b"corpus", b"dump"):
        assert name in text


def test_help_tells_how_many_branches_there_are_at_most(moondiff):
    assert b"[default: %d]" % BRANCHES in moondiff("fuzz", "--help", status=0).stdout


def test_coverage_lists_what_has_no_case(moondiff, tmp_path):
    (tmp_path / "folder" / "one.lua").write_text("print(math.pi, ('x'):rep(2))")
    shown = moondiff("coverage", "folder", "--jobs", "1", status=1).stdout.decode()
    assert "no case: 5.6 mathematical functions: math.huge\n" in shown
    assert "no case: 5.6 mathematical functions: math.pi\n" not in shown
    cases = moondiff("coverage", "folder", "--cases", "string.rep: often", status=0).stdout
    assert cases == b"5.4 string manipulation: string.rep: often: 1 programs (one.lua)\n"
    moondiff("coverage", "nothing", status=2)
