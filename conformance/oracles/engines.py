"""The engine protocol: what runs a program inside a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NoReturn, Protocol, TypeVar

from conformance.oracles.observation import Limits, Report
from conformance.oracles.program import Program

Leave = Callable[[Report], NoReturn]
# What goes on, and the share of it that is done.
Progress = Callable[[str, float], None]


def silent(_text: str, _done: float) -> None:
    """The progress callback of callers that show none."""


def ignore(_report: Report) -> None:
    """Hears of the error that ends a run, for callers that wait for its end."""


@dataclass(frozen=True, slots=True)
class Reserved:
    """Bytes that an engine reserves without using them: address space, and one memory file."""

    address_space: int = 0
    file_size: int = 0


NOTHING = Reserved()


class Engine(Protocol):
    """Runs one program in the current process, writing to file descriptors 1 and 2."""

    @property
    def name(self) -> str:
        """The engine's name, as on the command line."""
        ...

    @property
    def reserved(self) -> Reserved:
        """What the engine needs beyond the memory that a program uses."""
        ...

    def prepare(self, progress: Progress = silent) -> None:
        """Build what is built once and kept on disk; `progress` hears about it.

        Raises EngineMissing when the engine cannot run here, EngineBroken when it should.
        """
        ...

    def warm(self) -> None:
        """Prepare, and load all that runs share, so that forks of this process start at once."""
        ...

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        """Run the program to its end.

        Where a run cannot be unwound (a limit met deep in machine code), the engine calls `leave`
        with its report, which ends the process.
        """
        ...


E = TypeVar("E", bound=Engine)


@dataclass(frozen=True, slots=True)
class Around(Generic[E]):
    """An engine by its own name and with what it needs; subclasses say what `run` does besides."""

    engine: E

    @property
    def name(self) -> str:
        """The engine's own."""
        return self.engine.name

    @property
    def reserved(self) -> Reserved:
        """What the engine needs."""
        return self.engine.reserved

    def prepare(self, progress: Progress = silent) -> None:
        """Prepare the engine."""
        self.engine.prepare(progress)

    def warm(self) -> None:
        """Warm the engine."""
        self.engine.warm()
