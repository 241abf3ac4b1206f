"""Linear-scan register allocation: one location per value, for its whole life.

Invariants that backends rely on:

- Two values that are live at the same position never share a location. The result of an
  instruction may take the location of an operand that dies there, whichever operand it is;
  it never takes that of a value in the snapshot of the same guard.
- A value that is live across a call is in a register that C calls save, or in memory.
- The location of a PHI's left side holds the loop's current value in the body. Where the
  right side is defined after the last read of the left one, both share the location and
  the back edge needs no move; the remaining moves are in `backedge_moves`, in order.
- Constants have no location; they are materialised where they are used.
- Scratch registers are never allocated.

When registers run out, the value with the least use weight per length loses its register and
lives in a spill slot from its definition on. Since nothing has been emitted yet, that costs
nothing in consistency. Reads by snapshots weigh nothing: exits are cold, so what is alive only
for them goes to memory first. Spill slots are assigned afterwards, by a second scan, so that
ranges which do not overlap share them.

Splitting ranges would keep more in registers around calls; fragments with calls in hot loops
pay for its absence with loads and stores of floating-point values on x86-64, where no
vector register survives a call.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from conformance.jit_under_test.backends.liveness import UNUSED, Liveness, analyze
from conformance.jit_under_test.backends.parallel_moves import sequentialize
from conformance.jit_under_test.backends.registers import Location, Move, RegisterFile
from conformance.jit_under_test.ir.fragment import Constant, Fragment
from conformance.jit_under_test.ir.types import NONE, NUM, register_class
from conformance.jit_under_test.runtime.memory_map import JIT_FRAME_SIZE

SPILL_LIMIT = JIT_FRAME_SIZE // 8


class OutOfSpillSlots(Exception):
    """The fragment needs more spill slots than the fixed frame has."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where each result lives, by instruction index; None if nobody reads it.

    `spill_slots` is the number of slots in use. `backedge_moves` are to be done in order
    before the jump back to the loop marker.
    """

    locations: list[Location | None]
    spill_slots: int
    backedge_moves: list[Move]
    liveness: Liveness


@dataclass(slots=True)
class _Bank:
    """The registers of one class during the scan."""

    any_order: tuple[int, ...]  # those that calls clobber first, to keep the others free
    saved_order: tuple[int, ...]
    saved: int  # bit mask of registers that survive calls
    free: int  # bit mask
    owner: dict[int, int]  # register -> index of the value in it


_SPILLED = -(1 << 30)  # placeholder until spill slots are assigned


def allocate(
    fragment: Fragment,
    registers: RegisterFile,
    plain: bool = False,
    hints: Mapping[int, Location] | None = None,
    first_spill: int = 0,
) -> Allocation:
    """Assign a location to every value of a renumbered fragment.

    `plain` gives every value a spill slot of its own: what is wrong then is not wrong because
    of how places are shared. `hints` are places where values are at entry, by instruction index:
    they stay there if that can be. Spill slots below `first_spill` are not given to others.
    Raises OutOfSpillSlots.
    """
    hints = {} if hints is None else hints
    live = analyze(fragment)
    merged = {} if plain else _coalesce_phis(fragment, live)
    if plain:
        locations, spill_slots = _own_slots(fragment, first_spill)
    else:
        locations = _scan(fragment, registers, live, merged, hints)
        spill_slots = _assign_spill_slots(locations, live.end, hints, first_spill)
    for right, left in merged.items():
        locations[right] = locations[left]
    moves = []
    for phi in fragment.phis:
        target = locations[phi.left.index]
        if target is None:
            continue
        source: Location | Constant | None
        source = phi.right if isinstance(phi.right, Constant) else locations[phi.right.index]
        if source is not None and source != target:
            moves.append(Move(register_class(phi.left.type), target, source))
    return Allocation(locations, spill_slots, sequentialize(moves, registers), live)


def _own_slots(fragment: Fragment, first: int) -> tuple[list[Location | None], int]:
    """A spill slot for every result, from `first` on, and how many are in use then."""
    locations: list[Location | None] = [None] * len(fragment.instructions)
    used = first
    for index, ins in enumerate(fragment.instructions):
        if ins.type is not NONE:
            locations[index] = ~used
            used += 1
    if used > SPILL_LIMIT:
        raise OutOfSpillSlots(f"more than {SPILL_LIMIT} values")
    return locations, used


def _coalesce_phis(fragment: Fragment, live: Liveness) -> dict[int, int]:
    """Which right sides share the location of their left side: index -> index."""
    merged: dict[int, int] = {}
    if fragment.loop_start is None:
        return merged
    for phi in fragment.phis:
        right = phi.right
        if isinstance(right, Constant) or right.index < fragment.loop_start:
            continue
        if right.index in merged or right.type is not phi.left.type:
            continue
        left = phi.left.index
        if live.last_read[left] <= 2 * right.index:
            merged[right.index] = left
            live.weight[left] += live.weight[right.index]
    return merged


def _scan(
    fragment: Fragment,
    registers: RegisterFile,
    live: Liveness,
    merged: dict[int, int],
    hints: Mapping[int, Location],
) -> list[Location | None]:
    instructions = fragment.instructions
    count = len(instructions)
    end = live.end
    gpr = _bank(registers.gpr, registers.gpr_saved)
    fpr = _bank(registers.fpr, registers.fpr_saved)
    calls = [2 * index for index in live.calls]
    last_call = calls[-1] if calls else -1
    locations: list[Location | None] = [None] * count
    expiring: dict[int, list[int]] = {}  # by position
    for index, ins in enumerate(instructions):
        # Free the registers of everything last read before this instruction's result.
        start = 2 * index + 1
        for position in (start - 2, start - 1):
            if position in expiring:
                for dead in expiring[position]:
                    location = locations[dead]
                    if location is not None and location >= 0:
                        bank = fpr if instructions[dead].type is NUM else gpr
                        bank.free |= 1 << location
                        del bank.owner[location]
        stop = end[index]
        ty = ins.type
        if stop == UNUSED or ty is NONE or index in merged:
            continue
        bank = fpr if ty is NUM else gpr
        crosses = start < last_call and calls[bisect_left(calls, start)] < stop
        allowed = bank.free & bank.saved if crosses else bank.free
        chosen = -1
        if allowed:
            # Two-operand machines save a move if the result replaces the first operand.
            first = ins.args[0] if ins.args else None
            if first is not None and first.type is ty and not isinstance(first, Constant):
                hint = locations[first.index]
                if hint is not None and hint >= 0 and allowed >> hint & 1:
                    chosen = hint
            if index in hints and hints[index] >= 0 and allowed >> hints[index] & 1:
                chosen = hints[index]
            if chosen < 0:
                for register in bank.saved_order if crosses else bank.any_order:
                    if allowed >> register & 1:
                        chosen = register
                        break
        else:
            chosen = _evict(bank, locations, live, index, crosses)
        if chosen < 0:
            locations[index] = _SPILLED
        else:
            locations[index] = chosen
            bank.free &= ~(1 << chosen)
            bank.owner[chosen] = index
            expiring.setdefault(stop, []).append(index)
    return locations


def _evict(
    bank: _Bank, locations: list[Location | None], live: Liveness, index: int, crosses: bool
) -> int:
    """Free a register for the value at `index` by spilling a cheaper one; -1 if none is."""
    best = live.weight[index] / (live.end[index] - 2 * index)
    found = -1
    for register, owner in bank.owner.items():
        if crosses and not bank.saved >> register & 1:
            continue
        cost = live.weight[owner] / (live.end[owner] - 2 * owner)
        if cost < best:
            best, found = cost, register
    if found >= 0:
        locations[bank.owner.pop(found)] = _SPILLED
    return found


def _bank(order: tuple[int, ...], saved: frozenset[int]) -> _Bank:
    any_order, saved_order, mask, free = _orders(order, saved)
    return _Bank(any_order, saved_order, mask, free, {})


@lru_cache(maxsize=16)
def _orders(
    order: tuple[int, ...], saved: frozenset[int]
) -> tuple[tuple[int, ...], tuple[int, ...], int, int]:
    """What `_Bank` begins with: there are two classes of registers on each architecture."""
    clobbered = tuple(register for register in order if register not in saved)
    kept = tuple(register for register in order if register in saved)
    free = sum(1 << register for register in order)
    return clobbered + kept, kept, sum(1 << register for register in kept), free


def _assign_spill_slots(
    locations: list[Location | None],
    end: list[int],
    hints: Mapping[int, Location],
    first: int,
) -> int:
    """Give every spilled value a slot; returns how many slots are in use."""
    free: list[int] = []
    busy: list[tuple[int, int]] = []  # (end, slot)
    used = first
    for index, location in enumerate(locations):
        if location != _SPILLED:
            continue
        place = hints.get(index)
        if place is not None and place < 0:
            locations[index] = place
            continue
        position = 2 * index
        still = []
        for item in busy:
            if item[0] <= position:
                free.append(item[1])
            else:
                still.append(item)
        busy = still
        if free:
            slot = free.pop()
        else:
            slot = used
            used += 1
            if used > SPILL_LIMIT:
                raise OutOfSpillSlots(f"more than {SPILL_LIMIT} spill slots needed")
        busy.append((end[index], slot))
        locations[index] = ~slot
    return used


def describe(fragment: Fragment, allocation: Allocation) -> str:
    """The allocation as text: one line per value, with its location and last position."""
    lines = []
    for index, location in enumerate(allocation.locations):
        if location is None:
            continue
        cls = register_class(fragment.instructions[index].type).value
        place = f"{cls}{location}" if location >= 0 else f"spill{~location}"
        lines.append(f"v{index}: {place} to {allocation.liveness.end[index]}")
    return "\n".join(lines) + "\n"
