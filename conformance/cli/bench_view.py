"""How measurements look on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod
from rich.table import Table

from conformance.bench.energy import efficiency, per_kilojoule
from conformance.bench.engines import ENGINES, Kind
from conformance.bench.layers import LOOP
from conformance.bench.results import NOT_ASKED, PEER, Measurement, Per, Results
from conformance.bench.warmup import warm_up

_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
MEGABYTE = 1e6
# Engines whose programs must print what PUC prints: Lua 5.1. Newer Luas show numbers otherwise.
_SAME_LANGUAGE = (Kind.JIT, Kind.LUA_COMMAND)
_SAME_NAMES = (PEER, "luajit")


def seconds(value: float) -> str:
    """A time in the unit that suits it, with three digits: `3.57 s`, `28.4 ns`."""
    unit, name = next((pair for pair in _UNITS if value >= pair[0]), _UNITS[-1])
    scaled = value / unit
    return f"{scaled:.{2 if scaled < 10 else 1 if scaled < 100 else 0}f} {name}"


def _spread(times: Sequence[float], median: float) -> str:
    """Half the distance of the least and the greatest, as a share of the median."""
    if len(times) < 2 or not median:
        return ""
    return f" ±{50 * (max(times) - min(times)) / median:.0f}%"


def time_text(measured: Measurement) -> str:
    """The median and its spread."""
    median = measured.median
    if median is None:
        return "failed" if measured.problem else ""
    return seconds(median) + _spread(measured.times, median)


def factor_text(value: float | None) -> str:
    """A ratio, empty if there is none."""
    return "" if value is None else f"{value:.3f}" if value < 9.9995 else f"{value:.1f}"


def plain_table(title: str, *headings: str, left: int = 1) -> Table:
    """A table whose first `left` columns are texts and whose others are figures."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), title=title, title_justify="left")
    for index, heading in enumerate(headings):
        justify: JustifyMethod = "left" if index < left else "right"
        table.add_column(heading, justify=justify, overflow="fold")
    return table


def failures(results: Results) -> list[str]:
    """What must not be: measurements with a problem, and output that is not PUC's, a line each."""
    found = []
    for measured in results.measurements:
        title = " ".join(filter(None, (measured.program, measured.size, "on", measured.engine)))
        if measured.problem is not None:
            found.append(f"{title}: {measured.problem}")
        elif _differs(results, measured) and _speaks_lua51(measured.engine):
            found.append(f"{title}: prints something else than {PEER}")
    return found


def _speaks_lua51(name: str) -> bool:
    engine = ENGINES.get(name)
    return name in _SAME_NAMES or (engine is not None and engine.kind in _SAME_LANGUAGE)


def _differs(results: Results, measured: Measurement) -> bool:
    peer = results.find(measured.suite, measured.program, measured.size, PEER)
    return bool(peer and peer.output and measured.output and peer.output != measured.output)


def _programs(results: Results, suite: str) -> list[tuple[str, str]]:
    """Programs and sizes of a suite, in the order measured."""
    rows = {(m.program, m.size): None for m in results.measurements if m.suite == suite}
    return list(rows)


def _engines(results: Results, suite: str) -> list[str]:
    return list(dict.fromkeys(m.engine for m in results.measurements if m.suite == suite))


def _grid(results: Results, suite: str, title: str, cell: Callable[[Measurement], str]) -> Table:
    """Program by engine."""
    engines = _engines(results, suite)
    table = plain_table(f"{suite}: {title}", "program", "size", *engines)
    for program, size in _programs(results, suite):
        found = (results.find(suite, program, size, name) for name in engines)
        table.add_row(program, size, *(cell(one) if one else "" for one in found))
    return table


def _times(results: Results, suite: str) -> Table:
    table = _grid(results, suite, "processor time of a run", time_text)
    bases = {engine.name: engine.base_seconds for engine in results.engines}
    shown = (bases.get(name) for name in _engines(results, suite))
    table.add_section()
    table.add_row("empty program, start and all", "", *(seconds(b) if b else "" for b in shown))
    return table


def _ratios(results: Results, suite: str) -> Table:
    title = f"processor time / {PEER}"
    table = _grid(results, suite, title, lambda measured: factor_text(results.ratio(measured)))
    means = (results.mean_ratio(suite, name)[0] for name in _engines(results, suite))
    table.add_section()
    table.add_row("geometric mean", "", *map(factor_text, means))
    return table


def _memory(results: Results, suite: str) -> Table:
    bases = {engine.name: engine.base_peak for engine in results.engines}

    def cell(measured: Measurement) -> str:
        peak, base = measured.peak, bases.get(measured.engine)
        # Processes that end at once are not seen from outside.
        return f"{max(0, peak - base) / MEGABYTE:.1f}" if peak and base else ""

    title = "peak memory in MB beyond that of an empty program"
    table = _grid(results, suite, title, cell)
    table.add_section()
    shown = [bases.get(name) for name in _engines(results, suite)]
    table.add_row("empty program", "", *(f"{b / MEGABYTE:.1f}" if b else "" for b in shown))
    return table


def _warmups(results: Results, suite: str) -> Table:
    headings = ("program", "size", "engine", "first round", "later rounds", "until 90 % of peak")
    table = plain_table(f"{suite}: rounds in one process", *headings, left=3)
    for measured in results.measurements:
        warmed = warm_up(measured.warmup)
        if measured.suite != suite or warmed is None:
            continue
        until = seconds(warmed.until) if warmed.until else "at once"
        table.add_row(
            measured.program, measured.warmup_size, measured.engine,
            seconds(warmed.first), seconds(warmed.peak), until,
        )  # fmt: skip
    return table


def _energy(results: Results, suite: str) -> Table:
    headings = ("program", "engine", "joules", "runs/kJ", "speedup", "greenup", "powerup")
    table = plain_table(f"{suite}: energy, beside {PEER}", *headings, left=2)
    for measured in results.measurements:
        joules, runs = measured.joules, per_kilojoule(measured)
        if measured.suite != suite or joules is None or runs is None:
            continue
        peer = results.find(suite, measured.program, measured.size, PEER)
        beside = efficiency(peer, measured) if peer else None
        figures = (beside.speedup, beside.greenup, beside.powerup) if beside else (None,) * 3
        table.add_row(
            measured.program, measured.engine, f"{joules:.2f}", f"{runs:.1f}",
            *map(factor_text, figures),
        )  # fmt: skip
    return table


def _calls(results: Results, suite: str) -> Table:
    base = next(
        (m.median for m in results.measurements
         if (m.suite, m.program, m.engine) == (suite, LOOP, PEER)), None
    )  # fmt: skip
    headings = ("call", "engine", "time", "spread", f"/ {PEER} loop")
    table = plain_table(f"{suite}: a call of tot(p, q, r)", *headings, left=2)
    for measured in results.measurements:
        if measured.suite != suite:
            continue
        median = measured.median
        if median is None:
            table.add_row(measured.program, measured.engine, "failed", "", "")
            continue
        spread = _spread(measured.times, median).strip()
        ratio = factor_text(median / base) if base else ""
        table.add_row(measured.program, measured.engine, seconds(median), spread, ratio)
    return table


def _tables(results: Results, suite: str) -> Iterator[Table]:
    members = [m for m in results.measurements if m.suite == suite]
    if any(m.per is Per.CALL for m in members):
        yield _calls(results, suite)
        return
    yield _times(results, suite)
    if any(m.engine == PEER for m in members):
        yield _ratios(results, suite)
    if any(m.warmup for m in members):
        yield _warmups(results, suite)
    yield _memory(results, suite)
    if any(m.joules for m in members):
        yield _energy(results, suite)


def show(console: Console, results: Results) -> None:
    """All that was measured."""
    host = results.host
    console.print(
        f"{host.processor}, {host.cores} processors, {host.system}, Python {host.python}; "
        f"load {host.load} when it began, {results.started}",
        highlight=False,
        soft_wrap=True,
    )
    if results.settings:
        settings = " ".join(f"{name}={value}" for name, value in results.settings.items())
        console.print(f"settings of the JIT: {settings}", highlight=False, soft_wrap=True)
    for suite in results.suites:
        for table in _tables(results, suite):
            console.print(table)
    if host.energy and host.energy != NOT_ASKED:
        console.print(f"energy is not available here: {host.energy}", highlight=False)
    otherwise = sorted(
        {m.engine for m in results.measurements
         if _differs(results, m) and not _speaks_lua51(m.engine)}
    )  # fmt: skip
    if otherwise:
        console.print(f"print numbers otherwise than {PEER}: {', '.join(otherwise)}")
    for line in failures(results):
        console.print(line, style="red", highlight=False, soft_wrap=True)
