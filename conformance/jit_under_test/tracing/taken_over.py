"""What a side fragment takes over from the exit that it is attached to.

Values that the exit would write to slots are `inherit`ed from where they are. Sunk objects are
nowhere: the side fragment takes over what they hold, as if there were slots for that above all
others, and makes the objects first of all. If only its own exits need them, they are sunk again.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.ir.fragment import (
    MAX_SLOT,
    Constant,
    ConstantPool,
    Instruction,
    Part,
    Ref,
    Snapshot,
)
from conformance.jit_under_test.ir.ops import OPS, SUNK
from conformance.jit_under_test.ir.types import INT, PTR
from conformance.jit_under_test.tracing.table_recorder import LAYOUT

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.recording import Recording

FIRST_FIELD: Final = MAX_SLOT + 1
_FIELDS: Final = LAYOUT.fields


def values_of(snapshot: Snapshot) -> Iterator[tuple[int, Instruction]]:
    """What an exit has in registers, each value once, with a slot or the number of a field."""
    seen: set[Ref] = set()
    held = [ref for object_ in snapshot.objects for _, ref in object_.fields]
    for slot, ref in (*snapshot.slots, *enumerate(held, FIRST_FIELD)):
        if not isinstance(ref, Constant) and ref.op is not SUNK and ref not in seen:
            seen.add(ref)
            yield slot, ref


def take_over(recording: "Recording", snapshot: Snapshot, pool: ConstantPool) -> None:
    """Begin a recording with the state of an exit, of which nothing is in memory.

    `pool` is that of the fragment that is left.
    """
    r = recording
    taken: dict[Ref, Ref] = {}
    for slot, ref in values_of(snapshot):
        taken[ref] = r.emit("inherit", aux=slot, ty=ref.type)
    for integer in [known for known in taken if known.type is INT]:
        taken[integer] = r.emit("int2num", taken[integer])
    _make_objects(r, snapshot, pool, taken)
    for slot, listed in snapshot.slots:
        r.slots[slot] = _known(r, listed, taken)
        r.changed.add(slot)


def _known(r: "Recording", ref: Ref, taken: Mapping[Ref, Ref]) -> Ref:
    return r.pool.const(ref.type, ref.bits) if isinstance(ref, Constant) else taken[ref]


def _make_objects(
    r: "Recording", snapshot: Snapshot, pool: ConstantPool, taken: dict[Ref, Ref]
) -> None:
    emit = r.builder.emit
    for object_ in snapshot.objects:
        sunk = object_.sunk
        args = tuple([_known(r, arg, taken) for arg in sunk.args])
        for old, new in zip(sunk.args, args, strict=True):
            if isinstance(old, Constant) and isinstance(new, Constant) and old in pool.shapes:
                r.pool.shapes[new] = pool.shapes[old]
        taken[sunk] = emit(OPS["call"], args, sunk.aux, sunk.type)
    for object_ in snapshot.objects:
        table, keys = taken[object_.sunk], pool.shapes.get(object_.sunk.args[0])  # type: ignore[arg-type]
        for place, held in object_.fields:
            value = _known(r, held, taken)
            if place.part is Part.METATABLE:
                emit(OPS["fstore"], (table, value), _FIELDS["table.metatable"])
            elif place.part is Part.NODE:
                assert keys is not None
                nodes = emit(OPS["fload"], (table,), _FIELDS["table.node"], PTR)
                key = r.pool.kval(keys[place.number])
                address = emit(OPS["nref"], (nodes, key), place.number)
                emit(OPS["hstore"], (address, value))
            else:
                array = emit(OPS["fload"], (table,), _FIELDS["table.array"], PTR)
                address = emit(OPS["aref"], (array, r.pool.kint(place.number)))
                emit(OPS["astore"], (address, value))
