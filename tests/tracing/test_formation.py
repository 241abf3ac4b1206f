"""Which fragments are made: counts that do not depend on the machine."""

from dataclasses import replace

import pytest

from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.tracing.limits import MAX_SIDES
from tests.tracing.support import HOT, USUAL, puc, run

# The inner loop leaves after an iteration or two at first, and goes round for long later on.
EARLY_LEAVER = """
local function steps(x)
  local v = x
  for i = 1, 60 do
    if v > 1e6 then return i end
    v = v * 1.5 + 1
  end
  return 60
end
local sum = 0
for y = 1, 200 do
  for x = 1, 60 do sum = sum + steps(y < 20 and 9e5 or x / y) end
end
print(sum)
"""
SHARED_SLOT = """
local counts, keys = {}, { 'a', 'b', 'c' }
for _, key in ipairs(keys) do counts[key] = 0 end
for i = 1, 500 do
  local key = keys[i % 3 + 1]
  counts[key] = counts[key] + 1
end
print(counts.a, counts.b, counts.c)
"""
# Both sides of the branch are hot: the second is a side fragment of the first.
BRANCH = """
local sum, odd = 0, 0
for i = 1, 2000 do
  local half = i / 2
  if i % 2 == 0 then sum = sum + half else odd = odd + half end
end
print(sum, odd)
"""


def test_loops_that_leave_early_at_first_do_not_grow_trees_of_iterations():
    seen = run(EARLY_LEAVER, USUAL)
    assert seen.stats.fragments <= 16
    assert seen.stats.fragment_instructions > 0.95 * seen.stats.vm_instructions


def test_reading_and_storing_one_field_finds_its_node_once():
    (fragment,) = [f for f in run(SHARED_SLOT, USUAL).fragments if f.loop_start is not None][-1:]
    body = fragment.instructions[fragment.loop_start :]
    calls = [ins for ins in body if ins.op is OPS["call"]]
    assert [getattr(call.aux, "name", "") for call in calls] == ["find_string"]
    assert sum(ins.op is OPS["hstore"] for ins in body) == 1


def test_side_fragments_take_over_what_the_exit_has():
    side = next(f for f in run(BRANCH, USUAL).fragments if f.kind == "side")
    inherited = [ins for ins in side.instructions if ins.op is OPS["inherit"]]
    assert inherited
    loaded = {ins.aux for ins in side.instructions if ins.op is OPS["sload"]}
    assert not loaded & {ins.aux for ins in inherited}


NEW_FUNCTIONS = """
local sum = 0
for i = 1, 1500 do
  local f = loadstring('local x = ... return x + ' .. i)
  sum = sum + f(i)
end
print(sum)
"""


def test_a_loop_over_ever_new_functions_stops_growing_side_fragments():
    """Each function is another prototype, whose guard fails in the next iteration."""
    stats = run(NEW_FUNCTIONS, USUAL).stats
    assert MAX_SIDES <= stats.fragments <= MAX_SIDES + 10


# Every object has a metatable of its own, as some write classes.
OWN_METATABLES = """
local Point = {}
function Point.new(x) return setmetatable({ x = x, y = 0 }, { __index = Point }) end
function Point:move(d) self.x, self.y = self.x + d, self.y - d end
local points, sum = {}, 0
for i = 1, 100 do points[i] = Point.new(i) end
for round = 1, 40 do
  for i = 1, #points do points[i]:move(round) end
end
for i = 1, 100 do sum = sum + points[i].x * points[i].y end
print(sum)
"""


def test_objects_with_metatables_of_their_own_share_fragments():
    stats = run(OWN_METATABLES, USUAL).stats
    assert stats.fragments <= 8
    assert stats.exits_taken <= 300


CONSTRUCTORS = """
local Pair, sum = {}, 0
Pair.__index = Pair
for i = 1, 500 do
  local pair = setmetatable({ left = i, right = -i, both = 0 }, Pair)
  pair.both = pair.left * 2 + pair.right
  sum = sum + pair.both
end
print(sum)
"""


def test_constructors_and_setmetatable_need_no_call():
    """What is read from the new table is known, and nobody else needs it."""
    fragment = next(f for f in run(CONSTRUCTORS, USUAL).fragments if f.loop_start is not None)
    body = fragment.instructions[fragment.loop_start :]
    called = [getattr(i.aux, "name", "") for i in body if i.op.name in ("call", "scall")]
    assert called == []
    assert not [ins for ins in body if ins.op is OPS["hload"]]
    assert [ins.aux.name for ins in body if ins.op is OPS["sunk"]] == ["trace_copy_table"]


# A chain of a few links is followed in every round of a loop that is hot.
SHORT_CHAINS = """
local function chain(n) local c = nil for i = 1, n do c = { next = c, v = i } end return c end
local chains, sum = {}, 0
for i = 1, 60 do chains[i] = chain(i % 4) end
for round = 1, 200 do
  for i = 1, 60 do
    local c = chains[i]
    while c do sum = sum + c.v c = c.next end
  end
end
print(sum)
"""


def test_loops_of_a_few_iterations_are_passed_by_fragments():
    stats = run(SHORT_CHAINS, USUAL).stats
    assert stats.fragment_instructions > 0.9 * stats.vm_instructions
    assert stats.fragments <= 60


@pytest.mark.parametrize("most", [0, 1, 2, 4])
def test_no_more_fragments_are_made_than_there_may_be(most):
    programs = (EARLY_LEAVER, BRANCH, "local function f(n) if n > 0 then f(n - 1) end end f(99)")
    for program in programs:
        free = run(program, HOT)
        seen = run(program, replace(HOT, max_fragments=most))
        assert seen.shown == puc(program)
        assert seen.stats.fragments == min(most, free.stats.fragments)
