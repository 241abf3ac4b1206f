"""Every integer operator at every width, on the values at the edges, against Python's integers."""

import itertools
import operator

import pytest

from conformance.jit_under_test.kernel import types
from tests.kernel.support import Native, load_source

KINDS = [types.u8, types.u16, types.u32, types.u64, types.i8, types.i16, types.i32, types.i64]


def quotient(a, b):
    """Towards zero, as C divides."""
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


MODELS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "//": quotient,
    "%": lambda a, b: a - b * quotient(a, b),
    "&": operator.and_, "|": operator.or_, "^": operator.xor,
}  # fmt: skip
SHIFTS = {"<<": operator.lshift, ">>": operator.rshift}
COMPARISONS = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
UNARY = {"-": operator.neg, "~": operator.invert}


def edges(kind):
    middle = 1 << (kind.bits // 2)
    values = {0, 1, 2, 3, 7, kind.bits - 1, middle - 1, middle, kind.maximum, kind.maximum - 1}
    if kind.signed:
        values |= {-value for value in values} | {kind.minimum}
    return sorted(values)


def wrapped(kind, value):
    value &= (1 << kind.bits) - 1
    return value - (1 << kind.bits) if value > kind.maximum else value


def function(name, kind, result, expression):
    return f"@kernel\ndef {name}(a: {kind}, b: {kind}) -> {result}:\n    return {expression}\n"


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    functions = []
    for kind in KINDS:
        for number, symbol in enumerate({**MODELS, **SHIFTS}):
            functions.append(function(f"{kind}_op_{number}", kind, kind, f"a {symbol} b"))
        for number, symbol in enumerate(COMPARISONS):
            functions.append(function(f"{kind}_cmp_{number}", kind, "bool", f"a {symbol} b"))
        for number, symbol in enumerate(UNARY):
            functions.append(function(f"{kind}_un_{number}", kind, kind, f"{symbol}a"))
        for other in KINDS:
            functions.append(function(f"{kind}_to_{other}", kind, other, f"{other}(a)"))
    return Native(load_source(tmp_path_factory.mktemp("kernel"), "".join(functions)))


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_operators(native, kind):
    for number, (symbol, model) in enumerate({**MODELS, **SHIFTS}.items()):
        compiled = getattr(native, f"{kind}_op_{number}")
        for a, b in itertools.product(edges(kind), repeat=2):
            if symbol in ("//", "%") and (b == 0 or (a == kind.minimum and b == -1)):
                continue  # undefined
            count = b % kind.bits if symbol in SHIFTS else b
            assert compiled(a, b) == wrapped(kind, model(a, count)), (a, symbol, b)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_comparisons(native, kind):
    for number, (symbol, model) in enumerate(COMPARISONS.items()):
        compiled = getattr(native, f"{kind}_cmp_{number}")
        for a, b in itertools.product(edges(kind), repeat=2):
            assert compiled(a, b) is model(a, b), (a, symbol, b)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_unary_operators_and_casts(native, kind):
    for a in edges(kind):
        for number, (symbol, model) in enumerate(UNARY.items()):
            compiled = getattr(native, f"{kind}_un_{number}")
            assert compiled(a, 0) == wrapped(kind, model(a)), (symbol, a)
        for other in KINDS:
            assert getattr(native, f"{kind}_to_{other}")(a, 0) == wrapped(other, a), (a, other)
