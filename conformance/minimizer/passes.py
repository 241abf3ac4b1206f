"""Coarse reduction passes: statements, blocks, branches, names, and what prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from conformance.minimizer.ddmin import ddmin_first
from conformance.minimizer.syntax import Node, NotLua, Role, parse, tokenize, without_comments


class Attempt(Protocol):
    """Says which of some smaller texts keeps the property, and adopts it."""

    @property
    def text(self) -> str:
        """The smallest text so far."""
        ...

    def adopt(self, text: str) -> bool:
        """Test a candidate; True when it is now the text."""
        ...

    def first(self, texts: Iterable[str]) -> int | None:
        """Adopt the first of some candidates that keeps the property; its index."""
        ...

    def lay_out(self, text: str) -> None:
        """Adopt a text with the same tokens if it keeps the property."""
        ...


Pass = Callable[[Attempt], None]
Candidates = Callable[[str, Node], Iterable[str]]


def replaced(text: str, node: Node, new: str) -> str:
    """The text with a node's span replaced."""
    return text[: node.start] + new + text[node.end :]


def without(text: str, nodes: Iterable[Node]) -> str:
    """The text with the spans of some nodes, which do not overlap, blanked out."""
    for node in sorted(nodes, key=lambda n: n.start, reverse=True):
        text = text[: node.start] + " " + text[node.end :]
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip()) + "\n"


def sweep(attempt: Attempt, candidates: Candidates) -> None:
    """Try the candidates of every node; after a success look at the same place again."""
    at = 0
    while True:
        text = attempt.text
        nodes = list(parse(text).walk())
        owners: list[int] = []

        def stream(
            text: str = text,
            nodes: Sequence[Node] = nodes,
            owners: list[int] = owners,
            first: int = at,
        ) -> Iterator[str]:
            for index in range(first, len(nodes)):
                for candidate in candidates(text, nodes[index]):
                    owners.append(index)
                    yield candidate

        hit = attempt.first(stream())
        if hit is None:
            return
        at = owners[hit]


def strip_comments(attempt: Attempt) -> None:
    """Drop comments and empty lines."""
    attempt.adopt(without_comments(attempt.text))


def _statements_at(block: Node, depth: int) -> Iterator[Node]:
    for statement in block.children:
        if depth == 0:
            yield statement
        else:
            for inner in statement.blocks():
                yield from _statements_at(inner, depth - 1)


def remove_statements(attempt: Attempt) -> None:
    """Hierarchical delta debugging: statements of one nesting depth together, outermost first."""
    depth = 0
    while True:
        text = attempt.text
        statements = list(_statements_at(parse(text), depth))
        if not statements:
            return

        def first(
            several: Iterable[Sequence[Node]],
            text: str = text,
            statements: Sequence[Node] = statements,
        ) -> int | None:
            def texts() -> Iterator[str]:
                for kept in several:
                    chosen = set(map(id, kept))
                    yield without(text, [s for s in statements if id(s) not in chosen])

            return attempt.first(texts())

        ddmin_first(statements, first)
        depth += 1


def _names(text: str) -> list[tuple[str, int]]:
    """The names in a program that are not fields or methods, and where they stand."""
    tokens = tokenize(text)[0]
    return [
        (text[token.start : token.end], token.start)
        for before, token in zip([tokens[-1], *tokens], tokens, strict=False)
        if token.kind == "name" and before.kind not in (".", ":")
    ]


_DECLARED = re.compile(r"\b(?:local(?:\s+function)?|for)\s+([A-Za-z_][\w\s,]*)")


def _smallest_around(block: Node, places: Sequence[int]) -> list[Node]:
    """The smallest statements in which the places are."""
    found: dict[int, Node] = {}
    for place in places:
        smallest = None
        node: Node | None = block
        while node is not None:
            if node.role is Role.STATEMENT:
                smallest = node
            node = next((c for c in node.children if c.start <= place < c.end), None)
        if smallest is not None:
            found[smallest.start] = smallest
    outer: list[Node] = []
    for start in sorted(found):
        if not outer or start >= outer[-1].end:
            outer.append(found[start])
    return outer


def remove_names(attempt: Attempt) -> None:
    """Drop a variable: all the statements, of the smallest, that mention it."""
    tried: set[str] = set()
    while True:
        text = attempt.text
        block = parse(text)
        names = _names(text)
        declared = {
            name.strip() for match in _DECLARED.finditer(text) for name in match[1].split(",")
        }
        waiting = [n for n in dict.fromkeys(name for name, _ in names) if n in declared - tried]
        waiting.reverse()

        def texts(
            text: str = text,
            block: Node = block,
            names: Sequence[tuple[str, int]] = names,
            waiting: Sequence[str] = waiting,
        ) -> Iterator[str]:
            for name in waiting:
                places = [place for found, place in names if found == name]
                yield without(text, _smallest_around(block, places))

        hit = attempt.first(texts())
        tried.update(waiting if hit is None else waiting[: hit + 1])
        if hit is None:
            return


def _hoisted(text: str, node: Node) -> Iterator[str]:
    if node.role is not Role.STATEMENT:
        return
    for block in node.blocks():
        yield replaced(text, node, text[block.start : block.end])
    for child in node.children:
        for inner in child.walk():
            if inner.is_expression and inner.children and inner.end > inner.start:
                piece = text[inner.start : inner.end]
                if piece.endswith(")") and not piece.startswith("("):
                    yield replaced(text, node, piece)
                break


def hoist_bodies(attempt: Attempt) -> None:
    """Replace a compound statement by one of its blocks, and a statement by a call in it."""
    sweep(attempt, _hoisted)


def _fewer_branches(text: str, node: Node) -> Iterator[str]:
    if node.role is not Role.STATEMENT or not text.startswith("if", node.start):
        return
    parts = node.children
    blocks = [at for at, part in enumerate(parts) if part.role is Role.BLOCK]
    last = parts[-2:] if parts[-2].role is Role.BLOCK else ()
    if last:
        yield text[: last[0].end] + "\nend" + text[node.end :]
    for at in blocks[1:]:
        if parts[at - 1].is_expression:
            # From the block before, over elseif, condition and block.
            yield text[: parts[at - 2].end] + text[parts[at].end :]
    if len(blocks) > 1 and parts[blocks[1] - 1].is_expression:
        yield text[: parts[0].start] + text[parts[blocks[1] - 1].start :]


def remove_branches(attempt: Attempt) -> None:
    """Drop an else, an elseif, or the first branch of an if."""
    sweep(attempt, _fewer_branches)


_LOCAL_FUNCTION = re.compile(r"local\s+function\s+(\w+)")


def _printed(text: str, node: Node) -> Iterator[str]:
    if node.role is not Role.STATEMENT:
        return
    if match := _LOCAL_FUNCTION.match(text, node.start, node.end):
        rest = without(text, (node,))
        for builtin in ("print", ""):
            yield re.sub(rf"\b{match[1]}\b", builtin, rest)


def replace_printers(attempt: Attempt) -> None:
    """Replace a program's own function by print, or by the parentheses around its argument."""
    sweep(attempt, _printed)


def remove_lines(attempt: Attempt) -> None:
    """Plain delta debugging of lines: for text that is no Lua, such as a syntax error."""

    def first(several: Iterable[Sequence[str]]) -> int | None:
        return attempt.first("".join(lines) for lines in several)

    ddmin_first(attempt.text.splitlines(keepends=True), first)


def guarded(reduction: Pass) -> Pass:
    """A pass that does nothing to text which does not parse."""

    def run(attempt: Attempt) -> None:
        try:
            reduction(attempt)
        except NotLua:
            return

    return run
