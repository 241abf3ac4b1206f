"""What expressions give, on the host: one table, one compilation."""

import math
import struct

import pytest

from tests.kernel.support import Native, load_source

NAN, INF = math.nan, math.inf
MIN64, MAX64, MAXU64 = -(1 << 63), (1 << 63) - 1, (1 << 64) - 1

# signature "a: T, b: T -> R", expression, [(arguments, result), ...]
CASES = [
    # wraparound at every width
    ("a: u8, b: u8 -> u8", "a + b", [((250, 10), 4), ((1, 2), 3)]),
    ("a: i8, b: i8 -> i8", "a + b", [((127, 1), -128), ((-128, -1), 127)]),
    ("a: u16, b: u16 -> u16", "a * b", [((65535, 65535), 1)]),
    ("a: i16, b: i16 -> i16", "a - b", [((-32768, 1), 32767)]),
    ("a: u32, b: u32 -> u32", "a - b", [((0, 1), 0xFFFFFFFF)]),
    ("a: i32, b: i32 -> i32", "a * b", [((65536, 65536), 0), ((-3, 7), -21)]),
    ("a: u64, b: u64 -> u64", "a + b", [((MAXU64, 2), 1)]),
    ("a: i64, b: i64 -> i64", "a * b", [((MAX64, 2), -2), ((-4, 5), -20)]),
    ("a: i64 -> i64", "-a", [((5,), -5), ((MIN64,), MIN64)]),
    ("a: u32 -> u32", "-a", [((1,), 0xFFFFFFFF)]),
    ("a: u64 -> u64", "~a", [((0,), MAXU64), ((5,), MAXU64 - 5)]),
    # division is C's
    ("a: i64, b: i64 -> i64", "a // b", [((-7, 2), -3), ((7, -2), -3), ((7, 2), 3)]),
    ("a: i64, b: i64 -> i64", "a % b", [((-7, 2), -1), ((7, -2), 1)]),
    ("a: u64, b: u64 -> u64", "a // b", [((MAXU64, 2), MAX64)]),
    ("a: u8, b: u8 -> u8", "a % b", [((250, 7), 5)]),
    # bits and shifts
    ("a: u64, b: u64 -> u64", "a & b | (a ^ b) << 1", [((6, 3), 2 | (5 << 1))]),
    ("a: u64 -> u64", "a & ~7", [((0x1234567F,), 0x12345678)]),
    ("a: i64, n: i64 -> i64", "a >> n", [((-8, 1), -4), ((8, 2), 2)]),
    ("a: u64, n: u64 -> u64", "a >> n", [((MAXU64, 60), 15)]),
    ("a: u64, n: u8 -> u64", "a << n", [((1, 63), 1 << 63), ((3, 64), 3), ((1, 65), 2)]),
    ("a: i8, n: u32 -> i8", "a >> n", [((-128, 7), -1), ((-128, 8), -128)]),
    ("a: u32 -> u32", "a << 31 | 1 << 3", [((1,), (1 << 31) + 8)]),
    ("a: bool, b: bool -> bool", "a ^ b", [((True, True), False), ((True, False), True)]),
    # comparisons by signedness; NaN
    ("a: i64, b: i64 -> bool", "a < b", [((-1, 1), True), ((1, -1), False)]),
    ("a: u64, b: u64 -> bool", "a < b", [((MAXU64, 1), False), ((1, MAXU64), True)]),
    ("a: u8, b: u8 -> bool", "a >= b", [((200, 100), True), ((100, 200), False)]),
    ("a: i8, b: i8 -> bool", "a >= b", [((-56, 100), False)]),
    ("a: f64, b: f64 -> bool", "a < b", [((1, 2), True), ((NAN, 1), False), ((1, NAN), False)]),
    ("a: f64, b: f64 -> bool", "a >= b", [((2, 2), True), ((NAN, NAN), False)]),
    ("a: f64, b: f64 -> bool", "a == b", [((0.0, -0.0), True), ((NAN, NAN), False)]),
    ("a: f64, b: f64 -> bool", "a != b", [((NAN, NAN), True), ((1, 1), False)]),
    ("a: f64, b: f64 -> bool", "not (a < b)", [((NAN, 1), True), ((2, 1), True), ((1, 2), False)]),
    ("a: bool, b: bool -> bool", "a == b", [((True, True), True), ((True, False), False)]),
    ("a: Ptr[u8], b: Ptr[u8] -> bool", "a < b", [((1 << 63, 1), False), ((1, 2), True)]),
    ("a: Ptr[u8] -> bool", "a == null", [((0,), True), ((8,), False)]),
    ("a: u64 -> bool", "a == NIL", [((0x1FFFE << 47,), True), ((0,), False)]),
    # f64
    ("a: f64, b: f64 -> f64", "a / b", [((1, 0), INF), ((-1, 0), -INF), ((1, 4), 0.25)]),
    ("a: f64, b: f64 -> f64", "a * b + 1", [((3, 4), 13.0)]),
    ("a: f64, b: f64 -> f64", "a - b", [((0.0, 0.0), 0.0), ((INF, 1), INF)]),
    ("a: f64 -> f64", "-a", [((0.0,), -0.0), ((-0.0,), 0.0), ((2,), -2.0)]),
    ("a: f64 -> f64", "-0.0 + a", [((-0.0,), -0.0), ((1,), 1.0)]),
    ("a: f64 -> f64", "sqrt(a)", [((2.25,), 1.5)]),
    ("a: f64 -> f64", "fabs(a)", [((-0.0,), 0.0), ((-3,), 3.0)]),
    ("a: f64 -> f64", "floor(a)", [((-1.5,), -2.0), ((-0.0,), -0.0)]),
    ("a: f64 -> f64", "ceil(a)", [((-1.5,), -1.0), ((-0.5,), -0.0)]),
    ("a: f64 -> f64", "trunc(a)", [((-1.5,), -1.0), ((2.9,), 2.0)]),
    ("a: f64 -> u64", "bits(a)", [((1.0,), 0x3FF0000000000000), ((-0.0,), 1 << 63)]),
    ("a: u64 -> f64", "from_bits(a)", [((0x4000000000000000,), 2.0)]),
    # A fused multiply-add would give 2**-60 here.
    ("a: f64, b: f64, c: f64 -> f64", "a * b - c", [((1 + 2**-30, 1 + 2**-30, 1 + 2**-29), 0.0)]),
    # casts
    ("a: i8 -> i64", "i64(a)", [((-1,), -1)]),
    ("a: u8 -> i64", "i64(a)", [((255,), 255)]),
    ("a: i8 -> u32", "u32(a)", [((-1,), 0xFFFFFFFF)]),
    ("a: i64 -> u8", "u8(a)", [((0x1FF,), 0xFF)]),
    ("a: u64 -> i32", "i32(a)", [((0xFFFFFFFF,), -1)]),
    ("a: u64 -> i16", "i16(a)", [((0x18000,), -32768)]),
    ("a: u64, b: u64 -> i64", "i64(a < b) - 1", [((1, 2), 0), ((2, 1), -1)]),
    ("a: i64 -> f64", "f64(a)", [((-3,), -3.0), ((MAX64,), 2.0**63)]),
    ("a: u64 -> f64", "f64(a)", [((MAXU64,), 2.0**64), ((1 << 63,), 2.0**63)]),
    ("a: u8 -> f64", "f64(a)", [((200,), 200.0)]),
    ("a: i8 -> f64", "f64(a)", [((-56,), -56.0)]),
    ("a: f64 -> i64", "i64(a)", [((-1.9,), -1), ((1e300,), MAX64), ((NAN,), 0), ((-INF,), MIN64)]),
    ("a: f64 -> u64", "u64(a)", [((-1.0,), 0), ((2.0**63,), 1 << 63), ((INF,), MAXU64)]),
    ("a: f64 -> i32", "i32(a)", [((1e10,), (1 << 31) - 1), ((-3.7,), -3)]),
    ("a: f64 -> u8", "u8(a)", [((300.0,), 255), ((7.5,), 7)]),
    ("a: f64 -> i64", "fptosi(a)", [((-1.9,), -1), ((2.0**62,), 1 << 62)]),
    ("a: Ptr[u8] -> u64", "u64(a) + 1", [((41,), 42)]),
    ("a: u64 -> Ptr[u32]", "Ptr[u32](a) + 2", [((100,), 108)]),
    ("a: Ptr[Pair], n: i32 -> Ptr[Pair]", "a + n", [((1000, -2), 1000 - 2 * 16)]),
    ("a: Ptr[Pair], n: u8 -> Ptr[Pair]", "a - n", [((4096, 255), 4096 - 255 * 16)]),
    ("a: u64 -> Ptr[u8]", "Ptr[u8](null) if a == 0 else Ptr[u8](a)", [((0,), 0), ((9,), 9)]),
    # constants: folding, adaptation, defaults
    (" -> u64", "NIL", [((), 0x1FFFE << 47)]),
    (" -> u64", "(1 << 47) - 1 & MASK | 1", [((), ((1 << 47) - 1) & 0xFF00 | 1)]),
    (" -> u64", "Kind.TABLE + Kind.STRING", [((), 9)]),
    (" -> u64", "u64(-1)", [((), MAXU64)]),
    (" -> i8", "i8(255)", [((), -1)]),
    (" -> f64", "1", [((), 1.0)]),
    (" -> f64", "HALF * 3", [((), 1.5)]),
    (" -> f64", "1e400", [((), INF)]),
    (" -> f64", "f64(2 ** 53 + 1)", [((), 2.0**53)]),
    (" -> bool", "1 < 2 and DEBUG", [((), False)]),
    (" -> u64", "sizeof(Pair) * 10 + offsetof(Pair, 'b')", [((), 168)]),
    (" -> i64", "len(NAME) + len(b'ab')", [((), 5)]),
    ("a: bool -> u64", "1 if a else 2", [((True,), 1), ((False,), 2)]),
    ("a: bool -> i64", "(1 if a else 2) * 3", [((True,), 3), ((False,), 6)]),
    ("a: f64 -> f64", "a + 1", [((0.5,), 1.5)]),
    # short circuits: the right side divides by zero if it's computed
    ("a: i64, b: i64 -> bool", "b != 0 and a // b == 2", [((4, 2), True), ((4, 0), False)]),
    ("a: i64, b: i64 -> bool", "b == 0 or a // b == 2", [((4, 0), True), ((9, 2), False)]),
    (
        "a: bool, b: bool, c: bool -> bool",
        "a and not (b or c) or likely(b) and unlikely(c)",
        [
            ((True, False, False), True),
            ((True, True, False), False),
            ((False, True, True), True),
            ((False, False, True), False),
        ],
    ),
    ("a: i64 -> bool", "likely(a > 2)", [((3,), True), ((2,), False)]),
    ("a: i64 -> i64", "1 if unlikely(a < 0) else 2 if a == 0 else 3", [((-1,), 1), ((5,), 3)]),
    # bits of integers
    ("a: u64 -> u64", "clz(a)", [((1,), 63), ((0,), 64)]),
    ("a: u64 -> u64", "ctz(a)", [((8,), 3), ((0,), 64)]),
    ("a: u32 -> u32", "clz(a)", [((1,), 31), ((0,), 32)]),
    # memory constants
    ("i: i64 -> u8", "b'abc'[i]", [((1,), ord("b")), ((3,), 0)]),
    ("i: u8 -> u8", "NAME[i]", [((2,), ord("l"))]),
    (" -> bool", "b'same' == b'same'", [((), True)]),
    (" -> u32", "Ptr[u32](static_bytes(PACKED, 4))[1]", [((), 7)]),
    (" -> u64", "u64(static_bytes(b'x', 16)) & 15", [((), 0)]),
    # calls
    ("a: i64 -> i64", "twice(twice(a))", [((3,), 12)]),
    ("a: i64 -> i64", "call_ptr(Fn[[i64], i64], fn_addr(twice), a)", [((4,), 8)]),
    ("a: i64 -> i64", "Fn[[i64], i64](fn_addr(twice))(a)", [((5,), 10)]),
    ("a: i8 -> i8", "narrow(a, True)", [((-5,), -4), ((127,), -128)]),
    ("a: u8 -> u8", "call_ptr(Fn[[u8, bool], u8], fn_addr(narrow_u), a, False)", [((9,), 9)]),
]  # fmt: skip

HEADER = """
import enum
import struct as packing
class Kind(enum.IntEnum):
    STRING = 4
    TABLE = 5
NIL = 0x1FFFE << 47
MASK = 0xFF00
HALF = 0.5
DEBUG = False
NAME = b"nil"
PACKED = packing.pack("=II", 5, 7)
@struct
class Pair:
    a: u8
    b: u64
@kernel(noinline=True)
def twice(a: i64) -> i64:
    return a + a
@kernel(noinline=True)
def narrow(a: i8, up: bool) -> i8:
    return a + 1 if up else a
@kernel(noinline=True)
def narrow_u(a: u8, up: bool) -> u8:
    return a + 1 if up else a
"""


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    functions = []
    for number, (signature, expression, _) in enumerate(CASES):
        parameters, _, result = signature.rpartition("->")
        functions.append(
            f"@kernel\ndef case_{number}({parameters.strip()}) -> {result.strip()}:\n"
            f"    return {expression}\n"
        )
    module = load_source(tmp_path_factory.mktemp("kernel"), HEADER + "".join(functions))
    return Native(module)


def image(value):
    """Equal for equal bits: tells -0.0 from 0.0, and NaN from a number."""
    return struct.pack("=d", value) if isinstance(value, float) else value


@pytest.mark.parametrize(
    "number", range(len(CASES)), ids=[f"{case[1]}:{case[0]}" for case in CASES]
)
def test_expression(native, number):
    function = getattr(native, f"case_{number}")
    for arguments, expected in CASES[number][2]:
        result = function(*arguments)
        assert type(result) is type(expected)
        assert image(result) == image(expected), arguments


def test_equal_bytes_literals_are_shared(native):
    assert str(native.lowered.module).count('c"same\\00"') == 1
