"""A campaign read back from its database, and files that are no such database."""

import sqlite3
from dataclasses import replace

import pytest

from conformance.campaign.capsules import Capsule
from conformance.campaign.cases import Finding, Plan, Result
from conformance.campaign.database import Database, DatabaseError, describe_plan
from conformance.campaign.history import is_database, read_history
from conformance.oracles.observation import Observation, Status
from conformance.oracles.program import Program
from conformance.oracles.schedule import Schedule

SCHEDULE = Schedule({"hot_loop": 2, "faults": frozenset({"pass-nan"})})
FINDING = Finding(3, "native:trace", Program(b"x = 1\n"), SCHEDULE, "coarse", "line 1:\n  - 1")
PLAN = describe_plan(Plan(7, ("native:trace",), SCHEDULE), "code")


@pytest.fixture
def path(tmp_path):
    """A database with a campaign of two cases, and a later one of none."""
    path = tmp_path / "odd name?%.sqlite"
    store = Database(path)
    campaign = store.open_campaign(PLAN)
    store.note_known(campaign, ["recorder/old"])
    cases = [
        Result(3, True, {"native:trace": True, "arm64:trace": False}, (FINDING,), 0.5,
               {"native:trace": (5, 4, 3), "arm64:trace": (1, 1, 1)}, features=frozenset({8, 9})),
        Result(1, False, {}, (), 0.25, features=frozenset({9})),
    ]  # fmt: skip
    store.record(campaign, cases)
    seen = Observation("puc", Status.OK)
    small = Program(b"x=1")
    capsule = Capsule("c", small, "native:interp", Schedule(), seen, "fine", "small", "recorder")
    store.note_reduction(campaign, FINDING, capsule, "folder/c")
    store.finish_campaign(campaign)
    store.open_campaign(describe_plan(Plan(8, ("reference",)), "code"))
    store.close()
    return path


def test_all_that_was_recorded_is_there(path):
    history = read_history(path, 1)
    assert (history.number, history.plan["seed"]) == (1, 7)
    assert history.known == {"recorder/old"}
    assert history.features == {9: 1, 8: 3}
    first, second = history.cases
    assert (first.number, first.valid, first.sites) == (1, False, (0, 0, 0))
    assert (second.findings, second.seconds, second.sites) == (1, 0.5, (6, 5, 4))
    assert second.entered == {"native:trace": True, "arm64:trace": False}
    assert history.started <= first.recorded <= history.finished
    (found,) = history.findings
    assert (found.case, found.engine, found.schedule) == (3, "native:trace", SCHEDULE)
    small = found.reduced
    assert (small.source, small.engine, small.schedule) == (b"x=1", "native:interp", Schedule())
    assert (small.signature, small.blame, small.capsule) == ("fine", "recorder", "folder/c")


def test_the_last_one_is_read_unless_told_otherwise(path):
    history = read_history(path)
    assert (history.number, history.finished, history.cases) == (2, None, ())


def test_findings_need_not_be_reduced(path):
    with sqlite3.connect(path) as opened:
        opened.execute("update findings set reduced = null")
    opened.close()
    (found,) = read_history(path, 1).findings
    assert found.reduced is None and found.detail == FINDING.detail


def broken(path, change):
    with sqlite3.connect(path) as opened:
        opened.execute(change)
    opened.close()


BROKEN = {
    "pragma user_version = 3": "another version of moondiff, or of something else (version 3",
    "delete from campaigns": "no campaign in it",
    "update campaigns set plan = '{'": "cannot read the campaign database",
    "update campaigns set plan = '[]'": "the plan of campaign 1 is none",
    "update campaigns set plan = '{\"settings\": 3}'": "cannot read the campaign database",
    "drop table cases": "no such table: cases",
    'update findings set settings = \'{"force": "always"}\'': "force: 'always' is not",
}


@pytest.mark.parametrize("change", BROKEN)
def test_what_is_no_database_of_campaigns_is_named_in_one_line(path, change):
    store = sqlite3.connect(path)
    store.execute("delete from campaigns where id = 2")
    store.commit()
    store.close()
    broken(path, change)
    with pytest.raises(DatabaseError) as caught:
        read_history(path)
    text = str(caught.value)
    assert str(path) in text and BROKEN[change] in text and "\n" not in text


def test_a_campaign_that_is_not_there_is_named_with_those_that_are(path):
    with pytest.raises(DatabaseError, match="no campaign 5 in it; there are 1, 2"):
        read_history(path, 5)


def test_reading_makes_and_changes_nothing(path, tmp_path):
    missing = tmp_path / "missing.sqlite"
    with pytest.raises(DatabaseError, match="unable to open database file"):
        read_history(missing)
    assert not missing.exists()
    other = tmp_path / "text"
    other.write_text("no database at all, but long enough to be one's header" * 3)
    with pytest.raises(DatabaseError, match="file is not a database"):
        read_history(other)
    assert is_database(path) and not is_database(other)


def test_a_campaign_in_progress_can_be_read(tmp_path):
    store = Database(tmp_path / "c.sqlite")
    campaign = store.open_campaign(PLAN)
    for number in range(3):
        store.record(campaign, [Result(number, True, {}, (), 0.1)])
        assert len(read_history(tmp_path / "c.sqlite").cases) == number + 1
    store.record(campaign, [Result(3, True, {}, (replace(FINDING),), 0.1)])
    assert read_history(tmp_path / "c.sqlite").findings[0].reduced is None
    store.close()
