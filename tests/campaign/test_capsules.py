"""Capsules keep every byte; broken ones are explained in one line."""

import json

import pytest

from conformance.campaign import capsules
from conformance.campaign.capsules import (
    CAPSULE_FILE,
    CONFIRMATIONS,
    PROGRAM_FILE,
    CapsuleError,
    confirm_expectation,
    find_capsules,
    full_signature,
    load_capsule,
    make_capsule,
    save_capsule,
    shows_always,
)
from conformance.oracles.compare import Agreement, Difference, Verdict
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.schedule import Schedule

PROGRAM = Program(
    b"print(io.read(), ...)\nerror('\xff\0')\n", b"@c.lua", (b"\xfe", b"b"), b"in\xfd"
)
VERDICT = Verdict(
    Agreement.DIFFERENT, "native:trace", Difference.STDOUT, "line 1", (), "native:trace/stdout"
)


@pytest.fixture
def capsule():
    schedule = Schedule.parse("hot_loop=2 faults=b,a force=2.0@7+2.13@1 disabled=x")
    return make_capsule(PROGRAM, "native:trace", schedule, VERDICT, "seed 1")


def test_capsules_come_back_as_they_were(capsule, tmp_path):
    folder = save_capsule(capsule, tmp_path)
    assert load_capsule(folder) == capsule.__class__(
        **{
            **{name: getattr(capsule, name) for name in capsule.__slots__},
            # Neither the time nor the engine's statistics of PUC's run are archived.
            "expected": load_capsule(folder).expected,
        }
    )
    assert load_capsule(folder).expected.stdout == b"in\xfd\t\xfe\tb\n"
    assert list(find_capsules(tmp_path)) == [folder]


def test_the_expectation_is_confirmed_or_refuted(capsule, tmp_path):
    folder = save_capsule(capsule, tmp_path)
    assert not confirm_expectation(load_capsule(folder)).differs
    content = json.loads((folder / CAPSULE_FILE).read_text())
    content["expected"]["stdout"] = "other\n"
    (folder / CAPSULE_FILE).write_text(json.dumps(content))
    assert confirm_expectation(load_capsule(folder)).differs


BREAKAGES = [
    (CAPSULE_FILE, "{", "no JSON"),
    (CAPSULE_FILE, "{}", "no capsule"),
    (CAPSULE_FILE, "[]", "no capsule"),
    (CAPSULE_FILE, None, "cannot read"),
    (PROGRAM_FILE, None, "cannot read"),
]


@pytest.mark.parametrize(("name", "content", "message"), BREAKAGES)
def test_broken_capsules_are_explained(capsule, tmp_path, name, content, message):
    folder = save_capsule(capsule, tmp_path)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content)
    with pytest.raises(CapsuleError, match=message):
        load_capsule(folder)


SAME_FORM = [
    (b"local a = 1 print(a)", b"local bb  =  23\nprint(bb) -- c", True),
    (b"print(1)", b"print('a')", False),
    (b"print(1)", b"print(1, 2)", False),
    (b"= =", b"= = =", False),
]


@pytest.mark.parametrize(("left", "right", "same"), SAME_FORM)
def test_signatures_tell_forms_apart_and_not_names(left, right, same):
    assert (full_signature("e/stdout", left) == full_signature("e/stdout", right)) == same


def test_a_known_cause_is_the_signature():
    event = ("value", "MOD")
    signatures = {
        full_signature(coarse, source, "recorder", event)
        for coarse, source in (("native:trace/stdout", b"a()"), ("arm64:trace/crash/1", b"b = 1"))
    }
    assert signatures == {"recorder/value"}


@pytest.mark.parametrize(("shown", "archived"), [(CONFIRMATIONS, True), (CONFIRMATIONS - 1, False)])
def test_what_does_not_show_every_time_is_not_archived(monkeypatch, shown, archived):
    asked = []

    def ask(question):
        asked.append(question)
        same = Verdict(Agreement.SAME, "native:trace")
        return (VERDICT if len(asked) <= shown else same), None, None

    monkeypatch.setattr(capsules, "ask", ask)
    verdict = shows_always(PROGRAM, "native:trace", Schedule(), Limits())
    assert (verdict is VERDICT) == archived
    assert len(asked) == CONFIRMATIONS
