"""Recording calls of built-in functions, over a synced stack or as operations.

A few are recorded as the operations that they amount to; not to be among these is never a reason
to give up.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.quick import QuickInstruction
from conformance.jit_under_test.ir.fragment import (
    Constant,
    EndKind,
    Instruction,
    Ref,
    Snapshot,
    kept_top,
)
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import PTR, TAB, VAL
from conformance.jit_under_test.ir.writeback import Memory
from conformance.jit_under_test.reference.executor import Executor, number_of
from conformance.jit_under_test.runtime.objects import ACTION_CONTINUE, Closure
from conformance.jit_under_test.runtime.values import NIL, PAYLOAD
from conformance.jit_under_test.semantics import effects as E
from conformance.jit_under_test.semantics.table import continuation
from conformance.jit_under_test.tracing.aborts import Aborted, Reason
from conformance.jit_under_test.tracing.builtins import (
    ALLOCATING,
    ENTERING,
    FIXED_RESULTS,
    NEVER,
    OPERATIONS,
)
from conformance.jit_under_test.tracing.limits import MAX_SLOTS
from conformance.jit_under_test.tracing.recording import Traced

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.recorder import Recorder

_ALL: Final = -1


def is_builtin(memory: Memory, function: "Traced") -> bool:
    """Is the function a built-in one?"""
    closure = function.word & PAYLOAD
    return bool(memory.read_u8(closure + Closure.offset("is_builtin")))


class BuiltinRecorder:
    """Records calls of built-in functions for one recorder."""

    def __init__(self, recorder: "Recorder") -> None:
        self.r = recorder
        self.memory: Memory = recorder.memory

    def name_of(self, value: "Traced") -> bytes:
        """The qualified name of a built-in function."""
        number = self.memory.read_u32((value.word & PAYLOAD) + Closure.offset("builtin"))
        builtins = self.r.runtime.builtins
        return builtins[number].qualified if number < len(builtins) else b"?"

    def guard_builtin(self, value: "Traced") -> None:
        """Guard that the callee is this built-in function, with whatever upvalues."""
        r = self.r
        function = r.typed(value)
        if isinstance(function, Constant):
            return
        view = Closure.view(self.memory, value.word & PAYLOAD)
        if not view.nups:
            r.guard("eq", function, r.constant(value.word))
            return
        code = r.pool.kptr(PTR, view.fn)
        r.guard("eq", r.tables.load(function, "closure.fn"), code)
        r.guard("eq", r.tables.load(function, "closure.builtin"), r.pool.kint(view.builtin))

    def call(self, index: int, value: "Traced", nargs: int, results: int) -> int | None:
        """Record the call of a built-in function in register `index`."""
        r = self.r
        name = self.name_of(value)
        if name in NEVER or name == b"?":
            raise Aborted(Reason.BUILTIN, name.decode())
        self.guard_builtin(value)
        slot = r.base_slot + index
        operation = OPERATIONS.get(name)
        arguments = [r.register(index + 1 + j) for j in range(nargs)]
        inlined = operation(r, arguments) if operation is not None else None
        kernel = "trace_enter" if name in ENTERING else "trace_call"
        given: Ref | None = None
        if inlined is None:
            kint = r.pool.kint
            given = r.call_synced(kernel, kint(index), kint(nargs), kint(results))
        r.save_pc()
        count = r.invoke(kernel, index, nargs, results & 0xFFFF_FFFF_FFFF_FFFF)
        r.flush()
        r.reload()
        r.forget_above(slot)
        if inlined is None:
            self.reload_captured(slot)
        if results == _ALL and given is not None and name not in FIXED_RESULTS:
            if not self.know_results(slot, count, given):
                return None
        elif results != _ALL:
            count = results
        self.after_builtin(slot, count, inlined)
        r.top = slot + count if results == _ALL else None
        if inlined is not None and name in ALLOCATING:
            r.builder.emit(OPS["gccheck"], snapshot=r.state_behind())
        return None

    def know_results(self, slot: int, count: int, given: Ref) -> bool:
        """Guard how many results a built-in function gave; False if the fragment ends there."""
        r = self.r
        slots = r.slot_list(r.pc)
        behind = Snapshot(slots, r.frames, r.pc, kept_top(slot), r.count + 1)
        if slot + count > MAX_SLOTS:
            r.complete(EndKind.STOP, behind, None)
            return False
        r.builder.emit(OPS["eq"], (given, r.pool.kint(count)), snapshot=behind)
        return True

    def after_builtin(self, slot: int, count: int, inlined: Ref | Sequence[Ref] | None) -> None:
        """The registers from `slot` on hold the results now."""
        r = self.r
        known = (inlined,) if isinstance(inlined, (Instruction, Constant)) else inlined
        for j in range(count):
            if known is None:
                r.reload_slot(slot + j)
            else:
                r.set_slot(slot + j, known[j] if j < len(known) else r.pool.kval(NIL))

    def reload_captured(self, slot: int) -> None:
        """A callee may have changed variables below `slot` that closures share."""
        for captured in self.r.liveness.captured_slots(self.r, 0):
            if captured < slot:
                self.r.reload_slot(captured)

    # --- iterators ----------------------------------------------------------------------------

    def iterator(self, e: E.CallIterator, function: "Traced", slot: int) -> int | None:
        """Record `next` and the iterator of ipairs, which may be asked twice."""
        r = self.r
        name = self.name_of(function)
        if name not in (b"next", b"ipairs_step"):
            return self.other_iterator(e, function, slot, name)
        state, control = r.register(e.first + 1), r.register(e.first + 2)
        table = r.typed(state)
        if table.type is not TAB:
            raise Aborted(Reason.ERROR, "iteration over something else than a table")
        self.guard_builtin(function)
        r.pin()
        results: list[Ref]
        if name == b"next":
            key = r.call_synced("trace_next", table, r.boxed(control.ref))
            results = [key, r.call_kernel("trace_next_value")]
        else:
            results = self.ipairs_step(state, table, control)
        action = Executor.do_CallIterator(r, e)
        words = [self.memory.read_u64(r.base + 8 * (e.first + 3 + j)) for j in range(e.count)]
        for j in range(e.count):
            ref = results[j] if j < len(results) else r.pool.kval(NIL)
            if j == 0 and ref.type is VAL:
                ref = r.unbox(ref, words[0])
            r.set_slot(slot + j, ref)
        r.returned = r.slots[slot] if e.count else r.pool.kval(NIL)
        return action

    def other_iterator(
        self, e: E.CallIterator, function: "Traced", slot: int, name: bytes
    ) -> int | None:
        """Record any other built-in iterator. It cannot be asked twice.

        So the one guard behind the call leaves to where the loop goes on, or ends, instead.
        """
        r = self.r
        if name in NEVER or name == b"?":
            raise Aborted(Reason.ITERATOR, name.decode())
        state, control = r.register(e.first + 1), r.register(e.first + 2)
        self.guard_builtin(function)
        r.pin()
        for j, value in enumerate((function, state, control)):
            r.set_slot(slot + j, value.ref)
        kernel = "trace_enter" if name in ENTERING else "trace_call"
        kint = r.pool.kint
        r.call_synced(kernel, kint(e.first + 3), kint(2), kint(e.count))
        for j, value in enumerate((function, state, control)):
            self.memory.write_u64(r.slot(e.first, 3 + j), value.word)
        r.save_pc()
        r.invoke(kernel, e.first + 3, 2, e.count)
        r.find_frame()
        r.forget_above(slot)
        for j in range(e.count):
            r.reload_slot(slot + j)
        self.reload_captured(slot)
        first = r.slots[slot] if e.count else r.pool.kval(NIL)
        nothing = r.pool.kval(NIL)
        ended = self.memory.read_u64(r.base + 8 * (e.first + 3)) == NIL
        edge = r.instruction_pc + 8
        body = edge + 8 + 8 * QuickInstruction(self.memory.read_u64(edge)).sbx

        def behind(ended: bool) -> Snapshot:
            pc = edge + 8 if ended else body
            slots = dict(r.slot_list(pc))
            if not ended:
                slots[slot - 1] = first
            listed = tuple(sorted(slots.items()))
            return Snapshot(listed, r.frames, pc, None, r.count + 1)

        other = replace(behind(not ended), diverging=True)
        r.builder.emit(OPS["eq" if ended else "ne"], (first, nothing), snapshot=other)
        if r.forced:
            r.builder.emit(OPS["force"], aux=0, snapshot=behind(ended))
        if ended:
            r.set_slot(slot, nothing)
        else:
            r.present.add(first)
        r.returned = r.slots[slot] if e.count else nothing
        r.runtime.vm.pending_cont = continuation(e.then, None).number
        return ACTION_CONTINUE

    def ipairs_step(self, state: "Traced", table: Ref, control: "Traced") -> list[Ref]:
        """The next index and its element; the index is nil at the end."""
        from conformance.jit_under_test.reference.executor import word_of

        r = self.r
        index = r.emit("add", r.number(control), r.pool.knum(1.0))
        key = Traced(word_of(number_of(control.word) + 1), index)
        value = r.tables.raw_get(state.word & PAYLOAD, table, key)
        if value.word == NIL:
            return [r.pool.kval(NIL)]
        return [index, value.ref]
