"""The view of a campaign: its verdict, findings by signature, coverage over time, throughput."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from conformance.campaign.history import Found, History
from conformance.oracles.features import KINDS, PARTS, count_kinds, kind_of, member_of
from conformance.oracles.schedule import Schedule
from conformance.report.charts import Series, lines
from conformance.report.score import Score, score_table
from conformance.report.view import (
    NOTHING,
    Chart,
    Fact,
    Headline,
    Table,
    Tone,
    duration,
    moment,
    percent,
    plural,
    readable,
)

FAULTS = "faults"
# Seconds without a case behind which a campaign was not running: more than any case may take.
PAUSE = 600.0
# Case numbers that a group of findings lists.
SHOWN_CASES = 12
# Points of a curve that stand for all: charts are narrower.
MOST_POINTS = 400
# Below this share of cases that entered compiled code, a reader is warned.
LEAST_ENTERED = 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one signature, shown by the smallest program among them.

    `new` is None where nothing was reduced: then the signature is only that of a verdict.
    `options` are words that `--set` takes.
    """

    anchor: str
    signature: str
    new: bool | None
    blame: str
    engines: Sequence[str]
    cases: str
    count: str
    source: str
    detail: str
    engine: str
    options: str
    capsule: str


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign's page."""

    title: str
    headline: Headline
    facts: Sequence[Fact]
    groups: Sequence[Group]
    coverage: Sequence[Chart]
    coverage_table: Table
    parts_table: Table
    throughput: Sequence[Chart]
    engines_table: Table
    score: Score | None
    score_table: Table | None


def group_findings(history: History) -> list[Group]:
    """The findings by signature: new ones first, then known ones, then those not reduced."""
    by_signature: dict[tuple[bool, str], list[Found]] = {}
    for found in history.findings:
        small = found.reduced
        key = (False, found.signature) if small is None else (True, small.signature)
        by_signature.setdefault(key, []).append(found)
    groups = [
        _group(number, reduced, signature, members, history.known)
        for number, ((reduced, signature), members) in enumerate(by_signature.items(), 1)
    ]
    order = {True: 0, False: 1, None: 2}
    return sorted(groups, key=lambda group: order[group.new])


def _group(
    number: int, reduced: bool, signature: str, members: Sequence[Found], known: frozenset[str]
) -> Group:
    cases = list(dict.fromkeys(found.case for found in members))
    shown = ", ".join(map(str, cases[:SHOWN_CASES]))
    if len(cases) > SHOWN_CASES:
        shown += f" and {len(cases) - SHOWN_CASES} more"
    engines = list(dict.fromkeys(found.engine for found in members))
    common, count = (f"finding-{number}", signature), plural(len(members), "difference")
    if not reduced:
        first = members[0]
        return Group(
            *common, None, "", engines, shown, count, readable(first.source),
            first.detail, first.engine, str(first.schedule), "",
        )  # fmt: skip
    known_small = [found.reduced for found in members if found.reduced is not None]
    # The one that was archived, if any was: its path leads to what is shown.
    best = min(known_small, key=lambda one: (not one.capsule, len(one.source)))
    return Group(
        *common, signature not in known, best.blame, engines, shown, count,
        readable(best.source), best.detail, best.engine, str(best.schedule), best.capsule,
    )  # fmt: skip


def _headline(history: History, groups: Sequence[Group]) -> Headline:
    cases, findings = len(history.cases), len(history.findings)
    caveats = []
    if history.finished is None:
        caveats.append("The campaign has not ended: there may be more, and reductions are to come.")
    if faults := history.plan.get("settings", {}).get(FAULTS):
        caveats.append(f"Faults were planted on purpose: {', '.join(faults)}.")
    invalid = sum(not case.valid for case in history.cases)
    if invalid:
        caveats.append(f"{plural(invalid, 'case')} could not be compared: PUC met a limit.")
    for engine, (ran, entered) in entered_cases(history).items():
        if entered < LEAST_ENTERED * ran:
            share = percent(entered, ran)
            caveats.append(f"Only {share} of the cases entered compiled code on {engine}.")
    if not cases:
        return Headline(Tone.UNSURE, "No case has run: nothing is known", caveats)
    among = plural(cases, "case")
    if not findings:
        return Headline(Tone.GOOD, f"No engine differed from PUC in {among}", caveats)
    distinct = [group for group in groups if group.new is not None]
    text = f"{plural(findings, 'difference')} from PUC in {among}"
    if distinct:
        new = sum(bool(group.new) for group in distinct)
        text += f": {plural(len(distinct), 'distinct finding')}, {new} new"
    if left := sum(found.reduced is None for found in history.findings):
        caveats.append(
            f"{plural(left, 'difference')} not reduced: like others, or not shown again every time."
        )
    return Headline(Tone.BAD, text, caveats)


def entered_cases(history: History) -> Mapping[str, tuple[int, int]]:
    """By engine that compiles, its cases, and those that entered compiled code."""
    found: dict[str, tuple[int, int]] = {}
    for case in history.cases:
        for engine, one in case.entered.items():
            ran, hits = found.get(engine, (0, 0))
            found[engine] = ran + 1, hits + one
    return found


def active_seconds(history: History) -> float:
    """How long the campaign ran by the clock, without the time between its processes."""
    moments = [history.started, *sorted(case.recorded for case in history.cases)]
    return sum(gap for before, after in pairwise(moments) if (gap := after - before) < PAUSE)


def _facts(history: History) -> list[Fact]:
    plan, cases = history.plan, history.cases
    schedule = str(Schedule.from_plain(plan.get("settings", {})))
    active = active_seconds(history)
    facts = [
        Fact("Campaign", str(history.number)),
        Fact("Started", moment(history.started)),
        Fact("Engines", ", ".join(plan.get("engines", ()))),
        Fact("Seed", str(plan.get("seed", "?"))),
        Fact("Code", str(plan.get("code", "?"))),
        Fact("Cases", str(len(cases))),
        Fact("Running time", duration(active)),
        Fact("Speed", f"{len(cases) / active:.2f} cases/s" if active else NOTHING),
        Fact("Time in runs", duration(sum(case.seconds for case in cases))),
    ]
    if schedule:
        facts.insert(4, Fact("Options", schedule))
    return facts


def _thinned(xs: Sequence[float], ys: Sequence[float]) -> tuple[list[float], list[float]]:
    """Fewer points of a rising curve; the first and the last stay."""
    step = max(1, len(xs) // MOST_POINTS)
    chosen = sorted({*range(0, len(xs), step), len(xs) - 1}) if xs else []
    return [xs[at] for at in chosen], [ys[at] for at in chosen]


def _rising(name: str, firsts: Iterable[int], end: int) -> Series:
    """How many different things had been seen, by the number of the case; `firsts` are theirs."""
    ordered = sorted(firsts)
    xs, ys = _thinned([0, *ordered, end], [0, *range(1, len(ordered) + 1), len(ordered)])
    return Series(name, xs, ys)


def first_members(history: History) -> list[dict[int, int]]:
    """For each of PARTS, its members that were at work, with the first case of each."""
    found: list[dict[int, int]] = [{} for _ in PARTS]
    for feature, case in history.features.items():
        for part, firsts in zip(PARTS, found, strict=True):
            member = member_of(part, feature)
            if member is not None:
                firsts[member] = min(case, firsts.get(member, case))
    return found


def _coverage(history: History) -> list[Chart]:
    if not history.features:
        return []
    end = history.cases[-1].number if history.cases else 0
    by_kind: dict[str, list[int]] = {kind.name: [] for kind in KINDS}
    for feature, case in history.features.items():
        by_kind[kind_of(feature).name].append(case)

    def chart(title: str, note: str, series: Sequence[Series]) -> Chart:
        return Chart(title, lines(title, "case", "different ones", series, steps=True), note)

    parts = first_members(history)
    code = {
        part.name: firsts
        for part, firsts in zip(PARTS, parts, strict=True)
        if part.kind == "encodings" and firsts
    }
    rules = next(f for part, f in zip(PARTS, parts, strict=True) if part.kind == "folds")
    opcodes = next(f for part, f in zip(PARTS, parts, strict=True) if part.kind == "guards")
    found = [
        chart(
            "Guards over cases",
            "Kinds of guards, an operation and type for a VM instruction: recorded, and forced to "
            "exit although they held.",
            [
                _rising("recorded", by_kind["guards"], end),
                _rising("forced", by_kind["forced"], end),
            ],
        ),
        chart(
            "Exits over cases",
            "Kinds of guards that compiled code left by, with a side fragment or without.",
            [_rising("left by", by_kind["exits"], end)],
        ),
        chart(
            "Opcodes over cases",
            "VM instructions, by operation and kinds of operands, that guards were recorded for.",
            [_rising("opcodes", opcodes.values(), end)],
        ),
        chart(
            "Compiler code over cases",
            "Operations of the IR that became machine code, and folding rules that applied.",
            [
                *(
                    _rising(name.removeprefix("IR operations as "), firsts.values(), end)
                    for name, firsts in code.items()
                ),
                _rising("folding rules", rules.values(), end),
            ],
        ),
        chart(
            "All features over cases",
            "Whatever runs made the compiler do for the first time; see the table.",
            [_rising("features", history.features.values(), end)],
        ),
    ]
    return [*found, *_sites(history)]


def _sites(history: History) -> list[Chart]:
    """Guard sites, which every case has its own of, so they add up."""
    totals = list(zip(*(case.sites for case in history.cases), strict=True))
    if not totals or not sum(totals[0]):
        return []
    numbers = [case.number for case in history.cases]
    series = [
        Series(name, *_thinned(numbers, list(accumulate(counts))))
        for name, counts in zip(("emitted", "reached", "forced"), totals, strict=True)
    ]
    title = "Guard sites over cases"
    note = "Guards of all fragments: in machine code, reached by a run, and forced to exit."
    return [Chart(title, lines(title, "case", "sites", series), note)]


def _coverage_table(history: History) -> Table:
    counts = count_kinds(history.features)
    latest = {kind.name: -1 for kind in KINDS}
    for feature, case in history.features.items():
        name = kind_of(feature).name
        latest[name] = max(latest[name], case)
    rows = [
        [f"{kind.name}: {kind.doc}", str(counts[kind.name]), _case(latest[kind.name])]
        for kind in KINDS
    ]
    return Table("Features by kind", ("kind", "different ones", "last new in case"), rows)


def _case(number: int) -> str:
    return str(number) if number >= 0 else NOTHING


def _parts_table(history: History) -> Table:
    rows = [
        [
            part.name, str(len(firsts)), str(part.count), percent(len(firsts), part.count),
            _case(max(firsts.values(), default=-1)),
        ]
        for part, firsts in zip(PARTS, first_members(history), strict=True)
    ]  # fmt: skip
    headings = ("part of the compiler", "at work", "of", "share", "last new in case")
    return Table("Parts of the compiler", headings, rows)


def _throughput(history: History) -> list[Chart]:
    moments = sorted(case.recorded - history.started for case in history.cases)
    if len(moments) < 2:
        return []
    unit, name = (3600.0, "hours") if moments[-1] > 3 * 3600 else (60.0, "minutes")
    xs, ys = _thinned([at / unit for at in moments], list(range(1, len(moments) + 1)))
    title = "Cases over time"
    drawn = lines(title, f"{name} since the start", "cases", [Series("cases", [0, *xs], [0, *ys])])
    charts = [Chart(title, drawn, "By the clock; level parts are reductions, or pauses.")]
    if history.findings:
        title = "Findings over cases"
        cases = [found.case for found in history.findings]
        series = [_rising("differences", cases, history.cases[-1].number)]
        charts.append(Chart(title, lines(title, "case", "differences", series, steps=True)))
    return charts


def _engines_table(history: History) -> Table:
    differing = {name: set[int]() for name in history.plan.get("engines", ())}
    for found in history.findings:
        differing.setdefault(found.engine, set()).add(found.case)
    entered = entered_cases(history)
    rows = []
    for name, cases in differing.items():
        ran, hits = entered.get(name, (0, 0))
        shown = percent(hits, ran) if ran else "makes none"
        rows.append([name, str(len(cases)), shown])
    return Table("Engines", ("engine", "cases that differ", "entered compiled code"), rows)


def campaign_view(history: History, score: Score | None = None) -> CampaignView:
    """Everything that a campaign's page shows."""
    groups = group_findings(history)
    return CampaignView(
        f"Campaign {history.number}",
        _headline(history, groups),
        _facts(history),
        groups,
        _coverage(history),
        _coverage_table(history),
        _parts_table(history),
        _throughput(history),
        _engines_table(history),
        score,
        score_table(score) if score is not None else None,
    )
