"""Expression descriptors: what the code generator knows of an expression it has not yet placed.

The compiler makes code in one pass, without a tree. An expression stays a description for as long
as possible, so that the instruction that uses it can choose its register or fold it away.
"""

from enum import Enum
from typing import Final

# The empty jump list; also the offset of a JMP that ends one.
NO_JUMP: Final = -1


class Kind(Enum):
    """Where an expression's value is, and what `info` and `aux` mean."""

    VOID = "no value"
    NIL = "nil"
    TRUE = "true"
    FALSE = "false"
    CONSTANT = "constant number `info`"
    NUMBER = "the numeral `number`, not yet a constant"
    LOCAL = "local variable in register `info`"
    UPVALUE = "upvalue number `info`"
    GLOBAL = "global variable, its name is constant `info`"
    INDEXED = "table in register `info`, key in operand `aux`"
    JUMP = "a test; the instruction `info` jumps when it holds"
    RELOCATABLE = "the instruction `info` makes the value, its A is still free"
    REGISTER = "value in register `info`"
    CALL = "the CALL instruction `info`"
    VARARG = "the VARARG instruction `info`"


VOID: Final = Kind.VOID
NIL: Final = Kind.NIL
TRUE: Final = Kind.TRUE
FALSE: Final = Kind.FALSE
CONSTANT: Final = Kind.CONSTANT
NUMBER: Final = Kind.NUMBER
LOCAL: Final = Kind.LOCAL
UPVALUE: Final = Kind.UPVALUE
GLOBAL: Final = Kind.GLOBAL
INDEXED: Final = Kind.INDEXED
JUMP: Final = Kind.JUMP
RELOCATABLE: Final = Kind.RELOCATABLE
REGISTER: Final = Kind.REGISTER
CALL: Final = Kind.CALL
VARARG: Final = Kind.VARARG


class Expression:
    """A mutable descriptor. `when_true` and `when_false` are the lists of jumps that leave the
    expression early with a true or a false value."""

    __slots__ = ("aux", "info", "kind", "number", "when_false", "when_true")

    def __init__(self, kind: Kind, info: int = 0, number: float = 0.0) -> None:
        self.kind = kind
        self.info = info
        self.aux = 0
        self.number = number
        self.when_true = NO_JUMP
        self.when_false = NO_JUMP

    @property
    def is_multiple(self) -> bool:
        """Tell whether the expression may give any number of values."""
        return self.kind is CALL or self.kind is VARARG

    @property
    def is_numeral(self) -> bool:
        """Tell whether the expression is a number known now."""
        return self.kind is NUMBER and self.when_true == NO_JUMP and self.when_false == NO_JUMP
