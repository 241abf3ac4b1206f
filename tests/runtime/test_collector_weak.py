"""Weak tables and finalizers: what PUC 5.1 keeps, clears and calls, and in which order."""

import pytest

from conformance.jit_under_test.options import Tier

from .collecting import puc_result, run_collected

PRELUDE = """
local events = ""
local function note(...)
  for i = 1, select("#", ...) do events = events .. tostring((select(i, ...))) .. " " end
end
local function collect() collectgarbage() verify() end
local function proxy(name, finalizer)
  local p = newproxy(true)
  local meta = getmetatable(p)
  meta.__gc = finalizer or function() note(name) end
  meta.__index = function(_, key) return name end
  return p
end
local function weak(mode) return setmetatable({}, {__mode = mode}) end
local function size(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
"""

PROGRAMS = {
    "newest first": """
        for i = 1, 9 do proxy(i) end
        collect()
    """,
    "each once": """
        local p = proxy("a")
        p = nil
        collect() collect()
    """,
    "reachable stays": """
        local keep = {proxy("a"), proxy("b")}
        collect() note("kept", #keep)
        keep[1] = nil
        collect() note(keep[2].name)
    """,
    "resurrection": """
        saved = nil
        proxy("x", function(p) note("final") saved = p end)
        collect() note(type(saved), saved.field)
        saved = nil
        collect() collect() note(saved)
    """,
    "error in a finalizer": """
        proxy("first")
        proxy("x", function() error("bad") end)
        proxy("second")
        note(pcall(collectgarbage)) collect()
    """,
    "error value of a finalizer": """
        local value = {}
        proxy("x", function() error(value) end)
        local ok, err = pcall(collectgarbage)
        note(ok, err == value)
    """,
    "no function": """
        local p = proxy("x")
        getmetatable(p).__gc = 42
        p = nil
        note(pcall(collectgarbage))
        collect()
    """,
    "callable finalizer": """
        local p = proxy("x")
        local function called(_, q) note("called", type(q)) end
        getmetatable(p).__gc = setmetatable({}, {__call = called})
        p = nil
        collect()
    """,
    "set and unset later": """
        local p, q = newproxy(true), proxy("q")
        getmetatable(p).__gc = function() note("p") end
        getmetatable(q).__gc = nil
        p, q = nil, nil
        collect()
    """,
    "shared metatable": """
        local mother = proxy("m")
        local a, b = newproxy(mother), newproxy(mother)
        a = nil
        collect() note("|")
        b = nil
        collect() note("|")
        mother = nil
        collect()
    """,
    "plain proxies": """
        local p = newproxy()
        local q = newproxy(false)
        note(type(p), getmetatable(p), getmetatable(q))
        p, q = nil, nil
        collect()
    """,
    "collection in a finalizer": """
        proxy("outer", function() note("begin") collect() note("end") end)
        proxy("inner")
        for i = 1, 3 do proxy(i) end
        collect()
    """,
    "proxies made in a finalizer": """
        proxy("a", function() proxy("made") note("a") end)
        collect() note("|") collect()
    """,
    "finalizers keep what they use": """
        do
          local t = {"payload"}
          proxy("p", function() note(t[1]) end)
        end
        collect()
    """,
    "a proxy in a dead cycle": """
        do
          local t = {}
          t.p = proxy("p", function() note(t.name) end)
          t.self, t.name = t, "cycle"
        end
        collect()
    """,
    "weak modes": """
        local k, v, kv, none = weak("k"), weak("v"), weak("kv"), weak("")
        for _, t in ipairs{k, v, kv, none} do
          t[1] = {} t[{}] = 1 t[{}] = {} t.name = "text"
          t["key" .. 1] = print t[2] = 7 t[true] = false
          t[function() end] = 3
        end
        collect()
        note(size(k), size(v), size(kv), size(none), k.name, v.key1 == print, kv[2], kv[true])
    """,
    "no ephemerons": """
        local t = weak("k")
        do local key = {} t[key] = {key} end
        do local key = {} t[key] = {} end
        collect()
        note(size(t))
    """,
    "other letters": """
        local t = weak("xky")
        t[{}], t[1] = 1, {}
        collect() note(size(t), type(t[1]))
    """,
    "mode given later": """
        local t, meta = {}, {}
        setmetatable(t, meta)
        t[1], t[2] = {}, {}
        collect() note(size(t))
        meta.__mode = "v"
        collect() note(size(t))
        t[1] = {}
        meta.__mode = nil
        collect() note(size(t))
    """,
    "array part": """
        local t = weak("v")
        for i = 1, 20 do t[i] = {} end
        local keep = t[7]
        collect()
        for i = 1, 20 do note(t[i] == keep) end
        note(size(t))
    """,
    "weak values lose finalized proxies first": """
        local v, k = weak("v"), weak("k")
        local p = proxy("p", function(q) note(v[1], k[q], v.name) end)
        v[1], k[p], v.name = p, "as key", "text"
        p = nil
        collect() note(v[1], size(k))
        collect() note(size(k))
    """,
    "weak keys of resurrected proxies": """
        local k = weak("k")
        local p = proxy("p", function(q) saved = q end)
        k[p] = "entry"
        p = nil
        collect() note(k[saved])
        saved = nil
        collect() note(size(k))
    """,
    "weak values of resurrected objects": """
        local v = weak("v")
        do
          local t = {"value"}
          v[1] = t
          proxy("p", function() saved = t end)
        end
        collect() note(v[1] and v[1][1], saved and saved[1])
        saved = nil
        collect() note(v[1])
    """,
    "functions and closures": """
        local v = weak("v")
        v[1] = function() return v end
        v[2] = print
        local n = 0
        v[3] = function() n = n + 1 return n end
        local keep = v[3]
        collect() note(type(v[1]), type(v[2]), type(v[3]), keep())
    """,
    "weak table in a weak table": """
        local outer = weak("v")
        outer[1] = weak("v")
        local inner = weak("k")
        outer[2] = inner
        inner[outer] = inner
        collect() note(outer[1], outer[2] == inner, size(inner))
    """,
    "metatable only reachable from the weak table": """
        local t = setmetatable({}, setmetatable({__mode = "v"}, {__index = {}}))
        t[1] = {}
        collect() note(t[1], getmetatable(t).__mode)
    """,
    "clearing while it is traversed": """
        local t = {}
        for i = 1, 40 do t["k" .. i] = i t[i] = i t[{}] = i end
        local n = 0
        for k in pairs(t) do n = n + 1 t[k] = nil collect() end
        note(n, next(t))
    """,
    "weak while it is traversed": """
        local t = weak("k")
        for i = 1, 30 do t["s" .. i] = {} t[{}] = i end
        local n = 0
        for k, v in pairs(t) do if type(k) == "string" then n = n + 1 end collect() end
        note(n, size(t))
    """,
    "coroutines are collected": """
        local v = weak("v")
        v[1] = coroutine.create(function() coroutine.yield() end)
        v[2] = coroutine.create(function() local p = proxy("local") coroutine.yield() return p end)
        coroutine.resume(v[2])
        local keep = coroutine.wrap(function()
          local p = proxy("kept")
          coroutine.yield() note(p.x)
        end)
        keep()
        collect() note(type(v[1]), type(v[2]))
        collect() keep() keep = nil
        collect()
    """,
    "variables of a dead coroutine": """
        local get, set
        do
          local co = coroutine.create(function()
            local x = {"first"}
            get = function() return x[1] end
            set = function(v) x = {v} end
            coroutine.yield()
          end)
          coroutine.resume(co)
        end
        collect() note(get()) set("second") collect() note(get())
    """,
    "a finalizer cannot yield": """
        local co = coroutine.wrap(function()
          proxy("p", function() coroutine.yield() end)
          collectgarbage()
        end)
        note(pcall(co))
    """,
    "collection in a coroutine": """
        local co = coroutine.wrap(function(...)
          local t = {...}
          for i = 1, 3 do collect() coroutine.yield(t[i]) end
        end)
        note(co("a", "b", "c"), co(), co())
    """,
    "steps": """
        local function steps(n)
          collectgarbage()
          collectgarbage("stop")
          local t = {}
          for i = 1, 100 do t[i] = {{}} local junk = {} end
          local before, i = gcinfo(), 0
          repeat i = i + 1 until collectgarbage("step", n)
          verify()
          note(gcinfo() < before)
          return i
        end
        note(steps(0) > 10, steps(6) < steps(2), steps(10000))
    """,
    "settings": """
        note(collectgarbage("setpause", 150), collectgarbage("setpause", 200))
        note(collectgarbage("setstepmul", 300), collectgarbage("setstepmul", 200))
        note(collectgarbage("stop"), collectgarbage("restart"), collectgarbage("collect"))
    """,
    "stopped": """
        collectgarbage()
        collectgarbage("stop")
        local before = gcinfo()
        for i = 1, 20000 do local t = {} end
        note(gcinfo() > before + 500)
        collectgarbage("restart")
        for i = 1, 20000 do local t = {} end
        note(gcinfo() < before + 1000)
    """,
    "growth is bounded": """
        collectgarbage()
        local before, most = gcinfo(), 0
        for i = 1, 50000 do
          local t = {i, {i}, function() return i end}
          local s = "s" .. i
          if gcinfo() > most then most = gcinfo() end
        end
        note(most < 4 * before + 200)
    """,
    "only built-in functions allocate": """
        collectgarbage()
        local before, most = gcinfo(), 0
        local i = 0
        while i < 50000 do
          i = i + 1
          tostring(i)
          if gcinfo() > most then most = gcinfo() end
        end
        note(most < 4 * before + 200)
    """,
    "only argument tables": """
        collectgarbage()
        local before, most = gcinfo(), 0
        local function f(...) end
        local i = 0
        while i < 20000 do i = i + 1 f(i, i) end
        note(gcinfo() < 4 * before + 200)
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("tier", [Tier.INTERP, Tier.TRACE])
def test_same_events_as_puc(name: str, tier: Tier) -> None:
    program = PRELUDE + PROGRAMS[name] + "\nreturn events"
    collected = run_collected(program, tier=tier)
    assert collected.problems == []
    assert collected.outcome.message is None
    assert collected.outcome.results == (puc_result(program),)


def test_finalizers_at_the_end() -> None:
    """All userdata is finalized when a program ends, newest first; errors are ignored."""
    program = """
        for _, name in ipairs{"a", "b", "c"} do
          local p = newproxy(true)
          getmetatable(p).__gc = function() print(name) if name == "b" then error("x") end end
          _G[name] = p
        end
    """
    collected = run_collected(program)
    assert collected.output == b"c\nb\na\n"
    assert collected.problems == []


def test_finalizers_after_an_error() -> None:
    program = """
        local p = newproxy(true)
        getmetatable(p).__gc = function() print("final") end
        error("end")
    """
    collected = run_collected(program)
    assert collected.outcome.message == b"program:3: end" or collected.outcome.status == "error"
    assert collected.output == b"final\n"
