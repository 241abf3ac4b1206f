"""Turns moves that happen at once into moves that happen one after the other.

The moves of a loop's back edge and those into argument registers all read before any of
them writes. A move may be done as soon as no other pending move still reads its target. When
none is left to do so, what remains are cycles: the old content of one target goes to a
scratch register, and whoever wanted to read it reads the scratch register instead.
Constants read nothing, so they come last.
"""

from collections.abc import Iterable

from conformance.jit_under_test.backends.registers import Location, Move, RegisterFile
from conformance.jit_under_test.ir.fragment import Constant
from conformance.jit_under_test.ir.types import FPR, GPR, RegisterClass


def sequentialize(moves: Iterable[Move], registers: RegisterFile) -> list[Move]:
    """An order of `moves` with the effect of doing them all at once.

    Targets must be distinct within a class. Uses the first scratch register of each class to
    break cycles; a move between two spill slots is left to the caller, who has the second.
    """
    ordered: list[Move] = []
    constants: list[Move] = []
    scratch = {
        GPR: registers.gpr_scratch[0],
        FPR: registers.fpr_scratch[0],
    }
    pending: dict[RegisterClass, dict[Location, Location]] = {}
    for move in moves:
        if isinstance(move.source, Constant):
            constants.append(move)
        elif move.source != move.target:
            pending.setdefault(move.cls, {})[move.target] = move.source
    for cls, wanted in pending.items():
        _sequentialize_class(cls, wanted, scratch[cls], ordered)
    return ordered + constants


def _sequentialize_class(
    cls: RegisterClass,
    wanted: dict[Location, Location],
    scratch: Location,
    ordered: list[Move],
) -> None:
    readers: dict[Location, int] = {}
    for source in wanted.values():
        readers[source] = readers.get(source, 0) + 1
    ready = [target for target in wanted if target not in readers]
    while wanted:
        while ready:
            target = ready.pop()
            source = wanted.pop(target)
            ordered.append(Move(cls, target, source))
            readers[source] -= 1
            if not readers[source] and source in wanted:
                ready.append(source)
        if wanted:
            # Only cycles are left, so each target has exactly one reader.
            target = next(iter(wanted))
            ordered.append(Move(cls, scratch, target))
            reader = next(t for t, source in wanted.items() if source == target)
            wanted[reader] = scratch
            readers[scratch] = 1
            ready.append(target)
