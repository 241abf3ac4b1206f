"""How a campaign looks while it runs: one changing line, and findings as they come."""

from __future__ import annotations

import time
from collections import Counter
from types import TracebackType

from rich.console import Console
from rich.markup import escape

from conformance.campaign.cases import Finding
from conformance.campaign.database import Totals
from conformance.campaign.runner import Archived, Watcher

# Seconds between progress lines where no terminal can show a changing one.
QUIET_INTERVAL = 10.0


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


class CampaignView:
    """Shows a campaign on a console; used as a context manager around it."""

    def __init__(self, console: Console, cases: int | None, done: int) -> None:
        self._console = console
        self._cases = cases
        self._done_before = done
        self._started = time.monotonic()
        self._last_line = self._started
        self._signatures: Counter[str] = Counter()
        self._status = console.status("warming up…")

    def __enter__(self) -> CampaignView:
        self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._status.stop()

    def watcher(self) -> Watcher:
        """The callbacks that keep this view up to date."""
        return Watcher(self._on_batch, self._on_finding, self._on_archived)

    def line(self, totals: Totals) -> str:
        """Cases, speed, the share of valid ones, and by engine of those that entered its code."""
        elapsed = max(1e-6, time.monotonic() - self._started)
        speed = (totals.cases - self._done_before) / elapsed
        parts = [
            f"{totals.cases} cases"
            if self._cases is None
            else f"{totals.cases} of {self._cases} cases",
            f"{speed:.1f}/s",
            f"valid {_percent(totals.valid, totals.cases)}",
        ]
        shares = [f"{name} {_percent(hits, ran)}" for name, (ran, hits) in totals.entered.items()]
        if shares:
            parts.append(f"entered compiled code on {' and '.join(shares)}")
        if totals.sites_emitted:
            share = _percent(totals.sites_forced, totals.sites_emitted)
            reached = _percent(totals.sites_forced, totals.sites_hit)
            parts.append(f"guard sites forced {share} ({reached} of those reached)")
        if kinds := totals.features.get("guards"):
            parts.append(f"guard kinds forced {_percent(totals.features['forced'], kinds)}")
        if features := sum(totals.features.values()):
            parts.append(f"{features} features")
        parts.append(f"findings {totals.findings}")
        return ", ".join(parts)

    def coverage(self, totals: Totals) -> str:
        """How many different features cases had, by kind."""
        kinds = ", ".join(f"{name} {count}" for name, count in totals.features.items())
        return f"features: {kinds}"

    def _on_batch(self, totals: Totals) -> None:
        line = self.line(totals)
        if self._console.is_terminal:
            self._status.update(line)
        elif time.monotonic() - self._last_line >= QUIET_INTERVAL:
            self._last_line = time.monotonic()
            self._console.print(line, highlight=False, soft_wrap=True)

    def _on_finding(self, finding: Finding) -> None:
        self._signatures[finding.signature] += 1
        if self._signatures[finding.signature] > 1:
            return
        text = f"case {finding.case} on {finding.engine}: {finding.signature}\n"
        text += f"{finding.schedule}\n{finding.detail}"
        self._console.print(escape(text), highlight=False, soft_wrap=True)

    def _on_archived(self, archived: Archived) -> None:
        where = f"archived in {archived.folder}" if archived.folder else "not archived"
        news = "new" if archived.new else "known"
        capsule = archived.capsule
        text = f"{news} finding {capsule.signature} ({where})"
        text += f", blame: {capsule.blame}:\n" if capsule.blame else ":\n"
        text += capsule.program.source.decode("utf-8", "replace") + capsule.detail
        self._console.print(escape(text), highlight=False, soft_wrap=True)
