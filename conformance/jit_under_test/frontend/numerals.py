"""Numerals: the conversion that C's strtod makes of the text of a number token."""

import math
import re
from typing import Final

_DECIMAL: Final = re.compile(rb"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_HEXADECIMAL: Final = re.compile(
    rb"0[Xx](?:[0-9A-Fa-f]+\.?[0-9A-Fa-f]*|\.[0-9A-Fa-f]+)(?:[Pp][+-]?[0-9]+)?"
)


def parse_numeral(text: bytes) -> float | None:
    """Return the value of an unsigned numeral, or None if it is malformed.

    Decimal and hexadecimal floats as strtod of the C library takes them; too large ones give
    infinity. Both conversions round to nearest, ties to even, as strtod does.
    """
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _HEXADECIMAL.fullmatch(text):
        try:
            return float.fromhex(text.decode("ascii"))
        except OverflowError:
            return math.inf
    return None
