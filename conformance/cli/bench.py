"""`moondiff bench`: how fast, how large and how hungry engines are."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.inputs import check_settings, fail, settings_option, start_engine, tell

if TYPE_CHECKING:
    from conformance.bench.engines import BenchEngine
    from conformance.bench.results import Results
    from conformance.bench.suites import Suite
    from conformance.bench.thermal import Thermometer


# What --peer takes besides engines.
NO_PEER = "none"


class BenchGroup(click.Group):
    """A group whose command is `measure` unless another is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `measure` in front of what does not begin with a command."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["measure", *args]
        return super().parse_args(ctx, args)


@click.group(cls=BenchGroup)
def command() -> None:
    """Measure programs on several engines, and compare what was measured.

    `moondiff bench SUITE...` is short for `moondiff bench measure SUITE...`.
    """


@command.command("list")
def list_all() -> None:
    """List suites and engines."""
    from rich.table import Table

    from conformance.bench.engines import ENGINES
    from conformance.bench.suites import SUITES
    from conformance.cli.tables import wide_console

    console = wide_console()
    table = Table(title="suites", title_justify="left")
    for heading in ("suite", "measures"):
        table.add_column(heading, no_wrap=heading == "suite")
    for suite in SUITES.values():
        table.add_row(suite.name, suite.summary)
    console.print(table)
    table = Table(title="engines", title_justify="left")
    for heading in ("engine", "is", "here"):
        table.add_column(heading, no_wrap=heading == "engine")
    for engine in ENGINES.values():
        table.add_row(engine.name, engine.summary, engine.missing() or "yes")
    console.print(table)


@command.command("measure")
@click.option("--engines", metavar="A,B", help="Engines, by comma: `moondiff bench list`.")
@click.option(
    "--runs",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Processes of each program on each engine, of which the median counts.",
)
@click.option(
    "--json",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write all that was measured to a file, after each round.",
)
@click.option(
    "--warmup/--no-warmup",
    default=True,
    show_default=True,
    help="Also run programs in rounds, to see how soon they are fast.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=600.0,
    show_default=True,
    help="Seconds by the clock on the wall for each process.",
)
@click.option("--energy", is_flag=True, help="Also measure energy, by the processor's counters.")
@click.option(
    "--cool",
    is_flag=True,
    help="Before each run, wait until the processor is as cool as at the beginning.",
)
@settings_option
@click.argument("suites", nargs=-1, required=True, metavar="SUITE...")
def measure(
    suites: tuple[str, ...],
    engines: str | None,
    runs: int,
    path: Path | None,
    warmup: bool,
    timeout: float,
    energy: bool,
    cool: bool,
    settings: Mapping[str, object],
) -> None:
    """Measure SUITE...: green, lunacy, layers, luapp, micro.

    Exit status 1 tells that something did not run to its end, or that an engine of Lua 5.1 printed
    something else than PUC.
    """
    from conformance.bench.energy import POWERCAP
    from conformance.bench.measuring import Bench, Plan
    from conformance.bench.results import ResultsError, check_writable, save
    from conformance.bench.suites import UnknownSuite, find_suites
    from conformance.cli.bench_view import failures, show
    from conformance.cli.tables import wide_console
    from conformance.oracles.schedule import Schedule

    try:
        chosen = find_suites(suites)
        if path is not None:
            check_writable(path)
    except (UnknownSuite, ResultsError) as error:
        fail(str(error))
    plan = Plan(
        chosen,
        _engines(engines, chosen, settings),
        runs,
        timeout,
        warmup,
        Schedule(settings),
        POWERCAP if energy else None,
        _thermometer() if cool else None,
    )
    console = wide_console()

    def keep(results: Results) -> None:
        if path is not None:
            save(results, path)

    try:
        with console.status("measuring…") as status:
            results = Bench(plan, status.update).measure(keep)
        keep(results)
    except (UnknownSuite, ResultsError) as error:
        fail(str(error))
    show(console, results)
    sys.exit(1 if failures(results) else 0)


def _engines(
    names: str | None, suites: tuple[Suite, ...], settings: Mapping[str, object]
) -> tuple[BenchEngine, ...]:
    """The engines to measure on, with their images built; ends the command if one cannot run."""
    from conformance.bench.engines import (
        DEFAULT,
        DEFAULT_LAYERS,
        ENGINES,
        Kind,
        UnknownEngine,
        find_engines,
    )
    from conformance.bench.suites import LAYERS

    check_settings(settings)
    only_layers = all(suite.name == LAYERS for suite in suites)
    if names is None:
        default = DEFAULT_LAYERS if only_layers else DEFAULT
        wanted = tuple(ENGINES[name] for name in default)
    else:
        try:
            wanted = find_engines(names)
        except UnknownEngine as error:
            fail(str(error))
    chosen = []
    for engine in wanted:
        missing = engine.missing()
        if missing is not None and names is None:
            tell(f"{engine.name} left out: {missing}")
            continue
        if missing is not None:
            fail(f"{engine.name} cannot run here: {missing}")
        if not engine.runs_lua and all(suite.name != LAYERS for suite in suites):
            fail(f"{engine.name} takes part in the suite {LAYERS} only")
        if engine.kind is Kind.JIT:
            start_engine(engine.name, settings)
        chosen.append(engine)
    return tuple(chosen)


def _thermometer() -> Thermometer:
    from conformance.bench.thermal import TemperatureMissing, Thermometer

    try:
        return Thermometer.open()
    except TemperatureMissing as error:
        fail(f"--cool cannot be had here: {error}")


@command.command("compare")
@click.option(
    "--quantity",
    type=click.Choice(["seconds", "memory", "energy"]),
    default="seconds",
    show_default=True,
    help="What to compare.",
)
@click.option(
    "--peer",
    metavar="ENGINE",
    help="Compare ratios to this engine in the same round, because it did not change: what the"
    " machine did on that day drops out (default: puc where both files have it, for seconds and"
    " energy; none: compare as measured).",
)
@click.option(
    "--alpha",
    type=click.FloatRange(min=0, max=1, min_open=True, max_open=True),
    default=0.05,
    show_default=True,
    help="How probable by chance alone a difference may be and still count.",
)
@click.option(
    "--least",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    metavar="PERCENT",
    help="Smaller differences do not count.",
)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
def compare_files(
    before: Path, after: Path, quantity: str, peer: str | None, alpha: float, least: float
) -> None:
    """Compare two files that --json has written; exit status 1 if an engine of ours got worse.

    Whether two sets of runs differ is decided by the exact Mann-Whitney test, and for all programs
    of a suite together by the same test with programs as strata.
    """
    from conformance.bench.comparison import Quantity, Rules, compare, has_peer
    from conformance.bench.engines import UnknownEngine, find_engines
    from conformance.bench.results import PEER, ResultsError, load
    from conformance.cli.bench_compare_view import show_comparison, worse
    from conformance.cli.tables import wide_console

    if peer not in (None, NO_PEER):
        try:
            find_engines(str(peer))
        except UnknownEngine as error:
            fail(str(error))
    try:
        files = load(before), load(after)
    except ResultsError as error:
        fail(str(error))
    if peer is None and quantity != Quantity.MEMORY.value and has_peer(*files, PEER):
        peer = PEER
    rules = Rules(Quantity(quantity), alpha, least / 100, peer if peer != NO_PEER else None)
    found = compare(*files, rules)
    if not found.rows:
        fail(f"{before} and {after} have no measurement of {quantity} in common")
    show_comparison(wide_console(), found, rules)
    sys.exit(1 if worse(found) else 0)
