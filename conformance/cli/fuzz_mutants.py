"""`moondiff fuzz --target`: mutated sources and chunks, thrown at what takes them in."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import NoReturn

import click

from conformance.cli.inputs import fail

# Where mutants that show a problem are kept, unless told otherwise.
FOLDER = Path("findings")
SUFFIXES = {"chunk": ".luac", "frontend": ".lua"}
# Mutants kept of one kind of problem.
KEPT = 3
UNITS = {"s": 1, "m": 60, "h": 3600}


def parse_time(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> float | None:
    """Click's callback for a span of time: 20s, 30m, 8h, or a number of seconds."""
    if value is None:
        return None
    number, unit = (value[:-1], UNITS[value[-1]]) if value[-1:] in UNITS else (value, 1)
    try:
        seconds = float(number) * unit
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise click.BadParameter(f"{value!r} is not a time such as 20s, 30m or 8h")
    return seconds


def fuzz_mutants(name: str, seed: int, seconds: float, folder: Path | None) -> NoReturn:
    """Throw mutants for that long; exit 1 if any showed a problem, which is then kept."""
    from rich.console import Console

    from conformance.campaign.mutants import TARGETS, Mutant, Totals, throw_mutants

    console = Console()
    folder = folder or FOLDER
    kinds: Counter[str] = Counter()
    totals = Totals()

    def line(totals: Totals) -> str:
        share = f"{100 * totals.accepted / totals.mutants:.0f} %" if totals.mutants else "-"
        return f"{totals.mutants} mutants, {share} accepted, {totals.problems} problems"

    def keep(mutant: Mutant) -> None:
        kind = mutant.problem.partition("\n")[0]
        kinds[kind] += 1
        if kinds[kind] > KEPT:
            return
        path = folder / f"{name}-{seed}-{mutant.number}{SUFFIXES[name]}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(mutant.data)
        except OSError as error:
            fail(f"cannot write {path}: {error.strerror}")
        console.print(f"{path}: {mutant.problem}", markup=False, highlight=False, soft_wrap=True)

    try:
        with console.status("warming up…") as status:
            for so_far, mutant in throw_mutants(TARGETS[name](), seed, seconds):
                totals = so_far
                if mutant is not None:
                    keep(mutant)
                status.update(line(totals))
    except KeyboardInterrupt:
        console.print("stopped")
    console.print(line(totals), highlight=False)
    for kind, count in sorted(kinds.items()):
        console.print(f"{count} of {kind}", markup=False, highlight=False)
    sys.exit(1 if totals.problems else 0)
