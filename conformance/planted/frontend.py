"""Faults of the compiler, of what opcodes mean, and of the interpreter made from that."""

from __future__ import annotations

from typing import Final

from conformance.planted.fault import Fault, Stage

FRONTEND_FAULTS: Final = (
    Fault(
        "fold-division",
        "the compiler folds a modulo of constants as C's fmod",
        Stage.FRONTEND,
        "frontend/operators.py",
        "    return a - quotient * b\n",
        "    return math.fmod(a, b)\n",
    ),
    Fault(
        "greater-equal",
        "the operands of >= are not exchanged",
        Stage.FRONTEND,
        "frontend/operators.py",
        "    if condition == 0 and operator.op != _EQ:\n        b, c = c, b\n",
        "    if condition == 0 and operator.op != _EQ:\n"
        "        b, c = (c, b) if operator.op == Op.LT else (b, c)\n",
    ),
    Fault(
        "loop-limit",
        "a loop that counts down ends one iteration early",
        Stage.SEMANTICS,
        "semantics/arithmetic.py",
        '        again = yield NumberCompare("le", limit, index)',
        '        again = yield NumberCompare("lt", limit, index)',
    ),
    Fault(
        "or-keeps-register",
        "`and` and `or` jump without a copy of their value",
        Stage.SEMANTICS,
        "semantics/comparison.py",
        "        yield SetSlot(i.a, value)\n        yield JumpFollowing()\n",
        "        yield JumpFollowing()\n",
    ),
    Fault(
        "le-without-lt",
        "a <= b by __lt is taken for its opposite",
        Stage.SEMANTICS,
        "semantics/comparison.py",
        "    falsy = yield IsFalsy(result)\n    yield decide(falsy, i.a)\n",
        "    falsy = yield IsFalsy(result)\n    yield decide(not falsy, i.a)\n",
    ),
    Fault(
        "builder-compare",
        "the interpreter's comparisons of numbers hold for NaN",
        Stage.INTERPRETER,
        "interpreter/builder.py",
        "        return self.fork(self.b.fcmp_ordered(relation, left, right))",
        "        return self.fork(self.b.fcmp_unordered(relation, left, right))",
    ),
)
