"""Views as pages: one HTML file each, that holds its style and its charts and loads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.bench.results import Results
    from conformance.campaign.history import History
    from conformance.report.score import Score

EXTRA = "report"
TEMPLATES = Path(__file__).with_name("templates")


class ReportError(Exception):
    """A page that cannot be made or written; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text, and its verdict in one line."""

    html: str
    verdict: str


def check_extra() -> None:
    """Make sure that what draws and renders is installed. Raises ReportError."""
    import importlib

    for name in ("jinja2", "matplotlib"):
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise ReportError(
                f"reports need the package {name} ({error}): pip install 'moondiff[{EXTRA}]'"
            ) from None


def campaign_page(history: History, score: Score | None = None) -> Page:
    """The page of a campaign. Raises ReportError."""
    check_extra()
    from conformance.report.campaign_page import campaign_view

    view = campaign_view(history, score)
    return Page(_render("campaign.html", view), view.headline.text)


def bench_page(results: Results) -> Page:
    """The page of a benchmark. Raises ReportError."""
    check_extra()
    from conformance.report.bench_page import bench_view

    view = bench_view(results)
    return Page(_render("bench.html", view), view.headline.text)


def _render(template: str, view: object) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # What programs and messages hold is text, never markup: escaping is not left to file names.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (TEMPLATES / "style.css").read_text("utf-8")
    return environment.get_template(template).render(view=view, style=style)


def write_page(page: Page, path: Path) -> None:
    """Write the file. Raises ReportError."""
    try:
        path.write_text(page.html, "utf-8")
    except OSError as error:
        raise ReportError(f"cannot write {path}: {error.strerror}") from None
