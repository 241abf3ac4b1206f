"""Edits of whole programs: a program near one that is known to be worth running.

An edit takes a syntax tree and gives another; choices come from `Decisions`. Some edits keep what
the program prints (dead and neutral code, wrapped statements), others change it on purpose (a
constant at an edge, a variable that changes its type in the midst of a loop, a statement made hot,
another program's statements in between). Either way PUC says what is right.

Nothing may run without end. Edits which could make a loop or a recursion do so have *fuel* put
into the program: every loop that is not bounded by small constants, and every function that calls
itself, counts a variable down and leaves when it is used up.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from conformance.generators.decisions import Decisions, chance, choose, weighted
from conformance.jit_under_test.frontend import tree
from conformance.jit_under_test.frontend.tree_parser import parse_tree
from conformance.jit_under_test.frontend.tree_printer import print_tree

# Iterations and calls of a program with fuel: some times what generated programs need.
FUEL: Final = 6000
MOST_EDITS: Final = 4
EDGES: Final = (
    *(0.0, 1.0, -1.0, 2.0, 0.5, -0.5, 255.0, 256.0, 511.0, 512.0, 1e15, 1e308, -1e308, 5e-324),
    *(2.0**31 - 1, 2.0**31, -(2.0**31), 2.0**32, 2.0**53 - 1, 2.0**53, 2.0**63),
)
TEXTS: Final = (b"", b"0", b"10", b" 0x10 ", b"1e1", b"a", b"nan", b"\0", b"-0")
# How often a statement that is made hot runs, and in which iteration a type changes.
TRIPS: Final = (3, 10, 30, 60)
TURNS: Final = (3, 5, 9, 20, 40)
# How often a round is repeated, and in how many of 100 programs, and of 100 loops of these.
AGAIN: Final = 4
REPEATING_PERCENT: Final = 60
AGAIN_PERCENT: Final = 75
# A limit of a loop that needs no fuel.
SMALL: Final = 300.0
# Local variables of a chunk beyond which another program's are kept in a block of their own.
FEW_LOCALS: Final = 60

# Bytes of two programs that are not merged any more.
LONG: Final = 5000

_FUEL_NAME: Final = b"_fuel"
_HOT_NAME: Final = b"_hot"
_AGAIN_NAME: Final = b"_again"
_LOOPS: Final = (tree.While, tree.Repeat, tree.NumericFor, tree.GenericFor)
_FOR: Final = (tree.NumericFor, tree.GenericFor)
_Loop = tree.While | tree.Repeat | tree.NumericFor | tree.GenericFor
# Statements looked at for one that may be moved.
_TRIES: Final = 10
_LAST: Final = (tree.Return, tree.Break)

Edit = Callable[[Decisions, tree.Block, tree.Block], tree.Block | None]
"""Takes the program and another one; None where there is nothing to do."""


def _number(value: float) -> tree.Constant:
    return tree.Constant(float(value))


def _less(name: bytes, value: float) -> tree.Expression:
    return tree.Binary("<", tree.Name(name), _number(value))


def _if(condition: tree.Expression, *statements: tree.Statement) -> tree.If:
    return tree.If((tree.Clause(condition, tree.Block(statements)),))


def _assign(name: bytes, value: tree.Expression) -> tree.Assignment:
    return tree.Assignment((tree.Name(name),), (value,))


def _count(name: bytes, step: float) -> tree.Assignment:
    operator = "+" if step > 0 else "-"
    return _assign(name, tree.Binary(operator, tree.Name(name), _number(abs(step))))


def _put(root: tree.Block, old: tree.Node, new: tree.Node) -> tree.Block:
    changed = tree.replace_node(root, old, new)
    assert isinstance(changed, tree.Block)
    return changed


def _find(root: tree.Node, *kinds: type[Any]) -> list[Any]:
    return [node for node in tree.walk(root) if isinstance(node, kinds)]


def _breaks_out(statement: tree.Statement) -> bool:
    """Whether there is a `break` of a loop around the statement, or a `return`, or `...`."""
    stack: list[tree.Node] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, (*_LAST, tree.Vararg)):
            return True
        if not isinstance(node, (tree.Function, *_LOOPS)):
            stack.extend(tree.children(node))
        elif isinstance(node, _LOOPS) and _find(node, tree.Return, tree.Vararg):
            return True
    return False


def _places(root: tree.Block) -> list[tuple[tree.Block, int]]:
    """Places between statements, by block and position."""
    return [
        (block, at)
        for block in _find(root, tree.Block)
        for at in range(len(block.statements) + 1)
        if at < len(block.statements) or not block.statements
        or not isinstance(block.statements[-1], _LAST)
    ]  # fmt: skip


def _insert(root: tree.Block, block: tree.Block, at: int, *new: tree.Statement) -> tree.Block:
    statements = (*block.statements[:at], *new, *block.statements[at:])
    return _put(root, block, tree.Block(statements))


def _movable(decisions: Decisions, root: tree.Node) -> tree.Statement | None:
    """A statement that can stand in a block of its own: it declares nothing and leaves nothing."""
    kinds = (tree.Assignment, tree.CallStatement, tree.If, tree.Do, *_LOOPS)
    found = _find(root, *kinds)
    for _ in range(_TRIES if found else 0):
        statement: tree.Statement = choose(decisions, found)
        if not _breaks_out(statement):
            return statement
    return None


# --- edits that change what a program does ----------------------------------------------------


def edge_constant(decisions: Decisions, root: tree.Block, _other: tree.Block) -> tree.Block | None:
    """One constant becomes another: a number at an edge, a string that is empty or a number."""
    found = [node for node in _find(root, tree.Constant) if isinstance(node.value, (float, bytes))]
    if not found:
        return None
    old = choose(decisions, found)
    if isinstance(old.value, bytes):
        return _put(root, old, tree.Constant(choose(decisions, TEXTS)))
    return _put(root, old, tree.Constant(choose(decisions, EDGES)))


def make_hot(decisions: Decisions, root: tree.Block, _other: tree.Block) -> tree.Block | None:
    """One statement runs in a loop."""
    statement = _movable(decisions, root)
    if statement is None:
        return None
    trips = _number(choose(decisions, TRIPS))
    loop = tree.NumericFor(_HOT_NAME, _number(1), trips, None, tree.Block((statement,)))
    return _put(root, statement, loop)


def _is_again(node: tree.Node) -> bool:
    return isinstance(node, tree.NumericFor) and node.name == _AGAIN_NAME


def repeat_rounds(decisions: Decisions, root: tree.Block, _other: tree.Block) -> tree.Block | None:
    """What an inner `for` loop does in a round, it does a few times, in a loop of its own.

    A loop's compiled body is the second of two rounds that take the same way: where every round
    takes another one, it is never run.
    """
    changed = False

    def change(node: tree.Node) -> tree.Node:
        nonlocal changed
        # A loop that this has made counts as one in the loop around it.
        if not isinstance(node, _FOR) or _find(node.body, *_FOR) or _is_again(node):
            return node
        if not chance(decisions, AGAIN_PERCENT):
            return node
        changed = True
        again = tree.NumericFor(_AGAIN_NAME, _number(1), _number(AGAIN), None, node.body)
        return dataclasses.replace(node, body=tree.Block((again,)))

    new = _rebuild(root, change)
    assert isinstance(new, tree.Block)
    return new if changed else None


def _operands(node: tree.Node) -> set[bytes]:
    """Names of variables that a loop computes with or assigns."""
    names: set[bytes] = set()
    for part in tree.walk(node):
        if isinstance(part, tree.Binary):
            names |= {e.name for e in (part.left, part.right) if isinstance(e, tree.Name)}
        elif isinstance(part, tree.Assignment):
            names |= {target.name for target in part.targets if isinstance(target, tree.Name)}
    return names - {_FUEL_NAME}


def swap_type(decisions: Decisions, root: tree.Block, _other: tree.Block) -> tree.Block | None:
    """A variable of a loop holds a value of another type from one iteration on."""
    loops = [(loop, names) for loop in _find(root, *_LOOPS) if (names := _operands(loop.body))]
    if not loops:
        return None
    loop, names = choose(decisions, loops)
    name = choose(decisions, sorted(names))
    values: tuple[tree.Expression, ...] = (
        _number(0.5),
        tree.Constant(b"10"),
        _number(2.0**31),
        tree.Call(tree.Name(b"tostring"), (tree.Name(name),)),
        tree.Constant(True),
        tree.Table(),
        tree.Constant(None),
    )
    value = choose(decisions, (*values[:4], *values))
    turn = choose(decisions, TURNS)
    count = b"_turn%d" % decisions.below(100)
    swap = _if(tree.Binary("==", tree.Name(count), _number(turn)), _assign(name, value))
    body = tree.Block((_count(count, 1), swap, *loop.body.statements))
    changed = dataclasses.replace(loop, body=body)
    block = tree.Block((tree.Local((count,), (_number(0),)), changed))
    return _put(root, loop, tree.Do(block))


def splice(decisions: Decisions, root: tree.Block, other: tree.Block) -> tree.Block | None:
    """The statements of two programs, merged: each sees the other's effects on what they share."""
    renamed = _rename(other, b"_o")
    mine, theirs = list(root.statements), list(renamed.statements)
    if any(isinstance(statement, _LAST) for statement in (*mine[-1:], *theirs[-1:])):
        return None
    declared = sum(
        len(statement.names) if isinstance(statement, tree.Local) else 1
        for statement in (*mine, *theirs)
        if isinstance(statement, (tree.Local, tree.LocalFunction))
    )
    if declared > FEW_LOCALS or not mine:
        # All in one place, where their variables go out of scope again.
        at = decisions.below(len(mine) + 1)
        merged = [*mine[:at], tree.Do(renamed), *mine[at:]]
    else:
        merged = []
        while mine or theirs:
            source = theirs if theirs and (not mine or chance(decisions, 50)) else mine
            count = 1 + decisions.below(min(4, len(source)))
            merged += source[:count]
            del source[:count]
    return tree.Block(tuple(merged))


def _bound(root: tree.Node) -> set[bytes]:
    """Names that the program declares, as locals, parameters, or loop variables."""
    names: set[bytes] = set()
    for node in tree.walk(root):
        match node:
            case tree.Local(names=declared) | tree.GenericFor(names=declared):
                names.update(declared)
            case tree.LocalFunction(name=name) | tree.NumericFor(name=name):
                names.add(name)
            case tree.Function(parameters=declared):
                names.update(declared)
    return names - {b"self", b"arg"}


def _rename(root: tree.Block, suffix: bytes) -> tree.Block:
    """The program with other names for what it declares."""
    bound = _bound(root)

    def new(name: bytes) -> bytes:
        return name + suffix if name in bound else name

    def change(node: tree.Node) -> tree.Node:
        match node:
            case tree.Name(name=name) if name in bound:
                return tree.Name(new(name))
            case tree.Local(names=names) | tree.GenericFor(names=names):
                return dataclasses.replace(node, names=tuple(map(new, names)))
            case tree.LocalFunction(name=name) | tree.NumericFor(name=name):
                return dataclasses.replace(node, name=new(name))
            case tree.Function(parameters=names):
                return dataclasses.replace(node, parameters=tuple(map(new, names)))
            case tree.FunctionStatement(path=path):
                return dataclasses.replace(node, path=(new(path[0]), *path[1:]))
        return node

    renamed = _rebuild(root, change)
    assert isinstance(renamed, tree.Block)
    return renamed


# --- edits that keep what a program does ------------------------------------------------------


def dead_code(decisions: Decisions, root: tree.Block, other: tree.Block) -> tree.Block | None:
    """Statements of the other program, behind a condition that never holds."""
    statement = _movable(decisions, other)
    if statement is None:
        return None
    block, at = choose(decisions, _places(root))
    conditions: tuple[tree.Expression, ...] = (
        tree.Constant(False),
        tree.Constant(None),
        tree.Binary("<", tree.Unary("#", tree.Constant(b"x")), _number(1)),
    )
    condition = choose(decisions, conditions)
    return _insert(root, block, at, _if(condition, statement))


def neutral_code(decisions: Decisions, root: tree.Block, _other: tree.Block) -> tree.Block | None:
    """A computation whose result nobody sees."""
    block, at = choose(decisions, _places(root))
    values: tuple[tree.Expression, ...] = (
        tree.Binary("*", _number(choose(decisions, EDGES)), _number(choose(decisions, EDGES))),
        tree.Table((tree.Field(None, _number(1)),)),
        tree.Binary("..", tree.Constant(b"a"), _number(choose(decisions, EDGES))),
        tree.Function((), False, tree.Block()),
        tree.Call(tree.Name(b"type"), (tree.Constant(None),)),
    )
    names = tuple(b"_n%d" % k for k in range(1 + decisions.below(3)))
    local = tree.Local(names, tuple(choose(decisions, values) for _ in names))
    return _insert(root, block, at, tree.Do(tree.Block((local,))))


def wrap(decisions: Decisions, root: tree.Block, _other: tree.Block) -> tree.Block | None:
    """One statement stands in a block, a condition or a loop that lets it run once."""
    statement = _movable(decisions, root)
    if statement is None:
        return None
    body = tree.Block((statement,))
    forms: tuple[tree.Statement, ...] = (
        tree.Do(body),
        _if(tree.Constant(True), statement),
        tree.Repeat(body, tree.Constant(True)),
        tree.NumericFor(b"_once", _number(1), _number(1), None, body),
        tree.While(tree.Constant(True), tree.Block((statement, tree.Break()))),
        tree.CallStatement(tree.Call(tree.Parenthesis(tree.Function((), False, body)))),
    )
    return _put(root, statement, choose(decisions, forms))


EDITS: Final[Sequence[tuple[int, Edit]]] = (
    (3, edge_constant),
    (3, make_hot),
    (4, swap_type),
    (2, splice),
    (1, dead_code),
    (1, neutral_code),
    (2, wrap),
)
"""All edits by weight."""


# --- fuel -------------------------------------------------------------------------------------


def _rebuild(node: tree.Node, change: Callable[[tree.Node], tree.Node]) -> tree.Node:
    """The tree with every node changed, those below first."""
    new: dict[str, Any] = {}
    for name in tree.FIELD_NAMES[type(node)]:
        value = getattr(node, name)
        changed: Any = value
        if isinstance(value, tree.Node):
            changed = _rebuild(value, change)
        elif isinstance(value, tuple) and value and isinstance(value[0], tree.Node):
            changed = tuple([_rebuild(part, change) for part in value])
            if all(map(operator.is_, changed, value)):
                changed = value
        if changed is not value:
            new[name] = changed
    return change(dataclasses.replace(node, **new) if new else node)


def _is_small(node: tree.Expression | None) -> bool:
    if isinstance(node, tree.Unary) and node.operator == "-":
        node = node.operand
    if node is None:
        return True
    return (
        isinstance(node, tree.Constant)
        and isinstance(node.value, float)
        and 1 <= abs(node.value) <= SMALL
    )


def _bounded(loop: _Loop) -> bool:
    """Whether the loop runs a small number of times, as its text says.

    A hot statement with calls may be part of a recursion, of which every call would branch.
    """
    if not isinstance(loop, tree.NumericFor):
        return False
    if loop.name in (_HOT_NAME, _AGAIN_NAME) and _find(loop.body, tree.Call, tree.MethodCall):
        return False
    return all(map(_is_small, (loop.start, loop.limit, loop.step)))


def _burn(body: tree.Block, leave: tree.Statement) -> tree.Block:
    spent = _if(_less(_FUEL_NAME, 0), leave)
    return tree.Block((_count(_FUEL_NAME, -1), spent, *body.statements))


def _calls(function: tree.Function, name: bytes) -> bool:
    """Whether a function, or one in it, calls what has this name."""
    return any(
        name in (_called(node), getattr(node, "name", None))
        for node in _find(function.body, tree.Call, tree.MethodCall)
    )


def _called(node: tree.Call | tree.MethodCall) -> bytes | None:
    function = getattr(node, "function", None)
    if isinstance(function, tree.Name):
        return function.name
    key = getattr(function, "key", None)
    return key.value if isinstance(key, tree.Constant) and isinstance(key.value, bytes) else None


def _limited(function: tree.Function) -> tree.Function:
    return dataclasses.replace(function, body=_burn(function.body, tree.Return()))


def _is_fuel(statement: tree.Node) -> bool:
    """Whether the statement is one that `add_fuel` has put there."""
    match statement:
        case tree.Local(names=(name,)) | tree.Assignment(targets=(tree.Name(name=name),)):
            return name == _FUEL_NAME
        case tree.If(clauses=(tree.Clause(tree.Binary("<", tree.Name(name=name))),)):
            return name == _FUEL_NAME
    return False


def without_fuel(root: tree.Block) -> tree.Block:
    """The program as it was before `add_fuel`."""

    def change(node: tree.Node) -> tree.Node:
        if isinstance(node, tree.Block) and any(map(_is_fuel, node.statements)):
            return tree.Block(tuple(s for s in node.statements if not _is_fuel(s)))
        return node

    changed = _rebuild(root, change)
    assert isinstance(changed, tree.Block)
    return changed


def add_fuel(root: tree.Block) -> tree.Block:
    """The program with fuel where it could run without end."""

    def change(node: tree.Node) -> tree.Node:
        if isinstance(node, _LOOPS) and not _bounded(node):
            return dataclasses.replace(node, body=_burn(node.body, tree.Break()))
        match node:
            case tree.LocalFunction(name=name, function=function) if _calls(function, name):
                return dataclasses.replace(node, function=_limited(function))
            case tree.FunctionStatement(path=path, method=method, function=function):
                if _calls(function, method or path[-1]):
                    return dataclasses.replace(node, function=_limited(function))
            case tree.Assignment(targets=(target,), values=(tree.Function() as function,)):
                key = target.name if isinstance(target, tree.Name) else None
                if key is not None and _calls(function, key):
                    return dataclasses.replace(node, values=(_limited(function),))
        return node

    changed = _rebuild(root, change)
    assert isinstance(changed, tree.Block)
    if not any(node.name == _FUEL_NAME for node in _find(changed, tree.Name)):
        return changed
    declared = tree.Local((_FUEL_NAME,), (_number(FUEL),))
    return tree.Block((declared, *changed.statements))


def _steps(decisions: Decisions, size: int) -> Iterator[Edit]:
    for _ in range(1 + decisions.below(MOST_EDITS)):
        chosen = weighted(decisions, EDITS)
        # An edited program may be edited again, and must not grow for ever.
        yield wrap if chosen is splice and size > LONG else chosen


@lru_cache(maxsize=256)
def _parsed(source: bytes) -> tree.Block:
    return without_fuel(parse_tree(source))


def edit(decisions: Decisions, source: bytes, other: bytes) -> bytes:
    """The source after a few edits, some of which take parts of another source.

    Raises LuaSyntaxError if one of them is no program.
    """
    root, donor = _parsed(source), _parsed(other)
    for step in _steps(decisions, len(source) + len(other)):
        root = step(decisions, root, donor) or root
    if chance(decisions, REPEATING_PERCENT):
        root = repeat_rounds(decisions, root, donor) or root
    return print_tree(add_fuel(root)) + b"\n"
