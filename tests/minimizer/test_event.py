"""One cause, one signature: what goes wrong first, by kind."""

import pytest

from conformance.minimizer.event import BYTECODE, PATH, VALUE, event_signature, first_event, spread
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES

LIMITS = Limits(seconds=10.0)
HOT = {"hot_loop": 3, "hot_exit": 2, "hot_call": 3}
FLOORED = b"for i = 1, 30 do io.write(i % 4, ' ') end"
ADDED = b"local s = 0 for i = 1, 30 do s = s + i % 7 end error(s)"
COMPARED = b"local n = 0 for i = 1, 30 do if i < 20 then n = n + 1 else n = n - 9 end end print(n)"

# fault, program, engine, event
EVENTS = [
    ("round-up", FLOORED, "native:trace", (VALUE, "MOD")),
    ("round-up", ADDED, "native:trace", (VALUE, "MOD")),
    ("round-up", ADDED, "arm64:trace", (VALUE, "MOD")),
    ("pass-equal", COMPARED, "native:trace", (PATH, "LT")),
    ("", FLOORED, "native:trace", (VALUE, "")),
    ("round-up", FLOORED, "luajit", (VALUE, "")),
    ("round-up", b"x = = 1", "native:trace", (VALUE, "")),
]


@pytest.mark.parametrize(("fault", "source", "engine", "event"), EVENTS)
def test_events(fault, source, engine, event):
    settings = {**HOT, "faults": frozenset({fault} - {""})}
    assert first_event(Program(source), ENGINES[engine], settings, LIMITS) == event


def test_a_line_for_every_token():
    assert spread(b"f(1) -- c\n g.x 'a b'") == b"\nf(\n1\n)\ng\n.\nx\n'a b'"
    assert spread(b"f($)") == b"f($)"


def test_other_bytecode_is_an_event_of_its_own(monkeypatch):
    from conformance.minimizer import event

    monkeypatch.setattr(event, "bytecode_difference", lambda program: "main")
    assert first_event(Program(b""), ENGINES["native:interp"], {}, LIMITS) == (BYTECODE, "")


@pytest.mark.parametrize(
    ("blame", "event", "signature"),
    [
        # In compiled code a wrong value shows wherever it is used first.
        ("recorder", (VALUE, "MOD"), "recorder/value"),
        ("x64 backend", (PATH, "LT"), "x64 backend/path"),
        # Elsewhere the instruction itself is wrong.
        ("runtime or semantics", (VALUE, "CALL"), "runtime or semantics/value of CALL"),
        ("interpreter builder", (VALUE, ""), "interpreter builder/value"),
        # What the collector took is missed wherever it is used.
        ("collector", (PATH, "CALL"), "collector"),
        ("frontend", (BYTECODE, ""), "frontend/bytecode"),
    ],
)
def test_signatures(blame, event, signature):
    assert event_signature(blame, event) == signature
