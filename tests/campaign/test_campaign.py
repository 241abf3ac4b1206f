"""Campaigns end to end: find, reduce, archive, replay; resume; count what tested nothing."""

import sqlite3

import pytest

from conformance.campaign.capsules import find_capsules, load_capsule, replay
from conformance.campaign.cases import Plan, make_case, run_case
from conformance.campaign.database import Database, code_version, describe_plan
from conformance.campaign.runner import Options, Watcher, run_campaign
from conformance.oracles.observation import Limits
from conformance.oracles.registry import ENGINES
from conformance.oracles.schedule import Schedule
from tests.campaign.planted import planted_spec

LIMITS = Limits(seconds=2, output=1 << 18)


def drop_negation(source: bytes) -> bytes:
    """A compiler that forgets the unary minus."""
    return source.replace(b"(- ", b"( ")


@pytest.fixture
def planted(monkeypatch):
    def plant(alter, **kwargs):
        spec = planted_spec(alter, **kwargs)
        monkeypatch.setitem(ENGINES, spec.name, spec)
        return Plan(3, (spec.name,), Schedule(), LIMITS)

    return plant


@pytest.fixture
def database(tmp_path):
    store = Database(tmp_path / "campaigns.sqlite")
    yield store
    store.close()


def run(plan, database, cases, archive=None, watcher=None, jobs=2):
    campaign = database.open_campaign(describe_plan(plan, "test"))
    options = Options(cases, jobs, archive, reductions=1, reduce_seconds=120)
    return run_campaign(plan, options, database, campaign, watcher or Watcher())


def test_a_fault_is_found_reduced_archived_and_replayed(planted, database, tmp_path):
    plan = planted(drop_negation)
    archive = tmp_path / "capsules"
    summary = run(plan, database, 30, archive)
    assert summary.totals.cases == 30
    assert summary.new >= 1
    folders = list(find_capsules(archive))
    assert len(folders) == summary.new
    for folder in folders:
        capsule = load_capsule(folder)
        assert b"(- " in capsule.program.source
        assert len(capsule.program.source) < 200, capsule.program.source
        assert replay(capsule, ENGINES["planted:trace"]).differs
        assert not replay(capsule, ENGINES["bytecode"]).differs

    # The same findings are not new in the next campaign.
    again = run(plan, database, 30, archive)
    assert (again.totals.findings, again.new) == (summary.totals.findings, 0)


def test_a_campaign_killed_behind_the_archiving_tells_of_the_finding(planted, database, tmp_path):
    plan, archive = planted(drop_negation), tmp_path / "capsules"
    whole = run(plan, database, 30, archive)
    folders = list(find_capsules(archive))
    assert len(folders) == whole.new >= 1
    # The capsule is there, and the database knows nothing of it.
    file = sqlite3.connect(tmp_path / "campaigns.sqlite")
    file.execute("update campaigns set finished = null")
    file.execute(
        "update findings set reduced = null, full_signature = null, capsule = null"
        " where number = (select min(number) from findings where reduced is not null)"
    )
    file.commit()
    file.close()
    again = run(plan, database, 30, archive)
    assert (again.totals.cases, again.new) == (30, whole.new)
    assert again.unreduced == whole.unreduced
    assert list(find_capsules(archive)) == folders


def test_a_right_engine_has_no_findings(planted, database):
    summary = run(planted(bytes), database, 24)
    assert (summary.totals.findings, summary.new) == (0, 0)
    assert summary.totals.valid == 24
    assert summary.totals.entered == {"planted:trace": (24, 24)}


def test_cases_that_never_entered_compiled_code_are_counted(planted, database):
    summary = run(planted(bytes, jit=(("entries", 0),)), database, 8)
    assert summary.totals.entered == {"planted:trace": (8, 0)}


def test_a_killed_campaign_goes_on_with_what_is_missing(planted, database):
    plan = planted(bytes)
    text = describe_plan(plan, "test")
    campaign = database.open_campaign(text)
    ready = [run_case(plan, number) for number in (0, 2, 3)]
    database.record(campaign, ready)
    # A second process of the same campaign has nothing to add.
    database.record(campaign, ready[:2])
    assert database.totals(campaign).cases == 3
    assert database.open_campaign(text) == campaign
    ran = []
    watcher = Watcher(on_batch=lambda totals: ran.append(totals.cases))
    summary = run(plan, database, 5, watcher=watcher, jobs=1)
    assert ran == [5] and summary.totals.cases == 5
    assert database.done(campaign) == {0, 1, 2, 3, 4}
    # Done now: the next one of this plan is another campaign.
    assert database.open_campaign(text) != campaign


def test_tables_of_another_schema_go(tmp_path):
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as old:
        old.execute("create table cases (campaign integer)")
        old.execute("create table campaigns (id integer)")
    old.close()
    store = Database(path)
    assert store.done(store.open_campaign("plan")) == set()
    store.close()


def test_a_crashing_engine_is_a_finding(planted, database):
    def crash(_source):
        import ctypes

        ctypes.string_at(8)

    plan = planted(crash)
    result = run_case(plan, 0)
    assert [finding.signature.split("/")[:2] for finding in result.findings] == [
        ["planted:trace", "crash"]
    ]


def test_cases_depend_on_nothing_but_their_numbers(planted):
    plan = planted(bytes)
    assert make_case(plan, 5) == make_case(plan, 5) != make_case(plan, 6)
    assert make_case(Plan(4, plan.engines), 5) != make_case(plan, 5)


def test_given_options_stay_and_others_vary():
    plan = Plan(1, ("native:trace",), Schedule({"hot_loop": 7}))
    cases = [make_case(plan, number) for number in range(30)]
    assert {case.schedule["hot_loop"] for case in cases} == {7}
    assert len({case.schedule["hot_exit"] for case in cases}) > 1


def test_plans_of_other_code_are_other_campaigns(database):
    plan = Plan(1, ("puc",))
    first = database.open_campaign(describe_plan(plan, "a"))
    assert database.open_campaign(describe_plan(plan, "b")) != first
    assert code_version() == code_version()
