"""How long a program takes to become as fast as it will be, by its rounds in one process."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SHARE: Final = 0.9
"""Of peak speed: a round that has so much of it is warm."""


@dataclass(frozen=True, slots=True)
class Warmup:
    """Seconds of the first round, of a round at peak speed, and of all rounds before a warm one."""

    first: float
    peak: float
    until: float


def warm_up(rounds: Sequence[float]) -> Warmup | None:
    """What rounds tell, None of fewer than two.

    Peak speed is that of the median of the later half: the fastest round may be luck.
    """
    if len(rounds) < 2:
        return None
    peak = statistics.median(rounds[len(rounds) // 2 :])
    warm = next(index for index, spent in enumerate(rounds) if SHARE * spent <= peak)
    return Warmup(rounds[0], peak, sum(rounds[:warm]))
