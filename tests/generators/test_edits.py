"""Edited programs: still programs, still ending, and what each edit promises."""

import re
from collections import Counter
from pathlib import Path

import pytest

from conformance.generators import edits
from conformance.generators.decisions import RecordedDecisions, SeededDecisions
from conformance.generators.edits import EDITS, add_fuel, edit, without_fuel
from conformance.generators.grammar import generate
from conformance.jit_under_test.frontend import compile_source
from conformance.jit_under_test.frontend.tree_parser import parse_tree
from conformance.jit_under_test.frontend.tree_printer import print_tree
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES
from conformance.oracles.workers import observe

LIMITS = Limits(seconds=2, output=1 << 18)
SEEDS = Path(__file__).parents[2] / "corpus" / "seeds"
CORPUS = [path.read_bytes() for path in sorted(SEEDS.glob("*.lua"))]
PROGRAMS = [*(generate(n) for n in range(30)), *CORPUS]
BY_NAME = {name.__name__: name for _, name in EDITS}
# With these a program may see its own lines, locals or garbage, lengths of messages included.
LOOKING = (b"debug.", b"traceback", b"collectgarbage", b"newproxy", b"pcall", b"coroutine.")
KEEPING = ("dead_code", "neutral_code", "wrap")


def on_puc(source):
    return observe(ENGINES["puc"].make(), Program(source, b"@case.lua"), LIMITS)


def edited(seed, names=None):
    decisions = SeededDecisions(seed)
    source, other = (PROGRAMS[decisions.below(len(PROGRAMS))] for _ in range(2))
    if names is None:
        return source, edit(decisions, source, other)
    root, donor = (without_fuel(parse_tree(each)) for each in (source, other))
    before = print_tree(add_fuel(root))
    for name in names:
        root = BY_NAME[name](decisions, root, donor) or root
    return before, print_tree(add_fuel(root))


def test_edited_programs_compile_and_end():
    ends = Counter(on_puc(edited(seed)[1]).status for seed in range(250))
    assert set(ends) <= {Status.OK, Status.ERROR}
    # Most still run to their end: an error in the beginning tests little.
    assert ends[Status.OK] > 150


def test_most_edits_change_the_program():
    same = 0
    for seed in range(100):
        source, result = edited(seed)
        same += print_tree(parse_tree(source)) + b"\n" == result
    assert same < 5


def lineless(observation):
    """What was printed, without the lines in messages."""
    return re.sub(rb"case.lua:\d+:", b"case.lua:", observation.stdout)


@pytest.mark.parametrize("name", KEEPING)
def test_edits_that_keep_what_a_program_does(monkeypatch, name):
    """Equal output, if the program does not look at itself, and fuel does not run out."""
    monkeypatch.setattr(edits, "FUEL", 10**9)
    compared = 0
    for seed in range(100):
        source, result = edited(seed, [name])
        if any(word in source for word in LOOKING):
            continue
        before, after = on_puc(source), on_puc(result)
        if before.status is Status.OK:
            compared += 1
            assert (after.status, lineless(after)) == (before.status, lineless(before))
    assert compared > 5


@pytest.mark.parametrize("name", BY_NAME)
def test_every_edit_applies_to_most_programs(name):
    applied = 0
    for seed in range(40):
        decisions = SeededDecisions(seed)
        root, other = (parse_tree(PROGRAMS[decisions.below(len(PROGRAMS))]) for _ in range(2))
        changed = BY_NAME[name](decisions, root, other)
        if changed is not None:
            applied += 1
            compile_source(print_tree(changed), b"=edited")
    assert applied > 25


ENDLESS = {
    "while": b"while true do end",
    "repeat": b"repeat until false",
    "numeric": b"for i = 1, 2^53 do end",
    "constants": b"for i = 1, 1e15 do end",
    "downwards": b"for i = 1, 100, 0 do end",
    "generic": b"for x in function() return 1 end do end",
    "recursion": b"local function f(n) f(n + 1) f(n + 1) end f(1)",
    "method": b"local t = {} function t:m() self:m() self:m() end t:m()",
    "assigned": b"local f f = function() f() f() end f()",
    "nested": b"for i = 1, 300 do for j = 1, 1e9 do end end",
    "in a function": b"local function f() while true do end end f()",
    "made hot without calls": b"for _hot = 1, 2^63 do x = 1 end",
    "made hot": b"local function f(n) if n > 0 then for _hot = 1, 60 do f(n - 1) end end end f(20)",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_fuel_ends_what_has_no_end(name):
    fuelled = print_tree(add_fuel(parse_tree(ENDLESS[name])))
    assert on_puc(fuelled).status in (Status.OK, Status.ERROR)


def test_loops_that_are_bounded_get_no_fuel():
    source = b"for i = 1, 100 do x = i end for i = 100, 1, -1 do x = i end"
    root = parse_tree(source)
    assert add_fuel(root) == root


def test_fuel_is_not_put_in_twice():
    root = parse_tree(b"local i = 0 while i < 9 do i = i + 1 end repeat i = i - 1 until i < 0")
    once = add_fuel(root)
    assert without_fuel(once) == root != once


def test_programs_do_not_grow_for_ever():
    source, sizes = generate(1), []
    for seed in range(12):
        source = edit(SeededDecisions(seed), source, generate(seed))
        sizes.append(len(source))
    assert max(sizes) < 4 * edits.LONG


def test_programs_are_merged_with_names_of_their_own():
    root, other = parse_tree(b"local x = 1 print(x)"), parse_tree(b"local x = 2 y = x")
    merged = print_tree(edits.splice(RecordedDecisions([]), root, other))
    assert b"local x_o = 2" in merged and b"y = x_o" in merged and b"local x = 1" in merged


def test_inner_loops_repeat_their_rounds_once_and_for_all():
    root = parse_tree(b"for i = 1, 2 do for _, v in ipairs{7, 8} do io.write(i, v, ' ') end end")
    always = RecordedDecisions([99] * 9)
    changed = edits.repeat_rounds(always, root, root)
    assert on_puc(print_tree(changed)).stdout == b"17 " * 4 + b"18 " * 4 + b"27 " * 4 + b"28 " * 4
    assert edits.repeat_rounds(always, changed, root) is None


def test_a_type_changes_in_one_iteration():
    root = parse_tree(b"local s = 0 for i = 1, 9 do s = s + i end print(s)")
    changed = edits.swap_type(RecordedDecisions([0, 1, 1, 0, 0]), root, root)
    assert on_puc(print_tree(changed)).stdout == b"52\n"  # "10" + 3 + 4 + ... + 9


def test_the_same_choices_make_the_same_program():
    assert edited(3) == edited(3) != edited(4)


def test_the_corpus_is_there():
    assert len(CORPUS) > 50
