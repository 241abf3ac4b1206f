"""What an expression stands for while it's being lowered."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from llvmlite import ir

from conformance.jit_under_test.kernel import abi
from conformance.jit_under_test.kernel.errors import Fault
from conformance.jit_under_test.kernel.types import (
    BOOL,
    FLOAT_LITERAL,
    INT_LITERAL,
    NONE,
    NULL,
    FnType,
    IntType,
    PtrType,
    Type,
    f64,
    i64,
    u64,
)


@dataclass(frozen=True, slots=True)
class Operand:
    """A value: an LLVM value of a scalar type, or a Python number of a literal type."""

    type: Type
    value: Any

    @property
    def is_literal(self) -> bool:
        return self.type is INT_LITERAL or self.type is FLOAT_LITERAL


@dataclass(frozen=True, slots=True)
class Place:
    """A location in memory: `offset` bytes after a pointer."""

    type: Type
    pointer: Any
    offset: int = 0


NOTHING = Operand(NONE, None)
NULL_OPERAND = Operand(NULL, None)


def boolean(value: bool) -> Operand:
    return Operand(BOOL, ir.Constant(abi.I1, int(value)))


def integer(kind: IntType, value: int) -> Operand:
    """A constant of an integer type, wrapped around to fit."""
    value &= (1 << kind.bits) - 1
    if kind.signed and value > kind.maximum:
        value -= 1 << kind.bits
    return Operand(kind, ir.Constant(ir.IntType(kind.bits), value))


def number(node: ast.AST, value: float) -> Operand:
    """A constant f64, rounded from an integer if it's one."""
    try:
        return Operand(f64, ir.Constant(abi.DOUBLE, float(value)))
    except OverflowError:
        raise Fault(node, f"constant {value} is too large for f64") from None


def adapt_literal(node: ast.AST, operand: Operand, kind: Type, *, wrap: bool = False) -> Operand:
    """A literal as a value of type `kind`; `wrap` lets negative ones stand for unsigned."""
    value = operand.value
    if isinstance(kind, IntType) and operand.type is INT_LITERAL:
        low = -(1 << (kind.bits - 1)) if wrap else kind.minimum
        if not low <= value <= kind.maximum:
            raise Fault(node, f"constant {value} doesn't fit {kind}; a cast {kind}(...) wraps it")
        return integer(kind, value)
    if kind is f64:
        converted = number(node, value)
        if operand.type is INT_LITERAL and int(converted.value.constant) != value:
            raise Fault(node, f"constant {value} has no exact f64")
        return converted
    raise Fault(node, f"expected {kind}, got the {operand.type} {value}")


def coerce(node: ast.AST, operand: Operand, kind: Type, what: str = "") -> Operand:
    """The operand as a value of type `kind`: only bare constants and null change.

    `what` names the place it's for, in the message of the Fault that's raised otherwise.
    """
    if operand.type is kind or operand.type == kind:
        return operand
    if operand.is_literal and (isinstance(kind, IntType) or kind is f64):
        return adapt_literal(node, operand, kind)
    if operand.type is NULL and isinstance(kind, PtrType | FnType):
        return Operand(kind, ir.Constant(abi.POINTER, None))
    raise Fault(node, f"{what}{': ' if what else ''}expected {kind}, got {operand.type}")


def with_own_type(node: ast.AST, operand: Operand) -> Operand:
    """The operand with literals typed by default: i64 (u64 if it's too large for that), f64."""
    if operand.type is INT_LITERAL:
        return adapt_literal(node, operand, i64 if operand.value <= i64.maximum else u64)
    if operand.type is FLOAT_LITERAL:
        return number(node, operand.value)
    if operand.type is NULL:
        raise Fault(node, "null needs a pointer type here: annotate the variable, or Ptr[T](null)")
    return operand


def unify(
    node: ast.AST, left: Operand, right: Operand, *, wrap: bool = False
) -> tuple[Operand, Operand]:
    """Both operands with one type: constants adapt to the other side, nothing else converts."""
    if left.type == right.type:
        if left.type is NULL:
            raise Fault(node, "both sides are null")
        return left, right
    if left.is_literal and right.is_literal:
        return number(node, left.value), number(node, right.value)
    if left.is_literal and (isinstance(right.type, IntType) or right.type is f64):
        return adapt_literal(node, left, right.type, wrap=wrap), right
    if right.is_literal and (isinstance(left.type, IntType) or left.type is f64):
        return left, adapt_literal(node, right, left.type, wrap=wrap)
    if left.type is NULL and isinstance(right.type, PtrType | FnType):
        return coerce(node, left, right.type), right
    if right.type is NULL and isinstance(left.type, PtrType | FnType):
        return left, coerce(node, right, left.type)
    raise Fault(node, f"{left.type} and {right.type} don't mix: cast one of them")
