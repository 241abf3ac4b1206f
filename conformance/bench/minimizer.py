"""How small failing programs become, and how soon.

Run as `python -m conformance.bench.minimizer [--programs N] [--seconds S] [--jobs J]`. Programs are
generated from seeds until one of 100 to 400 lines differs from PUC with a planted fault; the faults
give programs by turns, each its own, as far as they show in so many.
"""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing import active_children
from pathlib import Path
from statistics import median

from conformance.campaign.cases import case_seed
from conformance.campaign.schedules import choose_force, choose_schedule
from conformance.generators.decisions import SeededDecisions
from conformance.generators.grammar import build
from conformance.generators.scope import Profile
from conformance.jit_under_test.tracing.faults import FAULTS
from conformance.minimizer.difference import Question, ask
from conformance.minimizer.finding import minimize
from conformance.minimizer.search import BYTES, count_tokens
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE
from conformance.oracles.schedule import Schedule
from conformance.oracles.stock import STOCK

ENGINE = "native:trace"
FEWEST_LINES, MOST_LINES = 100, 400
# Statements and VM instructions of programs that are about 100 to 400 lines long.
SIZES = ((16, 60_000), (32, 100_000), (48, 200_000), (96, 200_000))
# Faults that show under stress of the collector only.
GC_FAULTS = frozenset({"drop-barrier"})
# Programs after which a fault gives no more.
MOST_TRIED = 400
LIMITS = Limits(seconds=4.0, memory=1 << 29, output=1 << 20)
# What to reach: the share of the tokens that stays.
BAR_PERCENT = 3.0


@dataclass(frozen=True, slots=True)
class Row:
    """One program: the fault, sizes before and behind, seconds, tests made.

    Seconds are by the clock, and of processor time, which other work on the machine does not make
    longer by much.
    """

    fault: str
    lines: int
    tokens: int
    small_lines: int
    small_tokens: int
    seconds: float
    processor: float
    tests: int
    finished: bool

    @property
    def percent(self) -> float:
        """The share of the tokens that stays."""
        return 100 * self.small_tokens / self.tokens


def failing(fault: str, seed: int) -> Iterator[Question]:
    """Programs of the sizes meant that differ with a fault."""
    given = Schedule({"faults": frozenset({fault})})
    for number in range(MOST_TRIED):
        decisions = SeededDecisions(case_seed(seed, number, f":{fault}"))
        schedule = choose_schedule(decisions, given, fault in GC_FAULTS)
        statements, cost = SIZES[number % len(SIZES)]
        source = build(decisions, Profile(statements=statements, cost=cost))
        schedule = choose_force(decisions, schedule)
        if FEWEST_LINES <= source.count(b"\n") <= MOST_LINES:
            question = Question(Program(source, b"@case.lua"), ENGINE, schedule, LIMITS)
            if ask(question)[0].differs:
                yield question


def by_turns(faults: Sequence[str], seed: int) -> Iterator[Question]:
    """Programs that differ, one with each fault and so on, until none gives any more."""
    sources = [failing(name, seed) for name in faults]
    while sources:
        for source in tuple(sources):
            question = next(source, None)
            if question is None:
                sources.remove(source)
            else:
                yield question


def measure(question: Question, seconds: float, jobs: int, keep: Path | None) -> Row:
    """Reduce one program."""
    source = question.program.source
    (fault,) = question.settings["faults"]
    started, before = time.monotonic(), sum(os.times()[:4])
    small = minimize(question, seconds, jobs=jobs)
    elapsed = time.monotonic() - started
    for child in active_children():
        child.join()
    processor = sum(os.times()[:4]) - before
    reduced = source if small is None else small.reduction.source
    row = Row(
        fault, source.count(b"\n"), count_tokens(source.decode(BYTES)), reduced.count(b"\n"),
        count_tokens(reduced.decode(BYTES)), elapsed, processor,
        0 if small is None else small.reduction.tests,
        small is not None and small.reduction.finished,
    )  # fmt: skip
    if keep is not None:
        schedule = question.settings if small is None else small.reduction.schedule
        keep.mkdir(parents=True, exist_ok=True)
        name = f"{fault}-{row.tokens}"
        (keep / f"{name}.lua").write_bytes(b"-- %s\n" % str(schedule).encode() + reduced)
        (keep / f"{name}.before").write_bytes(source)
    return row


def main() -> None:
    """Measure, and print a row for each program and the medians."""
    parser = argparse.ArgumentParser(prog="python -m conformance.bench.minimizer")
    parser.add_argument("--programs", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", default=",".join(FAULTS))
    parser.add_argument("--keep", type=Path, help="Folder for the programs, before and behind.")
    options = parser.parse_args()
    ENGINES[REFERENCE_ENGINE].make().warm()
    ENGINES[ENGINE].make().warm()
    STOCK.fill([ENGINES[ENGINE].machine])
    rows: list[Row] = []
    print("fault                  lines tokens   lines tokens percent seconds processor tests")
    for question in islice(by_turns(options.faults.split(","), options.seed), options.programs):
        row = measure(question, options.seconds, options.jobs, options.keep)
        rows.append(row)
        print(
            f"{row.fault:<22} {row.lines:>5} {row.tokens:>6} > {row.small_lines:>5} "
            f"{row.small_tokens:>6} {row.percent:>7.1f} {row.seconds:>7.1f} "
            f"{row.processor:>9.1f} {row.tests:>5}"
            f"{'' if row.finished else ' out of time'}",
            flush=True,
        )
    percent = median(row.percent for row in rows)
    print(
        f"{len(rows)} programs of {min(row.lines for row in rows)} to "
        f"{max(row.lines for row in rows)} lines: median {percent:.1f} % of the tokens "
        f"(bar {BAR_PERCENT:g} %), "
        f"{median(row.small_lines for row in rows):g} lines, "
        f"{median(row.seconds for row in rows):.1f} s, at most "
        f"{max(row.seconds for row in rows):.1f} s; of processor time "
        f"{median(row.processor for row in rows):.1f} s, at most "
        f"{max(row.processor for row in rows):.1f} s"
    )


if __name__ == "__main__":
    main()
