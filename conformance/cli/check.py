"""`moondiff check`: programs by engines, each compared with PUC."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.inputs import (
    check_settings,
    choose_engines,
    engines_option,
    fail,
    memory_option,
    settings_option,
    system_option,
)
from conformance.oracles.observation import Limits

if TYPE_CHECKING:
    from conformance.oracles.checking import Check

LUA_SUFFIX = ".lua"


def find_programs(paths: Iterable[str]) -> Iterator[Path]:
    """The Lua files that the paths name; folders stand for all the Lua files in them."""
    for text in paths:
        path = Path(text)
        if path.is_dir():
            found = sorted(path.rglob("*" + LUA_SUFFIX))
            if not found:
                fail(f"no Lua files in {path}")
            yield from found
        elif path.exists():
            yield path
        else:
            fail(f"no such file or folder: {path}")


@click.command()
@engines_option
@settings_option
@click.option("--timeout", default=60.0, show_default=True, help="Processor seconds per run.")
@memory_option
@system_option
@click.option(
    "--instants",
    default=0,
    metavar="N",
    help="Also compare all frames and locals at N random VM instructions, on the JIT's engines.",
)
@click.option(
    "--force",
    type=click.Choice(["first", "middle", "last", "all"]),
    help="Also make every guard of compiled code exit, at that hit, and compare all frames there.",
)
@click.option("--seed", default=0, show_default=True, help="Seed of the random instructions.")
@click.option("--jobs", default=None, type=int, help="Parallel runs (default: processors).")
@click.argument("paths", nargs=-1, required=True)
def command(
    paths: tuple[str, ...],
    engines: str | None,
    settings: Mapping[str, object],
    timeout: float,
    memory: int | None,
    allow_system: bool,
    instants: int,
    force: str | None,
    seed: int,
    jobs: int | None,
) -> None:
    """Run the programs in PATHS on every engine; exit 0 only when all agree with PUC."""
    from conformance.cli.tables import (
        check_table,
        show_details,
        show_forced,
        show_instants,
        wide_console,
    )
    from conformance.oracles.checking import check_program
    from conformance.oracles.guard_exit import ForceCheck, When, check_forced
    from conformance.oracles.instant_check import InstantCheck, check_random_instants
    from conformance.oracles.program import ProgramError, read_program
    from conformance.oracles.registry import takes_settings

    files = list(dict.fromkeys(find_programs(paths)))
    programs = []
    for file in files:
        try:
            programs.append(read_program(file, shown=file.name))
        except ProgramError as error:
            fail(str(error))
    check_settings(settings)
    specs = choose_engines(engines)
    limits = Limits(seconds=timeout, contained=not allow_system)
    if memory is not None:
        limits = replace(limits, memory=memory)
    console = wide_console()
    checks: list[Check] = []
    # Forks of this warm process: an engine's image is loaded once.
    context = get_context("fork")
    workers = max(1, jobs or os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: list[Future[list[Check]]] = [
            pool.submit(check_program, program, specs, settings, limits) for program in programs
        ]
        stopped: list[Future[list[InstantCheck]]] = [
            pool.submit(check_random_instants, program, spec, instants, seed, settings, limits)
            for program in programs
            for spec in specs
            if instants and takes_settings(spec.name)
        ]
        whens = tuple(When) if force == "all" else (When(force),) if force else ()
        leaving: list[Future[ForceCheck]] = [
            pool.submit(check_forced, program, spec, whens, settings, limits)
            for program in programs
            for spec in specs
            if whens and spec.compiles
        ]
        with console.status("checking…") as status:
            for done, future in enumerate(waiting):
                status.update(f"{done} of {len(waiting)}: {files[done].name}")
                checks += future.result()
            status.update("stopping at instructions…")
            at_instants = [check for future in stopped for check in future.result()]
            status.update("forcing guards to exit…")
            forced = [future.result() for future in leaving]
    console.print(check_table(checks))
    show_details(console, checks)
    if instants:
        show_instants(console, at_instants)
    if force:
        show_forced(console, forced)
    wrong = any(check.problem for check in at_instants) or any(check.problem for check in forced)
    sys.exit(0 if all(check.passed for check in checks) and not wrong else 1)
