"""Which registers of a function are still needed at each instruction.

A register is live at pc if some path from pc reads it before writing it. Registers that a
closure captures can be read through it at any time, so they are live everywhere; so are named
local variables in their scope, which debug functions can read. Fragments need not keep the
others: what an exit leaves in a dead register is nobody's business.

Sets of registers are ints, one bit each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.opcodes import OP_INFO, Op, Operand
from conformance.jit_under_test.bytecode.quick import FIRST_CONSTANT

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype

EVERYTHING: Final = (1 << 256) - 1
_COMPARES: Final = frozenset({Op.EQ, Op.LT, Op.LE, Op.TEST, Op.TESTSET, Op.TFORLOOP})


def _span(first: int, count: int) -> int:
    return ((1 << count) - 1) << first if count > 0 else 0


def _from(first: int) -> int:
    return EVERYTHING >> first << first


def _operands(instruction: int, op: Op) -> int:
    """The registers in B and C operands."""
    info = OP_INFO[op]
    b, c = instruction >> 23, instruction >> 14 & 511
    found = 0
    for kind, operand in ((info.b, b), (info.c, c)):
        is_register = kind is Operand.REGISTER or kind is Operand.CONST_OR_REG
        if is_register and operand < FIRST_CONSTANT:
            found |= 1 << operand
    return found


@lru_cache(maxsize=1 << 14)
def _uses_and_writes(instruction: int) -> tuple[int, int]:
    """Registers read, and registers whose old value is gone, by one instruction."""
    op = Op(instruction & 63)
    a, b, c = instruction >> 6 & 255, instruction >> 23, instruction >> 14 & 511
    match op:
        case Op.LOADNIL:
            return 0, _span(a, b - a + 1)
        case Op.SETGLOBAL | Op.SETUPVAL | Op.TEST:
            return 1 << a, 0
        case Op.SETTABLE:
            return 1 << a | _operands(instruction, op), 0
        case Op.SELF:
            return _operands(instruction, op), 1 << a | 2 << a
        case Op.CONCAT:
            return _span(b, c - b + 1), 1 << a
        case Op.TESTSET:
            return 1 << b, 0
        case Op.CALL | Op.TAILCALL:
            return (_span(a, b) if b else _from(a)), _from(a)
        case Op.RETURN:
            return (_span(a, b - 1) if b else _from(a)), 0
        case Op.FORLOOP:
            return 7 << a, 0  # index and copy change only if the loop goes on, see _written_on_way
        case Op.FORPREP:
            return 7 << a, 7 << a
        case Op.TFORLOOP:
            return 7 << a, _from(a + 3)
        case Op.SETLIST:
            return (_span(a, b + 1) if b else _from(a)), 0
        case Op.CLOSE:
            return _from(a), 0
        case Op.VARARG:
            return 0, (_span(a, b - 1) if b else _from(a))
        case Op.JMP:
            return 0, 0
        case Op.EQ | Op.LT | Op.LE:
            return _operands(instruction, op), 0
        case Op.LOADK | Op.GETGLOBAL | Op.CLOSURE | Op.NEWTABLE | Op.LOADBOOL | Op.GETUPVAL:
            return 0, 1 << a
        case _:
            return _operands(instruction, op), 1 << a


@lru_cache(maxsize=1 << 14)
def _steps(instruction: int, upvalues: int) -> tuple[int, ...]:
    """Where control goes from an instruction, as distances; `upvalues` are those of a CLOSURE."""
    op = Op(instruction & 63)
    offset = (instruction >> 14) - 131071
    match op:
        case Op.RETURN:
            return ()
        case Op.JMP | Op.FORPREP:
            return (1 + offset,)
        case Op.FORLOOP:
            return (1, 1 + offset)
        case Op.LOADBOOL:
            return (2,) if instruction >> 14 & 511 else (1,)
        case Op.CLOSURE:
            return (1 + upvalues,)
        case Op.SETLIST:
            return (1,) if instruction >> 14 & 511 else (2,)
        case _:
            return (1, 2) if op in _COMPARES else (1,)


def _written_on_way(instruction: int, pc: int, successor: int) -> int:
    """The registers that an instruction writes only if it is followed by that at `successor`."""
    op, a = instruction & 63, instruction >> 6 & 255
    if op == Op.FORLOOP and successor != pc + 1:
        return 8 << a
    if op == Op.TESTSET and successor == pc + 1:
        return 1 << a
    return 0


def _successors(prototype: "Prototype") -> dict[int, list[int]]:
    """By pc of each instruction that can be reached: where control goes from there."""
    code, protos = prototype.code, prototype.protos
    found: dict[int, list[int]] = {}
    work = [0]
    while work:
        pc = work.pop()
        if pc not in found and pc < len(code):
            instruction = code[pc]
            inner = protos[instruction >> 14].nups if instruction & 63 == Op.CLOSURE else 0
            following = [pc + step for step in _steps(instruction, inner)]
            found[pc] = following
            work += following
    return found


def _captured(prototype: "Prototype", pcs: Iterable[int]) -> int:
    """The registers that closures made here capture."""
    found = 0
    for pc in pcs:
        instruction = prototype.code[pc]
        if instruction & 63 == Op.CLOSURE:
            for capture in range(1, prototype.protos[instruction >> 14].nups + 1):
                word = prototype.code[pc + capture]
                if word & 63 == Op.MOVE:
                    found |= 1 << (word >> 23)
    return found


def _visible(prototype: "Prototype") -> Iterator[int]:
    """For each pc the named registers that can be looked at while it is the next instruction.

    While a call is under way, the caller is still in the scope of its call instruction.
    """
    code = prototype.code
    begun = [0] * (len(code) + 1)
    for variable in prototype.locvars:
        # Binary chunks may hold any ranges here, empty and endless ones too.
        if variable.start_pc < min(variable.end_pc, len(code)):
            begun[variable.start_pc] += 1
            begun[min(variable.end_pc, len(code))] -= 1
    named = calling = 0
    for instruction, change in zip(code, begun, strict=False):
        named += change
        yield _span(0, max(named, calling))
        calling = named if instruction & 63 in (Op.CALL, Op.TFORLOOP) else 0


@dataclass(frozen=True, slots=True)
class Liveness:
    """`live` are, for each pc, the registers that are live before its instruction.

    `captured` are the registers that closures made by the function may share with it.
    """

    live: list[int]
    captured: int


def liveness(prototype: "Prototype") -> Liveness:
    """Look through the code of a function."""
    code = prototype.code
    successors = _successors(prototype)
    work = []
    for pc in sorted(successors, reverse=True):
        ways = [(to, ~_written_on_way(code[pc], pc, to)) for to in successors[pc]]
        work.append((pc, *_uses_and_writes(code[pc]), ways))
    live = [0] * (len(code) + 2)
    loops = any(following and min(following) <= pc for pc, following in successors.items())
    changed = True
    while changed:
        changed = False
        for pc, uses, writes, ways in work:
            after = 0
            for successor, kept in ways:
                after |= live[successor] & kept
            before = uses | after & ~writes
            if before != live[pc]:
                live[pc] = before
                changed = loops
    captured = _captured(prototype, successors)
    visible = _visible(prototype)
    everywhere = [before | captured | named for before, named in zip(live, visible, strict=False)]
    return Liveness(everywhere, captured)
