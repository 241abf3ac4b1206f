"""The bytecode oracle: our compiler's chunk must equal, byte for byte, what PUC dumps.

PUC runs a small program that compiles its standard input and writes the chunk; the engine here
compiles the same input. So a frontend is compared like any other engine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from conformance.oracles.engines import NOTHING, Leave, Progress, Reserved, silent
from conformance.oracles.jit import EngineBroken
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program

# Compiles its standard input under the name in its first argument, and writes the chunk.
DUMPER = b"""\
local chunk, message = loadstring(io.read("*a"), (...))
if not chunk then error(message, 0) end
io.write(string.dump(chunk))
"""


def dumping_program(program: Program) -> Program:
    """The program that, on PUC, writes the bytecode of `program`."""
    return Program(DUMPER, b"@dumper.lua", (program.chunkname,), program.source)


@dataclass(frozen=True, slots=True)
class BytecodeEngine:
    """Compiles a dumping program's standard input with the frontend under test."""

    name: str = "bytecode"
    reserved: Reserved = NOTHING

    def prepare(self, progress: Progress = silent) -> None:
        """Import the frontend. Raises EngineBroken."""
        try:
            from conformance.jit_under_test import frontend  # noqa: F401
        except ImportError as error:
            raise EngineBroken(f"the frontend cannot be loaded: {error}") from None

    def warm(self) -> None:
        """The same: there is nothing else to load."""
        self.prepare()

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        """Write the chunk; a syntax error ends the run as it ends PUC's dumping program."""
        from conformance.jit_under_test.frontend import FrontendError, dump, load

        try:
            # string.dump keeps debug information, and one C call (loadstring) is active.
            chunk = dump(load(program.stdin, program.args[0]))
        except FrontendError as error:
            return Report(Status.ERROR, error.message, exit_status=1)
        while chunk:
            chunk = chunk[os.write(1, chunk) :]
        return Report(Status.OK, exit_status=0)
