"""Recording reads and writes of tables.

The shape that a key is found in decides what is recorded: an element of the array part is a
bounds check and a load; a constant string key is a guard on the node that holds it; everything
else is a call of the kernel that knows. Along a chain of `__index` tables each step is
recorded the same way, with guards on the metatables.
"""

from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.opcodes import FIELDS_PER_FLUSH
from conformance.jit_under_test.ir.fields import Field
from conformance.jit_under_test.ir.fragment import Constant, Ref
from conformance.jit_under_test.ir.layout import runtime_layout
from conformance.jit_under_test.ir.types import FUN, NUM, PTR, STR, TAB, VAL, IRType
from conformance.jit_under_test.reference.executor import number_of
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS
from conformance.jit_under_test.runtime.metamethods import (
    EVENT_INDEX,
    EVENT_NEWINDEX,
    MAX_CHAIN,
    TYPE_NUMBER,
)
from conformance.jit_under_test.runtime.objects import VM, Node, Table
from conformance.jit_under_test.runtime.values import (
    FUNCTION,
    MAX_NUMBER,
    NIL,
    PAYLOAD,
    STRING,
    TABLE,
    TAG_STRING,
)
from conformance.jit_under_test.semantics import effects as E
from conformance.jit_under_test.tracing.aborts import Aborted, Reason
from conformance.jit_under_test.tracing.constructors import (
    constructor_keys,
    make_template,
    template_keys,
)
from conformance.jit_under_test.tracing.recording import Traced

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.recorder import Recorder

LAYOUT: Final = runtime_layout()
_COLLECTABLE: Final = frozenset({IRType.STR, IRType.TAB, IRType.FUN, IRType.UDT, IRType.THR})
_KEY: Final = Node.offset("key")
MOST_NODES: Final = 32  # of a table that may be a class are looked at
_NEXT: Final = Node.offset("next")
_MOST_ELEMENTS: Final = 16
_NO_NODES: Final = VM_ADDRESS + VM.offset("dummy_node")
_FAR: Final = 1 << 30  # a whole number up to here is an int32, and the one before it
_TOSTRING: Final = b"__tostring"
_EVENT: Final = b"__"  # how the names of events begin


class TableRecorder:
    """Records table accesses for one recorder."""

    def __init__(self, recorder: "Recorder") -> None:
        self.r = recorder
        self.memory = recorder.memory
        self.runtime = recorder.runtime
        self.templates: dict[Ref, int] = {}  # of new tables whose constructor has not ended
        self.constructors: dict[Ref, int] = {}  # the code behind the NEWTABLE of these

    def field(self, name: str) -> Field:
        return LAYOUT.fields[name]

    def load(self, ref: Ref, name: str) -> Ref:
        """Load a field of an object."""
        field = self.field(name)
        return self.r.emit("fload", ref, aux=field, ty=field.type)

    # --- reading ----------------------------------------------------------------------------

    def index(self, container: "Traced", key: "Traced") -> "Traced | None":
        """Record `container[key]`; None if an `__index` function has to be called (pending)."""
        r = self.r
        for _ in range(MAX_CHAIN):
            ref = r.typed(container)
            if ref.type is TAB:
                value = self.raw_get(container.word & PAYLOAD, ref, key)
                if value.word != NIL:
                    return value
                method = self.method(container.word & PAYLOAD, ref, EVENT_INDEX)
                if method is None:
                    return value
            elif ref.type is STR:
                method = self.string_method(EVENT_INDEX)
            else:
                raise Aborted(Reason.ERROR, "index of a value without fields")
            if r.typed(method).type is FUN:
                self.runtime.write_pending(method.word, container.word, key.word)
                r.calls.pending = (method, [container, key])
                return None
            container = method
        raise Aborted(Reason.ERROR, "loop in gettable")

    def raw_get(self, table: int, ref: Ref, key: "Traced") -> "Traced":
        """Record a read without metamethods; the result's type is guarded."""
        r = self.r
        key_ref = r.typed(key)
        call = self.runtime.machine.call
        word = call(self.runtime.symbols["table_get"], table, key.word)
        position = self.array_position(table, key.word)
        if position is not None:
            address = self.array_address(ref, key_ref, position)
            loaded = r.emit("aload", address)
        elif key_ref.type is STR and isinstance(key_ref, Constant):
            number = self.find_node(table, key.word)
            if number is None:
                self.check_absent(table, ref, key.word)
                loaded = r.pool.kval(NIL)
            else:
                loaded = r.emit("hload", self.node_address(table, ref, number, key.word))
        elif key_ref.type is STR:
            node = self.string_address(table, ref, key, key_ref)
            loaded = r.pool.kval(NIL) if node is None else r.emit("hload", node)
        elif self.check_outside(table, ref, key, key_ref):
            loaded = r.pool.kval(NIL)
        else:
            loaded = r.call_kernel("table_get", ref, r.boxed(key_ref))
        return Traced(word, r.typed(Traced(word, loaded)))

    def check_outside(self, table: int, ref: Ref, key: "Traced", key_ref: Ref) -> bool:
        """Guard that a whole number is outside the array part, and that there are no nodes, if so.

        So it is at the end of lists, and with all tables that are still empty.
        """
        r = self.r
        nodes = self.memory.read_u64(table + Table.offset("node"))
        if key_ref.type is not NUM or nodes != _NO_NODES:
            return False
        number = number_of(key.word)
        if not abs(number) <= _FAR or number != int(number):  # no NaN, either
            return False
        index: Ref = r.pool.kint(int(number) - 1)
        if not isinstance(key_ref, Constant):
            index = r.emit("isub", r.guard("num2int", key_ref), r.pool.kint(1))
        r.guard("uge", index, self.load(ref, "table.sizearray"))
        r.guard("eq", self.load(ref, "table.node"), r.pool.kptr(PTR, _NO_NODES))
        return True

    def array_position(self, table: int, key: int) -> int | None:
        """The index (from 0) of a number key in the array part, None if it isn't there."""
        if key > MAX_NUMBER:
            return None
        number = number_of(key)
        size = self.memory.read_u32(table + Table.offset("sizearray"))
        if 1 <= number <= size and number == int(number):
            return int(number) - 1
        return None

    def array_address(self, ref: Ref, key: Ref, position: int) -> Ref:
        """The address of an array element, behind a bounds check."""
        r = self.r
        if isinstance(key, Constant):
            index: Ref = r.pool.kint(position)
        else:
            index = r.emit("isub", r.guard("num2int", key), r.pool.kint(1))
        r.guard("ult", index, self.load(ref, "table.sizearray"))
        return r.emit("aref", self.load(ref, "table.array"), index)

    def find_node(self, table: int, key: int) -> int | None:
        """The number of the node that holds a string key, None if there is none."""
        read = self.memory.read_u64
        nodes = read(table + Table.offset("node"))
        node = nodes + self.main_position(table, key) * Node.size
        while node:
            if read(node + _KEY) == key:
                return (node - nodes) // Node.size
            node = read(node + _NEXT)
        return None

    def main_position(self, table: int, key: int) -> int:
        """The number of the node where the search for a string key begins."""
        count = 1 << self.memory.read_u8(table + Table.offset("lsizenode"))
        return self.memory.read_u32((key & PAYLOAD) + 12) & (count - 1)

    def check_absent(self, table: int, ref: Ref, key: int) -> None:
        """Guard that no node holds a string key."""
        nodes = self.load_nodes(table, ref, key)
        self.r.guard("hmiss", nodes, self.r.pool.kval(key), aux=self.main_position(table, key))

    def string_address(self, table: int, ref: Ref, key: "Traced", key_ref: Ref) -> Ref | None:
        """The address of the value of any string key, None if there is no node; guarded."""
        r = self.r
        symbol = self.runtime.symbols["find_string"]
        found = self.runtime.machine.call(symbol, table, key.word & PAYLOAD)
        address = r.call_kernel("find_string", ref, key_ref)
        r.guard("ne" if found else "eq", address, r.pool.kptr(PTR, 0))
        return address if found else None

    def node_address(self, table: int, ref: Ref, number: int, key: int) -> Ref:
        """The address of a node's value, behind guards that the key is still there."""
        nodes = self.load_nodes(table, ref, key)
        return self.r.guard("hrefk", nodes, self.r.pool.kval(key), aux=number)

    def load_nodes(self, table: int, ref: Ref, key: int) -> Ref:
        """The nodes of a table, of which there are as many as now; the key stays alive."""
        r = self.r
        size = self.memory.read_u8(table + Table.offset("lsizenode"))
        r.guard("eq", self.load(ref, "table.lsizenode"), r.pool.kint(size))
        r.constant(key)  # anchors it
        return self.load(ref, "table.node")

    # --- metatables -------------------------------------------------------------------------

    def metatable_word(self, table: int) -> int:
        return self.memory.read_u64(table + Table.offset("metatable"))

    def has_no_metatable(self, value: "Traced") -> bool:
        """Record that a table has no metatable, if so."""
        r = self.r
        if self.metatable_word(value.word & PAYLOAD):
            return False
        null = r.pool.kptr(TAB, 0)
        r.guard("eq", self.load(r.typed(value), "table.metatable"), null)
        return True

    def method(self, table: int, ref: Ref, event: int) -> "Traced | None":
        """Record which metamethod a table has for an event; None if it has none.

        The metatable is not kept alive: whatever else comes to live at its address is a table
        that this guard accepts, and all that is read from it is read behind the guard.
        """
        r = self.r
        metatable = self.metatable_word(table)
        loaded = self.load(ref, "table.metatable")
        if not metatable:
            r.guard("eq", loaded, r.pool.kptr(TAB, 0))
            return None
        constant = r.pool.kptr(TAB, metatable)
        if self.is_own(metatable):
            r.guard("ne", loaded, r.pool.kptr(TAB, 0))
            method = self.raw_get(metatable, loaded, self.event_name(event))
            method = self.same_table(method)
        else:
            r.guard("eq", loaded, constant)
            method = self.raw_get(metatable, constant, self.event_name(event))
        return None if method.word == NIL else method

    def is_own(self, metatable: int) -> bool:
        """Whether a table looks like a metatable of one object: `{__index = Class}`.

        Where each object has one, a fragment for one of them would be for no other.
        """
        key = self.runtime.read_array("event_names", EVENT_INDEX) | STRING
        index = self.runtime.machine.call(self.runtime.symbols["table_get"], metatable, key)
        return index >> 47 == TABLE >> 47 and index & PAYLOAD != metatable

    def has_functions(self, table: int) -> bool:
        """Whether a table has functions among its first keys, as classes do."""
        read = self.memory.read_u64
        nodes = read(table + Table.offset("node"))
        count = 1 << self.memory.read_u8(table + Table.offset("lsizenode"))
        values = (read(nodes + number * Node.size) for number in range(min(count, MOST_NODES)))
        return any(value >> 47 == FUNCTION >> 47 for value in values)

    def same_table(self, value: "Traced") -> "Traced":
        """Guard that a class is the one that it is now; other values are as they are.

        It is not kept alive, see `method`.
        """
        r = self.r
        ref = r.typed(value)
        if ref.type is not TAB or isinstance(ref, Constant):
            return value
        if not self.has_functions(value.word & PAYLOAD):
            return value
        constant = r.pool.kptr(TAB, value.word & PAYLOAD)
        r.guard("eq", ref, constant)
        return Traced(value.word, constant)

    def any_method(self, value: "Traced", event: int) -> "Traced | None":
        """As `method`, of a table or of a number, all of which share a metatable."""
        r = self.r
        ref = r.typed(value)
        if ref.type is TAB:
            return self.method(value.word & PAYLOAD, ref, event)
        if ref.type is not NUM or self.runtime.read_array("metatables", TYPE_NUMBER):
            raise Aborted(Reason.METAMETHOD, "of another type")
        vm = r.pool.kptr(PTR, VM_ADDRESS)
        r.guard("eq", self.load(vm, "vm.number_metatable"), r.pool.kptr(TAB, 0))
        return None

    def event_name(self, event: int) -> "Traced":
        word = self.runtime.read_array("event_names", event) | STRING
        return Traced(word, self.r.constant(word))

    def string_method(self, event: int) -> "Traced":
        """The metamethod of all strings; `debug.setmetatable` may change their metatable."""
        r = self.r
        metatable = self.runtime.read_array("metatables", TAG_STRING)
        if not metatable:
            raise Aborted(Reason.ERROR, "index of a string without metatable")
        constant = r.pool.kptr(TAB, metatable)
        vm = r.pool.kptr(PTR, VM_ADDRESS)
        r.guard("eq", self.load(vm, "vm.string_metatable"), constant)
        method = self.raw_get(metatable, constant, self.event_name(event))
        if method.word == NIL:
            raise Aborted(Reason.ERROR, "index of a string without method")
        return method

    def has_no_tostring(self, kind: IRType) -> bool:
        """Record that strings, or numbers, have no `__tostring`, if so."""
        r = self.r
        metatable = self.runtime.read_array(
            "metatables", TAG_STRING if kind is STR else TYPE_NUMBER
        )
        field = "vm.string_metatable" if kind is STR else "vm.number_metatable"
        constant = r.pool.kptr(TAB, metatable)
        r.guard("eq", self.load(r.pool.kptr(PTR, VM_ADDRESS), field), constant)
        if not metatable:
            return True
        name = r.runtime.string(_TOSTRING)
        return self.raw_get(metatable, constant, Traced(name, r.constant(name))).word == NIL

    # --- constructors -----------------------------------------------------------------------

    def new(self, array_size: int, hash_size: int) -> Ref:
        """Record NEWTABLE; sizes are its operands."""
        r = self.r
        register = r.instruction.a
        keys = constructor_keys(self.runtime, r.pc, r.k, register, hash_size)
        if not keys or r.pc in r.plain_constructors:
            kint = r.pool.kint
            return r.call_kernel("trace_new_table", kint(array_size), kint(hash_size))
        template = make_template(self.runtime, array_size, hash_size, keys)
        r.anchor(TABLE | template)
        original = r.pool.kptr(TAB, template)
        r.pool.shapes[original] = template_keys(self.runtime, template)
        ref = r.call_kernel("trace_copy_table", original)
        self.templates[ref] = template
        self.constructors[ref] = r.pc
        return ref

    def initialize(self, ref: Ref, key: int, key_ref: Ref, value: Ref) -> bool:
        """Record a store of a constructor into a copy of its template, if it is one."""
        template = self.templates.get(ref)
        if template is None or not isinstance(key_ref, Constant) or key_ref.type is not STR:
            return False
        number = self.find_node(template, key)
        if number is None:
            return False
        r = self.r
        if isinstance(value, Constant) and value.bits == NIL and self.is_wanted(template, number):
            r.plain_constructors.add(self.constructors[ref])
            raise Aborted(Reason.NIL_FIELD)
        r.constant(key)  # anchors it
        nodes = self.load(ref, "table.node")
        r.emit("hstore", r.guard("hrefk", nodes, r.pool.kval(key), aux=number), value)
        self.barrier(ref, value)
        return True

    def is_wanted(self, template: int, number: int) -> bool:
        """Whether a node of a template is where another key belongs, that comes later.

        That key takes the node if its value is nil then, and else another one.
        """
        read = self.memory.read_u64
        nodes = read(template + Table.offset("node"))
        for other in range(1 << self.memory.read_u8(template + Table.offset("lsizenode"))):
            key = read(nodes + other * Node.size + _KEY)
            if other != number and key != NIL and self.main_position(template, key) == number:
                return True
        return False

    # --- writing ----------------------------------------------------------------------------

    def set_index(self, container: "Traced", key: "Traced", value: "Traced") -> bool:
        """Record and do `container[key] = value`; False if a function must be called (pending)."""
        r = self.r
        done = r.pc, container.word, key.word, value.word
        for _ in range(MAX_CHAIN):
            ref = r.typed(container)
            if ref.type is not TAB:
                raise Aborted(Reason.METAMETHOD, "__newindex of another type")
            table = container.word & PAYLOAD
            key_ref = r.typed(key)
            old = self.runtime.machine.call(self.runtime.symbols["table_get"], table, key.word)
            if old == NIL and not self.has_no_metatable(container):
                method = self.method(table, ref, EVENT_NEWINDEX)
                if method is not None:
                    self.find_no_value(table, ref, key, method)
                    if method.word >> 47 == FUNCTION >> 47:
                        r.calls.pending = (method, [container, key, value])
                        return self.set_now(*done)
                    container = method
                    continue
            elif old == NIL and self.initialize(ref, key.word, key_ref, r.typed(value)):
                return self.set_now(*done)
            self.store(table, ref, key, key_ref, value, old)
            return self.set_now(*done)
        raise Aborted(Reason.ERROR, "loop in settable")

    def set_now(self, pc: int, container: int, key: int, value: int) -> bool:
        """Store in the heap; False if the call of a metamethod is pending now."""
        return self.r.operation(self.r.invoke("path_set", container, key, value, pc))

    def set_elements(self, e: E.SetList) -> bool:
        """Record a short list as stores to elements, if the array part has room for them."""
        r = self.r
        if not 0 < e.count <= _MOST_ELEMENTS:
            return False
        container = r.register(e.table)
        values = [r.register(e.table + 1 + j) for j in range(e.count)]
        ref, start = r.typed(container), (e.block - 1) * FIELDS_PER_FLUSH
        end = start + e.count
        table = container.word & PAYLOAD
        if ref.type is not TAB or self.memory.read_u32(table + Table.offset("sizearray")) < end:
            return False
        kint = r.pool.kint
        r.guard("ult", kint(end - 1), self.load(ref, "table.sizearray"))
        array = self.load(ref, "table.array")
        kept = [r.unboxed.get(value.ref, value.ref) for value in values]
        for position, value in enumerate(kept, start):
            r.emit("astore", r.emit("aref", array, kint(position)), value)
        if any(value.type is VAL or value.type in _COLLECTABLE for value in kept):
            r.emit("tbar", ref)
        return True

    def find_no_value(self, table: int, ref: Ref, key: "Traced", method: "Traced") -> None:
        """Record that `__newindex` is asked: the key has no value, but a place from now on."""
        r = self.r
        self.raw_get(table, ref, key)
        if r.typed(method).type is FUN:
            r.calls.check_method(method)
        r.call_synced("trace_reserve", ref, r.boxed(r.typed(key)))

    def store(
        self, table: int, ref: Ref, key: "Traced", key_ref: Ref, value: "Traced", old: int
    ) -> None:
        """Record a store that no metamethod has a say in."""
        r = self.r
        value_ref = r.typed(value)
        position = self.array_position(table, key.word)
        if position is not None:
            address = self.array_address(ref, key_ref, position)
            if old != NIL:
                # A nil there would have asked the metatable.
                self.check_not_nil(r.emit("aload", address), ref, table)
            r.emit("astore", address, value_ref)
            self.barrier(ref, value_ref)
            return
        if key_ref.type is STR:
            place = self.place_to_store(table, ref, key, key_ref, old)
            if place is not None:
                r.emit("hstore", place, value_ref)
                self.barrier(ref, value_ref)
                return
        if old != NIL and self.metatable_word(table):
            if self.method(table, ref, EVENT_NEWINDEX) is not None:
                raise Aborted(Reason.METAMETHOD, "__newindex")
        elif old != NIL:
            r.guard("eq", self.load(ref, "table.metatable"), r.pool.kptr(TAB, 0))
        r.call_synced("trace_set", ref, r.boxed(key_ref), r.boxed(value_ref))

    def place_to_store(
        self, table: int, ref: Ref, key: "Traced", key_ref: Ref, old: int
    ) -> Ref | None:
        """The address of the value of a string key that has a node, guarded; None to call."""
        r = self.r
        if isinstance(key_ref, Constant):
            number = self.find_node(table, key.word)
            is_event = self.runtime.string_bytes(key.word).startswith(_EVENT)
            if number is None or (old == NIL and is_event):
                return None
            place: Ref | None = self.node_address(table, ref, number, key.word)
        else:
            is_event = True  # for all that is known of the next ones
            place = None if old == NIL else self.string_address(table, ref, key, key_ref)
        if place is None or old == NIL:
            return place  # the metatable has no say in it, whatever is there
        loaded = r.emit("hload", place)
        if is_event:
            # What a table is known to lack as a metatable is known no more when it gets that.
            r.guard("ne", loaded, r.pool.kval(NIL))
        else:
            self.check_not_nil(loaded, ref, table)
        return place

    def check_not_nil(self, loaded: Ref, ref: Ref, table: int) -> None:
        """Guard that the old value is not nil, or that it does not matter."""
        r = self.r
        if self.metatable_word(table):
            r.guard("ne", loaded, r.pool.kval(NIL))
        else:
            r.guard("eq", self.load(ref, "table.metatable"), r.pool.kptr(TAB, 0))

    def barrier(self, ref: Ref, value: Ref) -> None:
        """The write barrier, for values that the collector knows."""
        if value.type in _COLLECTABLE:
            self.r.emit("tbar", ref)
