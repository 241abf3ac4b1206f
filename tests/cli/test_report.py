"""`moondiff report`: pages of a real campaign and of benchmarks, and errors of one line."""

import json
import xml.etree.ElementTree as ElementTree

import pytest

from conformance.bench.results import save
from conformance.campaign.cases import Finding, Plan, Result
from conformance.campaign.database import Database, describe_plan
from conformance.oracles.program import Program
from conformance.oracles.schedule import Schedule
from tests.cli.forked import moondiff
from tests.report.pages import Document, results

pytest.importorskip("matplotlib", reason="the extra `report` is not installed")

FINDING = Finding(
    1, "native:trace", Program(b"x = '<b>'"), Schedule(), "native:trace/stdout", "- 1"
)


@pytest.fixture
def folder(tmp_path):
    """A database of two campaigns, and a file of results."""
    store = Database(tmp_path / "c.sqlite")
    for seed in (4, 5):
        campaign = store.open_campaign(describe_plan(Plan(seed, ("native:trace",)), "code"))
        store.record(campaign, [Result(0, True, {"native:trace": True}, (), 0.1)])
        if seed == 4:
            store.record(campaign, [Result(1, True, {"native:trace": True}, (FINDING,), 0.1)])
        store.finish_campaign(campaign)
    store.close()
    save(results(), tmp_path / "bench.json")
    (tmp_path / "text").write_text("neither")
    (tmp_path / "mutants.json").write_text("{}")
    (tmp_path / "folder").mkdir()
    return tmp_path


def report(folder, *args, status=0):
    done = moondiff("report", *args, folder=folder, environment={"XDG_CACHE_HOME": str(folder)})
    assert done.status == status, (done.stdout, done.stderr)
    assert b"Traceback" not in done.stderr
    return done


def test_the_last_campaign_of_a_database_becomes_a_page(folder):
    done = report(folder, "c.sqlite")
    assert done.stderr == b"moondiff: No engine differed from PUC in 1 case: report.html\n"
    document = Document((folder / "report.html").read_text())
    assert "Seed 5" in document.words(document.by_id("campaign"))


def test_a_campaign_may_be_chosen_and_told_to_ci(folder):
    args = ("c.sqlite", "--campaign", "1", "-o", "p.html", "--junit", "j.xml", "--annotations")
    done = report(folder, *args)
    assert done.stdout.startswith(b"::error title=native%3Atrace%3A native%3Atrace/stdout::")
    assert done.stdout.count(b"\n") == 1
    assert ElementTree.parse(folder / "j.xml").getroot().get("failures") == "1"
    assert "x = '<b>'" in Document((folder / "p.html").read_text()).all("code")[-1].text


def test_the_usual_database_is_taken_without_a_file(folder):
    (folder / "moondiff").mkdir()
    (folder / "c.sqlite").rename(folder / "moondiff" / "campaigns.sqlite")
    assert b"1 difference from PUC in 2 cases" in report(folder, "1").stderr
    assert b"No engine differed from PUC in 1 case" in report(folder).stderr
    assert b"no campaign 9 in it; there are 1, 2" in report(folder, "9", status=2).stderr


def test_a_benchmark_becomes_a_page(folder):
    done = report(folder, "bench.json", "--output", "b.html", "--junit", "j.xml")
    assert done.stderr.startswith(b"moondiff: Time relative to PUC, geometric mean: native:trace")
    assert ElementTree.parse(folder / "j.xml").getroot().get("tests") == "9"
    assert "fib 20" in (folder / "b.html").read_text()


def test_the_mutation_score_is_shown(folder):
    row = {"stage": "fold", "doc": "d", "killed": None, "confirmed": None, "blamed": False,
           "blame": "", "cases": 1, "seconds": 2, "error": ""}  # fmt: skip
    (folder / "m.json").write_text(json.dumps({"lose-sign": row}))
    report(folder, "c.sqlite", "--mutants", "m.json")
    assert "0 of 1 planted faults found" in (folder / "report.html").read_text()


# arguments -> what the line says
MISTAKES = {
    (): "there is no campaign yet: ",
    ("missing",): "cannot read missing: No such file or directory",
    ("folder",): "cannot read folder: Is a directory",
    ("text",): "text:1: not JSON",
    ("mutants.json",): "mutants.json: not results of moondiff bench",
    ("c.sqlite", "--campaign", "3"): "c.sqlite: no campaign 3 in it; there are 1, 2",
    ("3", "--campaign", "4"): "two campaigns are named: 3 and 4",
    ("bench.json", "--campaign", "1"): "bench.json is not a campaign database",
    ("c.sqlite", "--mutants", "text"): "text: not JSON",
    ("c.sqlite", "--mutants", "bench.json"): "bench.json: engines: not an outcome of moondiff",
    ("c.sqlite", "-o", "no/p.html"): "cannot write no/p.html: No such file or directory",
    ("c.sqlite", "--junit", "folder"): "cannot write folder: Is a directory",
}  # fmt: skip


@pytest.mark.parametrize("args", MISTAKES)
def test_a_mistake_is_one_line(folder, args):
    done = report(folder, *args, status=2)
    assert done.stderr.count(b"\n") == 1 and done.stderr.startswith(b"moondiff: ")
    assert MISTAKES[args].encode() in done.stderr, done.stderr
