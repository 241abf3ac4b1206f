"""Folding: replaces an instruction by a constant, an operand or a cheaper instruction.

Rules look at one candidate and the instructions that made its operands. A rule must hold for
every input, and "hold" means the same bits:

- `x + 0` is not x (it turns -0 into +0), but `x - 0` and `x + -0` are;
- nothing may be concluded from `feq x x`: x may be NaN;
- a result that is NaN is not computed here: which NaN the machine makes differs between
  architectures, and its sign is visible when printed;
- for the same reason a rule may not move a sign across an operation (`x * -1` keeps the sign
  of a NaN, `neg x` flips it).

Rules may look through the loop marker. A body instruction may then refer to something older
than the PHI it looked at (`neg(neg x)` gives x); that is sound, because `loop.py` makes PHIs for
everything from before the loop that the body refers to and that changes.

A comparison guard that holds for sure answers NOTHING, one that fails for sure raises
GuardFails.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from conformance.jit_under_test.ir.arithmetic import CHECKED, TESTS, VALUES, is_int32
from conformance.jit_under_test.ir.boxing import box, type_of, unbox
from conformance.jit_under_test.ir.builder import NOTHING, Builder, GuardFails, Stage
from conformance.jit_under_test.ir.fields import Field
from conformance.jit_under_test.ir.fragment import Constant, Instruction, Ref, float_to_bits
from conformance.jit_under_test.ir.ops import OPS, Kind
from conformance.jit_under_test.ir.types import INT, NUM, POINTER_TYPES, VAL
from conformance.jit_under_test.optimizer.cse import created, separate
from conformance.jit_under_test.runtime.numbers import BIAS

RuleFunction = Callable[[Builder, Instruction], Ref | None]
# Which rules were applied to which operations, and whether one found a guard that fails for sure.
Fired = set[tuple[RuleFunction, int, bool]]
_MASK64 = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Rule:
    """One rewrite: the operations it looks at and what it answers for a candidate."""

    name: str
    ops: tuple[str, ...]
    apply: RuleFunction


def _made_by(ref: Ref, name: str) -> bool:
    return not isinstance(ref, Constant) and ref.op.name == name


# Of operands that are int32 values these make another; the first one alone decides for `sar`.
_INT32_FROM_INT32: Final = {"band": 2, "bor": 2, "bxor": 2, "bnot": 1, "sar": 1}
_DEPTH: Final = 4  # of bitwise operations looked through


def known_int32(ref: Ref, depth: int = _DEPTH) -> bool:
    """Whether an INT is certainly in the range of int32."""
    if isinstance(ref, Constant):
        return is_int32(int(ref.value))
    name = ref.op.name
    if name in CHECKED or name == "sext" or name == "numlo":
        return True
    operands = _INT32_FROM_INT32.get(name)
    if name == "shr":
        # What is left fits 31 bits, so the sign is not among them.
        return isinstance(ref.args[1], Constant) and ref.args[1].bits & 63 > 32
    if operands is not None:
        return depth > 0 and all(known_int32(arg, depth - 1) for arg in ref.args[:operands])
    field = ref.aux
    return isinstance(field, Field) and field.width + (not field.signed) <= 4


# Constants


def _constant_value(builder: Builder, ins: Instruction) -> Ref | None:
    for arg in ins.args:
        if not isinstance(arg, Constant):
            return None
    value = VALUES[ins.op.name](*[arg.value for arg in ins.args])  # type: ignore[union-attr]
    if ins.type is NUM:
        return None if math.isnan(value) else builder.pool.knum(value)
    return builder.pool.const(ins.type, value & _MASK64)


def _constant_checked(builder: Builder, ins: Instruction) -> Ref | None:
    for arg in ins.args:
        if not isinstance(arg, Constant):
            return None
    value = CHECKED[ins.op.name](*[arg.value for arg in ins.args])  # type: ignore[union-attr]
    if value is None:
        raise GuardFails(f"{ins.op.name} of constants")
    return builder.pool.kint(value)


def _verdict(holds: bool, ins: Instruction) -> Ref:
    if not holds:
        raise GuardFails(f"{ins.op.name} never holds")
    return NOTHING


def _constant_test(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if isinstance(a, Constant) and isinstance(b, Constant):
        return _verdict(TESTS[ins.op.name](a.value, b.value), ins)
    return None


# Whether a comparison of something with itself holds; those that NaN decides are absent.
_SAME: Final = {
    "eq": True, "ne": False, "lt": False, "ge": True, "le": True, "gt": False, "ult": False,
    "uge": True, "flt": False, "fgt": False, "fne": None, "fnlt": True, "fngt": True,
}  # fmt: skip


def _same_operands(builder: Builder, ins: Instruction) -> Ref | None:
    holds = _SAME[ins.op.name] if ins.args[0] is ins.args[1] else None
    return None if holds is None else _verdict(holds, ins)


def _new_object(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if a is not b and (created(a) or created(b)) and separate(a, b):
        return _verdict(ins.op.name == "ne", ins)
    return None


def _constant_to_the_right(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    # For NUM this is only right because a constant is never NaN here (see the module's text).
    if isinstance(a, Constant) and not isinstance(b, Constant) and a.value == a.value:
        return builder.emit(ins.op, (b, a), ins.aux, ins.type, ins.snapshot)
    return None


# Identities: op, bits of the constant on the right, result ("x" or the constant's bits).
_ONE = float_to_bits(1.0)
_MINUS_ZERO = 1 << 63
_NEUTRAL: Final[dict[tuple[str, int], str]] = {
    ("mul", _ONE): "x",
    ("div", _ONE): "x",
    ("sub", 0): "x",
    ("add", _MINUS_ZERO): "x",
    ("iadd", 0): "x",
    ("isub", 0): "x",
    ("imul", 1): "x",
    ("imul", 0): "constant",
    ("band", 0): "constant",
    ("band", _MASK64): "x",
    ("bor", 0): "x",
    ("bor", _MASK64): "constant",
    ("bxor", 0): "x",
    ("shl", 0): "x",
    ("shr", 0): "x",
    ("sar", 0): "x",
    ("aref", 0): "x",
}


def _neutral(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if not isinstance(b, Constant):
        return None
    result = _NEUTRAL.get((ins.op.name, b.bits))
    if result is None:
        return None
    return a if result == "x" else b


# `x op 0` (or 1) cannot overflow, but hands on x: right only if x was an int32 before.
_NEUTRAL_CHECKED: Final = {"iaddov": 0, "isubov": 0, "imulov": 1}


def _neutral_checked(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if isinstance(b, Constant) and b.value == _NEUTRAL_CHECKED[ins.op.name] and known_int32(a):
        return a
    return None


_SAME_VALUE: Final = {
    "isub": "zero", "bxor": "zero", "isubov": "zero",
    "band": "x", "bor": "x", "min": "x", "max": "x",
}  # fmt: skip


def _idempotent(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if a is not b:
        return None
    return a if _SAME_VALUE[ins.op.name] == "x" else builder.pool.kint(0)


# outer -> inner operations over which the pair is the identity, or the inner one alone.
_CANCEL: Final = {"neg": "neg", "ineg": "ineg", "bnot": "bnot"}
_ABSORB: Final = {
    "abs": ("abs",),
    "floor": ("floor", "ceil", "int2num"),
    "ceil": ("floor", "ceil", "int2num"),
}


def _cancel(builder: Builder, ins: Instruction) -> Ref | None:
    (a,) = ins.args
    if not isinstance(a, Constant) and a.op.name == _CANCEL[ins.op.name]:
        return a.args[0]
    return None


def _absorb(builder: Builder, ins: Instruction) -> Ref | None:
    (a,) = ins.args
    if not isinstance(a, Constant) and a.op.name in _ABSORB[ins.op.name]:
        return a
    return None


def _abs_of_neg(builder: Builder, ins: Instruction) -> Ref | None:
    (a,) = ins.args
    if not isinstance(a, Constant) and a.op.name == "neg":
        return builder.emit(ins.op, a.args)
    return None


def _int_round_trip(builder: Builder, ins: Instruction) -> Ref | None:
    # The other way round, int2num(num2int x), would lose the sign of -0.
    (a,) = ins.args
    if not isinstance(a, Constant) and a.op.name == "int2num" and known_int32(a.args[0]):
        return a.args[0]
    return None


def _biased(ref: Ref) -> Instruction | None:
    """What BIAS was added to."""
    if isinstance(ref, Constant) or ref.op.name != "add":
        return None
    number, bias = ref.args
    biased = isinstance(bias, Constant) and bias.value == BIAS
    return number if biased and isinstance(number, Instruction) else None


def _low_half_of_int(builder: Builder, ins: Instruction) -> Ref | None:
    number = _biased(ins.args[0])
    if number is None or number.op.name != "int2num":
        return None
    (whole,) = number.args
    return whole if known_int32(whole) else None


_AS_WHOLE: Final = {"add": "iadd", "sub": "isub"}
_NESTED: Final = 4  # sums in one another: 2^4 int32 values are far from 2^51


def _as_whole(builder: Builder, ref: Ref, depth: int) -> Ref | None:
    """The integer that a sum of int32 values is, exactly; None if it is none."""
    found = _as_int32(builder, ref)
    if found is not None or isinstance(ref, Constant) or depth == 0:
        return found
    if ref.op.name not in _AS_WHOLE:
        return None
    left = _as_whole(builder, ref.args[0], depth - 1)
    right = None if left is None else _as_whole(builder, ref.args[1], depth - 1)
    if left is None or right is None:
        return None
    return builder.emit(OPS[_AS_WHOLE[ref.op.name]], (left, right))


def _low_half_of_sum(builder: Builder, ins: Instruction) -> Ref | None:
    total = _biased(ins.args[0])
    if total is None or total.op.name not in _AS_WHOLE:
        return None
    whole = _as_whole(builder, total, _NESTED)
    return None if whole is None else builder.emit(OPS["sext"], (whole,))


def _extended_already(builder: Builder, ins: Instruction) -> Ref | None:
    (a,) = ins.args
    return a if known_int32(a) else None


# Cheaper forms


def _double(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if isinstance(b, Constant) and b.value == 2.0:
        return builder.emit(OPS["add"], (a, a))
    return None


def _reciprocal(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if not isinstance(b, Constant) or not math.isfinite(b.value) or b.value == 0.0:
        return None
    mantissa, exponent = math.frexp(b.value)
    # Exact only for powers of two whose reciprocal is a normal number too.
    if abs(mantissa) == 0.5 and -1021 <= exponent <= 1022:
        return builder.emit(OPS["mul"], (a, builder.pool.knum(1.0 / b.value)))
    return None


def _subtract_constant(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if isinstance(b, Constant):
        return builder.emit(OPS["iadd"], (a, builder.pool.kint(-int(b.value))))
    return None


def _multiply_power(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if isinstance(b, Constant) and b.bits.bit_count() == 1:
        return builder.emit(OPS["shl"], (a, builder.pool.kint(b.bits.bit_length() - 1)))
    return None


def _reassociate(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if isinstance(b, Constant) and not isinstance(a, Constant) and a.op is ins.op:
        inner, first = a.args
        if isinstance(first, Constant):
            total = builder.pool.kint(int(first.value) + int(b.value))
            return builder.emit(ins.op, (inner, total))
    return None


# Comparing two int32 values as floats is comparing them as integers.
_AS_INTEGERS: Final = {
    "feq": "eq", "fne": "ne", "flt": "lt", "fge": "ge", "fle": "le", "fgt": "gt",
    "fnlt": "ge", "fnge": "lt", "fnle": "gt", "fngt": "le",
}  # fmt: skip


def _as_int32(builder: Builder, ref: Ref) -> Ref | None:
    if isinstance(ref, Constant):
        value = ref.value
        if math.isfinite(value) and value == int(value) and is_int32(int(value)):
            return builder.pool.kint(int(value))
        return None
    if ref.op.name == "int2num" and known_int32(ref.args[0]):
        return ref.args[0]
    return None


def _compare_integers(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if isinstance(a, Constant) and isinstance(b, Constant):
        return None
    left = _as_int32(builder, a)
    right = None if left is None else _as_int32(builder, b)
    if left is None or right is None:
        return None
    op = OPS[_AS_INTEGERS[ins.op.name]]
    return builder.emit(op, (left, right), snapshot=ins.snapshot)


# Boxing


def _box(builder: Builder, ins: Instruction) -> Ref | None:
    (a,) = ins.args
    if a.type is VAL:
        return a
    if isinstance(a, Constant):
        return builder.pool.kval(box(a.type, a.value))
    # An unboxed value came from this very box.
    return a.args[0] if a.op.name == "unbox" else None


def _unbox(builder: Builder, ins: Instruction) -> Ref | None:
    (a,) = ins.args
    ty = ins.type
    if isinstance(a, Constant):
        value = unbox(ty, a.bits)
        if value is None:
            raise GuardFails(f"a constant is no {ty.value}")
        return builder.pool.const(ty, a.bits if ty is NUM else int(value))
    if a.op.name != "box":
        return None
    (inner,) = a.args
    if inner.type is ty:
        return inner
    if inner.type is INT and ty is NUM:
        return builder.emit(OPS["int2num"], (inner,))
    raise GuardFails(f"a {inner.type.value} is no {ty.value}")


def _store_unboxed(builder: Builder, ins: Instruction) -> Ref | None:
    address, a = ins.args
    if not isinstance(a, Constant) and a.op.name == "box":
        return builder.emit(ins.op, (address, a.args[0]))
    return None


def _compare_boxes(builder: Builder, ins: Instruction) -> Ref | None:
    a, b = ins.args
    if a.type is not VAL or not _made_by(a, "box"):
        return None
    assert isinstance(a, Instruction)
    left = a.args[0]
    right: Ref
    if isinstance(b, Constant):
        other = type_of(b.bits)
        if other in POINTER_TYPES and other is left.type:
            value = unbox(left.type, b.bits)
            assert value is not None
            right = builder.pool.kptr(left.type, int(value))
            return builder.emit(ins.op, (left, right), snapshot=ins.snapshot)
    elif b.op.name == "box":
        right = b.args[0]
        other = right.type
        if left.type is other and left.type in POINTER_TYPES:
            return builder.emit(ins.op, (left, right), snapshot=ins.snapshot)
    else:
        return None
    both_numbers = left.type in (NUM, INT) and other in (NUM, INT)
    if both_numbers:
        return None
    return _verdict(ins.op.name == "ne", ins)


_COMMUTATIVE = (*(op.name for op in OPS.values() if op.commutative), "add", "mul")
_BOXING_STORES = tuple(
    op.name for op in OPS.values() if op.operands == (Kind.PTR, Kind.BOXABLE) and not op.guard
)
_WORD_TESTS = tuple(
    op.name for op in OPS.values() if op.operands == (Kind.WORD, Kind.WORD) and op.guard
)

RULES: Final[tuple[Rule, ...]] = (
    Rule("constant-value", tuple(VALUES), _constant_value),
    Rule("constant-checked", tuple(CHECKED), _constant_checked),
    Rule("constant-test", tuple(TESTS), _constant_test),
    Rule("same-operands", tuple(_SAME), _same_operands),
    Rule("new-object", ("eq", "ne"), _new_object),
    Rule("constant-to-the-right", _COMMUTATIVE, _constant_to_the_right),
    Rule("neutral", tuple(dict.fromkeys(name for name, _ in _NEUTRAL)), _neutral),
    Rule("neutral-checked", tuple(_NEUTRAL_CHECKED), _neutral_checked),
    Rule("idempotent", tuple(_SAME_VALUE), _idempotent),
    Rule("cancel", tuple(_CANCEL), _cancel),
    Rule("absorb", tuple(_ABSORB), _absorb),
    Rule("abs-of-neg", ("abs",), _abs_of_neg),
    Rule("int-round-trip", ("num2int",), _int_round_trip),
    Rule("low-half-of-int", ("numlo",), _low_half_of_int),
    Rule("low-half-of-sum", ("numlo",), _low_half_of_sum),
    Rule("extended-already", ("sext",), _extended_already),
    Rule("double", ("mul",), _double),
    Rule("reciprocal", ("div",), _reciprocal),
    Rule("subtract-constant", ("isub",), _subtract_constant),
    Rule("multiply-power", ("imul",), _multiply_power),
    Rule("reassociate", ("iadd",), _reassociate),
    Rule("compare-integers", tuple(_AS_INTEGERS), _compare_integers),
    Rule("box", ("box",), _box),
    Rule("unbox", ("unbox",), _unbox),
    Rule("store-unboxed", _BOXING_STORES, _store_unboxed),
    Rule("compare-boxes", _WORD_TESTS, _compare_boxes),
)
"""All rules; those of one operation are tried in this order."""


def folder(rules: Iterable[Rule] = RULES, fired: Fired | None = None) -> Stage:
    """A stage for the emit pipeline that applies `rules`, and adds to `fired` those that do apply.

    What does not apply costs the same with and without it.
    """
    table: list[tuple[RuleFunction, ...]] = [()] * len(OPS)
    for rule in rules:
        for name in rule.ops:
            table[OPS[name].number] += (rule.apply,)
    note = _forget if fired is None else fired.add

    def fold(builder: Builder, ins: Instruction) -> Ref | None:
        for apply in table[ins.op.number]:
            try:
                found = apply(builder, ins)
            except GuardFails:
                note((apply, ins.op.number, True))
                raise
            if found is not None:
                note((apply, ins.op.number, False))
                return found
        return None

    return fold


def _forget(_fired: object) -> None:
    """Where nobody wants to know what was applied."""


def describe() -> str:
    """The rules as text: name and operations."""
    return "".join(f"{rule.name:<24}{' '.join(rule.ops)}\n" for rule in RULES)
