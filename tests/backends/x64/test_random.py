"""Random fragments on emulated x86-64 against the evaluator: there a crash is a failed test."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.generators.fragments import Case
from conformance.generators.strategies import fragment_cases
from conformance.generators.targets.backend import X64_FEW, check_all_ways, settle
from conformance.jit_under_test.backends.x64.backend import X64Backend
from conformance.jit_under_test.backends.x64.registers import REGISTER_FILE
from conformance.jit_under_test.machine.protocol import Arch
from conformance.oracles.fragment_check import Harness
from conformance.oracles.fragment_probes import X64Probes
from conformance.oracles.fragment_world import LAYOUT


@pytest.fixture(scope="module")
def machine() -> Iterator[UnicornMachine]:
    machine = UnicornMachine(Arch.X64)
    yield machine
    machine.close()


@pytest.fixture(
    scope="module", params=[REGISTER_FILE, X64_FEW], ids=["all registers", "few registers"]
)
def harness(machine: UnicornMachine, request: pytest.FixtureRequest) -> Harness:
    return Harness(machine, X64Backend(LAYOUT, request.param), X64Probes())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=fragment_cases())
def test_random_fragments(harness: Harness, case: Case):
    settle(harness, case)
    check_all_ways(harness, case)
