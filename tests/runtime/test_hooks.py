"""Hooks and compiled code: which steps aside while a hook is set, and comes back."""

import pytest

from conformance.jit_under_test.engine import Engine
from conformance.jit_under_test.options import Options, Outcome, Tier

WARM = """
local seen = 0
local function work(n)
  local s = 0
  for i = 1, n do s = s + i % 3 end
  return s
end
for i = 1, 3 do work(200) end
"""
HOOKED = (
    WARM
    + """
debug.sethook(function() seen = seen + 1 end, ...)
for i = 1, 3 do work(200) end
debug.sethook()
return seen
"""
)
AGAIN = (
    WARM
    + """
debug.sethook(function() end, "l")
debug.sethook()
for i = 1, 3 do work(200) end
"""
)
CALLBACK = """
local seen = 0
local object = setmetatable({}, {__tostring = function()
  debug.sethook(function() seen = seen + 1 end, "l")
  return "x"
end})
local objects = {}
for i = 1, 100 do objects[i] = i end
objects[90] = object
local function work(n)
  local s = 0
  for i = 1, n do
    s = s + #tostring(objects[i])
  end
  return s
end
for i = 1, 5 do work(80) end
work(100)
debug.sethook()
return seen
"""
DEAD = """
local co = coroutine.create(function() debug.sethook(print, "l") end)
coroutine.resume(co)
co = nil
collectgarbage()
for i = 1, 10 do local x = i end
"""


def run(program: str, *args: bytes, tier: Tier = Tier.TRACE) -> Outcome:
    with Engine(options=Options(tier=tier, hot_loop=4)) as engine:
        return engine.run(program.encode(), b"=program", args, stdout=lambda data: None)


@pytest.mark.parametrize(("mask", "count"), [(b"l", b"0"), (b"c", b"0"), (b"r", b"0"), (b"", b"5")])
def test_fragments_are_not_entered(mask: bytes, count: bytes) -> None:
    warm, hooked = run(WARM), run(HOOKED, mask, count)
    assert warm.stats.entries > 0
    assert hooked.stats.entries == warm.stats.entries
    assert hooked.results != (b"0",)


def test_fragments_are_entered_again() -> None:
    assert run(AGAIN).stats.entries > run(WARM).stats.entries


def test_a_hook_set_below_a_fragment_holds_at_once() -> None:
    compiled, interpreted = run(CALLBACK), run(CALLBACK, tier=Tier.INTERP)
    assert compiled.stats.entries > 0
    assert compiled.results == interpreted.results == (b"24",)


def test_a_dead_threads_hook_is_forgotten() -> None:
    with Engine(options=Options(tier=Tier.INTERP)) as engine:
        outcome = engine.run(DEAD.encode(), b"=program", stdout=lambda data: None)
        assert outcome.status == "ok"
        assert engine.runtime.vm.hooked_threads == 0
        assert not engine.runtime.hooked
