"""The interactive mode's view of a state of a Lua written in C."""

from __future__ import annotations

import ctypes
import os

from conformance.jit_under_test.interactive import C_NULL, MAX_INPUT, PRINT_FAILED
from conformance.jit_under_test.runtime.host import libc
from conformance.oracles.capi import GLOBALS_INDEX, MULTIPLE_RESULTS, LuaLibrary

NOT_A_STRING = b"(error object is not a string)"
NIL_TYPE = 0


class PucSession:
    """A session (see `jit_under_test.interactive`); the message handler is at a stack index,
    and collectgarbage below it."""

    def __init__(self, lua: LuaLibrary, state: int, handler: int) -> None:
        self._lua = lua
        self._state = state
        self._handler = handler
        library = ctypes.CDLL(None)
        self._stdin, self._stdout = (
            ctypes.c_void_p.in_dll(library, name).value or 0 for name in ("stdin", "stdout")
        )

    def global_text(self, name: bytes) -> bytes | None:
        """A global variable that is a string or a number, as a string; else None."""
        self._lua.lua_getfield(self._state, GLOBALS_INDEX, name)
        text = self._lua.string_at(self._state, -1)
        self._lua.lua_settop(self._state, -2)
        return text

    def read_line(self, prompt: bytes) -> bytes | None:
        """Show the prompt and read a line of the standard input."""
        self._write(prompt)
        return libc.read_line_piece(self._stdin, MAX_INPUT)

    def load(self, text: bytes) -> bytes | None:
        """Compile a statement; gives the message of what is wrong."""
        self._lua.lua_settop(self._state, self._handler)
        if self._lua.luaL_loadbuffer(self._state, text, len(text), b"=stdin"):
            return self._lua.string_at(self._state, -1)
        return None

    def execute(self) -> bytes | None:
        """Call what was loaded and print its results; gives what there is to report."""
        lua, state = self._lua, self._state
        if lua.lua_pcall(state, 0, MULTIPLE_RESULTS, self._handler):
            lua.lua_pushvalue(state, self._handler - 1)
            lua.lua_settop(state, -1 - int(lua.lua_pcall(state, 0, 0, 0) != 0))
            if lua.lua_type(state, -1) == NIL_TYPE:
                return None
            text = lua.string_at(state, -1)
            return NOT_A_STRING if text is None else text
        results = lua.lua_gettop(state) - self._handler
        if results == 0:
            return None
        lua.lua_getfield(state, GLOBALS_INDEX, b"print")
        lua.lua_insert(state, self._handler + 1)
        if lua.lua_pcall(state, results, 0, 0):
            text = lua.string_at(state, -1)
            return PRINT_FAILED % (C_NULL if text is None else text)
        return None

    def complain(self, text: bytes) -> None:
        """Write a line to the standard error."""
        os.write(2, text.partition(b"\0")[0] + b"\n")

    def end_line(self) -> None:
        """End the line that the last prompt is on."""
        self._write(b"\n")

    def _write(self, text: bytes) -> None:
        libc.write(self._stdout, text)
        libc.flush(self._stdout)
