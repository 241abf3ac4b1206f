"""The plugin as a repository of somebody else's programs uses it, in processes of its own."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PUC = f"{sys.executable} -m conformance.cli run --engine puc"
PROGRAMS = {
    "5.4-string/upper.lua": 'print(("abc"):upper(), arg[0])',
    "5.4-string/uncaught_missing.lua": "local gone\nprint(1)\ngone.x = 1",
    "shapes/loop.lua": "local s = 0\nfor i = 1, 100 do s = s + i end\nprint(s, {} == {})",
    "top.lua": 'io.stderr:write("told\\n") os.exit(3)',
}
# An implementation with a mistake and a name of its own for messages.
WRONG = f"""\
import subprocess, sys
done = subprocess.run({PUC.split()!r} + [sys.argv[1]], capture_output=True)
sys.stdout.buffer.write(done.stdout.replace(b"5050", b"5051"))
sys.stderr.buffer.write(done.stderr.replace(b"lua: ", b"wrong.py: "))
sys.exit(done.returncode)
"""


@dataclass(frozen=True)
class Session:
    """A repository with programs, and what pytest said of it."""

    folder: Path

    def __call__(self, *args, status=0):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *args],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=300,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "200"},
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def outcomes(self, *args, status=0):
        """Test -> outcome, without the file's suffix."""
        text = self(*args, "-v", status=status)
        found = re.findall(r"^programs/(\S+)\.lua::(\S+) (\w+)", text, re.MULTILINE)
        return {f"{name} {engine}": outcome for name, engine, outcome in found}


@pytest.fixture
def session(tmp_path):
    for name, source in PROGRAMS.items():
        file = tmp_path / "programs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source + "\n")
    (tmp_path / "wrong.py").write_text(WRONG)
    (tmp_path / "other.lua").write_text("not Lua at all")
    # What this repository does where it is not installed.
    (tmp_path / "conftest.py").write_text((REPOSITORY / "conftest.py").read_text())
    (tmp_path / "pytest.ini").write_text("[pytest]\nlua_suites = programs\n")
    return Session(tmp_path)


def passed(*names):
    return dict.fromkeys(names, "PASSED")


ALL = ("5.4-string/upper", "5.4-string/uncaught_missing", "shapes/loop", "top")


def test_programs_run_on_engines_beside_puc(session):
    found = session.outcomes("--engines", "puc,native:trace")
    assert found == passed(*(f"{name} {e}" for name in ALL for e in ("puc", "native:trace")))


def test_programs_run_by_a_command_beside_puc(session):
    name = Path(sys.executable).name
    found = session.outcomes("--engine-command", PUC + " {file}")
    assert found == passed(*(f"{program} {name}" for program in ALL))


def test_differences_are_shown_once_more_at_the_end(session):
    text = session("-n2", "--engine-command", f"{sys.executable} wrong.py {{file}}", status=1)
    summary = text.split("differences from PUC Lua 5.1")[1]
    line = "shapes/loop.lua on {}: stdout: line 1:  - 5050\tfalse  + 5051\tfalse"
    assert line.format(Path(sys.executable).name) in summary
    assert "differences by engine" in summary and "in 1 programs" in summary
    assert "1 failed, 3 passed" in text


def test_nothing_is_added_to_runs_without_differences(session):
    text = session("--engines", "puc")
    assert "differences" not in text and "vacuous" not in text


def test_a_schedule_may_be_a_file_and_runs_that_compile_nothing_are_counted(session):
    schedule = {"settings": {"hot_loop": 1, "force": "first", "faults": ["pass-nan"]}}
    (session.folder / "capsule.json").write_text(json.dumps(schedule))
    args = ("--engines", "native:trace")
    assert "(vacuous): 3 runs" in session(*args, "--schedule", "capsule.json")
    assert "(vacuous): 4 runs" in session(*args, "--schedule", "hot_loop=5000 hot_call=5000")


def test_a_run_has_so_much_time(session):
    (session.folder / "programs" / "long.lua").write_text("for i = 1, 1e11 do end")
    args = ("-k", "long", "--engines", "native:interp", "--engine-timeout", "0.2")
    assert "puc reached its time limit" in session(*args, status=1)


# -m -> the tests that are left, by engines "puc,native:interp,arm64:interp,reference"
SELECTIONS = {
    "section_5_4 and engine_puc": 2,
    "section_5 and tier_interp": 4,
    "folder_shapes and tier_reference": 1,
    "folder_shapes and (arch_x64 or arch_a64)": 2,
    "arch_a64": 4,
}


@pytest.mark.parametrize("expression", SELECTIONS)
def test_markers_select_tests(session, expression):
    engines = "puc,native:interp,arm64:interp,reference"
    text = session(
        "--collect-only", "-q", "--strict-markers", "--engines", engines, "-m", expression
    )
    assert text.count("\nprograms/") + text.startswith("programs/") == SELECTIONS[expression], text


def test_reports_for_other_tools_hold_the_difference(session):
    command = f"{sys.executable} wrong.py {{file}}"
    session("--junitxml=out.xml", "--engine-command", command, status=1)
    (failure,) = ElementTree.parse(session.folder / "out.xml").getroot().iter("failure")
    assert "- 5050" in failure.get("message")


# options -> what the one line says
MISTAKES = {
    ("--engine-command", "no-such-lua {file}"): "there is no command 'no-such-lua' here",
    ("--engine-command", "./wrong.py {file}"): "there is no command './wrong.py' here",
    ("--engine-command", "cat"): "'cat' has no {file}, the place of the program's file",
    ("--engine-command", "'cat {file}"): "is no command: No closing quotation",
    ("--engine-command", "cat {file}"): "does not run Lua programs: exit status 0, printed 'print(",
    ("--engine-command", "false {file}"): "'false {file}' does not run Lua programs: exit status 1",
    ("--engine-command", "printf 'moondiff\\tLua 5.4\\n' {file}"): "runs Lua 5.4, not Lua 5.1",
    ("--engines", "nativ:trace"): "unknown engine 'nativ:trace': did you mean native:trace",
    ("--schedule", "hot_lop=1"): "the JIT has no option 'hot_lop': did you mean hot_loop?",
    ("--schedule", "hot_loop=many"): "hot_loop=many: hot_loop is a whole number",
    ("--schedule", "missing"): "missing: No such file or directory",
    ("--schedule", "broken.json"): "broken.json: not JSON",
    ("--schedule", "odd.json"): "force=3: force is no plan of exits",
    ("--schedule", "odder.json"): "odder.json: faults: a list of something else than names",
    ("--schedule", "words"): "words: 'fast' is not name=value",
    ("--engine-timeout", "0"): "--engine-timeout: 0 is no time that a run may take",
    ("--set", "faults=none"): "the JIT has no fault 'none'",
}  # fmt: skip


@pytest.mark.parametrize("args", MISTAKES)
def test_a_mistake_is_one_line_before_anything_is_run(session, args):
    (session.folder / "broken.json").write_text("{")
    (session.folder / "odd.json").write_text('{"force": 3}')
    (session.folder / "odder.json").write_text('{"faults": [["pass-nan"]]}')
    (session.folder / "words").write_text("fast\n")
    text = session(*args, status=pytest.ExitCode.USAGE_ERROR)
    (line,) = [line for line in text.splitlines() if line.strip()]
    assert line.startswith("ERROR: ") and MISTAKES[args] in line


def test_without_suites_the_plugin_does_nothing(session):
    (session.folder / "pytest.ini").write_text("[pytest]\n")
    (session.folder / "test_own.py").write_text(
        "import sys\ndef test_own():\n    assert not [m for m in sys.modules if 'oracles' in m]\n"
    )
    assert "1 passed" in session()


def test_it_can_be_left_out(session):
    session("-p", "no:moondiff", "--engines", "puc", status=pytest.ExitCode.USAGE_ERROR)


def test_installations_register_it():
    import tomllib

    from conformance.pytest_plugin import plugin

    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["pytest11"] == {plugin.NAME: plugin.__name__}
