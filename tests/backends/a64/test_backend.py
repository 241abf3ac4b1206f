"""The shared backend tests on emulated ARM64."""

from collections.abc import Iterator

import pytest

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.jit_under_test.backends.a64.backend import A64Backend
from conformance.jit_under_test.machine.memory import Memory
from conformance.jit_under_test.machine.protocol import Arch
from conformance.oracles.fragment_check import Harness
from conformance.oracles.fragment_probes import A64Probes
from conformance.oracles.fragment_world import KERNELS, LAYOUT, VM
from tests.backends.backend_tests import BackendTests


class TestEmulated(BackendTests):
    @pytest.fixture(scope="class")
    @classmethod
    def harness(cls) -> Iterator[Harness]:
        machine = UnicornMachine(Arch.A64)
        yield Harness(machine, A64Backend(LAYOUT), A64Probes(), KERNELS)
        machine.close()

    def test_exits_beyond_the_reach_of_a_bit_test(self, harness: Harness) -> None:
        """`tbz` reaches 32 KiB; the stubs of a longer fragment lie behind that."""
        lines = ['fragment 1 root "long"', "snap 0 pc=0x1000 clock=1 {}", "gccheck !0"]
        lines.append("v1 = fload INT PTR:0x1004006000 cell.i0")
        lines += [f"v{i} = bxor INT v{i - 1} {i * 0x1_0000_0001}" for i in range(2, 5000)]
        lines += ["snap 1 pc=0x1008 clock=2 {0: v4999}", "lt v1 0 !1", "end stop !1"]
        fragment = harness.parse("\n".join(lines))
        compiled = harness.compile(fragment)
        assert len(compiled.code) > 1 << 15

        def collect(memory: Memory) -> None:
            memory.write_i32(VM + LAYOUT.vm_gc_debt + 4, 0)

        assert harness.check(fragment, compiled=compiled) == 1
        assert harness.check(fragment, collect, compiled) == 0
        starts = compiled.instruction_offsets
        assert starts[1] - starts[0] == 12, "load, opposite test, branch"
