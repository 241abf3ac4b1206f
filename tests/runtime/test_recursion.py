"""Library functions of the host that call each other through Lua code, at Python's usual limit."""

import sys

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier

PROGRAMS = {
    "fields": b"local t = setmetatable({}, {__index = function(t) return os.time(t) end}) "
    b"os.time(t)",
    "require": b"package.preload.q = function() package.loaded.q = nil return require 'q' end "
    b"require 'q'",
    "replacements": b"local function f() return (('x'):gsub('x', f)) end f()",
    "comparisons": b"local function f(a, b) table.sort({1, 2}, f) return a < b end "
    b"table.sort({1, 2}, f)",
}


@pytest.mark.parametrize("tier", [Tier.INTERP, Tier.REFERENCE])
@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_the_end_is_an_error_of_lua(program: bytes, tier: Tier) -> None:
    limit = sys.getrecursionlimit()
    with open_engine("native", Options(tier=tier)) as engine:
        outcome = engine.run(program, b"=t", stdout=len, stderr=len)
    assert (outcome.status, outcome.message) == ("error", b"C stack overflow")
    assert sys.getrecursionlimit() == limit


def test_nesting_of_source() -> None:
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:
        outcome = engine.run(b"return " + b"(" * 100_000, b"=t", stdout=len, stderr=len)
    assert outcome.message == b"t:1: chunk has too many syntax levels"
