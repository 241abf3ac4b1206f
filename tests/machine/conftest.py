"""The sample image on all three machines."""

import functools
from collections.abc import Iterator

import pytest

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.jit_under_test.machine.native import NativeMachine
from conformance.jit_under_test.machine.protocol import Arch, Machine, host_arch
from tests.machine.sample import sample_image

MACHINES = ("native", "a64", "x64")


@functools.cache
def image_for(arch: Arch):
    return sample_image(arch)


def open_machine(kind: str) -> Machine:
    if kind == "native":
        if host_arch() is None:
            pytest.skip("no native backend for this host")
        return NativeMachine()
    return UnicornMachine({"a64": Arch.A64, "x64": Arch.X64}[kind])


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> Iterator[Machine]:
    made = open_machine(request.param)
    made.load_image(image_for(made.arch))
    yield made
    made.close()
