"""Shapes: templates of what JIT compilers get wrong, with the grammar filling the holes.

Each makes a loop hot and then changes something that compiled code has assumed: a type, a table's
shape, a metatable, a callee, an upvalue, the number of results, the way out.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.generators.expressions import boolean, integer, number, string
from conformance.generators.scope import FIELDS, Builder, Kind
from conformance.generators.statements import Statement, block, show

# What a number variable may turn into; each still works where N() takes it.
TURNS = ('"7"', "nil", '"x"', "{}", "true", "1e300", "0/0", "-0", "0.5", "2^31", "2^53", '"0x1p"')
# What a number may turn into where arithmetic is done with it as it is.
_NUMERIC = ('"7"', '"0x10"', '" 1e2 "', '"-0"', "0.5", "0/0", "2^53")
_OPERATIONS = ("+", "-", "*", "/", "%", "..", "^")


def type_change(b: Builder, _depth: int) -> None:
    """A variable that is a number while the loop becomes hot, and then something else."""
    trips, name, i = b.trips(), b.fresh("v"), b.fresh("i")
    at = 1 + b.below(trips)
    b.line(f"local {name} = {number(b, 1)}")
    b.declare(name, Kind.ANY)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        b.linger(i)
        b.line(f"if {i} == {at} then {name} = {b.pick(*TURNS)} end")
        b.line(f"mix(N({name}) {b.pick('+', '-', '*')} {i})")
        b.line(f'if type({name}) == "number" then {name} = {name} + {number(b, 1)} end')
        block(b, 0, 2)
    show(b, name)


def element_change(b: Builder, _depth: int) -> None:
    """An array whose elements change type or vanish while a hot loop reads them."""
    trips, name, i = b.trips(), b.fresh("q"), b.fresh("i")
    total = b.fresh("n")
    b.line(f"local {name}, {total} = {{}}, 0")
    b.declare(total, Kind.NUM)
    b.line(f"for {i} = 1, {trips} do {name}[{i}] = {i} * {number(b, 1)} end")
    b.spend(6 * trips)
    b.line(f"{name}[{1 + b.below(trips)}] = {b.pick(*TURNS)}")
    j = b.fresh("i")
    extra = b.below(3)
    with b.loop(f"for {j} = 1, {trips + extra} do", trips + extra):
        b.declare(j, Kind.INT, mutable=False)
        b.line(f"{total} = {total} + N({name}[{j}])")
        block(b, 0, 1)
    show(b, total)
    if b.profile.exact:
        show(b, f"#{name}")


def coercion(b: Builder, _depth: int) -> None:
    """Arithmetic on a place in memory that holds a number, later a string that counts as one."""
    trips, i, total = b.trips(), b.fresh("i"), b.fresh("n")
    at, name = 1 + b.below(trips), b.fresh("w")
    turn = b.pick(*_NUMERIC)
    suffix = b.pick("", ".v", "[2]", f"[{i} % 3 + 1]")
    place, changed = name + suffix, f"{name}[2]" if i in suffix else name + suffix
    start = f"{{1, 2, 3, v = {number(b, 0)}}}" if suffix else number(b, 0)
    b.line(f"local {name}, {total} = {start}, 0")
    b.declare(total, Kind.NUM)
    with b.function(f"local function set{name}()"):
        b.line(f"{changed} = {turn}")
    outer = b.fresh("i")
    # The change comes behind the use: the next iteration begins with a value of another type.
    with b.loop(f"for {outer} = 1, {b.pick('1', '2')} do", 2):
        with b.loop(f"for {i} = 1, {trips} do", trips):
            b.line(f"{total} = {total} {b.pick('+', '-')} {place} {b.pick('*', '-', '+')} {i}")
            b.line(f"if {i} == {at} then set{name}() end")
        b.line(f"mix({total})")
    b.spend(trips * 20)
    show(b, total)


def operand_error(b: Builder, _depth: int) -> None:
    """A hot loop in pcall in which an operation finally meets a wrong operand."""
    trips, ok, message, i = b.trips(), b.fresh("b"), b.fresh("v"), b.fresh("i")
    at, name = 1 + b.below(trips), b.fresh("x")
    operation = b.pick(*_OPERATIONS)
    failing = b.pick(
        f"{name} {operation} {i}", f"{i} {operation} {name}", f"-{name}", f"{name} < {i}",
        f"{name}.field", f"{name}({i})", f"{i} <= {name}", f"#{name}",
    )  # fmt: skip
    start = "{field = 1}" if ".field" in failing else '"12"' if failing[0] == "#" else "3"
    turn = b.pick("nil", "true", "{}", "print" if "(" in failing else '"z"')
    if failing.startswith(f"{name}("):
        start = "math.abs"
    with b.function(f"local {ok}, {message} = pcall(function()", "end)"):
        b.line(f"local {name} = {start}")
        with b.loop(f"for {i} = 1, {trips} do", trips):
            lines = (f"if {i} == {at} then {name} = {turn} end", f"mix({failing})")
            for line in reversed(lines) if b.chance(50) else lines:
                b.line(line)
        b.line(f"return {integer(b, 0)}")
    b.spend(trips * 25)
    b.declare(ok, Kind.BOOL)
    b.declare(message, Kind.ANY)
    show(b, ok, message)


def raised_error(b: Builder, depth: int) -> None:
    """error() out of a hot loop, with a level or a table as error object."""
    trips, i = b.trips(), b.fresh("i")
    ok, message = b.fresh("b"), b.fresh("v")
    thrown = b.pick(f"{string(b, 1)}", f"{string(b, 1)}, 2", f"{string(b, 1)}, 0", "{code = 3}", "")
    with (
        b.function(f"local {ok}, {message} = pcall(function()", "end)"),
        b.loop(f"for {i} = 1, {trips} do", trips),
    ):
        b.declare(i, Kind.INT, mutable=False)
        block(b, min(depth - 1, 1), 2)
        b.line(f"if {i} == {1 + b.below(trips)} then error({thrown}) end")
    b.spend(trips * 30)
    b.declare(ok, Kind.BOOL)
    show(b, ok, f'type({message}) == "table" and {message}.code or {message}')


def metatable_change(b: Builder, _depth: int) -> None:
    """Metamethods that appear, change or go while a loop that uses them is hot."""
    trips, i = b.trips(), b.fresh("i")
    at = 1 + b.below(trips)
    r, meta, total = b.fresh("r"), b.fresh("m"), b.fresh("n")
    b.line(f"local {meta} = {{__index = function(t, k) return #k + {integer(b, 0)} end}}")
    b.line(f"local {r} = setmetatable({{a = 1, b = 2}}, {meta})")
    b.line(f"local {total} = 0")
    b.declare(total, Kind.NUM)
    change = b.pick(
        f"{meta}.__index = {{c = {number(b, 1)}}}",
        f"{r}.c = {number(b, 1)}",
        f"setmetatable({r}, {{__index = {{c = 0.5}}}})",
        f'{meta}.__index = function(t, k) return rawget(t, "a") end',
        f"{meta}.__newindex = function(t, k, v) rawset(t, k, v * 2) end",
    )
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        b.line(f"{total} = {total} + {r}.c + {r}.{b.pick(*FIELDS)}")
        b.line(f"if {i} == {at} then {change} end")
        if b.chance(40):
            b.line(f"{r}[{i} % 7] = {i}")
    b.spend(trips * 20)
    show(b, total, f'rawget({r}, "c")', f"rawget({r}, 3)")


def operators(b: Builder, _depth: int) -> None:
    """Arithmetic and comparison metamethods in a hot loop, among plain numbers."""
    trips, i = b.trips(), b.fresh("i")
    box, meta, seen = b.fresh("k"), b.fresh("m"), b.fresh("n")
    event = b.pick("add", "sub", "mul", "div", "mod", "pow", "concat")
    symbol = {"add": "+", "sub": "-", "mul": "*", "div": "/", "mod": "%", "pow": "^"}.get(
        event, ".."
    )
    b.line(f"local {meta} = {{}}")
    with b.function(f"{meta}.__{event} = function(l, r)"):
        b.line('l = type(l) == "table" and l.v or l')
        b.line('r = type(r) == "table" and r.v or r')
        b.line(f"return setmetatable({{v = (N(l) {b.pick('+', '-')} N(r)) % 1009}}, {meta})")
    b.line(f"{meta}.__lt = function(l, r) return N(l.v) < N(r.v) end")
    b.line(f"{meta}.__le = function(l, r) return N(l.v) <= N(r.v) end")
    b.line(f"{meta}.__eq = function(l, r) return l.v == r.v end")
    b.line(f"{meta}.__unm = function(o) return setmetatable({{v = -N(o.v)}}, {meta}) end")
    b.line(f"{meta}.__call = function(o, x) return N(o.v) + N(x) end")
    b.line(f"local {box}, {seen} = setmetatable({{v = {number(b, 0)}}}, {meta}), 0")
    b.declare(seen, Kind.NUM)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"local other = setmetatable({{v = {i}}}, {meta})")
        left, right = b.pick((box), str(i)), box
        b.line(f"{box} = {left} {symbol} {right}")
        b.line(f"if {box} {b.pick('<', '<=', '==', '~=', '>')} other then {seen} = {seen} + 1 end")
        b.line(f"mix({b.pick(f'{box}({i})', f'(-{box}).v', f'{box}.v')})")
    b.spend(trips * 80)
    show(b, seen, f"{box}.v")


def closures(b: Builder, _depth: int) -> None:
    """Closures made in a loop: each iteration's local is an upvalue of its own."""
    trips, i = min(b.trips(), 24), b.fresh("i")
    made, total, shared = b.fresh("g"), b.fresh("n"), b.fresh("n")
    b.line(f"local {made}, {total}, {shared} = {{}}, 0, {number(b, 0)}")
    b.declare(total, Kind.NUM)
    b.declare(shared, Kind.NUM)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"local own = {i} * {integer(b, 0)}")
        b.line(f"{made}[{i}] = function(x)")
        b.line(f"  own = own + x; {shared} = {shared} + {b.pick('1', 'own', 'x')}")
        b.line(f"  return own {b.pick('+', '-', '*')} {i}")
        b.line("end")
        if b.chance(30):
            b.line(f"if own > {b.below(60)} then break end")
    j = b.fresh("i")
    rounds = 1 + b.below(3)
    b.line(f"for _ = 1, {rounds} do for {j} = 1, #{made} do")
    b.line(f"  {total} = {total} + {made}[{j}]({j})")
    b.line("end end")
    b.spend(rounds * trips * 20)
    show(b, total, shared)


def callee_change(b: Builder, _depth: int) -> None:
    """A call site whose callee changes after the loop is hot: other code, arity and results."""
    trips, i = b.trips(), b.fresh("i")
    name, total = b.fresh("c"), b.fresh("n")
    bodies = (
        "function(x) return x + 1 end", "function(x, y) return x, y end", "function() end",
        "math.floor", "function(...) return select(\"#\", ...) end",
        "function(x) if x > 5 then return -x end return x end", "math.sqrt", "tostring",
        "setmetatable({}, {__call = function(_, x) return x * 2 end})",
    )  # fmt: skip
    b.line(f"local {name}, {total} = {b.pick(*bodies)}, 0")
    b.declare(total, Kind.NUM)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"if {i} == {1 + b.below(trips)} then {name} = {b.pick(*bodies)} end")
        b.line(f"local first, second = {name}({i}{b.pick('', ', 2', ', nil, 3')})")
        b.line(f"{total} = {total} + N(first) + N(second)")
    b.spend(trips * 40)
    show(b, total)


def methods(b: Builder, depth: int) -> None:
    """Objects of two classes, one deriving from the other, through one call site."""
    trips, i = b.trips(), b.fresh("i")
    base, derived, total = b.fresh("C"), b.fresh("D"), b.fresh("n")
    b.line(f"local {base} = {{}}; {base}.__index = {base}")
    with b.function(f"function {base}:step(n1, n2)") as body:
        b.declare("n1", Kind.NUM)
        b.declare("n2", Kind.NUM)
        block(b, min(depth - 1, 1), 2)
        b.line(f"self.v = (self.v or 0) + {integer(b)}; return self.v")
    trips = b.affordable(trips, 60 + body.cost)
    b.line(
        f"local {derived} = setmetatable({{}}, {{__index = {base}}}); {derived}.__index = {derived}"
    )
    if b.chance(60):
        b.line(f"function {derived}:step(x) return {base}.step(self, x, 1) * 2 end")
    b.line(f"local {total} = 0")
    b.declare(total, Kind.NUM)
    objects = b.fresh("o")
    first = b.pick("v = 2", "")
    b.line(
        f"local {objects} = {{setmetatable({{{first}}}, {base}),"
        f" setmetatable({{v = 1}}, {derived}), setmetatable({{v = 0.5}}, {base})}}"
    )
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.linger(i)
        index = b.pick(f"{i} % 3 + 1", f"({i} < {1 + b.below(trips)} and 1 or 2)", "1")
        b.line(f"{total} = {total} + {objects}[{index}]:step({i}, 2)")
    b.spend(trips * (60 + body.cost))
    show(b, total, f"{objects}[1].v")


def coroutine_loop(b: Builder, _depth: int) -> None:
    """A generator in a coroutine, driven by a hot loop; it ends, fails or is left suspended."""
    trips, i, total = min(b.trips(), 40), b.fresh("i"), b.fresh("n")
    co, ok, value = b.fresh("co"), b.fresh("b"), b.fresh("v")
    limit = 1 + b.below(trips + 4)
    end = b.pick('return "done"', 'error("inside")', "error({})", "return")
    with b.function(f"local {co} = coroutine.create(function(a, ...)", "end)"):
        with b.loop(f"for k = 1, {limit} do", limit):
            b.line(f"a = N(a) + N((coroutine.yield(k, a {b.pick('', ', k * 2')})))")
        b.line(end)
    b.line(f"local {total} = 0")
    b.declare(total, Kind.NUM)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"local {ok}, {value}, more = coroutine.resume({co}, {i})")
        b.line(f"{total} = {total} + N({value}) + N(more)")
        b.line(f"if not {ok} then mix(type({value})) end")
    b.spend(trips * 80)
    show(b, total, f"coroutine.status({co})")


def wrapped_iterator(b: Builder, depth: int) -> None:
    """A generic for loop over a coroutine or a closure as iterator."""
    trips, k = min(b.trips(), 30), b.fresh("i")
    maker = b.fresh("g")
    if b.chance(50):
        b.line(f"local function {maker}(n) return coroutine.wrap(function()")
        b.line("  for k = 1, n do coroutine.yield(k) end")
        b.line("end) end")
    else:
        b.line(f"local function {maker}(n) local k = 0")
        b.line("  return function() k = k + 1; if k <= n then return k end end end")
    b.spend(trips * 30)
    with b.loop(f"for {k} in {maker}({trips}) do", trips):
        b.declare(k, Kind.INT, mutable=False)
        block(b, min(depth - 1, 1), 2)


def varargs_loop(b: Builder, _depth: int) -> None:
    """Varargs of a changing count through select, unpack and tables."""
    trips, i, name, total = min(b.trips(), 30), b.fresh("i"), b.fresh("f"), b.fresh("n")
    b.line(f"local function {name}(...)")
    b.line("  local s = 0")
    body = b.pick(
        'for k = 1, select("#", ...) do s = s + N((select(k, ...))) end',
        "for _, x in ipairs({...}) do s = s + N(x) end",
        "local a, b, c = ...; s = N(a) + N(c)",
    )
    b.line("  " + body)
    b.line(f"  return s{b.pick('', ', ...')}")
    b.line("end")
    b.line(f"local {total} = 0")
    b.declare(total, Kind.NUM)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        arguments = b.pick(
            f"{i}", f"{i}, nil, 3", f"unpack({{{i}, 2, 3, 4}}, 1, {i} % 5)", f"{name}({i}, 1)", ""
        )
        b.line(f"{total} = {total} + N(({name}({arguments})))")
        b.line(f'mix(select("#", {name}({arguments or "nil"})))')
    b.spend(trips * 120)
    show(b, total)


def upvalue_hot(b: Builder, _depth: int) -> None:
    """A hot loop over an upvalue that another closure changes behind its back."""
    trips, i = b.trips(), b.fresh("i")
    shared, setter, body = b.fresh("u"), b.fresh("f"), b.fresh("f")
    b.line(f"local {shared} = {number(b, 0)}")
    b.declare(shared, Kind.ANY)
    b.line(f"local function {setter}(x) {shared} = x end")
    with b.function(f"local function {body}(n)"):
        b.line("local s = 0")
        with b.loop(f"for {i} = 1, n do", trips):
            b.line(f"s = s + N({shared})")
            b.line(f"if {i} == {1 + b.below(trips)} then {setter}({b.pick(*TURNS)}) end")
            b.line(f"{shared} = N({shared}) + 1")
        b.line("return s")
    b.spend(trips * 30)
    show(b, f"{body}({trips})", shared)


def library_loop(b: Builder, _depth: int) -> None:
    """table and string functions in a hot loop."""
    trips, i, t = min(b.trips(), 30), b.fresh("i"), b.fresh("l")
    b.line(f"local {t} = {{}}")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        b.line(f"table.insert({t}, {b.pick('', '1, ')}({integer(b)} * 7) % 10)")
        if b.chance(40):
            b.line(f"if #{t} > {4 + b.below(8)} then table.remove({t}{b.pick('', ', 1')}) end")
    b.spend(trips * 25)
    order = b.pick(
        "", ", function(x, y) return x > y end", ", function(x, y) mix(x) return x < y end"
    )
    b.line(f"table.sort({t}{order})")
    show(b, f'table.concat({t}, ",")', f"#{t}")
    text = b.pick("(%w)", "%d+", "1", "")
    replacement = b.pick(
        '"<%0>"', '{["1"] = "one"}', 'function(x) if x == "2" then return "two" end end'
    )
    show(b, f'(table.concat({t}, " "):gsub("{text}", {replacement}))')


def growth(b: Builder, _depth: int) -> None:
    """A table that grows from array part to hash part and back while a loop is hot."""
    trips, i, t = b.trips(), b.fresh("i"), b.fresh("t")
    b.line(f"local {t} = {{}}")
    key = b.pick(
        f"{i}", f"{trips + 1} - {i}", f"{i} * 2", f"{i} % 5", f'"k" .. {i} % 9', f"{i} / 2"
    )
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"{t}[{key}] = N({t}[{key}]) + {i}")
        if b.chance(40):
            b.line(f"if {i} % {2 + b.below(4)} == 0 then {t}[{i} - 1] = nil end")
    b.spend(trips * 25)
    n, k, v = b.fresh("n"), b.fresh("k"), b.fresh("v")
    # The order of a traversal is PUC's to decide; only programs for engines that share it show it.
    traversal = f"mix({k})" if b.profile.exact else ""
    b.line(f"local {n} = 0")
    b.declare(n, Kind.NUM)
    b.line(f"for {k}, {v} in pairs({t}) do {n} = {n} + {v}; {traversal} end")
    show(b, n)
    if b.profile.exact:
        show(b, f"#{t}", f"(next({t}))")


def recursion(b: Builder, _depth: int) -> None:
    """A recursive function, perhaps by tail calls, hot enough to be unrolled."""
    name = b.fresh("f")
    depth = 1 + b.below(25)
    form = b.pick(
        f"if n <= 0 then return s end return {name}(n - 1, s + n)",
        f"if n <= 0 then return s end return 1 + {name}(n - 1, s)",
        f"if n < 2 then return n end return {name}(n - 1, s) + {name}(n - 2, s)",
    )
    b.line(f"local function {name}(n, s) {form} end")
    if "n - 2" in form:
        depth = min(depth, 12)
    b.spend(2500 if "n - 2" in form else depth * 12)
    show(b, f"{name}({depth}, {b.pick('0', '0.5', '1e15')})")


def nested_loops(b: Builder, depth: int) -> None:
    """Loops in loops with an inner trip count that varies: inner traces, outer links."""
    outer, i, j = min(b.trips(), 30), b.fresh("i"), b.fresh("i")
    inner = 1 + b.below(8)
    bound = b.pick(str(inner), i, f"{i} % {inner + 1}", f"{inner} - {i} % 3")
    total = b.fresh("n")
    b.line(f"local {total} = 0")
    b.declare(total, Kind.NUM)
    with b.loop(f"for {i} = 1, {outer} do", outer):
        b.declare(i, Kind.INT, mutable=False)
        with b.loop(f"for {j} = 1, {bound} do", outer if bound == i else inner):
            b.declare(j, Kind.INT, mutable=False)
            b.line(f"{total} = {total} + {i} {b.pick('*', '-', '%', '/')} {j}")
            block(b, min(depth - 1, 1), 2)
            if b.chance(30):
                b.line(f"if {boolean(b, 1)} then break end")
    show(b, total)


SHAPES: Sequence[tuple[int, Statement]] = (
    (3, nested_loops),
    (4, type_change),
    (3, element_change),
    (4, coercion),
    (2, operand_error),
    (2, raised_error),
    (3, metatable_change),
    (2, operators),
    (3, closures),
    (3, callee_change),
    (2, methods),
    (2, coroutine_loop),
    (2, wrapped_iterator),
    (2, varargs_loop),
    (2, upvalue_hot),
    (2, library_loop),
    (3, growth),
    (2, recursion),
)
