"""An error in a finalizer ends the collector's cycle there: what is due waits for the next."""

import lupa.lua51

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier

PROGRAM = """
local log = {}
local function make(name, f)
  local u = newproxy(true)
  getmetatable(u).__gc = function()
    log[#log + 1] = name
    if f then f() end
  end
end
make("first")
make("second", function() error("in finalizer", 0) end)
make("third")
local ok, message = pcall(collectgarbage)
print("so far")
local so_far = table.concat(log, " ")
collectgarbage()
return tostring(ok) .. " " .. message .. ", " .. so_far .. ", " .. table.concat(log, " ")
"""


def test_the_rest_waits_for_the_next_cycle():
    expected = lupa.lua51.LuaRuntime(encoding=None).execute(PROGRAM.encode())
    assert expected == b"false in finalizer, third second, third second first"
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:
        outcome = engine.run(PROGRAM.encode(), b"=t", stdout=len)
    assert outcome.results == (expected,)
