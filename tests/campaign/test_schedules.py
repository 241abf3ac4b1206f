"""Schedules of cases: what is chosen, and what becomes of one that is varied."""

from collections import Counter

import pytest

from conformance.campaign.schedules import (
    CHANGES,
    FORCED_PERCENT,
    FORCES,
    THRESHOLDS,
    choose_force,
    choose_schedule,
    vary,
)
from conformance.generators.decisions import RecordedDecisions, SeededDecisions
from conformance.jit_under_test.options import Force
from conformance.oracles.jit import known_names
from conformance.oracles.schedule import Schedule

NONE = Schedule()
STARTS = [
    NONE,
    Schedule({"hot_loop": 2, "hot_call": 2, "hot_exit": 1}),
    Schedule({"hot_loop": 56, "force": Force(0, ((2, 13, 5),)), "gc_stress": 1}),
    Schedule({"disabled_passes": frozenset({"cse"}), "faults": frozenset({"drop-barrier"})}),
    Schedule({"disabled_passes": frozenset(known_names("disabled_passes"))}),
]


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_a_varied_schedule_has_one_to_three_other_decisions(start):
    changed, counts = Counter(), Counter()
    for seed in range(400):
        varied = vary(SeededDecisions(seed), start, NONE)
        names = {n for n in {*start, *varied} if start.get(n) != varied.get(n)}
        changed.update(names)
        counts[len(names)] += 1
    assert changed.keys() == CHANGES.keys()
    assert counts.keys() == {1, 2, 3} and min(counts.values()) > 80
    assert min(changed.values()) > 60


def test_what_is_given_stays():
    given = Schedule({"hot_loop": 7, "faults": frozenset({"lose-phi"})})
    for seed in range(100):
        varied = vary(SeededDecisions(seed), Schedule({**STARTS[1], **given}), given)
        assert {**varied, **given} == dict(varied)
        assert varied != STARTS[1]
    everything = Schedule({**dict.fromkeys(CHANGES, 1)})
    assert vary(SeededDecisions(1), everything, everything) == everything


def test_aims_are_kept():
    """Stress of the collector where that is what the campaign is about, and forced exits."""
    gc = [vary(SeededDecisions(n), Schedule({"gc_stress": 2}), NONE, gc=True) for n in range(200)]
    assert all(schedule.get("gc_stress", 0) > 0 for schedule in gc)
    assert len({schedule["gc_stress"] for schedule in gc}) == 5
    unforced = [vary(SeededDecisions(n), NONE, NONE, force=False) for n in range(200)]
    assert not any("force" in schedule for schedule in unforced)


def test_the_same_decisions_make_the_same_schedule():
    for numbers in ([], [1, 2, 3, 4], [2, 5, 4, 3, 2, 1, 0]):
        made = [vary(RecordedDecisions(numbers), STARTS[1], NONE) for _ in range(2)]
        assert made[0] == made[1] != STARTS[1]


def test_chosen_schedules_have_low_thresholds_and_sometimes_more():
    found = [choose_schedule(SeededDecisions(n), NONE) for n in range(400)]
    assert all(THRESHOLDS.keys() <= schedule.keys() for schedule in found)
    stressed = sum(len(schedule) > len(THRESHOLDS) for schedule in found)
    assert 60 < stressed < 140
    forced = [choose_force(SeededDecisions(n), schedule) for n, schedule in enumerate(found)]
    share = sum("force" in schedule for schedule in forced) / len(forced)
    assert abs(100 * share - FORCED_PERCENT) < 12
    assert {s["force"] for s in forced if "force" in s} == set(FORCES)
