"""Branches of a run: what they force, that they are right, and what runs of their own do."""

import pytest

from conformance.jit_under_test.options import Force
from conformance.oracles.branches import forced_sites
from conformance.oracles.checking import check_program
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES
from conformance.oracles.schedule import Schedule
from conformance.oracles.workers import observe

LIMITS = Limits(seconds=30.0)
ENGINE_NAMES = ("native:trace", "arm64:trace")
SCHEDULE = Schedule({"hot_loop": 3, "hot_exit": 2, "max_fragments": 3, "force": Force()})
LOOPS = b"""
local function main()
  local t, s, word = {}, 0, ""
  for i = 1, 40 do t[i] = {i * 2, tag = i % 3} end
  for i = 1, 40 do
    local o = t[i]
    if o.tag == 1 then s = s + o[1] else s = s - i / 4 end
    if i % 9 == 0 then word = word .. i end
  end
  print(s, word)
end
for _ = 1, 6 do pcall(main) end
"""
# Each run finds what an earlier one has left behind.
FILES = b"""
local s = 0
for i = 1, 50 do s = s + i end
local before = io.open("left-behind")
io.open("left-behind", "w"):write("x")
print(before, io.read("*l"), s)
for i = 1, 50 do s = s + i / 2 end
print(io.read("*l"), s)
"""
# Where the loop ends its last local is needed no more.
FORGOTTEN = b"""
local function main()
  local a, n, last = 0, 0, 0
  while n < 40 do
    a = a + last % 7
    n = n + 1
    last = last + 1
  end
  print(a)
end
for _ = 1, 6 do pcall(main) end
"""


def check(source, name, schedule=SCHEDULE, stdin=b"", most=20):
    program = Program(source, b"@branches.lua", stdin=stdin)
    ENGINES[name].make().warm()
    return check_program(program, [ENGINES[name]], schedule, LIMITS, branches=most)[0]


@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_branches_force_what_the_run_does_not(name):
    found = check(LOOPS, name)
    assert found.passed
    assert not forced_sites(found.actual.probe)
    forced = set()
    for branch, verdict in found.branches:
        assert not verdict.differs, verdict.detail
        forced |= forced_sites(branch.observation.probe)
    reached = {(site.fragment, site.guard) for site in found.actual.probe if site.hits}
    assert len(reached) > 30
    assert len(forced & reached) >= 0.9 * len(reached)


def test_a_run_with_the_settings_of_a_branch_does_the_same():
    found = check(LOOPS, "native:trace")
    assert len(found.branches) == 3
    for branch, _ in found.branches:
        engine = ENGINES["native:trace"].make(SCHEDULE.replaced(**branch.settings))
        again = observe(engine, Program(LOOPS, b"@branches.lua"), LIMITS)
        seen = branch.observation
        assert (again.status, again.stdout, again.probe) == (seen.status, seen.stdout, seen.probe)
        assert again.jit == seen.jit


def test_there_are_no_more_branches_than_allowed():
    assert len(check(LOOPS, "native:trace", most=2).branches) == 2
    assert not check(LOOPS, "native:trace", most=0).branches
    assert not check(LOOPS, "native:trace", SCHEDULE.without("force")).branches
    assert not check(LOOPS, "native:interp").branches


def test_runs_and_branches_have_files_and_input_of_their_own():
    found = check(FILES, "native:trace", stdin=b"one\ntwo\n")
    assert found.passed, found.verdict.detail
    assert found.branches
    for branch, verdict in found.branches:
        assert not verdict.differs, verdict.detail
        assert branch.observation.stdout == found.expected.stdout


def test_a_branch_shows_what_only_an_exit_does_wrong():
    schedule = SCHEDULE.replaced(faults=frozenset({"forget-slot"}), max_fragments=1)
    found = check(FORGOTTEN, "native:trace", schedule)
    assert found.passed, found.verdict.detail
    assert any(verdict.differs for _, verdict in found.branches)
