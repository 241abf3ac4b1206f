"""What every operation computes and when every guard holds, against the evaluator."""

import math
from itertools import product
from typing import Any

import pytest

from conformance.jit_under_test.ir.boxing import FALSE, NIL, TAG_BITS, TRUE
from conformance.jit_under_test.ir.fragment import UNGUARDED
from conformance.jit_under_test.ir.ops import OPS, Kind
from conformance.oracles.fragment_check import Harness
from conformance.oracles.fragment_world import ARRAY, BASE, CELL, FUN, LAYOUT, PC, STR, TAB, VM
from tests.backends.common import cells, f64, set_slots

INF, NAN = math.inf, math.nan
NUMBERS = (
    *(0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, 1e300, -1e300, 5e-324),
    *(2147483647.0, 2147483648.0, -2147483648.0, -2147483649.0, 4503599627370497.5),
    *(9.3e18, -9.3e18, INF, -INF, NAN),
)
INTEGERS = (
    *(0, 1, -1, 2, 63, 64, 127, 128, -128, -129, 2147483647, -2147483648, 2147483648),
    *(4294967295, (1 << 63) - 1, -(1 << 63), 0x123456789ABCDEF),
)
INT32S = (*(i for i in INTEGERS if -(1 << 31) <= i < 1 << 31), 46341, -46341, 65536)
WORDS = (f64(0.0), f64(-1.5), f64(NAN), 0xFFF8 << 48, f64(-INF), NIL, TRUE, FALSE, TAB, STR, FUN)

NUMBER_BINARY = ("add", "sub", "mul", "div", "min", "max")
NUMBER_UNARY = ("neg", "abs", "floor", "ceil", "sqrt")
NUMBER_GUARDS = tuple(
    name for name, op in OPS.items() if op.guard and op.operands == (Kind.NUM,) * 2
)
INTEGER_BINARY = ("iadd", "isub", "imul", "band", "bor", "bxor", "shl", "shr", "sar")
INTEGER_GUARDS = ("eq", "ne", "lt", "ge", "le", "gt", "ult", "uge")
CHECKED_BINARY = ("iaddov", "isubov", "imulov")

# Which operand lives on beyond the operation: that decides where the result can go.
AFTERLIVES = ("", "a", "b", "a b")


def number_fragment(operation: str, alive: str) -> str:
    kept = "".join(
        f", {10 + i}: {'v2' if name == 'a' else 'v3'}" for i, name in enumerate(alive.split())
    )
    return f"""
    fragment 1 root "test"
    snap 0 pc={PC:#x} clock=0 {{}}
    v0 = sload VAL #0
    v1 = sload VAL #1
    v2 = unbox NUM v0 !0
    v3 = unbox NUM v1 !0
    {operation}
    snap 1 pc={PC + 8:#x} clock=3 {{5: v4{kept}}}
    end stop !1
    """


def integer_fragment(operation: str, alive: str) -> str:
    kept = "".join(
        f"fstore PTR:{CELL:#x} cell.i{4 + i} {'v0' if name == 'a' else 'v1'}\n"
        for i, name in enumerate(alive.split())
    )
    return f"""
    fragment 1 root "test"
    snap 0 pc={PC:#x} clock=1 {{3: v0}}
    v0 = fload INT PTR:{CELL:#x} cell.i0
    v1 = fload INT PTR:{CELL:#x} cell.i1
    {operation}
    fstore PTR:{CELL:#x} cell.i3 v4
    {kept}
    snap 1 pc={PC + 8:#x} clock=3 {{5: v4}}
    end stop !1
    """


class OperationTests:
    """Part of `backend_tests.BackendTests`."""

    # Arithmetic.

    @pytest.mark.parametrize("alive", AFTERLIVES)
    @pytest.mark.parametrize("name", NUMBER_BINARY)
    def test_number_binary(self, harness: Harness, name: str, alive: str):
        fragment = harness.parse(number_fragment(f"v4 = {name} NUM v2 v3", alive))
        compiled = harness.compile(fragment)
        for a, b in product(NUMBERS, NUMBERS):
            left = harness.check(fragment, set_slots(s0=f64(a), s1=f64(b)), compiled)
            assert left == fragment.end.snapshot.index

    @pytest.mark.parametrize("alive", ("", "a"))
    @pytest.mark.parametrize("name", NUMBER_UNARY)
    def test_number_unary(self, harness: Harness, name: str, alive: str):
        fragment = harness.parse(number_fragment(f"v4 = {name} NUM v2", alive))
        compiled = harness.compile(fragment)
        for a in NUMBERS:
            harness.check(fragment, set_slots(s0=f64(a), s1=f64(1.0)), compiled)

    @pytest.mark.parametrize("name", NUMBER_BINARY)
    @pytest.mark.parametrize("operands", ("v2 2.5", "2.5 v2", "v2 0.0", "-0.0 v2", "v2 v2"))
    def test_number_with_constant(self, harness: Harness, name: str, operands: str):
        fragment = harness.parse(number_fragment(f"v4 = {name} NUM {operands}", ""))
        compiled = harness.compile(fragment)
        for a in NUMBERS:
            harness.check(fragment, set_slots(s0=f64(a), s1=f64(1.0)), compiled)

    @pytest.mark.parametrize("alive", AFTERLIVES)
    @pytest.mark.parametrize("name", INTEGER_BINARY)
    def test_integer_binary(self, harness: Harness, name: str, alive: str):
        fragment = harness.parse(integer_fragment(f"v4 = {name} INT v0 v1", alive))
        compiled = harness.compile(fragment)
        for a, b in product(INTEGERS, INTEGERS):
            harness.check(fragment, cells(a, b), compiled)

    @pytest.mark.parametrize("name", (*INTEGER_BINARY, *CHECKED_BINARY))
    @pytest.mark.parametrize("constant", (0, 1, -1, 3, 127, -128, 128, 40000, -2147483648))
    def test_integer_with_constant(self, harness: Harness, name: str, constant: int):
        guard = " !0" if OPS[name].guard else ""
        for operands in (f"v0 {constant}", f"{constant} v0", f"{constant} {constant}"):
            text = integer_fragment(f"v4 = {name} INT {operands}{guard}", "")
            fragment = harness.parse(text)
            compiled = harness.compile(fragment)
            for a in INT32S:
                harness.check(fragment, cells(a), compiled)

    @pytest.mark.parametrize("name", INTEGER_BINARY)
    def test_integer_with_wide_constant(self, harness: Harness, name: str):
        for constant in (0x123456789ABC, -0x8000000000000000, 0xFFFFFFFF, 0x1_8000_0001):
            for operands in (f"v0 {constant}", f"{constant} v0"):
                fragment = harness.parse(integer_fragment(f"v4 = {name} INT {operands}", ""))
                compiled = harness.compile(fragment)
                for a in INTEGERS:
                    harness.check(fragment, cells(a), compiled)

    @pytest.mark.parametrize("name", ("ineg", "bnot", "sext"))
    def test_integer_unary(self, harness: Harness, name: str):
        for alive in ("", "a"):
            fragment = harness.parse(integer_fragment(f"v4 = {name} INT v0", alive))
            compiled = harness.compile(fragment)
            for a in INTEGERS:
                harness.check(fragment, cells(a), compiled)

    @pytest.mark.parametrize("alive", AFTERLIVES)
    @pytest.mark.parametrize("name", CHECKED_BINARY)
    def test_checked_integer(self, harness: Harness, name: str, alive: str):
        fragment = harness.parse(integer_fragment(f"v4 = {name} INT v0 v1 !0", alive))
        compiled = harness.compile(fragment)
        taken = {harness.check(fragment, cells(a, b), compiled) for a, b in product(INT32S, INT32S)}
        assert len(taken) == 2

    def test_int2num(self, harness: Harness):
        for alive in ("", "a"):
            fragment = harness.parse(
                integer_fragment("v3 = int2num NUM v0\nv4 = iadd INT v0 1", alive).replace(
                    "5: v4", "5: v3, 6: v4"
                )
            )
            compiled = harness.compile(fragment)
            for a in (*INTEGERS, (1 << 53) + 1, (1 << 62) + 12345):
                harness.check(fragment, cells(a), compiled)

    def test_numlo(self, harness: Harness):
        operation = f"v4 = numlo INT v2\nfstore PTR:{CELL:#x} cell.i3 v4"
        for alive in ("", "a"):
            compiled = harness.compile(fragment := harness.parse(number_fragment(operation, alive)))
            for a in (*NUMBERS, 6755399441055744.0 - 1, 6755401588539391.0, 1e300):
                harness.check(fragment, set_slots(s0=f64(a), s1=f64(1.0)), compiled)

    def test_num2int(self, harness: Harness):
        operation = f"v4 = num2int INT v2 !0\nfstore PTR:{CELL:#x} cell.i3 v4"
        for alive in ("", "a"):
            fragment = harness.parse(number_fragment(operation, alive))
            compiled = harness.compile(fragment)
            taken = {
                harness.check(fragment, set_slots(s0=f64(a), s1=f64(1.0)), compiled)
                for a in (*NUMBERS, 1e-300, 2147483646.5, 4294967296.0, -7.0)
            }
            assert len(taken) == 2

    # Guards.

    @pytest.mark.parametrize("name", NUMBER_GUARDS)
    def test_number_guard(self, harness: Harness, name: str):
        for operands in ("v2 v3", "v3 v2", "v2 v2", "v2 1.5", "0.0 v2"):
            text = number_fragment(f"{name} {operands} !0\nv4 = add NUM v2 v3", "")
            fragment = harness.parse(text)
            compiled = harness.compile(fragment)
            for a, b in product(NUMBERS, NUMBERS[::2]):
                harness.check(fragment, set_slots(s0=f64(a), s1=f64(b)), compiled)

    @pytest.mark.parametrize("name", INTEGER_GUARDS)
    def test_integer_guard(self, harness: Harness, name: str):
        constants = ("v0 0", "0 v0", "v0 127", "v0 -2147483648", "v0 4294967296", "5 v1", "3 3")
        for operands in ("v0 v1", "v1 v0", "v0 v0", *constants):
            text = integer_fragment(f"{name} {operands} !0\nv4 = iadd INT v0 v1", "")
            fragment = harness.parse(text)
            compiled = harness.compile(fragment)
            for a, b in product(INTEGERS, INTEGERS[::2]):
                harness.check(fragment, cells(a, b), compiled)

    @pytest.mark.parametrize("load", ("sload VAL #0", f"aload VAL PTR:{ARRAY:#x}"))
    @pytest.mark.parametrize("name", ("eq", "ne"))
    @pytest.mark.parametrize("constant", ("nil", "true", f"VAL:{TAB:#x}", "VAL:0x0"))
    def test_loaded_word_guard(self, harness: Harness, name: str, constant: str, load: str):
        """The value is compared and nothing else, so it may stay in memory."""
        fragment = harness.parse(f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=7 {{}}
        v0 = {load}
        {name} v0 {constant} !0
        snap 1 pc={PC:#x} clock=8 {{}}
        end stop !1
        """)
        compiled = harness.compile(fragment)
        taken = set()
        for word in WORDS:

            def prepare(memory: Any, word: int = word) -> None:
                set_slots(s0=word)(memory)
                memory.write_u64(ARRAY, word)

            taken.add(harness.check(fragment, prepare, compiled))
        assert len(taken) == 2

    @pytest.mark.parametrize("name", ("eq", "ne"))
    @pytest.mark.parametrize("constant", ("nil", "true", "false", f"VAL:{TAB:#x}", "VAL:0x0"))
    def test_word_guard(self, harness: Harness, name: str, constant: str):
        fragment = harness.parse(f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=7 {{1: v0}}
        v0 = sload VAL #0
        {name} v0 {constant} !0
        end stop !0
        """)
        compiled = harness.compile(fragment)
        for word in WORDS:
            harness.check(fragment, set_slots(s0=word), compiled)

    @pytest.mark.parametrize(
        ("name", "offset", "width", "constant"),
        [
            *(("cell.u8", 64, 1, c) for c in (0, 1, 200, 255, 256)),
            *(("cell.s8", 65, 1, c) for c in (-1, 5)),
            *(("cell.u16", 66, 2, c) for c in (0, 40000, 70000)),
            *(("cell.u32", 72, 4, c) for c in (0, 3, 128, 2147483647, 2147483648, 1 << 32)),
            *(("cell.s32", 76, 4, c) for c in (-1, 7)),
            *(("cell.i1", 8, 8, c) for c in (0, -1, 127, 1 << 40)),
        ],
    )
    def test_field_guard(self, harness: Harness, name: str, offset: int, width: int, constant: int):
        """A load that is used by one comparison alone may become part of it."""
        exits = set()
        for guard in ("eq", "ne"):
            fragment = harness.parse(f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=7 {{}}
            v0 = fload INT PTR:{CELL:#x} {name}
            {guard} v0 {constant} !0
            snap 1 pc={PC:#x} clock=8 {{}}
            end stop !1
            """)
            compiled = harness.compile(fragment)
            for value in (constant, constant ^ 1, constant + (1 << 35)):

                def prepare(memory: Any, value: int = value) -> None:
                    data = (value & ((1 << 64) - 1)).to_bytes(8, "little")[:width]
                    memory.write_bytes(CELL + offset, data)

                exits.add((guard, harness.check(fragment, prepare, compiled)))
        assert len(exits) >= 2

    @pytest.mark.parametrize("source", ("sload", "aload", "register"))
    @pytest.mark.parametrize("ty", ("NUM", "STR", "TAB", "FUN", "UDT", "THR"))
    @pytest.mark.parametrize("used", (True, False))
    def test_unbox(self, harness: Harness, ty: str, source: str, used: bool):
        load = f"v0 = aload VAL PTR:{ARRAY:#x}" if source == "aload" else "v0 = sload VAL #0"
        kept = "6: v0" if source == "register" else ""
        fragment = harness.parse(f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=2 {{{kept}}}
        {load}
        v1 = unbox {ty} v0 !0
        snap 1 pc={PC:#x} clock=3 {{{"3: v1" if used else ""}}}
        end stop !1
        """)
        compiled = harness.compile(fragment)
        taken = set()
        objects = [TAG_BITS[t] | CELL for t in TAG_BITS]
        for word in (*WORDS, *objects, (0x1FFF1 << 47) | 5):

            def prepare(memory: Any, word: int = word) -> None:
                set_slots(s0=word)(memory)
                memory.write_u64(ARRAY, word)

            taken.add(harness.check(fragment, prepare, compiled))
        assert len(taken) == 2

    @pytest.mark.parametrize("source", ("sload", "register"))
    @pytest.mark.parametrize("used", (True, False))
    def test_unbox_with_the_planted_fault(self, harness: Harness, source: str, used: bool):
        """Other values pass, and their bits are taken for a number."""
        fragment = harness.parse(f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=2 {{{"6: v0" if source == "register" else ""}}}
        v0 = sload VAL #0
        v1 = unbox NUM v0 !0
        snap 1 pc={PC:#x} clock=3 {{{"3: v1" if used else ""}}}
        end stop !1
        """)
        unbox = fragment.instructions[1]
        assert harness.run(fragment, set_slots(s0=TAB)) == 0
        unbox.aux = UNGUARDED
        for word in (f64(2.5), TAB, NIL):
            assert harness.run(fragment, set_slots(s0=word)) == 1
            assert harness.memory.read_u64(BASE + 24) == (word if used else 0)

    @pytest.mark.parametrize(("debt", "holds"), [(-1, True), (0, False), (5, False)])
    def test_gccheck(self, harness: Harness, debt: int, holds: bool):
        left = harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=2 {{}}
            gccheck !0
            snap 1 pc={PC + 8:#x} clock=3 {{}}
            end stop !1
            """,
            lambda memory: memory.write_u64(VM + LAYOUT.vm_gc_debt, debt & ((1 << 64) - 1)),
        )
        assert left == holds
