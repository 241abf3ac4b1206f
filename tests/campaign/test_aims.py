"""Campaigns about the collector, and campaigns that end by the clock."""

import re
import time

import pytest

from conformance.campaign.cases import Plan, make_case
from conformance.campaign.database import Database, describe_plan
from conformance.campaign.runner import Options, Watcher, run_campaign
from conformance.campaign.schedules import GC_STRESSES
from conformance.oracles.observation import Limits
from conformance.oracles.registry import ENGINES
from conformance.oracles.schedule import Schedule
from tests.campaign.planted import planted_spec

ENGINE = ("native:trace",)
# What allocates in nearly every iteration.
ALLOCATION = re.compile(rb"\{\}|\{[^}]|function\(|\.\.|setmetatable|coroutine")


def test_the_collector_is_always_under_stress():
    cases = [make_case(Plan(1, ENGINE, gc=True), number) for number in range(60)]
    stresses = {case.schedule["gc_stress"] for case in cases}
    assert stresses == {stress["gc_stress"] for stress in GC_STRESSES}


def test_what_is_given_stays():
    plan = Plan(1, ENGINE, Schedule({"gc_stress": 33}), gc=True)
    assert {make_case(plan, number).schedule["gc_stress"] for number in range(20)} == {33}


def test_programs_allocate_more():
    def share(gc):
        sources = [make_case(Plan(1, ENGINE, gc=gc), n).program.source for n in range(120)]
        lines = [line for source in sources for line in source.splitlines()]
        return sum(bool(ALLOCATION.search(line)) for line in lines) / len(lines)

    assert share(True) > 1.1 * share(False)


def test_they_are_campaigns_of_their_own():
    plans = [describe_plan(Plan(1, ENGINE, gc=gc), "test") for gc in (False, True)]
    assert plans[0] != plans[1]


@pytest.fixture
def database(tmp_path):
    store = Database(tmp_path / "campaigns.sqlite")
    yield store
    store.close()


def test_a_campaign_ends_by_the_clock_and_has_done_what_it_started(database, monkeypatch):
    spec = planted_spec(bytes)
    monkeypatch.setitem(ENGINES, spec.name, spec)
    plan = Plan(3, (spec.name,), limits=Limits(seconds=2, output=1 << 18))
    campaign = database.open_campaign(describe_plan(plan, "test"))
    started = time.monotonic()
    options = Options(None, 2, None, seconds=2.0)
    summary = run_campaign(plan, options, database, campaign, Watcher())
    assert 2.0 < time.monotonic() - started < 60
    done = database.done(campaign)
    assert len(done) == summary.totals.cases >= 8
    assert done == set(range(len(done)))
