"""The manual's entries: what counts as evidence, and what the recorder sees on PUC."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from conformance.oracles.manual.coverage import coverage, manual
from conformance.oracles.manual.entries import Entry, Evidence, called, handled, printed, written
from conformance.oracles.manual.recorder import facts_of
from conformance.oracles.program import Program, read_program

SUITE = Path(__file__).parents[2] / "suites" / "lua51"

SOURCE = b"""
local mt = { __add = function(a, b) return "sum" end }
local t = setmetatable({}, mt)
print(t + 1, 1 + t)
local co = coroutine.wrap(function() coroutine.yield(string.rep("x", 3)) end)
co()
coroutine.resume(coroutine.create(function() return math.max(1, 2.5) end))
print(pcall(error, "at \\"here\\""))
-- table.concat is only mentioned
print((string.format("%5.1f", 2)))
"""


@pytest.mark.parametrize(
    ("evidence", "there"),
    [
        (called("string.format"), True),
        (called("string.format", r"2\ts%5\.1f\tn2$"), True),
        (called("string.format", r"2\ts%5\.1f\tn3$"), False),
        (called("string.rep", r"2\tsx\tn3$"), True),  # inside a wrapped coroutine
        (called("math.max", r"2\tn1\tn2\.5$"), True),  # inside a created one
        (called("table.concat"), False),
        (handled("__add", r"first\ttable\tnumber"), True),
        (handled("__add", r"second\tnumber\ttable"), True),
        (handled("__add", r"both"), False),
        (handled("__sub"), False),
        (called("field __add", r"table\tf"), True),
        (printed('at "…"'), True),
        (printed("only…mentioned"), False),
        (written(r"local mt = \{ __add = function \( a , b \)"), True),
        (written("concat"), False),
    ],
)
def test_evidence(evidence: Evidence, there: bool) -> None:
    assert evidence.in_facts(facts_of(Program(SOURCE))) is there


def test_calls_are_kept_when_the_program_leaves() -> None:
    facts = facts_of(Program(b"os.exit(tonumber('3'))"))
    assert facts.calls["tonumber"] == ["1\ts3"]
    assert facts.calls["os.exit"] == ["1\tn3"]


def test_an_entry_needs_all_of_its_evidence_in_one_program() -> None:
    entry = Entry("5", "both", (called("type"), printed("nil")))
    wanted = {b"print(type(nil))": True, b"print(nil)": False, b"type(nil)": False}
    for source, there in wanted.items():
        assert entry.shown_by(facts_of(Program(source))) is there


def test_titles_name_one_entry_each() -> None:
    titles = Counter((entry.section, entry.title) for entry in manual())
    assert [title for title, count in titles.items() if count > 1] == []


def test_coverage_names_the_programs_of_each_entry() -> None:
    sources = {"one": b"print(math.pi)", "two": b"print(('x'):rep(2))", "three": b"print(math.pi)"}
    covered = coverage((name, facts_of(Program(source))) for name, source in sources.items())
    found = {c.entry.title: c.programs for c in covered}
    assert found["math.pi"] == ("one", "three")
    assert found["string.rep: often"] == ("two",)
    assert found["string.sub"] == ()


def test_the_suite_has_a_case_of_every_entry() -> None:
    programs = ((path.stem, facts_of(read_program(path))) for path in SUITE.rglob("*.lua"))
    assert [c.entry.title for c in coverage(programs) if not c.programs] == []
