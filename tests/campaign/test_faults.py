"""The harness against planted faults: each is found by a few generated cases."""

import pytest

from conformance.campaign.cases import Plan, run_case
from conformance.jit_under_test.tracing.faults import FAULTS
from conformance.oracles.observation import Limits
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.schedule import Schedule
from conformance.oracles.stock import STOCK

ENGINE = "native:trace"
# Faults that make a program run for ever should not take long here.
LIMITS = Limits(seconds=2, memory=1 << 29, output=1 << 20)
SEED, CASES = 6, 80
# A missing barrier shows only where the collector works while compiled code runs.
SETTINGS = {"drop-barrier": {"gc_stress": 200}}
ABOUT_GC = ("drop-barrier",)


@pytest.fixture(scope="module", autouse=True)
def stock():
    if reason := usable(ENGINES[ENGINE]):
        pytest.skip(reason)
    STOCK.fill(["native"])
    yield
    STOCK.empty()


@pytest.mark.parametrize("fault", FAULTS)
def test_generated_cases_find_the_fault(fault):
    settings = {**SETTINGS.get(fault, {}), "faults": frozenset({fault})}
    gc = fault in ABOUT_GC
    plan = Plan(SEED, (ENGINE,), Schedule(settings), LIMITS, gc=gc)
    assert any(run_case(plan, number).findings for number in range(CASES))


def test_the_same_cases_find_nothing_without_a_fault():
    plan = Plan(SEED, (ENGINE,), Schedule({"gc_stress": 200}), LIMITS)
    assert not any(run_case(plan, number).findings for number in range(10))
