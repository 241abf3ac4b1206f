"""Which semantics function belongs to which opcode, and the table of continuations."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.semantics import access, arithmetic, calls, comparison

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conformance.jit_under_test.semantics.effects import Continuation, Steps

SEMANTICS: "Final[Mapping[Op, Callable[..., Steps]]]" = {
    Op.MOVE: access.move,
    Op.LOADK: access.load_constant,
    Op.LOADBOOL: access.load_boolean,
    Op.LOADNIL: access.load_nil,
    Op.GETUPVAL: access.get_upvalue,
    Op.GETGLOBAL: access.get_global,
    Op.GETTABLE: access.get_table,
    Op.SETGLOBAL: access.set_global,
    Op.SETUPVAL: access.set_upvalue,
    Op.SETTABLE: access.set_table,
    Op.NEWTABLE: access.new_table,
    Op.SELF: access.self_,
    Op.ADD: arithmetic.add,
    Op.SUB: arithmetic.subtract,
    Op.MUL: arithmetic.multiply,
    Op.DIV: arithmetic.divide,
    Op.MOD: arithmetic.modulo,
    Op.POW: arithmetic.power,
    Op.UNM: arithmetic.negate,
    Op.NOT: access.not_,
    Op.LEN: calls.length,
    Op.CONCAT: calls.concatenate,
    Op.JMP: calls.jump,
    Op.EQ: comparison.equal,
    Op.LT: comparison.less_than,
    Op.LE: comparison.less_equal,
    Op.TEST: comparison.test,
    Op.TESTSET: comparison.test_set,
    Op.CALL: calls.call,
    Op.TAILCALL: calls.tail_call,
    Op.RETURN: calls.return_,
    Op.FORLOOP: arithmetic.for_loop,
    Op.FORPREP: arithmetic.for_prepare,
    Op.TFORLOOP: calls.iterate,
    Op.SETLIST: access.set_list,
    Op.CLOSE: calls.close,
    Op.CLOSURE: calls.closure,
    Op.VARARG: calls.varargs,
}


@dataclass(frozen=True, slots=True)
class ContinuationEntry:
    """One row of the continuation table; its number, from 1 up, is a frame's `cont`.

    `expected` is the A operand that a continuation of a comparison was made for (None: any);
    `results` is how many results the call wanted.
    """

    number: int
    name: str
    steps: "Continuation"
    expected: int | None
    results: int


def _build() -> tuple[ContinuationEntry, ...]:
    rows: list[tuple[Continuation, int | None, int]] = [
        (arithmetic.store_result, None, 1),
        (access.discard_result, None, 0),
        (calls.concatenate_more, None, 1),
        (calls.iterate_result, None, -1),
    ]
    for steps in (comparison.decide_by_result, comparison.decide_by_inverse):
        rows += [(steps, expected, 1) for expected in (0, 1)]
    return tuple(
        ContinuationEntry(number, steps.__name__, steps, expected, results)
        for number, (steps, expected, results) in enumerate(rows, 1)
    )


CONTINUATIONS: Final = _build()


def continuation(steps: "Continuation", expected: int | None) -> ContinuationEntry:
    """The table row of a continuation, made for A operand `expected` if it depends on that."""
    for entry in CONTINUATIONS:
        if entry.steps is steps and entry.expected in (None, expected):
            return entry
    raise KeyError(steps)
