"""Running out of memory at any allocation leaves a sound heap behind."""

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier
from conformance.jit_under_test.runtime.host.heap_verifier import verify_heap

from .collecting import add_verify

GREEDY = {
    "tables": "local t = {} for j = 1, 1e7 do t[j] = {j, k = j} end",
    "hash parts": "local t = {} for j = 1, 1e7 do t['k' .. j] = j end",
    "sparse arrays": "local t = {} for j = 1, 1e7, 3 do t[j] = j t[j * 1000] = j end",
    "strings": "local s = 'x' for j = 1, 40 do s = s .. s end",
    "many strings": "local t = {} for j = 1, 1e7 do t[j] = 'string ' .. j end",
    "rep": "for j = 1, 40 do local s = ('x'):rep(2 ^ j) end",
    "closures": "local t = {} for j = 1, 1e7 do t[j] = function() return t, j end end",
    "coroutines": "local t = {} for j = 1, 1e7 do t[j] = coroutine.create(function() end) end",
    "recursion": "local function f(n) local t = {n} return f(n + 1) + t[1] end return f(1)",
    "varargs": "local function f(...) return f(1, 2, 3, ...) end return f()",
    "proxies": "local t = {} for j = 1, 1e7 do t[j] = newproxy(true) end",
    "chunks": "local t = {} for j = 1, 1e7 do t[j] = loadstring('return function() end') end",
    "concat": "local t = {} for j = 1, 5000 do t[j] = 'abcdefgh' end "
    "local u = {} for j = 1, 1e6 do u[j] = table.concat(t, j) end",
}


@pytest.mark.parametrize("name", GREEDY)
def test_out_of_memory(name: str) -> None:
    program = f"""
        local function greedy() {GREEDY[name]} end
        local failures = 0
        for i = 1, 5 do
          local ok, message = pcall(greedy)
          verify()
          collectgarbage()
          if not ok and tostring(message):find("not enough memory") then failures = failures + 1 end
          verify()
        end
        return failures
    """
    problems: list[str] = []
    with open_engine("native", Options(tier=Tier.INTERP, memory_limit=400_000)) as engine:
        add_verify(engine, problems)
        outcome = engine.run(program.encode(), b"=program")
        assert outcome.message is None
        assert problems + verify_heap(engine.runtime) == []
        assert outcome.results == (b"5",)
