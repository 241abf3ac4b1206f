"""Statements: the body of one kernel function."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from llvmlite import ir

from conformance.jit_under_test.kernel import abi
from conformance.jit_under_test.kernel.declarations import KernelFunction
from conformance.jit_under_test.kernel.errors import Diagnostic, Fault, KnockOn, TypeFault
from conformance.jit_under_test.kernel.expressions import Expressions, Local
from conformance.jit_under_test.kernel.flow import Flow, Label
from conformance.jit_under_test.kernel.operators import binary
from conformance.jit_under_test.kernel.program import Source
from conformance.jit_under_test.kernel.types import INT_LITERAL, NONE, IntType, Type, i64
from conformance.jit_under_test.kernel.values import Operand, coerce, unify, with_own_type

if TYPE_CHECKING:
    from conformance.jit_under_test.kernel.lowering import ModuleLowering


def _assignments(tree: ast.FunctionDef) -> Counter[str]:
    """How often each name is assigned in a function's body."""
    names: Counter[str] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] += 1
    return names


class FunctionLowering:
    """Checks and lowers one function; faults are collected, one for each bad statement."""

    def __init__(self, module: ModuleLowering, source: Source) -> None:
        self.tree = source.tree
        self.declaration: KernelFunction = source.declaration
        self.diagnostics: list[Diagnostic] = []
        self.flow = Flow(module.function(self.declaration))
        self.builder = self.flow.builder
        self.assignments = _assignments(self.tree)
        names = {parameter.name for parameter in self.declaration.parameters}
        self.scope = Expressions(
            module,
            self.flow,
            self.declaration.function.__globals__,
            frozenset(names.union(self.assignments)),
        )
        self.loops: list[tuple[Label, Label]] = []  # (continue, break)
        self.depth = 0

    def lower(self) -> list[Diagnostic]:
        """Fill the function's body; returns what's wrong with it."""
        self._bind_parameters()
        self._block(self.tree.body)
        if self.flow.live and not self.diagnostics:
            if self.declaration.result is not NONE:
                text = f"{self.declaration.__name__} can end without returning a value"
                self.diagnostics.append(self._diagnostic(self.tree, text))
            elif self.declaration.flags.noreturn:
                text = f"{self.declaration.__name__} is noreturn but can end"
                self.diagnostics.append(self._diagnostic(self.tree, text))
            else:
                self.flow.give(None)
        if not self.builder.block.is_terminated:
            self.flow.stop()
        self.flow.finish()
        return self.diagnostics

    def _diagnostic(self, node: ast.AST, message: str) -> Diagnostic:
        line: int = getattr(node, "lineno", self.tree.lineno)
        return Diagnostic(self.declaration.file, line, message)

    def _bind_parameters(self) -> None:
        for parameter, value in zip(
            self.declaration.parameters, self.flow.function.args, strict=True
        ):
            if self.assignments[parameter.name]:
                storage = self.flow.slot(parameter.type, parameter.name)
                self.builder.store(value, storage)
                self.scope.locals[parameter.name] = Local(parameter.type, storage)
            else:
                self.scope.locals[parameter.name] = Local(parameter.type, value=value)

    # Statements

    def _block(self, statements: Sequence[ast.stmt]) -> None:
        for statement in statements:
            self.flow.reopen()
            try:
                self._statement(statement)
            except (Fault, TypeFault) as fault:
                node = fault.node if isinstance(fault, Fault) else statement
                self.diagnostics.append(self._diagnostic(node, str(fault)))
                self._poison(statement)
            except KnockOn:
                self._poison(statement)

    def _poison(self, statement: ast.stmt) -> None:
        """Give up on the variables that a faulty statement would have defined."""
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.scope.locals.setdefault(node.id, Local(None))

    def _nested(self, statements: Sequence[ast.stmt]) -> None:
        self.depth += 1
        self._block(statements)
        self.depth -= 1

    def _statement(self, node: ast.stmt) -> None:
        match node:
            case ast.Assign():
                self._assign(node)
            case ast.AnnAssign():
                self._annotated(node)
            case ast.AugAssign():
                self._augmented(node)
            case ast.If():
                self._if(node)
            case ast.While():
                self._while(node)
            case ast.For():
                self._for(node)
            case ast.Return():
                self._return(node)
            case ast.Break() | ast.Continue():
                self.flow.jump(self.loops[-1][isinstance(node, ast.Break)])
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                pass
            case ast.Expr(value=ast.Call() as call):
                self.scope.call(call)
            case ast.Expr():
                raise Fault(node, "an expression statement must be a call")
            case _:
                raise Fault(node, f"{type(node).__name__} is not in the kernel language")

    # Assignment

    def _assign(self, node: ast.Assign) -> None:
        if len(node.targets) != 1:
            raise Fault(node, "one target for each assignment")
        target = node.targets[0]
        if isinstance(target, ast.Name):
            known = self.scope.locals.get(target.id)
            operand = self.scope.value(node.value, known.type if known else None)
            self._set_variable(node, target.id, operand)
        elif isinstance(target, ast.Attribute | ast.Subscript):
            self._set_place(node, target, node.value)
        else:
            raise Fault(node, "a target is a variable, p.field or p[i]")

    def _set_place(self, node: ast.AST, target: ast.expr, value: ast.expr) -> None:
        operand = self.scope.value(value)
        place = self.scope.place(target)
        operand = coerce(node, operand, place.type, ast.unparse(target))
        self.scope.store(node, place, operand)

    def _set_variable(self, node: ast.AST, name: str, operand: Operand) -> None:
        local = self.scope.locals.get(name)
        if local is None:
            operand = with_own_type(node, operand)
            local = self._define(node, name, operand.type)
        if local.type is None:
            raise KnockOn
        value = coerce(node, operand, local.type, f"variable {name!r}").value
        if local.storage is None:
            local.value = value
        else:
            self.builder.store(value, local.storage)

    def _define(self, node: ast.AST, name: str, kind: Type) -> Local:
        """A new variable. One that's assigned once, outside loops and branches, is its value."""
        if not abi.is_scalar(kind):
            gives = "the right side gives no value" if kind is NONE else f"it's {kind}"
            raise Fault(node, f"variable {name!r} can't be defined: {gives}")
        single = self.assignments[name] == 1 and self.depth == 0
        local = Local(kind, None if single else self.flow.slot(kind, name))
        self.scope.locals[name] = local
        return local

    def _annotated(self, node: ast.AnnAssign) -> None:
        if not isinstance(node.target, ast.Name):
            raise Fault(node, "only variables are annotated")
        name = node.target.id
        kind = self.scope.type_named(node.annotation)
        local = self.scope.locals.get(name)
        if local is not None and local.type is not None and local.type != kind:
            raise Fault(node, f"variable {name!r} is already {local.type}")
        if node.value is None:
            raise Fault(node, f"variable {name!r} needs a value: {name}: {kind} = ...")
        operand = self.scope.typed(node.value, kind, f"variable {name!r}")
        if local is None or local.type is None:
            self._define(node, name, kind)
        self._set_variable(node, name, operand)

    def _augmented(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            read = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
            left = self.scope.value(read)
            result = binary(self.builder, node, node.op, left, self.scope.value(node.value))
            self._set_variable(node, node.target.id, result)
            return
        place = self.scope.place(node.target)
        left = self.scope.load(node, place)
        result = binary(self.builder, node, node.op, left, self.scope.value(node.value))
        self.scope.store(node, place, coerce(node, result, place.type))

    # Control flow

    def _if(self, node: ast.If) -> None:
        then, after = self.flow.label("then"), self.flow.label("endif")
        otherwise = self.flow.label("else") if node.orelse else after
        self.scope.branch_on(node.test, then, otherwise)
        self.flow.place(then)
        self._nested(node.body)
        self.flow.jump(after)
        if node.orelse:
            self.flow.place(otherwise)
            self._nested(node.orelse)
            self.flow.jump(after)
        self.flow.place(after)

    def _while(self, node: ast.While) -> None:
        if node.orelse:
            raise Fault(node.orelse[0], "loops have no else in the kernel language")
        head, body, after = (self.flow.label(name) for name in ("while", "do", "endwhile"))
        self.flow.jump(head)
        self.flow.place(head)
        if isinstance(node.test, ast.Constant) and node.test.value is True:
            self.flow.jump(body)
        else:
            self.scope.branch_on(node.test, body, after)
        self.flow.place(body)
        self._loop_body(node.body, head, after)
        self.flow.jump(head)
        self.flow.place(after)

    def _loop_body(self, statements: Sequence[ast.stmt], again: Label, after: Label) -> None:
        self.loops.append((again, after))
        self._nested(statements)
        self.loops.pop()

    def _range(self, node: ast.For) -> tuple[Operand, Operand, int]:
        """Start, stop and step of the range that a loop runs over."""
        call = node.iter
        if (
            not isinstance(call, ast.Call)
            or self.scope.static(call.func) is not range
            or call.keywords
            or not 1 <= len(call.args) <= 3
        ):
            raise Fault(node, "a for loop runs over range(...)")
        bounds = [self.scope.value(argument) for argument in call.args]
        step = bounds.pop() if len(bounds) == 3 else Operand(INT_LITERAL, 1)
        if step.type is not INT_LITERAL or step.value == 0:
            raise Fault(call, "the step of a range is a constant other than 0")
        if len(bounds) == 1:
            bounds.insert(0, Operand(INT_LITERAL, 0))
        start, stop = unify(call, bounds[0], bounds[1])
        if start.type is INT_LITERAL:
            start, stop = coerce(call, start, i64), coerce(call, stop, i64)
        if not isinstance(start.type, IntType):
            raise Fault(call, f"a range has integer bounds, not {start.type}")
        return start, stop, int(step.value)

    def _for(self, node: ast.For) -> None:
        """Counts down the rounds that are left, so that no bound can overflow."""
        if node.orelse:
            raise Fault(node.orelse[0], "loops have no else in the kernel language")
        if not isinstance(node.target, ast.Name):
            raise Fault(node.target, "a for loop has one variable")
        start, stop, step = self._range(node)
        kind = start.type
        assert isinstance(kind, IntType)
        llvm_type = ir.IntType(kind.bits)
        builder = self.builder
        compare = builder.icmp_signed if kind.signed else builder.icmp_unsigned
        low, high = (start, stop) if step > 0 else (stop, start)
        enter, body, again, after = (
            self.flow.label(name) for name in ("enter", "for", "next", "endfor")
        )
        self.flow.branch(compare("<", low.value, high.value), enter, after)
        self.flow.place(enter)
        distance = builder.sub(high.value, low.value)
        last_round = builder.udiv(
            builder.sub(distance, ir.Constant(llvm_type, 1)), ir.Constant(llvm_type, abs(step))
        )
        self.flow.jump(body)
        self.flow.place(body)
        index, round_ = builder.phi(llvm_type), builder.phi(llvm_type)
        index.add_incoming(start.value, enter.block)
        round_.add_incoming(ir.Constant(llvm_type, 0), enter.block)
        self.depth += 1
        self._set_variable(node, node.target.id, Operand(kind, index))
        self.depth -= 1
        self._loop_body(node.body, again, after)
        self.flow.jump(again)
        self.flow.place(again)
        index.add_incoming(builder.add(index, ir.Constant(llvm_type, step)), again.block)
        round_.add_incoming(builder.add(round_, ir.Constant(llvm_type, 1)), again.block)
        self.flow.branch(compare("==", round_, last_round), after, body)
        self.flow.place(after)

    def _return(self, node: ast.Return) -> None:
        result = self.declaration.result
        if node.value is None:
            if result is not NONE:
                raise Fault(node, f"return needs a value of type {result}")
            self._leave(node, None)
            return
        operand = self.scope.typed(node.value, result, "result")
        self.flow.reopen()
        self._leave(node, operand.value)

    def _leave(self, node: ast.AST, value: Any) -> None:
        if self.declaration.flags.noreturn:
            raise Fault(node, f"{self.declaration.__name__} is noreturn and can't return")
        self.flow.give(value)
