"""Profiles: functions of program and options, the same lines whatever executes them."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier
from conformance.jit_under_test.perf_map import PerfMap
from conformance.jit_under_test.profiling import Profiler

SOURCE = b"""local function work(n)
  local s = 0
  for i = 1, n do
    if i % 4 == 0 then
      s = s + math.sqrt(i)
    else
      s = s - 1
    end
  end
  return s
end
local t = {}
for i = 1, 50 do t[i] = tostring(i) .. "x" end
local routine = coroutine.wrap(function() coroutine.yield(work(3000)) end)
return routine() + work(3000)
"""
INTERVAL = 97
TRACE = Options(tier=Tier.TRACE, hot_loop=5, hot_exit=3)


def profile(machine: str, options: Options) -> tuple[Profiler, str]:
    with open_engine(machine, options) as engine:
        profiler = Profiler(engine, INTERVAL)
        outcome = engine.run(SOURCE, b"=t")
        return profiler, outcome.status


def by_line(profiler: Profiler) -> dict[str, int]:
    lines: dict[str, int] = {}
    for sample, count in profiler.samples.items():
        lines[sample.line] = lines.get(sample.line, 0) + count
    return lines


@pytest.fixture(scope="module")
def traced() -> Profiler:
    return profile("native", TRACE)[0]


def test_lines_are_those_of_every_tier(traced: Profiler) -> None:
    interpreted, status = profile("native", replace(TRACE, tier=Tier.INTERP))
    assert status == "ok"
    expected = by_line(interpreted)
    assert len(expected) > 4 and {sample.fragment for sample in interpreted.samples} == {0}
    # Intervals that end while something is recorded are counted where the next sample is taken.
    actual = by_line(traced)
    assert sum(actual.values()) == sum(expected.values())
    moved = sum(abs(actual.get(line, 0) - expected.get(line, 0)) for line in expected | actual)
    assert moved <= 0.02 * sum(expected.values())


def test_most_is_executed_in_traces(traced: Profiler) -> None:
    compiled = sum(count for sample, count in traced.samples.items() if sample.fragment)
    assert compiled > 0.95 * sum(traced.samples.values())
    assert len({sample.fragment for sample in traced.samples}) > 2
    report = traced.report().splitlines()
    assert report[0].endswith(f"one every {INTERVAL} VM instructions]")
    shares = [float(line.split("%")[0]) for line in report[1:]]
    assert sum(shares) == pytest.approx(200, abs=5)
    assert any(re.search(r"  t:5  \(\d+% trace ", line) for line in report)


def test_profiles_are_the_same_on_both_architectures_and_again(traced: Profiler) -> None:
    assert profile("arm64", TRACE)[0].samples == traced.samples
    assert profile("native", TRACE)[0].samples == traced.samples


def test_a_limit_of_instructions_still_ends_the_run() -> None:
    profiler, status = profile("native", replace(TRACE, max_instructions=5000))
    assert status == "limit"
    assert sum(profiler.samples.values()) == 5000 // INTERVAL


def test_the_map_has_image_and_fragments(tmp_path: Path) -> None:
    with open_engine("native", TRACE) as engine:
        map_ = PerfMap(engine, str(tmp_path))
        assert engine.run(SOURCE, b"=t").status == "ok"
        rows = [line.split(" ", 2) for line in Path(map_.path).read_text().splitlines()]
        named = {name: (int(start, 16), int(size, 16)) for start, size, name in rows}
        for number, installed in engine.tracer.installed.items():
            compiled = installed.compiled
            place = named[f"TRACE_{number}::{installed.fragment.name}"]
            assert place == (compiled.address, len(compiled.code))
        handler = engine.runtime.metadata["handlers"][0]
        assert named[handler][0] == engine.runtime.symbols[handler] and named[handler][1] > 0
        ranges = sorted(named.values())
        assert all(a + size <= b for (a, size), (b, _) in pairwise(ranges))


def test_the_map_is_written_through_no_link(tmp_path: Path) -> None:
    with open_engine("native", TRACE) as engine:
        path = Path(PerfMap(engine, str(tmp_path)).path)
        path.unlink()
        path.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(OSError):
            PerfMap(engine, str(tmp_path))
        assert not (tmp_path / "elsewhere").exists()
