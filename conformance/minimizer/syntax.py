"""A syntax tree of spans: enough of Lua 5.1 to cut and replace pieces of source text.

The compiler under test makes code in one pass and has no tree; and the minimizer must not depend
on the parser that it may be accusing. Nodes know where they stand in the text and what they are,
not what they mean, so editing is replacing one span by another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<comment>--\[(?P<c>=*)\[.*?\](?P=c)\]|--[^\n]*)
      | (?P<string>\[(?P<s>=*)\[.*?\](?P=s)\]
          | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*')
      | (?P<number>0[xX][0-9a-fA-F]+ | (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<name>[A-Za-z_]\w*)
      | (?P<operator>\.\.\.|\.\.|==|~=|<=|>=|[-+*/%^\#<>=(){}\[\];:,.])""",
    re.VERBOSE | re.DOTALL,
)
_TOKEN_KINDS = ("space", "comment", "string", "number", "name", "operator")
_KEYWORDS = frozenset(
    (
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in",
        "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
    )
)  # fmt: skip
# Left and right binding powers (manual, section 2.5.6); `..` and `^` associate to the right.
_BINARY = {
    "or": (1, 1), "and": (2, 2), "<": (3, 3), ">": (3, 3), "<=": (3, 3), ">=": (3, 3),
    "~=": (3, 3), "==": (3, 3), "..": (5, 4), "+": (6, 6), "-": (6, 6), "*": (7, 7),
    "/": (7, 7), "%": (7, 7), "^": (10, 9),
}  # fmt: skip
_UNARY = frozenset(("not", "-", "#"))
_UNARY_POWER = 8
_BLOCK_ENDS = frozenset(("end", "else", "elseif", "until", ""))
_LITERALS = frozenset(("nil", "true", "false", "..."))


class NotLua(Exception):
    """The text is no Lua 5.1 program."""


class Role(Enum):
    """What a node is, as far as reduction is concerned."""

    BLOCK = "block"
    STATEMENT = "statement"
    EXPRESSION = "expression"
    LIST = "list"
    PAIR = "key and value"
    BODY = "function body"
    NUMBER = "number"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `kind` is a keyword or operator itself, or name, number, string; "" at the end."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of the text from `start` to `end`. Numbers and strings are expressions too."""

    role: Role
    start: int
    end: int
    children: tuple[Node, ...] = ()

    @property
    def is_expression(self) -> bool:
        """True for anything that gives a value."""
        return self.role in (Role.EXPRESSION, Role.NUMBER, Role.STRING)

    def walk(self) -> Iterator[Node]:
        """This node and all below, outermost first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def blocks(self) -> Iterator[Node]:
        """The nearest blocks below this node."""
        for child in self.children:
            if child.role is Role.BLOCK:
                yield child
            else:
                yield from child.blocks()


def tokenize(text: str) -> tuple[list[Token], list[tuple[int, int]]]:
    """The tokens, ended by an empty one, and the spans of comments. Raises NotLua."""
    tokens: list[Token] = []
    comments: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotLua(f"no token at offset {at}")
        # Inner groups of the pattern can be the last to match, so lastgroup would not do.
        kind = next(k for k in _TOKEN_KINDS if match[k] is not None)
        at = match.end()
        if kind == "comment":
            comments.append(match.span())
        elif kind != "space":
            word = match[0]
            own = kind == "operator" or word in _KEYWORDS
            tokens.append(Token(word if own else kind, match.start(), at))
    tokens.append(Token("", at, at))
    return tokens, comments


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.at].kind

    @property
    def start(self) -> int:
        return self.tokens[self.at].start

    @property
    def end(self) -> int:
        """Where the last token that was read ends."""
        return self.tokens[self.at - 1].end if self.at else 0

    def take(self, *kinds: str) -> bool:
        if self.kind in kinds:
            self.at += 1
            return True
        return False

    def want(self, kind: str) -> None:
        if not self.take(kind):
            raise NotLua(f"{kind} expected at offset {self.start}")

    def block(self) -> Node:
        start = self.start
        children: list[Node] = []
        while self.kind not in _BLOCK_ENDS:
            last = self.kind in ("return", "break")
            children.append(self.statement())
            if last:
                break
        return Node(Role.BLOCK, start, max(start, self.end), tuple(children))

    def statement(self) -> Node:
        start = self.start
        parse = _STATEMENTS.get(self.kind, _Parser.expression_statement)
        children = parse(self)
        self.take(";")
        return Node(Role.STATEMENT, start, self.end, tuple(children))

    def do_statement(self) -> list[Node]:
        self.want("do")
        block = self.block()
        self.want("end")
        return [block]

    def while_statement(self) -> list[Node]:
        self.want("while")
        return [self.expression(), *self.do_statement()]

    def repeat_statement(self) -> list[Node]:
        self.want("repeat")
        block = self.block()
        self.want("until")
        return [block, self.expression()]

    def if_statement(self) -> list[Node]:
        children: list[Node] = []
        self.want("if")
        while True:
            children.append(self.expression())
            self.want("then")
            children.append(self.block())
            if not self.take("elseif"):
                break
        if self.take("else"):
            children.append(self.block())
        self.want("end")
        return children

    def for_statement(self) -> list[Node]:
        self.want("for")
        self.want("name")
        while self.take(","):
            self.want("name")
        if not self.take("in"):
            self.want("=")
        return [self.expression_list(), *self.do_statement()]

    def function_statement(self) -> list[Node]:
        self.want("function")
        self.want("name")
        while self.take(".", ":"):
            self.want("name")
        return [self.function_body()]

    def local_statement(self) -> list[Node]:
        self.want("local")
        if self.take("function"):
            self.want("name")
            return [self.function_body()]
        self.want("name")
        while self.take(","):
            self.want("name")
        return [self.expression_list()] if self.take("=") else []

    def return_statement(self) -> list[Node]:
        self.want("return")
        if self.kind in _BLOCK_ENDS or self.kind == ";":
            return []
        return [self.expression_list()]

    def break_statement(self) -> list[Node]:
        self.want("break")
        return []

    def expression_statement(self) -> list[Node]:
        first = self.suffixed()
        children = [first]
        if self.kind in ("=", ","):
            while self.take(","):
                children.append(self.suffixed())
            self.want("=")
            # Targets cannot be replaced by values, but what stands inside them can.
            inner = [child for target in children for child in target.children]
            return [*inner, self.expression_list()]
        return children

    def function_body(self) -> Node:
        start = self.start
        self.want("(")
        if self.kind != ")":
            while True:
                if self.take("..."):
                    break
                self.want("name")
                if not self.take(","):
                    break
        self.want(")")
        block = self.block()
        self.want("end")
        # Not an expression by itself: `function` stands before it or it is a statement's.
        return Node(Role.BODY, start, self.end, (block,))

    def expression_list(self) -> Node:
        start = self.start
        children = [self.expression()]
        while self.take(","):
            children.append(self.expression())
        return Node(Role.LIST, start, self.end, tuple(children))

    def expression(self, limit: int = 0) -> Node:
        start = self.start
        if self.kind in _UNARY:
            self.at += 1
            operand = self.expression(_UNARY_POWER)
            left = Node(Role.EXPRESSION, start, self.end, (operand,))
        else:
            left = self.simple()
        while self.kind in _BINARY and _BINARY[self.kind][0] > limit:
            power = _BINARY[self.kind][1]
            self.at += 1
            right = self.expression(power)
            left = Node(Role.EXPRESSION, start, self.end, (left, right))
        return left

    def simple(self) -> Node:
        start = self.start
        if self.take("number"):
            return Node(Role.NUMBER, start, self.end)
        if self.take("string"):
            return Node(Role.STRING, start, self.end)
        if self.take(*_LITERALS):
            return Node(Role.EXPRESSION, start, self.end)
        if self.take("function"):
            body = self.function_body()
            return Node(Role.EXPRESSION, start, self.end, body.children)
        if self.kind == "{":
            return self.table()
        return self.suffixed()

    def table(self) -> Node:
        start = self.start
        self.want("{")
        inside = self.start
        items: list[Node] = []
        while self.kind != "}":
            items.append(self.table_item())
            if not self.take(",", ";"):
                break
        last = self.end if items else inside
        self.want("}")
        fields = Node(Role.LIST, inside, last, tuple(items))
        return Node(Role.EXPRESSION, start, self.end, (fields,))

    def table_item(self) -> Node:
        start = self.start
        keys: list[Node] = []
        if self.take("["):
            keys.append(self.expression())
            self.want("]")
            self.want("=")
        elif self.kind == "name" and self.tokens[self.at + 1].kind == "=":
            self.at += 2
        else:
            return self.expression()
        # `key = value` is no expression: it can be dropped, and its parts replaced.
        value = self.expression()
        return Node(Role.PAIR, start, self.end, (*keys, value))

    def suffixed(self) -> Node:
        start = self.start
        if self.take("("):
            inner = self.expression()
            self.want(")")
            left = Node(Role.EXPRESSION, start, self.end, (inner,))
        else:
            self.want("name")
            left = Node(Role.EXPRESSION, start, self.end)
        while True:
            if self.take("."):
                self.want("name")
                left = Node(Role.EXPRESSION, start, self.end, (left,))
            elif self.take("["):
                key = self.expression()
                self.want("]")
                left = Node(Role.EXPRESSION, start, self.end, (left, key))
            elif self.kind in (":", "(", "{", "string"):
                if self.take(":"):
                    self.want("name")
                arguments = self.arguments()
                left = Node(Role.EXPRESSION, start, self.end, (left, arguments))
            else:
                return left

    def arguments(self) -> Node:
        if self.kind == "{":
            return self.table()
        start = self.start
        if self.take("string"):
            return Node(Role.STRING, start, self.end)
        self.want("(")
        if self.take(")"):
            return Node(Role.LIST, self.end - 1, self.end - 1)
        inner = self.expression_list()
        self.want(")")
        return inner


_STATEMENTS = {
    "do": _Parser.do_statement,
    "while": _Parser.while_statement,
    "repeat": _Parser.repeat_statement,
    "if": _Parser.if_statement,
    "for": _Parser.for_statement,
    "function": _Parser.function_statement,
    "local": _Parser.local_statement,
    "return": _Parser.return_statement,
    "break": _Parser.break_statement,
}


def parse(text: str) -> Node:
    """The tree of a program; `text` holds one character per byte (Latin-1). Raises NotLua."""
    parser = _Parser(tokenize(text)[0])
    try:
        block = parser.block()
    except RecursionError:
        raise NotLua("nested too deeply") from None
    if parser.kind:
        raise NotLua(f"{parser.kind} at offset {parser.start}")
    return block


def without_comments(text: str) -> str:
    """The text without comments, empty lines and trailing blanks."""
    _, comments = tokenize(text)
    for start, end in reversed(comments):
        text = text[:start] + " " + text[end:]
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line) + "\n"
