"""The C API of Lua 5.1, as the lupa wheel exports it, called through ctypes.

lupa's own interface puts its frames on the Lua stack, which tracebacks show. Calling the C API
of the very same library lets a program run exactly as the `lua` command runs it.
"""

from __future__ import annotations

import ctypes
import importlib.util
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    byref,
    c_char,
    c_char_p,
    c_double,
    c_int,
    c_size_t,
    c_void_p,
)
from functools import cache

GLOBALS_INDEX = -10002
MULTIPLE_RESULTS = -1
ERR_RUN, ERR_SYNTAX, ERR_MEMORY = 2, 3, 4
HOOK_COUNT_MASK = 1 << 3
IDENTIFIER_SIZE = 60

TYPE_NAMES = {
    -1: "no value",
    0: "nil",
    1: "boolean",
    2: "userdata",
    3: "number",
    4: "string",
    5: "table",
    6: "function",
    7: "userdata",
    8: "thread",
}


class Activation(Structure):
    """`lua_Debug` of Lua 5.1: what the library tells of one active function."""

    _fields_ = (
        ("event", c_int),
        ("name", c_char_p),
        ("namewhat", c_char_p),
        ("what", c_char_p),
        ("source", c_char_p),
        ("currentline", c_int),
        ("nups", c_int),
        ("linedefined", c_int),
        ("lastlinedefined", c_int),
        ("short_src", c_char * IDENTIFIER_SIZE),
        ("i_ci", c_int),
    )


CFunction = CFUNCTYPE(c_int, c_void_p)
Hook = CFUNCTYPE(None, c_void_p, POINTER(Activation))

# name -> (result type, argument types after the state)
_SIGNATURES: dict[str, tuple[object, tuple[object, ...]]] = {
    "luaL_openlibs": (None, ()),
    "luaL_loadbuffer": (c_int, (c_char_p, c_size_t, c_char_p)),
    "luaL_loadfile": (c_int, (c_char_p,)),
    "lua_close": (None, ()),
    "lua_cpcall": (c_int, (CFunction, c_void_p)),
    "lua_pcall": (c_int, (c_int, c_int, c_int)),
    "lua_gettop": (c_int, ()),
    "lua_settop": (None, (c_int,)),
    "lua_pushvalue": (None, (c_int,)),
    "lua_insert": (None, (c_int,)),
    "lua_remove": (None, (c_int,)),
    "lua_checkstack": (c_int, (c_int,)),
    "lua_type": (c_int, (c_int,)),
    "lua_toboolean": (c_int, (c_int,)),
    "lua_tonumber": (c_double, (c_int,)),
    "lua_topointer": (c_void_p, (c_int,)),
    "lua_tolstring": (c_void_p, (c_int, POINTER(c_size_t))),
    "lua_pushlstring": (None, (c_char_p, c_size_t)),
    "lua_createtable": (None, (c_int, c_int)),
    "lua_rawseti": (None, (c_int, c_int)),
    "lua_rawget": (None, (c_int,)),
    "lua_getfield": (None, (c_int, c_char_p)),
    "lua_setfield": (None, (c_int, c_char_p)),
    "lua_next": (c_int, (c_int,)),
    "lua_pushnil": (None, ()),
    "lua_objlen": (c_size_t, (c_int,)),
    "lua_getmetatable": (c_int, (c_int,)),
    "lua_sethook": (c_int, (Hook, c_int, c_int)),
    "lua_getstack": (c_int, (c_int, POINTER(Activation))),
    "lua_getinfo": (c_int, (c_char_p, POINTER(Activation))),
    "lua_getlocal": (c_char_p, (POINTER(Activation), c_int)),
    "lua_getupvalue": (c_char_p, (c_int, c_int)),
    "lua_gc": (c_int, (c_int, c_int)),
}


class LuaLibrary:
    """One Lua implementation's C API, in the file at `path`. Functions are named as in lua.h."""

    def __init__(self, path: str) -> None:
        self._library = ctypes.CDLL(path)
        self.path = path
        new_state = self._library.luaL_newstate
        new_state.restype = c_void_p
        new_state.argtypes = ()
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(self._library, name)
            function.restype = result
            function.argtypes = (c_void_p, *arguments)

    def __getattr__(self, name: str) -> ctypes._NamedFuncPointer:
        function: ctypes._NamedFuncPointer = getattr(self._library, name)
        return function

    def string_at(self, state: int, index: int) -> bytes | None:
        """The string (or number converted in place) at a stack index, None for other types."""
        length = c_size_t()
        address = self.lua_tolstring(state, index, byref(length))
        return None if address is None else ctypes.string_at(address, length.value)

    def push_string(self, state: int, text: bytes) -> None:
        """Push a string that may hold any bytes."""
        self.lua_pushlstring(state, text, len(text))

    def type_name(self, state: int, index: int) -> str:
        """The name of a value's type."""
        return TYPE_NAMES.get(self.lua_type(state, index), "unknown")

    def render(self, state: int, index: int) -> bytes:
        """A value as `tostring` shows it, but without metamethods."""
        kind = self.type_name(state, index)
        if kind == "boolean":
            return b"true" if self.lua_toboolean(state, index) else b"false"
        if kind in ("number", "string"):
            # Conversion changes a number in place, so work on a copy.
            self.lua_pushvalue(state, index)
            text = self.string_at(state, -1) or b""
            self.lua_settop(state, -2)
            return text
        if kind == "nil":
            return b"nil"
        return b"%s: 0x%x" % (kind.encode("ascii"), self.lua_topointer(state, index) or 0)


class LibraryMissing(Exception):
    """The lupa wheel doesn't carry the wanted Lua."""


@cache
def load_library(module: str) -> LuaLibrary:
    """Load a Lua that lupa carries: `lua51` or `luajit21`. Raises LibraryMissing."""
    spec = importlib.util.find_spec(f"lupa.{module}")
    if spec is None or spec.origin is None:
        raise LibraryMissing(f"lupa has no {module} here; reinstall the lupa wheel")
    return LuaLibrary(spec.origin)
