"""Expressions: recursive descent for operands, precedence climbing for operators."""

from abc import ABC, abstractmethod
from typing import Final

from conformance.jit_under_test.bytecode.opcodes import (
    FIELDS_PER_FLUSH,
    MAX_C,
    Op,
    encode_float_byte,
)
from conformance.jit_under_test.bytecode.prototype import (
    VARARG_HAS_ARG,
    VARARG_IS_VARARG,
    VARARG_NEEDS_ARG,
)
from conformance.jit_under_test.frontend.expression import (
    CALL,
    CONSTANT,
    FALSE,
    NIL,
    RELOCATABLE,
    TRUE,
    VARARG,
    VOID,
    Expression,
)
from conformance.jit_under_test.frontend.expression import NUMBER as NUMERAL
from conformance.jit_under_test.frontend.function_state import FunctionState
from conformance.jit_under_test.frontend.lexer import Lexer
from conformance.jit_under_test.frontend.operators import (
    BINARY_OPERATORS,
    UNARY_OPERATORS,
    UNARY_PRIORITY,
    infix,
    postfix,
    prefix,
)
from conformance.jit_under_test.frontend.placement import (
    MULTIPLE,
    discharge,
    make_index,
    make_method,
    set_results,
    to_any_register,
    to_next_register,
    to_operand,
    to_value,
)
from conformance.jit_under_test.frontend.token_reader import TokenReader
from conformance.jit_under_test.frontend.tokens import NAME, NUMBER, STRING

_CALL: Final = int(Op.CALL)
_CLOSURE: Final = int(Op.CLOSURE)
_GETUPVAL: Final = int(Op.GETUPVAL)
_MOVE: Final = int(Op.MOVE)
_NEWTABLE: Final = int(Op.NEWTABLE)
_SETLIST: Final = int(Op.SETLIST)
_SETTABLE: Final = int(Op.SETTABLE)
_VARARG: Final = int(Op.VARARG)

_LITERALS: Final = {"nil": NIL, "true": TRUE, "false": FALSE}


class ExpressionParser(TokenReader, ABC):
    """Reads expressions and makes their code in `function`, the function being read."""

    __slots__ = ("function",)

    def __init__(self, lexer: Lexer, depth: int) -> None:
        super().__init__(lexer, depth)
        self.function = FunctionState(lexer, None, 0)

    @abstractmethod
    def chunk(self) -> None:
        """Read the statements of a block, up to the token that ends it."""

    # Expressions

    def expression(self) -> Expression:
        """Read an expression."""
        return self._subexpression(0)

    def expression_list(self) -> tuple[int, Expression]:
        """Read expressions, all but the last into registers; return how many and the last."""
        count = 1
        e = self._subexpression(0)
        lexer = self.lexer
        while lexer.kind == ",":
            lexer.advance()
            to_next_register(self.function, e)
            e = self._subexpression(0)
            count += 1
        return count, e

    def _subexpression(self, priority: int) -> Expression:
        """Read an expression whose binary operators all bind tighter than `priority`."""
        self.enter_level()
        lexer = self.lexer
        fs = self.function
        unary = UNARY_OPERATORS.get(lexer.kind)
        if unary is None:
            e = self._simple_expression()
        else:
            lexer.advance()
            e = self._subexpression(UNARY_PRIORITY)
            prefix(fs, unary, e)
        operator = BINARY_OPERATORS.get(lexer.kind)
        while operator is not None and operator.left > priority:
            lexer.advance()
            infix(fs, operator, e)
            right = self._subexpression(operator.right)
            e = postfix(fs, operator, e, right)
            operator = BINARY_OPERATORS.get(lexer.kind)
        self.depth -= 1
        return e

    def _simple_expression(self) -> Expression:
        lexer = self.lexer
        kind = lexer.kind
        if kind == NAME:
            return self.primary_expression()
        if kind == NUMBER:
            e = Expression(NUMERAL, 0, lexer.number)
        elif kind == STRING:
            e = self._string()
        elif kind in _LITERALS:
            e = Expression(_LITERALS[kind])
        elif kind == "{":
            return self._constructor()
        elif kind == "function":
            lexer.advance()
            return self.body(False, lexer.line)
        elif kind == "...":
            fs = self.function
            if not fs.is_vararg:
                raise lexer.syntax_error(b"cannot use '...' outside a vararg function")
            fs.is_vararg &= ~VARARG_NEEDS_ARG
            e = Expression(VARARG, fs.emit_abc(_VARARG, 0, 1, 0))
        else:
            return self.primary_expression()
        lexer.advance()
        return e

    def _string(self) -> Expression:
        return Expression(CONSTANT, self.function.string_constant(self.lexer.value))

    def primary_expression(self) -> Expression:
        """Read a name or parenthesis and all the fields, indices and calls that follow it."""
        lexer = self.lexer
        fs = self.function
        e = self._prefix_expression()
        while True:
            kind = lexer.kind
            if kind == "(":
                to_next_register(fs, e)
                self._call(e)
            elif kind == ".":
                self.field(e)
            elif kind == "[":
                to_any_register(fs, e)
                make_index(fs, e, self._bracketed())
            elif kind == ":":
                lexer.advance()
                make_method(fs, e, self._key())
                self._call(e)
            elif kind == STRING or kind == "{":
                to_next_register(fs, e)
                self._call(e)
            else:
                return e

    def _prefix_expression(self) -> Expression:
        lexer = self.lexer
        if lexer.kind == NAME:
            return self.variable()
        if lexer.kind != "(":
            raise lexer.syntax_error(b"unexpected symbol")
        line = lexer.line
        lexer.advance()
        e = self.expression()
        self.expect_closing(")", "(", line)
        discharge(self.function, e)
        return e

    def variable(self) -> Expression:
        """Read the name of a variable."""
        return self.function.resolve(self.name())

    def field(self, e: Expression) -> None:
        """Read `.name` or `:name` and turn `e` into that field of it."""
        to_any_register(self.function, e)
        self.lexer.advance()
        make_index(self.function, e, self._key())

    def _key(self) -> Expression:
        return Expression(CONSTANT, self.function.string_constant(self.name()))

    def _bracketed(self) -> Expression:
        self.lexer.advance()
        e = self.expression()
        to_value(self.function, e)
        self.expect("]")
        return e

    def _call(self, function: Expression) -> None:
        """Read the arguments of a call to what is in `function`'s register (and, for a method,
        the receiver after it) and turn `function` into the call."""
        fs = self.function
        lexer = self.lexer
        line = lexer.line
        kind = lexer.kind
        if kind == "(":
            if line != lexer.last_line:
                raise lexer.syntax_error(b"ambiguous syntax (function call x new statement)")
            lexer.advance()
            if lexer.kind == ")":
                argument = Expression(VOID)
            else:
                _, argument = self.expression_list()
                set_results(fs, argument, MULTIPLE)
            self.expect_closing(")", "(", line)
        elif kind == "{":
            argument = self._constructor()
        elif kind == STRING:
            argument = self._string()
            lexer.advance()
        else:
            raise lexer.syntax_error(b"function arguments expected")
        base = function.info
        if argument.is_multiple:
            count = MULTIPLE
        else:
            if argument.kind is not VOID:
                to_next_register(fs, argument)
            count = fs.free_register - (base + 1)
        function.info = fs.emit_abc(_CALL, base, count + 1, 2)
        function.kind = CALL
        fs.fix_line(line)
        fs.free_register = base + 1

    # Table constructors

    def _constructor(self) -> Expression:
        fs = self.function
        lexer = self.lexer
        line = lexer.line
        pc = fs.emit_abc(_NEWTABLE, 0, 0, 0)
        table = Expression(RELOCATABLE, pc)
        to_next_register(fs, table)
        array_size = hash_size = waiting = 0
        item: Expression | None = None  # the last list item, kept back as it may be a call
        self.expect("{")
        while lexer.kind != "}":
            if item is not None:
                to_next_register(fs, item)
                item = None
                if waiting == FIELDS_PER_FLUSH:
                    self._set_list(table.info, array_size, waiting)
                    waiting = 0
            if lexer.kind == "[" or (lexer.kind == NAME and lexer.look_ahead() == "="):
                self._record_field(table.info)
                hash_size += 1
            else:
                item = self.expression()
                array_size += 1
                waiting += 1
            if lexer.kind != "," and lexer.kind != ";":
                break
            lexer.advance()
        self.expect_closing("}", "{", line)
        if waiting:
            if item is not None and item.is_multiple:
                set_results(fs, item, MULTIPLE)
                self._set_list(table.info, array_size, MULTIPLE)
                array_size -= 1
            else:
                if item is not None:
                    to_next_register(fs, item)
                self._set_list(table.info, array_size, waiting)
        fs.set_b(pc, encode_float_byte(array_size))
        fs.set_c(pc, encode_float_byte(hash_size))
        return table

    def _record_field(self, table: int) -> None:
        fs = self.function
        free = fs.free_register
        key = self._key() if self.lexer.kind == NAME else self._bracketed()
        self.expect("=")
        key_operand = to_operand(fs, key)
        value = self.expression()
        fs.emit_abc(_SETTABLE, table, key_operand, to_operand(fs, value))
        fs.free_register = free

    def _set_list(self, table: int, last: int, count: int) -> None:
        """Store the `count` items above `table`, the last of which has index `last`."""
        fs = self.function
        block = (last - 1) // FIELDS_PER_FLUSH + 1
        if block <= MAX_C:
            fs.emit_abc(_SETLIST, table, 0 if count == MULTIPLE else count, block)
        else:  # the block number fills the next instruction word
            fs.emit_abc(_SETLIST, table, 0 if count == MULTIPLE else count, 0)
            fs.emit(block)
        fs.free_register = table + 1

    # Functions

    def body(self, is_method: bool, line: int) -> Expression:
        """Read the parameters and statements of a function that starts at `line`."""
        outer = self.function
        self.function = fs = FunctionState(self.lexer, outer, line)
        self.expect("(")
        if is_method:
            fs.declare_local(b"self")
            fs.activate_locals(1)
        self._parameters()
        self.expect(")")
        self.chunk()
        fs.lastlinedefined = self.lexer.line
        self.expect_closing("end", "function", line)
        index = outer.add_function(fs.finish())
        self.function = outer
        closure = Expression(RELOCATABLE, outer.emit_abx(_CLOSURE, 0, index))
        for is_local, captured in fs.upvalues:
            outer.emit_abc(_MOVE if is_local else _GETUPVAL, 0, captured, 0)
        return closure

    def _parameters(self) -> None:
        fs = self.function
        lexer = self.lexer
        count = 0
        if lexer.kind != ")":
            while True:
                if lexer.kind == NAME:
                    fs.declare_local(self.name())
                    count += 1
                elif lexer.kind == "...":
                    lexer.advance()
                    fs.declare_local(b"arg")
                    count += 1
                    fs.is_vararg = VARARG_HAS_ARG | VARARG_NEEDS_ARG | VARARG_IS_VARARG
                    break
                else:
                    raise lexer.syntax_error(b"<name> or '...' expected")
                if not self.accept(","):
                    break
        fs.activate_locals(count)
        fs.numparams = fs.active_count - (fs.is_vararg & VARARG_HAS_ARG)
        fs.reserve(fs.active_count)
