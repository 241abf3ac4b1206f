"""What an entry of the manual is, and what counts as a program that shows it.

A program names nothing itself: evidence comes from its tokens, from the calls that PUC sees it
make, and from what it prints there. So a case cannot claim what it does not do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

# Stands for any text on one line in a message of the table.
ANY = "…"


class Seen(Enum):
    """Where evidence is looked for."""

    SOURCE = "source text"
    TOKENS = "tokens"
    CALLS = "calls"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A pattern that one part of a program's facts must match."""

    seen: Seen
    pattern: re.Pattern[str]
    # The function or event, of evidence that is a call.
    name: str = ""

    def in_facts(self, facts: Facts) -> bool:
        """True when the program of these facts gives this evidence."""
        if self.seen is Seen.CALLS:
            return any(self.pattern.match(line) for line in facts.calls.get(self.name, ()))
        text = {
            Seen.SOURCE: facts.source,
            Seen.TOKENS: facts.tokens,
            Seen.OUTPUT: facts.output,
        }[self.seen]
        return self.pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the manual names; one program must show all of its evidence."""

    section: str
    title: str
    evidence: tuple[Evidence, ...]

    def shown_by(self, facts: Facts) -> bool:
        """True when a program with these facts is a case of this entry."""
        return all(evidence.in_facts(facts) for evidence in self.evidence)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one program and its run on PUC.

    `tokens` is the source without comments, one space between tokens; `calls` has, for each
    function and event by name, the rest of each different line of its calls (see recorder.lua);
    `output` is everything printed, and the message and traceback of an uncaught error.
    """

    source: str
    tokens: str
    calls: Mapping[str, Sequence[str]]
    output: str


def called(name: str, how: str = "") -> Evidence:
    """A call of a library function; `how` is a pattern for the rest of its line in the calls."""
    return Evidence(Seen.CALLS, re.compile(how), name)


def handled(event: str, how: str = "") -> Evidence:
    """A call of a metamethod; `how` is a pattern for where it was found and the operand types."""
    return called(f"event {event}", how)


def written(tokens: str) -> Evidence:
    """A pattern for the program's tokens."""
    return Evidence(Seen.TOKENS, re.compile(tokens, re.DOTALL))


def spelled(source: str) -> Evidence:
    """A pattern for the program's text as it stands, comments included."""
    return Evidence(Seen.SOURCE, re.compile(source, re.DOTALL))


def printed(message: str) -> Evidence:
    """A message that the program shows; `…` in it stands for any text."""
    pattern = ".*?".join(re.escape(part) for part in message.split(ANY))
    return Evidence(Seen.OUTPUT, re.compile(pattern))


def token_entries(section: str, table: Mapping[str, str]) -> Iterable[Entry]:
    """Entries shown by tokens: title -> pattern."""
    for title, pattern in table.items():
        yield Entry(section, title, (written(pattern),))


def source_entries(section: str, table: Mapping[str, str]) -> Iterable[Entry]:
    """Entries shown by the text: title -> pattern."""
    for title, pattern in table.items():
        yield Entry(section, title, (spelled(pattern),))


def event_entries(section: str, table: Mapping[str, Mapping[str, str]]) -> Iterable[Entry]:
    """Entries shown by metamethods that were called: event -> situation -> pattern."""
    for event, situations in table.items():
        for situation, how in situations.items():
            yield Entry(section, f"{event}: {situation}", (handled(event, how),))


def function_entries(section: str, table: Mapping[str, Mapping[str, str]]) -> Iterable[Entry]:
    """Entries shown by calls: function -> use -> pattern. Being called at all is one more."""
    for name, uses in table.items():
        yield Entry(section, name, (called(name),))
        for use, how in uses.items():
            yield Entry(section, f"{name}: {use}", (called(name, how),))


def message_entries(section: str, messages: Iterable[str]) -> Iterable[Entry]:
    """Entries shown by a message in the output."""
    for message in messages:
        yield Entry(section, f'message "{message}"', (printed(message),))
