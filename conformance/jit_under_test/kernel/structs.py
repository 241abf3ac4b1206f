"""Struct classes: one definition gives the layout for machine code and a view for the host."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from conformance.jit_under_test.kernel.errors import TypeFault
from conformance.jit_under_test.kernel.types import NONE, Type, resolve
from conformance.jit_under_test.kernel.views import MemoryAccess, StructView, view_class


@dataclass(frozen=True, slots=True)
class Field:
    """A struct field: its byte offset and its type."""

    offset: int
    type: Type


class StructType(Type):
    """A struct class: fields in the order of definition with C's natural alignment.

    The layout is worked out when it's first asked for, so structs may name each other.
    Two struct types are equal only if they are one.
    """

    def __init__(self, python_class: type) -> None:
        self.name = python_class.__name__
        self.module = python_class.__module__
        self.__doc__ = python_class.__doc__
        self._annotations: dict[str, Any] = inspect.get_annotations(python_class)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<struct {self.module}.{self.name}>"

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Name -> Field, in memory order. Raises TypeFault for a field that has no size."""
        if not self._annotations:
            raise TypeFault(f"struct {self.name} has no fields")
        namespace = vars(sys.modules[self.module])
        fields: dict[str, Field] = {}
        end = 0
        for name, annotation in self._annotations.items():
            try:
                kind = resolve(annotation, namespace)
                if kind is NONE or kind is self:
                    raise TypeFault(f"a field can't be {kind}")
                offset = -(-end // kind.align) * kind.align
                end = offset + kind.size
            except TypeFault as fault:
                raise TypeFault(f"field {self.name}.{name}: {fault}") from None
            fields[name] = Field(offset, kind)
        return MappingProxyType(fields)

    @cached_property
    def align(self) -> int:
        return max(field.type.align for field in self.fields.values())

    @cached_property
    def size(self) -> int:
        end = max(field.offset + field.type.size for field in self.fields.values())
        return -(-end // self.align) * self.align

    def offset(self, name: str) -> int:
        """The byte offset of a field. Raises KeyError if there is none of that name."""
        return self.fields[name].offset

    def view(self, memory: MemoryAccess, address: int) -> StructView:
        """Host access to the struct at a guest address; see StructView."""
        return self._views(memory, address)

    @cached_property
    def _views(self) -> type[StructView]:
        return view_class(self)

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)


def struct(python_class: type) -> StructType:
    """Class decorator: the annotated names become the fields, in order."""
    return StructType(python_class)
