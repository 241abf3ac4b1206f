"""The text form: what is printed parses to the same text, and mistakes are told by line."""

import pytest

from conformance.generators.record_world import FIELDS
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.text import IRSyntaxError, format_fragment, parse_fragment
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.ir.verifier import verify

CALLS = {
    "pow": KernelCall("pow", (IRType.NUM, IRType.NUM), IRType.NUM, False, Alias.NONE, Alias.NONE),
    "concat": KernelCall("concat", (IRType.INT,), IRType.STR, True),
}

WHOLE = """\
fragment 3 side "nbody.lua:12"
entry frame(0 1 7 0x1000 1 0 k=0x8) frame(4 5 9 0x1004 -1 2 k=0x20 cont=1)
v0 = sload VAL #-1
snap 0 pc=0x1000 clock=0 {}
v1 = unbox FUN v0 !0
v2 = uref PTR v1 #2
v3 = uload VAL v2
v4 = unbox NUM v3 !0
v5 = sload VAL #1
v6 = unbox TAB v5 !0
v7 = fload PTR v6 table.node
v8 = hrefk PTR v7 #3 VAL:0xfffa000000000077 !0
v9 = add NUM v4 -0.0
v10 = call NUM @pow v9 nan:0x7ff8000000000001
hstore v8 v10
snap 1 pc=0x1008 clock=3 top=9 frame(4 5 9 0x1004 -1 2 k=0x20) {-1: nil, 2: v9, 5: TAB:0x40}
v12 = scall STR @concat 7 !1
fstore v6 table.flags 0
loop 5 4
eq v12 STR:0x50 !1
snap 2 pc=0x9 clock=4 frame(1 2 9 0x1004 0 0 k=0x8 cont=3) frame(4 5 9 0x8 1 0 k=0x0 flags=0x5) {}
flt v9 inf !2
phi v9 1e+22
end loop
"""


def test_round_trip() -> None:
    fragment = parse_fragment(WHOLE, FIELDS, CALLS)
    verify(fragment)
    assert format_fragment(fragment) == WHOLE


def test_round_trip_of_retf() -> None:
    text = """\
fragment 4 side "x"
snap 0 pc=0x1000 clock=2 {3: nil}
retf PTR:0x2008 !0
snap 1 pc=0x2008 clock=3 {4: true}
end stop !1
"""
    fragment = parse_fragment(text)
    verify(fragment)
    assert format_fragment(fragment) == text


@pytest.mark.parametrize("end", ["end stop !0", "end link 9 !0", "end loop !0"])
def test_ends(end: str) -> None:
    text = f'fragment 0 root "x"\nsnap 0 pc=0x0 clock=0 {{}}\n{end}\n'
    fragment = parse_fragment(text)
    verify(fragment)
    assert format_fragment(fragment) == text


def test_names_and_comments_are_free() -> None:
    fragment = parse_fragment(
        """
        ; values may be numbered with gaps
        v7 = sload VAL #3   ; slot three
        v9 = box VAL v7
        end stop !5
        snap 5 pc=0x10 clock=1 {3: v9}
        """
    )
    assert format_fragment(fragment).splitlines()[1:] == [
        "v0 = sload VAL #3",
        "v1 = box VAL v0",
        "snap 0 pc=0x10 clock=1 {3: v1}",
        "end stop !0",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("v0 = frobnicate NUM 1.0 2.0", "line 1.*frobnicate"),
        ("v0 = add NUM v1 2.0", "line 1.*v1"),
        ("v0 = add WIDE 1.0 2.0", "line 1.*WIDE"),
        ("\nflt 1.0 2.0", "line 2.*snapshot"),
        ("entry", "line 1.*not a list of frames"),
        ("entry frame(0 1 7 0x1000 1 0)", "line 1.*not a frame"),
        ("snap x", "line 1.*not a snapshot"),
        ("snap 0 pc=0x0 clock=0 frame(4 5 9 0x8 1 0) {}", "line 1.*not a frame"),
        ("snap 0 pc=0x0 clock=0 frame(4 5 9 0x8 1 k=0x0) {}", "line 1.*not a frame"),
        ("v0 = fload INT TAB:0x10 no.field", "line 1.*no.field"),
        ("v0 = sload VAL #1", "no `end`"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(IRSyntaxError, match=message):
        parse_fragment(text)
