"""Random functions in bytecode that the verifier lets pass, and no compiler makes.

Compilers use registers in few ways: temporaries on top, loops over their own three registers, a
comparison's jump right behind it. Here any instruction may take any register that holds a fitting
value. A function has work registers, which always hold something, and others above them for calls,
loops and lists; what a call leaves above its results is never read, since that is nobody's
business. Sorts of values are tracked so that most functions run to their end; an error is as good
as any other result, for all executors have to give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from conformance.generators.decisions import Decisions, chance, choose
from conformance.jit_under_test.bytecode.opcodes import (
    CONST_BIT,
    Op,
    encode_abc,
    encode_abx,
    encode_asbx,
)
from conformance.jit_under_test.bytecode.prototype import (
    VARARG_IS_VARARG,
    Constant,
    Prototype,
)
from conformance.jit_under_test.bytecode.verifier import verify_all

WORK: Final = 8
"""Registers that always hold something; those of loops, then those of calls are above."""
LOOP_SIZE: Final = 7
MOST_LOOPS: Final = 3
CALLS: Final = WORK + MOST_LOOPS * LOOP_SIZE
FRAME: Final = CALLS + WORK + 4
STEPS: Final = 24
TRIPS: Final = (4, 2, 11, 30, 60)

NUMBERS: Final = (
    *(1.0, 2.0, 0.0, -1.0, 0.5, 3.0, 10.0, -0.0, 255.0, 256.0, 1e15, 1e308),
    *(2.0**31 - 1, 2.0**31, -(2.0**31), 2.0**53, float("inf")),
)
STRINGS: Final = (b"a", b"", b"10", b"0x10", b"abc", b"x\0y", b"1e1")
FIELDS: Final = (b"a", b"b", b"n")
GLOBALS: Final = (b"g1", b"g2")
ARITHMETIC: Final = (Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.MOD, Op.POW)
# Functions of one or two arguments, by the path to them, that take what sort of value.
NUMBER, STRING, TABLE, ANY = "number", "string", "table", "any"
LIBRARY: Final = (
    ((b"tostring",), NUMBER, STRING),
    ((b"type",), ANY, STRING),
    ((b"tonumber",), STRING, ANY),
    ((b"math", b"floor"), NUMBER, NUMBER),
    ((b"math", b"abs"), NUMBER, NUMBER),
    ((b"string", b"len"), STRING, NUMBER),
    ((b"string", b"upper"), STRING, STRING),
    ((b"ipairs",), TABLE, ANY),
    ((b"rawget",), TABLE, ANY),
)
# Registers that mostly keep a value of their sort, so that there always is one.
KEPT: Final = {0: NUMBER, 4: STRING, 7: TABLE}
METHODS: Final = ((b"upper", STRING), (b"len", NUMBER), (b"reverse", STRING), (b"byte", ANY))


@dataclass
class _Writer:
    """Writes one function. `sorts` are those of the work registers."""

    decisions: Decisions
    upvalues: int = 0
    parameters: int = 0
    is_main: bool = True
    code: list[int] = field(default_factory=list)
    constants: list[Constant] = field(default_factory=list)
    protos: list[Prototype] = field(default_factory=list)
    sorts: list[str] = field(default_factory=lambda: [ANY] * WORK)
    loops: int = 0

    def below(self, count: int) -> int:
        return self.decisions.below(count)

    # Operands

    def constant(self, value: Constant) -> int:
        """The index of a constant; 0.0 and -0.0 are two."""
        for index, known in enumerate(self.constants):
            if type(known) is type(value) and repr(known) == repr(value):
                return index
        self.constants.append(value)
        return len(self.constants) - 1

    def rk(self, value: Constant) -> int:
        """A constant as an operand of an arithmetic, comparing or indexing instruction."""
        return CONST_BIT | self.constant(value)

    def register(self, sort: str) -> int:
        """A work register, mostly one that holds a value of this sort."""
        fitting = [r for r in range(WORK) if sort in (ANY, self.sorts[r])]
        if not fitting or chance(self.decisions, 4):
            return self.below(WORK)
        return choose(self.decisions, fitting)

    def target(self, sort: str) -> int:
        """A work register to write to; in loops mostly one that holds this sort already."""
        free = [r for r in range(WORK) if KEPT.get(r, sort) == sort]
        fitting = [r for r in free if self.sorts[r] in (sort, ANY)]
        if chance(self.decisions, 2):
            register = self.below(WORK)
        else:
            register = choose(self.decisions, (self.loops and fitting) or free)
        if self.loops and self.sorts[register] != sort:
            # In the next iteration it holds this, whatever it held in the first.
            self.sorts[register] = ANY
        else:
            self.sorts[register] = sort
        return register

    def number(self) -> int:
        if chance(self.decisions, 35):
            return self.rk(choose(self.decisions, NUMBERS))
        return self.register(NUMBER)

    def value(self) -> int:
        """Any operand."""
        kind = self.below(4)
        if kind == 0:
            return self.rk(choose(self.decisions, STRINGS))
        return self.number() if kind == 1 else self.register(ANY)

    def key(self) -> int:
        kind = self.below(4)
        if kind == 0:
            return self.rk(choose(self.decisions, FIELDS))
        if kind == 1:
            return self.rk(float(1 + self.below(4)))
        return self.rk(choose(self.decisions, FIELDS)) if kind == 2 else self.register(STRING)

    # Code

    def abc(self, op: Op, a: int, b: int = 0, c: int = 0) -> None:
        self.code.append(encode_abc(op, a, b, c))

    def abx(self, op: Op, a: int, bx: int) -> None:
        self.code.append(encode_abx(op, a, bx))

    def jump(self) -> int:
        """A jump whose target is not known yet; its position, for `land`."""
        self.abx(Op.JMP, 0, 0)
        return len(self.code) - 1

    def land(self, position: int, target: int | None = None, op: Op = Op.JMP, a: int = 0) -> None:
        """Have the jump at a position lead here, or to another position."""
        to = len(self.code) if target is None else target
        self.code[position] = encode_asbx(op, a, to - position - 1)

    def library(self, path: Sequence[bytes]) -> None:
        """A library function in the first register of calls."""
        self.abx(Op.GETGLOBAL, CALLS, self.constant(path[0]))
        for name in path[1:]:
            self.abc(Op.GETTABLE, CALLS, CALLS, self.rk(name))

    # Steps

    def step(self) -> None:
        choose(self.decisions, _STEPS)(self)

    def arithmetic(self) -> None:
        op, b, c = choose(self.decisions, ARITHMETIC), self.number(), self.number()
        self.abc(op, self.target(NUMBER), b, c)

    def unary(self) -> None:
        op, sort = choose(self.decisions, ((Op.UNM, NUMBER), (Op.LEN, STRING), (Op.LEN, TABLE)))
        register = self.register(sort)
        self.abc(op, self.target(NUMBER), register)

    def negate(self) -> None:
        register = self.register(ANY)
        self.abc(Op.NOT, self.target(ANY), register)

    def move(self) -> None:
        register = self.register(ANY)
        self.abc(Op.MOVE, self.target(self.sorts[register]), register)

    def load(self) -> None:
        kind = self.below(5)
        if kind < 2:
            self.abx(Op.LOADK, self.target(NUMBER), self.constant(choose(self.decisions, NUMBERS)))
        elif kind == 2:
            self.abx(Op.LOADK, self.target(STRING), self.constant(choose(self.decisions, STRINGS)))
        elif kind == 3:
            self.abc(Op.LOADBOOL, self.target(ANY), self.below(2), 0)
        else:
            register = self.target(ANY)
            self.abc(Op.LOADNIL, register, register)

    def skipping_load(self) -> None:
        """Two loads of which the first skips the second."""
        register = self.target(ANY)
        self.abc(Op.LOADBOOL, register, self.below(2), 1)
        self.abc(Op.LOADBOOL, register, self.below(2), 0)

    def global_(self) -> None:
        name = self.constant(choose(self.decisions, GLOBALS))
        if chance(self.decisions, 50):
            self.abx(Op.SETGLOBAL, self.register(NUMBER), name)
        else:
            self.abx(Op.GETGLOBAL, self.target(ANY), name)

    def upvalue(self) -> None:
        if not self.upvalues:
            return
        upvalue = self.below(self.upvalues)
        if chance(self.decisions, 50):
            self.abc(Op.SETUPVAL, self.register(NUMBER), upvalue)
        else:
            self.abc(Op.GETUPVAL, self.target(ANY), upvalue)

    def new_table(self) -> None:
        self.abc(Op.NEWTABLE, self.target(TABLE), self.below(4), self.below(4))

    def list_(self) -> None:
        count = 1 + self.below(4)
        self.abc(Op.NEWTABLE, CALLS, 0, 0)
        for at in range(count):
            self.abc(Op.MOVE, CALLS + 1 + at, self.register(NUMBER))
        self.abc(Op.SETLIST, CALLS, count, 1 + self.below(2))
        self.abc(Op.MOVE, self.target(TABLE), CALLS)

    def get(self) -> None:
        table, key = self.register(TABLE), self.key()
        self.abc(Op.GETTABLE, self.target(ANY), table, key)

    def set_(self) -> None:
        self.abc(Op.SETTABLE, self.register(TABLE), self.key(), self.value())

    def concat(self) -> None:
        count = 2 + self.below(3)
        for at in range(count):
            sort = choose(self.decisions, (STRING, NUMBER))
            self.abc(Op.MOVE, CALLS + at, self.register(sort))
        self.abc(Op.CONCAT, self.target(STRING), CALLS, CALLS + count - 1)

    def call_library(self) -> None:
        path, takes, gives = choose(self.decisions, LIBRARY)
        self.library(path)
        self.abc(Op.MOVE, CALLS + 1, self.register(takes))
        self.abc(Op.MOVE, CALLS + 2, self.register(ANY))
        self.abc(Op.CALL, CALLS, 3 if takes == TABLE else 2, 2)
        self.abc(Op.MOVE, self.target(gives), CALLS)

    def call_method(self) -> None:
        name, gives = choose(self.decisions, METHODS)
        self.abc(Op.SELF, CALLS, self.register(STRING), self.rk(name))
        self.abc(Op.CALL, CALLS, 2, 2)
        self.abc(Op.MOVE, self.target(gives), CALLS)

    def call_own(self) -> None:
        """A function of two parameters that captures work registers, called at once."""
        if not self.is_main:
            return
        captures = [self.below(WORK) for _ in range(self.below(3))]
        self.protos.append(_function(self.decisions, len(captures)))
        self.abx(Op.CLOSURE, CALLS, len(self.protos) - 1)
        for register in captures:
            self.abc(Op.MOVE, 0, register)
            # The function may assign it a number.
            self.sorts[register] = ANY
        for at in (1, 2):
            self.abc(Op.MOVE, CALLS + at, self.register(NUMBER))
        results = self.below(3)
        self.abc(Op.CALL, CALLS, 3, 1 + results)
        for at in range(results):
            self.abc(Op.MOVE, self.target(ANY), CALLS + at)
        if chance(self.decisions, 50):
            self.abc(Op.CLOSE, self.below(WORK))

    def open_call(self) -> None:
        """All results of one call are the arguments of another, or the items of a list."""
        if chance(self.decisions, 50):
            self.library((b"tostring",))
            gives = STRING
        else:
            self.abc(Op.NEWTABLE, CALLS, 0, 0)
            gives = TABLE
        self.abx(Op.GETGLOBAL, CALLS + 1, self.constant(b"unpack"))
        self.abc(Op.MOVE, CALLS + 2, self.register(TABLE))
        self.abx(Op.LOADK, CALLS + 3, self.constant(1.0))
        self.abx(Op.LOADK, CALLS + 4, self.constant(float(1 + self.below(6))))
        self.abc(Op.CALL, CALLS + 1, 4, 0)
        if gives == STRING:
            self.abc(Op.CALL, CALLS, 0, 2)
        else:
            self.abc(Op.SETLIST, CALLS, 0, 1)
        self.abc(Op.MOVE, self.target(gives), CALLS)

    def vararg(self) -> None:
        if self.is_main:
            self.abc(Op.VARARG, CALLS, 3)
            self.abc(Op.MOVE, self.target(ANY), CALLS + self.below(2))

    def condition(self) -> int:
        """A test and the jump that it makes; the jump's position."""
        kind = self.below(5)
        if kind == 0:
            self.abc(Op.TEST, self.register(ANY), 0, self.below(2))
        elif kind == 1:
            register = self.register(ANY)
            self.abc(Op.TESTSET, self.target(ANY), register, self.below(2))
        elif kind == 2:
            self.abc(Op.EQ, self.below(2), self.value(), self.value())
        else:
            op = choose(self.decisions, (Op.LT, Op.LE))
            self.abc(op, self.below(2), self.number(), self.number())
        return self.jump()

    def branch(self) -> None:
        before = list(self.sorts)
        away = self.condition()
        for _ in range(1 + self.below(3)):
            self.step()
        self.land(away)
        self.sorts = [a if a == b else ANY for a, b in zip(before, self.sorts, strict=True)]

    def body(self) -> None:
        for _ in range(2 + self.below(6)):
            self.step()

    def enter_loop(self) -> int:
        self.loops += 1
        return WORK + (self.loops - 1) * LOOP_SIZE

    def numeric_loop(self) -> None:
        if self.loops == MOST_LOOPS:
            return
        base = self.enter_loop()
        trips, down = choose(self.decisions, TRIPS), chance(self.decisions, 25)
        if self.loops > 1 or not self.is_main:
            # Loops in loops, or in what loops call.
            trips = min(trips, 11 if self.is_main else 4)
        first, last, step = (float(trips), 1.0, -1.0) if down else (1.0, float(trips), 1.0)
        for at, value in enumerate((first, last, step)):
            self.abx(Op.LOADK, base + at, self.constant(value))
        prepare = self.jump()
        self.abc(Op.MOVE, self.target(NUMBER), base + 3)
        self.body()
        self.land(prepare, op=Op.FORPREP, a=base)
        back = self.jump()
        self.land(back, prepare + 1, Op.FORLOOP, base)
        self.loops -= 1

    def generic_loop(self) -> None:
        if self.loops == MOST_LOOPS:
            return
        base = self.enter_loop()
        self.library((choose(self.decisions, (b"ipairs", b"pairs")),))
        self.abc(Op.MOVE, CALLS + 1, self.register(TABLE))
        self.abc(Op.CALL, CALLS, 2, 4)
        for at in range(3):
            self.abc(Op.MOVE, base + at, CALLS + at)
        enter = self.jump()
        start = len(self.code)
        self.abc(Op.MOVE, self.target(ANY), base + 3 + self.below(2))
        # No step in here: one that changes the table may make its traversal endless.
        self.arithmetic()
        self.land(enter)
        self.abc(Op.TFORLOOP, base, 0, 2)
        back = self.jump()
        self.land(back, start)
        self.loops -= 1

    def begin(self) -> None:
        """Give every work register a value."""
        sorts = (NUMBER, NUMBER, NUMBER, NUMBER, STRING, STRING, TABLE, TABLE)
        for register in range(self.parameters, WORK):
            sort = sorts[register]
            if sort == TABLE:
                self.abc(Op.NEWTABLE, register, 0, 0)
            else:
                values: Sequence[Constant] = NUMBERS if sort == NUMBER else STRINGS
                self.abx(Op.LOADK, register, self.constant(choose(self.decisions, values)))
        self.sorts = list(sorts)

    def finish(self) -> Prototype:
        code = tuple(self.code)
        return Prototype(
            code, tuple(self.constants), tuple(self.protos), (1,) * len(code), (), (), b"=random",
            0, 0, self.upvalues, self.parameters, VARARG_IS_VARARG if self.is_main else 0, FRAME,
        )  # fmt: skip


_STEPS: Final[Sequence[Callable[[_Writer], None]]] = (
    _Writer.arithmetic, _Writer.arithmetic, _Writer.arithmetic, _Writer.unary, _Writer.negate,
    _Writer.move, _Writer.load, _Writer.skipping_load, _Writer.global_, _Writer.upvalue,
    _Writer.new_table, _Writer.list_, _Writer.get, _Writer.set_, _Writer.set_, _Writer.concat,
    _Writer.call_library, _Writer.call_method, _Writer.call_own, _Writer.open_call,
    _Writer.vararg, _Writer.branch, _Writer.branch, _Writer.numeric_loop, _Writer.numeric_loop,
    _Writer.generic_loop,
)  # fmt: skip


def _function(decisions: Decisions, upvalues: int) -> Prototype:
    """A function of two parameters that returns two work registers."""
    writer = _Writer(decisions, upvalues, 2, is_main=False)
    writer.begin()
    for _ in range(1 + decisions.below(4)):
        writer.step()
    writer.abc(Op.RETURN, decisions.below(WORK - 1), 3)
    writer.abc(Op.RETURN, 0, 1)
    return writer.finish()


def main_function(decisions: Decisions) -> Prototype:
    """A vararg function that prints its work registers in the end; all of it is verified."""
    writer = _Writer(decisions)
    writer.begin()
    for _ in range(1 + decisions.below(STEPS)):
        writer.step()
    if chance(decisions, 60):
        writer.numeric_loop()
    writer.library((b"print",))
    for register in range(WORK):
        writer.abc(Op.MOVE, CALLS + 1 + register, register)
    writer.abc(Op.CALL, CALLS, WORK + 1, 1)
    writer.abc(Op.RETURN, 0, 1)
    proto = writer.finish()
    verify_all(proto)
    return proto
