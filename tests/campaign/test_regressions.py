"""Every archived finding, replayed for ever, on every engine that works here."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from conformance.campaign.capsules import (
    FAULTS,
    confirm_expectation,
    find_capsules,
    load_capsule,
    replay,
)
from conformance.oracles.registry import DEFAULT_ENGINES, ENGINES, usable
from conformance.oracles.schedule import Schedule

CORPUS = Path(__file__).parents[2] / "corpus" / "regressions"
CAPSULES = {folder.name: folder for folder in find_capsules(CORPUS)}


@cache
def unusable(name):
    return usable(ENGINES[name])


def test_there_are_capsules():
    assert CAPSULES


@pytest.mark.parametrize("name", CAPSULES)
def test_puc_still_observes_what_was_archived(name):
    verdict = confirm_expectation(load_capsule(CAPSULES[name]))
    assert not verdict.differs, verdict.detail


@pytest.mark.parametrize("engine", DEFAULT_ENGINES)
@pytest.mark.parametrize("name", CAPSULES)
def test_replay(name, engine):
    if reason := unusable(engine):
        pytest.skip(reason)
    verdict = replay(load_capsule(CAPSULES[name]), ENGINES[engine])
    assert not verdict.differs, verdict.detail


# Capsules that would notice a fault, which is planted here.
GUARDS = {
    "store-into-marked-table": "drop-barrier",
    "string-behind-use": "drop-type-guard",
    "objects-in-arithmetic": "drop-callee-guard",
    "late-metatable": "drop-metatable-guard",
    "iterators-that-change": "pass-equal",
    "tail-call-levels": "forget-slot",
    "integer-edges": "mix-up-slots",
}
HOT = {"hot_loop": 2, "hot_call": 2, "hot_exit": 1}


@pytest.mark.parametrize("engine", ["native:trace", "arm64:trace"])
@pytest.mark.parametrize(("name", "fault"), GUARDS.items())
def test_guards_notice_their_fault(name, fault, engine):
    if reason := unusable(engine):
        pytest.skip(reason)
    capsule = load_capsule(CAPSULES[name])
    schedule = Schedule({**HOT, **capsule.schedule, FAULTS: frozenset({fault})})
    faulty = replace(capsule, schedule=schedule)
    assert replay(faulty, ENGINES[engine], with_faults=True).differs
