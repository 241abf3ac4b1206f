"""Compiled code does what PUC does, whatever the thresholds: programs that go for the recorder.

Every tier must execute the same number of VM instructions too, which shows exits that resume
at the wrong place even where the output happens to be right.
"""

from functools import cache
from pathlib import Path

import pytest

from conformance.jit_under_test.options import Options
from tests.tracing import support
from tests.tracing.support import HOT, HOTTEST, INTERP, STRESSED, USUAL, WARM, Run

PROGRAMS = dict(
    program
    for path in sorted((Path(__file__).parent / "programs").glob("*.lua"))
    for program in support.programs(path)
)
# Programs whose recordings are all given up; what these have done must not be done twice.
GIVEN_UP = frozenset(
    {
        "calls: recursion, plain and mutual",
        "metatables: every event of arithmetic and comparison",
        "metatables: __newindex, function and table",
        "calls: the old table of extra arguments",
    }
)
# What shrinks stacks changes the depth of the next overflow, as it does in PUC.
NOT_COLLECTING = "errors: the stack overflows at PUC's depth, also under fragments"
OPTIONS = {"warm": WARM, "hottest": HOTTEST, "usual": USUAL, "collecting": STRESSED}


@cache
def puc(name: str) -> tuple[bytes, bytes]:
    return support.puc(PROGRAMS[name])


@cache
def interpreted(name: str) -> Run:
    return support.run(PROGRAMS[name], INTERP)


def check(name: str, options: Options, machine: str = "native") -> Run:
    run = support.run(PROGRAMS[name], options, machine)
    assert run.shown == puc(name)
    if not options.gc_stress:
        assert run.clock == interpreted(name).clock
    return run


@pytest.mark.parametrize("name", PROGRAMS)
def test_interpreter(name: str) -> None:
    assert interpreted(name).shown == puc(name)


@pytest.mark.parametrize("name", PROGRAMS)
def test_hot(name: str) -> None:
    run = check(name, HOT)
    if name in GIVEN_UP:
        assert run.stats.aborts > 0
    else:
        assert run.stats.fragments > 0
        assert run.stats.fragment_instructions > 0


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_thresholds(name: str, options: str) -> None:
    if options == "collecting" and name == NOT_COLLECTING:
        pytest.skip("its stacks would shrink")
    check(name, OPTIONS[options])
