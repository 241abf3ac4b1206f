"""The backend test class: IR text goes in, and what is left must equal the evaluator's.

Each architecture subclasses it once per machine and supplies the fixture `harness`.
"""

import math
from itertools import product
from typing import Any

import pytest

from conformance.jit_under_test.backends.regalloc import OutOfSpillSlots
from conformance.jit_under_test.ir.boxing import FALSE, NIL, TAG_BITS, TRUE
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import IRType
from tests.backends.common import (
    ARRAY,
    CELL,
    CLOSURE,
    LAYOUT,
    LINK_TARGET,
    NODES,
    PC,
    TABLE,
    VM,
    Harness,
    f64,
    set_slots,
)

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
TAB = TAG_BITS[IRType.TAB] | TABLE
STR = TAG_BITS[IRType.STR] | CELL
FUN = TAG_BITS[IRType.FUN] | CLOSURE
WORDS = (f64(0.0), f64(-1.5), f64(NAN), 0xFFF8 << 48, f64(-INF), NIL, TRUE, FALSE, TAB, STR, FUN)

NUMBER_BINARY = ("add", "sub", "mul", "div", "min", "max")
NUMBER_UNARY = ("neg", "abs", "floor", "ceil", "sqrt")
NUMBER_GUARDS = tuple(name for name in OPS if name[0] == "f" and OPS[name].guard)
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


def cells(*values: int) -> Any:
    def prepare(memory: Any) -> None:
        for i, value in enumerate(values):
            memory.write_u64(CELL + 8 * i, value & ((1 << 64) - 1))

    return prepare


class BackendTests:
    """Subclasses give `harness`; see `tests.backends.common.Harness`."""

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

    @pytest.mark.parametrize("name", ("ineg", "bnot"))
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

    # Memory.

    @pytest.mark.parametrize(
        "field", [name for name in LAYOUT.fields if name.startswith("cell.") and name[5] != "i"]
    )
    def test_fields(self, harness: Harness, field: str):
        record = LAYOUT.fields[field]
        ty = record.type.value
        fragment = harness.parse(f"""
        fragment 1 root "test"
        v0 = sload VAL #0
        snap 0 pc={PC:#x} clock=2 {{}}
        v1 = unbox TAB v0 !0
        v2 = fload {ty} v1 {field}
        v3 = fload {ty} PTR:{CELL + 128:#x} {field}
        fstore v1 {field} v3
        fstore PTR:{CELL + 256:#x} {field} v2
        fstore PTR:{CELL + 384:#x} {field} {"-2" if ty == "INT" else ty + ":0x8000000012345678"}
        fstore PTR:{CELL + 512:#x} {field} {"77" if ty == "INT" else ty + ":0x10"}
        end stop !0
        """)
        compiled = harness.compile(fragment)
        for pattern in (b"\x00", b"\x7f", b"\x80", b"\xff"):

            def prepare(memory: Any, pattern: bytes = pattern) -> None:
                set_slots(s0=TAG_BITS[IRType.TAB] | CELL)(memory)
                memory.write_bytes(CELL, pattern * 128)
                memory.write_bytes(CELL + 128, b"\x12\x93\x54\xe5\x36\x77\x88\xa9" * 16)

            harness.check(fragment, prepare, compiled)

    STORED = ("v1", "v2", "v3", "v4", "1.5", "-0.0", "7", "nil", "true", f"TAB:{TABLE:#x}",
              f"STR:{CELL:#x}", "nan:0x7ff8000000000000")  # fmt: skip

    @pytest.mark.parametrize("value", STORED)
    def test_stores(self, harness: Harness, value: str):
        """Every type, into array elements, hash nodes and upvalues, and by a snapshot."""
        harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=2 {{}}
            v0 = sload VAL #0
            v1 = sload VAL #1
            v5 = sload VAL #2
            v2 = unbox NUM v5 !0
            v3 = unbox TAB v0 !0
            v4 = fload INT PTR:{CELL:#x} cell.i0
            v6 = fload PTR v3 table.array
            v7 = aref PTR v6 v4
            astore v7 {value}
            v8 = aref PTR v6 3
            astore v8 {value}
            v9 = fload PTR v3 table.node
            snap 1 pc={PC:#x} clock=3 {{7: {value}}}
            v10 = hrefk PTR v9 #2 nil !1
            hstore v10 {value}
            v11 = uref PTR FUN:{CLOSURE:#x} #1
            ustore v11 {value}
            snap 2 pc={PC:#x} clock=3 {{7: {value}, 8: v1}}
            end stop !2
            """,
            lambda memory: (
                set_slots(s0=TAB, s1=STR, s2=f64(2.25))(memory),
                memory.write_u64(CELL, 5),
                memory.write_u64(NODES + 48 + 8, NIL),
            ),
        )

    @pytest.mark.parametrize("index", (0, 1, 15, -1, 200))
    def test_array_access(self, harness: Harness, index: int):
        """The address is computed once for the load and the store."""
        harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=2 {{}}
            v0 = fload PTR TAB:{TABLE:#x} table.array
            v1 = fload INT PTR:{CELL:#x} cell.i0
            v2 = aref PTR v0 v1
            v3 = aload VAL v2
            v4 = unbox NUM v3 !0
            v5 = add NUM v4 0.5
            astore v2 v5
            v6 = aref PTR v0 {index}
            v7 = aload VAL v6
            v8 = aref PTR PTR:{ARRAY:#x} v1
            v9 = aload VAL v8
            snap 1 pc={PC:#x} clock=3 {{1: v7, 2: v9}}
            end stop !1
            """,
            lambda memory: (
                memory.write_u64(CELL, index),
                memory.write_u64(ARRAY + 8 * index, f64(10.0)),
            ),
        )

    def test_load_before_a_store_to_the_same_place(self, harness: Harness):
        """The value is the old one, wherever the load's consumer stands."""
        harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=2 {{}}
            v0 = aload VAL PTR:{ARRAY:#x}
            astore PTR:{ARRAY:#x} nil
            v1 = unbox NUM v0 !0
            v2 = fload INT PTR:{CELL:#x} cell.i0
            fstore PTR:{CELL:#x} cell.i0 9
            eq v2 4 !0
            snap 1 pc={PC:#x} clock=3 {{3: v1}}
            end stop !1
            """,
            lambda memory: (memory.write_u64(ARRAY, f64(8.0)), memory.write_u64(CELL, 4)),
        )

    @pytest.mark.parametrize("key", (TAB, NIL, f64(3.0)))
    @pytest.mark.parametrize("node", (0, 3))
    def test_hash_access(self, harness: Harness, key: int, node: int):
        taken = set()
        for present in (True, False):
            taken.add(
                harness.check(
                    f"""
                    fragment 1 root "test"
                    snap 0 pc={PC:#x} clock=2 {{}}
                    v0 = fload PTR TAB:{TABLE:#x} table.node
                    v1 = hrefk PTR v0 #{node} VAL:{key:#x} !0
                    v2 = hload VAL v1
                    snap 1 pc={PC:#x} clock=3 {{3: v2}}
                    hstore v1 1.25
                    end stop !1
                    """,
                    lambda memory, present=present: (
                        memory.write_u64(NODES + 24 * node, STR),
                        memory.write_u64(NODES + 24 * node + 8, key if present else 1),
                    ),
                )
            )
        assert taken == {0, 1}

    def test_upvalues(self, harness: Harness):
        harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=2 {{}}
            v0 = sload VAL #-1
            v1 = unbox FUN v0 !0
            v2 = uref PTR v1 #0
            v3 = uref PTR v1 #3
            v4 = uload VAL v2
            ustore v3 v4
            v5 = uload VAL v3
            v6 = unbox NUM v5 !0
            snap 1 pc={PC:#x} clock=3 {{2: v6}}
            end stop !1
            """,
            set_slots(m1=FUN),
        )

    @pytest.mark.parametrize("value", ("v1", "v2", "v3", "v4", "2.5", f"TAB:{TABLE:#x}", "nil"))
    def test_box(self, harness: Harness, value: str):
        harness.check(
            f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=2 {{}}
            v0 = sload VAL #0
            v1 = sload VAL #1
            v5 = sload VAL #2
            v2 = unbox NUM v5 !0
            v3 = unbox TAB v0 !0
            v4 = fload INT PTR:{CELL:#x} cell.i0
            v6 = box VAL {value}
            ne v6 false !0
            snap 1 pc={PC:#x} clock=3 {{7: v6, 8: {value}}}
            end stop !1
            """,
            lambda memory: (
                set_slots(s0=TAB, s1=STR, s2=f64(2.25))(memory),
                memory.write_u64(CELL, (1 << 64) - 5),
            ),
        )

    # Control.

    def test_exit_with_frames(self, harness: Harness):
        frames = f"frame(3 4 9 {PC + 8:#x} 1 0) frame(8 9 60 {PC + 80:#x} -1 3)"
        for top in ("", " top=40"):
            harness.check(f"""
            fragment 1 root "test"
            snap 0 pc={PC + 0x100:#x} clock=200{top} {frames} {{3: v0, 9: 1.5, 11: nil}}
            v0 = sload VAL #0
            end stop !0
            """)

    def test_exit_with_top(self, harness: Harness):
        harness.check(f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=0 top=0 {{}}
        end stop !0
        """)

    @pytest.mark.parametrize("frames", ("", f" frame(3 4 9 {PC + 8:#x} 1 0)"))
    def test_link(self, harness: Harness, frames: str):
        left = harness.check(f"""
        fragment 1 root "test"
        snap 0 pc={PC:#x} clock=5{frames} {{2: 1.5}}
        end link {LINK_TARGET} !0
        """)
        assert left is None

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
            lambda memory: memory.write_u64(VM + LAYOUT.vm_clock_limit, 1100),
        )
        assert left == 0

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
        for frames in ("", f" frame(3 4 9 {PC + 8:#x} 1 0) frame(8 9 60 {PC + 80:#x} -1 3)"):
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

    @pytest.mark.parametrize("frames", ("", f" frame(3 4 9 {PC + 8:#x} 1 0)"))
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
