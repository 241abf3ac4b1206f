"""What each intrinsic becomes, as a table from its name to a function that lowers its call."""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from llvmlite import ir

from conformance.jit_under_test.kernel import abi, intrinsics
from conformance.jit_under_test.kernel.declarations import Declared, KernelFunction
from conformance.jit_under_test.kernel.errors import Fault, TypeFault
from conformance.jit_under_test.kernel.intrinsics import Intrinsic
from conformance.jit_under_test.kernel.operators import index_value
from conformance.jit_under_test.kernel.structs import StructType
from conformance.jit_under_test.kernel.types import (
    BOOL,
    INT_LITERAL,
    FnType,
    IntType,
    PtrType,
    f64,
    i64,
    u8,
    u64,
)
from conformance.jit_under_test.kernel.values import NOTHING, Operand, with_own_type

if TYPE_CHECKING:
    from conformance.jit_under_test.kernel.expressions import Expressions

Lowering = Callable[["Expressions", ast.Call], Operand]


def _usage(node: ast.Call, intrinsic: Intrinsic) -> Fault:
    return Fault(node, f"usage: {intrinsic.usage}")


def _check_count(node: ast.Call, intrinsic: Intrinsic, count: int) -> None:
    if len(node.args) != count:
        raise _usage(node, intrinsic)


def _constant_int(scope: Expressions, node: ast.expr, what: str) -> int:
    operand = scope.value(node)
    if operand.type is not INT_LITERAL:
        raise Fault(node, f"{what} must be an integer constant")
    return int(operand.value)


def _constant_text(node: ast.Call, intrinsic: Intrinsic, position: int) -> str:
    argument = node.args[position]
    if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
        raise _usage(node, intrinsic)
    return argument.value


def _addr_of(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.addr_of, 1)
    place = scope.place(node.args[0])
    return Operand(PtrType(place.type), scope.pointer_to(place))


def _sizeof(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.sizeof, 1)
    try:
        return Operand(INT_LITERAL, scope.type_named(node.args[0]).size)
    except TypeFault as fault:
        raise Fault(node, str(fault)) from None


def _offsetof(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.offsetof, 2)
    kind = scope.type_named(node.args[0])
    name = _constant_text(node, intrinsics.offsetof, 1)
    if not isinstance(kind, StructType) or name not in kind.fields:
        raise Fault(node, f"{kind} has no field {name!r}")
    return Operand(INT_LITERAL, kind.offset(name))


def _bits(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.bits, 1)
    value = scope.typed(node.args[0], f64, "bits").value
    return Operand(u64, scope.builder.bitcast(value, abi.I64))


def _from_bits(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.from_bits, 1)
    value = scope.typed(node.args[0], u64, "from_bits").value
    return Operand(f64, scope.builder.bitcast(value, abi.DOUBLE))


def _float_function(intrinsic: Intrinsic) -> Lowering:
    """An intrinsic of one f64 that LLVM has under the same name."""

    def lower(scope: Expressions, node: ast.Call) -> Operand:
        _check_count(node, intrinsic, 1)
        value = scope.typed(node.args[0], f64, intrinsic.name).value
        function = scope.module.intrinsic(f"llvm.{intrinsic.name}.f64", abi.DOUBLE, [abi.DOUBLE])
        return Operand(f64, scope.builder.call(function, [value]))

    return lower


def _fptosi(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.fptosi, 1)
    value = scope.typed(node.args[0], f64, "fptosi").value
    return Operand(i64, scope.builder.fptosi(value, abi.I64))


def _address(scope: Expressions, node: ast.expr, what: str) -> Operand:
    operand = scope.value(node)
    if not isinstance(operand.type, PtrType):
        raise Fault(node, f"{what}: expected a pointer, got {operand.type}")
    return operand


def _copy(intrinsic: Intrinsic) -> Lowering:
    """memcpy and memmove: two pointers of any type and a count of bytes."""

    def lower(scope: Expressions, node: ast.Call) -> Operand:
        _check_count(node, intrinsic, 3)
        target = _address(scope, node.args[0], intrinsic.name).value
        source = _address(scope, node.args[1], intrinsic.name).value
        count = index_value(scope.builder, node.args[2], scope.value(node.args[2]), u64)
        function = scope.module.intrinsic(
            f"llvm.{intrinsic.name}.p0.p0.i64",
            abi.VOID,
            [abi.POINTER, abi.POINTER, abi.I64, abi.I1],
        )
        scope.builder.call(function, [target, source, count, abi.I1(0)])
        return NOTHING

    return lower


def _memset(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.memset, 3)
    target = _address(scope, node.args[0], "memset").value
    byte = index_value(scope.builder, node.args[1], scope.value(node.args[1]), u8)
    count = index_value(scope.builder, node.args[2], scope.value(node.args[2]), u64)
    function = scope.module.intrinsic(
        "llvm.memset.p0.i64", abi.VOID, [abi.POINTER, abi.I8, abi.I64, abi.I1]
    )
    scope.builder.call(function, [target, byte, count, abi.I1(0)])
    return NOTHING


def _bit_count(intrinsic: Intrinsic, llvm_name: str) -> Lowering:
    """clz and ctz of any integer type; the width for 0."""

    def lower(scope: Expressions, node: ast.Call) -> Operand:
        _check_count(node, intrinsic, 1)
        operand = scope.value(node.args[0], u64)
        if operand.type is INT_LITERAL:
            operand = scope.typed(node.args[0], u64)
        kind = operand.type
        if not isinstance(kind, IntType):
            raise Fault(node, f"{intrinsic.name}: expected an integer, got {kind}")
        llvm_type = ir.IntType(kind.bits)
        name = f"llvm.{llvm_name}.i{kind.bits}"
        function = scope.module.intrinsic(name, llvm_type, [llvm_type, abi.I1])
        return Operand(kind, scope.builder.call(function, [operand.value, abi.I1(0)]))

    return lower


def _expect(intrinsic: Intrinsic, expected: int) -> Lowering:
    """likely and unlikely as values; in conditions they weigh the branch itself."""

    def lower(scope: Expressions, node: ast.Call) -> Operand:
        _check_count(node, intrinsic, 1)
        value = scope.typed(node.args[0], BOOL, intrinsic.name).value
        function = scope.module.intrinsic("llvm.expect.i1", abi.I1, [abi.I1, abi.I1])
        return Operand(BOOL, scope.builder.call(function, [value, abi.I1(expected)]))

    return lower


def _stack_array(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.stack_array, 2)
    kind = scope.type_named(node.args[0])
    count = _constant_int(scope, node.args[1], "the size of a stack array")
    if count < 1:
        raise Fault(node, f"a stack array needs at least one element, not {count}")
    try:
        return Operand(PtrType(kind), scope.flow.stack_space(kind.size * count, kind.align))
    except TypeFault as fault:
        raise Fault(node, str(fault)) from None


def _fn_addr(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.fn_addr, 1)
    target = scope.static(node.args[0])
    if not isinstance(target, KernelFunction | Declared):
        raise _usage(node, intrinsics.fn_addr)
    return Operand(u64, scope.builder.ptrtoint(scope.module.function(target), abi.I64))


def _call_ptr(scope: Expressions, node: ast.Call) -> Operand:
    if len(node.args) < 2:
        raise _usage(node, intrinsics.call_ptr)
    kind = scope.type_named(node.args[0])
    if not isinstance(kind, FnType):
        raise _usage(node, intrinsics.call_ptr)
    address = with_own_type(node.args[1], scope.value(node.args[1]))
    value = address.value
    if isinstance(address.type, IntType) and address.type.bits == 64:
        value = scope.builder.inttoptr(value, abi.POINTER)
    elif not isinstance(address.type, PtrType | FnType):
        raise Fault(node, f"call_ptr: expected an address, got {address.type}")
    return scope.call_address(node, value, kind, node.args[2:])


def _static_bytes(scope: Expressions, node: ast.Call) -> Operand:
    if not 1 <= len(node.args) <= 2:
        raise _usage(node, intrinsics.static_bytes)
    first = node.args[0]
    data = first.value if isinstance(first, ast.Constant) else scope.static(first)
    if not isinstance(data, bytes):
        raise _usage(node, intrinsics.static_bytes)
    align = _constant_int(scope, node.args[1], "the alignment") if len(node.args) == 2 else 1
    if align not in (1, 2, 4, 8, 16):
        raise Fault(node, f"the alignment must be 1, 2, 4, 8 or 16, not {align}")
    return scope.module.bytes_literal(data, align)


def _unreachable(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.unreachable, 0)
    scope.flow.stop()
    return NOTHING


def _symbol_addr(scope: Expressions, node: ast.Call) -> Operand:
    _check_count(node, intrinsics.symbol_addr, 1)
    name = _constant_text(node, intrinsics.symbol_addr, 0)
    return Operand(u64, scope.builder.ptrtoint(scope.module.external_symbol(name), abi.I64))


INTRINSICS: Final = MappingProxyType(
    {
        "addr_of": _addr_of,
        "sizeof": _sizeof,
        "offsetof": _offsetof,
        "bits": _bits,
        "from_bits": _from_bits,
        "sqrt": _float_function(intrinsics.sqrt),
        "fabs": _float_function(intrinsics.fabs),
        "floor": _float_function(intrinsics.floor),
        "ceil": _float_function(intrinsics.ceil),
        "trunc": _float_function(intrinsics.trunc),
        "fptosi": _fptosi,
        "memcpy": _copy(intrinsics.memcpy),
        "memmove": _copy(intrinsics.memmove),
        "memset": _memset,
        "clz": _bit_count(intrinsics.clz, "ctlz"),
        "ctz": _bit_count(intrinsics.ctz, "cttz"),
        "likely": _expect(intrinsics.likely, 1),
        "unlikely": _expect(intrinsics.unlikely, 0),
        "stack_array": _stack_array,
        "fn_addr": _fn_addr,
        "call_ptr": _call_ptr,
        "static_bytes": _static_bytes,
        "unreachable": _unreachable,
        "symbol_addr": _symbol_addr,
    }
)
