"""Functions that no compiler makes but the verifier lets pass: every engine comes to an end.

What they compute is their own affair, except where PUC gives it a meaning.
"""

import dataclasses

import pytest

from conformance.jit_under_test.bytecode.opcodes import (
    Op,
    encode_abc,
    encode_abx,
    encode_asbx,
)
from conformance.jit_under_test.bytecode.prototype import LocalVariable
from conformance.jit_under_test.frontend import compile_source, dump
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.workers import observe

ENGINE_NAMES = ("reference", "native:interp", "native:trace", "arm64:interp", "arm64:trace")
HOT = {"hot_loop": 2, "hot_call": 2, "hot_exit": 2}
RETURN = encode_abc(Op.RETURN, 0, 1, 0)
# for i = 1, 99 do …three instructions and one more… end
LOOP = (
    encode_abx(Op.LOADK, 0, 0),
    encode_abx(Op.LOADK, 1, 1),
    encode_abx(Op.LOADK, 2, 0),
    encode_asbx(Op.FORPREP, 0, 4),
)
END = (encode_asbx(Op.FORLOOP, 0, -5), RETURN)
TABLES = tuple(encode_abc(Op.NEWTABLE, register, 0, 0) for register in (4, 5, 6))
NAMES = tuple(LocalVariable(b"v", start, end) for start, end in ((0, 1 << 30), (9, 2), (500, 600)))

# name -> changed fields, and what PUC returns where that is certain.
FUNCTIONS = {
    "list of no table": (
        {"code": (LOOP[0], LOOP[1], encode_abc(Op.SETLIST, 0, 1, 1),
                  encode_abc(Op.RETURN, 0, 2, 0), RETURN)},
        (b"1",),
    ),
    "loop over tables": (
        {"code": (*LOOP, *TABLES, encode_asbx(Op.FORLOOP, 4, 0), *END)}, None,
    ),
    "loop over nothing": ({"code": (encode_asbx(Op.FORLOOP, 4, -1), RETURN)}, None),
    "scopes outside the code": (
        {"code": (*LOOP, *TABLES, encode_abc(Op.MOVE, 7, 4, 0), *END), "locvars": NAMES}, (),
    ),
    "endless loop": ({"code": (encode_asbx(Op.JMP, 0, -1), RETURN)}, None),
}  # fmt: skip


def chunk(fields):
    proto = compile_source(b"", b"=t")
    return dump(
        dataclasses.replace(proto, **{"constants": (1.0, 99.0), "maxstacksize": 8, "lineinfo": (),
                                      **fields})
    )  # fmt: skip


@pytest.mark.parametrize("engine", ENGINE_NAMES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_hostile_functions_end(engine, name):
    if reason := usable(ENGINES[engine]):
        pytest.skip(reason)
    fields, results = FUNCTIONS[name]
    program = Program(chunk(fields), b"=t")
    limits = Limits(seconds=30, instructions=5000, memory=64 << 20)
    actual = observe(ENGINES[engine].make(HOT), program, limits)
    assert actual.status in (Status.OK, Status.ERROR, Status.SYNTAX, Status.LIMIT), actual
    if results is not None:
        expected = observe(ENGINES["puc"].make(), program, limits)
        assert (expected.status, expected.results) == (Status.OK, results)
        assert (actual.status, actual.results) == (Status.OK, results)
