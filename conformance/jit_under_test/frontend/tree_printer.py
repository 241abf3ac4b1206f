"""Printer from the syntax tree back to source.

The text of a tree compiles to the bytecode of the source that the tree was parsed from, line
numbers aside. Trees made by tools get the parentheses that they need. The printer keeps a stack of
its own, since a long sum or a long chain of calls is a deep tree.
"""

import math
import re
from collections.abc import Callable, Iterator
from typing import Final

from conformance.jit_under_test.frontend import tree
from conformance.jit_under_test.frontend.operators import BINARY_OPERATORS, UNARY_PRIORITY
from conformance.jit_under_test.frontend.tokens import KEYWORDS

_NAME: Final = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*")
_INDENTATION: Final = b"  "

# Marks in the stream of parts: a new line, and one step of indentation more or less.
_NEWLINE, _INDENT, _DEDENT = b"\n", b"\x01", b"\x02"

_ESCAPES: Final = {
    ord("\\"): b"\\\\",
    ord('"'): b'\\"',
    ord("\n"): b"\\n",
    ord("\r"): b"\\r",
    ord("\t"): b"\\t",
}

_Part = bytes | tree.Node


def print_tree(node: tree.Node) -> bytes:
    """Return the source text of a chunk, a statement or an expression."""
    output: list[bytes] = []
    indentation = 0
    stack: list[_Part] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, tree.Node):
            stack.extend(reversed(_PRINTERS[type(part)](part)))
        elif part == _INDENT:
            indentation += 1
        elif part == _DEDENT:
            indentation -= 1
        elif part == _NEWLINE:
            output.append(_NEWLINE + _INDENTATION * indentation)
        else:
            output.append(part)
    return b"".join(output)


def print_string(text: bytes) -> bytes:
    """Return a string literal on one line; bytes outside ASCII are escaped."""
    return b'"' + b"".join(map(_print_byte, text)) + b'"'


def print_number(number: float) -> bytes:
    """Return an expression with exactly this value; it is a bare numeral unless it is negative
    or not a number."""
    if math.isnan(number):
        return b"(0/0)"
    if math.copysign(1.0, number) < 0:
        return b"-" + print_number(-number)
    if math.isinf(number):
        return b"1e999"
    if number.is_integer() and number < 1e15:
        return b"%d" % int(number)
    return repr(number).encode()


def _print_byte(byte: int) -> bytes:
    if byte in _ESCAPES:
        return _ESCAPES[byte]
    return bytes((byte,)) if 32 <= byte < 127 else b"\\%03d" % byte


def _is_name(text: object) -> bool:
    return isinstance(text, bytes) and bool(_NAME.fullmatch(text)) and text not in KEYWORDS


def _separated(nodes: tuple[tree.Expression, ...]) -> Iterator[_Part]:
    for position, node in enumerate(nodes):
        if position:
            yield b", "
        yield node


def _indented(block: tree.Block) -> Iterator[_Part]:
    """Yield a block's lines one step in, then a new line for the keyword that ends it."""
    if block.statements:
        yield from (_INDENT, _NEWLINE, block, _DEDENT)
    yield _NEWLINE


def _prefix(e: tree.Expression) -> list[_Part]:
    """Return an expression that a call or an index follows."""
    return [e] if isinstance(e, tree.PREFIXES) else [b"(", e, b")"]


def _operand(e: tree.Expression, *, wrap: bool) -> list[_Part]:
    return [b"(", e, b")"] if wrap else [e]


def _right_limit(e: tree.Expression) -> float:
    """Return the priority above which an operator after `e` would be read as part of `e`."""
    if isinstance(e, tree.Binary):
        return BINARY_OPERATORS[e.operator].right
    if isinstance(e, tree.Unary) or _is_negative(e):
        return UNARY_PRIORITY
    return math.inf


def _left_limit(e: tree.Expression) -> float:
    """Return the priority below which an operator before `e` leaves all of it as its operand."""
    return BINARY_OPERATORS[e.operator].left if isinstance(e, tree.Binary) else math.inf


def _is_negative(e: tree.Expression) -> bool:
    return (
        isinstance(e, tree.Constant)
        and isinstance(e.value, float)
        and math.copysign(1.0, e.value) < 0
    )


def _block(node: tree.Block) -> list[_Part]:
    parts: list[_Part] = []
    for position, statement in enumerate(node.statements):
        if position:
            # A statement that starts with a parenthesis would be read as a call of what is before.
            parts.append(b";" if _starts_with_parenthesis(statement) else b"")
            parts.append(_NEWLINE)
        parts.append(statement)
    return parts


def _starts_with_parenthesis(node: tree.Node) -> bool:
    while True:
        match node:
            case tree.CallStatement():
                node = node.call
            case tree.Assignment():
                node = node.targets[0]
            case tree.Index():
                node = node.table
            case tree.Call():
                node = node.function
            case tree.MethodCall():
                node = node.receiver
            case tree.Expression():
                return not isinstance(node, tree.Name)
            case _:
                return False


def _constant(node: tree.Constant) -> list[_Part]:
    value = node.value
    if value is None:
        return [b"nil"]
    if isinstance(value, bool):
        return [b"true" if value else b"false"]
    return [print_string(value) if isinstance(value, bytes) else print_number(value)]


def _index(node: tree.Index) -> list[_Part]:
    key = node.key
    if isinstance(key, tree.Constant) and isinstance(key.value, bytes) and _is_name(key.value):
        return [*_prefix(node.table), b".", key.value]
    return [*_prefix(node.table), b"[", key, b"]"]


def _call(node: tree.Call) -> list[_Part]:
    return [*_prefix(node.function), b"(", *_separated(node.arguments), b")"]


def _method_call(node: tree.MethodCall) -> list[_Part]:
    arguments = _separated(node.arguments)
    return [*_prefix(node.receiver), b":", node.name, b"(", *arguments, b")"]


def _unary(node: tree.Unary) -> list[_Part]:
    # Blanks: two minus signs in a row would start a comment.
    operator = node.operator.encode() + (b"" if node.operator == "#" else b" ")
    wrap = _left_limit(node.operand) <= UNARY_PRIORITY
    return [operator, *_operand(node.operand, wrap=wrap)]


def _binary(node: tree.Binary) -> list[_Part]:
    row = BINARY_OPERATORS[node.operator]
    return [
        *_operand(node.left, wrap=row.left > _right_limit(node.left)),
        b" %s " % node.operator.encode(),
        *_operand(node.right, wrap=row.right >= _left_limit(node.right)),
    ]


def _field(node: tree.Field) -> list[_Part]:
    key = node.key
    if key is None:
        return [node.value]
    if isinstance(key, tree.Constant) and isinstance(key.value, bytes) and _is_name(key.value):
        return [key.value, b" = ", node.value]
    return [b"[", key, b"] = ", node.value]


def _table(node: tree.Table) -> list[_Part]:
    parts: list[_Part] = [b"{"]
    for position, item in enumerate(node.fields):
        parts += [b", ", item] if position else [item]
    return [*parts, b"}"]


def _signature_and_body(node: tree.Function) -> list[_Part]:
    parameters = (*node.parameters, *((b"...",) if node.is_vararg else ()))
    return [b"(" + b", ".join(parameters) + b")", *_indented(node.body), b"end"]


def _local(node: tree.Local) -> list[_Part]:
    parts: list[_Part] = [b"local " + b", ".join(node.names)]
    return [*parts, b" = ", *_separated(node.values)] if node.values else parts


def _function_statement(node: tree.FunctionStatement) -> list[_Part]:
    path = b".".join(node.path) + (b":" + node.method if node.method is not None else b"")
    return [b"function " + path, *_signature_and_body(node.function)]


def _assignment(node: tree.Assignment) -> list[_Part]:
    return [*_separated(node.targets), b" = ", *_separated(node.values)]


def _while(node: tree.While) -> list[_Part]:
    return [b"while ", node.condition, b" do", *_indented(node.body), b"end"]


def _repeat(node: tree.Repeat) -> list[_Part]:
    return [b"repeat", *_indented(node.body), b"until ", node.condition]


def _if(node: tree.If) -> list[_Part]:
    parts: list[_Part] = []
    for position, clause in enumerate(node.clauses):
        keyword = b"elseif " if position else b"if "
        parts += [keyword, clause.condition, b" then", *_indented(clause.body)]
    if node.otherwise is not None:
        parts += [b"else", *_indented(node.otherwise)]
    return [*parts, b"end"]


def _numeric_for(node: tree.NumericFor) -> list[_Part]:
    parts: list[_Part] = [b"for %s = " % node.name, node.start, b", ", node.limit]
    if node.step is not None:
        parts += [b", ", node.step]
    return [*parts, b" do", *_indented(node.body), b"end"]


def _generic_for(node: tree.GenericFor) -> list[_Part]:
    names = b", ".join(node.names)
    parts = (b"for %s in " % names, *_separated(node.values), b" do")
    return [*parts, *_indented(node.body), b"end"]


def _return(node: tree.Return) -> list[_Part]:
    return [b"return ", *_separated(node.values)] if node.values else [b"return"]


_Printer = Callable[..., list[_Part]]

_PRINTERS: Final[dict[type[tree.Node], _Printer]] = {
    tree.Block: _block,
    tree.Constant: _constant,
    tree.Vararg: lambda node: [b"..."],
    tree.Name: lambda node: [node.name],
    tree.Index: _index,
    tree.Call: _call,
    tree.MethodCall: _method_call,
    tree.Parenthesis: lambda node: [b"(", node.inner, b")"],
    tree.Unary: _unary,
    tree.Binary: _binary,
    tree.Field: _field,
    tree.Table: _table,
    tree.Function: lambda node: [b"function", *_signature_and_body(node)],
    tree.Local: _local,
    tree.LocalFunction: lambda node: [
        b"local function " + node.name,
        *_signature_and_body(node.function),
    ],
    tree.FunctionStatement: _function_statement,
    tree.Assignment: _assignment,
    tree.CallStatement: lambda node: [node.call],
    tree.Do: lambda node: [b"do", *_indented(node.body), b"end"],
    tree.While: _while,
    tree.Repeat: _repeat,
    tree.Clause: lambda node: [node.condition, b" then", *_indented(node.body)],
    tree.If: _if,
    tree.NumericFor: _numeric_for,
    tree.GenericFor: _generic_for,
    tree.Return: _return,
    tree.Break: lambda node: [b"break"],
}
