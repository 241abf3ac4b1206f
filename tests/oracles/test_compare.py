"""Canaries: every difference that matters is seen, and no mask hides more than it says."""

from dataclasses import replace

import pytest

from conformance.oracles.compare import Agreement, Difference, compare, first_difference
from conformance.oracles.masks import ADDRESSES, NAN_SIGN, apply_masks
from conformance.oracles.observation import Observation, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES
from conformance.oracles.workers import observe

BASE = Observation(
    "puc", Status.OK, b"a\nb\n", b"warn", b"m", b"stack", (b"1", b"nil"), 0, seconds=1.0
)
ACTUAL = replace(BASE, engine="x", seconds=2.0, jit={"guards": 3})

CHANGES = [
    (dict(stdout=b"a\nc\n"), Difference.STDOUT),
    (dict(stdout=b"a\nb"), Difference.STDOUT),
    (dict(stdout=b""), Difference.STDOUT),
    (dict(message=b"n"), Difference.MESSAGE),
    (dict(message=None), Difference.MESSAGE),
    (dict(traceback=None), Difference.TRACEBACK),
    (dict(results=(b"1",)), Difference.RESULTS),
    (dict(exit_status=1), Difference.EXIT_STATUS),
    (dict(stderr=b""), Difference.STDERR),
    (dict(status=Status.ERROR), Difference.STATUS),
    (dict(status=Status.CRASH, message=b"SIGSEGV"), Difference.CRASH),
    (dict(status=Status.HANG), Difference.HANG),
    (dict(status=Status.BROKEN, message=b"KeyError"), Difference.BROKEN),
    (dict(status=Status.MEMORY), Difference.MEMORY),
    (dict(status=Status.FLOOD), Difference.FLOOD),
]


def test_equal_observations_agree_whatever_the_time_and_statistics():
    assert compare(BASE, ACTUAL).agreement is Agreement.SAME


@pytest.mark.parametrize(("change", "difference"), CHANGES)
def test_every_changed_part_is_seen(change, difference):
    verdict = compare(BASE, replace(ACTUAL, **change))
    assert (verdict.agreement, verdict.difference) == (Agreement.DIFFERENT, difference)
    assert verdict.signature and verdict.detail


@pytest.mark.parametrize("status", [s for s in Status if not s.is_language])
def test_a_reference_that_met_a_limit_is_no_expectation(status):
    assert compare(replace(BASE, status=status), ACTUAL).agreement is Agreement.UNUSABLE


MASKED = [
    (ADDRESSES, b"table: 0x55aa01", b"table: 0x1", True),
    (ADDRESSES, b"t\tfunction: builtin#29", b"t\tfunction: 0x7f", True),
    (ADDRESSES, b"file (0x12)", b"file (0xff)", True),
    (ADDRESSES, b"table: 0x12table: 0x3", b"table: 0x45table: 0x678", True),
    (ADDRESSES, b"function: 0x12function: 0x3", b"function: 0x4function: 0x5", True),
    (ADDRESSES, b"table: 0x55aa01", b"function: 0x55aa01", False),
    (ADDRESSES, b"0x55", b"0x56", False),
    (NAN_SIGN, b"-nan 1", b"nan 1", True),
    (NAN_SIGN, b"-nan", b"-inf", False),
    (NAN_SIGN, b"nan", b"1", False),
]


@pytest.mark.parametrize(("mask", "left", "right", "same"), MASKED)
def test_masks_hide_what_they_name_and_no_more(mask, left, right, same):
    verdict = compare(replace(BASE, stdout=left), replace(ACTUAL, stdout=right), (mask,))
    assert (verdict.agreement is Agreement.SAME) == same
    if same:
        assert verdict.masks == (mask.name,)


def test_masks_that_decide_nothing_are_not_reported():
    same = replace(BASE, stdout=b"table: 0x1 -nan")
    verdict = compare(same, replace(same, engine="x"), (ADDRESSES, NAN_SIGN))
    assert verdict.masks == ()
    assert apply_masks(b"table: 0x1 -nan", (ADDRESSES, NAN_SIGN)) == b"table: ADDRESS nan"


def test_the_first_difference_is_shown_with_its_surroundings():
    assert first_difference(b"1\n2\n3\n", b"1\n2\n4\n").splitlines() == [
        "line 3:", "    1", "    2", "  - 3", "  + 4",
    ]  # fmt: skip
    assert "(end)" in first_difference(b"1\n", b"1")


# Programs on which LuaJIT is known to differ: the whole chain must notice it.
@pytest.mark.parametrize(
    "source", [b"print(jit)", b"return 1 / (-0 + 0), bit", b"os.exit(jit and 1)"]
)
def test_known_differences_of_the_peer_are_found(source):
    program = Program(source)
    expected, actual = (observe(ENGINES[name].make(), program) for name in ("puc", "luajit"))
    assert ENGINES["luajit"].judge(expected, actual).differs
