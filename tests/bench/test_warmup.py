"""Rounds of one process: which of them were not warm yet."""

import pytest

from conformance.bench.warmup import Warmup, warm_up

ROUNDS = [
    ((), None),
    ((1.0,), None),
    ((1.0, 1.0), Warmup(1.0, 1.0, 0.0)),
    ((5.0, 3.0, 1.0, 1.0, 1.0, 1.0), Warmup(5.0, 1.0, 8.0)),
    # A tenth is not enough to be called cold, nor is one slow round later.
    ((1.1, 1.0, 1.0, 1.0), Warmup(1.1, 1.0, 0.0)),
    ((2.0, 1.0, 1.0, 4.0, 1.0, 1.0), Warmup(2.0, 1.0, 2.0)),
    # What becomes slower again was warm at once.
    ((1.0, 1.0, 2.0, 2.0), Warmup(1.0, 2.0, 0.0)),
]


@pytest.mark.parametrize(("rounds", "expected"), ROUNDS)
def test_warmup(rounds, expected):
    assert warm_up(rounds) == expected
