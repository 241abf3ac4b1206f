"""A run's schedule: every decision of the JIT that is not its default, as one frozen value.

Thresholds, optimizer passes left out, forced exits, the collector's stress, seeds and planted
faults: with its program, a schedule makes a run that can be had again exactly. It has a text form,
of which every word is one that `--set` takes, for logs and people, and a JSON form for capsules.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Self

from conformance.jit_under_test.options import Force, Options

# Options whose values are sets of names.
SET_OPTIONS = ("faults", "disabled_passes", "ext")
FORCE = "force"


class ScheduleError(Exception):
    """Text that is no schedule; one line for people."""


def option_names() -> tuple[str, ...]:
    """The names of the options that the JIT takes; the tier is part of an engine's name."""
    return tuple(f.name for f in dataclasses.fields(Options) if f.name != "tier")


def parse_option(text: str) -> tuple[str, object]:
    """Turn `name=value` into an option's name and value. Raises ScheduleError.

    Whether there is such an option is not looked at.
    """
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise ScheduleError(f"{text!r} is not name=value")
    name = name.strip().replace("-", "_")
    if name == FORCE:
        return name, _parse_force(value)
    if value.lstrip("-").isdigit():
        return name, int(value)
    if value in ("true", "false"):
        return name, value == "true"
    names = tuple(part for part in value.split(",") if part)
    return name, frozenset(names) if name in SET_OPTIONS else names


def _parse_force(text: str) -> Force:
    try:
        return Force.parse(text)
    except ValueError as error:
        raise ScheduleError(f"force: {error}") from None


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (frozenset, tuple)):
        return ",".join(sorted(map(str, value)))
    return str(value)


def _plain(value: object) -> object:
    if isinstance(value, Force):
        return str(value)
    return sorted(value) if isinstance(value, frozenset) else value


class Schedule(Mapping[str, Any]):
    """The options of a run that differ from the JIT's defaults, by name; never changes."""

    __slots__ = ("_options",)

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self._options = dict(sorted((options or {}).items()))

    def __getitem__(self, name: str) -> Any:
        return self._options[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._options)

    def __len__(self) -> int:
        return len(self._options)

    def __hash__(self) -> int:
        return hash(tuple(self._options.items()))

    def __repr__(self) -> str:
        return f"Schedule({self})"

    def __str__(self) -> str:
        """Words that `--set` takes, by spaces."""
        return " ".join(f"{name}={_text(value)}" for name, value in self._options.items())

    @classmethod
    def parse(cls, text: str) -> Self:
        """The schedule of a text form. Raises ScheduleError."""
        return cls(dict(parse_option(word) for word in text.split()))

    def plain(self) -> dict[str, object]:
        """The JSON form."""
        return {name: _plain(value) for name, value in self._options.items()}

    @classmethod
    def from_plain(cls, options: Mapping[str, Any]) -> Self:
        """The schedule of a JSON form. Raises ScheduleError."""
        restored: dict[str, object] = {}
        for name, value in options.items():
            if name == FORCE and isinstance(value, str):
                restored[name] = _parse_force(value)
            elif isinstance(value, list):
                if not all(isinstance(part, str) for part in value):
                    raise ScheduleError(f"{name}: a list of something else than names")
                restored[name] = frozenset(value) if name in SET_OPTIONS else tuple(value)
            else:
                restored[name] = value
        return cls(restored)

    def replaced(self, **options: Any) -> Self:
        """The same with other values for some options."""
        return type(self)({**self._options, **options})

    def without(self, *names: str) -> Self:
        """The same with the defaults for some options."""
        return type(self)({n: v for n, v in self._options.items() if n not in names})
