"""The bit library of LuaJIT 2.1: an extension, which programs have if they are given it.

Numbers are taken modulo 2^32, and results are signed 32-bit integers. What a number with a fraction
becomes is what adding BIAS leaves in the low half of its word, which is the nearest integer (the
even one of two) as long as its magnitude is below 2^51. LuaJIT does the same on x86-64, so odd
inputs give its results, too.
"""

from typing import Any, Final

from conformance.jit_under_test.kernel import (
    Ptr,
    bits,
    f64,
    i32,
    i64,
    kernel,
    stack_array,
    u8,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.arguments import (
    argument_count,
    check_number,
    return_number,
    return_string,
)
from conformance.jit_under_test.runtime.numbers import BIAS
from conformance.jit_under_test.runtime.objects import VM
from conformance.jit_under_test.runtime.strings import string_new

COUNT_MASK: Final = 31
MAX_DIGITS: Final = 254  # LuaJIT's limit of digits
DIGITS: Final = 8
LOWER_TEN: Final = 87  # what the digit ten is added to for "a"
UPPER_TEN: Final = 55  # and for "A"
ZERO: Final = 48


@kernel(inline=True)
def check_bits(vm: Ptr[VM], number: u64) -> u32:
    """The argument modulo 2^32."""
    return u32(bits(check_number(vm, number) + BIAS))


@kernel(inline=True)
def return_bits(vm: Ptr[VM], word: u32) -> i64:
    return return_number(vm, f64(i32(word)))


@kernel
def bit_tobit(vm: Ptr[VM]) -> i64:
    """bit.tobit(x): x modulo 2^32 as a signed integer"""
    return return_bits(vm, check_bits(vm, 1))


@kernel
def bit_bnot(vm: Ptr[VM]) -> i64:
    """bit.bnot(x)"""
    return return_bits(vm, check_bits(vm, 1) ^ 0xFFFFFFFF)


@kernel
def bit_bswap(vm: Ptr[VM]) -> i64:
    """bit.bswap(x): the bytes of x in the other order"""
    x = check_bits(vm, 1)
    middle = ((x >> 8) & 0xFF00) | ((x << 8) & 0xFF0000)
    return return_bits(vm, (x >> 24) | middle | (x << 24))


@kernel
def bit_band(vm: Ptr[VM]) -> i64:
    """bit.band(x, ...)"""
    word = check_bits(vm, 1)
    for number in range(2, argument_count(vm) + 1):
        word = word & check_bits(vm, number)
    return return_bits(vm, word)


@kernel
def bit_bor(vm: Ptr[VM]) -> i64:
    """bit.bor(x, ...)"""
    word = check_bits(vm, 1)
    for number in range(2, argument_count(vm) + 1):
        word = word | check_bits(vm, number)
    return return_bits(vm, word)


@kernel
def bit_bxor(vm: Ptr[VM]) -> i64:
    """bit.bxor(x, ...)"""
    word = check_bits(vm, 1)
    for number in range(2, argument_count(vm) + 1):
        word = word ^ check_bits(vm, number)
    return return_bits(vm, word)


@kernel
def bit_lshift(vm: Ptr[VM]) -> i64:
    """bit.lshift(x, n): counts are taken modulo 32, here and below"""
    x = check_bits(vm, 1)
    return return_bits(vm, x << (check_bits(vm, 2) & COUNT_MASK))


@kernel
def bit_rshift(vm: Ptr[VM]) -> i64:
    """bit.rshift(x, n): zeros are shifted in"""
    x = check_bits(vm, 1)
    return return_bits(vm, x >> (check_bits(vm, 2) & COUNT_MASK))


@kernel
def bit_arshift(vm: Ptr[VM]) -> i64:
    """bit.arshift(x, n): the sign is shifted in"""
    x = i32(check_bits(vm, 1))
    return return_bits(vm, u32(x >> i32(check_bits(vm, 2) & COUNT_MASK)))


@kernel(inline=True)
def rotated(x: u32, count: u32) -> u32:
    """x rotated to the left by less than 32."""
    return u32((u64(x) << u64(count)) | (u64(x) >> u64(32 - count)))


@kernel
def bit_rol(vm: Ptr[VM]) -> i64:
    """bit.rol(x, n): rotated to the left"""
    x = check_bits(vm, 1)
    return return_bits(vm, rotated(x, check_bits(vm, 2) & COUNT_MASK))


@kernel
def bit_ror(vm: Ptr[VM]) -> i64:
    """bit.ror(x, n): rotated to the right"""
    x = check_bits(vm, 1)
    return return_bits(vm, rotated(x, (0 - check_bits(vm, 2)) & COUNT_MASK))


@kernel
def bit_tohex(vm: Ptr[VM]) -> i64:
    """bit.tohex(x [, n]): the last n hexadecimal digits, in upper case if n is negative"""
    x = check_bits(vm, 1)
    count: u32 = DIGITS
    ten: u32 = LOWER_TEN
    if argument_count(vm) > 1:
        count = check_bits(vm, 2)
        if i32(count) < 0:
            count = 0 - count
            ten = UPPER_TEN
    if count > MAX_DIGITS:
        count = MAX_DIGITS
    text = stack_array(u8, 254)
    place = u64(count)
    while place != 0:
        place -= 1
        digit = x & 15
        text[place] = u8(digit + (ten if digit > 9 else ZERO))
        x = x >> 4
    return return_string(vm, string_new(vm, text, u64(count)))


FUNCTIONS: Final[dict[bytes, Any]] = {
    b"tobit": bit_tobit,
    b"tohex": bit_tohex,
    b"bnot": bit_bnot,
    b"band": bit_band,
    b"bor": bit_bor,
    b"bxor": bit_bxor,
    b"lshift": bit_lshift,
    b"rshift": bit_rshift,
    b"arshift": bit_arshift,
    b"rol": bit_rol,
    b"ror": bit_ror,
    b"bswap": bit_bswap,
}
