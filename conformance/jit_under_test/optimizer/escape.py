"""Which new tables of a fragment never get away from it: what `sink` may leave to exits.

A table *escapes* if anything might see it but snapshots: an operand of a call, a value stored into
an object that escapes, a load that was not forwarded. What remains are its parts, the array and
node pointers and the addresses in them, stores there, its metatable and barriers. Snapshots are
left to the pass, since it knows what the table holds.

A PHI joins the table of the round before (left) with that of this round (right): both escape or
neither, and they must be made alike. The same goes for PHIs of their parts' addresses.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from conformance.jit_under_test.ir.fields import Field
from conformance.jit_under_test.ir.fragment import (
    Constant,
    Fragment,
    Instruction,
    Part,
    Place,
    Ref,
)
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import INT, NUM, TAB
from conformance.jit_under_test.optimizer.cse import created, element_count

_CALL: Final = OPS["call"]
_PARTS: Final = {"table.node": Part.NODE, "table.array": Part.ELEMENT}
_ADDRESSES: Final = {"nref": Part.NODE, "aref": Part.ELEMENT}
_STORES: Final = ("hstore", "astore")
METATABLE: Final = Place(Part.METATABLE, 0)


@dataclass(slots=True)
class Uses:
    """New tables and what is made of them, and which of them escape.

    `pointers` are loaded array and node pointers, with their tables; `places` addresses in them.
    `stores` are the instructions that store into a table, with the place and the value; `ignored`
    are those that are needed no more when their table is sunk. `links` are PHIs of tables.
    """

    tables: dict[Instruction, None] = field(default_factory=dict)
    pointers: dict[Instruction, tuple[Instruction, Part]] = field(default_factory=dict)
    places: dict[Instruction, tuple[Instruction, Place]] = field(default_factory=dict)
    stores: dict[Instruction, tuple[Instruction, Place, Ref]] = field(default_factory=dict)
    ignored: dict[Instruction, Instruction] = field(default_factory=dict)
    escaped: set[Instruction] = field(default_factory=set)
    links: dict[Instruction, Instruction] = field(default_factory=dict)  # left -> right

    def owner(self, ref: Ref) -> Instruction | None:
        """The new table that a reference is, or that it points into."""
        if isinstance(ref, Constant):
            return None
        if ref in self.tables:
            return ref
        found = self.pointers.get(ref) or self.places.get(ref)
        return None if found is None else found[0]

    def sinkable(self, ref: Ref) -> bool:
        """Whether a reference is a new table that does not escape."""
        return isinstance(ref, Instruction) and ref in self.tables and ref not in self.escaped

    def escape(self, ref: Ref) -> None:
        owner = self.owner(ref)
        if owner is not None:
            self.escaped.add(owner)

    def removable(self, ins: Instruction) -> bool:
        """Whether an instruction is about sunk tables only."""
        found = self.stores.get(ins) or self.pointers.get(ins) or self.places.get(ins)
        owner = self.ignored.get(ins) if found is None else found[0]
        return owner is not None and owner not in self.escaped


def find_tables(fragment: Fragment) -> dict[Instruction, None]:
    """The new tables of a fragment that are made of constants alone."""
    return {
        ins: None
        for ins in fragment.instructions
        if ins.op is _CALL and created(ins) and ins.type is TAB and _is_known(fragment, ins)
    }


def _is_known(fragment: Fragment, table: Instruction) -> bool:
    """Whether a table is a copy of a known one, or new and with sizes that are constants."""
    args = table.args
    if len(args) == 1:
        return args[0] in fragment.pool.shapes
    return len(args) == 2 and all(isinstance(arg, Constant) for arg in args)


def find_uses(fragment: Fragment, tables: dict[Instruction, None]) -> Uses:
    """Look at every use of the tables."""
    uses = Uses(dict(tables))
    for ins in fragment.instructions:
        if not _known_use(uses, ins):
            for arg in ins.args:
                uses.escape(arg)
    for phi in fragment.phis:
        left, right = uses.owner(phi.left), uses.owner(phi.right)
        if left is None and right is None:
            continue
        if left is None or right is None or not _alike(uses, phi.left, phi.right):
            uses.escape(phi.left)
            uses.escape(phi.right)
        else:
            link(uses, left, right)
    return uses


def link(uses: Uses, left: Instruction, right: Instruction) -> None:
    """The table of the round before is `left`, that of this round `right`."""
    known = uses.links.setdefault(left, right)
    if known is not right or left is right or left.args != right.args or left.aux != right.aux:
        uses.escaped.update((left, right, known))


def spread(uses: Uses) -> None:
    """Let everything escape that hangs together with what does."""
    before = -1
    while len(uses.escaped) > before:
        before = len(uses.escaped)
        for pair in uses.links.items():
            if not uses.escaped.isdisjoint(pair):
                uses.escaped.update(pair)
        for owner, _, value in uses.stores.values():
            if owner in uses.escaped:
                uses.escape(value)


def _alike(uses: Uses, left: Ref, right: Ref) -> bool:
    """Whether the sides of a PHI are tables, or the same part of tables."""
    for parts in (uses.pointers, uses.places):
        parts_of: dict[Instruction, tuple[Instruction, object]] = dict(parts)
        one = parts_of.get(left)  # type: ignore[arg-type]
        other = parts_of.get(right)  # type: ignore[arg-type]
        if (one is None) != (other is None):
            return False
        if one is not None and other is not None:
            return one[1] == other[1]
    return True


def _known_use(uses: Uses, ins: Instruction) -> bool:
    """Note an instruction that does not make its operands escape; False for all others."""
    name, args = ins.op.name, ins.args
    first = uses.owner(args[0]) if args else None
    if first is None:
        return False
    if name == "fload" and isinstance(ins.aux, Field) and ins.aux.name in _PARTS:
        if args[0] is not first:
            return False
        uses.pointers[ins] = first, _PARTS[ins.aux.name]
        return True
    if name in _ADDRESSES:
        return _note_address(uses, ins, _ADDRESSES[name])
    if name in _STORES:
        place = _place(uses, args[0])
        if place is not None:
            uses.stores[ins] = first, place, args[1]
            return _is_stored_whole(uses, args[1])
    if name == "fstore" and isinstance(ins.aux, Field) and ins.aux.name == "table.metatable":
        uses.stores[ins] = first, METATABLE, args[1]
        return args[0] is first and _is_stored_whole(uses, args[1])
    if name == "tbar":
        uses.ignored[ins] = first
        return True
    return False


def _place(uses: Uses, address: Ref) -> Place | None:
    """Where in a new table an address is; that of its array is that of the first element."""
    if not isinstance(address, Instruction):
        return None
    if address in uses.places:
        return uses.places[address][1]
    owner, part = uses.pointers.get(address, (None, None))
    if owner is None or part is not Part.ELEMENT or not element_count(owner):
        return None
    return Place(Part.ELEMENT, 0)


def _is_stored_whole(uses: Uses, value: Ref) -> bool:
    """Whether a stored value is no address of a part."""
    return isinstance(value, Constant) or uses.owner(value) in (None, value)


def _note_address(uses: Uses, ins: Instruction, part: Part) -> bool:
    pointer = ins.args[0]
    owner, found = uses.pointers.get(pointer, (None, None))  # type: ignore[arg-type]
    number = ins.aux if part is Part.NODE else getattr(ins.args[1], "value", None)
    if owner is None or found is not part or not isinstance(number, int) or number < 0:
        return False
    if part is Part.ELEMENT and number >= (element_count(owner) or 0):
        return False
    uses.places[ins] = owner, Place(part, number)
    return True


def is_collectable(ref: Ref) -> bool:
    """Whether the collector may care for a value; constants are kept alive by the fragment."""
    return not isinstance(ref, Constant) and ref.type not in (NUM, INT)


def reads(ins: Instruction) -> Iterator[Ref]:
    """The operands of an instruction and what its snapshot lists."""
    yield from ins.args
    if ins.snapshot is not None:
        for _, ref in ins.snapshot.slots:
            yield ref
