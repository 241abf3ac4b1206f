"""`moondiff run`: one program on one engine, as the stand-alone `lua` command runs it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import click

from conformance.cli.inputs import (
    engine_option,
    ext_option,
    fail,
    memory_option,
    settings_option,
    start_engine,
    with_ext,
)
from conformance.cli.lua_options import OPTIONAL_FILE, STDERR_NAME, CommandLine, LuaCommand
from conformance.cli.supervised import ErrorDisplay, finish, run_supervised, write_error
from conformance.oracles.observation import Limits, Report
from conformance.oracles.program import Program

# Far beyond what a program needs by accident: `run` is not a test, so nothing should stop it.
NO_TIME_LIMIT = 1e9
NO_MEMORY_LIMIT = 1 << 34
NO_OUTPUT_LIMIT = 1 << 60
# What our tiers need of the stack in Python is far below this.
RECURSION_LIMIT = 20000


def _open_output(path: str) -> Callable[[str], object]:
    """What writes text to a file, or to stderr. Ends the command if the file cannot be made."""
    if path == STDERR_NAME:
        return lambda text: write_error(text.encode("utf-8", "replace"))
    try:
        file = open(path, "w", encoding="utf-8", errors="replace", buffering=1)  # noqa: SIM115
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
    return file.write


def _watcher(jv: str | None, jdump: str | None) -> Callable[[Any], None]:
    """What makes an engine's tracer tell of its work, as the options ask for it."""
    from conformance.jit_under_test.tracing.dumping import DEFAULT_PARTS
    from conformance.oracles.fragments import DUMP, listen

    outputs = [(form, _open_output(path)) for form, path in (("events", jv), (DUMP, jdump)) if path]

    def watch(engine: Any) -> None:
        for form, write in outputs:
            listen(engine, form, write, DEFAULT_PARTS)

    return watch


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
@click.option(
    "--jv",
    metavar=OPTIONAL_FILE,
    help="Tell on stderr, or in a file, what the tracer compiles and gives up. Or -jv.",
)
@click.option(
    "--jdump",
    metavar=OPTIONAL_FILE,
    help="Show there bytecode, IR and machine code of all that is recorded. Or -jdump.",
)
def command(
    line: CommandLine,
    engine: str,
    settings: dict[str, object],
    ext: frozenset[str],
    timeout: float | None,
    memory: int | None,
    instructions: int | None,
    jv: str | None,
    jdump: str | None,
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
    started = start_engine(engine, with_ext(settings, ext))
    if (jv or jdump) and getattr(started, "tier", None) != "trace":
        option = "--jv" if jv else "--jdump"
        fail(f"{option} is about the tracer, which {started.name} does not have")
    watch = _watcher(jv, jdump) if jv or jdump else None
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
        if watch is not None:
            assert isinstance(started, JitEngine)
            return started.run(program, limits, leave, watch)
        return started.run(program, limits, leave)

    run_supervised(name, limits, timeout is not None, run, prepare, show)
