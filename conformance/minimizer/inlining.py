"""Passes that put a variable's value, or a function's body, in the place where it is used.

Whether that means the same is not looked at: the test of a candidate says whether it still shows
what it should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from conformance.minimizer.passes import Attempt, replaced, sweep, without
from conformance.minimizer.syntax import Node, Role, Token, parse, tokenize

_LOCAL = re.compile(r"local\s+([A-Za-z_]\w*)\s*=")
_LOCAL_FUNCTION = re.compile(r"local\s+function\s+([A-Za-z_]\w*)\s*\(([^()]*)\)")
# Values that need no parentheses wherever they are put.
_SIMPLE = re.compile(r"[\w.]+|\"[^\"\\]*\"|'[^'\\]*'")
# A value may be written so many times.
_MOST_USES = 3


def _uses(tokens: Sequence[Token], text: str, name: str) -> list[Token]:
    """The tokens that are the variable of a name, and not a field or a method."""
    return [
        token
        for before, token in zip([tokens[-1], *tokens], tokens, strict=False)
        if token.kind == "name"
        and text[token.start : token.end] == name
        and before.kind not in (".", ":")
    ]


def _with_uses(text: str, name: str, value: str) -> str:
    """The text with a value for every use of a name."""
    whole = value if _SIMPLE.fullmatch(value) else f"({value})"
    for token in reversed(_uses(tokenize(text)[0], text, name)):
        text = text[: token.start] + whole + text[token.end :]
    return text


def _inlined_variable(text: str, node: Node) -> Iterator[str]:
    if node.role is not Role.STATEMENT:
        return
    match = _LOCAL.match(text, node.start, node.end)
    if match is None or len(node.children) != 1 or len(node.children[0].children) != 1:
        return
    value = node.children[0].children[0]
    rest = without(text, (node,))
    if 1 <= len(_uses(tokenize(rest)[0], rest, match[1])) <= _MOST_USES:
        yield _with_uses(rest, match[1], text[value.start : value.end])


def inline_variables(attempt: Attempt) -> None:
    """Replace a local variable that is used seldom by its first value."""
    sweep(attempt, _inlined_variable)


def _calls(block: Node, text: str, name: str) -> Iterator[Node]:
    """The calls of a name, innermost last."""
    for node in block.walk():
        if node.role is Role.EXPRESSION and len(node.children) == 2:
            callee, arguments = node.children
            named = text[callee.start : callee.end] == name
            if named and arguments.role is Role.LIST and text[node.end - 1] == ")":
                yield node


def _returned(text: str, body: Node) -> str | None:
    """What a function gives that does nothing but return one value."""
    if len(body.children) != 1 or not text.startswith("return", body.children[0].start):
        return None
    values = body.children[0].children
    if len(values) != 1 or len(values[0].children) != 1:
        return None
    return text[values[0].start : values[0].end]


def _inlined_function(text: str, node: Node) -> Iterator[str]:
    if node.role is not Role.STATEMENT:
        return
    match = _LOCAL_FUNCTION.match(text, node.start, node.end)
    if match is None:
        return
    body = next(node.blocks())
    parameters = [name.strip() for name in match[2].split(",") if name.strip()]
    statements = text[body.start : body.end]
    value = _returned(text, body)
    block = parse(text)
    for call in _calls(block, text, match[1]):
        if node.start <= call.start < node.end:
            continue
        arguments = [text[a.start : a.end] for a in call.children[1].children]
        if value is not None:
            inner = value
            for index, name in enumerate(parameters):
                given = arguments[index] if index < len(arguments) else "nil"
                inner = _with_uses(inner, name, given)
            yield _swapped(text, node, call, f"({inner})")
        given = f"local {', '.join(parameters)} = {', '.join(arguments)}\n" if parameters else ""
        for around in block.walk():
            if around.role is Role.STATEMENT and (around.start, around.end) == (
                call.start,
                call.end,
            ):
                yield _swapped(text, node, call, f"do {given}{statements}\nend")
                yield _swapped(text, node, call, statements)


def _swapped(text: str, definition: Node, call: Node, new: str) -> str:
    """The text without a definition, and something in a call's place."""
    if call.start > definition.start:
        return without(replaced(text, call, new), (definition,))
    return replaced(without(text, (definition,)), call, new)


def inline_functions(attempt: Attempt) -> None:
    """Replace a call by the function's value or statements, and drop the function."""
    sweep(attempt, _inlined_function)
