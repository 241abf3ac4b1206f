"""The view of a benchmark: times relative to PUC with their spread, growth, and warm-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from conformance.bench.results import PEER, Measurement, Results, geometric_mean
from conformance.bench.warmup import warm_up
from conformance.report.charts import Series, Spread, lines, ratios
from conformance.report.view import NOTHING, Chart, Fact, Headline, Table, Tone, plural

# Runs of a measurement from which its spread says something.
FEW_RUNS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """A measurement that went wrong."""

    suite: str
    program: str
    engine: str
    text: str


@dataclass(frozen=True, slots=True)
class SuiteView:
    """One suite: a chart of all programs, and charts by program."""

    anchor: str
    name: str
    means: Table
    ratios: Sequence[Chart]
    growth: Sequence[Chart]
    warmup: Sequence[Chart]
    figures: Table


@dataclass(frozen=True, slots=True)
class BenchView:
    """A benchmark's page."""

    title: str
    headline: Headline
    facts: Sequence[Fact]
    engines: Table
    problems: Sequence[Problem]
    suites: Sequence[SuiteView]


def problems(results: Results) -> list[Problem]:
    """What went wrong, in the order of the file."""
    return [
        Problem(one.suite, one.program, one.engine, one.problem)
        for one in results.measurements
        if one.problem is not None
    ]


def paired_ratios(results: Results, measured: Measurement) -> list[float]:
    """An engine's seconds over PUC's in the same round, for the rounds that both ran."""
    peer = results.find(measured.suite, measured.program, measured.size, PEER)
    beside = {run.round: run.seconds for run in peer.runs} if peer is not None else {}
    return [
        run.seconds / beside[run.round]
        for run in measured.runs
        if beside.get(run.round) and run.seconds
    ]


def _headline(results: Results, wrong: Sequence[Problem]) -> Headline:
    caveats = []
    runs = [len(one.runs) for one in results.measurements if one.runs]
    if runs and min(runs) < FEW_RUNS:
        caveats.append(f"Some programs ran {plural(min(runs), 'time')} only: spreads say little.")
    host = results.host
    if host.load > host.cores / 2:
        caveats.append(
            f"The machine was busy at the start: a load of {host.load:.1f} on "
            f"{plural(host.cores, 'processor')}."
        )
    if wrong:
        caveats.insert(0, f"{plural(len(wrong), 'measurement')} went wrong, see Problems.")
    if not runs:
        return Headline(Tone.UNSURE, "Nothing was measured", caveats)
    parts = []
    for engine in results.engines:
        found = [
            ratio
            for one in results.measurements
            if one.engine == engine.name and (ratio := results.ratio(one)) is not None
        ]
        mean = geometric_mean(found)
        if mean is not None and engine.name != PEER:
            parts.append(f"{engine.name} {mean:.3g} ({plural(len(found), 'program')})")
    text = f"{plural(len(results.measurements), 'measurement')}, none beside PUC"
    if parts:
        text = f"Time relative to PUC, geometric mean: {', '.join(parts)}"
    return Headline(Tone.BAD if wrong else Tone.GOOD, text, caveats)


def _facts(results: Results) -> list[Fact]:
    host = results.host
    facts = [
        Fact("Started", results.started.replace("T", " ")),
        Fact("Processor", host.processor),
        Fact("Processors", str(host.cores)),
        Fact("System", host.system),
        Fact("Python", host.python),
        Fact("Load", f"{host.load:.2f}"),
        Fact("Energy", host.energy or "measured"),
    ]
    if results.settings:
        options = " ".join(f"{name}={value}" for name, value in results.settings.items())
        facts.append(Fact("Options", options))
    return facts


def _milliseconds(seconds: float | None) -> str:
    return NOTHING if seconds is None else f"{1000 * seconds:.4g}"


def _mebibytes(size: int | None) -> str:
    return NOTHING if size is None else f"{size / (1 << 20):.1f}"


def _engines(results: Results) -> Table:
    rows = [
        [
            f"{one.name}: {one.summary}", _milliseconds(one.base_seconds),
            _mebibytes(one.base_peak),
        ]
        for one in results.engines
    ]  # fmt: skip
    return Table("Engines", ("engine", "empty program, ms", "its memory, MiB"), rows)


def _named(measured: Sequence[Measurement]) -> Mapping[tuple[str, str], str]:
    """What rows are called: the program, with its size if there are several of it."""
    sizes: dict[str, list[str]] = {}
    for one in measured:
        of_program = sizes.setdefault(one.program, [])
        if one.size not in of_program:
            of_program.append(one.size)
    return {
        (program, size): f"{program} {size}" if len(found) > 1 else program
        for program, found in sizes.items()
        for size in found
    }


def _ratio_chart(
    results: Results, suite: str, measured: Sequence[Measurement], slots: Mapping[str, int]
) -> Iterator[Chart]:
    rows: dict[str, dict[str, tuple[float, float, float]]] = {}
    named = _named(measured)
    for one in measured:
        middle = results.ratio(one)
        if middle is None or one.engine == PEER:
            continue
        paired = paired_ratios(results, one)
        least, most = min(paired, default=middle), max(paired, default=middle)
        # The median of all runs may lie outside what single rounds gave.
        spread = middle, min(least, middle), max(most, middle)
        rows.setdefault(named[one.program, one.size], {})[one.engine] = spread
    if not rows:
        return
    title = f"{suite}: time relative to PUC"
    spreads = [Spread(name, values) for name, values in rows.items()]
    shown = {
        name: slot
        for name, slot in slots.items()
        if any(name in values for values in rows.values())
    }
    note = "Median, and the range over rounds; left of 1 is faster than PUC."
    yield Chart(title, ratios(title, "times PUC's processor time", spreads, shown), note)


def _size(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value > 0 else None


def _growth_charts(
    suite: str, measured: Sequence[Measurement], slots: Mapping[str, int]
) -> Iterator[Chart]:
    """Time over size, for programs with several sizes that are numbers."""
    for program in dict.fromkeys(one.program for one in measured):
        series = []
        mine = [one for one in measured if one.program == program]
        for engine in dict.fromkeys(one.engine for one in mine):
            points = sorted(
                (size, one.median)
                for one in mine
                if one.engine == engine
                and (size := _size(one.size)) is not None
                and one.median is not None
            )
            if len(points) > 1:
                xs, ys = zip(*points, strict=True)
                series.append(Series(engine, xs, ys, slots.get(engine)))
        if series:
            title = f"{suite}: growth of {program}"
            drawn = lines(title, "size", "seconds", series, markers=True, log=True)
            yield Chart(title, drawn)


def _warmup_charts(
    suite: str, measured: Sequence[Measurement], slots: Mapping[str, int]
) -> Iterator[Chart]:
    """Time of each round in one process."""
    for program in dict.fromkeys(one.program for one in measured):
        series = [
            Series(
                one.engine,
                range(1, len(one.warmup) + 1),
                [1000 * spent for spent in one.warmup],
                slots.get(one.engine),
            )
            for one in measured
            if one.program == program and len(one.warmup) > 1
        ]
        if series:
            title = f"{suite}: warm-up of {program}"
            yield Chart(title, lines(title, "round", "milliseconds", series, markers=True))


def _means(results: Results, suite: str, engines: Sequence[str]) -> Table:
    rows = []
    for engine in engines:
        mean, count = results.mean_ratio(suite, engine)
        rows.append([engine, NOTHING if mean is None else f"{mean:.3g}", str(count)])
    headings = ("engine", "times PUC's time, geometric mean", "programs")
    return Table(f"{suite}: means", headings, rows)


def _figures(results: Results, suite: str, measured: Sequence[Measurement]) -> Table:
    rows = []
    for one in measured:
        ratio, times = results.ratio(one), one.times
        warm = warm_up(one.warmup)
        joules = one.joules
        rows.append(
            [
                one.program, one.engine, one.size, _milliseconds(one.median),
                _milliseconds(min(times, default=None)), _milliseconds(max(times, default=None)),
                str(len(times)), NOTHING if ratio is None else f"{ratio:.3g}",
                _mebibytes(one.peak), NOTHING if joules is None else f"{joules:.3g}",
                _milliseconds(warm.first if warm else None),
                _milliseconds(warm.peak if warm else None),
                _milliseconds(warm.until if warm else None),
            ]
        )  # fmt: skip
    headings = (
        "program", "engine", "size", "median, ms", "least", "most", "runs", "/ PUC", "memory, MiB",
        "energy, J", "first round, ms", "warm round", "until warm",
    )  # fmt: skip
    return Table(f"{suite}: all figures", headings, rows, words=2)


def _suite(results: Results, number: int, name: str) -> SuiteView:
    measured = [one for one in results.measurements if one.suite == name]
    # PUC's own ratio is 1.
    engines = [one.name for one in results.engines if one.name != PEER]
    slots = {one.name: slot for slot, one in enumerate(results.engines)}
    return SuiteView(
        f"suite-{number}",
        name,
        _means(results, name, engines),
        list(_ratio_chart(results, name, measured, slots)),
        list(_growth_charts(name, measured, slots)),
        list(_warmup_charts(name, measured, slots)),
        _figures(results, name, measured),
    )


def bench_view(results: Results) -> BenchView:
    """Everything that a benchmark's page shows."""
    wrong = problems(results)
    names = dict.fromkeys((*results.suites, *(one.suite for one in results.measurements)))
    return BenchView(
        "Benchmark",
        _headline(results, wrong),
        _facts(results),
        _engines(results),
        wrong,
        [_suite(results, number, name) for number, name in enumerate(names, 1)],
    )
