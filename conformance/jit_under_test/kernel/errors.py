"""What can be wrong with kernel code, and where."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One fault in kernel source: a path, a 1-based line, and a message for its author."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class KernelError(Exception):
    """Kernel source that can't be compiled: one or more diagnostics, a line of text for each."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("\n".join(str(diagnostic) for diagnostic in diagnostics))
        self.diagnostics = tuple(diagnostics)

    @classmethod
    def at(cls, file: str, line: int, message: str) -> KernelError:
        return cls([Diagnostic(file, line, message)])


class TypeFault(Exception):
    """An annotation or a struct that names no kernel type; the catcher knows the position."""


class Fault(Exception):
    """A rule of the kernel language broken at `node`; becomes a diagnostic of its statement."""

    def __init__(self, node: ast.AST, message: str) -> None:
        super().__init__(message)
        self.node = node


class KnockOn(Exception):
    """A consequence of a fault already reported (a use of a variable that has no type)."""
