"""The decorators of kernel modules and the handles they leave behind.

A decorated function is never executed by CPython: the handle knows its name, its flags and
its signature, and the compiler reads the body from the module's source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import FunctionType
from typing import Any, NoReturn

from conformance.jit_under_test.kernel.errors import KernelError, TypeFault
from conformance.jit_under_test.kernel.types import Type, resolve


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named parameter of a kernel function."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Flags:
    """How LLVM may treat a function."""

    inline: bool = False
    noinline: bool = False
    cold: bool = False
    noreturn: bool = False


class Declaration:
    """A function that kernel code can call by the C ABI: what the three kinds share."""

    kind = "function"

    def __init__(self, function: FunctionType, symbol: str, flags: Flags) -> None:
        self.function = function
        self.symbol = symbol
        self.flags = flags
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__
        self.module = function.__module__
        self.file = function.__code__.co_filename
        self.line = function.__code__.co_firstlineno

    def __repr__(self) -> str:
        return f"<{self.kind} {self.module}.{self.__name__}>"

    def __call__(self, *_: Any) -> NoReturn:
        raise TypeError(f"{self.__name__} is kernel code: call it through a machine")

    @cached_property
    def _signature(self) -> tuple[tuple[Parameter, ...], Type]:
        code = self.function.__code__
        if (
            code.co_kwonlyargcount
            or code.co_flags & 0x0C  # *args or **kwargs
            or self.function.__defaults__
        ):
            raise self._error("parameters are positional, without defaults")
        annotations = self.function.__annotations__
        namespace = self.function.__globals__
        parameters = []
        for name in code.co_varnames[: code.co_argcount]:
            if name not in annotations:
                raise self._error(f"parameter {name!r} of {self.__name__} has no type")
            parameters.append(Parameter(name, self._resolve(annotations[name], namespace)))
        if "return" not in annotations:
            raise self._error(f"{self.__name__} has no result type (None for no result)")
        return tuple(parameters), self._resolve(annotations["return"], namespace)

    def _resolve(self, annotation: Any, namespace: dict[str, Any]) -> Type:
        try:
            return resolve(annotation, namespace)
        except TypeFault as fault:
            raise self._error(str(fault)) from None

    def _error(self, message: str) -> KernelError:
        return KernelError.at(self.file, self.line, message)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Raises KernelError if the signature isn't fully annotated with kernel types."""
        return self._signature[0]

    @property
    def result(self) -> Type:
        return self._signature[1]


class KernelFunction(Declaration):
    """A function written in the kernel language; `symbol` is its name in the image."""

    kind = "kernel"


class Extern(Declaration):
    """A function that the machine imports: called through a slot of the import table.

    `vararg_after` is the number of fixed parameters of a variadic C function, or None.
    """

    kind = "extern"

    def __init__(
        self, function: FunctionType, symbol: str, flags: Flags, vararg_after: int | None
    ) -> None:
        super().__init__(function, symbol, flags)
        self.vararg_after = vararg_after


class Declared(Declaration):
    """A function defined elsewhere: a kernel of another module, or an assembly stub.

    Modules that need each other name each other's functions this way, as with a C prototype;
    if the definition is a kernel, the two signatures must agree.
    """

    kind = "declaration"


def kernel(
    function: Any = None,
    *,
    inline: bool = False,
    noinline: bool = False,
    cold: bool = False,
    noreturn: bool = False,
    name: str | None = None,
) -> Any:
    """Declare a kernel function: `@kernel` or `@kernel(inline=True, ...)`."""
    if inline and noinline:
        raise TypeError("a kernel can't be both inline and noinline")
    flags = Flags(inline, noinline, cold, noreturn)

    def make(python_function: FunctionType) -> KernelFunction:
        return KernelFunction(python_function, name or python_function.__name__, flags)

    return make if function is None else make(function)


def extern(
    name: str, *, vararg_after: int | None = None, noreturn: bool = False, cold: bool = False
) -> Callable[[Any], Extern]:
    """Declare an import: `@extern("pow") def c_pow(x: f64, y: f64) -> f64: ...`.

    A variadic C function is declared once for each list of arguments it's called with, and
    `vararg_after` counts the parameters before C's ellipsis.
    """
    if not isinstance(name, str):
        raise TypeError('an import needs its name: @extern("name")')

    def make(python_function: FunctionType) -> Extern:
        flags = Flags(noreturn=noreturn, cold=cold)
        return Extern(python_function, name, flags, vararg_after)

    return make


def declare(
    function: Any = None, *, noreturn: bool = False, cold: bool = False, name: str | None = None
) -> Any:
    """Declare a function defined elsewhere: `@declare def vm_throw(vm: Ptr[VM]) -> None: ...`."""
    flags = Flags(noreturn=noreturn, cold=cold)

    def make(python_function: FunctionType) -> Declared:
        return Declared(python_function, name or python_function.__name__, flags)

    return make if function is None else make(function)
