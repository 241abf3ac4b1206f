"""Shapes around edges: of numbers, strings, indexes, arguments and results, in hot loops.

The loops go over tables of edge values, so that compiled code has to do with all of them, not with
the one that was recorded. Operands are paired with constants that optimizers know rules for.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.generators.expressions import EDGE_NUMBERS, number
from conformance.generators.scope import Builder, Kind
from conformance.generators.statements import Statement, show

# Constants that an optimizer may think neutral, absorbing, or worth another form.
_CONSTANTS = ("0", "1", "-1", "2", "0.5", "3", "10", "-0.25", "7")
# What looks like x, or like a constant, and is not always.
_ALMOST = (
    "x + 0", "x * 0", "0 + x", "0 - x", "x - 0", "x * 1", "x / 1", "x * -1", "0 * x", "x - x",
    "x / x", "x ^ 0", "x ^ 1", "x % 1", "x + x - x", "x * 2", "x / 10", "x / 3", "x / 0",
)  # fmt: skip
_RELATED = ('""', '"a"', '"ab"', '"a\\0"', '"b"', '"B"', '"abc"', '"10"', '"9"', '"ab "')


def _edges(b: Builder, zero: str) -> tuple[str, int]:
    """A list of numbers, both zeros and NaN among them more often than not; its length."""
    fixed = [text for text in ("0", f"-{zero}", "(0/0)", "-1", "1", "0.5") if b.chance(70)]
    drawn = [b.pick(*EDGE_NUMBERS[7:]) for _ in range(2 + b.below(4))]
    return ", ".join(fixed + drawn), len(fixed + drawn)


def edge_arithmetic(b: Builder, _depth: int) -> None:
    """Every pair of edge numbers through a few operations; each result is seen, signs included."""
    i, edges, out, zero = b.fresh("i"), b.fresh("e"), b.fresh("o"), b.fresh("z")
    b.line(f"local {zero} = 0")
    listed, count = _edges(b, zero)
    b.line(f"local {edges}, {out} = {{{listed}}}, {{}}")
    # In this order operations are executed, so one may find what another has computed.
    results: list[str] = []
    for _ in range(2 + b.below(6)):
        c, op = b.pick(*_CONSTANTS), b.pick("*", "+", "-", "/")
        results.append(
            b.pick(*_ALMOST)
            if b.chance(50)
            else b.pick(
                f"x {op} {c}", f"{c} {op} x", f"x {op} y", f"(y {op} x)", "- (- x)", f"x % {c}",
                f"math.min(x, {c})", f"math.max({c}, x)", "math.min(x, y)", "math.max(y, x)",
                "math.floor(x + y)", "math.ceil(x * y)", "math.floor(x)", "math.abs(- x)",
                f"x ^ {c}", "x % y", "math.fmod(x, y)", f"math.min({c}, x, y)",
                "(x - y) - (y - x)", f"math.floor(x) {op} {c}",
            )
        )  # fmt: skip
    trips = count * count if count * count < 60 else 60
    with b.loop(f"for {i} = 0, {trips - 1} do", trips):
        b.linger(i)
        b.line(
            f"local x, y = {edges}[{i} % {count} + 1], {edges}[({i} - {i} % {count}) / {count} + 1]"
        )
        for slot, result in enumerate(results):
            b.line(f"local r{slot} = {result}")
        texts = ' .. " " .. '.join(f"S(r{slot})" for slot in range(len(results)))
        b.line(f"{out}[{i} + 1] = {texts}")
    b.spend(trips * 25 * len(results))
    show(b, f'table.concat({out}, "|")')


def edge_comparisons(b: Builder, _depth: int) -> None:
    """Comparisons of edge numbers, or of related strings, that count what holds."""
    i, edges, zero = b.fresh("i"), b.fresh("e"), b.fresh("z")
    b.line(f"local {zero} = 0")
    if b.chance(50):
        listed, count = _edges(b, zero)
    else:
        count = 3 + b.below(5)
        listed = ", ".join(b.pick(*_RELATED) for _ in range(count))
    counts = [b.fresh("n") for _ in range(1 + b.below(3))]
    b.line(f"local {edges} = {{{listed}}}")
    b.line(f"local {', '.join(counts)} = {', '.join('0' for _ in counts)}")
    trips = min(2 * count * count, 80)
    with b.loop(f"for {i} = 0, {trips - 1} do", trips):
        b.line(f"local x, y = {edges}[{i} % {count} + 1], {edges}[{i} * 3 % {count} + 1]")
        for name in counts:
            relation = b.pick("<", "<=", ">", ">=", "==", "~=")
            condition = b.pick(f"x {relation} y", f"not (x {relation} y)", "x == x", "y ~= y")
            b.line(f"if {condition} then {name} = {name} + {i} else {name} = {name} - 1 end")
    b.spend(trips * 12 * len(counts))
    for name in counts:
        b.declare(name, Kind.NUM)
    show(b, *counts)


def edge_indexes(b: Builder, _depth: int) -> None:
    """Elements at and beyond the ends of an array, at negative and broken indexes."""
    trips, i, t, total = b.trips(), b.fresh("i"), b.fresh("t"), b.fresh("n")
    size = b.below(12)
    b.line(f"local {t}, {total} = {{{', '.join(str(k * 3) for k in range(size))}}}, 0")
    b.declare(total, Kind.NUM)
    key = b.pick(
        f"{i} - {1 + b.below(9)}", f"{i} / 2", f"{1 + b.below(9)} - {i}", f"{i} % 9 - 4",
        f"{i} * 0.5 - 2", f"- {i}", f"({i} - 3) % 5 * 2", f"{i} + {size // 2}",
    )  # fmt: skip
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"local k = {key}")
        b.line(f"{total} = {total} + N({t}[k])")
        if b.chance(60):
            b.line(f"if {i} % {1 + b.below(4)} == 0 then {t}[k] = {b.pick(i, 'nil', 'k')} end")
    b.spend(trips * 25)
    show(b, total, f"#{t}", f"{t}[0]", f"{t}[-1]", f"{t}[{size + 1}]")


def aliases(b: Builder, _depth: int) -> None:
    """Two names for what may be one table, and closures of one variable, read and written."""
    trips, i, total = b.trips(), b.fresh("i"), b.fresh("n")
    p, q, make, f, g = b.fresh("p"), b.fresh("q"), b.fresh("f"), b.fresh("f"), b.fresh("f")
    b.line(f"local {p} = {{5, 6, 7, x = 1, y = 2}}")
    b.line(f"local {q}, {total} = {b.pick(p, p, '{8, 9, 10, x = 3, y = 4}')}, 0")
    b.declare(total, Kind.NUM)
    b.line(f"local function {make}() local u, w = 0, 1")
    b.line("  return function(x) u = u + x; return u * 2 + w end, function(x) u = u - x; w = x;")
    b.line("    return u end end")
    b.line(f"local {f}, {g} = {make}()")
    if b.chance(30):
        b.line(f"{g} = {make}()")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"local a, c = {i} % 3 + 1, {i} * {1 + b.below(4)} % 3 + 1")
        for _ in range(2 + b.below(4)):
            one, other = b.pick((p), q), b.pick(p, q)
            place = b.pick("[a]", "[c]", "[1]", "[2]", ".x", ".y")
            again = b.pick("[a]", "[c]", "[1]", "[2]", ".x", ".y")
            b.line(
                b.pick(
                    f"{one}{place} = {i}; {other}{again} = {one}{place} + {other}{again} % 99",
                    f"{total} = {total} + {one}{place} - {other}{again}",
                    f"{total} = {total} + {f}({i}) - {g}(2) + {f}(1)",
                    f"{one}{place} = {other}{again}; {other}{again} = {i} % 7",
                    f"rawset({one}, {b.pick('1', 'a', chr(34) + 'x' + chr(34))}, {i})",
                )
            )
    b.spend(trips * 60)
    show(b, total, f"{p}[1]", f"{p}.x", f"{q}[2]")


def lone_methods(b: Builder, _depth: int) -> None:
    """Metatables with one of two related methods, and operands with a metatable each."""
    trips, i, total, text = b.trips(), b.fresh("i"), b.fresh("n"), b.fresh("s")
    m, w, a = b.fresh("m"), b.fresh("m"), b.fresh("k")
    b.line(f"local {m}, {w} = {{}}, {{}}")
    b.line(f"{m}.__lt = function(l, r) return l.v < r.v end")
    if b.chance(30):
        b.line(f"{m}.__le = function(l, r) return l.v <= r.v end")
    b.line(f"{m}.__eq = function(l, r) return l.v == r.v end")
    if b.chance(70):
        b.line(f'{m}.__concat = function(l, r) return "m" .. S(type(l)) .. S(type(r)) end')
    b.line(f'{w}.__concat = function(l, r) return "w" .. S(type(r)) end')
    b.line(f"{w}.__eq = {b.pick(f'{m}.__eq', 'function() return true end')}")
    b.line(f'local {a}, {total}, {text} = setmetatable({{v = {b.below(8)}}}, {m}), 0, ""')
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(
            f"local o = setmetatable({{v = {i} % 8}}, {b.pick(m, m, f'{i} > 9 and {w} or {m}')})"
        )
        if b.chance(60):
            b.line(f"if {a} == o then {total} = {total} + 100 end")
        relation = b.pick("<", "<=", ">", ">=")
        b.line(f"if getmetatable(o) == {m} and {a} {relation} o then {total} = {total} + {i} end")
        if b.chance(60):
            b.line(f"local v = setmetatable({{}}, {w})")
            joined = b.pick(f"{a} .. v", f"v .. {a}", f"{i} .. v", '"x" .. v .. "y"')
            b.line(f"{text} = pcall(function() return {joined} end) and {joined} or {text}")
    b.spend(trips * 60)
    b.declare(total, Kind.NUM)
    show(b, total, text)


def library_edges(b: Builder, _depth: int) -> None:
    """Library functions at positions in, at the ends of, and outside their arguments."""
    trips, i, t, out = min(b.trips(), 30), b.fresh("i"), b.fresh("l"), b.fresh("o")
    b.line(f'local {t}, {out} = {{1, 2, 3, 4, 5}}, ""')
    word = b.pick('"hello"', '"ab"', '""', f'("x"):rep({i} % 4)')
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.linger(i)
        b.line(f"local w = {word}")
        for _ in range(1 + b.below(3)):
            b.line(
                b.pick(
                    f"{out} = {out} .. S((w:byte({i} % 9 - 4)))",
                    f"{out} = {out} .. w:sub({i} % 7 - 3, {i} % 5 - 2)",
                    f"{out} = {out} .. w:sub({i} % 9 - 4)",
                    f'{out} = {out} .. select("#", w:find(({i} % 3 == 0) and "(l)(o)" or "l"))',
                    f'{out} = {out} .. select("#", w:byte({i} % 4, {i} % 6))',
                    f"table.insert({t}, {i} % #{t} + 1, {i})",
                    f"table.insert({t}, #{t} + 1, {i})",
                    f"if #{t} > 3 then {out} = {out} .. S(table.remove({t}, {i} % #{t} + 1)) end",
                    f"{out} = {out} .. S(table.remove({t}))",
                    f"{out} = {out} .. S(math.fmod({i} - 9, {b.pick('4', '-4', '2.5')}))",
                    f"{out} = {out} .. S(({i} - 9) % {b.pick('4', '-4', '2.5')})",
                    f"{out} = {out} .. S(tonumber({b.pick('w', chr(34) + ' 5 ' + chr(34))}))",
                    f"{out} = {out} .. S({i} * {b.pick('1e13', '9007199254740.5', '1e15')})",
                )
            )
        b.line(f"if #{out} > 40 then mix({out}); show({out}); {out} = {out}:sub(-3) end")
    b.spend(trips * 80)
    show(b, out, f"#{t}", f'table.concat({t}, ",")')


def result_counts(b: Builder, _depth: int) -> None:
    """A function hot enough for code of its own, called for one, two, no or all results."""
    trips, i, f, total = b.trips(), b.fresh("i"), b.fresh("f"), b.fresh("n")
    fixed = b.pick("", "", "m, ", "m, o, ")
    b.line(f"local function {f}(n, {fixed}...)")
    b.line(f"  local s = {number(b, 0)}")
    b.line("  for k = 1, 3 do s = N(s) % 1009 + k * n - k % 2 end")
    b.line("  local a, c = ..., n")
    b.line("  if n % 5 == 0 then return s end")
    b.line("  if n % 7 == 0 then return end")
    b.line(f"  return s, {b.pick('n', 'a', '...')}{b.pick('', ', 3')}")
    b.line("end")
    b.line(f"local {total} = 0")
    b.declare(total, Kind.NUM)
    extra = b.pick("", f", {i}", f", unpack({{1, 2, 3}}, 1, {i} % 4)", ", nil, 5", ", 1, 2, 3, 4")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        for _ in range(1 + b.below(3)):
            call = f"{f}({i}{extra})"
            b.line(
                b.pick(
                    call,
                    f"{total} = {total} + N(({call}))",
                    f"do local x, y, z = {call}; {total} = {total} + N(x) - N(y) + N(z) end",
                    f'{total} = {total} + select("#", {call})',
                    f"{total} = {total} + #{{{call}, 1}}",
                    f"mix(S(({call})) .. S((select(-1, 0, {call}))))",
                )
            )
    b.spend(trips * 150)
    show(b, total)


EDGE_SHAPES: Sequence[tuple[int, Statement]] = (
    (5, edge_arithmetic),
    (4, edge_comparisons),
    (3, edge_indexes),
    (3, aliases),
    (2, lone_methods),
    (3, library_edges),
    (2, result_counts),
)
