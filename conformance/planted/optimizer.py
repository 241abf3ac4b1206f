"""Faults of the optimizer's passes."""

from __future__ import annotations

from typing import Final

from conformance.planted.fault import Fault, Stage

_FOLD: Final = "optimizer/fold.py"
_CSE: Final = "optimizer/cse.py"
_LOOP: Final = "optimizer/loop.py"
_DCE: Final = "optimizer/dce.py"

OPTIMIZER_FAULTS: Final = (
    Fault(
        "fold-add-zero",
        "x + 0 is taken for x, though x may be -0",
        Stage.FOLD,
        _FOLD,
        '    ("add", _MINUS_ZERO): "x",\n',
        '    ("add", _MINUS_ZERO): "x",\n    ("add", 0): "x",\n',
    ),
    Fault(
        "fold-self-equal",
        "x == x is taken to hold, though x may be NaN",
        Stage.FOLD,
        _FOLD,
        '"fne": None,',
        '"feq": True, "fne": False,',
    ),
    Fault(
        "fold-mul-zero",
        "x * 0 is taken for 0, though x may be negative, infinite or NaN",
        Stage.FOLD,
        _FOLD,
        '    ("div", _ONE): "x",\n',
        '    ("div", _ONE): "x",\n    ("mul", 0): "constant",\n',
    ),
    Fault(
        "fold-reciprocal",
        "division by any constant becomes a multiplication",
        Stage.FOLD,
        _FOLD,
        "    if abs(mantissa) == 0.5 and -1021 <= exponent <= 1022:",
        "    if abs(mantissa) <= 1.0 and -1021 <= exponent <= 1022:",
    ),
    Fault(
        "fold-min-max-order",
        "constants move to the right in min and max, which are not commutative for NaN",
        Stage.FOLD,
        _FOLD,
        '    Rule("constant-to-the-right", _COMMUTATIVE, _constant_to_the_right),',
        '    Rule("constant-to-the-right", (*_COMMUTATIVE, "min", "max"), _constant_to_the_right),',
    ),
    Fault(
        "new-is-apart",
        "a new object is taken to differ from everything, also from what is loaded later",
        Stage.CSE,
        _CSE,
        "(isinstance(b, Constant) or b.index < a.index)",
        "(isinstance(b, Constant) or b.index != a.index)",
    ),
    Fault(
        "cse-across-calls",
        "equal loads are merged across calls and stores",
        Stage.CSE,
        _CSE,
        "        if found is not None and found.index > limit:",
        "        if found is not None:",
    ),
    Fault(
        "cse-across-synced",
        "calls over a synced stack are not seen to change memory",
        Stage.CSE,
        _CSE,
        "            if written:\n                self._calls",
        "            if written and not ins.op.pinned:\n                self._calls",
    ),
    Fault(
        "cse-upvalue-number",
        "all upvalues of a function are taken for one",
        Stage.CSE,
        _CSE,
        "    return (op, ins.type, args, ins.aux)",
        '    return (op, ins.type, args, None if op.name == "uref" else ins.aux)',
    ),
    Fault(
        "alias-elements",
        "elements at different indexes are taken to differ, though these are not constant",
        Stage.FORWARD,
        _CSE,
        "            return constant and a.args[0] is b.args[0] and a.args[1] is not b.args[1]",
        "            return a.args[0] is b.args[0] and a.args[1] is not b.args[1]",
        also=(Stage.CSE,),
    ),
    Fault(
        "alias-upvalues",
        "upvalues of two functions are taken to be different ones",
        Stage.FORWARD,
        _CSE,
        "            return a.args[0] is b.args[0] and a.aux != b.aux",
        "            return a.args[0] is not b.args[0] or a.aux != b.aux",
        also=(Stage.CSE,),
    ),
    Fault(
        "forward-across-calls",
        "a stored value is given to loads behind a call that may have stored another",
        Stage.FORWARD,
        _CSE,
        "                if store.index <= limit:\n                    break\n",
        "",
    ),
    Fault(
        "loop-stale-slot",
        "the slot that is loaded first keeps its value of the first iteration",
        Stage.LOOP,
        _LOOP,
        "            copies.append(head.get(ins.aux, ins))",
        "            copies.append(head.get(ins.aux, ins) if ins.index else ins)",
    ),
    Fault(
        "loop-forgets-head",
        "exits of the body do not restore what the iteration before has changed",
        Stage.LOOP,
        _LOOP,
        "            slots = dict(head)\n",
        "            slots: dict[int, Ref] = {}\n",
    ),
    Fault(
        "loop-no-second-phi",
        "a value that travels through two variables has no PHI for the first",
        Stage.LOOP,
        _LOOP,
        "        phis[ref.index] = Phi(ref, right)\n        visit(right)\n",
        "        phis[ref.index] = Phi(ref, right)\n",
    ),
    Fault(
        "loop-exit-phi",
        "values that only exits read have no PHI",
        Stage.LOOP,
        _LOOP,
        "            for _, ref in snap.slots:\n                visit(ref)\n",
        "            for _, ref in snap.slots[1:]:\n                visit(ref)\n",
    ),
    Fault(
        "barrier-merged",
        "write barriers of one table merge past calls that may run the collector",
        Stage.CSE,
        "ir/ops.py",
        "       effect=Effect.LOAD, reads=Alias.GC, kept=True)",
        "       effect=Effect.LOAD, reads=Alias.NONE, kept=True)",
    ),
    Fault(
        "dce-snapshot",
        "exits at one instruction are merged, whatever slots they restore",
        Stage.DCE,
        _DCE,
        "                *(snap.frames, snap.slots, snap.diverging, snap.objects),",
        "                *(snap.frames, snap.diverging, snap.objects),",
    ),
)
