"""The coroutine library does what PUC's does."""

# ruff: noqa: E501 - programs are easier to read unbroken

import pytest

from tests.runtime.lib.conftest import Both

CASES = (
    """
    local r = {}
    local co = coroutine.create(function(a, b)
      r[#r + 1] = a + b
      local c = coroutine.yield(a, b)
      r[#r + 1] = c
      local d, e = coroutine.yield()
      r[#r + 1] = d - e
      return 'end', 9
    end)
    local function note(...) for i = 1, select('#', ...) do r[#r + 1] = tostring((select(i, ...))) end end
    note(coroutine.status(co)) note(coroutine.resume(co, 1, 2)) note(coroutine.status(co))
    note(coroutine.resume(co, 5)) note(coroutine.resume(co, 7, 8)) note(coroutine.status(co))
    note(coroutine.resume(co))
    return unpack(r)
    """,
    "local g = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) return g(), g(), g(), g()",
    "local g = coroutine.wrap(function() end) g() return pcall(g)",
    "local g = coroutine.wrap(function() end) g() g()",
    "return pcall(coroutine.create, print)",
    "return coroutine.create()",
    "return coroutine.wrap(5)",
    "return coroutine.resume(1)",
    "return coroutine.status({})",
    "return coroutine.running()",
    "return coroutine.resume(coroutine.create(function() return type(coroutine.running()) end))",
    "return coroutine.yield(1)",
    "return pcall(coroutine.wrap(function() error('boom') end))",
    "return pcall(coroutine.wrap(function() error({}) end))",
    "local e = coroutine.wrap(function() error(42) end) return pcall(function() e() end)",
    "return coroutine.resume(coroutine.create(function() return pcall(coroutine.yield, 2) end))",
    "local co co = coroutine.create(function() return coroutine.resume(co) end) return coroutine.resume(co)",
    """
    local co, r
    co = coroutine.create(function()
      local inner = coroutine.create(function() return coroutine.status(co), coroutine.resume(co) end)
      return coroutine.resume(inner)
    end)
    return coroutine.resume(co)
    """,
    "local function rec() return coroutine.wrap(rec)() end return #select(2, pcall(rec)) > 1000",
    """
    local depth = 0
    local function rec() depth = depth + 1 return coroutine.resume(coroutine.create(rec)) end
    local function last(...) return (select(select('#', ...), ...)) end
    return last(rec()), depth > 190
    """,
    """
    return xpcall(function() coroutine.wrap(function() error('in') end)() end,
                  function(m) return 'H:' .. m end)
    """,
    """
    local t = setmetatable({}, {__index = function(_, k) coroutine.yield(k) end})
    return coroutine.resume(coroutine.create(function() return t.x end))
    """,
    """
    local t = setmetatable({}, {__add = function() coroutine.yield() end})
    return coroutine.resume(coroutine.create(function() return t + 1 end))
    """,
    """
    local co = coroutine.create(function() for k in function() return coroutine.yield(5) end do end end)
    return coroutine.resume(co)
    """,
    "return coroutine.resume(coroutine.create(function() table.sort({3, 2, 1}, coroutine.yield) end))",
    "return coroutine.resume(coroutine.create(function() ('x'):gsub('.', coroutine.yield) end))",
    """
    local function gen(n) return coroutine.wrap(function() for i = 2, n do coroutine.yield(i) end end) end
    local function filter(p, g)
      return coroutine.wrap(function() for x in g do if x % p ~= 0 then coroutine.yield(x) end end end)
    end
    local x, r = gen(50), {}
    while true do
      local n = x()
      if not n then break end
      r[#r + 1] = n
      x = filter(n, x)
    end
    return unpack(r)
    """,
    "return select('#', coroutine.resume(coroutine.create(function(...) return ... end), nil, nil))",
    """
    local t = coroutine.wrap(function(...) return select('#', ...), coroutine.yield(select('#', ...)) end)
    return t(1, nil, nil), select('#', t(nil))
    """,
    "return coroutine.resume(coroutine.create(function() local function f() return f() + 1 end f() end))",
    "local co = coroutine.create(function() error('x') end) coroutine.resume(co) return coroutine.status(co)",
    """
    local ups = {}
    local co = coroutine.create(function()
      local v = 1
      ups.get, ups.set = function() return v end, function(n) v = n end
      coroutine.yield()
      v = v + 1
    end)
    coroutine.resume(co) ups.set(10) coroutine.resume(co)
    return ups.get(), coroutine.status(co)
    """,
    """
    local co = coroutine.create(function() coroutine.yield() end)
    coroutine.resume(co) co = nil
    for i = 1, 5 do collectgarbage() end
    return 'alive'
    """,
    """
    local env = {}
    local co = coroutine.create(function() setfenv(0, env) return getfenv(0) == env end)
    return coroutine.resume(co)
    """,
    "return pcall(function() return coroutine.wrap(function() return pcall(error, 'e') end)() end)",
)  # fmt: skip


@pytest.mark.parametrize("body", CASES)
def test_as_puc(both: Both, body: str) -> None:
    expected, actual = both(body)
    assert actual == expected
