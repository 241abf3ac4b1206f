"""How two files of measurements look beside each other on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rich.console import Console

from conformance.bench.comparison import Comparison, Quantity, Rules, Verdict
from conformance.bench.engines import ENGINES, Kind
from conformance.bench.results import Measurement
from conformance.cli.bench_view import MEGABYTE, factor_text, plain_table, time_text

_STYLES: Final[Mapping[Verdict, str]] = {
    Verdict.LESS: "green",
    Verdict.MORE: "red",
    Verdict.NOISE: "",
    Verdict.FEW: "yellow",
}


def worse(found: Comparison) -> bool:
    """Did an engine of the JIT get worse, in one program or all together?"""
    changed = [(row.after.engine, row.verdict) for row in found.rows]
    changed += [(overall.engine, overall.verdict) for overall in found.overall]
    return any(
        verdict is Verdict.MORE and name in ENGINES and ENGINES[name].kind is Kind.JIT
        for name, verdict in changed
    )


def _joules(measured: Measurement) -> str:
    return f"{measured.joules:.2f} J" if measured.joules else ""


def _size(measured: Measurement) -> str:
    return f"{measured.peak / MEGABYTE:.1f} MB" if measured.peak else ""


_SHOWN: Final[Mapping[Quantity, Callable[[Measurement], str]]] = {
    Quantity.SECONDS: time_text,
    Quantity.MEMORY: _size,
    Quantity.ENERGY: _joules,
}
# What less and more of something are called, where people have a word for it.
_WORDS: Final[Mapping[tuple[Quantity, Verdict], str]] = {
    (Quantity.SECONDS, Verdict.LESS): "faster",
    (Quantity.SECONDS, Verdict.MORE): "slower",
    (Quantity.MEMORY, Verdict.LESS): "smaller",
    (Quantity.MEMORY, Verdict.MORE): "larger",
}


def _verdict(verdict: Verdict, rules: Rules) -> str:
    return _WORDS.get((rules.quantity, verdict), verdict.value)


def show_comparison(console: Console, found: Comparison, rules: Rules) -> None:
    """Every measurement, then suites as wholes, then what could not be compared."""
    headings = (
        "program",
        "engine",
        "before",
        "after",
        "factor",
        "interval",
        "by chance",
        "verdict",
    )
    beside = f", / {rules.peer} in the same round" if rules.peer else ""
    shown = _SHOWN[rules.quantity]
    table = plain_table(f"{rules.quantity.value}, after / before{beside}", *headings, left=2)
    for row in found.rows:
        table.add_row(
            " ".join(filter(None, (row.before.suite, row.before.program, row.before.size))),
            row.before.engine,
            shown(row.before),
            shown(row.after),
            factor_text(row.shift.factor),
            f"{row.shift.low:.3f} to {row.shift.high:.3f}",
            f"{row.probability:.4f}",
            _verdict(row.verdict, rules),
            style=_STYLES[row.verdict],
        )
    table.add_section()
    for overall in found.overall:
        table.add_row(
            f"{overall.suite}, {overall.programs} together",
            overall.engine,
            "",
            "",
            factor_text(overall.factor),
            "",
            f"{overall.probability:.4f}",
            _verdict(overall.verdict, rules),
            style=_STYLES[overall.verdict],
        )
    console.print(table)
    told = sum(row.verdict is not Verdict.FEW for row in found.rows)
    if told:
        console.print(
            f"of {told} comparisons {rules.alpha * told:.1f} would seem to differ by chance alone",
            highlight=False,
        )
    for note in found.notes:
        console.print(note, style="yellow", highlight=False, soft_wrap=True)
