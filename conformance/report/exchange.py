"""Findings for CI systems: JUnit's XML, and annotations that GitHub's runners read off a log."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.bench.results import Results
from conformance.campaign.capsules import PROGRAM_FILE
from conformance.campaign.history import History

# What XML 1.0 cannot hold, section 2.2: replaced as Python shows it.
_ALLOWED = "\t\n\r"


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a suite. It failed if there is a `problem`; `file` is where that can be seen."""

    suite: str
    name: str
    seconds: float = 0.0
    problem: str = ""
    detail: str = ""
    file: str = ""


def campaign_cases(history: History) -> list[Case]:
    """For each engine a test for every signature of its findings; one that passed if it has none.

    Differences that were not reduced are a test by the signature of their verdict.
    """
    found: dict[tuple[str, str], Case] = {}
    for one in history.findings:
        small = one.reduced
        signature = one.signature if small is None else small.signature
        key = one.engine, signature
        # What was archived can be looked at.
        if key in found and (found[key].file or small is None or not small.capsule):
            continue
        folder = small.capsule if small is not None else ""
        source = one.source if small is None else small.source
        schedule = one.schedule if small is None else small.schedule
        detail = one.detail if small is None else small.detail
        text = source.decode("utf-8", "backslashreplace")
        found[key] = Case(
            one.engine,
            signature,
            problem=f"differs from PUC in case {one.case}",
            detail=f"{detail}\n\noptions: {schedule}\n\n{text}",
            file=str(Path(folder, PROGRAM_FILE)) if folder else "",
        )
    differing = {engine for engine, _ in found}
    seconds = sum(case.seconds for case in history.cases)
    passed = [
        Case(engine, f"{len(history.cases)} cases", seconds)
        for engine in history.plan.get("engines", ())
        if engine not in differing
    ]
    return sorted([*passed, *found.values()], key=lambda case: (case.suite, case.name))


def bench_cases(results: Results) -> list[Case]:
    """A test for each program on each engine."""
    return [
        Case(
            one.suite,
            f"{one.program} {one.size} on {one.engine}".replace("  ", " "),
            one.median or 0.0,
            one.problem or "",
        )
        for one in results.measurements
    ]


def junit(name: str, cases: Sequence[Case]) -> bytes:
    """The cases as JUnit's XML: a suite element for each of their suites."""
    root = ElementTree.Element("testsuites", {"name": _allowed(name), **_counts(cases)})
    for suite in dict.fromkeys(case.suite for case in cases):
        mine = [case for case in cases if case.suite == suite]
        element = ElementTree.SubElement(
            root, "testsuite", {"name": _allowed(suite), **_counts(mine)}
        )
        for case in mine:
            test = ElementTree.SubElement(
                element, "testcase", classname=_allowed(f"{name}.{case.suite}"),
                name=_allowed(case.name), time=f"{case.seconds:.6f}",
            )  # fmt: skip
            if case.file:
                test.set("file", _allowed(case.file))
            if case.problem:
                failure = ElementTree.SubElement(test, "failure", message=_allowed(case.problem))
                failure.text = _allowed(case.detail)
    ElementTree.indent(root)
    return ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n"


def _counts(cases: Sequence[Case]) -> dict[str, str]:
    return {
        "tests": str(len(cases)),
        "failures": str(sum(bool(case.problem) for case in cases)),
        "errors": "0",
        "skipped": "0",
        "time": f"{sum(case.seconds for case in cases):.6f}",
    }


def _allowed(text: str) -> str:
    """The text without characters that XML does not have."""
    return "".join(
        c
        if c in _ALLOWED or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
        else f"\\x{ord(c):02x}"
        for c in text
    )


def annotation_lines(cases: Iterable[Case]) -> Iterator[str]:
    """A line for each failed case, as a workflow command of GitHub's runners.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    for case in cases:
        if not case.problem:
            continue
        place = f"file={_property(case.file)},line=1," if case.file else ""
        title = _property(f"{case.suite}: {case.name}")
        text = "\n".join(part for part in (case.problem, case.detail) if part)
        yield f"::error {place}title={title}::{_message(text)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
