"""Expressions: checked and lowered in one walk over the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.kernel import abi
from conformance.jit_under_test.kernel.casts import cast
from conformance.jit_under_test.kernel.declarations import Declaration, Extern
from conformance.jit_under_test.kernel.errors import Fault, KnockOn, TypeFault
from conformance.jit_under_test.kernel.flow import Flow, Label
from conformance.jit_under_test.kernel.intrinsic_lowering import INTRINSICS
from conformance.jit_under_test.kernel.intrinsics import Intrinsic, likely, unlikely
from conformance.jit_under_test.kernel.operators import advance, binary, compare, unary
from conformance.jit_under_test.kernel.structs import StructType
from conformance.jit_under_test.kernel.types import (
    BOOL,
    FLOAT_LITERAL,
    INT_LITERAL,
    NONE,
    ArrayType,
    FnType,
    Null,
    PtrType,
    Type,
    is_type,
    is_type_maker,
    resolve,
)
from conformance.jit_under_test.kernel.values import (
    NOTHING,
    NULL_OPERAND,
    Operand,
    Place,
    boolean,
    coerce,
    unify,
    with_own_type,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.kernel.lowering import ModuleLowering

_MISSING: Final = object()


@dataclass(slots=True)
class Local:
    """A local variable: its storage, or its value if it's assigned only once.

    A `type` of None marks a variable whose assignment was faulty.
    """

    type: Type | None
    storage: Any = None
    value: Any = None


class Expressions:
    """Lowers the expressions of one function at the current point of its flow."""

    def __init__(
        self,
        module: ModuleLowering,
        flow: Flow,
        namespace: dict[str, Any],
        local_names: frozenset[str],
    ) -> None:
        self.module = module
        self.flow = flow
        self.builder = flow.builder
        self.namespace = namespace
        self.local_names = local_names
        self.locals: dict[str, Local] = {}

    # Names and constants

    def static(self, node: ast.AST) -> Any:
        """The Python object that a global name, attribute or type stands for, or _MISSING."""
        if isinstance(node, ast.Name):
            if node.id in self.local_names:
                return _MISSING
            if node.id in self.namespace:
                return self.namespace[node.id]
            builtins = {"bool": bool, "len": len, "range": range}
            if node.id in builtins:
                return builtins[node.id]
            raise Fault(node, f"unknown name {node.id!r}")
        if isinstance(node, ast.Attribute):
            owner = self.static(node.value)
            if owner is _MISSING:
                return _MISSING
            if not isinstance(owner, ModuleType | type):
                raise Fault(node, f"{ast.unparse(node.value)} has no attributes in kernel code")
            if not hasattr(owner, node.attr):
                raise Fault(node, f"{ast.unparse(node.value)} has no attribute {node.attr!r}")
            return getattr(owner, node.attr)
        if isinstance(node, ast.Subscript) and is_type_maker(self.static(node.value)):
            return self.type_named(node)
        return _MISSING

    def type_named(self, node: ast.expr) -> Type:
        """The type that an annotation or the argument of sizeof names."""
        try:
            if isinstance(node, ast.Name) and node.id in self.namespace:
                return resolve(self.namespace[node.id], self.namespace)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                return resolve(node.value, self.namespace)
            return resolve(ast.unparse(node), self.namespace)
        except TypeFault as fault:
            raise Fault(node, str(fault)) from None

    def constant(self, node: ast.AST, value: Any) -> Operand:
        """A Python constant as an operand."""
        if isinstance(value, bool):
            return boolean(value)
        if isinstance(value, int):
            return Operand(INT_LITERAL, int(value))
        if isinstance(value, float):
            return Operand(FLOAT_LITERAL, value)
        if isinstance(value, bytes):
            return self.module.bytes_literal(value)
        if isinstance(value, Null):
            return NULL_OPERAND
        if isinstance(value, Declaration):
            raise Fault(node, f"{value.__name__} is a function: call it, or use fn_addr")
        raise Fault(node, f"{ast.unparse(node)} is not a value in kernel code")

    def _name(self, node: ast.Name) -> Operand:
        local = self.locals.get(node.id)
        if local is not None:
            if local.type is None:
                raise KnockOn
            if local.storage is None:
                return Operand(local.type, local.value)
            return Operand(
                local.type, self.builder.load(local.storage, typ=abi.register_type(local.type))
            )
        if node.id in self.local_names:
            raise Fault(node, f"variable {node.id!r} is read before it's assigned")
        return self.constant(node, self.static(node))

    # Places

    def place(self, node: ast.expr) -> Place:
        """The memory location that `p.field`, `p[i]` or a combination of them names."""
        if isinstance(node, ast.Attribute):
            return self._field(node)
        if isinstance(node, ast.Subscript):
            return self._element(node)
        raise Fault(node, f"{ast.unparse(node)} is not a place in memory")

    def _base(self, node: ast.expr) -> tuple[Place, bool]:
        """What a field or index is taken of: a pointer's target (True), or a struct's part."""
        if isinstance(node, ast.Attribute | ast.Subscript) and self.static(node) is _MISSING:
            place = self.place(node)
            if isinstance(place.type, ArrayType | StructType):
                return place, False
            operand = self.load(node, place)
        else:
            operand = self.value(node)
        if not isinstance(operand.type, PtrType):
            raise Fault(node, f"{ast.unparse(node)} is {operand.type}, not a pointer")
        return Place(operand.type.target, operand.value), True

    def _field(self, node: ast.Attribute) -> Place:
        base, _ = self._base(node.value)
        if not isinstance(base.type, StructType):
            raise Fault(node, f"{base.type} has no fields")
        try:
            field = base.type.fields.get(node.attr)
        except TypeFault as fault:
            raise Fault(node, str(fault)) from None
        if field is None:
            raise Fault(node, f"{base.type} has no field {node.attr!r}")
        return Place(field.type, base.pointer, base.offset + field.offset)

    def _element(self, node: ast.Subscript) -> Place:
        base, through_pointer = self._base(node.value)
        count = None
        if through_pointer:
            element = base.type
        elif isinstance(base.type, ArrayType):
            element, count = base.type.element, base.type.count
        else:
            raise Fault(node, f"{ast.unparse(node.value)} is {base.type}, which has no elements")
        index = self.value(node.slice)
        if index.type is INT_LITERAL:
            if count is not None and not 0 <= index.value < count:
                raise Fault(node, f"index {index.value} is outside {base.type}")
            return Place(element, base.pointer, base.offset + index.value * element.size)
        start = Operand(PtrType(element), base.pointer)
        moved = advance(self.builder, node.slice, start, index)
        return Place(element, moved.value, base.offset)

    def pointer_to(self, place: Place) -> Any:
        """The LLVM pointer to a place."""
        if place.offset == 0:
            return place.pointer
        offset = abi.I64(place.offset)
        return self.builder.gep(place.pointer, [offset], source_etype=abi.I8)

    def load(self, node: ast.AST, place: Place) -> Operand:
        """The value at a place; an array is the pointer to its first element."""
        kind = place.type
        if isinstance(kind, ArrayType):
            return Operand(PtrType(kind.element), self.pointer_to(place))
        if not abi.is_scalar(kind):
            raise Fault(node, f"a whole {kind} can't be read: read its fields, or use addr_of")
        value = self.builder.load(
            self.pointer_to(place), typ=abi.memory_type(kind), align=kind.align
        )
        if kind is BOOL:
            value = self.builder.icmp_unsigned("!=", value, abi.I8(0))
        return Operand(kind, value)

    def store(self, node: ast.AST, place: Place, operand: Operand) -> None:
        """Write an operand of the place's own type."""
        if not abi.is_scalar(place.type):
            raise Fault(node, f"a whole {place.type} can't be assigned: assign its parts")
        value = operand.value
        if place.type is BOOL:
            value = self.builder.zext(value, abi.I8)
        self.builder.store(value, self.pointer_to(place), align=place.type.align)

    # Values

    def value(self, node: ast.expr, wanted: Type | None = None) -> Operand:
        """The operand that an expression gives. `wanted` is only a hint for bare constants."""
        match node:
            case ast.Constant():
                return self.constant(node, node.value)
            case ast.Name():
                return self._name(node)
            case ast.Attribute() | ast.Subscript():
                static = self.static(node)
                if static is not _MISSING:
                    return self.constant(node, static)
                return self.load(node, self.place(node))
            case ast.BinOp():
                left, right = self._typed(node.left), self._typed(node.right)
                return binary(self.builder, node, node.op, left, right)
            case ast.UnaryOp(op=ast.Not()):
                return Operand(BOOL, self.builder.not_(self._boolean(node.operand)))
            case ast.UnaryOp():
                return unary(self.builder, node, node.op, self._typed(node.operand))
            case ast.Compare():
                return self._compare(node)
            case ast.BoolOp():
                return self._short_circuit(node)
            case ast.IfExp():
                return self._conditional(node, wanted)
            case ast.Call():
                return self.call(node)
        raise Fault(node, f"{type(node).__name__} expressions are not in the kernel language")

    def typed(self, node: ast.expr, kind: Type, what: str = "") -> Operand:
        """The operand of an expression that must be of type `kind`."""
        return coerce(node, self.value(node, kind), kind, what)

    def _typed(self, node: ast.expr) -> Operand:
        operand = self.value(node)
        if operand.type is NONE:
            raise Fault(node, f"{ast.unparse(node)} gives no value")
        return operand

    def _boolean(self, node: ast.expr) -> Any:
        operand = self.value(node)
        if operand.type is not BOOL:
            text = f"a condition must be bool, not {operand.type}"
            raise Fault(node, f"{text}: compare with 0 or null")
        return operand.value

    def _compare(self, node: ast.Compare) -> Operand:
        if len(node.ops) != 1:
            raise Fault(node, "chained comparisons are not in the kernel language: use and")
        left, right = self._typed(node.left), self._typed(node.comparators[0])
        return compare(self.builder, node, node.ops[0], left, right)

    def _short_circuit(self, node: ast.BoolOp) -> Operand:
        yes, no, after = (self.flow.label(name) for name in ("true", "false", "joined"))
        self.branch_on(node, yes, no)
        self.flow.place(yes)
        self.flow.jump(after)
        self.flow.place(no)
        self.flow.jump(after)
        self.flow.place(after)
        phi = self.builder.phi(abi.I1)
        phi.add_incoming(abi.I1(1), yes.block)
        phi.add_incoming(abi.I1(0), no.block)
        return Operand(BOOL, phi)

    def _conditional(self, node: ast.IfExp, wanted: Type | None) -> Operand:
        yes, no, after = (self.flow.label(name) for name in ("then", "else", "joined"))
        self.branch_on(node.test, yes, no)
        self.flow.place(yes)
        left = self._typed(node.body)
        left_end = self.builder.block
        left_live = self.flow.live
        self.flow.place(no)
        right = self._typed(node.orelse)
        right_end = self.builder.block
        if wanted is not None and (left.is_literal and right.is_literal):
            left, right = coerce(node, left, wanted), coerce(node, right, wanted)
        left, right = unify(node, left, right)
        left, right = with_own_type(node, left), with_own_type(node, right)
        left, right = unify(node, left, right)
        self.flow.jump(after)
        self.builder.position_at_end(left_end)
        self.flow.live = left_live
        self.flow.jump(after)
        self.flow.place(after)
        phi = self.builder.phi(abi.register_type(left.type))
        phi.add_incoming(left.value, left_end)
        phi.add_incoming(right.value, right_end)
        return Operand(left.type, phi)

    def branch_on(
        self, node: ast.expr, yes: Label, no: Label, expected: bool | None = None
    ) -> None:
        """Branch on a condition; and, or, not, likely and unlikely become control flow."""
        match node:
            case ast.BoolOp(op=op, values=[*firsts, last]):
                for item in firsts:
                    following = self.flow.label("and" if isinstance(op, ast.And) else "or")
                    if isinstance(op, ast.And):
                        self.branch_on(item, following, no, True if expected else None)
                    else:
                        self.branch_on(item, yes, following, False if expected is False else None)
                    self.flow.place(following)
                self.branch_on(last, yes, no, expected)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.branch_on(operand, no, yes, None if expected is None else not expected)
            case ast.Call(func=ast.Name() | ast.Attribute(), args=[argument], keywords=[]) if (
                self.static(node.func) in (likely, unlikely)
            ):
                self.branch_on(argument, yes, no, self.static(node.func) == likely)
            case _:
                self.flow.branch(self._boolean(node), yes, no, expected)

    # Calls

    def call(self, node: ast.Call) -> Operand:
        """A call of any kind: cast, intrinsic, kernel, import, stub or function pointer."""
        if node.keywords:
            raise Fault(node, "arguments are positional in kernel code")
        callee = self.static(node.func)
        if callee is _MISSING:
            pointer = self.value(node.func)
            if not isinstance(pointer.type, FnType):
                raise Fault(node, f"{ast.unparse(node.func)} is {pointer.type}, not a function")
            return self.call_address(node, pointer.value, pointer.type, node.args)
        if isinstance(callee, StructType):
            raise Fault(node, f"{callee} objects can't be made by a call: cast an address")
        if is_type(callee):
            return self._cast(node, self.type_named(node.func))
        if isinstance(callee, Declaration):
            return self._call_declaration(node, callee)
        if isinstance(callee, Intrinsic):
            return INTRINSICS[callee.name](self, node)
        if callee is len:
            return self._length(node)
        raise Fault(node, f"{ast.unparse(node.func)} can't be called in kernel code")

    def _cast(self, node: ast.Call, kind: Type) -> Operand:
        if len(node.args) != 1:
            raise Fault(node, f"a cast takes one argument: {kind}(x)")
        operand = self.value(node.args[0])
        return cast(self.builder, self.module, node, kind, operand)

    def _length(self, node: ast.Call) -> Operand:
        static = self.static(node.args[0]) if len(node.args) == 1 else _MISSING
        if len(node.args) == 1 and isinstance(node.args[0], ast.Constant):
            static = node.args[0].value
        if not isinstance(static, bytes):
            raise Fault(node, "len takes a bytes constant")
        return Operand(INT_LITERAL, len(static))

    def _call_declaration(self, node: ast.Call, callee: Declaration) -> Operand:
        kinds = [parameter.type for parameter in callee.parameters]
        names = [parameter.name for parameter in callee.parameters]
        arguments = self._arguments(node, callee.__name__, node.args, kinds, names)
        target = (
            self.module.load_import(self.builder, callee)
            if isinstance(callee, Extern)
            else self.module.function(callee)
        )
        result = self._emit_call(target, arguments, kinds, callee.result)
        if callee.flags.noreturn:
            self.flow.stop()
            if callee.result is not NONE:
                self.flow.reopen()
        return result

    def call_address(
        self, node: ast.AST, pointer: Any, kind: FnType, arguments: Sequence[ast.expr]
    ) -> Operand:
        """Call a function pointer."""
        values = self._arguments(node, str(kind), arguments, kind.parameters, None)
        llvm_type = abi.function_type(kind.parameters, kind.result)
        target = abi.CallablePointer(pointer, llvm_type)
        return self._emit_call(target, values, kind.parameters, kind.result)

    def _arguments(
        self,
        node: ast.AST,
        name: str,
        arguments: Sequence[ast.expr],
        kinds: Sequence[Type],
        names: Sequence[str] | None,
    ) -> list[Any]:
        if len(arguments) != len(kinds):
            raise Fault(node, f"{name} takes {len(kinds)} arguments, got {len(arguments)}")
        values = []
        for i, (argument, kind) in enumerate(zip(arguments, kinds, strict=True)):
            label = f" ({names[i]})" if names else ""
            what = f"argument {i + 1}{label} of {name}"
            values.append(self.typed(argument, kind, what).value)
        return values

    def _emit_call(
        self, target: Any, values: list[Any], kinds: Sequence[Type], result: Type
    ) -> Operand:
        extensions = {i: abi.extension(kind) for i, kind in enumerate(kinds)}
        call = self.builder.call(
            target,
            values,
            attrs=("nounwind",),
            arg_attrs={i: names for i, names in extensions.items() if names},
        )
        return NOTHING if result is NONE else Operand(result, call)
