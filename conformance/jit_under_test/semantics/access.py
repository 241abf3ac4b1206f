"""Moves, constants, upvalues, globals and tables."""

from typing import TYPE_CHECKING, Any

from conformance.jit_under_test.semantics.arithmetic import store_result
from conformance.jit_under_test.semantics.effects import (
    RK,
    CallMethod,
    CheckCollector,
    ClearSlots,
    Constant,
    Environment,
    Index,
    IsFalsy,
    NewTable,
    Next,
    OperandIsZero,
    Primitive,
    Result,
    SetIndex,
    SetList,
    SetSlot,
    SetUpvalue,
    Slot,
    Upvalue,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.semantics.effects import Steps, Word


def move(i: Any) -> "Steps":
    value = yield Slot(i.b)
    yield SetSlot(i.a, value)
    yield Next()


def load_constant(i: Any) -> "Steps":
    value = yield Constant(i.bx)
    yield SetSlot(i.a, value)
    yield Next()


def load_boolean(i: Any) -> "Steps":
    if (yield OperandIsZero(i.b)):
        value = yield Primitive(False)
    else:
        value = yield Primitive(True)
    yield SetSlot(i.a, value)
    if (yield OperandIsZero(i.c)):
        yield Next()
    else:
        yield Next(skip=1)


def load_nil(i: Any) -> "Steps":
    yield ClearSlots(i.a, i.b)
    yield Next()


def get_upvalue(i: Any) -> "Steps":
    value = yield Upvalue(i.b)
    yield SetSlot(i.a, value)
    yield Next()


def set_upvalue(i: Any) -> "Steps":
    value = yield Slot(i.a)
    yield SetUpvalue(i.b, value)
    yield Next()


def discard_result(i: Any, result: "Word") -> "Steps":
    """Continuation: the metamethod's results don't matter."""
    yield Next()


def read(i: Any, container: "Word", key: "Word") -> "Steps":
    """Put `container[key]` into register A."""
    if (yield Index(container, key)):
        value = yield Result()
        yield SetSlot(i.a, value)
        yield Next()
    else:
        yield CallMethod(store_result)


def write(container: "Word", key: "Word", value: "Word") -> "Steps":
    """Do `container[key] = value`."""
    if (yield SetIndex(container, key, value)):
        yield Next()
    else:
        yield CallMethod(discard_result)


def get_global(i: Any) -> "Steps":
    environment = yield Environment()
    name = yield Constant(i.bx)
    yield from read(i, environment, name)


def set_global(i: Any) -> "Steps":
    environment = yield Environment()
    name = yield Constant(i.bx)
    value = yield Slot(i.a)
    yield from write(environment, name, value)


def get_table(i: Any) -> "Steps":
    container = yield Slot(i.b)
    key = yield RK(i.c)
    yield from read(i, container, key)


def set_table(i: Any) -> "Steps":
    container = yield Slot(i.a)
    key = yield RK(i.b)
    value = yield RK(i.c)
    yield from write(container, key, value)


def self_(i: Any) -> "Steps":
    """SELF: R(A+1) := R(B); R(A) := R(B)[RK(C)]."""
    receiver = yield Slot(i.b)
    key = yield RK(i.c)
    yield SetSlot(i.a, receiver, 1)
    yield from read(i, receiver, key)


def new_table(i: Any) -> "Steps":
    table = yield NewTable(i.b, i.c)
    yield SetSlot(i.a, table)
    yield CheckCollector()
    yield Next()


def set_list(i: Any) -> "Steps":
    """SETLIST: block number 0 stands in the following word, which is then skipped."""
    yield SetList(i.a, i.b, i.c)
    if (yield OperandIsZero(i.c)):
        yield Next(skip=1)
    else:
        yield Next()


def not_(i: Any) -> "Steps":
    value = yield Slot(i.b)
    if (yield IsFalsy(value)):
        result = yield Primitive(True)
    else:
        result = yield Primitive(False)
    yield SetSlot(i.a, result)
    yield Next()
