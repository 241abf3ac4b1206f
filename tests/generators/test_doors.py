"""Mutants at the doors: short campaigns that must find nothing, and proof that they could."""

import dataclasses
from random import Random

import pytest

from conformance.campaign.throwing import judge, make_input
from conformance.generators.mutation import mutate_chunk, mutate_source
from conformance.generators.targets import chunk, frontend
from conformance.jit_under_test.bytecode.opcodes import Op, encode_abc
from conformance.jit_under_test.frontend import chunk as reader
from conformance.jit_under_test.frontend import compile_source, dump
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.stock import STOCK

# In a nightly run, `moondiff fuzz --target … --time 30m` does the same for longer.
INPUTS = 150


@pytest.fixture(scope="module", autouse=True)
def opened():
    if reason := usable(ENGINES["native:interp"]):
        pytest.skip(reason)
    frontend.TARGET.prepare()
    yield
    STOCK.empty()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("target", [frontend.TARGET, chunk.TARGET], ids=lambda t: t.name)
def test_doors_hold(target, seed):
    judged = [judge(target, make_input(target, seed, number)) for number in range(INPUTS)]
    assert [problem for _, problem in judged if problem] == []
    accepted = sum(reached for reached, _ in judged)
    assert 5 < accepted < INPUTS - 20


def test_mutants_depend_on_their_seed_alone():
    proto = compile_source(b"local t = {1, f(...)} return t.x + #t", b"=t")
    for mutate, original in ((mutate_source, b"local x = f(1)"), (mutate_chunk, proto)):
        first = [mutate(Random(seed), original) for seed in range(20)]
        assert first == [mutate(Random(seed), original) for seed in range(20)]
        assert len(set(first)) > 10


def problem_of(target, data):
    problem = judge(target, data)[1]
    return problem and "\n".join(problem)


def test_a_compiler_that_fails_is_found(monkeypatch):
    def failing(source, chunkname, c_calls):
        if b"while" in source:
            raise IndexError("list index out of range")
        return compile_source(source, chunkname, c_calls)

    monkeypatch.setattr(frontend, "compile_source", failing)
    assert "IndexError" in problem_of(frontend.TARGET, b"while x do end")
    assert problem_of(frontend.TARGET, b"x = 1") is None


def test_a_compiler_that_takes_too_much_is_found(monkeypatch):
    monkeypatch.setattr(frontend, "compile_source", lambda *args, **kwargs: None)
    assert problem_of(frontend.TARGET, b"x = = 1").startswith("difference")


def test_a_verifier_that_lets_all_pass_is_found(monkeypatch):
    """An upvalue that a function does not have brings a run down, which the target sees."""
    proto = compile_source(b"return x", b"=t")
    code = (encode_abc(Op.GETUPVAL, 0, 255, 0), *proto.code)
    data = dump(dataclasses.replace(proto, code=code, lineinfo=()))
    assert judge(chunk.TARGET, data) == (False, None)
    monkeypatch.setattr(reader, "verify", lambda proto: None)
    assert problem_of(chunk.TARGET, data).startswith("crash on native:interp: SIGSEGV")
