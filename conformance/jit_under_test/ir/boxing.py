"""Boxing of IR values: which bits a value of each type has as a Lua value.

The same encoding as `runtime/values.py`, by IR type, for code that does not run in the
machine: constant folding, the evaluator, the text form.
"""

from typing import Final

from conformance.jit_under_test.ir.fragment import bits_to_float, float_to_bits
from conformance.jit_under_test.ir.types import INT, NUM, VAL, IRType

MAX_NUMBER: Final = 0xFFF8 << 48
TAG_SHIFT: Final = 47
PAYLOAD: Final = (1 << TAG_SHIFT) - 1
TAGS: Final = {IRType.STR: 4, IRType.TAB: 5, IRType.FUN: 6, IRType.UDT: 7, IRType.THR: 8}
TAG_BITS: Final = {ty: (0x1FFF0 | tag) << TAG_SHIFT for ty, tag in TAGS.items()}
TRUE: Final = 0x1FFFC << TAG_SHIFT
FALSE: Final = 0x1FFFD << TAG_SHIFT
NIL: Final = 0x1FFFE << TAG_SHIFT
PRIMITIVES: Final = {NIL: "nil", TRUE: "true", FALSE: "false"}


def box(ty: IRType, value: float) -> int:
    """The bits of a value of a boxable type (a float for NUM, an int for the rest)."""
    if ty is NUM or ty is INT:
        return float_to_bits(float(value))
    if ty is VAL:
        return int(value)
    return TAG_BITS[ty] | int(value)


def unbox(ty: IRType, bits: int) -> float | None:
    """The payload of a boxed value if it has type `ty`, else None."""
    if ty is NUM:
        return bits_to_float(bits) if bits <= MAX_NUMBER else None
    return bits & PAYLOAD if bits & ~PAYLOAD == TAG_BITS[ty] else None


def type_of(bits: int) -> IRType | None:
    """The unboxed type of a boxed value, None for nil, booleans and light userdata."""
    if bits <= MAX_NUMBER:
        return NUM
    head = bits & ~PAYLOAD
    for ty, tag in TAG_BITS.items():
        if tag == head:
            return ty
    return None
