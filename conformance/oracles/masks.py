"""Named masks: the few differences that oracles are allowed not to see.

A mask that changes nothing is not reported; one that decided a comparison is named in the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mask:
    """A rewriting of output bytes, applied to both sides before they are compared."""

    name: str
    pattern: re.Pattern[bytes]
    replacement: bytes
    reason: str

    def apply(self, text: bytes) -> bytes:
        """The text with everything that the mask hides replaced."""
        return self.pattern.sub(self.replacement, text)


ADDRESSES = Mask(
    "addresses",
    # PUC prints "table: 0x…", LuaJIT also "function: builtin#…"; files print "file (0x…)".
    re.compile(
        # Texts may follow each other without anything between; two of them begin with a digit.
        rb"(table|function|thread|userdata)(: )"
        rb"(?:0x(?:(?!function: |file \()[0-9a-fA-F])+|builtin#\d+)"
        rb"|(file)( \()0x[0-9a-fA-F]+"
    ),
    rb"\1\3\2\4ADDRESS",
    "tostring of an object shows where it lies in memory",
)
NAN_SIGN = Mask(
    "nan-sign",
    re.compile(rb"-nan"),
    b"nan",
    "x86-64 makes a negative default NaN, ARM64 a positive one",
)

MASKS: Mapping[str, Mask] = {mask.name: mask for mask in (ADDRESSES, NAN_SIGN)}


def apply_masks(text: bytes, masks: Iterable[Mask]) -> bytes:
    """Apply masks in order."""
    for mask in masks:
        text = mask.apply(text)
    return text
