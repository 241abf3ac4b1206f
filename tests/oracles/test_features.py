"""Features: what a run made the compiler do, the same in every run."""

import pytest

from conformance.generators.grammar import generate
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.machine.protocol import host_arch
from conformance.jit_under_test.options import Force
from conformance.oracles.checking import check_program
from conformance.oracles.features import (
    KINDS,
    NONE,
    PARTS,
    count_kinds,
    kind_of,
    member_of,
)
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.schedule import Schedule

HOT = Schedule({"hot_loop": 2, "hot_exit": 2, "hot_call": 2})
LOOP = b"local s = 0 for i = 1, 30 do s = s + i end print(s)"


def features(source, *engines, schedule=HOT):
    for name in engines:
        if reason := usable(ENGINES[name]):
            pytest.skip(reason)
    checks = check_program(Program(source), [ENGINES[name] for name in engines], schedule)
    assert not any(check.verdict.differs for check in checks)
    return [check.actual.features for check in checks]


def test_they_are_the_same_in_every_run():
    assert features(LOOP, "native:trace") == features(LOOP, "native:trace") != [NONE]


def test_other_programs_have_others():
    (first,) = features(LOOP, "native:trace")
    source = b"local s = '' for i = 1, 30 do if i > 20 then s = s .. i end end print(s)"
    (second,) = features(source, "native:trace")
    assert second - first and first - second


def test_machines_differ_in_encodings_only():
    native, arm64 = features(LOOP, "native:trace", "arm64:trace")
    differing = {kind_of(feature).name for feature in native ^ arm64}
    assert "encodings" in differing
    assert differing <= {"encodings", "shapes"}


def test_tiers_that_compile_nothing_have_none():
    assert features(LOOP, "native:interp") == [NONE]
    cold = Schedule({"hot_loop": 60000, "hot_call": 60000})
    assert features(LOOP, "native:trace", schedule=cold) == [NONE]


def test_exits_and_aborts_count_when_they_happen():
    """Leaving by a guard is a feature, and so is a recording that was given up."""
    taken = b"local s = 0 for i = 1, 30 do if i ~= 25 then s = s + i end end print(s)"
    never = b"local s = 0 for i = 1, 30 do if i ~= 95 then s = s + i end end print(s)"
    kinds = [count_kinds(*features(source, "native:trace")) for source in (taken, never)]
    assert kinds[0]["exits"] > kinds[1]["exits"]
    found = NONE.union(*(features(generate(n), "native:trace")[0] for n in range(8)))
    assert count_kinds(found)["aborts"] > 0


def test_folding_rules_count_when_they_apply():
    folded = b"local s = 0 for i = 1, 30 do s = s + i * 2 end print(s)"
    plain = b"local s = 0 for i = 1, 30 do s = s + i * 3.5 end print(s)"
    found = [count_kinds(*features(source, "native:trace"))["folds"] for source in (folded, plain)]
    assert found[0] > found[1]
    off = HOT.replaced(disabled_passes=frozenset({"fold"}))
    assert count_kinds(*features(folded, "native:trace", schedule=off))["folds"] == 0


def test_kinds_of_guards_count_when_they_are_forced():
    schedules = (HOT, HOT.replaced(force=Force()), HOT.replaced(force=Force(1)))
    found = [features(LOOP, "native:trace", schedule=schedule)[0] for schedule in schedules]
    counts = [count_kinds(each) for each in found]
    assert [each["forced"] for each in counts[:2]] == [0, 0]
    assert 0 < counts[2]["forced"] <= counts[2]["guards"]
    assert all(each["guards"] == counts[0]["guards"] for each in counts)


def test_every_kind_is_counted():
    assert list(count_kinds([])) == [kind.name for kind in KINDS]
    assert count_kinds([n << 32 | 5 for n in range(len(KINDS))]) == {k.name: 1 for k in KINDS}


def test_parts_of_the_compiler_have_the_members_that_were_at_work():
    (found,) = features(b"local s = 0 for i = 1, 30 do s = s + i * 2 end print(s)", "native:trace")
    arch = host_arch()
    for part in PARTS:
        seen = {member_of(part, feature) for feature in found} - {None}
        assert all(0 <= member < part.count for member in seen)
        other = part.kind == "encodings" and arch is not None and arch.value not in part.name
        assert bool(seen) == (part.kind != "aborts" and not other), part.name
    (part,) = (part for part in PARTS if part.name == f"IR operations as {arch.value} code")
    numbers = {member_of(part, feature) for feature in found}
    assert {OPS["add"].number, OPS["iadd"].number} & numbers
