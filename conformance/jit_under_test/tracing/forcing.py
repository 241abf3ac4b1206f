"""Forced exits: guards that leave although they hold, at a chosen hit.

Most guards of a fragment never fail in a test, so the states that their exits restore go unseen.
To see them, a `force` is put in front of every guard behind the last pass: it counts down a
counter of its own, and leaves by the same state when that becomes 0. A guard's snapshot describes
the state in front of it, so to leave there is right whatever the guard would have found. The
exceptions are `diverging` snapshots, which tell where the other outcome leads; where one is made,
the recorder puts a `force` with the state of the outcome that it saw behind the guard.

The exit is a copy of the guard's: it never gets hot, and so has no side fragment. Guards that leave
to the same state share the copy. A counter that starts at 0 wraps and never comes to 0 again within
a run: then it only counts.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Final, Protocol

from conformance.jit_under_test.ir.fragment import Fragment, Instruction, Snapshot
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.options import Force, Site
from conformance.jit_under_test.runtime.memory_map import SITE_LIMIT, SITE_TABLE
from conformance.jit_under_test.tracing.aborts import Aborted, Reason

FORCE: Final = OPS["force"]
_MASK64: Final = (1 << 64) - 1


class _Words(Protocol):
    def read_u64(self, address: int, /) -> int: ...
    def write_u64(self, address: int, value: int, /) -> None: ...


@dataclass(frozen=True, slots=True)
class _Placed:
    """A site, and the hit at which it is to leave, 0 for never."""

    fragment: int
    number: int
    guard: Instruction
    hit: int


class Forcing:
    """The sites of one engine and their counters."""

    def __init__(self, memory: _Words, force: Force) -> None:
        self.memory = memory
        self.placed: list[_Placed] = []
        self.change(force)

    def instrument(self, fragment: Fragment) -> Sequence[_Placed]:
        """Put a `force` to every guard of an optimized fragment; its sites, for `install`.

        Raises Aborted when the table of counters is full.
        """
        start = fragment.loop_start
        sites: list[_Placed] = []
        instructions: list[Instruction] = []
        guard: Instruction | None = None
        number = len(self.placed)
        copies: dict[int, Snapshot] = {}
        for index, ins in enumerate(fragment.instructions):
            if index == start:
                fragment.loop_start = len(instructions)
            if ins.op is FORCE:
                assert guard is not None, "in front of it is its guard"
                ins.aux = number + len(sites)
                sites.append(self._site(fragment, len(sites), guard))
            elif ins.op.guard:
                guard = ins
                assert ins.snapshot is not None
                if not ins.snapshot.diverging:
                    state = copies.get(id(ins.snapshot))
                    if state is None:
                        state = copies[id(ins.snapshot)] = copy(ins.snapshot)
                    site = number + len(sites)
                    instructions.append(Instruction(FORCE, IRType.NONE, (), site, state))
                    sites.append(self._site(fragment, len(sites), ins))
            instructions.append(ins)
        if start == len(fragment.instructions):
            fragment.loop_start = len(instructions)
        if number + len(sites) > SITE_LIMIT:
            raise Aborted(Reason.CODE_FULL)
        fragment.instructions = instructions
        fragment.renumber()
        return sites

    def _site(self, fragment: Fragment, number: int, guard: Instruction) -> _Placed:
        hit = self.chosen.get((fragment.id, number), self.hit)
        return _Placed(fragment.id, number, guard, hit)

    def install(self, sites: Sequence[_Placed]) -> None:
        """The fragment of these sites is in place: set their counters."""
        for number, site in enumerate(sites, len(self.placed)):
            self.memory.write_u64(SITE_TABLE + 8 * number, site.hit)
        self.placed += sites

    def change(self, force: Force) -> None:
        """Go on as if this had been asked for; of a site that was forced nothing changes."""
        self.hit = force.hit
        self.chosen = {(fragment, guard): hit for fragment, guard, hit in force.sites}
        for number, site in enumerate(self.placed):
            hits = self._hits(number)
            if not 0 < site.hit <= hits:
                hit = self.chosen.get((site.fragment, site.number), self.hit)
                self.placed[number] = replace(site, hit=hit)
                self.memory.write_u64(SITE_TABLE + 8 * number, hit - hits & _MASK64)

    def sites(self) -> tuple[Site, ...]:
        """What came of all sites so far."""
        found = []
        for number, site in enumerate(self.placed):
            hits = self._hits(number)
            forced = site.hit if 0 < site.hit <= hits else 0
            found.append(Site(site.fragment, site.number, site.guard.op.name, hits, forced))
        return tuple(found)

    def forced_guards(self) -> list[Instruction]:
        """The guards that left although they held."""
        placed = enumerate(self.placed)
        return [site.guard for number, site in placed if 0 < site.hit <= self._hits(number)]

    def _hits(self, number: int) -> int:
        left = self.memory.read_u64(SITE_TABLE + 8 * number)
        return (self.placed[number].hit - left) & _MASK64
