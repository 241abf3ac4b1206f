"""Programs that run what they do several times.

What a round has compiled the next ones run: without them much of it would never be run again, and
an entry of compiled code forces one guard to exit at most.
"""

from __future__ import annotations

from typing import Final

from conformance.generators.decisions import Decisions, choose

# In a loop that may be compiled with what it calls, or behind a call that ends a fragment: those of
# what a round does once are long, and soon over.
_CALLS: Final = (
    "for _ = 1, rounds do pcall(main) end",
    'string.gsub(("."):rep(rounds), ".", function() main() end)',
    "for _ = 1, rounds do pcall(main) end",
    'string.gsub(("."):rep(rounds), ".", function() main() end)',
    "for _ = 1, rounds do main() end",
)
_HEADER: Final = b"-- reference: "


def header(few: int) -> bytes:
    """The first line of a program of which slow executors, which compile nothing, do few rounds."""
    return b"%s%d\n" % (_HEADER, few)


def header_of(source: bytes) -> bytes:
    """The header of a program, if it has one."""
    line = source.partition(b"\n")[0] + b"\n"
    return line if line.startswith(_HEADER) else b""


def in_rounds(decisions: Decisions, statements: str, rounds: int) -> str:
    """Statements made a function that is called so often, or as often as the program is told."""
    calls = choose(decisions, _CALLS)
    return (
        f"local function main(...)\n{statements}end\n"
        f"local rounds = tonumber((...)) or {rounds}\n{calls}\n"
    )
