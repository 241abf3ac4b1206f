"""Files of results: what is written comes back, and what is wrong in one is named."""

import json

import pytest

from conformance.bench.records import encode
from conformance.bench.results import (
    Energy,
    EngineInfo,
    Host,
    Measurement,
    Per,
    Results,
    ResultsError,
    Run,
    geometric_mean,
    load,
    save,
)


def measured(engine, *times, program="nbody", size="10", **fields):
    runs = tuple(Run(number, time, 2 * time, 0.1, 1 << 20) for number, time in enumerate(times))
    return Measurement("green", program, size, engine, runs=runs, **fields)


RESULTS = Results(
    suites=("green",),
    started="2026-01-02T03:04:05+00:00",
    host=Host("a processor", 2, "Linux", "3.11", 0.5, "no counters"),
    engines=(EngineInfo("puc", "PUC", (Run(0, 0.001, 0.002, 0.03, 9 << 20),)),),
    measurements=(
        measured("puc", 2.0, 4.0, 3.0, warmup=(1.0, 0.5), warmup_size="5", output="abc"),
        measured("native:trace", 1.0, 0.5, 0.75),
        measured("native:trace", 1.0, size="20"),
        measured("native:trace", 6.0, program="fib"),
        measured("puc", 2.0, program="fib"),
        measured("luajit", program="fib", problem="it crashed"),
        Measurement("layers", "tot", "", "puc", Per.CALL,
                    (Run(0, 1e-7, 0.2, energy=Energy(3.5, 0.25)),)),
    ),
    settings={"hot_loop": "2"},
)  # fmt: skip


def test_what_is_saved_is_loaded(tmp_path):
    save(RESULTS, tmp_path / "a.json")
    assert load(tmp_path / "a.json") == RESULTS
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_ratios_are_to_the_same_program_at_the_same_size():
    found = RESULTS.measurements
    assert RESULTS.ratio(found[1]) == 0.25
    assert RESULTS.ratio(found[2]) is None
    assert RESULTS.ratio(found[5]) is None
    mean, count = RESULTS.mean_ratio("green", "native:trace")
    assert count == 2 and mean == pytest.approx((0.25 * 3) ** 0.5)
    assert RESULTS.mean_ratio("green", "luajit") == (None, 0)


def test_medians():
    first, last = RESULTS.measurements[0], RESULTS.measurements[-1]
    assert (first.median, first.wall, first.peak, first.joules) == (3.0, 6.0, 1 << 20, None)
    assert last.joules == 3.75
    assert RESULTS.measurements[5].median is None
    (engine,) = RESULTS.engines
    assert (engine.base_peak, engine.base_seconds) == (9 << 20, pytest.approx(0.031))
    assert geometric_mean([]) is geometric_mean([1.0, 0.0]) is None
    assert geometric_mean([2.0, 8.0]) == pytest.approx(4.0)


def edited(change):
    data = encode(RESULTS)
    change(data)
    return json.dumps(data)


WRONG = {
    "missing": (None, "cannot read {}: No such file or directory"),
    "cut off": (json.dumps(encode(RESULTS))[:100], "{}:1: not JSON"),
    "no text": (b"\xff\xfe", "{} is not a text file"),
    "nested": ("[" * 100_000, "{}: not results"),
    "other JSON": ("[1, 2]", "{}: not results of moondiff bench"),
    "newer": (edited(lambda d: d.update(version=99)), "{}: version 99 of the format, not 1"),
    "no host": (edited(lambda d: d.pop("host")), "{}: host: missing"),
    "text for number": (
        edited(lambda d: d["measurements"][1]["runs"][0].update(seconds="x")),
        "{}: measurements[1].runs[0].seconds: not a number but 'x'",
    ),
    "truth for number": (
        edited(lambda d: d["host"].update(cores=True)),
        "{}: host.cores: not a whole number but True",
    ),
    "no list": (edited(lambda d: d.update(engines={})), "{}: engines: not a list but {{}}"),
    "no record": (
        edited(lambda d: d["measurements"].append(3)),
        "{}: measurements[7]: not an object but 3",
    ),
    "unknown unit": (
        edited(lambda d: d["measurements"][0].update(per="year")),
        "{}: measurements[0].per: not 'run' or 'call' but 'year'",
    ),
    "unknown field": (edited(lambda d: d["host"].update(x=1)), "{}: host.x: no such field"),
    "no settings": (edited(lambda d: d.update(settings=[])), "{}: settings: not an object"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_file_is_named(tmp_path, name):
    text, message = WRONG[name]
    path = tmp_path / "a.json"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ResultsError) as raised:
        load(path)
    assert str(raised.value).startswith(message.format(path))
    assert "\n" not in str(raised.value)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ResultsError, match=r"cannot write .*missing"):
        save(RESULTS, tmp_path / "missing" / "a.json")
