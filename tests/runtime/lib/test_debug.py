"""The debug library sees the frames, variables and functions that PUC's sees."""

import pytest

from tests.runtime.lib.conftest import Both

# Lists a table's fields in order, so that the order in which they were made is compared too.
_LIST = """
local function list(t)
  local r = {}
  for k, v in pairs(t) do
    if type(v) ~= 'function' and type(v) ~= 'table' then r[#r + 1] = k .. '=' .. tostring(v) end
  end
  return table.concat(r, ' ')
end
local function f(a, b) local c = a; return c, b end
local function level(n, what) local r = debug.getinfo(n, what); return r and list(r) end
"""

INFO = (
    "return list(debug.getinfo(f)), list(debug.getinfo(print))",
    "return level(1), level(2)",
    "return level(-1), level(0), level(1, 'n'), level(100), level(2, 'nSlu')",
    "local function tail() return level(1) end local function g() return tail() end return g()",
    "local function tail() return level(2) end local function g() return tail() end return g()",
    "local t = {m = function() local r = level(2, 'n') return r end} local r = t.m() return r",
    "local t = {} function t:m() local r = level(2, 'n') return r end local r = t:m() return r",
    "global_g = function() local r = level(2, 'n') return r end local r = global_g() return r",
    "for r in function(_, c) if not c then local r = level(2, 'n') return r end end do"
    " return r end",
    "local mt = {__add = function() local r = level(2, 'n') return r end}"
    " local r = setmetatable({}, mt) + 1 return r",
    "return debug.getinfo(1, ''), debug.getinfo('1', 'l').currentline,"
    " debug.getinfo(f, 'f').func == f",
    "local r = {} for l in pairs(debug.getinfo(f, 'L').activelines) do r[#r + 1] = l end"
    " table.sort(r) return unpack(r)",
    "return debug.getinfo(print, 'L').activelines, debug.getinfo(1, 'X')",
    "return debug.getinfo(f, '>S')",
    "return debug.getinfo(f, 'S\\0X').what",
    "return debug.getinfo(f, {})",
    "return debug.getinfo({})",
    "return debug.getinfo()",
    "return debug.getinfo(coroutine.create(f), {})",
    "return debug.getinfo(coroutine.create(f), 0)",
    "return list(debug.getinfo(coroutine.create(f), f, 'S'))",
    "local co = coroutine.create(function(q) local w = 1; coroutine.yield() end)"
    " coroutine.resume(co, 3) return list(debug.getinfo(co, 0)), list(debug.getinfo(co, 1)),"
    " debug.getinfo(co, 2)",
    "return list(debug.getinfo(loadstring('return 1', '=name'), 'S')),"
    " list(debug.getinfo(loadstring('x = 1\\ny = 2', 'x = 1\\ny = 2'), 'S'))",
)
VARIABLES = (
    "local x, y = 1, 2; local r = {} for i = 1, 8 do r[i] = (debug.getlocal(1, i)) end"
    " return unpack(r)",
    "return debug.getlocal(0, 1), debug.getlocal(0, 2), debug.getlocal(0, 3)",
    "local x = 5; return debug.getlocal(1, 1), debug.getlocal(1, 0), debug.getlocal(1, -1)",
    "local function g(...) local a = 1; local n, v = debug.getlocal(1, 1) return n, v end"
    " return g(7, 8, 9)",
    "local function g(a) debug.setlocal(1, 1, 'new') return a end return g('old')",
    "local function g() return debug.setlocal(2, 1, 'new') end"
    " local function h(a) local n = g() return n, a end return h('old')",
    "return debug.setlocal(1, 100, 1)",
    "return debug.setlocal(100, 1, 1)",
    "return debug.setlocal(1, 1)",
    "return debug.getlocal(100, 1)",
    "return debug.getlocal('x', 1)",
    "return debug.getlocal(1)",
    "return debug.getlocal(coroutine.create(f), -1, 1)",
    "local co = coroutine.create(function(q) local w = 1; coroutine.yield() return q, w end)"
    " coroutine.resume(co, 3) local r = {debug.getlocal(co, 1, 1)}"
    " local s = debug.setlocal(co, 1, 2, 'set')"
    " return r[1], r[2], s, debug.getlocal(co, 0, 1), coroutine.resume(co)",
    "local a, b = 1, 2 local function g() return a, b end"
    " return debug.getupvalue(g, 1), debug.getupvalue(g, 2), debug.getupvalue(g, 3),"
    " debug.getupvalue(g, 0), debug.setupvalue(g, 2, 'x'), b, g()",
    "local a = 1 local function g() return a end return debug.setupvalue(g, 1, 2, 3), a",
    "local function g() return list end return debug.setupvalue(g, 1)",
    "return debug.getupvalue(print, 1), debug.getupvalue(('').gmatch('x', 'x'), 1)",
    "return debug.getupvalue('x', 1)",
    "return debug.getupvalue(print, 'x')",
    "return debug.setupvalue(print, 1, 2)",
)
OBJECTS = (
    "return debug.getmetatable('').__index == string, debug.getmetatable({}),"
    " debug.getmetatable(1)",
    "return debug.getmetatable()",
    "return debug.getmetatable(setmetatable({}, {__metatable = 1})) == 1",
    "local t = setmetatable({}, {__metatable = 1}) return debug.setmetatable(t, nil),"
    " getmetatable(t)",
    "return debug.setmetatable({}, 5)",
    "return debug.setmetatable({})",
    "debug.setmetatable(1, {__index = function(v, k) return k .. v end, __tostring = function()"
    " return 'n' end}) local r = (5).x local s = tostring(5) debug.setmetatable(1, nil)"
    " return r, s, tostring(5)",
    "debug.setmetatable(true, {__call = function(v) return not v end})"
    " local r, s = (true)(), (false)() debug.setmetatable(true, nil) return r, s",
    "debug.setmetatable(nil, {__add = function() return 'sum' end})"
    " local r = nil + 1 debug.setmetatable(nil, nil) return r",
    "debug.setmetatable(print, {__index = string}) local r = print.rep('x', 2)"
    " debug.setmetatable(print, nil) return r, pcall(function() return print.rep end)",
    "local p = newproxy() debug.setmetatable(p, {__len = function() return 3 end}) return #p",
    "return debug.getfenv(f) == _G, debug.getfenv(print) == _G, debug.getfenv({}),"
    " debug.getfenv(coroutine.create(f)) == _G, debug.getfenv(newproxy()) == _G",
    "return debug.getfenv()",
    "local e = {} return debug.setfenv(f, e) == f, debug.getfenv(f) == e",
    "local e, p = {}, newproxy() return debug.setfenv(p, e) == p, debug.getfenv(p) == e",
    "local e = {x = 'in e'} local co = coroutine.create(function() return getfenv(0).x end)"
    " debug.setfenv(co, e) return coroutine.resume(co)",
    "return debug.setfenv({}, {})",
    "return debug.setfenv(f, 5)",
    "return debug.gethook()",
    "return debug.getregistry()._LOADED == package.loaded",
)
_DEEP = (
    "local function deep(n, from) if n == 0 then return debug.traceback('m', from) end"
    " local r = deep(n - 1, from) return r end "
)
_DEEP_CO = (
    "local function deep(n) if n == 0 then coroutine.yield() else deep(n - 1) end return n end"
    " local co = coroutine.create(deep) coroutine.resume(co, {})"
    " return debug.traceback(co, 'm', {})"
)
TRACEBACKS = (
    "return debug.traceback()",
    "return debug.traceback('m'), debug.traceback(5), debug.traceback('m', '1')",
    "return debug.traceback({}) ~= nil, debug.traceback(nil), debug.traceback(nil, 'x')",
    "return debug.traceback(true, 1), debug.traceback({}, 'x', 'last')",
    "return debug.traceback('m', nil)",
    "return debug.traceback('m', 1, 2)",
    "return debug.traceback('m', -2), debug.traceback('m', 0), debug.traceback('m', 50)",
    "local function tail() return debug.traceback('m') end"
    " local function g() return tail() end return g()",
    "return select(2, xpcall(function() local x = nil; x() end, debug.traceback))",
    "return select(2, xpcall(function() return nil + 1 end, debug.traceback))",
    "local co = coroutine.create(function() local a = 1; error('dead') end)"
    " coroutine.resume(co) return debug.traceback(co), debug.traceback(co, 'm', 1),"
    " debug.traceback(co, nil), debug.traceback(coroutine.create(f), 'x')",
    *(_DEEP + f"return deep({n}, {start})" for n in (5, *range(14, 24)) for start in (0, 1, 5, 15)),
    *(_DEEP_CO.format(n, start) for n in (3, 19, 20, 21, 22, 23, 40) for start in (0, 3)),
)


@pytest.mark.parametrize("body", (*INFO, *VARIABLES, *OBJECTS, *TRACEBACKS))
def test_like_puc(both: Both, body: str) -> None:
    expected, found = both(_LIST + body)
    # The harness calls the program from a different C function: what is above may differ.
    cut = b"\\\n\t[C]: in function 'pcall'"
    assert found.partition(cut)[0] == expected.partition(cut)[0]
