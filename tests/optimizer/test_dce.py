"""Dead code elimination: IR in, IR out."""

import pytest

from conformance.jit_under_test.ir.verifier import verify
from conformance.jit_under_test.optimizer.dce import eliminate
from tests.optimizer.texts import lines, normal, parse

CASES = {
    "unused chain": (
        "v0 = sload VAL #0\nv1 = box VAL v0\nsnap 0 pc=0x8 clock=0 {}\nend stop !0",
        "snap 0 pc=0x8 clock=0 {}\nend stop !0",
    ),
    "guards and what they read stay": (
        "v0 = sload VAL #0\nv1 = unbox NUM v0 !0\nv2 = add NUM v1 1.0\nflt v2 3.0 !0",
        "v0 = sload VAL #0\nv1 = unbox NUM v0 !0\nv2 = add NUM v1 1.0\nflt v2 3.0 !0",
    ),
    "snapshots keep values": (
        "v0 = sload VAL #0\nv1 = sload VAL #1\nsnap 0 pc=0x8 clock=0 {4: v1}\nend stop !0",
        "v1 = sload VAL #1\nsnap 0 pc=0x8 clock=0 {4: v1}\nend stop !0",
    ),
    "stores and calls stay, pure calls go": (
        "v0 = call NUM @pure 1.0\nv1 = call INT @count 1\nastore PTR:0x8 true\nscall @any !0",
        "v1 = call INT @count 1\nastore PTR:0x8 true\nscall @any !0",
    ),
    "boxes that only exits need go": (
        "v0 = sload VAL #0\nv1 = unbox TAB v0 !0\nv2 = fload INT v1 table.flags\n"
        "v3 = box VAL v2\nsnap 1 pc=0x8 clock=0 {4: v3}\nend stop !1",
        "v0 = sload VAL #0\nv1 = unbox TAB v0 !0\nv2 = fload INT v1 table.flags\n"
        "snap 1 pc=0x8 clock=0 {4: v2}\nend stop !1",
    ),
    "equal snapshots become one": (
        "snap 0 pc=0x8 clock=0 {1: nil}\nsnap 1 pc=0x8 clock=0 {1: nil}\n"
        "snap 2 pc=0x8 clock=1 {1: nil}\nclockcheck !0\nclockcheck !1\nend stop !2",
        "snap 0 pc=0x8 clock=0 {1: nil}\nsnap 2 pc=0x8 clock=1 {1: nil}\n"
        "clockcheck !0\nclockcheck !0\nend stop !2",
    ),
    "exits to the collector stay apart": (
        "snap 0 pc=0x8 clock=0 {1: nil}\nsnap 1 pc=0x8 clock=0 {1: nil}\n"
        "snap 2 pc=0x8 clock=1 {1: nil}\ngccheck !0\nclockcheck !1\nend stop !2",
        "snap 0 pc=0x8 clock=0 {1: nil}\nsnap 1 pc=0x8 clock=0 {1: nil}\n"
        "snap 2 pc=0x8 clock=1 {1: nil}\ngccheck !0\nclockcheck !1\nend stop !2",
    ),
    "a PHI that only feeds itself goes": (
        "v0 = sload VAL #0\nv1 = unbox NUM v0 !0\nv2 = add NUM v1 1.0\nloop 1 1\n"
        "v3 = add NUM v2 1.0\nclockcheck !0\nphi v2 v3\nend loop",
        "v0 = sload VAL #0\nv1 = unbox NUM v0 !0\nloop 1 1\nclockcheck !0\nend loop",
    ),
    "a box that is a left side stands for that of the iteration before": (
        "v0 = sload VAL #0\nv1 = unbox NUM v0 !0\nv2 = add NUM v1 1.0\nv3 = box VAL v2\nloop 1 1\n"
        "snap 1 pc=0x8 clock=0 {4: v3}\nclockcheck !1\nv5 = box VAL v1\nphi v3 v5\nend loop",
        "v0 = sload VAL #0\nv1 = unbox NUM v0 !0\nv2 = add NUM v1 1.0\nv3 = box VAL v2\nloop 1 1\n"
        "snap 1 pc=0x8 clock=0 {4: v3}\nclockcheck !1\nv5 = box VAL v1\nphi v3 v5\nend loop",
    ),
    "a PHI that another PHI reads stays": (
        "v0 = sload VAL #0\nv1 = unbox NUM v0 !0\nv2 = add NUM v1 1.0\nloop 1 1\n"
        "v3 = add NUM v2 1.0\nflt v1 9.0 !0\nphi v1 v2\nphi v2 v3\nend loop",
        "v0 = sload VAL #0\nv1 = unbox NUM v0 !0\nv2 = add NUM v1 1.0\nloop 1 1\n"
        "v3 = add NUM v2 1.0\nflt v1 9.0 !0\nphi v1 v2\nphi v2 v3\nend loop",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_cases(text: str, expected: str) -> None:
    fragment = eliminate(parse(text))
    verify(fragment)
    assert lines(fragment) == normal(expected)
