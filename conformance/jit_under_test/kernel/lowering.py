"""Lowering a program: one LLVM module with every kernel function, checked on the way.

The IR is the same for both architectures: struct offsets are constants worked out here,
and triples and data layouts belong to the step that compiles the image.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from llvmlite import ir

from conformance.jit_under_test.kernel import abi
from conformance.jit_under_test.kernel.declarations import Declaration, Extern
from conformance.jit_under_test.kernel.errors import Diagnostic, KernelError
from conformance.jit_under_test.kernel.functions import FunctionLowering
from conformance.jit_under_test.kernel.program import Program, collect
from conformance.jit_under_test.kernel.types import BOOL, NONE, PtrType, u8
from conformance.jit_under_test.kernel.values import Operand
from conformance.jit_under_test.runtime import memory_map


@dataclass(frozen=True, slots=True)
class LoweredModule:
    """The LLVM module of a program; builders may add functions of their own to it.

    `functions` has all kernels by symbol, and the declared functions that they use; `imports` gives
    each import its slot in the import table; `arch` is what lower() was given, for builders
    whose additions depend on it.
    """

    module: Any
    functions: Mapping[str, Any]
    imports: Mapping[str, int]
    program: Program
    arch: Any


class ModuleLowering:
    """The module being made: declarations, constants and intrinsics, each once."""

    def __init__(self, program: Program, import_table: int) -> None:
        self.module = ir.Module("kernel")
        self.imports = program.imports
        self.import_table = import_table
        self._functions: dict[str, Any] = {}
        self._intrinsics: dict[str, Any] = {}
        self._bytes: dict[tuple[bytes, int], Any] = {}
        self._symbols: dict[str, Any] = {}

    @property
    def functions(self) -> Mapping[str, Any]:
        return dict(self._functions)

    def function(self, declaration: Declaration) -> Any:
        """The LLVM function of a kernel or an assembly symbol, declared at first use."""
        function = self._functions.get(declaration.symbol)
        if function is None:
            function = self._functions[declaration.symbol] = self._declare(declaration)
        return function

    def _declare(self, declaration: Declaration) -> Any:
        kinds = [parameter.type for parameter in declaration.parameters]
        llvm_type = abi.function_type(kinds, declaration.result)
        function = ir.Function(self.module, llvm_type, name=declaration.symbol)
        function.attributes.add("nounwind")
        flags = declaration.flags
        for attribute, wanted in (
            ("alwaysinline", flags.inline),
            ("noinline", flags.noinline),
            ("cold", flags.cold),
            ("noreturn", flags.noreturn),
        ):
            if wanted:
                function.attributes.add(attribute)
        for parameter, argument in zip(declaration.parameters, function.args, strict=True):
            argument.name = parameter.name
            for attribute in abi.extension(parameter.type):
                argument.add_attribute(attribute)
        for attribute in abi.extension(declaration.result):
            function.return_value.add_attribute(attribute)
        return function

    def load_import(self, builder: Any, declaration: Extern) -> Any:
        """The address of an imported function, read from its slot, as a callable value."""
        address = self.import_table + 8 * self.imports[declaration.symbol]
        slot = ir.Constant(abi.I64, address).inttoptr(abi.POINTER)
        pointer = builder.load(slot, typ=abi.POINTER, align=8)
        kinds = [parameter.type for parameter in declaration.parameters]
        llvm_type = abi.function_type(kinds, declaration.result, declaration.vararg_after)
        return abi.CallablePointer(pointer, llvm_type)

    def intrinsic(self, name: str, result: Any, parameters: list[Any]) -> Any:
        """An LLVM intrinsic by its full name."""
        function = self._intrinsics.get(name)
        if function is None:
            function = ir.Function(self.module, ir.FunctionType(result, parameters), name=name)
            self._intrinsics[name] = function
        return function

    def bytes_literal(self, data: bytes, align: int = 1) -> Operand:
        """A pointer to constant bytes with a NUL after them; equal literals are shared."""
        constant = self._bytes.get((data, align))
        if constant is None:
            stored = bytearray(data + b"\0")
            llvm_type = ir.ArrayType(abi.I8, len(stored))
            constant = ir.GlobalVariable(self.module, llvm_type, f".bytes.{len(self._bytes)}")
            constant.initializer = ir.Constant(llvm_type, stored)
            constant.linkage = "private"
            constant.global_constant = True
            constant.unnamed_addr = True
            constant.align = align
            constant.type = abi.POINTER
            self._bytes[data, align] = constant
        return Operand(PtrType(u8), constant)

    def external_symbol(self, name: str) -> Any:
        """A symbol whose address is wanted: a function of the program, or an outside one."""
        known = self._functions.get(name) or self._symbols.get(name)
        if known is None:
            known = self._symbols[name] = ir.GlobalVariable(self.module, abi.I8, name)
        return known


def check_signature(declaration: Declaration) -> None:
    """Raises KernelError for a signature that the C ABI can't carry in registers."""
    for parameter in declaration.parameters:
        if not abi.is_scalar(parameter.type):
            text = f"parameter {parameter.name!r} can't be {parameter.type}: pass a pointer"
            raise KernelError.at(declaration.file, declaration.line, text)
    if declaration.result is not NONE and not abi.is_scalar(declaration.result):
        text = f"{declaration.__name__} can't return {declaration.result}: return a pointer"
        raise KernelError.at(declaration.file, declaration.line, text)
    if isinstance(declaration, Extern) and declaration.vararg_after is not None:
        for parameter in declaration.parameters[declaration.vararg_after :]:
            if parameter.type is BOOL or parameter.type.size < 4:
                text = f"variadic parameter {parameter.name!r} can't be {parameter.type}: use i32"
                raise KernelError.at(declaration.file, declaration.line, text)


def _shape(declaration: Declaration) -> tuple[Any, ...]:
    """What two declarations of one function must have in common."""
    kinds = tuple(parameter.type for parameter in declaration.parameters)
    variadic = declaration.vararg_after if isinstance(declaration, Extern) else None
    return kinds, declaration.result, declaration.flags.noreturn, variadic


def _check_declarations(program: Program) -> list[Diagnostic]:
    """Signatures are passable, and all declarations of one function agree."""
    found: list[Diagnostic] = []
    for group in (
        (*(item.declaration for item in program.kernels), *program.declared),
        program.externs,
    ):
        first: dict[str, Declaration] = {}
        for declaration in group:
            try:
                check_signature(declaration)
                other = first.setdefault(declaration.symbol, declaration)
                if _shape(other) != _shape(declaration):
                    text = f"{declaration.symbol!r} is not as declared at {other.file}:{other.line}"
                    raise KernelError.at(declaration.file, declaration.line, text)
            except KernelError as error:
                found.extend(error.diagnostics)
    return found


def lower(
    modules: Iterable[ModuleType],
    arch: Any = None,
    *,
    import_table: int = memory_map.IMPORT_TABLE,
) -> LoweredModule:
    """Check and lower kernel modules, with all kernel modules that they refer to.

    `import_table` is the guest address of the slots that hold the imports' addresses.
    Raises KernelError with a diagnostic for each faulty statement.
    """
    program = collect(modules)
    lowering = ModuleLowering(program, import_table)
    diagnostics = _check_declarations(program)
    if not diagnostics:
        for source in program.kernels:
            lowering.function(source.declaration)
        for source in program.kernels:
            diagnostics.extend(FunctionLowering(lowering, source).lower())
    if diagnostics:
        raise KernelError(diagnostics)
    return LoweredModule(lowering.module, lowering.functions, lowering.imports, program, arch)
