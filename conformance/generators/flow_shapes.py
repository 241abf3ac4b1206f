"""Shapes of control and data flow: many paths through one hot loop, and data that moves under it.

Side fragments grow where paths part; what they find in slots, tables and strings is what others
left there.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.generators.expressions import integer, number, string
from conformance.generators.scope import Builder, Kind
from conformance.generators.statements import Statement, block, show

# Values that a chain of comparisons tells apart.
_MIXED = ("1", "2.5", "-0", '"a"', '"b"', "true", "false", "nil", "0/0", "1e15", '"1"', "print")


def branch_chain(b: Builder, depth: int) -> None:
    """A loop over mixed values with a chain of comparisons: a tree of side fragments."""
    trips, i = b.trips(), b.fresh("i")
    values, value, total = b.fresh("l"), b.fresh("v"), b.fresh("n")
    count = 2 + b.below(6)
    b.line(f"local {values}, {total} = {{{', '.join(b.pick(*_MIXED) for _ in range(count))}}}, 0")
    b.declare(total, Kind.NUM)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        b.line(f"local {value} = {values}[{i} % {count} + 1]")
        b.declare(value, Kind.ANY)
        for number_of_test in range(1 + b.below(4)):
            test = b.pick(
                f"{value} == {b.pick(*_MIXED)}", f'type({value}) == "{b.pick("number", "string")}"',
                value, f"not {value}", f"{value} ~= {values}[{i} % 2 + 1]",
                f'type({value}) == "number" and {value} < 2',
            )  # fmt: skip
            b.line(f"{'else' if number_of_test else ''}if {test} then")
            b.indent += 1
            b.scopes.append([])
            b.line(f"{total} = {total} {b.pick('+', '-')} {integer(b, 0)}")
            block(b, 0, 1)
            b.scopes.pop()
            b.indent -= 1
        b.line("end")
    b.spend(trips * 30)
    show(b, total)


def call_chain(b: Builder, _depth: int) -> None:
    """Calls in calls with varying numbers of results, inlined and left early."""
    trips, i, total = b.trips(), b.fresh("i"), b.fresh("n")
    first, second, third = b.fresh("f"), b.fresh("f"), b.fresh("f")
    at = 1 + b.below(trips)
    b.line(f"local function {first}(x, y) if x == {at} then return end return x, y, x end")
    b.line(
        f"local function {second}(...) return {b.pick('...', '(...)', '1, ...', 'nil, ...')} end"
    )
    with b.function(f"local function {third}(a, c, d)"):
        b.line(f"if a == {1 + b.below(trips)} then {b.pick('return', 'return 1', 'a = c')} end")
        b.line(f"return {b.pick('a, c, d', f'{second}(a, d)', f'({first}(c, a))', 'd')}")
    b.line(f"local {total} = 0")
    b.declare(total, Kind.NUM)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        nested = b.pick(
            f"{third}({second}({first}({i}, 2)))", f"{second}({third}({first}({i}, 3)))",
            f"{third}({i}, {first}({i}, 1))", f"{first}({third}({i}, {i}, 5))",
        )  # fmt: skip
        b.line(f"local p, q, r = {nested}")
        b.line(f"{total} = {total} + N(p) * 2 + N(q) - N(r)")
        b.line(f"mix(select('#', {nested}))")
        if b.profile.exact:
            b.line(f"mix(#{{{nested}}})")
    b.spend(trips * 90)
    show(b, total)


def traversal(b: Builder, _depth: int) -> None:
    """Hot traversals of a table whose fields go and change on the way."""
    trips, t, total = min(b.trips(), 40), b.fresh("t"), b.fresh("n")
    k, v = b.fresh("k"), b.fresh("v")
    b.line(f"local {t}, {total} = {{}}, 0")
    b.declare(total, Kind.NUM)
    b.line(f"for i = 1, {trips} do {t}[{b.pick('i', 'i * 2', f'{trips} - i', 'i / 2')}] = i end")
    b.line(f'for i = 1, {b.pick("0", "3", "9")} do {t}["k" .. i] = {b.pick("i", "true")} end')
    b.spend(trips * 8)
    form = b.below(3 if b.profile.exact else 1)
    opening = (
        f"for {k}, {v} in ipairs({t}) do",
        f"for {k}, {v} in pairs({t}) do",
        f"local {k}, {v} = next({t}) while {k} ~= nil do",
    )[form]
    with b.loop(opening, trips):
        b.line(f"{total} = {total} + N({v}); mix({k})")
        change = b.pick(f"{t}[{k}] = nil", f"{t}[{k}] = N({v}) + 0.5", f'{t}[{k}] = "5"', "")
        if change:
            b.line(f"if {total} % {2 + b.below(3)} == 0 then {change} end")
        if b.chance(20):
            b.line(f"if {total} > {b.below(300)} then break end")
        if form == 2:
            b.line(f"{k}, {v} = next({t}, {k})")
    b.spend(trips * 40)
    show(b, total, *((f"#{t}", f"(next({t}))") if b.profile.exact else ()))


def text_work(b: Builder, _depth: int) -> None:
    """Strings made, taken apart, compared and used as keys in a hot loop."""
    trips, i, s, t = min(b.trips(), 40), b.fresh("i"), b.fresh("s"), b.fresh("t")
    b.line(f"local {s}, {t} = {string(b, 0)}, {{}}")
    b.declare(s, Kind.STR)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        b.linger(i)
        step = b.pick(
            f"{s} = {s} .. {i}", f"{s} = {i} .. {s}", f"{s} = {s} .. {string(b, 0)} .. {i} / 4",
            f'{s} = ("%d:%s"):format({i}, {s})', f"{s} = {s}:reverse() .. {i} % 3",
            f"{s} = {s}:gsub({i} % 10, '.')",
        )  # fmt: skip
        b.line(f"{step} {s} = {s}:sub(-30)")
        b.line(f"{t}[{s}] = N({t}[{s}]) + 1; {t}[{s}:sub(1, 2)] = {i}")
        b.line(f"if {s} {b.pick('<', '<=', '>', '==')} {string(b, 0)} then mix(#{s}) end")
        b.line(f"mix({s}:byte({i} % 5{b.pick(' + 1', '')}))")
        b.line(f"mix({b.pick('tonumber', 'type')}({s}:sub(1, 1)))")
        b.line(f"mix({s}:find({b.pick(chr(34) + '1' + chr(34), string(b, 0))}, 1, true))")
    b.spend(trips * 80)
    show(b, s, f"{t}[{s}]", f"#{s}")


def proxies(b: Builder, _depth: int) -> None:
    """Reads and writes through chains of __index and __newindex, some of them functions."""
    trips, i, total = b.trips(), b.fresh("i"), b.fresh("n")
    base, middle, top = b.fresh("r"), b.fresh("r"), b.fresh("r")
    b.line(f"local {base} = {{a = 1, b = {number(b, 0)}, [1] = 5}}")
    index = b.pick(base, f"function(t, k) return {base}[k] end")
    b.line(f"local {middle} = setmetatable({{}}, {{__index = {index}}})")
    newindex = b.pick(base, f"function(t, k, v) rawset(t, k, v) {base}.b = k end", middle)
    b.line(f"local {top} = setmetatable({{}}, {{__index = {middle}, __newindex = {newindex}}})")
    b.line(f"local {total} = 0")
    b.declare(total, Kind.NUM)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        key = b.pick(".a", ".b", ".c", "[1]", f"[{i} % 4]", '["a"]', f"[{i}]")
        b.line(f"{total} = {total} + N({top}{key}) - N({middle}{b.pick('.a', '.c', '[1]')})")
        b.line(f"{b.pick(top, middle)}{b.pick('.a', '.c', '[1]', f'[{i} % 5]')} = {number(b, 0)}")
        change = b.pick(
            f"{base}.a = nil", f"{middle}.a = {i}", f'rawset({top}, "a", {i})', f"{base}.c = 0.5",
            f"getmetatable({top}).__index = {base}", f"getmetatable({top}).__newindex = nil",
            f"setmetatable({middle}, nil)", f"{base}[2] = {i}",
        )  # fmt: skip
        b.line(f"if {i} == {1 + b.below(trips)} then {change} end")
    b.spend(trips * 60)
    show(b, total, f"{base}.b", f'rawget({top}, "a")', f"N({top}[1])")


def sorting(b: Builder, _depth: int) -> None:
    """Hot comparison functions, some of them wrong."""
    trips, t, order = min(b.trips(), 30), b.fresh("l"), b.fresh("f")
    b.line(f"local {t} = {{}}")
    b.line(f"for i = 1, {trips} do {t}[i] = i * {3 + b.below(40)} % {5 + b.below(30)} end")
    body = b.pick(
        "return x < y", "return x > y", "if x == y then return false end return x % 7 < y % 7",
        "mix(x) return x < y", "return tostring(x) < tostring(y)",
    )  # fmt: skip
    if b.profile.exact and b.chance(30):
        body = b.pick(
            'if x == 3 then error("stop") end return x < y', "return x.v < y", "return true"
        )
    b.line(f"local function {order}(x, y) {body} end")
    b.spend(trips * 80)
    show(b, f"pcall(table.sort, {t}, {order})")
    show(b, f'table.concat({t}, " ")')
    with b.loop(f"for i = 1, {trips} do", trips):
        b.line(f"mix(table.remove({t}{b.pick('', ', 1', f', math.ceil(#{t} / 2)')}))")
        b.line(f"if i % 2 == 0 then table.insert({t}, {b.pick('', '1, ')}i) end")
    b.spend(trips * 30)
    show(b, f'table.concat({t}, " ")')


def delayed(b: Builder, _depth: int) -> None:
    """Values that travel through variables, an iteration for each, and turn up at last."""
    trips, i, total = b.trips(), b.fresh("i"), b.fresh("n")
    chain = [b.fresh("v") for _ in range(2 + b.below(3))]
    firsts = [b.pick("1", "0.5", "-7", f"{number(b, 0)}") for _ in chain]
    b.line(f"local {total}, {', '.join(chain)} = 0, {', '.join(firsts)}")
    b.declare(total, Kind.NUM)
    fresh = b.pick(i, f"{i} / 2", f"{total} % 1009", f"{chain[-1]} + {i}", f"{i} % 3 == 0 and 2")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        if b.chance(50):
            b.line(f"if {i} % {2 + b.below(6)} == 0 then mix({b.pick(*chain)}) end")
        if b.chance(50):
            b.line(f"{', '.join(reversed(chain))} = {', '.join((*chain[-2::-1], fresh))}")
        else:
            for target, source in zip(reversed(chain), (*chain[-2::-1], fresh), strict=True):
                b.line(f"{target} = {source}")
        b.line(f"{total} = {total} {b.pick('+', '-')} N({b.pick(*chain)})")
    b.spend(trips * (10 + 5 * len(chain)))
    show(b, total, *chain)


def called_back(b: Builder, _depth: int) -> None:
    """Functions that builtins call: with other numbers of results now and then, and with effects.

    What they change is a variable of the loop around, which changes it as well.
    """
    trips, i = b.trips(), b.fresh("i")
    shared, callee = b.fresh("n"), b.fresh("f")
    b.line(f"local {shared} = {number(b, 0)}")
    b.declare(shared, Kind.NUM)
    results = ("", "x", f"x, {shared}", "nil, x", f"{shared}, x, nil")
    with b.function(f"local function {callee}(x)"):
        b.line(f"{shared} = {shared} + {b.pick('1', 'x', '0.5')}")
        b.line(f"if x % {3 + b.below(15)} == 0 then return {b.pick(*results)} end")
        b.line(f"return {b.pick(*results)}")
    call = b.pick(f"pcall({callee}, {i})", f"select(2, pcall({callee}, {i}))")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.linger(i)
        b.line(f"{shared} = {shared} {b.pick('+', '-')} {integer(b, 0)}")
        b.line(
            b.pick(f"show({call})", f'mix(select("#", {call}))', f"mix(#{{{call}}})",
                   f"mix({call})")
        )  # fmt: skip
    b.spend(trips * 40)
    show(b, shared)


FLOW_SHAPES: Sequence[tuple[int, Statement]] = (
    (4, branch_chain),
    (3, call_chain),
    (2, traversal),
    (3, text_work),
    (3, proxies),
    (2, sorting),
    (2, delayed),
    (2, called_back),
)
