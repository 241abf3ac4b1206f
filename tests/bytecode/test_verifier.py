"""The verifier: every rule has a function that breaks it, and a reason that says so."""

import dataclasses

import pytest

from conformance.jit_under_test.bytecode.opcodes import (
    MAX_SBX,
    Op,
    encode_abc,
    encode_abx,
    encode_asbx,
)
from conformance.jit_under_test.bytecode.prototype import Prototype
from conformance.jit_under_test.bytecode.verifier import BytecodeError, verify, verify_all
from conformance.jit_under_test.frontend import compile_source
from tests.frontend.sources import GOOD

RETURN = encode_abc(Op.RETURN, 0, 1, 0)
JUMP = encode_asbx(Op.JMP, 0, 0)

# A frame of 5 registers, 2 upvalues, a string and a number constant, one nested function.
BASE = Prototype(
    code=(RETURN,),
    constants=(b"name", 1.0),
    protos=(compile_source(b"", b"=t"),),
    lineinfo=(),
    locvars=(),
    upvalue_names=(),
    source=b"=t",
    linedefined=0,
    lastlinedefined=0,
    nups=2,
    numparams=0,
    is_vararg=2,
    maxstacksize=5,
)

BAD_FRAMES = {
    "frame of 251": {"maxstacksize": 251},
    "6 parameters": {"numparams": 6},
    "5 parameters in": {"numparams": 4, "is_vararg": 3, "maxstacksize": 4},
    "wanted without": {"is_vararg": 6},
    "3 upvalue names": {"upvalue_names": (b"a", b"b", b"c")},
    "2 lines for 1": {"lineinfo": (1, 1)},
    "last instruction": {"code": (JUMP,)},
    "not a RETURN": {"code": ()},
}

BAD_CODE = [
    ("unknown opcode 38", [38]),
    ("register 5 outside", [encode_abc(Op.MOVE, 5, 0, 0)]),
    ("register 5 outside", [encode_abc(Op.MOVE, 0, 5, 0)]),
    ("unused operand", [encode_abc(Op.MOVE, 0, 0, 1)]),
    ("constant 2 of 2", [encode_abx(Op.LOADK, 0, 2)]),
    ("constant 2 of 2", [encode_abc(Op.ADD, 0, 258, 0)]),
    ("register 5 outside", [encode_abc(Op.ADD, 0, 0, 5)]),
    ("not a string", [encode_abx(Op.GETGLOBAL, 0, 1)]),
    ("not a string", [encode_abx(Op.SETGLOBAL, 0, 1)]),
    ("upvalue 2 of 2", [encode_abc(Op.GETUPVAL, 0, 2, 0)]),
    ("upvalue 2 of 2", [encode_abc(Op.SETUPVAL, 0, 2, 0)]),
    ("jump to 3 of 2", [encode_asbx(Op.JMP, 0, 1)]),
    ("jump to 0 of 2", [encode_asbx(Op.JMP, 0, -2)]),
    ("count of a SETLIST", [encode_asbx(Op.JMP, 0, 1), encode_abc(Op.SETLIST, 0, 1, 0), 1]),
    ("skip over the end", [encode_abc(Op.LOADBOOL, 0, 1, 1)]),
    (
        "skip into a SETLIST",
        [encode_abc(Op.LOADBOOL, 0, 1, 1), encode_abc(Op.SETLIST, 0, 1, 0), 1],
    ),
    ("test at the end", [encode_abc(Op.EQ, 0, 0, 0)]),
    ("test without a JMP", [encode_abc(Op.TEST, 0, 0, 0), RETURN]),
    ("register 5 outside", [encode_abc(Op.SELF, 4, 0, 256)]),
    ("concatenation of", [encode_abc(Op.CONCAT, 0, 1, 1)]),
    ("without variables", [encode_abc(Op.TFORLOOP, 0, 0, 0), JUMP]),
    ("register 5 outside", [encode_abc(Op.TFORLOOP, 2, 0, 1), JUMP]),
    ("register 5 outside", [encode_asbx(Op.FORLOOP, 2, 0)]),
    ("register 5 outside", [encode_asbx(Op.FORPREP, 2, 0)]),
    ("register 5 outside", [encode_abc(Op.CALL, 3, 3, 1)]),
    ("register 6 outside", [encode_abc(Op.CALL, 3, 1, 5)]),
    ("open results", [encode_abc(Op.CALL, 0, 1, 0)]),
    ("register 6 outside", [encode_abc(Op.RETURN, 4, 4, 0)]),
    ("register 5 outside", [encode_abc(Op.SETLIST, 3, 2, 1)]),
    ("count of a SETLIST is missing", [encode_abc(Op.SETLIST, 0, 1, 0)]),
    ("function 1 of 1", [encode_abx(Op.CLOSURE, 0, 1)]),
    ("register 6 outside", [encode_abc(Op.VARARG, 4, 4, 0)]),
    ("open results", [encode_abc(Op.VARARG, 0, 0, 0)]),
]


CALL_OPEN = encode_abc(Op.CALL, 2, 1, 0)  # leaves its results from register 2 on
TAKE = encode_abc(Op.CALL, 0, 0, 1)
CAPTURING = encode_abx(Op.CLOSURE, 0, 0)

# What PUC's own verifier lets pass: instruction that is refused, reason, code.
BEYOND_PUC = [
    (1, "neither false nor true", [encode_abc(Op.EQ, 2, 0, 0), JUMP]),
    (1, "neither false nor true", [encode_abc(Op.LE, 3, 0, 0), JUMP]),
    (1, "neither false nor true", [encode_abc(Op.TEST, 0, 0, 2), JUMP]),
    (1, "neither false nor true", [encode_abc(Op.TESTSET, 0, 0, 3), JUMP]),
    (1, "neither false nor true", [encode_abc(Op.LOADBOOL, 0, 1, 2)]),
    (1, "nothing leaves", [TAKE]),
    (2, "nothing leaves", [JUMP, encode_abc(Op.RETURN, 0, 0, 0)]),
    (2, "nothing leaves", [encode_abc(Op.CALL, 2, 1, 1), encode_abc(Op.SETLIST, 0, 0, 1)]),
    (3, "nothing leaves", [encode_abc(Op.SETLIST, 0, 1, 0), CALL_OPEN, TAKE]),
    (2, "too late", [CALL_OPEN, encode_abc(Op.CALL, 2, 0, 1)]),
    (2, "too late", [CALL_OPEN, encode_abc(Op.SETLIST, 2, 0, 1)]),
    (2, "too late", [CALL_OPEN, encode_abc(Op.RETURN, 3, 0, 0)]),
    (1, "the middle", [encode_asbx(Op.JMP, 0, 1), CALL_OPEN, TAKE]),
    (1, "the middle", [encode_abc(Op.LOADBOOL, 0, 1, 1), CALL_OPEN, TAKE]),
    (4, "the middle", [JUMP, CALL_OPEN, TAKE, encode_asbx(Op.FORLOOP, 0, -2)]),
    (1, "tail call", [encode_abc(Op.TAILCALL, 0, 1, 1)]),
    (1, "tail call", [encode_abc(Op.TAILCALL, 2, 1, 0), encode_abc(Op.RETURN, 1, 0, 0)]),
    (1, "tail call", [encode_abc(Op.TAILCALL, 2, 1, 0), TAKE]),
]


@pytest.mark.parametrize(("at", "reason", "code"), BEYOND_PUC)
def test_code_that_only_puc_takes(at: int, reason: str, code: list[int]) -> None:
    with pytest.raises(BytecodeError, match=f"instruction {at}: .*{reason}"):
        verify(dataclasses.replace(BASE, code=(*code, RETURN)))


def test_jump_between_a_closure_and_its_captures() -> None:
    captured = dataclasses.replace(BASE.protos[0], nups=2)
    moves = (encode_abc(Op.MOVE, 0, 1, 0), encode_abc(Op.GETUPVAL, 0, 1, 0))
    base = dataclasses.replace(BASE, protos=(captured,))
    for offset, allowed in ((0, True), (1, False), (2, False), (3, True)):
        code = (encode_asbx(Op.JMP, 0, offset), CAPTURING, *moves, RETURN)
        if allowed:
            verify(dataclasses.replace(base, code=code))
        else:
            with pytest.raises(BytecodeError, match=r"instruction 1: .*the middle"):
                verify(dataclasses.replace(base, code=code))


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_compiled_code_is_well_formed(source: bytes) -> None:
    verify_all(compile_source(source, b"=t"))


@pytest.mark.parametrize(("reason", "fields"), BAD_FRAMES.items(), ids=BAD_FRAMES)
def test_bad_frame(reason: str, fields: dict[str, object]) -> None:
    verify(BASE)
    with pytest.raises(BytecodeError, match=reason):
        verify(dataclasses.replace(BASE, **fields))


@pytest.mark.parametrize(("reason", "code"), BAD_CODE)
def test_bad_code(reason: str, code: list[int]) -> None:
    with pytest.raises(BytecodeError, match=f"instruction 1: .*{reason}"):
        verify(dataclasses.replace(BASE, code=(*code, RETURN)))


def test_captures() -> None:
    captured = dataclasses.replace(BASE.protos[0], nups=1)
    base = dataclasses.replace(BASE, protos=(captured,))
    closure = encode_abx(Op.CLOSURE, 0, 0)
    verify(dataclasses.replace(base, code=(closure, encode_abc(Op.MOVE, 0, 1, 0), RETURN)))
    with pytest.raises(BytecodeError, match="capture is neither"):
        verify(dataclasses.replace(base, code=(closure, RETURN)))
    missing = dataclasses.replace(captured, nups=2)
    with pytest.raises(BytecodeError, match="captures of a closure are missing"):
        verify(dataclasses.replace(base, protos=(missing,), code=(closure, RETURN)))


def test_vararg_of_a_function_without() -> None:
    code = (encode_abc(Op.VARARG, 0, 2, 0), RETURN)
    verify(dataclasses.replace(BASE, code=code))
    for flags in (0, 7):
        with pytest.raises(BytecodeError, match="keeps none"):
            verify(dataclasses.replace(BASE, code=code, is_vararg=flags))


def test_count_word_is_not_an_instruction() -> None:
    code = (encode_abc(Op.SETLIST, 0, 1, 0), 63, RETURN)
    verify(dataclasses.replace(BASE, code=code))


def test_nested_functions_are_reached() -> None:
    broken = dataclasses.replace(BASE.protos[0], code=(JUMP | MAX_SBX << 14,))
    with pytest.raises(BytecodeError):
        verify_all(dataclasses.replace(BASE, protos=(broken,)))
