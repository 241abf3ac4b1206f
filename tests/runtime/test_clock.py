"""The instruction clock: it counts as PUC's count hook does, and ends runs at their limit."""

from functools import cache

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier
from conformance.jit_under_test.runtime.objects import ACTION_RESUME
from conformance.oracles.instant import count_instructions
from conformance.oracles.program import Program
from tests.oracles.instant_programs import PROGRAMS

HOT = {"hot_loop": 2, "hot_call": 2, "hot_exit": 1}
ENGINES = {
    "native:interp": ("native", {"tier": Tier.INTERP}),
    "reference": ("native", {"tier": Tier.REFERENCE}),
    "native:trace": ("native", {"tier": Tier.TRACE, **HOT}),
    "arm64:interp": ("arm64", {"tier": Tier.INTERP}),
    "arm64:trace": ("arm64", {"tier": Tier.TRACE, **HOT}),
}
COMPILED = [name for name in ENGINES if name.endswith("trace")]
INTERPRETED = [name for name in ENGINES if name not in COMPILED]
FAILING = b"local function f(n) if n == 0 then error('end') end return (f(n - 1)) end f(5)"
ENDLESS = b"local i = 0 while true do i = i + 1 end"


def run(engine, source, **options):
    machine, settings = ENGINES[engine]
    with open_engine(machine, Options(**settings, **options)) as opened:
        return opened.run(source, b"@program.lua", stdout=lambda data: None)


@cache
def length_of(source):
    count, observation = count_instructions(Program(source), 10**6, stride=1)
    assert observation.status.is_language
    return count


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("source", [*PROGRAMS.values(), FAILING], ids=[*PROGRAMS, "uncaught"])
def test_a_run_has_as_many_instructions_as_pucs(engine, source):
    assert run(engine, source, clock=True).stats.vm_instructions == length_of(source)


def test_there_is_no_count_without_the_clock():
    assert run("native:interp", b"return 1").stats.vm_instructions == -1


@pytest.mark.parametrize("engine", INTERPRETED)
@pytest.mark.parametrize("limit", [0, 1, 17, 40])
def test_a_run_ends_right_before_the_instruction_beyond_its_limit(engine, limit):
    outcome = run(engine, ENDLESS, max_instructions=limit)
    assert outcome.status == "limit"
    assert outcome.message == b"instruction limit reached"
    assert outcome.stats.vm_instructions == limit


@pytest.mark.parametrize("engine", COMPILED)
def test_compiled_loops_end_at_their_next_round(engine):
    limit = 100_000
    outcome = run(engine, ENDLESS, max_instructions=limit)
    assert outcome.status == "limit"
    assert limit <= outcome.stats.vm_instructions <= limit + 2
    assert outcome.stats.fragment_instructions > limit // 2


@pytest.mark.parametrize("engine", ENGINES)
def test_the_limit_is_no_limit_for_shorter_runs(engine):
    source = PROGRAMS["hot"]
    within = run(engine, source, max_instructions=length_of(source))
    assert within.status == "ok" and within.results == run(engine, source).results


CATCHERS = {
    "pcall": b"return pcall(function() while true do end end)",
    "xpcall": b"return xpcall(function() while true do end end, function() return 1 end)",
    "a coroutine": b"local co = coroutine.create(function() while true do end end)"
    b" return coroutine.resume(co)",
    "a comparator": b"return pcall(table.sort, {3, 1, 2}, function() while true do end end)",
    "a metamethod": b"local t = setmetatable({}, {__index = function() while true do end end})"
    b" return pcall(function() return t.x end)",
}


@pytest.mark.parametrize("engine", ["native:interp", "reference", "native:trace"])
@pytest.mark.parametrize("name", CATCHERS)
def test_nothing_catches_the_limit(engine, name):
    outcome = run(engine, CATCHERS[name], max_instructions=5000)
    assert outcome.status == "limit"
    assert not outcome.results


@pytest.mark.parametrize("engine", INTERPRETED)
def test_the_clocks_owner_sees_every_instant_that_it_asks_for(engine):
    source = PROGRAMS["metamethods"]
    machine, settings = ENGINES[engine]
    seen = []
    with open_engine(machine, Options(**settings, clock=True)) as opened:
        vm = opened.runtime.vm

        def at_limit():
            seen.append(vm.clock)
            vm.clock_limit = vm.clock + 3
            return ACTION_RESUME

        opened.host.clock = at_limit
        vm.clock_limit = 0
        outcome = opened.run(source, b"@program.lua", stdout=lambda data: None)
    assert outcome.status == "ok" and outcome.results == run(engine, source).results
    assert seen == list(range(0, length_of(source), 3))
