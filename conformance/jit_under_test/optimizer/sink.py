"""Allocation sinking: tables that only exits would see are made by the exits.

**Idea.** `a + b` on objects makes a table, stores into it, and the next operation reads from it
what store forwarding knows anyway. Then nobody needs the table but the states that exits restore.
So the call that makes it becomes a `sunk`, which costs nothing, its stores go, and each snapshot
that refers to it says what it holds there (`Snapshot.objects`). An exit makes the tables first
(`runtime/exits.py`); a side fragment that is attached to it makes them itself, from the values it
inherits, and they may be sunk there again.

**Invariants.**

- *Escape* (`escape.py`). What is sunk is seen by nothing but snapshots of guards and by other sunk
  tables. States that code writes, those of `scall` and of the end, refer to none. An address is
  never compared: `eq` and `ne` of a new table are folded away, or it escapes.
- *Identity.* A table is one object in a snapshot, however many slots and fields refer to it.
- *State.* What a table holds is what was stored before, in the order of the code. A snapshot that
  several guards share gets a copy where the tables hold something else.
- *Loops.* A PHI of tables becomes PHIs of what they hold. The left table's contents at the loop
  marker are those of the round before, the right one's contents at the end are those to come: each
  such pair must be a PHI already, or become one, or be one value that does not change. To make a
  value the left side of a PHI changes what it means in the body, so the body may not read it.
- *Rounds.* A table from in front of the loop that a snapshot of the body refers to must have a PHI;
  it would be another table in each round else.
- *The collector* has to run some time, since a program may wait for what it finds. So `spend` adds
  to its debt, once in front of the loop and once in each round: a sixteenth (`UNMADE_SHARE`) of
  what was not allocated, for all of it would have the collector work as if the heap grew, most of
  the time of a loop. Programs that ask for the size of the heap are told of all of it until the
  cycle ends (`told_size` in runtime/memory.py). The first `gccheck` behind that stays; those of
  further sunk tables go.

A dead slot that holds a sunk table keeps alive what the table refers to, and the collector shows
when that dies. So the slot gets that value instead, if there is one, else nil; this makes most
temporary tables sinkable that are in a dead slot when a function is called or the fragment ends.

What would break it: an operation that sees a table in another way than by its operands.

Left undone: a table that escapes on one path only, behind the last exit, is still allocated where
the program says, not where it escapes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from conformance.jit_under_test.ir.boxing import NIL
from conformance.jit_under_test.ir.fields import NODE_SIZE
from conformance.jit_under_test.ir.fragment import (
    Constant,
    ConstantPool,
    Fragment,
    Instruction,
    Phi,
    Place,
    Ref,
    Snapshot,
    SunkObject,
)
from conformance.jit_under_test.ir.ops import OPS, SUNK, Alias, Effect
from conformance.jit_under_test.ir.types import NONE, VAL
from conformance.jit_under_test.optimizer.cse import (
    byte_to_size,
    copied_keys,
    element_count,
    writes,
)
from conformance.jit_under_test.optimizer.dce import eliminate, unboxed
from conformance.jit_under_test.optimizer.escape import (
    Uses,
    find_tables,
    find_uses,
    is_collectable,
    link,
    reads,
    spread,
)
from conformance.jit_under_test.runtime.memory import UNMADE_SHARE
from conformance.jit_under_test.runtime.memory_map import MOST_SUNK
from conformance.jit_under_test.runtime.objects import Table

_BOX: Final = OPS["box"]
_SPEND: Final = OPS["spend"]
_GCCHECK: Final = OPS["gccheck"]
_BLOCK: Final = 16  # bytes that allocations are multiples of

_Contents = dict[Place, Ref]
_State = tuple[tuple[tuple[int, Ref], ...], tuple[SunkObject, ...]]


def sink(fragment: Fragment) -> Fragment:
    """Sink what can be sunk, in place; returns the fragment, renumbered."""
    tables = find_tables(fragment)
    if not tables:
        return fragment
    uses = find_uses(fragment, tables)
    while True:
        spread(uses)
        if len(uses.escaped) == len(tables):
            return fragment
        escaped = len(uses.escaped)
        walk = _Walk(fragment, uses)
        walk.run()
        if len(uses.escaped) == escaped:
            break
    _rewrite(fragment, walk)
    return eliminate(fragment)


@dataclass(slots=True)
class _Walk:
    """One walk over a fragment, which finds what snapshots say and which PHIs are needed.

    What turns out not to be possible is added to `uses.escaped`, and the walk has to be repeated.
    """

    fragment: Fragment
    uses: Uses
    contents: dict[Instruction, _Contents] = field(default_factory=dict)
    at_marker: dict[Instruction, _Contents] = field(default_factory=dict)
    carried: list[Instruction] = field(default_factory=list)  # from in front of the loop
    states: dict[Instruction, _State] = field(default_factory=dict)
    end: _State | None = None
    phis: list[Phi] = field(default_factory=list)
    boxes: list[Instruction] = field(default_factory=list)  # for the end of the body

    def run(self) -> None:
        fragment, uses = self.fragment, self.uses
        start = fragment.loop_start
        for index, ins in enumerate(fragment.instructions):
            if index == start:
                self.at_marker = {table: dict(held) for table, held in self.contents.items()}
            if ins in uses.tables:
                self.contents[ins] = {}
            elif ins in uses.stores:
                table, place, value = uses.stores[ins]
                self.contents[table][place] = value
            if ins.snapshot is not None:
                self.states[ins] = self.state(ins.snapshot, start is not None and index >= start)
                self.limit(self.states[ins][1], MOST_SUNK if ins.op.guard else 0)
        if fragment.end.snapshot is not None:
            self.end = self.state(fragment.end.snapshot, False)
            self.limit(self.end[1], 0)
        if start is not None:
            self.carry_all(start)

    def state(self, snapshot: Snapshot, body: bool) -> _State:
        """A snapshot's slots, and the sunk tables that they and these tables refer to.

        Dead slots that hold such tables get what the collector must not miss instead.
        """
        uses = self.uses
        found: dict[Instruction, None] = {}
        dead: dict[int, Instruction] = {}
        for slot, ref in snapshot.slots:
            if isinstance(ref, Instruction) and uses.sinkable(ref):
                if snapshot.is_dead(slot):
                    dead[slot] = ref
                else:
                    found.update(self.reached(ref))
        kept = {ref for slot, ref in snapshot.slots if slot not in dead}
        kept.update(ref for table in found for ref in self.contents[table].values())
        needed = [
            ref
            for table in self.reached(*dead.values())
            for ref in self.contents[table].values()
            if is_collectable(ref) and not uses.sinkable(ref) and ref not in kept
        ]
        if len(set(needed)) > len(dead):
            found.update(self.reached(*dead.values()))
            dead.clear()
        instead = dict(zip(dead, dict.fromkeys(needed), strict=False))
        nothing = self.fragment.pool.kval(NIL)
        slots = [
            (slot, instead.get(slot, nothing) if slot in dead else ref)
            for slot, ref in snapshot.slots
        ]
        if body:
            marker = self.fragment.loop_start
            assert marker is not None
            self.carried += [table for table in found if table.index < marker]
        objects = [SunkObject(table, self.fields(table)) for table in found]
        return tuple(slots), tuple(objects)

    def limit(self, objects: tuple[SunkObject, ...], most: int) -> None:
        """Let objects escape from a state that cannot have so many sunk ones."""
        for object_ in objects[most:]:
            self.uses.escape(object_.sunk)

    def reached(self, *tables: Instruction) -> dict[Instruction, None]:
        """These tables and the sunk ones that can be reached from them."""
        found = dict.fromkeys(tables)
        work = list(tables)
        while work:
            for ref in self.contents[work.pop()].values():
                if isinstance(ref, Instruction) and self.uses.sinkable(ref) and ref not in found:
                    found[ref] = None
                    work.append(ref)
        return found

    def fields(self, table: Instruction) -> tuple[tuple[Place, Ref], ...]:
        held = self.contents[table].items()
        return tuple(sorted(held, key=lambda item: (item[0].part.value, item[0].number)))

    # --- loops ------------------------------------------------------------------------------

    def carry_all(self, start: int) -> None:
        """Find the PHIs of what tables hold that the body knows from the round before."""
        uses = self.uses
        rights = {phi.left: phi.right for phi in self.fragment.phis}
        read = self.body_reads(start)
        done: set[Instruction] = set()
        unlinked: dict[Instruction, None] = {}
        while self.carried:
            left = self.carried.pop()
            if left in done:
                continue
            right = uses.links.get(left)
            if right is None:
                unlinked[left] = None  # if it is not found to be part of another one
                continue
            done.add(left)
            if not uses.sinkable(left) or not uses.sinkable(right):
                uses.escape(left)
                continue
            before, behind = self.at_marker[left], self.contents[right]
            if before.keys() != behind.keys():
                uses.escape(left)
                continue
            for place, old in before.items():
                new = behind[place]
                if not self.carry(old, new, rights, read):
                    uses.escape(left)
        for left in unlinked:
            if left not in done:
                uses.escape(left)

    def carry(self, old: Ref, new: Ref, rights: dict[Instruction, Ref], read: set[Ref]) -> bool:
        """Have `old` be `new` in the next round; False if that cannot be."""
        uses = self.uses
        if uses.sinkable(old) or uses.sinkable(new):
            if not (uses.sinkable(old) and uses.sinkable(new)) or old is new:
                return False
            assert isinstance(old, Instruction) and isinstance(new, Instruction)
            link(uses, old, new)
            self.carried.append(old)
            return True
        if isinstance(old, Constant):
            return old is new
        known = rights.get(old)
        if known is not None:
            return known is new or unboxed(known) is new
        if old is new:
            return True
        if old in read or (old.type is not new.type and old.type is not VAL):
            return False
        if old.type is not new.type:
            new = Instruction(_BOX, VAL, (new,))
            self.boxes.append(new)
        rights[old] = new
        self.phis.append(Phi(old, new))
        return True

    def body_reads(self, start: int) -> set[Ref]:
        """What the body reads, be it at the back edge."""
        found = {ref for ins in self.fragment.instructions[start:] for ref in reads(ins)}
        found.update(phi.right for phi in self.fragment.phis)
        return found


def _rewrite(fragment: Fragment, walk: _Walk) -> None:
    uses = walk.uses
    _set_states(walk.states)
    if fragment.end.snapshot is not None and walk.end is not None:
        fragment.end.snapshot = _with_state(fragment.end.snapshot, walk.end)
    phis = [phi for phi in fragment.phis if not _is_gone(uses, phi.left)]
    fragment.phis = sorted(phis + walk.phis, key=lambda phi: phi.left.index)
    start = fragment.loop_start
    instructions, pool = fragment.instructions, fragment.pool
    if start is None:
        fragment.instructions = _sunk_region(instructions, uses, pool)
    else:
        preamble = _sunk_region(instructions[:start], uses, pool)
        fragment.loop_start = len(preamble)
        body = _sunk_region(instructions[start:], uses, pool)
        fragment.instructions = preamble + body + walk.boxes
    for table in uses.tables:
        if table not in uses.escaped:
            table.op = SUNK
    fragment.renumber()


def _is_gone(uses: Uses, ref: Instruction) -> bool:
    owner = uses.owner(ref)
    return owner is not None and owner not in uses.escaped


def _set_states(states: Mapping[Instruction, _State]) -> None:
    """Give every guard a snapshot with its state; those that share one share it if they agree."""
    known: dict[int, tuple[Snapshot, dict[_State, Snapshot]]] = {}
    for ins, state in states.items():
        snapshot = ins.snapshot
        assert snapshot is not None
        _, variants = known.setdefault(id(snapshot), (snapshot, {}))
        found = variants.get(state)
        if found is None:
            found = variants[state] = _with_state(snapshot, state)
        ins.snapshot = found


def _with_state(snapshot: Snapshot, state: _State) -> Snapshot:
    slots, objects = state
    return replace(snapshot, slots=slots, objects=objects)


def _sunk_region(
    instructions: list[Instruction], uses: Uses, pool: ConstantPool
) -> list[Instruction]:
    """The instructions in front of the loop, or those of its body, without what is sunk."""
    sunk = [ins for ins in instructions if uses.sinkable(ins)]
    if not sunk:
        return [ins for ins in instructions if not uses.removable(ins)]
    kept: list[Instruction] = []
    allocated = True  # since the last gccheck, as far as is known
    for ins in instructions:
        if uses.removable(ins):
            continue
        if ins.op is _GCCHECK:
            if not allocated:
                continue
            allocated = False
        kept.append(ins)
        if ins is sunk[0]:
            amount = sum(allocation_size(pool, table) for table in sunk) // UNMADE_SHARE
            kept.append(Instruction(_SPEND, NONE, (), amount))
            allocated = True
        elif ins.op.effect is Effect.CALL and ins not in sunk:
            allocated = allocated or bool(writes(ins) & Alias.GC)
    return kept


def allocation_size(pool: ConstantPool, table: Instruction) -> int:
    """The bytes of a new table, which allocations round up."""
    nodes = len(copied_keys(pool, table) or ())
    if len(table.args) == 2:
        assert isinstance(table.args[1], Constant)
        wanted = byte_to_size(int(table.args[1].value))
        nodes = 1 << (wanted - 1).bit_length() if wanted else 0
    sizes = Table.size, 8 * (element_count(table) or 0), NODE_SIZE * nodes
    return sum((size + _BLOCK - 1) & -_BLOCK for size in sizes)
