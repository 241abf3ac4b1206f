"""Whether two samples of a few times differ: exact rank tests.

Times of runs are few, not normally distributed, and have outliers to one side. The Mann-Whitney
test only asks how often a time of one sample is below one of the other, and its distribution, if
both samples were of the same kind, can be counted out exactly, ties included. A bootstrap of five
values would find differences that are not there. Estimates and intervals of how much they differ
belong to the same test (Hodges and Lehmann). Several programs are taken together as strata of one
test (van Elteren's, for strata of equal sizes), again exactly.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby


@dataclass(frozen=True, slots=True)
class RankSum:
    """The ranks of one sample among both.

    `total` is the sum of the doubled ranks of the second sample, `counts` by sum how many of the
    possible choices of ranks have it.
    """

    total: int
    counts: dict[int, int]


def rank_sum(first: Sequence[float], second: Sequence[float]) -> RankSum:
    """The rank sum of the second sample, and its distribution if both are of one kind.

    Equal values share the mean of their ranks; doubled, ranks are whole numbers.
    """
    pooled = sorted((value, index) for index, value in enumerate((*first, *second)))
    ranks = [0] * len(pooled)
    position = 0
    for _, group in groupby(pooled, key=lambda pair: pair[0]):
        members = [index for _, index in group]
        for index in members:
            ranks[index] = 2 * position + len(members) + 1
        position += len(members)
    return RankSum(sum(ranks[len(first) :]), _sums(tuple(sorted(ranks)), len(second)))


@cache
def _sums(ranks: tuple[int, ...], size: int) -> dict[int, int]:
    """By sum, how many choices of `size` of the ranks have it."""
    chosen: list[dict[int, int]] = [{0: 1}, *({} for _ in range(size))]
    for rank in ranks:
        for taken in range(size, 0, -1):
            for total, count in chosen[taken - 1].items():
                chosen[taken][total + rank] = chosen[taken].get(total + rank, 0) + count
    return chosen[size]


def probability(strata: Iterable[RankSum]) -> float:
    """How probable a sum as far from the middle as this one is, if no stratum differs: two-sided.

    1.0 of no strata.
    """
    total, counts = 0, {0: 1}
    for stratum in strata:
        total += stratum.total
        joined: dict[int, int] = {}
        for left, ways in counts.items():
            for right, others in stratum.counts.items():
                joined[left + right] = joined.get(left + right, 0) + ways * others
        counts = joined
    # The distribution is symmetric about its middle, which may lie between two sums.
    doubled_middle = min(counts) + max(counts)
    distance = abs(2 * total - doubled_middle)
    far = sum(ways for s, ways in counts.items() if abs(2 * s - doubled_middle) >= distance)
    return far / sum(counts.values())


def smallest_probability(first: int, second: int) -> float:
    """What `probability` is at least, for samples of these sizes without ties."""
    return min(1.0, 2 / math.comb(first + second, first))


@dataclass(frozen=True, slots=True)
class Shift:
    """By what factor the second sample is above the first, and an interval for that."""

    factor: float
    low: float
    high: float


def shift(first: Sequence[float], second: Sequence[float], alpha: float) -> Shift:
    """The median of all ratios of a value of the second sample to one of the first.

    The interval holds the true factor with a probability of at least 1 - alpha, provided that the
    samples are large enough for that to be said at all; otherwise it is all ratios.
    """
    ratios = sorted(b / a for a in first for b in second)
    # How many ratios may be left out at each end: as many as the test would need to reject.
    plain = rank_sum(range(len(first)), range(len(first), len(first) + len(second)))
    lowest, ways = min(plain.counts), math.comb(len(first) + len(second), len(first))
    tail, left_out = 0, 0
    # Without ties doubled sums go up in twos, each step one pair more in the wrong order.
    for pairs in range(len(ratios)):
        tail += plain.counts.get(lowest + 2 * pairs, 0)
        if 2 * tail > alpha * ways:
            break
        left_out = pairs
    return Shift(statistics.median(ratios), ratios[left_out], ratios[-1 - left_out])
