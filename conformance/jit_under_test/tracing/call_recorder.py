"""Recording calls: Lua functions are inlined, built-in ones are called over a synced stack.

A few built-in functions are recorded as the operations that they amount to; not to be among
these is never a reason to give up.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.quick import QuickInstruction
from conformance.jit_under_test.ir.fragment import Constant, EndKind, Frame, Ref, Snapshot, kept_top
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.reference.executor import Executor, number_of
from conformance.jit_under_test.runtime.frames import VARARG_NEEDS_ARG
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS
from conformance.jit_under_test.runtime.metamethods import EVENT_CALL
from conformance.jit_under_test.runtime.objects import (
    ACTION_CONTINUE,
    CLOSURE_UPVALUES,
    CONT_NONE,
    FRAME_CCALL,
    FRAME_LUA,
    CallInfo,
    Closure,
    Proto,
    Thread,
    UpVal,
)
from conformance.jit_under_test.runtime.values import (
    FUNCTION,
    NIL,
    PAYLOAD,
    TAG_PROTO,
    tag_bits,
)
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

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.recorder import Recorder, Traced

MAX_DEPTH: Final = 20  # inlined frames
MAX_RETURNS: Final = 4  # returns below the entry frame in one recording
MAX_EXTRA: Final = 100  # extra arguments of a function
MAX_SLOTS: Final = 500  # run_fragment guarantees 600 above the base
_ALL: Final = -1


class CallRecorder:
    """Records calls and returns for one recorder.

    `pending` is the metamethod that the current instruction has to call, with its arguments.
    """

    def __init__(self, recorder: "Recorder") -> None:
        self.r = recorder
        self.memory = recorder.memory
        self.returns = 0
        self.pending: tuple[Traced, list[Traced]] | None = None

    # --- calls of Lua functions -------------------------------------------------------------

    def call(self, e: E.Call) -> int | None:
        """Record OP_CALL."""
        r = self.r
        slot = r.base_slot + e.function
        nargs = self.count_arguments(e, slot)
        value = r.do_Slot(E.Slot(e.function))
        if value.word >> 47 != FUNCTION >> 47:
            value = self.insert_call_method(value, slot, nargs)
            nargs += 1
        if self.is_builtin(value):
            return self.builtin(e.function, value, nargs, e.results - 1)
        target = self.recursion(self.proto_of(value))
        frame = self.frame_for(value, slot, nargs, e.results - 1)
        action = Executor.do_Call(r, e)
        self.enter(frame, value, nargs)
        return self.link(target, action)

    def count_arguments(self, e: E.Call | E.TailCall, slot: int) -> int:
        """How many arguments stand behind the called value."""
        if e.arguments:
            return e.arguments - 1
        assert self.r.top is not None, "open arguments without a known top"
        return self.r.top - slot - 1

    def insert_call_method(self, value: "Traced", slot: int, nargs: int) -> "Traced":
        """Put the `__call` metamethod of a table below it, which becomes the first argument."""
        r = self.r
        table = r.typed(value)
        if table.type is not IRType.TAB:
            raise Aborted(Reason.CALL_METHOD)
        method = r.tables.method(value.word & PAYLOAD, table, EVENT_CALL)
        if method is None or method.word >> 47 != FUNCTION >> 47 or self.is_builtin(method):
            raise Aborted(Reason.CALL_METHOD)
        r.snapshot()
        refs = [r.read_slot(slot + j) for j in range(nargs + 1)]
        r.set_slot(slot, method.ref)
        for j, ref in enumerate(refs, slot + 1):
            r.set_slot(j, ref)
        return method

    def is_builtin(self, function: "Traced") -> bool:
        """Is the function a built-in one?"""
        closure = function.word & PAYLOAD
        return bool(self.memory.read_u8(closure + Closure.offset("is_builtin")))

    def tail_call(self, e: E.TailCall) -> int | None:
        """Record OP_TAILCALL: the callee takes the frame's place; a built-in one is just called."""
        r = self.r
        slot = r.base_slot + e.function
        nargs = self.count_arguments(e, slot)
        value = r.do_Slot(E.Slot(e.function))
        if value.word >> 47 != FUNCTION >> 47:
            raise Aborted(Reason.CALL_METHOD)
        if self.is_builtin(value):
            return self.builtin(e.function, value, nargs, _ALL)
        if not r.frames:
            return self.replace_entry_frame(e, value, nargs)
        target = self.recursion(self.proto_of(value))
        old = r.frames[-1]
        new = self.frame_for(value, old.func_slot, nargs, old.nresults, old.cont)
        r.snapshot()
        if self.captured_slots(r.base_slot) or r.liveness.captured(r.ci):
            r.call_synced("trace_close", r.pool.kint(0))
        refs = [r.read_slot(slot + j) for j in range(nargs + 1)]
        action = Executor.do_TailCall(r, e)
        r.frames.pop()
        r.existing = min(r.existing, len(r.frames))
        r.forget_above(old.func_slot)
        for j, ref in enumerate(refs, old.func_slot):
            r.set_slot(j, ref)
        replaced = replace(
            new, return_pc=old.return_pc, tailcalls=old.tailcalls + 1, flags=old.flags
        )
        self.enter(replaced, value, nargs)
        return self.link(target, action)

    def replace_entry_frame(self, e: E.TailCall, value: "Traced", nargs: int) -> int | None:
        """The callee's frame takes the place of the entry frame, in memory too."""
        r = self.r
        if r.kind == "loop":
            raise Aborted(Reason.RETURN)
        target = self.recursion(self.proto_of(value))
        self.guard_prototype(value)
        kint = r.pool.kint
        r.call_synced("trace_tail_call", kint(e.function), kint(nargs + 1))
        action = Executor.do_TailCall(r, e)
        r.slots.clear()
        r.changed.clear()
        r.pending.clear()
        r.top = None
        return self.link(target, action)

    def link(self, target: int | None, action: int | None) -> int | None:
        """End the fragment in the callee's, if it has one to go on in."""
        if target is not None:
            self.r.reload()
            self.r.finish(EndKind.LINK, target)
        return action

    def recursion(self, proto: int) -> int | None:
        """The fragment that a call of a recursive function goes on in; None to inline the call."""
        r = self.r
        active = self.is_active(proto)
        if active:
            r.recursive.add(proto)
        if proto not in r.recursive:
            return None
        target = r.functions(proto)
        if target is None and active:
            raise Aborted(Reason.RECURSION)
        if target is not None:
            self.check_ccalls()
        return target

    def refuse_recursion(self, value: "Traced") -> None:
        """Metamethods and iterators that call themselves are not inlined without end."""
        if self.is_active(self.proto_of(value)):
            raise Aborted(Reason.RECURSION)

    def frame_for(
        self, value: "Traced", slot: int, nargs: int, results: int, cont: int = 0, flags: int = 0
    ) -> Frame:
        """Guard that the callee has this prototype and describe its frame."""
        r = self.r
        view = Proto.view(self.memory, self.proto_of(value))
        base = slot + 1
        if view.is_vararg & VARARG_NEEDS_ARG:
            raise Aborted(Reason.VARARG_CALL)
        if view.is_vararg:
            base += max(nargs, view.numparams) + 1  # behind all arguments and the function again
        if len(r.frames) >= MAX_DEPTH or base + view.maxstack > MAX_SLOTS:
            raise Aborted(Reason.TOO_DEEP)
        self.guard_prototype(value)
        return Frame(
            slot, base, base + view.maxstack, r.pc, results, 0, view.k, cont, flags | FRAME_LUA
        )

    def proto_of(self, function: "Traced") -> int:
        """The prototype of a Lua function."""
        return self.memory.read_u64((function.word & PAYLOAD) + Closure.offset("proto"))

    def guard_prototype(self, value: "Traced") -> None:
        """Guard that a function has the prototype that it has now."""
        r = self.r
        function, proto = r.typed(value), self.proto_of(value)
        r.anchors.append(tag_bits(TAG_PROTO) | proto)
        if not isinstance(function, Constant):
            loaded = r.tables.load(function, "closure.proto")
            r.guard("eq", loaded, r.pool.kptr(IRType.PTR, proto))

    def is_active(self, proto: int) -> bool:
        """Does a frame of this recording already run the prototype?"""
        read = self.memory.read_u64
        ci = self.r.ci
        for _ in range(len(self.r.frames) + 1):
            function = read(read(ci + CallInfo.offset("func"))) & PAYLOAD
            if read(function + Closure.offset("proto")) == proto:
                return True
            ci -= CallInfo.size
        return False

    def enter(self, frame: Frame, value: "Traced", nargs: int) -> None:
        """The callee's frame is there: its registers are its arguments, then nil."""
        r = self.r
        r.flush()
        nothing = r.pool.kval(NIL)
        view = Proto.view(self.memory, self.proto_of(value))
        arguments = frame.func_slot + 1
        given = min(nargs, view.numparams)
        if view.is_vararg:
            fixed = [r.read_slot(arguments + j) for j in range(given)]
            r.forget_above(arguments + nargs)
            for j in range(view.numparams):
                r.set_slot(arguments + j, nothing)
            r.set_slot(frame.base_slot - 1, value.ref)
            for j, ref in enumerate(fixed, frame.base_slot):
                r.set_slot(j, ref)
        else:
            r.forget_above(frame.base_slot + given)
        for slot in range(frame.base_slot + given, frame.top_slot):
            r.set_slot(slot, nothing)
        r.frames.append(frame)
        r.base_slot = frame.base_slot
        r.top = None

    def return_(self, e: E.Return) -> int | None:
        """Record OP_RETURN from an inlined frame; the fragment ends at any other."""
        r = self.r
        if not r.frames and not self.may_return():
            return self.drop_frame(e) if self.may_drop() else r.stop_here()
        r.snapshot()  # guards from here on, also of a continuation, return to this instruction
        own_frame = len(r.frames) > r.existing
        if self.captured_slots(r.base_slot) or (not own_frame and r.liveness.captured(r.ci)):
            r.call_synced("trace_close", r.pool.kint(0))
        first = r.base_slot + e.first
        count = e.count - 1
        if e.count == 0:
            assert r.top is not None, "open results without a known top"
            count = r.top - first
        refs: list[Ref] = [r.read_slot(first + j) for j in range(count)]
        frame = r.frames.pop() if r.frames else self.leave_entry_frame()
        r.existing = min(r.existing, len(r.frames))
        action = Executor.do_Return(r, e)
        r.base_slot = r.frames[-1].base_slot if r.frames else 0
        r.forget_above(frame.func_slot)
        wanted = count if frame.nresults == _ALL else frame.nresults
        nothing = r.pool.kval(NIL)
        results = [refs[j] if j < count else nothing for j in range(wanted)]
        for j, ref in enumerate(results):
            r.set_slot(frame.func_slot + j, ref)
        r.top = frame.func_slot + wanted if frame.nresults == _ALL else None
        r.returned = results[0] if results else nothing
        return action

    def may_return(self) -> bool:
        """Can the recording go on in the caller of the entry frame?"""
        r = self.r
        ci = CallInfo.view(self.memory, r.ci)
        caller = CallInfo.view(self.memory, r.ci - CallInfo.size)
        plain = ci.cont == CONT_NONE and caller.flags & FRAME_LUA
        if r.kind != "side" or r.tree != "loop" or not plain or ci.base != ci.func + 8:
            return False
        self.returns += 1
        return self.returns <= MAX_RETURNS

    def may_drop(self) -> bool:
        """Can the fragment end by returning from its entry frame, wherever that goes?"""
        ci = CallInfo.view(self.memory, self.r.ci)
        return self.r.kind != "loop" and ci.cont == CONT_NONE and ci.base == ci.func + 8

    def drop_frame(self, e: E.Return) -> int | None:
        """End the fragment with a return from its entry frame."""
        r = self.r
        wanted = CallInfo.view(self.memory, r.ci).nresults
        r.guard("wants", aux=wanted)
        if self.captured_slots(0) or r.liveness.captured(r.ci):
            r.call_synced("trace_close", r.pool.kint(0))
        first, count = e.first, e.count - 1
        if e.count == 0:
            assert r.top is not None, "open results without a known top"
            count = r.top - first
        refs = [r.read_slot(first + j) for j in range(count)]
        action = Executor.do_Return(r, e)
        kept = count if wanted == _ALL else wanted
        nothing = r.pool.kval(NIL)
        slots = tuple((j - 1, refs[j] if j < count else nothing) for j in range(kept))
        top = kept - 1 if wanted == _ALL else None
        r.complete(EndKind.RETURN, Snapshot(slots, (), 0, top, r.count + 1), None)
        return action

    def leave_entry_frame(self) -> Frame:
        """Guard where the entry frame returns to; its caller becomes the entry frame.

        The result describes the frame that is left, in slots of the caller.
        """
        r = self.r
        ci = CallInfo.view(self.memory, r.ci)
        caller = CallInfo.view(self.memory, r.ci - CallInfo.size)
        distance = (ci.base - caller.base) >> 3
        r.guard("retf", r.pool.kptr(IRType.PTR, caller.savedpc), aux=distance)
        r.slots.clear()
        r.changed.clear()
        return Frame(distance - 1, distance, distance, caller.savedpc, ci.nresults, 0, caller.k)

    # --- extra arguments --------------------------------------------------------------------

    def varargs(self, e: E.Varargs) -> None:
        """Record OP_VARARG: how many extra arguments there are is part of the fragment."""
        r = self.r
        ci = CallInfo.view(self.memory, r.ci)
        view = Proto.view(self.memory, r.liveness.proto_of(r.ci))
        distance = (ci.base - ci.func) >> 3
        available = distance - 2 - view.numparams if view.is_vararg else 0
        wanted = e.count - 1 if e.count else available
        first = r.base_slot + e.first
        if first + wanted > MAX_SLOTS or available > MAX_EXTRA:
            raise Aborted(Reason.VARARG)
        if not r.frames:
            load = r.tables.load
            thread = load(r.pool.kptr(IRType.PTR, VM_ADDRESS), "vm.current")
            func = load(load(thread, "thread.ci"), "callinfo.func")
            here = r.emit("aref", load(thread, "thread.base"), r.pool.kint(-distance))
            r.guard("eq", func, here)
        source = r.base_slot - distance + 1 + view.numparams
        nothing = r.pool.kval(NIL)
        refs = [r.read_slot(source + j) if j < available else nothing for j in range(wanted)]
        Executor.do_Varargs(r, e)
        r.find_frame()
        for j, ref in enumerate(refs, first):
            r.set_slot(j, ref)
        r.top = None if e.count else first + wanted

    # --- metamethods and iterators ----------------------------------------------------------

    def frame_top(self) -> int:
        """The slot behind the current frame's registers."""
        top = self.memory.read_u64(self.r.ci + CallInfo.offset("top"))
        return self.r.base_slot + ((top - self.r.base) >> 3)

    def method(self, e: E.CallMethod) -> int | None:
        """Record the call of the pending metamethod: it is inlined above the frame."""
        r = self.r
        assert self.pending is not None
        method, arguments = self.pending
        if self.is_builtin(method):
            raise Aborted(Reason.BUILTIN, "as metamethod")
        self.refuse_recursion(method)
        entry = continuation(e.then, r.expected)
        slot = self.frame_top()
        frame = self.frame_for(
            method, slot, len(arguments), entry.results, entry.number, FRAME_CCALL
        )
        action = Executor.do_CallMethod(r, e)
        for j, value in enumerate([method, *arguments]):
            r.set_slot(slot + j, value.ref)
        self.enter(frame, method, len(arguments))
        return action

    def iterator(self, e: E.CallIterator) -> int | None:
        """Record the call of a generic `for` loop's iterator."""
        r = self.r
        function = r.do_Slot(E.Slot(e.first))
        if function.word >> 47 != FUNCTION >> 47:
            raise Aborted(Reason.CALL_METHOD)
        slot = r.base_slot + e.first + 3
        if self.is_builtin(function):
            return self.builtin_iterator(e, function, slot)
        self.refuse_recursion(function)
        entry = continuation(e.then, None)
        frame = self.frame_for(function, slot, 2, e.count, entry.number, FRAME_CCALL)
        state, control = r.do_Slot(E.Slot(e.first, 1)), r.do_Slot(E.Slot(e.first, 2))
        action = Executor.do_CallIterator(r, e)
        for j, value in enumerate((function, state, control)):
            r.set_slot(slot + j, value.ref)
        self.enter(frame, function, 2)
        return action

    def builtin_iterator(self, e: E.CallIterator, function: "Traced", slot: int) -> int | None:
        """Record `next` and the iterator of ipairs, which may be asked twice."""
        r = self.r
        name = self.name_of(function)
        if name not in (b"next", b"ipairs_step"):
            return self.other_iterator(e, function, slot, name)
        state, control = r.do_Slot(E.Slot(e.first, 1)), r.do_Slot(E.Slot(e.first, 2))
        table = r.typed(state)
        if table.type is not IRType.TAB:
            raise Aborted(Reason.ERROR, "iteration over something else than a table")
        self.guard_builtin(function)
        r.snapshot()
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
            if j == 0 and ref.type is IRType.VAL:
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
        state, control = r.do_Slot(E.Slot(e.first, 1)), r.do_Slot(E.Slot(e.first, 2))
        self.guard_builtin(function)
        r.snapshot()
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
        offset = QuickInstruction(self.memory.read_u64(edge)).sbx
        slots = dict(r.slot_list(edge + 8 if not ended else edge + 8 + 8 * offset))
        if ended:
            slots[slot - 1] = first
        pc = edge + 8 + 8 * offset if ended else edge + 8
        other = Snapshot(tuple(sorted(slots.items())), tuple(r.frames), pc, None, r.count + 1)
        r.builder.emit(OPS["eq" if ended else "ne"], (first, nothing), snapshot=other)
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
        from conformance.jit_under_test.tracing.recorder import Traced

        r = self.r
        index = r.emit("add", r.number(control), r.pool.knum(1.0))
        key = Traced(word_of(number_of(control.word) + 1), index)
        value = r.tables.raw_get(state.word & PAYLOAD, table, key)
        if value.word == NIL:
            return [r.pool.kval(NIL)]
        return [index, value.ref]

    # --- built-in functions -----------------------------------------------------------------

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
        code = r.pool.kptr(IRType.PTR, view.fn)
        r.guard("eq", r.tables.load(function, "closure.fn"), code)
        r.guard("eq", r.tables.load(function, "closure.builtin"), r.pool.kint(view.builtin))

    def builtin(self, index: int, value: "Traced", nargs: int, results: int) -> int | None:
        """Record the call of a built-in function in register `index`."""
        r = self.r
        name = self.name_of(value)
        if name in NEVER or name == b"?":
            raise Aborted(Reason.BUILTIN, name.decode())
        self.guard_builtin(value)
        slot = r.base_slot + index
        operation = OPERATIONS.get(name)
        arguments = [r.do_Slot(E.Slot(index + 1 + j)) for j in range(nargs)]
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
        behind = Snapshot(slots, tuple(r.frames), r.pc, kept_top(slot), r.count + 1)
        if slot + count > MAX_SLOTS:
            r.complete(EndKind.STOP, behind, None)
            return False
        r.builder.emit(OPS["eq"], (given, r.pool.kint(count)), snapshot=behind)
        return True

    def after_builtin(self, slot: int, count: int, inlined: Ref | None) -> None:
        """The registers from `slot` on hold the results now."""
        r = self.r
        for j in range(count):
            if inlined is None:
                r.reload_slot(slot + j)
            else:
                r.set_slot(slot + j, inlined if j == 0 else r.pool.kval(NIL))
        if inlined is None:
            self.reload_captured(slot)

    def reload_captured(self, slot: int) -> None:
        """A callee may have changed variables below `slot` that closures share."""
        for captured in self.r.liveness.captured_slots(self.r, 0):
            if captured < slot:
                self.r.reload_slot(captured)

    def check_ccalls(self) -> None:
        """Before a link from inlined frames: the thread's count of nested calls stays as it is."""
        if any(frame.flags & FRAME_CCALL for frame in self.r.frames):
            raise Aborted(Reason.INNER_LOOP, "below a metamethod or iterator")

    def check_link(self) -> None:
        """Before a link to another fragment from inlined frames: it needs room above them."""
        r = self.r
        self.check_ccalls()
        if r.frames:
            kint = r.pool.kint
            room = r.call_kernel("trace_room", kint(r.base_slot), kint(len(r.frames)))
            r.flush()
            r.builder.emit(OPS["ne"], (room, kint(0)), snapshot=r.state_behind())

    # --- upvalues that live in the fragment's own frames ------------------------------------

    def captured_slots(self, first: int) -> list[int]:
        """The slots from `first` on that open upvalues of the thread point to."""
        r = self.r
        read = self.memory.read_u64
        entry_base = r.base - 8 * r.base_slot
        up = read(read(VM_ADDRESS + 8) + Thread.offset("open_upvalues"))
        found = []
        while up:
            address = read(up + UpVal.offset("v"))
            if address < entry_base + 8 * first:
                break
            found.append((address - entry_base) >> 3)
            up = read(up + UpVal.offset("open_next"))
        return found

    def own_slot(self, number: int) -> int | None:
        """The slot that the running function's upvalue is, if it lives in one of our frames."""
        r = self.r
        read = self.memory.read_u64
        closure = read(r.base - 8) & PAYLOAD
        up = read(closure + CLOSURE_UPVALUES + 8 * number)
        address = read(up + UpVal.offset("v"))
        entry_base = r.base - 8 * r.base_slot
        slot = (address - entry_base) >> 3
        function = r.function().ref
        if slot not in self.captured_slots(0):
            if r.frames:
                # The bottom frame's upvalues are in frames below it; a callee's may be anywhere.
                kint = r.pool.kint
                args = function, kint(number), kint(self.returns)
                r.guard("eq", r.call_kernel("trace_upvalue_shared", *args), kint(0))
            return None
        vm = r.pool.kptr(IRType.PTR, VM_ADDRESS)
        thread = r.tables.load(vm, "vm.current")
        base = r.tables.load(thread, "thread.base")
        own = r.emit("aref", base, r.pool.kint(slot))
        r.guard("eq", r.emit("uref", function, aux=number), own)
        return slot
