"""`moondiff corpus`: the archived findings."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
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
    from conformance.campaign.capsules import Capsule

DEFAULT_FOLDER = Path("corpus/regressions")

folder_option = click.option(
    "--folder",
    default=DEFAULT_FOLDER,
    show_default=True,
    type=click.Path(path_type=Path),
    help="The folder of capsules.",
)


def _folders(folder: Path, names: tuple[str, ...] = ()) -> list[Path]:
    """The capsules below a folder, or those named there, or given by their own paths."""
    from conformance.campaign.capsules import CAPSULE_FILE, find_capsules

    if not names:
        if not folder.is_dir():
            fail(f"no folder of capsules: {folder}")
        return list(find_capsules(folder))
    return [Path(n) if (Path(n) / CAPSULE_FILE).exists() else folder / n for n in names]


def _capsules(folder: Path, names: tuple[str, ...] = ()) -> list[Capsule]:
    """What `_folders` finds, read."""
    from conformance.campaign.capsules import CapsuleError, load_capsule

    try:
        return [load_capsule(path) for path in _folders(folder, names)]
    except CapsuleError as error:
        fail(str(error))


@click.group()
def command() -> None:
    """List, show, replay and add archived findings; distill programs to edit."""


@command.command("list")
@folder_option
def list_capsules(folder: Path) -> None:
    """List the capsules."""
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for heading in ("capsule", "engine", "signature", "blame", "bytes"):
        table.add_column(heading, no_wrap=heading == "capsule")
    for capsule in _capsules(folder):
        size = str(len(capsule.program.source))
        table.add_row(capsule.name, capsule.engine, capsule.signature, capsule.blame, size)
    Console().print(table)


@command.command("show")
@folder_option
@click.argument("names", nargs=-1, required=True)
def show_capsules(folder: Path, names: tuple[str, ...]) -> None:
    """Show capsules: how they were run, the program, what PUC printed and what differed."""

    for capsule in _capsules(folder, names):
        expected = capsule.expected
        click.echo(f"capsule    {capsule.name}")
        click.echo(f"engine     {capsule.engine}")
        for name, value in capsule.schedule.plain().items():
            click.echo(f"option     {name} = {value}")
        click.echo(f"signature  {capsule.signature}")
        click.echo(f"blame      {capsule.blame or 'none'}")
        click.echo(f"origin     {capsule.origin}")
        click.echo(f"versions   {', '.join(f'{k} {v}' for k, v in capsule.versions.items())}")
        click.echo("program:")
        click.echo(capsule.program.source.rstrip(b"\n"))
        click.echo(f"PUC ended with status {expected.status.value} and printed:")
        click.echo(expected.stdout.rstrip(b"\n"))
        if expected.message is not None:
            click.echo(expected.message)
        click.echo("what differed:")
        click.echo(capsule.detail)


@command.command("replay")
@folder_option
@engines_option
@click.option("--times", default=1, show_default=True, type=click.IntRange(1), help="How often.")
@click.option("--jobs", default=None, type=int, help="Processes at once (default: processors).")
@click.option("--with-faults", is_flag=True, help="Plant the faults that capsules were found with.")
@click.argument("names", nargs=-1)
def replay_capsules(
    folder: Path,
    engines: str | None,
    times: int,
    jobs: int | None,
    with_faults: bool,
    names: tuple[str, ...],
) -> None:
    """Replay capsules (default: all) on engines; exit 0 only when all agree with PUC.

    Every time is in a new process, so that nothing of the one before is left.
    """
    from rich.console import Console

    from conformance.campaign.replays import Order, ReplayError, replay_times

    capsules = _capsules(folder, names)
    specs = choose_engines(engines)
    places = tuple(str(path) for path in _folders(folder, names))
    order = Order(places, tuple(spec.name for spec in specs), with_faults)
    jobs = max(1, jobs or os.cpu_count() or 1)
    with Console(stderr=True).status("replaying…") as status:
        try:
            found = replay_times(
                order, times, jobs, lambda done: status.update(f"{done} of {times} times")
            )
        except ReplayError as error:
            fail(str(error))
    for (place, engine), replays in found.items():
        click.echo(f"{Path(place).name} on {engine}: {replays}")
        if replays.detail:
            click.echo(replays.detail)
    runs = sum(replays.agreements.total() for replays in found.values())
    failed = sum(replays.failed for replays in found.values())
    odd = sum(len(replays.digests) > 1 for replays in found.values())
    click.echo(
        f"{len(capsules)} capsules, {runs} replays on {len(specs)} engines and PUC: "
        f"{failed} failures, {odd} not the same every time"
    )
    sys.exit(1 if failed else 0)


@command.command("add")
@folder_option
@engines_option
@settings_option
@click.option("--origin", default="added by hand", help="Where the program comes from.")
@click.option("--name", default=None, help="The capsule's name (default: from its signature).")
@click.argument("file", type=click.Path(path_type=Path))
def add_capsule(
    folder: Path,
    engines: str | None,
    settings: Mapping[str, object],
    origin: str,
    name: str | None,
    file: Path,
) -> None:
    """Archive FILE: with the first engine that differs, or as a guard if none does."""
    from conformance.campaign.capsules import CapsuleError, make_capsule, save_capsule
    from conformance.minimizer.difference import Question, ask
    from conformance.oracles.observation import Limits
    from conformance.oracles.program import ProgramError, read_program
    from conformance.oracles.registry import takes_settings
    from conformance.oracles.schedule import Schedule

    check_settings(settings)
    specs = choose_engines(engines)
    try:
        program = read_program(file, shown=file.name)
        chosen = None
        for spec in specs:
            own = Schedule(settings) if takes_settings(spec.name) else Schedule()
            verdict = ask(Question(program, spec.name, own, Limits()))[0]
            if chosen is None or verdict.differs:
                chosen = spec.name, own, verdict
            if verdict.differs:
                break
        assert chosen is not None
        engine, own, verdict = chosen
        capsule = make_capsule(program, engine, own, verdict, origin)
        if name is not None:
            capsule = replace(capsule, name=name)
        click.echo(f"{save_capsule(capsule, folder)}: {verdict.agreement.value} on {engine}")
    except (ProgramError, CapsuleError) as error:
        fail(str(error))


@command.command("distill")
@folder_option
@click.option("--into", type=click.Path(path_type=Path), help="Leave the chosen programs here.")
@click.option(
    "--campaigns", default=0, help="Also take the seeds of so many campaigns, the latest first."
)
@click.option("--least", default=1, show_default=True, help="Features that a program must add.")
@click.option("--database", default=None, type=click.Path(path_type=Path), help="Campaigns' file.")
@click.option("--jobs", default=None, type=int, help="Worker processes (default: processors).")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
def distill_programs(
    folder: Path,
    into: Path | None,
    campaigns: int,
    least: int,
    database: Path | None,
    jobs: int | None,
    paths: tuple[Path, ...],
) -> None:
    """Choose few programs of PATHS that make the compiler do all that all of them do.

    Capsules stay in any case: what they show needs no further program. Those chosen are listed in
    the folder of --into (from a campaign: copied there), in place of all that it held; `moondiff
    fuzz` edits those of corpus/seeds.
    """
    from rich.console import Console

    from conformance.campaign.database import Database, DatabaseError, default_database
    from conformance.campaign.distill import Candidate, distill
    from conformance.campaign.origins import save_corpus
    from conformance.oracles.features import count_kinds

    console = Console()
    candidates = [
        Candidate(f"capsule {capsule.name}", capsule.program.source, fixed=True)
        for capsule in (_capsules(folder) if folder.is_dir() else [])
    ]
    for path in paths:
        files = sorted(path.rglob("*.lua")) if path.is_dir() else [path]
        candidates += [Candidate(str(file), file.read_bytes(), path=file) for file in files]
    try:
        if campaigns:
            store = Database(database or default_database())
            for campaign in store.last_campaigns(campaigns):
                for seed in store.seeds(campaign, sys.maxsize):
                    source = store.kept(campaign, seed.case).source
                    candidates.append(Candidate(f"case-{campaign}-{seed.case}.lua", source))
    except DatabaseError as error:
        fail(str(error))
    with console.status("warming up…") as status:
        found = distill(
            candidates,
            max(1, jobs or os.cpu_count() or 1),
            lambda done: status.update(f"{done} of {len(candidates)} programs"),
        )
    chosen = [(candidate, added) for candidate, added in found.chosen if added >= least]
    for candidate, added in chosen:
        console.print(f"{added:6} features: {candidate.name}", highlight=False, soft_wrap=True)
    reasons = sorted(set(found.unusable.values()))
    for reason in reasons:
        count = sum(reason == other for other in found.unusable.values())
        console.print(f"{count} left out: {reason}", highlight=False)
    kinds = ", ".join(f"{name} {n}" for name, n in count_kinds(found.features).items())
    lost = sum(added for _, added in found.chosen if added < least)
    text = f"{len(chosen)} of {len(candidates)} programs have {len(found.features) - lost} of all"
    text += f" {len(found.features)} features: {kinds}"
    console.print(text, highlight=False, soft_wrap=True)
    if into is not None:
        try:
            save_corpus(into, [(candidate.path, candidate.source) for candidate, _ in chosen])
        except OSError as error:
            fail(f"cannot write into {into}: {error.strerror}")
