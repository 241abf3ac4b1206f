"""Host-side views: read and write structs in guest memory by field name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from conformance.jit_under_test.kernel.types import BOOL, ArrayType, IntType, Type, f64

if TYPE_CHECKING:
    from conformance.jit_under_test.kernel.structs import StructType


class MemoryAccess(Protocol):
    """What a view needs of memory: little-endian access by guest address."""

    def read_u8(self, address: int, /) -> int: ...
    def read_u16(self, address: int, /) -> int: ...
    def read_u32(self, address: int, /) -> int: ...
    def read_u64(self, address: int, /) -> int: ...
    def read_f64(self, address: int, /) -> float: ...
    def write_u8(self, address: int, value: int, /) -> None: ...
    def write_u16(self, address: int, value: int, /) -> None: ...
    def write_u32(self, address: int, value: int, /) -> None: ...
    def write_u64(self, address: int, value: int, /) -> None: ...
    def write_f64(self, address: int, value: float, /) -> None: ...


_READERS = {1: "read_u8", 2: "read_u16", 4: "read_u32", 8: "read_u64"}
_WRITERS = {1: "write_u8", 2: "write_u16", 4: "write_u32", 8: "write_u64"}


def _read(memory: MemoryAccess, kind: Type, address: int) -> Any:
    if kind is f64:
        return memory.read_f64(address)
    if isinstance(kind, ArrayType):
        return ArrayView(kind, memory, address)
    if hasattr(kind, "fields"):
        return cast("StructType", kind).view(memory, address)
    raw = getattr(memory, _READERS[kind.size])(address)
    if isinstance(kind, IntType) and kind.signed and raw > kind.maximum:
        return raw - (1 << kind.bits)
    return raw != 0 if kind is BOOL else raw


def _write(memory: MemoryAccess, kind: Type, address: int, value: Any) -> None:
    if kind is f64:
        memory.write_f64(address, value)
        return
    if isinstance(kind, ArrayType) or hasattr(kind, "fields"):
        raise TypeError(f"a whole {kind} can't be assigned: write its parts")
    raw = int(value)
    bits = kind.size * 8
    low, high = 0, 1 if kind is BOOL else (1 << bits) - 1
    if isinstance(kind, IntType):
        low, high = kind.minimum, kind.maximum
    if not low <= raw <= high:
        raise OverflowError(f"{raw} doesn't fit {kind}")
    getattr(memory, _WRITERS[kind.size])(address, raw & ((1 << bits) - 1))


class StructView:
    """A struct in guest memory: attributes read and write its fields.

    Integers and pointers are ints, `bool` is bool, f64 is float; arrays and embedded structs
    are views themselves. `int(view)` is the guest address, `int(view) + S.offset("f")` that of
    a field.
    """

    __slots__ = ("_address", "_memory")
    _struct: ClassVar[Any]  # the StructType; there is one class of views for each

    def __init__(self, memory: MemoryAccess, address: int) -> None:
        self._memory = memory
        self._address = int(address)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self._struct} has no field {name!r}")

    def __int__(self) -> int:
        return int(self._address)

    __index__ = __int__

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, StructView)
            and other._struct is self._struct
            and other._address == self._address
        )

    def __hash__(self) -> int:
        return hash((self._struct, self._address))

    def __repr__(self) -> str:
        return f"<{self._struct} at {self._address:#x}>"


def view_class(struct: StructType) -> type[StructView]:
    """The class of views of a struct: a property for each field.

    The host reads fields all the time; a property that knows its offset and its width takes a
    third of the time of looking both up.
    """
    namespace: dict[str, Any] = {
        name: property(_getter(field.type, field.offset), _setter(field.type, field.offset))
        for name, field in struct.fields.items()
    }
    namespace |= {"__slots__": (), "_struct": struct}
    return type(f"{struct.name}View", (StructView,), namespace)


def _getter(kind: Type, offset: int) -> Callable[[Any], Any]:
    plain = not isinstance(kind, ArrayType) and not hasattr(kind, "fields") and kind is not f64
    if plain and kind is not BOOL and not (isinstance(kind, IntType) and kind.signed):
        reader = _READERS[kind.size]
        if reader == "read_u64":
            return lambda view: view._memory.read_u64(view._address + offset)
        return lambda view: getattr(view._memory, reader)(view._address + offset)
    return lambda view: _read(view._memory, kind, view._address + offset)


def _setter(kind: Type, offset: int) -> Callable[[Any, Any], None]:
    if isinstance(kind, IntType) and not kind.signed:
        writer, maximum = _WRITERS[kind.size], kind.maximum

        def set_unsigned(view: Any, value: int) -> None:
            if not 0 <= value <= maximum:
                raise OverflowError(f"{value} doesn't fit {kind}")
            getattr(view._memory, writer)(view._address + offset, value)

        return set_unsigned
    return lambda view, value: _write(view._memory, kind, view._address + offset, value)


class ArrayView:
    """An array field in guest memory: indexable, assignable by element."""

    __slots__ = ("_address", "_memory", "_type")

    def __init__(self, kind: ArrayType, memory: MemoryAccess, address: int) -> None:
        self._type = kind
        self._memory = memory
        self._address = address

    def _element(self, index: int) -> int:
        if not 0 <= index < self._type.count:
            raise IndexError(f"index {index} is outside {self._type}")
        return self._address + index * self._type.element.size

    def __getitem__(self, index: int) -> Any:
        return _read(self._memory, self._type.element, self._element(index))

    def __setitem__(self, index: int, value: Any) -> None:
        _write(self._memory, self._type.element, self._element(index), value)

    def __len__(self) -> int:
        return self._type.count

    def __iter__(self) -> Iterator[Any]:
        return (self[index] for index in range(len(self)))

    def __int__(self) -> int:
        return self._address

    __index__ = __int__
