"""Schedules get smaller as long as the property holds."""

import pytest

from conformance.jit_under_test.options import Force
from conformance.minimizer.schedule import drop_options, lower_thresholds, pin_exits
from conformance.oracles.schedule import Schedule

FULL = Schedule.parse("hot_loop=20 hot_exit=1 seed=3 disabled_passes=cse,dce,fold force=first")


@pytest.mark.parametrize(
    ("needs", "left"),
    [
        (lambda s: s.get("hot_exit") == 1, "hot_exit=1"),
        (lambda s: "cse" in s.get("disabled_passes", ()), "disabled_passes=cse"),
        (lambda s: "force" in s and s.get("seed") == 3, "force=first seed=3"),
        (lambda s: True, ""),
    ],
)
def test_what_does_not_matter_is_dropped(needs, left):
    assert str(drop_options(FULL, needs)) == left


@pytest.mark.parametrize(
    ("before", "lowest", "after"),
    [("hot_loop=20", 4, "hot_loop=5"), ("hot_loop=3", 3, "hot_loop=3"), ("", 56, "")],
)
def test_thresholds_are_lowered(before, lowest, after):
    def holds(schedule):
        fixed = {"hot_call": schedule.get("hot_call"), "hot_exit": schedule.get("hot_exit")}
        return schedule.get("hot_loop", 56) >= lowest and set(fixed.values()) == {None}

    assert str(lower_thresholds(Schedule.parse(before), holds)) == after


def test_the_forced_exits_that_matter_are_named():
    every = Force(0, tuple((fragment, guard, 1) for fragment in (1, 2) for guard in range(9)))
    needed = {(1, 4, 1), (2, 8, 1)}

    def holds(schedule):
        return needed <= set(schedule["force"].sites) or schedule["force"].hit == 1

    pinned = pin_exits(Schedule.parse("force=first"), lambda _: every, holds)
    assert str(pinned) == "force=1.4@1+2.8@1"
    # What these sites alone do not show keeps all of them.
    assert str(pin_exits(FULL, lambda _: every, lambda s: s["force"].hit == 1)) == str(FULL)
