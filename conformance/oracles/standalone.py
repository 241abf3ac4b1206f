"""Run a program on a C Lua as the stand-alone `lua` command does.

A protected C function opens the libraries, sets `arg`, loads the chunk and calls it with
`debug.traceback` as message handler (manual, section 6). So a traceback ends in `[C]: ?`, levels
are counted as there, and finalizers run when the state closes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from conformance.oracles.capi import (
    ERR_MEMORY,
    GLOBALS_INDEX,
    HOOK_COUNT_MASK,
    MULTIPLE_RESULTS,
    CFunction,
    Hook,
    LuaLibrary,
)
from conformance.oracles.observation import Report, Status
from conformance.oracles.program import Program

TRACEBACK_MARK = b"\nstack traceback:\n"
NOT_A_STRING = b"(error object is not a string)"
NIL_TYPE = 0


def split_message(text: bytes) -> tuple[bytes, bytes | None]:
    """Split what `debug.traceback` made into the message and the traceback's lines."""
    at = text.rfind(TRACEBACK_MARK)
    if at < 0:
        return text, None
    return text[:at], text[at + 1 :]


def _set_arg_table(lua: LuaLibrary, state: int, program: Program) -> None:
    """The global `arg`: script at 0, its arguments from 1, the command at -1."""
    lua.lua_createtable(state, len(program.args), 2)
    for index, text in enumerate((b"lua", program.script, *program.args), start=-1):
        lua.push_string(state, text)
        lua.lua_rawseti(state, -2, index)
    lua.lua_setfield(state, GLOBALS_INDEX, b"arg")


def _error_report(lua: LuaLibrary, state: int, status: int) -> Report:
    if status == ERR_MEMORY:
        return Report(Status.MEMORY, lua.string_at(state, -1), exit_status=1)
    if lua.lua_type(state, -1) == NIL_TYPE:
        # The command reports nothing for a nil error object, but fails all the same.
        return Report(Status.ERROR, exit_status=1)
    text = lua.string_at(state, -1)
    if text is None:
        return Report(Status.ERROR, NOT_A_STRING, exit_status=1)
    message, traceback = split_message(text)
    return Report(Status.ERROR, message, traceback, exit_status=1)


def run_standalone(
    lua: LuaLibrary,
    program: Program,
    instructions: int | None = None,
    on_limit: Callable[[], NoReturn] | None = None,
    prepare: Callable[[int], None] | None = None,
) -> Report:
    """Run `program` in a new state of `lua`; output goes to the C library's stdout and stderr.

    At the given number of VM instructions (counted per coroutine, as Lua counts) `on_limit` is
    called and must leave the process. `prepare` sees the state right before the chunk is called.
    """
    state = lua.luaL_newstate()
    if not state:
        return Report(Status.MEMORY, b"not enough memory", exit_status=1)
    reports: list[Report] = []

    def on_count(_state: int, _activation: object) -> None:
        assert on_limit is not None
        on_limit()

    hook = Hook(on_count)

    def body(state: int) -> int:
        lua.luaL_openlibs(state)
        _set_arg_table(lua, state, program)
        lua.lua_getfield(state, GLOBALS_INDEX, b"debug")
        lua.lua_getfield(state, -1, b"traceback")
        lua.lua_remove(state, -2)
        handler = lua.lua_gettop(state)
        source = program.source
        if lua.luaL_loadbuffer(state, source, len(source), program.chunkname):
            reports.append(Report(Status.SYNTAX, lua.string_at(state, -1), exit_status=1))
            return 0
        lua.lua_checkstack(state, len(program.args) + 8)
        for text in program.args:
            lua.push_string(state, text)
        if prepare is not None:
            prepare(state)
        if instructions is not None:
            lua.lua_sethook(state, hook, HOOK_COUNT_MASK, instructions)
        status = lua.lua_pcall(state, len(program.args), MULTIPLE_RESULTS, handler)
        if status:
            reports.append(_error_report(lua, state, status))
            return 0
        top = lua.lua_gettop(state)
        results = tuple(lua.render(state, index) for index in range(handler + 1, top + 1))
        reports.append(Report(Status.OK, results=results, exit_status=0))
        return 0

    # The callback object must outlive the call, hence the name.
    main = CFunction(body)
    status = lua.lua_cpcall(state, main, None)
    if not reports:
        reports.append(_error_report(lua, state, status))
    lua.lua_close(state)
    return reports[0]
