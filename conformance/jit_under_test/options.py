"""The options and results of a run: every decision that the engine makes is in here."""

import enum
import re
from dataclasses import dataclass, field
from typing import Self


class Tier(enum.StrEnum):
    """How Lua code is executed."""

    REFERENCE = "reference"
    INTERP = "interp"
    TRACE = "trace"


@dataclass(frozen=True, slots=True)
class Force:
    """Which guards of compiled code exit although they hold, each of them once.

    A site is a guard: the number of its fragment and its own among that fragment's guards. `hit`
    is the number of the hit, from 1, at which every site exits, 0 for never: hits are counted
    only. `sites` are exceptions: fragment, guard, hit.

    The text form is `count`, `first`, `nth:K`, or sites with their hits: `2.13@5+3.1@1`.
    """

    hit: int = 0
    sites: tuple[tuple[int, int, int], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """The value of a text form. Raises ValueError."""
        if text in _FORCE_NAMES:
            return cls(_FORCE_NAMES[text])
        if match := re.fullmatch(r"nth:([1-9]\d*)", text):
            return cls(int(match[1]))
        found = [re.fullmatch(r"(\d+)\.(\d+)@(\d+)", part) for part in text.split("+")]
        sites = [(int(m[1]), int(m[2]), int(m[3])) for m in found if m]
        if len(sites) < len(found):
            raise ValueError(f"{text!r} is not count, first, nth:K or sites such as 2.13@5+3.1@1")
        return cls(0, tuple(sites))

    def __str__(self) -> str:
        if self.sites:
            return "+".join(f"{fragment}.{guard}@{hit}" for fragment, guard, hit in self.sites)
        names = {hit: name for name, hit in _FORCE_NAMES.items()}
        return names.get(self.hit, f"nth:{self.hit}")


_FORCE_NAMES = {"count": 0, "first": 1}


@dataclass(frozen=True, slots=True)
class Site:
    """A guard that could be forced: how often it was reached, and at which hit it left, 0: never.

    `fragment` and `guard` are its numbers, `name` is its operation.
    """

    fragment: int
    guard: int
    name: str
    hits: int
    forced: int


@dataclass(frozen=True, slots=True)
class Options:
    """What a run depends on besides its program. The defaults are for real use.

    Thresholds count loop edges, calls and exits until code is compiled. `max_instructions`
    ends the run with status "limit"; `memory_limit` is in bytes of the Lua heap. `contained`
    programs may use the files of the current folder only, and start no processes. `faults`
    names planted faults to switch on; `disabled_passes` names optimizer passes to leave out.
    `gc_stress` 1 makes every safepoint a full collection, 2 a very small step; any other number
    but 0 makes half a cycle after so many allocated bytes, which lets compiled code run between.
    `max_fragments` bounds how many fragments are made: what is compiled then runs on.
    `force` makes guards exit that hold. `clock` counts VM instructions. Compiled code looks at a
    limit of them only where a fragment begins, with `exact_clock` before every instruction.
    `ext` names libraries of LuaJIT that programs have besides those of Lua 5.1: "bit", "jit".
    `plain_registers` keeps every value of compiled code in a stack slot of its own.
    """

    tier: Tier = Tier.TRACE
    hot_loop: int = 56
    hot_call: int = 112
    hot_exit: int = 10
    max_fragments: int | None = None
    max_instructions: int | None = None
    memory_limit: int | None = None
    contained: bool = False
    clock: bool = False
    exact_clock: bool = False
    faults: frozenset[str] = frozenset()
    disabled_passes: frozenset[str] = frozenset()
    plain_registers: bool = False
    seed: int = 0
    gc_stress: int = 0
    force: Force | None = None
    ext: frozenset[str] = frozenset()


@dataclass(slots=True)
class JitStats:
    """Counts of a run. Instructions are VM instructions, -1 when the clock was off.

    Sites are there if exits are forced; of those emitted, some are hit, and some of these forced.
    """

    fragments: int = 0
    guards: int = 0
    exits_taken: int = 0
    entries: int = 0
    aborts: int = 0
    vm_instructions: int = -1
    fragment_instructions: int = -1
    sites_emitted: int = 0
    sites_hit: int = 0
    sites_forced: int = 0
    abort_reasons: dict[str, int] = field(default_factory=dict)
    sites: tuple[Site, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    `status` is "ok", "error", "syntax", "limit" or "memory". `message` is the error value as
    text, `traceback` that text with the stack below it. `results` are what the chunk returned,
    rendered. `exit_status` is what the stand-alone interpreter would exit with.
    """

    status: str
    message: bytes | None
    traceback: bytes | None
    results: tuple[bytes, ...]
    exit_status: int
    stats: JitStats
