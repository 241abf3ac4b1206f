"""The IR's picture of the runtime agrees with the runtime."""

import itertools

from conformance.jit_under_test.ir import boxing
from conformance.jit_under_test.ir.fields import NODE_KEY, NODE_SIZE, NODE_VALUE
from conformance.jit_under_test.ir.fragment import PLAIN_FRAME
from conformance.jit_under_test.ir.layout import runtime_layout
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.runtime import objects, values


def test_boxing_is_that_of_the_runtime() -> None:
    tags = {
        IRType.STR: values.STRING, IRType.TAB: values.TABLE, IRType.FUN: values.FUNCTION,
        IRType.UDT: values.USERDATA, IRType.THR: values.THREAD,
    }  # fmt: skip
    assert tags == boxing.TAG_BITS
    assert (boxing.NIL, boxing.TRUE, boxing.FALSE) == (values.NIL, values.TRUE, values.FALSE)
    assert boxing.MAX_NUMBER == values.MAX_NUMBER
    assert boxing.PAYLOAD == values.PAYLOAD
    for ty, bits in tags.items():
        assert boxing.type_of(bits | 0x40) is ty
        assert boxing.unbox(ty, boxing.box(ty, 0x40)) == 0x40
    assert boxing.type_of(boxing.MAX_NUMBER) is IRType.NUM
    assert boxing.type_of(boxing.NIL) is None


def test_plain_frames() -> None:
    assert PLAIN_FRAME == objects.FRAME_LUA


def test_nodes() -> None:
    node = objects.Node
    assert (node.size, node.offset("value"), node.offset("key")) == (
        NODE_SIZE, NODE_VALUE, NODE_KEY,
    )  # fmt: skip


def test_fields_do_not_overlap_and_have_their_struct_s_widths() -> None:
    fields = runtime_layout().fields
    assert fields["table.array"].offset == objects.Table.offset("array")
    assert (fields["table.sizearray"].width, fields["table.flags"].width) == (4, 1)
    for a, b in itertools.combinations(fields.values(), 2):
        if a.struct == b.struct:
            assert a.offset + a.width <= b.offset or b.offset + b.width <= a.offset
    for field in fields.values():
        assert field.width == 8 or field.type is IRType.INT
