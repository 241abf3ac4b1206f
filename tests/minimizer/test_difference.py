"""What a candidate may take, so that one that has become endless does not hold up the others."""

import os
from dataclasses import replace

from conformance.minimizer.difference import Question, ask, ask_patiently
from conformance.oracles.compare import Agreement, Difference
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program

DIFFERENT = Question(Program(b"print(jit and 2 or 3)"), "luajit", {}, Limits(seconds=8))
ENDLESS = Program(b"while true do end")


def processor_seconds():
    times = os.times()
    return times.children_user + times.children_system


def test_smaller_programs_have_the_time_of_the_one_before():
    verdict, quick = ask_patiently(DIFFERENT)
    assert verdict.differs
    assert quick.puc_seconds < quick.limits.seconds < DIFFERENT.limits.seconds
    assert replace(quick, limits=DIFFERENT.limits, puc_seconds=None) == DIFFERENT
    assert ask(quick)[0] == verdict


def test_an_endless_program_ends_soon():
    quick = ask_patiently(DIFFERENT)[1]
    before = processor_seconds()
    verdict, expected, _ = ask(replace(quick, program=ENDLESS))
    assert (verdict.agreement, expected.status) == (Agreement.UNUSABLE, Status.HANG)
    # The limits of the question give eight.
    assert processor_seconds() - before < 3


def test_a_hang_of_the_engine_alone_is_a_difference():
    hangs = Program(b"while jit do end print(1)")
    verdict, quick = ask_patiently(replace(DIFFERENT, program=hangs, limits=Limits(seconds=2)))
    assert verdict.difference is Difference.HANG
    before = processor_seconds()
    assert ask(quick)[0].signature == verdict.signature
    assert processor_seconds() - before < 1.5
