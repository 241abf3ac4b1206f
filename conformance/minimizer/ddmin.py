"""Delta debugging: the smallest subset of items with which a property still holds.

Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002: remove chunks of
halving size until no single item can be removed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def ddmin(items: Sequence[Item], holds: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """A 1-minimal subsequence for which `holds`; it must hold for `items` themselves."""
    kept = list(items)
    size = len(kept)
    while size >= 1 and kept:
        at = len(kept)
        removed = False
        # From the end: later statements depend on earlier ones, so they go more easily.
        while at > 0:
            start = max(0, at - size)
            candidate = kept[:start] + kept[at:]
            if holds(candidate):
                kept = candidate
                removed = True
            at = start
        if size == 1 and not removed:
            break
        size = max(1, size // 2) if size > 1 or removed else 0
    return kept
