"""The base of engines that look into a run of the JIT."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.oracles.engines import Progress, Reserved, silent
from conformance.oracles.jit import JitEngine


@dataclass(frozen=True, slots=True)
class JitProbe:
    """A JIT engine, by its own name and with what it needs; subclasses say what `run` looks at."""

    engine: JitEngine

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def reserved(self) -> Reserved:
        return self.engine.reserved

    def prepare(self, progress: Progress = silent) -> None:
        """As the engine's."""
        self.engine.prepare(progress)

    def warm(self) -> None:
        """As the engine's."""
        self.engine.warm()
