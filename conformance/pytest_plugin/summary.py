"""The differences of a run, once more at its end: a line for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

import pytest

from conformance.oracles.checking import Check

# The user property of a test's report that holds a difference; it crosses processes as text.
DIFFERENCE = "difference"
VACUOUS = "vacuous"
# Lines of the summary; the failures above it hold all.
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Seen:
    """A difference in short: program, engine, what differs, and the first line that does."""

    program: str
    engine: str
    what: str
    line: str

    @classmethod
    def of(cls, check: Check) -> Self:
        """That of a failed check."""
        kind = check.verdict.difference
        lines = check.verdict.detail.split("\n")
        changed = [line.strip() for line in lines if line.startswith(("  - ", "  + "))]
        line = "  ".join([lines[0], *changed]) if changed else lines[0]
        return cls(check.program, check.actual.engine, kind.value if kind else "unusable", line)

    def plain(self) -> dict[str, str]:
        """Its JSON form."""
        return asdict(self)


class Summary:
    """A plugin of its own, registered where there are suites."""

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List the differences, and count what proves nothing about the JIT."""
        stats: Mapping[str, list[object]] = terminalreporter.stats
        reports = [
            report
            for outcome in ("passed", "failed")
            for report in stats.get(outcome, ())
            if isinstance(report, pytest.TestReport)
        ]
        seen = [
            Seen(**value)
            for report in reports
            for name, value in report.user_properties
            if name == DIFFERENCE and isinstance(value, dict)
        ]
        if seen:
            terminalreporter.section("differences from PUC Lua 5.1")
            for one in seen[:MOST_SHOWN]:
                where = f"{one.program} on {one.engine}: {one.what}"
                terminalreporter.write_line(f"{where}: {one.line}")
            if len(seen) > MOST_SHOWN:
                terminalreporter.write_line(f"… and {len(seen) - MOST_SHOWN} more")
            by_engine = Counter(one.engine for one in seen)
            counts = ", ".join(f"{name} {count}" for name, count in by_engine.items())
            programs = len({one.program for one in seen})
            terminalreporter.write_line(f"differences by engine: {counts}; in {programs} programs")
        vacuous = sum((VACUOUS, True) in report.user_properties for report in reports)
        if vacuous:
            terminalreporter.write_line(f"never entered compiled code (vacuous): {vacuous} runs")
