"""Error messages that need to know about the program: the host side of errors.py."""

from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.runtime.host.frames import (
    caller_name,
    describe,
    frames,
    operand_registers,
    position,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

# By the ERROR_* numbers of errors.py.
_ACTIONS: Final = {
    1: b"index",
    2: b"call",
    3: b"perform arithmetic on",
    4: b"concatenate",
    5: b"get length of",
}
_COMPARE: Final = 6
_CONCATENATE: Final = 4

# By the EXPECT_* numbers of arguments.py; EXPECT_MESSAGE (0) gives its own text.
_EXPECTED: Final = {
    1: b"number",
    2: b"string",
    3: b"table",
    4: b"function",
    5: b"coroutine",
    6: b"nil or table",
}


def compose_error(runtime: "Runtime", kind: int, value: int, other: int) -> int:
    """The message for an operation that failed on `value`, as a string value."""
    if kind == _COMPARE:
        left, right = runtime.type_name(value).encode(), runtime.type_name(other).encode()
        # PUC tells equal names by their third letter, so a string and a thread are "two strings".
        if left[2] == right[2]:
            text = b"attempt to compare two %s values" % left
        else:
            text = b"attempt to compare %s with %s" % (left, right)
    else:
        register = _culprit(runtime, kind, value, other)
        text = b"attempt to %s %s" % (_ACTIONS[kind], describe(runtime, value, register))
    return runtime.string(position(runtime, 0) + text)


def _culprit(runtime: "Runtime", kind: int, value: int, other: int) -> int | None:
    """The register of the innermost frame that holds the value which an operation refused."""
    frame = next(frames(runtime), None)
    # Nothing runs while the state closes, which may find that a finalizer is no function.
    if frame is None or frame.prototype is None:
        return None
    if kind == _CONCATENATE:
        offset = runtime.read_array("scratch", 0)
        return (runtime.thread().stack + offset - frame.base) >> 3
    instruction = frame.prototype.code[frame.pc]
    registers = operand_registers(instruction)
    if kind == 3 and other == 1:
        registers = registers[::-1]
    for register in registers:
        if runtime.memory.read_u64(frame.base + 8 * register) == value:
            return register
    return None


def argument_error(runtime: "Runtime", number: int, message: int, expected: int) -> int:
    """The message about argument `number` of the running built-in function."""
    if expected:
        return type_message(runtime, number, _EXPECTED[expected])
    return argument_message(runtime, number, runtime.memory.read_cstring(message))


def type_message(runtime: "Runtime", number: int, expected: bytes) -> int:
    """The message about argument `number`, which should have been `expected`."""
    text = b"%s expected, got %s" % (expected, _argument_type(runtime, number))
    return argument_message(runtime, number, text)


def argument_message(runtime: "Runtime", number: int, text: bytes) -> int:
    """As argument_error, for a message that is known already."""
    frame = next(frames(runtime))
    name = caller_name(runtime, frame)
    if name is None:
        full = b"bad argument #%d to '?' (%s)" % (number, text)
    else:
        if name[0] == "method":
            number -= 1
            if number == 0:
                full = b"calling '%s' on bad self (%s)" % (name[1], text)
                return runtime.string(position(runtime, 1) + full)
        full = b"bad argument #%d to '%s' (%s)" % (number, name[1], text)
    return runtime.string(position(runtime, 1) + full)


def _argument_type(runtime: "Runtime", number: int) -> bytes:
    thread = runtime.thread()
    slot = thread.base + 8 * (number - 1)
    if slot >= thread.top:
        return b"no value"
    return runtime.type_name(runtime.memory.read_u64(slot)).encode()
