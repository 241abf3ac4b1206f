"""Bisection names the instruction that a planted fault makes go wrong."""

import pytest

from conformance.oracles import bisect as bisection
from conformance.oracles.bisect import bisect, bytecode_difference
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES

LIMITS = Limits(seconds=10.0)
HOT = {"hot_loop": 3, "hot_exit": 2, "hot_call": 3}

MIXED = b"""local t, sum = {}, 0
for i = 1, 30 do t[i] = i end
t[25] = '7'
for i = 1, 30 do
  local x = t[i]
  sum = sum + x
end
print(sum)
"""
ADDED = b"local sum = 0\nfor i = 1, 30 do sum = sum + i end\nprint(sum)"
FLOORED = b"""local kept = 0
for i = 1, 30 do
  kept = kept + 1
  io.write(i % 4, ' ')
end
"""
SHORT = b"""local t, sum = {1, 2, 3, 4, 5, 6, 7, 8}, 0
for i = 1, 9 do
  sum = sum + (t[i] or 1000)
end
print(sum)
"""
INHERITED = b"""local class = {__index = {step = function() return 1 end}}
local other = {__index = {step = function() return 100 end}}
local object, sum = {}, 0
setmetatable(object, class)
for i = 1, 40 do
  if i == 30 then setmetatable(object, other) end
  sum = sum + object.step()
end
print(sum)
"""
CALLED = b"""local function one() return 1 end
local function two() return 2 end
local list, sum = {}, 0
for i = 1, 40 do list[i] = i == 33 and two or one end
for i = 1, 40 do
  local f = list[i]
  sum = sum + f()
end
print(sum)
"""

# fault -> program, line, opcode, and what stands in the IR of the instruction
CASES = {
    # The element is taken for a number, but its bits are right until something is added.
    "drop-type-guard": (MIXED, 6, "ADD", "add NUM"),
    "round-up": (FLOORED, 4, "MOD", "ceil"),
    "drop-bounds-guard": (SHORT, 3, "GETTABLE", "aload"),
    "drop-metatable-guard": (INHERITED, 7, "GETTABLE", ""),
    "drop-callee-guard": (CALLED, 7, "CALL", ""),
    "lose-phi": (ADDED, 2, "FORLOOP", "fle"),
}


def run(source, fault, engine="native:trace"):
    settings = {**HOT, "faults": frozenset({fault})} if fault else HOT
    return bisect(Program(source), ENGINES[engine], settings, LIMITS)[0]


def ir(code):
    return [line for section in code.sections for line, _ in section.instructions]


@pytest.mark.parametrize("fault", CASES)
def test_the_instruction_that_a_fault_is_in(fault):
    source, line, opcode, operation = CASES[fault]
    found = run(source, fault)
    assert found.exact and found.first == found.last
    assert (found.place.line, found.place.text.split()[2]) == (line, opcode)
    assert any(operation in text for text in ir(found.code))
    assert all(code for section in found.code.sections for _, code in section.instructions[:1])


@pytest.mark.parametrize("source", [MIXED, FLOORED, SHORT, INHERITED, CALLED])
def test_nothing_is_named_where_nothing_is_wrong(source):
    assert run(source, None) is None


def test_both_states_are_there():
    found = run(MIXED, "drop-type-guard")
    puc, jit = found.after.puc.lines(), found.after.jit.instant.lines()
    assert "    sum = 307" in puc and "    sum = '7'" in jit
    assert found.before.puc == found.before.jit.instant


def test_the_other_architecture():
    found = run(FLOORED, "round-up", "arm64:trace")
    assert found.place.text.split()[2] == "MOD"
    assert any("frintp" in line for s in found.code.sections for _, code in s.instructions
               for line in code)  # fmt: skip


def test_ordinary_code_where_stops_hide_the_fault(monkeypatch):
    monkeypatch.setattr(bisection._Bisection, "exact", lambda self, total: None)
    found = run(MIXED, "lose-phi") or run(SHORT, "drop-bounds-guard")
    assert not found.exact
    assert found.before.number < found.after.number
    assert found.after.puc != found.after.jit.instant
    assert found.code.sections[0].where.endswith("the guards of the exit")


def test_a_crash_is_where_the_run_ends():
    # The table's array part is read far beyond its end.
    source = (
        b"local t = {1, 2, 3} local s = 0 for i = 1, 50 do s = s + (t[i ^ 5] or 0) end print(s)"
    )
    found = run(source, "drop-bounds-guard")
    assert found is None or found.place.text.split()[2] == "GETTABLE"


def test_bytecode_that_is_not_pucs(monkeypatch):
    program = Program(b"local a = 1\nlocal b = 2 return a + b")
    assert bytecode_difference(program) == ""
    load = bisection.load
    monkeypatch.setattr(
        bisection, "load", lambda source, name: load(source.replace(b"a + b", b"b + a"), name)
    )
    told = bytecode_difference(program)
    assert "PUC  3 [2] ADD" in told
