"""Random fragments on emulated x86-64 against the evaluator: there a crash is a failed test."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.jit_under_test.backends.x64.backend import X64Backend
from conformance.jit_under_test.backends.x64.registers import REGISTER_FILE
from conformance.jit_under_test.machine.protocol import Arch
from tests.backends.common import KERNELS, LAYOUT, Harness
from tests.backends.random_fragments import Case, cases, check_all_ways
from tests.backends.x64.harness import FEW_REGISTERS, X64Probes


@pytest.fixture(scope="module")
def machine() -> Iterator[UnicornMachine]:
    machine = UnicornMachine(Arch.X64)
    yield machine
    machine.close()


@pytest.fixture(
    scope="module", params=[REGISTER_FILE, FEW_REGISTERS], ids=["all registers", "few registers"]
)
def harness(machine: UnicornMachine, request: pytest.FixtureRequest) -> Harness:
    return Harness(machine, X64Backend(LAYOUT, request.param), X64Probes(), KERNELS)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_random_fragments(harness: Harness, case: Case):
    check_all_ways(harness, case)
