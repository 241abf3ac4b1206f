"""Mutants at the doors: short campaigns that must find nothing, and proof that they could."""

import dataclasses
from random import Random

import pytest

from conformance.campaign import mutants
from conformance.campaign.mutants import ChunkTarget, FrontendTarget, throw_mutants
from conformance.generators.mutation import mutate_chunk, mutate_source
from conformance.jit_under_test.bytecode.opcodes import Op, encode_abc
from conformance.jit_under_test.frontend import chunk as reader
from conformance.jit_under_test.frontend import compile_source, dump
from conformance.oracles.registry import ENGINES, usable

# In a nightly run, `moondiff fuzz --target … --time 30m` does the same for longer.
SECONDS = 10.0


@pytest.fixture(scope="module")
def chunks():
    if reason := usable(ENGINES["native:interp"]):
        pytest.skip(reason)
    target = ChunkTarget()
    yield target
    mutants.STOCK.empty()


def throw(target, seed, seconds=SECONDS):
    steps = list(throw_mutants(target, seed, seconds))
    problems = [(mutant.number, mutant.problem) for _, mutant in steps if mutant is not None]
    return steps[-1][0], problems


@pytest.mark.parametrize("seed", [1, 2])
def test_sources_compile_or_fail_as_in_puc(seed):
    totals, problems = throw(FrontendTarget(), seed)
    assert problems == []
    assert totals.accepted > 5 and totals.mutants > totals.accepted + 20


@pytest.mark.parametrize("seed", [1, 2])
def test_chunks_are_refused_or_run(chunks, seed):
    totals, problems = throw(chunks, seed)
    assert problems == []
    assert totals.accepted > 5 and totals.mutants > totals.accepted + 20


def test_mutants_depend_on_their_seed_alone():
    proto = compile_source(b"local t = {1, f(...)} return t.x + #t", b"=t")
    for mutate, original in ((mutate_source, b"local x = f(1)"), (mutate_chunk, proto)):
        first = [mutate(Random(seed), original) for seed in range(20)]
        assert first == [mutate(Random(seed), original) for seed in range(20)]
        assert len(set(first)) > 10


def test_a_compiler_that_fails_is_found(monkeypatch):
    def failing(source, chunkname, c_calls):
        if b"while" in source:
            raise IndexError("list index out of range")
        return compile_source(source, chunkname, c_calls)

    monkeypatch.setattr(mutants, "compile_source", failing)
    assert "IndexError" in FrontendTarget().judge(b"while x do end").problem
    assert FrontendTarget().judge(b"x = 1").problem is None


def test_a_compiler_that_takes_too_much_is_found(monkeypatch):
    monkeypatch.setattr(mutants, "compile_source", lambda *args, **kwargs: None)
    assert FrontendTarget().judge(b"x = = 1").problem.startswith("difference")


def test_a_verifier_that_lets_all_pass_is_found(chunks, monkeypatch):
    """An upvalue that a function does not have brings a run down, which the target sees."""
    proto = compile_source(b"return x", b"=t")
    code = (encode_abc(Op.GETUPVAL, 0, 255, 0), *proto.code)
    chunk = dump(dataclasses.replace(proto, code=code, lineinfo=()))
    assert chunks.judge(chunk) == mutants.Judgement(False)
    monkeypatch.setattr(reader, "verify", lambda proto: None)
    problem = chunks.judge(chunk).problem
    assert problem is not None and problem.startswith("crash on native:interp: SIGSEGV")
