"""The state of one function under construction: code, constants, registers, variables, blocks."""

from collections.abc import Iterator
from typing import Final, TypeVar

from conformance.jit_under_test.bytecode.opcodes import (
    CONST_BIT,
    MAX_BX,
    MAX_STACK,
    Op,
)
from conformance.jit_under_test.bytecode.prototype import Constant, LocalVariable, Prototype
from conformance.jit_under_test.frontend.code_buffer import CodeBuffer
from conformance.jit_under_test.frontend.errors import LuaLimitError
from conformance.jit_under_test.frontend.expression import (
    GLOBAL,
    LOCAL,
    NO_JUMP,
    UPVALUE,
    Expression,
)
from conformance.jit_under_test.frontend.lexer import Lexer

MAX_LOCALS: Final = 200
MAX_UPVALUES: Final = 60
# PUC counts a function's local variables, dead ones included, in a short.
MAX_LOCAL_RECORDS: Final = 32767

_Item = TypeVar("_Item")

_CLOSE: Final = int(Op.CLOSE)
_RETURN: Final = int(Op.RETURN)


class Block:
    """A lexical block: where its variables begin, its pending breaks if it is a loop, and whether
    a closure captures one of its variables."""

    __slots__ = ("active_count", "breaks", "captured", "is_loop", "outer")

    def __init__(self, outer: "Block | None", is_loop: bool, active_count: int) -> None:
        self.outer = outer
        self.is_loop = is_loop
        self.active_count = active_count
        self.breaks = NO_JUMP
        self.captured = False


class FunctionState(CodeBuffer):
    """Everything about one function until `finish` makes it a Prototype.

    Active local variables live in registers 0 to `active_count` - 1; `free_register` is the first
    free one above them and above temporaries.
    """

    __slots__ = (
        "_active",
        "_constant_index",
        "_declared",
        "_locals",
        "_string_index",
        "_upvalue_index",
        "_visible",
        "active_count",
        "block",
        "constants",
        "free_register",
        "is_vararg",
        "lastlinedefined",
        "linedefined",
        "max_stack",
        "numparams",
        "parent",
        "protos",
        "upvalue_names",
        "upvalues",
    )

    def __init__(self, lexer: Lexer, parent: "FunctionState | None", linedefined: int) -> None:
        super().__init__(lexer)
        self.parent = parent
        self.linedefined = linedefined
        self.lastlinedefined = 0
        self.numparams = 0
        self.is_vararg = 0
        self.constants: list[Constant] = []
        self.protos: list[Prototype] = []
        self.block: Block | None = None
        self.active_count = 0
        self.free_register = 0
        self.max_stack = 2  # registers 0 and 1 are always valid
        # Each upvalue: does it capture a local variable of the parent, and which register or
        # which upvalue of the parent it captures.
        self.upvalues: list[tuple[bool, int]] = []
        self.upvalue_names: list[bytes] = []
        self._upvalue_index: dict[tuple[bool, int], int] = {}
        # Python holds True equal to 1.0, so numbers must not share a table with booleans.
        self._constant_index: dict[float | str, int] = {}
        self._string_index: dict[bytes, int] = {}
        # Debug records [name, start, end] of all variables; those declared but not yet active;
        # those active, by register; and the registers that each name has had, innermost last.
        self._locals: list[tuple[bytes, list[int]]] = []
        self._declared: list[int] = []
        self._active: list[int] = []
        self._visible: dict[bytes, list[int]] = {}

    def finish(self) -> Prototype:
        """Emit the final return and return the finished function."""
        self._deactivate(0)
        self.emit_return(0, 0)
        return Prototype(
            code=tuple(self.code),
            constants=tuple(self.constants),
            protos=tuple(self.protos),
            lineinfo=tuple(self.lines),
            locvars=tuple(LocalVariable(name, *span) for name, span in self._locals),
            upvalue_names=tuple(self.upvalue_names),
            source=self.lexer.chunkname,
            linedefined=self.linedefined,
            lastlinedefined=self.lastlinedefined,
            nups=len(self.upvalues),
            numparams=self.numparams,
            is_vararg=self.is_vararg,
            maxstacksize=self.max_stack,
        )

    def emit_return(self, first: int, count: int) -> None:
        """Emit a RETURN of `count` registers from `first`; -1 stands for all up to the top."""
        self.emit_abc(_RETURN, first, count + 1, 0)

    def check_limit(self, count: int, limit: int, what: bytes) -> None:
        """Raise LuaSyntaxError if `count` of `what` are more than `limit`."""
        if count > limit:
            where = (
                b"function at line %d" % self.linedefined if self.linedefined else b"main function"
            )
            raise self.lexer.error(b"%s has more than %d %s" % (where, limit, what))

    # Registers

    def check_stack(self, count: int) -> None:
        """Make sure that the frame has `count` registers above `free_register`."""
        size = self.free_register + count
        if size > self.max_stack:
            if size >= MAX_STACK:
                raise self.lexer.syntax_error(b"function or expression too complex")
            self.max_stack = size

    def reserve(self, count: int) -> None:
        """Take the next `count` registers."""
        self.check_stack(count)
        self.free_register += count

    def release(self, operand: int) -> None:
        """Give back the register of an operand, unless it is a constant or a variable."""
        if self.active_count <= operand < CONST_BIT:
            self.free_register -= 1

    # Constants

    def string_constant(self, value: bytes) -> int:
        """Return the index of a string constant."""
        index = self._string_index.get(value)
        if index is None:
            index = self._string_index[value] = self._add_constant(value)
        return index

    def number_constant(self, value: float) -> int:
        """Return the index of a number constant. 0 and -0 share one, the first that was used."""
        index = self._constant_index.get(value)
        if index is None:
            index = self._constant_index[value] = self._add_constant(value)
        return index

    def simple_constant(self, value: bool | None) -> int:
        """Return the index of the constant nil, true or false."""
        key = repr(value)
        index = self._constant_index.get(key)
        if index is None:
            index = self._constant_index[key] = self._add_constant(value)
        return index

    def add_function(self, proto: Prototype) -> int:
        """Add a nested function and return its index."""
        return _append(self.protos, proto)

    def _add_constant(self, value: Constant) -> int:
        return _append(self.constants, value)

    # Variables

    def declare_local(self, name: bytes) -> None:
        """Record a local variable that `activate_locals` brings into scope later."""
        declared = self._declared
        self.check_limit(self.active_count + len(declared) + 1, MAX_LOCALS, b"local variables")
        index = len(self._locals)
        if index >= MAX_LOCAL_RECORDS:
            raise LuaLimitError(b"too many local variables")
        self._locals.append((name, [0, 0]))
        declared.append(index)

    def activate_locals(self, count: int) -> None:
        """Bring the first `count` declared variables into scope, in the next registers."""
        declared = self._declared
        here = len(self.code)
        for index in declared[:count]:
            name, span = self._locals[index]
            span[0] = here
            self._active.append(index)
            self._visible.setdefault(name, []).append(self.active_count)
            self.active_count += 1
        del declared[:count]

    def start_last_local_here(self) -> None:
        """Let debug information see the newest variable only from the next instruction on."""
        self._locals[self._active[-1]][1][0] = len(self.code)

    def _deactivate(self, count: int) -> None:
        """End the scope of all variables but the first `count`."""
        here = len(self.code)
        active = self._active
        while len(active) > count:
            name, span = self._locals[active.pop()]
            span[1] = here
            self._visible[name].pop()
        self.active_count = count

    def resolve(self, name: bytes) -> Expression:
        """Return what `name` means here: a local variable, an upvalue or a global."""
        registers = self._visible.get(name)
        if registers:
            return Expression(LOCAL, registers[-1])
        upvalue = self._find_upvalue(name)
        if upvalue is not None:
            return Expression(UPVALUE, upvalue)
        return Expression(GLOBAL, self.string_constant(name))

    def _find_upvalue(self, name: bytes) -> int | None:
        """Return the upvalue for a name that is not a local variable; None if it is a global."""
        parent = self.parent
        if parent is None:
            return None
        registers = parent._visible.get(name)
        if registers:
            captured = (True, registers[-1])
            parent._mark_captured(registers[-1])
        else:
            outer = parent._find_upvalue(name)
            if outer is None:
                return None
            captured = (False, outer)
        index = self._upvalue_index.get(captured)
        if index is None:
            index = len(self.upvalues)
            self.check_limit(index + 1, MAX_UPVALUES, b"upvalues")
            self._upvalue_index[captured] = index
            self.upvalues.append(captured)
            self.upvalue_names.append(name)
        return index

    # Blocks

    def enter_block(self, is_loop: bool) -> Block:
        """Open a block."""
        self.block = block = Block(self.block, is_loop, self.active_count)
        return block

    def leave_block(self) -> None:
        """Close the innermost block: its variables die, its breaks go here."""
        block = self.block
        assert block is not None  # the parser pairs them
        self.block = block.outer
        self._deactivate(block.active_count)
        if block.captured:
            self.emit_abc(_CLOSE, block.active_count, 0, 0)
        self.free_register = self.active_count
        self.patch_to_here(block.breaks)

    def enclosing_blocks(self) -> Iterator[Block]:
        """Yield the open blocks, innermost first."""
        block = self.block
        while block is not None:
            yield block
            block = block.outer

    def _mark_captured(self, register: int) -> None:
        for block in self.enclosing_blocks():
            if block.active_count <= register:
                block.captured = True
                return


def _append(items: list[_Item], item: _Item) -> int:
    """Append to a list that Bx operands index, and return the index."""
    index = len(items)
    if index >= MAX_BX:
        raise LuaLimitError(b"constant table overflow")
    items.append(item)
    return index
