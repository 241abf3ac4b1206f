"""Reduction: it keeps the property, reaches small programs, and stops in time."""

import time

import pytest

from conformance.generators.programs import generate
from conformance.minimizer.ddmin import ddmin
from conformance.minimizer.difference import Question, SameDifference, ask
from conformance.minimizer.reduce import reduce_source
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program

SUBSETS = [
    (range(10), {3}),
    (range(33), {0, 32}),
    (range(8), {1, 2, 3, 7}),
    (range(5), set(range(5))),
    (range(4), set()),
    ([], set()),
]


@pytest.mark.parametrize(("items", "needed"), SUBSETS)
def test_ddmin_finds_the_needed_items(items, needed):
    assert ddmin(list(items), lambda kept: needed <= set(kept)) == sorted(needed)


def test_ddmin_is_fast_where_little_is_needed():
    tests = []

    def holds(kept):
        tests.append(1)
        return 77 in kept

    assert ddmin(list(range(1000)), holds) == [77]
    assert len(tests) < 100


# source, what must stay in it, the largest acceptable result
PROPERTIES = [
    (b"local a = 1\nif a then\n  for i = 1, 10 do print('x', i) end\nend\n", b"print", 8),
    (b"-- c\nlocal function f(x)\n  return x + 1234\nend\nprint(f(2))\n", b"1234", 12),
    (b"local t = {1, 2, {x = 'needle', y = 2}, f(3)}\n", b"needle", 24),
    (b"while a do repeat local x = needle until b end", b"needle", 16),
]


@pytest.mark.parametrize(("source", "kept", "size"), PROPERTIES)
def test_programs_shrink_to_what_matters(source, kept, size):
    reduction = reduce_source(source, lambda text: kept in text, seconds=20)
    assert reduction.finished
    assert kept in reduction.source
    assert len(reduction.source.strip()) <= size, reduction.source


def test_text_that_is_no_lua_is_reduced_by_lines():
    source = b"x = 1\ny = = 2\nz = 3\n"
    assert reduce_source(source, lambda text: b"= =" in text).source == b"y = = 2\n"


def test_a_planted_difference_is_reduced_to_its_core():
    planted = b"local k = 0\nfor i = 1, 40 do if i > 20 then k = jit and k + 1 or k end end\n"
    source = generate(5) + planted + b"show(k)\n"
    question = Question(Program(source), "luajit", {}, Limits(seconds=2))
    signature = ask(question)[0].signature
    same = SameDifference(question, signature)
    reduction = reduce_source(source, same, seconds=60)
    assert same(reduction.source)
    assert len(reduction.source) < 120, reduction.source


def test_a_program_without_the_property_is_refused():
    with pytest.raises(ValueError, match="does not show"):
        reduce_source(b"print(1)", lambda _text: False)


def test_time_runs_out_with_the_best_so_far():
    source = b"".join(b"x%d = %d\n" % (n, n) for n in range(100))

    def slow(text):
        time.sleep(0.02)
        return b"x7 = 7" in text

    reduction = reduce_source(source, slow, seconds=0.3)
    assert not reduction.finished
    assert b"x7 = 7" in reduction.source and len(reduction.source) < len(source)
    assert reduction.seconds < 3
