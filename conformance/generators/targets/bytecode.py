"""Random verified bytecode on PUC and on our executors, which must all give the same.

Inputs are the choices of `generators/bytecode.py`, with two before them: the collector's stress,
behind which the heap is verified, and on which machines code is compiled or interpreted.
"""

from __future__ import annotations

from typing import Final

from conformance.generators.bytecode import main_function
from conformance.generators.decisions import ByteDecisions, Decisions, choose
from conformance.generators.targets.running import MACHINES
from conformance.generators.targets.target import Problem, Target, main, random_bytes
from conformance.jit_under_test.bytecode.listing import list_function
from conformance.jit_under_test.bytecode.prototype import Prototype
from conformance.jit_under_test.frontend import dump
from conformance.oracles.checking import check_program
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE
from conformance.oracles.schedule import Schedule
from conformance.oracles.stock import STOCK

SIZE: Final = 400
"""Bytes of an input."""
HOT: Final = {"hot_loop": 2, "hot_call": 2, "hot_exit": 2}
STRESSES: Final = (0, 0, 200, 1)
SELECTIONS: Final = (
    ("native:interp", "arm64:interp"),
    ("reference", "arm64:trace"),
    ("native:trace", "arm64:interp"),
    ("native:trace", "arm64:trace"),
)
LIMITS: Final = Limits(seconds=4.0, memory=1 << 28, output=1 << 16)


def _decide(decisions: Decisions) -> tuple[Schedule, tuple[str, ...], Prototype]:
    schedule = Schedule({**HOT, "gc_stress": choose(decisions, STRESSES)})
    return schedule, choose(decisions, SELECTIONS), main_function(decisions)


def one_input(data: bytes) -> bool:
    """Run a function everywhere; True if it ran to its end."""
    schedule, names, proto = _decide(ByteDecisions(data))
    program = Program(dump(proto), b"=random")
    checks = check_program(program, [ENGINES[name] for name in names], schedule, LIMITS)
    for check in checks:
        verdict = check.verdict
        if verdict.difference is not None:
            kind = f"{verdict.difference.value} on {check.actual.engine}"
            raise Problem(kind, f"{schedule}\n{verdict.detail}\n{list_function(proto)}")
    return checks[0].expected.status is Status.OK


def show(data: bytes) -> str:
    """The function's listing, and how it runs."""
    schedule, names, proto = _decide(ByteDecisions(data))
    return f"; on {' and '.join(names)}, {schedule}\n{list_function(proto)}"


def _prepare() -> None:
    for name in (REFERENCE_ENGINE, *dict.fromkeys(name for names in SELECTIONS for name in names)):
        ENGINES[name].make().warm()
    STOCK.fill(MACHINES)


TARGET: Final = Target("bytecode", ".bin", one_input, _prepare, random_bytes(SIZE), show)

if __name__ == "__main__":
    main(TARGET.name)
