"""`moondiff mutants`: plant known faults in the JIT, one at a time, and see what is found."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Final

import click

from conformance.cli.fuzz_target import parse_time
from conformance.cli.inputs import choose_engines, fail

# Programs that some cases edit, as those of `moondiff fuzz` do.
SEEDS: Final = Path("corpus/seeds")

if TYPE_CHECKING:
    from rich.table import Table

    from conformance.campaign.trials import Trial
    from conformance.planted.fault import Fault


def _choose(names: Sequence[str]) -> list[Fault]:
    import difflib

    from conformance.planted.catalogue import FAULTS

    for name in names:
        if name not in FAULTS:
            near = difflib.get_close_matches(name, FAULTS, n=1)
            hint = f"did you mean {near[0]}?" if near else "`moondiff mutants --list` has all"
            fail(f"there is no fault {name!r}: {hint}")
    return [FAULTS[name] for name in dict.fromkeys(names)] or list(FAULTS.values())


def _verdict(trial: Trial) -> str:
    if trial.error:
        return "not tried"
    if trial.outcome.killed is None:
        return "SURVIVED"
    return "killed" if trial.killed else "UNCONFIRMED"


def trial_table(trials: Sequence[Trial]) -> Table:
    """Fault by fault: what found it, how soon, what was blamed, how small the program became."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("fault", "stage", "verdict", "by", "on"):
        table.add_column(heading, no_wrap=True)
    for heading in ("cases", "seconds", "lines", "signatures"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("blame")
    for trial in trials:
        outcome = trial.outcome
        blame = outcome.blame
        if blame and not trial.blamed:
            blame = f"WRONG: {blame}"
        table.add_row(
            trial.fault.name, trial.fault.stage.value, _verdict(trial), outcome.killed or "",
            outcome.engine, str(outcome.cases), f"{outcome.seconds:.0f}",
            str(outcome.lines or ""), str(len(outcome.signatures) or ""), blame,
        )  # fmt: skip
    return table


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.0f} %)" if whole else "none"


def summary(trials: Sequence[Trial]) -> list[str]:
    """The figures over all trials, a line each."""
    killed = [trial for trial in trials if trial.killed]
    lines = [f"killed {_share(len(killed), len(trials))}"]
    if killed:
        seconds = median(trial.outcome.seconds for trial in killed)
        lines.append(f"median of {seconds:.0f} s of processor time until found")
        reduced = [trial for trial in killed if trial.outcome.lines]
        if reduced:
            size = median(trial.outcome.lines for trial in reduced)
            lines.append(f"median of {size:g} lines after reduction of {len(reduced)}")
        lines.append(f"blame right for {_share(sum(t.blamed for t in killed), len(killed))}")
        named = [len(trial.outcome.signatures) for trial in killed if trial.outcome.signatures]
        if named:
            lines.append(f"{mean(named):.2f} signatures of each in the mean")
    return lines


def _list() -> None:
    from conformance.planted.catalogue import FAULTS

    width = max(map(len, FAULTS))
    for fault in FAULTS.values():
        click.echo(f"{fault.name:<{width}}  {fault.stage.value:<19}  {fault.doc}")


@click.command()
@click.argument("names", nargs=-1)
@click.option("--list", "listing", is_flag=True, help="List the faults and leave.")
@click.option("--cases", default=1000, show_default=True, help="Cases for each fault, at most.")
@click.option(
    "--time", "seconds", callback=parse_time, default="120s", show_default=True,
    help="Processor time to search in for each fault, such as 90s or 2m.",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, help="Seed of the cases.")
@click.option(
    "--engines",
    metavar="A,B",
    help="Engines to search on, by comma (default: for each fault one that has it).",
)
@click.option("--jobs", default=None, type=int, help="Faults at a time (default: processors).")
@click.option("--json", "path", type=click.Path(path_type=Path, dir_okay=False),
              help="Outcomes are kept here (default: in the cache).")  # fmt: skip
@click.option("--reduce-seconds", default=40.0, show_default=True, help="Time for one reduction.")
@click.option("--fresh", is_flag=True, help="Forget earlier outcomes of these faults.")
def command(
    names: tuple[str, ...],
    listing: bool,
    cases: int,
    seconds: float,
    seed: int,
    engines: str | None,
    jobs: int | None,
    path: Path | None,
    reduce_seconds: float,
    fresh: bool,
) -> None:
    """Measure the harness: does it find faults that are planted in the JIT?

    Each fault of NAMES, or of the whole catalogue, gets a copy of the package and a process of its
    own. Outcomes are kept, so a killed run goes on where it was. Exit 1 unless all are killed.
    """
    if listing:
        _list()
        return
    from rich.console import Console

    from conformance.campaign.database import default_database
    from conformance.campaign.trials import Options, Results, try_faults
    from conformance.cli.tables import wide_console

    faults = _choose(names)
    given = choose_engines(engines) if engines else ()
    options = Options(
        tuple(spec.name for spec in given), seed, cases, seconds, reduce_seconds,
        max(1, jobs or os.cpu_count() or 1), str(SEEDS.resolve()) if SEEDS.is_dir() else "",
    )  # fmt: skip
    console = Console()
    running: dict[str, str] = {}
    done = 0
    try:
        results = Results(
            path or default_database().with_name("mutants.json"), faults if fresh else ()
        )
        with console.status("planting…") as status:

            def show() -> None:
                parts = [f"{name}: {text}" for name, text in sorted(running.items())]
                status.update(f"{done} of {len(faults)} faults; " + "; ".join(parts))

            def on_progress(fault: Fault, message: object) -> None:
                running[fault.name] = ", ".join(
                    f"{value} {key}" if isinstance(value, int) else f"{key} {value}"
                    for key, value in (message.items() if isinstance(message, dict) else ())
                )
                show()

            def on_trial(trial: Trial) -> None:
                nonlocal done
                done += 1
                running.pop(trial.fault.name, None)
                outcome = trial.outcome
                text = f"{trial.fault.name}: {_verdict(trial)}"
                if outcome.killed:
                    text += f" by {outcome.killed} on {outcome.engine}"
                text += f", {outcome.cases} cases, {outcome.seconds:.0f} s"
                if outcome.program:
                    text += f", {outcome.lines} lines, blame: {outcome.blame or 'none'}"
                if trial.error:
                    text += f"; {trial.error}"
                console.print(text, markup=False, highlight=False, soft_wrap=True)
                show()

            trials = try_faults(faults, options, results, on_trial, on_progress)
    except OSError as error:
        fail(f"cannot keep the outcomes: {error}")
    except KeyboardInterrupt:
        console.print("stopped; the same command goes on from here")
        # Trials end with this process.
        os._exit(130)
    wide_console().print(trial_table(trials))
    for line in summary(trials):
        console.print(line, highlight=False)
    sys.exit(0 if all(trial.killed for trial in trials) else 1)
