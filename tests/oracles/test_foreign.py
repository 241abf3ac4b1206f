"""Commands as engines: what is excused, what is not, and how runs that do not end well look."""

import os
import sys
from pathlib import Path

import pytest

from conformance.oracles.compare import Difference
from conformance.oracles.foreign import (
    CommandError,
    ForeignCommand,
    check_command,
    name_commands,
    puc_command,
)
from conformance.oracles.observation import Limits, Observation, Status
from conformance.oracles.program import Program

LIMITS = Limits(seconds=1.0)
COMMAND = ForeignCommand("mylua", ("nice", "/opt/bin/mylua", "{file}"), ("a", "b"))
EXPECTED = Observation(
    "puc", Status.OK, b"table: 0x55\n", b"a\nlua: x.lua:1: no\nstack traceback:\n", exit_status=1
)


def observation(stdout=EXPECTED.stdout, stderr=EXPECTED.stderr, status=1):
    return Observation("mylua", Status.OK, stdout, stderr, exit_status=status)


NAME = "command name"
TRACE = b"x.lua:1: no\nstack traceback:\n"
JUDGED = {
    "equal": (observation(), None, ()),
    "its own name": (observation(stderr=b"a\nmylua: " + TRACE), None, (NAME,)),
    "its own path": (observation(stderr=b"a\n/opt/bin/mylua: " + TRACE), None, (NAME,)),
    "another name": (observation(stderr=b"a\nyourlua: " + TRACE), Difference.STDERR, ()),
    "its name within a line": (
        observation(stderr=b"a mylua: " + TRACE), Difference.STDERR, (),
    ),
    "its name in the output": (
        observation(b"mylua: 0x5\n", b"a\nmylua: " + TRACE), Difference.STDOUT, (NAME, "addresses")
    ),
    "another address": (observation(b"table: 0x77\n"), None, ("addresses",)),
    "another message": (observation(stderr=b"a\nmylua: x.lua:2: no\n"), Difference.STDERR, (NAME,)),
    "another status": (observation(status=2), Difference.EXIT_STATUS, ()),
}  # fmt: skip


@pytest.mark.parametrize("case", JUDGED)
def test_only_names_and_addresses_are_excused(case):
    actual, difference, masks = JUDGED[case]
    verdict = COMMAND.judge(EXPECTED, actual)
    assert verdict.difference is difference
    assert verdict.masks == masks


# Lua source -> stdout, stderr and exit status of PUC as a command
ENDS = {
    b"return 1, 2": (b"", b"", 0),
    b"io.write('x') os.exit(7)": (b"x", b"", 7),
    b"x = = 1": (b"", b"lua: x.lua:1: unexpected symbol near '='\n", 1),
    b"error()": (b"", b"", 1),
    b"error({})": (b"", b"lua: (error object is not a string)\n", 1),
    b"io.stderr:write('a ') error('no', 0)": (
        b"", b"a lua: no\nstack traceback:\n\t[C]: in function 'error'\n"
        b"\tx.lua:1: in main chunk\n\t[C]: ?\n", 1,
    ),
    b"local p = newproxy(true)\n"
    b"getmetatable(p).__gc = function() io.stderr:write('closed') end\nerror(nil)": (
        b"", b"closed", 1,
    ),
    b"print(arg[0], arg[-1], ...)": (b"x.lua\tlua\n", b"", 0),
}  # fmt: skip


@pytest.mark.parametrize("source", ENDS)
def test_puc_is_seen_as_a_process_is(source):
    _, shown = puc_command(Program(source, b"@x.lua"), LIMITS)
    assert (shown.stdout, shown.stderr, shown.exit_status) == ENDS[source]
    assert shown.status is Status.OK and shown.message is None


PYTHON = Path(sys.executable)
# What a command in Python does with its program -> the difference from PUC's `print("x")`
BEHAVIOURS = {
    "print('x')": None,
    "import os; print('x', flush=True); os.abort()": Difference.CRASH,
    "while True: pass": Difference.HANG,
    "print(open(sys.argv[1]).read()[7])": None,
    "import os; print('x' if os.path.relpath(sys.argv[1]) == 'a/b/x.lua' else 0)": None,
    "import os; print('x' if os.environ['LUA_PATH'][:8] == './?.lua;' else 0)": None,
    "import os; print('x' if 'LUA_INIT' not in os.environ else 0)": None,
    "print('y')": Difference.STDOUT,
    "print('x'); print('warning', file=sys.stderr)": Difference.STDERR,
    "print('x'); sys.exit(3)": Difference.EXIT_STATUS,
}


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_command_runs_the_program_from_a_file_in_its_own_folder(behaviour, monkeypatch, tmp_path):
    monkeypatch.setenv("LUA_INIT", "print(1)")
    (tmp_path / "my lua.py").write_text("import sys\n" + behaviour)
    command = ForeignCommand.parse(f"{PYTHON} 'my lua.py' {{file}}", tmp_path)
    check = check_command(command, Program(b'print("x")', b"@a/b/x.lua"), LIMITS)
    assert check.verdict.difference is BEHAVIOURS[behaviour], check.verdict.detail
    assert check.passed is (BEHAVIOURS[behaviour] is None)


def test_words_that_name_files_are_found_from_any_folder(tmp_path):
    script = tmp_path / "bin" / "mylua"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    for line in ("bin/mylua {file}", "./bin/mylua {file}", "sh bin/mylua {file}"):
        command = ForeignCommand.parse(line, tmp_path)
        named = [word for word in command.words if word.endswith("mylua")]
        assert named and all(os.path.samefile(word, script) for word in named)
        assert all(os.path.isabs(word) for word in named)


def test_commands_of_one_name_are_told_apart():
    names = [command.name for command in name_commands([COMMAND, COMMAND, COMMAND])]
    assert len(set(names)) == 3 and names[0] == "mylua"


def test_no_command_at_all_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="the place of the program"):
        ForeignCommand.parse("", tmp_path)
