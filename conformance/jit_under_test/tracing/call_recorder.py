"""Recording calls: Lua functions are inlined; built-in ones are for `builtin_recorder.py`."""

from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.ir.fragment import Constant, EndKind, Frame, Ref, Snapshot
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import PTR, TAB
from conformance.jit_under_test.reference.executor import Executor
from conformance.jit_under_test.runtime.frames import VARARG_NEEDS_ARG
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS
from conformance.jit_under_test.runtime.metamethods import EVENT_CALL
from conformance.jit_under_test.runtime.objects import (
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
from conformance.jit_under_test.tracing.builtin_recorder import BuiltinRecorder, is_builtin
from conformance.jit_under_test.tracing.limits import (
    MAX_DEPTH,
    MAX_EXTRA,
    MAX_RECURSION,
    MAX_RETURNS,
    MAX_SLOTS,
)
from conformance.jit_under_test.tracing.recording import Traced

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.recorder import Recorder

_ALL: Final = -1


class CallRecorder:
    """Records calls and returns for one recorder.

    `pending` is the metamethod that the current instruction has to call, with its arguments.
    """

    def __init__(self, recorder: "Recorder") -> None:
        self.r = recorder
        self.memory = recorder.memory
        self.builtins = BuiltinRecorder(recorder)
        self.returns = 0
        self.pending: tuple[Traced, list[Traced]] | None = None

    # --- calls of Lua functions -------------------------------------------------------------

    def call(self, e: E.Call) -> int | None:
        """Record OP_CALL."""
        r = self.r
        slot = r.base_slot + e.function
        nargs = self.count_arguments(e, slot)
        value = r.register(e.function)
        if value.word >> 47 != FUNCTION >> 47:
            value = self.insert_call_method(value, slot, nargs)
            nargs += 1
        if is_builtin(self.memory, value):
            return self.builtins.call(e.function, value, nargs, e.results - 1)
        target = self.recursion(self.proto_of(value), MAX_RECURSION)
        value = self.as_running(value, slot)
        frame = self.frame_for(value, slot, nargs, e.results - 1)
        action = Executor.do_Call(r, e)
        self.enter(frame, value, nargs)
        return self.link(target, action)

    def as_running(self, value: "Traced", slot: int) -> "Traced":
        """A callee that runs in one of our frames already, guarded to be that function.

        So what is known of that one's upvalues is known of the callee's.
        """
        r = self.r
        function = r.typed(value)
        entry_base = r.base - 8 * r.base_slot
        for base in reversed((0, *(frame.base_slot for frame in r.frames))):
            if self.memory.read_u64(entry_base + 8 * (base - 1)) == value.word:
                running = r.typed(Traced(value.word, r.read_slot(base - 1)))
                if not isinstance(function, Constant) and running is not function:
                    r.guard("eq", function, running)
                    r.set_slot(slot, running)
                return Traced(value.word, running)
        return value

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
        if table.type is not TAB:
            raise Aborted(Reason.CALL_METHOD)
        method = r.tables.method(value.word & PAYLOAD, table, EVENT_CALL)
        if method is None or method.word >> 47 != FUNCTION >> 47 or is_builtin(self.memory, method):
            raise Aborted(Reason.CALL_METHOD)
        r.pin()
        refs = [r.read_slot(slot + j) for j in range(nargs + 1)]
        r.set_slot(slot, method.ref)
        for j, ref in enumerate(refs, slot + 1):
            r.set_slot(j, ref)
        return method

    def tail_call(self, e: E.TailCall) -> int | None:
        """Record OP_TAILCALL: the callee takes the frame's place; a built-in one is just called."""
        r = self.r
        slot = r.base_slot + e.function
        nargs = self.count_arguments(e, slot)
        value = r.register(e.function)
        if value.word >> 47 != FUNCTION >> 47:
            raise Aborted(Reason.CALL_METHOD)
        if is_builtin(self.memory, value):
            return self.builtins.call(e.function, value, nargs, _ALL)
        if not r.frames:
            return self.replace_entry_frame(e, value, nargs)
        target = self.recursion(self.proto_of(value))
        old = r.frames[-1]
        new = self.frame_for(value, old.func_slot, nargs, old.nresults, old.cont)
        r.pin()
        if self.captured_slots(r.base_slot) or r.liveness.captured(r.ci):
            r.call_synced("trace_close", r.pool.kint(0))
        refs = [r.read_slot(slot + j) for j in range(nargs + 1)]
        action = Executor.do_TailCall(r, e)
        r.frames = r.frames[:-1]
        r.existing = min(r.existing, len(r.frames))
        r.forget_above(old.func_slot)
        for j, ref in enumerate(refs, old.func_slot):
            r.set_slot(j, ref)
        replaced = new._replace(
            return_pc=old.return_pc, tailcalls=old.tailcalls + 1, flags=old.flags
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

    def recursion(self, proto: int, inlined: int = 0) -> int | None:
        """The fragment that a call of a recursive function goes on in; None to inline the call.

        Calls of itself are inlined up to the depth `inlined`.
        """
        r = self.r
        active = self.count_active(proto)
        if active:
            r.recursive.add(proto)
        if proto not in r.recursive or 0 < active <= inlined:
            return None
        target = r.functions(proto)
        if target is None and active:
            raise Aborted(Reason.RECURSION)
        if target is not None:
            self.check_ccalls()
        return target

    def refuse_recursion(self, value: "Traced") -> None:
        """Metamethods and iterators that call themselves are not inlined without end."""
        if self.count_active(self.proto_of(value)):
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
        r.anchor(tag_bits(TAG_PROTO) | proto)
        if not isinstance(function, Constant):
            loaded = r.tables.load(function, "closure.proto")
            r.guard("eq", loaded, r.pool.kptr(PTR, proto))

    def count_active(self, proto: int) -> int:
        """How many frames of this recording run the prototype."""
        frames = range(len(self.r.frames) + 1)
        running = (self.r.liveness.proto_of(self.r.ci - i * CallInfo.size) for i in frames)
        return sum(other == proto for other in running)

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
        r.clear_slots(frame.base_slot + given, frame.top_slot)
        r.frames = (*r.frames, frame)
        r.cut = True
        r.base_slot = frame.base_slot
        r.top = None

    def return_(self, e: E.Return) -> int | None:
        """Record OP_RETURN from an inlined frame; the fragment ends at any other."""
        r = self.r
        if not r.frames and not self.may_return():
            return self.drop_frame(e) if self.may_drop() else r.stop_here()
        r.pin()  # guards from here on, also of a continuation, return to this instruction
        own_frame = len(r.frames) > r.existing
        if self.captured_slots(r.base_slot) or (not own_frame and r.liveness.captured(r.ci)):
            r.call_synced("trace_close", r.pool.kint(0))
        first = r.base_slot + e.first
        count = e.count - 1
        if e.count == 0:
            assert r.top is not None, "open results without a known top"
            count = r.top - first
        refs: list[Ref] = [r.read_slot(first + j) for j in range(count)]
        if r.frames:
            frame, r.frames = r.frames[-1], r.frames[:-1]
        else:
            frame = self.leave_entry_frame()
        r.existing = min(r.existing, len(r.frames))
        r.cut = True
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
        if r.kind != "side" or r.start.tree != "loop" or not plain:
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
        slot = (ci.func - caller.base) >> 3
        r.guard("retf", r.pool.kptr(PTR, caller.savedpc))
        r.slots.clear()
        r.changed.clear()
        return Frame(slot, slot + 1, slot + 1, caller.savedpc, ci.nresults, 0, caller.k)

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
            thread = load(r.pool.kptr(PTR, VM_ADDRESS), "vm.current")
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
        self.check_method(method)
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

    def check_method(self, method: "Traced") -> None:
        """Guard which function a metamethod is, one that can be inlined."""
        if is_builtin(self.memory, method):
            raise Aborted(Reason.BUILTIN, "as metamethod")
        self.refuse_recursion(method)
        self.guard_prototype(method)

    def iterator(self, e: E.CallIterator) -> int | None:
        """Record the call of a generic `for` loop's iterator."""
        r = self.r
        function = r.register(e.first)
        if function.word >> 47 != FUNCTION >> 47:
            raise Aborted(Reason.CALL_METHOD)
        slot = r.base_slot + e.first + 3
        if is_builtin(self.memory, function):
            return self.builtins.iterator(e, function, slot)
        self.refuse_recursion(function)
        entry = continuation(e.then, None)
        frame = self.frame_for(function, slot, 2, e.count, entry.number, FRAME_CCALL)
        state, control = r.register(e.first + 1), r.register(e.first + 2)
        action = Executor.do_CallIterator(r, e)
        for j, value in enumerate((function, state, control)):
            r.set_slot(slot + j, value.ref)
        self.enter(frame, function, 2)
        return action

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
        shared = slot in self.captured_slots(0)
        if not shared and not r.frames:
            return None  # the bottom frame's upvalues are in frames below it
        vm = r.pool.kptr(PTR, VM_ADDRESS)
        thread = r.tables.load(vm, "vm.current")
        base = r.tables.load(thread, "thread.base")
        here = r.emit("uref", function, aux=number)
        if not shared:
            r.guard("apart", here, base)  # a callee's may be anywhere
            return None
        r.guard("eq", here, r.emit("aref", base, r.pool.kint(slot)))
        return slot
