"""Numbers and their text: conversions exactly as PUC makes them, through the C library."""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    bits,
    extern,
    f64,
    fabs,
    fptosi,
    i32,
    i64,
    kernel,
    memcpy,
    stack_array,
    u8,
    u64,
)
from conformance.jit_under_test.runtime.objects import VM, String
from conformance.jit_under_test.runtime.strings import string_new
from conformance.jit_under_test.runtime.values import (
    NIL,
    as_string,
    from_number,
    is_number,
    is_string,
    string_data,
)

# 2^52 + 2^51: added to a number of magnitude below 2^51, it leaves the nearest integer (the even
# one of two) in the low half of the word, modulo 2^32.
BIAS: Final = 6755399441055744.0
EXACT_INTEGERS: Final = 1.0e14  # below this %.14g shows every integer as it is


@extern("strtod")
def c_strtod(text: Ptr[u8], end: Ptr[u64]) -> f64: ...


@extern("strtoul")
def c_strtoul(text: Ptr[u8], end: Ptr[u64], base: i32) -> u64: ...


@extern("snprintf", vararg_after=3)
def c_snprintf_number(buffer: Ptr[u8], size: u64, format: Ptr[u8], number: f64) -> i32: ...


@kernel(inline=True)
def is_space(c: u8) -> bool:
    """C's isspace."""
    return c == 32 or (c >= 9 and c <= 13)


@kernel(noinline=True)
def text_to_number(text: Ptr[u8]) -> u64:
    """The number that NUL-terminated text spells, or NIL.

    PUC's luaO_str2d: what strtod takes (or, with an "x", an unsigned hexadecimal), with
    space around it. As in PUC a NUL in the text ends it.
    """
    end = stack_array(u64, 1)
    number = c_strtod(text, end)
    if end[0] == u64(text):
        return NIL
    stop = Ptr[u8](end[0])
    if stop[0] == 120 or stop[0] == 88:
        number = f64(c_strtoul(text, end, 16))
        stop = Ptr[u8](end[0])
    while is_space(stop[0]):
        stop = stop + 1
    if stop[0] != 0:
        return NIL
    return from_number(number)


@kernel
def to_number(v: u64) -> u64:
    """The value as a number, converting a string; NIL if it is neither."""
    if is_number(v):
        return v
    if is_string(v):
        s = as_string(v)
        return text_to_number(string_data(s))
    return NIL


@kernel
def write_integer(buffer: Ptr[u8], number: i64) -> u64:
    """Write a decimal integer; returns the bytes written."""
    digits = stack_array(u8, 24)
    position: u64 = 24
    rest = u64(number if number >= 0 else -number)
    while True:
        position -= 1
        digits[position] = u8(48 + rest % 10)
        rest = rest // 10
        if rest == 0:
            break
    if number < 0:
        position -= 1
        digits[position] = 45
    memcpy(buffer, digits + position, 24 - position)
    return 24 - position


@kernel
def format_number(buffer: Ptr[u8], number: f64) -> u64:
    """Write a number as "%.14g" does; returns the bytes written, at most 31."""
    if fabs(number) < EXACT_INTEGERS:
        whole = fptosi(number)
        if f64(whole) == number and (whole != 0 or bits(number) == 0):
            return write_integer(buffer, whole)
    return u64(c_snprintf_number(buffer, 32, b"%.14g", number))


@kernel(noinline=True)
def number_to_string(vm: Ptr[VM], number: f64) -> Ptr[String]:
    """tostring of a number."""
    buffer = stack_array(u8, 32)
    return string_new(vm, buffer, format_number(buffer, number))
