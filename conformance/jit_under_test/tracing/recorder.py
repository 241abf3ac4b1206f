"""The recorder: executes one path of hot code and writes it down as a fragment.

It is the reference executor with a second answer to every effect. A value is answered with a
`Traced`: the concrete word that this run has, and the IR reference that computes it in every
run. A question is answered from the concrete words, and a guard is recorded that the answer
stays the same. So semantics/ drives the recorder as it drives everything else.

Recording stops in one of three ways. `Aborted` is raised before the current instruction has
done anything, so that the interpreter can execute it. A loop edge or a return ends the
fragment. An error in the program (`Unwound`) drops the recording.
"""

from typing import TYPE_CHECKING, Any, Final, NoReturn

from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.bytecode.quick import COMPILED_FORM, PLAIN_FORM
from conformance.jit_under_test.ir.fragment import (
    Constant,
    EndKind,
    Ref,
    Snapshot,
    kept_top,
)
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import FUN, INT, NUM, PTR, STR, TAB, UDT
from conformance.jit_under_test.optimizer.passes import Switches
from conformance.jit_under_test.reference.executor import CLOCK, CLOCK_LIMIT, number_of
from conformance.jit_under_test.runtime.host.runtime import NEVER_HOT, Runtime
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS
from conformance.jit_under_test.runtime.metamethods import (
    EVENT_ADD,
    EVENT_EQ,
    EVENT_LE,
    EVENT_LT,
    OPERATIONS,
)
from conformance.jit_under_test.runtime.objects import (
    ACTION_CONTINUE,
    ACTION_EXIT,
    ACTION_RESUME,
)
from conformance.jit_under_test.runtime.values import FALSE, MAX_NUMBER, NIL
from conformance.jit_under_test.semantics import effects as E
from conformance.jit_under_test.tracing.aborts import Aborted, Reason
from conformance.jit_under_test.tracing.call_recorder import CallRecorder
from conformance.jit_under_test.tracing.kernel_calls import JOINS
from conformance.jit_under_test.tracing.limits import MAX_INSTRUCTIONS, MAX_UNROLLED
from conformance.jit_under_test.tracing.numeric_loops import guard_loop, has_constant_step
from conformance.jit_under_test.tracing.recording import OBJECT_TYPES, Recording, Start, Traced
from conformance.jit_under_test.tracing.table_recorder import TableRecorder

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from conformance.jit_under_test.tracing.live_slots import LiveSlots
_FORLOOP: Final = Op.FORLOOP
_ARITHMETIC: Final = {"add": "add", "sub": "sub", "mul": "mul", "div": "div"}


class Stopped(Exception):
    """The fragment ends in front of the current instruction."""


class Recorder(Recording):
    """Records one fragment, starting in the innermost frame at its savedpc.

    `functions` gives the fragment of a prototype's first instruction, `recursive` are the
    prototypes that are known to call themselves, `short_loops` the loop edges of loops that are
    left too early to be compiled, and `forced` says whether exits will be forced, see forcing.py.
    `plain_constructors` are those without a template, by the code behind their NEWTABLE; it grows.
    """

    def __init__(
        self,
        runtime: Runtime,
        start: Start,
        switches: Switches,
        liveness: "LiveSlots",
        anchor: "Callable[[int], None]",
        functions: "Callable[[int], int | None]",
        recursive: set[int],
        plain_constructors: set[int],
        short_loops: "Container[int]" = (),
        forced: bool = False,
    ) -> None:
        super().__init__(runtime, start, switches, liveness, anchor)
        self.functions = functions
        self.recursive = recursive
        self.plain_constructors = plain_constructors
        self.short_loops = short_loops
        self.forced = forced
        self.continuing = False  # in a continuation: the instruction is counted already
        self.unrolled = 0
        self.start_pc = 0
        self.returned: Ref | None = None
        self.tables = TableRecorder(self)
        self.calls = CallRecorder(self)

    # --- the loop ---------------------------------------------------------------------------

    def record(self) -> int:
        """Record until the fragment is complete; the result says how execution goes on.

        `fragment` is set then. Raises Aborted (with savedpc at the instruction to execute
        next) and Unwound.
        """
        self.reload()
        self.start_pc = self.pc
        index = self.start.index
        if index is not None:
            self.slots[index + 3] = self.read_slot(index)
        self.check_entry()
        if self.runtime.clocked and not self.runtime.exact_clock:
            self.check_clock()
        while True:
            action = self.step()
            if self.fragment is not None:
                if action is None:
                    self.save_pc()
                return ACTION_RESUME if action is None else action
            if action is None:
                continue
            if action == ACTION_EXIT:
                raise AssertionError("the entry frame is never left while recording")
            self.reload()
            if action == ACTION_CONTINUE:
                self.continuing = True
                try:
                    following = self.drive(self.continuation_steps())
                except Aborted as abort:
                    abort.action = ACTION_CONTINUE  # the interpreter runs the continuation
                    raise
                self.continuing = False
                self.flush()
                if self.fragment is not None:
                    self.save_pc()
                    return ACTION_RESUME
                if following is not None:
                    self.reload()

    def check_entry(self) -> None:
        """What has to be true where fragments are entered from other fragments."""
        self.instruction_pc = self.pc
        if self.kind == "function":
            self.guard("room")
            self.snap = None  # the exit of this guard is not that of others
        top = self.top
        if self.start.open_top and top is not None:
            self.snap, self.top = None, kept_top(0)
            load = self.tables.load
            thread = load(self.pool.kptr(PTR, VM_ADDRESS), "vm.current")
            expected = self.emit("aref", load(thread, "thread.base"), self.pool.kint(top))
            self.guard("eq", load(thread, "thread.top"), expected)
            self.snap, self.top = None, top

    def check_clock(self) -> None:
        """Leave the fragment in front of this instruction where the clock's limit is reached."""
        self.instruction_pc = self.pc
        self.guard("clockcheck")

    def step(self) -> int | None:
        """Execute and record one instruction."""
        if self.cut or self.runtime.exact_clock:
            self.snap = None
            self.cut = False
        self.own = False
        self.overwritten.clear()
        self.instruction_pc = self.pc
        if len(self.builder.instructions) > MAX_INSTRUCTIONS:
            self.give_up(Reason.TOO_LONG)
        clock = self.memory.read_u64(CLOCK)
        if clock >= self.memory.read_u64(CLOCK_LIMIT):
            self.give_up(Reason.CLOCK)
        if self.runtime.exact_clock:
            self.check_clock()
        try:
            action = self.tick(clock)
        except (Aborted, Stopped) as stop:
            self.runtime.vm.clock -= 1
            self.restore_slots()
            self.pc = self.instruction_pc
            self.save_pc()
            if isinstance(stop, Aborted):
                raise
            return None
        self.flush()
        self.count += 1
        return action

    def give_up(self, reason: Reason, detail: str = "") -> None:
        """Abort between instructions."""
        self.save_pc()
        raise Aborted(reason, detail)

    def call_result(self, word: int) -> Any:
        assert self.returned is not None, "a call without a recorded result"
        return Traced(word, self.returned)

    def register(self, index: int) -> Traced:
        word = self.memory.read_u64(self.base + 8 * index)
        return Traced(word, self.read_slot(self.base_slot + index))

    def set_register(self, index: int, value: Traced) -> None:
        address = self.base + 8 * index
        self.overwritten.append((address, self.memory.read_u64(address)))
        self.memory.write_u64(address, value.word)
        self.pending.append((self.base_slot + index, value.ref))

    def constant_at(self, index: int) -> Traced:
        word = self.memory.read_u64(self.k + 8 * index)
        return Traced(word, self.constant(word))

    def do_Primitive(self, e: E.Primitive) -> Any:
        word = super().do_Primitive(e)
        return Traced(word, self.pool.kval(word))

    def do_ClearSlots(self, e: E.ClearSlots) -> None:
        nothing = Traced(NIL, self.pool.kval(NIL))
        for index in range(e.first, e.last + 1):
            self.set_register(index, nothing)

    # --- functions and upvalues -------------------------------------------------------------

    def function(self) -> Traced:
        """The running function."""
        word = self.memory.read_u64(self.base - 8)
        value = Traced(word, self.read_slot(self.base_slot - 1))
        return Traced(word, self.typed(value))

    def do_Environment(self, e: E.Environment) -> Any:
        word = super().do_Environment(e)
        field = self.tables.field("closure.env")
        return Traced(word, self.emit("fload", self.function().ref, aux=field, ty=TAB))

    def do_Upvalue(self, e: E.Upvalue) -> Any:
        word = super().do_Upvalue(e)
        own = self.calls.own_slot(e.index)
        if own is not None:
            return Traced(word, self.read_slot(own))
        address = self.emit("uref", self.function().ref, aux=e.index)
        return Traced(word, self.emit("uload", address))

    def do_SetUpvalue(self, e: E.SetUpvalue) -> None:
        value: Traced = e.value
        own = self.calls.own_slot(e.index)
        if own is not None:
            self.pending.append((own, value.ref))
        else:
            function = self.function().ref
            ref = self.typed(value)
            self.emit("ustore", self.emit("uref", function, aux=e.index), ref)
            if ref.type in OBJECT_TYPES.values():
                self.call_kernel("trace_upvalue_barrier", function, self.pool.kint(e.index))
        super().do_SetUpvalue(E.SetUpvalue(e.index, value.word))

    # --- questions --------------------------------------------------------------------------

    def do_IsNumber(self, e: E.IsNumber) -> bool:
        return self.typed(e.value).type is NUM

    def do_IsString(self, e: E.IsString) -> bool:
        return self.typed(e.value).type is STR

    def do_IsTable(self, e: E.IsTable) -> bool:
        return self.typed(e.value).type is TAB

    def do_IsNil(self, e: E.IsNil) -> bool:
        if e.value.ref in self.present:
            return False
        self.typed(e.value)
        return bool(e.value.word == NIL)

    def do_IsFalsy(self, e: E.IsFalsy) -> bool:
        if e.value.ref not in self.unboxed:
            self.fork()
        self.typed(e.value)
        return bool(e.value.word >= FALSE)

    def do_NumberCompare(self, e: E.NumberCompare) -> bool:
        left, right = self.number(e.left), self.number(e.right)
        truth = super().do_NumberCompare(E.NumberCompare(e.relation, e.left.word, e.right.word))
        if truth and self.instruction.quick.op is _FORLOOP:
            guard_loop(self, "f" + e.relation, left, right)
        else:
            self.fork()
            self.guard(("f" if truth else "fn") + e.relation, left, right)
        return truth

    def do_NumberIsPositive(self, e: E.NumberIsPositive) -> bool:
        truth = number_of(e.value.word) > 0
        zero = self.pool.knum(0.0)
        self.fork()
        self.guard("fgt" if truth else "fngt", self.number(e.value), zero)
        return truth

    def do_StringCompare(self, e: E.StringCompare) -> bool:
        truth = super().do_StringCompare(E.StringCompare(e.relation, e.left.word, e.right.word))
        args = self.typed(e.left), self.typed(e.right)
        order = self.call_kernel("trace_string_compare", *args)
        names = {("lt", True): "lt", ("lt", False): "ge", ("le", True): "le", ("le", False): "gt"}
        self.fork()
        self.guard(names[e.relation, truth], order, self.pool.kint(0))
        return truth

    def do_RawEqual(self, e: E.RawEqual) -> bool:
        truth = super().do_RawEqual(E.RawEqual(e.left.word, e.right.word))
        left, right = self.typed(e.left), self.typed(e.right)
        if left.type is NUM and right.type is NUM:
            self.fork()
            self.guard("feq" if truth else "fne", left, right)
        elif left.type is right.type and not (
            isinstance(left, Constant) and isinstance(right, Constant)
        ):
            self.fork()
            self.guard("eq" if truth else "ne", left, right)
        return truth

    def do_HasEqualMethod(self, e: E.HasEqualMethod) -> bool:
        left, right = self.typed(e.left), self.typed(e.right)
        if left.type is not right.type or left.type not in (TAB, UDT):
            return False
        if left.type is not TAB:
            raise Aborted(Reason.METAMETHOD, "__eq")
        return self.shared_method(e.left, e.right, EVENT_EQ)

    def shared_method(self, left: Traced, right: Traced, event: int) -> bool:
        """Do two tables have the same metamethod? If so, its call is pending."""
        methods = []
        for operand in (left, right):
            method = self.tables.any_method(operand, event)
            if method is None:
                return False
            methods.append(method)
        first, second = methods
        if first.word != second.word:
            raise Aborted(Reason.METAMETHOD, "different ones")
        refs = self.typed(first), self.typed(second)
        if refs[0] is not refs[1]:
            self.guard("eq", *refs)
        self.pend(first, left, right)
        return True

    def do_CompareMethod(self, e: E.CompareMethod) -> bool:
        event = EVENT_LT if e.event == "lt" else EVENT_LE
        if self.shared_method(e.left, e.right, event):
            return True
        if e.may_fail:
            return False
        raise Aborted(Reason.ERROR, "comparison without metamethod")

    # --- operations -------------------------------------------------------------------------

    def do_Index(self, e: E.Index) -> bool:
        found = self.tables.index(e.object, e.key)
        self.result = found
        return found is not None

    def do_SetIndex(self, e: E.SetIndex) -> bool:
        done = self.tables.set_index(e.object, e.key, e.value)
        self.result = None
        return done

    def do_ArithmeticSlow(self, e: E.ArithmeticSlow) -> bool:
        left, right = self.converted(e.left), self.converted(e.right)
        if left is not None and right is not None:
            if e.operation == "unm":
                self.result = self.do_Negate(E.Negate(left))
            else:
                self.result = self.do_Arithmetic(E.Arithmetic(e.operation, left, right))
            return True
        event = EVENT_ADD + OPERATIONS.index(e.operation)
        for operand in (e.left, e.right):
            method = self.tables.any_method(operand, event)
            if method is not None:
                return self.pend(method, e.left, e.right)
        raise Aborted(Reason.ERROR, "arithmetic without metamethod")

    def pend(self, method: Traced, left: Traced, right: Traced) -> bool:
        """The metamethod of an operation has to be called; False, as operations answer then."""
        if self.typed(method).type is not FUN:
            raise Aborted(Reason.METAMETHOD, "that is no function")
        self.runtime.write_pending(method.word, left.word, right.word)
        self.calls.pending = (method, [left, right])
        return False

    def converted(self, value: Traced) -> Traced | None:
        """The operand of an arithmetic operation as a number; None for other types."""
        ref = self.typed(value)
        if ref.type is NUM:
            return value
        if ref.type is not STR:
            return None
        word = self.runtime.machine.call(self.runtime.symbols["to_number"], value.word)
        if word > MAX_NUMBER:
            raise Aborted(Reason.CONVERSION)
        return Traced(word, self.unbox(self.call_kernel("trace_to_number", ref), word))

    def do_Length(self, e: E.Length) -> bool:
        ref = self.typed(e.value)
        if ref.type is TAB:
            length = self.call_kernel("table_length", ref)
        elif ref.type is STR:
            field = self.tables.field("string.length")
            length = self.emit("fload", ref, aux=field, ty=INT)
        else:
            raise Aborted(Reason.METAMETHOD, "__len")
        word = self.invoke("path_length", e.value.word, self.pc)
        self.result = Traced(word, self.emit("int2num", length))
        return True

    def do_Concatenate(self, e: E.Concatenate) -> bool:
        operands = [self.typed(self.register(index)) for index in range(e.first, e.last + 1)]
        if any(ref.type not in (STR, NUM) for ref in operands):
            raise Aborted(Reason.METAMETHOD, "__concat")
        join = JOINS.get(len(operands))
        if join is None:
            return self.concatenate_synced(e)
        # From the right, as the interpreter does.
        texts = [self.text(ref) for ref in reversed(operands)]
        joined = self.call_kernel(join, *reversed(texts))
        super().do_Concatenate(e)
        first = self.base_slot + e.first
        for slot, text in enumerate(reversed(texts), first):
            self.set_slot(slot, text)
        self.set_slot(first, joined)
        return True

    def text(self, ref: Ref) -> Ref:
        """A string, or a number made one."""
        return ref if ref.type is STR else self.call_kernel("trace_text", ref)

    def concatenate_synced(self, e: E.Concatenate) -> bool:
        """Record the concatenation of many operands, over a synced stack."""
        first, last = self.base_slot + e.first, self.base_slot + e.last
        for slot in range(first, last + 1):
            # The kernel joins in place: an exit of this instruction has to restore the operands.
            self.slots[slot] = self.read_slot(slot)
            self.changed.add(slot)
        self.pin()
        result = self.call_synced(
            "trace_concatenate", self.pool.kint(e.first), self.pool.kint(e.last)
        )
        super().do_Concatenate(e)
        for slot in range(first, last + 1):
            self.reload_slot(slot)
        self.set_slot(first, self.guard("unbox", result, ty=STR))
        return True

    def do_ConcatenateMore(self, e: E.ConcatenateMore) -> bool:
        raise Aborted(Reason.METAMETHOD, "__concat")

    def do_Arithmetic(self, e: E.Arithmetic) -> Any:
        left, right = self.number(e.left), self.number(e.right)
        words = e.left.word, e.right.word
        if self.instruction.quick.op is _FORLOOP and has_constant_step(self):
            step = self.pool.const(NUM, words[1])
            if number_of(words[1]) and right is not step:
                self.guard("feq", right, step)
                right = step
        word = super().do_Arithmetic(E.Arithmetic(e.operation, *words))
        name = _ARITHMETIC.get(e.operation)
        if name is not None:
            return Traced(word, self.emit(name, left, right))
        if e.operation == "pow":
            return Traced(word, self.call_kernel("trace_power", left, right))
        quotient = self.emit("floor", self.emit("div", left, right))
        return Traced(word, self.emit("sub", left, self.emit("mul", quotient, right)))

    def do_Negate(self, e: E.Negate) -> Any:
        word = super().do_Negate(E.Negate(e.value.word))
        return Traced(word, self.emit("neg", self.number(e.value)))

    def do_LoopNumber(self, e: E.LoopNumber) -> Any:
        if self.typed(e.value).type is not NUM:
            raise Aborted(Reason.CONVERSION)
        return e.value

    def do_NewTable(self, e: E.NewTable) -> Any:
        ref = self.tables.new(e.array_size, e.hash_size)
        return Traced(super().do_NewTable(e), ref)

    def do_SetList(self, e: E.SetList) -> None:
        first = self.base_slot + e.table
        count = e.count
        if e.block == 0:
            raise Aborted(Reason.SETLIST)
        if self.tables.set_elements(e):
            super().do_SetList(e)
            return
        if count == 0:
            assert self.top is not None, "an open list without a known top"
            count = self.top - first - 1
        for slot in range(first, first + count + 1):
            self.slots[slot] = self.read_slot(slot)
            self.changed.add(slot)
        kint = self.pool.kint
        self.call_synced("trace_set_list", kint(e.table), kint(count), kint(e.block))
        super().do_SetList(e)
        self.top = None

    def do_NewClosure(self, e: E.NewClosure) -> Any:
        captures = self.pool.kptr(PTR, self.pc)
        ref = self.call_synced("trace_closure", self.pool.kint(e.index), captures)
        word = super().do_NewClosure(e)
        return Traced(word, self.unbox(ref, word))

    def do_CloseUpvalues(self, e: E.CloseUpvalues) -> None:
        self.call_synced("trace_close", self.pool.kint(e.first))
        super().do_CloseUpvalues(e)

    def do_Varargs(self, e: E.Varargs) -> None:
        self.calls.varargs(e)

    def do_CheckCollector(self, e: E.CheckCollector) -> None:
        """Leave the fragment behind the instruction, of which nothing else is left to do."""
        self.flush()
        self.builder.emit(OPS["gccheck"], snapshot=self.state_behind())
        super().do_CheckCollector(e)

    # --- ends -------------------------------------------------------------------------------

    def do_Jump(self, e: E.Jump) -> int | None:
        edge = self.pc - 8
        super().do_Jump(e)
        if e.offset < 0:
            self.loop_edge(edge)
        return None

    def do_JumpFollowing(self, e: E.JumpFollowing) -> int | None:
        edge = self.pc
        super().do_JumpFollowing(e)
        if self.pc <= edge:
            self.loop_edge(edge)
        return None

    def loop_edge(self, edge: int) -> None:
        """A backward jump was made: the recording may be complete."""
        self.cut = True
        at_start = self.pc == self.start_pc and self.frames == self.start.frames
        word = self.memory.read_u64(edge)
        if at_start and self.kind == "loop":
            self.finish(EndKind.LOOP)
        elif word & 0xFF in PLAIN_FORM:
            self.calls.check_link()
            self.finish(EndKind.LINK, word >> 16 & 0xFFFF)
        else:
            assert word & 0xFF in COMPILED_FORM
            self.unrolled += 1
            # An exit from an unrolled iteration must not lead to more of them without need.
            unwilling = word >> 16 & 0xFFFF == NEVER_HOT or edge in self.short_loops
            if self.unrolled > MAX_UNROLLED or (self.kind == "side" and not unwilling):
                raise Aborted(Reason.INNER_LOOP)

    def finish(self, end: EndKind, target: int | None = None) -> None:
        """End the fragment behind the current instruction, at `pc`."""
        self.flush()
        self.complete(end, self.state_behind(), target)

    def state_behind(self) -> Snapshot:
        """The state at `pc`, where the current instruction is complete."""
        clock = self.count if self.continuing else self.count + 1
        slots = self.slot_list(self.pc)
        return Snapshot(slots, self.frames, self.pc, self.top, clock, live=self.live)

    def complete(self, end: EndKind, state: Snapshot, target: int | None) -> None:
        """The fragment is recorded; `state` is that behind it."""
        self.fragment = self.builder.finish(
            self.start.fragment_id,
            "side" if self.kind == "side" else "root",
            self.start.name,
            end,
            state,
            target=target,
            preamble_clock=state.clock if end is EndKind.LOOP else 0,
            loop_clock=state.clock if end is EndKind.LOOP else 0,
            entry_frames=self.start.frames,
        )

    def stop_here(self) -> NoReturn:
        """End the fragment in front of the current instruction: the interpreter executes it."""
        if self.kind == "loop" or self.count == 0:
            raise Aborted(Reason.RETURN)
        self.complete(EndKind.STOP, self.pin(), None)
        raise Stopped

    def do_CallMethod(self, e: E.CallMethod) -> int | None:
        return self.calls.method(e)

    def do_CallIterator(self, e: E.CallIterator) -> int | None:
        return self.calls.iterator(e)

    def do_Call(self, e: E.Call) -> int | None:
        return self.calls.call(e)

    def do_TailCall(self, e: E.TailCall) -> int | None:
        return self.calls.tail_call(e)

    def do_Return(self, e: E.Return) -> int | None:
        return self.calls.return_(e)
