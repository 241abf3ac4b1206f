"""Closing loops: IR in, IR out, and iterations that cannot be closed."""

import pytest

from conformance.jit_under_test.ir.text import format_fragment
from conformance.jit_under_test.ir.verifier import verify
from conformance.jit_under_test.optimizer.loop import LoopUnstable, self_link
from conformance.jit_under_test.optimizer.passes import Switches, optimize, pipeline, rebuild
from tests.optimizer.texts import lines, normal, parse

CASES = {
    # The counter becomes a PHI, its type guard and that of the table stay in the preamble,
    # as do the table's array and its size.
    "sum of an array": (
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = unbox TAB v0 !0
        v2 = fload INT v1 table.sizearray
        v3 = sload VAL #1
        v4 = unbox NUM v3 !0
        v5 = num2int INT v4 !0
        ult v5 v2 !0
        v7 = fload PTR v1 table.array
        v8 = aref PTR v7 v5
        v9 = aload VAL v8
        v10 = unbox NUM v9 !0
        v11 = sload VAL #2
        v12 = unbox NUM v11 !0
        v13 = add NUM v12 v10
        v14 = iaddov INT v5 1 !0
        snap 1 pc=0x20 clock=4 {1: v14, 2: v13}
        end loop !1
        """,
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = unbox TAB v0 !0
        v2 = fload INT v1 table.sizearray
        v3 = sload VAL #1
        v4 = unbox NUM v3 !0
        v5 = num2int INT v4 !0
        ult v5 v2 !0
        v7 = fload PTR v1 table.array
        v8 = aref PTR v7 v5
        v9 = aload VAL v8
        v10 = unbox NUM v9 !0
        v11 = sload VAL #2
        v12 = unbox NUM v11 !0
        v13 = add NUM v12 v10
        v14 = iaddov INT v5 1 !0
        loop 4 4
        snap 1 pc=0x10 clock=0 {1: v14, 2: v13}
        ult v14 v2 !1
        v16 = aref PTR v7 v14
        v17 = aload VAL v16
        v18 = unbox NUM v17 !1
        v19 = add NUM v13 v18
        v20 = iaddov INT v14 1 !1
        phi v13 v19
        phi v14 v20
        end loop
        """,
    ),
    # A store in the loop keeps the load of what may be the same element in the loop.
    "a store that may alias": (
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = unbox TAB v0 !0
        v2 = fload PTR v1 table.array
        v3 = aref PTR v2 1
        v4 = aload VAL v3
        ne v4 nil !0
        v6 = sload VAL #1
        v7 = unbox NUM v6 !0
        v8 = num2int INT v7 !0
        v9 = aref PTR v2 v8
        astore v9 v4
        snap 1 pc=0x20 clock=4 {}
        end loop !1
        """,
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = unbox TAB v0 !0
        v2 = fload PTR v1 table.array
        v3 = aref PTR v2 1
        v4 = aload VAL v3
        ne v4 nil !0
        v6 = sload VAL #1
        v7 = unbox NUM v6 !0
        v8 = num2int INT v7 !0
        v9 = aref PTR v2 v8
        astore v9 v4
        loop 4 4
        v11 = aload VAL v3
        ne v11 nil !0
        astore v9 v11
        end loop
        """,
    ),
    # `a, b = b, a`: each is the other's right side.
    "swap": (
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = sload VAL #1
        clockcheck !0
        snap 1 pc=0x20 clock=4 {0: v1, 1: v0}
        end loop !1
        """,
        """
        v0 = sload VAL #0
        v1 = sload VAL #1
        snap 0 pc=0x10 clock=0 {}
        clockcheck !0
        loop 4 4
        snap 1 pc=0x10 clock=0 {0: v1, 1: v0}
        clockcheck !1
        phi v0 v1
        phi v1 v0
        end loop
        """,
    ),
    # The value of the iteration before is read through the loop marker.
    "one iteration late": (
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        v2 = add NUM v1 1.5
        v3 = sload VAL #1
        v4 = unbox NUM v3 !0
        flt v4 9.0 !0
        snap 1 pc=0x20 clock=4 {0: v2, 1: v1}
        end loop !1
        """,
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        v2 = add NUM v1 1.5
        v3 = sload VAL #1
        v4 = unbox NUM v3 !0
        flt v4 9.0 !0
        loop 4 4
        v6 = add NUM v2 1.5
        snap 1 pc=0x10 clock=0 {0: v2, 1: v1}
        flt v1 9.0 !1
        phi v1 v2
        phi v2 v6
        end loop
        """,
    ),
    # A slot that is only moved boxed in the recorded iteration, but left unboxed.
    "boxed left, unboxed right": (
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = sload VAL #1
        v2 = unbox NUM v1 !0
        v3 = add NUM v2 1.5
        ne v0 nil !0
        snap 1 pc=0x20 clock=4 {0: v1, 1: v3}
        end loop !1
        """,
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = sload VAL #1
        v2 = unbox NUM v1 !0
        v3 = add NUM v2 1.5
        ne v0 nil !0
        loop 4 4
        v5 = add NUM v3 1.5
        snap 1 pc=0x10 clock=0 {0: v1, 1: v3}
        ne v1 nil !1
        v7 = box VAL v3
        phi v1 v7
        phi v3 v5
        end loop
        """,
    ),
    # What a callee writes into slots is loaded anew in each iteration.
    "slots written by a callee": (
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        snap 1 pc=0x18 clock=1 {0: v1}
        scall @any !1
        v3 = sload VAL #3
        snap 2 pc=0x20 clock=4 {3: v3}
        end loop !2
        """,
        """
        snap 0 pc=0x10 clock=0 {}
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        snap 1 pc=0x18 clock=1 {0: v1}
        scall @any !1
        v3 = sload VAL #3
        loop 4 4
        snap 2 pc=0x18 clock=1 {0: v1, 3: v3}
        scall @any !2
        v4 = sload VAL #3
        phi v3 v4
        end loop
        """,
    ),
}


ENTERED = "frame(1 2 9 0x30 1 0 k=0x8)"
IN_A_FRAME = f"""
fragment 17 side "x"
entry {ENTERED}
snap 0 pc=0x10 clock=0 {ENTERED} {{}}
v0 = sload VAL #4
v1 = unbox NUM v0 !0
v2 = add NUM v1 1.0
snap 1 pc=0x18 clock=1 {{4: v2}}
flt v2 100.0 !1
snap 2 pc=0x10 clock=3 %s {{4: v2}}
end loop !2
"""


def test_closes_in_the_frames_of_the_entry() -> None:
    closed = optimize(parse(IN_A_FRAME % ENTERED), check=verify)
    text = format_fragment(closed)
    assert f"entry {ENTERED}\n" in text
    assert text.endswith("phi v2 v4\nend loop\n")
    with pytest.raises(LoopUnstable):
        optimize(parse(IN_A_FRAME % ENTERED.replace("0x30", "0x38")))


def test_links_to_itself_only_in_the_frames_of_the_entry() -> None:
    for frames in ("", ENTERED.replace("0x30", "0x38")):
        with pytest.raises(LoopUnstable):
            self_link(parse(IN_A_FRAME.replace("%s ", frames and frames + " ")))
    linked = self_link(parse(IN_A_FRAME % ENTERED))
    verify(linked)
    assert linked.entry_frames == rebuild(linked, pipeline()).entry_frames != ()


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_cases(text: str, expected: str) -> None:
    fragment = parse(text)
    verify(fragment)
    assert lines(optimize(fragment, check=verify)) == normal(expected)


UNSTABLE = {
    "a number becomes a table": """
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        v2 = sload VAL #1
        v3 = unbox TAB v2 !0
        snap 1 pc=0x20 clock=4 {0: v3}
        end loop !1
        """,
    "a constant that fails its guard": """
        v0 = sload VAL #0
        ne v0 nil !0
        snap 1 pc=0x20 clock=4 {0: nil}
        end loop !1
        """,
    "an inlined frame": """
        snap 1 pc=0x20 clock=4 frame(1 2 9 0x30 1 0 k=0x8) {}
        end loop !1
        """,
}


@pytest.mark.parametrize("text", UNSTABLE.values(), ids=UNSTABLE.keys())
def test_unstable(text: str) -> None:
    with pytest.raises(LoopUnstable):
        optimize(parse(text))


def test_without_the_loop_pass_an_iteration_links_to_itself() -> None:
    fragment = parse(CASES["swap"][0])
    fragment.id = 17
    switched = optimize(fragment, Switches(frozenset({"fold", "cse", "dce"})), check=verify)
    assert lines(switched)[-1] == "end link 17 !1"
