"""The interpreter, built from semantics/: one LLVM function per quickened opcode.

Handlers have the calling convention `preserve_none` and end in a `musttail` call of the next
one, so the machine's state stays in registers: VM, base, pc, constants, and the instruction
being executed. Each is made by driving the opcode's generator: values are answered with LLVM
values, and at a question the path forks. Generators cannot be copied, so the other side of a
fork runs the generator again, feeding it the recorded answers up to there; nothing is emitted
twice.

What a handler does is spelled by the kernel functions of paths.py, which LLVM inlines.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from llvmlite import ir

from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.bytecode.quick import (
    JMP_COMPILED,
    QUICK_OPS,
    Field,
    OperandKind,
    QuickOp,
)
from conformance.jit_under_test.interpreter.emitter import (
    ACTION_HANDLER,
    CONVENTION,
    HANDLER_TYPE,
    Emitter,
    constant,
)
from conformance.jit_under_test.runtime.metamethods import OPERATIONS, PENDING
from conformance.jit_under_test.runtime.values import FALSE, MAX_NUMBER, NIL, TRUE
from conformance.jit_under_test.semantics import effects as E
from conformance.jit_under_test.semantics.table import CONTINUATIONS, SEMANTICS, continuation

FOR_ROLES: Final = {"initial": 0, "limit": 1, "step": 2}


class SymbolicInstruction:
    """An instruction whose operands are known only at run time, but for what the opcode fixes."""

    def __init__(self, quick: QuickOp | None, expected: int | None = None) -> None:
        plain = OperandKind.PLAIN
        a: Any = Field("a", plain)
        c: Any = Field("c", quick.c if quick else plain)
        if expected is not None:
            a = expected
        if quick is not None and quick.fixed_a is not None:
            a = quick.fixed_a
        if quick is not None and quick.fixed_c is not None:
            c = quick.fixed_c
        self.a = a
        self.b: Any = Field("b", quick.b if quick else plain)
        self.c = c
        self.bx: Any = Field("bx", plain)
        self.sbx: Any = Field("sbx", plain)


@dataclass
class Path:
    """One way through a semantics function: where it emits, and what it knows."""

    block: Any
    base: Any
    answers: list[Any] = field(default_factory=list)
    result: Any = None
    numbers: set[Any] = field(default_factory=set)


class HandlerBuilder:
    """Builds the body of one handler from one semantics function."""

    def __init__(
        self,
        emitter: Emitter,
        function: Any,
        run: Callable[[], Any],
        quick: QuickOp | None,
        expected: int | None,
    ) -> None:
        self.emitter = emitter
        self.function = function
        self.run = run
        self.quick = quick
        self.expected = expected
        self.vm, self.base, self.pc, self.k, self.word = function.args
        self.pending: list[Path] = []
        self.path = Path(None, None)
        self.b: Any = None

    def build(self, base: Any = None, pc: Any = None, k: Any = None, block: Any = None) -> None:
        """Emit every path. A continuation passes the state that it has reloaded."""
        self.pc = pc if pc is not None else self.pc
        self.k = k if k is not None else self.k
        first = block if block is not None else self.function.append_basic_block("entry")
        self.pending.append(Path(first, base if base is not None else self.base))
        while self.pending:
            self._follow(self.pending.pop())

    def _follow(self, path: Path) -> None:
        """Run the generator along a path's answers, then emit until the path ends."""
        self.path = path
        self.b = self.emitter.at(path.block)
        steps = self.run()
        effect = next(steps)
        for answer in path.answers:
            effect = steps.send(answer)
        while True:
            handler = getattr(self, "do_" + type(effect).__name__)
            answer = handler(effect)
            if effect.end:
                return
            path.answers.append(answer)
            effect = steps.send(answer)

    # --- tools ------------------------------------------------------------------------------

    def call(self, name: str, *args: Any) -> Any:
        return self.emitter.call(self.b, name, *args)

    def fork(self, condition: Any, likely: bool | None = None, result: Any = None) -> bool:
        """Branch on an LLVM condition: go on where it holds, and do the rest later."""
        yes = self.function.append_basic_block("yes")
        no = self.function.append_basic_block("no")
        branch = self.b.cbranch(condition, yes, no)
        if likely is not None:
            branch.set_weights([100, 1] if likely else [1, 100])
        path = self.path
        other = Path(no, path.base, [*path.answers, False], path.result, set(path.numbers))
        self.pending.append(other)
        path.block = yes
        path.result = result if result is not None else path.result
        self.b = self.emitter.at(yes)
        return True

    def operand(self, field_: Any) -> Any:
        """An operand as an i64."""
        if isinstance(field_, int):
            return constant(field_)
        shift, bits = {"a": (8, 8), "b": (32, 16), "c": (48, 16), "bx": (32, 32)}.get(
            field_.name, (32, 0)
        )
        if field_.name == "sbx":
            return self.b.ashr(self.word, constant(32))
        shifted = self.b.lshr(self.word, constant(shift))
        if shift + bits == 64:
            return shifted
        return self.b.and_(shifted, constant((1 << bits) - 1))

    def slot(self, index: Any, offset: int = 0) -> Any:
        """The address of a register."""
        number = self.operand(index)
        address = self.emitter.element(self.b, self.path.base, number)
        return self.emitter.offset(self.b, address, 8 * offset) if offset else address

    def load(self, address: Any) -> Any:
        return self.b.load(address, typ=ir.IntType(64), align=8)

    def store(self, value: Any, address: Any) -> None:
        self.b.store(value, address, align=8)

    def question_of_pending(self, value: Any) -> bool:
        """Ask whether an operation's answer is a value rather than PENDING."""
        is_value = self.b.icmp_unsigned("!=", value, constant(PENDING))
        return self.fork(is_value, likely=True, result=value)

    def is_number(self, value: Any) -> Any:
        return self.b.icmp_unsigned("<=", value, constant(MAX_NUMBER))

    def has_tag(self, value: Any, tag: int) -> Any:
        high = self.b.lshr(value, constant(47))
        return self.b.icmp_unsigned("==", high, constant(0x1FFF0 | tag))

    def number(self, value: Any) -> Any:
        return self.b.bitcast(value, ir.DoubleType())

    def word_of(self, number: Any) -> Any:
        word = self.b.bitcast(number, ir.IntType(64))
        self.path.numbers.add(word)
        return word

    # --- registers, constants, upvalues -----------------------------------------------------

    def do_Slot(self, effect: E.Slot) -> Any:
        return self.load(self.slot(effect.index, effect.offset))

    def do_SetSlot(self, effect: E.SetSlot) -> None:
        self.store(effect.value, self.slot(effect.index, effect.offset))

    def do_Constant(self, effect: E.Constant) -> Any:
        return self.load(self.emitter.element(self.b, self.k, self.operand(effect.index)))

    def do_RK(self, effect: E.RK) -> Any:
        operand = effect.operand
        number = self.operand(operand)
        if operand.kind is OperandKind.REGISTER:
            return self.load(self.emitter.element(self.b, self.path.base, number))
        if operand.kind is OperandKind.RK:
            is_constant = self.b.icmp_unsigned(">=", number, constant(256))
            from_constants = self.b.sub(number, constant(256))
            index = self.b.select(is_constant, from_constants, number)
            table = self.b.select(is_constant, self.k, self.path.base)
            return self.load(self.emitter.element(self.b, table, index))
        value = self.load(self.emitter.element(self.b, self.k, number))
        if operand.kind is OperandKind.NUMBER:
            self.path.numbers.add(value)
        return value

    def do_Upvalue(self, effect: E.Upvalue) -> Any:
        return self.load(self.call("path_upvalue", self.path.base, self.operand(effect.index)))

    def do_SetUpvalue(self, effect: E.SetUpvalue) -> None:
        number = self.operand(effect.index)
        self.call("path_set_upvalue", self.vm, self.path.base, number, effect.value)

    def do_Environment(self, effect: E.Environment) -> Any:
        return self.call("path_environment", self.path.base)

    def do_Primitive(self, effect: E.Primitive) -> Any:
        return constant({None: NIL, False: FALSE, True: TRUE}[effect.value])

    def do_ClearSlots(self, effect: E.ClearSlots) -> None:
        self.call("path_clear", self.slot(effect.first), self.slot(effect.last))

    # --- questions --------------------------------------------------------------------------

    def do_IsNumber(self, effect: E.IsNumber) -> bool:
        if effect.value in self.path.numbers:
            return True
        self.fork(self.is_number(effect.value), likely=True)
        self.path.numbers.add(effect.value)
        return True

    def do_IsString(self, effect: E.IsString) -> bool:
        return self.fork(self.has_tag(effect.value, 4))

    def do_IsTable(self, effect: E.IsTable) -> bool:
        return self.fork(self.has_tag(effect.value, 5))

    def do_IsNil(self, effect: E.IsNil) -> bool:
        return self.fork(self.b.icmp_unsigned("==", effect.value, constant(NIL)))

    def do_IsFalsy(self, effect: E.IsFalsy) -> bool:
        return self.fork(self.b.icmp_unsigned(">=", effect.value, constant(FALSE)))

    def do_OperandIsZero(self, effect: E.OperandIsZero) -> bool:
        if isinstance(effect.operand, int):
            return effect.operand == 0
        return self.fork(self.b.icmp_unsigned("==", self.operand(effect.operand), constant(0)))

    def do_NumberCompare(self, effect: E.NumberCompare) -> bool:
        relation = {"lt": "<", "le": "<="}[effect.relation]
        left, right = self.number(effect.left), self.number(effect.right)
        return self.fork(self.b.fcmp_ordered(relation, left, right))

    def do_NumberIsPositive(self, effect: E.NumberIsPositive) -> bool:
        zero = ir.Constant(ir.DoubleType(), 0.0)
        return self.fork(self.b.fcmp_ordered(">", self.number(effect.value), zero), likely=True)

    def do_StringCompare(self, effect: E.StringCompare) -> bool:
        order = self.call("path_string_compare", effect.left, effect.right)
        relation = {"lt": "<", "le": "<="}[effect.relation]
        return self.fork(self.b.icmp_signed(relation, order, constant(0)))

    def do_RawEqual(self, effect: E.RawEqual) -> bool:
        left, right = effect.left, effect.right
        equal = self.b.icmp_unsigned("==", left, right)
        kind = self.quick.c if self.quick is not None else OperandKind.RK
        if kind is not OperandKind.STRING:
            both = self.b.and_(self.is_number(left), self.is_number(right))
            numeric = self.b.fcmp_ordered("==", self.number(left), self.number(right))
            equal = self.b.select(both, numeric, equal)
        return self.fork(equal)

    def do_HasEqualMethod(self, effect: E.HasEqualMethod) -> bool:
        kind = self.quick.c if self.quick is not None else OperandKind.RK
        if kind in (OperandKind.STRING, OperandKind.NUMBER):
            return False
        self.call("save_pc", self.vm, self.pc)
        found = self.call("path_equal_method", self.vm, effect.left, effect.right)
        return self.fork(self.b.icmp_unsigned("!=", found, constant(0)), likely=False)

    def do_CompareMethod(self, effect: E.CompareMethod) -> bool:
        found = self.call(
            "path_compare_method",
            self.vm,
            constant(effect.event == "le"),
            effect.left,
            effect.right,
            constant(effect.may_fail),
            self.pc,
        )
        if not effect.may_fail:
            return True
        return self.fork(self.b.icmp_unsigned("!=", found, constant(0)))

    # --- operations that may need a metamethod ----------------------------------------------

    def _key_kind(self, key: Any) -> str:
        """Suffix of the path for this key: what the operand kind tells about it."""
        quick = self.quick
        if quick is None:
            return ""
        kind = quick.b if quick.op is Op.SETTABLE else quick.c
        if quick.op in (Op.GETGLOBAL, Op.SETGLOBAL):
            kind = OperandKind.STRING
        return {OperandKind.STRING: "_string", OperandKind.NUMBER: "_number"}.get(kind, "")

    def do_Index(self, effect: E.Index) -> bool:
        name = "path_index" + self._key_kind(effect.key)
        return self.question_of_pending(
            self.call(name, self.vm, effect.object, effect.key, self.pc)
        )

    def do_SetIndex(self, effect: E.SetIndex) -> bool:
        name = "path_set" + self._key_kind(effect.key)
        args = (self.vm, effect.object, effect.key, effect.value, self.pc)
        return self.question_of_pending(self.call(name, *args))

    def do_ArithmeticSlow(self, effect: E.ArithmeticSlow) -> bool:
        number = constant(OPERATIONS.index(effect.operation))
        args = (self.vm, number, effect.left, effect.right, self.pc)
        return self.question_of_pending(self.call("path_arithmetic", *args))

    def do_Length(self, effect: E.Length) -> bool:
        return self.question_of_pending(self.call("path_length", self.vm, effect.value, self.pc))

    def do_Concatenate(self, effect: E.Concatenate) -> bool:
        first, last = self.slot(effect.first), self.slot(effect.last)
        return self.question_of_pending(
            self.call("path_concatenate", self.vm, first, last, self.pc)
        )

    def do_ConcatenateMore(self, effect: E.ConcatenateMore) -> bool:
        first = self.slot(effect.first)
        args = (self.vm, first, effect.value, self.pc)
        return self.question_of_pending(self.call("path_concatenate_more", *args))

    def do_Result(self, effect: E.Result) -> Any:
        return self.path.result

    # --- plain operations -------------------------------------------------------------------

    def do_Arithmetic(self, effect: E.Arithmetic) -> Any:
        if effect.operation == "mod":
            return self.call("path_modulo", effect.left, effect.right)
        if effect.operation == "pow":
            return self.call("path_power", effect.left, effect.right)
        emit = {"add": "fadd", "sub": "fsub", "mul": "fmul", "div": "fdiv"}[effect.operation]
        left, right = self.number(effect.left), self.number(effect.right)
        return self.word_of(getattr(self.b, emit)(left, right))

    def do_Negate(self, effect: E.Negate) -> Any:
        return self.word_of(self.b.fneg(self.number(effect.value)))

    def do_LoopNumber(self, effect: E.LoopNumber) -> Any:
        role = constant(FOR_ROLES[effect.role])
        number = self.call("path_loop_number", self.vm, effect.value, role, self.pc)
        self.path.numbers.add(number)
        return number

    def do_NewTable(self, effect: E.NewTable) -> Any:
        sizes = self.operand(effect.array_size), self.operand(effect.hash_size)
        self.call("save_pc", self.vm, self.pc)
        return self.call("path_new_table", self.vm, *sizes)

    def do_SetList(self, effect: E.SetList) -> None:
        count, block = self.operand(effect.count), self.operand(effect.block)
        self.call("path_set_list", self.vm, self.slot(effect.table), count, block, self.pc)

    def do_NewClosure(self, effect: E.NewClosure) -> Any:
        number = self.operand(effect.index)
        self.call("save_pc", self.vm, self.pc)
        captures = self.call("capture_count", self.path.base, number)
        made = self.call("path_closure", self.vm, number, self.pc)
        self.pc = self.emitter.element(self.b, self.pc, captures)
        return made

    def do_CloseUpvalues(self, effect: E.CloseUpvalues) -> None:
        self.call("path_close", self.vm, self.slot(effect.first))

    def do_Varargs(self, effect: E.Varargs) -> None:
        count = self.operand(effect.count)
        self.call("save_pc", self.vm, self.pc)
        self.path.base = self.call("path_varargs", self.vm, self.slot(effect.first), count)

    def do_CheckCollector(self, effect: E.CheckCollector) -> None:
        self.path.base = self.call("path_collect", self.vm, self.path.base, self.pc)

    # --- ends -------------------------------------------------------------------------------

    def do_Next(self, effect: E.Next) -> None:
        pc = self.emitter.offset(self.b, self.pc, 8 * effect.skip) if effect.skip else self.pc
        self.emitter.dispatch(self.b, self.vm, self.path.base, pc, self.k)

    def do_Jump(self, effect: E.Jump) -> None:
        target = self.emitter.element(self.b, self.pc, self.operand(effect.offset))
        quick = self.quick
        assert quick is not None, "a continuation has no jump of its own"
        if quick.compiled:
            self._enter_fragment(self.word, target)
        elif quick.backward or quick.op is Op.FORLOOP:
            self._loop_edge(self.emitter.offset(self.b, self.pc, -8), target)
        else:
            self.emitter.dispatch(self.b, self.vm, self.path.base, target, self.k)

    def do_JumpFollowing(self, effect: E.JumpFollowing) -> None:
        word = self.load(self.pc)
        offset = self.b.ashr(word, constant(32))
        after = self.emitter.offset(self.b, self.pc, 8)
        target = self.emitter.element(self.b, after, offset)
        edge = self.function.append_basic_block("edge")
        forward = self.function.append_basic_block("forward")
        self.b.cbranch(self.b.icmp_signed("<", offset, constant(0)), edge, forward)
        self.b = self.emitter.at(forward)
        self.emitter.dispatch(self.b, self.vm, self.path.base, target, self.k)
        self.b = self.emitter.at(edge)
        compiled = self.function.append_basic_block("compiled")
        plain = self.function.append_basic_block("plain")
        op = self.b.and_(word, constant(0xFF))
        self.b.cbranch(self.b.icmp_unsigned("==", op, constant(JMP_COMPILED)), compiled, plain)
        self.b = self.emitter.at(compiled)
        self._enter_fragment(word, target)
        self.b = self.emitter.at(plain)
        self._loop_edge(self.pc, target)

    def _enter_fragment(self, word: Any, target: Any) -> None:
        """Jump to `target` by running the fragment that begins there."""
        number = self.b.and_(self.b.lshr(word, constant(16)), constant(0xFFFF))
        address = self.b.ptrtoint(target, ir.IntType(64))
        self.finish(self.call("path_enter_fragment", self.vm, number, address))

    def _loop_edge(self, word_address: Any, target: Any) -> None:
        """Jump back, and count it where the instruction stands."""
        counter = self.emitter.offset(self.b, word_address, 2)
        i16 = ir.IntType(16)
        left = self.b.sub(self.b.load(counter, typ=i16, align=2), ir.Constant(i16, 1))
        self.b.store(left, counter, align=2)
        hot = self.function.append_basic_block("hot")
        cold = self.function.append_basic_block("cold")
        branch = self.b.cbranch(self.b.icmp_unsigned("==", left, ir.Constant(i16, 0)), hot, cold)
        branch.set_weights([1, 1000])
        self.b = self.emitter.at(cold)
        self.emitter.dispatch(self.b, self.vm, self.path.base, target, self.k)
        self.b = self.emitter.at(hot)
        word = self.b.ptrtoint(word_address, ir.IntType(64))
        address = self.b.ptrtoint(target, ir.IntType(64))
        self.finish(self.call("path_hot_loop", self.vm, word, address))

    def finish(self, action: Any) -> None:
        """Do what an ACTION_* says: the tail of everything that changed frames."""
        self.emitter.tail(
            self.b, self.emitter.handler(ACTION_HANDLER), self.vm, self.path.base, self.pc, self.k,
            action,
        )  # fmt: skip

    def do_CallMethod(self, effect: E.CallMethod) -> None:
        expected = self.quick.fixed_a if self.quick is not None else self.expected
        entry = continuation(effect.then, expected)
        cont, results = constant(entry.number), constant(entry.results)
        self.finish(self.call("path_call_method", self.vm, cont, results, self.pc))

    def do_CallIterator(self, effect: E.CallIterator) -> None:
        cont = constant(continuation(effect.then, None).number)
        count = self.operand(effect.count)
        first = self.slot(effect.first)
        self.finish(self.call("path_call_iterator", self.vm, first, count, cont, self.pc))

    def do_Call(self, effect: E.Call) -> None:
        func = self.slot(effect.function)
        arguments, results = self.operand(effect.arguments), self.operand(effect.results)
        self._go(self.call("path_call", self.vm, func, arguments, results, self.pc))

    def do_TailCall(self, effect: E.TailCall) -> None:
        func, arguments = self.slot(effect.function), self.operand(effect.arguments)
        self.finish(self.call("path_tail_call", self.vm, func, arguments, self.pc))

    def do_Return(self, effect: E.Return) -> None:
        first, count = self.slot(effect.first), self.operand(effect.count)
        self._go(self.call("path_return", self.vm, first, count))

    def _go(self, action: Any) -> None:
        """Go on in the new innermost frame when the fast path was taken (-1), else `finish`."""
        fast = self.function.append_basic_block("fast")
        slow = self.function.append_basic_block("slow")
        branch = self.b.cbranch(self.b.icmp_signed("==", action, constant(-1)), fast, slow)
        branch.set_weights([100, 1])
        self.b = self.emitter.at(fast)
        self.emitter.resume(self.b, self.vm)
        self.b = self.emitter.at(slow)
        self.finish(action)


def build_handlers(emitter: Emitter) -> tuple[list[str], list[str]]:
    """Add every handler to the emitter's module.

    Returns the handlers' symbols by quickened opcode, and by continuation (number - 1).
    """
    handlers = []
    for quick in QUICK_OPS:
        name = f"op_{quick.name.lower()}"
        needs_a = quick.op in (Op.EQ, Op.LT, Op.LE) and quick.fixed_a is None
        needs_c = quick.op in (Op.TEST, Op.TESTSET) and quick.fixed_c is None
        if needs_a or needs_c:
            name = "op_illegal"  # quickening never leaves these without their fixed operand
            emitter.illegal(name)
        else:
            instruction = SymbolicInstruction(quick)
            steps = SEMANTICS[quick.op]
            function = emitter.handler(name)

            def run(steps: Any = steps, instruction: Any = instruction) -> Any:
                return steps(instruction)

            HandlerBuilder(emitter, function, run, quick, None).build()
        handlers.append(name)
    continuations = []
    for entry in CONTINUATIONS:
        name = f"cont_{entry.number}_{entry.name}"
        function = emitter.handler(name)
        builder = emitter.at(function.append_basic_block("entry"))
        base, pc, k, word, result = emitter.reload_for_continuation(builder, function.args[0])
        instruction = SymbolicInstruction(None, entry.expected)

        def run_continuation(
            entry: Any = entry, instruction: Any = instruction, result: Any = result
        ) -> Any:
            return entry.steps(instruction, result)

        handler = HandlerBuilder(emitter, function, run_continuation, None, entry.expected)
        handler.word = word
        handler.build(base, pc, k, builder.block)
        continuations.append(name)
    return handlers, continuations


__all__ = ["CONVENTION", "HANDLER_TYPE", "build_handlers"]
