"""The operators: which types they take, and the LLVM instruction for each."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any, Final

from llvmlite import ir

from conformance.jit_under_test.kernel import abi
from conformance.jit_under_test.kernel.errors import Fault
from conformance.jit_under_test.kernel.types import (
    BOOL,
    FLOAT_LITERAL,
    INT_LITERAL,
    NULL,
    FnType,
    IntType,
    PtrType,
    f64,
)
from conformance.jit_under_test.kernel.values import (
    Operand,
    boolean,
    coerce,
    unify,
)

SYMBOLS: Final[dict[type[ast.AST], str]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
    ast.Pow: "**", ast.MatMult: "@", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=",
    ast.Gt: ">", ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in",
    ast.NotIn: "not in", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~",
}  # fmt: skip

_FOLDS: Final[dict[type[ast.AST], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.BitXor: operator.xor,
    ast.LShift: operator.lshift, ast.RShift: operator.rshift, ast.Pow: operator.pow,
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip

# Operator -> IRBuilder method: for integers (signed, unsigned), and for f64.
_INT_METHODS: Final[dict[type[ast.AST], tuple[str, str]]] = {
    ast.Add: ("add", "add"), ast.Sub: ("sub", "sub"), ast.Mult: ("mul", "mul"),
    ast.FloorDiv: ("sdiv", "udiv"), ast.Mod: ("srem", "urem"),
    ast.BitAnd: ("and_", "and_"), ast.BitOr: ("or_", "or_"), ast.BitXor: ("xor", "xor"),
    ast.LShift: ("shl", "shl"), ast.RShift: ("ashr", "lshr"),
}  # fmt: skip
_FLOAT_METHODS: Final[dict[type[ast.AST], str]] = {
    ast.Add: "fadd", ast.Sub: "fsub", ast.Mult: "fmul", ast.Div: "fdiv",
}  # fmt: skip
MAX_EXPONENT: Final = 1100  # no f64 reaches 2**1024: more is a mistake, and slow
_BITWISE: Final = (ast.BitAnd, ast.BitOr, ast.BitXor)
_SHIFTS: Final = (ast.LShift, ast.RShift)
# Operators with a better spelling in the message for a wrong type.
_HINTS: Final[dict[tuple[type[ast.AST], bool], str]] = {
    (ast.Div, False): "integers divide with //",
    (ast.FloorDiv, True): "f64 divides with /",
    (ast.Mod, True): "import fmod for f64",
}


def fold(node: ast.AST, op: ast.AST, left: Operand, right: Operand) -> Operand:
    """An operator on two bare constants, as Python computes it."""
    compute = _FOLDS.get(type(op))
    if compute is None:
        raise Fault(node, f"the operator {SYMBOLS[type(op)]} is not in the kernel language")
    a, b = left.value, right.value
    if isinstance(op, ast.FloorDiv | ast.Mod) and (a < 0 or b <= 0):
        raise Fault(node, f"{SYMBOLS[type(op)]} of constants needs a positive divisor and no sign")
    if isinstance(op, ast.Pow | ast.LShift) and b > MAX_EXPONENT:
        raise Fault(node, f"constant expression: {b} is more than {MAX_EXPONENT}")
    try:
        result = compute(a, b)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise Fault(node, f"constant expression: {error}") from None
    if isinstance(result, bool):
        return boolean(result)
    if isinstance(result, complex):
        raise Fault(node, "constant expression: the result is not a real number")
    return Operand(INT_LITERAL if isinstance(result, int) else FLOAT_LITERAL, result)


def resized(builder: Any, operand: Operand, bits: int) -> Any:
    """The LLVM value of an integer operand extended (by its signedness) or cut to `bits`."""
    kind = operand.type
    assert isinstance(kind, IntType)
    if kind.bits == bits:
        return operand.value
    target = ir.IntType(bits)
    if kind.bits > bits:
        return builder.trunc(operand.value, target)
    extend = builder.sext if kind.signed else builder.zext
    return extend(operand.value, target)


def advance(
    builder: Any, node: ast.AST, pointer: Operand, count: Operand, *, back: bool = False
) -> Operand:
    """A pointer moved by a count of elements."""
    assert isinstance(pointer.type, PtrType)
    size = pointer.type.target.size
    if count.type is INT_LITERAL:
        distance = ir.Constant(abi.I64, count.value * size * (-1 if back else 1))
    elif isinstance(count.type, IntType):
        distance = resized(builder, count, 64)
        if size != 1:
            distance = builder.mul(distance, ir.Constant(abi.I64, size))
        if back:
            distance = builder.neg(distance)
    else:
        raise Fault(node, f"a pointer moves by an integer, not by {count.type}")
    return Operand(pointer.type, builder.gep(pointer.value, [distance], source_etype=abi.I8))


def _shift(builder: Any, node: ast.AST, op: ast.AST, left: Operand, right: Operand) -> Operand:
    """Shift counts may be of any integer type and count modulo the width, as on hardware."""
    kind = left.type
    assert isinstance(kind, IntType)
    if right.type is INT_LITERAL:
        if not 0 <= right.value < kind.bits:
            raise Fault(node, f"a {kind} can't be shifted by {right.value}")
        count = ir.Constant(ir.IntType(kind.bits), right.value)
    elif isinstance(right.type, IntType):
        mask = ir.Constant(ir.IntType(kind.bits), kind.bits - 1)
        count = builder.and_(resized(builder, right, kind.bits), mask)
    else:
        raise Fault(node, f"the shift count is {right.type}, not an integer")
    method = _INT_METHODS[type(op)][0 if kind.signed else 1]
    return Operand(kind, getattr(builder, method)(left.value, count))


def binary(builder: Any, node: ast.AST, op: ast.AST, left: Operand, right: Operand) -> Operand:
    """`left op right`. Raises Fault if the types don't allow it."""
    if left.is_literal and right.is_literal:
        return fold(node, op, left, right)
    if isinstance(left.type, PtrType) and isinstance(op, ast.Add | ast.Sub):
        return advance(builder, node, left, right, back=isinstance(op, ast.Sub))
    if isinstance(op, _SHIFTS) and isinstance(left.type, IntType):
        return _shift(builder, node, op, left, right)
    left, right = unify(node, left, right, wrap=isinstance(op, _BITWISE))
    kind = left.type
    if isinstance(kind, IntType) and type(op) in _INT_METHODS:
        method = _INT_METHODS[type(op)][0 if kind.signed else 1]
    elif kind is f64 and type(op) in _FLOAT_METHODS:
        method = _FLOAT_METHODS[type(op)]
    elif kind is BOOL and isinstance(op, _BITWISE):
        method = _INT_METHODS[type(op)][0]
    else:
        hint = _HINTS.get((type(op), kind is f64))
        text = f"{SYMBOLS[type(op)]} doesn't take {kind}"
        raise Fault(node, f"{text}: {hint}" if hint else text)
    return Operand(kind, getattr(builder, method)(left.value, right.value))


def unary(builder: Any, node: ast.AST, op: ast.AST, operand: Operand) -> Operand:
    """`-x`, `+x` (constants only) and `~x`; `not` is control flow."""
    if operand.is_literal:
        if isinstance(op, ast.USub):
            return Operand(operand.type, -operand.value)
        if isinstance(op, ast.UAdd):
            return operand
        if operand.type is INT_LITERAL:
            return Operand(INT_LITERAL, ~operand.value)
    if isinstance(op, ast.USub) and operand.type is f64:
        return Operand(f64, builder.fneg(operand.value))
    if isinstance(op, ast.USub) and isinstance(operand.type, IntType):
        return Operand(operand.type, builder.neg(operand.value))
    if isinstance(op, ast.Invert) and isinstance(operand.type, IntType):
        return Operand(operand.type, builder.not_(operand.value))
    raise Fault(node, f"unary {SYMBOLS[type(op)]} doesn't take {operand.type}")


def compare(builder: Any, node: ast.AST, op: ast.AST, left: Operand, right: Operand) -> Operand:
    """`left op right` as a boolean: f64 ordered (but != unordered), addresses unsigned."""
    symbol = SYMBOLS[type(op)]
    if type(op) not in _FOLDS:
        hint = " (null compares with == and !=)" if NULL in (left.type, right.type) else ""
        raise Fault(node, f"the operator {symbol!r} is not in the kernel language{hint}")
    if left.is_literal and right.is_literal:
        return fold(node, op, left, right)
    left, right = unify(node, left, right)
    kind = left.type
    if kind is f64:
        method = builder.fcmp_unordered if symbol == "!=" else builder.fcmp_ordered
    elif isinstance(kind, IntType):
        method = builder.icmp_signed if kind.signed else builder.icmp_unsigned
    elif isinstance(kind, PtrType) or (
        symbol in ("==", "!=") and (kind is BOOL or isinstance(kind, FnType))
    ):
        method = builder.icmp_unsigned
    else:
        raise Fault(node, f"{symbol} doesn't take {kind}")
    return Operand(BOOL, method(symbol, left.value, right.value))


def index_value(builder: Any, node: ast.AST, operand: Operand, kind: IntType) -> Any:
    """An integer operand widened to exactly `kind`, for byte counts."""
    if operand.type is INT_LITERAL:
        return coerce(node, operand, kind).value
    if not isinstance(operand.type, IntType):
        raise Fault(node, f"expected an integer, got {operand.type}")
    return resized(builder, operand, kind.bits)
