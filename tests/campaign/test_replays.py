"""Replays in processes of their own: what is counted, and what is noticed."""

import pytest

from conformance.campaign.capsules import make_capsule, save_capsule
from conformance.campaign.replays import Order, Replay, ReplayError, Replays, replay_times
from conformance.oracles.compare import Agreement, Verdict
from conformance.oracles.program import Program
from conformance.oracles.schedule import Schedule

SAME, DIFFERENT = Agreement.SAME.value, Agreement.DIFFERENT.value
COUNTS = [
    (((SAME, "a"), (SAME, "a")), False, "same 2 of 2"),
    (((SAME, "a"), (SAME, "b")), False, "same 2 of 2, in 2 different ways"),
    (((DIFFERENT, "a"), (DIFFERENT, "a")), True, "DIFFERENT 2 of 2"),
    (
        ((SAME, "a"), (SAME, "a"), (DIFFERENT, "b")),
        True,
        "same 2 of 3, DIFFERENT 1 of 3, in 2 different ways",
    ),
    (((Agreement.UNUSABLE.value, "a"),), True, "unusable 1 of 1"),
]


@pytest.mark.parametrize(("seen", "failed", "text"), COUNTS)
def test_replays_are_counted(seen, failed, text):
    replays = Replays()
    for agreement, digest in seen:
        replays.add(Replay("one", "puc", agreement, "", digest))
    assert (replays.failed, str(replays)) == (failed, text)


def capsule_folder(tmp_path, source):
    same = Verdict(Agreement.SAME, "luajit")
    return str(save_capsule(make_capsule(Program(source), "luajit", Schedule(), same), tmp_path))


def test_every_round_is_a_new_interpreter(tmp_path):
    """Each sees the same, in whichever order its sets are and wherever its memory is."""
    folder = capsule_folder(tmp_path, b"print(jit and 2 or 3)")
    rounds = []
    found = replay_times(Order((folder,), ("luajit", "bytecode")), 2, on_round=rounds.append)
    texts = {engine: str(replays) for (_, engine), replays in found.items()}
    assert texts == {
        "puc": "same 2 of 2",
        "luajit": "DIFFERENT 2 of 2",
        "bytecode": "same 2 of 2",
    }
    assert rounds == [1, 2]
    # The address of a table is another one in every process.
    folder = capsule_folder(tmp_path, b"print(({}) == nil, tostring({}))")
    (replays, *_) = replay_times(Order((folder,), ()), 2).values()
    assert str(replays) == "same 2 of 2, in 2 different ways"


def test_a_round_that_fails_is_told(tmp_path):
    with pytest.raises(ReplayError, match="nothing"):
        replay_times(Order((str(tmp_path / "nothing"),), ()), 1)
