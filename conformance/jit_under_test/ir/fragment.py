"""Fragments: straight-line SSA code with guards, snapshots and exits.

A fragment is a list of instructions. Operands are references to the instruction or constant
objects themselves; there is no separate numbering to keep in step, and a pass that replaces
a value substitutes an object. `Instruction.index` is the position in the list, kept right by
`Fragment.renumber`.

The loop marker is `Fragment.loop_start`, the index of the first instruction of the body. A
PHI says that the *left* reference, read anywhere in the body, means: in the first iteration
the value computed before the loop, in later ones the value that *right* had at the end of the
iteration before. All PHIs change at once at the back edge.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, Final, NamedTuple, Union

from conformance.jit_under_test.ir.ops import Op
from conformance.jit_under_test.ir.types import INT, NUM, VAL, IRType

# What the interpreter makes room for before it enters a fragment: exits do not check.
MAX_SLOT: Final = 600
MAX_FRAMES: Final = 64

# What a planted fault puts into `aux` of an unbox: backends leave the exit out.
UNGUARDED: Final = "unguarded"

_PACK_F64 = struct.Struct("<d")
_PACK_U64 = struct.Struct("<Q")
_MASK64 = (1 << 64) - 1


class Constant:
    """A constant: `bits` is its 64-bit pattern, `value` the Python form of it.

    The value of a NUM is a float, of an INT a signed int, of everything else the bits.
    Constants are interned by their ConstantPool, so within a fragment identity is equality.
    """

    __slots__ = ("bits", "type", "value")
    is_constant: ClassVar[bool] = True

    def __init__(self, ty: IRType, bits: int) -> None:
        self.type = ty
        self.bits = bits
        self.value: float = bits
        if ty is NUM:
            self.value = bits_to_float(bits)
        elif ty is INT and bits >> 63:
            self.value = bits - (1 << 64)

    def __repr__(self) -> str:
        return f"<{self.type.value} {self.value!r}>"


class Instruction:
    """One instruction; its own result is referred to by the object.

    `aux` is the immediate that `op.aux` describes (a slot number, Field, index or KernelCall).
    """

    __slots__ = ("args", "aux", "index", "op", "snapshot", "type")
    is_constant: ClassVar[bool] = False

    def __init__(
        self,
        op: Op,
        ty: IRType,
        args: "tuple[Ref, ...]",
        aux: object = None,
        snapshot: "Snapshot | None" = None,
    ) -> None:
        self.op = op
        self.type = ty
        self.args = args
        self.aux = aux
        self.snapshot = snapshot
        self.index = -1

    def __repr__(self) -> str:
        return f"<v{self.index} {self.op.name} {self.type.value}>"


Ref = Union[Instruction, Constant]  # noqa: UP007 - needed at run time by annotations as strings


PLAIN_FRAME: Final = 1
"""The flags of a frame that is a Lua function's and nothing else (the runtime's FRAME_LUA)."""


class Frame(NamedTuple):
    """An inlined Lua call that an exit has to push.

    Slots count from BASE. `return_pc` becomes the caller's savedpc, `k` is the address of the
    callee's constants; `cont` and `flags` (u32) are the call record's fields of these names.
    """

    func_slot: int
    base_slot: int
    top_slot: int
    return_pc: int
    nresults: int
    tailcalls: int
    k: int
    cont: int = 0
    flags: int = PLAIN_FRAME


def kept_top(slot: int) -> int:
    """The `top` of a snapshot that leaves the thread's top and the slots from `slot` on alone."""
    return -2 - slot


def kept_from(top: int | None) -> int | None:
    """The slot that `top` is the kept_top of, None if it is something else."""
    return -2 - top if top is not None and top < -1 else None


class Part(Enum):
    """What of a table holds a value; `Place.number` counts nodes or elements from 0."""

    NODE = "node"
    ELEMENT = "element"
    METATABLE = "metatable"  # number 0; its value is a TAB, not boxed


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a table a value is."""

    part: Part
    number: int


@dataclass(frozen=True, slots=True)
class SunkObject:
    """An object that an exit makes: `sunk` says how, `fields` what is stored into it then."""

    sunk: Instruction
    fields: tuple[tuple[Place, Ref], ...]


@dataclass(slots=True, eq=False)
class Snapshot:
    """The interpreter's state at one pc, in terms of IR values.

    `slots` lists the changed slots in rising order. `pc` is the address of the instruction to
    resume at. `clock` counts VM instructions since fragment entry, in a loop body since the
    loop marker. `top` is a slot, None for the top of the innermost frame, or
    `kept_top(slot)`: values in memory, of unknown number, begin at that slot and stay as they are.
    `diverging` snapshots are true only if their guard failed: they go on elsewhere than the
    fragment does. All others describe the state in front of the guard, whatever it finds.
    `objects` are the sunk ones among the slots' values and in each other's fields, each once.
    `live` has a bit for every slot from 0 on that may be read from `pc` on.
    """

    slots: tuple[tuple[int, Ref], ...] = ()
    frames: tuple[Frame, ...] = ()
    pc: int = 0
    top: int | None = None
    clock: int = 0
    diverging: bool = False
    index: int = -1
    objects: tuple[SunkObject, ...] = ()
    live: int = -1

    def is_dead(self, slot: int) -> bool:
        """Whether nothing will read a slot but the collector."""
        return slot >= 0 and not self.live >> slot & 1


class EndKind(Enum):
    """How control leaves the end of a fragment."""

    LOOP = "loop"  # back to the loop marker
    LINK = "link"  # write the state back, then jump to another fragment's entry
    STOP = "stop"  # leave by the snapshot, as a guard does that always fails
    RETURN = "return"  # drop the entry frame, then go on in its caller's fragment or leave


@dataclass(slots=True, eq=False)
class End:
    """The end of a fragment; `target` is the id of the fragment that LINK jumps to.

    The snapshot of a RETURN lists the results, as slots from the function's on; behind them,
    if all are wanted, is the top. Whether there is a fragment to go on in, the caller's CALL
    instruction says: its hot field holds the number, 0 for none.

    All of them have a snapshot; the LOOP end of a closed loop has none, since nothing leaves
    there. A LOOP end with a snapshot marks one recorded iteration that ended where it began
    and waits for `optimizer/loop.py` to close it.
    """

    kind: EndKind
    snapshot: Snapshot | None
    target: int | None = None


@dataclass(slots=True, eq=False)
class Phi:
    """A loop-carried value, see the module's text."""

    left: Instruction
    right: Ref


class ConstantPool:
    """Interns constants by type and bits.

    `shapes` are the keys of tables that fragments copy, boxed, by node. Such a table never changes,
    and nothing else is in it.
    """

    __slots__ = ("_table", "shapes")

    def __init__(self) -> None:
        self._table: dict[tuple[IRType, int], Constant] = {}
        self.shapes: dict[Constant, tuple[int, ...]] = {}

    def const(self, ty: IRType, bits: int) -> Constant:
        """The constant of type `ty` with these 64 bits."""
        key = (ty, bits)
        found = self._table.get(key)
        if found is None:
            found = self._table[key] = Constant(ty, bits)
        return found

    def knum(self, value: float) -> Constant:
        """A NUM constant, bit-exact."""
        return self.const(NUM, float_to_bits(value))

    def kint(self, value: int) -> Constant:
        """An INT constant, reduced to 64 bits."""
        return self.const(INT, value & _MASK64)

    def kptr(self, ty: IRType, address: int) -> Constant:
        """A constant address of an object type or PTR."""
        return self.const(ty, address)

    def kval(self, bits: int) -> Constant:
        """A boxed constant."""
        return self.const(VAL, bits)


@dataclass(slots=True, eq=False)
class Fragment:
    """A unit of JIT code.

    `preamble_clock` is added to VM.clock when the loop marker is first reached, `loop_clock`
    at each back edge. `kind` is "root" or "side"; `name` says where the code comes from.

    `entry_frames` are inlined frames that exist already when the fragment is entered, as the
    exit left them that it is attached to. Inside, everything is relative to the frame below
    them: the entry code moves BASE, `thread.base` and `thread.ci` down to it, and snapshots
    list these frames, as long as they are active, like any other.
    """

    id: int
    kind: str
    name: str
    end: End
    instructions: list[Instruction] = field(default_factory=list)
    loop_start: int | None = None
    phis: list[Phi] = field(default_factory=list)
    preamble_clock: int = 0
    loop_clock: int = 0
    pool: ConstantPool = field(default_factory=ConstantPool)
    snapshots: list[Snapshot] = field(default_factory=list)
    entry_frames: tuple[Frame, ...] = ()

    def renumber(self) -> None:
        """Set the index of every instruction, and list and number all snapshots in use."""
        snapshots: list[Snapshot] = []
        self.snapshots = snapshots
        seen: set[int] = set()
        last = None  # most guards share the snapshot of the one before
        for index, ins in enumerate(self.instructions):
            ins.index = index
            snap = ins.snapshot
            if snap is not None and snap is not last and id(snap) not in seen:
                seen.add(id(snap))
                snap.index = len(snapshots)
                snapshots.append(snap)
                last = snap
        snap = self.end.snapshot
        if snap is not None and id(snap) not in seen:
            snap.index = len(snapshots)
            snapshots.append(snap)

    def exits(self) -> Iterator[tuple[Instruction | None, Snapshot]]:
        """Every guard with its snapshot; the end's, if it has one, comes last, with None."""
        for ins in self.instructions:
            if ins.op.guard and ins.snapshot is not None:
                yield ins, ins.snapshot
        if self.end.snapshot is not None:
            yield None, self.end.snapshot


def float_to_bits(value: float) -> int:
    """The IEEE 754 bit pattern of an f64."""
    bits: int = _PACK_U64.unpack(_PACK_F64.pack(value))[0]
    return bits


def bits_to_float(bits: int) -> float:
    """The f64 with this bit pattern."""
    value: float = _PACK_F64.unpack(_PACK_U64.pack(bits))[0]
    return value
