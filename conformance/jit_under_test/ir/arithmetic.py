"""What the pure operations compute, in Python: shared by the evaluator and constant folding.

Values are floats for NUM, signed 64-bit ints for INT and unsigned ones for everything else.
"""

import math
from collections.abc import Callable
from typing import Any, Final

from conformance.jit_under_test.ir.fragment import float_to_bits

INT32_MIN: Final = -(1 << 31)
INT32_MAX: Final = (1 << 31) - 1


def wrap(value: int) -> int:
    """`value` reduced to a signed 64-bit integer."""
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value


def is_int32(value: int) -> bool:
    """Whether `value` is in the range of int32."""
    return INT32_MIN <= value <= INT32_MAX


def _div(a: float, b: float) -> float:
    if b != 0.0:
        return a / b
    if a == 0.0 or a != a:
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def _round(function: Callable[[float], int]) -> Callable[[float], float]:
    def rounded(a: float) -> float:
        if not math.isfinite(a):
            return a
        # The sign survives: floor(-0.0) and ceil(-0.5) are -0.0.
        return math.copysign(float(function(a)), a)

    return rounded


def _sqrt(a: float) -> float:
    return math.nan if a < 0.0 else math.sqrt(a)


def _sign_extended(value: int) -> int:
    low = value & 0xFFFF_FFFF
    return low - (1 << 32) if low >> 31 else low


def _int32_or_none(value: int) -> int | None:
    return value if INT32_MIN <= value <= INT32_MAX else None


def num2int(a: float) -> int | None:
    """The int32 that equals `a`, or None."""
    if INT32_MIN <= a <= INT32_MAX and a == int(a):
        return int(a)
    return None


VALUES: Final[dict[str, Callable[..., Any]]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": _div,
    "neg": lambda a: -a,
    "abs": math.fabs,
    "floor": _round(math.floor),
    "ceil": _round(math.ceil),
    "sqrt": _sqrt,
    "min": lambda a, b: b if b < a else a,
    "max": lambda a, b: b if b > a else a,
    "iadd": lambda a, b: wrap(a + b),
    "isub": lambda a, b: wrap(a - b),
    "imul": lambda a, b: wrap(a * b),
    "ineg": lambda a: wrap(-a),
    "band": lambda a, b: a & b,
    "bor": lambda a, b: a | b,
    "bxor": lambda a, b: a ^ b,
    "bnot": lambda a: ~a,
    "shl": lambda a, b: wrap(a << (b & 63)),
    "shr": lambda a, b: wrap((a & ((1 << 64) - 1)) >> (b & 63)),
    "sar": lambda a, b: a >> (b & 63),
    "sext": _sign_extended,
    "numlo": lambda a: _sign_extended(float_to_bits(a)),
    "int2num": float,
    "aref": lambda a, b: (a + 8 * b) & ((1 << 64) - 1),
}
"""Operations without guard: the value from the operands' values."""

CHECKED: Final[dict[str, Callable[..., Any]]] = {
    "iaddov": lambda a, b: _int32_or_none(a + b),
    "isubov": lambda a, b: _int32_or_none(a - b),
    "imulov": lambda a, b: _int32_or_none(a * b),
    "num2int": num2int,
}
"""Guarded operations: the value, or None if the guard fails."""


NEARBY: Final = 1 << 12
"""Bytes above its base that a fragment may have slots in: see `apart`."""


def _unsigned(a: int) -> int:
    return a & ((1 << 64) - 1)


TESTS: Final[dict[str, Callable[..., bool]]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "ge": lambda a, b: a >= b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ult": lambda a, b: _unsigned(a) < _unsigned(b),
    "uge": lambda a, b: _unsigned(a) >= _unsigned(b),
    "apart": lambda a, b: _unsigned(a - b) >= NEARBY,
    "feq": lambda a, b: a == b,
    "fne": lambda a, b: a != b,
    "flt": lambda a, b: a < b,
    "fge": lambda a, b: a >= b,
    "fle": lambda a, b: a <= b,
    "fgt": lambda a, b: a > b,
    "fnlt": lambda a, b: not a < b,
    "fnge": lambda a, b: not a >= b,
    "fnle": lambda a, b: not a <= b,
    "fngt": lambda a, b: not a > b,
}
"""Comparison guards: whether the guard holds."""
