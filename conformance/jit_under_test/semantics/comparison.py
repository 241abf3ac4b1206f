"""Comparisons and tests: each decides whether the jump behind it is made.

PUC executes that jump as part of the comparison, and its instruction count says so; hence
`JumpFollowing`.
"""

from typing import TYPE_CHECKING, Any

from conformance.jit_under_test.semantics.effects import (
    RK,
    CallMethod,
    CompareMethod,
    HasEqualMethod,
    IsFalsy,
    IsNumber,
    IsString,
    JumpFollowing,
    Next,
    NumberCompare,
    RawEqual,
    SetSlot,
    Slot,
    StringCompare,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.jit_under_test.semantics.effects import Effect, Steps, Word


def decide(condition: bool, expected: int) -> "Effect":
    """Make the following jump if the condition comes out as expected, else skip it."""
    return JumpFollowing() if condition == bool(expected) else Next(skip=1)


def decide_by_result(i: Any, result: "Word") -> "Steps":
    """Continuation: a comparison's metamethod returned; its truth decides."""
    falsy = yield IsFalsy(result)
    yield decide(not falsy, i.a)


def decide_by_inverse(i: Any, result: "Word") -> "Steps":
    """Continuation: `a <= b` was asked as `not (b < a)`."""
    falsy = yield IsFalsy(result)
    yield decide(falsy, i.a)


def equal(i: Any) -> "Steps":
    left = yield RK(i.b)
    right = yield RK(i.c)
    if (yield RawEqual(left, right)):
        yield decide(True, i.a)
    elif (yield HasEqualMethod(left, right)):
        yield CallMethod(decide_by_result)
    else:
        yield decide(False, i.a)


def ordered(relation: str) -> "Callable[[Any], Steps]":
    """Make the semantics of `<` ("lt") or `<=` ("le")."""

    def semantics(i: Any) -> "Steps":
        left = yield RK(i.b)
        right = yield RK(i.c)
        if (yield IsNumber(left)) and (yield IsNumber(right)):
            condition = yield NumberCompare(relation, left, right)
            yield decide(condition, i.a)
        elif (yield IsString(left)) and (yield IsString(right)):
            condition = yield StringCompare(relation, left, right)
            yield decide(condition, i.a)
        elif (yield CompareMethod(relation, left, right, may_fail=relation == "le")):
            yield CallMethod(decide_by_result)
        else:
            yield CompareMethod("lt", right, left)
            yield CallMethod(decide_by_inverse)

    return semantics


less_than = ordered("lt")
less_equal = ordered("le")


def test(i: Any) -> "Steps":
    """TEST: jump unless the truth of R(A) differs from C."""
    value = yield Slot(i.a)
    falsy = yield IsFalsy(value)
    yield decide(not falsy, i.c)


def test_set(i: Any) -> "Steps":
    """TESTSET: as TEST on R(B), and copy it to R(A) when jumping (`and`, `or`)."""
    value = yield Slot(i.b)
    falsy = yield IsFalsy(value)
    if (not falsy) == bool(i.c):
        yield SetSlot(i.a, value)
        yield JumpFollowing()
    else:
        yield Next(skip=1)
