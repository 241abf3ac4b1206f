"""Merging of equal instructions and forwarding of stores: IR in, IR out."""

import pytest

from conformance.jit_under_test.optimizer.cse import STORE_WINDOW
from conformance.jit_under_test.optimizer.passes import Switches, pipeline, rebuild
from tests.optimizer.texts import lines, normal, parse

SETUP = """
snap 0 pc=0x10 clock=0 {}
v0 = sload VAL #0
v1 = unbox TAB v0 !0
v2 = sload VAL #1
v3 = unbox TAB v2 !0
v4 = fload PTR v1 table.array
v5 = fload PTR v3 table.array
v6 = sload VAL #2
v7 = unbox NUM v6 !0
v8 = num2int INT v7 !0
"""

# What is emitted, what is left of it ("same": everything).
CASES = {
    "pure": ("v10 = add NUM v7 1.5\nv11 = add NUM v7 1.5\nv12 = mul NUM v10 v11",
             "v10 = add NUM v7 1.5\nv12 = mul NUM v10 v10"),
    "types differ": ("v10 = unbox TAB v6 !0\nv11 = unbox STR v6 !0", "same"),
    "commutative": ("v10 = iadd INT v8 v8\nv11 = band INT v8 v10\nv12 = band INT v10 v8\n"
                    "v13 = iadd INT v11 v12",
                    "v10 = iadd INT v8 v8\nv11 = band INT v8 v10\nv13 = iadd INT v11 v11"),
    "number operands keep their order": ("v10 = abs NUM v7\nv11 = add NUM v7 v10\n"
                                         "v12 = add NUM v10 v7", "same"),
    "guards, with any snapshot": ("lt v8 7 !0\nsnap 1 pc=0x20 clock=0 {}\nlt v8 7 !1",
                                  "lt v8 7 !0"),
    "immediates differ": ("v10 = sload VAL #5\nv11 = sload VAL #6", "same"),
    "load again": ("v10 = fload PTR v1 table.array\nv11 = aref PTR v10 v8",
                   "v11 = aref PTR v4 v8"),
    "clock checks stay": ("clockcheck !0\nclockcheck !0", "same"),
    "collector checks merge": ("gccheck !0\ngccheck !0", "gccheck !0"),
    "pure call": ("v10 = call NUM @pure v7\nv11 = call NUM @pure v7\nv12 = add NUM v10 v11",
                  "v10 = call NUM @pure v7\nv12 = add NUM v10 v10"),
    "call with effects": ("v10 = call INT @count 1\nv11 = call INT @count 1", "same"),
    "a call clobbers what it writes": (
        "call @grow\nv11 = fload PTR v1 table.array\nv12 = hload VAL v4", "same"),
    "a call leaves other memory": (
        "v10 = hload VAL v4\nv11 = call INT @count 1\nv12 = hload VAL v4\nv13 = unbox NUM v12 !0",
        "v10 = hload VAL v4\nv11 = call INT @count 1\nv13 = unbox NUM v10 !0"),
    "a synchronised call clobbers slots": (
        "scall @any !0\nv11 = sload VAL #0", "same"),
    "array stores clobber other elements": (
        "v10 = aref PTR v4 v8\nv11 = aref PTR v5 v8\nv12 = aload VAL v10\nastore v11 nil\n"
        "v14 = aload VAL v10", "same"),
    "not elements at other constants": (
        "v10 = aref PTR v4 1\nv11 = aref PTR v4 2\nv12 = aload VAL v10\nastore v11 nil\n"
        "v14 = aload VAL v10\nv15 = unbox NUM v14 !0",
        "v10 = aref PTR v4 1\nv11 = aref PTR v4 2\nv12 = aload VAL v10\nastore v11 nil\n"
        "v15 = unbox NUM v12 !0"),
    "not nodes with other keys": (
        "v10 = hrefk PTR v4 #1 true !0\nv11 = hrefk PTR v5 #1 false !0\nv12 = hload VAL v10\n"
        "hstore v11 nil\nv14 = hload VAL v10\nv15 = unbox NUM v14 !0",
        "v10 = hrefk PTR v4 #1 true !0\nv11 = hrefk PTR v5 #1 false !0\nv12 = hload VAL v10\n"
        "hstore v11 nil\nv15 = unbox NUM v12 !0"),
    "nodes with the same key": (
        "v10 = hrefk PTR v4 #1 true !0\nv11 = hrefk PTR v5 #1 true !0\nv12 = hload VAL v10\n"
        "hstore v11 nil\nv14 = hload VAL v10", "same"),
    "array stores leave hash nodes": (
        "v10 = hload VAL v4\nastore v5 nil\nv12 = hload VAL v4\nv13 = unbox NUM v12 !0",
        "v10 = hload VAL v4\nastore v5 nil\nv13 = unbox NUM v10 !0"),
    "forward": ("astore v4 v6\nv11 = aload VAL v4\nv12 = unbox STR v11 !0",
                "astore v4 v6\nv12 = unbox STR v6 !0"),
    "forward boxes": ("v9 = abs NUM v7\nastore v4 v9\nv11 = aload VAL v4\nne v11 v6 !0",
                      "v9 = abs NUM v7\nastore v4 v9\nv11 = box VAL v9\nne v11 v6 !0"),
    "forward the last store": (
        "astore v4 v6\nastore v4 nil\nv12 = aload VAL v4\nastore v5 v12",
        "astore v4 v6\nastore v4 nil\nastore v5 nil"),
    "not past a store that may hit": (
        "astore v4 v6\nastore v5 nil\nv12 = aload VAL v4", "same"),
    "not past a call": ("astore v4 v6\ncall @grow\nv12 = aload VAL v4", "same"),
    "forward fields": (
        "fstore v1 table.metatable v3\nv11 = fload TAB v1 table.metatable\nastore v4 v11",
        "fstore v1 table.metatable v3\nastore v4 v3"),
    "fields of another object": (
        "fstore v1 table.metatable v3\nfstore v3 table.metatable v1\n"
        "v12 = fload TAB v1 table.metatable", "same"),
    "other fields": (
        "fstore v1 table.metatable v3\nv11 = fload PTR v1 table.array\nastore v11 nil",
        "fstore v1 table.metatable v3\nastore v4 nil"),
    "fields of a new object": (
        "fstore v1 table.metatable v3\nv11 = call TAB @make\nfstore v11 table.metatable v1\n"
        "v13 = fload TAB v1 table.metatable\nastore v4 v13",
        "fstore v1 table.metatable v3\nv11 = call TAB @make\nfstore v11 table.metatable v1\n"
        "astore v4 v3"),
    "what is loaded later may be the new object": (
        "v10 = call TAB @make\nv11 = aload VAL v4\nv12 = unbox TAB v11 !0\n"
        "fstore v10 table.metatable v1\nfstore v12 table.metatable v3\n"
        "v15 = fload TAB v10 table.metatable\nastore v4 v15", "same"),
    "a new object has no metatable": (
        "v10 = call TAB @make\nv11 = fload TAB v10 table.metatable\neq v11 TAB:0x0 !0",
        "v10 = call TAB @make"),
    "until it is given one": (
        "v10 = call TAB @make\ncall @grow\nv12 = fload TAB v10 table.metatable\n"
        "eq v12 TAB:0x0 !0", "same"),
    "nodes of a new table and of an old one": (
        "v10 = fload PTR v3 table.node\nv11 = hrefk PTR v10 #1 true !0\n"
        "v12 = call TAB @make\nv13 = fload PTR v12 table.node\n"
        "v14 = hrefk PTR v13 #1 true !0\nhstore v11 v6\nhstore v14 nil\nv17 = hload VAL v11\n"
        "ne v17 nil !0",
        "v10 = fload PTR v3 table.node\nv11 = hrefk PTR v10 #1 true !0\n"
        "v12 = call TAB @make\nv13 = fload PTR v12 table.node\n"
        "v14 = hrefk PTR v13 #1 true !0\nhstore v11 v6\nhstore v14 nil\nne v6 nil !0"),
    "narrow fields are not forwarded": (
        "fstore v1 table.flags 258\nv11 = fload INT v1 table.flags", "same"),
    "upvalues of one closure differ": (
        "v10 = uref PTR FUN:0x80 #0\nv11 = uref PTR FUN:0x80 #1\nv12 = uload VAL v10\n"
        "ustore v11 nil\nv14 = uload VAL v10\nastore v4 v14",
        "v10 = uref PTR FUN:0x80 #0\nv11 = uref PTR FUN:0x80 #1\nv12 = uload VAL v10\n"
        "ustore v11 nil\nastore v4 v12"),
    "upvalues of two closures may be one": (
        "v10 = uref PTR FUN:0x80 #0\nv11 = uref PTR FUN:0x90 #1\nv12 = uload VAL v10\n"
        "ustore v11 nil\nv14 = uload VAL v10", "same"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_cases(text: str, expected: str) -> None:
    wanted = SETUP + (text if expected == "same" else expected)
    assert lines(rebuild(parse(SETUP + text), pipeline())) == normal(wanted)


def test_far_stores_are_not_searched_for_ever() -> None:
    stores = "\n".join(f"v{20 + i} = aref PTR v4 {i}" for i in range(2 * STORE_WINDOW))
    stores += "".join(f"\nastore v{20 + i} nil" for i in range(2 * STORE_WINDOW))
    near, far = 20 + 2 * STORE_WINDOW - 1, 20
    text = SETUP + stores + f"\nv200 = aload VAL v{near}\nv201 = aload VAL v{far}\n"
    text += "eq v200 v201 !0"
    printed = lines(rebuild(parse(text), pipeline()))
    assert sum("aload" in line for line in printed) == 1


@pytest.mark.parametrize(
    ("passes", "adds", "loads"),
    [({"cse", "forward"}, 1, 0), ({"cse"}, 1, 1), ({"forward"}, 2, 0), (set(), 2, 2)],
)
def test_switches(passes: set[str], adds: int, loads: int) -> None:
    text = SETUP + (
        "astore v4 v7\nv11 = aload VAL v4\nv12 = aload VAL v4\n"
        "v13 = add NUM v7 1.5\nv14 = add NUM v7 1.5\nne v11 v12 !0\nfne v13 v14 !0"
    )
    stages = pipeline(Switches(frozenset(passes)))
    printed = lines(rebuild(parse(text), stages))
    assert sum("add NUM" in line for line in printed) == adds
    assert sum("aload" in line for line in printed) == loads
