"""Reduce a schedule: fewer options, lower thresholds, fewer forced exits.

Options come off before the program is reduced, and what is left gets smaller afterwards: the lower
a threshold, the shorter the loops that the program then needs. Forced exits are pinned down last,
since their numbers change with the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from conformance.jit_under_test.options import Force
from conformance.minimizer.ddmin import ddmin
from conformance.oracles.schedule import FORCE, SET_OPTIONS, Schedule

Interesting = Callable[[Schedule], bool]
# Options that are counts until something happens: less is simpler.
THRESHOLDS = ("hot_loop", "hot_call", "hot_exit")

# Forced exits that do not name their sites.
EVERYWHERE = tuple(Force(hit) for hit in (1, 2, 3, 5, 7))


def drop_options(schedule: Schedule, interesting: Interesting) -> Schedule:
    """Leave out every option, and every member of a set, without which the property still holds.

    Sites that were chosen become all sites at one of their first hits where that will do: their
    numbers change with the program.
    """
    for name in schedule:
        candidate = schedule.without(name)
        if interesting(candidate):
            schedule = candidate
    force = schedule.get(FORCE)
    if isinstance(force, Force) and force.sites:
        candidates = (schedule.replaced(force=everywhere) for everywhere in EVERYWHERE)
        schedule = next(filter(interesting, candidates), schedule)
    for name in SET_OPTIONS:
        for member in sorted(schedule.get(name, ())):
            candidate = schedule.replaced(**{name: schedule[name] - {member}})
            if interesting(candidate):
                schedule = candidate
    return schedule


def lower_thresholds(schedule: Schedule, interesting: Interesting) -> Schedule:
    """Make every threshold as small as the property lets it be, also those left at their default.

    A threshold that is lower than the default is worth an option only for the loops that it lets
    the program do without: the caller keeps the result if the program gets smaller by it.
    """
    for name in THRESHOLDS:
        for value in _lower(schedule.get(name)):
            candidate = schedule.replaced(**{name: value})
            if interesting(candidate):
                schedule = candidate
                break
    return schedule


def _lower(value: int | None) -> Iterator[int]:
    """Smaller thresholds than this one (None: the default), the smallest first."""
    yield from (low for low in (1, 2, 3, 5, 10) if value is None or low < value)


def pin_exits(
    schedule: Schedule, forced: Callable[[Schedule], Force], interesting: Interesting
) -> Schedule:
    """Name the forced exits that the property needs, where a schedule forces all sites.

    `forced` runs the program and answers with the sites that were forced, at their hits. The
    schedule stays as it is if these alone don't show the property.
    """
    force = schedule.get(FORCE)
    if not isinstance(force, Force):
        return schedule
    if force.hit:
        force = forced(schedule)

    def with_sites(sites: Sequence[tuple[int, int, int]]) -> Schedule:
        return schedule.replaced(force=Force(0, tuple(sites)))

    sites = list(force.sites)
    if not sites or not interesting(with_sites(sites)):
        return schedule
    return with_sites(ddmin(sites, lambda fewer: interesting(with_sites(fewer))))
