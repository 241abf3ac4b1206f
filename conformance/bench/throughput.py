"""Where the time of a campaign's cases goes: `python -m conformance.bench.throughput`.

    --engines A,B     engines beside PUC (default: native:trace)
    --cases N         cases of the campaign with --seed (default: 50, 1)
    --branches N      of each run, at most (default: those of a campaign)
    --profile         also where the processor time in the engines' runs goes, by function

All figures are processor milliseconds per case, from the kernel's accounts of this process and of
its forks, so other load on the machine counts only as far as it makes the processor slower. Each
part is measured by itself, in forks of its own; "together" is the case as a campaign runs it.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from types import SimpleNamespace
from typing import Any

from conformance.campaign.cases import BRANCHES, Case, Plan, make_case, run_case
from conformance.campaign.runner import warm
from conformance.oracles.checking import program_for
from conformance.oracles.engines import Around, Engine, Leave
from conformance.oracles.observation import Limits, Report
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE
from conformance.oracles.workers import observe

# Functions of a profile that are shown.
SHOWN = 40
COLUMNS = ("here, user", "system", "forks, user", "system")


@dataclass(frozen=True, slots=True)
class Profiled(Around[Engine]):
    """An engine whose probe is the profile of its run."""

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        # The process's clock moves on at ticks only where its time is limited.
        profile = cProfile.Profile(time.thread_time)
        report = profile.runcall(self.engine.run, program, limits, leave)
        profile.create_stats()
        return replace(report, probe=profile.stats)


def _times() -> list[float]:
    """Processor seconds so far, by column."""
    usages = map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN))
    return [seconds for usage in usages for seconds in (usage.ru_utime, usage.ru_stime)]


class Accounts:
    """Processor seconds by part; how many branches were run beside the engines' own runs."""

    def __init__(self) -> None:
        self.branches = 0
        self.parts: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(COLUMNS))
        self._last = _times()

    def start(self) -> None:
        """What follows counts."""
        self._last = _times()

    def book(self, part: str) -> None:
        """What was used since the last call belongs to this part."""
        now = _times()
        for column in range(len(COLUMNS)):
            self.parts[part][column] += now[column] - self._last[column]
        self._last = now

    def show(self, cases: int) -> str:
        """A table in milliseconds per case."""
        lines = [f"{'ms per case':20}" + "".join(f"{head:>14}" for head in (*COLUMNS, "sum"))]
        for part, seconds in self.parts.items():
            figures = [1000 * value / cases for value in (*seconds, sum(seconds))]
            lines.append(f"{part:20}" + "".join(f"{figure:14.1f}" for figure in figures))
        return "\n".join(lines)


def measure(plan: Plan, cases: int) -> Accounts:
    """Run the first cases of a plan, part by part and then as a whole."""
    accounts = Accounts()
    puc = ENGINES[REFERENCE_ENGINE].make()
    for number in range(cases):
        accounts.start()
        case = make_case(plan, number)
        accounts.book("generation")
        expected = observe(puc, case.program, plan.limits)
        accounts.book(REFERENCE_ENGINE)
        for spec in plan.specs:
            program = program_for(spec, case.program) or case.program
            actual = observe(spec.make(case.schedule), program, plan.limits)
            accounts.book(spec.name)
            spec.judge(expected, actual)
            accounts.book("verdict")
        accounts.branches += run_case(plan, number).branches
        accounts.book("together")
    return accounts


def profile(plan: Plan, cases: list[Case]) -> pstats.Stats:
    """The profile of all engines' runs of some cases."""
    total: pstats.Stats | None = None
    for case in cases:
        for spec in plan.specs:
            found: Any = observe(Profiled(spec.make(case.schedule)), case.program, plan.limits)
            if isinstance(found.probe, dict):
                one: Any = SimpleNamespace(stats=found.probe, create_stats=lambda: None)
                total = pstats.Stats(one) if total is None else total.add(one)
    assert total is not None, "no run came to its end"
    return total


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--engines", default="native:trace")
    parser.add_argument("--cases", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--branches", type=int, default=BRANCHES)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    engines = tuple(arguments.engines.split(","))
    plan = Plan(arguments.seed, engines, branches=arguments.branches)
    warm(plan)
    accounts = measure(plan, arguments.cases)
    print(accounts.show(arguments.cases))
    together = sum(accounts.parts["together"]) / arguments.cases
    runs = len(engines) + accounts.branches / arguments.cases
    print(
        f"{1 / together:.1f} cases per second of one processor, with {runs:.1f} runs beside PUC's"
    )
    if arguments.profile:
        cases = [make_case(plan, number) for number in range(arguments.cases)]
        profile(plan, cases).strip_dirs().sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main()
