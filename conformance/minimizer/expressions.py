"""Fine reduction passes: expressions, lists and constants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.minimizer.passes import Attempt, replaced, sweep
from conformance.minimizer.syntax import Node, Role

# What an expression may be replaced by, simplest first.
CONSTANTS = ("nil", "0", "1", "true", '""', "{}")


def _simpler(text: str, node: Node) -> Iterator[str]:
    if not node.is_expression:
        return
    own = text[node.start : node.end]
    for child in node.children:
        for part in child.children if child.role is Role.LIST else (child,):
            if part.is_expression:
                yield replaced(text, node, text[part.start : part.end])
    if own in CONSTANTS:
        choices: Iterable[str] = CONSTANTS[: CONSTANTS.index(own)]
    else:
        choices = CONSTANTS
    if node.role in (Role.NUMBER, Role.STRING):
        # Their own pass tries smaller ones of the same type; nil comes before those.
        choices = ("nil",)
    for constant in choices:
        yield replaced(text, node, constant)


def simplify_expressions(attempt: Attempt) -> None:
    """Replace expressions by one of their operands or by constants."""
    sweep(attempt, _simpler)


def _shorter_list(text: str, node: Node) -> Iterator[str]:
    if node.role is not Role.LIST:
        return
    parts = [text[child.start : child.end] for child in node.children]
    if len(parts) > 2:
        yield replaced(text, node, ", ".join(parts[: len(parts) // 2]))
        yield replaced(text, node, ", ".join(parts[len(parts) // 2 :]))
    for at in reversed(range(len(parts))):
        yield replaced(text, node, ", ".join(parts[:at] + parts[at + 1 :]))


def shorten_lists(attempt: Attempt) -> None:
    """Drop arguments, table items and values: half of them, then one by one."""
    sweep(attempt, _shorter_list)


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
    sweep(attempt, _smaller_constant)
