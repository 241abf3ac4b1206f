"""Collecting: which functions make up a program, and their syntax trees."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from conformance.jit_under_test.kernel.declarations import (
    Declaration,
    Declared,
    Extern,
    KernelFunction,
)
from conformance.jit_under_test.kernel.errors import Diagnostic, KernelError


@dataclass(frozen=True, slots=True)
class Source:
    """A kernel function with the syntax tree of its definition."""

    declaration: KernelFunction
    tree: ast.FunctionDef


@dataclass(frozen=True, slots=True)
class Program:
    """All functions of an image: by module name, then by line. One order for equal sources."""

    kernels: tuple[Source, ...]
    externs: tuple[Extern, ...]
    declared: tuple[Declared, ...]

    @property
    def imports(self) -> dict[str, int]:
        """Import name -> slot of the import table: the position in the sorted names."""
        return {name: i for i, name in enumerate(sorted({e.symbol for e in self.externs}))}


def _own(module: ModuleType) -> Iterator[Declaration]:
    """The declarations that a module itself makes (not those it imports)."""
    for value in vars(module).values():
        if isinstance(value, Declaration) and value.module == module.__name__:
            yield value


def _neighbours(module: ModuleType) -> Iterator[ModuleType]:
    """The kernel modules that a module imports functions from, or imports whole."""
    for value in vars(module).values():
        if isinstance(value, Declaration) and value.module in sys.modules:
            yield sys.modules[value.module]
        elif isinstance(value, ModuleType) and any(True for _ in _own(value)):
            yield value


def _closure(modules: Iterable[ModuleType]) -> list[ModuleType]:
    found: dict[str, ModuleType] = {}
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module.__name__ not in found:
            found[module.__name__] = module
            waiting.extend(_neighbours(module))
    return [found[name] for name in sorted(found)]


def _trees(module: ModuleType) -> dict[int, ast.FunctionDef]:
    """First line (of the first decorator) -> definition, for a module's top-level functions."""
    file = module.__file__
    if file is None:
        raise KernelError.at(module.__name__, 1, "a kernel module needs a source file")
    tree = ast.parse(Path(file).read_text(encoding="utf-8"), file)
    return {
        node.decorator_list[0].lineno: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.decorator_list
    }


def collect(modules: Iterable[ModuleType]) -> Program:
    """The program made of these modules and every kernel module they refer to.

    Raises KernelError for names defined twice and for kernels that aren't at the top level.
    """
    kernels: list[Source] = []
    externs: list[Extern] = []
    declared: list[Declared] = []
    owners: dict[str, KernelFunction] = {}
    diagnostics: list[Diagnostic] = []
    for module in _closure(modules):
        declarations = sorted(set(_own(module)), key=lambda item: item.line)
        trees = _trees(module) if declarations else {}
        for declaration in declarations:
            where = (declaration.file, declaration.line)
            if isinstance(declaration, Extern):
                externs.append(declaration)
            elif isinstance(declaration, Declared):
                declared.append(declaration)
            elif isinstance(declaration, KernelFunction):
                other = owners.setdefault(declaration.symbol, declaration)
                if other is not declaration:
                    text = f"{declaration.symbol!r} is already defined at {other.file}:{other.line}"
                    diagnostics.append(Diagnostic(*where, text))
                elif declaration.line in trees:
                    kernels.append(Source(declaration, trees[declaration.line]))
                else:
                    text = f"kernel {declaration.__name__!r} isn't at the module's top level"
                    diagnostics.append(Diagnostic(*where, text))
    if diagnostics:
        raise KernelError(diagnostics)
    return Program(tuple(kernels), tuple(externs), tuple(declared))
