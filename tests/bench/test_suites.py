"""The programs of the suites: they are there, and do the same on all engines of Lua 5.1."""

import hashlib
from itertools import pairwise

import pytest

from conformance.bench.engines import ENGINES as BENCH_ENGINES
from conformance.bench.engines import UnknownEngine, find_engines
from conformance.bench.suites import LAYERS, PROGRAMS, SUITES, Entry, UnknownSuite, find_suites
from conformance.oracles.checking import check_program
from conformance.oracles.observation import Limits
from conformance.oracles.program import read_program
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.workers import observe

OURS = {
    str(entry.path.relative_to(PROGRAMS)): entry
    for suite in SUITES.values()
    for entry in suite.entries
    if PROGRAMS in entry.path.parents
}
# Engine -> whether it is given the size of rounds, which is hot, or that of slow engines.
RUN_ON = {
    "native:trace": True,
    "native:interp": True,
    "luajit": True,
    "arm64:trace": False,
    "reference": False,
    "bytecode": False,
}


def test_every_program_has_sizes():
    for suite in SUITES.values():
        tasks = suite.tasks()
        assert (suite.name == LAYERS) == (not tasks)
        for task in tasks:
            assert all(size.isdigit() for size in (task.size, task.round_size, task.slow_size))
    (nbody, life) = SUITES["lunacy"].tasks()
    assert (nbody.size, nbody.round_size, life.size) == ("10", "10", "1000")
    assert SUITES["luapp"].tasks()[0].size == "20000"


def test_every_file_belongs_to_a_suite():
    known = {*OURS, "rounds.lua", "empty.lua"}
    folders = [PROGRAMS, PROGRAMS / "micro"]
    assert {str(p.relative_to(PROGRAMS)) for f in folders for p in f.glob("*.lua")} == known


@pytest.mark.parametrize("engine", RUN_ON)
@pytest.mark.parametrize("name", OURS)
def test_engines_agree_with_puc(name, engine):
    spec = ENGINES[engine]
    if reason := usable(spec):
        pytest.skip(reason)
    task = OURS[name].task()
    if name == "life.lua":
        task = Entry("life", OURS[name].path).task()
    program = task.program(task.round_size if RUN_ON[engine] else task.slow_size)
    (check,) = check_program(program, (spec,), {}, Limits(seconds=60))
    assert check.passed, check.verdict
    assert not RUN_ON[engine] or not check.vacuous


def test_md5_is_md5():
    digest = ""
    for number in range(1, 51):
        digest = hashlib.md5(f"{number}:{digest}".encode()).hexdigest()
    program = read_program(PROGRAMS / "md5.lua", (b"50",))
    found = observe(ENGINES["puc"].make(), program, Limits())
    assert found.stdout == f"50\t{digest}\n".encode()


def test_a_glider_gun_makes_gliders():
    # The gun has a period of 30 and makes a glider of five cells in it.
    counts = []
    for generations in (b"30", b"60", b"90"):
        program = read_program(PROGRAMS / "life.lua", (generations,))
        counts.append(observe(ENGINES["puc"].make(), program, Limits()).stdout.count(b"O"))
    assert [later - earlier for earlier, later in pairwise(counts)] == [5, 5]


def test_names_that_are_unknown():
    assert [suite.name for suite in find_suites(("micro", "green", "micro"))] == ["micro", "green"]
    with pytest.raises(UnknownSuite, match="'gren': did you mean green"):
        find_suites(("gren",))
    assert [e.name for e in find_engines("puc, native:trace,puc")] == ["puc", "native:trace"]
    with pytest.raises(UnknownEngine, match="'lua5': did you mean"):
        find_engines("lua5")
    with pytest.raises(UnknownEngine, match="no engine named"):
        find_engines(" ,")
    assert {"puc", "lua54", "luajit", "reference", "arm64:trace"} <= BENCH_ENGINES.keys()


def test_a_program_that_lacks_something(tmp_path):
    path = tmp_path / "p.lua"
    with pytest.raises(UnknownSuite, match=r"cannot read .*p.lua: No such file"):
        Entry("p", path).task()
    path.write_text("-- size: 3\nprint(1)")
    with pytest.raises(UnknownSuite, match=r"p.lua has no line '-- bench: N'"):
        Entry("p", path).task()
