"""Parser from source to the syntax tree, with the lexer and the messages of the compiler.

It knows the grammar alone: what the compiler refuses for other reasons (`break` outside a loop,
`...` outside a vararg function, too many variables) it lets pass.
"""

from conformance.jit_under_test.frontend import tree
from conformance.jit_under_test.frontend.lexer import Lexer
from conformance.jit_under_test.frontend.limits import C_CALLS_OF_LOAD, deep_recursion
from conformance.jit_under_test.frontend.operators import (
    BINARY_OPERATORS,
    UNARY_OPERATORS,
    UNARY_PRIORITY,
)
from conformance.jit_under_test.frontend.token_reader import TokenReader
from conformance.jit_under_test.frontend.tokens import BLOCK_END, NAME, NUMBER, STRING

_LITERALS = {"nil": None, "true": True, "false": False}


def parse_tree(source: bytes, chunkname: bytes = b"=tree") -> tree.Block:
    """Return the tree of a chunk. Raises LuaSyntaxError."""
    with deep_recursion():
        parser = _TreeParser(Lexer(source, chunkname), C_CALLS_OF_LOAD)
        parser.lexer.advance()
        block = parser.block()
        parser.expect_end()
        return block


class _TreeParser(TokenReader):
    """Recursive descent; every method leaves the lexer after what it has read."""

    __slots__ = ()

    # Statements

    def block(self) -> tree.Block:
        self.enter_level()
        lexer = self.lexer
        line = lexer.line
        statements: list[tree.Statement] = []
        while lexer.kind not in BLOCK_END:
            statements.append(self._statement())
            self.accept(";")
            if isinstance(statements[-1], tree.Return | tree.Break):
                break
        self.depth -= 1
        return tree.Block(tuple(statements), line=line)

    def _statement(self) -> tree.Statement:
        lexer = self.lexer
        line = lexer.line
        kind = lexer.kind
        match kind:
            case "if":
                return self._if(line)
            case "for":
                return self._for(line)
            case "function":
                return self._function_statement(line)
        if kind not in ("while", "do", "repeat", "local", "return", "break"):
            return self._expression_statement(line)
        lexer.advance()
        match kind:
            case "while":
                condition = self.expression()
                self.expect("do")
                body = self.block()
                self.expect_closing("end", "while", line)
                return tree.While(condition, body, line=line)
            case "do":
                body = self.block()
                self.expect_closing("end", "do", line)
                return tree.Do(body, line=line)
            case "repeat":
                body = self.block()
                self.expect_closing("until", "repeat", line)
                return tree.Repeat(body, self.expression(), line=line)
            case "local":
                return self._local(line)
            case "return":
                if lexer.kind in BLOCK_END or lexer.kind == ";":
                    return tree.Return(line=line)
                return tree.Return(self._expressions(), line=line)
            case _:
                return tree.Break(line=line)

    def _clause(self) -> tree.Clause:
        line = self.lexer.line
        self.lexer.advance()
        condition = self.expression()
        self.expect("then")
        return tree.Clause(condition, self.block(), line=line)

    def _if(self, line: int) -> tree.If:
        clauses = [self._clause()]
        while self.lexer.kind == "elseif":
            clauses.append(self._clause())
        otherwise = self.block() if self.accept("else") else None
        self.expect_closing("end", "if", line)
        return tree.If(tuple(clauses), otherwise, line=line)

    def _for(self, line: int) -> tree.Statement:
        lexer = self.lexer
        lexer.advance()
        names = [self.name()]
        statement: tree.Statement
        if self.accept("="):
            start = self.expression()
            self.expect(",")
            limit = self.expression()
            step = self.expression() if self.accept(",") else None
            self.expect("do")
            body = self.block()
            statement = tree.NumericFor(names[0], start, limit, step, body, line=line)
        elif lexer.kind == "," or lexer.kind == "in":
            while self.accept(","):
                names.append(self.name())
            self.expect("in")
            values = self._expressions()
            self.expect("do")
            statement = tree.GenericFor(tuple(names), values, self.block(), line=line)
        else:
            raise lexer.syntax_error(b"'=' or 'in' expected")
        self.expect_closing("end", "for", line)
        return statement

    def _function_statement(self, line: int) -> tree.FunctionStatement:
        self.lexer.advance()
        path = [self.name()]
        while self.accept("."):
            path.append(self.name())
        method = self.name() if self.accept(":") else None
        return tree.FunctionStatement(tuple(path), method, self._function(line), line=line)

    def _local(self, line: int) -> tree.Statement:
        if self.accept("function"):
            name = self.name()
            return tree.LocalFunction(name, self._function(self.lexer.line), line=line)
        names = [self.name()]
        while self.accept(","):
            names.append(self.name())
        values = self._expressions() if self.accept("=") else ()
        return tree.Local(tuple(names), values, line=line)

    def _expression_statement(self, line: int) -> tree.Statement:
        first = self._primary()
        if isinstance(first, tree.Call | tree.MethodCall):
            return tree.CallStatement(first, line=line)
        targets = [first]
        while True:
            if not isinstance(targets[-1], tree.Name | tree.Index):
                raise self.lexer.syntax_error(b"syntax error")
            if not self.accept(","):
                break
            targets.append(self._primary())
        self.expect("=")
        return tree.Assignment(tuple(targets), self._expressions(), line=line)

    # Expressions

    def expression(self) -> tree.Expression:
        return self._subexpression(0)

    def _expressions(self) -> tuple[tree.Expression, ...]:
        expressions = [self.expression()]
        while self.accept(","):
            expressions.append(self.expression())
        return tuple(expressions)

    def _subexpression(self, priority: int) -> tree.Expression:
        self.enter_level()
        lexer = self.lexer
        line = lexer.line
        e: tree.Expression
        if lexer.kind in UNARY_OPERATORS:
            operator = lexer.kind
            lexer.advance()
            e = tree.Unary(operator, self._subexpression(UNARY_PRIORITY), line=line)
        else:
            e = self._simple()
        while (row := BINARY_OPERATORS.get(lexer.kind)) is not None and row.left > priority:
            operator = lexer.kind
            line = lexer.line
            lexer.advance()
            e = tree.Binary(operator, e, self._subexpression(row.right), line=line)
        self.depth -= 1
        return e

    def _simple(self) -> tree.Expression:
        lexer = self.lexer
        line = lexer.line
        kind = lexer.kind
        e: tree.Expression
        if kind == NUMBER:
            e = tree.Constant(lexer.number, line=line)
        elif kind == STRING:
            e = tree.Constant(lexer.value, line=line)
        elif kind in _LITERALS:
            e = tree.Constant(_LITERALS[kind], line=line)
        elif kind == "...":
            e = tree.Vararg(line=line)
        elif kind == "{":
            return self._table()
        elif kind == "function":
            lexer.advance()
            return self._function(lexer.line)
        else:
            return self._primary()
        lexer.advance()
        return e

    def _primary(self) -> tree.Expression:
        lexer = self.lexer
        line = lexer.line
        e: tree.Expression
        if lexer.kind == NAME:
            e = tree.Name(self.name(), line=line)
        elif self.accept("("):
            e = tree.Parenthesis(self.expression(), line=line)
            self.expect_closing(")", "(", line)
        else:
            raise lexer.syntax_error(b"unexpected symbol")
        while True:
            line = lexer.line
            kind = lexer.kind
            if kind == "." or kind == "[":
                e = tree.Index(e, self._key(), line=line)
            elif kind == ":":
                lexer.advance()
                name = self.name()
                e = tree.MethodCall(e, name, self._arguments(), line=line)
            elif kind in ("(", "{", STRING):
                e = tree.Call(e, self._arguments(), line=line)
            else:
                return e

    def _key(self) -> tree.Expression:
        """Read `.name` or `[key]`."""
        line = self.lexer.line
        if self.accept("."):
            return tree.Constant(self.name(), line=line)
        self.lexer.advance()
        key = self.expression()
        self.expect("]")
        return key

    def _arguments(self) -> tuple[tree.Expression, ...]:
        lexer = self.lexer
        line = lexer.line
        if lexer.kind == "{":
            return (self._table(),)
        if lexer.kind == STRING:
            text = tree.Constant(lexer.value, line=line)
            lexer.advance()
            return (text,)
        if lexer.kind != "(":
            raise lexer.syntax_error(b"function arguments expected")
        if line != lexer.last_line:
            raise lexer.syntax_error(b"ambiguous syntax (function call x new statement)")
        lexer.advance()
        arguments = () if lexer.kind == ")" else self._expressions()
        self.expect_closing(")", "(", line)
        return arguments

    def _table(self) -> tree.Table:
        lexer = self.lexer
        line = lexer.line
        self.expect("{")
        fields: list[tree.Field] = []
        while lexer.kind != "}":
            start = lexer.line
            key: tree.Expression | None = None
            if lexer.kind == "[":
                key = self._key()
                self.expect("=")
            elif lexer.kind == NAME and lexer.look_ahead() == "=":
                key = tree.Constant(self.name(), line=start)
                self.expect("=")
            fields.append(tree.Field(key, self.expression(), line=start))
            if not self.accept(",") and not self.accept(";"):
                break
        self.expect_closing("}", "{", line)
        return tree.Table(tuple(fields), line=line)

    def _function(self, line: int) -> tree.Function:
        lexer = self.lexer
        self.expect("(")
        parameters: list[bytes] = []
        is_vararg = False
        if lexer.kind != ")":
            while True:
                if lexer.kind == NAME:
                    parameters.append(self.name())
                elif self.accept("..."):
                    is_vararg = True
                    break
                else:
                    raise lexer.syntax_error(b"<name> or '...' expected")
                if not self.accept(","):
                    break
        self.expect(")")
        body = self.block()
        self.expect_closing("end", "function", line)
        return tree.Function(tuple(parameters), is_vararg, body, line=line)
