"""The turns of a trial below programs, with parts of the JIT changed under them."""

import pytest

from conformance.campaign import levels
from conformance.campaign.levels import Input, blame_level, reduce_level, shows_nothing, take_turn
from conformance.jit_under_test.backends.a64 import lowering
from conformance.jit_under_test.backends.a64.operands import Cond
from conformance.jit_under_test.optimizer import fold
from conformance.oracles.stock import STOCK

SMALL_TURN = {"encodings": 2, "ir": 3, "backend": 4}


@pytest.fixture(autouse=True)
def stock():
    STOCK.empty()
    yield
    STOCK.empty()


def test_a_turn_finds_nothing_in_the_jit_as_it_is(monkeypatch):
    monkeypatch.setattr(levels, "TURN", SMALL_TURN)
    assert take_turn(1, 0) == (9, None)
    assert take_turn(1, 1) == (9, None)


@pytest.mark.parametrize(
    "target, kind, culprit",
    [
        ("ir", "difference behind cse", "optimizer pass cse"),
        ("ir", "guard dropped by fold+cse+forward", "optimizer pass forward"),
        ("ir", "exception KeyError at place:3: 1", ""),
        ("encodings", "x64 add r64 r64 has other operands", "x64 backend"),
        ("encodings", "a64 movz is no instruction", "a64 backend or emulator"),
        ("encodings", "exception KeyError", ""),
    ],
)
def test_problems_name_what_is_to_blame(target, kind, culprit):
    assert blame_level(Input(target, b"", kind, "")) == culprit


def test_a_wrong_rule_of_a_pass_is_found_reduced_and_blamed(monkeypatch):
    monkeypatch.setattr(levels, "TURN", {"ir": 400})
    monkeypatch.setitem(fold._NEUTRAL, ("sub", fold._ONE), "x")
    number, found = take_turn(0, 0)
    assert found is not None and found.target == "ir" and 0 < number <= 400
    assert not shows_nothing("ir", found.data)
    small = reduce_level(found, 20)
    assert small is not None and len(small.shown) <= len(found.shown)
    assert blame_level(small) == "optimizer pass fold"
    monkeypatch.undo()
    assert shows_nothing("ir", small.data)


def test_a_wrong_condition_of_one_machine_is_blamed_on_its_backend(monkeypatch):
    from conformance.generators.targets import backend

    monkeypatch.setattr(levels, "TURN", {"backend": 400})
    monkeypatch.setitem(lowering.INTEGER_FAILS, "ult", Cond.GE)
    try:
        _, found = take_turn(0, 0)
        assert found is not None
        small = reduce_level(found, 10)
        assert small is not None
        assert blame_level(small) == "a64 backend or emulator"
    finally:
        backend.close()
