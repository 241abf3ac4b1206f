"""The shared backend tests on emulated ARM64."""

from collections.abc import Iterator

import pytest

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.jit_under_test.backends.a64.backend import A64Backend
from conformance.jit_under_test.machine.protocol import Arch
from tests.backends.a64.harness import A64Probes
from tests.backends.backend_tests import BackendTests
from tests.backends.common import KERNELS, LAYOUT, Harness


class TestEmulated(BackendTests):
    @pytest.fixture(scope="class")
    def harness(self) -> Iterator[Harness]:
        machine = UnicornMachine(Arch.A64)
        yield Harness(machine, A64Backend(LAYOUT), A64Probes(), KERNELS)
        machine.close()
