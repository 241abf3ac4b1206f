"""Exits, loops, spills and calls, against the evaluator."""

from itertools import product
from typing import Any

import pytest

from conformance.jit_under_test.backends.regalloc import OutOfSpillSlots
from conformance.jit_under_test.ir.boxing import NIL
from conformance.jit_under_test.ir.fragment import MAX_FRAMES, MAX_SLOT, kept_top
from conformance.jit_under_test.runtime.memory_map import SITE_LIMIT, SITE_TABLE
from conformance.oracles.fragment_check import Harness
from conformance.oracles.fragment_world import (
    ARRAY,
    BASE,
    CALLER_DISTANCE,
    CELL,
    CI,
    LAYOUT,
    LINK_TARGET,
    PC,
    TAB,
    TABLE,
    THREAD,
    VM,
    caller_pc,
)
from tests.backends.common import cells, f64, set_slots

FRAME = f" frame(3 4 9 {PC + 8:#x} 1 0 k={PC:#x})"
FRAMES = f"{FRAME} frame(8 9 60 {PC + 80:#x} -1 3 k=0x1 cont=7 flags=0x5)"


class ControlTests:
    """Part of `backend_tests.BackendTests`."""

    # Control.

    def test_exit_with_frames(self, harness: Harness):
        for top in ("", " top=40"):
            harness.check(f"""
            fragment 1 root "test"
            snap 0 pc={PC + 0x100:#x} clock=200{top}{FRAMES} {{3: v0, 9: 1.5, 11: nil}}
            v0 = sload VAL #0
            end stop !0
            """)

    def test_exit_with_top(self, harness: Harness):
        harness.check(f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=0 top=0 {{}}
        end stop !0
        """)

    @pytest.mark.parametrize("frames", ("", FRAMES))
    def test_exit_that_keeps_the_top(self, harness: Harness, frames: str):
        top = THREAD + LAYOUT.thread_top
        harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=3 top={kept_top(40)}{frames} {{2: nil}}
            end stop !0
            """,
            lambda memory: memory.write_u64(top, BASE + 24),
        )
        assert harness.memory.read_u64(top) == BASE + 24

    @pytest.mark.parametrize("frames", ("", FRAME))
    def test_link(self, harness: Harness, frames: str):
        left = harness.check(f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=5{frames} {{2: 1.5}}
        end link {LINK_TARGET} !0
        """)
        assert left is None

    @pytest.mark.parametrize("entry", (FRAME, FRAMES))
    @pytest.mark.parametrize("frames", ("", FRAME, FRAMES))
    def test_entry_frames(self, harness: Harness, entry: str, frames: str):
        """Slots, thread.base and the frames of exits count from the frame below them."""
        fragment = f"""
        fragment 1 side "test"
        entry{entry}
        snap 0 pc={PC:#x} clock=1 {{}}
        v0 = fload PTR PTR:{THREAD:#x} thread.base
        eq v0 PTR:{BASE:#x} !0
        v2 = sload VAL #4
        snap 1 pc={PC:#x} clock=5{frames} {{2: v2, 9: 1.5}}
        end %s !1
        """
        assert harness.check(fragment % "stop", set_slots(s4=TAB)) == 1
        assert harness.check(fragment % f"link {LINK_TARGET}", set_slots(s4=TAB)) is None

    @pytest.mark.parametrize("entry", ("", FRAME))
    @pytest.mark.parametrize("frames", ("", FRAMES))
    def test_return_to_the_caller(self, harness: Harness, entry: str, frames: str):
        """Behind a `retf` slots, frames, calls and links count from the caller's base."""
        caller = BASE - 8 * CALLER_DISTANCE
        fragment = f"""
        fragment 1 side "test"
        {f"entry{entry}" if entry else ""}
        v0 = sload VAL #2
        v1 = sload VAL #3
        snap 0 pc={PC:#x} clock=1 {{1: v0}}
        retf PTR:{caller_pc(1):#x} !0
        v3 = fload PTR PTR:{THREAD:#x} thread.base
        snap 1 pc={PC + 8:#x} clock=2 {{5: nil}}
        eq v3 PTR:{caller:#x} !1
        v5 = sload VAL #2
        v6 = unbox TAB v1 !1
        snap 2 pc={PC + 16:#x} clock=3{frames} {{4: v5, 13: v0}}
        v7 = scall PTR @note_clock !2
        v8 = sload VAL #13
        snap 3 pc={PC + 24:#x} clock=5{frames} {{1: v6, 2: v0, 9: v5, 10: v8}}
        end %s !3
        """
        words = {"s2": f64(2.5), "s3": TAB, f"m{CALLER_DISTANCE - 2}": f64(7.5)}
        assert harness.check(fragment % "stop", set_slots(**words)) == 3
        assert harness.check(fragment % f"link {LINK_TARGET}", set_slots(**words)) is None
        words["s3"] = f64(0.5)  # leaves between the return and the call
        assert harness.check(fragment % "stop", set_slots(**words)) == 1

    @pytest.mark.parametrize(
        ("depth", "offset", "value"),
        ((1, "ci_savedpc", PC + 4), (1, "ci_savedpc", caller_pc(1) + (1 << 32)),
         (0, "ci_cont", 1), (0, "ci_cont", 1 << 31)),
    )  # fmt: skip
    def test_return_elsewhere(self, harness: Harness, depth: int, offset: str, value: int):
        """Another caller, or a continuation that waits: the state before is left."""
        ci = CI - depth * LAYOUT.ci_size

        def prepare(memory: Any) -> None:
            set_slots(s2=f64(2.5))(memory)
            write = memory.write_u32 if offset == "ci_cont" else memory.write_u64
            write(ci + getattr(LAYOUT, offset), value)

        left = harness.check(
            f"""
            fragment 1 side "test"
            v0 = sload VAL #2
            snap 0 pc={PC:#x} clock=1 {{}}
            v1 = unbox NUM v0 !0
            v2 = add NUM v1 1.0
            snap 1 pc={PC + 8:#x} clock=3 {{1: v2, 3: v0}}
            retf PTR:{caller_pc(1):#x} !1
            snap 2 pc={PC + 16:#x} clock=4 {{1: v2}}
            end stop !2
            """,
            prepare,
        )
        assert left == 1

    def test_return_twice(self, harness: Harness):
        left = harness.check(
            f"""
            fragment 1 side "test"
            v0 = sload VAL #2
            snap 0 pc={PC:#x} clock=1 {{}}
            retf PTR:{caller_pc(1):#x} !0
            v2 = sload VAL #2
            snap 1 pc={PC:#x} clock=2 {{}}
            retf PTR:{caller_pc(2):#x} !1
            v4 = sload VAL #{2 * CALLER_DISTANCE + 2}
            snap 2 pc={PC:#x} clock=3 {{3: v0, 4: v2, 5: v4}}
            eq v4 v0 !2
            snap 3 pc={PC + 8:#x} clock=4 {{3: v2}}
            end stop !3
            """,
            set_slots(**{"s2": TAB, f"m{CALLER_DISTANCE - 2}": f64(1.5)}),
        )
        assert left == 3

    @pytest.mark.parametrize("linked", (False, True))
    @pytest.mark.parametrize("top", (None, -1, 2))
    def test_drop_the_entry_frame(self, harness: Harness, linked: bool, top: int | None):
        """Results go to the function's slot; the caller's instruction says where to go on."""

        def prepare(memory: Any) -> None:
            set_slots(s2=TAB)(memory)
            memory.write_u64(caller_pc(1) - 8, 0x0123_0000_0000_0000)
            memory.write_u16(caller_pc(1) - 6, LINK_TARGET if linked else 0)

        left = harness.check(
            f"""
            fragment 1 root "test"
            v0 = sload VAL #2
            snap 0 pc=0x0 clock=7{"" if top is None else f" top={top}"} {{-1: v0, 0: 1.5, 1: nil}}
            end return !0
            """,
            prepare,
        )
        assert left == (None if linked else 0)

    @pytest.mark.parametrize("count", (-1, 0, 1, 300))
    def test_wants(self, harness: Harness, count: int):
        fragment = f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=1 {{}}
        wants #{count} !0
        snap 1 pc={PC:#x} clock=2 {{}}
        end stop !1
        """

        def frame(wanted: int, cont: int) -> Any:
            def prepare(memory: Any) -> None:
                memory.write_u32(CI + LAYOUT.ci_nresults, wanted & 0xFFFF_FFFF)
                memory.write_u32(CI + LAYOUT.ci_cont, cont)

            return prepare

        assert harness.check(fragment, frame(count, 0)) == 1
        assert harness.check(fragment, frame(count + 1, 0)) == 0
        assert harness.check(fragment, frame(count, 1)) == 0

    @pytest.mark.parametrize("slots", (-1, 0))
    @pytest.mark.parametrize("frames", (-1, 0))
    def test_room(self, harness: Harness, slots: int, frames: int):
        def prepare(memory: Any) -> None:
            memory.write_u64(THREAD + LAYOUT.thread_stack_last, BASE + 8 * (MAX_SLOT + slots))
            end = CI + LAYOUT.ci_size * (MAX_FRAMES + frames)
            memory.write_u64(THREAD + LAYOUT.thread_end_ci, end)

        fragment = f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=1 {{}}
        room !0
        snap 1 pc={PC:#x} clock=2 {{}}
        end stop !1
        """
        assert harness.check(fragment, prepare) == (1 if slots == frames == 0 else 0)

    def test_many_exits(self, harness: Harness):
        """Each exit finds its own descriptor and stores its own state."""
        count = 40
        lines = ['fragment 1 root "test"']
        for i in range(count):
            lines.append(f"snap {i} pc={PC + 8 * i:#x} clock={i} {{1: {i}.5}}")
            lines += [f"v{i} = sload VAL #{i}", f"eq v{i} nil !{i}"]
        lines += [f"snap {count} pc={PC:#x} clock=0 {{}}", f"end stop !{count}"]
        fragment = harness.parse("\n".join(lines))
        compiled = harness.compile(fragment)
        for failing in range(count + 1):
            words = {f"s{i}": NIL for i in range(count) if i != failing}
            assert harness.check(fragment, set_slots(**words), compiled) == failing

    def test_loop(self, harness: Harness):
        """A sum with a counter: PHIs in both classes, clocks of preamble and body."""
        left = harness.check(
            f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=1 {{}}
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        v2 = fload INT PTR:{CELL:#x} cell.i0
        v3 = add NUM v1 1.0
        loop 4 300
        snap 1 pc={PC:#x} clock=2 {{0: v3, 1: v2}}
        v4 = int2num NUM v2
        v5 = add NUM v3 v4
        v6 = iaddov INT v2 1 !1
        snap 2 pc={PC + 8:#x} clock=3 {{0: v5, 1: v6, 2: v3, 3: v2}}
        lt v6 100 !2
        phi v3 v5
        phi v2 v6
        end loop
        """,
            set_slots(s0=f64(0.5)),
        )
        assert left == 2

    @pytest.mark.parametrize("rotation", (1, 2, 3))
    def test_phis_that_exchange_values(self, harness: Harness, rotation: int):
        """All PHIs change at once: the moves of the back edge form cycles."""
        names = ["v3", "v5", "v7", "v9"]
        integers = ["v10", "v11", "v12"]
        phis = [f"phi {a} {names[(i + rotation) % 4]}" for i, a in enumerate(names)]
        phis += [f"phi {a} {integers[(i + 1) % 3]}" for i, a in enumerate(integers)]
        snapshot = ", ".join(f"{i}: {name}" for i, name in enumerate(names + integers))
        loads = "\n".join(
            f"v{2 * i + 2} = sload VAL #{i}\nv{2 * i + 3} = unbox NUM v{2 * i + 2} !0"
            for i in range(4)
        )
        cell_loads = "\n".join(f"v{10 + i} = fload INT PTR:{CELL:#x} cell.i{i}" for i in range(3))
        left = harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=1 {{}}
            {loads}
            {cell_loads}
            v13 = fload INT PTR:{CELL:#x} cell.i4
            loop 4 4
            snap 1 pc={PC:#x} clock=2 {{{snapshot}}}
            v14 = iaddov INT v13 1 !1
            lt v14 9 !1
            {chr(10).join(phis)}
            phi v13 v14
            end loop
            """,
            lambda memory: (
                set_slots(s0=f64(1.0), s1=f64(2.0), s2=f64(3.0), s3=f64(4.0))(memory),
                cells(10, 20, 30)(memory),
            ),
        )
        assert left == 1

    def test_clockcheck_ends_a_loop(self, harness: Harness):
        left = harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=0 {{}}
            v0 = fload INT PTR:{CELL:#x} cell.i0
            loop 5 7
            snap 1 pc={PC:#x} clock=3 {{1: v0}}
            clockcheck !1
            v1 = iadd INT v0 1
            phi v0 v1
            end loop
            """,
            # Reached by the clock in memory together with the snapshot's, one round before its own.
            lambda memory: memory.write_u64(VM + LAYOUT.vm_clock_limit, 1099),
        )
        assert left == 0

    @pytest.mark.parametrize(("site", "hit"), ((0, 1), (7, 3), (SITE_LIMIT - 1, 0)))
    def test_force(self, harness: Harness, site: int, hit: int):
        """It leaves at its hit, counted by its own counter, and with 0 never."""
        counter = SITE_TABLE + 8 * site
        fragment = harness.parse(f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=0 {{}}
            v0 = fload INT PTR:{CELL:#x} cell.i0
            loop 0 1
            snap 1 pc={PC:#x} clock=0 {{1: v0}}
            force #{site} !1
            snap 2 pc={PC:#x} clock=0 {{2: v0}}
            lt v0 5 !2
            v1 = iadd INT v0 1
            phi v0 v1
            end loop
            """)

        def prepare(memory: Any) -> None:
            memory.write_u64(counter, hit)

        for execute in (harness.check, harness.run):
            assert execute(fragment, prepare) == (0 if hit else 1)
            assert harness.memory.read_u64(counter) == (0 if hit else -6 % 2**64)
            assert harness.memory.read_u64(BASE + (8 if hit else 16)) == f64(hit - 1 if hit else 5)

    @pytest.mark.parametrize("count", (5, 12, 20))
    def test_more_values_than_registers(self, harness: Harness, count: int):
        """Spilled operands and results of every kind."""
        lines = ['fragment 1 root "test"', f"snap 0 pc={PC:#x} clock=0 {{}}"]
        for i in range(count):
            lines.append(f"v{i} = sload VAL #{i % 19}")
            lines.append(f"v{100 + i} = unbox NUM v{i} !0")
            lines.append(f"v{200 + i} = num2int INT v{100 + i} !0")
            lines.append(f"v{300 + i} = unbox TAB VAL:{TAB:#x} !0")
        previous, integer = "v100", "v200"
        for i in range(count):
            name = ("add", "sub", "mul", "min", "max", "div")[i % 6]
            lines.append(f"v{400 + i} = {name} NUM v{100 + i} {previous}")
            name = ("iadd", "isub", "bxor", "imul", "shl", "sar")[i % 6]
            lines.append(f"v{500 + i} = {name} INT v{200 + i} {integer}")
            lines.append(f"v{600 + i} = box VAL v{300 + i}")
            lines.append(f"v{700 + i} = neg NUM v{400 + i}")
            previous, integer = f"v{400 + i}", f"v{500 + i}"
        slots = [
            f"{20 + k}: v{base + i}"
            for k, (base, i) in enumerate(
                product((0, 100, 200, 300, 400, 500, 600, 700), range(count))
            )
        ]
        lines += [f"snap 1 pc={PC:#x} clock=9 {{{', '.join(slots[:120])}}}"]
        lines += [f"flt {previous} v100 !1", "end stop !1"]
        words = {f"s{i}": f64(float(i * i - 30)) for i in range(19)}
        harness.check("\n".join(lines), set_slots(**words))

    def test_too_many_values(self, harness: Harness):
        """More than the fixed frame holds is refused, not miscompiled."""
        loads = "\n".join(f"v{i} = sload VAL #{i}" for i in range(200))
        slots = ", ".join(f"{i}: v{199 - i}" for i in range(200))
        fragment = harness.parse(f"""
        fragment 1 root "test"
        {loads}
        snap 0 pc={PC:#x} clock=0 {{{slots}}}
        end stop !0
        """)
        with pytest.raises(OutOfSpillSlots):
            harness.compile(fragment)

    # Calls.

    def test_call_passes_numbers(self, harness: Harness):
        """Arguments in rotated registers, a constant among them, and one used twice."""
        loads = "\n".join(f"v{i} = sload VAL #{i}\nv{10 + i} = unbox NUM v{i} !0" for i in range(7))
        for order in ("v10 v11 v12 v13 v14 v15 v16", "v16 v10 v11 v12 v13 v14 v15",
                      "v11 v10 v13 v12 v15 v14 v10"):  # fmt: skip
            harness.check(
                f"""
                fragment 1 root "test"
                snap 0 pc={PC:#x} clock=0 {{}}
                {loads}
                v20 = call NUM @weigh {order} 0.125
                v21 = add NUM v20 v13
                snap 1 pc={PC:#x} clock=3 {{7: v20, 8: v21, 9: v10, 10: v16}}
                end stop !1
                """,
                set_slots(**{f"s{i}": f64(10.0**i) for i in range(7)}),
            )

    @pytest.mark.parametrize(
        "order", ("v0 v1 v2 v3 v4 v5", "v5 v4 v3 v2 v1 v0", "v1 v2 v0 7 v0 v0", "v5 v0 v1 v2 v3 v4")
    )
    def test_call_passes_integers(self, harness: Harness, order: str):
        loads = "\n".join(f"v{i} = fload INT PTR:{CELL:#x} cell.i{i}" for i in range(6))
        stores = "\n".join(f"fstore PTR:{CELL:#x} cell.i{i} v{i}" for i in range(6))
        harness.check(
            f"""
            fragment 1 root "test"
            {loads}
            v6 = call INT @weigh_integers {order}
            {stores}
            fstore PTR:{CELL:#x} cell.i7 v6
            snap 0 pc={PC:#x} clock=0 {{}}
            end stop !0
            """,
            cells(1, 10, 100, -1000, 10000, 1 << 60),
        )

    def test_call_with_mixed_arguments(self, harness: Harness):
        harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=0 {{}}
            v0 = sload VAL #0
            v1 = unbox NUM v0 !0
            v2 = fload INT PTR:{CELL:#x} cell.i0
            v3 = call TAB @pass_table TAB:{TABLE:#x}
            v4 = call NUM @weigh_mixed v2 2.5 -3 v1 v1
            call @store_word PTR:{ARRAY:#x} v0
            v5 = aload VAL PTR:{ARRAY:#x}
            snap 1 pc={PC:#x} clock=3 {{1: v4, 2: v3, 3: v1, 4: v2, 5: v5}}
            end stop !1
            """,
            lambda memory: (set_slots(s0=f64(0.5))(memory), cells(1000)(memory)),
        )

    def test_scall_shows_the_state_of_its_snapshot(self, harness: Harness):
        """Clock, pc, top and base as the callee sees them, without and with frames."""
        for frames in ("", FRAMES):
            for top in ("", " top=30"):
                harness.check(f"""
                fragment 1 root "test"
                v0 = sload VAL #0
                snap 0 pc={PC + 16:#x} clock=40{top}{frames} {{2: v0, 5: 1.5}}
                v1 = scall PTR @note_clock !0
                v2 = sload VAL #5
                fstore PTR:{CELL:#x} cell.ptr v1
                snap 1 pc={PC + 24:#x} clock=41 {{3: v2, 6: v0}}
                end stop !1
                """)

    def test_scall_leaves_the_thread_in_the_entry_frame(self, harness: Harness):
        left = harness.check(f"""
        fragment 1 side "test"
        entry{FRAME}
        snap 0 pc={PC + 16:#x} clock=4{FRAMES} {{}}
        v0 = scall PTR @note_clock !0
        v1 = fload PTR PTR:{THREAD:#x} thread.base
        eq v1 PTR:{BASE:#x} !0
        snap 1 pc={PC + 24:#x} clock=5 {{}}
        end stop !1
        """)
        assert left == 1

    @pytest.mark.parametrize("frames", ("", FRAME))
    def test_scall_that_moves_the_stack(self, harness: Harness, frames: str):
        harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=0 {{}}
            v0 = sload VAL #0
            v1 = unbox NUM v0 !0
            snap 1 pc={PC + 16:#x} clock=4{frames} {{2: v1}}
            v2 = scall NUM @move_stack v1 !1
            v3 = sload VAL #2
            snap 2 pc={PC + 24:#x} clock=5{frames} {{5: v3, 6: v2, 7: v1}}
            end stop !2
            """,
            set_slots(s0=f64(21.0)),
        )
