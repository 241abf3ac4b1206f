"""Runs fragments in Python over guest memory: the oracle for passes and backends.

Same result as machine code: the exit taken, and every byte that the exit wrote. NaN results
may differ from machine code in sign and payload, as the machines do among themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conformance.jit_under_test.ir.arithmetic import CHECKED, TESTS, VALUES, wrap
from conformance.jit_under_test.ir.boxing import box, unbox
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fields import (
    NODE_KEY,
    NODE_NEXT,
    NODE_SIZE,
    NODE_VALUE,
    Field,
    Layout,
)
from conformance.jit_under_test.ir.fragment import (
    MAX_FRAMES,
    MAX_SLOT,
    Constant,
    EndKind,
    Fragment,
    Instruction,
    Part,
    Ref,
    Snapshot,
)
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.ir.writeback import Memory, write_back
from conformance.jit_under_test.runtime.memory_map import SITE_TABLE

KernelRunner = Callable[[KernelCall, list[Any]], Any]
"""Runs a kernel on argument values (the VM's address first if it needs it)."""


class NoProgress(Exception):
    """A loop ran for more iterations than the evaluator was allowed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: the snapshot's index, BASE, and the link target if there is one.

    `instruction` is the index of the guard that failed, None at the fragment's end.
    """

    snapshot: int
    base: int
    instruction: int | None
    target: int | None = None


class GuardFailed(Exception):
    """Raised by `Execution.step` for a guard that does not hold."""


_READ = {1: "read_u8", 2: "read_u16", 4: "read_u32", 8: "read_u64"}
_WRITE = {1: "write_u8", 2: "write_u16", 4: "write_u32", 8: "write_u64"}
_MASK64 = (1 << 64) - 1


class Evaluator:
    """Evaluates fragments over one memory.

    `kernels` runs the kernel calls; without it a call raises LookupError.
    """

    def __init__(self, memory: Memory, layout: Layout, kernels: KernelRunner | None = None) -> None:
        self.memory = memory
        self.layout = layout
        self.kernels = kernels

    def run(self, fragment: Fragment, vm: int, base: int, max_iterations: int = 10_000) -> Outcome:
        """Run a renumbered fragment to its end or to the first guard that fails.

        Raises NoProgress after `max_iterations` loop iterations.
        """
        return Execution(self, fragment, vm, base).run(max_iterations)


class Execution:
    """One run of a fragment: the values computed so far, by instruction index."""

    def __init__(self, evaluator: Evaluator, fragment: Fragment, vm: int, base: int) -> None:
        self.memory = evaluator.memory
        self.layout = evaluator.layout
        self.kernels = evaluator.kernels
        self.fragment = fragment
        self.vm = vm
        self.base = base
        self.values: list[Any] = [None] * len(fragment.instructions)

    def value(self, ref: Ref) -> Any:
        return ref.value if isinstance(ref, Constant) else self.values[ref.index]

    def add_clock(self, count: int) -> None:
        address = self.vm + self.layout.vm_clock
        self.memory.write_u64(address, (self.memory.read_u64(address) + count) & _MASK64)

    def make(self, snapshot: Snapshot) -> None:
        """Make the sunk objects of a snapshot, then store what they hold."""
        for object_ in snapshot.objects:
            sunk = object_.sunk
            self.values[sunk.index] = self.op_call(sunk, [self.value(arg) for arg in sunk.args])
        fields, write = self.layout.fields, self.memory.write_u64
        for object_ in snapshot.objects:
            table = self.value(object_.sunk)
            for place, ref in object_.fields:
                value = self.value(ref)
                if place.part is Part.METATABLE:
                    write(table + fields["table.metatable"].offset, value)
                    continue
                node = place.part is Part.NODE
                start = fields["table.node" if node else "table.array"].offset
                distance = NODE_SIZE * place.number + NODE_VALUE if node else 8 * place.number
                write(self.memory.read_u64(table + start) + distance, box(ref.type, value))

    def leave(self, snapshot: Snapshot) -> int:
        self.make(snapshot)
        base = write_back(
            self.memory, self.layout, self.vm, self.base, snapshot, lambda ref: self.value(ref)
        )
        self.add_clock(snapshot.clock)
        return base

    def enter(self) -> None:
        """Step down from the frames that exist at entry."""
        frames = self.fragment.entry_frames
        if frames:
            self.base -= 8 * frames[-1].base_slot
            self.step_down(len(frames))

    def step_down(self, count: int) -> int:
        """Move `thread.ci` down by `count` frames and `thread.base` to the lower one's base.

        Returns the address of the new `thread.ci`.
        """
        layout, memory = self.layout, self.memory
        thread = memory.read_u64(self.vm + layout.vm_thread)
        ci = memory.read_u64(thread + layout.thread_ci) - count * layout.ci_size
        memory.write_u64(thread + layout.thread_ci, ci)
        if count:
            memory.write_u64(thread + layout.thread_base, memory.read_u64(ci + layout.ci_base))
        return ci

    def leave_frame(self, snapshot: Snapshot) -> tuple[int, int]:
        """Store the results and drop the entry frame; the caller's base and its fragment or 0."""
        layout, memory = self.layout, self.memory
        for slot, ref in snapshot.slots:
            memory.write_u64(self.base + 8 * slot, box(ref.type, self.value(ref)))
        self.add_clock(snapshot.clock)
        ci = self.step_down(1)
        top = self.base + 8 * snapshot.top if snapshot.top is not None else None
        thread = memory.read_u64(self.vm + layout.vm_thread)
        if top is None:
            top = memory.read_u64(ci + layout.ci_top)
        memory.write_u64(thread + layout.thread_top, top)
        call = memory.read_u64(ci + layout.ci_savedpc) - 8
        return memory.read_u64(ci + layout.ci_base), memory.read_u16(call + 2)

    def run(self, max_iterations: int) -> Outcome:
        fragment = self.fragment
        self.enter()
        instructions = fragment.instructions
        loop_start = fragment.loop_start
        start, iterations = 0, 0
        while True:
            for index in range(start, len(instructions)):
                if index == loop_start and not iterations:
                    self.add_clock(fragment.preamble_clock)
                ins = instructions[index]
                try:
                    self.values[index] = self.step(ins)
                except GuardFailed:
                    assert ins.snapshot is not None
                    return Outcome(ins.snapshot.index, self.leave(ins.snapshot), index)
            end = fragment.end
            if end.kind is EndKind.RETURN:
                assert end.snapshot is not None
                base, target = self.leave_frame(end.snapshot)
                return Outcome(end.snapshot.index, base, None, target or None)
            if end.kind is not EndKind.LOOP:
                assert end.snapshot is not None
                return Outcome(end.snapshot.index, self.leave(end.snapshot), None, end.target)
            assert loop_start is not None
            iterations += 1
            if iterations >= max_iterations:
                raise NoProgress(f"fragment {fragment.id}: {iterations} iterations")
            carried = [self.value(phi.right) for phi in fragment.phis]
            for phi, value in zip(fragment.phis, carried, strict=True):
                self.values[phi.left.index] = value
            self.add_clock(fragment.loop_clock)
            start = loop_start

    def step(self, ins: Instruction) -> Any:
        """The result of one instruction. Raises GuardFailed."""
        name = ins.op.name
        args = [self.value(arg) for arg in ins.args]
        if name in VALUES:
            return VALUES[name](*args)
        if name in TESTS:
            if not TESTS[name](*args):
                raise GuardFailed
            return None
        if name in CHECKED:
            result = CHECKED[name](*args)
            if result is None:
                raise GuardFailed
            return result
        return getattr(self, "op_" + name)(ins, args)

    def op_sload(self, ins: Instruction, args: list[Any]) -> int:
        assert isinstance(ins.aux, int)
        return self.memory.read_u64(self.base + 8 * ins.aux)

    def op_inherit(self, ins: Instruction, args: list[Any]) -> Any:
        word = self.op_sload(ins, args)
        if ins.type is IRType.VAL:
            return word
        integer = ins.type is IRType.INT
        payload = unbox(IRType.NUM if integer else ins.type, word)
        assert payload is not None, f"slot {ins.aux} holds no {ins.type.value}"
        return int(payload) if integer else payload

    def op_unbox(self, ins: Instruction, args: list[Any]) -> Any:
        payload = unbox(ins.type, args[0])
        if payload is None:
            raise GuardFailed
        return payload

    def op_box(self, ins: Instruction, args: list[Any]) -> int:
        return box(ins.args[0].type, args[0])

    def op_fload(self, ins: Instruction, args: list[Any]) -> int:
        field = ins.aux
        assert isinstance(field, Field)
        raw: int = getattr(self.memory, _READ[field.width])(args[0] + field.offset)
        if field.signed and raw >> (8 * field.width - 1):
            raw -= 1 << 8 * field.width
        return wrap(raw) if field.type is IRType.INT else raw

    def op_fstore(self, ins: Instruction, args: list[Any]) -> None:
        field = ins.aux
        assert isinstance(field, Field)
        raw = args[1] & ((1 << 8 * field.width) - 1)
        getattr(self.memory, _WRITE[field.width])(args[0] + field.offset, raw)

    def op_tbar(self, ins: Instruction, args: list[Any]) -> None:
        layout, memory, table = self.layout, self.memory, int(args[0])
        marked = memory.read_u8(table + layout.table_marked)
        if marked & layout.black:
            memory.write_u8(table + layout.table_marked, marked & ~layout.black)
            gray = memory.read_u64(self.vm + layout.vm_gray_again)
            memory.write_u64(table + layout.table_gclist, gray)
            memory.write_u64(self.vm + layout.vm_gray_again, table)

    def op_hrefk(self, ins: Instruction, args: list[Any]) -> int:
        assert isinstance(ins.aux, int)
        node = int(args[0]) + NODE_SIZE * ins.aux
        if self.memory.read_u64(node + NODE_KEY) != args[1]:
            raise GuardFailed
        return node + NODE_VALUE

    def op_nref(self, ins: Instruction, args: list[Any]) -> int:
        assert isinstance(ins.aux, int)
        node = int(args[0]) + NODE_SIZE * ins.aux
        assert self.memory.read_u64(node + NODE_KEY) == args[1], "the node has another key"
        return node + NODE_VALUE

    def op_hmiss(self, ins: Instruction, args: list[Any]) -> None:
        assert isinstance(ins.aux, int)
        node = int(args[0]) + NODE_SIZE * ins.aux
        while node:
            if self.memory.read_u64(node + NODE_KEY) == args[1]:
                raise GuardFailed
            node = self.memory.read_u64(node + NODE_NEXT)

    def op_uref(self, ins: Instruction, args: list[Any]) -> int:
        assert isinstance(ins.aux, int)
        upvalue = self.memory.read_u64(args[0] + self.layout.upvalues + 8 * ins.aux)
        return self.memory.read_u64(upvalue + self.layout.upvalue_v)

    def _load(self, ins: Instruction, args: list[Any]) -> int:
        return self.memory.read_u64(args[0])

    def _store(self, ins: Instruction, args: list[Any]) -> None:
        self.memory.write_u64(args[0], box(ins.args[1].type, args[1]))

    op_aload = op_hload = op_uload = _load
    op_astore = op_hstore = op_ustore = _store

    def op_call(self, ins: Instruction, args: list[Any]) -> Any:
        call = ins.aux
        assert isinstance(call, KernelCall)
        if self.kernels is None:
            raise LookupError(f"no kernels to call @{call.name} with")
        result = self.kernels(call, [self.vm, *args] if call.needs_vm else args)
        if call.result is IRType.NONE:
            return None
        if call.result is IRType.NUM:
            return float(result)
        return wrap(result) if call.result is IRType.INT else result & _MASK64

    def op_sunk(self, ins: Instruction, args: list[Any]) -> None:
        """Exits make it."""

    def op_spend(self, ins: Instruction, args: list[Any]) -> None:
        assert isinstance(ins.aux, int)
        address = self.vm + self.layout.vm_gc_debt
        self.memory.write_u64(address, (self.memory.read_u64(address) + ins.aux) & _MASK64)

    def op_scall(self, ins: Instruction, args: list[Any]) -> Any:
        snapshot = ins.snapshot
        assert snapshot is not None
        self.leave(snapshot)
        result = self.op_call(ins, args)
        self.add_clock(-snapshot.clock)
        ci = self.step_down(len(snapshot.frames))
        self.base = self.memory.read_u64(ci + self.layout.ci_base)
        return result

    def op_retf(self, ins: Instruction, args: list[Any]) -> None:
        read, layout = self.memory.read_u64, self.layout
        ci = read(read(self.vm + layout.vm_thread) + layout.thread_ci)
        if self.memory.read_u32(ci + layout.ci_cont):
            raise GuardFailed
        if read(ci - layout.ci_size + layout.ci_savedpc) != args[0]:
            raise GuardFailed
        self.base = read(ci - layout.ci_size + layout.ci_base)
        self.step_down(1)

    def op_wants(self, ins: Instruction, args: list[Any]) -> None:
        read, layout = self.memory.read_u64, self.layout
        ci = read(read(self.vm + layout.vm_thread) + layout.thread_ci)
        assert isinstance(ins.aux, int)
        wanted = self.memory.read_u32(ci + layout.ci_nresults)
        if self.memory.read_u32(ci + layout.ci_cont) or wanted != ins.aux & 0xFFFF_FFFF:
            raise GuardFailed

    def op_room(self, ins: Instruction, args: list[Any]) -> None:
        read, layout = self.memory.read_u64, self.layout
        thread = read(self.vm + layout.vm_thread)
        if read(thread + layout.thread_stack_last) < self.base + 8 * MAX_SLOT:
            raise GuardFailed
        frames = MAX_FRAMES * layout.ci_size
        if read(thread + layout.thread_end_ci) < read(thread + layout.thread_ci) + frames:
            raise GuardFailed

    def op_gccheck(self, ins: Instruction, args: list[Any]) -> None:
        if wrap(self.memory.read_u64(self.vm + self.layout.vm_gc_debt)) >= 0:
            raise GuardFailed

    def op_clockcheck(self, ins: Instruction, args: list[Any]) -> None:
        read = self.memory.read_u64
        assert ins.snapshot is not None
        clock = read(self.vm + self.layout.vm_clock) + ins.snapshot.clock
        if clock >= read(self.vm + self.layout.vm_clock_limit):
            raise GuardFailed

    def op_force(self, ins: Instruction, args: list[Any]) -> None:
        assert isinstance(ins.aux, int)
        counter = SITE_TABLE + 8 * ins.aux
        left = (self.memory.read_u64(counter) - 1) & _MASK64
        self.memory.write_u64(counter, left)
        if not left:
            raise GuardFailed
