"""Library tables are visited in PUC's order."""

import pytest

from conformance.oracles.program import Program
from conformance.oracles.puc import PUC
from conformance.oracles.registry import ENGINES
from conformance.oracles.workers import observe

TABLES = [
    "_G", "string", "table", "math", "io", "os", "coroutine", "package", "package.loaded", "arg",
]  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_the_order_is_pucs(name):
    source = b"for name in pairs(%s) do print(name) end" % name.encode()
    program = Program(source, args=(b"x", b"y", b"z"))
    engine = ENGINES["native:interp"].make()
    engine.warm()
    expected = observe(PUC, program).stdout
    assert expected.count(b"\n") >= 5
    assert observe(engine, program).stdout == expected


def test_tables_keep_their_identity():
    source = b"""
    assert(_G._G == _G and package.loaded.string == string and package.loaded._G == _G)
    assert(getmetatable('').__index == string and string.gfind == string.gmatch)
    assert(math.mod == math.fmod and ('x'):upper() == 'X')
    string.added = 1
    for i = 1, 50 do math['new' .. i] = i end
    return ('').added, math.new50, math.pi > 3
    """
    engine = ENGINES["native:interp"].make()
    engine.warm()
    observation = observe(engine, Program(source))
    assert observation.results == (b"1", b"50", b"true"), observation
