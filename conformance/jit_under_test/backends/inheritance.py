"""The entries of a side fragment: from the exit that it is attached to, or with all in memory.

A value that the fragment left has in a register or spill slot is an `inherit` in the side
fragment. The direct entry moves such values to where the side fragment wants them, all at once;
mostly they are there already, since the allocator was told. The other entry loads them from their
slots. Spill slots of the fragment that is left are not given to other values of the side fragment,
so that moves between spill slots never meet.
"""

from collections.abc import Iterator

from conformance.jit_under_test.backends.parallel_moves import sequentialize
from conformance.jit_under_test.backends.protocol import Inheritance
from conformance.jit_under_test.backends.regalloc import Allocation, allocate
from conformance.jit_under_test.backends.registers import Location, Move, RegisterFile
from conformance.jit_under_test.ir.fragment import Fragment, Instruction
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import register_class

_INHERIT = OPS["inherit"]


def inherited(fragment: Fragment) -> Iterator[tuple[Instruction, int]]:
    """The values that are there at entry, with their slots."""
    for ins in fragment.instructions:
        if ins.op is not _INHERIT:
            return
        assert isinstance(ins.aux, int)
        yield ins, ins.aux


def allocate_inheriting(
    fragment: Fragment, registers: RegisterFile, plain: bool, inheritance: Inheritance | None
) -> Allocation:
    """Allocate registers so that inherited values stay where they are, if that can be.

    See `regalloc.allocate`.
    """
    if inheritance is None:
        return allocate(fragment, registers, plain)
    hints = {ins.index: inheritance.places[slot] for ins, slot in inherited(fragment)}
    return allocate(fragment, registers, plain, hints, inheritance.spill_slots)


def entry_moves(
    fragment: Fragment,
    inheritance: Inheritance,
    locations: list[Location | None],
    registers: RegisterFile,
) -> list[Move]:
    """The moves of the direct entry, in order."""
    moves = []
    for ins, slot in inherited(fragment):
        target = locations[ins.index]
        if target is not None:
            moves.append(Move(register_class(ins.type), target, inheritance.places[slot]))
    return sequentialize(moves, registers)
