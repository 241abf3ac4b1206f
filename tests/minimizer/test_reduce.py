"""Reduction: it keeps the property, reaches small programs, and stops in time."""

import re
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from conformance.generators.grammar import generate
from conformance.minimizer.ddmin import ddmin
from conformance.minimizer.difference import Question, SameDifference, ask
from conformance.minimizer.finding import minimize, runs_needed
from conformance.minimizer.journal import Candidate, Journal
from conformance.minimizer.reduce import Plain, Repeated, reduce_candidate, reduce_source
from conformance.minimizer.search import Search
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.schedule import Schedule

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


def test_layouts_of_one_program_are_tested_once(tmp_path):
    calls = tmp_path / "calls"
    wanted = Plain(Needs((b"f(",), calls))
    search = Search(Candidate("f( 1 )\ng()", Schedule()), wanted, time.monotonic() + 60)
    assert search.first(["g()", "g( )", " g()\n", "h  ()", "h()"]) is None
    assert calls.read_bytes() == b".."
    assert search.adopt("f( 1 )") and not search.adopt("f(1)")
    search.lay_out("f(1)")
    assert search.text == "f(1)" and calls.read_bytes() == b"...."


def test_time_runs_out_with_the_best_so_far():
    source = b"".join(b"x%d = %d\n" % (n, n) for n in range(100))

    def slow(text):
        time.sleep(0.02)
        return b"x7 = 7" in text

    reduction = reduce_source(source, slow, seconds=0.3)
    assert not reduction.finished
    assert b"x7 = 7" in reduction.source and len(reduction.source) < len(source)
    assert reduction.seconds < 3


@dataclass(frozen=True)
class Needs:
    """Interesting: some texts are in the source. Every call leaves a mark."""

    texts: tuple[bytes, ...]
    calls: Path

    def __call__(self, source: bytes) -> bool:
        with self.calls.open("ab") as file:
            file.write(b".")
        return all(text in source for text in self.texts)


def test_several_processes_find_what_one_does(tmp_path):
    source = generate(11)
    needed = tuple(re.findall(rb"\b[tnf]\d+\b", source)[:3])
    one = reduce_source(source, Needs(needed, tmp_path / "one"), 60)
    two = reduce_source(source, Needs(needed, tmp_path / "two"), 60, jobs=2)
    assert one.finished and two.finished
    assert one.source == two.source
    assert len(one.source) < 80


def test_a_reduction_goes_on_where_it_was(tmp_path):
    source = generate(11)
    needed = tuple(re.findall(rb"\b[tnf]\d+\b", source)[:3])
    counted = [tmp_path / name for name in ("all", "first", "second")]
    whole = reduce_source(source, Needs(needed, counted[0]), 60)
    candidate = Candidate(source.decode("latin-1"), Schedule())

    class Killed(Exception):
        pass

    def until_killed(text):
        if counted[1].exists() and counted[1].stat().st_size > whole.tests // 2:
            raise Killed
        return Needs(needed, counted[1])(text)

    path = tmp_path / "journal"
    with pytest.raises(Killed):
        reduce_candidate(candidate, Plain(until_killed), 60, journal=Journal.open(path))
    journal = Journal.open(path)
    assert journal.best is not None and len(journal.best.text) < len(source)
    wanted = Plain(Needs(needed, counted[2]))
    rest = reduce_candidate(candidate, wanted, 60, journal=journal)
    assert rest.source == whole.source
    sizes = [path.stat().st_size for path in counted]
    assert sizes[2] <= sizes[0] - sizes[1] + 3


def test_a_property_that_holds_now_and_then():
    random = Random(7)

    def sometimes(text, schedule=None):
        return b"needle" in text and random.random() < 0.4

    repeated = Repeated(sometimes, runs_needed(4, 10))
    source = b"local a = 1\nfor i = 1, 3 do print(a, 'needle') end\nprint(a)\n"
    reduction = reduce_candidate(Candidate(source.decode(), Schedule()), repeated, 20)
    assert len(reduction.source) < 20 and b"needle" in reduction.source


@pytest.mark.parametrize(
    ("shown", "runs", "needed"), [(10, 10, 1), (9, 10, 2), (1, 2, 5), (1, 12, 12)]
)
def test_how_often_to_run_what_shows_now_and_then(shown, runs, needed):
    assert runs_needed(shown, runs) == needed


def test_options_shrink_with_the_program():
    source = (
        b"local kept = {}\nfor k = 1, 9 do kept[k] = k end\n"
        b"local function rest(i) return i % 4 end\n"
        b"for i = 1, 200 do kept[i] = rest(i) end\nprint(kept[150], #kept)\n"
    )
    schedule = Schedule.parse("faults=round-up,lose-phi hot_exit=3 gc_stress=3000")
    question = Question(Program(source), "native:trace", schedule, Limits(seconds=5))
    small = minimize(question, 60)
    assert small.reduction.schedule.without("hot_loop", "hot_call") in (
        Schedule.parse("faults=round-up"), Schedule.parse("faults=lose-phi")
    )  # fmt: skip
    assert len(small.reduction.source.split()) < 25, small.reduction.source
    after = Question(
        Program(small.reduction.source), "native:trace", small.reduction.schedule, question.limits
    )
    assert ask(after)[0].signature == small.verdict.signature
