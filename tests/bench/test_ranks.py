"""Exact rank tests: known values, ties, and how often they are wrong."""

import random

import pytest

from conformance.bench.ranks import probability, rank_sum, shift, smallest_probability

# Published tables of Mann and Whitney's U: two-sided probabilities.
KNOWN = [
    ([1, 2, 3], [4, 5, 6], 0.1),
    ([4, 5, 6], [1, 2, 3], 0.1),
    ([1, 2, 4], [3, 5, 6], 0.2),
    ([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], 2 / 252),
    ([1, 2, 3, 4, 7], [5, 6, 8, 9, 10], 8 / 252),
    ([1, 3, 5, 7], [2, 4, 6, 8], 48 / 70),
    ([1], [2], 1.0),
    ([2, 2, 2], [2, 2, 2], 1.0),
    # Ranks 1.5 1.5 3 | 4.5 4.5 6 of 20 choices: the farthest sum, and its counterpart.
    ([1, 1, 2], [3, 3, 4], 0.1),
    # Of the 20 choices of three of the ranks 2 2 2 5 5 5 all but the two extremes are nearer.
    ([1, 1, 1], [2, 2, 2], 0.1),
]


@pytest.mark.parametrize(("first", "second", "expected"), KNOWN)
def test_probabilities(first, second, expected):
    assert probability([rank_sum(first, second)]) == pytest.approx(expected)


def test_strata_add_up():
    apart = rank_sum([1, 2, 3], [4, 5, 6])
    back = rank_sum([4, 5, 6], [1, 2, 3])
    assert probability([apart] * 2) == pytest.approx(2 / 400)
    assert probability([apart, back]) == 1.0
    assert probability([]) == 1.0
    assert smallest_probability(5, 5) == pytest.approx(2 / 252)
    assert smallest_probability(3, 3) == pytest.approx(0.1)
    assert smallest_probability(1, 1) == 1.0


def test_samples_of_one_kind_seldom_differ():
    chance = random.Random(1)
    found = 0
    for _ in range(1000):
        # Outliers to one side, as times have them.
        times = [1 + chance.paretovariate(3) for _ in range(10)]
        found += probability([rank_sum(times[:5], times[5:])]) < 0.05
    # Of an exact test at most 50 are expected; 80 would be four standard deviations above.
    assert 5 < found < 80


def test_the_interval_holds_the_true_factor():
    chance = random.Random(2)
    held = 0
    for _ in range(500):
        first = [1 + chance.paretovariate(4) for _ in range(5)]
        second = [1.3 * (1 + chance.paretovariate(4)) for _ in range(5)]
        found = shift(first, second, 0.05)
        assert found.low <= found.factor <= found.high
        held += found.low <= 1.3 <= found.high
    assert held >= 465


def test_an_interval_is_as_wide_as_the_test_is_weak():
    first, second = [10, 11, 12, 13, 14], [20, 22, 24, 26, 28]
    ratios = sorted(b / a for a in first for b in second)
    # 5 and 5: at 0.05 the test rejects up to U = 2, so two ratios are left out at each end.
    assert shift(first, second, 0.05).low == ratios[2]
    assert shift(first, second, 0.05).high == ratios[-3]
    few = shift(first[:3], second[:3], 0.05)
    assert (few.low, few.high) == (20 / 12, 24 / 10)


def test_the_interval_agrees_with_the_test():
    chance = random.Random(3)
    for _ in range(300):
        first = [chance.uniform(1, 2) for _ in range(5)]
        second = [chance.uniform(1, 2.5) for _ in range(6)]
        found = shift(first, second, 0.05)
        excluded = not found.low <= 1 <= found.high
        assert excluded == (probability([rank_sum(first, second)]) < 0.05)
