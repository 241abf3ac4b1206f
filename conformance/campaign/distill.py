"""Distillation: few programs that make the compiler do all that many programs make it do.

Each candidate runs on the compiling engines, thresholds low. Then the program with the most
features that no chosen one has is chosen, again and again (the greedy answer to the set cover
problem, which is at most a logarithm away from the best); of equals the shortest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from conformance.campaign.cases import Plan
from conformance.campaign.runner import warm
from conformance.jit_under_test.frontend import LuaSyntaxError
from conformance.jit_under_test.frontend.tree_parser import parse_tree
from conformance.oracles.checking import check_program
from conformance.oracles.features import NONE, Features
from conformance.oracles.instant import count_instructions
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE
from conformance.oracles.schedule import Schedule
from conformance.oracles.stock import STOCK
from conformance.oracles.workers import end_with_parent, observe

ENGINE_NAMES: Final = ("native:trace", "arm64:trace")
SCHEDULE: Final = Schedule({"hot_loop": 2, "hot_exit": 2, "hot_call": 2})
# What is to be edited and run many times must be quick: VM instructions, and bytes.
QUICK: Final = 300_000
LARGEST: Final = 5000
LIMITS: Final = Limits(seconds=10.0, memory=1 << 28, output=1 << 18)
# A program with these depends on more than its text, or says how it was run.
OUTSIDE: Final = tuple(
    b"os. io.open io.popen io.lines io.read dofile loadfile require arg[ debug. 0x%x %p".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A program by name. `fixed`: it is there in any case, and what it covers is covered.

    `path` is where it stands, if it is a file.
    """

    name: str
    source: bytes
    fixed: bool = False
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Distillate:
    """What was chosen, in the order of choosing, each with how many features it added.

    `features` is what all usable candidates have; `unusable` names the others with the reason.
    """

    chosen: tuple[tuple[Candidate, int], ...]
    features: Features
    unusable: Mapping[str, str]


def unfit(candidate: Candidate) -> str | None:
    """Why a program is no good as a seed, as far as its text and two runs on PUC tell."""
    source = candidate.source
    if len(source) > LARGEST:
        return "too long"
    if any(word in source for word in OUTSIDE):
        return "depends on more than its text"
    try:
        parse_tree(source)
    except (LuaSyntaxError, RecursionError):
        return "no program for the editor"
    puc = ENGINES[REFERENCE_ENGINE].make()
    program = Program(source, b"@seed.lua")
    first, second = (observe(puc, program, LIMITS) for _ in range(2))
    if not first.status.is_language:
        return "does not end by itself"
    if count_instructions(program, QUICK, limits=LIMITS)[0] >= QUICK:
        return "too slow"
    seen = [(o.status, o.stdout, o.message, o.results) for o in (first, second)]
    return None if seen[0] == seen[1] else "not deterministic"


def _examine(candidate: Candidate) -> tuple[str | None, Features]:
    reason = None if candidate.fixed else unfit(candidate)
    if reason is not None:
        return reason, NONE
    program = Program(candidate.source, b"@seed.lua")
    specs = [ENGINES[name] for name in ENGINE_NAMES]
    checks = check_program(program, specs, SCHEDULE, LIMITS)
    found = NONE.union(*(check.actual.features for check in checks))
    return (None if found else "compiles nothing"), found


def cover(
    candidates: Iterable[tuple[Candidate, Features]],
) -> list[tuple[Candidate, int]]:
    """Candidates that have all features together, none of which could be left out at its turn."""
    left = [(candidate, features) for candidate, features in candidates if not candidate.fixed]
    covered = set(NONE)
    chosen: list[tuple[Candidate, int]] = []
    while left:
        left = [(c, rest) for c, features in left if (rest := features - covered)]
        if not left:
            break
        best, features = min(
            left, key=lambda pair: (-len(pair[1]), len(pair[0].source), pair[0].name)
        )
        chosen.append((best, len(features)))
        covered |= features
    return chosen


def distill(
    candidates: Sequence[Candidate], jobs: int, progress: Callable[[int], object]
) -> Distillate:
    """Run all candidates and choose; `progress` hears how many have run."""
    warm(Plan(0, ENGINE_NAMES))
    usable: list[tuple[Candidate, Features]] = []
    unusable: dict[str, str] = {}
    context = get_context("fork")
    try:
        with ProcessPoolExecutor(
            jobs, mp_context=context, initializer=end_with_parent, initargs=(os.getpid(),)
        ) as pool:
            for at, (candidate, (reason, features)) in enumerate(
                zip(candidates, pool.map(_examine, candidates), strict=True), 1
            ):
                progress(at)
                if reason is None:
                    usable.append((candidate, features))
                else:
                    unusable[candidate.name] = reason
    finally:
        STOCK.empty()
    everything = NONE.union(*(features for _, features in usable))
    fixed = NONE.union(*(features for candidate, features in usable if candidate.fixed))
    wanted = [(candidate, features - fixed) for candidate, features in usable]
    return Distillate(tuple(cover(wanted)), everything, unusable)
