"""Words and preparations of the fragments' world that backend tests are written with."""

from typing import Any

from conformance.jit_under_test.ir.fragment import float_to_bits as f64
from conformance.oracles.fragment_world import BASE, CELL, Prepare

__all__ = ["cells", "f64", "set_slots"]


def set_slots(**slots: int) -> Prepare:
    """Prepare stack slots: `set_slots(s3=word)`; `m1` is slot -1."""

    def prepare(memory: Any) -> None:
        for name, word in slots.items():
            slot = int(name[1:]) * (-1 if name[0] == "m" else 1)
            memory.write_u64(BASE + 8 * slot, word)

    return prepare


def cells(*values: int) -> Prepare:
    """Prepare the first words of the cell."""

    def prepare(memory: Any) -> None:
        for i, value in enumerate(values):
            memory.write_u64(CELL + 8 * i, value & ((1 << 64) - 1))

    return prepare
