"""Random fragments as machine code of both architectures, and in the evaluator.

Inputs are the choices of `generators/fragments.py`, with one before them: how registers are
allocated. Guards are turned until the fragment gets far, then each comparison in turn fails.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.generators.decisions import ByteDecisions, choose
from conformance.generators.fragments import COMPLEMENT, Case, fragment_case
from conformance.generators.targets.target import Problem, Target, main, random_bytes
from conformance.jit_under_test.backends.a64.backend import A64Backend
from conformance.jit_under_test.backends.a64.registers import REGISTERS as A64_REGISTERS
from conformance.jit_under_test.backends.protocol import Backend
from conformance.jit_under_test.backends.x64.backend import X64Backend
from conformance.jit_under_test.backends.x64.registers import REGISTER_FILE as X64_REGISTERS
from conformance.jit_under_test.backends.x64.registers import Gpr
from conformance.jit_under_test.ir.fragment import Instruction
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.machine.native import NativeMachine
from conformance.jit_under_test.machine.protocol import Arch, Machine, MachineCrash, host_arch
from conformance.oracles.fragment_check import Disagreement, Harness, Probes
from conformance.oracles.fragment_probes import A64Probes, X64Probes
from conformance.oracles.fragment_world import LAYOUT

# Of each kind so few that nearly everything is spilled; rcx is what shifts borrow.
X64_FEW: Final = replace(X64_REGISTERS, gpr=(Gpr.RCX, Gpr.R12), fpr=(1,))
# Two registers of each kind, one of them saved by calls.
A64_FEW: Final = replace(A64_REGISTERS, gpr=(3, 21), fpr=(1, 9))
SIZE: Final = 1500
"""Bytes of an input: what the choices of most fragments take."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """One way to allocate registers, and the backends that do it."""

    name: str
    backends: Mapping[Arch, Backend]


ALLOCATIONS: Final = (
    Allocation("all registers", {Arch.X64: X64Backend(LAYOUT), Arch.A64: A64Backend(LAYOUT)}),
    Allocation(
        "few registers",
        {Arch.X64: X64Backend(LAYOUT, X64_FEW), Arch.A64: A64Backend(LAYOUT, A64_FEW)},
    ),
)
_PROBES: Final[Mapping[Arch, type[X64Probes] | type[A64Probes]]] = {
    Arch.X64: X64Probes,
    Arch.A64: A64Probes,
}


def _probes(arch: Arch) -> Probes:
    return _PROBES[arch]()


def _machine(arch: Arch) -> Machine:
    """The processor itself where it can run the code, as that is what users have."""
    return NativeMachine() if arch is host_arch() else UnicornMachine(arch)


@cache
def _harnesses() -> Mapping[str, Sequence[tuple[Arch, Harness]]]:
    """By the name of the allocation, one harness for each architecture.

    Harnesses on one machine put the same code in the same places, so they can take turns.
    """
    machines = {arch: _machine(arch) for arch in (Arch.X64, Arch.A64)}
    return {
        allocation.name: [
            (arch, Harness(machine, allocation.backends[arch], _probes(arch)))
            for arch, machine in machines.items()
        ]
        for allocation in ALLOCATIONS
    }


def settle(harness: Harness, case: Case) -> None:
    """Turn comparisons that fail into their opposites where that leads further."""
    turnable = case.comparisons()
    failing = _failing(harness, case)
    while failing in turnable:
        assert failing is not None
        turnable.remove(failing)
        op = failing.op
        failing.op = OPS[COMPLEMENT[op.name]]
        now = _failing(harness, case)
        if now is failing:
            failing.op = op
            return
        failing = now


def check_all_ways(harness: Harness, case: Case) -> None:
    """Machine code and evaluator agree, also when each comparison in turn fails.

    Raises Disagreement. The case should be settled.
    """
    harness.check(case.fragment, case.prepare)
    for guard in case.comparisons():
        with _opposite(guard):
            harness.check(case.fragment, case.prepare)


def _failing(harness: Harness, case: Case) -> Instruction | None:
    """The guard by which the evaluator leaves."""
    index = harness.evaluate(case.fragment, case.prepare).instruction
    return None if index is None else case.fragment.instructions[index]


@contextmanager
def _opposite(ins: Instruction) -> Iterator[None]:
    """The same fragment with one comparison turned."""
    op = ins.op
    ins.op = OPS[COMPLEMENT[op.name]]
    try:
        yield
    finally:
        ins.op = op


def _decide(data: bytes) -> tuple[str, Case]:
    decisions = ByteDecisions(data)
    return choose(decisions, ALLOCATIONS).name, fragment_case(decisions)


def one_input(data: bytes) -> bool:
    """Compile and run a fragment everywhere; True if it ran to its end."""
    return one_input_on(tuple(Arch), data)


def one_input_on(archs: Collection[Arch], data: bytes) -> bool:
    """As `one_input`, on some architectures only."""
    name, case = _decide(data)
    harnesses = _harnesses()[name]
    settle(harnesses[0][1], case)
    for arch, harness in harnesses:
        if arch not in archs:
            continue
        try:
            check_all_ways(harness, case)
        except Disagreement as wrong:
            raise Problem(f"{wrong.kind} on {arch.value}", f"with {name}: {wrong}") from None
        except MachineCrash as crash:
            raise Problem(f"crash on {arch.value}", f"with {name}: {crash}\n{case}") from None
    return _failing(harnesses[0][1], case) in (None, case.counter)


def show(data: bytes) -> str:
    """The fragment, and how registers are allocated."""
    name, case = _decide(data)
    return f"; {name}\n{case}"


def _prepare() -> None:
    _harnesses()


def close() -> None:
    """Close the machines, of which the native one keeps others out of this process."""
    for _, harness in _harnesses()[ALLOCATIONS[0].name]:
        harness.machine.close()
    _harnesses.cache_clear()


TARGET: Final = Target("backend", ".bin", one_input, _prepare, random_bytes(SIZE), show)

if __name__ == "__main__":
    main(TARGET.name)
