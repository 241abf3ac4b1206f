"""Reduction passes over the tree of spans, from coarse to fine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from conformance.minimizer.ddmin import ddmin
from conformance.minimizer.syntax import Node, NotLua, Role, parse, without_comments

# What an expression may be replaced by, simplest first.
CONSTANTS = ("nil", "0", "1", "true", '""', "{}")


class Attempt(Protocol):
    """Says whether a smaller text keeps the property, and adopts it if so."""

    @property
    def text(self) -> str:
        """The smallest text so far."""
        ...

    def adopt(self, text: str) -> bool:
        """Test a candidate; True when it is now the text."""
        ...


Pass = Callable[[Attempt], None]


def replaced(text: str, node: Node, new: str) -> str:
    """The text with a node's span replaced."""
    return text[: node.start] + new + text[node.end :]


def without(text: str, nodes: Iterable[Node]) -> str:
    """The text with the spans of some nodes, which do not overlap, blanked out."""
    for node in sorted(nodes, key=lambda n: n.start, reverse=True):
        text = text[: node.start] + " " + text[node.end :]
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip()) + "\n"


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

        def keeps(
            kept: Sequence[Node], text: str = text, statements: Sequence[Node] = statements
        ) -> bool:
            chosen = set(map(id, kept))
            return attempt.adopt(without(text, [s for s in statements if id(s) not in chosen]))

        ddmin(statements, keeps)
        depth += 1


def _sweep(attempt: Attempt, candidates: Callable[[str, Node], Iterable[str]]) -> None:
    """Try the candidates of every node; after a success look at the same place again."""
    at = 0
    while True:
        text = attempt.text
        nodes = list(parse(text).walk())
        if at >= len(nodes):
            return
        if not any(attempt.adopt(candidate) for candidate in candidates(text, nodes[at])):
            at += 1


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
    _sweep(attempt, _hoisted)


_LOCAL_FUNCTION = re.compile(r"local\s+function\s+(\w+)")


def _printed(text: str, node: Node) -> Iterator[str]:
    if node.role is not Role.STATEMENT:
        return
    if match := _LOCAL_FUNCTION.match(text, node.start, node.end):
        rest = without(text, (node,))
        yield re.sub(rf"\b{match[1]}\b", "print", rest)


def replace_printers(attempt: Attempt) -> None:
    """Replace a program's own printing function by print, and so be rid of its definition."""
    _sweep(attempt, _printed)


def _simpler(text: str, node: Node) -> Iterator[str]:
    if not node.is_expression:
        return
    own = text[node.start : node.end]
    if own in CONSTANTS:
        choices: Iterable[str] = CONSTANTS[: CONSTANTS.index(own)]
    else:
        choices = CONSTANTS
    if node.role in (Role.NUMBER, Role.STRING):
        # Their own pass tries smaller ones of the same type; nil comes before those.
        choices = ("nil",)
    for constant in choices:
        yield replaced(text, node, constant)
    for child in node.children:
        for part in child.children if child.role is Role.LIST else (child,):
            if part.is_expression:
                yield replaced(text, node, text[part.start : part.end])


def simplify_expressions(attempt: Attempt) -> None:
    """Replace expressions by constants or by one of their operands."""
    _sweep(attempt, _simpler)


def _shorter_list(text: str, node: Node) -> Iterator[str]:
    if node.role is not Role.LIST:
        return
    parts = [text[child.start : child.end] for child in node.children]
    for at in reversed(range(len(parts))):
        yield replaced(text, node, ", ".join(parts[:at] + parts[at + 1 :]))


def shorten_lists(attempt: Attempt) -> None:
    """Drop arguments, table items and values one by one."""
    _sweep(attempt, _shorter_list)


def _smaller_constant(text: str, node: Node) -> Iterator[str]:
    own = text[node.start : node.end]
    if node.role is Role.STRING:
        if len(own) > 3 and own[0] in "\"'":
            yield replaced(text, node, '""')
            yield replaced(text, node, '"a"')
            if "\\" not in own:
                yield replaced(text, node, own[0] + own[1 : len(own) // 2] + own[0])
        return
    if node.role is not Role.NUMBER or not own.isdigit():
        if node.role is Role.NUMBER:
            yield replaced(text, node, "2")
        return
    value = int(own)
    tried = dict.fromkeys((0, 1, 2, value // 2, value * 3 // 4, value - 1))
    for smaller in tried:
        if 0 <= smaller < value:
            yield replaced(text, node, str(smaller))


def shrink_constants(attempt: Attempt) -> None:
    """Make whole numbers and strings smaller: trip counts above all."""
    _sweep(attempt, _smaller_constant)


def remove_lines(attempt: Attempt) -> None:
    """Plain delta debugging of lines: for text that is no Lua, such as a syntax error."""

    def keeps(lines: Sequence[str]) -> bool:
        return attempt.adopt("".join(lines))

    ddmin(attempt.text.splitlines(keepends=True), keeps)


def guarded(reduction: Pass) -> Pass:
    """A pass that does nothing to text which does not parse."""

    def run(attempt: Attempt) -> None:
        try:
            reduction(attempt)
        except NotLua:
            return

    return run


# name -> pass, in the order of running. The coarse ones run until none of them helps, for they
# make every later test cheaper.
COARSE: dict[str, Pass] = {
    "comments": guarded(strip_comments),
    "statements": guarded(remove_statements),
    "bodies": guarded(hoist_bodies),
    "printers": guarded(replace_printers),
    "lines": remove_lines,
}
FINE: dict[str, Pass] = {
    "expressions": guarded(simplify_expressions),
    "lists": guarded(shorten_lists),
    "constants": guarded(shrink_constants),
}
