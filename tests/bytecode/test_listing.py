"""The listing against luac's own."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.jit_under_test.bytecode.listing import (
    list_function,
    show_constant,
    show_instruction,
)
from conformance.jit_under_test.bytecode.opcodes import Op, encode_abc
from conformance.jit_under_test.frontend import compile_source, dump, undump
from tests.frontend.sources import GOOD

LUAC = shutil.which("luac5.1")


def _without_addresses(text: str) -> str:
    text = re.sub(r" (?:at|for) 0x[0-9a-f]+", "", text)
    # luac comments a closure with an address, and forgets the operands of MOD.
    return re.sub(r"((?:CLOSURE|MOD) .*)\t; .*", r"\1", text)


@pytest.mark.skipif(LUAC is None, reason="luac5.1 is not installed")
@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_same_as_luac(source: bytes, tmp_path: Path) -> None:
    file = tmp_path / "t.lua"
    file.write_bytes(source)
    proto = compile_source(source, b"@" + bytes(file))
    for full, flags in ((False, ["-l"]), (True, ["-l", "-l"])):
        run = subprocess.run([LUAC, *flags, "-p", file], check=True, capture_output=True)
        expected = run.stdout.decode("utf-8", "backslashreplace")
        assert _without_addresses(list_function(proto, full)) == _without_addresses(expected)


def test_stripped_function() -> None:
    proto = compile_source(b"local a return function() return a end", b"=t")
    text = list_function(undump(dump(proto, strip=True), b"=t"))
    assert "\t1\t[-]\tGETUPVAL \t0 0\t; -\n" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [(b"=stdin", "stdin"), (b"@f.lua", "f.lua"), (b"return 1", "(string)"), (b"\x1b", "(bstring)")],
)
def test_names(name: bytes, shown: str) -> None:
    assert f"main <{shown}:0,0>" in list_function(compile_source(b"", name))


def test_malformed_opcode() -> None:
    proto = compile_source(b"return", b"=t")
    broken = type(proto)(
        **{name: getattr(proto, name) for name in proto.__slots__ if name != "code"},
        code=(63, encode_abc(Op.RETURN, 0, 1, 0)),
    )
    assert show_instruction(broken, 0) == "\t1\t[1]\t?63"


@pytest.mark.parametrize(
    ("constant", "text"),
    [
        (None, "nil"),
        (True, "true"),
        (0.1, "0.1"),
        (1e100, "1e+100"),
        (-0.0, "-0"),
        (float("inf"), "inf"),
        (b'a"\\\n\x01\xff', '"a\\"\\\\\\n\\001\\255"'),
    ],
)
def test_constants(constant: bool | float | bytes | None, text: str) -> None:
    assert show_constant(constant) == text
