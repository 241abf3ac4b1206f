"""Statements: one pass from tokens to code."""

from typing import Final

from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.bytecode.prototype import VARARG_IS_VARARG, Prototype
from conformance.jit_under_test.frontend.expression import (
    CALL,
    FALSE,
    GLOBAL,
    INDEXED,
    LOCAL,
    NIL,
    NO_JUMP,
    REGISTER,
    UPVALUE,
    VOID,
    Expression,
)
from conformance.jit_under_test.frontend.expression_parser import ExpressionParser
from conformance.jit_under_test.frontend.limits import MAX_NESTING
from conformance.jit_under_test.frontend.placement import (
    MULTIPLE,
    continue_if_true,
    cut_to_one,
    emit_nil,
    set_results,
    store,
    to_any_register,
    to_next_register,
)
from conformance.jit_under_test.frontend.tokens import BLOCK_END

_CLOSE: Final = int(Op.CLOSE)
_FORLOOP: Final = int(Op.FORLOOP)
_FORPREP: Final = int(Op.FORPREP)
_LOADK: Final = int(Op.LOADK)
_MOVE: Final = int(Op.MOVE)
_TAILCALL: Final = int(Op.TAILCALL)
_TFORLOOP: Final = int(Op.TFORLOOP)

_ASSIGNABLE: Final = frozenset((LOCAL, UPVALUE, GLOBAL, INDEXED))


class Parser(ExpressionParser):
    """Compiles a whole chunk by `main_function`."""

    __slots__ = ()

    def main_function(self) -> Prototype:
        """Read the source to its end. Raises LuaSyntaxError at the first error."""
        fs = self.function
        fs.is_vararg = VARARG_IS_VARARG
        self.lexer.advance()
        self.chunk()
        self.expect_end()
        return fs.finish()

    def chunk(self) -> None:
        """Read statements up to a token that ends a block."""
        self.enter_level()
        lexer = self.lexer
        fs = self.function
        is_last = False
        while not is_last and lexer.kind not in BLOCK_END:
            is_last = self._statement()
            if lexer.kind == ";":
                lexer.advance()
            fs.free_register = fs.active_count
        self.depth -= 1

    def _statement(self) -> bool:
        """Read one statement; tell whether it must be the last of its block."""
        lexer = self.lexer
        line = lexer.line
        match lexer.kind:
            case "local":
                lexer.advance()
                if self.accept("function"):
                    self._local_function()
                else:
                    self._local()
            case "if":
                self._if(line)
            case "return":
                self._return()
                return True
            case "for":
                self._for(line)
            case "function":
                self._function(line)
            case "while":
                self._while(line)
            case "repeat":
                self._repeat(line)
            case "do":
                lexer.advance()
                self._block()
                self.expect_closing("end", "do", line)
            case "break":
                lexer.advance()
                self._break()
                return True
            case _:
                self._expression_statement()
        return False

    def _block(self) -> None:
        self.function.enter_block(False)
        self.chunk()
        self.function.leave_block()

    def _condition(self) -> int:
        """Read a condition; return the list of jumps taken when it does not hold."""
        e = self.expression()
        if e.kind is NIL:
            e.kind = FALSE
        continue_if_true(self.function, e)
        return e.when_false

    # Assignments and calls

    def _expression_statement(self) -> None:
        fs = self.function
        e = self.primary_expression()
        if e.kind is CALL:
            set_results(fs, e, 0)
        else:
            self._assignment(e)

    def _assignment(self, first: Expression) -> None:
        fs = self.function
        lexer = self.lexer
        targets = [first]
        while True:
            if targets[-1].kind not in _ASSIGNABLE:
                raise lexer.syntax_error(b"syntax error")
            if not self.accept(","):
                break
            target = self.primary_expression()
            if target.kind is LOCAL:
                self._keep_from_overwriting(targets, target)
            # PUC reads the targets by recursion and counts that with its C calls.
            limit = MAX_NESTING - self.depth
            fs.check_limit(len(targets), limit, b"variables in assignment")
            targets.append(target)
        self.expect("=")
        count, e = self.expression_list()
        if count == len(targets):
            cut_to_one(fs, e)
            store(fs, targets.pop(), e)
        else:
            self._adjust(len(targets), count, e)
            if count > len(targets):
                fs.free_register -= count - len(targets)
        while targets:
            store(fs, targets.pop(), Expression(REGISTER, fs.free_register - 1))

    def _keep_from_overwriting(self, targets: list[Expression], local: Expression) -> None:
        """In `t[i], t = ...` let the earlier target use a copy of the variable assigned to."""
        fs = self.function
        copy = fs.free_register
        conflict = False
        for target in targets:
            if target.kind is INDEXED:
                if target.info == local.info:
                    target.info = copy
                    conflict = True
                if target.aux == local.info:
                    target.aux = copy
                    conflict = True
        if conflict:
            fs.emit_abc(_MOVE, copy, local.info, 0)
            fs.reserve(1)

    def _adjust(self, wanted: int, count: int, last: Expression) -> None:
        """Bring `count` expressions, all but the last in registers, to `wanted` registers."""
        fs = self.function
        missing = wanted - count
        if last.is_multiple:
            missing = max(missing + 1, 0)
            set_results(fs, last, missing)
            if missing > 1:
                fs.reserve(missing - 1)
            return
        if last.kind is not VOID:
            to_next_register(fs, last)
        if missing > 0:
            first = fs.free_register
            fs.reserve(missing)
            emit_nil(fs, first, missing)

    # Declarations

    def _local(self) -> None:
        fs = self.function
        count = 1
        fs.declare_local(self.name())
        while self.accept(","):
            fs.declare_local(self.name())
            count += 1
        if self.accept("="):
            given, e = self.expression_list()
        else:
            given, e = 0, Expression(VOID)
        self._adjust(count, given, e)
        fs.activate_locals(count)

    def _local_function(self) -> None:
        fs = self.function
        fs.declare_local(self.name())
        target = Expression(LOCAL, fs.free_register)
        fs.reserve(1)
        fs.activate_locals(1)
        store(fs, target, self.body(False, self.lexer.line))
        fs.start_last_local_here()

    def _function(self, line: int) -> None:
        lexer = self.lexer
        lexer.advance()
        target = self.variable()
        while lexer.kind == ".":
            self.field(target)
        is_method = lexer.kind == ":"
        if is_method:
            self.field(target)
        store(self.function, target, self.body(is_method, line))
        self.function.fix_line(line)

    # Control structures

    def _then_part(self) -> int:
        """Read a condition and the block it guards; return the jumps taken when it fails."""
        self.lexer.advance()
        otherwise = self._condition()
        self.expect("then")
        self._block()
        return otherwise

    def _if(self, line: int) -> None:
        fs = self.function
        lexer = self.lexer
        escapes = NO_JUMP
        otherwise = self._then_part()
        while lexer.kind == "elseif":
            escapes = fs.concat(escapes, fs.emit_jump())
            fs.patch_to_here(otherwise)
            otherwise = self._then_part()
        if lexer.kind == "else":
            escapes = fs.concat(escapes, fs.emit_jump())
            fs.patch_to_here(otherwise)
            lexer.advance()
            self._block()
        else:
            escapes = fs.concat(escapes, otherwise)
        fs.patch_to_here(escapes)
        self.expect_closing("end", "if", line)

    def _while(self, line: int) -> None:
        fs = self.function
        self.lexer.advance()
        start = fs.label()
        leave = self._condition()
        fs.enter_block(True)
        self.expect("do")
        self._block()
        fs.patch(fs.emit_jump(), start)
        self.expect_closing("end", "while", line)
        fs.leave_block()
        fs.patch_to_here(leave)

    def _repeat(self, line: int) -> None:
        fs = self.function
        start = fs.label()
        fs.enter_block(True)
        scope = fs.enter_block(False)
        self.lexer.advance()
        self.chunk()
        self.expect_closing("until", "repeat", line)
        again = self._condition()
        if scope.captured:
            # The variables must be closed on both ways out, so the way back gets its own jump.
            self._break()
            fs.patch_to_here(again)
            fs.leave_block()
            fs.patch(fs.emit_jump(), start)
        else:
            fs.leave_block()
            fs.patch(again, start)
        fs.leave_block()

    def _break(self) -> None:
        fs = self.function
        captured = False
        for block in fs.enclosing_blocks():
            if block.is_loop:
                if captured:
                    fs.emit_abc(_CLOSE, block.active_count, 0, 0)
                block.breaks = fs.concat(block.breaks, fs.emit_jump())
                return
            captured = captured or block.captured
        raise self.lexer.syntax_error(b"no loop to break")

    def _for(self, line: int) -> None:
        fs = self.function
        lexer = self.lexer
        fs.enter_block(True)
        lexer.advance()
        name = self.name()
        if lexer.kind == "=":
            self._numeric_for(name, line)
        elif lexer.kind == "," or lexer.kind == "in":
            self._generic_for(name)
        else:
            raise lexer.syntax_error(b"'=' or 'in' expected")
        self.expect_closing("end", "for", line)
        fs.leave_block()

    def _numeric_for(self, name: bytes, line: int) -> None:
        fs = self.function
        base = fs.free_register
        for variable in (b"(for index)", b"(for limit)", b"(for step)", name):
            fs.declare_local(variable)
        self.expect("=")
        to_next_register(fs, self.expression())
        self.expect(",")
        to_next_register(fs, self.expression())
        if self.accept(","):
            to_next_register(fs, self.expression())
        else:
            fs.emit_abx(_LOADK, fs.free_register, fs.number_constant(1.0))
            fs.reserve(1)
        fs.activate_locals(3)
        self.expect("do")
        prepare = fs.emit_open_jump(_FORPREP, base)
        self._for_block(1)
        fs.patch_to_here(prepare)
        loop = fs.emit_open_jump(_FORLOOP, base)
        fs.fix_line(line)
        fs.patch(loop, prepare + 1)

    def _generic_for(self, name: bytes) -> None:
        fs = self.function
        base = fs.free_register
        for variable in (b"(for generator)", b"(for state)", b"(for control)", name):
            fs.declare_local(variable)
        count = 1
        while self.accept(","):
            fs.declare_local(self.name())
            count += 1
        self.expect("in")
        line = self.lexer.line
        given, e = self.expression_list()
        self._adjust(3, given, e)
        fs.check_stack(3)  # the call of the generator
        fs.activate_locals(3)
        self.expect("do")
        prepare = fs.emit_jump()
        self._for_block(count)
        fs.patch_to_here(prepare)
        fs.emit_abc(_TFORLOOP, base, 0, count)
        fs.fix_line(line)
        fs.patch(fs.emit_jump(), prepare + 1)

    def _for_block(self, count: int) -> None:
        """Read the body of a loop with `count` declared variables."""
        fs = self.function
        fs.enter_block(False)
        fs.activate_locals(count)
        fs.reserve(count)
        self._block()
        fs.leave_block()

    def _return(self) -> None:
        fs = self.function
        lexer = self.lexer
        lexer.advance()
        first = count = 0
        if lexer.kind not in BLOCK_END and lexer.kind != ";":
            count, e = self.expression_list()
            if e.is_multiple:
                set_results(fs, e, MULTIPLE)
                if e.kind is CALL and count == 1:
                    fs.code[e.info] = fs.code[e.info] & ~0x3F | _TAILCALL
                first = fs.active_count
                count = MULTIPLE
            elif count == 1:
                first = to_any_register(fs, e)
            else:
                to_next_register(fs, e)
                first = fs.active_count
        fs.emit_return(first, count)
