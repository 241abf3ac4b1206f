"""Runs through the C API look exactly like runs of the stand-alone command (lua.c of 5.1.5)."""

import pytest

from conformance.oracles.masks import ADDRESSES, apply_masks
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES
from conformance.oracles.workers import observe

# source, message, traceback: written down from runs of the lua 5.1.5 command.
ERRORS = [
    (
        b"local function f(x) error('bad ' .. x) end\nf(1)",
        b"p.lua:1: bad 1",
        b"stack traceback:\n\t[C]: in function 'error'\n\tp.lua:1: in function 'f'\n"
        b"\tp.lua:2: in main chunk\n\t[C]: ?",
    ),
    (
        b"local t = nil\nlocal function g() return t.x end\nlocal y = g()",
        b"p.lua:2: attempt to index upvalue 't' (a nil value)",
        b"stack traceback:\n\tp.lua:2: in function 'g'\n\tp.lua:3: in main chunk\n\t[C]: ?",
    ),
    (
        b"local function f() return missing() end\nlocal function g() return f() end\nprint(g())",
        b"p.lua:1: attempt to call global 'missing' (a nil value)",
        b"stack traceback:\n\tp.lua:1: in function <p.lua:1>\n\t(tail call): ?\n"
        b"\tp.lua:3: in main chunk\n\t[C]: ?",
    ),
    (b"error({})", b"(error object is not a string)", None),
    (b"error()", None, None),
    (b"error('plain', 0)", b"plain",
     b"stack traceback:\n\t[C]: in function 'error'\n\tp.lua:1: in main chunk\n\t[C]: ?"),
    (b"x = 'a\n", b"p.lua:1: unfinished string near ''a'", None),
]  # fmt: skip


@pytest.mark.parametrize(("source", "message", "traceback"), ERRORS)
def test_messages_and_tracebacks(source, message, traceback):
    observation = observe(ENGINES["puc"].make(), Program(source, b"@p.lua"))
    assert (observation.message, observation.traceback) == (message, traceback)
    assert observation.exit_status == 1


def test_results_are_rendered_as_tostring_does():
    source = b"return 1, -0.5, 'a\\0b', nil, true, {}, print, coroutine.create(function() end)"
    results = observe(ENGINES["puc"].make(), Program(source)).results
    assert results[:5] == (b"1", b"-0.5", b"a\0b", b"nil", b"true")
    masked = [apply_masks(result, (ADDRESSES,)) for result in results[5:]]
    assert masked == [b"table: ADDRESS", b"function: ADDRESS", b"thread: ADDRESS"]
