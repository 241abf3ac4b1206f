"""`moondiff reduce`: shrink a program that shows a difference."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.inputs import (
    check_settings,
    choose_engines,
    engines_option,
    fail,
    settings_option,
)

if TYPE_CHECKING:
    from conformance.minimizer.reduce import Interesting
    from conformance.oracles.program import Program


def _command_property(command: str, seconds: float) -> Interesting:
    """Interesting: the command, given a file as its last argument, exits with 0."""
    folder = tempfile.TemporaryDirectory(prefix="moondiff-reduce-")
    path = Path(folder.name) / "program.lua"

    def interesting(source: bytes, _keep: object = folder) -> bool:
        path.write_bytes(source)
        try:
            done = subprocess.run(
                f"{command} {path}",
                shell=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    return interesting


def _difference_property(
    program: Program, engines: str | None, settings: Mapping[str, object], seconds: float
) -> Interesting:
    """Interesting: the first engine that differs from PUC still differs in the same way."""
    from conformance.minimizer.difference import Question, SameDifference, ask
    from conformance.oracles.observation import Limits
    from conformance.oracles.registry import takes_settings

    check_settings(settings)
    limits = Limits(seconds=seconds)
    for spec in choose_engines(engines):
        own = settings if takes_settings(spec.name) else {}
        question = Question(program, spec.name, own, limits)
        verdict = ask(question)[0]
        if verdict.differs:
            click.echo(f"{spec.name} differs: {verdict.signature}\n{verdict.detail}", err=True)
            return SameDifference(question, verdict.signature)
    fail("no engine differs from PUC on this program: nothing to keep while reducing")


@click.command()
@engines_option
@settings_option
@click.option(
    "--command", "shell", default=None, help="Keep instead: COMMAND FILE exits with status 0."
)
@click.option("--timeout", default=10.0, show_default=True, help="Processor seconds per run.")
@click.option("--seconds", default=120.0, show_default=True, help="Time for the whole reduction.")
@click.option("-o", "--output", default=None, type=click.Path(path_type=Path), help="Write here.")
@click.argument("file", type=click.Path(path_type=Path))
def command(
    file: Path,
    engines: str | None,
    settings: Mapping[str, object],
    shell: str | None,
    timeout: float,
    seconds: float,
    output: Path | None,
) -> None:
    """Shrink FILE while the same engine differs from PUC in the same way."""
    from rich.console import Console

    from conformance.minimizer.reduce import State, reduce_source
    from conformance.oracles.program import ProgramError, read_program

    try:
        program = read_program(file, shown=file.name)
    except ProgramError as error:
        fail(str(error))
    if shell is not None:
        interesting = _command_property(shell, timeout)
    else:
        interesting = _difference_property(program, engines, settings, timeout)
    console = Console(stderr=True)
    with console.status("reducing…") as status:

        def show(state: State) -> None:
            status.update(
                f"{state.original} → {state.size} bytes, {state.tests} tests, "
                f"{state.seconds:.0f} s, {state.pass_name}"
            )

        try:
            reduction = reduce_source(program.source, interesting, seconds, show)
        except ValueError as error:
            fail(str(error))
    before, after = len(program.source), len(reduction.source)
    end = "" if reduction.finished else ", stopped by its time limit"
    console.print(
        f"{before} → {after} bytes in {reduction.tests} tests, {reduction.seconds:.1f} s{end}",
        highlight=False,
    )
    if output is None:
        sys.stdout.buffer.write(reduction.source)
        return
    try:
        output.write_bytes(reduction.source)
    except OSError as error:
        fail(f"cannot write {output}: {error.strerror}")
