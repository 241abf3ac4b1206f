"""The last passes, on tokens: what no other pass thought of, and the layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.minimizer.passes import Attempt
from conformance.minimizer.syntax import Node, Token, parse, tokenize

# Tokens in a row that are removed together, most first.
_LONGEST = 8
_PAIRS = {"(": ")", "{": "}", "[": "]"}
_WIDTH = 80
_INDENT = "  "
# Tokens that stand close to what is before or behind them.
_TIGHT_BEFORE = frozenset((")", "]", "}", ",", ";", ".", ":"))
_TIGHT_BEHIND = frozenset(("(", "[", "{", ".", ":", "#"))
_ENDS_VALUE = frozenset(("name", "number", "string", ")", "]", "}", "nil", "true", "false", "..."))


def _cut(text: str, tokens: Sequence[Token]) -> str:
    for token in sorted(tokens, key=lambda t: t.start, reverse=True):
        text = text[: token.start] + " " + text[token.end :]
    return text


def _fewer_tokens(text: str, first: int) -> Iterator[tuple[int, str]]:
    """Shorter texts, and the numbers of the tokens where they begin to be."""
    tokens = tokenize(text)[0][:-1]
    for at in range(first, len(tokens)):
        if closing := _PAIRS.get(tokens[at].kind):
            end = next((n for n in range(at, len(tokens)) if tokens[n].kind == closing), at)
            yield at, _cut(text, (tokens[at], tokens[end]))
        for count in range(min(_LONGEST, len(tokens) - at), 0, -1):
            yield at, _cut(text, tokens[at : at + count])


def remove_tokens(attempt: Attempt) -> None:
    """Drop tokens in a row, and pairs of brackets."""
    at = 0
    while True:
        found = _fewer_tokens(attempt.text, at)
        places: list[int] = []

        def texts(
            found: Iterator[tuple[int, str]] = found, places: list[int] = places
        ) -> Iterator[str]:
            for place, text in found:
                places.append(place)
                yield text

        hit = attempt.first(texts())
        if hit is None:
            return
        at = max(0, places[hit] - 1)


def _spaced(tokens: Sequence[Token], text: str) -> str:
    """Tokens on one line, with the spaces that people put."""
    parts: list[str] = []
    unary = False
    for number, token in enumerate(tokens):
        word = text[token.start : token.end]
        before = tokens[number - 1].kind if number else ""
        calls = token.kind in ("(", "[") and before in _ENDS_VALUE
        calls = calls or (token.kind == "(" and before == "function")
        if parts and not (token.kind in _TIGHT_BEFORE or before in _TIGHT_BEHIND or calls or unary):
            parts.append(" ")
        # Two minus signs in a row would begin a comment.
        unary = token.kind == "-" and before not in _ENDS_VALUE and before != "-"
        parts.append(word)
    return "".join(parts)


def laid_out(text: str) -> str:
    """The program with a statement on a line, and whole blocks where they fit. Raises NotLua."""
    tokens = tokenize(text)[0][:-1]

    def within(start: int, end: int) -> list[Token]:
        return [token for token in tokens if start <= token.start < end]

    def lines(statement: Node, indent: str) -> Iterator[str]:
        whole = indent + _spaced(within(statement.start, statement.end), text)
        blocks = list(statement.blocks())
        if len(whole) <= _WIDTH or not blocks:
            yield whole
            return
        at = statement.start
        for block in blocks:
            # What stands between the blocks belongs to the statement itself.
            yield indent + _spaced(within(at, block.start), text)
            for inner in block.children:
                yield from lines(inner, indent + _INDENT)
            at = block.end
        yield indent + _spaced(within(at, statement.end), text)

    found = [line for child in parse(text).children for line in lines(child, "")]
    return "\n".join(line for line in found if line.strip()) + "\n"


def lay_out(attempt: Attempt) -> None:
    """Write the program as people do."""
    attempt.lay_out(laid_out(attempt.text))
