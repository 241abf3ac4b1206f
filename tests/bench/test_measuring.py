"""Measurements of small programs: what is measured, in which order, and what may go wrong."""

import math

import pytest

from conformance.bench import layers
from conformance.bench.engines import ENGINES, find_engines
from conformance.bench.layers import CALLS, LOOP, seconds_per_call
from conformance.bench.measuring import Bench, Plan
from conformance.bench.results import NOT_ASKED, Per, load, save
from conformance.bench.suites import SUITES, Entry, Suite
from conformance.oracles.schedule import Schedule

HEAD = "-- bench: 40\n-- size: 20\n-- reference: 3\nlocal n = tonumber((...))\n"
COUNT = "local s = 0 for i = 1, 1000 * n do s = s + i % 7 end print(n, s)"
# Prints something else each time, for tables are elsewhere.
RANDOM = "print(os.time(), os.clock(), {})"


def suite(tmp_path, **programs):
    entries = []
    for name, text in programs.items():
        (tmp_path / f"{name}.lua").write_text(HEAD + text)
        entries.append(Entry(name, tmp_path / f"{name}.lua"))
    return Suite("small", "programs of a test", tuple(entries), rounds=3)


def measure(suites, engines, **plan):
    return Bench(Plan(suites, find_engines(engines), **plan)).measure()


def test_what_is_measured(tmp_path):
    told = []
    engines = find_engines("puc,native:trace,reference,lua54")
    plan = Plan([suite(tmp_path, count=COUNT)], engines, 2, settings=Schedule({"hot_loop": 20}))
    kept = []
    found = Bench(plan, told.append).measure(kept.append)
    assert [len(one.measurements[0].runs) for one in kept] == [1, 2]
    assert not any(row.warmup for row in kept[-1].measurements)
    save(found, tmp_path / "a.json")
    assert load(tmp_path / "a.json") == found
    rows = {(m.engine, m.size): m for m in found.measurements}
    # The engine in Python has a size of its own, at which PUC runs as well.
    assert list(rows) == [
        ("puc", "40"), ("native:trace", "40"), ("lua54", "40"), ("puc", "3"), ("reference", "3"),
    ]  # fmt: skip
    for row in rows.values():
        assert row.problem is None and len(row.output) == 64
        assert [run.round for run in row.runs] == [0, 1]
        assert all(run.seconds > 0 and run.startup > 0 and run.peak > 1 << 20 for run in row.runs)
        assert len(row.warmup) == 3 and all(seconds > 0 for seconds in row.warmup)
        assert row.warmup_size == ("20" if row.size == "40" else "3")
    assert rows["puc", "40"].output == rows["native:trace", "40"].output
    assert rows["puc", "40"].output != rows["puc", "3"].output
    assert found.ratio(rows["reference", "3"]) > 1
    assert found.ratio(rows["native:trace", "40"]) > 0
    assert {engine.name: len(engine.base) for engine in found.engines} == {
        "puc": 3, "native:trace": 3, "reference": 3, "lua54": 3,
    }  # fmt: skip
    assert found.settings == {"hot_loop": "20"}
    assert found.host.energy == NOT_ASKED
    # Engines take turns, and another one is first in each round.
    runs = [text for text in told if "count" in text and "run " in text]
    fast = [text.split()[-1] for text in runs if "reference" not in text]
    assert fast[:3] == ["puc", "native:trace", "lua54"]
    assert fast[4:7] == ["native:trace", "lua54", "puc"]


# program -> what the problem begins with, and what else is in it where the child tells of it
PROBLEMS = {
    "fails": ("error('no luck', 0)", "", "error: no luck"),
    "leaves": ("os.exit(0)", "", "it left before its end"),
    "leaves badly": ("os.exit(4)", "exit status 4", ""),
    "fails later": ("x = (x or 0) + 1 assert(x < 2)", "in rounds: ", "assertion failed!"),
    "endless": ("while true do end", "time limit", ""),
    "random": (RANDOM, "run 2 printed something else", ""),
    "does not compile": ("x = = 1", "", "near '='"),
}


@pytest.mark.parametrize("engine", ["puc", "native:trace", "cmd:lua"])
@pytest.mark.parametrize("name", PROBLEMS)
def test_what_goes_wrong_is_told(tmp_path, name, engine):
    if reason := ENGINES[engine].missing():
        pytest.skip(reason)
    text, *expected = PROBLEMS[name]
    timeout = 3.0 if name == "endless" else 60.0
    (found,) = measure(
        [suite(tmp_path, p=text)], engine, runs=2, timeout=timeout
    ).measurements  # fmt: skip
    assert found.problem is not None and found.problem.startswith(expected[0])
    if engine != "cmd:lua":
        assert expected[1] in found.problem
    assert "\n" not in found.problem


def test_energy_is_the_programs_own(tmp_path):
    zone = tmp_path / "powercap" / "intel-rapl:0"
    zone.mkdir(parents=True)
    for name, text in {"name": "package-0", "energy_uj": "5", "max_energy_range_uj": "9"}.items():
        (zone / name).write_text(text)
    # The program itself is who makes the counter go on, and then round.
    text = f"local f = io.open('{zone}/energy_uj', 'w') f:write('2') f:close()"
    reset = f"local f = io.open('{zone}/energy_uj', 'w') f:write('5') f:close()"
    plan = {"runs": 1, "warmup": False, "powercap": tmp_path / "powercap"}
    for engine in ("puc", "native:interp"):
        (zone / "energy_uj").write_text("5")
        found = measure([suite(tmp_path, p=text)], engine, **plan)
        assert found.host.energy == ""
        (run,) = found.measurements[0].runs
        assert run.energy.package == pytest.approx(7e-6) and run.energy.dram is None
    found = measure([suite(tmp_path, p=reset)], "puc", runs=1, powercap=tmp_path / "nothing")
    assert "there is no" in found.host.energy and found.measurements[0].joules is None


@pytest.mark.parametrize("engine", ["reference", "native:trace", "puc", "cpython"])
@pytest.mark.parametrize("call", CALLS)
def test_calls_are_measured(engine, call, monkeypatch):
    if call not in layers.kinds_of(ENGINES[engine]):
        pytest.skip("it has no such calls")
    monkeypatch.setattr(layers, "MEASURED", 0.01)
    monkeypatch.setattr(layers, "WARM", 0.005)
    seconds = seconds_per_call(ENGINES[engine], call, Schedule())
    assert 0 < seconds < 1 and math.isfinite(seconds)


def test_commands_measure_calls_themselves():
    names = [name for name in ("cmd:lua", "cmd:luajit", "cmd:node", "cmd:cc")
             if ENGINES[name].missing() is None]  # fmt: skip
    if not names:
        pytest.skip("no command is installed")
    found = measure([SUITES["layers"]], ",".join(names), runs=1)
    assert [m.engine for m in found.measurements] == names
    for row in found.measurements:
        assert (row.problem, row.program, row.per) == (None, LOOP, Per.CALL)
        assert 0 < row.median < 1e-5


def test_a_compiler_that_fails(tmp_path, monkeypatch):
    (tmp_path / "cc").write_text("#!/bin/sh\necho it is broken >&2\nexit 1\n")
    (tmp_path / "cc").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = measure([SUITES["layers"]], "cmd:cc", runs=1).measurements
    assert found.problem == f"{tmp_path}/cc fails: it is broken"
