"""`moondiff coverage`: which entries of the Lua 5.1 manual have a case in a suite."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.check import find_programs
from conformance.cli.inputs import fail

if TYPE_CHECKING:
    from conformance.oracles.manual.coverage import Covered
    from conformance.oracles.manual.entries import Facts

DEFAULT_SUITE = "suites/lua51"
# Programs named of an entry that --cases shows.
SHOWN_CASES = 3


def _summary(covered: Sequence[Covered]) -> Iterator[tuple[str, int, int]]:
    """Section, its entries, and how many of them have a case."""
    for section in dict.fromkeys(one.entry.section for one in covered):
        mine = [one for one in covered if one.entry.section == section]
        yield section, len(mine), sum(bool(one.programs) for one in mine)


def _show(covered: Sequence[Covered], programs: int) -> int:
    """Print the table of sections and the entries without a case; return how many those are."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    from conformance.cli.tables import wide_console

    console = wide_console()
    table = Table("section", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("entries", "with a case", "gaps"):
        table.add_column(heading, justify="right")
    for section, entries, shown in _summary(covered):
        table.add_row(section, str(entries), str(shown), str(entries - shown))
    console.print(table)
    gaps = [one.entry for one in covered if not one.programs]
    for gap in gaps:
        console.print(f"no case: {escape(gap.section)}: {escape(gap.title)}", highlight=False)
    console.print(
        f"{programs} programs, {len(covered)} entries, {len(gaps)} without a case",
        style="red" if gaps else "green",
        highlight=False,
    )
    return len(gaps)


@click.command()
@click.option("--cases", metavar="TEXT", help="Show programs for the entries that contain TEXT.")
@click.option("--jobs", default=None, type=int, help="Parallel runs (default: processors).")
@click.argument("paths", nargs=-1)
def command(paths: tuple[str, ...], cases: str | None, jobs: int | None) -> None:
    """List the entries of the manual that no program in PATHS shows; exit 0 when there are none.

    PATHS are Lua files and folders, by default the conformance suite of this repository. A case
    is recognized by the program's tokens, by the library functions and metamethods that it calls
    on PUC Lua 5.1 and their arguments, and by the messages that it prints there.
    """
    from conformance.oracles.manual.coverage import coverage
    from conformance.oracles.manual.recorder import facts_of
    from conformance.oracles.program import ProgramError, read_program

    files = list(dict.fromkeys(find_programs(paths or (DEFAULT_SUITE,))))
    try:
        programs = [read_program(file, shown=file.name) for file in files]
    except ProgramError as error:
        fail(str(error))
    workers = max(1, jobs or os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        facts: Iterator[Facts] = pool.map(facts_of, programs, chunksize=4)
        covered = coverage(zip(map(str, files), facts, strict=True))
    if cases is not None:
        for one in covered:
            title = f"{one.entry.section}: {one.entry.title}"
            if cases in title:
                named = ", ".join(Path(name).name for name in one.programs[:SHOWN_CASES])
                click.echo(f"{title}: {len(one.programs)} programs ({named})")
        return
    sys.exit(1 if _show(covered, len(files)) else 0)
