"""Table accesses that respect metamethods, for built-in functions that the host has."""

from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.runtime.host.arguments import raise_text
from conformance.jit_under_test.runtime.values import NIL, PAYLOAD, TABLE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_MAX_LOOP: Final = 100  # PUC's MAXTAGLOOP


def _metamethod(runtime: "Runtime", value: int, event: bytes) -> int:
    metatable = runtime.call("metatable_of", value)
    return runtime.get_field(metatable, event) if metatable else NIL


def get_field(runtime: "Runtime", value: int, key: bytes) -> int:
    """value[key], as lua_getfield. May call Lua: raises LuaError."""
    for _ in range(_MAX_LOOP):
        if runtime.type_name(value) == "table":
            found = runtime.get_field(value & PAYLOAD, key)
            if found != NIL:
                return found
            method = _metamethod(runtime, value, b"__index")
            if method == NIL:
                return NIL
        else:
            method = _metamethod(runtime, value, b"__index")
            if method == NIL:
                kind = runtime.type_name(value).encode()
                raise_text(runtime, b"attempt to index a %s value" % kind, 0)
        if runtime.type_name(method) == "function":
            return runtime.call_value(method, [value, runtime.string(key)], 1)[0]
        value = method
    raise_text(runtime, b"loop in gettable", 0)


def set_field(runtime: "Runtime", value: int, key: bytes, new: int) -> None:
    """value[key] = new, as lua_setfield. May call Lua: raises LuaError."""
    for _ in range(_MAX_LOOP):
        method = _metamethod(runtime, value, b"__newindex")
        if runtime.type_name(value) == "table":
            if method == NIL or runtime.get_field(value & PAYLOAD, key) != NIL:
                runtime.set_field(value & PAYLOAD, key, new)
                return
        elif method == NIL:
            kind = runtime.type_name(value).encode()
            raise_text(runtime, b"attempt to index a %s value" % kind, 0)
        if runtime.type_name(method) == "function":
            runtime.call_value(method, [value, runtime.string(key), new], 0)
            return
        value = method
    raise_text(runtime, b"loop in settable", 0)


def find_table(runtime: "Runtime", table: int, path: bytes) -> int | None:
    """The table at a path like "a.b.c" below another one, made if need be; None: name conflict."""
    for name in path.split(b"."):
        inner = runtime.get_field(table & PAYLOAD, name)
        if inner == NIL:
            inner = runtime.new_table(0, 1) | TABLE
            runtime.push(inner)
            set_field(runtime, table, name, inner)
        elif runtime.type_name(inner) != "table":
            return None
        table = inner
    return table
