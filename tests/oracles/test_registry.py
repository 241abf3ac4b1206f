"""Engine names, the bytecode engine, program headers."""

import pytest

from conformance.oracles.checking import check_program, program_for
from conformance.oracles.masks import NAN_SIGN
from conformance.oracles.program import Program, ProgramError, read_program, without_shebang
from conformance.oracles.registry import ENGINES, UnknownEngine, find_engine, find_engines


def test_lists_are_read_with_each_engine_once():
    assert [spec.name for spec in find_engines("puc, native:trace,puc")] == ["puc", "native:trace"]


@pytest.mark.parametrize(
    ("name", "hint"), [("pcu", "puc"), ("native:trase", "native:trace"), ("zzz", "there are")]
)
def test_unknown_names_get_suggestions(name, hint):
    with pytest.raises(UnknownEngine, match=hint):
        find_engine(name)


def test_an_empty_list_is_an_error():
    with pytest.raises(UnknownEngine):
        find_engines(" ,")


def test_only_the_other_architecture_may_differ_in_the_sign_of_nan():
    masked = {name for name, spec in ENGINES.items() if NAN_SIGN in spec.masks}
    assert masked == {"luajit", "arm64:interp", "arm64:trace"}


def test_headers_choose_the_program_of_slow_engines():
    program = Program(b"-- A program.\n-- reference: 17\nprint(...)")
    assert program_for(ENGINES["reference"], program).args == (b"17",)
    assert program_for(ENGINES["native:trace"], program).args == ()
    assert program_for(ENGINES["reference"], Program(b"-- reference: no\n")) is None


@pytest.mark.parametrize(
    ("source", "loaded"),
    [
        (b"#!/usr/bin/lua\nprint(1)", b"\nprint(1)"),
        (b"# only", b""),
        (b"#!x\n\x1bLua", b"\x1bLua"),
        (b"print '#'", b"print '#'"),
    ],
)
def test_a_first_line_with_a_hash_is_skipped(source, loaded):
    assert without_shebang(source) == loaded


def test_unreadable_files_are_explained(tmp_path):
    with pytest.raises(ProgramError, match="directory"):
        read_program(tmp_path)
    with pytest.raises(ProgramError, match="No such file"):
        read_program(tmp_path / "missing.lua")


BYTECODE = [
    b"local t = {1, 2, x = 3} for k, v in pairs(t) do print(k, v) end",
    b"return function(...) local a <const> = ... end",
    b"x = = 1",
    b"goto = 1; local a = -0 + 0; return a ^ 2 ^ 3, 'a' .. 1 .. 2",
]


@pytest.mark.parametrize("source", BYTECODE)
def test_the_compiler_is_compared_by_its_chunks(source):
    (check,) = check_program(Program(source, b"@b.lua"), (ENGINES["bytecode"],))
    assert check.passed, check.verdict.detail
    assert check.expected.stdout[:4] == b"\x1bLua" or check.expected.message


def test_a_wrong_chunk_is_seen(monkeypatch):
    from conformance.jit_under_test import frontend

    right = frontend.dump
    monkeypatch.setattr(frontend, "dump", lambda proto: right(proto)[:-1] + b"\x01")
    (check,) = check_program(Program(b"print(1)"), (ENGINES["bytecode"],))
    assert check.verdict.differs
