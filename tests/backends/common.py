"""What every backend's tests share: a small world in guest memory, and a harness that runs a
fragment both as machine code and in the evaluator and compares everything that it left."""

import math
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

from conformance.jit_under_test.backends.protocol import (
    EXIT_DESCRIPTOR_SIZE,
    EXIT_DIRECT_OFFSET,
    Backend,
    CompiledFragment,
    fragment_symbol,
)
from conformance.jit_under_test.image.compiler import build_image
from conformance.jit_under_test.image.model import Image, ImageSource
from conformance.jit_under_test.ir.boxing import MAX_NUMBER, TAG_BITS
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.evaluator import Evaluator
from conformance.jit_under_test.ir.fields import Field
from conformance.jit_under_test.ir.fragment import Fragment
from conformance.jit_under_test.ir.layout import runtime_layout
from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.text import format_fragment, parse_fragment
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.ir.verifier import verify
from conformance.jit_under_test.kernel.lowering import lower
from conformance.jit_under_test.machine.imports import ImportSpec, Kind
from conformance.jit_under_test.machine.protocol import Arch, Machine
from conformance.jit_under_test.runtime import exits
from conformance.jit_under_test.runtime.exits import ExitDescriptor
from conformance.jit_under_test.runtime.memory_map import (
    CODE_BASE,
    EXIT_TABLE,
    FRAGMENT_TABLE,
    HEAP_BASE,
    IMPORT_TABLE,
    VM_ADDRESS,
)
from conformance.jit_under_test.runtime.stubs import stubs

# Fields of a test object: eight words, then one field of each narrow kind, then pointers.
CELL_FIELDS = (
    *(Field(f"cell.i{i}", "Cell", 8 * i, 8, IRType.INT, Alias.OBJECT) for i in range(8)),
    Field("cell.u8", "Cell", 64, 1, IRType.INT, Alias.OBJECT),
    Field("cell.s8", "Cell", 65, 1, IRType.INT, Alias.OBJECT, signed=True),
    Field("cell.u16", "Cell", 66, 2, IRType.INT, Alias.OBJECT),
    Field("cell.s16", "Cell", 68, 2, IRType.INT, Alias.OBJECT, signed=True),
    Field("cell.u32", "Cell", 72, 4, IRType.INT, Alias.OBJECT),
    Field("cell.s32", "Cell", 76, 4, IRType.INT, Alias.OBJECT, signed=True),
    Field("cell.tab", "Cell", 80, 8, IRType.TAB, Alias.OBJECT),
    Field("cell.fun", "Cell", 88, 8, IRType.FUN, Alias.OBJECT),
    Field("cell.ptr", "Cell", 96, 8, IRType.PTR, Alias.OBJECT),
    Field("cell.val", "Cell", 104, 8, IRType.VAL, Alias.OBJECT),
)
_RUNTIME = runtime_layout()
LAYOUT = replace(
    _RUNTIME, fields={**_RUNTIME.fields, **{field.name: field for field in CELL_FIELDS}}
)

# The world: addresses of one object of each kind.
VM = VM_ADDRESS
PROBE = VM_ADDRESS + 0xF000  # where the exit probe leaves BASE
THREAD = HEAP_BASE + 0x1000
CI = HEAP_BASE + 0x2100
STACK = HEAP_BASE + 0x4000
BASE = STACK + 0x400
CELL = HEAP_BASE + 0x6000
TABLE = HEAP_BASE + 0x7000
ARRAY = HEAP_BASE + 0x8000
NODES = HEAP_BASE + 0x9000
CLOSURE = HEAP_BASE + 0xA000
UPVALUES = HEAP_BASE + 0xB000
MOVED_STACK = HEAP_BASE + 0xC000
MOVED_CI = HEAP_BASE + 0xE100
PC = HEAP_BASE + 0xF000
# Frames of callers below the entry frame, each so many slots lower than the one above it.
CALLERS = 3
CALLER_DISTANCE = 12
WINDOW = (HEAP_BASE, 0x10000)
VM_WINDOW = (VM_ADDRESS, 0x1000)

# Boxed values.
TAB = TAG_BITS[IRType.TAB] | TABLE
STR = TAG_BITS[IRType.STR] | CELL
FUN = TAG_BITS[IRType.FUN] | CLOSURE

FIRST_EXIT_ID = 5
EXIT_ID_STEP = 3
LINKED = 0xBEEF  # what the probe for linked fragments returns
LINK_TARGET = 77
RETURNED_CLOCK_LIMIT = 1 << 40

Prepare = Callable[[Any], None]


class Probes(Protocol):
    """Code of one architecture that only tests need."""

    def leave(self, address: int, jit_leave: int) -> bytes:
        """Store BASE to PROBE, then jump to `jit_leave` with the result register kept."""

    def linked(self, address: int, leave: int) -> bytes:
        """Put LINKED into the result register and jump to the leave probe."""

    def thunk(self, address: int, slot: int) -> bytes:
        """Call the function whose address is at `slot`, then overwrite every register that a
        C function may destroy, but for the results."""


@dataclass(frozen=True)
class Kernel:
    """A kernel for tests: its record, and a Python function over (memory, arguments)."""

    call: KernelCall
    function: Callable[..., Any]


_KINDS = {IRType.NUM: Kind.F64, IRType.INT: Kind.I64, IRType.NONE: Kind.VOID}


@cache
def exit_image(arch: Arch) -> Image:
    """The stubs, and the kernel that restores exits."""
    lowered = lower([exits], arch)
    nothing = "define i64 @vm_unwind(ptr %vm) {\n  ret i64 0\n}\n"
    return build_image(ImageSource(str(lowered.module) + nothing, stubs(arch, 0)), arch)


class Harness:
    """One backend on one machine."""

    def __init__(
        self, machine: Machine, backend: Backend, probes: Probes, kernels: Sequence[Kernel]
    ) -> None:
        self.machine = machine
        self.memory: Any = machine.memory
        self.backend = backend
        self.kernels = {kernel.call.name: kernel for kernel in kernels}
        self.symbols: dict[str, int] = {}
        self.code = CODE_BASE
        image = exit_image(machine.arch)
        machine.load_image(image)
        self.symbols.update(image.symbols)
        self._bind(kernels, probes)
        self.leave = self.place(probes.leave(self.code, self.symbols["jit_leave"]))
        linked = self.place(probes.linked(self.code, self.leave))
        self.symbols[fragment_symbol(LINK_TARGET)] = linked
        self.memory.write_u64(FRAGMENT_TABLE, self.leave)
        self.memory.write_u64(FRAGMENT_TABLE + 8 * LINK_TARGET, linked)
        for exit_id in range(FIRST_EXIT_ID + 400 * EXIT_ID_STEP):
            descriptor = EXIT_TABLE + EXIT_DESCRIPTOR_SIZE * exit_id
            self.memory.write_u64(descriptor, self.leave)
            self.memory.write_u64(descriptor + EXIT_DIRECT_OFFSET, self.symbols["jit_exit"])
        self.start = self.code

    def _bind(self, kernels: Sequence[Kernel], probes: Probes) -> None:
        specs, providers = [], {}
        for slot, kernel in enumerate(kernels):
            call = kernel.call
            types = [*([Kind.U64] if call.needs_vm else [])]
            types += [_KINDS.get(ty, Kind.U64) for ty in call.args]
            specs.append(ImportSpec(call.name, tuple(types), _KINDS.get(call.result, Kind.U64)))
            providers[call.name] = self._provider(kernel)
            thunk = probes.thunk(self.code, IMPORT_TABLE + 8 * slot)
            self.symbols[call.name] = self.place(thunk)
        self.machine.bind_imports(specs, providers)

    def _provider(self, kernel: Kernel) -> Callable[..., Any]:
        return lambda *args: kernel.function(self.memory, *args)

    def place(self, code: bytes) -> int:
        """Write code behind what is there; its address."""
        address = self.code
        self.machine.write_code(address, code)
        self.code = (address + len(code) + 15) & ~15
        return address

    @property
    def calls(self) -> Mapping[str, KernelCall]:
        """The table of kernels for the parser."""
        return {name: kernel.call for name, kernel in self.kernels.items()}

    def parse(self, text: str) -> Fragment:
        """A verified fragment from its text."""
        fragment = parse_fragment(text, LAYOUT.fields, self.calls)
        verify(fragment)
        return fragment

    def compile(self, fragment: Fragment) -> CompiledFragment:
        """Compile a fragment behind the stubs and put it there."""
        exit_ids = [FIRST_EXIT_ID + EXIT_ID_STEP * k for k in range(len(fragment.snapshots))]
        compiled = self.backend.compile(fragment, self.start, self.symbols, exit_ids)
        self.machine.write_code(compiled.address, compiled.code)
        return compiled

    def check(
        self,
        fragment: Fragment | str,
        prepare: Prepare = lambda memory: None,
        compiled: CompiledFragment | None = None,
    ) -> int | None:
        """Run as machine code and in the evaluator over equal memory; both must agree.

        Returns the index of the snapshot that was left by, None if the end linked elsewhere.
        """
        if isinstance(fragment, str):
            fragment = self.parse(fragment)
        memory = self.memory
        left_by = self.run(fragment, prepare, compiled)
        base = memory.read_u64(PROBE)
        after = self.contents()
        self.restore(prepare)
        entry_base = self.push_frames(fragment)
        outcome = Evaluator(memory, LAYOUT, self._run_kernel).run(fragment, VM, entry_base)
        expected = self.contents()
        text = format_fragment(fragment)
        if left_by is None:
            assert outcome.target == LINK_TARGET, text
        else:
            assert left_by == outcome.snapshot, text
        assert base == outcome.base, f"BASE {base:#x} not {outcome.base:#x}\n{text}"
        differing = differences(after, expected)
        assert not differing, f"{differing}\n{text}"
        return left_by

    def run(
        self,
        fragment: Fragment,
        prepare: Prepare = lambda memory: None,
        compiled: CompiledFragment | None = None,
    ) -> int | None:
        """Run as machine code only; the snapshot's index as of `check`, BASE is in PROBE."""
        if compiled is None:
            compiled = self.compile(fragment)
        self.restore(prepare)
        self.memory.write_u64(PROBE, 0)
        self.set_records(compiled)
        entry = compiled.address + compiled.entry
        base = self.push_frames(fragment)
        result = self.machine.call(self.symbols["jit_enter"], VM, base, entry)
        if result == LINKED:
            return None
        left_by, rest = divmod(result - FIRST_EXIT_ID, EXIT_ID_STEP)
        assert rest == 0, f"result {result:#x}\n{format_fragment(fragment)}"
        return left_by

    def set_records(self, compiled: CompiledFragment, first_exit: int = 0) -> None:
        """Tell the exits' descriptors of their records."""
        for index, offset in compiled.exit_records.items():
            descriptor = self.descriptor(first_exit + index)
            record = descriptor + ExitDescriptor.offset("record")
            self.memory.write_u64(record, compiled.address + offset)

    def descriptor(self, exit_: int) -> int:
        """The address of an exit's descriptor."""
        return EXIT_TABLE + EXIT_DESCRIPTOR_SIZE * (FIRST_EXIT_ID + EXIT_ID_STEP * exit_)

    def _run_kernel(self, call: KernelCall, args: list[Any]) -> Any:
        return self.kernels[call.name].function(self.memory, *args)

    def restore(self, prepare: Prepare) -> None:
        """The world as it is before a run."""
        memory = self.memory
        for address, size in (WINDOW, VM_WINDOW):
            memory.write_bytes(address, bytes(size))
        memory.write_u64(VM + LAYOUT.vm_thread, THREAD)
        memory.write_u64(VM + LAYOUT.vm_clock, 1000)
        memory.write_u64(VM + LAYOUT.vm_clock_limit, RETURNED_CLOCK_LIMIT)
        memory.write_u64(VM + LAYOUT.vm_gc_debt, (1 << 64) - 1000)
        memory.write_u64(THREAD + LAYOUT.thread_ci, CI)
        for depth in range(CALLERS + 1):
            ci, base = CI - depth * LAYOUT.ci_size, BASE - 8 * CALLER_DISTANCE * depth
            memory.write_u64(ci + LAYOUT.ci_func, base - 8)
            memory.write_u64(ci + LAYOUT.ci_base, base)
            memory.write_u64(ci + LAYOUT.ci_top, base + 8 * 20)
            memory.write_u64(ci + LAYOUT.ci_savedpc, caller_pc(depth) if depth else 0)
        memory.write_u64(TABLE + LAYOUT.fields["table.array"].offset, ARRAY)
        memory.write_u64(TABLE + LAYOUT.fields["table.node"].offset, NODES)
        memory.write_u32(TABLE + LAYOUT.fields["table.sizearray"].offset, 16)
        for i in range(4):
            memory.write_u64(CLOSURE + LAYOUT.upvalues + 8 * i, UPVALUES + 64 * i)
            value = UPVALUES + 64 * i + LAYOUT.upvalue_v
            memory.write_u64(value, UPVALUES + 64 * i + 40)
        prepare(memory)

    def push_frames(self, fragment: Fragment) -> int:
        """Enter the frames that exist when the fragment is entered; the innermost base."""
        base = BASE
        for i, frame in enumerate(fragment.entry_frames, 1):
            base = BASE + 8 * frame.base_slot
            ci = CI + i * LAYOUT.ci_size
            self.memory.write_u64(ci + LAYOUT.ci_base, base)
            self.memory.write_u64(THREAD + LAYOUT.thread_ci, ci)
        self.memory.write_u64(THREAD + LAYOUT.thread_base, base)
        return base

    def contents(self) -> bytes:
        """All memory that fragments may change."""
        return b"".join(bytes(self.memory.read_bytes(*window)) for window in (WINDOW, VM_WINDOW))


def caller_pc(depth: int) -> int:
    """Where the caller `depth` frames below the entry frame goes on."""
    return PC + 0x40 * depth


def differences(ours: bytes, expected: bytes) -> list[str]:
    """Words that differ, with their addresses; any NaN is as good as any other."""
    if ours == expected:
        return []
    found = []
    count = len(ours) // 8
    words = zip(
        struct.unpack(f"<{count}Q", ours), struct.unpack(f"<{count}Q", expected), strict=True
    )
    for i, (a, b) in enumerate(words):
        if a == b or (is_nan(a) and is_nan(b)):
            continue
        offset = 8 * i
        start, size = WINDOW
        address = start + offset if offset < size else VM_ADDRESS + offset - size
        found.append(f"[{address:#x}] is {a:#x}, should be {b:#x}")
    return found


def is_nan(bits: int) -> bool:
    """Whether a word is a NaN that counts as a number."""
    return bits <= MAX_NUMBER and math.isnan(struct.unpack("<d", struct.pack("<Q", bits))[0])


def f64(value: float) -> int:
    """The word that holds a number."""
    return int.from_bytes(struct.pack("<d", value), "little")


def set_slots(**slots: int) -> Prepare:
    """Prepare stack slots: `set_slots(s3=word)`; `m1` is slot -1."""

    def prepare(memory: Any) -> None:
        for name, word in slots.items():
            slot = int(name[1:]) * (-1 if name[0] == "m" else 1)
            memory.write_u64(BASE + 8 * slot, word)

    return prepare


def cells(*values: int) -> Prepare:
    """Prepare the first words of the cell."""

    def prepare(memory: Any) -> None:
        for i, value in enumerate(values):
            memory.write_u64(CELL + 8 * i, value & ((1 << 64) - 1))

    return prepare


# Kernels.


def _weigh(memory: Any, *args: float) -> float:
    """Tells every argument's place from every other's."""
    return float(sum((i + 1) * arg for i, arg in enumerate(args)))


def _weigh_integers(memory: Any, *args: int) -> int:
    total = sum((2 * i + 1) * arg for i, arg in enumerate(args)) & ((1 << 64) - 1)
    return total - (1 << 64) if total >> 63 else total


def _note_clock(memory: Any, vm: int) -> int:
    """Leaves what the callee sees of the state: clock, pc and top, in the cell."""
    thread = memory.read_u64(vm + LAYOUT.vm_thread)
    ci = memory.read_u64(thread + LAYOUT.thread_ci)
    memory.write_u64(CELL, memory.read_u64(vm + LAYOUT.vm_clock))
    memory.write_u64(CELL + 8, memory.read_u64(ci + LAYOUT.ci_savedpc))
    memory.write_u64(CELL + 16, memory.read_u64(thread + LAYOUT.thread_top))
    memory.write_u64(CELL + 24, memory.read_u64(thread + LAYOUT.thread_base))
    return int(ci)


def _move_stack(memory: Any, vm: int, value: float) -> float:
    """Moves the stack and the CallInfo array, as growing them does."""
    thread = memory.read_u64(vm + LAYOUT.vm_thread)
    ci = memory.read_u64(thread + LAYOUT.thread_ci)
    depth = ci - CI
    shift = MOVED_STACK - STACK
    memory.write_bytes(MOVED_STACK, bytes(memory.read_bytes(STACK, 0x1000)))
    below = CALLERS * LAYOUT.ci_size
    size = below + 0x400
    memory.write_bytes(MOVED_CI - below, bytes(memory.read_bytes(CI - below, size)))
    memory.write_bytes(STACK, b"\xdd" * 0x1000)
    memory.write_bytes(CI - below, b"\xdd" * size)
    moved = MOVED_CI - below
    while moved <= MOVED_CI + depth:
        for offset in (LAYOUT.ci_func, LAYOUT.ci_base, LAYOUT.ci_top):
            memory.write_u64(moved + offset, memory.read_u64(moved + offset) + shift)
        moved += LAYOUT.ci_size
    memory.write_u64(thread + LAYOUT.thread_ci, MOVED_CI + depth)
    return value * 2


_N, _I = IRType.NUM, IRType.INT
KERNELS = (
    Kernel(KernelCall("weigh", (_N,) * 8, _N, False), _weigh),
    Kernel(KernelCall("weigh_integers", (_I,) * 6, _I, False), _weigh_integers),
    Kernel(
        KernelCall("weigh_mixed", (_I, _N, _I, _N, _N), _N, True),
        lambda memory, vm, *args: _weigh(memory, *args),
    ),
    Kernel(KernelCall("pass_table", (IRType.TAB,), IRType.TAB, True), lambda memory, vm, t: t),
    Kernel(
        KernelCall("store_word", (IRType.PTR, IRType.VAL), IRType.NONE, True),
        lambda memory, vm, p, v: memory.write_u64(p, v),
    ),
    Kernel(KernelCall("note_clock", (), IRType.PTR, True), _note_clock),
    Kernel(KernelCall("move_stack", (_N,), _N, True), _move_stack),
)
