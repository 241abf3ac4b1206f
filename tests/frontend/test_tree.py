"""The syntax tree: printing and reading again keeps the bytecode, and trees keep their values."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from conformance.jit_under_test.bytecode.prototype import Prototype
from conformance.jit_under_test.frontend import (
    FrontendError,
    LuaSyntaxError,
    compile_source,
    dump,
    skip_shebang,
    tree,
)
from conformance.jit_under_test.frontend.operators import BINARY_OPERATORS, UNARY_OPERATORS
from conformance.jit_under_test.frontend.tree_parser import parse_tree
from conformance.jit_under_test.frontend.tree_printer import print_tree
from tests.frontend.programs import CHUNKS
from tests.frontend.puc import our_load
from tests.frontend.sources import BAD, GOOD

ROOT = Path(__file__).parents[2]


def _without_lines(proto: Prototype) -> Prototype:
    protos = tuple(map(_without_lines, proto.protos))
    return dataclasses.replace(proto, protos=protos, lineinfo=(), linedefined=0, lastlinedefined=0)


def _code(source: bytes) -> bytes:
    return dump(_without_lines(compile_source(source, b"=t")))


def _check_round_trip(source: bytes) -> None:
    parsed = parse_tree(source)
    text = print_tree(parsed)
    assert _code(text) == _code(source)
    assert parse_tree(text) == parsed


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_round_trip(source: bytes) -> None:
    _check_round_trip(source)


def test_round_trip_of_files() -> None:
    for path in sorted((ROOT / "examples").rglob("*.lua")):
        _check_round_trip(skip_shebang(path.read_bytes()))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(CHUNKS)
def test_round_trip_of_programs(source: bytes) -> None:
    try:
        compile_source(source, b"=t")
    except FrontendError:
        assume(False)
    _check_round_trip(source)


# What only the compiler refuses.
_SCOPE = {"break outside", "break in function in loop", "dots outside"}


@pytest.mark.parametrize("name", [name for name in BAD if name not in _SCOPE])
def test_same_messages_as_the_compiler(name: str) -> None:
    with pytest.raises(LuaSyntaxError) as error:
        parse_tree(BAD[name], b"=t")
    assert error.value.message == our_load(BAD[name])


@pytest.mark.parametrize("name", sorted(_SCOPE))
def test_scope_is_left_to_the_compiler(name: str) -> None:
    assert parse_tree(BAD[name]).statements


_A = tree.Name(b"a")
_leaves = st.sampled_from(
    [_A, tree.Constant(2.0), tree.Constant(-3.0), tree.Constant(b"x\0\n"), tree.Vararg()]
)
_made = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(tree.Binary, st.sampled_from(sorted(BINARY_OPERATORS)), inner, inner),
        st.builds(tree.Unary, st.sampled_from(sorted(UNARY_OPERATORS)), inner),
        st.builds(tree.Index, inner, inner),
        st.builds(tree.Call, inner, st.tuples(inner)),
        st.builds(tree.MethodCall, inner, st.just(b"m"), st.tuples(inner)),
    ),
    max_leaves=8,
)


def _bare(e: tree.Node) -> object:
    """Return the shape of an expression without parentheses, and with signs as operators."""
    if isinstance(e, tree.Parenthesis):
        return _bare(e.inner)
    if isinstance(e, tree.Constant) and e.value == -3.0:
        return ("Unary", "-", tree.Constant(3.0))
    if isinstance(e, tree.Constant | tree.Name | tree.Vararg):
        return e
    values = [getattr(e, item.name) for item in dataclasses.fields(e) if item.name != "line"]
    return (
        type(e).__name__,
        *(
            _bare(value)
            if isinstance(value, tree.Node)
            else tuple(map(_bare, value))
            if isinstance(value, tuple)
            else value
            for value in values
        ),
    )


@settings(max_examples=300, deadline=None)
@given(_made)
def test_made_expressions_get_their_parentheses(e: tree.Expression) -> None:
    block = parse_tree(print_tree(tree.Block((tree.Return((e,)),))))
    statement = block.statements[0]
    assert isinstance(statement, tree.Return)
    assert _bare(statement.values[0]) == _bare(e)


@settings(max_examples=300, deadline=None)
@given(st.floats() | st.binary(max_size=20))
def test_constants_keep_their_bits(value: float | bytes) -> None:
    text = print_tree(tree.Block((tree.Return((tree.Constant(value),)),)))
    constants = compile_source(text, b"=t").constants
    if value != value:  # NaN is computed at run time
        assert constants == (0.0,)
    else:
        assert repr(constants[0]) == repr(value)


def test_statements_that_start_with_parentheses() -> None:
    call = tree.CallStatement(tree.Call(tree.Parenthesis(_A)))
    field = tree.Assignment((tree.Index(tree.Table(), tree.Constant(1.0)),), (_A,))
    text = print_tree(tree.Block((call, call, field)))
    assert text == b"(a)();\n(a)();\n({})[1] = a"
    assert len(parse_tree(text).statements) == 3


def test_layout() -> None:
    source = b"if a then for i=1,2 do f{x=1,['end']=2,3} end else local function g(...)end end"
    assert print_tree(parse_tree(source)) == (
        b'if a then\n  for i = 1, 2 do\n    f({x = 1, ["end"] = 2, 3})\n  end\n'
        b"else\n  local function g(...)\n  end\nend"
    )


def test_lines() -> None:
    block = parse_tree(b"a = 1\n\nlocal b =\n{\n}")
    assert [statement.line for statement in block.statements] == [1, 3]
    local = block.statements[1]
    assert isinstance(local, tree.Local)
    assert local.values[0].line == 4


@pytest.mark.parametrize("source", [b"x = a" + b" + a" * 20000, b"x = a" + b".a" * 20000])
def test_deep_trees(source: bytes) -> None:
    parsed = parse_tree(source)
    assert print_tree(parsed) == source
    assert sum(isinstance(node, tree.Name) for node in tree.walk(parsed)) >= 2
    deepest = list(tree.walk(parsed))[-1]
    assert print_tree(tree.replace_node(parsed, deepest, tree.Name(b"b"))) != source


def test_replace_node() -> None:
    block = parse_tree(b"f(1, {x = 2}) g()")
    constants = [node for node in tree.walk(block) if isinstance(node, tree.Constant)]
    assert [node.value for node in constants] == [1.0, b"x", 2.0]
    changed = tree.replace_node(block, constants[2], tree.Vararg())
    assert print_tree(changed) == b"f(1, {x = ...})\ng()"
    assert print_tree(block) == b"f(1, {x = 2})\ng()"
    assert tree.replace_node(block, block, tree.Block()) == tree.Block()
    with pytest.raises(ValueError, match="not in the tree"):
        tree.replace_node(block, tree.Vararg(), tree.Vararg())
