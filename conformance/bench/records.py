"""Frozen dataclasses as JSON and back, with errors that say where in a file something is wrong.

Fields may be numbers, strings, booleans, enums, other such dataclasses, tuples of one type of item,
mappings from strings, and any of these or None. What a file lacks takes the field's default.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, TypeVar

R = TypeVar("R")

_PLAIN: Final[Mapping[type, tuple[tuple[type, ...], str]]] = {
    str: ((str,), "a text"),
    bool: ((bool,), "true or false"),
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
}
"""What JSON may hold where a field has this type, and what to call it."""


class RecordError(Exception):
    """What was read is not the record that was wanted; the text says where and why."""


def encode(value: object) -> Any:
    """What `json.dumps` takes, of a record or of what fields may be."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    return value


def decode(kind: type[R], data: object, where: str = "") -> R:
    """The record of a type that JSON data stands for. Raises RecordError; `where` begins its text.

    Fields that the type does not have are an error too: they are what a newer version wrote.
    """
    if not isinstance(data, dict):
        raise _unfit(where, "an object", data)
    hints = typing.get_type_hints(kind)
    fields = {f.name: f for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for name in data:
        if name not in fields:
            raise RecordError(f"{_join(where, str(name))}: no such field")
    values = {}
    for name, field in fields.items():
        if name in data:
            values[name] = _value(hints[name], data[name], _join(where, name))
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise RecordError(f"{_join(where, name)}: missing")
    return kind(**values)


def _value(kind: Any, data: object, where: str) -> Any:
    if kind in _PLAIN:
        accepted, name = _PLAIN[kind]
        # True is an int to Python.
        if not isinstance(data, accepted) or (isinstance(data, bool) and kind is not bool):
            raise _unfit(where, name, data)
        return kind(data)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        (wanted,) = (argument for argument in arguments if argument is not types.NoneType)
        return None if data is None else _value(wanted, data, where)
    if origin is tuple:
        if not isinstance(data, list):
            raise _unfit(where, "a list", data)
        return tuple(
            _value(arguments[0], item, f"{where}[{index}]") for index, item in enumerate(data)
        )
    if origin is Mapping:
        if not isinstance(data, dict):
            raise _unfit(where, "an object", data)
        return {key: _value(arguments[1], item, _join(where, key)) for key, item in data.items()}
    if origin is None and issubclass(kind, Enum):
        known = [member.value for member in kind]
        if data not in known:
            raise _unfit(where, " or ".join(repr(name) for name in known), data)
        return kind(data)
    return decode(kind, data, where)


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _unfit(where: str, wanted: str, data: object) -> RecordError:
    shown = repr(data)
    shown = shown if len(shown) <= 40 else shown[:37] + "…"
    return RecordError(f"{where or 'the file'}: not {wanted} but {shown}")
