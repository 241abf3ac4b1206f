"""Faults of the library's functions in the image, and of what fragments call instead of them."""

from __future__ import annotations

from typing import Final

from conformance.planted.fault import Fault, Stage

_STRINGS: Final = "runtime/lib/strings.py"
_TABLE: Final = "runtime/lib/table.py"
_MATH: Final = "runtime/lib/math.py"
_FRAGMENTS: Final = "interpreter/tracing_calls.py"

LIBRARY_FAULTS: Final = (
    Fault(
        "insert-position",
        "table.insert at a position moves one element too few",
        Stage.RUNTIME,
        _TABLE,
        "    while end > position:\n        table_set_int(vm, t, end, table_get_int(t, end - 1))",
        "    while end > position + 1:\n"
        "        table_set_int(vm, t, end, table_get_int(t, end - 1))",
    ),
    Fault(
        "sub-negative",
        "string.sub counts positions from the end from 0 on",
        Stage.RUNTIME,
        _STRINGS,
        "        position = position + length + 1\n",
        "        position = position + length\n",
    ),
    Fault(
        "fmod-sign",
        "math.fmod has the sign of its second operand, as % has",
        Stage.RUNTIME,
        _MATH,
        "    return return_number(vm, c_fmod(check_number(vm, 1), y))",
        "    x = check_number(vm, 1)\n    return return_number(vm, x - floor(x / y) * y)",
    ),
    Fault(
        "fragment-byte",
        "string.byte in compiled code takes positions from the end one too far",
        Stage.RECORDER,
        _FRAGMENTS,
        "        place += i64(s.length) + 1\n",
        "        place += i64(s.length)\n",
    ),
    Fault(
        "fragment-append",
        "table.insert in compiled code stores behind the next element",
        Stage.RECORDER,
        _FRAGMENTS,
        "    table_set_int(vm, t, i64(table_length(t)) + 1, value)\n",
        "    table_set_int(vm, t, i64(t.sizearray) + 1, value)\n",
    ),
    Fault(
        "fragment-barrier",
        "new keys that compiled code stores are not told to the collector",
        Stage.RECORDER,
        _FRAGMENTS,
        "    slot[0] = value\n    barrier_back(vm, t, value)\n\n\n@kernel\ndef trace_reserve(",
        "    slot[0] = value\n\n\n@kernel\ndef trace_reserve(",
    ),
)
