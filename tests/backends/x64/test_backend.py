"""The shared backend tests on x86-64, native and emulated."""

from collections.abc import Iterator

import pytest

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.jit_under_test.backends.x64.backend import X64Backend
from conformance.jit_under_test.machine.native import NativeMachine
from conformance.jit_under_test.machine.protocol import Arch, host_arch
from tests.backends.backend_tests import BackendTests
from tests.backends.common import KERNELS, LAYOUT, Harness
from tests.backends.x64.harness import FEW_REGISTERS, X64Probes


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
        yield Harness(machine, X64Backend(LAYOUT, FEW_REGISTERS), X64Probes(), KERNELS)
        machine.close()
