"""Arguments and results of built-in functions that the host has: arguments.py in plain Python."""

from typing import TYPE_CHECKING, Final, NoReturn

from conformance.jit_under_test.runtime.host.frames import position
from conformance.jit_under_test.runtime.host.messages import argument_message, type_message
from conformance.jit_under_test.runtime.host.render import number_of, number_text
from conformance.jit_under_test.runtime.host.runtime import LuaError, number_word
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS
from conformance.jit_under_test.runtime.objects import STATUS_ERROR, VM, Thread
from conformance.jit_under_test.runtime.values import FALSE, MAX_NUMBER, NIL

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_CURRENT: Final = VM_ADDRESS + VM.offset("current")
_BASE: Final = Thread.offset("base")
_TOP: Final = Thread.offset("top")
_LEAST: Final = -(1 << 63)


def raise_text(runtime: "Runtime", text: bytes, level: int = 1) -> NoReturn:
    """Raise a message with the position of the function at `level`, as luaL_error does."""
    raise LuaError(runtime.string(position(runtime, level) + text), STATUS_ERROR)


def raise_argument(runtime: "Runtime", number: int, text: bytes) -> NoReturn:
    """Raise "bad argument #number to 'function' (text)"."""
    raise LuaError(argument_message(runtime, number, text), STATUS_ERROR)


def raise_type(runtime: "Runtime", number: int, expected: bytes) -> NoReturn:
    """Raise "bad argument #number to 'function' (... expected, got ...)"."""
    raise LuaError(type_message(runtime, number, expected), STATUS_ERROR)


def count(runtime: "Runtime") -> int:
    """How many arguments there are."""
    read = runtime.memory.read_u64
    thread = read(_CURRENT)
    return read(thread + _TOP) - read(thread + _BASE) >> 3


def arguments(runtime: "Runtime") -> list[int]:
    """All arguments, as words."""
    thread = runtime.thread()
    read = runtime.memory.read_u64
    return [read(slot) for slot in range(thread.base, thread.top, 8)]


def argument(runtime: "Runtime", number: int) -> int:
    """Argument `number`, from 1; nil if it is absent."""
    read = runtime.memory.read_u64
    thread = read(_CURRENT)
    slot = read(thread + _BASE) + 8 * (number - 1)
    return read(slot) if slot < read(thread + _TOP) else NIL


def check_any(runtime: "Runtime", number: int) -> int:
    """The argument, which may be nil but not absent."""
    if count(runtime) < number:
        raise_argument(runtime, number, b"value expected")
    return argument(runtime, number)


def check_type(runtime: "Runtime", number: int, kind: str) -> int:
    """The argument, whose type's name has to be `kind`."""
    value = argument(runtime, number)
    if runtime.type_name(value) != kind:
        raise_type(runtime, number, kind.encode())
    return value


def to_bytes(runtime: "Runtime", value: int) -> bytes | None:
    """A string's bytes, or a number as text; None for other values."""
    if value <= MAX_NUMBER:
        return number_text(number_of(value))
    return runtime.string_bytes(value) if runtime.type_name(value) == "string" else None


def check_bytes(runtime: "Runtime", number: int) -> bytes:
    """The argument as a string; a number will do."""
    text = to_bytes(runtime, argument(runtime, number))
    if text is None:
        raise_type(runtime, number, b"string")
    return text


def opt_bytes(runtime: "Runtime", number: int, default: bytes | None) -> bytes | None:
    return default if argument(runtime, number) == NIL else check_bytes(runtime, number)


def check_number(runtime: "Runtime", number: int) -> float:
    """The argument as a number; a string that spells one will do."""
    value = argument(runtime, number)
    word = runtime.machine.call(runtime.symbols["to_number"], value)
    if word > MAX_NUMBER:
        raise_type(runtime, number, b"number")
    return number_of(word)


def to_integer(value: float) -> int:
    """C's cast to a 64-bit integer on x86-64."""
    if -(2.0**63) <= value < 2.0**63:
        return int(value)
    return _LEAST


def check_integer(runtime: "Runtime", number: int) -> int:
    return to_integer(check_number(runtime, number))


def check_int(runtime: "Runtime", number: int) -> int:
    """The argument as a C int: its low 32 bits."""
    low = check_integer(runtime, number) & 0xFFFF_FFFF
    return low - (1 << 32) if low >> 31 else low


def opt_int(runtime: "Runtime", number: int, default: int) -> int:
    return default if argument(runtime, number) == NIL else check_int(runtime, number)


def check_option(
    runtime: "Runtime", number: int, options: tuple[bytes, ...], default: bytes | None = None
) -> bytes:
    """The argument, one of `options`."""
    name = opt_bytes(runtime, number, default)
    if name is None:
        name = check_bytes(runtime, number)
    name = name.partition(b"\0")[0]
    if name not in options:
        raise_argument(runtime, number, b"invalid option '%s'" % name)
    return name


def truth(value: int) -> bool:
    return value < FALSE


def results(runtime: "Runtime", *values: bool | float | bytes | None) -> int:
    """Push plain values; returns how many."""
    for value in values:
        runtime.push(runtime.from_python(value))
    return len(values)


def words(runtime: "Runtime", *values: int) -> int:
    """Push words; returns how many."""
    runtime.push(*values)
    return len(values)


__all__ = [
    "argument", "arguments", "check_any", "check_bytes", "check_int", "check_integer",
    "check_number", "check_option", "check_type", "count", "number_word", "opt_bytes", "opt_int",
    "raise_argument", "raise_text", "raise_type", "results", "to_bytes", "to_integer", "truth",
    "words",
]  # fmt: skip
