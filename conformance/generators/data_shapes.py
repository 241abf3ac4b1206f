"""Shapes of data in hot loops: more variables than registers, rotations, structures that grow.

They press on register allocation and on what moves at a loop's edge, and on the collector: every
store of an object into an older one needs its write barrier.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.generators.decisions import choose
from conformance.generators.expressions import BY_KIND, boolean, integer, number, string
from conformance.generators.scope import Builder, Kind
from conformance.generators.short_lived import short_lived
from conformance.generators.statements import Statement, block, show


def rotation(b: Builder, depth: int) -> None:
    """Variables that change places in every iteration, of one type or of several."""
    trips, i = b.trips(), b.fresh("i")
    names = [b.fresh("p") for _ in range(2 + b.below(4))]
    kinds = (Kind.NUM, Kind.STR, Kind.BOOL, Kind.ANY) if b.chance(40) else (Kind.NUM,)
    values = [BY_KIND[kinds[b.below(len(kinds))]](b) for _ in names]
    b.line(f"local {', '.join(names)} = {', '.join(values)}")
    for name in names:
        b.declare(name, Kind.ANY)
    turn = 1 + b.below(len(names) - 1)
    turned = names[turn:] + names[:turn]
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        sources = [f"N({name}) + {i}" if b.chance(20) else name for name in turned]
        b.line(f"{', '.join(names)} = {', '.join(sources)}")
        if b.chance(40):
            b.line(f"if {boolean(b, 1)} then {names[0]}, {names[1]} = {names[1]}, {names[0]} end")
        b.line(f"mix({names[b.below(len(names))]})")
        if b.chance(30):
            block(b, min(depth - 1, 1), 1)
    b.spend(trips * 20)
    show(b, *names)


def many_locals(b: Builder, _depth: int) -> None:
    """A hot loop over more variables than there are registers, all of them alive."""
    trips, i, body = min(b.trips(), 30), b.fresh("i"), b.fresh("f")
    count = 12 + b.below(30)
    names = [f"l{n}" for n in range(count)]
    with b.function(f"local function {body}(n)"):
        for first in range(0, count, 6):
            some = names[first : first + 6]
            b.line(f"local {', '.join(some)} = {', '.join(b.pick('1', '0.5', '-3') for _ in some)}")
        if b.chance(40):
            b.line(f"{names[b.below(count)]} = {b.pick(chr(34) + '3' + chr(34), '{}', 'true')}")
        with b.loop(f"for {i} = 1, n do", trips):
            for _ in range(3 + b.below(12)):
                target, left, right = (names[b.below(count)] for _ in range(3))
                b.line(f"{target} = (N({left}) {b.pick('+', '-', '*')} N({right})) % 97")
            if b.chance(50):
                left, right = names[b.below(count)], names[b.below(count)]
                b.line(f"{left}, {right} = {right}, {left}")
            b.line(f'if {i} == {1 + b.below(trips)} then {names[b.below(count)]} = "7" end')
            b.line(f"if {i} % {2 + b.below(9)} == 0 then mix({names[b.below(count)]}) end")
        b.line(f"return {', '.join(names)}")
    b.spend(trips * 150)
    show(b, f"{body}({trips})")


def straight_numbers(b: Builder, _depth: int) -> None:
    """Pure arithmetic over many variables: nothing leaves the registers but by a spill."""
    trips, i, body = b.trips(), b.fresh("i"), b.fresh("f")
    count = 4 + b.below(24)
    names = [f"l{n}" for n in range(count)]
    with b.function(f"local function {body}(n)"):
        for first in range(0, count, 6):
            some = names[first : first + 6]
            b.line(f"local {', '.join(some)} = {', '.join(b.pick('1', '0.5', '-3') for _ in some)}")
        with b.loop(f"for {i} = 1, n do", trips):
            for _ in range(2 + b.below(12)):
                target, left, right = (names[b.below(count)] for _ in range(3))
                operation = b.pick(
                    f"{left} + {right}", f"{left} - {right}", f"{left} * 0.5", f"-{left}",
                    f"{left} % 7", f"{left} / 3", f"math.floor({left})", f"{left} * {right} % 11",
                    f"math.max({left}, {right})", f"math.abs({left})", f"{left} + {i}", f"{i}",
                    f"{left} % {right}", f"{left} ^ 2 % 1e6", f"math.sqrt({left})",
                )  # fmt: skip
                b.line(f"{target} = {operation}")
            if b.chance(60):
                left, right = names[b.below(count)], names[b.below(count)]
                b.line(f"if {left} {b.pick('<', '<=', '==', '>')} {right} then {left} = {i} end")
            if b.chance(50):
                left, right = names[b.below(count)], names[b.below(count)]
                b.line(f"{left}, {right} = {right}, {left}")
        b.line(f"return {', '.join(names)}")
    b.spend(trips * 60)
    show(b, f"{body}({trips})")


def structures(b: Builder, _depth: int) -> None:
    """Lists, trees and queues that a hot loop builds, changes and takes down again."""
    trips, i, root, total = min(b.trips(), 40), b.fresh("i"), b.fresh("q"), b.fresh("n")
    b.line(f"local {root}, {total} = nil, 0")
    b.declare(total, Kind.NUM)
    form = b.below(4)
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        value = b.pick(f"{i}", f'"s" .. {i}', f"{{{i}}}", f"{integer(b, 0)}")
        match form:
            case 0:
                b.line(f"{root} = {{next = {root}, value = {value}}}")
                b.line(f"if {i} % {2 + b.below(5)} == 0 then {root}.next.next = {root}.next end")
                b.line(f"if {i} % 6 == 0 then {root} = {root}.next end")
            case 1:
                b.line(f"local node, key = {root}, {i} * {3 + 2 * b.below(9)} % 31")
                b.line(f"if not node then {root} = {{key = key, value = {value}}} end")
                with b.block("while node do"):
                    b.line('local side = key < node.key and "left" or "right"')
                    b.line("if not node[side] then")
                    b.line(f"  node[side] = {{key = key, value = {value}}} break")
                    b.line("end")
                    b.line(f"node = node[side]; {total} = {total} + 1")
            case 2:
                b.line(f"{root} = {root} or {{first = 1, last = 0}}")
                b.line(f"{root}.last = {root}.last + 1; {root}[{root}.last] = {value}")
                with b.block(f"if {i} % {2 + b.below(3)} == 0 then"):
                    b.line(f"mix(type({root}[{root}.first])); {root}[{root}.first] = nil")
                    b.line(f"{root}.first = {root}.first + 1")
            case _:
                b.line(f"{root} = {root} or {{}}")
                b.line(f"local row = {root}[{i} % 5] or {{}}; {root}[{i} % 5] = row")
                b.line(f"row[#row + 1] = {value}; row.last = row; row.size = #row")
                b.line(f"{total} = {total} + row.size + #{root}")
    b.spend(trips * (90 if form == 1 else 40))
    count = b.fresh("n")
    b.line(f"local function {count}(t, depth)")
    b.line("  local n = 1")
    b.line('  if type(t) ~= "table" or depth > 60 then return N(t) end')
    fields = ("next", "left", "right", "value", "first", "last", "size", "key")
    b.line(f"  for _, k in ipairs({{{', '.join(chr(34) + f + chr(34) for f in fields)}}}) do")
    b.line(f"    if t[k] ~= t then n = (n * 3 + {count}(t[k], depth + 1)) % 1000003 end")
    b.line("  end")
    b.line("  return n")
    b.line("end")
    b.spend(trips * 160)
    show(b, total, f"{count}({root}, 0)")


def kept_objects(b: Builder, _depth: int) -> None:
    """Objects that a hot loop stores where only old objects refer to them."""
    trips, i, old, total = min(b.trips(), 60), b.fresh("i"), b.fresh("o"), b.fresh("n")
    get, put = b.fresh("f"), b.fresh("f")
    b.line(f"local {old}, {total} = setmetatable({{}}, {{__index = {{}}}}), 0")
    b.declare(total, Kind.NUM)
    # The variable of these two is closed: they are all that refers to it.
    b.line(f"local {get}, {put}")
    b.line(f"do local kept = {string(b, 0)}; {get} = function() return kept end")
    b.line(f"  {put} = function(x) kept = x end end")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        value = b.pick(f"{{{i}}}", f'"new" .. {i}', f"function() return {i} end", f"{i} / 2")
        places = (
            (f"{put}({value})", f"{get}()"),
            (f"{old}[{i} % 4] = {value}", f"{old}[{i} % 4]"),
            (f"{old}.field = {value}", f"{old}.field"),
            (f"getmetatable({old}).__index.other = {value}", f"{old}.other"),
            (f"{old}[{value}] = {i}", f"{old}[1]"),
            (
                f"if {i} % 8 == 1 then setmetatable({old}, {{__index = {{other = {value}}}}}) end",
                f"{old}.other",
            ),
            (f"rawset({old}, 1, {value})", f"{old}[1]"),
            (f"table.insert({old}, {value})", f"{old}[#{old} - {i} % 3]"),
            (f"table.insert({old}, 1, {value})", f"{old}[{i} % 3 + 1]"),
        )
        # What is allocated behind a store takes the place of what was freed too early.
        for _ in range(1 + b.below(3)):
            place, look = choose(b.decisions, places)
            b.line(place)
            b.line(
                f"local garbage = {{{b.pick('{}', f'{chr(34)}g{chr(34)} .. {i}', '{}, {0}')}, -1}}"
            )
            if b.chance(30):
                collect = b.pick("collectgarbage()", 'collectgarbage("step")')
                b.line(f"if {i} % {3 + b.below(9)} == 0 then {collect} end")
            if b.chance(25):
                look = choose(b.decisions, places)[1]
            b.line(f"local seen = {look}")
            b.line('if type(seen) == "table" then seen = seen[1]')
            b.line('elseif type(seen) == "function" then seen = seen() end')
            b.line(f"{total} = {total} + N(seen); mix(seen)")
    b.spend(trips * 90)
    show(b, total, f"type({get}())", f"{number(b, 0)}")


DATA_SHAPES: Sequence[tuple[int, Statement]] = (
    (3, rotation),
    (2, many_locals),
    (3, straight_numbers),
    (2, structures),
    (2, short_lived),
    (2, kept_objects),
)
