"""The library `jit`: results of LuaJIT's shape, and what it makes the tracer do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lupa import luajit21

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.engine import Engine
from conformance.jit_under_test.options import Options, Tier
from conformance.jit_under_test.runtime.host.heap_verifier import verify_heap
from conformance.jit_under_test.standalone import Step, StepKind, script
from tests.tracing import support
from tests.tracing.support import HOT, HOTTEST

EXT = frozenset({"jit"})
TRACE = Options(tier=Tier.TRACE, ext=EXT)
Evaluate = Callable[[str], bytes]

# Results by their types, but the texts of errors.
_SHAPE = """
local function shape(ok, ...)
  local t = {tostring(ok)}
  for i = 1, select('#', ...) do
    local value = (select(i, ...))
    t[#t + 1] = ok and type(value) or tostring(value)
  end
  return table.concat(t, ' ')
end
local util = require 'jit.util'
local function fields(t)
  local names = {}
  for name, value in pairs(t) do names[#names + 1] = name .. ':' .. type(value) end
  table.sort(names)
  return table.concat(names, ' ')
end
local function f(a, b, ...) local c = a return function() return c, 'x', 2 end end
return """


@pytest.fixture(scope="module")
def luajit() -> Evaluate:
    lua = luajit21.LuaRuntime(encoding=None)
    load = lua.eval(b'function(source) return assert(loadstring(source, "=t"))() end')
    return lambda source: load(source.encode())


@pytest.fixture(params=["native", "arm64"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with open_engine(request.param, TRACE) as opened:
        yield opened


def value_of(engine: Engine, source: str) -> bytes:
    outcome = engine.run(source.encode(), b"=t")
    assert outcome.status == "ok", outcome.message
    return outcome.results[0]


SHAPES = (
    "shape(pcall(jit.on))",
    "shape(pcall(jit.on, f))",
    "shape(pcall(jit.on, true, true))",
    "shape(pcall(jit.off, f, false))",
    "shape(pcall(jit.off, 1))",
    "shape(pcall(jit.off, print))",
    "shape(pcall(jit.off, 'x'))",
    "shape(pcall(jit.off, false))",
    "shape(pcall(jit.flush))",
    "shape(pcall(jit.flush, 1e9))",
    "shape(pcall(jit.flush, 0))",
    "shape(pcall(jit.flush, f, true))",
    "shape(pcall(jit.flush, {}))",
    "shape(pcall(jit.opt.start))",
    "shape(pcall(jit.opt.start, 3, 'hotloop=30', 'hotexit=5', '-cse', '+cse', 'nofold', 'fold'))",
    "shape(pcall(jit.opt.start, 'maxtrace=500', 'maxside=50', 'recunroll=3', 'hotloop='))",
    "shape(pcall(jit.opt.start, '+sink', '-dse', 'narrow', '+abc', '+fuse', '-fma'))",
    "shape(pcall(jit.opt.start, 'hotlop=3'))",
    "shape(pcall(jit.opt.start, 'hotloop=x'))",
    "shape(pcall(jit.opt.start, 'hotloop=-5'))",
    "shape(pcall(jit.opt.start, '+foo'))",
    "shape(pcall(jit.opt.start, '-O3'))",
    "shape(pcall(jit.opt.start, {}))",
    "shape(pcall(jit.attach))",
    "shape(pcall(jit.attach, 1, 'trace'))",
    "shape(pcall(jit.attach, print))",
    "shape(pcall(jit.attach, print, 'nothing'))",
    "shape(pcall(util.traceinfo, 60000))",
    "shape(pcall(util.traceinfo))",
    "shape(pcall(util.traceinfo, 'x'))",
    "shape(pcall(util.tracemc, 60000))",
    "shape(pcall(util.funcinfo, 1))",
    "fields(util.funcinfo(print))",
    "util.funcinfo(f).loc .. util.funcinfo(f).linedefined .. util.funcinfo(f).lastlinedefined",
    "util.funcinfo(f, 2).currentline .. util.funcinfo(f).source .. util.funcinfo(f).params",
    "tostring(util.funcinfo(f).isvararg) .. tostring(util.funcinfo(f).children)",
    "util.funcinfo(f(1)).upvalues .. util.funcinfo(f(1)).gcconsts .. util.funcuvname(f(1), 0)",
    "shape(pcall(util.funcuvname, f, 0))",
    "type(jit.version) .. jit.version_num .. jit.os .. tostring(jit.util)",
    "tostring(require 'jit' == jit) .. tostring(require 'jit.opt' == jit.opt)",
    "type(package.loaded['jit.util'])",
    "type(jit.status())",
)


@pytest.mark.parametrize("source", SHAPES)
def test_shapes_are_luajits(engine: Engine, luajit: Evaluate, source: str) -> None:
    assert value_of(engine, _SHAPE + source) == luajit(_SHAPE + source)


def test_tables_have_luajits_fields(engine: Engine, luajit: Evaluate) -> None:
    source = _SHAPE + "fields(util.funcinfo(f))"
    theirs = set(luajit(source).split()) - {b"proto:proto"}
    assert set(value_of(engine, source).split()) == theirs
    hot = "local s = 0 for i = 1, 200 do s = s + i end jit.off() "
    source = _SHAPE.replace("\nreturn ", f"\n{hot}return ")
    source += "fields(util.traceinfo(1))"
    # As the tracer makes several where LuaJIT makes one, only the names can be alike.
    ours = {field for field in value_of(engine, source).split()}
    assert ours == {
        b"link:number",
        b"linktype:string",
        b"nexit:number",
        b"nins:number",
        b"nk:number",
    }


_HOT = """
local util = require 'jit.util'
local log = {}
local function note(what, trace) log[#log + 1] = what .. (trace or '') end
local function sum(n)
  local s = 0
  for i = 1, n do s = s + i end
  return s
end
jit.opt.start('hotloop=5')
local function traces()
  local found = {}
  for n = 1, 20 do if util.traceinfo(n) then found[#found + 1] = n end end
  return table.concat(found, ',')
end
jit.off(traces)
"""

# What a program does, and what it can tell of that.
CONTROLLED = {
    "a loop is compiled, at the threshold that is set": (
        "sum(4) local before = traces() sum(9) return before .. '/' .. traces()",
        "/1",
    ),
    "off: nothing new is compiled": ("jit.off() sum(99) return traces()", ""),
    "off and on": ("jit.off() sum(99) jit.on() sum(99) return traces()", "1"),
    "off: what is compiled stays": ("sum(99) jit.off() sum(9) return traces()", "1"),
    "a function is not compiled": ("jit.off(sum) sum(99) return traces()", ""),
    "one that was compiled is so no more": ("sum(99) jit.off(sum) sum(99) return traces()", ""),
    "a function may be compiled again": (
        "jit.off(sum) sum(99) jit.on(sum) sum(99) return traces()",
        "1",
    ),
    "what calls a function that is off is given up": (
        "local function twice(x) return 2 * x end jit.off(twice) jit.attach(note, 'trace') "
        "for i = 1, 8 do twice(i) end return log[1] .. log[2] .. traces()",
        "start1abort1",
    ),
    "inner functions": (
        "local function outer() return function(n) for i = 1, n do end end end "
        "jit.off(outer, false) local inner = outer() inner(99) return traces()",
        "",
    ),
    "the calling function": ("jit.off(true) for i = 1, 99 do end return traces()", ""),
    "the calling function and those in it": ("jit.off(true, true) sum(99) return traces()", ""),
    "flush all": ("sum(99) jit.flush() return traces()", ""),
    "flush and compile again": ("sum(99) jit.flush() sum(99) return traces()", "2"),
    "flush a function": ("sum(99) jit.flush(sum) return traces()", ""),
    "flush another function": ("sum(99) jit.flush(function() end) return traces()", "1"),
    "flush a trace": ("sum(99) jit.flush(1) return traces()", ""),
    "flush a trace that is none": ("sum(99) jit.flush(7) return traces()", "1"),
    "events": (
        "jit.attach(note, 'trace') sum(99) jit.flush() sum(99) jit.attach(note) jit.flush() sum(9) "
        "return table.concat(log, ' ')",
        "start1 stop1 flush start2 stop2",
    ),
    "the function and the instruction of an event": (
        "local loc jit.attach(function(_, n, f, pc) loc = util.funcinfo(f, pc).loc end, 'trace') "
        "sum(99) return loc",
        "t:7",
    ),
    "maxtrace": ("jit.opt.start('maxtrace=0') sum(99) return traces()", ""),
    "maxtrace, raised": (
        "jit.opt.start('maxtrace=0') sum(99) jit.opt.start('maxtrace=9') sum(99) return traces()",
        "1",
    ),
    "passes": (
        "local function names() return table.concat({select(2, jit.status())}, ' ') end "
        "jit.opt.start(1) local one = names() jit.opt.start('+loop', '-dce', '+fwd') "
        "return one .. '/' .. names()",
        "fold cse dce/fold cse fwd loop",
    ),
    "machine code": (
        "sum(99) local code, address, loop = util.tracemc(1) "
        "return tostring(#code > loop and loop > 0 and address > 0)",
        "true",
    ),
}


@pytest.mark.parametrize("name", CONTROLLED)
def test_programs_control_the_tracer(engine: Engine, name: str) -> None:
    body, expected = CONTROLLED[name]
    assert value_of(engine, _HOT + body) == expected.encode()


def test_errors_of_callbacks_are_told_of(engine: Engine) -> None:
    source = _HOT + "jit.attach(function() error('no', 0) end, 'trace') return sum(99)"
    told: list[bytes] = []
    outcome = engine.run(source.encode(), b"=t", stderr=told.append)
    assert outcome.results == (b"4950",)
    assert told == [b"ERROR in 'trace' vmevent: no\n"] * 2


def test_tiers_without_a_tracer_have_it_off() -> None:
    with open_engine("native", Options(tier=Tier.INTERP, ext=EXT)) as plain:
        source = "jit.off() jit.flush() return tostring(jit.status()) .. select(2, pcall(jit.on))"
        assert value_of(plain, source) == b"falseJIT compiler permanently disabled by build option"


PROGRAMS = dict(
    program
    for path in sorted((Path(support.__file__).parent / "programs").glob("*.lua"))
    for program in support.programs(path)
)
# Calls back in the middle of everything, moves stacks, and takes away what was just compiled.
_MEDDLER = b"""
local function deep(n) if n > 0 then return 1 + deep(n - 1) end return 0 end
local count = 0
jit.attach(function(what, trace)
  count = count + 1
  deep(count % 40)
  local garbage = {what, {trace}}
  if count % 7 == 0 then jit.flush() elseif count % 5 == 0 then jit.flush(trace) end
end, "trace")
"""


MEDDLED = {"hot": HOT, "hottest": HOTTEST, "collecting": replace(HOT, gc_stress=3000)}


@pytest.mark.parametrize("setting", MEDDLED)
@pytest.mark.parametrize("name", PROGRAMS)
def test_callbacks_and_flushes_change_nothing(name: str, setting: str) -> None:
    output: list[bytes] = []
    source = PROGRAMS[name].encode("latin-1")
    with open_engine("native", replace(MEDDLED[setting], ext=EXT, clock=False)) as opened:
        steps = (Step(StepKind.CHUNK, _MEDDLER, b"=meddler"), script(source, b"=t", ()))
        outcome = opened.run_steps(steps, stdout=output.append)
        assert opened.tracer.listeners
        assert not verify_heap(opened.runtime)
    assert (b"".join(output), outcome.message or b"") == support.puc(source)
