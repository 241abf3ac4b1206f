"""Random fragments on emulated ARM64 against the evaluator."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.generators.fragments import Case
from conformance.generators.strategies import fragment_cases
from conformance.generators.targets.backend import A64_FEW, check_all_ways, settle
from conformance.jit_under_test.backends.a64.backend import A64Backend
from conformance.jit_under_test.backends.a64.registers import REGISTERS
from conformance.jit_under_test.machine.protocol import Arch
from conformance.oracles.fragment_check import Harness
from conformance.oracles.fragment_probes import A64Probes
from conformance.oracles.fragment_world import LAYOUT


@pytest.fixture(scope="module")
def machine() -> Iterator[UnicornMachine]:
    machine = UnicornMachine(Arch.A64)
    yield machine
    machine.close()


@pytest.fixture(scope="module", params=[REGISTERS, A64_FEW], ids=["all registers", "few registers"])
def harness(machine: UnicornMachine, request: pytest.FixtureRequest) -> Harness:
    return Harness(machine, A64Backend(LAYOUT, request.param), A64Probes())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=fragment_cases())
def test_random_fragments(harness: Harness, case: Case):
    settle(harness, case)
    check_all_ways(harness, case)
