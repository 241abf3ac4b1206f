"""The JIT as an engine of the harness. What it computes is for the suites to test."""

import pytest

from conformance.oracles.engines import silent
from conformance.oracles.jit import EngineMissing, JitEngine
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import DEFAULT_ENGINES, ENGINES, Kind, usable
from conformance.oracles.schedule import option_names
from conformance.oracles.workers import observe

JIT_ENGINES = [name for name in DEFAULT_ENGINES if ENGINES[name].kind is Kind.JIT]
LIMITS = Limits(seconds=20, memory=1 << 26)
HOT = {"hot_loop": 2, "hot_exit": 2, "hot_call": 2}

# Nothing but the core of the language; the results are what is seen.
PROGRAMS = [
    (b"return 1, 'a\\0b', nil, true, 0.1 + 0.2, {}", Status.OK),
    (b"return ...", Status.OK),
    (b"return arg[0], arg[1], arg[2], arg[3]", Status.OK),
    (b"local t\nlocal y = t.x", Status.ERROR),
    (b"x = = 1", Status.SYNTAX),
]


@pytest.fixture(params=JIT_ENGINES)
def engine(request):
    spec = ENGINES[request.param]
    if reason := usable(spec):
        pytest.skip(reason)
    return spec


@pytest.mark.parametrize(("source", "status"), PROGRAMS)
def test_observations_are_those_of_puc(engine, source, status):
    program = Program(source, b"@p.lua", (b"first", b"\xff\0"))
    expected = observe(ENGINES["puc"].make(), program, LIMITS)
    actual = observe(engine.make(), program, LIMITS)
    verdict = engine.judge(expected, actual)
    assert not verdict.differs, verdict.detail
    assert actual.status is status


def test_compiled_code_is_entered_by_compiling_tiers_only(engine):
    program = Program(b"local s = 0 for i = 1, 300 do s = s + i end return s")
    observation = observe(engine.make(HOT), program, LIMITS)
    assert observation.results == (b"45150",)
    assert (observation.compiled_work > 0) == engine.compiles


def test_instructions_are_limited(engine):
    limits = Limits(seconds=20, instructions=20_000)
    observation = observe(engine.make(), Program(b"while true do end"), limits)
    assert observation.status is Status.LIMIT


def test_time_is_limited(engine):
    observation = observe(engine.make(), Program(b"while true do end"), Limits(seconds=0.5))
    assert observation.status is Status.HANG


def test_preparing_is_silent_when_nothing_is_built(engine):
    heard = []
    engine.make().prepare(lambda text, done: heard.append(text))
    assert heard == []
    engine.make().prepare(silent)


def test_unknown_tiers_and_machines_are_missing_not_broken():
    for machine, tier in (("native", "guess"), ("pdp11", "interp")):
        with pytest.raises(EngineMissing):
            JitEngine("x", machine, tier).prepare()


def test_options_are_known_by_name():
    assert {"hot_loop", "hot_exit", "faults"} <= set(option_names())
    assert "tier" not in option_names()
