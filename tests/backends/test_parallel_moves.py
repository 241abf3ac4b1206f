"""Moves in sequence have the effect of the moves at once, for every small permutation."""

import itertools

import pytest

from conformance.jit_under_test.backends.parallel_moves import sequentialize
from conformance.jit_under_test.backends.registers import Move
from conformance.jit_under_test.ir.fragment import Constant
from conformance.jit_under_test.ir.types import IRType, RegisterClass
from tests.backends.register_files import LARGE

GPR, FPR = RegisterClass.GPR, RegisterClass.FPR


def effect(moves: list[Move]) -> dict[tuple[RegisterClass, int], object]:
    state: dict[tuple[RegisterClass, int], object] = {}
    for move in moves:
        if isinstance(move.source, Constant):
            state[move.cls, move.target] = move.source
        else:
            source = (move.cls, move.source)
            state[move.cls, move.target] = state.get(source, ("old", *source))
    return state


def at_once(moves: list[Move]) -> dict[tuple[RegisterClass, int], object]:
    return {
        (m.cls, m.target): m.source if isinstance(m.source, Constant) else ("old", m.cls, m.source)
        for m in moves
    }


# Two registers and two spill slots as targets; every choice of sources, a fifth place too.
@pytest.mark.parametrize("cls", [GPR, FPR])
def test_every_assignment_of_four_places(cls: RegisterClass) -> None:
    targets = (1, 2, ~0, ~1)
    for sources in itertools.product((*targets, 3), repeat=4):
        moves = [Move(cls, t, s) for t, s in zip(targets, sources, strict=True)]
        got = effect(sequentialize(moves, LARGE))
        for place, content in at_once(moves).items():
            assert got.get(place, ("old", *place)) == content, (sources, place)


def test_constants_come_last_and_classes_do_not_mix() -> None:
    constant = Constant(IRType.INT, 7)
    moves = [Move(GPR, 1, constant), Move(GPR, 2, 1), Move(FPR, 2, 1), Move(FPR, 1, 2)]
    ordered = sequentialize(moves, LARGE)
    assert ordered[-1] == Move(GPR, 1, constant)
    got = effect(ordered)
    assert {place: got[place] for place in at_once(moves)} == at_once(moves)


def test_nothing_superfluous() -> None:
    chain = [Move(GPR, 1, 2), Move(GPR, 2, 3), Move(GPR, 3, 3)]
    assert len(sequentialize(chain, LARGE)) == 2
    cycle = [Move(GPR, 1, 2), Move(GPR, 2, 1)]
    assert len(sequentialize(cycle, LARGE)) == 3
