"""A shape of objects that a hot loop makes and seldom shows: compiled code need not make them.

They live for a round, or are carried to the next; a rare branch keeps them, changes them first or
looks whether two variables hold the same one, and so finds what an exit has made of them.
"""

from __future__ import annotations

from conformance.generators.decisions import choose
from conformance.generators.scope import Builder, Kind
from conformance.generators.statements import show

_FIELDS = ("x", "y", "z")


def short_lived(b: Builder, _depth: int) -> None:
    """Objects of a class with metamethods, of which most are garbage when the round ends."""
    trips, i = b.trips(), b.fresh("i")
    make, kept, total = b.fresh("f"), b.fresh("q"), b.fresh("n")
    class_, carried = b.fresh("q"), b.fresh("o")
    fields = _FIELDS[: 1 + b.below(3)]
    first = fields[0]
    given = ", ".join(f"{field} = {field}" for field in fields)
    b.line(f"local {class_}, {kept}, {total} = {{}}, {{}}, 0; {class_}.__index = {class_}")
    b.declare(total, Kind.NUM)
    b.line(f"local function {make}({', '.join(fields)})")
    with_class = b.chance(75)
    made = f"{{{given}}}"
    b.line(f"  return {f'setmetatable({made}, {class_})' if with_class else made}")
    b.line("end")
    b.line(f"{class_}.name = {b.pick('1', '0.5')}")
    if with_class:
        sums = ", ".join(f"a.{f} {b.pick('+', '-', '*')} b.{f} % 97" for f in fields)
        b.line(f"{class_}.__add = function(a, b) return {make}({sums}) end")
    values = [b.pick(f"{i}", f"{i} * 0.5", f"-{i}", "2", f"{i} % 7") for _ in fields]
    b.line(f"local {carried} = {make}({', '.join('0' for _ in fields)})")
    with b.loop(f"for {i} = 1, {trips} do", trips):
        b.declare(i, Kind.INT, mutable=False)
        b.line(f"local p = {make}({', '.join(values)})")
        b.line(f"local r = {b.pick('p', carried, f'{make}({values[0]}, {values[-1]}, 1)')}")
        if b.chance(50):
            b.line(f"p.{first} = p.{first} {b.pick('+ 1', '* 2', f'- r.{first}')}")
        if b.chance(40):
            b.line(f"local both = {{p = p, r = r, again = {b.pick('p', 'r')}, at = {i}}}")
            b.line(f"{total} = {total} + both.again.{first} + both.at")
            b.line(f"if {i} % {9 + b.below(40)} == 0 then {kept}[#{kept} + 1] = both.p end")
        uses = (
            f"{kept}[#{kept} + 1] = {b.pick('p', 'r', carried)}",
            f"p.{first} = {i}; mix(N(p.{first}) + N(r.{first}) + N({carried}.{first}))",
            f"mix(rawequal(p, r)); mix(rawequal(r, {carried}))",
            f"p.{first} = nil; mix(p.{first} == nil); p.{first} = 1",
            f'r.{first} = "7"; {total} = {total} + N(r.{first}); r.{first} = 7',
            "for k, v in pairs(p) do mix(k); mix(v) end",
            f"{class_}.name = {i}; mix(p.name)",
        )
        for _ in range(1 + b.below(3)):
            rare = b.pick(f"{i} % {5 + b.below(60)} == 0", f"{i} == {1 + b.below(trips)}")
            b.line(f"if {rare} then {choose(b.decisions, uses)}")
            looks = ", ".join(f"N({name}.{fields[-1]})" for name in ("p", "r", carried))
            b.line(f"  print({i}, {looks}, rawequal(p, r)) end")
        b.line(f"{total} = ({total} + p.{first} + r.{first}) % 1000003")
        if b.chance(60):
            source = f"{carried} + p" if with_class else f"{make}(p.{first}, {i}, r.{first})"
            b.line(f"{carried} = {b.pick(source, source, 'r', 'p')}")
    b.spend(trips * 60)
    b.line(f"for _, o in ipairs({kept}) do")
    looks = ", ".join(f"N(o.{field})" for field in fields)
    b.line(f"  print({looks}, getmetatable(o) == {class_}, o == {carried})")
    b.line("end")
    b.spend(trips * 6)
    show(b, total, f"N({carried}.{first})", f"#{kept}")
