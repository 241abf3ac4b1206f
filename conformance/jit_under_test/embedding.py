"""Lua functions that Python calls: `Engine.load` makes one of a chunk.

Numbers, strings, booleans and nil become Python's, and functions what Python can call again.
Tables, userdata and coroutines have no counterpart: to be given one is a TypeError.

A call with numbers that returns numbers is one `struct.pack_into`, one call of machine code
(`runtime/exchange.py`) and one `struct.unpack_from`; other values are converted one by one. What
does not fit in the exchange, or finds no room on the stack, goes the long way (`call_value`).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NoReturn

from conformance.jit_under_test.machine.protocol import MachineError
from conformance.jit_under_test.runtime.exchange import FAILED, MIXED, NO_ROOM, STACKED
from conformance.jit_under_test.runtime.host.render import number_of
from conformance.jit_under_test.runtime.host.runtime import LuaError, Runtime
from conformance.jit_under_test.runtime.memory_map import EXCHANGE_WORDS, VM_ADDRESS
from conformance.jit_under_test.runtime.objects import VM
from conformance.jit_under_test.runtime.values import FALSE, FUNCTION, MAX_NUMBER, NIL, TRUE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.jit_under_test.runtime.host.host_calls import HostCalls

_PLAIN = {NIL: None, TRUE: True, FALSE: False}
_TAG_SHIFT = 47
# By how many arguments there are: the function's word, then these.
_PACK_NUMBERS: Final = tuple(struct.Struct(f"<Q{n}d").pack_into for n in range(EXCHANGE_WORDS))
_PACK_WORDS: Final = tuple(struct.Struct(f"<{n + 1}Q").pack_into for n in range(EXCHANGE_WORDS))
# By how many results there are.
_NUMBERS: Final = tuple(struct.Struct(f"<{n}d").unpack_from for n in range(EXCHANGE_WORDS + 1))
_WORDS: Final = tuple(struct.Struct(f"<{n}Q").unpack_from for n in range(EXCHANGE_WORDS + 1))
# Exactly these: a bool is an int, too, but no number in Lua.
_are_numbers: Final = frozenset((int, float)).issuperset


class CallError(Exception):
    """An error that no Lua function caught; `message` is its text, None where it has none."""

    def __init__(self, message: bytes | None) -> None:
        super().__init__((message or b"an error without a text").decode("utf-8", "replace"))
        self.message = message


class Caller:
    """What all functions of an engine are called by."""

    def __init__(self, host: HostCalls) -> None:
        self.host = host
        self.runtime: Runtime = host.runtime
        address = VM_ADDRESS + VM.offset("exchange")
        self.words = self.runtime.memory.view(address, 8 * EXCHANGE_WORDS)
        symbol = self.runtime.symbols["call_exchanged"]
        self.enter: Callable[..., int] = self.runtime.machine.function(symbol, 2)

    def close(self) -> None:
        """The machine is about to be closed: from now on calls are refused."""
        self.words = memoryview(bytearray(8 * EXCHANGE_WORDS))
        self.enter = _closed

    def failure(self, value: int) -> CallError:
        """What Python is told of an error value."""
        return CallError(self.host.error_text(value))

    def take_stacked(self, offset: int) -> list[int]:
        """Take the results at that offset of the stack, up to its top, from there."""
        thread = self.runtime.thread()
        start, top = thread.stack + offset, thread.top
        thread.top = start
        return [self.runtime.memory.read_u64(slot) for slot in range(start, top, 8)]


def _closed(*_: int) -> NoReturn:
    raise MachineError("a function of an engine that is closed")


class Function:
    """A Lua function. It may be called while its engine is open, which keeps it alive."""

    __slots__ = ("_caller", "_word")

    def __init__(self, caller: Caller, word: int) -> None:
        self._caller = caller
        self._word = word
        caller.runtime.anchor(word)

    def __call__(self, *arguments: Value) -> tuple[Value, ...]:
        """Its results. Raises CallError, TypeError for what has no counterpart, OverflowError."""
        caller = self._caller
        count = len(arguments)
        if count >= EXCHANGE_WORDS or not _are_numbers(map(type, arguments)):
            return self._call_mixed(arguments)
        try:
            _PACK_NUMBERS[count](caller.words, 0, self._word, *arguments)
        except struct.error:
            raise OverflowError("int too large for a number of Lua") from None
        answer = caller.enter(VM_ADDRESS, count << 1)
        if answer < MIXED:
            return _NUMBERS[answer](caller.words)
        if answer == NO_ROOM:
            return self._call_mixed(arguments)
        return self._results(answer)

    def _call_mixed(self, arguments: Sequence[Value]) -> tuple[Value, ...]:
        """Call with any arguments, however many."""
        caller = self._caller
        if caller.enter is _closed:
            _closed()
        words = [self._to_lua(argument) for argument in arguments]
        count = len(words)
        if count < EXCHANGE_WORDS:
            _PACK_WORDS[count](caller.words, 0, self._word, *words)
            answer = caller.enter(VM_ADDRESS, count << 1 | 1)
            if answer != NO_ROOM:
                return self._results(answer)
        try:
            results = caller.runtime.call_value(self._word, words)
        except LuaError as error:
            raise caller.failure(error.value) from None
        return self._converted(results)

    def _results(self, answer: int) -> tuple[Value, ...]:
        """What `call_exchanged` answered, for Python."""
        caller = self._caller
        if answer >= FAILED:
            raise caller.failure(caller.runtime.vm.error_value)
        if answer >= STACKED:
            return self._converted(caller.take_stacked(answer - STACKED))
        return self._converted(_WORDS[answer & MIXED - 1](caller.words))

    def _converted(self, words: Sequence[int]) -> tuple[Value, ...]:
        return tuple([self._to_python(word) for word in words])

    def _to_lua(self, value: Value) -> int:
        runtime = self._caller.runtime
        if isinstance(value, Function):
            if value._caller is not self._caller:
                raise TypeError("a function of another engine")
            return value._word
        if value is None or isinstance(value, (bool, bytes)):
            return runtime.from_python(value)
        if isinstance(value, (int, float)):
            return runtime.from_python(float(value))
        raise TypeError(f"{type(value).__name__} has no counterpart in Lua: give bytes for strings")

    def _to_python(self, word: int) -> Value:
        if word <= MAX_NUMBER:
            return number_of(word)
        if word in _PLAIN:
            return _PLAIN[word]
        if word >> _TAG_SHIFT == FUNCTION >> _TAG_SHIFT:
            return Function(self._caller, word)
        kind = self._caller.runtime.type_name(word)
        if kind == "string":
            return self._caller.runtime.string_bytes(word)
        raise TypeError(f"a {kind} has no counterpart in Python")


Value = bool | float | bytes | Function | None
"""What goes in and out; strings are bytes, and whole numbers may go in as int."""
