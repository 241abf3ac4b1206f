"""A plain syntax tree of Lua 5.1, for tools that change programs.

Nodes are frozen and compare by value, lines aside. The tree keeps what decides the bytecode,
parentheses included, and forgets layout, comments, and how strings and numbers were written.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Node:
    """Anything in the tree. `line` is where it starts, 0 if it comes from no source."""

    line: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Expression(Node):
    """Anything that has a value."""


@dataclass(frozen=True, slots=True)
class Statement(Node):
    """Anything that can stand in a block."""


@dataclass(frozen=True, slots=True)
class Block(Node):
    """Statements in a scope of their own. Only the last may be a Return or a Break."""

    statements: tuple[Statement, ...] = ()


# Expressions


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """nil, a boolean, a number or a string."""

    value: bool | float | bytes | None


@dataclass(frozen=True, slots=True)
class Vararg(Expression):
    """`...`"""


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """A variable: local, upvalue or global."""

    name: bytes


@dataclass(frozen=True, slots=True)
class Index(Expression):
    """`table[key]`, or `table.name` if the key is a string constant that is a name."""

    table: Expression
    key: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """`function(arguments)`"""

    function: Expression
    arguments: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodCall(Expression):
    """`receiver:name(arguments)`"""

    receiver: Expression
    name: bytes
    arguments: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Parenthesis(Expression):
    """`(inner)`, which cuts calls and `...` to one value."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class Unary(Expression):
    """`operator operand`; the operator is `-`, `not` or `#`."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    """`left operator right`"""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Field(Node):
    """An item of a table constructor; without a key it is the next one of the list."""

    key: Expression | None
    value: Expression


@dataclass(frozen=True, slots=True)
class Table(Expression):
    """`{fields}`"""

    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Function(Expression):
    """`function(parameters) body end`. `self` of a method statement is not among them."""

    parameters: tuple[bytes, ...]
    is_vararg: bool
    body: Block


# Statements


@dataclass(frozen=True, slots=True)
class Local(Statement):
    """`local names = values`"""

    names: tuple[bytes, ...]
    values: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalFunction(Statement):
    """`local function name ...`"""

    name: bytes
    function: Function


@dataclass(frozen=True, slots=True)
class FunctionStatement(Statement):
    """`function path.path:method ...`"""

    path: tuple[bytes, ...]
    method: bytes | None
    function: Function


@dataclass(frozen=True, slots=True)
class Assignment(Statement):
    """`targets = values`; targets are Names and Indexes."""

    targets: tuple[Expression, ...]
    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class CallStatement(Statement):
    """A Call or MethodCall for its effects."""

    call: Expression


@dataclass(frozen=True, slots=True)
class Do(Statement):
    """`do body end`"""

    body: Block


@dataclass(frozen=True, slots=True)
class While(Statement):
    """`while condition do body end`"""

    condition: Expression
    body: Block


@dataclass(frozen=True, slots=True)
class Repeat(Statement):
    """`repeat body until condition`; the condition sees the body's variables."""

    body: Block
    condition: Expression


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """One condition of an If and what it guards."""

    condition: Expression
    body: Block


@dataclass(frozen=True, slots=True)
class If(Statement):
    """`if ... elseif ... else ... end`; an empty `else` differs from none by a jump."""

    clauses: tuple[Clause, ...]
    otherwise: Block | None = None


@dataclass(frozen=True, slots=True)
class NumericFor(Statement):
    """`for name = start, limit, step do body end`"""

    name: bytes
    start: Expression
    limit: Expression
    step: Expression | None
    body: Block


@dataclass(frozen=True, slots=True)
class GenericFor(Statement):
    """`for names in values do body end`"""

    names: tuple[bytes, ...]
    values: tuple[Expression, ...]
    body: Block


@dataclass(frozen=True, slots=True)
class Return(Statement):
    """`return values`"""

    values: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Break(Statement):
    """`break`"""


# Expressions that calls and indices can follow without parentheses.
PREFIXES: Final = (Name, Index, Call, MethodCall, Parenthesis)


# The fields of each kind of node that may hold nodes.
FIELD_NAMES: Final[Mapping[type[Any], tuple[str, ...]]] = {
    kind: tuple(item.name for item in dataclasses.fields(kind) if item.name != "line")
    for kind in tuple(globals().values())
    if isinstance(kind, type) and issubclass(kind, Node)
}


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below `node`, in the order of the source."""
    for _, _, child in _slots(node):
        yield child


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and all nodes below it, each before those below it."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(list(children(current))))


def replace_node(root: Node, old: Node, new: Node) -> Node:
    """Return `root` with the node that is `old` (by identity) replaced by `new`.

    Raises ValueError if `old` is not in the tree. The tree may be of any depth.
    """
    # For each node reached, the node above it and the field and position that hold it.
    above: dict[int, tuple[Node, str, int | None]] = {}
    stack = [root]
    while stack:
        current = stack.pop()
        if current is old:
            break
        for name, position, child in _slots(current):
            above[id(child)] = (current, name, position)
            stack.append(child)
    else:
        raise ValueError("the node to replace is not in the tree")
    while old is not root:
        parent, name, position = above[id(old)]
        value: Any = new
        if position is not None:
            items = getattr(parent, name)
            value = (*items[:position], new, *items[position + 1 :])
        change: dict[str, Any] = {name: value}
        old, new = parent, dataclasses.replace(parent, **change)
    return new


def _slots(node: Node) -> Iterator[tuple[str, int | None, Node]]:
    """Yield where each child of `node` is held: the field, the position in it, and the child."""
    for name in FIELD_NAMES[type(node)]:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield name, None, value
        elif isinstance(value, tuple):
            for position, element in enumerate(value):
                if isinstance(element, Node):
                    yield name, position, element
