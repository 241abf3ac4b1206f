"""Bytecode verifier: refuses functions that could lead an interpreter outside their frame.

It makes the checks that PUC 5.1.5 makes when it loads a binary chunk: operands within the frame
and the tables, jumps within the code and not into a SETLIST count, tests before jumps, open results
next to an instruction that takes them, closures followed by their captures. Types of values and
initialised registers are not checked.

PUC lets some functions pass that no compiler makes and that it then runs astray. They are refused
here: who takes open results must be entered behind the instruction that leaves them, and take them
from no later register; nothing jumps between a closure and its captures; a tail call is followed
by its RETURN; operands that stand for false or true are 0 or 1.
"""

from collections.abc import Iterable
from typing import Final

from conformance.jit_under_test.bytecode.opcodes import (
    MAX_STACK,
    NUM_OPCODES,
    OP_INFO,
    Mode,
    Op,
    Operand,
    arg_a,
    arg_b,
    arg_bx,
    arg_c,
    arg_sbx,
    constant_index,
    is_constant,
    opcode,
)
from conformance.jit_under_test.bytecode.prototype import (
    VARARG_HAS_ARG,
    VARARG_IS_VARARG,
    VARARG_NEEDS_ARG,
    Prototype,
)

# Instructions that take an open list of values when their B is 0, and how many of their own values
# lie below it: the function, the table.
_OPEN_TAKERS: Final = {Op.CALL: 1, Op.TAILCALL: 1, Op.RETURN: 0, Op.SETLIST: 1}
# Operands that only say false or true: opcode -> the field.
_TRUTH: Final = {
    Op.EQ: "a",
    Op.LT: "a",
    Op.LE: "a",
    Op.TEST: "c",
    Op.TESTSET: "c",
    Op.LOADBOOL: "c",
}
_CAPTURES: Final = frozenset((Op.GETUPVAL, Op.MOVE))


class BytecodeError(Exception):
    """A malformed function. The text says what is wrong, and at which instruction."""


def verify(proto: Prototype) -> None:
    """Raise BytecodeError if `proto` is malformed. Nested functions are not looked into."""
    _verify_frame(proto)
    pc, previous = 0, -1
    entries: dict[int, int] = {}
    closed: set[int] = set()
    while pc < len(proto.code):
        try:
            instruction = _Instruction(proto, pc, previous)
            following = instruction.verify()
        except BytecodeError as error:
            raise BytecodeError(f"instruction {pc + 1}: {error}") from None
        entries.update(dict.fromkeys(instruction.jumps(), pc))
        closed.update(instruction.closed(following))
        previous, pc = pc, following
    for target, source in entries.items():
        if target in closed:
            raise BytecodeError(f"instruction {source + 1}: jump into the middle, to {target + 1}")


def verify_all(proto: Prototype) -> None:
    """Raise BytecodeError if `proto` or a function nested in it is malformed."""
    stack = [proto]
    while stack:
        current = stack.pop()
        verify(current)
        stack.extend(current.protos)


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise BytecodeError(reason)


def _verify_frame(proto: Prototype) -> None:
    vararg = proto.is_vararg
    size = proto.maxstacksize
    _require(size <= MAX_STACK, f"frame of {size} registers, at most {MAX_STACK} allowed")
    parameters = proto.numparams + (vararg & VARARG_HAS_ARG)
    _require(parameters <= size, f"{parameters} parameters in a frame of {size} registers")
    _require(
        not vararg & VARARG_NEEDS_ARG or bool(vararg & VARARG_HAS_ARG),
        "table 'arg' wanted without a variable for it",
    )
    _require(
        len(proto.upvalue_names) <= proto.nups,
        f"{len(proto.upvalue_names)} upvalue names for {proto.nups} upvalues",
    )
    lines, instructions = len(proto.lineinfo), len(proto.code)
    _require(lines in (0, instructions), f"{lines} lines for {instructions} instructions")
    _require(
        instructions > 0 and opcode(proto.code[-1]) == Op.RETURN,
        "last instruction is not a RETURN",
    )


class _Instruction:
    """One instruction being verified, decoded once."""

    __slots__ = ("a", "b", "c", "op", "pc", "previous", "proto")

    def __init__(self, proto: Prototype, pc: int, previous: int) -> None:
        self.proto = proto
        self.pc = pc
        self.previous = previous  # the pc of the instruction before, which may be two words long
        word = proto.code[pc]
        self.op = opcode(word)
        _require(self.op < NUM_OPCODES, f"unknown opcode {self.op}")
        self.a = arg_a(word)
        self.c = 0
        match OP_INFO[self.op].mode:
            case Mode.ABC:
                self.b, self.c = arg_b(word), arg_c(word)
            case Mode.ABX:
                self.b = arg_bx(word)
            case Mode.ASBX:
                self.b = arg_sbx(word)

    def verify(self) -> int:
        """Check all rules and return the pc of the next instruction."""
        self._register(self.a)
        self._operands()
        code = self.proto.code
        if OP_INFO[self.op].is_test:
            _require(self.pc + 2 < len(code), "test at the end of the code")
            _require(opcode(code[self.pc + 1]) == Op.JMP, "test without a JMP after it")
        if (field := _TRUTH.get(Op(self.op))) is not None:
            value = self.a if field == "a" else self.c
            _require(value <= 1, f"{value} is neither false nor true")
        if self._takes_open():
            self._verify_open()
        return self.pc + 1 + self._specific()

    def jumps(self) -> tuple[int, ...]:
        """Where it may go on besides the next instruction."""
        if self.op == Op.LOADBOOL:
            return (self.pc + 2,) if self.c else ()
        if OP_INFO[self.op].is_test:
            return (self.pc + 2,)
        return (self.pc + 1 + self.b,) if OP_INFO[self.op].mode is Mode.ASBX else ()

    def closed(self, following: int) -> Iterable[int]:
        """Positions that must not be jumped to, given the next instruction's."""
        if self.op == Op.CLOSURE:
            following += self.proto.protos[self.b].nups
        inner = range(self.pc + 1, following)
        return (self.pc, *inner) if self._takes_open() else inner

    def _takes_open(self) -> bool:
        return self.op in _OPEN_TAKERS and self.b == 0

    def _verify_open(self) -> None:
        """The list that it takes begins where the instruction before it says."""
        before = self.proto.code[self.previous] if self.pc > 0 else 0
        leaves = self.previous == self.pc - 1 and (
            arg_c(before) == 0
            if opcode(before) in (Op.CALL, Op.TAILCALL)
            else opcode(before) == Op.VARARG and arg_b(before) == 0
        )
        _require(leaves, "takes open results that nothing leaves")
        first = self.a + _OPEN_TAKERS[Op(self.op)]
        _require(first <= arg_a(before), f"takes open results of register {arg_a(before)} too late")

    def _register(self, register: int) -> None:
        size = self.proto.maxstacksize
        _require(register < size, f"register {register} outside the frame of {size}")

    def _constant(self, index: int) -> None:
        count = len(self.proto.constants)
        _require(index < count, f"constant {index} of {count}")

    def _operands(self) -> None:
        info = OP_INFO[self.op]
        match info.mode:
            case Mode.ABC:
                self._operand(self.b, info.b)
                self._operand(self.c, info.c)
            case Mode.ABX:
                if info.b is Operand.CONST_OR_REG:
                    self._constant(self.b)
            case Mode.ASBX:
                self._jump_target(self.pc + 1 + self.b)

    def _operand(self, value: int, kind: Operand) -> None:
        if kind is Operand.NONE:
            _require(value == 0, f"unused operand holds {value}")
        elif kind is Operand.CONST_OR_REG and is_constant(value):
            self._constant(constant_index(value))
        elif kind is not Operand.VALUE:
            self._register(value)

    def _jump_target(self, target: int) -> None:
        code = self.proto.code
        _require(0 <= target < len(code), f"jump to {target + 1} of {len(code)}")
        # A word before the target that looks like a SETLIST with a count may itself be the count
        # of another one; so the whole run of them decides by its parity.
        run = 0
        while run < target and _has_count_word(code[target - 1 - run]):
            run += 1
        _require(run % 2 == 0, f"jump to {target + 1}, the count of a SETLIST")

    def _open_taker_follows(self) -> None:
        following = self.proto.code[self.pc + 1]
        _require(
            opcode(following) in _OPEN_TAKERS and arg_b(following) == 0,
            "open results are not taken by the next instruction",
        )

    def _specific(self) -> int:
        """Check what only this opcode asks for; return how many extra words it takes."""
        proto, code = self.proto, self.proto.code
        match self.op:
            case Op.LOADBOOL:
                if self.c == 1:
                    _require(self.pc + 2 < len(code), "skip over the end of the code")
                    _require(not _has_count_word(code[self.pc + 1]), "skip into a SETLIST")
            case Op.GETUPVAL | Op.SETUPVAL:
                _require(self.b < proto.nups, f"upvalue {self.b} of {proto.nups}")
            case Op.GETGLOBAL | Op.SETGLOBAL:
                name = proto.constants[self.b]
                _require(isinstance(name, bytes), "name of a global is not a string")
            case Op.SELF:
                self._register(self.a + 1)
            case Op.CONCAT:
                _require(self.b < self.c, f"concatenation of registers {self.b} to {self.c}")
            case Op.TFORLOOP:
                _require(self.c >= 1, "iteration without variables")
                self._register(self.a + 2 + self.c)
            case Op.FORLOOP | Op.FORPREP:
                self._register(self.a + 3)
            case Op.CALL:
                self._call()
            case Op.TAILCALL:
                self._call()
                following = code[self.pc + 1] if self.pc + 1 < len(code) else 0
                _require(
                    self.c == 0 and opcode(following) == Op.RETURN and arg_a(following) == self.a,
                    "tail call without its RETURN",
                )
            case Op.RETURN:
                if self.b > 1:
                    self._register(self.a + self.b - 2)
            case Op.SETLIST:
                return self._set_list()
            case Op.CLOSURE:
                self._closure()
            case Op.VARARG:
                self._vararg()
        return 0

    def _call(self) -> None:
        if self.b != 0:
            self._register(self.a + self.b - 1)
        if self.c == 0:
            self._open_taker_follows()
        elif self.c > 1:
            self._register(self.a + self.c - 2)

    def _set_list(self) -> int:
        if self.b > 0:
            self._register(self.a + self.b)
        if self.c != 0:
            return 0
        _require(self.pc + 1 < len(self.proto.code) - 1, "count of a SETLIST is missing")
        return 1

    def _closure(self) -> None:
        protos, code = self.proto.protos, self.proto.code
        _require(self.b < len(protos), f"function {self.b} of {len(protos)}")
        captures = protos[self.b].nups
        _require(self.pc + captures < len(code), "captures of a closure are missing")
        for word in code[self.pc + 1 : self.pc + 1 + captures]:
            _require(opcode(word) in _CAPTURES, "capture is neither MOVE nor GETUPVAL")

    def _vararg(self) -> None:
        kind = self.proto.is_vararg
        _require(
            bool(kind & VARARG_IS_VARARG) and not kind & VARARG_NEEDS_ARG,
            "'...' in a function that keeps none",
        )
        if self.b == 0:
            self._open_taker_follows()
        else:
            self._register(self.a + self.b - 2)


def _has_count_word(word: int) -> bool:
    """Tell whether a word looks like a SETLIST whose count is in the next word."""
    return opcode(word) == Op.SETLIST and arg_c(word) == 0
