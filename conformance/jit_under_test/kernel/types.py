"""The types of the kernel language: records with a size, an alignment and a printed name.

The module-level names (`u64`, `Ptr`, ...) are what kernel modules import and annotate with.
Python's own `bool` and `None` stand for the boolean type and for "no result".
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any, Final

from conformance.jit_under_test.kernel.errors import TypeFault

POINTER_SIZE: Final = 8  # both architectures are 64-bit


class Type:
    """A kernel type. `size` and `align` are in bytes, the same on both architectures."""

    __slots__ = ()

    @property
    def size(self) -> int:
        raise TypeFault(f"{self} has no size")

    @property
    def align(self) -> int:
        return self.size


@dataclass(frozen=True, slots=True)
class IntType(Type):
    """A two's complement integer that wraps around."""

    name: str
    bits: int
    signed: bool

    @property
    def size(self) -> int:
        return self.bits // 8

    @property
    def minimum(self) -> int:
        return -(1 << (self.bits - 1)) if self.signed else 0

    @property
    def maximum(self) -> int:
        return (1 << (self.bits - self.signed)) - 1

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class SimpleType(Type):
    """A type without parts: the double, the boolean, none, and the types of bare constants."""

    name: str
    bytes: int = 0

    @property
    def size(self) -> int:
        if not self.bytes:
            raise TypeFault(f"{self.name} has no size")
        return self.bytes

    def __str__(self) -> str:
        return self.name


class Forward:
    """A type named by a string, looked up when it's first needed."""

    __slots__ = ("_namespace", "_type", "name")

    def __init__(self, name: str, namespace: dict[str, Any]) -> None:
        self.name = name
        self._namespace = namespace
        self._type: Type | None = None

    def resolve(self) -> Type:
        if self._type is None:
            self._type = resolve(self.name, self._namespace)
        return self._type


@dataclass(frozen=True, slots=True, eq=False)
class PtrType(Type):
    """A pointer to `target`; equal to every pointer to the same type."""

    _target: Type | Forward

    @property
    def target(self) -> Type:
        return self._target.resolve() if isinstance(self._target, Forward) else self._target

    @property
    def size(self) -> int:
        return POINTER_SIZE

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, PtrType) and self.target == other.target)

    def __hash__(self) -> int:
        return hash((PtrType, str(self)))

    def __str__(self) -> str:
        target = self._target
        return f"Ptr[{target.name if isinstance(target, Forward) else target}]"


@dataclass(frozen=True, slots=True)
class ArrayType(Type):
    """`count` elements in a row; only as a field of a struct."""

    element: Type
    count: int

    @property
    def size(self) -> int:
        return self.element.size * self.count

    @property
    def align(self) -> int:
        return self.element.align

    def __str__(self) -> str:
        return f"Array[{self.element}, {self.count}]"


@dataclass(frozen=True, slots=True)
class FnType(Type):
    """The address of a function with the C ABI."""

    parameters: tuple[Type, ...]
    result: Type

    @property
    def size(self) -> int:
        return POINTER_SIZE

    def __str__(self) -> str:
        parameters = ", ".join(str(parameter) for parameter in self.parameters)
        return f"Fn[[{parameters}], {self.result}]"


u8: Final = IntType("u8", 8, False)
u16: Final = IntType("u16", 16, False)
u32: Final = IntType("u32", 32, False)
u64: Final = IntType("u64", 64, False)
i8: Final = IntType("i8", 8, True)
i16: Final = IntType("i16", 16, True)
i32: Final = IntType("i32", 32, True)
i64: Final = IntType("i64", 64, True)
f64: Final = SimpleType("f64", 8)
BOOL: Final = SimpleType("bool", 1)
NONE: Final = SimpleType("None")
# Bare constants have no type of their own until they meet one.
INT_LITERAL: Final = SimpleType("int constant")
FLOAT_LITERAL: Final = SimpleType("float constant")
NULL: Final = SimpleType("null")


class Null:
    """The type of `null`, which is equal and assignable to every pointer type."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "null"


null: Final = Null()


def _part(item: Any, frame_globals: dict[str, Any]) -> Type | Forward:
    return Forward(item, frame_globals) if isinstance(item, str) else resolve(item, frame_globals)


class _Maker:
    """What stands before the brackets of a type with parts."""

    __slots__ = ()


class _PtrMaker(_Maker):
    """`Ptr[T]`; T may be a string, for a struct that's defined later in the same module."""

    __slots__ = ()

    def __getitem__(self, item: Any) -> PtrType:
        return PtrType(_part(item, sys._getframe(1).f_globals))


class _ArrayMaker(_Maker):
    """`Array[T, N]` with a constant N."""

    __slots__ = ()

    def __getitem__(self, item: Any) -> ArrayType:
        if not isinstance(item, tuple) or len(item) != 2 or not isinstance(item[1], int):
            raise TypeFault("an array type is written Array[T, N]")
        if item[1] < 1:
            raise TypeFault(f"an array needs at least one element, not {item[1]}")
        return ArrayType(resolve(item[0], sys._getframe(1).f_globals), int(item[1]))


class _FnMaker(_Maker):
    """`Fn[[A, B], R]`."""

    __slots__ = ()

    def __getitem__(self, item: Any) -> FnType:
        if not isinstance(item, tuple) or len(item) != 2 or not isinstance(item[0], list):
            raise TypeFault("a function type is written Fn[[A, B], R]")
        namespace = sys._getframe(1).f_globals
        parameters = tuple(resolve(parameter, namespace) for parameter in item[0])
        return FnType(parameters, resolve(item[1], namespace))


Ptr: Final = _PtrMaker()
Array: Final = _ArrayMaker()
Fn: Final = _FnMaker()


def is_type_maker(value: object) -> bool:
    """Whether a Python object is Ptr, Array or Fn."""
    return isinstance(value, _Maker)


def is_type(value: object) -> bool:
    """Whether a Python object found in a kernel module stands for a type."""
    return isinstance(value, Type) or value is bool


def resolve(annotation: Any, namespace: dict[str, Any]) -> Type:
    """The type that an annotation stands for; strings are evaluated in `namespace`.

    Raises TypeFault if it stands for none.
    """
    if isinstance(annotation, Type):
        return annotation
    if annotation is None:
        return NONE
    if annotation is bool:
        return BOOL
    if isinstance(annotation, str):
        try:
            return resolve(eval(annotation, namespace), namespace)
        except NameError as error:
            raise TypeFault(f"unknown type {annotation!r} ({error})") from None
        except (SyntaxError, TypeError, AttributeError) as error:
            raise TypeFault(f"{annotation!r} is not a kernel type ({error})") from None
    if annotation is int or annotation is float:
        hint = "a sized type such as i64 or u32" if annotation is int else "f64"
        raise TypeFault(f"{annotation.__name__} is not a kernel type: use {hint}")
    raise TypeFault(f"{annotation!r} is not a kernel type")
