"""Optimized or not, a fragment takes the same exit and leaves the same memory."""

import copy
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.generators.recordings import (
    NASTY,
    NEW_TABLE,
    observe,
    record,
    record_iteration,
)
from conformance.generators.strategies import script, slots
from conformance.jit_under_test.ir.fragment import Fragment
from conformance.jit_under_test.ir.verifier import verify
from conformance.jit_under_test.optimizer.loop import LoopUnstable, self_link
from conformance.jit_under_test.optimizer.passes import ALL, Switches, optimize

CHOICES = ({"fold"}, {"cse"}, {"forward"}, {"dce"}, {"cse", "forward"}, {"sink"}, ALL)
quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@pytest.mark.parametrize("passes", CHOICES, ids=lambda passes: "+".join(sorted(passes)))
@quick
@given(slots, slots, script)
def test_straight_line(
    passes: set[str], recorded: list[float], others: list[float], steps: list[tuple[int, int, int]]
) -> None:
    compare_straight_line(passes, recorded, others, steps)


def compare_straight_line(
    passes: set[str], recorded: list[float], others: list[float], steps: list[tuple[int, int, int]]
) -> None:
    fragment = record(recorded, steps)
    verify(fragment)
    optimized = optimize(
        record(recorded, steps), Switches(frozenset(passes)), recorded=False, check=verify
    )
    # Once along the recorded path, once with other numbers: guards fail there.
    for numbers in (recorded, others):
        assert observe(optimized, numbers) == observe(fragment, numbers)


def compare_loop(
    passes: frozenset[str],
    recorded: list[float],
    others: list[float],
    steps: list[tuple[int, int, int]],
    iterations: int,
) -> bool:
    """Whether the iteration could be closed; it is compared with the plain loop then."""
    plain = self_link(record_iteration(recorded, steps, iterations))
    verify(plain)
    try:
        closed = optimize(
            record_iteration(recorded, steps, iterations),
            Switches(passes),
            recorded=False,
            check=verify,
        )
    except LoopUnstable:
        return False
    for numbers in (recorded, others):
        assert observe(closed, numbers) == observe(plain, numbers)
    return True


@pytest.mark.parametrize("passes", [{"loop"}, {"loop", "cse"}, {"loop", "fold"}, ALL],
                         ids=lambda passes: "+".join(sorted(passes)))  # fmt: skip
@quick
@given(slots, slots, script, st.integers(1, 6))
def test_loops(
    passes: set[str],
    recorded: list[float],
    others: list[float],
    steps: list[tuple[int, int, int]],
    iterations: int,
) -> None:
    compare_loop(frozenset(passes), recorded, others, steps, iterations)


WITH_TABLES = {"sink", "cse", "forward"}
many_tables = st.lists(
    st.tuples(
        st.integers(0, NEW_TABLE + 1) | st.just(NEW_TABLE),
        *[st.integers(0, 15), st.integers(0, 15)],
    ),
    max_size=25,
)


@pytest.mark.parametrize("passes", [WITH_TABLES, WITH_TABLES | {"loop"}, ALL],
                         ids=lambda passes: "+".join(sorted(passes)))  # fmt: skip
@quick
@given(slots, slots, many_tables, st.integers(1, 6))
def test_new_tables(
    passes: set[str],
    recorded: list[float],
    others: list[float],
    steps: list[tuple[int, int, int]],
    iterations: int,
) -> None:
    if "loop" in passes:
        compare_loop(frozenset(passes), recorded, others, steps, iterations)
    else:
        compare_straight_line(passes, recorded, others, steps)


def test_most_new_tables_are_sunk() -> None:
    # Guards against a property that holds because nothing is ever sunk.
    rng = random.Random(1)
    sunk = described = 0
    kinds = (NEW_TABLE, NEW_TABLE, 0, 2, 12)
    for _ in range(60):
        steps = [(rng.choice(kinds), rng.randrange(16), rng.randrange(16)) for _ in range(12)]
        fragment = record_iteration(rng.choices(NASTY, k=4), steps, 4)
        try:
            closed = optimize(fragment, recorded=False)
        except LoopUnstable:
            continue
        names = [ins.op.name for ins in closed.instructions]
        sunk += names.count("sunk")
        described += any(snapshot.objects for snapshot in closed.snapshots)
    assert sunk >= 60
    assert described >= 20


def random_case(rng: random.Random) -> tuple[list[float], list[float], list[tuple[int, int, int]]]:
    steps = [(rng.randrange(24), rng.randrange(16), rng.randrange(16)) for _ in range(40)]
    return rng.choices(NASTY, k=4), rng.choices(NASTY, k=4), steps


def test_most_iterations_close_and_shrink() -> None:
    # Guards against a property that holds because nothing is ever optimized.
    rng = random.Random(1)
    closed = shorter = 0
    for _ in range(60):
        numbers, others, steps = random_case(rng)
        closed += compare_loop(ALL, numbers, others, steps, 4)
        before = record(numbers, steps)
        after = optimize(copy.copy(before), recorded=False)
        assert isinstance(after, Fragment)
        shorter += len(after.instructions) < len(before.instructions) * 0.9
    assert closed >= 20
    assert shorter >= 50
