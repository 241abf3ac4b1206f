"""The map that Linux's perf reads names of generated code from: /tmp/perf-PID.map.

A line is an address, a size, both hexadecimal, and a name. Fragments are added as they are made,
since perf reads the file when the process is gone; what the image has stands there from the start.
"""

import os
from itertools import pairwise
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.tracing.events import Event


class PerfMap:
    """Writes the map of one engine on the native machine, for the running process."""

    def __init__(self, engine: "Engine", folder: str = "/tmp") -> None:
        self.tracer = engine.tracer
        self.path = os.path.join(folder, f"perf-{os.getpid()}.map")
        # Not followed, since anybody may have put a link there.
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        self.file: TextIO = os.fdopen(os.open(self.path, flags, 0o600), "w", buffering=1)
        self._write_image(engine)
        if self.tracer is not None:
            self.tracer.listeners.append(self._note)

    def _write_image(self, engine: "Engine") -> None:
        """Handlers and kernels; each ends where the next one begins."""
        symbols = sorted((address, name) for name, address in engine.runtime.symbols.items())
        for (address, name), (following, _) in pairwise(symbols):
            if following > address:
                self._add(address, following - address, name)
        if symbols:
            self._add(symbols[-1][0], 1, symbols[-1][1])

    def _note(self, event: "Event") -> None:
        if event.number is None:
            return
        assert self.tracer is not None
        installed = self.tracer.installed[event.number]
        compiled = installed.compiled
        self._add(compiled.address, len(compiled.code), f"TRACE_{event.number}::{event.name}")

    def _add(self, address: int, size: int, name: str) -> None:
        self.file.write(f"{address:x} {size:x} {name}\n")
