"""`moondiff fuzz --target`: inputs for one part of the JIT, thrown from several processes."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import NoReturn

import click

from conformance.cli.inputs import fail

# Where inputs that show a problem are kept, unless told otherwise.
FOLDER = Path("findings")
# Inputs kept of one kind of problem.
KEPT = 3
# What is thrown when neither --time nor --cases is given: seconds.
DEFAULT_SECONDS = 20.0
# Seconds between progress lines where no terminal can show a changing one.
QUIET_INTERVAL = 10.0
UNITS = {"s": 1, "m": 60, "h": 3600}
# The modules of conformance/generators/targets that are targets.
TARGETS = ("backend", "ir", "bytecode", "encodings", "frontend", "chunk")


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


def fuzz_target(
    name: str,
    seed: int,
    cases: int | None,
    seconds: float | None,
    jobs: int,
    folder: Path | None,
    reduce_seconds: float,
) -> NoReturn:
    """Throw inputs; keep those that show a problem; exit 1 if any of these are new."""
    from rich.console import Console

    from conformance.campaign.throwing import (
        Found,
        Totals,
        keep,
        reduce_input,
        replay_command,
        throw,
    )
    from conformance.generators.targets.target import load_target

    console = Console()
    folder = folder or FOLDER
    if cases is None and seconds is None:
        seconds = DEFAULT_SECONDS
    kinds: Counter[str] = Counter()
    kept: list[Found] = []
    totals = Totals()
    target = load_target(name)
    started = printed = time.monotonic()

    def line() -> str:
        share = f"{100 * totals.accepted / totals.inputs:.0f} %" if totals.inputs else "-"
        rate = totals.inputs / max(1e-6, time.monotonic() - started)
        counts = f"{totals.inputs} inputs, {rate:.1f}/s, {share} accepted"
        return f"{counts}, {totals.problems} problems"

    def show(text: str) -> None:
        console.print(text, markup=False, highlight=False, soft_wrap=True)

    try:
        with console.status("warming up…") as status:
            target.prepare()
            started = time.monotonic()
            for so_far, found in throw(target, seed, jobs, cases, seconds):
                totals = so_far
                for one in found:
                    kinds[one.kind] += 1
                    if kinds[one.kind] <= KEPT:
                        kept.append(one)
                    if kinds[one.kind] == 1:
                        show(f"input {one.number}: {one.kind}")
                status.update(line())
                if not console.is_terminal and time.monotonic() - printed >= QUIET_INTERVAL:
                    printed = time.monotonic()
                    show(line())
    except KeyboardInterrupt:
        show("stopped")
    show(line())
    new = 0
    for one in kept:
        data = reduce_input(target, one.data, one.kind, reduce_seconds)
        try:
            path, is_new = keep(target, data, one, folder)
        except OSError as error:
            fail(f"cannot write into {folder}: {error.strerror}")
        new += is_new
        show(f"{'new' if is_new else 'known'}: {one.kind}: {replay_command(target, path)}")
    for kind, count in sorted(kinds.items()):
        show(f"{count} of {kind}")
    sys.exit(1 if new else 0)
