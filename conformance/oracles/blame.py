"""Blame: which part of the JIT a difference points at, by running the program elsewhere.

Triangulation over engines that share all but one part: where only one tier differs, the tier is
to blame; where only one machine does, its backend; where a pass left out makes it right, the pass.
The first rule of the table that fits names the culprit, so rules go from shared to special.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from conformance.oracles.checking import check_program
from conformance.oracles.jit import EngineBroken, Settings, known_names
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, usable

# The engines that are asked, where they work.
WITNESSES = (
    "bytecode",
    "reference",
    "native:interp",
    "arm64:interp",
    "native:trace",
    "arm64:trace",
)
DISABLED_PASSES = "disabled_passes"


@dataclass(frozen=True, slots=True)
class Rule:
    """The culprit when all of `wrong` differ and none of `right` does."""

    wrong: tuple[str, ...]
    right: tuple[str, ...]
    culprit: str


RULES: tuple[Rule, ...] = (
    Rule(("bytecode",), (), "frontend"),
    Rule(("reference", "native:interp", "arm64:interp"), (), "runtime or semantics"),
    Rule(("native:interp", "arm64:interp"), (), "interpreter builder"),
    Rule(("native:interp",), ("arm64:interp",), "x86-64 image"),
    Rule(("arm64:interp",), ("native:interp",), "ARM64 image or emulator"),
    Rule(("native:trace", "arm64:trace"), (), "recorder or optimizer"),
    Rule(("native:trace",), ("arm64:trace",), "x64 backend"),
    Rule(("arm64:trace",), ("native:trace",), "a64 backend or emulator"),
    Rule(("reference",), (), "reference executor"),
)


def culprit(wrong: Collection[str]) -> str:
    """The part that a set of differing engines points at; empty when none of them differs."""
    for rule in RULES:
        if all(name in wrong for name in rule.wrong) and not any(n in wrong for n in rule.right):
            return rule.culprit
    return ""


def _differing(
    program: Program, names: Iterable[str], settings: Settings, limits: Limits
) -> set[str]:
    specs = [ENGINES[name] for name in names]
    checks = check_program(program, specs, settings, limits)
    return {check.actual.engine for check in checks if check.verdict.differs}


def _works(name: str) -> bool:
    try:
        return usable(ENGINES[name]) is None
    except EngineBroken:
        return False


def blame(
    program: Program,
    settings: Settings,
    limits: Limits,
) -> str:
    """Name the part that a difference points at.

    Where the tracing tier is to blame, every pass is left out in turn: one without which the
    difference is gone is named.
    """
    names = [name for name in WITNESSES if _works(name)]
    found = culprit(_differing(program, names, settings, limits))
    if "recorder" not in found:
        return found
    already = frozenset(settings.get(DISABLED_PASSES, ()))
    for name in known_names(DISABLED_PASSES):
        without = {**settings, DISABLED_PASSES: already | {name}}
        if not _differing(program, ("native:trace",), without, limits):
            return f"optimizer pass {name}"
    return found
