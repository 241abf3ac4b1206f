"""The JIT stopped at exact VM instructions, beside PUC stopped at the same ones."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from conformance.oracles.instant import count_instructions, observe_instants
from conformance.oracles.instant_check import (
    check_instants,
    check_random_instants,
    first_difference,
    random_numbers,
    unsteady,
)
from conformance.oracles.instant_jit import StoppingJit
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program, read_program
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.workers import observe
from tests.oracles.instant_programs import PROGRAMS

EXAMPLES = Path(__file__).parents[2] / "examples"
# Everything is hot at once, so that small programs run compiled.
HOT = {"hot_loop": 2, "hot_call": 2, "hot_exit": 1}
# Exits stay exits for a while.
LEAKY = {**HOT, "hot_exit": 8}
LIMITS = Limits(seconds=60.0)


@cache
def why_not(name):
    """Why an engine cannot run here; None when it can, and then it is warm."""
    return usable(ENGINES[name])


def spec_of(name):
    if reason := why_not(name):
        pytest.skip(reason)
    return ENGINES[name]


@cache
def length_of(program):
    count, observation = count_instructions(program, 10**6, stride=1, limits=LIMITS)
    assert observation.status.is_language, observation
    return count


@pytest.mark.parametrize("engine", ["native:interp", "reference", "arm64:interp"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_interpreters_agree_with_puc_at_every_instruction(engine, name):
    program = Program(PROGRAMS[name])
    length = length_of(program)
    spec = spec_of(engine)
    check = check_instants(program, spec, range(1, length + 1), limits=LIMITS)
    assert not check.problem, check.problem
    assert check.compared == length
    # One more would be behind the end here as there.
    beyond = observe(StoppingJit(spec.make(), (length, length + 1)), program, LIMITS)
    assert [instant.number for instant in beyond.probe] == [length]


TRACING = [("native:trace", 1), ("native:trace", 7), ("native:trace", 31), ("arm64:trace", 7)]


@pytest.mark.parametrize(("engine", "stride"), TRACING)
@pytest.mark.parametrize("behind_exits", [False, True])
def test_the_tracer_agrees_wherever_it_stops(engine, behind_exits, stride):
    spec = spec_of(engine)
    compared = 0
    for name, source in PROGRAMS.items():
        program = Program(source)
        numbers = range(1, length_of(program) + 1, stride)
        settings = LEAKY if behind_exits else HOT
        check = check_instants(program, spec, numbers, settings, behind_exits, LIMITS)
        assert not check.problem, f"{name}: {check.problem}"
        compared += check.compared
    assert compared > 20


def test_stops_fall_into_compiled_code():
    """Without exits in the middle of loops the comparison above would see little."""
    source = b"local s = 0 for i = 1, 1000 do s = s + i end return s"
    numbers = range(100, 2000, 100)
    engine = StoppingJit(spec_of("native:trace").make(HOT), tuple(numbers))
    found = observe(engine, Program(source), LIMITS).probe
    assert len(found) == len(numbers)
    # The loop's head is every second instruction; a fragment stops there only.
    assert all(0 <= at.number - wanted <= 2 for at, wanted in zip(found, numbers, strict=True))


SAMPLED = ["fannkuch", "sorting", "objects", "closures", "errors", "coroutines", "varargs"]


@pytest.mark.parametrize("engine", ["native:interp", "native:trace", "arm64:trace"])
@pytest.mark.parametrize("name", SAMPLED)
def test_examples_agree_at_random_instants(engine, name):
    program = read_program(EXAMPLES / f"{name}.lua", shown=f"{name}.lua")
    small = program.headers.get("reference")
    assert small, "examples name a small size"
    spec = spec_of(engine)
    checks = check_random_instants(
        program.with_args(small.encode()), spec, 12, seed=len(name),
        settings=HOT if spec.compiles else None, limits=LIMITS,
    )  # fmt: skip
    for check in checks:
        assert not check.problem, check.problem
        assert not check.skipped
    assert checks[0].compared


# --- the comparison can fail -------------------------------------------------------------------


def with_local(instant, frame, name, value):
    """The instant with one local changed."""
    frames = list(instant.frames)
    changed = {**dict(frames[frame].locals), name: value}
    frames[frame] = replace(frames[frame], locals=tuple(changed.items()))
    return replace(instant, frames=tuple(frames))


def test_one_wrong_local_is_a_difference():
    program = Program(PROGRAMS["loops"])
    expected = observe_instants(program, (5, 9, 12))
    assert first_difference(expected, expected) == ""
    wrong = (expected[0], with_local(expected[1], 0, "total", "99"), expected[2])
    assert "instruction 9\n" in first_difference(expected, wrong)
    assert "+    total = 99" in first_difference(expected, wrong)
    assert "PUC ends before instruction 12" in first_difference(expected[:2], expected)


TWO = b"local a = 1\nlocal b = 2 return a"
# What differs right before the third instruction: PUC's program, the JIT's program.
CANARIES = {
    "a value": (TWO, b"local a = 1\nlocal b = 3 return a"),
    "a line": (TWO, b"local a = 1 local b = 2 return a"),
    "a name": (TWO, b"local a = 1\nlocal c = 2 return a"),
    "the sign of zero": (b"local a = 0 local b = -a return", b"local a = 0 local b = #'' return"),
    "a frame": (b"return (function() return 1, 2 end)()", b"return 1, 2"),
}


@pytest.mark.parametrize("name", CANARIES)
def test_another_programs_state_differs(name):
    expected, other = (Program(source) for source in CANARIES[name])
    engine = spec_of("native:interp").make()
    number = (3,)
    puc = observe_instants(expected, number)
    same, different = (observe(StoppingJit(engine, number), p).probe for p in (expected, other))
    assert first_difference(puc, same) == ""
    assert first_difference(puc, different).startswith("instruction 3\n")


def test_tables_are_compared_by_content_and_identity():
    sources = [
        b"local t = {1, 2} local u = t return u",
        b"local t = {1, 2} local u = {1, 2} return u",
        b"local t = {1, 3} local u = t return u",
    ]
    shown = {observe_instants(Program(s), (length_of(Program(s)),))[0].frames for s in sources}
    assert len(shown) == 3
    engine = spec_of("native:interp").make()
    for source in sources:
        number = (length_of(Program(source)),)
        jit = observe(StoppingJit(engine, number), Program(source)).probe
        assert jit == observe_instants(Program(source), number)


def test_tables_with_object_keys_are_counted_only():
    source = b"local t = {} for i = 1, 20 do t[{}] = i end t.x = 1 local last return t"
    number = (length_of(Program(source)),)
    (puc,) = observe_instants(Program(source), number)
    assert dict(puc.frames[0].locals)["t"] == "table#1{21 entries}"
    (jit,) = observe(StoppingJit(spec_of("native:interp").make(), number), Program(source)).probe
    assert jit == puc


def test_random_numbers_are_sorted_different_and_repeatable():
    numbers = random_numbers(50, 1000, seed=3)
    assert numbers == random_numbers(50, 1000, seed=3) != random_numbers(50, 1000, seed=4)
    assert list(numbers) == sorted(set(numbers)) and len(numbers) == 50
    assert random_numbers(50, 7, seed=1) == (1, 2, 3, 4, 5, 6, 7)


def test_unsteady_programs_are_left_out():
    assert unsteady(Program(b"print(collectgarbage('count'))")) == "collectgarbage"
    assert unsteady(Program(b"print(1)")) == ""
    (check,) = check_random_instants(Program(b"return os.time()"), spec_of("native:interp"), 3)
    assert check.skipped == "uses os.time" and not check.compared


def test_an_engine_that_ends_too_early_is_a_problem():
    check = check_instants(
        Program(b"local t = setmetatable({}, 1)"), spec_of("native:interp"), (2, 10**6)
    )
    assert check.compared == 1
    assert "ends before instruction 1000000" in check.problem
