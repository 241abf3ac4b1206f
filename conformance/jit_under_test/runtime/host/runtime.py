"""A VM as the host sees it: set up, called, read and written through a machine."""

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.bytecode.quick import QUICK_OPS
from conformance.jit_under_test.runtime.host.containment import Containment
from conformance.jit_under_test.runtime.host.files import FileTable
from conformance.jit_under_test.runtime.memory_map import DISPATCH_TABLES, VM_ADDRESS
from conformance.jit_under_test.runtime.metamethods import EVENT_NAMES
from conformance.jit_under_test.runtime.objects import (
    STATUS_MEMORY,
    STATUS_OK,
    STRING_DATA,
    VM,
    Closure,
    String,
    Table,
    Thread,
)
from conformance.jit_under_test.runtime.protected import KEEP_FRAMES, UNWOUND
from conformance.jit_under_test.runtime.values import (
    FALSE,
    FUNCTION,
    MAX_NUMBER,
    NIL,
    PAYLOAD,
    STRING,
    TABLE,
    THREAD,
    TRUE,
    USERDATA,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype
    from conformance.jit_under_test.machine.protocol import Machine
    from conformance.jit_under_test.runtime.host.jit_interface import JitInterface
    from conformance.jit_under_test.runtime.host.library import Builtin

_TEXT_SIZE: Final = 512
TABLE_BYTES: Final = 256 * 8
# A function, the VM and so many arguments, filled up to seven words.
_SEVEN_WORDS: Final = tuple(struct.Struct(f"<{2 + n}Q{8 * (5 - n)}x") for n in range(6))
_UNWIND_TO_HOST: Final = VM_ADDRESS + VM.offset("unwind_to_host")
_WORD: Final = struct.Struct("<Q")
_NUMBER: Final = struct.Struct("<d")
NEVER_HOT: Final = 0xFFFF
# Kernel functions that may find no memory, or no room on the stack.
_RAISING: Final = frozenset((
    "anchor", "builtin_new", "check_stack", "closure_fill_upvalues", "closure_new", "gc_alloc",
    "mem_alloc", "string_new", "table_new", "table_set", "table_set_int", "table_set_str",
    "userdata_new",
))  # fmt: skip
_TYPE_NAMES: Final = {
    1: "userdata", 4: "string", 5: "table", 6: "function", 7: "userdata", 8: "thread",
    12: "boolean", 13: "boolean", 14: "nil",
}  # fmt: skip


class LuaError(Exception):
    """An error of the Lua program. `value` is the error value's word.

    `thrown`: it has reached the host from Lua code; if not, a host function is to raise it.
    """

    def __init__(self, value: int, status: int, thrown: bool = False) -> None:
        super().__init__(f"Lua error (status {status})")
        self.value = value
        self.status = status
        self.thrown = thrown


class Unwound(Exception):
    """A kernel function raised a Lua error; frames were dropped down to one that catches it.

    `action` (an ACTION_*) says how to go on.
    """

    def __init__(self, action: int) -> None:
        super().__init__(f"unwound, action {action}")
        self.action = action


class Runtime:
    """One VM on one machine.

    `prototypes` holds the host's copy of every loaded prototype, by Proto.id: what only
    messages, debug functions and the recorder need.
    """

    def __init__(self, machine: "Machine", metadata: dict[str, Any]) -> None:
        self.machine = machine
        self.memory = machine.memory
        self.symbols = machine.symbols
        self.metadata = metadata
        self.vm: Any = VM.view(machine.memory, VM_ADDRESS)
        self.prototypes: dict[int, Prototype] = {}
        self._next_prototype = 0
        self.builtins: tuple[Builtin, ...] = ()
        self.internal: dict[bytes, int] = {}  # built-in functions that have no name in Lua
        self.exit_status: int | None = None  # set by os.exit, which then ends the run
        self.files: FileTable = FileTable()
        self.containment: Containment | None = None
        self.hot_loop = NEVER_HOT
        self.hot_call = NEVER_HOT
        self.clocked = False
        self.exact_clock = False
        self.jit: JitInterface | None = None  # what the library `jit` talks to
        self.hooked = False  # some thread has a hook
        self._invoke_words = 0
        self._text = 0  # a block for the bytes of a string that is about to be made
        self.host_blocks: list[tuple[int, int]] = []  # (address, size) of the host's own blocks

    # --- calls ------------------------------------------------------------------------------

    def call(self, name: str, *args: int) -> int:
        """Call a kernel function, with the VM first. Raises LuaError if there is no memory.

        Functions that raise other Lua errors are for `invoke`.
        """
        if name not in _RAISING or not self._invoke_words:
            return self.machine.call(self.symbols[name], VM_ADDRESS, *args)
        # A throw must not leave the Python frames that lie between here and the native entry.
        to_host = self.memory.read_u32(_UNWIND_TO_HOST)
        status = self._enter(name, args, KEEP_FRAMES)
        self.memory.write_u32(_UNWIND_TO_HOST, to_host)
        if status != STATUS_OK:
            raise LuaError(self.vm.error_value, status, thrown=True)
        return self.memory.read_u64(self._invoke_words + 56)

    def invoke(self, name: str, *args: int) -> int:
        """Call a kernel function of the VM and up to five words.

        Raises Unwound for a Lua error in it.
        """
        status = self._enter(name, args, 1)
        self.memory.write_u32(_UNWIND_TO_HOST, 0)
        if status != STATUS_OK:
            raise Unwound(status - UNWOUND)
        return self.memory.read_u64(self._invoke_words + 56)

    def _enter(self, name: str, args: Sequence[int], to_host: int) -> int:
        """Call a kernel function in a native entry of its own; the entry's result."""
        words = self._invoke_words
        seven = _SEVEN_WORDS[len(args)].pack(self.symbols[name], VM_ADDRESS, *args)
        self.memory.write_bytes(words, seven)
        self.memory.write_u32(_UNWIND_TO_HOST, to_host)
        return self.machine.call(
            self.symbols["vm_enter"], VM_ADDRESS, self.symbols["invoke"], words
        )

    def require(self, size: int) -> None:
        """Raise "not enough memory" unless a program may have a block of `size` bytes more.

        For what the host is about to make for a program outside the arena.
        """
        if self.vm.memory_used + size > self.vm.memory_limit:
            raise LuaError(self.vm.memory_message, STATUS_MEMORY, thrown=True)

    # --- set-up -----------------------------------------------------------------------------

    def initialise(self) -> None:
        """Make the VM in a fresh arena. Library functions are added by the library's loader."""
        self.call("vm_initialise")
        self._invoke_words = self.call("mem_alloc", 64)
        self._text = self.call("mem_alloc", _TEXT_SIZE)
        self.host_blocks += [(self._invoke_words, 64), (self._text, _TEXT_SIZE)]
        for event, name in enumerate(EVENT_NAMES):
            self.write_array("event_names", event, self.string(name) & PAYLOAD)
        for tag, text in _TYPE_NAMES.items():
            self.write_array("type_names", tag, self.string(text.encode()) & PAYLOAD)
        self.write_array("type_names", 3, self.string(b"number") & PAYLOAD)
        self.set_clocked(False)

    def write_array(self, name: str, index: int, word: int) -> None:
        """Store in a u64 array field of the VM."""
        self.memory.write_u64(VM_ADDRESS + VM.offset(name) + 8 * index, word)

    def read_array(self, name: str, index: int) -> int:
        return self.memory.read_u64(VM_ADDRESS + VM.offset(name) + 8 * index)

    def set_clocked(self, clocked: bool, exact: bool = False) -> None:
        """Fill the dispatch tables: plain, or with every instruction counted first.

        With `exact`, fragments recorded from now on check the clock before every instruction.
        """
        self.clocked = clocked
        self.exact_clock = exact
        self._fill_dispatch()

    def set_hooked(self, hooked: bool) -> None:
        """Let every instruction look for hooks first, or none."""
        if hooked != self.hooked:
            self.hooked = hooked
            self._fill_dispatch()

    def _fill_dispatch(self) -> None:
        handlers = [self.symbols[name] for name in self.metadata["handlers"]]
        handlers += [handlers[0]] * (256 - len(QUICK_OPS))
        first = handlers
        if self.clocked or self.hooked:
            first = [self.symbols["hook_tick" if self.hooked else "clock_tick"]] * 256
        continuations = [self.symbols[name] for name in self.metadata["continuations"]]
        words = [*first, *handlers, 0, *continuations]
        data = b"".join(word.to_bytes(8, "little") for word in words)
        self.memory.write_bytes(DISPATCH_TABLES, data)

    def write_pending(self, method: int, first: int, second: int) -> None:
        """Describe a metamethod call with two arguments, as metamethods.pend does."""
        vm = self.vm
        vm.method = method
        self.write_array("method_args", 0, first)
        self.write_array("method_args", 1, second)
        vm.method_count = 2

    # --- values -----------------------------------------------------------------------------

    def string(self, data: bytes) -> int:
        """The value of a string, interned."""
        if len(data) <= _TEXT_SIZE:
            self.memory.write_bytes(self._text, data)
            return self.call("string_new", self._text, len(data)) | STRING
        buffer = self.call("mem_alloc", len(data))
        self.memory.write_bytes(buffer, data)
        try:
            return self.call("string_new", buffer, len(data)) | STRING
        finally:
            self.call("mem_free", buffer, len(data))

    def string_bytes(self, value: int) -> bytes:
        """The bytes of a string value."""
        address = value & PAYLOAD
        length = self.memory.read_u64(address + String.offset("length"))
        return self.memory.read_bytes(address + STRING_DATA, length)

    def type_name(self, value: int) -> str:
        """Lua's name of the value's type."""
        return "number" if value <= MAX_NUMBER else _TYPE_NAMES[value >> 47 & 15]

    def from_python(self, value: bool | float | bytes | None) -> int:
        """The word of a plain value."""
        if value is None:
            return NIL
        if isinstance(value, bool):
            return TRUE if value else FALSE
        if isinstance(value, bytes):
            return self.string(value)
        return min(number_word(value), MAX_NUMBER)  # a greater word is a NaN like a tagged value

    def set_field(self, table: int, key: bytes, value: int) -> None:
        """table[key] = value for a table's address, without metamethods."""
        self.call("table_set_str", table, self.string(key) & PAYLOAD, value)

    def get_field(self, table: int, key: bytes) -> int:
        """table[key] for a table's address, without metamethods."""
        return self.machine.call(self.symbols["table_get_str"], table, self.string(key) & PAYLOAD)

    def new_table(self, array_size: int = 0, hash_size: int = 0) -> int:
        """The address of a new table."""
        return self.call("table_new", array_size, hash_size)

    def thread(self, address: int | None = None) -> Any:
        """A view of a thread, the current one by default."""
        return Thread.view(self.memory, self.vm.current if address is None else address)

    def table(self, address: int) -> Any:
        return Table.view(self.memory, address & PAYLOAD)

    def closure(self, address: int) -> Any:
        return Closure.view(self.memory, address & PAYLOAD)

    def builtin_closure(self, symbol: str, number: int = 0) -> int:
        """The value of a new built-in function: kernel `symbol`, built-in number `number`."""
        closure = self.call("builtin_new", self.symbols[symbol], number, 0, self.vm.globals)
        return closure | FUNCTION

    def flush(self) -> int:
        """Write out what the program has printed. Returns 0, or C's number of what went wrong."""
        return self.call("flush_output")

    def keep_prototype(self, prototype: "Prototype") -> int:
        """Remember the host's copy of a prototype; returns its Proto.id."""
        number = self._next_prototype
        self._next_prototype += 1
        self.prototypes[number] = prototype
        return number

    def forget_prototype(self, number: int) -> int:
        """The collector freed a Proto. Returns 0."""
        del self.prototypes[number]
        return 0

    def anchor(self, word: int) -> None:
        """Keep what a value refers to alive for as long as the VM.

        Besides values of programs, `word` may be a prototype with TAG_PROTO.
        """
        self.call("anchor", word)

    # --- calling Lua ------------------------------------------------------------------------

    def push(self, *values: int) -> None:
        """Push values on the current thread's stack, making room."""
        thread = self.thread()
        if thread.stack_last - thread.top <= 8 * len(values):
            self.call("check_stack", int(thread), len(values))
        top = thread.top
        for value in values:
            self.memory.write_u64(top, value)
            top += 8
        thread.top = top

    def call_value(self, function: int, arguments: Sequence[int], results: int = -1) -> list[int]:
        """Call a Lua value in a new native entry. Raises LuaError.

        `results` -1 gives all of them. Values are words; what they refer to is only safe from
        the collector while something in the VM refers to it too.
        """
        thread = self.thread()
        self.push(function, *arguments)
        offset = thread.top - 8 * (len(arguments) + 1) - thread.stack
        packed = offset << 16 | (results + 1)
        nested = thread.n_ccalls
        status = self._catch("enter_call", packed)
        if status != STATUS_OK:
            thread.n_ccalls = nested
            thread.top = thread.stack + offset
            raise LuaError(self.vm.error_value, status, thrown=True)
        start = thread.stack + offset
        count = (thread.top - start) >> 3
        values = [self.memory.read_u64(start + 8 * i) for i in range(count)]
        thread.top = start
        return values

    def _catch(self, kernel: str, argument: int) -> int:
        """Run a kernel function in a native entry that errors leave here: a STATUS_*."""
        vm, thread = self.vm, self.thread()
        entry_thread, entry_calls = vm.entry_thread, vm.entry_calls
        to_host = vm.unwind_to_host
        vm.entry_thread, vm.entry_calls = int(thread), thread.ci - thread.base_ci
        vm.unwind_to_host = 0
        status = self.machine.call(
            self.symbols["vm_enter"], VM_ADDRESS, self.symbols[kernel], argument
        )
        vm.unwind_to_host = to_host
        vm.entry_thread, vm.entry_calls = entry_thread, entry_calls
        return status

    def thrown(self, value: int) -> LuaError:
        """The error that `value` is when it is thrown here: a handler has seen it."""
        thread = self.thread()
        top, nested = thread.top - thread.stack, thread.n_ccalls
        status = self._catch("throw_value", value)
        thread.n_ccalls = nested
        thread.top = thread.stack + top
        return LuaError(self.vm.error_value, status, thrown=True)


def number_word(number: float) -> int:
    """The word of a number."""
    return int(_WORD.unpack(_NUMBER.pack(number))[0])


KIND_BITS: Final = {
    "string": STRING, "table": TABLE, "function": FUNCTION, "userdata": USERDATA, "thread": THREAD,
}  # fmt: skip
