"""`moondiff fuzz`: generate programs, compare engines, reduce and archive what differs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from conformance.cli.fuzz_mutants import fuzz_mutants, parse_time
from conformance.cli.inputs import (
    check_settings,
    choose_engines,
    engines_option,
    fail,
    settings_option,
)

# Where findings go when the folder exists, as in a checkout; pytest replays it for ever.
REGRESSIONS = Path("corpus/regressions")


@click.command()
@click.option(
    "--target",
    type=click.Choice(["programs", "frontend", "chunk"]),
    default="programs",
    show_default=True,
    help="Run programs, or throw mutated sources or binary chunks at their loaders.",
)
@click.option("--time", "seconds", callback=parse_time, help="How long to throw, such as 30m.")
@click.option("--cases", default=1000, show_default=True, help="How many cases in all.")
@click.option("--seed", default=0, show_default=True, help="Seed of the campaign.")
@engines_option
@settings_option
@click.option("--fault", "faults", multiple=True, metavar="NAME", help="Plant a fault in the JIT.")
@click.option(
    "--force",
    "force_all",
    is_flag=True,
    help="Run every case until all guards that it reaches have been forced to exit.",
)
@click.option("--jobs", default=None, type=int, help="Worker processes (default: processors).")
@click.option("--archive", default=None, type=click.Path(path_type=Path), help="Capsules go here.")
@click.option("--database", default=None, type=click.Path(path_type=Path), help="Campaigns' file.")
@click.option("--reduce-seconds", default=30.0, show_default=True, help="Time for one reduction.")
@click.option("--fresh", is_flag=True, help="Start anew instead of going on.")
def command(
    target: str,
    seconds: float | None,
    cases: int,
    seed: int,
    engines: str | None,
    settings: Mapping[str, object],
    faults: tuple[str, ...],
    force_all: bool,
    jobs: int | None,
    archive: Path | None,
    database: Path | None,
    reduce_seconds: float,
    fresh: bool,
) -> None:
    """Run a campaign. A killed one goes on where it was; exit 1 if anything new was found.

    Findings are archived in corpus/regressions where that folder exists, but not those of a
    planted fault. Mutants are thrown for the time given (20s); those that show a problem are
    kept in the folder of --archive, or in ./findings.
    """
    if target != "programs":
        fuzz_mutants(target, seed, seconds or 20.0, archive)
    if seconds is not None:
        fail("--time goes with --target frontend or chunk; for programs there is --cases")
    from rich.console import Console

    from conformance.campaign.capsules import FAULTS, CapsuleError
    from conformance.campaign.cases import Plan
    from conformance.campaign.database import (
        Database,
        DatabaseError,
        code_version,
        default_database,
        describe_plan,
    )
    from conformance.campaign.runner import Options, run_campaign
    from conformance.cli.campaign_view import CampaignView
    from conformance.oracles.schedule import Schedule

    if faults:
        settings = {**settings, FAULTS: frozenset(faults)}
    elif archive is None and REGRESSIONS.is_dir():
        archive = REGRESSIONS
    check_settings(settings)
    specs = choose_engines(engines)
    names = tuple(spec.name for spec in specs)
    plan = Plan(seed, names, Schedule(settings), force_all=force_all)
    options = Options(cases, max(1, jobs or os.cpu_count() or 1), archive, 3, reduce_seconds)
    console = Console()
    try:
        store = Database(database or default_database())
        text = describe_plan(plan, code_version())
        campaign = store.open_campaign(text)
        if fresh:
            store.finish_campaign(campaign)
            campaign = store.open_campaign(text)
        done = len(store.done(campaign))
        if done:
            console.print(f"going on with campaign {campaign}: {done} cases are done")
        view = CampaignView(console, options.cases, done)
        with view:
            summary = run_campaign(plan, options, store, campaign, view.watcher())
    except (DatabaseError, CapsuleError) as error:
        fail(str(error))
    except KeyboardInterrupt:
        console.print("stopped; the same command goes on from here")
        sys.exit(130)
    console.print(view.line(summary.totals), highlight=False, soft_wrap=True)
    for signature, count in sorted(summary.unreduced.items()):
        console.print(f"not reduced: {count} more of {signature}", highlight=False)
    console.print(f"{len(summary.archived)} distinct findings, {summary.new} new")
    sys.exit(1 if summary.new else 0)
