"""Arithmetic, negation, and the numeric `for` loop.

Read this file first to see how semantics are written: `add(i)` says what ADD means, once;
everything that executes Lua code derives from it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from conformance.jit_under_test.semantics.effects import (
    RK,
    Arithmetic,
    ArithmeticSlow,
    CallMethod,
    IsNumber,
    Jump,
    LoopNumber,
    Negate,
    Next,
    NumberCompare,
    NumberIsPositive,
    Result,
    SetSlot,
    Slot,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.semantics.effects import Steps, Word


def store_result(i: Any, result: "Word") -> "Steps":
    """Continuation: a metamethod's first result goes to register A."""
    yield SetSlot(i.a, result)
    yield Next()


def binary(operation: str) -> "Callable[[Any], Steps]":
    """Make the semantics of one binary operator: numbers, then coerced strings, then events."""

    def semantics(i: Any) -> "Steps":
        left = yield RK(i.b)
        right = yield RK(i.c)
        if (yield IsNumber(left)) and (yield IsNumber(right)):
            number = yield Arithmetic(operation, left, right)
            yield SetSlot(i.a, number)
            yield Next()
        elif (yield ArithmeticSlow(operation, left, right)):
            number = yield Result()
            yield SetSlot(i.a, number)
            yield Next()
        else:
            yield CallMethod(store_result)

    return semantics


add = binary("add")
subtract = binary("sub")
multiply = binary("mul")
divide = binary("div")
modulo = binary("mod")
power = binary("pow")


def negate(i: Any) -> "Steps":
    value = yield Slot(i.b)
    if (yield IsNumber(value)):
        number = yield Negate(value)
        yield SetSlot(i.a, number)
        yield Next()
    elif (yield ArithmeticSlow("unm", value, value)):
        number = yield Result()
        yield SetSlot(i.a, number)
        yield Next()
    else:
        yield CallMethod(store_result)


def for_prepare(i: Any) -> "Steps":
    """Check the three control values and step back once, so that the loop may start by adding."""
    initial = yield Slot(i.a)
    limit = yield Slot(i.a, 1)
    step = yield Slot(i.a, 2)
    initial = yield LoopNumber(initial, "initial")
    limit = yield LoopNumber(limit, "limit")
    step = yield LoopNumber(step, "step")
    yield SetSlot(i.a, limit, 1)
    yield SetSlot(i.a, step, 2)
    before = yield Arithmetic("sub", initial, step)
    yield SetSlot(i.a, before)
    yield Jump(i.sbx)


def for_loop(i: Any) -> "Steps":
    """Add the step, compare with the limit in the step's direction, and loop or fall through."""
    index = yield Slot(i.a)
    limit = yield Slot(i.a, 1)
    step = yield Slot(i.a, 2)
    index = yield Arithmetic("add", index, step)
    if (yield NumberIsPositive(step)):
        again = yield NumberCompare("le", index, limit)
    else:
        again = yield NumberCompare("le", limit, index)
    if again:
        yield SetSlot(i.a, index)
        yield SetSlot(i.a, index, 3)
        yield Jump(i.sbx)
    else:
        yield Next()
