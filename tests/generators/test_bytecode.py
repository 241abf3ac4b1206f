"""Random bytecode: the verifier lets it pass, most of it runs, and faults in executors show."""

from collections import Counter

import pytest

from conformance.campaign.throwing import judge, make_input
from conformance.generators.bytecode import main_function
from conformance.generators.decisions import ByteDecisions, SeededDecisions
from conformance.generators.targets import bytecode
from conformance.jit_under_test.bytecode.opcodes import NUM_OPCODES, Op, opcode
from conformance.jit_under_test.bytecode.verifier import verify_all
from conformance.jit_under_test.frontend import dump
from conformance.oracles.observation import Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.stock import STOCK
from conformance.oracles.workers import observe

INPUTS = 60


def functions(count):
    return [main_function(SeededDecisions(seed)) for seed in range(count)]


def words(proto):
    return [opcode(word) for word in proto.code] + [op for p in proto.protos for op in words(p)]


def test_all_opcodes_but_tail_calls_occur():
    counts = Counter(op for proto in functions(300) for op in words(proto))
    assert {Op(op).name for op in range(NUM_OPCODES) if not counts[op]} <= {"TAILCALL"}


def test_no_choices_make_a_valid_function():
    verify_all(main_function(ByteDecisions(b"")))


def test_most_functions_end_well_on_puc():
    puc = ENGINES["puc"].make()
    ends = Counter(
        observe(puc, Program(dump(proto), b"=random"), bytecode.LIMITS).status
        for proto in functions(120)
    )
    assert ends[Status.OK] > 50
    assert ends[Status.OK] + ends[Status.ERROR] > 100
    assert not ends[Status.CRASH] and not ends[Status.HANG]


@pytest.fixture(scope="module")
def target():
    for name in ("native:trace", "arm64:trace"):
        if reason := usable(ENGINES[name]):
            pytest.skip(reason)
    bytecode.TARGET.prepare()
    yield bytecode.TARGET
    STOCK.empty()


def test_executors_agree(target):
    judged = [judge(target, make_input(target, 1, number)) for number in range(INPUTS)]
    assert [problem for _, problem in judged if problem] == []
    assert sum(reached for reached, _ in judged) > INPUTS // 4


def test_a_planted_fault_is_found(target, monkeypatch):
    schedule = {**bytecode.HOT, "faults": frozenset({"forget-slot"})}
    monkeypatch.setattr(bytecode, "HOT", schedule)
    judged = [judge(target, make_input(target, 1, number))[1] for number in range(40)]
    kinds = {problem[0].split(" on ")[1] for problem in judged if problem}
    assert kinds and kinds <= {"native:trace", "arm64:trace"}


def test_inputs_are_shown_as_listings(target):
    text = target.show(make_input(target, 1, 0))
    assert "RETURN" in text and "hot_loop=2" in text
