"""`moondiff fuzz`: generate programs, compare engines, reduce and archive what differs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from conformance.cli.fuzz_target import TARGETS, fuzz_target, parse_time
from conformance.cli.inputs import (
    check_settings,
    choose_engines,
    engines_option,
    fail,
    settings_option,
)

# Where findings go when the folder exists, as in a checkout; pytest replays it for ever.
REGRESSIONS = Path("corpus/regressions")
# Programs that some cases are made of, where there are any.
SEEDS = Path("corpus/seeds")
# Cases of a campaign when neither --cases nor --time is given.
DEFAULT_CASES = 1000
# What programs about the collector run on unless told otherwise: those that collect by themselves.
GC_ENGINES = "native:interp,native:trace,arm64:trace"


@click.command()
@click.option(
    "--target",
    type=click.Choice(["programs", "gc", *TARGETS]),
    default="programs",
    show_default=True,
    help="Run programs, or throw inputs at one part of the JIT.",
)
@click.option("--time", "seconds", callback=parse_time, help="How long, such as 30m.")
@click.option("--cases", default=None, type=int, help="How many cases in all (default: 1000).")
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
@click.option(
    "--branches",
    default=None,
    type=click.IntRange(0),
    help="Forks of one run that force more guards to exit, at most.  [default: 250]",
)
@click.option("--jobs", default=None, type=int, help="Worker processes (default: processors).")
@click.option("--archive", default=None, type=click.Path(path_type=Path), help="Capsules go here.")
@click.option("--database", default=None, type=click.Path(path_type=Path), help="Campaigns' file.")
@click.option("--reduce-seconds", default=30.0, show_default=True, help="Time for one reduction.")
@click.option("--fresh", is_flag=True, help="Start anew instead of going on.")
def command(
    target: str,
    seconds: float | None,
    cases: int | None,
    seed: int,
    engines: str | None,
    settings: Mapping[str, object],
    faults: tuple[str, ...],
    force_all: bool,
    branches: int | None,
    jobs: int | None,
    archive: Path | None,
    database: Path | None,
    reduce_seconds: float,
    fresh: bool,
) -> None:
    """Run a campaign. A killed one goes on where it was; exit 1 if anything new was found.

    Findings are archived in corpus/regressions where that folder exists, but not those of a
    planted fault. --target gc runs programs that allocate much, the collector always under stress.
    Other targets take inputs of their own kind; those that show a problem are made smaller and
    kept in the folder of --archive, or in ./findings.
    """
    jobs = max(1, jobs or os.cpu_count() or 1)
    if target in TARGETS:
        fuzz_target(target, seed, cases, seconds, jobs, archive, reduce_seconds)
    from rich.console import Console

    from conformance.campaign.capsules import FAULTS, CapsuleError
    from conformance.campaign.cases import BRANCHES, Plan
    from conformance.campaign.database import (
        Database,
        DatabaseError,
        code_version,
        default_database,
        describe_plan,
    )
    from conformance.campaign.origins import load_corpus
    from conformance.campaign.runner import Options, run_campaign
    from conformance.cli.campaign_view import CampaignView
    from conformance.oracles.schedule import Schedule

    if faults:
        settings = {**settings, FAULTS: frozenset(faults)}
    elif archive is None and REGRESSIONS.is_dir():
        archive = REGRESSIONS
    check_settings(settings)
    specs = choose_engines(engines or (GC_ENGINES if target == "gc" else None))
    names = tuple(spec.name for spec in specs)
    branches = 0 if force_all else BRANCHES if branches is None else branches
    plan = Plan(
        seed, names, Schedule(settings), force_all=force_all, gc=target == "gc", branches=branches
    )
    if cases is None and seconds is None:
        cases = DEFAULT_CASES
    try:
        corpus = load_corpus(SEEDS)
    except OSError as error:
        fail(f"{SEEDS} names a program that cannot be read: {error.filename}: {error.strerror}")
    options = Options(cases, jobs, archive, 3, reduce_seconds, seconds, corpus)
    console = Console()
    try:
        store = Database(database or default_database())
        text = describe_plan(plan, code_version(), corpus)
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
    for text in (view.line(summary.totals), view.coverage(summary.totals)):
        console.print(text, highlight=False, soft_wrap=True)
    for signature, count in sorted(summary.unreduced.items()):
        console.print(f"not reduced: {count} more of {signature}", highlight=False)
    console.print(f"{len(summary.signatures)} distinct findings, {summary.new} new")
    sys.exit(1 if summary.new else 0)
