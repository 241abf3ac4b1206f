"""Allocation sinking: IR in, IR out."""

import re

import pytest

from conformance.jit_under_test.ir.verifier import verify
from conformance.jit_under_test.optimizer.sink import sink
from tests.optimizer.texts import lines, normal, parse

SHAPE = "shape TAB:0x40 VAL:0x111 nil\n"
START = "v0 = sload VAL #0\nv1 = unbox NUM v0 !0\nsnap 0 pc=0x8 clock=0 {}\n"
BOXED = START + "v2 = sload VAL #1\n"


def table(first: int, value: str) -> str:
    """A table v<first> with one value, which is at the address v<first + 2>."""
    return (
        f"v{first} = call TAB @copy TAB:0x40\nv{first + 1} = fload PTR v{first} table.node\n"
        f"v{first + 2} = nref PTR v{first + 1} #0 VAL:0x111\nhstore v{first + 2} {value}\n"
    )


def sunk(number: int) -> str:
    return f"v{number} = sunk TAB @copy TAB:0x40\n"


ONE = table(3, "v1")
LEFT = START + ONE + "loop 1 1\n"
GUARD = "flt v1 9.0"

# What goes in, and what comes out; None: the same.
CASES: dict[str, tuple[str, str | None]] = {
    "one object in two slots": (
        START + ONE + f"snap 1 pc=0x8 clock=0 {{2: v3, 4: v3}}\n{GUARD} !1\n",
        START + sunk(3) + "spend #7\n"
        f"snap 1 pc=0x8 clock=0 {{2: v3, 4: v3}} v3(node 0: v1)\n{GUARD} !1\n",
    ),
    "guards that share a state, and a store between them": (
        START + ONE + f"snap 1 pc=0x8 clock=0 {{2: v3}}\n{GUARD} !1\n"
        "hstore v5 2.5\nflt v1 8.0 !1\n",
        START + sunk(3) + "spend #7\n"
        f"snap 1 pc=0x8 clock=0 {{2: v3}} v3(node 0: v1)\n{GUARD} !1\n"
        "snap 2 pc=0x8 clock=0 {2: v3} v3(node 0: 2.5)\nflt v1 8.0 !2\n",
    ),
    "metatables, barriers and what one holds of the other": (
        START + ONE + table(7, "v3") + "fstore v7 table.metatable v3\ntbar v7\nhstore v5 v7\n"
        f"snap 1 pc=0x8 clock=0 {{2: v7}}\n{GUARD} !1\n",
        START + sunk(3) + "spend #14\n" + sunk(7) + "snap 1 pc=0x8 clock=0 {2: v7} "
        f"v7(metatable 0: v3, node 0: v3) v3(node 0: v7)\n{GUARD} !1\n",
    ),
    "elements": (
        START + "v3 = call TAB @new 2 0\nv4 = fload PTR v3 table.array\nv5 = aref PTR v4 1\n"
        f"astore v5 v1\nsnap 1 pc=0x8 clock=0 {{2: v3}}\n{GUARD} !1\n",
        START + "v3 = sunk TAB @new 2 0\nspend #5\n"
        f"snap 1 pc=0x8 clock=0 {{2: v3}} v3(element 1: v1)\n{GUARD} !1\n",
    ),
    "an element that is not there": (
        START + "v3 = call TAB @new 2 0\nv4 = fload PTR v3 table.array\nv5 = aref PTR v4 2\n"
        f"astore v5 v1\nsnap 1 pc=0x8 clock=0 {{2: v3}}\n{GUARD} !1\n",
        None,
    ),
    "a table nobody knows the keys of": (
        START + "v3 = call TAB @copy TAB:0x80\n"
        f"snap 1 pc=0x8 clock=0 {{2: v3}}\n{GUARD} !1\n",
        None,
    ),
    "compared with what was loaded later": (
        START + ONE + "v7 = fload TAB TAB:0x60 table.metatable\nne v3 v7 !0\n", None,
    ),
    "stored into an object that is there": (
        START + ONE + "fstore TAB:0x60 table.metatable v3\n", None,
    ),
    "stored into one that escapes": (
        START + ONE + table(7, "v3") + "fstore TAB:0x60 table.metatable v7\n", None,
    ),
    "read from memory": (
        START + ONE + "v7 = hload VAL v5\nsnap 1 pc=0x8 clock=0 {2: v7}\nflt v1 1.0 !1\n", None,
    ),
    "in a state that code writes": (
        START + ONE + "snap 1 pc=0x8 clock=0 {2: v3}\nscall @any !1\n", None,
    ),
    "at the end": (START + ONE + "snap 1 pc=0x8 clock=0 {2: v3}\nend stop !1\n", None),
    "in a dead slot of a state that code writes": (
        START + ONE + "snap 1 pc=0x8 clock=0 dead(2) {2: v3}\nscall @any !1\n",
        START + "spend #7\nsnap 1 pc=0x8 clock=0 {2: nil}\nscall @any !1\n",
    ),
    "in a dead slot, with something for the collector": (
        BOXED + table(3, "v2") + "snap 1 pc=0x8 clock=0 dead(2 3) {2: v3, 3: v3}\n" + GUARD
        + " !1\nscall @any !1\n",
        BOXED + "spend #7\nsnap 1 pc=0x8 clock=0 {2: v2, 3: nil}\n" + GUARD
        + " !1\nscall @any !1\n",
    ),
    "in a dead slot, with more for the collector than there are slots": (
        BOXED + table(3, "v2") + "v7 = sload VAL #7\nv8 = unbox TAB v7 !0\n"
        "fstore v3 table.metatable v8\nsnap 1 pc=0x8 clock=0 dead(2) {2: v3}\nscall @any !1\n",
        None,
    ),
    "one check of the collector's debt in place of two": (
        START + ONE + "snap 1 pc=0x8 clock=0 {2: v3}\ngccheck !1\n" + table(8, "v1")
        + "snap 2 pc=0x8 clock=0 {2: v8}\ngccheck !2\nsnap 3 pc=0x8 clock=0 {2: v8}\n"
        + GUARD + " !3\n",
        START + sunk(3) + "spend #14\nsnap 1 pc=0x8 clock=0 {2: v3} v3(node 0: v1)\ngccheck !1\n"
        + sunk(8) + f"snap 3 pc=0x8 clock=0 {{2: v8}} v8(node 0: v1)\n{GUARD} !3\n",
    ),
    "but behind another allocation": (
        START + ONE + "snap 1 pc=0x8 clock=0 {2: v3}\ngccheck !1\nv8 = call TAB @make\ngccheck !0\n"
        "scall @any !0\n",
        START + sunk(3) + "spend #7\nsnap 1 pc=0x8 clock=0 {2: v3} v3(node 0: v1)\ngccheck !1\n"
        "v8 = call TAB @make\ngccheck !0\nscall @any !0\n",
    ),
    "a table of the round before, and one that is stored into": (
        LEFT + "snap 1 pc=0x8 clock=0 {2: v3}\nclockcheck !1\nhstore v5 nil\n"
        "snap 2 pc=0x8 clock=0 {2: v3}\nclockcheck !2\nv10 = add NUM v1 1.0\n" + table(11, "v10")
        + "phi v1 v10\nphi v3 v11\nphi v4 v12\nphi v5 v13\nend loop",
        START + sunk(3) + "spend #7\nloop 1 1\n"
        "snap 1 pc=0x8 clock=0 {2: v3} v3(node 0: v1)\nclockcheck !1\n"
        "snap 2 pc=0x8 clock=0 {2: v3} v3(node 0: nil)\nclockcheck !2\n"
        "v10 = add NUM v1 1.0\nspend #7\nphi v1 v10\nend loop",
    ),
    "a PHI for what only the table held": (
        LEFT + "snap 1 pc=0x8 clock=0 {2: v3}\nclockcheck !1\n"
        "v10 = sload VAL #7\nv11 = unbox NUM v10 !0\n" + table(12, "v11")
        + "phi v3 v12\nend loop",
        START + sunk(3) + "spend #7\nloop 1 1\n"
        "snap 1 pc=0x8 clock=0 {2: v3} v3(node 0: v1)\nclockcheck !1\n"
        "v10 = sload VAL #7\nv11 = unbox NUM v10 !0\nspend #7\nphi v1 v11\nend loop",
    ),
    "what the table held is boxed once": (
        BOXED + table(3, "v2") + "loop 1 1\nsnap 1 pc=0x8 clock=0 {2: v3}\nclockcheck !1\n"
        "v10 = sload VAL #7\nv11 = unbox NUM v10 !0\n" + table(12, "v11")
        + "phi v3 v12\nend loop",
        BOXED + sunk(3) + "spend #7\nloop 1 1\n"
        "snap 1 pc=0x8 clock=0 {2: v3} v3(node 0: v2)\nclockcheck !1\n"
        "v10 = sload VAL #7\nv11 = unbox NUM v10 !0\nspend #7\nv12 = box VAL v11\n"
        "phi v2 v12\nend loop",
    ),
    "a constant that changes": (
        START + table(3, "1.0") + "loop 1 1\nsnap 1 pc=0x8 clock=0 {2: v3}\nclockcheck !1\n"
        + table(10, "2.0") + "phi v3 v10\nend loop",
        None,
    ),
    "a value that the body reads as it was": (
        LEFT + "snap 1 pc=0x8 clock=0 {2: v3}\nclockcheck !1\nv10 = add NUM v1 1.0\n"
        + table(11, "v10") + "phi v3 v11\nend loop",
        None,
    ),
    "a value with another PHI": (
        LEFT + "snap 1 pc=0x8 clock=0 {2: v3}\nclockcheck !1\nv10 = add NUM v1 1.0\n"
        + table(11, "v10") + "phi v1 2.0\nphi v3 v11\nend loop",
        None,
    ),
    "places that were stored into in one round only": (
        LEFT + "snap 1 pc=0x8 clock=0 {2: v3}\nclockcheck !1\nv10 = call TAB @copy TAB:0x40\n"
        "phi v3 v10\nend loop",
        None,
    ),
    "a table from in front of the loop": (
        LEFT + "snap 1 pc=0x8 clock=0 {2: v3}\nclockcheck !1\nend loop", None,
    ),
    "a PHI with what is no new table": (
        START + "v3 = fload TAB TAB:0x60 table.metatable\nloop 1 1\n"
        "snap 1 pc=0x8 clock=0 {2: v3}\nclockcheck !1\n" + table(5, "v1") + "phi v3 v5\nend loop",
        None,
    ),
    "nested tables of the round before": (
        START + ONE + table(7, "v3") + "loop 1 1\nsnap 1 pc=0x8 clock=0 {2: v7}\nclockcheck !1\n"
        "v12 = add NUM v1 1.0\n" + table(13, "v12") + table(17, "v13")
        + "phi v1 v12\nphi v7 v17\nend loop",
        START + sunk(3) + "spend #14\n" + sunk(7) + "loop 1 1\n"
        "snap 1 pc=0x8 clock=0 {2: v7} v7(node 0: v3) v3(node 0: v1)\nclockcheck !1\n"
        "v12 = add NUM v1 1.0\nspend #14\nphi v1 v12\nend loop",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_sink(text: str, expected: str | None) -> None:
    fragment = parse(SHAPE + text)
    verify(fragment)
    fragment = sink(fragment)
    verify(fragment)
    assert unnumbered(lines(fragment)) == unnumbered(normal(SHAPE + (expected or text)))


def unnumbered(text: list[str]) -> list[str]:
    """Lines whose values and snapshots are numbered in the order in which they occur."""
    names: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        kind = match[0][0]
        return names.setdefault(match[0].replace("snap ", "!"), f"{kind}{len(names)}")

    return [re.sub(r"\bv\d+\b|!\d+|\bsnap \d+", number, line) for line in text]


def test_an_exit_makes_so_many_objects_at_most() -> None:
    count = 20
    text = "".join(f"v{i} = call TAB @new 0 0\n" for i in range(count))
    slots = ", ".join(f"{i}: v{i}" for i in range(count))
    text += f"snap 0 pc=0x8 clock=0 {{{slots}}}\nclockcheck !0\nsnap 1 pc=0x8 clock=0 {{}}\n"
    fragment = sink(parse(text + "end stop !1\n"))
    verify(fragment)
    names = [ins.op.name for ins in fragment.instructions]
    assert (names.count("sunk"), names.count("call")) == (16, 4)
