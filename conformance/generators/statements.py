"""Statements of the grammar: declarations, assignments, branches, loops, functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conformance.generators.decisions import choose, weighted
from conformance.generators.expressions import (
    BY_KIND,
    anything,
    boolean,
    integer,
    number,
    string,
)
from conformance.generators.scope import FIELDS, Builder, Kind

Statement = Callable[[Builder, int], None]

_PREFIXES = {Kind.INT: "i", Kind.NUM: "n", Kind.STR: "s", Kind.BOOL: "b", Kind.ANY: "v"}
# Below this many executions a place may print each time; above, only now and then.
PRINTED_TIMES = 12
# Ranges whose loop variable crosses an edge of 32-bit or exact double integers, or counts oddly.
EDGE_RANGES = (
    "1, 0", "3, 1, -1", "0, 1, 0.25", "2147483640, 2147483652, 3", "-2147483650, -2147483645",
    "9007199254740986, 9007199254740991", "1, 3.5", "-0.5, -3, -0.5", "0.1, 1, 0.1",
    "5, 1", "4294967294, 4294967298", "10, 0, -3",
)  # fmt: skip


def show(b: Builder, *values: str) -> None:
    """Print values, or every so often where this runs many times."""
    call = f"show({', '.join(values)})"
    times = b.frame.times
    if times <= PRINTED_TIMES:
        b.line(call)
        b.spend(40 * len(values))
        return
    b.line(f"every({times // 6}, {', '.join(values)})")
    b.spend(12)


def show_something(b: Builder, _depth: int) -> None:
    """Print a variable or an expression."""
    found = b.some(Kind.NUM, Kind.INT, Kind.STR, Kind.ANY, Kind.BOOL)
    values = [found.name if found else integer(b)]
    if b.chance(40):
        values.append(choose(b.decisions, (number, string, boolean, anything))(b))
    show(b, *values)


def checksum(b: Builder, _depth: int) -> None:
    """Add a value to the program's checksum: cheap enough for hot loops."""
    b.line(f"mix({choose(b.decisions, (number, anything, string))(b)})")
    b.spend(15)


def declare(b: Builder, _depth: int) -> None:
    """Declare one variable, or several at once."""
    kind = choose(b.decisions, (Kind.NUM, Kind.INT, Kind.STR, Kind.ANY, Kind.BOOL))
    name = b.fresh(_PREFIXES[kind])
    if b.chance(15):
        other = b.fresh("n")
        b.line(f"local {name}, {other} = {BY_KIND[kind](b)}, {number(b)}")
        b.declare(name, kind)
        b.declare(other, Kind.NUM)
        return
    b.line(f"local {name} = {BY_KIND[kind](b)}")
    b.declare(name, kind)


def declare_array(b: Builder, _depth: int) -> None:
    """Declare a table of numbers: from a constructor, or filled by a loop."""
    name = b.fresh("t")
    items = [number(b, 1) for _ in range(b.below(6))]
    if b.chance(20):
        items.append(f"[{8 + b.below(8)}] = {number(b, 1)}")
    if b.chance(15):
        items.append("nil")
    b.line(f"local {name} = {{{', '.join(items)}}}")
    b.declare(name, Kind.ARRAY, mutable=False)


def declare_record(b: Builder, _depth: int) -> None:
    """Declare a table with number fields."""
    name = b.fresh("r")
    fields = [f"{key} = {number(b, 1)}" for key in FIELDS]
    if b.chance(20):
        fields.append(f"{b.pick('d', 'e')} = {anything(b, 1)}")
    b.line(f"local {name} = {{{', '.join(fields)}}}")
    b.declare(name, Kind.RECORD, mutable=False)


def assign(b: Builder, depth: int) -> None:
    """Assign to a variable, keeping its kind."""
    target = b.some(*BY_KIND, mutable=True)
    if target is None:
        declare(b, depth)
        return
    b.line(f"{target.name} = {BY_KIND[target.kind](b)}")


def accumulate(b: Builder, depth: int) -> None:
    """The commonest statement of a hot loop: x = x + something."""
    target = b.some(Kind.NUM, mutable=True)
    if target is None:
        declare(b, depth)
        return
    operator = b.pick("+", "-", "*", "%", "/")
    b.line(f"{target.name} = {target.name} {operator} {number(b)}")


def swap(b: Builder, depth: int) -> None:
    """Assign several targets at once, each from the other."""
    found = b.visible(Kind.NUM, mutable=True)
    if len(found) < 2:
        assign(b, depth)
        return
    first, second = found[0].name, found[1 + b.below(len(found) - 1)].name
    b.line(f"{first}, {second} = {second}, {first} + {integer(b, 1)}")


def store_element(b: Builder, depth: int) -> None:
    """Store into an array: at a key, at its end, or a hole."""
    found = b.some(Kind.ARRAY)
    if found is None:
        declare_array(b, depth)
        return
    name = found.name
    form = b.below(5 if b.profile.exact else 3)
    if form == 2 and not b.profile.exact:
        form = 0
    match form:
        case 0 | 1:
            b.line(f"{name}[{integer(b)}] = {number(b)}")
        case 2:
            b.line(f"{name}[{integer(b)}] = nil")
        case 3:
            b.line(f"{name}[#{name} % 64 + 1] = {number(b)}")
        case _:
            b.line(f"{name}[{b.pick('0.5', '-1', '2^31', '-0', '1e15')}] = {number(b)}")


def store_field(b: Builder, depth: int) -> None:
    """Store into a record's field."""
    found = b.some(Kind.RECORD)
    if found is None:
        declare_record(b, depth)
        return
    b.line(f"{found.name}.{b.pick(*FIELDS)} = {number(b)}")


def branch(b: Builder, depth: int) -> None:
    """if, with elseif and else at will."""
    with b.block(f"if {boolean(b)} then"):
        block(b, depth - 1, 2)
        rest = b.below(3)
        if rest:
            _alternative(b, depth, "else" if rest == 1 else f"elseif {boolean(b)} then")


def _alternative(b: Builder, depth: int, opening: str) -> None:
    b.indent -= 1
    b.line(opening)
    b.indent += 1
    # The names of the branch before are out of scope here.
    b.scopes[-1].clear()
    block(b, depth - 1, 2)


def numeric_for(b: Builder, depth: int) -> None:
    """A numeric for loop with whole-number bounds."""
    trips = b.trips()
    name = b.fresh("i")
    bounds = b.pick(f"1, {trips}", f"{trips}, 1, -1", f"0, {2 * trips - 2}, 2")
    with b.loop(f"for {name} = {bounds} do", trips):
        b.declare(name, Kind.INT, mutable=False)
        b.linger(name)
        block(b, depth - 1, 4)


def edge_for(b: Builder, depth: int) -> None:
    """A numeric for loop whose variable crosses an edge."""
    name = b.fresh("n")
    with b.loop(f"for {name} = {b.pick(*EDGE_RANGES)} do", 10):
        b.declare(name, Kind.NUM, mutable=False)
        block(b, depth - 1, 2)
        show(b, name)


def while_loop(b: Builder, depth: int) -> None:
    """A while loop with a counter of its own, perhaps left by break."""
    trips = b.trips()
    name = b.fresh("w")
    b.line(f"local {name} = 0")
    extra = f" and {boolean(b, 1)}" if b.chance(25) else ""
    with b.loop(f"while {name} < {trips}{extra} do", trips):
        b.line(f"{name} = {name} + 1")
        b.declare(name, Kind.INT, mutable=False)
        block(b, depth - 1, 3)
        maybe_break(b)


def repeat_loop(b: Builder, depth: int) -> None:
    """A repeat loop; its condition sees the body's locals."""
    trips = b.trips()
    name = b.fresh("w")
    b.line(f"local {name} = 0")
    last = b.fresh("n")
    with b.loop("repeat", trips, f"until {name} >= {trips} or {last} ~= {last}"):
        b.line(f"{name} = {name} + 1")
        b.declare(name, Kind.INT, mutable=False)
        block(b, depth - 1, 3)
        b.line(f"local {last} = {number(b)}")


def generic_for(b: Builder, depth: int) -> None:
    """A generic for loop over an array, a string or a record."""
    found = b.some(Kind.ARRAY)
    key, value = b.fresh("i"), b.fresh("n")
    if found is None or b.chance(25):
        text = b.pick('"one two  three"', '"1,2,30"', '"aXbXc"')
        word = b.fresh("s")
        with b.loop(f'for {word} in ({text}):gmatch("%w+") do', 3):
            b.declare(word, Kind.STR)
            block(b, depth - 1, 2)
        return
    if b.profile.exact and b.chance(50):
        with b.loop(f"for {key}, {value} in pairs({found.name}) do", 16):
            # Other keys than small whole numbers occur, so the key is any number here.
            b.declare(key, Kind.NUM, mutable=False)
            b.declare(value, Kind.NUM)
            inspect_pair(b, key, value)
        return
    with b.loop(f"for {key}, {value} in ipairs({found.name}) do", 8):
        b.declare(key, Kind.INT, mutable=False)
        b.declare(value, Kind.NUM)
        inspect_pair(b, key, value)


def inspect_pair(b: Builder, key: str, value: str) -> None:
    """A traversal's body: it must not add keys to the table it walks."""
    b.line(f"mix({key})")
    if b.chance(50):
        accumulate(b, 0)
    show(b, key, value)


def maybe_break(b: Builder) -> None:
    """Leave the innermost loop early, sometimes."""
    if b.frame.loops and b.chance(25):
        b.line(f"if {boolean(b, 1)} then break end")


def define_function(b: Builder, depth: int) -> None:
    """A function from two numbers to one, which may loop, recurse or take varargs."""
    name = b.fresh("f")
    varargs = b.chance(20)
    first, second = b.fresh("n"), b.fresh("n")
    parameters = f"{first}, {second}" + (", ..." if varargs else "")
    with b.function(f"local function {name}({parameters})") as frame:
        frame.varargs = varargs
        b.declare(first, Kind.NUM)
        b.declare(second, Kind.NUM)
        block(b, min(depth - 1, 1), 3)
        if b.chance(30):
            b.line(f"if {boolean(b)} then return {number(b)} end")
        last = b.some(Kind.FUNCTION) if b.chance(20) else None
        if last is not None and b.affords(last.cost + 10):
            b.spend(last.cost + 10)
            # A tail call: the frame is gone when the callee runs.
            b.line(f"return {last.name}({number(b)}, {first})")
        else:
            b.line(f"return {number(b)}")
    b.declare(name, Kind.FUNCTION, mutable=False, cost=frame.cost)


def call_statement(b: Builder, depth: int) -> None:
    """Call a function for its effects; extra and missing arguments are adjusted."""
    found = b.some(Kind.FUNCTION)
    if found is None or not b.affords(found.cost + 10):
        accumulate(b, depth)
        return
    b.spend(found.cost + 10)
    extra = b.pick("", f", {anything(b, 1)}")
    b.line(f"{found.name}({number(b)}, {number(b)}{extra})")


def nested_block(b: Builder, depth: int) -> None:
    """do … end: locals end early and their slots are used again."""
    with b.block("do"):
        block(b, depth - 1, 3)


SIMPLE: Sequence[tuple[int, Statement]] = (
    (3, show_something),
    (4, declare),
    (5, accumulate),
    (5, assign),
    (3, checksum),
    (3, store_element),
    (3, store_field),
    (1, swap),
    (2, call_statement),
    (1, declare_array),
    (1, declare_record),
)
COMPOUND: Sequence[tuple[int, Statement]] = (
    (4, branch),
    (6, numeric_for),
    (2, while_loop),
    (2, repeat_loop),
    (2, generic_for),
    (2, define_function),
    (2, edge_for),
    (1, nested_block),
)


def statement(b: Builder, depth: int) -> None:
    """One statement; with no depth left, a simple one."""
    table = SIMPLE if depth <= 0 or not b.affords(200) else (*SIMPLE, *COMPOUND)
    weighted(b.decisions, table)(b, depth)


def block(b: Builder, depth: int, most: int) -> None:
    """A few statements."""
    for _ in range(1 + b.below(most)):
        if not b.affords(60):
            return
        statement(b, depth)
