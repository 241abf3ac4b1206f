"""Typed expressions. Each kind has a table of productions, the simplest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conformance.generators.decisions import weighted
from conformance.generators.scope import FIELDS, Builder, Kind

Production = Callable[[Builder, int], str]

# Where number representations, conversions and comparisons have their edges.
EDGE_NUMBERS = (
    "0", "1", "-1", "2", "0.5", "3", "-0", "0.1", "1e15", "1e16", "127", "128", "255", "256",
    "32767", "65536", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295",
    "4294967296", "9007199254740991", "9007199254740992", "-9007199254740993", "1e100", "-1e308",
    "5e-324", "2.2250738585072014e-308", "(1/0)", "(-1/0)", "(0/0)", "3.7", "-2.5", "1e-7",
)  # fmt: skip
STRINGS = (
    '""', '"a"', '"ab"', '"10"', '"0x10"', '" 7 "', '"1e2"', '"hello"', '"\\0z"', '"nil"',
    '"a,b,c"', '"%d"', '"line\\n"',
)  # fmt: skip
LAST_LITERAL = 20


def literal_int(b: Builder, _depth: int) -> str:
    """A small whole number."""
    return str(b.below(LAST_LITERAL))


def literal_num(b: Builder, _depth: int) -> str:
    """A number at an edge, or a small one."""
    text = b.pick(*EDGE_NUMBERS)
    return text if text != "-0" or b.profile.exact else "0"


def _variable(kind: Kind, fallback: Production) -> Production:
    def production(b: Builder, depth: int) -> str:
        found = b.some(kind)
        return found.name if found else fallback(b, depth)

    return production


def _int_arithmetic(b: Builder, depth: int) -> str:
    left, right = integer(b, depth - 1), integer(b, depth - 1)
    modulus = 2 + b.below(30)
    return f"(({left} {b.pick('+', '-', '*')} {right}) % {modulus})"


def _length(b: Builder, depth: int) -> str:
    found = b.some(Kind.STR)
    return f"#{found.name}" if found else literal_int(b, depth)


def _array_length(b: Builder, depth: int) -> str:
    found = b.some(Kind.ARRAY)
    if found is None or not b.profile.exact:
        return literal_int(b, depth)
    return f"(#{found.name} % 32)"


def _arithmetic(b: Builder, depth: int) -> str:
    operator = b.pick("+", "-", "*", "/", "%")
    return f"({number(b, depth - 1)} {operator} {number(b, depth - 1)})"


def _power(b: Builder, depth: int) -> str:
    return f"({number(b, depth - 1)} ^ {b.pick('2', '0.5', '-1', '3')})"


def _negation(b: Builder, depth: int) -> str:
    # The space keeps a negative operand from making a comment.
    return f"(- {number(b, depth - 1)})"


def _math(b: Builder, depth: int) -> str:
    name = b.pick("floor", "ceil", "abs", "sqrt")
    return f"math.{name}({number(b, depth - 1)})"


def _min_max(b: Builder, depth: int) -> str:
    if not b.profile.exact:
        return literal_num(b, depth)
    return f"math.{b.pick('min', 'max')}({number(b, depth - 1)}, {number(b, depth - 1)})"


def _coerced(b: Builder, depth: int) -> str:
    text = b.pick('"10"', '"0x10"', '" 7 "', '"1e2"', '"-0"')
    return f"({text} {b.pick('+', '-', '*')} {number(b, depth - 1)})"


def _element(b: Builder, depth: int) -> str:
    found = b.some(Kind.ARRAY)
    if found is None:
        return literal_num(b, depth)
    return f"({found.name}[{integer(b, depth - 1)}] or {integer(b, 0)})"


def _field(b: Builder, depth: int) -> str:
    found = b.some(Kind.RECORD)
    return f"{found.name}.{b.pick(*FIELDS)}" if found else literal_num(b, depth)


def _call(b: Builder, depth: int) -> str:
    found = b.some(Kind.FUNCTION)
    if found is None or not b.affords(found.cost + 10):
        return literal_num(b, depth)
    b.spend(found.cost + 10)
    return f"{found.name}({number(b, depth - 1)}, {number(b, depth - 1)})"


def _selected(b: Builder, depth: int) -> str:
    return f"({boolean(b, depth - 1)} and {number(b, depth - 1)} or {number(b, depth - 1)})"


def _from_any(b: Builder, depth: int) -> str:
    b.spend(8)
    return f"N({anything(b, depth - 1)})"


def _vararg_count(b: Builder, depth: int) -> str:
    if not b.frame.varargs:
        return literal_num(b, depth)
    return b.pick('select("#", ...)', "N((...))", "N((select(-1, 0, ...)))")


def _comparison(b: Builder, depth: int) -> str:
    operator = b.pick("<", "<=", "==", "~=", ">", ">=")
    return f"({number(b, depth - 1)} {operator} {number(b, depth - 1)})"


def _string_comparison(b: Builder, depth: int) -> str:
    operator = b.pick("==", "<", "<=", "~=", ">")
    return f"({string(b, depth - 1)} {operator} {string(b, depth - 1)})"


def _any_equality(b: Builder, depth: int) -> str:
    return f"({anything(b, depth - 1)} {b.pick('==', '~=')} {anything(b, depth - 1)})"


def _logic(b: Builder, depth: int) -> str:
    return f"({boolean(b, depth - 1)} {b.pick('and', 'or')} {boolean(b, depth - 1)})"


def _not(b: Builder, depth: int) -> str:
    return f"(not {anything(b, depth - 1)})"


def _modulo_test(b: Builder, depth: int) -> str:
    return f"({integer(b, depth - 1)} % {2 + b.below(5)} == {b.below(2)})"


def _literal_bool(b: Builder, _depth: int) -> str:
    return b.pick("true", "false")


def _literal_string(b: Builder, _depth: int) -> str:
    return b.pick(*STRINGS)


def _concatenation(b: Builder, depth: int) -> str:
    right = b.pick(string(b, depth - 1), integer(b, depth - 1))
    # Clipped, so that no loop can make a string grow without bound.
    return f"(({string(b, depth - 1)} .. {right}):sub(1, 24))"


def _string_method(b: Builder, depth: int) -> str:
    call = b.pick(
        "upper()", "rep(2):sub(1, 20)", "sub(2)", "sub(-2, -1)", "reverse()", 'gsub("a", "bc")',
        'format(1, 2):sub(1, 30)', 'match("^(.)") or "none"',
    )  # fmt: skip
    if call.startswith("format"):
        return f'string.format("%5.2f|%s", {integer(b, depth - 1)}, {string(b, depth - 1)})'
    return f"(({string(b, depth - 1)}):{call})"


def _string_of_number(b: Builder, depth: int) -> str:
    return f"S({number(b, depth - 1)})"


def _type_name(b: Builder, depth: int) -> str:
    return f"type({anything(b, depth - 1)})"


def _any_element(b: Builder, depth: int) -> str:
    found = b.some(Kind.ARRAY)
    return f"{found.name}[{integer(b, depth - 1)}]" if found else "nil"


def _any_mixture(b: Builder, depth: int) -> str:
    return f"({boolean(b, depth - 1)} {b.pick('and', 'or')} {string(b, depth - 1)})"


def _nil(_b: Builder, _depth: int) -> str:
    return "nil"


_INT: Sequence[tuple[int, Production]] = (
    (3, literal_int),
    (9, _variable(Kind.INT, literal_int)),
    (3, _int_arithmetic),
    (1, _length),
    (1, _array_length),
)
_NUM: Sequence[tuple[int, Production]] = (
    (3, literal_num),
    (6, _variable(Kind.NUM, literal_num)),
    (6, _variable(Kind.INT, literal_int)),
    (10, _arithmetic),
    (3, _element),
    (3, _field),
    (2, _call),
    (1, _negation),
    (1, _math),
    (1, _min_max),
    (1, _power),
    (1, _coerced),
    (1, _selected),
    (2, _from_any),
    (1, _vararg_count),
)
_BOOL: Sequence[tuple[int, Production]] = (
    (8, _comparison),
    (4, _modulo_test),
    (1, _literal_bool),
    (2, _variable(Kind.BOOL, _literal_bool)),
    (2, _logic),
    (2, _string_comparison),
    (2, _any_equality),
    (1, _not),
)
_STR: Sequence[tuple[int, Production]] = (
    (3, _literal_string),
    (6, _variable(Kind.STR, _literal_string)),
    (3, _concatenation),
    (2, _string_method),
    (2, _string_of_number),
    (1, _type_name),
)
_ANY: Sequence[tuple[int, Production]] = (
    (1, _nil),
    (6, _variable(Kind.ANY, _nil)),
    (3, lambda b, depth: number(b, depth)),
    (2, lambda b, depth: string(b, depth)),
    (1, _literal_bool),
    (2, _any_element),
    (1, _any_mixture),
    (1, _variable(Kind.RECORD, _nil)),
    (1, _variable(Kind.FUNCTION, _nil)),
)
# Productions that take no operands, used where an expression must end.
_LEAVES: Mapping[Kind, int] = {Kind.INT: 2, Kind.NUM: 3, Kind.BOOL: 0, Kind.STR: 2, Kind.ANY: 2}


def _expression(b: Builder, depth: int, kind: Kind, table: Sequence[tuple[int, Production]]) -> str:
    if depth <= 0:
        leaves = table[: _LEAVES[kind]] or ((1, _literal_bool),)
        return weighted(b.decisions, leaves)(b, 0)
    b.spend(1)
    return weighted(b.decisions, table)(b, depth)


def integer(b: Builder, depth: int = 2) -> str:
    """An expression that gives a small whole number, fit for a table key."""
    return _expression(b, depth, Kind.INT, _INT)


def number(b: Builder, depth: int = 2) -> str:
    """An expression that gives any number."""
    return _expression(b, depth, Kind.NUM, _NUM)


def boolean(b: Builder, depth: int = 2) -> str:
    """An expression that gives a boolean or a condition."""
    return _expression(b, depth, Kind.BOOL, _BOOL)


def string(b: Builder, depth: int = 2) -> str:
    """An expression that gives a string of bounded length."""
    return _expression(b, depth, Kind.STR, _STR)


def anything(b: Builder, depth: int = 2) -> str:
    """An expression that gives any value, nil included."""
    return _expression(b, depth, Kind.ANY, _ANY)


BY_KIND: Mapping[Kind, Callable[[Builder], str]] = {
    Kind.INT: integer,
    Kind.NUM: number,
    Kind.STR: string,
    Kind.BOOL: boolean,
    Kind.ANY: anything,
}
