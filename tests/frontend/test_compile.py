"""The compiler against PUC: the same bytes for good sources."""

import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.jit_under_test.frontend import compile_source, dump, skip_shebang, undump
from tests.frontend.puc import is_chunk, our_load, puc_load
from tests.frontend.sources import GOOD

ROOT = Path(__file__).parents[2]
LUAC = shutil.which("luac5.1")


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_good_source(source: bytes) -> None:
    expected = puc_load(source)
    assert is_chunk(expected)
    assert our_load(source) == expected


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_good_source_in_nested_function(source: bytes) -> None:
    nested = b"local t, i = {}, 1\nlocal function outer(...)\n" + source + b"\nend\n"
    assert our_load(nested) == puc_load(nested)


@pytest.mark.parametrize(
    "name",
    [b"=name", b"@file.lua", b"source text", b"", b"=", b"@", b"=a\0b", b"\0", b"=\xff"],
)
def test_chunk_name(name: bytes) -> None:
    for source in (b"return function() end", b"return ="):
        assert our_load(source, name) == puc_load(source, name)


def test_lua_files_of_the_repository() -> None:
    files = [
        path
        for folder in ("examples", "suites", "corpus", "conformance")
        for path in sorted((ROOT / folder).rglob("*.lua"))
    ]
    assert files
    for path in files:
        source = skip_shebang(path.read_bytes())
        name = b"@" + path.name.encode()
        assert our_load(source, name) == puc_load(source, name), path


@pytest.mark.skipif(LUAC is None, reason="luac5.1 is not installed")
def test_stripped_chunk(tmp_path: Path) -> None:
    source = (
        b"local a, b = 1 function f(x, ...) local c = a return c, b, x, ..., function() end end"
    )
    file = tmp_path / "chunk.lua"
    file.write_bytes(source)
    subprocess.run([LUAC, "-s", "-o", tmp_path / "out", file], check=True)
    expected = (tmp_path / "out").read_bytes()
    assert dump(compile_source(source, b"@" + bytes(file)), strip=True) == expected
    assert dump(undump(expected, b"=stripped"), strip=True) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"return 1", b"return 1"),
        (b"#!lua\nreturn 1", b"\nreturn 1"),
        (b"#!lua", b"\n"),
        (b"#", b"\n"),
        (b" #x\n", b" #x\n"),
        (b"#!lua\n\x1bLua", b"\x1bLua"),
    ],
)
def test_skip_shebang(data: bytes, expected: bytes) -> None:
    assert skip_shebang(data) == expected


def test_zeros_share_one_constant() -> None:
    proto = compile_source(b"return 0, -0", b"=t")
    assert [str(constant) for constant in proto.constants] == ["0.0"]
    proto = compile_source(b"return -0, 0", b"=t")
    assert [str(constant) for constant in proto.constants] == ["-0.0"]
