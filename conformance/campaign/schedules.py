"""Schedules of cases: chosen at random, or that of an earlier case with a few other decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from conformance.generators.decisions import Decisions, chance, choose
from conformance.jit_under_test.optimizer.passes import PASSES
from conformance.jit_under_test.options import Force
from conformance.oracles.schedule import FORCE, Schedule

# Thresholds at which loops of a few dozen iterations compile, link, fail and grow side fragments,
# and how many fragments there may be: with few of them, most of what is compiled runs again.
THRESHOLDS: Mapping[str, tuple[int, ...]] = {
    "hot_loop": (2, 1, 3, 5, 10, 20),
    "hot_exit": (1, 2, 3, 5),
    "hot_call": (40, 2, 60, 1, 6),
    "max_fragments": (4, 3, 2, 3, 4, 3, 2, 5),
}
GC_STRESS: Final = "gc_stress"
DISABLED_PASSES: Final = "disabled_passes"
# What else makes another run of a program; most cases have the defaults.
STRESSES: tuple[Mapping[str, object], ...] = (
    {GC_STRESS: 3000},
    {GC_STRESS: 10000},
    {GC_STRESS: 30000},
    *({DISABLED_PASSES: frozenset({known.name})} for known in PASSES),
    {DISABLED_PASSES: frozenset(known.name for known in PASSES)},
)
STRESSED_PERCENT = 25
# Those of cases about the collector, all of which put it under stress.
GC_STRESSES: tuple[Mapping[str, object], ...] = (
    {GC_STRESS: 200},
    {GC_STRESS: 1},
    {GC_STRESS: 2},
    {GC_STRESS: 700},
    {GC_STRESS: 3000},
)
# Cases whose guards are made to exit at one of their hits, or only by branches of their runs.
FORCED_PERCENT = 90
FORCES = (*(Force(),) * 20, Force(1), Force(2), Force(3), Force(7))
# Decisions that are other ones in a varied schedule, at most.
MOST_CHANGES = 3


def choose_schedule(decisions: Decisions, given: Schedule, gc: bool = False) -> Schedule:
    """Low thresholds, and now and then more, at random; what is given stays as it is.

    With `gc` the collector is always under stress.
    """
    chosen: dict[str, object] = {
        name: choose(decisions, values) for name, values in THRESHOLDS.items()
    }
    if gc:
        chosen.update(choose(decisions, GC_STRESSES))
    elif chance(decisions, STRESSED_PERCENT):
        chosen.update(choose(decisions, STRESSES))
    return Schedule({**chosen, **given})


def choose_force(decisions: Decisions, schedule: Schedule) -> Schedule:
    """The schedule with forced exits, in many cases; what it says of them already stays."""
    if FORCE in schedule or not chance(decisions, FORCED_PERCENT):
        return schedule
    return schedule.replaced(force=choose(decisions, FORCES))


def _other(decisions: Decisions, schedule: Schedule, name: str, values: list[object]) -> Schedule:
    """The schedule with another value of an option; None stands for its default."""
    now = schedule.get(name)
    value = choose(decisions, [value for value in dict.fromkeys(values) if value != now])
    return schedule.without(name) if value is None else schedule.replaced(**{name: value})


def _threshold(name: str) -> Callable[[Decisions, Schedule, bool], Schedule]:
    def change(decisions: Decisions, schedule: Schedule, gc: bool) -> Schedule:
        return _other(decisions, schedule, name, list(THRESHOLDS[name]))

    return change


def _collector(decisions: Decisions, schedule: Schedule, gc: bool) -> Schedule:
    stresses = [stress[GC_STRESS] for stress in GC_STRESSES]
    return _other(decisions, schedule, GC_STRESS, stresses if gc else [None, *stresses])


def _pass(decisions: Decisions, schedule: Schedule, gc: bool) -> Schedule:
    """One pass more, or one less, is left out."""
    name = choose(decisions, PASSES).name
    names = frozenset(schedule.get(DISABLED_PASSES, ())) ^ {name}
    if not names:
        return schedule.without(DISABLED_PASSES)
    return schedule.replaced(**{DISABLED_PASSES: names})


def _force(decisions: Decisions, schedule: Schedule, gc: bool) -> Schedule:
    return _other(decisions, schedule, FORCE, [None, *FORCES])


# What a varied schedule may decide otherwise, by option. Each makes another schedule of any one.
CHANGES: Mapping[str, Callable[[Decisions, Schedule, bool], Schedule]] = {
    **{name: _threshold(name) for name in THRESHOLDS},
    FORCE: _force,
    GC_STRESS: _collector,
    DISABLED_PASSES: _pass,
}


def vary(
    decisions: Decisions,
    schedule: Schedule,
    given: Schedule,
    gc: bool = False,
    force: bool = True,
) -> Schedule:
    """A schedule with one to three other decisions; what is given stays as it is.

    With `gc` the collector stays under stress. Without `force` no exits become forced.
    """
    open_ = [name for name in CHANGES if name not in given and (force or name != FORCE)]
    for _ in range(1 + decisions.below(MOST_CHANGES)):
        if open_:
            name = choose(decisions, open_)
            open_.remove(name)
            schedule = CHANGES[name](decisions, schedule, gc)
    return Schedule({**schedule, **given})
