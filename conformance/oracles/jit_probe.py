"""The base of engines that look into a run of the JIT."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.oracles.engines import Around
from conformance.oracles.jit import JitEngine


@dataclass(frozen=True, slots=True)
class JitProbe(Around[JitEngine]):
    """A JIT engine; subclasses say what `run` looks at."""
