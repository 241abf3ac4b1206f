"""Decisions of the tracer: the same on every machine, saved, and compared when made again."""

from dataclasses import replace
from pathlib import Path

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Force, Options
from conformance.oracles.decisions import (
    Decision,
    Log,
    LogError,
    Replay,
    decision_line,
    difference,
    header_line,
    listen,
)
from conformance.oracles.schedule import Schedule
from tests.tracing import support
from tests.tracing.support import HOT, HOTTEST, WARM

PROGRAMS = dict(
    program
    for path in sorted((Path(support.__file__).parent / "programs").glob("*.lua"))
    for program in support.programs(path)
)


def decisions(source: bytes, options: Options, machine: str = "native") -> list[Decision]:
    found: list[Decision] = []
    with open_engine(machine, options) as engine:
        listen(engine.tracer, found.append)
        engine.run(source, b"=t", stdout=len)
    return found


def assert_same(source: str, options: Options, *machines: str) -> None:
    expected = decisions(source.encode("latin-1"), options)
    for machine in machines:
        replay = Replay(expected)
        for decision in decisions(source.encode("latin-1"), options, machine):
            replay.note(decision)
        assert replay.end() is None


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_architectures_have_the_same_traces_instruction_by_instruction(name: str) -> None:
    assert_same(PROGRAMS[name], replace(HOT, clock=False), "arm64")


SETTINGS = {
    "hottest": HOTTEST,
    "warm": WARM,
    "collecting": replace(HOT, gc_stress=1),
    "forced": replace(HOT, force=Force(2)),
    "plain registers": replace(HOT, plain_registers=True),
    "without passes": replace(HOT, disabled_passes=frozenset({"loop", "cse"})),
}
# One that links, recurs and calls back, and one whose side traces take over values in a long row.
VARIED = ("calls: recursion, plain and mutual", "errors: what pcall and its kind pass on")


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", VARIED)
def test_so_they_have_under_other_options(name: str, setting: str) -> None:
    assert_same(PROGRAMS[name], SETTINGS[setting], "arm64", "x64emu")


SOURCE = b"""
local s = 0
for i = 1, 90 do s = s + math.abs(i % 3 == 0 and -i or i) end
for i = 1, 9 do setfenv(1, _G) end
"""
MADE = Decision(2, "side", "t:3", (1, 4), "-> 1", ("fragment", "v0 = x", "end"))
CHANGES = {
    "nothing": (MADE, None),
    "an instruction": (
        replace(MADE, ir=("fragment", "v0 = y", "end")),
        "trace 2 (1/4) t:3 side, -> 1: 'v0 = y' instead of 'v0 = x'",
    ),
    "an instruction less": (
        replace(MADE, ir=("fragment", "v0 = x")),
        "trace 2 (1/4) t:3 side, -> 1: 'nothing' instead of 'end'",
    ),
    "the exit": (
        replace(MADE, parent=(1, 5)),
        "trace 2 (1/5) t:3 side, -> 1 instead of trace 2 (1/4) t:3 side, -> 1",
    ),
    "given up": (
        replace(MADE, number=None, outcome="too long", ir=()),
        "trace --- (1/4) t:3 side, too long instead of trace 2 (1/4) t:3 side, -> 1",
    ),
    "none": (None, "none instead of trace 2 (1/4) t:3 side, -> 1"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_first_difference_is_told(change: str) -> None:
    actual, told = CHANGES[change]
    assert difference(MADE, actual) == told


def test_decisions_are_read_back_and_compared(tmp_path: Path) -> None:
    made = decisions(SOURCE, HOT)
    assert {d.number is None for d in made} == {False, True} and any(d.parent for d in made)
    path = tmp_path / "log"
    schedule = Schedule({"hot_loop": 2, "disabled_passes": frozenset({"cse"}), "force": Force(1)})
    path.write_text(header_line("digest", schedule) + "".join(map(decision_line, made)))
    assert Log.read(path) == Log("digest", schedule, tuple(made))
    replay = Replay(Log.read(path).decisions)
    for decision in made[:-1]:
        replay.note(decision)
    told = replay.end()
    assert told is not None and told.startswith(f"decision {len(made)} is another: none instead of")
    replay = Replay(made)
    for decision in (*made, MADE):
        replay.note(decision)
    told = "decision {} is another: trace 2 (1/4) t:3 side, -> 1 instead of none"
    assert replay.end() == told.format(len(made) + 1)


def test_addresses_have_names(tmp_path: Path) -> None:
    text = "\n".join(line for decision in decisions(SOURCE, HOT) for line in decision.ir)
    assert "0x" not in text.replace("flags=0x", "")
    assert "FUN:#" in text and "pc=#" in text


BROKEN = {
    "missing": (None, "cannot read {}: No such file or directory"),
    "empty": (b"", "{} is no log of decisions"),
    "not JSON": (b"-- Lua\n", "{} is no log of decisions"),
    "of another version": (b'{"decisions": 0}\n', "{} is a log of another version"),
    "without a program": (b'{"decisions": 1, "schedule": {}}\n', "{} is no log of decisions"),
    "with another row": (
        b'{"decisions": 1, "program": "", "schedule": {}}\n{"parent": null, "ir": []}\n',
        "{} is no log of decisions",
    ),
    "bytes": (b"\xff\xfe\n", "{} is no log of decisions"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_log_is_refused_in_a_line(case: str, tmp_path: Path) -> None:
    content, told = BROKEN[case]
    path = tmp_path / "log"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LogError) as caught:
        Log.read(path)
    assert str(caught.value).startswith(told.format(path)) and "\n" not in str(caught.value)
