"""Random fragments on emulated ARM64 against the evaluator."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.jit_under_test.backends.a64.backend import A64Backend
from conformance.jit_under_test.backends.a64.registers import REGISTERS
from conformance.jit_under_test.machine.protocol import Arch
from tests.backends.a64.harness import A64Probes
from tests.backends.common import KERNELS, LAYOUT, Harness
from tests.backends.random_fragments import Case, cases, check_all_ways

# Two registers of each kind, one of them saved by calls: nearly everything is spilled.
FEW = replace(REGISTERS, gpr=(3, 21), fpr=(1, 9))


@pytest.fixture(scope="module")
def machine() -> Iterator[UnicornMachine]:
    machine = UnicornMachine(Arch.A64)
    yield machine
    machine.close()


@pytest.fixture(scope="module", params=[REGISTERS, FEW], ids=["all registers", "few registers"])
def harness(machine: UnicornMachine, request: pytest.FixtureRequest) -> Harness:
    return Harness(machine, A64Backend(LAYOUT, request.param), A64Probes(), KERNELS)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_random_fragments(harness: Harness, case: Case) -> None:
    check_all_ways(harness, case)
