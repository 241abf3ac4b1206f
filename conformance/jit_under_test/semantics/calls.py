"""Calls, returns, closures, varargs, generic `for`, concatenation and length."""

from typing import TYPE_CHECKING, Any

from conformance.jit_under_test.semantics.arithmetic import store_result
from conformance.jit_under_test.semantics.effects import (
    Call,
    CallIterator,
    CallMethod,
    CheckCollector,
    CloseUpvalues,
    Concatenate,
    ConcatenateMore,
    IsNil,
    Jump,
    JumpFollowing,
    Length,
    NewClosure,
    Next,
    Result,
    Return,
    SetSlot,
    Slot,
    TailCall,
    Varargs,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.semantics.effects import Steps, Word


def jump(i: Any) -> "Steps":
    yield Jump(i.sbx)


def call(i: Any) -> "Steps":
    yield Call(i.a, i.b, i.c)


def tail_call(i: Any) -> "Steps":
    yield TailCall(i.a, i.b)


def return_(i: Any) -> "Steps":
    yield Return(i.a, i.b)


def iterate(i: Any) -> "Steps":
    """TFORLOOP: call the iterator; R(A+3)... := R(A)(R(A+1), R(A+2))."""
    yield CallIterator(i.a, i.c, iterate_result)


def iterate_result(i: Any, result: "Word") -> "Steps":
    """Continuation: a nil ends the loop, anything else becomes the control variable."""
    control = yield Slot(i.a, 3)
    if (yield IsNil(control)):
        yield Next(skip=1)
    else:
        yield SetSlot(i.a, control, 2)
        yield JumpFollowing()


def close(i: Any) -> "Steps":
    yield CloseUpvalues(i.a)
    yield Next()


def closure(i: Any) -> "Steps":
    function = yield NewClosure(i.bx)
    yield SetSlot(i.a, function)
    yield CheckCollector()
    yield Next()


def varargs(i: Any) -> "Steps":
    yield Varargs(i.a, i.b)
    yield Next()


def length(i: Any) -> "Steps":
    value = yield Slot(i.b)
    if (yield Length(value)):
        number = yield Result()
        yield SetSlot(i.a, number)
        yield Next()
    else:
        yield CallMethod(store_result)


def concatenate(i: Any) -> "Steps":
    """CONCAT: R(A) := R(B).. ... ..R(C), right to left, two at a time where methods decide."""
    if (yield Concatenate(i.b, i.c)):
        yield from finish_concatenation(i)
    else:
        yield CallMethod(concatenate_more)


def concatenate_more(i: Any, result: "Word") -> "Steps":
    """Continuation: a `__concat` metamethod gave the value of the last two operands."""
    if (yield ConcatenateMore(i.b, result)):
        yield from finish_concatenation(i)
    else:
        yield CallMethod(concatenate_more)


def finish_concatenation(i: Any) -> "Steps":
    value = yield Slot(i.b)
    yield SetSlot(i.a, value)
    yield CheckCollector()
    yield Next()
