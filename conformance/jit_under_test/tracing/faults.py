"""Planted faults: realistic bugs, each switched on by name, that show what the harness finds."""

from collections.abc import Callable
from typing import Final

from conformance.jit_under_test.ir.fragment import UNGUARDED, Fragment, Instruction
from conformance.jit_under_test.ir.types import IRType

# Stack slots alone would not do: a slot's type is seldom seen to change where a fragment begins.
_VALUE_LOADS: Final = frozenset({"sload", "uload", "aload", "hload"})


def _drop_type_guard(fragment: Fragment) -> None:
    """Numbers loaded from memory are taken for numbers without a test."""
    for ins in fragment.instructions:
        if ins.op.name == "unbox" and ins.type is IRType.NUM:
            source = ins.args[0]
            if isinstance(source, Instruction) and source.op.name in _VALUE_LOADS:
                ins.aux = UNGUARDED


FAULTS: Final[dict[str, Callable[[Fragment], None]]] = {"drop-type-guard": _drop_type_guard}
"""Fault name -> what it does to an optimized fragment before it is compiled."""


def plant(fragment: Fragment, names: frozenset[str]) -> None:
    """Do to the fragment what the named faults do. Raises ValueError for unknown names."""
    unknown = names - FAULTS.keys()
    if unknown:
        raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
    for name in sorted(names):
        FAULTS[name](fragment)
