"""Shapes around objects: made, filled, changed and compared in hot loops, a few unlike the others.

Most rounds of a loop see objects of one kind, for which compiled code is made; then come some with
another metatable, other names, or names in another order.
"""

from __future__ import annotations

from conformance.generators.decisions import choose
from conformance.generators.expressions import number
from conformance.generators.scope import Builder, Kind
from conformance.generators.statements import Statement, show

_NAMES = ("a", "b", "c", "d", "e")
# Names of methods, methods, and expressions that depend on whether objects have them.
_METHODS = (
    ("__index", "function(t, k) return 3 end", "N(one.none)"),
    ("__index", "{none = 5}", "N(other.none)"),
    ("__eq", "function(p, q) return true end", "(one == other and 1 or 0)"),
    ("__newindex", "function(t, k, v) rawset(t, 'last', v) end", "N(rawget(one, 'last'))"),
)
# How an object of another kind is made; `n` is the round.
_OTHERS = (
    "setmetatable({a = n}, {__index = function(t, k) return #k + n end})",
    "setmetatable({a = n}, {__index = {b = n, c = -n, d = 2, e = 3}})",
    "setmetatable({a = n}, {__newindex = function(t, k, v) rawset(t, k, N(v) + 1) end})",
    "setmetatable({a = n}, {__newindex = seen})",
    "setmetatable({}, {__index = seen, __newindex = seen})",
    "{e = n, d = n, c = n, b = n, a = n}",
    "{a = n, n, n + 1}",
    "{}",
)
_PLAIN = ("{a = n}", "{a = n, b = 1}", "{b = 1, a = n}", "{a = n, n}")
_WORDS = ("", "a", "ab", "b", "ba", "10", "9", "a\\0", "a\\0b", "B")


def _constructor(b: Builder, value: str) -> str:
    """A table with some names in some order, now and then the same one twice, or a last array."""
    names = [b.pick(*_NAMES) for _ in range(1 + b.below(4))]
    fields = [f"{name} = {b.pick(value, '1', 'nil', 'false', number(b, 0))}" for name in names]
    if b.chance(20):
        fields.append(b.pick(value, f"{value}, 2", f"S({value})"))
    return "{" + ", ".join(fields) + "}"


def _use(b: Builder, place: str, value: str) -> str:
    """A statement that reads or changes a field."""
    name = f"{place}.{b.pick(*_NAMES)}"
    return b.pick(
        f"mix({name})", f"{name} = {value}", f"{name} = N({name}) + 1", f"{name} = nil",
        f"mix({name} == nil)", f"mix(rawget({place}, '{b.pick(*_NAMES)}'))",
    )  # fmt: skip


def constructed(b: Builder, _depth: int) -> None:
    """Tables of two constructors, filled and read behind both, in the order of their nodes too."""
    trips, i = b.trips(), b.fresh("i")
    first, second, total = b.fresh("r"), b.fresh("r"), b.fresh("n")
    b.line(f"local {total} = 0")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.linger(i)
        b.line(f"local {first} = {_constructor(b, i)}")
        if b.chance(50):
            b.line(_use(b, first, i))
        b.line(f"local {second} = {_constructor(b, i)}")
        if b.chance(25):
            b.line(f"if {i} % {2 + b.below(9)} == 0 then {first} = {second} end")
        for _ in range(2 + b.below(5)):
            table = b.pick(first, second)
            if b.chance(40):
                # What a name holds before it is stored, and whether it is.
                name, rare = f"{table}.{b.pick(*_NAMES)}", 2 + b.below(9)
                store = f"{name} = {b.pick(i, 'nil', 'false')}"
                b.line(f"mix({name})")
                b.line(b.pick(store, f"if {i} % {rare} == 0 then {store} end"))
            else:
                b.line(_use(b, table, i))
        if b.chance(30):
            table = b.pick(first, second)
            b.line(
                f"for k, v in pairs({table}) do {total} = ({total} * 7 + N(v) + #S(k)) % 1009 end"
            )
    b.spend(trips * 60)
    b.declare(total, Kind.NUM)
    show(b, total)


def mixed_objects(b: Builder, _depth: int) -> None:
    """A hot loop over objects, of which those of some rounds are of another kind."""
    trips, n = b.trips(60), b.fresh("i")
    objects, seen, at = b.fresh("l"), b.fresh("r"), 1 + b.below(max(20, trips))
    plain, other = b.pick(*_PLAIN), b.pick(*_OTHERS)
    b.line(f"local {objects}, seen = {{}}, {{}}")
    b.line(f"local {seen} = seen")
    rare = b.pick(f"n == {at}", f"n > {at}", f"n % {2 + at} == 0")
    b.line(f"for n = 1, {trips} do {objects}[n] = {rare} and {other} or {plain} end")
    with b.loop(f"for {n} = 1, {trips} do", trips):
        b.line(f"local o = {objects}[{n}]")
        for _ in range(1 + b.below(4)):
            name = f"o.{b.pick(*_NAMES)}"
            b.line(b.pick(_use(b, "o", n), f"{name} = {n}", f"mix({name})", f"{name} = {n}"))
    b.spend(trips * 40)
    names = ", ".join(f"{seen}.{name}" for name in _NAMES)
    show(b, names, f"{objects}[{trips}].a", f"rawget({objects}[{min(at, trips)}], 'b')")


def new_beside_old(b: Builder, _depth: int) -> None:
    """A new object that is put where another path finds it: as the same one, or not."""
    trips, i = b.trips(), b.fresh("i")
    shelf, total, near = b.fresh("l"), b.fresh("n"), b.below(3)
    b.line(f"local {shelf}, {total} = {{{{v = 1}}, {{v = 2}}, {{v = 3}}, {{v = 4}}}}, 0")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(
            f"local new = {b.pick('{v = I, w = 1}', '{w = 1, v = I}', '{v = I}')}".replace("I", i)
        )
        b.line(f"{shelf}[{i} % 4 + 1] = new")
        b.line(f"local old = {shelf}[{b.pick('(I + D) % 4 + 1', 'I % 4 + 1', 'I % 3 + 1')}]"
               .replace("I", i).replace("D", str(near)))  # fmt: skip
        b.line(f"old.v = {b.pick('old.v + 1', '-old.v', 'nil', 'S(old.v)')}")
        if b.chance(30):
            b.line("setmetatable(old, {__index = function(t, k) return 5 end})")
        b.line(f"{total} = ({total} + N(new.v) * 3 + N(new.w)) % 10007")
        if b.chance(40):
            b.line(f"if rawequal(old, new) then {total} = {total} + 1 end")
    b.spend(trips * 50)
    b.declare(total, Kind.NUM)
    show(b, total, f"{shelf}[1].v", f"{shelf}[2].v", f"#{shelf}")


def replaced_values(b: Builder, _depth: int) -> None:
    """Cells that outlive many collections, each round given a new object in place of an old one."""
    trips, i = b.trips(), b.fresh("i")
    cell, cells, total, count = b.fresh("f"), b.fresh("l"), b.fresh("n"), 1 + b.below(6)
    with b.function(f"local function {cell}(value)"):
        b.line("return function(new) local old = value; value = new; return old end")
    b.line(f"local {cells}, {total} = {{}}, 0")
    b.line(f"for k = 1, {count} do {cells}[k] = {cell}({{k, S(k)}}) end")
    made = b.pick("{I, 'n' .. I}", "{I, S(I), {I}}", "setmetatable({I, S(I)}, {__index = {9}})")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"local old = {cells}[{i} % {count} + 1]({made.replace('I', i)})")
        b.line(f"{total} = ({total} * 3 + old[1] + #old[2]) % 10007")
        if b.chance(40):
            b.line(f"setmetatable(old, {{__index = {{{i}, tag = {i} .. 'x'}}}})")
            b.line(f"{cells}.kept = old")
            b.line(f"mix({cells}.kept.tag)")
    b.spend(trips * 40)
    b.declare(total, Kind.NUM)
    show(b, total, f"{cells}[1]({{}})[2]", f"{cells}.kept and {cells}.kept.tag")


def stored_twice(b: Builder, _depth: int) -> None:
    """Old objects that get two new ones in a round; in between the collector may go on."""
    trips, i = b.trips(), b.fresh("i")
    boxes, total = b.fresh("l"), b.fresh("n")
    between = b.pick(
        "local s = ('x'):rep(I % 50)", "collectgarbage('step', 1)", "local s = S(I) .. S(-I)",
        "local s = string.format('%d-%d', I, -I)", "local s = table.concat({I, 'x', I})",
        "local s = ('a b'):gsub('%w', '%0%0')", "local s = {I, {I}}", "mix(S(I))",
    ).replace("I", i)  # fmt: skip
    first, second = b.pick(".a", "[1]"), b.pick(".b", "[2]", ".a")
    count = 1 + b.below(min(trips, 40))
    b.line(f"local {boxes}, {total} = {{}}, 0")
    old = "{{0, 'x'}, {0, 'x'}, a = {0, 'x'}, b = {0, 'x'}}"
    b.line(f"for k = 1, {count} do {boxes}[k] = {old} end")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"local box = {boxes}[{i} % {count} + 1]")
        b.line(f"{total} = ({total} * 3 + box{first}[1] + #box{second}[2]) % 10007")
        b.line(f"box{first} = {{{i}, 'y'}}")
        b.line(between)
        b.line(f"box{second} = {b.pick('{I, {I}}', '{I, S(I)}').replace('I', i)}")
    b.spend(trips * 60)
    b.declare(total, Kind.NUM)
    show(b, total, f"{boxes}[1]{first}[1]", f"#{boxes}[1]{second}[2]")


def kept_metatables(b: Builder, _depth: int) -> None:
    """Old objects that get new metatables in a hot loop, looked at when much was collected."""
    trips, i = b.trips(80), b.fresh("i")
    objects, total, count = b.fresh("l"), b.fresh("n"), 1 + b.below(12)
    b.line(f"local {objects}, {total} = {{}}, 0")
    b.line(f"for k = 1, {count} do {objects}[k] = {{k}} end")
    meta = b.pick(
        "{__index = {tag = I}}", "{__index = function(t, k) return I end}",
        "{__index = {tag = S(I) .. 'x'}, __call = function(t, x) return x + I end}",
    ).replace("I", i)  # fmt: skip
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.linger(i)
        change = f"setmetatable({objects}[{i} % {count} + 1], {meta})"
        b.line(b.pick(f"if {i} % {3 + b.below(9)} == 1 then {change} end", change))
        b.line(f"{total} = ({total} + N({objects}[{i} * 7 % {count} + 1].tag)) % 10007")
        if b.chance(50):
            b.line(f"local waste = {{{i}, {{S({i})}}}}")
    b.line(f"for k = 1, {count} do mix({objects}[k].tag) end")
    b.spend(trips * 50)
    b.declare(total, Kind.NUM)
    show(b, total, f"{objects}[1].tag")


def given_back(b: Builder, _depth: int) -> None:
    """Metatables that lose a method, are asked for it, and get it back; fields that come and go."""
    trips, i = b.trips(), b.fresh("i")
    objects, meta, total = b.fresh("l"), b.fresh("m"), b.fresh("n")
    name, method, ask = choose(b.decisions, _METHODS)
    b.line(f"local {total}, {meta} = 0, {{{name} = {method}}}")
    b.line(f"local {objects} = {{setmetatable({{}}, {meta}), setmetatable({{}}, {meta})}}")
    b.line(f"local one, other, method = {objects}[1], {objects}[2], {meta}.{name}")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.linger(i)
        give = b.pick(f"{meta}.{name} = method", f'{meta}["__" .. "{name[2:]}"] = method')
        b.line(f"{give}; one.field = {i}; one.field = {b.pick('nil', i)}")
        b.line(f"if {i} % {2 + b.below(9)} == 0 then {total} = {total} + {ask} end")
        b.line(f"if {i} % {2 + b.below(9)} == 0 then")
        b.line(f"  {meta}.{name} = nil; {total} = {total} + {ask}; {b.pick('', give)}")
        b.line("end")
    b.line(f"{meta}.{name} = method")
    b.spend(trips * 40)
    b.declare(total, Kind.NUM)
    show(b, total, ask, f"{objects}[1].field")


def ordered_words(b: Builder, _depth: int) -> None:
    """Strings compared in a hot loop: nearly always with one outcome, then equal or otherwise."""
    trips, i = b.trips(), b.fresh("i")
    words, total, pivot = b.fresh("l"), b.fresh("n"), b.pick(*_WORDS)
    usual, late = b.pick(*_WORDS), 1 + b.below(trips)
    others = ", ".join(f'"{b.pick(pivot, *_WORDS)}"' for _ in range(1 + b.below(4)))
    b.line(f"local {words}, {total}, others = {{}}, 0, {{{others}}}")
    word = f'k < {late} and "{usual}" or others[k % #others + 1]'
    b.line(f"for k = 1, {trips} do {words}[k] = {word} end")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.line(f"local word = {words}[{i}]")
        for _ in range(1 + b.below(2)):
            left, right = b.pick("word", f'"{pivot}"'), b.pick("word", f'"{pivot}"')
            test = f"{left} {b.pick('<=', '<', '>', '>=', '==', '~=')} {right}"
            test = b.pick(test, f"not ({test})")
            b.line(f"if {test} then {total} = {total} + 1 else {total} = {total} * 2 % 1009 end")
    b.spend(trips * 30)
    b.declare(total, Kind.NUM)
    show(b, total)


def open_results(b: Builder, _depth: int) -> None:
    """Library functions that give as many results as they find, all of them wanted."""
    trips, i = b.trips(80), b.fresh("i")
    count, total, subjects = b.fresh("f"), b.fresh("n"), b.fresh("l")
    b.line(f"local function {count}(...) return select('#', ...), (...) end")
    b.line(f"local {total}, {subjects} = 0, {{}}")
    # What changes is read from a table: a condition would be a guard of its own.
    usual, other = b.pick("'abc'", "'zzz'", "'b'"), b.pick("'zb'", "'zzz'", "''", "'abcb'")
    rare = b.pick(f"k == {1 + b.below(trips)}", f"k > {1 + b.below(trips)}", "k % 7 == 0")
    b.line(f"for k = 1, {trips} do {subjects}[k] = {rare} and {other} or {usual} end")
    for _ in range(1 + b.below(2)):
        pattern = b.pick(
            "'b'", "'z'", "'(b)'", "'(a)(b)'", "'()b'", "'^a'", "'b', 1, true", "'[bz]()'"
        )
        call = f"s:{b.pick('find', 'match', 'find', 'gsub')}({pattern})"
        if "gsub" in call:
            call = f"s:gsub({pattern.split(', ')[0]}, '-')"
        with b.loop(f"for {i} = 1, {trips} do", trips):
            b.line(f"local s = {subjects}[{i}]")
            if b.chance(40):
                b.line(f"local p, q, r = {call}")
                b.line(f"{total} = ({total} * 5 + N(p) + N(q) * 2 + N(r)) % 10007")
            if b.chance(50):
                b.line(f"local p, q = {count}({b.pick('', 'I, ').replace('I', i)}{call})")
                b.line(f"{total} = ({total} * 5 + p + N(q)) % 10007")
            if b.chance(40):
                b.line(f"local t = {{{call}}}")
                b.line(f"{total} = ({total} * 5 + #t) % 10007")
            b.line(f"mix((select('#', {call})))")
    b.spend(trips * 40)
    b.declare(total, Kind.NUM)
    show(b, total)


OBJECT_SHAPES: tuple[tuple[int, Statement], ...] = (
    (3, constructed),
    (3, mixed_objects),
    (2, new_beside_old),
    (2, replaced_values),
    (2, stored_twice),
    (2, kept_metatables),
    (2, given_back),
    (2, ordered_words),
    (2, open_results),
)
