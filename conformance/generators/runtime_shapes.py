"""Shapes around the runtime: hot code whose frames, environment and garbage are looked at.

What compiled code keeps in registers, leaves out or inlines must be as the interpreter has it
whenever somebody looks: a traceback, a debug function, the collector, a limit of nested calls.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.generators.expressions import integer, number, string
from conformance.generators.scope import Builder, Kind
from conformance.generators.statements import Statement, block, show, show_something

# What an inner function does at last; `x` is a number, `gone` is nil.
_FAILURES = (
    'error("deep")', 'error("deep", 2)', "x = x + gone", "x = gone.field", "x = gone()",
    "x = x .. gone", "x = x < {}", "x = #gone", "x = -{}", "x = ({}).a.b", "gone.field = x",
    'x = ("s"):nothing()', 'x = math.floor("z")', "x = setmetatable(1, 2)", "error({code = x})",
    "for k = 1, gone do x = k end", 'x = ("x"):rep(1, 2, 3) + 1', 'x = string.rep()',
)  # fmt: skip


def traceback(b: Builder, depth: int) -> None:
    """An error from functions called in a hot loop, with the frames that a handler sees."""
    trips, i = b.trips(), b.fresh("i")
    inner, outer, ok, message = b.fresh("f"), b.fresh("f"), b.fresh("b"), b.fresh("v")
    with b.function(f"local function {inner}(x, k)"):
        b.line("local gone")
        b.line(f"if k == {1 + b.below(trips)} then {b.pick(*_FAILURES)} end")
        b.line(f"return N(x) {b.pick('+', '-', '*')} 1")
    with b.function(f"local function {outer}(x, k)"):
        b.line(b.pick(f"return ({inner}(x, k))", f"return {inner}(x, k)", f"x = {inner}(x, k)"))
        if "return" not in b.lines[-1]:
            b.line("return x")
    handler = b.pick("debug.traceback", "function(e) return debug.traceback(S(e), 1) end", "S")
    with b.function(f"local {ok}, {message} = xpcall(function()", f"end, {handler})"):
        b.line(f"local s = {number(b, 0)}")
        with b.loop(f"for {i} = 1, {trips} do", trips):
            b.declare(i, Kind.INT, mutable=False)
            b.line(f"s = {outer}(s, {i}) % 1009")
            if b.chance(30):
                block(b, min(depth - 1, 1), 1)
        b.line("return s")
    b.spend(trips * 40)
    b.declare(ok, Kind.BOOL)
    show(b, ok, message)


def frames_seen(b: Builder, depth: int) -> None:
    """A hot loop whose locals a called function reads, and perhaps sets, by the debug library."""
    trips, i = min(b.trips(), 40), b.fresh("i")
    peek, total = b.fresh("f"), b.fresh("n")
    setting = b.pick("", f'if name == "{total}" then debug.setlocal(level, n, value + 1) end')
    with b.function(f"local function {peek}(level)"):
        b.line("local n, seen = 1, 0")
        with b.block("while true do"):
            b.line("local name, value = debug.getlocal(level, n)")
            # Temporaries hold what happens to be there, which is for each engine to decide.
            b.line('if not name or name:sub(1, 1) == "(" then break end')
            b.line('mix(name); mix(type(value) ~= "table" and value)')
            if setting:
                b.line(setting)
            b.line("n = n + 1")
        b.line('return debug.getinfo(level, "l").currentline + n')
    # A function of its own: its locals are few.
    body = b.fresh("f")
    with b.function(f"local function {body}(n)"):
        b.line(f"local {total} = {number(b, 0)}")
        b.declare(total, Kind.NUM)
        with b.loop(f"for {i} = 1, n do", trips):
            b.declare(i, Kind.INT, mutable=False)
            b.line(f"local first, second = {i} * 2, {string(b, 0)}")
            with b.block("do"):
                b.line(f"local inner = first + {integer(b, 0)}")
                b.line(f"if {i} % {2 + b.below(6)} == 0 then mix({peek}({b.pick('2', '3')})) end")
                b.line(f"{total} = {total} + inner")
            block(b, 0, 2)
        b.line(f"return {total}")
    b.spend(trips * 60)
    show(b, f"{body}({trips})")


def environments(b: Builder, depth: int) -> None:
    """Globals of a hot function: read, set, found by a metatable, and in another environment."""
    trips, i = b.trips(), b.fresh("i")
    body, env, name = b.fresh("f"), b.fresh("e"), b.fresh("G")
    b.line(f"{name} = {number(b, 1)}")
    b.line(f"local {env} = setmetatable({{}}, {{__index = _G}})")
    with b.function(f"local function {body}(n)"):
        b.line("local s = 0")
        with b.loop(f"for {i} = 1, n do", trips):
            b.line(f"s = s + N({name}) {b.pick('+', '-', '*')} {i}")
            change = b.pick(
                f"{name} = {i}", f"setfenv({body}, {env})", f"{env}.{name} = {i} / 2",
                f"setfenv(1, {env})", f"{name} = nil", f'rawset({env}, "{name}", "7")',
                f"{name} = function() end", f'getfenv({body}).{name} = {i} + 1',
            )  # fmt: skip
            b.line(f"if {i} == {1 + b.below(trips)} then {change} end")
            b.line(f"if {i} % {2 + b.below(8)} == 0 then {name} = N({name}) + 1 end")
        b.line("return s")
    b.spend(trips * 40)
    show(b, f"{body}({trips})", f"{body}(3)", name, f"rawget({env}, '{name}')")
    b.line(f"{name} = nil")


def collected(b: Builder, depth: int) -> None:
    """Garbage of a hot loop: what weak tables keep, and the order of finalizers."""
    trips, i = min(b.trips(), 40), b.fresh("i")
    weak, log, fill, saved = b.fresh("t"), b.fresh("l"), b.fresh("f"), b.fresh("l")
    mode = b.pick("k", "v", "kv")
    b.line(f'local {weak}, {log} = setmetatable({{}}, {{__mode = "{mode}"}}), {{}}')
    b.line(f"local {saved} = {{}}")
    # Nothing is collected before the loop has ended: when is for each engine to decide.
    b.line('collectgarbage() collectgarbage("stop")')
    with b.function(f"local function {fill}(n)"):
        b.line("local kept = {}")
        with b.loop(f"for {i} = 1, n do", trips):
            b.declare(i, Kind.INT, mutable=False)
            key = b.pick(f"{i}", f'"k" .. {i}', "{}", "function() return kept end")
            value = b.pick("{}", f'"v" .. {i}', f"function() return {i} end", f"{i}", "kept")
            b.line(f"{weak}[{key}] = {value}")
            b.line(f"if {i} % {2 + b.below(5)} == 0 then kept[#kept + 1] = {weak}[{i}] end")
            if b.chance(60):
                b.line("local object = newproxy(true)")
                save = b.pick(
                    "", f"; {saved}[{i}] = o", f"; {saved}[1] = o; getmetatable(o).n = {i}"
                )
                b.line(f"getmetatable(object).__gc = function(o) {log}[#{log} + 1] = {i}{save} end")
                b.line(f"if {i} % 3 == 0 then kept[#kept + 1] = object end")
        b.line(f"{b.pick('return kept', 'return #kept')}")
    b.line(f"local kept = {fill}({trips})")
    b.line('collectgarbage() collectgarbage("stop")')
    # What a finalizer has saved is not finalized again.
    b.line(f'{saved} = {{}} collectgarbage() collectgarbage("stop")')
    count = b.fresh("n")
    b.line(f"local {count} = 0")
    b.declare(count, Kind.NUM)
    b.line(f"for _ in pairs({weak}) do {count} = {count} + 1 end")
    b.spend(trips * 60)
    show(b, count, f'table.concat({log}, ",")', "type(kept)")
    b.line('collectgarbage("restart")')


def nested_calls(b: Builder, depth: int) -> None:
    """Recursion through library functions and metamethods up to PUC's limit of C calls."""
    name, level = b.fresh("f"), b.pick("20", "150", "190", "230")
    step = b.pick(
        'string.gsub("a", "a", function() r = again(n - 1) end)',
        "table.sort({2, 1}, function(x, y) if not r then r = again(n - 1) end return x < y end)",
        "r = setmetatable({}, {__index = function(_, k) return again(k) end})[n - 1]",
        "local _ = setmetatable({}, {__add = function(_, k) r = again(k) end}) + (n - 1)",
        "r = select(2, pcall(again, n - 1))",
        "r = coroutine.wrap(function() return again(n - 1) end)()",
        "r = tostring(setmetatable({}, {__tostring = function() return again(n - 1) .. '' end}))",
        "r = loadstring('local again, n = ... return again(n - 1)')(again, n)",
    )
    b.line(f"local {name}")
    with b.function(f"function {name}(n)"):
        b.line("if n <= 0 then return 1 end")
        b.line(f"local again, r = {name}")
        b.line(step)
        b.line(b.pick("return r", "return N(r) + 1"))
    b.spend(int(level) * 40)
    show(b, f"pcall({name}, {level})")
    show_something(b, depth)


def yields(b: Builder, depth: int) -> None:
    """Coroutines that yield in the midst of hot code: in loops, in calls, where they may not."""
    trips, i = min(b.trips(), 40), b.fresh("i")
    co, total, value = b.fresh("co"), b.fresh("n"), b.fresh("v")
    with b.function(f"local {co} = coroutine.wrap(function(n)", "end)"):
        b.line("local t, s = setmetatable({}, {__index = function(_, k) return k + 1 end}), 0")
        b.line(
            "local function give(x) if x % 3 == 0 then return coroutine.yield(x) end return x end"
        )
        with b.loop(f"for k = 1, {trips} do", trips):
            b.line(f"s = s + N(give(k)) {b.pick('+', '-', '*')} t[k]")
            where = b.pick(
                "pcall(coroutine.yield, k)", "pcall(give, 3)", "coroutine.yield(s, k)",
                "pcall(function() return t + coroutine.yield(k) end)",
                "pcall(table.sort, {3, 1, 2}, function(x, y) return coroutine.yield(x) end)",
            )  # fmt: skip
            b.line(f"if k % {2 + b.below(5)} == 0 then mix({where}) end")
        b.line(b.pick('return "end"', 'error("end")', "return n"))
    b.line(f"local {total} = 0")
    b.declare(total, Kind.NUM)
    with b.loop(f"for {i} = 1, {2 * trips} do", 2 * trips):
        b.line(f"local ok, {value}, more = pcall({co}, {i})")
        b.line(f"{total} = {total} + N(more) + N({value})")
        b.line(f"if not ok then mix({value}) break end")
    b.spend(trips * 120)
    show(b, total)


def kept_closures(b: Builder, _depth: int) -> None:
    """Closures that functions leave behind which end by an error, by a break, or in a coroutine."""
    trips, i = min(b.trips(), 30), b.fresh("i")
    kept, make, total = b.fresh("l"), b.fresh("f"), b.fresh("n")
    b.line(f"local {kept}, {total} = {{}}, 0")
    with b.function(f"local function {make}(n)"):
        b.line(f"local {b.pick('one, two = n, n * 2', 'two, one = 1, n')}")
        keep = f"{kept}[#{kept} + 1] = function(x) one = one + x; return one {b.pick('+', '-')} two"
        with b.block(b.pick("do", "for k = 1, 3 do", "while true do")):
            b.line(f"local three = {b.pick('n', 'one', '5')}")
            b.line(f"{keep} - three end")
            b.line(f"if n % {2 + b.below(3)} == 0 then {b.pick(*_FAILURES[:2])} end")
            b.line("if n > 0 then return three end")
        b.line("return one")
    call = b.pick(
        f"pcall({make}, {i})", f"coroutine.resume(coroutine.create({make}), {i})",
        f"xpcall(function() return {make}({i}) end, S)",
    )  # fmt: skip
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.linger(i)
        b.line(f"local ok, value = {call}")
        b.line(f"{total} = {total} + (ok and N(value) or 1) + {kept}[#{kept}]({i})")
        b.line(f"if {i} % 3 == 0 then {total} = {total} - {kept}[{i} % #{kept} + 1](1) end")
    b.spend(trips * 70)
    b.declare(total, Kind.NUM)
    show(b, total, f"#{kept}")


def emptied(b: Builder, _depth: int) -> None:
    """Traversals that remove what they have come to, while the collector takes it away."""
    trips, t, count = min(b.trips(), 24), b.fresh("t"), b.fresh("n")
    key = b.pick('"key" .. i', '("k"):rep(i)', "{}", "function() return i end", 'i .. ""', "i / 2")
    b.line(f"local {t}, {count} = {{}}, 0")
    b.line(f"for i = 1, {trips} do {t}[{key}] = {b.pick('i', '{}', 'true')} end")
    with b.loop(b.pick(f"for k, v in pairs({t}) do", f"for k, v in next, {t} do"), trips):
        b.line(f"{count} = {count} + 1")
        b.line(f"{t}[k] = nil; k, v = nil, nil")
        b.line(f"if {count} % {1 + b.below(3)} == 0 then collectgarbage() end")
    b.spend(trips * 60)
    b.declare(count, Kind.NUM)
    show(b, count, f"next({t}) == nil")


def siblings(b: Builder, _depth: int) -> None:
    """Closures of one function from several calls of it: whose variables they change differs."""
    trips, i, run, old = min(b.trips(), 40), b.fresh("i"), b.fresh("f"), b.fresh("l")
    b.line(f"local {old} = {{}}")
    with b.function(f"local function {run}(n)"):
        b.line(f"local x, s, list = {number(b, 0)}, 0, {{}}")
        change = b.pick("x = N(x) + k", "x = k", "x = x ~= k and k", "x = N(x) - 1")
        b.line(f"local function own(k) {change} return {b.pick('k', 'N(x)', '1')} end")
        before = b.pick(f"{old}[1]", f"{old}[#{old}]", f"{old}[j % #{old} + 1]")
        b.line(f"for j = 1, n do list[j] = {before} or own end")
        first = b.pick("n / 2", "n - 3", "1")
        b.line(f"for j = {first}, n, {1 + b.below(4)} do list[math.floor(j)] = own end")
        b.line(f"{old}[#{old} + 1] = own")
        with b.loop(f"for {i} = 1, n do", trips):
            b.line(b.pick(f"s = s + list[{i}]({i}) + N(x)", f"s = s + N(x) list[{i}]({i})"))
        b.line("return s + N(x)")
    # The first closure is there before the loop is hot.
    b.line(f"{run}(0)")
    with b.loop("for k = 1, 4 do", 4):
        b.spend(trips * 40)
        b.line(f"mix({run}({trips}))")
    show(b, f"{run}(3)", f"{old}[1](1)")


RUNTIME_SHAPES: Sequence[tuple[int, Statement]] = (
    (3, traceback),
    (3, frames_seen),
    (2, environments),
    (2, collected),
    (2, nested_calls),
    (2, yields),
    (2, kept_closures),
    (2, emptied),
    (2, siblings),
)
