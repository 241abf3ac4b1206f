"""The options and results of a run: every decision that the engine makes is in here."""

import enum
from dataclasses import dataclass, field


class Tier(enum.StrEnum):
    """How Lua code is executed."""

    REFERENCE = "reference"
    INTERP = "interp"
    TRACE = "trace"


@dataclass(frozen=True, slots=True)
class Options:
    """What a run depends on besides its program. The defaults are for real use.

    Thresholds count loop edges, calls and exits until code is compiled. `max_instructions`
    ends the run with status "limit"; `memory_limit` is in bytes of the Lua heap. `faults`
    names planted faults to switch on; `disabled_passes` names optimizer passes to leave out.
    `gc_stress` 1 makes every safepoint a full collection, 2 a very small step; any other number
    but 0 makes half a cycle after so many allocated bytes, which lets compiled code run between.
    `clock` counts VM instructions. Compiled code looks at a limit of them only where a fragment
    begins, with `exact_clock` before every instruction. `plain_registers` keeps every value of
    compiled code in a stack slot of its own.
    """

    tier: Tier = Tier.TRACE
    hot_loop: int = 56
    hot_call: int = 112
    hot_exit: int = 10
    max_instructions: int | None = None
    memory_limit: int | None = None
    clock: bool = False
    exact_clock: bool = False
    faults: frozenset[str] = frozenset()
    disabled_passes: frozenset[str] = frozenset()
    plain_registers: bool = False
    seed: int = 0
    gc_stress: int = 0


@dataclass(slots=True)
class JitStats:
    """Counts of a run. Instructions are VM instructions, -1 when the clock was off."""

    fragments: int = 0
    guards: int = 0
    exits_taken: int = 0
    entries: int = 0
    aborts: int = 0
    vm_instructions: int = -1
    fragment_instructions: int = -1
    abort_reasons: dict[str, int] = field(default_factory=dict)


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
