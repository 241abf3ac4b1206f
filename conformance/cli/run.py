"""`moondiff run`: one program on one engine, as the stand-alone `lua` command runs it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import NoReturn

import click

from conformance.cli.inputs import (
    engine_option,
    ext_option,
    memory_option,
    settings_option,
    start_engine,
    with_ext,
)
from conformance.cli.lua_options import CommandLine, LuaCommand
from conformance.cli.supervised import finish, run_supervised
from conformance.cli.watching import DIFFERENT_STATUS, Watch, watch_options
from conformance.oracles.error_display import ErrorDisplay
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program

# Far beyond what a program needs by accident: `run` is not a test, so nothing should stop it.
NO_TIME_LIMIT = 1e9
NO_MEMORY_LIMIT = 1 << 34
NO_OUTPUT_LIMIT = 1 << 60
# What our tiers need of the stack in Python is far below this.
RECURSION_LIMIT = 20000


# -h is no option of Lua.
@click.command(cls=LuaCommand, context_settings={"help_option_names": ["--help"]})
@engine_option("native:trace")
@settings_option
@ext_option
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), help="Limit of processor seconds."
)
@memory_option
@click.option("--instructions", type=click.IntRange(min=1), help="Limit of VM instructions.")
@watch_options
def command(
    line: CommandLine,
    engine: str,
    settings: Mapping[str, object],
    ext: frozenset[str],
    timeout: float | None,
    memory: int | None,
    instructions: int | None,
    **watching: object,
) -> None:
    """Run SCRIPT (- is standard input) with the ARGS after it, as the lua command does.

    Before it, -e STAT executes a statement, -l NAME requires a module and -v shows the version,
    in the order given and after LUA_INIT; -- ends the options. -i reads and executes statements
    afterwards. Without -e, -i, -v and a script, standard input is run, and at a terminal read as
    with -i.
    """
    from conformance.oracles.jit import JitEngine
    from conformance.oracles.puc import CLuaEngine
    from conformance.oracles.workers import COLLECTIONS, set_limits

    steps = line.steps(os.environ, os.isatty(0))
    limits = Limits(
        timeout or NO_TIME_LIMIT,
        memory or NO_MEMORY_LIMIT,
        NO_OUTPUT_LIMIT,
        instructions,
        contained=False,
    )
    settings = with_ext(settings, ext)
    if instructions is not None:
        settings = {**settings, "max_instructions": instructions}
    watch = Watch(steps, settings, **watching)
    started = start_engine(engine, watch.settings)
    watch.check(started.name, getattr(started, "machine", None), getattr(started, "tier", None))
    show = ErrorDisplay()
    if isinstance(started, JitEngine | CLuaEngine):
        started = replace(started, failed=show)
    program = Program(b"", steps=steps)
    name = f"{line.title} on {started.name}"

    def prepare() -> None:
        sys.setrecursionlimit(RECURSION_LIMIT)
        gc.set_threshold(*COLLECTIONS)
        set_limits(started.reserved, seconds=timeout, memory=memory)

    def leave(report: Report) -> NoReturn:
        finish(report, name, show)

    def run() -> Report:
        if not watch or not isinstance(started, JitEngine):
            return started.run(program, limits, leave)
        report = started.run(program, limits, leave, watch.opened)
        if not watch.done() and report.status is Status.OK and not report.exit_status:
            sys.exit(DIFFERENT_STATUS)
        return report

    run_supervised(name, limits, timeout is not None, run, prepare, show)
