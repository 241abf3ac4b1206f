"""Operators: priorities, constant folding, and the code of unary and binary expressions."""

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.frontend.expression import (
    JUMP,
    RELOCATABLE,
    Expression,
)
from conformance.jit_under_test.frontend.function_state import FunctionState
from conformance.jit_under_test.frontend.placement import (
    continue_if_false,
    continue_if_true,
    discharge,
    negate,
    release,
    to_any_register,
    to_next_register,
    to_operand,
    to_value,
)

_EQ: Final = int(Op.EQ)
_CONCAT: Final = int(Op.CONCAT)

UNARY_PRIORITY: Final = 8


class Family(Enum):
    """The ways in which binary operators make code."""

    ARITHMETIC = "one instruction, folded if both operands are numerals"
    COMPARISON = "a test and a jump"
    CONCATENATION = "one instruction for a whole chain, operands in adjacent registers"
    AND = "short circuit"
    OR = "short circuit the other way"


@dataclass(frozen=True, slots=True)
class BinaryOperator:
    """One row of the operator table.

    An operator binds its left operand if `left` is greater than the priority around it; `right`
    is the priority around its right operand. `condition` is the outcome for which a comparison's
    test goes on; with 0 for an ordering, PUC swaps the operands instead.
    """

    left: int
    right: int
    family: Family
    op: int = 0
    condition: int = 1


BINARY_OPERATORS: Final[dict[str, BinaryOperator]] = {
    "or": BinaryOperator(1, 1, Family.OR),
    "and": BinaryOperator(2, 2, Family.AND),
    "==": BinaryOperator(3, 3, Family.COMPARISON, int(Op.EQ), 1),
    "~=": BinaryOperator(3, 3, Family.COMPARISON, int(Op.EQ), 0),
    "<": BinaryOperator(3, 3, Family.COMPARISON, int(Op.LT), 1),
    "<=": BinaryOperator(3, 3, Family.COMPARISON, int(Op.LE), 1),
    ">": BinaryOperator(3, 3, Family.COMPARISON, int(Op.LT), 0),
    ">=": BinaryOperator(3, 3, Family.COMPARISON, int(Op.LE), 0),
    "..": BinaryOperator(5, 4, Family.CONCATENATION, _CONCAT),
    "+": BinaryOperator(6, 6, Family.ARITHMETIC, int(Op.ADD)),
    "-": BinaryOperator(6, 6, Family.ARITHMETIC, int(Op.SUB)),
    "*": BinaryOperator(7, 7, Family.ARITHMETIC, int(Op.MUL)),
    "/": BinaryOperator(7, 7, Family.ARITHMETIC, int(Op.DIV)),
    "%": BinaryOperator(7, 7, Family.ARITHMETIC, int(Op.MOD)),
    "^": BinaryOperator(10, 9, Family.ARITHMETIC, int(Op.POW)),
}

UNARY_OPERATORS: Final[dict[str, int]] = {
    "-": int(Op.UNM),
    "not": int(Op.NOT),
    "#": int(Op.LEN),
}

# Python's own power raises where the C library, which Lua uses at run time, gives infinity.
_c_pow = ctypes.CDLL(None).pow
_c_pow.restype = ctypes.c_double
_c_pow.argtypes = (ctypes.c_double, ctypes.c_double)


def _power(a: float, b: float) -> float:
    return float(_c_pow(a, b))


def _modulo(a: float, b: float) -> float | None:
    """Return a - floor(a / b) * b, which is not always fmod's answer; None for b = 0."""
    if b == 0:
        return None
    quotient = a / b
    # math.floor makes an int: zeros would lose their sign, and infinities do not fit.
    if quotient != 0 and math.isfinite(quotient):
        quotient = float(math.floor(quotient))
    return a - quotient * b


_FOLDS: Final[dict[int, Callable[[float, float], float | None]]] = {
    int(Op.ADD): lambda a, b: a + b,
    int(Op.SUB): lambda a, b: a - b,
    int(Op.MUL): lambda a, b: a * b,
    int(Op.DIV): lambda a, b: None if b == 0 else a / b,
    int(Op.MOD): _modulo,
    int(Op.POW): _power,
}


def prefix(fs: FunctionState, op: int, e: Expression) -> None:
    """Apply the unary operator whose opcode is `op` to `e`."""
    if op == Op.NOT:
        negate(fs, e)
        return
    if op == Op.UNM and e.is_numeral:
        e.number = -e.number
        return
    operand = to_any_register(fs, e)
    release(fs, e)
    e.info = fs.emit_abc(op, 0, operand, 0)
    e.kind = RELOCATABLE


def infix(fs: FunctionState, operator: BinaryOperator, e: Expression) -> None:
    """Prepare the left operand before the right one is read."""
    family = operator.family
    if family is Family.ARITHMETIC:
        if not e.is_numeral:
            to_operand(fs, e)
    elif family is Family.COMPARISON:
        to_operand(fs, e)
    elif family is Family.CONCATENATION:
        to_next_register(fs, e)
    elif family is Family.AND:
        continue_if_true(fs, e)
    else:
        continue_if_false(fs, e)


def postfix(
    fs: FunctionState, operator: BinaryOperator, left: Expression, right: Expression
) -> Expression:
    """Combine both operands and return the result's description."""
    family = operator.family
    if family is Family.ARITHMETIC:
        _arithmetic(fs, operator.op, left, right)
        return left
    if family is Family.COMPARISON:
        _compare(fs, operator, left, right)
        return left
    if family is Family.CONCATENATION:
        _concatenate(fs, left, right)
        return left
    discharge(fs, right)
    if family is Family.AND:
        right.when_false = fs.concat(right.when_false, left.when_false)
    else:
        right.when_true = fs.concat(right.when_true, left.when_true)
    return right


def _arithmetic(fs: FunctionState, op: int, left: Expression, right: Expression) -> None:
    if left.is_numeral and right.is_numeral:
        folded = _FOLDS[op](left.number, right.number)
        if folded is not None and folded == folded:  # NaN is no constant
            left.number = folded
            return
    _emit_binary(fs, op, left, right)


def _emit_binary(fs: FunctionState, op: int, left: Expression, right: Expression) -> None:
    c = to_operand(fs, right)
    b = to_operand(fs, left)
    # Registers are given back from the top down.
    for e in (left, right) if b > c else (right, left):
        release(fs, e)
    left.info = fs.emit_abc(op, 0, b, c)
    left.kind = RELOCATABLE


def _concatenate(fs: FunctionState, left: Expression, right: Expression) -> None:
    to_value(fs, right)
    if right.kind is RELOCATABLE and fs.code[right.info] & 0x3F == _CONCAT:
        # a .. (b .. c): the right CONCAT starts one register earlier.
        release(fs, left)
        fs.set_b(right.info, left.info)
        left.info = right.info
        left.kind = RELOCATABLE
    else:
        to_next_register(fs, right)
        _emit_binary(fs, _CONCAT, left, right)


def _compare(
    fs: FunctionState, operator: BinaryOperator, left: Expression, right: Expression
) -> None:
    b = to_operand(fs, left)
    c = to_operand(fs, right)
    release(fs, right)
    release(fs, left)
    condition = operator.condition
    if condition == 0 and operator.op != _EQ:
        b, c = c, b
        condition = 1
    left.info = fs.emit_test(operator.op, condition, b, c)
    left.kind = JUMP
