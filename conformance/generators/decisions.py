"""Where a generator's choices come from.

The grammar asks one question only, "a number below n?". Whoever answers decides what is made: a
seeded generator for speed, a recorded list to make a program again, Hypothesis to shrink. Zero
always is the simplest answer, so smaller decisions make simpler programs.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

Choice = TypeVar("Choice")


class Decisions(Protocol):
    """A source of choices."""

    def below(self, count: int) -> int:
        """A number from 0 to count - 1; count is at least 1."""
        ...


class SeededDecisions:
    """Choices from a seed: the same seed gives the same program on every machine."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, count: int) -> int:
        """The next pseudo-random choice."""
        return int(self._random.random() * count)


class RecordedDecisions:
    """Choices from a list, brought into range; zeros when it has ended."""

    def __init__(self, values: Iterable[int]) -> None:
        self._values = iter(values)

    def below(self, count: int) -> int:
        """The next recorded choice."""
        return next(self._values, 0) % count


class ByteDecisions:
    """Choices from bytes, as a fuzzer mutates them; zeros when they have ended.

    A choice takes as many bytes as its range needs, so that a changed byte changes one choice and
    leaves the others what they were; a lower byte makes a lower choice.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def below(self, count: int) -> int:
        """The next choice, the first byte being its lowest."""
        width = ((count - 1).bit_length() + 7) // 8
        part = self._data[self._at : self._at + width]
        self._at += width
        return int.from_bytes(part, "little") * count >> 8 * width


class RecordingDecisions:
    """Passes choices on and keeps them in `record`."""

    def __init__(self, source: Decisions) -> None:
        self._source = source
        self.record: list[int] = []

    def below(self, count: int) -> int:
        """The source's choice, noted down."""
        value = self._source.below(count)
        self.record.append(value)
        return value


def choose(decisions: Decisions, options: Sequence[Choice]) -> Choice:
    """One of the options; the first is the simplest."""
    return options[decisions.below(len(options))]


def chance(decisions: Decisions, percent: int) -> bool:
    """True in `percent` of 100 cases; False is the simpler answer."""
    return decisions.below(100) >= 100 - percent


def word(decisions: Decisions, size: int = 8) -> int:
    """Any unsigned number of so many bytes."""
    return sum(decisions.below(256) << 8 * i for i in range(size))


def some(decisions: Decisions, count: int) -> int:
    """A set of up to `count` things as bits; none is the simplest."""
    return word(decisions, (count + 7) // 8) & ((1 << count) - 1)


def weighted(decisions: Decisions, options: Sequence[tuple[int, Choice]]) -> Choice:
    """One of the options by weight; the first is the simplest."""
    at = decisions.below(sum(weight for weight, _ in options))
    for weight, option in options:
        if at < weight:
            return option
        at -= weight
    raise AssertionError("weights do not add up")
