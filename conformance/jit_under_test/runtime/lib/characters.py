"""C's character classes in the "C" locale."""

import string as _string
from typing import Final

from conformance.jit_under_test.kernel import kernel, static_bytes, u8

ALPHA: Final = 1
DIGIT: Final = 2
LOWER: Final = 4
SPACE: Final = 8
UPPER: Final = 16
PUNCT: Final = 32
CONTROL: Final = 64
HEXADECIMAL: Final = 128


def _classes(code: int) -> int:
    """The class bits of one byte."""
    c = chr(code)
    members = (
        (ALPHA, _string.ascii_letters),
        (DIGIT, _string.digits),
        (LOWER, _string.ascii_lowercase),
        (SPACE, " \t\n\v\f\r"),
        (UPPER, _string.ascii_uppercase),
        (PUNCT, _string.punctuation),
        (CONTROL, "".join(map(chr, range(32))) + "\x7f"),
        (HEXADECIMAL, _string.hexdigits),
    )
    return sum(bit for bit, text in members if c in text)


CLASSES: Final = bytes(_classes(code) for code in range(256))


@kernel(inline=True)
def in_class(c: u8, classes: u8) -> bool:
    """Does the character belong to one of these classes?"""
    return (static_bytes(CLASSES)[c] & classes) != 0


@kernel(inline=True)
def to_lower(c: u8) -> u8:
    return c + 32 if c >= 65 and c <= 90 else c


@kernel(inline=True)
def to_upper(c: u8) -> u8:
    return c - 32 if c >= 97 and c <= 122 else c
