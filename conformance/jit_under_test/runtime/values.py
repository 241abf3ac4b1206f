"""NaN boxing: how a 64-bit word holds any Lua value.

A double is itself. Every other value lies above the negative default NaN of x86-64
(0xFFF8 << 48), in the quiet-NaN space: thirteen one bits, a four-bit tag and 47 bits
of payload. Both default NaNs, x86-64's negative and ARM64's positive one, stay numbers.
"""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    bits,
    f64,
    from_bits,
    kernel,
    u8,
    u64,
)
from conformance.jit_under_test.runtime.objects import (
    STRING_DATA,
    Closure,
    GCObject,
    String,
    Table,
    Thread,
    Userdata,
)

TAG_LIGHTUSERDATA: Final = 1
TAG_STRING: Final = 4
TAG_TABLE: Final = 5
TAG_FUNCTION: Final = 6
TAG_USERDATA: Final = 7
TAG_THREAD: Final = 8
TAG_PROTO: Final = 9  # never a value of a program
TAG_UPVAL: Final = 10  # never a value of a program
TAG_TRUE: Final = 12
TAG_FALSE: Final = 13
TAG_NIL: Final = 14
TAG_DEADKEY: Final = 15  # key of a removed node, payload as before

MAX_NUMBER: Final = 0xFFF8 << 48  # the greatest word that is a number
PAYLOAD: Final = (1 << 47) - 1


def tag_bits(tag: int) -> int:
    """Return the upper seventeen bits of a value with this tag, in place."""
    return (0x1FFF0 | tag) << 47


LIGHTUSERDATA: Final = 0x1FFF1 << 47
STRING: Final = 0x1FFF4 << 47
TABLE: Final = 0x1FFF5 << 47
FUNCTION: Final = 0x1FFF6 << 47
USERDATA: Final = 0x1FFF7 << 47
THREAD: Final = 0x1FFF8 << 47
TRUE: Final = 0x1FFFC << 47
FALSE: Final = 0x1FFFD << 47
NIL: Final = 0x1FFFE << 47
DEADKEY: Final = 0x1FFFF << 47

Value = u64


@kernel(inline=True)
def is_number(v: Value) -> bool:
    return v <= MAX_NUMBER


@kernel(inline=True)
def tag_of(v: Value) -> u64:
    """Tag of a value that is not a number."""
    return (v >> 47) & 15


@kernel(inline=True)
def has_tag(v: Value, tag: u64) -> bool:
    return (v >> 47) == (tag | 0x1FFF0)


@kernel(inline=True)
def is_string(v: Value) -> bool:
    return (v >> 47) == 0x1FFF4


@kernel(inline=True)
def is_table(v: Value) -> bool:
    return (v >> 47) == 0x1FFF5


@kernel(inline=True)
def is_function(v: Value) -> bool:
    return (v >> 47) == 0x1FFF6


@kernel(inline=True)
def is_userdata(v: Value) -> bool:
    return (v >> 47) == 0x1FFF7


@kernel(inline=True)
def is_thread(v: Value) -> bool:
    return (v >> 47) == 0x1FFF8


@kernel(inline=True)
def is_boolean(v: Value) -> bool:
    return v == TRUE or v == FALSE


@kernel(inline=True)
def is_falsy(v: Value) -> bool:
    return v >= FALSE


@kernel(inline=True)
def is_collectable(v: Value) -> bool:
    return v >= STRING and v < (0x1FFFB << 47)


@kernel(inline=True)
def payload(v: Value) -> u64:
    return v & PAYLOAD


@kernel(inline=True)
def as_object(v: Value) -> Ptr[GCObject]:
    return Ptr[GCObject](v & PAYLOAD)


@kernel(inline=True)
def as_string(v: Value) -> Ptr[String]:
    return Ptr[String](v & PAYLOAD)


@kernel(inline=True)
def as_table(v: Value) -> Ptr[Table]:
    return Ptr[Table](v & PAYLOAD)


@kernel(inline=True)
def as_closure(v: Value) -> Ptr[Closure]:
    return Ptr[Closure](v & PAYLOAD)


@kernel(inline=True)
def as_userdata(v: Value) -> Ptr[Userdata]:
    return Ptr[Userdata](v & PAYLOAD)


@kernel(inline=True)
def as_thread(v: Value) -> Ptr[Thread]:
    return Ptr[Thread](v & PAYLOAD)


@kernel(inline=True)
def from_string(s: Ptr[String]) -> Value:
    return u64(s) | STRING


@kernel(inline=True)
def from_table(t: Ptr[Table]) -> Value:
    return u64(t) | TABLE


@kernel(inline=True)
def from_closure(c: Ptr[Closure]) -> Value:
    return u64(c) | FUNCTION


@kernel(inline=True)
def from_userdata(u: Ptr[Userdata]) -> Value:
    return u64(u) | USERDATA


@kernel(inline=True)
def from_thread(t: Ptr[Thread]) -> Value:
    return u64(t) | THREAD


@kernel(inline=True)
def from_bool(b: bool) -> Value:
    return TRUE if b else FALSE


@kernel(inline=True)
def string_data(s: Ptr[String]) -> Ptr[u8]:
    return Ptr[u8](s) + STRING_DATA


@kernel(inline=True)
def number_of(v: Value) -> f64:
    return from_bits(v)


@kernel(inline=True)
def from_number(x: f64) -> Value:
    return bits(x)


@kernel(inline=True)
def raw_equal(a: Value, b: Value) -> bool:
    """Primitive equality: NaN differs from itself, -0 equals 0."""
    if is_number(a) and is_number(b):
        return from_bits(a) == from_bits(b)
    return a == b
