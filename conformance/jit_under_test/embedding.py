"""Lua functions that Python calls: `Engine.load` makes one of a chunk.

Numbers, strings, booleans and nil become Python's, and functions what Python can call again.
Tables, userdata and coroutines have no counterpart: to be given one is a TypeError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.jit_under_test.runtime.host.render import number_of
from conformance.jit_under_test.runtime.host.runtime import LuaError, Runtime
from conformance.jit_under_test.runtime.values import FALSE, FUNCTION, MAX_NUMBER, NIL, TRUE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.host_calls import HostCalls

_PLAIN = {NIL: None, TRUE: True, FALSE: False}
_TAG_SHIFT = 47


class CallError(Exception):
    """An error that no Lua function caught; `message` is its text, None where it has none."""

    def __init__(self, message: bytes | None) -> None:
        super().__init__((message or b"an error without a text").decode("utf-8", "replace"))
        self.message = message


class Function:
    """A Lua function. It may be called while its engine is open, which keeps it alive."""

    __slots__ = ("_host", "_runtime", "_word")

    def __init__(self, host: HostCalls, word: int) -> None:
        self._host = host
        self._runtime: Runtime = host.runtime
        self._word = word
        self._runtime.anchor(word)

    def __call__(self, *arguments: Value) -> tuple[Value, ...]:
        """Its results. Raises CallError, and TypeError for what has no counterpart."""
        runtime = self._runtime
        words = [self._to_lua(argument) for argument in arguments]
        try:
            results = runtime.call_value(self._word, words)
        except LuaError as error:
            raise CallError(self._host.error_text(error.value)) from None
        return tuple([self._to_python(word) for word in results])

    def _to_lua(self, value: Value) -> int:
        if isinstance(value, Function):
            if value._runtime is not self._runtime:
                raise TypeError("a function of another engine")
            return value._word
        if value is None or isinstance(value, (bool, int, float, bytes)):
            return self._runtime.from_python(value)
        raise TypeError(f"{type(value).__name__} has no counterpart in Lua: give bytes for strings")

    def _to_python(self, word: int) -> Value:
        if word <= MAX_NUMBER:
            return number_of(word)
        if word in _PLAIN:
            return _PLAIN[word]
        if word >> _TAG_SHIFT == FUNCTION >> _TAG_SHIFT:
            return Function(self._host, word)
        kind = self._runtime.type_name(word)
        if kind == "string":
            return self._runtime.string_bytes(word)
        raise TypeError(f"a {kind} has no counterpart in Python")


Value = bool | float | bytes | Function | None
"""What goes in and out; strings are bytes, and whole numbers may go in as int."""
