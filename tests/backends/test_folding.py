"""What is folded into its consumer, and what must not be."""

import pytest

from conformance.generators.record_world import FIELDS
from conformance.jit_under_test.backends.folding import fold
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.text import parse_fragment
from conformance.jit_under_test.ir.types import IRType

HEAD = 'fragment 1 root "test"\nsnap 0 pc=0x10 clock=0 {}\n'
CALLS = {"touch": KernelCall("touch", (), IRType.NONE, False)}
ADDRESSES = "v0 = fload PTR TAB:0x100 table.array\nv1 = fload INT TAB:0x100 table.sizearray\n"


@pytest.mark.parametrize(
    ("body", "folded"),
    [
        pytest.param("v2 = sload VAL #1\nv3 = unbox NUM v2 !0\nend stop !0", {2}, id="load"),
        pytest.param(
            "v2 = aref PTR v0 v1\nv3 = aload VAL v2\nv4 = unbox NUM v3 !0\nend stop !0",
            {2, 3},
            id="address and load",
        ),
        pytest.param(
            "v2 = aref PTR v0 v1\nv3 = aload VAL v2\nastore v2 nil\nv4 = unbox NUM v3 !0\n"
            "end stop !0",
            {2},
            id="a store between load and consumer",
        ),
        pytest.param(
            "v2 = aref PTR v0 v1\nv3 = aload VAL v2\nhstore PTR:0x40 nil\n"
            "v4 = unbox NUM v3 !0\nend stop !0",
            {2, 3},
            id="a store to another region",
        ),
        pytest.param(
            "v2 = aload VAL PTR:0x40\ncall @touch\nv3 = unbox NUM v2 !0\nend stop !0",
            set(),
            id="a call between load and consumer",
        ),
        pytest.param(
            "v2 = sload VAL #1\nv3 = unbox NUM v2 !0\nsnap 1 pc=0x10 clock=1 {1: v2}\nend stop !1",
            set(),
            id="a snapshot needs the value",
        ),
        pytest.param(
            "v2 = sload VAL #1\nv3 = unbox NUM v2 !0\nv4 = unbox NUM v2 !0\nend stop !0",
            set(),
            id="a load with two consumers",
        ),
        pytest.param(
            "v2 = aref PTR v0 v1\nastore PTR:0x40 v1\nv3 = aload VAL v2\n"
            "loop 1 1\nv4 = aload VAL v2\nend loop",
            set(),
            id="an address that is used in the loop stays outside",
        ),
        pytest.param(
            "v2 = hrefk PTR v0 #1 nil !0\nv3 = hload VAL v2\nhstore v2 1.5\n"
            "snap 1 pc=0x10 clock=1 {1: v3}\nend stop !1",
            {2},
            id="the address of a node, for load and store",
        ),
        pytest.param("eq v1 4 !0\nend stop !0", {1}, id="a field that is compared"),
        pytest.param("lt v1 4 !0\nend stop !0", set(), id="only equality reads memory"),
        pytest.param("v2 = aref PTR v0 v1\nend stop !0", set(), id="nobody reads it"),
    ],
)
def test_what_is_folded(body: str, folded: set[int]):
    fragment = parse_fragment(HEAD + ADDRESSES + body, FIELDS, CALLS)
    result = fold(fragment)
    assert result.folded == folded
    assert [ins.type for i, ins in enumerate(result.visible.instructions) if i in folded] == [
        IRType.NONE
    ] * len(folded)


def test_consumers_keep_the_operands_alive():
    """The allocator has to see what the folded instructions read."""
    text = "v2 = aref PTR v0 v1\nv3 = aload VAL v2\nv4 = unbox NUM v3 !0\nend stop !0"
    fragment = parse_fragment(HEAD + ADDRESSES + text, FIELDS)
    array, size, aref, load, unbox = fold(fragment).visible.instructions
    assert [arg.index for arg in unbox.args] == [array.index, size.index]
    assert aref.args == load.args == ()
    assert fragment.instructions[4].args == (fragment.instructions[3],)
