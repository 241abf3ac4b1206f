"""Generated programs: valid, bounded, deterministic, and full of what they are meant to hold."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from conformance.generators.data_shapes import DATA_SHAPES
from conformance.generators.decisions import (
    RecordedDecisions,
    RecordingDecisions,
    SeededDecisions,
    weighted,
)
from conformance.generators.edge_shapes import EDGE_SHAPES
from conformance.generators.flow_shapes import FLOW_SHAPES
from conformance.generators.grammar import DEFAULT_PROFILE, PEER_PROFILE, build, generate
from conformance.generators.runtime_shapes import RUNTIME_SHAPES
from conformance.generators.scope import Profile
from conformance.generators.shapes import SHAPES
from conformance.generators.strategies import programs
from conformance.minimizer.syntax import parse
from conformance.oracles.instant import count_instructions
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES
from conformance.oracles.workers import observe

SEEDS = range(150)
ALL_SHAPES = (*SHAPES, *DATA_SHAPES, *FLOW_SHAPES, *EDGE_SHAPES, *RUNTIME_SHAPES)
LIMITS = Limits(seconds=2, output=1 << 18)
NO_ERRORS = Profile(errors=False)


@pytest.fixture(scope="module")
def observations():
    return [observe(ENGINES["puc"].make(), Program(generate(n, NO_ERRORS)), LIMITS) for n in SEEDS]


def test_programs_end_without_errors_of_their_own(observations):
    bad = {n: o.message for n, o in zip(SEEDS, observations, strict=True) if o.status != Status.OK}
    assert len(bad) <= len(SEEDS) * 0.01, bad


def test_programs_print_values_worth_comparing(observations):
    lines = [observation.stdout.count(b"\n") for observation in observations]
    assert min(lines) >= 2
    assert sum(lines) / len(lines) > 8
    sums = {re.search(rb"sum\t(\S+)", observation.stdout)[1] for observation in observations}
    assert len(sums) > len(SEEDS) / 2


def test_programs_never_print_addresses(observations):
    assert not any(re.search(rb"[a-z]: 0x[0-9a-f]{6,}", o.stdout) for o in observations)


def test_programs_are_short_on_puc():
    counts = [
        count_instructions(Program(generate(n)), 10**7, stride=500, limits=LIMITS)[0] for n in SEEDS
    ]
    # 50 ms of PUC on a slow machine; most are far below, for the sake of slow engines.
    assert max(counts) < 1_000_000
    assert sorted(counts)[len(counts) // 2] < 75_000


def test_loops_run_often_enough_to_be_compiled():
    counts = [
        count_instructions(Program(generate(n)), 10**7, stride=100, limits=LIMITS)[0] for n in SEEDS
    ]
    assert sum(count > 2_000 for count in counts) > 0.75 * len(counts)


def test_a_seed_always_gives_the_same_program():
    assert generate(7) == generate(7) != generate(8)


def test_recorded_decisions_make_the_program_again():
    recording = RecordingDecisions(SeededDecisions(3))
    source = build(recording)
    assert build(RecordedDecisions(recording.record)) == source


def test_no_decisions_make_the_simplest_program():
    source = build(RecordedDecisions([]))
    parse(source.decode("ascii"))
    assert len(source) < min(len(generate(n)) for n in SEEDS)


FEATURES = {
    "metatables": rb"setmetatable", "coroutines": rb"coroutine\.(wrap|create)", "pcall": rb"pcall",
    "varargs": rb"\.\.\.\)", "closures": rb"= function\(", "while": rb"while ",
    "repeat": rb"repeat",
    "generic for": rb" in (pairs|ipairs)\(", "break": rb"break", "sort": rb"table\.sort",
    "holes": rb"\] = nil", "length": rb"#t\d", "concatenation": rb" \.\. ", "nan": rb"0/0",
    "large integers": rb"9007199254740991", "tail calls": rb"return f\d+\(", "methods": rb":step\(",
    "uncaught errors": rb"(?m)^error\(|^last\(|last\(2\)", "edge loops": rb"for n\d+ = ",
}  # fmt: skip


def test_every_feature_occurs_often():
    sources = [generate(n) for n in range(400)]
    counts = {name: sum(bool(re.search(p, s)) for s in sources) for name, p in FEATURES.items()}
    assert min(counts.values()) >= 4, counts


def test_every_shape_is_chosen():
    decisions = SeededDecisions(1)
    chosen = Counter(weighted(decisions, ALL_SHAPES).__name__ for _ in range(2000))
    assert set(chosen) == {shape.__name__ for _, shape in ALL_SHAPES}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(programs(NO_ERRORS))
def test_hypothesis_drives_the_same_grammar(source):
    observation = observe(ENGINES["puc"].make(), Program(source), LIMITS)
    assert observation.status is Status.OK, observation.message


def test_programs_for_the_peer_run_alike_on_it():
    judge = ENGINES["luajit"].judge
    differing = 0
    for n in range(60):
        program = Program(generate(n, PEER_PROFILE))
        expected, actual = (observe(ENGINES[e].make(), program, LIMITS) for e in ("puc", "luajit"))
        differing += judge(expected, actual).differs
    # LuaJIT differs from PUC by design in places that no profile can name.
    assert differing <= 2


def test_the_default_profile_allows_what_only_puc_decides():
    assert DEFAULT_PROFILE.exact and not PEER_PROFILE.exact
