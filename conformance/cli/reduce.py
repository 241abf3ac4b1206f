"""`moondiff reduce`: shrink a program that shows a difference."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.inputs import (
    check_settings,
    choose_engines,
    engines_option,
    fail,
    settings_option,
    system_option,
)

if TYPE_CHECKING:
    from rich.console import Console

    from conformance.minimizer.difference import Question
    from conformance.minimizer.journal import Journal
    from conformance.minimizer.reduce import Progress, Reduction, State
    from conformance.oracles.observation import Limits
    from conformance.oracles.program import Program

# Exit status of a command that the user has stopped, as shells have it.
_STOPPED = 130


def _question(
    program: Program, engines: str | None, settings: Mapping[str, object], limits: Limits
) -> Question:
    """The first engine that differs from PUC."""
    from conformance.minimizer.difference import Question, ask
    from conformance.oracles.registry import takes_settings
    from conformance.oracles.schedule import Schedule

    check_settings(settings)
    for spec in choose_engines(engines):
        own = Schedule(settings if takes_settings(spec.name) else {})
        question = Question(program, spec.name, own, limits)
        verdict = ask(question)[0]
        if verdict.differs:
            click.echo(f"{spec.name} differs: {verdict.signature}\n{verdict.detail}", err=True)
            return question
    fail("no engine differs from PUC on this program: nothing to keep while reducing")


def _open_journal(parts: list[str], source: bytes, fresh: bool) -> Journal:
    """The journal of the same reduction, if it was stopped before; else a new one."""
    from conformance.campaign.database import default_database
    from conformance.minimizer.journal import Journal, journal_name

    name = journal_name([source, *(part.encode("utf-8", "surrogateescape") for part in parts)])
    path = default_database().with_name("reductions") / name
    try:
        if fresh:
            path.unlink(missing_ok=True)
        journal = Journal.open(path)
    except OSError as error:
        fail(f"cannot keep the state of the reduction: {error}")
    if journal.tried:
        click.echo(f"going on where it was: {len(journal.tried)} candidates are known", err=True)
    return journal


def _progress(
    console: Console, seconds: float
) -> tuple[AbstractContextManager[object], Callable[[State], None]]:
    """A display for terminals, and what tells it where the reduction stands."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    shown = Progress(
        TextColumn("{task.fields[size]} tokens"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} % gone, {task.fields[tests]} tests"),
        TimeElapsedColumn(),
        TextColumn(f"of {seconds:.0f} s, {{task.description}}"),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    task = shown.add_task("", total=1, size="", tests=0)

    def show(state: State) -> None:
        shown.update(
            task, description=state.pass_name, total=state.original,
            completed=state.original - state.size,
            size=f"{state.original} → {state.size}", tests=state.tests,
        )  # fmt: skip

    return shown, show


def _run(
    question: Question | Program, shell: str | None, name: str, timeout: float, seconds: float,
    jobs: int, journal: Journal, fixed: bool, show: Progress,
) -> Reduction | None:  # fmt: skip
    from conformance.minimizer.command import CommandProperty
    from conformance.minimizer.difference import Question
    from conformance.minimizer.finding import minimize
    from conformance.minimizer.journal import Candidate
    from conformance.minimizer.reduce import reduce_candidate
    from conformance.minimizer.search import BYTES
    from conformance.oracles.schedule import Schedule

    if isinstance(question, Question):
        small = minimize(question, seconds, show, jobs, journal, fixed)
        return None if small is None else small.reduction
    assert shell is not None
    wanted = CommandProperty(shell, name, timeout)
    candidate = Candidate(question.source.decode(BYTES), Schedule())
    return reduce_candidate(candidate, wanted, seconds, progress=show, jobs=jobs, journal=journal)


@click.command()
@engines_option
@settings_option
@click.option(
    "--command", "shell", default=None, help="Keep instead: COMMAND FILE exits with status 0."
)
@click.option("--timeout", default=10.0, show_default=True, help="Seconds per run.")
@click.option("--seconds", default=120.0, show_default=True, help="Time for the whole reduction.")
@click.option("--jobs", default=None, type=int, help="Candidates at a time (default: processors).")
@click.option("--fixed", is_flag=True, help="Leave the options of the run as they are.")
@click.option("--fresh", is_flag=True, help="Begin anew where the same was stopped before.")
@system_option
@click.option("-o", "--output", default=None, type=click.Path(path_type=Path), help="Write here.")
@click.argument("file", type=click.Path(path_type=Path))
def command(
    file: Path,
    engines: str | None,
    settings: Mapping[str, object],
    shell: str | None,
    timeout: float,
    seconds: float,
    jobs: int | None,
    fixed: bool,
    fresh: bool,
    allow_system: bool,
    output: Path | None,
) -> None:
    """Shrink FILE while the same engine differs from PUC in the same way.

    Options that do not matter are left out, and thresholds lowered where the program gets smaller
    by it. A reduction that was stopped, by whatever means, goes on where it was.
    """
    from rich.console import Console

    from conformance.oracles.observation import Limits
    from conformance.oracles.program import ProgramError, read_program
    from conformance.oracles.stock import STOCK

    try:
        program = read_program(file, shown=file.name)
    except ProgramError as error:
        fail(str(error))
    if shell is not None:
        question: Question | Program = program
        parts = [shell]
    else:
        limits = Limits(seconds=timeout, contained=not allow_system)
        question = found = _question(program, engines, settings, limits)
        parts = [found.engine, str(found.settings), str(fixed)]
        STOCK.fill([found.spec.machine] if found.spec.machine else [])
    journal = _open_journal([*parts, str(timeout)], program.source, fresh)
    console = Console(stderr=True)
    display, show = _progress(console, seconds)
    workers = max(1, jobs or os.cpu_count() or 1)
    reduction = None
    try:
        with display:
            reduction = _run(
                question, shell, file.name, timeout, seconds, workers, journal, fixed, show
            )
    except ValueError as error:
        fail(str(error))
    except KeyboardInterrupt:
        click.echo("stopped; the same command goes on from here", err=True)
        # The processes that test candidates end with this one.
        os._exit(_STOPPED)
    finally:
        STOCK.empty()
        journal.close(done=not journal.tried if reduction is None else reduction.finished)
    if reduction is None:
        fail("the difference does not come again: nothing to keep while reducing")
    _tell(console, program.source, reduction, settings)
    if output is None:
        sys.stdout.buffer.write(reduction.source)
        return
    try:
        output.write_bytes(reduction.source)
    except OSError as error:
        fail(f"cannot write {output}: {error.strerror}")


def _tell(
    console: Console, source: bytes, reduction: Reduction, settings: Mapping[str, object]
) -> None:
    from conformance.minimizer.search import BYTES, count_tokens
    from conformance.oracles.schedule import Schedule

    before, after = (count_tokens(text.decode(BYTES)) for text in (source, reduction.source))
    end = "" if reduction.finished else ", stopped by its time limit"
    console.print(
        f"{before} → {after} tokens, {len(source)} → {len(reduction.source)} bytes "
        f"in {reduction.tests} tests, {reduction.seconds:.1f} s{end}",
        highlight=False,
    )
    if reduction.schedule != Schedule(settings):
        console.print(f"options: {reduction.schedule or 'none'}", highlight=False, markup=False)
