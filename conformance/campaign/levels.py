"""The turns of a trial that go one level down: fuzz targets, between a search's programs.

Some faults hardly ever show in what a program prints: an encoding that no register of the usual
allocation needs, a rule of a pass for numbers that few programs have. The targets below the
programs meet those soon. What they find is an input instead of a program, and its problem names
the pass or the machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Final

from conformance.campaign.throwing import kind_in_fork, reduce_input, throw
from conformance.generators.targets.target import Target, load_target
from conformance.jit_under_test.machine.protocol import Arch
from conformance.oracles.blame import ONE_MACHINE
from conformance.oracles.stock import STOCK

TURN: Final[Mapping[str, int]] = {"encodings": 10, "ir": 10, "backend": 30}
"""Inputs of each target in one turn: all of it takes as long as some programs."""
_MACHINES: Final[Mapping[Arch, str]] = dict(zip((Arch.X64, Arch.A64), ONE_MACHINE, strict=True))
_BOTH: Final = "register allocation"
# The words of a problem in front of the names of passes.
_BEFORE: Final = ("behind", "by")


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a target that shows a problem: its data, the problem's kind and detail."""

    target: str
    data: bytes
    kind: str
    detail: str

    @property
    def shown(self) -> str:
        """What the input stands for, as text without empty lines."""
        lines = load_target(self.target).show(self.data).splitlines()
        return "".join(f"{line}\n" for line in lines if line.strip())


def target_for_forks(name: str) -> Target:
    """The target as forks of a process with open engines can run it: its machines need room."""
    target = load_target(name)

    def one_input(data: bytes) -> bool:
        STOCK.empty()
        return target.one_input(data)

    return replace(target, one_input=one_input)


def take_turn(seed: int, turn: int) -> tuple[int, Input | None]:
    """The inputs of a turn, up to the first that shows a problem; how many that were."""
    count = 0
    for name, size in TURN.items():
        steps = throw(target_for_forks(name), seed, 1, (turn + 1) * size, None, turn * size)
        with closing(steps):
            for _, found in steps:
                if found:
                    one = found[0]
                    count += one.number - turn * size + 1
                    return count, Input(name, one.data, one.kind, one.detail)
        count += size
    return count, None


def reduce_level(found: Input, seconds: float) -> Input | None:
    """The input made smaller, within so many seconds; None when the problem does not recur.

    The target's machines are opened here for all forks, in the place of engines.
    """
    STOCK.empty()
    target = load_target(found.target)
    target.prepare()
    data = reduce_input(target, found.data, found.kind, seconds)
    kind = kind_in_fork(target, data)
    return None if kind is None else replace(found, data=data, kind=kind)


def shows_nothing(name: str, data: bytes) -> bool:
    """Whether an input of a target shows no problem in this process's package."""
    return kind_in_fork(target_for_forks(name), data) is None


def blame_level(found: Input) -> str:
    """What part the problem of an input points at, in the words of `oracles/blame.py`.

    The target must be prepared, as `reduce_level` leaves it.
    """
    words = found.kind.split()
    if found.target == "ir":
        # Passes are tried alone and then in growing sets: the last of a set made the difference.
        behind = [after for word, after in pairwise(words) if word in _BEFORE]
        return f"optimizer pass {behind[0].rpartition('+')[2]}" if behind else ""
    if found.target == "encodings":
        return next((name for name in ONE_MACHINE if name.startswith(f"{words[0]} ")), "")
    wrong = [arch for arch in _MACHINES if _differs_on(found.data, arch)]
    return _BOTH if len(wrong) == len(_MACHINES) else "".join(_MACHINES[arch] for arch in wrong)


def _differs_on(data: bytes, arch: Arch) -> bool:
    """Whether an input of the target of backends shows a problem on one of them."""
    from conformance.generators.targets.backend import one_input_on

    target = replace(load_target("backend"), one_input=partial(one_input_on, (arch,)))
    return kind_in_fork(target, data) is not None
