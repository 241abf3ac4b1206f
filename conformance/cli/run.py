"""`moondiff run`: one program on one engine, as the stand-alone `lua` command runs it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from conformance.cli.inputs import engine_option, fail, settings_option, start_engine
from conformance.oracles.engines import Engine
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program, ProgramError, read_program, without_shebang

# Far beyond what a program needs by accident: `run` is not a test, so nothing should stop it.
NO_LIMITS = Limits(seconds=1e9, memory=1 << 34, output=1 << 60)


def _leave(report: Report) -> NoReturn:
    finish(report)


def finish(report: Report) -> NoReturn:
    """Show an error as `lua` does and exit with its status."""
    sys.stdout.flush()
    if report.status is not Status.OK and report.message is not None:
        text = b"lua: " + report.message + b"\n"
        if report.traceback is not None:
            text += report.traceback + b"\n"
        sys.stderr.buffer.write(text)
        sys.stderr.flush()
    sys.exit(report.exit_status if report.exit_status is not None else 1)


def _run_telling(engine: Engine, program: Program) -> Report:
    """Run with the tracer's events on stderr."""
    from conformance.oracles.fragments import listen
    from conformance.oracles.jit import JitEngine

    if not isinstance(engine, JitEngine) or engine.tier != "trace":
        fail(f"--jv is about the tracer, which {engine.name} does not have")

    def write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()

    return engine.run(program, NO_LIMITS, _leave, lambda opened: listen(opened, "traces", write))


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@engine_option("native:trace")
@settings_option
@click.option("--jv", is_flag=True, help="Tell on stderr what the tracer compiles and gives up.")
@click.argument("file")
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def command(
    file: str, engine: str, settings: dict[str, object], jv: bool, args: tuple[str, ...]
) -> None:
    """Run FILE (- is standard input) with ARGS, which come after it."""
    arguments = tuple(arg.encode("utf-8", "surrogateescape") for arg in args)
    try:
        if file == "-":
            program = Program(without_shebang(sys.stdin.buffer.read()), b"=stdin", arguments)
        else:
            program = read_program(Path(file), arguments)
    except ProgramError as error:
        fail(str(error))
    # What our tiers need of the stack in Python is far below this.
    sys.setrecursionlimit(20000)
    started = start_engine(engine, settings)
    try:
        report = _run_telling(started, program) if jv else started.run(program, NO_LIMITS, _leave)
    except KeyboardInterrupt:
        finish(Report(Status.ERROR, b"interrupted!", exit_status=1))
    from conformance.oracles.workers import flush_c_streams

    flush_c_streams()
    finish(report)
