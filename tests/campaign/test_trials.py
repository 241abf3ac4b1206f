"""Trials of planted faults: what is kept of them, and two of them from end to end."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from conformance.campaign.trial import Order, Outcome
from conformance.campaign.trials import Options, Results, Trial
from conformance.cli.mutants import summary, trial_table
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.schedule import Schedule
from conformance.planted.catalogue import FAULTS

# One in a pass, one in the image; both show in the first cases.
PLANTED = ("loop-stale-slot", "or-keeps-register")
OPTIONS = Options(("native:trace",))
FAULT = FAULTS["drop-type-guard"]
OUTCOME = Outcome(
    "stdout", "native:trace", 3, 1.5, ["native:trace/stdout"], "print(1)\nprint(2)\n",
    {"hot_loop": 2}, "native:trace", "line 1", "recorder",
)  # fmt: skip


def test_an_order_survives_the_command_line():
    order = Order(3, ("a", "b"), Schedule(FAULT.settings), 10, 5.0, 1.0, 42)
    assert Order.from_json(order.to_json()) == order


def test_outcomes_are_known_again_for_the_same_options_and_fault_only(tmp_path):
    path = tmp_path / "kept" / "mutants.json"
    Results(path).add(Trial(FAULT, OUTCOME, True, "", 2.0), OPTIONS)
    results = Results(path)
    assert results.known(FAULT, OPTIONS) == Trial(FAULT, OUTCOME, True, "", 2.0)
    assert results.known(FAULT, replace(OPTIONS, jobs=2)) is not None
    assert results.known(FAULT, replace(OPTIONS, seed=1)) is None
    assert results.known(replace(FAULT, new="x"), OPTIONS) is None
    assert Results(path, [FAULT]).known(FAULT, OPTIONS) is None
    kept = json.loads(path.read_text())["drop-type-guard"]
    assert (kept["lines"], kept["blamed"]) == (2, True)


def test_a_program_that_shows_the_difference_without_the_fault_kills_nothing():
    assert Trial(FAULT, OUTCOME, True).killed
    assert Trial(FAULT, OUTCOME, None).killed
    assert not Trial(FAULT, OUTCOME, False).killed
    assert not Trial(FAULT, Outcome()).killed


def test_the_summary_counts_what_was_killed_and_what_was_blamed():
    wrong = replace(OUTCOME, blame="frontend", seconds=2.5)
    trials = [Trial(FAULT, OUTCOME, True), Trial(FAULT, wrong, True), Trial(FAULT, Outcome())]
    assert summary(trials) == [
        "killed 2 of 3 (67 %)",
        "median of 2 s of processor time until found",
        "median of 2 lines after reduction of 2",
        "blame right for 1 of 2 (50 %)",
        "1.00 signatures of each in the mean",
    ]
    assert trial_table(trials).row_count == 3


def test_two_faults_are_found_one_of_them_in_the_image(tmp_path):
    """The second run knows their outcomes."""
    if reason := usable(ENGINES["native:trace"]):
        pytest.skip(reason)
    kept = tmp_path / "mutants.json"
    command = [
        sys.executable, "-m", "conformance.cli", "mutants", *PLANTED, "--engines", "native:trace",
        "--cases", "60", "--jobs", "1", "--json", str(kept), "--reduce-seconds", "2",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads(kept.read_text())
    assert set(rows) == set(PLANTED)
    for row in rows.values():
        assert row["killed"] and row["confirmed"] and row["program"]
    before = kept.read_bytes()
    again = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert again.returncode == 0
    assert kept.read_bytes() == before
