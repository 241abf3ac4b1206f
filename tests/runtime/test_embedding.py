"""Lua functions called from Python."""

import math
import struct

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.embedding import CallError, Function
from conformance.jit_under_test.frontend.errors import FrontendError
from conformance.jit_under_test.machine.protocol import MachineError
from conformance.jit_under_test.options import Options, Tier
from conformance.jit_under_test.runtime.memory_map import EXCHANGE_WORDS

TOT = b"local p, q, r = ... return p * q + p * q * r"
VALUES = (None, True, False, 0.0, -1.5, 2.0**53, math.inf, b"", b"a\0b", b"x" * 5000)


@pytest.fixture(params=[("native", Tier.INTERP), ("native", Tier.TRACE), ("arm64", Tier.TRACE)])
def engine(request):
    machine, tier = request.param
    with open_engine(machine, Options(tier=tier, hot_call=3, hot_loop=3)) as opened:
        yield opened


def test_values_go_in_and_come_out(engine):
    same = engine.load(b"return ...")
    assert same(*VALUES) == VALUES
    assert same() == ()
    assert math.isnan(same(math.nan)[0])
    assert same(7) == (7.0,)


@pytest.mark.parametrize("first", [0.5, None, b"text"])
@pytest.mark.parametrize("count", [EXCHANGE_WORDS + n for n in (-2, -1, 0, 1, 8, 300)])
def test_as_many_values_as_wanted(engine, first, count):
    values = (first, *(float(n) for n in range(count - 1)))
    same = engine.load(b"return ...")
    assert same(*values) == values
    assert engine.load(b"return (...)")(*values) == (first,)
    expected = tuple(float(n) for n in range(1, count + 1))
    numbers = b"local t = {} for i = 1, (...) do t[i] = i end return "
    assert engine.load(numbers + b"unpack(t)")(count) == expected
    assert engine.load(numbers + b"false, unpack(t)")(count) == (False, *expected)
    assert same(1, 2) == (1.0, 2.0)


def test_numbers_are_numbers_whatever_their_bits(engine):
    """A NaN can have the bits of another value, here those of true and of a string."""
    kinds = engine.load(b"return type((...)), (...) ~= (...), select('#', ...)")
    for bits in (0xFFFE << 48, 0xFFFA_0000_1234_5678, (1 << 64) - 1, 0x7FF0 << 48 | 1):
        (nan,) = struct.unpack("<d", struct.pack("<Q", bits))
        assert kinds(nan) == (b"number", True, 1.0)
        assert kinds(nan, b"") == (b"number", True, 2.0)
    for arguments in ((10**400,), (10**400, None)):
        with pytest.raises(OverflowError):
            kinds(*arguments)
    assert kinds(True) == (b"boolean", False, 1.0)


def test_calls_within_calls(engine):
    """What is printed goes to Python, which may call again."""
    results = []
    (double,) = engine.load(b"return function(x) return 2 * x end")()
    print_it = engine.load(
        b"local a, b = ... print(a) return b, a", stdout=lambda text: results.append(double(21))
    )
    assert print_it(3, 4) == (4.0, 3.0)
    assert set(results) == {(42.0,)}


def test_an_error_of_python_passes_through(engine):
    def fail(text):
        raise ValueError("no output")

    say = engine.load(b"print(...) return 1", stdout=fail)
    with pytest.raises(ValueError, match="no output"):
        say(1)
    assert engine.load(b"return 1")() == (1.0,)


def test_endless_recursion_is_an_error(engine):
    endless = engine.load(b"local function f(x) return 1 + f(x) end return f(...)")
    for arguments in ((1,), (None,)):
        with pytest.raises(CallError, match="stack overflow"):
            endless(*arguments)
    assert engine.load(b"return ...")(7) == (7.0,)


def test_a_function_of_a_closed_engine_is_refused(engine):
    same = engine.load(b"return ...")
    engine.close()
    for arguments in ((), (1,), (b"text",), (1,) * 100):
        with pytest.raises(MachineError, match="closed"):
            same(*arguments)


def test_a_function_that_python_calls_gets_hot(engine):
    (tot,) = engine.load(b"return function(" + b"p, q, r) for i = 1, 9 do p = p + i end "
                         b"return p * q + p * q * r end")()  # fmt: skip
    for p in range(20):
        assert tot(p, 3, 0.5) == ((p + 45) * 3 * 1.5,)
    assert bool(engine.stats().fragments) == (engine.options.tier is Tier.TRACE)
    assert engine.load(TOT)(2, 3, 4) == (30.0,)


def test_functions_stay_alive_and_keep_their_variables(engine):
    (count,) = engine.load(b"local n = 0 return function(f) n = n + 1 return n, f end")()
    assert isinstance(count, Function)
    engine.load(b"for i = 1, 1000 do local t = {i} end collectgarbage()")()
    assert count(None) == (1.0, None)
    n, again = count(count)
    assert n == 2.0
    assert again(None)[0] == 3.0


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"error('text', 0)", b"text"),
        (b"local t = nil; return t.x", b"python:1: attempt to index local 't' (a nil value)"),
        (b"error()", None),
        (b"error({})", b"(error object is not a string)"),
    ],
)
def test_errors_are_raised_and_the_engine_goes_on(engine, source, message):
    with pytest.raises(CallError) as raised:
        engine.load(source)()
    assert raised.value.message == message
    assert engine.load(b"return 1")() == (1.0,)


def test_what_has_no_counterpart_is_a_type_error(engine):
    same = engine.load(b"return ...")
    for value in ("text", [1], {}):
        with pytest.raises(TypeError, match="no counterpart in Lua"):
            same(value)
    with pytest.raises(TypeError, match="a table has no counterpart"):
        engine.load(b"return {}")()
    with pytest.raises(FrontendError):
        engine.load(b"return return")


def test_output_is_written_at_once(engine):
    written = []
    engine.load(b"print(...) io.write('more')", stdout=written.append)(1, b"two")
    assert b"".join(written) == b"1\ttwo\nmore"
