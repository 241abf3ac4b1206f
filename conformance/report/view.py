"""What pages have in common: the verdict at the top, figures, tables and charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

NOTHING = "—"
"""Where there is no figure."""


class Tone(Enum):
    """What a verdict means for the reader; the value is a class of the style sheet."""

    GOOD = "good"
    BAD = "bad"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Headline:
    """The verdict in one line, and what must be known with it."""

    tone: Tone
    text: str
    caveats: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing as SVG, and what it shows."""

    title: str
    svg: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text; columns but the first `words` hold numbers."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1


def percent(part: float, whole: float) -> str:
    """A share in words; a dash of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else NOTHING


def moment(seconds: float) -> str:
    """A time in Unix's seconds as people write it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def duration(seconds: float) -> str:
    """A length of time in its two largest units."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def plural(count: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def readable(source: bytes) -> str:
    """A program's bytes as text; what is no UTF-8 is escaped."""
    return source.decode("utf-8", "backslashreplace")
