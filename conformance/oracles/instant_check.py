"""Compare the JIT's state with PUC's at random instants of a program.

The JIT goes first: where it stopped is where PUC is asked to stop. Programs whose state depends on
more than their instructions are left out (`unsteady`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff

from conformance.oracles.checking import REFERENCE_HEADER
from conformance.oracles.instant import count_instructions, observe_instants
from conformance.oracles.instant_jit import StoppingJit
from conformance.oracles.instant_values import Instant
from conformance.oracles.jit import JitEngine, Settings
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import EngineSpec
from conformance.oracles.workers import observe

# What reads the clock, the heap's size or the moment of a collection, makes names of its own, sets
# hooks, or looks at what each implementation keeps for itself.
_UNSTEADY = re.compile(
    rb"collectgarbage|gcinfo|newproxy|__gc|__mode|os\.clock|os\.time|os\.date|os\.tmpname|sethook"
    rb"|getregistry"
)
# Beyond this many VM instructions no instant is asked for.
LONGEST = 2_000_000
# Lines of context in a shown difference.
_CONTEXT = 4


@dataclass(frozen=True, slots=True)
class InstantCheck:
    """One program on one engine: how many instants agreed with PUC, and the first that did not.

    `problem` is empty when all did; `skipped` says why there was nothing to compare.
    """

    program: str
    engine: str
    compared: int
    problem: str = ""
    skipped: str = ""


def unsteady(program: Program) -> str:
    """What makes the program's state depend on more than its instructions, empty if nothing."""
    match = _UNSTEADY.search(program.source)
    return match[0].decode("ascii") if match else ""


def random_numbers(count: int, most: int, seed: int) -> tuple[int, ...]:
    """Up to `count` different numbers of 1 to `most`, ascending."""
    chosen = random.Random(seed).sample(range(1, most + 1), min(count, most))
    return tuple(sorted(chosen))


def first_difference(expected: Sequence[Instant], actual: Sequence[Instant]) -> str:
    """The first instant that differs, as a diff from PUC's state; empty if none does."""
    by_number = {instant.number: instant for instant in expected}
    for instant in actual:
        puc = by_number.get(instant.number)
        if puc is None:
            return f"PUC ends before instruction {instant.number}"
        if puc != instant:
            changes = unified_diff(
                puc.lines(), instant.lines(), "PUC", "JIT", lineterm="", n=_CONTEXT
            )
            return f"instruction {instant.number}\n" + "\n".join(changes)
    return ""


def check_instants(
    program: Program,
    spec: EngineSpec,
    numbers: Sequence[int],
    settings: Settings | None = None,
    behind_exits: bool = False,
    limits: Limits | None = None,
) -> InstantCheck:
    """Compare one engine of the JIT with PUC at the given instants (ascending).

    In compiled code the engine stops at the first instant from there on that it can, with
    `behind_exits` at the next exit.
    """
    name = program.script.decode("utf-8", "replace")
    engine = spec.make(settings)
    assert isinstance(engine, JitEngine), f"{spec.name} has no clock"
    stopping = StoppingJit(engine, tuple(numbers), behind_exits)
    observation = observe(stopping, program, limits)
    found = observation.probe
    if not isinstance(found, tuple):
        message = (observation.message or b"").decode("utf-8", "replace")
        return InstantCheck(name, spec.name, 0, f"{observation.status.value}: {message}")
    puc = observe_instants(program, [instant.number for instant in found], limits)
    problem = first_difference(puc, found)
    if not problem and not spec.compiles and len(found) < len(numbers):
        problem = f"ends before instruction {numbers[len(found)]} of PUC"
    return InstantCheck(name, spec.name, len(found), problem)


def check_random_instants(
    program: Program,
    spec: EngineSpec,
    count: int,
    seed: int = 0,
    settings: Settings | None = None,
    limits: Limits | None = None,
) -> list[InstantCheck]:
    """Compare at `count` random instants; for compiling engines also behind as many exits.

    The program runs with its argument for slow engines where it names one: all instants are then
    in reach, and near to each other.
    """
    name = program.script.decode("utf-8", "replace")
    small = program.headers.get(REFERENCE_HEADER)
    if small == "no" and spec.slow:
        return [InstantCheck(name, spec.name, 0, skipped="its header says: not on slow engines")]
    sized = program if small in (None, "no") else program.with_args(small.encode("utf-8"))
    if reason := unsteady(program):
        return [InstantCheck(name, spec.name, 0, skipped=f"uses {reason}")]
    total, observation = count_instructions(sized, LONGEST, stride=1, limits=limits)
    if not observation.status.is_language and observation.status is not Status.LIMIT:
        return [InstantCheck(name, spec.name, 0, skipped=f"PUC: {observation.status.value}")]
    numbers = random_numbers(count, total, seed)
    checks = [check_instants(sized, spec, numbers, settings, False, limits)]
    if spec.compiles:
        checks.append(check_instants(sized, spec, numbers, settings, True, limits))
    return checks
