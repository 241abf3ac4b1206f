"""The benchmark of the frontend."""

from pathlib import Path

import pytest

from conformance.bench.frontend import main, measure
from conformance.jit_under_test.frontend import LuaSyntaxError


def test_measure() -> None:
    speed = measure([b"a = 1\n" * 300, b"f()\n" * 200], repeat=2)
    assert (speed.files, speed.lines, speed.size) == (2, 500, 2600)
    # A tenth of the target of 10,000 lines per second, for slow and busy machines.
    assert speed.lines / speed.seconds > 1000
    with pytest.raises(LuaSyntaxError):
        measure([b"a ="])
    with pytest.raises(ValueError, match="no sources"):
        measure([])


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.lua", tmp_path / "bad.lua"
    good.write_bytes(b"#!lua\na = 1\n")
    bad.write_bytes(b"a =\n")
    assert main([str(good)]) == 0
    assert capsys.readouterr().out.startswith("1 files, 2 lines: ")
    assert main([str(bad)]) == 1
    assert main([str(tmp_path / "missing.lua")]) == 1
    assert main([]) == 2
