"""What the benchmark of kills notices: a campaign's files that have lost something."""

import sqlite3
from dataclasses import replace

import pytest

from conformance.bench.kills import Known, differences, lost, read
from conformance.campaign.cases import Finding, Result
from conformance.campaign.database import Database
from conformance.oracles.program import Program
from conformance.oracles.schedule import Schedule

CASES = {0: (1, 0), 1: (1, 1)}
FOUND = {(1, "native:trace"): ("s", "{}", b"x")}
SMALL = {(1, "native:trace"): ("full", b"y")}
KNOWN = Known(CASES, FOUND, SMALL, capsules=("full",))
LOSSES = [
    (KNOWN, None),
    (replace(KNOWN, cases={**CASES, 2: (1, 0)}), None),
    (replace(KNOWN, cases={0: (1, 0)}), "cases lost or changed: [1]"),
    (replace(KNOWN, cases={**CASES, 0: (0, 0)}), "cases lost or changed: [0]"),
    (replace(KNOWN, findings={}), "findings lost"),
    (replace(KNOWN, reduced={}), "reduced lost"),
    (replace(KNOWN, capsules=()), "capsules lost"),
    (replace(KNOWN, capsules=("full", "full")), "two capsules of one finding"),
    (replace(KNOWN, problems=("integrity: bad page",)), "integrity: bad page"),
]


@pytest.mark.parametrize(("after", "told"), LOSSES)
def test_what_is_lost_is_told(after, told):
    found = list(lost(KNOWN, after))
    assert len(found) == (told is not None)
    assert told is None or told in found[0]


@pytest.mark.parametrize("name", ["cases", "findings", "reduced"])
def test_what_a_campaign_has_too_much_is_told(name):
    more = replace(KNOWN, **{name: {**getattr(KNOWN, name), (9, "puc"): ("s", "{}", b"")}})
    assert not list(differences(KNOWN, KNOWN))
    assert len(list(differences(KNOWN, more))) == len(list(differences(more, KNOWN))) == 1


CHANGES = [
    ("select 1", ""),
    ("insert into campaigns (plan, started) values ('other', 0)", "begun twice"),
    ("insert into cases select 2, number, 1, 0, 0, '', 0 from cases", "counts twice"),
    ("update cases set findings = 0", "findings of cases"),
    ("insert into findings (campaign, number, engine, signature, detail, settings, source)"
     " select campaign, number, engine, '', '', '', '' from findings", "is there twice"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_a_database_that_cannot_be_right_is_told(tmp_path, change, told):
    store = Database(tmp_path / "campaigns.sqlite")
    campaign = store.open_campaign("plan")
    finding = Finding(3, "native:trace", Program(b"x = 1"), Schedule(), "s", "detail")
    store.record(campaign, [Result(3, True, {}, (finding,), 0.1)])
    store.close()
    with sqlite3.connect(tmp_path / "campaigns.sqlite") as opened:
        opened.execute(change)
    opened.close()
    known = read(tmp_path)
    assert known.cases.keys() == {3} and known.findings.keys() == {(3, "native:trace")}
    assert bool(told) == bool(known.problems)
    assert not told or any(told in problem for problem in known.problems), known.problems


def test_there_may_be_nothing_yet(tmp_path):
    assert read(tmp_path) == Known()
