"""The collector under every kind of object: same results, and a sound heap, when it runs often."""

import pytest

from conformance.jit_under_test.options import Tier

from .collecting import puc_result, run_collected

PROGRAMS = {
    "tables of every shape": """
        local keep, out = {}, 0
        for i = 1, 300 do
          local t = {i, i + 1, x = i, [i * 1.5] = true, [{}] = i}
          t[t] = t
          for j = 1, i % 20 do t[j] = {j} t["k" .. j] = j end
          for j = 1, i % 20, 2 do t[j] = nil t["k" .. j] = nil end
          keep[i % 17] = t
        end
        for _, t in pairs(keep) do for k, v in pairs(t) do out = out + 1 end end
        return tostring(out)
    """,
    "array grows and shrinks": """
        local t = {}
        for i = 1, 500 do t[i] = {i} end
        for i = 500, 3, -1 do t[i] = nil end
        for i = 1, 60 do t["x" .. i] = {i} end
        local n = 0
        for k, v in pairs(t) do n = n + v[1] end
        return tostring(n)
    """,
    "strings": """
        local t, n = {}, 0
        for i = 1, 2000 do
          local s = "string " .. i .. " of many"
          if i % 10 == 0 then t[s] = #s end
        end
        for k, v in pairs(t) do n = n + v end
        for i = 1, 2000 do local s = ("abc" .. i) n = n + #s end
        return n .. " " .. t["string 70 of many"]
    """,
    "long strings": """
        local s = "x"
        for i = 1, 15 do s = s .. s end
        local n = 0
        for i = 1, 20 do local t = s .. i n = n + #t end
        return tostring(n)
    """,
    "closures share variables": """
        local fs = {}
        for i = 1, 100 do
          local n = {i}
          fs[i] = {function() n = {n[1] + 1} return n[1] end, function() return n[1] end}
        end
        local sum = 0
        for r = 1, 3 do for i = 1, 100 do fs[i][1]() sum = sum + fs[i][2]() end end
        return tostring(sum)
    """,
    "open variables are written": """
        local x, y, sum = {1}, {2}, 0
        local function set(a, b) x = {a} y = {x, b} end
        local function get() return x[1] + y[2] + y[1][1] end
        for i = 1, 200 do
          set(i, i * 2)
          sum = sum + get()
          local z = {i}
          local f = function() z = {z[1] + 1} return z end
          if f()[1] ~= i + 1 then sum = -1e9 end
        end
        return tostring(sum)
    """,
    "recursion": """
        local function build(n) if n == 0 then return {} end return {build(n - 1), build(n - 1)} end
        local function count(t)
          if not t[1] then return 1 end
          return count(t[1]) + count(t[2])
        end
        local function deep(n)
          local t = {n}
          if n == 0 then return 0 end
          return deep(n - 1) + t[1]
        end
        return count(build(8)) .. " " .. deep(3000) .. " " .. count(build(6))
    """,
    "varargs": """
        local function pack(...) return {...}, select("#", ...) end
        local function count(...) local t = {...} return #t end
        local sum = 0
        for i = 1, 60 do
          local t, n = pack(i, {i}, "s" .. i, nil, i)
          sum = sum + n + t[2][1] + count(unpack(t, 1, 3))
        end
        return tostring(sum)
    """,
    "errors": """
        local n, texts = 0, {}
        for i = 1, 60 do
          local t = {i}
          local ok, e = pcall(function(v)
            local u = {v}
            local f = function() return u end
            if i % 3 == 0 then error({v, f}) elseif i % 3 == 1 then local x = v.a.b end
            return f
          end, t)
          if i % 3 == 0 then n = n + e[1][1] + e[2]()[1][1] elseif i % 3 == 2 then n = n + e()[1][1]
          else texts[#texts + 1] = e end
        end
        local ok, e = xpcall(function() local t = nil; t() end, function(m) return {m .. "!"} end)
        return n .. e[1] .. texts[#texts]
    """,
    "metamethods": """
        local meta = {}
        meta.__index = function(t, k) return {k} end
        meta.__newindex = function(t, k, v) rawset(t, k, {v}) end
        meta.__add = function(a, b) return setmetatable({v = rawget(a, "v")[1] + 1}, meta) end
        meta.__concat = function(a, b) return "cat" .. tostring(type(a)) .. type(b) end
        meta.__call = function(self, ...) return {...} end
        meta.__eq = function(a, b) return {} end
        meta.__lt = function(a, b) return {} end
        meta.__unm = function(a) return {a} end
        local sum, text = 0, ""
        for i = 1, 40 do
          local a, b = setmetatable({}, meta), setmetatable({}, meta)
          a.v, b.v = i, i
          sum = sum + a.other[1]:len() + #a(1, 2, 3) + ((a == b and a < b) and 1 or 0)
          sum = sum + #(-a)
          local c = setmetatable({}, meta)
          c.v = 1
          text = a .. b .. c .. "x" .. i
        end
        return sum .. text
    """,
    "coroutines": """
        local out = ""
        for i = 1, 30 do
          local get
          local co = coroutine.create(function(a)
            local x = {a}
            get = function() return x end
            for j = 1, 3 do x = {coroutine.yield({x[1] + j})} end
            return {x[1] * 2}
          end)
          local _, t = coroutine.resume(co, i)
          local _, u = coroutine.resume(co, t[1])
          if i % 2 == 0 then
            local _, v = coroutine.resume(co, u[1])
            local _, w = coroutine.resume(co, v[1])
            out = out .. w[1] .. ","
          end
          co = nil
          out = out .. get()[1] .. ";"
        end
        return out
    """,
    "coroutines nest": """
        local function gen(n)
          return coroutine.wrap(function()
            if n > 0 then for v in gen(n - 1) do coroutine.yield({v[1] + 1}) end end
            for i = 1, 3 do coroutine.yield({i}) end
          end)
        end
        local sum = 0
        for v in gen(6) do sum = sum + v[1] end
        return tostring(sum)
    """,
    "variables of dying coroutines": """
        keep = {}  -- global: marked before the thread that holds the coroutine
        local sum = 0
        for i = 1, 200 do
          local get
          local co = coroutine.wrap(function()
            local x = {i}
            get = function() return x end
            for j = 1, 4 do coroutine.yield() x = {x[1] + j, {}} end
            coroutine.yield()
          end)
          co()
          keep[(i - 1) % 9 + 1] = get
          for j = 1, 4 do co() sum = sum + keep[(i + j) % #keep + 1]()[1] end
        end
        keep = nil
        return tostring(sum)
    """,
    "variables captured again": """
        local x, y, n = {0}, {0}, 0
        for i = 1, 2000 do
          local f = function() return x end
          n = n + f()[1]
          f = nil
          local t = {i}
          f = function(v) y, x = x, v end
          f(t)
          f = nil
          t = {}
        end
        return n + x[1] .. " " .. y[1]
    """,
    "variables no longer captured": """
        local n = 0
        for i = 1, 20 do
          local x, y = {i}, {}
          do
            local f, g = function() y = x return x end, function() return y end
            n = n + f()[1] + g()[1]
          end
          for j = 1, 150 do local t, u = {}, {} end
          local function h() return x[1] + y[1] end
          n = n + h()
        end
        return tostring(n)
    """,
    "strings made again": """
        local t, n = {}, 0
        for i = 1, 3000 do
          local s = "key" .. i % 150
          local old = t[i % 20]
          t[i % 20] = s
          if old then n = n + #old end
        end
        return n .. t[7]
    """,
    "an error ends a coroutine": """
        local out = ""
        for i = 1, 20 do
          local f
          local co = coroutine.create(function()
            local t = {i}
            f = function() return t[1] end
            error({t})
          end)
          local ok, e = coroutine.resume(co)
          out = out .. e[1][1] .. f() .. coroutine.status(co) .. " "
        end
        return out
    """,
    "stacks grow and shrink": """
        local function deep(n, t) if n == 0 then return t end return (deep(n - 1, {n, t})) end
        local t = deep(5000, {})
        local n = 0
        while t[2] do n = n + t[1] t = t[2] end
        t = nil
        for i = 1, 100 do local u = {i} end
        collectgarbage() collectgarbage() collectgarbage() collectgarbage()
        verify()
        local co = coroutine.wrap(function()
          deep(2000, {})
          coroutine.yield()
          return deep(500, {})[1]
        end)
        co() collectgarbage() collectgarbage() verify()
        return n .. " " .. tostring(co())
    """,
    "environments": """
        local out = ""
        for i = 1, 20 do
          local function f() value = (value or 0) + 1 return value end
          setfenv(f, setmetatable({}, {__index = {value = i}}))
          out = out .. f() .. f() .. " "
          local g = setfenv(function() return {x, y} end, {x = {i}, y = {}})
          out = out .. g()[1][1]
        end
        return out
    """,
    "sorting": """
        local t = {}
        for i = 1, 100 do t[i] = {(i * 7919) % 101} end
        table.sort(t, function(a, b) local p = {a[1], b[1]} return p[1] < p[2] end)
        local s = ""
        for i = 1, 100 do s = s .. t[i][1] .. "," end
        return s
    """,
    "gsub with callbacks": """
        local s = ("hello world "):rep(10)
        local n = 0
        s = s:gsub("%w+", function(w) n = n + 1 local t = {w .. n} return t[1] end)
        s = s:gsub("o", {o = "0" .. n})
        s = s .. table.concat({"a", "b" .. n, "c"}, ", ")
        return s .. string.format("%s %q %5d", "x" .. n, "y", n)
    """,
    "loaded chunks": """
        local out = ""
        for i = 1, 20 do
          local code = "local a = ... local t = {a, " .. i .. "} return function() return t end"
          local f = assert(loadstring(code))
          out = out .. f(i)()[2]
        end
        local parts, i = {"return ", "{", "5", "}"}, 0
        local f = load(function() i = i + 1 local junk = {i} return parts[i] end)
        return out .. f()[1]
    """,
    "random numbers": """
        math.randomseed(7)
        local sum = 0
        for i = 1, 40 do
            local t = { math.random(10) }
            sum = sum + t[1]
        end
        return tostring(sum)
    """,
}


def check(name: str, stress: int, tier: Tier, machine: str = "native") -> None:
    program = "verify() " + PROGRAMS[name]
    collected = run_collected(program, stress=stress, tier=tier, machine=machine)
    assert collected.outcome.message is None
    assert collected.problems == []
    assert collected.outcome.results == (puc_result(program),)
    if tier is Tier.INTERP:  # fragments keep prototypes alive
        assert collected.live_prototypes == 0


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("tier", [Tier.INTERP, Tier.TRACE])
def test_collect_at_every_safepoint(name: str, tier: Tier) -> None:
    check(name, 1, tier)


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("tier", [Tier.INTERP, Tier.TRACE])
def test_smallest_steps(name: str, tier: Tier) -> None:
    """Collecting so slowly that the program changes the heap between any two steps."""
    program = PROGRAMS[name]
    collected = run_collected(program, stress=2, tier=tier, interval=1499)
    assert collected.outcome.message is None
    assert collected.problems == []
    assert collected.outcome.results == (puc_result(program),)


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("tier", [Tier.INTERP, Tier.TRACE])
def test_half_cycles(name: str, tier: Tier) -> None:
    """Most of the time everything is marked and every store needs its barrier."""
    check(name, 500, tier)


@pytest.mark.parametrize("name", PROGRAMS)
def test_incremental(name: str) -> None:
    check(name, 0, Tier.INTERP)


@pytest.mark.parametrize("name", ["tables of every shape", "closures share variables", "errors"])
def test_on_arm64(name: str) -> None:
    check(name, 1, Tier.INTERP, "arm64")
