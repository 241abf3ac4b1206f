"""`moondiff report`: a campaign or a benchmark as one HTML page, and for CI systems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.inputs import fail, tell

if TYPE_CHECKING:
    from conformance.report.exchange import Case
    from conformance.report.page import Page

DEFAULT_OUTPUT = "report.html"


def _campaign(path: Path, number: int | None, mutants: Path | None) -> tuple[str, Page, list[Case]]:
    from conformance.campaign.database import DatabaseError
    from conformance.campaign.history import read_history
    from conformance.report.exchange import campaign_cases
    from conformance.report.page import campaign_page
    from conformance.report.score import ScoreError, read_score

    try:
        history = read_history(path, number)
        score = read_score(mutants) if mutants is not None else None
    except (DatabaseError, ScoreError) as error:
        fail(str(error))
    return "moondiff fuzz", campaign_page(history, score), campaign_cases(history)


def _bench(path: Path) -> tuple[str, Page, list[Case]]:
    from conformance.bench.results import ResultsError, load
    from conformance.report.exchange import bench_cases
    from conformance.report.page import bench_page

    try:
        results = load(path)
    except ResultsError as error:
        fail(str(error))
    return "moondiff bench", bench_page(results), bench_cases(results)


def _is_database(path: Path) -> bool:
    from conformance.campaign.history import is_database

    try:
        return is_database(path)
    except OSError as error:
        fail(f"cannot read {path}: {error.strerror}")


@click.command()
@click.argument("source", required=False, metavar="[CAMPAIGN | BENCH]")
@click.option("--campaign", type=click.IntRange(min=1), help="Number of a campaign in a database.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=DEFAULT_OUTPUT, show_default=True,
    help="The page.",
)  # fmt: skip
@click.option(
    "--mutants", type=click.Path(path_type=Path), metavar="FILE",
    help="Outcomes of planted faults that `moondiff mutants --json FILE` wrote.",
)  # fmt: skip
@click.option(
    "--junit", type=click.Path(path_type=Path), metavar="FILE", help="Also write JUnit's XML."
)
@click.option("--annotations", is_flag=True, help="Also print annotations for GitHub's CI.")
def command(
    source: str | None,
    campaign: int | None,
    output: Path,
    mutants: Path | None,
    junit: Path | None,
    annotations: bool,
) -> None:
    """Show a campaign or a benchmark as one HTML page that holds all it shows.

    CAMPAIGN is the file of `moondiff fuzz --database`, or the number of a campaign in the usual
    one; without it the last campaign is shown. BENCH is a file of `moondiff bench --json`.
    """
    from conformance.campaign.database import default_database
    from conformance.report.exchange import annotation_lines
    from conformance.report.exchange import junit as xml
    from conformance.report.page import ReportError, write_page

    if source is not None and source.isdigit() and not Path(source).exists():
        if campaign is not None:
            fail(f"two campaigns are named: {source} and {campaign}")
        campaign, source = int(source), None
    path = default_database() if source is None else Path(source)
    if source is None and not path.exists():
        fail(f"there is no campaign yet: {path} does not exist; name a file of --database")
    try:
        if _is_database(path):
            name, page, cases = _campaign(path, campaign, mutants)
        elif campaign is not None or mutants is not None:
            fail(f"{path} is not a campaign database, which --campaign and --mutants are about")
        else:
            name, page, cases = _bench(path)
        write_page(page, output)
    except ReportError as error:
        fail(str(error))
    if junit is not None:
        try:
            junit.write_bytes(xml(name, cases))
        except OSError as error:
            fail(f"cannot write {junit}: {error.strerror}")
    if annotations:
        for line in annotation_lines(cases):
            click.echo(line)
    tell(f"{page.verdict}: {output}")
