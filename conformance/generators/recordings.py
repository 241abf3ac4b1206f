"""Fragments made the way a recorder makes them: executing while it emits.

A *script* is a list of small integer tuples; each tuple is one step (read a slot, add two
numbers, compare, store, call, ...), its numbers choose among what is there. Steps execute at
once over a small world of two tables, a closure and eight slots, so guards are emitted in
the direction that holds. Any script is valid, which lets Hypothesis shrink freely.
"""

import math
from dataclasses import dataclass, field
from typing import Any, Final

from conformance.generators.new_tables import (
    COPY,
    ELEMENT_COUNT,
    NEW,
    TEMPLATE,
    TEMPLATE_NODES,
    contents,
    make_table,
)
from conformance.generators.record_world import (
    BASE,
    CI,
    FIELDS,
    LAYOUT,
    THREAD,
    VM,
    ByteMemory,
    fresh_memory,
)
from conformance.jit_under_test.ir.arithmetic import TESTS
from conformance.jit_under_test.ir.boxing import FALSE, NIL, TAG_BITS, TRUE, type_of
from conformance.jit_under_test.ir.builder import Builder
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.evaluator import Evaluator, Execution, GuardFailed
from conformance.jit_under_test.ir.fragment import (
    End,
    EndKind,
    Fragment,
    Frame,
    Instruction,
    Ref,
    Snapshot,
    float_to_bits,
)
from conformance.jit_under_test.ir.ops import OPS, Alias, Kind
from conformance.jit_under_test.ir.types import BOXABLE_TYPES, IRType
from conformance.jit_under_test.optimizer.cse import created
from conformance.jit_under_test.runtime.numbers import BIAS

NUM, INT, VAL, TAB, PTR = IRType.NUM, IRType.INT, IRType.VAL, IRType.TAB, IRType.PTR

TABLE_A, TABLE_B, ARRAY_A, ARRAY_B, NODES, CLOSURE = 0x4000, 0x4100, 0x5000, 0x5100, 0x5800, 0x6000
UPVALUES = (0x7000, 0x7100)
# A second function with the same upvalues in the other order, and the slot that it is in.
SIBLING, SIBLING_SLOT = 0x6100, 8
SCRATCH = VM + 0x100  # a counter that kernels read and write
KEYS = (TRUE, FALSE, float_to_bits(1.0), TAG_BITS[IRType.STR] | 0x9000)
COUNTER, COUNTER_STEP = 0, 1.0
CALLER_PC, CALLER_DISTANCE = 0x9800, 3

CALLS = (
    KernelCall("pure", (NUM, NUM), NUM, False, Alias.NONE, Alias.NONE),
    KernelCall("count", (INT,), INT, True, Alias.VM, Alias.VM),
    KernelCall("grow", (VAL, TAB), IRType.NONE, True, Alias.ARRAY, Alias.ARRAY | Alias.VM),
    KernelCall("any", (NUM, INT), VAL, True),
    COPY,
    NEW,
)
PURE, COUNT, GROW, ANY = CALLS[:4]

NASTY = (0.0, -0.0, 1.0, -1.0, 0.5, 3.0, 1e300, -1e300, 5e-324, 2147483647.0, -2147483648.0,
         math.inf, -math.inf, math.nan, 4503599627370497.5, 7.0, 0.1)  # fmt: skip

STEPS: Final = 40
# Choices of a value, of 16, from which on they stand for a constant.
_A_CONSTANT: Final = 12
# How many of the latest values the end shows, where it is not 4: rules for numbers are wrong for
# few of them.
_LATEST: Final = {IRType.NUM: 16}
Step = tuple[int, int, int]
"""What to do, below NEW_TABLE + 2, and two choices below 16."""


def world(numbers: list[float]) -> ByteMemory:
    """Memory before a fragment runs: `numbers` are in the slots 1 to 4."""
    memory = fresh_memory({slot: float_to_bits(x) for slot, x in enumerate(numbers, 1)})
    memory.write_u64(BASE, float_to_bits(0.0))
    memory.write_u64(BASE - 8, TAG_BITS[IRType.FUN] | CLOSURE)
    memory.write_u64(BASE + 40, TAG_BITS[TAB] | TABLE_A)
    # Two slots may well hold the same table: which it is depends on the first number.
    memory.write_u64(BASE + 48, TAG_BITS[TAB] | (TABLE_B if numbers[0] > 0 else TABLE_A))
    memory.write_u64(BASE + 56, NIL)
    for table, array in ((TABLE_A, ARRAY_A), (TABLE_B, ARRAY_B)):
        memory.write_u64(table + FIELDS["table.array"].offset, array)
        memory.write_u64(table + FIELDS["table.node"].offset, NODES)
        memory.write_u64(table + FIELDS["table.metatable"].offset, TABLE_B)
        memory.write_u32(table + FIELDS["table.sizearray"].offset, 8)
        for i in range(8):
            memory.write_u64(array + 8 * i, float_to_bits(float(i)))
    for i, key in enumerate(KEYS):
        memory.write_u64(NODES + 24 * i, float_to_bits(i + 0.5))
        memory.write_u64(NODES + 24 * i + 8, key)
    memory.write_u64(BASE + 8 * SIBLING_SLOT, TAG_BITS[IRType.FUN] | SIBLING)
    for i, address in enumerate(UPVALUES):
        memory.write_u64(CLOSURE + LAYOUT.upvalues + 8 * i, address)
        memory.write_u64(SIBLING + LAYOUT.upvalues + 8 * (1 - i), address)
        memory.write_u64(address + LAYOUT.upvalue_v, address + 0x20)
        memory.write_u64(address + 0x20, float_to_bits(float(i)))
    memory.write_u64(TEMPLATE + FIELDS["table.node"].offset, TEMPLATE_NODES)
    for i, key in enumerate(KEYS):
        memory.write_u64(TEMPLATE_NODES + 24 * i, FALSE)
        memory.write_u64(TEMPLATE_NODES + 24 * i + 8, key)
    memory.write_u64(VM + LAYOUT.vm_gc_debt, 1 << 63)  # new tables add to it
    memory.write_u64(CI - LAYOUT.ci_size + LAYOUT.ci_base, BASE - 8 * CALLER_DISTANCE)
    memory.write_u64(CI - LAYOUT.ci_size + LAYOUT.ci_savedpc, CALLER_PC)
    return memory


def kernels(memory: ByteMemory) -> Any:
    """Runs the calls of CALLS over `memory`, deterministically."""

    def run(call: KernelCall, args: list[Any]) -> Any:
        if call is PURE:
            return args[0] * 0.5 + args[1]
        if call is COPY or call is NEW:
            return make_table(memory, args[1] if call is COPY else None)
        counter = memory.read_u64(SCRATCH)
        memory.write_u64(SCRATCH, counter + 1)
        if call is COUNT:
            return (counter + args[1]) & ((1 << 64) - 1)
        if call is GROW:
            memory.write_u64(ARRAY_A + 8 * (counter % 8), args[1])
            return 0
        base = memory.read_u64(memory.read_u64(THREAD + LAYOUT.thread_ci) + LAYOUT.ci_base)
        memory.write_u64(base + 24, float_to_bits(float(counter)))
        memory.write_u64(ARRAY_B + 8 * (args[2] % 8), float_to_bits(args[1]))
        return float_to_bits(float(counter % 4))

    return run


@dataclass
class Recorder:
    """Emits and executes; see the module's text."""

    memory: ByteMemory
    builder: Builder = field(default_factory=Builder)

    def __post_init__(self) -> None:
        empty = Fragment(0, "root", "recorded", End(EndKind.STOP, Snapshot()))
        evaluator = Evaluator(self.memory, LAYOUT, kernels(self.memory))
        self.execution = Execution(evaluator, empty, VM, BASE)
        self.state: dict[int, Ref] = {}
        self.loaded: dict[int, Ref] = {}
        self.frames: tuple[Frame, ...] = ()
        self.clock = 0
        self.may_return = False
        pool = self.builder.pool
        self.refs: dict[IRType, list[Ref]] = {
            NUM: [pool.knum(x) for x in (1.0, 2.0, 0.0, -0.0, 0.25)],
            INT: [pool.kint(x) for x in (0, 1, 8, -1, 3)],
            VAL: [pool.kval(x) for x in (NIL, FALSE)],
            TAB: [],
        }
        self.constants: dict[IRType, list[Ref]] = {
            NUM: [pool.knum(x) for x in (0.0, -0.0, 1.0, 2.0, 3.0, 0.1, -1.0, 10.0, 0.5)],
            INT: [pool.kint(x) for x in (0, 1, 2, 3, 5, 7, -1, 64)],
        }

    def snapshot(self) -> Snapshot:
        self.clock += 1
        return Snapshot(
            tuple(sorted(self.state.items())),
            self.frames,
            0x9000 + 8 * self.clock,
            None,
            self.clock,
        )

    def value(self, ref: Ref) -> Any:
        return self.execution.value(ref)

    def emit(self, name: str, *args: Ref, aux: object = None, ty: IRType | None = None) -> Ref:
        """Emit and execute one instruction. Raises GuardFailed, with nothing emitted."""
        op = OPS[name]
        snapshot = self.snapshot() if op.snapshot else None
        ins = Instruction(op, op.result or ty or IRType.NONE, args, aux, snapshot)
        value = self.execution.step(ins)
        ref = self.builder.emit(op, args, aux, ty, snapshot)
        assert isinstance(ref, Instruction)
        if ref.index == len(self.execution.values):
            self.execution.values.append(value)
        if ref.type in self.refs:
            self.refs[ref.type].append(ref)
        return ref

    def pick(self, ty: IRType, choice: int) -> Ref:
        """One of the latest values of a type; seldom a constant, however old."""
        known = self.refs[ty]
        constants = self.constants.get(ty)
        if constants and choice >= _A_CONSTANT:
            return constants[len(known) % len(constants)]
        return known[-1 - choice % len(known)]

    def read(self, slot: int) -> Ref:
        """What a slot holds, boxed or not."""
        if slot in self.state:
            return self.state[slot]
        if slot not in self.loaded:
            self.loaded[slot] = self.emit("sload", aux=slot)
        return self.loaded[slot]

    def typed(self, ref: Ref) -> Ref:
        """The unboxed value, if it has an unboxed form here."""
        if ref.type is not VAL:
            return ref
        ty = type_of(self.value(ref))
        return self.emit("unbox", ref, ty=ty) if ty in (NUM, TAB) else ref

    def table(self, choice: int) -> Ref:
        if self.refs[TAB]:
            return self.pick(TAB, choice)
        ref = self.typed(self.read(5 + choice % 2))
        if ref.type is not TAB:
            raise GuardFailed
        return ref

    def element(self, a: int, b: int) -> Ref:
        array = self.emit("fload", self.table(a), aux=FIELDS["table.array"], ty=PTR)
        if b & 1:
            return self.emit("aref", array, self.builder.pool.kint(b >> 1))
        index = self.pick(INT, b >> 1)
        if a & 4:
            # Any two of these may well be the same element.
            index = self.emit("band", index, self.builder.pool.kint(7))
        else:
            self.emit("ult", index, self.builder.pool.kint(8))
        return self.emit("aref", array, index)

    def node(self, a: int, b: int) -> Ref:
        node = self.emit("fload", self.table(a), aux=FIELDS["table.node"], ty=PTR)
        if a & 8:
            self.emit("hmiss", node, self.builder.pool.kval(KEYS[(b + 1 + a % 3) % 4]), aux=b % 4)
        return self.emit("hrefk", node, self.builder.pool.kval(KEYS[b % 4]), aux=b % 4)

    def upvalue(self, a: int) -> Ref:
        function = self.emit("unbox", self.read(SIBLING_SLOT if a & 2 else -1), ty=IRType.FUN)
        return self.emit("uref", function, aux=a % 2)

    def anything(self, choice: int) -> Ref:
        ty = (NUM, VAL, INT, TAB)[choice % 4]
        return self.pick(ty if self.refs[ty] else NUM, choice >> 2)

    def new_table(self, a: int, b: int) -> None:
        """Make a table, mostly store into it, and mostly leave it in a slot."""
        pool = self.builder.pool
        if a % 4:
            template = pool.kptr(TAB, TEMPLATE)
            pool.shapes[template] = KEYS
            table = self.emit("call", template, aux=COPY, ty=TAB)
            nodes = self.emit("fload", table, aux=FIELDS["table.node"], ty=PTR)
            place = self.emit("hrefk", nodes, pool.kval(KEYS[b % 4]), aux=b % 4)
            self.emit("hstore", place, self.anything(a ^ b))
        else:
            table = self.emit("call", pool.kint(ELEMENT_COUNT), pool.kint(0), aux=NEW, ty=TAB)
            array = self.emit("fload", table, aux=FIELDS["table.array"], ty=PTR)
            place = self.emit("aref", array, pool.kint(b % ELEMENT_COUNT))
            self.emit("astore", place, self.anything(a ^ b))
        if a & 8:
            self.emit("fstore", table, self.table(b), aux=FIELDS["table.metatable"])
        if b < 12:
            self.state[1 + b % 7] = table

    def guard(self, names: tuple[str, ...], choice: int, a: Ref, b: Ref) -> None:
        holding = [name for name in names if TESTS[name](self.value(a), self.value(b))]
        self.emit(holding[choice % len(holding)], a, b)

    def step(self, kind: int, a: int, b: int) -> None:
        """One step of a script; does nothing where it does not apply."""
        try:
            _STEPS[kind % len(_STEPS)](self, a, b)
        except GuardFailed:
            return

    def write_slot(self, a: int, b: int) -> None:
        ref = self.anything(b)
        assert ref.type in BOXABLE_TYPES
        self.state[1 + a % 7] = ref

    def synchronised_call(self, a: int, b: int) -> None:
        argument = self.pick(NUM, a)
        result = self.emit("scall", argument, self.pick(INT, b), aux=ANY, ty=VAL)
        # The callee writes slot 3 of the innermost frame.
        slot = 3 + (self.frames[-1].base_slot if self.frames else 0)
        self.loaded.pop(slot, None)
        self.state[slot] = self.emit("sload", aux=slot)
        self.typed(self.state[slot])
        self.typed(result)

    def toggle_frame(self, a: int, b: int) -> None:
        self.frames = () if self.frames else (Frame(9, 10, 16, 0x9100, b - 1, a % 3, 0x9200),)

    def leave_frame(self) -> None:
        """Return to the caller, if the fragment may and has not yet: slots are others then."""
        if not self.may_return or self.frames:
            return
        self.emit("retf", self.builder.pool.kptr(PTR, CALLER_PC))
        self.may_return = False
        self.state.clear()
        self.loaded.clear()

    def number(self, a: int, b: int, name: str) -> None:
        # Passes know most about what has a constant on the right.
        right = self.constants[NUM][b % 9] if a & 1 and b >= 7 else self.pick(NUM, b)
        self.emit(name, *(self.pick(NUM, a), right)[: len(OPS[name].operands)])

    def integer(self, a: int, b: int, names: tuple[str, ...]) -> None:
        name = names[(a + b) % len(names)]
        self.emit(name, *[self.pick(INT, choice) for choice in (a, b)][: len(OPS[name].operands)])

    def finish(self, kind: EndKind) -> Fragment:
        """The recorded fragment, an open iteration for LOOP.

        The latest values go to slots of their own, so that the end shows what was computed.
        """
        latest = [
            ref
            for ty, refs in self.refs.items()
            for ref in refs[-_LATEST.get(ty, 4) :]
            if not created(ref)
        ]
        self.state.update(enumerate(latest, 12))
        return self.builder.finish(0, "root", "recorded", kind, self.snapshot())


_NUMBER_TESTS = tuple(name for name in TESTS if OPS[name].operands[0] is Kind.NUM)
_INT_TESTS = tuple(name for name in TESTS if OPS[name].operands[0] in (Kind.INT, Kind.WORD))
_UNARY = ("neg", "abs", "floor", "ceil", "sqrt")
_BITS = (
    "iadd", "isub", "imul", "ineg", "band", "bor", "bxor", "bnot", "shl", "shr", "sar", "sext",
)  # fmt: skip
_CHECKED = ("iaddov", "isubov", "imulov")

_STEPS: tuple[Any, ...] = (
    lambda r, a, b: r.typed(r.read(a % 8)),
    lambda r, a, b: r.typed(r.read(a % 5)),
    lambda r, a, b: r.number(a, b, "add"),
    lambda r, a, b: r.number(a, b, "sub"),
    lambda r, a, b: r.number(a, b, "mul"),
    lambda r, a, b: r.number(a, b, ("div", "min", "div", "max")[(a + b) % 4]),
    lambda r, a, b: r.number(a, b, _UNARY[b % 5]),
    lambda r, a, b: r.emit("num2int", r.pick(NUM, a)),
    lambda r, a, b: r.emit("int2num", r.pick(INT, a)),
    lambda r, a, b: r.emit("numlo", r.emit("add", r.pick(NUM, a), r.builder.pool.knum(BIAS))),
    lambda r, a, b: r.integer(a, b, _BITS),
    lambda r, a, b: r.integer(a, b, _CHECKED),
    lambda r, a, b: r.guard(_NUMBER_TESTS, a * b, r.pick(NUM, a), r.pick(NUM, b)),
    lambda r, a, b: r.guard(_INT_TESTS, a + b, r.pick(INT, a), r.pick(INT, b)),
    lambda r, a, b: r.guard(("eq", "ne"), 0, r.pick(VAL, a), r.pick(VAL, b)),
    Recorder.write_slot,
    Recorder.write_slot,
    lambda r, a, b: r.typed(r.emit("aload", r.element(a, b))),
    lambda r, a, b: r.emit("astore", r.element(a, b), r.anything(a + b)),
    lambda r, a, b: r.typed(r.emit("hload", r.node(a, b))),
    lambda r, a, b: r.emit("hstore", r.node(a, b), r.anything(a ^ b)),
    lambda r, a, b: (
        r.emit("ustore", r.upvalue(a), r.pick(NUM, b)) if b & 1
        else r.typed(r.emit("uload", r.upvalue(a)))
    ),
    lambda r, a, b: (
        r.emit("fstore", r.table(a), r.pick(INT, b), aux=FIELDS["table.flags"]) if b & 1
        else r.emit("fload", r.table(a), aux=FIELDS["table.flags"], ty=INT)
    ),
    lambda r, a, b: (
        lambda: r.emit("call", r.pick(NUM, a), r.pick(NUM, b), aux=PURE, ty=NUM),
        lambda: r.emit("call", r.pick(INT, b), aux=COUNT, ty=INT),
        lambda: r.emit("call", r.pick(VAL, b), r.table(a), aux=GROW, ty=IRType.NONE),
        lambda: r.emit("gccheck" if b & 1 else "clockcheck"),
        r.leave_frame,
    )[a % 5](),
    lambda r, a, b: r.synchronised_call(a, b) if a % 3 else r.toggle_frame(a, b),
    Recorder.new_table,
    lambda r, a, b: r.state.__setitem__(1 + a % 7, r.builder.pool.kval(NIL)),
)  # fmt: skip
NEW_TABLE: Final = _STEPS.index(Recorder.new_table)
"""The step that makes a table; the one behind it empties a slot. No other is above it."""


def record(numbers: list[float], steps: list[Step]) -> Fragment:
    """A straight-line fragment that ends with a stop."""
    recorder = Recorder(world(numbers))
    recorder.may_return = True
    for step in steps:
        recorder.step(*step)
    return recorder.finish(EndKind.STOP)


def record_iteration(numbers: list[float], steps: list[Step], iterations: int) -> Fragment:
    """An open iteration that leaves by its counter, in slot 0, after `iterations` rounds."""
    recorder = Recorder(world(numbers))
    counter = recorder.typed(recorder.read(COUNTER))
    recorder.emit("flt", counter, recorder.builder.pool.knum(float(iterations)))
    recorder.state[COUNTER] = recorder.emit(
        "add", counter, recorder.builder.pool.knum(COUNTER_STEP)
    )
    for step in steps:
        recorder.step(*step)
    recorder.frames = ()
    return recorder.finish(EndKind.LOOP)


def observe(
    fragment: Fragment, numbers: list[float], runs: int = 12
) -> tuple[int, dict[object, object]]:
    """Base and memory after running a fragment; links to itself are followed."""
    memory = world(numbers)
    evaluator = Evaluator(memory, LAYOUT, kernels(memory))
    for _ in range(runs):
        outcome = evaluator.run(fragment, VM, BASE, max_iterations=runs)
        if outcome.target is None:
            return outcome.base, contents(memory)
    raise AssertionError("the loop does not end")
