"""Runs Lua code one instruction at a time by driving the semantics with concrete values.

Values are words of the arena; what a large effect does is asked of the same kernel functions
that the machine-code interpreter inlines. So this executor checks the interpreter's building,
not the runtime; it is slow and obvious, and the trace recorder is an extension of it.
"""

import struct
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.bytecode.quick import (
    FIRST_CONSTANT,
    Field,
    OperandKind,
    QuickInstruction,
)
from conformance.jit_under_test.runtime.host.runtime import Runtime, Unwound
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS
from conformance.jit_under_test.runtime.metamethods import OPERATIONS, PENDING
from conformance.jit_under_test.runtime.objects import (
    ACTION_CONTINUE,
    ACTION_EXIT,
    ACTION_RESUME,
    VM,
    CallInfo,
    Thread,
)
from conformance.jit_under_test.runtime.values import FALSE, MAX_NUMBER, NIL, STRING, TABLE, TRUE
from conformance.jit_under_test.semantics import effects as E
from conformance.jit_under_test.semantics.table import CONTINUATIONS, SEMANTICS, continuation

if TYPE_CHECKING:
    from conformance.jit_under_test.semantics.effects import Steps

CLOCK: Final = VM_ADDRESS + VM.offset("clock")
CLOCK_LIMIT: Final = VM_ADDRESS + VM.offset("clock_limit")
_HOOKED_THREADS: Final = VM_ADDRESS + VM.offset("hooked_threads")
_CURRENT: Final = VM.offset("current")
_CI: Final = Thread.offset("ci")
_SAVEDPC: Final = CallInfo.offset("savedpc")
_BASE: Final = CallInfo.offset("base")
_K: Final = CallInfo.offset("k")
_REGISTER: Final = OperandKind.REGISTER
_RK: Final = OperandKind.RK
_EFFECTS: Final = tuple(E.Effect.__subclasses__())
_ROLES: Final = {"initial": 0, "limit": 1, "step": 2}
_PRIMITIVES: Final = {None: NIL, False: FALSE, True: TRUE}
_WORD: Final = struct.Struct("<Q")
_NUMBER: Final = struct.Struct("<d")
FAST: Final = 0xFFFF_FFFF_FFFF_FFFF  # -1: a call's or return's fast path was taken


@lru_cache(maxsize=1 << 14)
def _decode(word: int) -> QuickInstruction:
    return QuickInstruction(word)


@cache
def _answers(executor: type) -> dict[type[E.Effect], Any]:
    """The methods of a class of executors, by the effect that they answer."""
    return {effect: getattr(executor, f"do_{effect.__name__}") for effect in _EFFECTS}


class Executor:
    """One executor of one runtime. `base`, `pc` and `k` are those of the innermost frame.

    `pc` is the address of the next instruction; memory's savedpc is only right where an
    effect needs it.
    """

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.memory = runtime.memory
        self.vm_address = int(runtime.vm)
        self.base = 0
        self.pc = 0
        self.k = 0
        self.ci = 0
        self.instruction = QuickInstruction(0)
        self.expected: int | None = None
        self.result: Any = None
        kind: type = type(self)
        self.answers = _answers(kind)

    # --- the loop ---------------------------------------------------------------------------

    def run(self, action: int) -> int:
        """Do what `action` asks for until this native entry's frame returns: a STATUS_*.

        It may have been called by an instruction of the frame below, whose state is put back.
        """
        pc, k = self.pc, self.k
        instruction, expected, result = self.instruction, self.expected, self.result
        while True:
            try:
                while action != ACTION_EXIT:
                    action = self.follow(action)
                break
            except Unwound as unwound:
                action = unwound.action
        self.pc, self.k = pc, k
        self.instruction, self.expected, self.result = instruction, expected, result
        return int(self.runtime.vm.error_status)

    def follow(self, action: int) -> int:
        """Run the innermost frame, after a continuation if the action says so, until it changes."""
        self.reload()
        if action == ACTION_CONTINUE:
            following = self.drive(self.continuation_steps())
            if following is not None:
                return following
        while True:
            following = self.step()
            if following is not None:
                return following

    def reload(self) -> None:
        """Read the state of the innermost frame."""
        self.find_frame()
        read = self.memory.read_u64
        self.pc = read(self.ci + _SAVEDPC)
        self.k = read(self.ci + _K)

    def find_frame(self) -> None:
        """The stacks may have moved."""
        read = self.memory.read_u64
        self.ci = read(read(self.vm_address + _CURRENT) + _CI)
        self.base = read(self.ci + _BASE)

    def step(self) -> int | None:
        """Execute one instruction. None to go on behind it, else an action."""
        clock = self.memory.read_u64(CLOCK)
        if clock >= self.memory.read_u64(CLOCK_LIMIT):
            self.save_pc()
            return self.runtime.machine.call(self.runtime.symbols["path_clock"], self.vm_address)
        return self.tick(clock)

    def tick(self, clock: int) -> int | None:
        """Count and execute one instruction, in front of which the clock was at `clock`."""
        self.memory.write_u64(CLOCK, clock + 1)
        if self.memory.read_u32(_HOOKED_THREADS):
            action = self.call_hooks()
            if action != FAST:
                return action
        return self.drive(self.instruction_steps())

    def call_hooks(self) -> int:
        """Look for hooks before the next instruction. FAST: it is still to be executed."""
        word = self.memory.read_u64(self.pc)
        action = self.invoke("before_instruction", word, self.pc + 8)
        self.find_frame()
        return action

    def instruction_steps(self) -> "Steps":
        """Fetch the next instruction and start its semantics."""
        instruction = _decode(self.memory.read_u64(self.pc))
        self.pc += 8
        self.instruction = instruction
        self.expected = instruction.quick.fixed_a
        return SEMANTICS[instruction.quick.op](instruction)

    def continuation_steps(self) -> "Steps":
        """Start the continuation of the instruction whose call has returned."""
        vm = self.runtime.vm
        entry = CONTINUATIONS[vm.pending_cont - 1]
        self.instruction = _decode(self.memory.read_u64(self.pc - 8))
        self.expected = entry.expected
        return entry.steps(self.instruction, self.call_result(vm.result))

    def call_result(self, word: int) -> Any:
        """The value that a continuation is given."""
        return word

    def drive(self, steps: "Steps") -> int | None:
        """Answer the effects of one semantics function. The result is that of its end."""
        effect = next(steps)
        answers = self.answers
        while not effect.end:
            effect = steps.send(answers[type(effect)](self, effect))
        action: int | None = answers[type(effect)](self, effect)
        return action

    # --- tools ------------------------------------------------------------------------------

    def invoke(self, name: str, *args: int) -> int:
        return self.runtime.invoke(name, *args)

    def save_pc(self) -> None:
        self.memory.write_u64(self.ci + _SAVEDPC, self.pc)

    def slot(self, index: int, offset: int = 0) -> int:
        """The address of a register."""
        return self.base + 8 * (index + offset)

    def operation(self, word: int) -> bool:
        """Keep the answer of an operation, unless it is pending."""
        self.result = word
        return word != PENDING

    def after_call(self, action: int) -> int:
        return ACTION_RESUME if action == FAST else action

    # --- registers, constants, upvalues -----------------------------------------------------

    def register(self, index: int) -> Any:
        """The value in a register."""
        return self.memory.read_u64(self.base + 8 * index)

    def set_register(self, index: int, value: Any) -> None:
        """Store into a register."""
        self.memory.write_u64(self.base + 8 * index, value)

    def constant_at(self, index: int) -> Any:
        """A constant of the prototype, by its number."""
        return self.memory.read_u64(self.k + 8 * index)

    def do_Slot(self, e: E.Slot) -> Any:
        return self.register(e.index + e.offset)

    def do_SetSlot(self, e: E.SetSlot) -> None:
        self.set_register(e.index + e.offset, e.value)

    def do_Constant(self, e: E.Constant) -> Any:
        return self.constant_at(e.index)

    def do_RK(self, e: E.RK) -> Any:
        operand: Field = e.operand
        number = operand.value
        assert number is not None
        if operand.kind is _REGISTER:
            return self.register(number)
        if operand.kind is _RK:
            if number < FIRST_CONSTANT:
                return self.register(number)
            number -= FIRST_CONSTANT
        return self.constant_at(number)

    def do_Upvalue(self, e: E.Upvalue) -> Any:
        call = self.runtime.machine.call
        address = call(self.runtime.symbols["path_upvalue"], self.base, e.index)
        return self.memory.read_u64(address)

    def do_SetUpvalue(self, e: E.SetUpvalue) -> None:
        self.runtime.call("path_set_upvalue", self.base, e.index, e.value)

    def do_Environment(self, e: E.Environment) -> Any:
        return self.runtime.machine.call(self.runtime.symbols["path_environment"], self.base)

    def do_Primitive(self, e: E.Primitive) -> Any:
        return _PRIMITIVES[e.value]

    def do_ClearSlots(self, e: E.ClearSlots) -> None:
        for index in range(e.first, e.last + 1):
            self.set_register(index, NIL)

    # --- questions --------------------------------------------------------------------------

    def do_IsNumber(self, e: E.IsNumber) -> bool:
        return bool(e.value <= MAX_NUMBER)

    def do_IsString(self, e: E.IsString) -> bool:
        return bool(e.value >> 47 == STRING >> 47)

    def do_IsTable(self, e: E.IsTable) -> bool:
        return bool(e.value >> 47 == TABLE >> 47)

    def do_IsNil(self, e: E.IsNil) -> bool:
        return bool(e.value == NIL)

    def do_IsFalsy(self, e: E.IsFalsy) -> bool:
        return bool(e.value >= FALSE)

    def do_OperandIsZero(self, e: E.OperandIsZero) -> bool:
        return bool(e.operand == 0)

    def do_NumberCompare(self, e: E.NumberCompare) -> bool:
        left, right = number_of(e.left), number_of(e.right)
        return left < right if e.relation == "lt" else left <= right

    def do_NumberIsPositive(self, e: E.NumberIsPositive) -> bool:
        return number_of(e.value) > 0

    def do_StringCompare(self, e: E.StringCompare) -> bool:
        call = self.runtime.machine.call
        order = call(self.runtime.symbols["path_string_compare"], e.left, e.right)
        below = order >> 63 != 0
        return below if e.relation == "lt" else below or order == 0

    def do_RawEqual(self, e: E.RawEqual) -> bool:
        if e.left <= MAX_NUMBER and e.right <= MAX_NUMBER:
            return number_of(e.left) == number_of(e.right)
        return bool(e.left == e.right)

    def do_HasEqualMethod(self, e: E.HasEqualMethod) -> bool:
        self.save_pc()
        return self.invoke("path_equal_method", e.left, e.right) != 0

    def do_CompareMethod(self, e: E.CompareMethod) -> bool:
        args = (int(e.event == "le"), e.left, e.right, int(e.may_fail), self.pc)
        return self.invoke("path_compare_method", *args) != 0

    # --- operations that may need a metamethod ----------------------------------------------

    def do_Index(self, e: E.Index) -> bool:
        return self.operation(self.invoke("path_index", e.object, e.key, self.pc))

    def do_SetIndex(self, e: E.SetIndex) -> bool:
        return self.operation(self.invoke("path_set", e.object, e.key, e.value, self.pc))

    def do_ArithmeticSlow(self, e: E.ArithmeticSlow) -> bool:
        number = OPERATIONS.index(e.operation)
        return self.operation(self.invoke("path_arithmetic", number, e.left, e.right, self.pc))

    def do_Length(self, e: E.Length) -> bool:
        return self.operation(self.invoke("path_length", e.value, self.pc))

    def do_Concatenate(self, e: E.Concatenate) -> bool:
        args = (self.slot(e.first), self.slot(e.last), self.pc)
        return self.operation(self.invoke("path_concatenate", *args))

    def do_ConcatenateMore(self, e: E.ConcatenateMore) -> bool:
        args = (self.slot(e.first), e.value, self.pc)
        return self.operation(self.invoke("path_concatenate_more", *args))

    def do_Result(self, e: E.Result) -> Any:
        return self.result

    # --- plain operations -------------------------------------------------------------------

    def do_Arithmetic(self, e: E.Arithmetic) -> Any:
        return self.runtime.machine.call(
            self.runtime.symbols["compute_words"],
            OPERATIONS.index(e.operation),
            e.left,
            e.right,
        )

    def do_Negate(self, e: E.Negate) -> Any:
        return e.value ^ (1 << 63)

    def do_LoopNumber(self, e: E.LoopNumber) -> Any:
        return self.invoke("path_loop_number", e.value, _ROLES[e.role], self.pc)

    def do_NewTable(self, e: E.NewTable) -> Any:
        self.save_pc()
        return self.invoke("path_new_table", e.array_size, e.hash_size)

    def do_SetList(self, e: E.SetList) -> None:
        self.save_pc()
        self.invoke("path_set_list", self.slot(e.table), e.count, e.block, self.pc)

    def do_NewClosure(self, e: E.NewClosure) -> Any:
        self.save_pc()
        captures = self.runtime.machine.call(
            self.runtime.symbols["capture_count"], self.base, e.index
        )
        made = self.invoke("path_closure", e.index, self.pc)
        self.pc += 8 * captures
        return made

    def do_CloseUpvalues(self, e: E.CloseUpvalues) -> None:
        self.runtime.call("path_close", self.slot(e.first))

    def do_Varargs(self, e: E.Varargs) -> None:
        self.save_pc()
        self.base = self.invoke("path_varargs", self.slot(e.first), e.count)

    def do_CheckCollector(self, e: E.CheckCollector) -> None:
        self.invoke("path_collect", self.base, self.pc)
        self.find_frame()

    # --- ends -------------------------------------------------------------------------------

    def do_Next(self, e: E.Next) -> int | None:
        self.pc += 8 * e.skip
        return None

    def do_Jump(self, e: E.Jump) -> int | None:
        self.pc += 8 * e.offset
        return None

    def do_JumpFollowing(self, e: E.JumpFollowing) -> int | None:
        word = self.memory.read_u64(self.pc)
        offset = word >> 32
        self.pc += 8 + 8 * (offset - (1 << 32) if offset >> 31 else offset)
        return None

    def do_CallMethod(self, e: E.CallMethod) -> int | None:
        entry = continuation(e.then, self.expected)
        results = entry.results & 0xFFFF_FFFF_FFFF_FFFF
        return self.invoke("path_call_method", entry.number, results, self.pc)

    def do_CallIterator(self, e: E.CallIterator) -> int | None:
        cont = continuation(e.then, None).number
        return self.invoke("path_call_iterator", self.slot(e.first), e.count, cont, self.pc)

    def do_Call(self, e: E.Call) -> int | None:
        args = (self.slot(e.function), e.arguments, e.results, self.pc)
        return self.after_call(self.invoke("path_call", *args))

    def do_TailCall(self, e: E.TailCall) -> int | None:
        return self.invoke("path_tail_call", self.slot(e.function), e.arguments, self.pc)

    def do_Return(self, e: E.Return) -> int | None:
        return self.after_call(self.invoke("path_return", self.slot(e.first), e.count))


def number_of(word: int) -> float:
    """The double in a number's word."""
    return float(_NUMBER.unpack(_WORD.pack(word))[0])


def word_of(number: float) -> int:
    """The word of a double."""
    return int(_WORD.unpack(_NUMBER.pack(number))[0])
