"""The strategy as somebody else's property test uses it: by its public names and Lua commands."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings

from conformance import generators
from conformance.generators import Profile, programs

QUIET = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def output(command, source):
    """What a Lua command prints of a program that it reads from its standard input."""
    done = subprocess.run([*command, "-"], input=source, capture_output=True, timeout=60)
    return done.stdout, done.returncode


@QUIET
@given(programs(Profile(statements=2, errors=False)))
def test_two_lua_commands_agree(source):
    moondiff = [sys.executable, "-m", "conformance.cli", "run", "--engine"]
    expected, status = output([*moondiff, "puc"], source)
    assert status == 0 and expected.endswith(b"\n")
    assert output([*moondiff, "native:interp"], source) == (expected, status)


# In a process of its own: what Hypothesis tries depends on which modules are loaded.
SHRINKING = """
from hypothesis import Phase, find, settings

from conformance.generators import programs


def sorting(*phases):
    chosen = settings(deadline=None, max_examples=500, derandomize=True, phases=phases)
    return find(programs(), lambda source: b"table.sort" in source, settings=chosen)


first, smallest = sorting(Phase.generate), sorting(Phase.generate, Phase.shrink)
print(len(first), len(smallest), smallest.count(b"table.sort"))
"""


def test_it_shrinks_to_a_small_program(tmp_path):
    script = tmp_path / "shrinking.py"
    script.write_text(SHRINKING)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=300)
    first, smallest, sorts = map(int, done.stdout.split())
    assert smallest < 1000 < first
    assert sorts == 1


def test_a_name_that_the_package_does_not_have_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'programms'"):
        _ = generators.programms


def test_using_the_grammar_alone_does_not_import_hypothesis():
    code = "import sys, conformance.generators.grammar; print('hypothesis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"False\n"
