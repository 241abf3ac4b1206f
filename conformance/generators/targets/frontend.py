"""Mutated sources: the compiler must end with a chunk or with PUC's own error, whatever the text.

What it takes runs as a chunk does.
"""

from __future__ import annotations

from random import Random
from typing import Final

from conformance.generators.mutation import mutate_source
from conformance.generators.targets.running import CHUNKNAME, MACHINES, SEEDS, program, run_mutant
from conformance.generators.targets.target import Problem, Target, describe_failure, main
from conformance.jit_under_test.frontend import FrontendError, compile_source
from conformance.oracles.capi import ERR_MEMORY, LuaLibrary, load_library
from conformance.oracles.stock import STOCK

# Sources beyond this only keep PUC's compiler busy.
LONGEST: Final = 1 << 16


def puc_error(lua: LuaLibrary, source: bytes) -> bytes | None:
    """What PUC's compiler says about a source, None for one that it takes."""
    state = lua.luaL_newstate()
    try:
        status = lua.luaL_loadbuffer(state, source, len(source), CHUNKNAME)
        if status == ERR_MEMORY:
            return b"not enough memory"
        return (lua.string_at(state, -1) or b"") if status else None
    finally:
        lua.lua_close(state)


def make(random: Random) -> bytes:
    """A generated program, mutated; now and then twice."""
    source = mutate_source(random, program(random.randrange(SEEDS)))
    while random.random() < 0.2:
        source = mutate_source(random, source)
    return source[:LONGEST]


def one_input(data: bytes) -> bool:
    """Both refuse it in the same words, or both accept it, and it runs; True if it did."""
    if data[:1] == b"\x1b":
        return False
    expected = puc_error(load_library("lua51"), data)
    try:
        compile_source(data, CHUNKNAME, c_calls=0)
        actual = None
    except FrontendError as error:
        actual = error.message
    except Exception as error:
        raise Problem("exception", describe_failure(error)) from error
    if actual != expected:
        raise Problem("difference", f"PUC: {expected!r}\nours: {actual!r}")
    if actual is None:
        run_mutant(data)
    return actual is None


def show(data: bytes) -> str:
    """The source."""
    return data.decode("utf-8", "replace")


def _prepare() -> None:
    STOCK.fill(MACHINES)


TARGET: Final = Target("frontend", ".lua", one_input, _prepare, make, show, decisions=False)

if __name__ == "__main__":
    main(TARGET.name)
