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
from conformance.oracles.checking import Check, check_program
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE, EngineSpec
from conformance.oracles.schedule import Schedule
from conformance.oracles.stock import STOCK
from conformance.oracles.workers import observe

SIZE: Final = 400
"""Bytes of an input."""
HOT: Final = {"hot_loop": 2, "hot_call": 2, "hot_exit": 2}
STRESSES: Final = (0, 0, 200, 700)
SELECTIONS: Final = (
    ("native:interp", "arm64:interp"),
    ("reference", "arm64:trace"),
    ("native:trace", "arm64:interp"),
    ("native:trace", "arm64:trace"),
)
# Emulated machines, their collector under stress, take a hundred times what PUC takes.
LIMITS: Final = Limits(seconds=20.0, memory=1 << 28, output=1 << 16)


def _decide(decisions: Decisions) -> tuple[Schedule, tuple[str, ...], Prototype]:
    schedule = Schedule({**HOT, "gc_stress": choose(decisions, STRESSES)})
    return schedule, choose(decisions, SELECTIONS), main_function(decisions)


def _by_sign(spec: EngineSpec, check: Check, program: Program, schedule: Schedule) -> bool:
    """Whether a difference is that in the sign of a NaN which the processors make.

    Here NaNs get into strings, where no mask finds the sign again. So where there is a NaN, what
    the other tier prints on the same machine is right, too.
    """
    if spec.machine != "arm64" or b"nan" not in check.expected.stdout:
        return False
    (other,) = {"arm64:interp", "arm64:trace"} - {spec.name}
    again = observe(ENGINES[other].make(schedule), program, LIMITS)
    return check.actual.status.is_language and not spec.judge(check.actual, again).differs


def one_input(data: bytes) -> bool:
    """Run a function everywhere; True if it ran to its end."""
    schedule, names, proto = _decide(ByteDecisions(data))
    program = Program(dump(proto), b"=random")
    specs = [ENGINES[name] for name in names]
    checks = check_program(program, specs, schedule, LIMITS)
    for spec, check in zip(specs, checks, strict=True):
        verdict = check.verdict
        if verdict.difference is not None and not _by_sign(spec, check, program, schedule):
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
