"""Run a program on a C Lua as the stand-alone `lua` command does.

A protected C function opens the libraries, and for every step sets `arg`, loads the chunk and
calls it with a message handler that makes a traceback (manual, section 6). So a traceback ends in
`[C]: ?`, levels are counted as there, and finalizers run when the state closes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import NoReturn

from conformance.jit_under_test.interactive import interact
from conformance.jit_under_test.runtime.host.containment import Containment
from conformance.jit_under_test.standalone import BANNER, HANDLER, HANDLER_NAME, Step, StepKind
from conformance.oracles.capi import (
    ERR_MEMORY,
    ERR_SYNTAX,
    GLOBALS_INDEX,
    HOOK_COUNT_MASK,
    MULTIPLE_RESULTS,
    CFunction,
    Hook,
    LuaLibrary,
)
from conformance.oracles.contained import contain
from conformance.oracles.engines import ignore
from conformance.oracles.observation import Report, Status
from conformance.oracles.program import Program
from conformance.oracles.puc_session import NIL_TYPE, NOT_A_STRING, PucSession

TRACEBACK_MARK = b"\nstack traceback:\n"


def split_message(text: bytes) -> tuple[bytes, bytes | None]:
    """Split what `debug.traceback` made into the message and the traceback's lines."""
    at = text.rfind(TRACEBACK_MARK)
    if at < 0:
        return text, None
    return text[:at], text[at + 1 :]


def _set_arg_table(lua: LuaLibrary, state: int, arg: Mapping[int, bytes]) -> None:
    """The global `arg`: script at 0, its arguments from 1, the command and its options below."""
    positive = sum(index > 0 for index in arg)
    lua.lua_createtable(state, positive, len(arg) - positive)
    for index, text in arg.items():
        lua.push_string(state, text)
        lua.lua_rawseti(state, -2, index)
    lua.lua_setfield(state, GLOBALS_INDEX, b"arg")


def _load(lua: LuaLibrary, state: int, step: Step) -> int:
    """Push the function of a step; its status, with the message instead where that is not 0."""
    if step.kind is StepKind.REQUIRE:
        lua.lua_getfield(state, GLOBALS_INDEX, b"require")
        return 0
    if step.kind is StepKind.FILE:
        loaded: int = lua.luaL_loadfile(state, step.text or None)
    else:
        loaded = lua.luaL_loadbuffer(state, step.text, len(step.text), step.chunkname)
    return loaded


def _error_report(lua: LuaLibrary, state: int, status: int) -> Report:
    if status == ERR_MEMORY:
        return Report(Status.MEMORY, lua.string_at(state, -1), exit_status=1)
    if status == ERR_SYNTAX:
        return Report(Status.SYNTAX, lua.string_at(state, -1), exit_status=1)
    if lua.lua_type(state, -1) == NIL_TYPE:
        # The command reports nothing for a nil error object, but fails all the same.
        return Report(Status.ERROR, exit_status=1)
    text = lua.string_at(state, -1)
    if text is None:
        return Report(Status.ERROR, NOT_A_STRING, exit_status=1)
    message, traceback = split_message(text)
    return Report(Status.ERROR, message, traceback, exit_status=1)


def _collected(lua: LuaLibrary, state: int, collector: int) -> Report | None:
    """Collect all garbage, as the command does after an error.

    `collector` is the stack index of collectgarbage. An error in a finalizer ends the command
    with that error instead, and no traceback.
    """
    lua.lua_pushvalue(state, collector)
    if status := lua.lua_pcall(state, 0, 0, 0):
        return _error_report(lua, state, status)
    return None


def run_standalone(
    lua: LuaLibrary,
    program: Program,
    instructions: int | None = None,
    on_limit: Callable[[], NoReturn] | None = None,
    prepare: Callable[[int], None] | None = None,
    failed: Callable[[Report], object] = ignore,
    contained: bool = False,
) -> Report:
    """Run `program` in a new state of `lua`; output goes to the C library's stdout and stderr.

    At the given number of VM instructions (counted per coroutine, as Lua counts) `on_limit` is
    called and must leave the process. `prepare` sees the state right before the chunk is called.
    `failed` is told of an error that ends the run before the state is closed. What is `contained`
    stays so until this process ends.
    """
    kept = contain(lua.path, Containment(os.getcwdb())) if contained else ()
    state = lua.luaL_newstate()
    if not state:
        return Report(Status.MEMORY, b"not enough memory", exit_status=1)
    reports: list[Report] = []

    def on_count(_state: int, _activation: object) -> None:
        assert on_limit is not None
        on_limit()

    hook = Hook(on_count)

    def run_step(state: int, step: Step, handler: int) -> Report:
        if step.kind is StepKind.INTERACT:
            interact(PucSession(lua, state, handler))
            return Report(Status.OK, exit_status=0)
        if step.arg is not None:
            _set_arg_table(lua, state, step.arg)
        if step.kind is StepKind.BANNER:
            os.write(2, BANNER)
            return Report(Status.OK, exit_status=0)
        if status := _load(lua, state, step):
            return _error_report(lua, state, status)
        args = (step.text,) if step.kind is StepKind.REQUIRE else step.args
        lua.lua_checkstack(state, len(args) + 8)
        for text in args:
            lua.push_string(state, text)
        if prepare is not None:
            prepare(state)
        if instructions is not None:
            lua.lua_sethook(state, hook, HOOK_COUNT_MASK, instructions)
        if status := lua.lua_pcall(state, len(args), MULTIPLE_RESULTS, handler):
            return _collected(lua, state, handler - 1) or _error_report(lua, state, status)
        top = lua.lua_gettop(state)
        results = tuple(lua.render(state, index) for index in range(handler + 1, top + 1))
        lua.lua_settop(state, handler)
        return Report(Status.OK, results=results, exit_status=0)

    def body(state: int) -> int:
        lua.luaL_openlibs(state)
        lua.lua_getfield(state, GLOBALS_INDEX, b"collectgarbage")
        lua.luaL_loadbuffer(state, HANDLER, len(HANDLER), HANDLER_NAME)
        lua.lua_pcall(state, 0, 1, 0)
        handler = lua.lua_gettop(state)
        report = Report(Status.OK, exit_status=0)
        for step in program.all_steps:
            report = run_step(state, step, handler)
            if report.status is not Status.OK:
                failed(report)
                break
        reports.append(report)
        return 0

    # The callback object must outlive the call, hence the name.
    main = CFunction(body)
    status = lua.lua_cpcall(state, main, None)
    if not reports:
        reports.append(_error_report(lua, state, status))
        failed(reports[0])
    lua.lua_close(state)
    # The library calls these as long as it runs.
    del kept
    return reports[0]
