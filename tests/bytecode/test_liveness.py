"""Which registers a function still needs, by pc."""

import pytest

from conformance.jit_under_test.bytecode.liveness import liveness
from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.bytecode.prototype import Prototype
from conformance.jit_under_test.frontend import compile_source


def main(source: str) -> Prototype:
    return compile_source(source.encode(), b"=t")


def registers(bits: int) -> set[int]:
    return {n for n in range(bits.bit_length()) if bits >> n & 1}


def pcs(prototype: Prototype, op: Op) -> list[int]:
    return [pc for pc, word in enumerate(prototype.code) if word & 63 == op]


# Source, opcode, which of these instructions, registers live before it.
CASES = {
    "named locals live to the end of their scope": (
        "local a, b = 1, 2 do local c = 3 f() end g()",
        Op.CALL,
        0,
        {0, 1, 2, 3},
    ),
    "and not beyond it": ("local a, b = 1, 2 do local c = 3 f() end g()", Op.CALL, 1, {0, 1, 2}),
    "function and arguments of a call": ("f(1, 2, 3)", Op.CALL, 0, {0, 1, 2, 3}),
    "operands of a concatenation": ("local a = 1 .. 2 .. 3", Op.CONCAT, 0, {0, 1, 2}),
    "arguments of open number": ("f(g())", Op.CALL, 1, set(range(256))),
    "control values of a numeric loop": ("for i = 1, 2 do end", Op.FORLOOP, 0, {0, 1, 2}),
    "a loop's variable is made at each turn": (
        "for i = 1, 2 do g(i) end",
        Op.FORPREP,
        0,
        {0, 1, 2},
    ),
    "control values of a generic loop": ("for k, v in f do end", Op.TFORLOOP, 0, {0, 1, 2}),
    "a table while it is filled": ("f({ 1, g })", Op.SETLIST, 0, {0, 1, 2, 3}),
    "results that an expression waits for": ("local a = f() + g()", Op.CALL, 1, {0, 1}),
    "nothing but results at the end": ("local a = 1 return 5", Op.RETURN, 0, {0, 1}),
    "a value that is tested": ("local a, b = 1 local c = a and b or a", Op.TESTSET, 0, {0, 1}),
}


@pytest.mark.parametrize(("source", "op", "which", "expected"), CASES.values(), ids=CASES)
def test_cases(source: str, op: Op, which: int, expected: set[int]) -> None:
    prototype = main(source)
    pc = pcs(prototype, op)[which]
    assert registers(liveness(prototype).live[pc]) == expected


def test_temporaries_die() -> None:
    prototype = main("local a = f(1 + x, 2) local b = a")
    call = pcs(prototype, Op.CALL)[0]
    live = liveness(prototype).live
    assert registers(live[call]) == {0, 1, 2}
    assert registers(live[call + 1]) == {0}


def test_loops_keep_what_the_next_iteration_reads() -> None:
    # Without names, only the flow of data says what lives.
    named = main("local s = 0 while x do s = s + 1 end")
    stripped = Prototype(
        **{
            field: getattr(named, field)
            for field in Prototype.__dataclass_fields__
            if field != "locvars"
        },
        locvars=(),
    )
    jump = pcs(named, Op.JMP)[-1]
    assert registers(liveness(stripped).live[jump]) == {0}
    assert registers(liveness(stripped).live[0]) == set()


def test_captured_registers_live_everywhere() -> None:
    prototype = main("do local a = 1 function f() return a end end local b = 2 return b")
    assert registers(liveness(prototype).captured) == {0}
    assert all(bits & 1 for bits in liveness(prototype).live)


def test_captures_of_upvalues_are_no_registers() -> None:
    outer = main("local a, b function f() return function() return b end end").protos[0]
    assert liveness(outer).captured == 0


def test_the_word_behind_a_long_setlist_is_no_instruction() -> None:
    source = "local t = {" + "1," * 25600 + "} return t"
    prototype = main(source)
    (pc,) = (pc for pc in pcs(prototype, Op.SETLIST) if not prototype.code[pc] >> 14 & 511)
    live = liveness(prototype).live
    assert registers(live[pc]) == set(range(51))
    assert registers(live[pc + 2]) == {0}
