"""The optimizer's passes on recorded fragments, one by one, before and after in the evaluator.

Inputs are the steps of `generators/recordings.py`. Each pass runs alone first, so that the name of
the problem is that of the pass; then each prefix of the whole list.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from conformance.generators.decisions import ByteDecisions, Decisions, chance, choose
from conformance.generators.recordings import (
    NASTY,
    NEW_TABLE,
    STEPS,
    Step,
    observe,
    record,
    record_iteration,
)
from conformance.generators.targets.target import Problem, Target, main, random_bytes
from conformance.jit_under_test.ir.builder import GuardFails
from conformance.jit_under_test.ir.fragment import Fragment
from conformance.jit_under_test.ir.text import format_fragment
from conformance.jit_under_test.ir.verifier import IRError, verify
from conformance.jit_under_test.optimizer.loop import LoopUnstable, self_link
from conformance.jit_under_test.optimizer.passes import PASSES, Switches, optimize

SIZE: Final = 140
"""Bytes of an input: three for each step, and the numbers."""
MOST_ITERATIONS: Final = 6
# Steps that have to do with each other, by their numbers in recordings.py: what one computes or
# stores the next one reads.
THEMES: Final = (
    (0, 1, 2, 3, 4, 5, 6, 12, 15),  # numbers
    (0, 7, 8, 9, 10, 11, 13, 15),  # integers
    (0, 17, 18, 17, 18, 10, 15, 23),  # elements, and calls between them
    (0, 19, 20, 19, 20, 15, 23),  # nodes
    (1, 21, 21, 21, 2, 15, 23),  # upvalues
    (0, 22, 22, 13, 10, 15, 23),  # fields
    (0, 2, 12, 14, 15, 16, 24),  # guards, slots and synced calls
    (0, 2, 12, 15, NEW_TABLE, NEW_TABLE, NEW_TABLE + 1),  # new tables
)
_NAMES: Final = tuple(pass_.name for pass_ in PASSES)
_PREFIXES: Final = tuple(accumulate(({name} for name in _NAMES), lambda a, b: a | b))
SETS: Final = (*(frozenset({name}) for name in _NAMES), *map(frozenset, _PREFIXES[1:]))
"""Sets of passes in the order of trying."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What is recorded: slots as they are then, others for a second run, steps, and iterations.

    0 iterations stand for a fragment without a loop.
    """

    recorded: list[float]
    others: list[float]
    steps: list[Step]
    iterations: int

    def record(self) -> Fragment:
        """The fragment as recorded, a loop still open."""
        if not self.iterations:
            return record(self.recorded, self.steps)
        return record_iteration(self.recorded, self.steps, self.iterations)

    def plain(self) -> Fragment:
        """The fragment that no pass has touched."""
        return self_link(self.record()) if self.iterations else self.record()


def _decide(decisions: Decisions) -> _Case:
    below = decisions.below
    iterations = below(MOST_ITERATIONS + 1)
    recorded = [choose(decisions, NASTY) for _ in range(4)]
    # Where all are others, an early guard fails and nothing behind it is seen.
    others = [
        choose(decisions, (math.nan, -0.0, *NASTY)) if chance(decisions, 40) else number
        for number in recorded
    ]
    kinds = choose(decisions, THEMES) if chance(decisions, 60) else range(24)
    steps = [(choose(decisions, kinds), below(16), below(16)) for _ in range(below(STEPS + 1))]
    return _Case(recorded, others, steps, iterations)


def _name(passes: frozenset[str]) -> str:
    return "+".join(name for name in _NAMES if name in passes)


def _optimized(case: _Case, passes: frozenset[str]) -> Fragment | None:
    """The fragment behind these passes, verified behind each; None if its loop cannot be closed."""
    try:
        return optimize(case.record(), Switches(passes), recorded=False, check=verify)
    except LoopUnstable:
        return None
    except IRError as error:
        raise Problem(f"invalid IR behind {_name(passes)}", str(error)) from None
    except GuardFails as error:
        detail = f"a guard that held is said never to hold: {error}"
        raise Problem(f"guard dropped by {_name(passes)}", detail) from None


def _changes(case: _Case) -> Iterator[bool]:
    """Compare all sets of passes; says of each whether it changed anything."""
    plain = case.plain()
    verify(plain)
    expected = [observe(plain, numbers) for numbers in (case.recorded, case.others)]
    before = len(plain.instructions)
    for passes in SETS:
        optimized = _optimized(case, passes)
        if optimized is None:
            continue
        # Once along the recorded path, once with other numbers: guards fail there.
        for numbers, wanted in zip((case.recorded, case.others), expected, strict=True):
            if observe(optimized, numbers) != wanted:
                detail = f"slots {numbers}\n{format_fragment(plain)}{format_fragment(optimized)}"
                raise Problem(f"difference behind {_name(passes)}", detail)
        yield len(optimized.instructions) != before


def one_input(data: bytes) -> bool:
    """Record, optimize in all ways, compare; True if some pass did something."""
    return any([*_changes(_decide(ByteDecisions(data)))])


def show(data: bytes) -> str:
    """The fragment as recorded."""
    case = _decide(ByteDecisions(data))
    return f"{format_fragment(case.plain())}slots {case.recorded}, then {case.others}"


def _prepare() -> None:
    """There is nothing to open."""


TARGET: Final = Target("ir", ".bin", one_input, _prepare, random_bytes(SIZE), show)

if __name__ == "__main__":
    main(TARGET.name)
