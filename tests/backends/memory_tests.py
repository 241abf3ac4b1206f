"""Loads and stores of every kind, and boxing, against the evaluator."""

from typing import Any

import pytest

from conformance.jit_under_test.ir.boxing import NIL, TAG_BITS
from conformance.jit_under_test.ir.types import IRType
from conformance.oracles.fragment_check import Harness
from conformance.oracles.fragment_world import (
    ARRAY,
    CELL,
    CLOSURE,
    FUN,
    LAYOUT,
    NODES,
    PC,
    STACK,
    STR,
    TAB,
    TABLE,
    VM,
)
from tests.backends.common import f64, set_slots


class MemoryTests:
    """Part of `backend_tests.BackendTests`."""

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

    @pytest.mark.parametrize("at", range(4))
    @pytest.mark.parametrize("key", (TAB, NIL))
    def test_absent_keys(self, harness: Harness, key: int, at: int):
        """Nodes 1, 3 and 0 are linked; the key is in one of them, in node 2, or nowhere."""

        def prepare(memory, present: bool) -> None:
            for node, following in ((1, 3), (3, 0), (0, None), (2, None)):
                link = 0 if following is None else NODES + 24 * following
                memory.write_u64(NODES + 24 * node + 8, key if present and node == at else STR)
                memory.write_u64(NODES + 24 * node + 16, link)

        for present in (True, False):
            left = harness.check(
                f"""
                fragment 1 root "test"
                snap 0 pc={PC:#x} clock=2 {{}}
                v0 = fload PTR TAB:{TABLE:#x} table.node
                hmiss v0 #1 VAL:{key:#x} !0
                snap 1 pc={PC:#x} clock=3 {{3: 1.5}}
                end stop !1
                """,
                lambda memory, present=present: prepare(memory, present),
            )
            assert left == (0 if present and at != 2 else 1)

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

    @pytest.mark.parametrize("marked", (0, 1, LAYOUT.black, 0xFF))
    @pytest.mark.parametrize("table", ("v1", f"TAB:{TABLE:#x}"))
    def test_table_barrier(self, harness: Harness, marked: int, table: str):
        fragment = f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=1 {{}}
            v0 = sload VAL #0
            v1 = unbox TAB v0 !0
            tbar {table}
            snap 1 pc={PC:#x} clock=3 {{1: v1}}
            end stop !1
            """

        def prepare(memory: Any) -> None:
            set_slots(s0=TAB)(memory)
            memory.write_u8(TABLE + LAYOUT.table_marked, marked)

        assert harness.check(fragment, prepare) == 1
        gray = marked & ~LAYOUT.black
        assert harness.memory.read_u8(TABLE + LAYOUT.table_marked) == gray
        first = harness.memory.read_u64(VM + LAYOUT.vm_gray_again)
        assert first == (TABLE if marked & LAYOUT.black else CELL)

    @pytest.mark.parametrize("constant", ("a", "b", ""))
    @pytest.mark.parametrize(
        ("distance", "left_by"), ((-8, 1), (0, 0), (8, 0), (4088, 0), (4096, 1), (1 << 40, 1))
    )
    def test_apart(self, harness: Harness, distance: int, left_by: int, constant: str):
        a = f"PTR:{STACK + distance:#x}" if constant == "a" else "v0"
        b = f"PTR:{STACK:#x}" if constant == "b" else "v1"
        fragment = f"""
            fragment 1 root "test"
            snap 0 pc={PC:#x} clock=1 {{}}
            v0 = fload PTR PTR:{CELL:#x} cell.ptr
            v1 = fload PTR PTR:{CELL + 128:#x} cell.ptr
            apart {a} {b} !0
            fstore PTR:{CELL + 256:#x} cell.ptr v0
            fstore PTR:{CELL + 384:#x} cell.ptr v1
            snap 1 pc={PC:#x} clock=3 {{}}
            end stop !1
            """
        offset = LAYOUT.fields["cell.ptr"].offset

        def prepare(memory: Any) -> None:
            memory.write_u64(CELL + offset, STACK + distance)
            memory.write_u64(CELL + 128 + offset, STACK)

        assert harness.check(fragment, prepare) == left_by

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
