"""How results look on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from conformance.oracles.checking import Check
from conformance.oracles.compare import Agreement
from conformance.oracles.guard_exit import ForceCheck
from conformance.oracles.instant_check import InstantCheck

STYLES = {Agreement.SAME: "green", Agreement.DIFFERENT: "bold red", Agreement.UNUSABLE: "yellow"}
# Columns of output that goes to a file or a pipe.
PIPE_WIDTH = 120
# Statistics shown for engines that compile: heading -> counter.
COUNTERS = {"fragments": "fragments", "guards": "guards", "exits": "exits_taken"}


def wide_console() -> Console:
    """A console for tables; where the output is no terminal, lines may be long."""
    console = Console()
    return console if console.is_terminal else Console(width=PIPE_WIDTH)


def _verdict(check: Check) -> Text:
    text = check.verdict.agreement.value
    if check.verdict.difference is not None:
        text = f"{text}: {check.verdict.difference.value}"
    if check.vacuous:
        text += " (vacuous)"
    if check.verdict.masks:
        text += f" (masked: {', '.join(check.verdict.masks)})"
    return Text(text, style=STYLES[check.verdict.agreement])


def check_table(checks: Sequence[Check]) -> Table:
    """Program by engine: verdict, time relative to PUC, and what the JIT did."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("program", "engine", "verdict"):
        # A program's name is never cut: it is what the reader looks for.
        table.add_column(heading, no_wrap=heading != "verdict", overflow="fold")
    for heading in ("seconds", "/ PUC", *COUNTERS):
        table.add_column(heading, justify="right", no_wrap=True)
    previous = None
    for check in checks:
        name = check.program if check.program != previous else ""
        previous = check.program
        ratio = f"{check.ratio:.2f}" if check.ratio is not None else ""
        counters = [
            str(check.actual.jit[key]) if key in check.actual.jit else ""
            for key in COUNTERS.values()
        ]
        table.add_row(
            name, check.actual.engine, _verdict(check), f"{check.actual.seconds:.2f}", ratio,
            *counters,
        )  # fmt: skip
    return table


def show_details(console: Console, checks: Iterable[Check]) -> None:
    """The first difference of every comparison that failed, and the totals."""
    checks = list(checks)
    for check in checks:
        if not check.passed:
            console.print(f"\n[bold]{escape(check.program)}[/] on {check.actual.engine}:")
            console.print(escape(check.verdict.detail), highlight=False, soft_wrap=True)
    failed = sum(not check.passed for check in checks)
    vacuous = sum(check.vacuous for check in checks)
    line = f"{len(checks)} comparisons, {failed} failed"
    if vacuous:
        line += f", {vacuous} vacuous (never entered compiled code)"
    console.print(line, style="red" if failed else "green")


def show_instants(console: Console, checks: Iterable[InstantCheck]) -> None:
    """The first wrong state of every program and engine, and how much was compared."""
    checks = list(checks)
    for check in checks:
        if check.problem:
            console.print(f"\n[bold]{escape(check.program)}[/] on {check.engine}, stopped:")
            console.print(escape(check.problem), highlight=False, soft_wrap=True)
    failed = sum(bool(check.problem) for check in checks)
    left_out = {(check.program, check.skipped) for check in checks if check.skipped}
    line = f"{sum(check.compared for check in checks)} instants compared, {failed} failed"
    if left_out:
        reasons = ", ".join(sorted(f"{program} ({why})" for program, why in left_out))
        line += f"; not stopped: {reasons}"
    console.print(line, style="red" if failed else "green", highlight=False)


def show_forced(console: Console, checks: Iterable[ForceCheck]) -> None:
    """What forced exits brought to light, and how many guards took part."""
    checks = list(checks)
    for check in checks:
        if check.problem:
            console.print(f"\n[bold]{escape(check.program)}[/] on {check.engine}, forced:")
            console.print(escape(f"--set force={check.force}"), highlight=False, soft_wrap=True)
            console.print(escape(check.problem), highlight=False, soft_wrap=True)
    failed = sum(bool(check.problem) for check in checks)
    emitted, hit = sum(check.emitted for check in checks), sum(check.hit for check in checks)
    by_hit: dict[str, int] = {}
    for check in checks:
        for when, count in check.forced:
            by_hit[when.value] = by_hit.get(when.value, 0) + count
    counts = ", ".join(f"{count} at the {when} hit" for when, count in by_hit.items())
    line = f"{emitted} guard sites, {hit} reached; forced {counts or 'none'}"
    line += f"; {sum(check.instants for check in checks)} states compared, {failed} failed"
    left_out = sorted({f"{check.program} ({check.skipped})" for check in checks if check.skipped})
    if left_out:
        line += f"; left out: {', '.join(left_out)}"
    console.print(line, style="red" if failed else "green", highlight=False)
