"""The shared backend tests on x86-64, native and emulated."""

from collections.abc import Iterator

import pytest

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.generators.targets.backend import X64_FEW
from conformance.jit_under_test.backends.x64.backend import X64Backend
from conformance.jit_under_test.machine.native import NativeMachine
from conformance.jit_under_test.machine.protocol import Arch, host_arch
from conformance.oracles.fragment_check import Harness
from conformance.oracles.fragment_probes import X64Probes
from conformance.oracles.fragment_world import KERNELS, LAYOUT
from tests.backends.backend_tests import BackendTests


class TestNative(BackendTests):
    @pytest.fixture(scope="class")
    @classmethod
    def harness(cls) -> Iterator[Harness]:
        if host_arch() is not Arch.X64:
            pytest.skip("this host does not run x86-64 code")
        machine = NativeMachine()
        yield Harness(machine, X64Backend(LAYOUT), X64Probes(), KERNELS)
        machine.close()


class TestEmulated(BackendTests):
    @pytest.fixture(scope="class")
    @classmethod
    def harness(cls) -> Iterator[Harness]:
        machine = UnicornMachine(Arch.X64)
        yield Harness(machine, X64Backend(LAYOUT), X64Probes(), KERNELS)
        machine.close()


class TestFewRegisters(BackendTests):
    """Nearly everything in spill slots, also the values that a back edge exchanges."""

    @pytest.fixture(scope="class")
    @classmethod
    def harness(cls) -> Iterator[Harness]:
        machine = UnicornMachine(Arch.X64)
        yield Harness(machine, X64Backend(LAYOUT, X64_FEW), X64Probes(), KERNELS)
        machine.close()
