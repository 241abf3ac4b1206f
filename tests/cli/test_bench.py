"""`moondiff bench`: tables, files, and errors that are one clear line."""

import json
import re
from dataclasses import replace

import pytest

from conformance.bench.engines import ENGINES
from conformance.bench.records import encode
from conformance.bench.results import (
    Energy,
    EngineInfo,
    Host,
    Measurement,
    Per,
    Results,
    Run,
    load,
    save,
)
from conformance.cli.bench_view import failures, seconds
from tests.cli.forked import moondiff

HOST = Host("a processor", 2, "Linux", "3.11", 0.5, "not asked for")


def measured(engine, *times, program="nbody", **changes):
    runs = tuple(
        Run(n, t, t, 0.1, int(1e7 * (1 + t)), Energy(20 * t, t)) for n, t in enumerate(times)
    )
    return Measurement("green", program, "10", engine, runs=runs, **changes)


def results(*measurements, **changes):
    base = (Run(0, 0.001, 0.001, 0.1, 10_000_000),)
    names = dict.fromkeys(m.engine for m in measurements)
    engines = tuple(EngineInfo(name, "", base) for name in names)
    suites = tuple(dict.fromkeys(m.suite for m in measurements))
    return replace(Results(suites, "2026-01-01", HOST, engines, measurements), **changes)


FIVE = (1.0, 1.01, 1.02, 1.03, 1.04)
SLOWER = tuple(1.2 * time for time in FIVE)


@pytest.fixture
def folder(tmp_path):
    files = {
        "a": results(measured("puc", *FIVE), measured("native:trace", *FIVE)),
        "slower": results(measured("puc", *FIVE), measured("native:trace", *SLOWER)),
        "hot": results(measured("puc", *SLOWER), measured("native:trace", *SLOWER)),
        "other": results(measured("puc", *FIVE, program="life")),
    }
    for name, content in files.items():
        save(content, tmp_path / f"{name}.json")
    newer = {**encode(files["a"]), "version": 9}
    (tmp_path / "newer.json").write_text(json.dumps(newer))
    (tmp_path / "broken.json").write_text('{"format":\n "moondiff')
    (tmp_path / "folder").mkdir()
    return tmp_path


BAD_INPUT = [
    (["gren"], "unknown suite 'gren': did you mean green?"),
    (["green", "--engines", "pcu"], "unknown engine 'pcu': did you mean puc"),
    (["green", "--engines", ","], "no engine named"),
    (["green", "--engines", "cpython"], "cpython takes part in the suite layers only"),
    (["green", "--json", "nowhere/a.json"], "cannot write nowhere/a.json: no such folder: nowhere"),
    (["green", "--json", "folder"], "cannot write folder: Is a directory"),
    (["green", "--set", "hot_lop=2"], "did you mean hot_loop?"),
    (["green", "--runs", "0"], "Invalid value for '--runs'"),
    (["--runs", "3"], "Missing argument 'SUITE...'"),
    (["compare", "missing.json", "a.json"], "cannot read missing.json: No such file or directory"),
    (["compare", "a.json", "folder"], "cannot read folder: Is a directory"),
    (["compare", "a.json", "broken.json"], "broken.json:2: not JSON"),
    (["compare", "a.json", "newer.json"], "newer.json: version 9 of the format, not 1"),
    (["compare", "--peer", "pcu", "a.json", "a.json"], "unknown engine 'pcu'"),
    (["compare", "a.json", "other.json"], "have no measurement of seconds in common"),
]


@pytest.mark.parametrize(("args", "message"), BAD_INPUT, ids=lambda value: str(value)[:40])
def test_bad_input_is_one_clear_line(folder, args, message):
    done = moondiff("bench", *args, folder=folder)
    assert (done.status, done.stdout) == (2, b"")
    assert message in done.stderr.decode() and b"Traceback" not in done.stderr


def test_an_engine_that_is_not_installed(folder, monkeypatch):
    monkeypatch.setenv("PATH", str(folder))
    done = moondiff("bench", "green", "--engines", "puc,cmd:lua", folder=folder)
    assert done.status == 2
    assert b"cmd:lua cannot run here: no command lua is installed" in done.stderr


def test_a_suite_is_measured(folder):
    done = moondiff(
        "bench", "lunacy", "--runs", "2", "--engines", "puc,native:trace", "--json", "new.json",
        "--energy", folder=folder, timeout=500,
    )  # fmt: skip
    assert done.status == 0, done.stderr
    text = done.stdout.decode()
    for heading in ("processor time of a run", "processor time / puc", "until 90 % of peak",
                    "peak memory in MB", "geometric mean", "empty program"):  # fmt: skip
        assert heading in text
    found = load(folder / "new.json")
    assert {(m.program, m.engine, len(m.runs)) for m in found.measurements} == {
        (program, engine, 2) for program in ("nbody 10", "life 1000")
        for engine in ("puc", "native:trace")
    }  # fmt: skip
    assert ("energy is not available here" in text) == bool(found.host.energy)
    again = moondiff("bench", "compare", "new.json", "new.json", folder=folder)
    assert again.status == 0 and b"too few runs" in again.stdout


def test_everything_is_listed(folder):
    text = moondiff("bench", "list", folder=folder).stdout.decode()
    assert all(name in text for name in (*ENGINES, "green", "layers", "micro"))


# arguments, status, words of the row of native:trace
COMPARED = [
    (["a.json", "a.json"], 0, "noise"),
    (["a.json", "slower.json"], 1, "slower"),
    (["slower.json", "a.json"], 0, "faster"),
    (["a.json", "hot.json"], 0, "noise"),
    (["--peer", "none", "a.json", "hot.json"], 1, "slower"),
    (["--least", "30", "a.json", "slower.json"], 0, "noise"),
    (["--alpha", "0.001", "a.json", "slower.json"], 0, "too few runs"),
    (["--quantity", "memory", "a.json", "slower.json"], 1, "larger"),
    (["--quantity", "energy", "a.json", "slower.json"], 1, "more"),
    (["--quantity", "energy", "a.json", "hot.json"], 0, "noise"),
]


@pytest.mark.parametrize(("args", "status", "verdict"), COMPARED)
def test_files_are_compared(folder, args, status, verdict):
    done = moondiff("bench", "compare", *args, folder=folder)
    assert done.status == status
    rows = [line for line in done.stdout.decode().splitlines() if "native:trace" in line]
    assert len(rows) == 2 and verdict in rows[0]


UNITS = [
    (12.345, "12.3 s"), (1.0, "1.00 s"), (0.1234, "123 ms"), (0.00123, "1.23 ms"),
    (2.54e-5, "25.4 µs"), (8.3e-10, "0.83 ns"), (0.0, "0.00 ns"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "shown"), UNITS)
def test_times_have_units(value, shown):
    assert seconds(value) == shown


FAILED = [
    (measured("native:trace", 1.0, output="a"), None),
    (measured("native:trace", 1.0, output="b"), "nbody 10 on native:trace: prints something else"),
    (measured("luajit", 1.0, output="b"), "nbody 10 on luajit: prints something else"),
    (measured("lua54", 1.0, output="b"), None),
    (measured("native:trace", problem="time limit"), "nbody 10 on native:trace: time limit"),
]


@pytest.mark.parametrize(("found", "told"), FAILED)
def test_what_must_not_be_is_told(found, told):
    lines = failures(results(measured("puc", 1.0, output="a"), found))
    assert len(lines) == (told is not None)
    assert told is None or lines[0].startswith(told)


def shown(content):
    from io import StringIO

    from rich.console import Console

    from conformance.cli.bench_view import show

    out = StringIO()
    show(Console(file=out, width=160), content)
    return re.sub(r" +", " ", out.getvalue())


def test_energy_is_shown_beside_pucs():
    text = shown(
        results(measured("puc", 4.0, 4.0), measured("native:trace", 1.0, 1.0), host=replace(
            HOST, energy=""))
    )  # fmt: skip
    # 21 joules a second on both: as much faster as greener, at the same power.
    assert "nbody puc 84.00 11.9 1.000 1.000 1.000" in text
    assert "nbody native:trace 21.00 47.6 4.000 4.000 1.000" in text
    assert "empty program, start and all 101 ms 101 ms" in text
    assert "empty program 10.0 10.0" in text


def test_calls_are_shown_beside_pucs_loop():
    def call(kind, engine, seconds, **changes):
        runs = (Run(0, seconds, 0.3),) if seconds else ()
        return Measurement("layers", kind, "", engine, Per.CALL, runs, **changes)

    text = shown(
        results(
            call("loop", "puc", 4e-8), call("loop", "native:trace", 1e-9),
            call("from Python", "puc", 2e-7), call("loop", "cmd:cc", 0, problem="cc fails: no"),
        )
    )  # fmt: skip
    assert "loop native:trace 1.00 ns 0.025" in text
    assert "from Python puc 200 ns 5.000" in text
    assert "cmd:cc failed" in text and "loop on cmd:cc: cc fails: no" in text
