"""The math library gives PUC's numbers and messages."""

import pytest

from tests.runtime.lib.conftest import Both

_ONE_ARGUMENT = (
    "abs", "acos", "asin", "atan", "ceil", "cos", "cosh", "deg", "exp", "floor", "frexp", "log",
    "log10", "modf", "rad", "sin", "sinh", "sqrt", "tan", "tanh",
)  # fmt: skip
_TWO_ARGUMENTS = ["atan2", "fmod", "mod", "pow"]
_VALUES = "{0, -0.0, 1, -1, 0.5, -2.75, 3.999999999999, 1e15+0.5, -1e300, 5e-324, 2^53, 1/0, -1/0}"

CASES = (
    "return math.pi, math.huge, math.mod == math.fmod",
    "return math.min(3, 1, 2), math.max(3, '10', 2), math.min(5), math.max(0/0, 1)",
    "return math.min(1, 0/0), math.min(0/0, 1), math.max(1, 0/0)",
    "return math.min()",
    "return math.max(1, {})",
    "return math.max(1, 'x')",
    "return math.floor()",
    "return math.floor(nil)",
    "return math.floor('0x10'), math.ceil(' 7.1 '), math.abs('-3')",
    "return math.sqrt('x')",
    "return math.ldexp(0.5, 3), math.ldexp(1, -1074), math.ldexp(1, 2000), math.ldexp(3, 1.9)",
    "return math.ldexp(1)",
    "return math.pow(2)",
    "return math.fmod(5.5, 0), math.fmod(-6, 4), math.fmod(6, -4)",
    "return math.randomseed()",
    "return math.random(0)",
    "return math.random(2, 1)",
    "return math.random(1, 2, 3)",
    "return math.random('x')",
    "local m = math; return m.floor(2^31 + 0.5), m.ceil(-0.5), 1 / m.ceil(-0.5), m.floor(-0.0)",
    "local floor = math.floor; return floor({})",
    "return pcall(math.floor)",
)


@pytest.mark.parametrize("body", CASES)
def test_like_puc(both: Both, body: str) -> None:
    expected, found = both(body)
    assert found == expected


@pytest.mark.parametrize("name", _ONE_ARGUMENT)
def test_one_argument(both: Both, name: str) -> None:
    expected, found = both(
        f"local r = {{}} for _, x in ipairs{_VALUES} do for _, y in ipairs{{math.{name}(x)}} do"
        " r[#r + 1] = ('%.17g'):format(y) end end return table.concat(r, ' ')"
    )
    assert found == expected


@pytest.mark.parametrize("name", _TWO_ARGUMENTS)
def test_two_arguments(both: Both, name: str) -> None:
    expected, found = both(
        f"local r, v = {{}}, {_VALUES} for _, x in ipairs(v) do for _, y in ipairs(v) do"
        f" r[#r + 1] = ('%.17g'):format(math.{name}(x, y)) end end return table.concat(r, ' ')"
    )
    assert found == expected


@pytest.mark.parametrize("seed", ["0", "1", "42", "-7", "2^31 - 1", "-2^31", "1e10", "3.99"])
def test_random_sequence(both: Both, seed: str) -> None:
    expected, found = both(
        f"math.randomseed({seed}) local r = {{}} for i = 1, 100 do"
        " r[#r + 1] = ('%.17g %d %d'):format(math.random(), math.random(i),"
        " math.random(-i, 2^30)) end return table.concat(r, ' ')"
    )
    assert found == expected
