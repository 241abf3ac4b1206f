"""What can be seen of a run from outside: the only thing that oracles compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Status(Enum):
    """How a run ended."""

    OK = "ok"
    ERROR = "error"
    SYNTAX = "syntax"
    MEMORY = "memory"
    LIMIT = "limit"
    HANG = "hang"
    FLOOD = "flood"
    CRASH = "crash"
    BROKEN = "broken"

    @property
    def is_language(self) -> bool:
        """True for the ends that Lua itself defines; other ends are limits and failures."""
        return self in (Status.OK, Status.ERROR, Status.SYNTAX)


STATUS_MEANINGS: Mapping[Status, str] = {
    Status.OK: "ran to its end, or called os.exit",
    Status.ERROR: "ended with an uncaught error",
    Status.SYNTAX: "did not compile",
    Status.MEMORY: "ran out of its memory limit",
    Status.LIMIT: "reached its limit of VM instructions",
    Status.HANG: "reached its time limit",
    Status.FLOOD: "printed more than its output limit",
    Status.CRASH: "the process died by a signal",
    Status.BROKEN: "the engine itself failed, outside any Lua error",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one run.

    `seconds` is processor time, so that a loaded machine makes no difference; `wall_seconds`
    ends runs that sleep. `memory` and `output` are bytes; `instructions` counts VM instructions.
    A `contained` program may use the files of its own folder only, and start no processes.
    """

    seconds: float = 10.0
    memory: int = 1 << 30
    output: int = 16 << 20
    instructions: int | None = None
    contained: bool = True

    @property
    def wall_seconds(self) -> float:
        """The wall-clock bound: generous, since many workers may share one core."""
        return self.seconds * 8 + 10


@dataclass(frozen=True, slots=True)
class Report:
    """What an engine says about a run that it finished itself, before output is added.

    `probe` is state that an oracle captured in the run; it must be picklable. `features` are what
    `oracles/features.py` collects, `branches` what forks of the run came to.
    """

    status: Status
    message: bytes | None = None
    traceback: bytes | None = None
    results: tuple[bytes, ...] = ()
    exit_status: int | None = None
    jit: Mapping[str, int] = field(default_factory=dict)
    probe: object = None
    features: frozenset[int] = frozenset()
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """Everything observed of one run of one program on one engine."""

    engine: str
    status: Status
    stdout: bytes = b""
    stderr: bytes = b""
    message: bytes | None = None
    traceback: bytes | None = None
    results: tuple[bytes, ...] = ()
    exit_status: int | None = None
    seconds: float = 0.0
    jit: Mapping[str, int] = field(default_factory=dict)
    probe: object = None
    features: frozenset[int] = frozenset()
    branches: tuple[Branch, ...] = ()

    @property
    def compiled_work(self) -> int:
        """How many times compiled code was entered; 0 for a run that tested no compiled code."""
        return self.jit.get("entries", 0)


@dataclass(frozen=True, slots=True)
class Branch:
    """A fork of a run that went on with other exits forced, see `oracles/branches.py`.

    A run whose settings are changed like this does the same.
    """

    settings: Mapping[str, Any]
    observation: Observation
