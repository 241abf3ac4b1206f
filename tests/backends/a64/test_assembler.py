"""Labels, far branches, literals and constants, read back by Capstone or run by Unicorn."""

from __future__ import annotations

import capstone
import pytest
import unicorn
from hypothesis import example, given
from hypothesis import strategies as st
from unicorn import arm64_const as uc

from conformance.jit_under_test.backends.a64.assembler import Assembler, plan_constant
from conformance.jit_under_test.backends.a64.operands import Cond, EncodingError

ORIGIN = 0x6400_0000


def listing(code: bytes) -> list[str]:
    disassembler = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)
    return [f"{i.mnemonic} {i.op_str}".strip() for i in disassembler.disasm(code, ORIGIN)]


@pytest.fixture(scope="module")
def run():
    machine = unicorn.Uc(unicorn.UC_ARCH_ARM64, unicorn.UC_MODE_ARM)
    machine.mem_map(ORIGIN, 1 << 22)

    def execute(code: bytes) -> tuple[int, int]:
        """x0 and d0 after the code ran to its end marker, a `brk`."""
        machine.mem_write(ORIGIN, code)
        machine.ctl_remove_cache(ORIGIN, ORIGIN + (1 << 22))
        end = code.index((0xD4200000).to_bytes(4, "little"))
        machine.emu_start(ORIGIN, ORIGIN + end)
        return machine.reg_read(uc.UC_ARM64_REG_X0), machine.reg_read(uc.UC_ARM64_REG_D0)

    return execute


def test_labels_resolve_both_ways() -> None:
    asm = Assembler(ORIGIN)
    back, forth = asm.label(), asm.label()
    asm.bind(back)
    asm.branch(Cond.LT, forth)
    asm.branch_zero(3, forth)
    asm.branch_bit(4, 47, back, value=True)
    asm.jump(back)
    asm.bind(forth)
    asm.call_to(0x6000_0000)
    asm.jump_to(ORIGIN + 0x1000)
    assert listing(asm.finish()) == [
        "b.lt #0x64000010",
        "cbz x3, #0x64000010",
        "tbnz x4, #0x2f, #0x64000000",
        "b #0x64000000",
        "bl #0x60000000",
        "b #0x64001000",
    ]


def far_from(first: int, padding: int) -> bytes:
    """A function that gives 1 if the forward and the backward branch both arrive, else 0.

    `first` picks the kind of the two branches; `padding` instructions lie between.
    """
    asm = Assembler(ORIGIN)
    out, back, done = asm.label(), asm.label(), asm.label()

    def branch(label: int) -> None:
        if first == 0:
            asm.branch(Cond.EQ, label)
        elif first == 1:
            asm.branch_zero(1, label)
        else:
            asm.branch_bit(1, 5, label, value=False)

    asm.emit("movz", 0, 0, 0)
    asm.emit("movz", 1, 0, 0)
    asm.emit("cmp_imm", 1, 0)
    branch(out)
    asm.jump(done)
    asm.bind(back)
    asm.emit("movz", 0, 1, 0)
    asm.jump(done)
    for _ in range(padding):
        asm.emit("nop")
    asm.bind(out)
    branch(back)
    asm.bind(done)
    asm.emit("brk", 0)
    return asm.finish()


@pytest.mark.parametrize("kind", [0, 1, 2])
@pytest.mark.parametrize("padding", [0, (1 << 13) - 5, (1 << 13) + 5, (1 << 18) + 5])
def test_branches_reach_at_any_distance(kind: int, padding: int, run) -> None:
    code = far_from(kind, padding)
    limit = 1 << 13 if kind == 2 else 1 << 18
    assert len(code) // 4 - padding == (11 if padding > limit else 9)
    assert run(code)[0] == 1


def test_absolute_call_keeps_its_target_when_code_moves() -> None:
    asm = Assembler(ORIGIN)
    far = asm.label()
    asm.branch_bit(0, 0, far, value=True)
    asm.call_to(0x6000_0040)
    for _ in range(1 << 13):
        asm.emit("nop")
    asm.bind(far)
    assert listing(asm.finish())[:3] == [
        "tbz w0, #0, #0x64000008",
        "b #0x6400800c",
        "bl #0x60000040",
    ]


INTERESTING = [
    *(0, 1, 0xFFFF, 0x10000, 0xFFFF_FFFF, 0x1_0000_0000, 2**64 - 1, 2**64 - 2, 2**63),
    *(0xFFF8 << 48, 0x7FFF_FFFF_FFFF, 0x10_0400_0010, 0x5555_5555_5555_5555),
    *(0x5555_1234_5555_5555, 0xFFFF_0000_FFFF_1234, 0x1234_5678_9ABC_DEF0),
]


@pytest.mark.parametrize("value", INTERESTING)
def test_interesting_constants(value: int, run) -> None:
    for fpr in (False, True):
        asm = Assembler(ORIGIN)
        if fpr:
            asm.fmov_imm(0, value)
        else:
            asm.mov_imm(0, value)
        asm.emit("brk", 0)
        assert run(asm.finish())[fpr] == value


@given(st.integers(0, 2**64 - 1) | st.integers(0, 255).map(lambda i: i << 48 | i << 16))
@example(0xFFFF_FFFF_0000_0000)
def test_every_plan_makes_its_constant(value: int) -> None:
    """The steps' effect, from their definition in the manual."""
    result = 0
    plan = plan_constant(value)
    for name, operands in plan:
        if name == "orr_imm":
            result = operands[1]
        else:
            half, shift = operands
            if name == "movk":
                result = result & ~(0xFFFF << shift) | half << shift
            else:
                result = half << shift if name == "movz" else ~(half << shift) & 2**64 - 1
    assert result == value
    assert 1 <= len(plan) <= 4


@pytest.mark.parametrize(
    ("value", "length"),
    [(0, 1), (2**64 - 1, 1), (0xFFF8 << 48, 1), (0xFFFF_FFFF, 1), (0x7FFF_FFFF_FFFF, 1),
     (2**64 - 0x12346, 2), (0x10_0000_1234, 2), (0x5555_1234_5555_5555, 2),
     (0x10_0400_1234, 3), (0x1234_5678_9ABC_DEF0, 4)],
)  # fmt: skip
def test_plans_are_short(value: int, length: int) -> None:
    assert len(plan_constant(value)) == length


def test_equal_literals_are_shared() -> None:
    asm = Assembler(ORIGIN)
    for register in (1, 2):
        asm.load_literal(register, 0x1234_5678_9ABC_DEF0)
        asm.load_literal(register, 0x1234_5678_9ABC_DEF0, fpr=True)
    assert len(asm.finish()) == 4 * 4 + 8


@pytest.mark.parametrize("break_it", ["unbound", "twice", "far", "odd"])
def test_misuse_is_refused(break_it: str) -> None:
    asm = Assembler(ORIGIN)
    label = asm.label()
    with pytest.raises((ValueError, EncodingError)):
        if break_it == "unbound":
            asm.jump(label)
        elif break_it == "twice":
            asm.bind(label)
            asm.bind(label)
        elif break_it == "far":
            asm.call_to(ORIGIN + (1 << 27))
        else:
            asm.jump_to(ORIGIN + 2)
        asm.finish()


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("", ["b.ge #0x64000000", "b #0x6400000c"]),
        ("bind", ["b.lt #0x6400000c", "b #0x64000000"]),
        ("nop", ["b.lt #0x64000010", "nop", "b #0x64000000"]),
    ],
    ids=("turned around", "entered from elsewhere", "not the last instruction"),
)
def test_a_loop_ends_in_the_branch_out_of_it_if_that_is_right(
    behind: str, expected: list[str]
) -> None:
    asm = Assembler(ORIGIN)
    top, out, between = asm.label(), asm.label(), asm.label()
    asm.bind(top)
    asm.emit("nop")
    asm.branch(Cond.LT, out)
    if behind == "bind":
        asm.bind(between)
    elif behind:
        asm.emit("nop")
    asm.jump_back(top)
    asm.bind(out)
    assert listing(asm.finish()) == ["nop", *expected]
