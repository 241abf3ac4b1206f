"""The evaluator: each operation's result, and the state that exits leave in memory."""

import math
from typing import Any

import pytest

from conformance.generators.record_world import (
    BASE,
    CI,
    FIELDS,
    LAYOUT,
    THREAD,
    VM,
    ByteMemory,
    fresh_memory,
)
from conformance.jit_under_test.ir.boxing import FALSE, NIL, TAG_BITS, TRUE
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.evaluator import Evaluator, NoProgress, Outcome
from conformance.jit_under_test.ir.fields import Field
from conformance.jit_under_test.ir.fragment import PLAIN_FRAME, float_to_bits
from conformance.jit_under_test.ir.ops import OPS, Alias, describe
from conformance.jit_under_test.ir.text import parse_fragment
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.ir.verifier import verify
from conformance.jit_under_test.runtime.memory_map import SITE_TABLE
from tests.ir.test_text import CALLS

NUM = float_to_bits
TABLE = TAG_BITS[IRType.TAB] | 0x4000


def run(
    text: str, memory: ByteMemory | None = None, kernels: Any = None
) -> tuple[Outcome, ByteMemory]:
    memory = fresh_memory() if memory is None else memory
    fragment = parse_fragment(text, FIELDS, CALLS)
    verify(fragment)
    return Evaluator(memory, LAYOUT, kernels).run(fragment, VM, BASE), memory


def value(operation: str) -> int | None:
    """The boxed result of one operation, None if its guard failed."""
    text = (
        f"snap 0 pc=0x0 clock=0 {{}}\nv0 = {operation}\n"
        "snap 1 pc=0x8 clock=0 {0: v0}\nend stop !1\n"
    )
    _, memory = run(text)
    return memory.read_u64(BASE) if memory.read_u64(CI + LAYOUT.ci_savedpc) == 8 else None


VALUES = [
    ("add NUM 1.5 2.25", 3.75),
    ("sub NUM 0.0 0.0", 0.0),
    ("add NUM -0.0 -0.0", -0.0),
    ("mul NUM -0.0 3.0", -0.0),
    ("div NUM 1.0 -0.0", -math.inf),
    ("div NUM -1.0 -0.0", math.inf),
    ("div NUM 1.0 3.0", 1.0 / 3.0),
    ("neg NUM 0.0", -0.0),
    ("abs NUM -0.0", 0.0),
    ("floor NUM -0.5", -1.0),
    ("floor NUM -0.0", -0.0),
    ("floor NUM inf", math.inf),
    ("floor NUM 1e+300", 1e300),
    ("ceil NUM -0.5", -0.0),
    ("ceil NUM 1.25", 2.0),
    ("sqrt NUM 2.0", math.sqrt(2.0)),
    ("sqrt NUM -0.0", -0.0),
    ("min NUM 1.0 2.0", 1.0),
    ("min NUM 0.0 -0.0", 0.0),
    ("max NUM -0.0 0.0", -0.0),
    ("min NUM 1.0 nan:0x7ff8000000000000", 1.0),
    ("iadd INT 9223372036854775807 1", -(2.0**63)),
    ("isub INT 3 5", -2.0),
    ("imul INT -3 5", -15.0),
    ("ineg INT -9223372036854775808", -(2.0**63)),
    ("band INT 12 10", 8.0),
    ("bor INT 12 10", 14.0),
    ("bxor INT 12 10", 6.0),
    ("bnot INT 0", -1.0),
    ("shl INT 1 66", 4.0),
    ("shr INT -1 63", 1.0),
    ("sar INT -8 1", -4.0),
    ("sext INT 2147483648", -(2.0**31)),
    ("sext INT -4294967297", -1.0),
    ("numlo INT 6755399441055743.0", -1.0),
    ("numlo INT inf", 0.0),
    ("iaddov INT 2147483647 0", 2147483647.0),
    ("iaddov INT 2147483647 1", None),
    ("isubov INT -2147483648 1", None),
    ("imulov INT 65536 32768", None),
    ("imulov INT 65536 -32768", -(2.0**31)),
    ("int2num NUM -7", -7.0),
    ("num2int INT -0.0 !0", 0.0),
    ("num2int INT 0.5 !0", None),
    ("num2int INT 2147483648.0 !0", None),
    ("num2int INT nan:0x7ff8000000000000 !0", None),
    ("num2int INT inf !0", None),
]


@pytest.mark.parametrize(("operation", "expected"), VALUES)
def test_values(operation: str, expected: float | None) -> None:
    if operation.split()[0].endswith("ov"):
        operation += " !0"
    assert value(operation) == (None if expected is None else NUM(expected))


NAN = "nan:0x7ff8000000000000"
GUARDS = [
    ("eq 1 1", True), ("eq nil false", False), ("ne nil false", True), ("ne 1 1", False),
    ("lt -1 1", True), ("ult -1 1", False), ("uge -1 1", True), ("ge 1 1", True),
    ("le 2 1", False), ("gt 2 1", True),
    ("feq 0.0 -0.0", True), (f"feq {NAN} {NAN}", False), (f"fne {NAN} {NAN}", True),
    ("flt 1.0 2.0", True), ("fge 1.0 2.0", False), ("fle 2.0 2.0", True), ("fgt 2.0 2.0", False),
    (f"flt {NAN} 2.0", False), (f"fge {NAN} 2.0", False),
    (f"fnlt {NAN} 2.0", True), (f"fnge {NAN} 2.0", True), ("fnlt 1.0 2.0", False),
    (f"fnle {NAN} 2.0", True), (f"fngt {NAN} 2.0", True), ("fngt 3.0 2.0", False),
    ("fnle 3.0 2.0", True), ("fnge 1.0 2.0", True),
    ("gccheck", True), ("clockcheck", True),
]  # fmt: skip


@pytest.mark.parametrize(("guard", "holds"), GUARDS)
def test_guards(guard: str, holds: bool) -> None:
    text = f"{guard} !0\nsnap 0 pc=0x0 clock=0 {{}}\nsnap 1 pc=0x8 clock=0 {{}}\nend stop !1\n"
    outcome, memory = run(text)
    assert outcome.snapshot == (1 if holds else 0)
    assert memory.read_u64(CI + LAYOUT.ci_savedpc) == (8 if holds else 0)


@pytest.mark.parametrize(("limit", "left"), [(6, 0), (7, 1)])
def test_the_clock_is_checked_as_it_is_in_front_of_the_guard(limit: int, left: int) -> None:
    memory = fresh_memory()
    memory.write_u64(VM + LAYOUT.vm_clock, 4)
    memory.write_u64(VM + LAYOUT.vm_clock_limit, limit)
    outcome, _ = run("clockcheck !0\nsnap 0 pc=0x0 clock=2 {}\nend stop !1\n", memory)
    assert outcome.snapshot == left


@pytest.mark.parametrize(("counter", "left", "after"), [(1, 0, 0), (2, 1, 1), (0, 1, 2**64 - 1)])
def test_a_forced_exit_is_taken_when_its_counter_gets_to_0(
    counter: int, left: int, after: int
) -> None:
    memory = fresh_memory()
    memory.write_u64(SITE_TABLE + 24, counter)
    text = "snap 0 pc=0x0 clock=2 {}\nforce #3 !0\nend stop !1\n"
    outcome, _ = run(text, memory)
    assert outcome.snapshot == left
    assert memory.read_u64(SITE_TABLE + 24) == after


@pytest.mark.parametrize(
    ("guard", "offset", "bits"),
    [("gccheck", LAYOUT.vm_gc_debt, 0), ("clockcheck", LAYOUT.vm_clock_limit, 0)],
)
def test_checks_fail(guard: str, offset: int, bits: int) -> None:
    memory = fresh_memory()
    memory.write_u64(VM + offset, bits)
    outcome, _ = run(f"{guard} !0\nend stop !1\n", memory)
    assert outcome.snapshot == 0 and outcome.instruction == 0


@pytest.mark.parametrize(
    ("slot", "ty", "holds"),
    [(1, "NUM", True), (1, "TAB", False), (2, "TAB", True), (2, "STR", False)],
)
def test_unbox(slot: int, ty: str, holds: bool) -> None:
    text = (
        f"v0 = sload VAL #{slot}\nv1 = unbox {ty} v0 !0\n"
        "snap 1 pc=0x8 clock=0 {5: v1}\nend stop !1\n"
    )
    outcome, memory = run(text, fresh_memory({1: NUM(2.5), 2: TABLE}))
    assert outcome.snapshot == holds
    assert memory.read_u64(BASE + 40) == ((memory.read_u64(BASE + 8 * slot)) if holds else 0)


@pytest.mark.parametrize(("slot", "ty"), [(1, "NUM"), (2, "TAB"), (2, "VAL"), (3, "INT")])
def test_inherit(slot: int, ty: str) -> None:
    text = f"v0 = inherit {ty} #{slot}\nsnap 1 pc=0x8 clock=0 {{5: v0}}\nend stop !1\n"
    _, memory = run(text, fresh_memory({1: NUM(2.5), 2: TABLE, 3: NUM(7.0)}))
    assert memory.read_u64(BASE + 40) == memory.read_u64(BASE + 8 * slot)


def test_memory_operations() -> None:
    memory = fresh_memory({-1: TAG_BITS[IRType.FUN] | 0x6000, 2: TABLE})
    memory.write_u64(0x4000 + 32, 0x5000)  # array
    memory.write_u64(0x4000 + 40, 0x5800)  # node
    memory.write_u64(0x5000 + 16, TRUE)
    memory.write_u64(0x5800 + 24 + 8, 0x123)  # key of node 1
    memory.write_u64(0x5800 + 24, FALSE)
    memory.write_u8(0x4000 + 10, 0xFF)
    memory.write_u64(0x6000 + LAYOUT.upvalues + 8, 0x7000)
    memory.write_u64(0x7000 + LAYOUT.upvalue_v, 0x7100)
    memory.write_u64(0x7100, NUM(1.5))
    memory.write_u16(THREAD + 12, 0xFFFE)
    outcome, memory = run(
        f"""
        v0 = sload VAL #2
        v1 = unbox TAB v0 !0
        v2 = fload PTR v1 table.array
        v3 = aref PTR v2 2
        v4 = aload VAL v3
        astore v3 7
        v5 = fload PTR v1 table.node
        v6 = hrefk PTR v5 #1 VAL:0x123 !0
        v7 = hload VAL v6
        hstore v6 v1
        v8 = fload INT v1 table.flags
        fstore v1 table.flags 258
        v9 = sload VAL #-1
        v10 = unbox FUN v9 !0
        v11 = uref PTR v10 #1
        v12 = uload VAL v11
        ustore v11 nil
        v13 = fload INT PTR:{THREAD:#x} thread.small
        snap 1 pc=0x8 clock=0 {{3: v4, 4: v7, 5: v8, 6: v12, 7: v13}}
        v14 = hrefk PTR v5 #0 VAL:0x123 !1
        end stop !0
        """,
        memory,
    )
    assert outcome.snapshot == 1
    assert [memory.read_u64(BASE + 8 * slot) for slot in range(3, 8)] == [
        TRUE, FALSE, NUM(255.0), NUM(1.5), NUM(-2.0),
    ]  # fmt: skip
    assert memory.read_u64(0x5010) == NUM(7.0)
    assert memory.read_u64(0x5818) == TABLE
    assert memory.read_u8(0x400A) == 2
    assert memory.read_u64(0x7100) == NIL


@pytest.mark.parametrize(
    ("a", "b", "holds"), [(0x5000, 0x5000, 0), (0x5FFF, 0x5000, 0), (0x6000, 0x5000, 1), (8, 9, 1)]
)
def test_apart(a: int, b: int, holds: int) -> None:
    text = f"apart PTR:{a:#x} PTR:{b:#x} !0\nsnap 1 pc=0x8 clock=0 {{}}\nend stop !1\n"
    outcome, _ = run(text)
    assert outcome.snapshot == holds


@pytest.mark.parametrize(("key", "holds"), [(0x123, 0), (0x321, 0), (0x456, 1), (0x789, 1)])
def test_hmiss(key: int, holds: int) -> None:
    """Node 1 leads to node 3; node 2 is in another chain."""
    memory = fresh_memory()
    for node, (word, link) in {1: (0x123, 3), 2: (0x456, 0), 3: (0x321, 0)}.items():
        memory.write_u64(0x5000 + 24 * node + 8, word)
        memory.write_u64(0x5000 + 24 * node + 16, 0x5000 + 24 * link if link else 0)
    text = f"hmiss PTR:0x5000 #1 VAL:{key:#x} !0\nsnap 1 pc=0x8 clock=0 {{}}\nend stop !1\n"
    outcome, _ = run(text, memory)
    assert outcome.snapshot == holds


@pytest.mark.parametrize("marked", (0, 3, LAYOUT.black, 0xFF))
def test_table_barrier(marked: int) -> None:
    memory = fresh_memory({0: TABLE})
    memory.write_u8(0x4000 + LAYOUT.table_marked, marked)
    memory.write_u64(VM + LAYOUT.vm_gray_again, 0x7777)
    text = (
        "v0 = sload VAL #0\nv1 = unbox TAB v0 !0\ntbar v1\nsnap 1 pc=0x8 clock=0 {}\nend stop !1\n"
    )
    _, memory = run(text, memory)
    assert memory.read_u8(0x4000 + LAYOUT.table_marked) == marked & ~LAYOUT.black
    gray = memory.read_u64(VM + LAYOUT.vm_gray_again)
    link = memory.read_u64(0x4000 + LAYOUT.table_gclist)
    assert (gray, link) == ((0x4000, 0x7777) if marked & LAYOUT.black else (0x7777, 0))


def test_exits_make_sunk_objects() -> None:
    """One is in two slots, holds the other, and that one holds it."""
    copy = KernelCall("copy", (IRType.TAB,), IRType.TAB, True, Alias.NONE, Alias.GC, True)
    made = iter((0x4800, 0x4900))
    memory = fresh_memory()
    for table, nodes, array in ((0x4800, 0x5800, 0x5900), (0x4900, 0x5A00, 0x5B00)):
        memory.write_u64(table + FIELDS["table.node"].offset, nodes)
        memory.write_u64(table + FIELDS["table.array"].offset, array)
        memory.write_u64(nodes + 24 + 8, 0x123)
    memory.write_u64(VM + LAYOUT.vm_gc_debt, (1 << 64) - 100)
    fragment = parse_fragment(
        """
        v0 = sunk TAB @copy TAB:0x4000
        v1 = sunk TAB @copy TAB:0x4100
        spend #64
        v2 = nref PTR PTR:0x5800 #1 VAL:0x123
        v3 = iadd INT 3 4
        snap 0 pc=0 clock=0 {1: v0, 3: v0} v0(metatable 0: TAB:0x60, node 1: v1) \
v1(element 2: v0, node 1: v3)
        eq v2 PTR:0 !0
        snap 1 pc=0x8 clock=0 {}
        end stop !1
        """,
        FIELDS,
        {"copy": copy},
    )
    verify(fragment)
    seen = []

    def kernels(call: KernelCall, args: list[int]) -> int:
        seen.append(args)
        return next(made)

    outcome = Evaluator(memory, LAYOUT, kernels).run(fragment, VM, BASE)
    assert outcome.snapshot == 0
    assert seen == [[VM, 0x4000], [VM, 0x4100]]
    tag = TAG_BITS[IRType.TAB]
    read = memory.read_u64
    assert [read(BASE + 8), read(BASE + 24)] == [tag | 0x4800] * 2
    assert [read(0x5800 + 24), read(0x5B10), read(0x5A18)] == [tag | 0x4900, tag | 0x4800, NUM(7.0)]
    assert read(0x4800 + FIELDS["table.metatable"].offset) == 0x60
    assert read(VM + LAYOUT.vm_gc_debt) == (1 << 64) - 36


def test_exit_pushes_frames() -> None:
    memory = fresh_memory()
    frames = "frame(4 5 9 0x100 1 0 k=0x77) frame(6 8 15 0x200 -1 2 k=0x88 cont=2 flags=5)"
    outcome, memory = run(
        f"""
        snap 0 pc=0x300 clock=7 {frames} {{4: true, 8: 2.0}}
        end stop !0
        """,
        memory,
    )
    first, second = CI + LAYOUT.ci_size, CI + 2 * LAYOUT.ci_size
    assert outcome == Outcome(0, BASE + 64, None)
    assert [memory.read_u64(ci + LAYOUT.ci_savedpc) for ci in (CI, first, second)] == [
        0x100, 0x200, 0x300,
    ]  # fmt: skip
    assert [memory.read_u64(second + 8 * i) for i in range(3)] == [BASE + 48, BASE + 64, BASE + 120]
    assert memory.read_u32(second + LAYOUT.ci_nresults) == 0xFFFFFFFF
    assert memory.read_u32(second + LAYOUT.ci_tailcalls) == 2
    assert [memory.read_u64(ci + LAYOUT.ci_k) for ci in (first, second)] == [0x77, 0x88]
    assert [memory.read_u32(ci + LAYOUT.ci_cont) for ci in (first, second)] == [0, 2]
    assert [memory.read_u32(ci + LAYOUT.ci_flags) for ci in (first, second)] == [PLAIN_FRAME, 5]
    assert memory.read_u64(THREAD + LAYOUT.thread_ci) == second
    assert memory.read_u64(THREAD + LAYOUT.thread_base) == BASE + 64
    assert memory.read_u64(THREAD + LAYOUT.thread_top) == BASE + 120
    assert memory.read_u64(VM + LAYOUT.vm_clock) == 7


def test_entry_steps_down() -> None:
    memory = fresh_memory({2: NUM(2.5)})
    first, second = CI + LAYOUT.ci_size, CI + 2 * LAYOUT.ci_size
    inner = BASE + 64
    memory.write_u64(THREAD + LAYOUT.thread_ci, second)
    memory.write_u64(THREAD + LAYOUT.thread_base, inner)
    fragment = parse_fragment(
        f"""
        fragment 2 side "x"
        entry frame(4 5 9 0x100 1 0 k=0x77) frame(6 8 15 0x200 -1 2 k=0x88)
        v0 = sload VAL #2
        v1 = fload INT PTR:{THREAD:#x} thread.base
        snap 0 pc=0x300 clock=7 frame(4 5 9 0x104 1 0 k=0x77) {{3: v0, 6: v1}}
        end stop !0
        """,
        {"thread.base": Field("", "", LAYOUT.thread_base, 8, IRType.INT, Alias.VM)},
    )
    outcome = Evaluator(memory, LAYOUT).run(fragment, VM, inner)
    assert outcome == Outcome(0, BASE + 40, None)
    assert memory.read_u64(THREAD + LAYOUT.thread_ci) == first
    assert memory.read_u64(THREAD + LAYOUT.thread_base) == BASE + 40
    assert memory.read_u64(CI + LAYOUT.ci_savedpc) == 0x104
    assert memory.read_u64(BASE + 24) == NUM(2.5)
    assert memory.read_u64(BASE + 48) == NUM(float(BASE))


CALLER, CALLER_BASE = CI - LAYOUT.ci_size, BASE - 40


@pytest.mark.parametrize(
    ("savedpc", "cont", "holds"), [(0x500, 0, True), (0x508, 0, False), (0x500, 3, False)]
)
def test_retf(savedpc: int, cont: int, holds: bool) -> None:
    memory = fresh_memory({1: NUM(2.5)})
    memory.write_u64(CALLER + LAYOUT.ci_base, CALLER_BASE)
    memory.write_u64(CALLER + LAYOUT.ci_top, CALLER_BASE + 80)
    memory.write_u64(CALLER + LAYOUT.ci_savedpc, savedpc)
    memory.write_u32(CI + LAYOUT.ci_cont, cont)
    outcome, memory = run(
        """
        v0 = sload VAL #1
        snap 0 pc=0x300 clock=2 {2: v0}
        retf PTR:0x500 !0
        v2 = sload VAL #6
        snap 1 pc=0x504 clock=3 {4: v0, 9: v2}
        end stop !1
        """,
        memory,
    )
    base, ci = (CALLER_BASE, CALLER) if holds else (BASE, CI)
    assert outcome == Outcome(int(holds), base, None if holds else 1)
    assert memory.read_u64(THREAD + LAYOUT.thread_ci) == ci
    assert memory.read_u64(THREAD + LAYOUT.thread_base) == base
    assert memory.read_u64(THREAD + LAYOUT.thread_top) == base + (80 if holds else 160)
    # An exit before leaves the caller as it was; one behind writes the caller's slots and pc.
    assert memory.read_u64(CI + LAYOUT.ci_savedpc) == (0 if holds else 0x300)
    assert memory.read_u64(CALLER + LAYOUT.ci_savedpc) == (0x504 if holds else savedpc)
    written = {CALLER_BASE + 32, CALLER_BASE + 72} if holds else {BASE + 16}
    for address in (CALLER_BASE + 32, CALLER_BASE + 72, BASE + 16):
        assert memory.read_u64(address) == (NUM(2.5) if address in written else 0)
    assert memory.read_u64(VM + LAYOUT.vm_clock) == (3 if holds else 2)


@pytest.mark.parametrize("fragment", [0, 9])
@pytest.mark.parametrize(("top", "end"), [("", CALLER_BASE + 80), (" top=-1", BASE - 8)])
def test_return_drops_the_entry_frame(fragment: int, top: str, end: int) -> None:
    memory = fresh_memory({1: NUM(2.5)})
    memory.write_u64(CALLER + LAYOUT.ci_base, CALLER_BASE)
    memory.write_u64(CALLER + LAYOUT.ci_top, CALLER_BASE + 80)
    memory.write_u64(CALLER + LAYOUT.ci_savedpc, 0x508)
    memory.write_u64(0x500, 0x1_0000_0000 | fragment << 16 | 0x1234)
    outcome, memory = run(
        f"""
        v0 = sload VAL #1
        snap 0 pc=0x0 clock=4{top} {{-1: v0, 0: nil}}
        end return !0
        """,
        memory,
    )
    assert outcome == Outcome(0, CALLER_BASE, None, fragment or None)
    assert memory.read_u64(THREAD + LAYOUT.thread_ci) == CALLER
    assert memory.read_u64(THREAD + LAYOUT.thread_base) == CALLER_BASE
    assert memory.read_u64(THREAD + LAYOUT.thread_top) == end
    assert memory.read_u64(BASE - 8) == NUM(2.5)
    assert memory.read_u64(CALLER + LAYOUT.ci_savedpc) == 0x508
    assert memory.read_u64(VM + LAYOUT.vm_clock) == 4


@pytest.mark.parametrize(
    ("guard", "address", "good", "bad"),
    [
        ("wants #-1", CI + LAYOUT.ci_nresults, 0xFFFF_FFFF, 1),
        ("wants #2", CI + LAYOUT.ci_nresults, 2, 3),
        ("wants #0", CI + LAYOUT.ci_cont, 0, 1),
        ("room", THREAD + LAYOUT.thread_stack_last, BASE + 4800, BASE + 4799),
        ("room", THREAD + LAYOUT.thread_end_ci, CI + 64 * 64, CI + 64 * 64 - 1),
    ],
)
def test_guards_of_frames(guard: str, address: int, good: int, bad: int) -> None:
    for value, holds in ((good, True), (bad, False)):
        memory = fresh_memory({})
        memory.write_u64(THREAD + LAYOUT.thread_stack_last, BASE + 8000)
        memory.write_u64(THREAD + LAYOUT.thread_end_ci, CI + 8000)
        memory.write_u32(address, value)
        text = f"snap 0 pc=0x0 clock=0 {{}}\n{guard} !0\nsnap 1 pc=0x0 clock=1 {{}}\nend stop !1\n"
        outcome, _ = run(text, memory)
        assert outcome.snapshot == int(holds)


@pytest.mark.parametrize(("top", "expected"), [("", BASE + 160), (" top=6", BASE + 48)])
def test_exit_sets_top(top: str, expected: int) -> None:
    _, memory = run(f"snap 0 pc=0x0 clock=0{top} {{}}\nend stop !0\n")
    assert memory.read_u64(THREAD + LAYOUT.thread_top) == expected


def test_loop_counts_and_carries() -> None:
    # Fibonacci: both PHIs change at once.
    outcome, memory = run(
        """
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        v2 = sload VAL #1
        v3 = unbox NUM v2 !0
        v4 = add NUM v1 v3
        loop 10 3
        snap 1 pc=0x8 clock=1 {0: v3, 1: v4}
        flt v4 50.0 !1
        v5 = add NUM v3 v4
        phi v3 v4
        phi v4 v5
        end loop
        """,
        fresh_memory({0: NUM(0.0), 1: NUM(1.0)}),
    )
    assert outcome.instruction == 5
    assert [memory.read_u64(BASE), memory.read_u64(BASE + 8)] == [NUM(34.0), NUM(55.0)]
    # The preamble, eight back edges, and the exit's own count.
    assert memory.read_u64(VM + LAYOUT.vm_clock) == 10 + 8 * 3 + 1


def test_endless_loop_is_stopped() -> None:
    with pytest.raises(NoProgress):
        run("loop 1 1\nend loop\n")


def test_scall_synchronises_and_reloads() -> None:
    seen: dict[str, int] = {}

    def kernels(call: KernelCall, args: list[Any]) -> int:
        memory = evaluator_memory
        seen.update(
            slot=memory.read_u64(BASE + 16),
            clock=memory.read_u64(VM + LAYOUT.vm_clock),
            ci=memory.read_u64(THREAD + LAYOUT.thread_ci),
            vm=args[0],
            argument=args[1],
        )
        # The callee moves the stack.
        memory.write_u64(CI + LAYOUT.ci_base, BASE + 0x800)
        memory.write_u64(BASE + 0x800, NIL)
        return 0x4440

    evaluator_memory = fresh_memory()
    outcome, memory = run(
        """
        snap 0 pc=0x20 clock=5 frame(4 5 9 0x10 1 0 k=0x8) {2: 3.0}
        v0 = scall STR @concat 9 !0
        v1 = sload VAL #0
        snap 1 pc=0x8 clock=6 {3: v0, 4: v1}
        end stop !1
        """,
        evaluator_memory,
        kernels,
    )
    assert seen == {
        "slot": NUM(3.0), "clock": 5, "ci": CI + LAYOUT.ci_size, "vm": VM, "argument": 9,
    }  # fmt: skip
    assert outcome.base == BASE + 0x800
    assert memory.read_u64(outcome.base + 24) == TAG_BITS[IRType.STR] | 0x4440
    assert memory.read_u64(outcome.base + 32) == NIL
    assert memory.read_u64(VM + LAYOUT.vm_clock) == 6
    assert memory.read_u64(THREAD + LAYOUT.thread_ci) == CI


def test_every_operation_is_evaluated_somewhere_and_described() -> None:
    source = open(__file__).read()  # noqa: SIM115 - closed at interpreter exit
    for name in OPS:
        assert name in source, f"{name} has no case here"
    assert len(describe().splitlines()) == len(OPS)
