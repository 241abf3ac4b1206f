"""Two files of results beside each other: what became faster, what slower, what is noise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from conformance.bench.ranks import (
    RankSum,
    Shift,
    probability,
    rank_sum,
    shift,
    smallest_probability,
)
from conformance.bench.results import Measurement, Results, Run, geometric_mean


class Quantity(Enum):
    """What is compared."""

    SECONDS = "seconds"
    MEMORY = "memory"
    ENERGY = "energy"


_VALUES: Final[Mapping[Quantity, Callable[[Run], float | None]]] = {
    Quantity.SECONDS: lambda run: run.seconds,
    Quantity.MEMORY: lambda run: float(run.peak),
    Quantity.ENERGY: lambda run: run.energy.joules if run.energy else None,
}


class Verdict(Enum):
    """What can be said of a difference."""

    LESS = "less"
    MORE = "more"
    NOISE = "noise"
    FEW = "too few runs"


@dataclass(frozen=True, slots=True)
class Rules:
    """When a difference counts: it must be improbable by chance, and large enough to matter.

    `least` is the smallest factor's distance from 1. With a `peer`, an engine that did not change
    in between, values of others are divided by that engine's in the same round: what the machine
    did on that day drops out.
    """

    quantity: Quantity = Quantity.SECONDS
    alpha: float = 0.05
    least: float = 0.01
    peer: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One program on one engine, before and after. `probability` is by chance alone."""

    before: Measurement
    after: Measurement
    shift: Shift
    probability: float
    verdict: Verdict
    ranks: RankSum


@dataclass(frozen=True, slots=True)
class Overall:
    """All programs of a suite on one engine: `factor` is a geometric mean."""

    suite: str
    engine: str
    programs: int
    factor: float | None
    probability: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two files come to; `notes` say what is not comparable, a line each."""

    rows: tuple[Row, ...]
    overall: tuple[Overall, ...]
    notes: tuple[str, ...]


def _values(results: Results, measured: Measurement, rules: Rules) -> dict[int, float]:
    """By round, what is compared."""
    value = _VALUES[rules.quantity]
    own = {run.round: known for run in measured.runs if (known := value(run))}
    if rules.peer is None or rules.peer == measured.engine:
        return own
    peer = results.find(measured.suite, measured.program, measured.size, rules.peer)
    beside = {run.round: known for run in (peer.runs if peer else ()) if (known := value(run))}
    return {number: known / beside[number] for number, known in own.items() if number in beside}


def _verdict(chance: float, factor: float, attainable: float, rules: Rules) -> Verdict:
    if attainable >= rules.alpha:
        return Verdict.FEW
    if chance >= rules.alpha or abs(factor - 1.0) < rules.least:
        return Verdict.NOISE
    return Verdict.LESS if factor < 1.0 else Verdict.MORE


def compare(before: Results, after: Results, rules: Rules) -> Comparison:
    """Compare the measurements that both files have."""
    rows = tuple(_rows(before, after, rules))
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.before.suite, row.before.engine), []).append(row)
    overall = []
    for (suite, engine), members in groups.items():
        factor = geometric_mean([row.shift.factor for row in members])
        chance = probability(row.ranks for row in members)
        attainable = 1.0
        for row in members:
            attainable *= smallest_probability(len(row.before.runs), len(row.after.runs))
        verdict = _verdict(chance, factor or 1.0, attainable, rules)
        overall.append(Overall(suite, engine, len(members), factor, chance, verdict))
    return Comparison(rows, tuple(overall), tuple(_notes(before, after, rules)))


def _rows(before: Results, after: Results, rules: Rules) -> Iterator[Row]:
    for old in before.measurements:
        new = after.find(old.suite, old.program, old.size, old.engine)
        if new is None:
            continue
        first = [*_values(before, old, rules).values()]
        second = [*_values(after, new, rules).values()]
        if not first or not second:
            continue
        ranks = rank_sum(first, second)
        moved = shift(first, second, rules.alpha)
        chance = probability((ranks,))
        attainable = smallest_probability(len(first), len(second))
        verdict = _verdict(chance, moved.factor, attainable, rules)
        yield Row(old, new, moved, chance, verdict, ranks)


def has_peer(before: Results, after: Results, peer: str) -> bool:
    """Was `peer` measured for everything that both files have?"""
    return all(
        (found := results.find(one.suite, one.program, one.size, peer)) is not None and found.runs
        for results in (before, after)
        for one in before.measurements
        if one.runs and after.find(one.suite, one.program, one.size, one.engine) is not None
    )


def _notes(before: Results, after: Results, rules: Rules) -> Iterator[str]:
    if before.host.processor != after.host.processor:
        yield f"different processors: {before.host.processor}, then {after.host.processor}"
    if before.settings != after.settings:
        yield f"different settings of the JIT: {dict(before.settings)}, then {dict(after.settings)}"
    for one, other, place in ((before, after, "first"), (after, before, "second")):
        for found in one.measurements:
            title = " ".join(
                filter(None, (found.suite, found.program, found.size, "on", found.engine))
            )
            if other.find(found.suite, found.program, found.size, found.engine) is None:
                yield f"only in the {place} file: {title}"
            elif found.problem is not None:
                yield f"{title} in the {place} file: {found.problem}"
            elif not _values(one, found, rules):
                yield f"{title}: no {rules.quantity.value} in the {place} file"
