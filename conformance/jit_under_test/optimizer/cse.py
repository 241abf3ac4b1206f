"""Common subexpression elimination, and forwarding of stores to loads.

The last stages of the emit pipeline: an equal instruction that is already there replaces the
candidate. Equal means same operation, type, immediate and operands; snapshots do not count,
since a guard that was passed once holds for the same operands for ever.

A load is the same only if nothing in between can have changed what it reads:

- A call clobbers the regions of memory that its KernelCall writes, an `scall` the stack too.
- A call that only reads counts as a load of all the regions that it reads.
- A store clobbers loads of its own region, unless the two addresses differ for sure:
  elements of one array at different constant indexes, nodes that hold different constant keys,
  different upvalues of one closure. Fields of objects only meet the same field.
- A store to the very same address tells what a load gives: the stored value is forwarded.
- A new table is empty, or a copy of a known one, until a call may have changed it: its nodes are
  those of the original, so `hrefk` becomes an `nref`, which guards nothing.

Both hold across the loop marker as well. All stores of an iteration lie between an
instruction and its copy in the next, so whatever would invalidate it is seen; and that two
addresses differ is concluded from their form alone, which the copy shares.
"""

from typing import Final

from conformance.jit_under_test.ir.builder import NOTHING, Builder
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fields import Field
from conformance.jit_under_test.ir.fragment import Constant, ConstantPool, Instruction, Ref
from conformance.jit_under_test.ir.ops import OPS, Alias, Effect
from conformance.jit_under_test.ir.types import INT, TAB, VAL

# How far back a load looks among the stores of its region before it gives up: keeps the
# pass linear in the length of the fragment.
STORE_WINDOW: Final = 32

_CALL: Final = Effect.CALL
_LOAD: Final = Effect.LOAD
_PURE: Final = Effect.PURE
_STORE: Final = Effect.STORE
_NUM2INT: Final = OPS["num2int"]
_CHECKED: Final = {"add": OPS["iaddov"], "sub": OPS["isubov"]}
_INT32: Final = (1 << 31) - 1

_FLOAD: Final = OPS["fload"]
_NREF: Final = OPS["nref"]
_NODES: Final = ("hrefk", "nref")
_PARTS: Final = ("aref", *_NODES)
_INITIAL: Final = ("fload", "hrefk", "hmiss")
_STORE_OF: Final = {"aload": "astore", "hload": "hstore", "uload": "ustore"}
# Plain ints: operations on IntFlag members are slow, and these run for every instruction.
_READS: Final = tuple(int(op.reads) for op in OPS.values())
_WRITES: Final = tuple(int(op.writes) for op in OPS.values())


def created(ref: Ref) -> bool:
    """Whether an object is made by the fragment itself."""
    return isinstance(ref, Instruction) and isinstance(ref.aux, KernelCall) and ref.aux.fresh


def separate(a: Ref, b: Ref) -> bool:
    """Whether two different references to objects are certainly to different objects.

    What is there before an object is made is not that object. In a loop this holds for the
    object of the last round as well: what was there before it in the round is, in every round.
    """
    new = created(a), created(b)
    if all(new):
        return True
    if new[1]:
        a, b = b, a
    return any(new) and (isinstance(b, Constant) or b.index < a.index)  # type: ignore[union-attr]


def _owner(address: Instruction) -> Ref | None:
    """The table whose part an address is in, if that can be told."""
    part = address.args[0] if address.op.name in _PARTS else address
    if isinstance(part, Instruction) and part.op is _FLOAD:
        return part.args[0]
    return None


def first_of(address: Instruction) -> Ref | None:
    """The address of the first element of an array, of which another is given by a constant.

    The first one needs no `aref`: it is where the array is.
    """
    if address.op.name == "aref":
        index = address.args[1]
        return address.args[0] if isinstance(index, Constant) and index.value else None
    return None


def differ(a: Ref, b: Ref) -> bool:
    """Whether two different references to addresses of one region are certainly unequal."""
    if isinstance(a, Constant) or isinstance(b, Constant):
        return isinstance(a, Constant) and isinstance(b, Constant)
    owners = _owner(a), _owner(b)
    if owners[0] is not owners[1] and None not in owners and separate(*owners):  # type: ignore[arg-type]
        return True
    if first_of(a) is b or first_of(b) is a:
        return True
    if a.op.name in _NODES:
        return b.op.name in _NODES and a.args[1] is not b.args[1]
    if a.op is not b.op:
        return False
    match a.op.name:
        case "aref":
            constant = isinstance(a.args[1], Constant) and isinstance(b.args[1], Constant)
            return constant and a.args[0] is b.args[0] and a.args[1] is not b.args[1]
        case "uref":
            return a.args[0] is b.args[0] and a.aux != b.aux
    return False


class Memory:
    """What the instructions emitted so far have done to memory."""

    __slots__ = ("_calls", "_last_write", "_stores")

    def __init__(self) -> None:
        self._calls: list[tuple[int, int]] = []  # (index, regions written)
        self._last_write: dict[int, int] = {}  # regions -> index of the last call writing them
        self._stores: dict[object, list[Instruction]] = {}  # by name of the store, or by Field

    def note(self, ins: Instruction, index: int) -> None:
        """Record the effect of an instruction that will stand at `index`."""
        effect = ins.op.effect
        if effect is _CALL:
            call = ins.aux
            written = _WRITES[ins.op.number]
            if isinstance(call, KernelCall):
                written |= int(call.writes)
            if written:
                self._calls.append((index, written))
                for regions in self._last_write:
                    if regions & written:
                        self._last_write[regions] = index
        elif effect is _STORE:
            key = ins.aux if ins.aux is not None else ins.op.name
            self._stores.setdefault(key, []).append(ins)

    def last_call(self, regions: int) -> int:
        """Index of the last call that writes any of `regions`, -1 if there is none."""
        found = self._last_write.get(regions)
        if found is None:
            found = -1
            for index, written in reversed(self._calls):
                if written & regions:
                    found = index
                    break
            self._last_write[regions] = found
        return found

    def last_change(self, regions: int) -> int:
        """Index of the last instruction that may have written any of `regions`, or -1."""
        last = self.last_call(regions)
        for key, stores in self._stores.items():
            written = int(key.alias) if isinstance(key, Field) else _WRITES[OPS[str(key)].number]
            if written & regions:
                last = max(last, stores[-1].index)
        return last

    def visible_store(self, ins: Instruction) -> tuple[Instruction | None, int]:
        """For a load: a store to the same address that it must see, if there is one.

        Also the index of the last instruction that may have changed what it reads, or -1.
        """
        op = ins.op
        field = ins.aux
        key: object
        if isinstance(field, Field):
            key, regions = field, int(field.alias)
        else:
            key, regions = _STORE_OF.get(op.name), _READS[op.number]
        limit = self.last_call(regions)
        stores = None if key is None else self._stores.get(key)
        if stores:
            address = ins.args[0]
            for store in stores[: -STORE_WINDOW - 1 : -1]:
                if store.index <= limit:
                    break
                if store.args[0] is address:
                    return store, store.index
                if isinstance(field, Field):
                    if separate(store.args[0], address):
                        continue
                    # One field of two objects: they may be the same object.
                    return None, store.index
                if not differ(store.args[0], address):
                    return None, store.index
            else:
                if len(stores) > STORE_WINDOW:
                    return None, max(limit, stores[-STORE_WINDOW - 1].index)
        return None, limit


class CommonSubexpressions:
    """The stage, with a table of everything emitted so far.

    `merge` finds equal instructions, `forward` gives loads the value stored before; tests
    switch them separately. One object serves one Builder.
    """

    __slots__ = ("_forward", "_memory", "_merge", "_table")

    def __init__(self, *, merge: bool = True, forward: bool = True) -> None:
        self._merge = merge
        self._forward = forward
        self._memory = Memory()
        self._table: dict[tuple[object, ...], Instruction] = {}

    def seed(self, ins: Instruction) -> None:
        """Take note of an instruction that was emitted without this stage."""
        op = ins.op
        if op.effect is _STORE or op.effect is _CALL:
            self._memory.note(ins, ins.index)
        if not op.pinned and op.effect is not _STORE:
            self._table[_key(ins)] = ins

    def __call__(self, builder: Builder, ins: Instruction) -> Ref | None:
        """An equal earlier instruction or a stored value, see builder.Stage."""
        op = ins.op
        effect = op.effect
        if effect is _PURE:
            if not self._merge:
                return None
            key = _key(ins)
            table = self._table
            found = table.get(key)
            if found is None:
                if op is _NUM2INT:
                    narrowed = self._narrowed(builder, ins)
                    if narrowed is not None:
                        if isinstance(narrowed, Instruction):
                            table[key] = narrowed
                        return narrowed
                table[key] = ins
            return found
        if effect is _LOAD:
            return None if op.pinned else self._load(builder, ins)
        if effect is _CALL and not op.pinned and self._merge:
            call = ins.aux
            assert isinstance(call, KernelCall)
            if not call.writes:
                key = _key(ins)
                found = self._table.get(key)
                if found is not None and found.index > self._memory.last_change(int(call.reads)):
                    return found
                self._table[key] = ins
                return None
        self._memory.note(ins, len(builder.instructions))
        return None

    def _narrowed(self, builder: Builder, ins: Instruction) -> Ref | None:
        """For a `num2int` of x + c or x - c, where that of x is known: an addition of integers.

        Both are exact, and fail for the same results. So the index of a loop, and what is near it,
        is converted once, in front of the loop.
        """
        operand = ins.args[0]
        if isinstance(operand, Constant):
            return None
        checked = _CHECKED.get(operand.op.name)
        if checked is None:
            return None
        number, distance = operand.args
        if not isinstance(distance, Constant) or not isinstance(distance.value, float):
            return None
        if not distance.value.is_integer() or abs(distance.value) > _INT32:
            return None
        found = self._table.get((_NUM2INT, INT, (number,), None))
        if found is None:
            return None
        constant = builder.pool.kint(int(distance.value))
        return builder.emit(checked, (found, constant), snapshot=ins.snapshot)

    def _load(self, builder: Builder, ins: Instruction) -> Ref | None:
        store, limit = self._memory.visible_store(ins)
        if store is not None and self._forward:
            value = store.args[1]
            field = store.aux
            if not isinstance(field, Field):
                return value if value.type is VAL else builder.emit(OPS["box"], (value,))
            if field.width == 8 and value.type is field.type:
                return value
        if store is None and self._forward:
            initial = _initial(builder, ins, limit)
            if initial is not None:
                return initial
        if not self._merge:
            return None
        key = _key(ins)
        found = self._table.get(key)
        if found is not None and found.index > limit:
            return found
        self._table[key] = ins
        return None


def writes(call: Instruction) -> Alias:
    """The regions of memory that a call may write."""
    kernel = call.aux
    return call.op.writes | (kernel.writes if isinstance(kernel, KernelCall) else Alias.NONE)


def _initial(builder: Builder, ins: Instruction, limit: int) -> Ref | None:
    """What a load finds in a new table, if nothing in it has changed since it was made.

    It has no metatable, and the nodes of the table that it is a copy of.
    """
    if ins.op.name not in _INITIAL:
        return None
    field, table = ins.aux, ins.args[0]
    if not isinstance(field, Field) and isinstance(table, Instruction) and table.op is _FLOAD:
        table = table.args[0]
    if not isinstance(table, Instruction) or not created(table) or limit > table.index:
        return None
    if isinstance(field, Field) and field.name == "table.metatable":
        return builder.pool.kptr(TAB, 0)
    if isinstance(field, Field) and field.name == "table.sizearray":
        count = element_count(table)
        return None if count is None else builder.pool.kint(count)
    keys = copied_keys(builder.pool, table)
    if keys is None:
        return None
    if isinstance(field, Field):
        count = (len(keys) - 1).bit_length()
        return builder.pool.kint(count) if field.name == "table.lsizenode" else None
    number, key = ins.aux, ins.args[1]
    assert isinstance(number, int) and isinstance(key, Constant)
    if ins.op.name == "hmiss":
        return None if key.bits in keys else NOTHING
    if number < len(keys) and keys[number] == key.bits:
        return builder.emit(_NREF, ins.args, number)
    return None


def element_count(table: Instruction) -> int | None:
    """How many elements the array part of a new table has; None if that is not known."""
    if len(table.args) != 2 or not isinstance(table.args[0], Constant):
        return None
    return byte_to_size(int(table.args[0].value))


def byte_to_size(byte: int) -> int:
    """What a "floating point byte" of NEWTABLE means: 3 bits of mantissa below an exponent."""
    exponent = byte >> 3 & 31
    return byte if exponent == 0 else (byte & 7 | 8) << exponent - 1


def copied_keys(pool: ConstantPool, table: Instruction) -> tuple[int, ...] | None:
    """The keys of the table that a new one was made a copy of, if it was."""
    source = table.args[0] if len(table.args) == 1 else None
    return pool.shapes.get(source) if isinstance(source, Constant) else None


def _key(ins: Instruction) -> tuple[object, ...]:
    op = ins.op
    args = ins.args
    if op.commutative and id(args[0]) > id(args[1]):
        args = (args[1], args[0])
    return (op, ins.type, args, ins.aux)
