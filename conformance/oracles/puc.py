"""PUC Lua 5.1, the reference that every other engine is compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conformance.oracles.capi import load_library
from conformance.oracles.contained import find_calls
from conformance.oracles.engines import NOTHING, Leave, Progress, Reserved, ignore, silent
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program
from conformance.oracles.standalone import run_standalone


@dataclass(frozen=True, slots=True)
class CLuaEngine:
    """A Lua written in C that the lupa wheel carries; `module` is its module in lupa.

    `failed` is told of an error that ends a run before the state is closed.
    """

    name: str
    module: str
    reserved: Reserved = NOTHING
    failed: Callable[[Report], object] = ignore

    def prepare(self, progress: Progress = silent) -> None:
        """Load the shared library."""
        load_library(self.module)

    def warm(self) -> None:
        """Load it, and find what containing programs needs."""
        find_calls(load_library(self.module).path)

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        """Run as the stand-alone command does."""
        report = Report(Status.LIMIT, b"instruction limit", exit_status=1)
        return run_standalone(
            load_library(self.module),
            program,
            limits.instructions,
            lambda: leave(report),
            failed=self.failed,
            contained=limits.contained,
        )


PUC = CLuaEngine("puc", "lua51")
