"""Casts: `T(x)`, the only way from one type to another."""

from __future__ import annotations

import ast
from typing import Any, Protocol

from llvmlite import ir

from conformance.jit_under_test.kernel import abi
from conformance.jit_under_test.kernel.errors import Fault
from conformance.jit_under_test.kernel.operators import resized
from conformance.jit_under_test.kernel.types import (
    BOOL,
    INT_LITERAL,
    NULL,
    FnType,
    IntType,
    PtrType,
    Type,
    f64,
)
from conformance.jit_under_test.kernel.values import Operand, coerce, integer, number


class IntrinsicSource(Protocol):
    """Who declares LLVM intrinsics."""

    def intrinsic(self, name: str, result: Any, parameters: list[Any]) -> Any: ...


def _to_int(
    builder: Any, module: IntrinsicSource, node: ast.AST, kind: IntType, operand: Operand
) -> Operand:
    target = ir.IntType(kind.bits)
    if operand.type is INT_LITERAL:
        return integer(kind, operand.value)
    if isinstance(operand.type, IntType):
        return Operand(kind, resized(builder, operand, kind.bits))
    if operand.type is BOOL:
        return Operand(kind, builder.zext(operand.value, target))
    if operand.type is f64:
        # Saturating, and NaN gives 0: the same on both architectures.
        name = f"llvm.fpto{'s' if kind.signed else 'u'}i.sat.i{kind.bits}.f64"
        convert = module.intrinsic(name, target, [abi.DOUBLE])
        return Operand(kind, builder.call(convert, [operand.value]))
    if isinstance(operand.type, PtrType | FnType):
        if kind.bits != 64:
            raise Fault(node, f"an address takes 64 bits: cast to u64 before {kind}")
        return Operand(kind, builder.ptrtoint(operand.value, target))
    raise Fault(node, f"{operand.type} can't be cast to {kind}")


def _to_float(builder: Any, node: ast.AST, operand: Operand) -> Operand:
    if operand.is_literal:
        return number(node, operand.value)
    if isinstance(operand.type, IntType):
        convert = builder.sitofp if operand.type.signed else builder.uitofp
        return Operand(f64, convert(operand.value, abi.DOUBLE))
    if operand.type is f64:
        return operand
    raise Fault(node, f"{operand.type} can't be cast to f64")


def _to_address(builder: Any, node: ast.AST, kind: Type, operand: Operand) -> Operand:
    if operand.type is NULL:
        return coerce(node, operand, kind)
    if isinstance(operand.type, PtrType | FnType):
        return Operand(kind, operand.value)
    if operand.type is INT_LITERAL:
        address = ir.Constant(abi.I64, operand.value & 0xFFFF_FFFF_FFFF_FFFF)
        return Operand(kind, address.inttoptr(abi.POINTER))
    if isinstance(operand.type, IntType):
        if operand.type.bits != 64:
            raise Fault(node, f"an address takes 64 bits: cast the {operand.type} to u64 first")
        return Operand(kind, builder.inttoptr(operand.value, abi.POINTER))
    raise Fault(node, f"{operand.type} can't be cast to {kind}")


def cast(
    builder: Any, module: IntrinsicSource, node: ast.AST, kind: Type, operand: Operand
) -> Operand:
    """`kind(operand)`. Raises Fault if there is no such conversion."""
    if isinstance(kind, IntType):
        return _to_int(builder, module, node, kind, operand)
    if kind is f64:
        return _to_float(builder, node, operand)
    if isinstance(kind, PtrType | FnType):
        return _to_address(builder, node, kind, operand)
    if kind is BOOL:
        raise Fault(node, "there is no cast to bool: compare with 0 or null")
    raise Fault(node, f"there is no cast to {kind}")
