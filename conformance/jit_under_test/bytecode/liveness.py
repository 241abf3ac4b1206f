"""Which registers of a function are still needed at each instruction.

A register is live at pc if some path from pc reads it before writing it. Registers that a
closure captures can be read through it at any time, so they are live everywhere; so are named
local variables in their scope, which debug functions can read. Fragments need not keep the
others: what an exit leaves in a dead register is nobody's business.

Sets of registers are ints, one bit each.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.opcodes import MAX_SBX, OP_INFO, Mode, Op, Operand
from conformance.jit_under_test.bytecode.quick import FIRST_CONSTANT

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype

EVERYTHING: Final = (1 << 256) - 1
_CLOSURE: Final = int(Op.CLOSURE)
_MOVE: Final = int(Op.MOVE)
_CALLS: Final = (int(Op.CALL), int(Op.TFORLOOP))


def _span(first: int, count: int) -> int:
    return ((1 << count) - 1) << first if count > 0 else 0


def _from(first: int) -> int:
    return EVERYTHING >> first << first


# From the operands A, B and C: the registers read, and those whose old value is gone.
_Registers = Callable[[int, int, int], tuple[int, int]]
_OPERANDS: Final = (Operand.REGISTER, Operand.CONST_OR_REG)


def _usual(op: Op, results: int) -> _Registers:
    """Reads the registers among B and C, writes so many from A on."""
    info = OP_INFO[op]
    has_operands = info.mode is Mode.ABC
    reads_b = has_operands and info.b in _OPERANDS
    reads_c = has_operands and info.c in _OPERANDS
    written = _span(0, results)

    def registers(a: int, b: int, c: int) -> tuple[int, int]:
        found = 1 << b if reads_b and b < FIRST_CONSTANT else 0
        if reads_c and c < FIRST_CONSTANT:
            found |= 1 << c
        return found, written << a

    return registers


_compared: Final = _usual(Op.EQ, 0)


def _set_table(a: int, b: int, c: int) -> tuple[int, int]:
    return 1 << a | _compared(a, b, c)[0], 0


_RESULTS: Final = {Op.SELF: 2, Op.EQ: 0, Op.LT: 0, Op.LE: 0, Op.JMP: 0}  # of others 1
_UNUSUAL: Final[dict[Op, _Registers]] = {
    Op.LOADNIL: lambda a, b, c: (0, _span(a, b - a + 1)),
    Op.SETGLOBAL: lambda a, b, c: (1 << a, 0),
    Op.SETUPVAL: lambda a, b, c: (1 << a, 0),
    Op.SETTABLE: _set_table,
    Op.CONCAT: lambda a, b, c: (_span(b, c - b + 1), 1 << a),
    Op.TEST: lambda a, b, c: (1 << a, 0),
    Op.TESTSET: lambda a, b, c: (1 << b, 0),  # A changes on one way only, see _ways
    Op.CALL: lambda a, b, c: (_span(a, b) if b else _from(a), _from(a)),
    Op.TAILCALL: lambda a, b, c: (_span(a, b) if b else _from(a), _from(a)),
    Op.RETURN: lambda a, b, c: (_span(a, b - 1) if b else _from(a), 0),
    Op.FORLOOP: lambda a, b, c: (7 << a, 0),  # index and copy change only if the loop goes on
    Op.FORPREP: lambda a, b, c: (7 << a, 7 << a),
    Op.TFORLOOP: lambda a, b, c: (7 << a, _from(a + 3)),
    Op.SETLIST: lambda a, b, c: (_span(a, b + 1) if b else _from(a), 0),
    Op.CLOSE: lambda a, b, c: (_from(a), 0),
    Op.VARARG: lambda a, b, c: (0, _span(a, b - 1) if b else _from(a)),
}
_REGISTERS: Final = tuple(_UNUSUAL.get(op) or _usual(op, _RESULTS.get(op, 1)) for op in Op)

# Where control may go: distances, each with the registers that keep their value on that way.
_Ways = tuple[tuple[int, int], ...]
_ON: Final[_Ways] = ((1, EVERYTHING),)
_ON_OR_SKIP: Final[_Ways] = ((1, EVERYTHING), (2, EVERYTHING))
_SKIP: Final[_Ways] = ((2, EVERYTHING),)
_WAYS: Final[dict[int, Callable[[int, int, int], _Ways]]] = {
    Op.RETURN: lambda a, c, offset: (),
    Op.JMP: lambda a, c, offset: ((1 + offset, EVERYTHING),),
    Op.FORPREP: lambda a, c, offset: ((1 + offset, EVERYTHING),),
    Op.FORLOOP: lambda a, c, offset: (
        (1, EVERYTHING),
        (1 + offset, EVERYTHING & ~(8 << a if offset else 0)),
    ),
    Op.LOADBOOL: lambda a, c, offset: _SKIP if c else _ON,
    Op.SETLIST: lambda a, c, offset: _ON if c else _SKIP,
    Op.TESTSET: lambda a, c, offset: ((1, EVERYTHING & ~(1 << a)), (2, EVERYTHING)),
    **dict.fromkeys((Op.EQ, Op.LT, Op.LE, Op.TEST, Op.TFORLOOP), lambda a, c, offset: _ON_OR_SKIP),
}
"""By opcode, of A, C and the offset of a jump; all others go on behind themselves."""


# Of one instruction: the registers that it uses, those that it does not write, where it leads.
_Flow = tuple[int, int, _Ways]


def _flow(instruction: int) -> _Flow:
    op = instruction & 63
    a, c = instruction >> 6 & 255, instruction >> 14 & 511
    uses, written = _REGISTERS[op](a, instruction >> 23, c)
    ways = _WAYS[op](a, c, (instruction >> 14) - MAX_SBX) if op in _WAYS else _ON
    return uses, ~written, ways


def _flows(prototype: "Prototype") -> dict[int, _Flow]:
    """By pc, the instructions that can be reached."""
    code, protos = prototype.code, prototype.protos
    found: dict[int, _Flow] = {}
    work = [0]
    while work:
        pc = work.pop()
        while pc not in found and pc < len(code):
            instruction = code[pc]
            uses, kept, ways = _flow(instruction)
            if instruction & 63 == _CLOSURE:
                ways = ((1 + protos[instruction >> 14].nups, EVERYTHING),)
            found[pc] = uses, kept, ways
            if ways is _ON:
                pc += 1
                continue
            work += [pc + distance for distance, _ in ways]
            break
    return found


def _captured(prototype: "Prototype", pcs: Iterable[int]) -> int:
    """The registers that closures made here capture."""
    if not prototype.protos:
        return 0
    found = 0
    for pc in pcs:
        instruction = prototype.code[pc]
        if instruction & 63 == _CLOSURE:
            for capture in range(1, prototype.protos[instruction >> 14].nups + 1):
                word = prototype.code[pc + capture]
                if word & 63 == _MOVE:
                    found |= 1 << (word >> 23)
    return found


def _visible(prototype: "Prototype") -> list[int]:
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
    found = []
    for instruction, change in zip(code, begun, strict=False):
        named += change
        found.append((1 << (named if named > calling else calling)) - 1)
        calling = named if instruction & 63 in _CALLS else 0
    return found


@dataclass(frozen=True, slots=True)
class Liveness:
    """`live` are, for each pc, the registers that are live before its instruction.

    `captured` are the registers that closures made by the function may share with it.
    """

    live: list[int]
    captured: int


def liveness(prototype: "Prototype") -> Liveness:
    """Look through the code of a function."""
    flows = _flows(prototype)
    order = sorted(flows.items(), reverse=True)
    live = [0] * (len(prototype.code) + 2)
    # What backward jumps lead to is looked at before it is known.
    jumps = [(pc, ways) for pc, (_, _, ways) in order if ways is not _ON]
    heads = {pc + distance for pc, ways in jumps for distance, _ in ways if distance <= 0}
    assumed: list[int] | None = None
    while assumed != (known := [live[pc] for pc in heads]):
        assumed = known
        for pc, (uses, kept, ways) in order:
            if ways is _ON:
                live[pc] = uses | live[pc + 1] & kept
            else:
                after = 0
                for distance, unchanged in ways:
                    after |= live[pc + distance] & unchanged
                live[pc] = uses | after & kept
    captured = _captured(prototype, flows)
    visible = _visible(prototype)
    everywhere = [before | captured | named for before, named in zip(live, visible, strict=False)]
    return Liveness(everywhere, captured)
