"""String manipulation without patterns and formats (manual, section 5.4)."""

from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.kernel import Ptr, f64, i64, kernel, memcpy, memset, u8, u64
from conformance.jit_under_test.runtime.arguments import (
    argument_count,
    argument_error,
    check_int,
    check_integer,
    check_string,
    ensure_stack,
    opt_integer,
    return_number,
    return_string,
)
from conformance.jit_under_test.runtime.memory import buffer_space
from conformance.jit_under_test.runtime.objects import VM, String
from conformance.jit_under_test.runtime.strings import (
    string_from_buffer,
    string_literal,
    string_new,
)
from conformance.jit_under_test.runtime.values import TAG_STRING, from_number, string_data

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime


@kernel(inline=True)
def relative_position(position: i64, length: i64) -> i64:
    """A position that may count from the end (-1 is the last byte) as one from the start.

    0 for what lies before the string.
    """
    if position < 0:
        position = position + length + 1
    return position if position >= 0 else 0


@kernel
def string_len(vm: Ptr[VM]) -> i64:
    """string.len(s)"""
    return return_number(vm, f64(check_string(vm, 1).length))


@kernel
def substring(vm: Ptr[VM], s: Ptr[String], first: i64, last: i64) -> Ptr[String]:
    """The bytes from `first` to `last`, counted from 1, or from -1 backwards."""
    length = i64(s.length)
    first = relative_position(first, length)
    last = relative_position(last, length)
    if first < 1:
        first = 1
    if last > length:
        last = length
    if first > last:
        return string_literal(vm, b"", 0)
    return string_new(vm, string_data(s) + (first - 1), u64(last - first + 1))


@kernel
def string_sub(vm: Ptr[VM]) -> i64:
    """string.sub(s, i [, j])"""
    s = check_string(vm, 1)
    first = check_integer(vm, 2)
    return return_string(vm, substring(vm, s, first, opt_integer(vm, 3, -1)))


@kernel
def string_reverse(vm: Ptr[VM]) -> i64:
    """string.reverse(s)"""
    s = check_string(vm, 1)
    length = s.length
    data = string_data(s)
    buffer = buffer_space(vm, length)
    for j in range(length):
        buffer[j] = data[length - 1 - j]
    return return_string(vm, string_from_buffer(vm, length))


@kernel
def string_lower(vm: Ptr[VM]) -> i64:
    """string.lower(s)"""
    s = check_string(vm, 1)
    data = string_data(s)
    buffer = buffer_space(vm, s.length)
    for j in range(s.length):
        c = data[j]
        buffer[j] = c | 0x20 if c >= 65 and c <= 90 else c
    return return_string(vm, string_from_buffer(vm, s.length))


@kernel
def string_upper(vm: Ptr[VM]) -> i64:
    """string.upper(s)"""
    s = check_string(vm, 1)
    data = string_data(s)
    buffer = buffer_space(vm, s.length)
    for j in range(s.length):
        c = data[j]
        buffer[j] = c & 0xDF if c >= 97 and c <= 122 else c
    return return_string(vm, string_from_buffer(vm, s.length))


@kernel
def string_rep(vm: Ptr[VM]) -> i64:
    """string.rep(s, n)"""
    s = check_string(vm, 1)
    count = check_int(vm, 2)
    if count <= 0 or s.length == 0:
        return return_string(vm, string_literal(vm, b"", 0))
    total = s.length * u64(count)
    buffer = buffer_space(vm, total)
    if s.length == 1:
        memset(buffer, string_data(s)[0], total)
    else:
        # Copy what is there already: a number of copies that is logarithmic in n.
        memcpy(buffer, string_data(s), s.length)
        done = s.length
        while done < total:
            piece = done if done <= total - done else total - done
            memcpy(buffer + done, buffer, piece)
            done += piece
    return return_string(vm, string_from_buffer(vm, total))


@kernel
def string_byte(vm: Ptr[VM]) -> i64:
    """string.byte(s [, i [, j]])"""
    s = check_string(vm, 1)
    length = i64(s.length)
    first = relative_position(opt_integer(vm, 2, 1), length)
    last = relative_position(opt_integer(vm, 3, first), length)
    if first <= 0:
        first = 1
    if last > length:
        last = length
    if first > last:
        return 0
    count = last - first + 1
    ensure_stack(vm, u64(count), b"string slice too long")
    data = string_data(s) + (first - 1)
    top = vm.current.top
    for j in range(count):
        top[j] = from_number(f64(data[j]))
    vm.current.top = top + count
    return count


@kernel
def string_char(vm: Ptr[VM]) -> i64:
    """string.char(...)"""
    count = argument_count(vm)
    buffer = buffer_space(vm, count)
    for j in range(count):
        c = check_int(vm, j + 1)
        if c < 0 or c > 255:
            argument_error(vm, j + 1, b"invalid value")
        buffer[j] = u8(c)
    return return_string(vm, string_from_buffer(vm, count))


FUNCTIONS: Final[dict[bytes, Any]] = {
    b"byte": string_byte,
    b"char": string_char,
    b"len": string_len,
    b"lower": string_lower,
    b"rep": string_rep,
    b"reverse": string_reverse,
    b"sub": string_sub,
    b"upper": string_upper,
}


def open_library(runtime: "Runtime") -> None:
    """Give strings a metatable, so that `s:len()` works."""
    metatable = runtime.new_table(0, 1)
    runtime.write_array("metatables", TAG_STRING, metatable)
    library = runtime.get_field(runtime.vm.globals, b"string")
    runtime.set_field(metatable, b"__index", library)
