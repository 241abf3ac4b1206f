"""The guard-exit oracle forces all that is reached, and notices what exits restore wrongly."""

from functools import cache

import pytest

from conformance.oracles.guard_exit import When, check_forced
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, usable
from tests.oracles.instant_programs import PROGRAMS

HOT = {"hot_loop": 2, "hot_call": 2, "hot_exit": 2}
LIMITS = Limits(seconds=60.0)


@cache
def spec_of(name):
    if reason := usable(ENGINES[name]):
        pytest.skip(reason)
    return ENGINES[name]


@pytest.mark.parametrize("engine", ["native:trace", "arm64:trace"])
def test_every_guard_that_is_reached_is_forced(engine):
    check = check_forced(
        Program(PROGRAMS["hot"]), spec_of(engine), (When.FIRST, When.LAST), HOT, LIMITS
    )
    assert not check.problem, check.problem
    assert check.hit > 5 and check.instants > check.hit
    assert dict(check.forced)[When.FIRST] >= 0.9 * check.hit


# The clock's guard at a fragment's beginning once left with the number of values that was recorded.
OPEN = b"""
for _, n in ipairs({1, 1, 1, 1, 2, 2, 2, 2, 2, 4, 4, 1, 3}) do
  print(n, pcall(unpack, {n, n, n, n}, 1, n))
end
"""


def test_values_of_open_number_are_kept():
    check = check_forced(Program(OPEN), spec_of("native:trace"), (When.FIRST,), HOT, LIMITS)
    assert not check.problem, check.problem


# The guards hold in every run, so only forced exits show what their exits restore.
QUIET = b"""
local a, b, c = 1, 2, 3
for i = 1, 40 do a, b, c = b, c, a + i end
print(a + b + c)
"""


@pytest.mark.parametrize("fault", ["forget-slot", "mix-up-slots"])
def test_wrong_snapshots_are_found(fault):
    spec = spec_of("native:trace")
    faulty = {**HOT, "faults": frozenset({fault})}
    check = check_forced(Program(QUIET), spec, (When.FIRST,), faulty, LIMITS)
    assert check.problem.startswith("instruction") or "line" in check.problem
    assert (check.force is not None and check.force.sites) or check.force.hit
    assert not check_forced(Program(QUIET), spec, (When.FIRST,), HOT, LIMITS).problem
