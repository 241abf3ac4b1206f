"""The JIT under test as an engine of the harness: a thin adapter on its public API."""

from __future__ import annotations

import dataclasses
import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from conformance.oracles.engines import Leave, Reserved
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program

ENGINE_MODULE = "conformance.jit_under_test.engine"
# The arena (64 GiB) and code memory are reserved without commit; emulators map them once more.
RESERVED = Reserved(address_space=160 << 30, file_size=1 << 30)
# Output is written in pieces of this size; a crash loses what was not yet written.
BUFFER = 1 << 16

Settings = Mapping[str, Any]


class EngineMissing(Exception):
    """The engine cannot run here; the text says why."""


def _module() -> ModuleType:
    try:
        return importlib.import_module(ENGINE_MODULE)
    except ImportError as error:
        raise EngineMissing(f"the JIT cannot be loaded: {error}") from None


def option_names() -> tuple[str, ...]:
    """The names of the options that the JIT takes, in order."""
    return tuple(f.name for f in dataclasses.fields(_module().Options))


@dataclass(slots=True)
class _Output:
    """A buffered descriptor that counts bytes and leaves the process at the output limit."""

    descriptor: int
    limit: int
    leave: Leave
    pending: bytearray = field(default_factory=bytearray)
    total: int = 0

    def write(self, data: bytes) -> None:
        self.pending += data
        self.total += len(data)
        if self.total > self.limit:
            self.flush()
            self.leave(Report(Status.FLOOD, b"output limit"))
        if len(self.pending) >= BUFFER:
            self.flush()

    def flush(self) -> None:
        view = bytes(self.pending)
        self.pending.clear()
        while view:
            view = view[os.write(self.descriptor, view) :]


def _counters(stats: object) -> dict[str, int]:
    """The whole-number fields of the JIT's statistics record, by name."""
    if not dataclasses.is_dataclass(stats):
        return {}
    values = ((f.name, getattr(stats, f.name)) for f in dataclasses.fields(stats))
    return {name: value for name, value in values if isinstance(value, int)}


@dataclass(frozen=True, slots=True)
class JitEngine:
    """One tier of the JIT on one machine, with the options that differ from its defaults."""

    name: str
    machine: str
    tier: str
    settings: Settings = field(default_factory=dict)
    reserved: Reserved = RESERVED

    def warm(self) -> None:
        """Load the engine's modules and build or load its image. Raises EngineMissing."""
        module = _module()
        warm = getattr(module, "warm", None)
        if warm is not None:
            warm(self.machine)

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        """Run the program; `limits` fill the options that `settings` leave open."""
        module = _module()
        settings: dict[str, Any] = {
            "memory_limit": limits.memory,
            "max_instructions": limits.instructions,
            **self.settings,
        }
        options = module.Options(tier=module.Tier(self.tier), **settings)
        stdout, stderr = (_Output(number, limits.output, leave) for number in (1, 2))
        engine = module.Engine(self.machine, options)
        try:
            outcome = engine.run(
                program.source,
                program.chunkname,
                program.args,
                stdout=stdout.write,
                stderr=stderr.write,
            )
        finally:
            stdout.flush()
            stderr.flush()
        status = Status(outcome.status)
        exit_status = getattr(outcome, "exit_status", None)
        if exit_status is None:
            exit_status = 0 if status is Status.OK else 1
        return Report(
            status,
            outcome.message,
            outcome.traceback,
            tuple(outcome.results),
            exit_status,
            _counters(outcome.stats),
        )
