"""The tree of spans."""

from pathlib import Path

import pytest

from conformance.generators.grammar import generate
from conformance.minimizer.syntax import NotLua, Role, parse, tokenize, without_comments

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.lua"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_programs_parse(path):
    text = path.read_text(encoding="latin-1")
    tree = parse(text)
    assert tree.children
    for node in tree.walk():
        assert 0 <= node.start <= node.end <= len(text)
        for child in node.children:
            assert node.start <= child.start and child.end <= node.end


def test_generated_programs_parse():
    for seed in range(40):
        parse(generate(seed).decode("ascii"))


TREES = [
    ("a = 1 + 2 * 3", [Role.EXPRESSION], ["1 + 2 * 3", "2 * 3"]),
    ("return -x ^ 2", [Role.EXPRESSION], ["-x ^ 2", "x ^ 2", "x"]),
    ("f{x = 1, [y] = 2, 3}", [Role.PAIR], ["x = 1", "[y] = 2"]),
    ("t.a:m'x'(1)[2] = nil", [Role.STRING], ["'x'"]),
    ("local function f(a, ...) return ... end", [Role.BODY], ["(a, ...) return ... end"]),
    ("local s = [==[ ]] ]==] --[[ c ]] x()", [Role.STRING], ["[==[ ]] ]==]"]),
    ("if a then b() elseif c then d() else e() end", [Role.BLOCK], ["b()", "d()", "e()"]),
]


@pytest.mark.parametrize(("text", "roles", "pieces"), TREES)
def test_nodes_are_where_they_should_be(text, roles, pieces):
    found = [text[n.start : n.end] for n in parse(text).walk() if n.role in roles]
    for piece in pieces:
        assert piece in found


@pytest.mark.parametrize(
    "text", ["x = = 1", "if x then", "end", "f(", "return 1 x()", "'a", "@", "((" * 3000]
)
def test_what_is_no_lua_is_refused(text):
    with pytest.raises(NotLua):
        parse(text)


def test_comments_go_and_strings_stay():
    text = "--[[ a\nb ]] x = '--no' -- c\n\n\ny = [[--]]\n"
    assert without_comments(text) == "  x = '--no'\ny = [[--]]\n"
    assert len(tokenize(text)[1]) == 2
