"""Engines in stock are what a run would have opened itself, to the last address."""

import pytest

from conformance.oracles.engines import silent
from conformance.oracles.jit import RESERVED, STOCKED
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import DEFAULT_ENGINES, ENGINES, Kind, usable
from conformance.oracles.stock import STOCK
from conformance.oracles.workers import observe

JIT_ENGINES = [name for name in DEFAULT_ENGINES if ENGINES[name].kind is Kind.JIT]
LIMITS = Limits(seconds=20, memory=1 << 26)
HOT = {"hot_loop": 2, "hot_exit": 1, "hot_call": 2}
# Addresses are what would tell apart two heaps of the same contents.
PROGRAM = Program(b"""
local t, s = {}, 0
for i = 1, 50 do t[i] = {i} s = s + #tostring(t[i]) + (i > 40 and #("x" .. i) or i) end
print(s, t, t[50], print, coroutine.create(print), io.stdout, collectgarbage("count"))
for k in pairs(_G) do io.write(k, " ") end
return t, newproxy(), io.read()
""", stdin=b"a line\n")  # fmt: skip


@pytest.fixture
def stock():
    yield STOCK
    STOCK.empty()


@pytest.fixture(params=JIT_ENGINES)
def spec(request):
    spec = ENGINES[request.param]
    if reason := usable(spec):
        pytest.skip(reason)
    return spec


def test_runs_are_the_same_as_with_a_fresh_engine(spec, stock):
    engine = spec.make(HOT)
    fresh = observe(engine, PROGRAM, LIMITS)
    assert engine.reserved == RESERVED
    stock.fill([spec.machine])
    assert engine.reserved == STOCKED
    # One fork's run leaves nothing to the next.
    for _ in range(2):
        ready = observe(engine, PROGRAM, LIMITS)
        assert (ready.stdout, ready.results) == (fresh.stdout, fresh.results)
        assert ready.jit == fresh.jit
    with stock.put_away():
        assert engine.reserved == RESERVED
    assert spec.machine in stock


def test_limits_hold_in_engines_from_stock(spec, stock):
    stock.fill([spec.machine])
    greedy = Program(b"local t = {} for i = 1, 1e9 do t[i] = i .. 'x' end")
    limits = Limits(seconds=20, memory=1 << 22, instructions=10**8)
    assert observe(spec.make(), greedy, limits).status.value == "memory"


def test_a_machine_that_cannot_be_opened_is_left_out(stock):
    stock.fill(["nowhere"])
    assert "nowhere" not in stock
    assert stock.take("nowhere") is None


def test_warming_uses_what_is_there(stock):
    if reason := usable(ENGINES["native:trace"], silent):
        pytest.skip(reason)
    stock.fill(["native"])
    # A process has room for one native machine: to open another would fail.
    ENGINES["native:interp"].make().warm()
