"""The types of IR values, and the register class each of them lives in."""

from enum import Enum
from typing import Final


class RegisterClass(Enum):
    """Which half of the register file holds a value."""

    GPR = "gpr"
    FPR = "fpr"

    __hash__ = object.__hash__  # as in IRType


class IRType(Enum):
    """The type of one IR value.

    NUM is an f64 and INT an i64; VAL is a boxed Lua value (its 64 bits). STR to THR are
    unboxed object addresses, PTR is any other address. NONE marks an operation without result.
    """

    NONE = "NONE"
    NUM = "NUM"
    INT = "INT"
    VAL = "VAL"
    STR = "STR"
    TAB = "TAB"
    FUN = "FUN"
    UDT = "UDT"
    THR = "THR"
    PTR = "PTR"

    # Identity is equality for an enum; the default hash goes through a Python call and shows
    # in compile time, since types are part of every lookup key of the optimizer.
    __hash__ = object.__hash__


# Finding a member of an enum takes as long as a call: code that runs for every instruction of a
# fragment names the types by these.
NONE: Final = IRType.NONE
NUM: Final = IRType.NUM
INT: Final = IRType.INT
VAL: Final = IRType.VAL
STR: Final = IRType.STR
TAB: Final = IRType.TAB
FUN: Final = IRType.FUN
UDT: Final = IRType.UDT
PTR: Final = IRType.PTR
FPR: Final = RegisterClass.FPR
GPR: Final = RegisterClass.GPR

OBJECT_TYPES: Final = frozenset({IRType.STR, IRType.TAB, IRType.FUN, IRType.UDT, IRType.THR})
POINTER_TYPES: Final = OBJECT_TYPES | {IRType.PTR}
BOXABLE_TYPES: Final = OBJECT_TYPES | {IRType.NUM, IRType.INT, IRType.VAL}


def register_class(ty: IRType) -> RegisterClass:
    """The register class that holds values of type `ty`."""
    return FPR if ty is NUM else GPR
