"""How kernel types appear in LLVM IR: in registers, in memory and across C calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from llvmlite import ir

from conformance.jit_under_test.kernel.types import BOOL, NONE, FnType, IntType, PtrType, Type, f64

I1: Final = ir.IntType(1)
I8: Final = ir.IntType(8)
I32: Final = ir.IntType(32)
I64: Final = ir.IntType(64)
DOUBLE: Final = ir.DoubleType()
VOID: Final = ir.VoidType()
POINTER: Final = ir.PointerType()
_SIMPLE: Final[dict[Type, Any]] = {f64: DOUBLE, BOOL: I1, NONE: VOID}


def is_scalar(kind: Type) -> bool:
    """Whether values of the type fit a register: all but structs, arrays and none."""
    return isinstance(kind, IntType | PtrType | FnType) or kind is f64 or kind is BOOL


def register_type(kind: Type) -> Any:
    """The LLVM type of a value of scalar type `kind` (or void)."""
    if isinstance(kind, IntType):
        return ir.IntType(kind.bits)
    if isinstance(kind, PtrType | FnType):
        return POINTER
    return _SIMPLE[kind]


def memory_type(kind: Type) -> Any:
    """As register_type, but a boolean takes a byte."""
    return I8 if kind is BOOL else register_type(kind)


def extension(kind: Type) -> tuple[str, ...]:
    """The attribute that the C ABI wants on arguments and results narrower than a register.

    On x86-64 callers extend to 32 bits (as clang relies on) and on AArch64 the attribute does
    no harm, so both architectures get the same IR.
    """
    if kind is BOOL:
        return ("zeroext",)
    if isinstance(kind, IntType) and kind.bits < 64:
        return ("signext",) if kind.signed else ("zeroext",)
    return ()


def function_type(parameters: Sequence[Type], result: Type, fixed: int | None = None) -> Any:
    """The LLVM function type; `fixed` parameters come before C's ellipsis if there is one."""
    kinds = [register_type(kind) for kind in parameters]
    if fixed is None:
        return ir.FunctionType(register_type(result), kinds)
    return ir.FunctionType(register_type(result), kinds[:fixed], var_arg=True)


class CallablePointer(ir.values.Value):  # type: ignore[misc]
    """A pointer value with the type of the function it points to, as llvmlite's calls want.

    (A bitcast would say it too, but llvmlite drops casts between pointers as no-ops.)
    """

    def __init__(self, pointer: Any, llvm_type: Any) -> None:
        self.pointer = pointer
        self.function_type = llvm_type
        self.type = POINTER

    def get_reference(self) -> Any:
        return self.pointer.get_reference()
