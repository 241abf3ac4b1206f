"""string.format (manual, section 5.4).

Integers, characters and strings are laid out here; only the digits of a fraction come from
the C library, which gets the directive's own flags, width and precision.
"""

from typing import Any, Final

from conformance.jit_under_test.kernel import (
    Ptr,
    f64,
    fptosi,
    i64,
    kernel,
    memcpy,
    stack_array,
    struct,
    u8,
    u64,
)
from conformance.jit_under_test.runtime.arguments import (
    argument_count,
    argument_error,
    check_integer,
    check_number,
    check_string,
    return_string,
    throw_about,
    to_integer,
)
from conformance.jit_under_test.runtime.errors import throw_library_error
from conformance.jit_under_test.runtime.lib.builder import (
    Builder,
    builder_add,
    builder_byte,
    builder_fill,
    builder_room,
    builder_shared,
    builder_string,
)
from conformance.jit_under_test.runtime.numbers import c_snprintf_number, write_integer
from conformance.jit_under_test.runtime.objects import VM, String
from conformance.jit_under_test.runtime.values import string_data

PERCENT: Final = 37
FLAG_LEFT: Final = 1
FLAG_PLUS: Final = 2
FLAG_SPACE: Final = 4
FLAG_ALTERNATE: Final = 8
FLAG_ZERO: Final = 16
MAX_FLAGS: Final = 6  # more characters than that are "repeated flags" to PUC
LONG_STRING: Final = 100  # from this length on %s ignores its width and keeps NULs
MAX_ITEM: Final = 512
TWO_TO_63: Final = 9223372036854775808.0


@struct
class Directive:
    """What stands between % and the conversion: `precision` is -1 if there is none."""

    flags: u64
    width: u64
    precision: i64
    text: Ptr[u8]
    length: u64  # of text, without the conversion


@kernel(inline=True)
def is_digit(c: u8) -> bool:
    return c >= 48 and c <= 57


@kernel(inline=True)
def flag_of(c: u8) -> u64:
    """The FLAG_ bit of a flag character, 0 for anything else."""
    if c == 45:
        return FLAG_LEFT
    if c == 43:
        return FLAG_PLUS
    if c == 32:
        return FLAG_SPACE
    if c == 35:
        return FLAG_ALTERNATE
    if c == 48:
        return FLAG_ZERO
    return 0


@kernel
def parse_directive(vm: Ptr[VM], d: Ptr[Directive], text: Ptr[u8]) -> None:
    """Read a directive, which starts behind its %."""
    d.text = text
    d.flags = 0
    d.width = 0
    d.precision = -1
    p = text
    while flag_of(p[0]) != 0:
        d.flags = d.flags | flag_of(p[0])
        p = p + 1
    if u64(p) - u64(text) >= MAX_FLAGS:
        throw_library_error(vm, b"invalid format (repeated flags)")
    for _ in range(2):
        if is_digit(p[0]):
            d.width = d.width * 10 + u64(p[0]) - 48
            p = p + 1
    if p[0] == 46:
        p = p + 1
        d.precision = 0
        for _ in range(2):
            if is_digit(p[0]):
                d.precision = d.precision * 10 + i64(p[0]) - 48
                p = p + 1
    if is_digit(p[0]):
        throw_library_error(vm, b"invalid format (width or precision too long)")
    d.length = u64(p) - u64(text)


@kernel
def add_padded(vm: Ptr[VM], b: Ptr[Builder], d: Ptr[Directive], data: Ptr[u8], count: u64) -> None:
    """Append bytes, filled up with spaces to the directive's width."""
    padding: u64 = 0
    if d.width > count:
        padding = d.width - count
    if (d.flags & FLAG_LEFT) == 0:
        builder_fill(vm, b, 32, padding)
    builder_add(vm, b, data, count)
    if (d.flags & FLAG_LEFT) != 0:
        builder_fill(vm, b, 32, padding)


@kernel(noinline=True)
def add_integer(
    vm: Ptr[VM], b: Ptr[Builder], d: Ptr[Directive], conversion: u8, magnitude: u64, sign: u8
) -> None:
    """Append an integer as C's printf does; `sign` is the character before it, or 0."""
    base: u64 = 10
    if conversion == 111:
        base = 8
    elif conversion == 120 or conversion == 88:
        base = 16
    letter: u8 = 87
    if conversion == 88:
        letter = 55
    digits = stack_array(u8, 24)
    position: u64 = 24
    rest = magnitude
    while rest != 0:
        position -= 1
        digit = u8(rest % base)
        digits[position] = digit + (48 if digit < 10 else letter)
        rest = rest // base
    count = 24 - position
    zeros: u64 = 0
    least: u64 = 1
    if d.precision >= 0:
        least = u64(d.precision)
    if least > count:
        zeros = least - count
    prefix: u64 = 0
    if sign != 0:
        prefix = 1
    if (d.flags & FLAG_ALTERNATE) != 0:
        if base == 16 and magnitude != 0:
            prefix = 2
        elif base == 8 and zeros == 0:
            zeros = 1
    total = prefix + zeros + count
    padding: u64 = 0
    if d.width > total:
        padding = d.width - total
    if (d.flags & FLAG_LEFT) == 0 and padding > 0:
        if (d.flags & FLAG_ZERO) != 0 and d.precision < 0:
            zeros += padding
        else:
            builder_fill(vm, b, 32, padding)
        padding = 0
    if sign != 0:
        builder_byte(vm, b, sign)
    elif prefix == 2:
        builder_byte(vm, b, 48)
        builder_byte(vm, b, conversion)
    builder_fill(vm, b, 48, zeros)
    builder_add(vm, b, digits + position, count)
    builder_fill(vm, b, 32, padding)


@kernel(inline=True)
def add_signed(vm: Ptr[VM], b: Ptr[Builder], d: Ptr[Directive], number: i64) -> None:
    """%d and %i"""
    if d.length == 0:
        room = builder_room(vm, b, 24)
        b.used += write_integer(room, number)
        return
    sign: u8 = 0
    magnitude = u64(number)
    if number < 0:
        sign = 45
        magnitude = 0 - magnitude
    elif (d.flags & FLAG_PLUS) != 0:
        sign = 43
    elif (d.flags & FLAG_SPACE) != 0:
        sign = 32
    add_integer(vm, b, d, 100, magnitude, sign)


@kernel(inline=True)
def to_unsigned(x: f64) -> u64:
    """C's cast to unsigned long on x86-64, which takes the two halves of the range apart."""
    if x >= TWO_TO_63:
        return u64(to_integer(x - TWO_TO_63)) ^ (1 << 63)
    return u64(to_integer(x))


@kernel
def add_character(vm: Ptr[VM], b: Ptr[Builder], d: Ptr[Directive], x: f64) -> None:
    """%c: PUC cuts what sprintf made off at the first NUL."""
    c: u8 = 0
    if x > -2147483649.0 and x < 2147483648.0:
        c = u8(fptosi(x))
    if c != 0:
        one = stack_array(u8, 1)
        one[0] = c
        add_padded(vm, b, d, one, 1)
    elif (d.flags & FLAG_LEFT) == 0 and d.width > 1:
        builder_fill(vm, b, 32, d.width - 1)


@kernel
def add_fraction(vm: Ptr[VM], b: Ptr[Builder], d: Ptr[Directive], conversion: u8, x: f64) -> None:
    """%e %E %f %g %G"""
    directive = stack_array(u8, 16)
    directive[0] = PERCENT
    memcpy(directive + 1, d.text, d.length)
    directive[d.length + 1] = conversion
    directive[d.length + 2] = 0
    room = builder_room(vm, b, MAX_ITEM)
    b.used += u64(c_snprintf_number(room, MAX_ITEM, directive, x))


@kernel(inline=True)
def add_text(vm: Ptr[VM], b: Ptr[Builder], d: Ptr[Directive], s: Ptr[String]) -> None:
    """%s: C's sprintf stops at a NUL, but long strings are appended whole."""
    data = string_data(s)
    if s.length >= LONG_STRING and d.precision < 0:
        builder_add(vm, b, data, s.length)
        return
    limit = s.length
    if d.precision >= 0 and u64(d.precision) < limit:
        limit = u64(d.precision)
    count: u64 = 0
    while count < limit and data[count] != 0:
        count += 1
    if d.length == 0:
        builder_add(vm, b, data, count)
    else:
        add_padded(vm, b, d, data, count)


@kernel
def add_quoted(vm: Ptr[VM], b: Ptr[Builder], s: Ptr[String]) -> None:
    """%q: text that Lua reads as this string."""
    builder_byte(vm, b, 34)
    for j in range(s.length):
        c = string_data(s)[j]
        if c == 34 or c == 92 or c == 10:
            builder_byte(vm, b, 92)
            builder_byte(vm, b, c)
        elif c == 13:
            builder_add(vm, b, b"\\r", 2)
        elif c == 0:
            builder_add(vm, b, b"\\000", 4)
        else:
            builder_byte(vm, b, c)
    builder_byte(vm, b, 34)


@kernel(cold=True, noinline=True, noreturn=True)
def throw_conversion_error(vm: Ptr[VM], conversion: u8) -> None:
    name = stack_array(u8, 2)
    name[0] = conversion
    name[1] = 0
    throw_about(vm, b"invalid option '%", name, b"' to 'format'")


@kernel(inline=True)
def add_item(vm: Ptr[VM], b: Ptr[Builder], d: Ptr[Directive], conversion: u8, number: u64) -> None:
    """Append argument `number` as the directive says."""
    if conversion == 115:
        add_text(vm, b, d, check_string(vm, number))
    elif conversion == 100 or conversion == 105:
        add_signed(vm, b, d, check_integer(vm, number))
    elif conversion == 102 or (conversion | 32) == 103 or (conversion | 32) == 101:
        add_fraction(vm, b, d, conversion, check_number(vm, number))
    elif (conversion | 32) == 120 or conversion == 117 or conversion == 111:
        magnitude = to_unsigned(check_number(vm, number))
        add_integer(vm, b, d, conversion, magnitude, 0)
    elif conversion == 99:
        add_character(vm, b, d, check_number(vm, number))
    elif conversion == 113:
        add_quoted(vm, b, check_string(vm, number))
    else:
        throw_conversion_error(vm, conversion)


@kernel
def string_format(vm: Ptr[VM]) -> i64:
    """string.format(template, ...)"""
    template = check_string(vm, 1)
    count = argument_count(vm)
    b = stack_array(Builder, 1)
    d = stack_array(Directive, 1)
    builder_shared(vm, b)
    p = string_data(template)
    end = p + template.length
    number: u64 = 1
    while p < end:
        if p[0] != PERCENT:
            run = p
            while p < end and p[0] != PERCENT:
                p = p + 1
            builder_add(vm, b, run, u64(p) - u64(run))
            continue
        p = p + 1
        if p[0] == PERCENT:
            builder_byte(vm, b, PERCENT)
            p = p + 1
            continue
        number += 1
        if number > count:
            argument_error(vm, number, b"no value")
        parse_directive(vm, d, p)
        p = p + d.length
        add_item(vm, b, d, p[0], number)
        p = p + 1
    return return_string(vm, builder_string(vm, b))


FUNCTIONS: Final[dict[bytes, Any]] = {b"format": string_format}
