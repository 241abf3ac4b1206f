"""Delta debugging: the smallest subset of items with which a property still holds.

Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002: remove chunks of
halving size until no single item can be removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
# Answers with the index of the first of some candidates for which the property holds.
First = Callable[[Iterable[Sequence[Item]]], int | None]


def ddmin(items: Sequence[Item], holds: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """A 1-minimal subsequence for which `holds`; it must hold for `items` themselves."""

    def first(candidates: Iterable[Sequence[Item]]) -> int | None:
        return next((n for n, candidate in enumerate(candidates) if holds(candidate)), None)

    return ddmin_first(items, first)


def ddmin_first(items: Sequence[Item], first: First[Item]) -> list[Item]:
    """As `ddmin`; `first` may test several candidates at once."""
    kept = list(items)
    size = len(kept)
    while size >= 1 and kept:
        # From the end: later statements depend on earlier ones, so they go more easily.
        end = len(kept)
        removed = False
        while end > 0:
            hit = first(_without_chunks(kept, end, size))
            if hit is None:
                break
            end -= hit * size
            start = max(0, end - size)
            del kept[start:end]
            end = start
            removed = True
        if size == 1 and not removed:
            break
        size = max(1, size // 2) if size > 1 or removed else 0
    return kept


def _without_chunks(kept: list[Item], end: int, size: int) -> Iterator[Sequence[Item]]:
    while end > 0:
        start = max(0, end - size)
        yield kept[:start] + kept[end:]
        end = start
