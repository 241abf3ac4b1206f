"""Outcomes of planted faults, read from what `moondiff mutants` keeps."""

import json

import pytest

from conformance.campaign.trial import Outcome
from conformance.campaign.trials import Options, Results, Trial
from conformance.planted.catalogue import FAULTS
from conformance.report.score import ScoreError, read_score

NAMES = tuple(FAULTS)[:5]


@pytest.fixture
def path(tmp_path):
    """A file as the command writes it: one fault of each verdict, two found."""
    path = tmp_path / "mutants.json"
    kept = Results(path)
    for name, outcome, more in zip(
        NAMES,
        (
            Outcome("stdout", "native:trace", 5, 2.0, blame=FAULTS[NAMES[0]].blames[0]),
            Outcome("crash", "native:trace", 7, 4.0, blame="moon"),
            Outcome(cases=100, seconds=9.0),
            Outcome("stdout", "native:trace", 1, 1.0),
            Outcome(),
        ),
        ({"confirmed": True}, {}, {}, {"confirmed": False}, {"error": "does not fit"}),
        strict=True,
    ):
        kept.add(Trial(FAULTS[name], outcome, **more), Options())
    return path


def test_the_score_is_that_of_the_command(path):
    score = read_score(path)
    verdicts = {fault.name: fault.verdict for fault in score.faults}
    words = ("killed", "killed", "survived", "unconfirmed", "not tried")
    assert verdicts == dict(zip(NAMES, words, strict=True))
    assert score.text == (
        "2 of 5 planted faults found (40.0 %), the right part blamed for 50.0 %, "
        "3 s until found (median)"
    )


BROKEN = {
    "": "not JSON",
    "[]": "not outcomes of moondiff mutants",
    '{"a": 1}': "a: not an outcome of moondiff mutants",
    '{"a": {"stage": "x"}}': "a: no 'doc' as moondiff mutants writes it",
    "[" * 100_000: "not JSON",
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:20] or "empty")
def test_other_files_are_named_in_one_line(tmp_path, text):
    path = tmp_path / "mutants.json"
    path.write_text(text)
    with pytest.raises(ScoreError) as caught:
        read_score(path)
    assert str(path) in str(caught.value) and BROKEN[text] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_field_of_another_type_is_named(path):
    content = json.loads(path.read_text())
    content[NAMES[0]]["cases"] = "many"
    path.write_text(json.dumps(content))
    with pytest.raises(ScoreError, match=f"{NAMES[0]}: no 'cases'"):
        read_score(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ScoreError, match=r"cannot read .*No such file"):
        read_score(tmp_path / "missing.json")
