"""Lua values as text for people: without metamethods, addresses as PUC prints them."""

import ctypes
import struct
from typing import TYPE_CHECKING

from conformance.jit_under_test.runtime.values import FALSE, MAX_NUMBER, NIL, PAYLOAD, TRUE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime


def number_text(number: float) -> bytes:
    """The number as PUC prints it: C's "%.14g"."""
    buffer = ctypes.create_string_buffer(64)
    ctypes.CDLL(None).snprintf(buffer, 64, b"%.14g", ctypes.c_double(number))
    return buffer.value


def number_of(value: int) -> float:
    """The double in a number's word."""
    return float(struct.unpack("<d", struct.pack("<Q", value))[0])


def render(runtime: "Runtime", value: int) -> bytes:
    """The value as `tostring` shows it when no metatable interferes."""
    if value <= MAX_NUMBER:
        return number_text(number_of(value))
    named = {NIL: b"nil", TRUE: b"true", FALSE: b"false"}.get(value)
    if named is not None:
        return named
    kind = runtime.type_name(value)
    if kind == "string":
        return runtime.string_bytes(value)
    return b"%s: 0x%x" % (kind.encode(), value & PAYLOAD)
