"""`moondiff dump` and `run --jv`: what the tracer makes of a program, from the command line."""

import os
import re
import subprocess
import sys

import pytest

from conformance.oracles.decisions import Log

LOOPS = """local total = 0
local function add(x)
  if x % 3 == 0 then return total + 1 end
  return total + x
end
for i = 1, 60 do
  total = add(i)
end
print(total)
"""
ERROR = "for i = 1, 40 do local x = i * 2 end\nlocal t = nil\nprint(t.x)\n"
COLD = "return 1 + 1\n"
ENDLESS = "local i = 0\nwhile true do i = i + 1 end\n"
HOT = ["--hot-loop", "3", "--hot-call", "4", "--hot-exit", "2"]


@pytest.fixture
def moondiff(tmp_path):
    def run(*args, status=0):
        done = subprocess.run(
            [sys.executable, "-m", "conformance.cli", *args],
            cwd=tmp_path,
            capture_output=True,
            timeout=300,
            env={**os.environ, "COLUMNS": "120"},
        )
        stderr = done.stderr.decode()
        assert "Traceback (most recent call last)" not in stderr, stderr
        assert done.returncode == status, (done.stdout, stderr)
        # Building an image is told of; that depends on what is cached.
        told = [line for line in stderr.splitlines() if "image" not in line]
        return done.stdout.decode(), told

    for name, source in {"loops": LOOPS, "error": ERROR, "cold": COLD, "endless": ENDLESS}.items():
        (tmp_path / f"{name}.lua").write_text(source)
    return run


def test_bytecode_is_the_default(moondiff):
    shown, told = moondiff("dump", "loops.lua")
    assert shown == moondiff("dump", "--bytecode", "loops.lua")[0]
    assert "FORLOOP" in shown and "function <loops.lua:2,5>" in shown
    assert not told


def test_traces_say_what_was_compiled_and_where(moondiff):
    shown, told = moondiff("dump", "--events", *HOT, "loops.lua")
    lines = shown.splitlines()
    assert lines and not told
    assert any(re.fullmatch(r"\[TRACE +1 loops\.lua:\d+.* \w+\]", line) for line in lines)
    # The two branches of `add` make a side fragment, which names its parent's exit.
    assert any(re.match(r"\[TRACE +\d+ \(\d+/\d+\) loops\.lua:\d+ ", line) for line in lines)
    # What the program prints is not shown.
    assert all(line.startswith("[TRACE") for line in lines)


def test_given_up_recordings_have_reason_and_place(moondiff, tmp_path):
    source = "local s = 0\nfor i = 1, 40 do\n  setfenv(1, _G)\nend\n"
    (tmp_path / "open.lua").write_text(source)
    shown, _ = moondiff("dump", "--events", *HOT, "open.lua")
    assert re.search(r"\[TRACE --- open\.lua:\d .*-- .+ at open\.lua:3\]", shown)


def test_ir_is_the_text_form(moondiff):
    from conformance.jit_under_test.ir.layout import runtime_layout
    from conformance.jit_under_test.ir.text import format_fragment, parse_fragment
    from conformance.jit_under_test.tracing.kernel_calls import CALLS

    shown, _ = moondiff("dump", "--ir", *HOT, "loops.lua")
    fragments = shown.strip().split("\n\n")
    assert fragments
    for text in fragments:
        fragment = parse_fragment(text, runtime_layout().fields, CALLS)
        bare = [line for line in text.splitlines() if not line.startswith(";")]
        assert format_fragment(fragment).splitlines() == bare
    assert "phi " in fragments[0] and "snap 0 " in fragments[0]


CODE = {
    "x64": [r"  [0-9a-f]+  movsd", r"call +0x[0-9a-f]+ +-> trace_"],
    "a64": [r"  [0-9a-f]+  fadd", r"bl +#0x[0-9a-f]+ +-> trace_"],
}


@pytest.mark.parametrize("arch", CODE)
def test_machine_code_stands_under_its_ir(moondiff, arch, tmp_path):
    source = LOOPS.replace("total = add(i)", "total = add(i) t = {i}")
    (tmp_path / "loops.lua").write_text(source)
    shown, _ = moondiff("dump", "--asm", "--arch", arch, *HOT, "loops.lua")
    for pattern in CODE[arch]:
        assert re.search(pattern, shown), (pattern, shown)
    assert re.search(r"^; v\d+ = sload VAL #\d+$", shown, re.M)
    assert re.search(r"^loop:  ; \d+ \d+$", shown, re.M)
    assert re.search(r"-> loop$", shown, re.M)
    # Every exit that a branch goes to has its label, once.
    labels = re.findall(r"^exit (\d+):  ; snap (\d+) pc=", shown, re.M)
    targets = set(re.findall(r"-> exit (\d+) !(\d+)$", shown, re.M))
    assert targets and targets <= set(labels)
    assert len(labels) == len(set(labels))
    # Constants are shown as data, not as instructions.
    assert re.search(r"^  [0-9a-f]+  \.quad   0x[0-9a-f]+$", shown, re.M)
    assert "(bad)" not in shown and ".byte" not in shown


def test_passes_can_be_left_out(moondiff):
    every = moondiff("dump", "--ir", *HOT, "loops.lua")[0]
    none = moondiff("dump", "--ir", *HOT, "--set", "disabled_passes=cse,dce", "loops.lua")[0]
    assert len(none.splitlines()) > len(every.splitlines())


PASSES = {
    "-cse,-dce": "disabled_passes=cse,dce",
    "-fwd": "disabled_passes=forward",
    "3": "",
    "+sink": "",
    "0,+fold": "disabled_passes=cse,dce,forward,loop,sink",
    "1": "disabled_passes=forward,loop,sink",
    "nofold,fold,noloop": "disabled_passes=loop",
}


def test_passes_are_switched_by_luajits_names(moondiff, tmp_path):
    for text, schedule in PASSES.items():
        moondiff("run", "--opt", text, "--log", "log", "cold.lua")
        assert str(Log.read(tmp_path / "log").schedule) == schedule, text
    _, told = moondiff("run", "--opt", "-csee", "cold.lua", status=2)
    assert "'-csee' is no level and no pass as -cse: cse, dce, fold" in told[-1]


ENDS = [
    (["--events", "error.lua"], 0, "[TRACE", "error.lua:3: attempt to index local 't'"),
    (["--ir", "cold.lua"], 0, "", "nothing was hot enough to be compiled"),
    (["--ir", "--timeout", "1", "endless.lua"], 2, "end loop", "its time limit"),
    (["--ir", "missing.lua"], 2, "", "cannot read missing.lua"),
    (["--ir", "--set", "hot_lop=2", "cold.lua"], 2, "", "did you mean hot_loop?"),
]


@pytest.mark.parametrize(("args", "status", "text", "message"), ENDS, ids=lambda v: str(v)[:30])
def test_every_end_of_the_program_is_one_line(moondiff, args, status, text, message):
    shown, told = moondiff("dump", *HOT, *args, status=status)
    assert text in shown
    (line,) = told
    assert line.startswith("moondiff: ") and message in line


def test_a_syntax_error_is_one_line(moondiff, tmp_path):
    (tmp_path / "wrong.lua").write_text("for i = 1 do end\n")
    for form in ("--bytecode", "--traces"):
        shown, told = moondiff("dump", form, "wrong.lua", status=2)
        assert not shown
        assert told == ["moondiff: wrong.lua:1: ',' expected near 'do'"]


def test_run_tells_of_fragments_on_stderr(moondiff):
    shown, told = moondiff("run", "--jv", "--set", "hot_loop=3", "loops.lua")
    assert shown == moondiff("run", "--engine", "puc", "loops.lua")[0]
    assert told and all(line.startswith("[TRACE") for line in told)
    _, told = moondiff("run", "--jv", "--engine", "native:interp", "cold.lua", status=2)
    assert told == ["moondiff: --jv is about the tracer, which native:interp does not have"]


def test_traces_may_be_told_of_in_files(moondiff, tmp_path):
    _, told = moondiff("run", "-jv", "--set", "hot_loop=3", "loops.lua")
    assert told and all(line.startswith("[TRACE") for line in told)
    options = ["-jv=events", "--jdump=dump", "--set", "hot_loop=3"]
    shown, quiet = moondiff("run", *options, "loops.lua")
    assert shown and not quiet
    assert (tmp_path / "events").read_text().splitlines() == told
    made = re.findall(r"^---- TRACE \d+ stop", (tmp_path / "dump").read_text(), re.M)
    assert len(made) == sum("---" not in line for line in told)
    _, told = moondiff("run", "-jv=missing/events", "loops.lua", status=2)
    assert told == ["moondiff: cannot write missing/events: No such file or directory"]


def test_profiles_are_shown_when_the_program_has_run(moondiff, tmp_path):
    shown, told = moondiff("run", "-jp", "--set", "hot_loop=3", "loops.lua")
    assert shown == moondiff("run", "--engine", "puc", "loops.lua")[0]
    assert told[0].startswith("[PROFILE ")
    _, quiet = moondiff("run", "--profile=counts", "--engine", "native:interp", "loops.lua")
    assert not quiet and (tmp_path / "counts").read_text().startswith("[PROFILE ")
    _, told = moondiff("run", "--profile", "--engine", "puc", "loops.lua", status=2)
    assert told == ["moondiff: --jp is about the JIT, which puc is not"]
    _, told = moondiff("run", "--perf-map", "--engine", "arm64:trace", "loops.lua", status=2)
    assert told == ["moondiff: --perf-map is about native code, which arm64:trace does not run"]


def test_decisions_are_saved_and_replayed(moondiff, tmp_path):
    options = ["--set", "hot_loop=3", "--set", "hot_exit=2"]
    expected, told = moondiff("run", "--log", "log", *options, "loops.lua")
    assert not told
    count = len((tmp_path / "log").read_text().splitlines()) - 1
    assert count > 1
    for engine in ("native:trace", "arm64:trace"):
        shown, told = moondiff("run", "--replay=log", "--engine", engine, "loops.lua")
        assert (shown, told) == (expected, [f"moondiff: all as in the log ({count} decisions)"])
    changed = (tmp_path / "log").read_text().replace("add NUM", "sub NUM", 1)
    (tmp_path / "changed").write_text(changed)
    shown, (line,) = moondiff("run", "--replay", "changed", "loops.lua", status=3)
    assert shown == expected and "'v" in line and " instead of 'v" in line


REFUSED = [
    (["--replay", "log", "error.lua"], "log is the log of another program"),
    (["--replay", "log", "--set", "hot_loop=9", "loops.lua"], "options come from log: hot_loop=3"),
    (["--replay", "loops.lua", "loops.lua"], "loops.lua is no log of decisions"),
    (["--replay", "log", "--engine", "native:interp", "loops.lua"], "--replay is about the tracer"),
    (["--log", "new", "--engine", "puc", "loops.lua"], "--log is about the tracer"),
]


def test_what_cannot_be_replayed_is_told_in_a_line(moondiff):
    moondiff("run", "--log", "log", "--set", "hot_loop=3", "loops.lua")
    for words, message in REFUSED:
        _, (line,) = moondiff("run", *words, status=2)
        assert line.startswith("moondiff: ") and message in line


@pytest.mark.parametrize("arch", CODE)
def test_a_dump_follows_a_trace_from_bytecode_to_machine_code(moondiff, arch):
    shown, told = moondiff("dump", "--traces", "--arch", arch, *HOT, "loops.lua")
    assert not told
    first = shown.split("---- TRACE 1 stop loop")[0]
    titles = re.findall(r"^---- TRACE 1 ([A-Za-z ]+?)(?: loops.*| \(unchanged\))?$", first, re.M)
    assert titles == [
        "start",
        "bytecode",
        "IR as recorded",
        "IR behind loop",
        "IR behind dce",
        "IR behind sink",
        "code",
    ]
    # The loop's code in its order, and the inlined call's indented.
    bytecode = first.split("bytecode\n")[1].split("----")[0].splitlines()
    assert any(re.match(r"  \. loops\.lua:\d\t\d+\tMOD ", line) for line in bytecode)
    assert re.match(r"loops\.lua:6\t\d+\tFORLOOP ", bytecode[-1])
    recorded, closed, *_ = first.split("---- TRACE 1 IR ")[1:]
    assert "\nphi " not in recorded and "\nphi " in closed
    assert re.search(r"^---- TRACE 2 start 1/\d loops\.lua:3 side$", shown, re.M)


def test_parts_of_a_dump_are_chosen(moondiff):
    shown, _ = moondiff("dump", "--traces", "--show", "emitted,ir", *HOT, "loops.lua")
    assert set(re.findall(r"^---- TRACE \d+ ([A-Za-z]+)", shown, re.M)) == {
        "start", "emitted", "IR", "stop",
    }  # fmt: skip
    # What folding answers stands beside what was asked for.
    assert re.search(r"^aref PTR v\d+ 0 +; fold: v\d+$", shown, re.M)
    _, told = moondiff("dump", "--traces", "--show", "bytcode", "loops.lua", status=2)
    assert "'bytcode' is none of bytecode, emitted, passes, ir, code" in told[-1]


def test_check_stops_at_random_instructions(moondiff):
    args = ["--engines", "native:interp,native:trace", "--set", "hot_loop=3", "--jobs", "1"]
    shown, _ = moondiff("check", *args, "--instants", "9", "loops.lua")
    assert re.search(r"^\d+ instants compared, 0 failed$", shown, re.M)
    assert "instants" not in moondiff("check", *args, "loops.lua")[0]
