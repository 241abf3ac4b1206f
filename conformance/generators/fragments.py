"""Random fragments over the world of `oracles/fragment_world.py`, for executors to agree on.

Fragments only touch memory inside that world, whatever their guards decide. Comparisons can be
turned into their opposites: a fragment that leaves at its first guard shows little, so whoever
runs them may turn guards that fail.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from conformance.generators.decisions import Decisions, chance, choose, some, word
from conformance.jit_under_test.ir.boxing import NIL, TRUE, box
from conformance.jit_under_test.ir.builder import Builder
from conformance.jit_under_test.ir.fragment import (
    Constant,
    EndKind,
    Fragment,
    Frame,
    Instruction,
    Phi,
    Ref,
    Snapshot,
    float_to_bits,
)
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.text import format_fragment
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.ir.verifier import verify
from conformance.jit_under_test.runtime.memory_map import HEAP_BASE
from conformance.jit_under_test.runtime.numbers import BIAS
from conformance.oracles.fragment_world import (
    ARRAY,
    BASE,
    CALLER_DISTANCE,
    CALLERS,
    CELL,
    CELL_FIELDS,
    CLOSURE,
    KERNELS,
    LAYOUT,
    LINK_TARGET,
    NODES,
    TABLE,
    UPVALUES,
    caller_pc,
)

ARRAY_SIZE = 16
STRING = HEAP_BASE + 0x6800
USERDATA = HEAP_BASE + 0x6900
KEYS = (box(IRType.STR, STRING), float_to_bits(1.5), TRUE, 0)

INT, NUM, VAL, PTR = IRType.INT, IRType.NUM, IRType.VAL, IRType.PTR
TAB, FUN, STR, UDT = IRType.TAB, IRType.FUN, IRType.STR, IRType.UDT

_SPECIAL_NUMBERS: Final = (
    *(0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 0.1, -7.0, -300.0, 1e300, -1e300, 5e-324, 2.0**53),
    *(0.0, -0.0, math.nan, math.nan, math.inf, -math.inf),
    *(2.0**31, 2.0**31 - 1, -(2.0**31), -(2.0**31) - 1),
)
_SPECIAL_INTEGERS: Final = (
    *(0, 1, -1, 2, 5, 63, 64, 255, -256, 4095, 4096, -4095, -4096, 0xFF00),
    *(2**31 - 1, -(2**31), 2**31, 2**63 - 1, -(2**63), 0x5555_5555_5555_5555),
)
_SMALL: Final = (0, 1, -1, 3, 100, 2**31 - 1, -(2**31), 2**30)
_WORDS: Final = (NIL, TRUE, 0, KEYS[0])

Draw = Callable[[Decisions], Any]


def number(decisions: Decisions) -> float:
    """A number at an edge, or any but NaN."""
    if not chance(decisions, 33):
        return choose(decisions, _SPECIAL_NUMBERS)
    value: float = struct.unpack("<d", word(decisions).to_bytes(8, "little"))[0]
    return 0.0 if math.isnan(value) else value


def integer(decisions: Decisions) -> int:
    """A signed 64-bit number at an edge, or any."""
    if not chance(decisions, 33):
        return choose(decisions, _SPECIAL_INTEGERS)
    value = word(decisions)
    return value - (value >> 63 << 64)


def _one_of(values: Sequence[Any]) -> Draw:
    return lambda decisions: choose(decisions, values)


SLOT_TYPES = (NUM, NUM, NUM, NUM, NUM, NUM, STR, TAB, FUN, VAL, VAL, UDT)
_OBJECTS = {STR: STRING, TAB: TABLE, FUN: CLOSURE, UDT: USERDATA}
_CONSTANTS: Final[Mapping[IRType, Draw]] = {
    NUM: number,
    INT: integer,
    VAL: _one_of(_WORDS),
    **{ty: _one_of((address,)) for ty, address in _OBJECTS.items()},
}
_FIELDS = [field.name for field in CELL_FIELDS if field.type is INT]
_KERNELS = {kernel.call.name: kernel.call for kernel in KERNELS}

_NUMBER_OPS = ["add", "sub", "mul", "div", "min", "max", "neg", "abs", "floor", "ceil", "sqrt"]
_INTEGER_OPS = ["iadd", "isub", "imul", "ineg", "band", "bor", "bxor", "bnot", "shl", "shr", "sar"]
_INTEGER_OPS.append("sext")

COMPLEMENT = {"eq": "ne", "lt": "ge", "le": "gt", "ult": "uge", "feq": "fne"}
COMPLEMENT |= {f"f{sign}": f"fn{sign}" for sign in ("lt", "ge", "le", "gt")}
COMPLEMENT |= {b: a for a, b in COMPLEMENT.items()}


@dataclass
class Case:
    """A fragment and the stack it starts with; `counter` is the guard that ends its loop."""

    fragment: Fragment
    slots: tuple[int, ...]
    counter: Instruction | None

    def __repr__(self) -> str:
        return f"{format_fragment(self.fragment)}slots {[hex(bits) for bits in self.slots]}"

    def prepare(self, memory: Any) -> None:
        """What the world needs beyond what the harness puts there."""
        for i in range(ARRAY_SIZE):
            memory.write_u64(ARRAY + 8 * i, float_to_bits(i - 3.5) if i < 12 else NIL)
        for i, key in enumerate(KEYS):
            memory.write_u64(NODES + 24 * i, float_to_bits(100.0 * i))
            memory.write_u64(NODES + 24 * i + 8, key)
        for i in range(4):
            memory.write_u64(UPVALUES + 64 * i + 40, float_to_bits(7.0 + i))
        memory.write_bytes(CELL, bytes(range(0x70, 0x70 + 80)))
        for depth in range(CALLERS + 1):
            base = BASE - 8 * CALLER_DISTANCE * depth
            for i, bits in enumerate(self.slots):
                memory.write_u64(base + 8 * i, bits)

    def comparisons(self) -> list[Instruction]:
        """The guards that may be turned."""
        instructions = self.fragment.instructions
        return [ins for ins in instructions if ins.op.name in COMPLEMENT and ins != self.counter]


@dataclass
class _Generator:
    """Makes one fragment; `refs` are the values there are, by what they may be used for."""

    decisions: Decisions
    builder: Builder = field(default_factory=Builder)
    refs: dict[Any, list[Ref]] = field(default_factory=dict)
    calls: bool = True
    may_return: bool = False
    clock: int = 0
    returns: int = 0
    moved: bool = False  # whether the stack was moved already, which works only once
    counter: Instruction | None = None

    def below(self, count: int) -> int:
        return self.decisions.below(count)

    def chance(self, percent: int) -> bool:
        return chance(self.decisions, percent)

    def choose(self, options: Sequence[Any]) -> Any:
        return choose(self.decisions, options)

    def some_slots(self) -> list[int]:
        return [self.below(32) - 1 for _ in range(self.below(6))]

    def pick(self, kind: Any, constants: Draw | None = None) -> Ref:
        """An existing value of a kind, or a constant."""
        existing = self.refs.get(kind, [])
        if existing and (constants is None or self.below(4)):
            # Recent values more often: chains find more than heaps of leaves.
            index = self.below(min(len(existing) - 1, 11) + 1)
            return existing[-1 - index]
        assert constants is not None
        value = constants(self.decisions)
        pool = self.builder.pool
        if kind is NUM:
            return pool.knum(value)
        if kind in (INT, "int32"):
            return pool.kint(value)
        return pool.const(VAL if kind is VAL else kind, value)

    def num(self) -> Ref:
        return self.pick(NUM, number)

    def whole(self) -> Ref:
        return self.pick(INT, integer)

    def boxable(self) -> Ref:
        kind = self.choose([NUM, NUM, INT, VAL, STR, TAB, FUN, UDT])
        return self.pick(kind, _CONSTANTS[kind])

    def add(self, ref: Ref, *kinds: Any) -> Ref:
        for kind in kinds:
            self.refs.setdefault(kind, []).append(ref)
        return ref

    def snapshot(self, last: bool = False) -> Snapshot:
        """Some slots; for the `last` snapshot about half of what was computed recently."""
        slots = {slot: self.boxable() for slot in self.some_slots()}
        if last:
            values = [ref for kind in _CONSTANTS for ref in self.refs.get(kind, [])[-12:]]
            chosen = some(self.decisions, len(values))
            slots |= {31 + i: ref for i, ref in enumerate(values) if chosen >> i & 1}
        frames = self.frames()
        at = frames[-1].func_slot if frames else 0
        self.clock += self.below(4)
        return Snapshot(
            tuple(sorted(slots.items(), key=lambda item: item[0])),
            frames,
            0x10_0040_0000 + 8 * self.below(101),
            self.choose([None, None, at + 1, 25]),
            self.clock,
        )

    def frames(self) -> tuple[Frame, ...]:
        """Inlined frames, mostly none."""
        frames = []
        at = 0
        for _ in range(self.choose([0, 0, 0, 1, 2])):
            at += 1 + self.below(5)
            results = self.choose([-1, 2])
            pc, k = 0x10_0000_4000 + 8 * at, self.choose([0, 64, 0x10_0012_3450])
            special = self.choose([(0, 1), (0, 1), (3, 1), (0, 0xFFFF_FFFF), (1 << 31, 5)])
            frames.append(Frame(at, at + 1, at + 9, pc, results, at % 2, k, *special))
        return tuple(frames)

    def emit(
        self,
        name: str,
        *args: Ref,
        aux: Any = None,
        ty: IRType | None = None,
        last: bool = False,
    ) -> Ref:
        op = OPS[name]
        snapshot = self.snapshot(last) if op.snapshot else None
        if name == "retf" and snapshot is not None:
            snapshot = replace(snapshot, frames=(), top=None)
        return self.builder.op(name, *args, aux=aux, ty=ty, snapshot=snapshot)

    def step(self) -> None:
        """Emit one operation, or the few that belong together."""
        actions = [self.number, self.number, self.integer, self.checked, self.convert]
        actions += [self.guard, self.guard, self.slot, self.element, self.node, self.upvalue]
        actions += [self.fields, self.boxing]
        if self.calls:
            actions += [self.call, self.call, self.state]
        if self.may_return and self.returns < CALLERS:
            actions.append(self.leave_frame)
        self.choose(actions)()

    def number(self) -> None:
        name = self.choose(_NUMBER_OPS)
        self.add(self.emit(name, *(self.num() for _ in OPS[name].operands)), NUM)

    def integer(self) -> None:
        name = self.choose(_INTEGER_OPS)
        self.add(self.emit(name, *(self.whole() for _ in OPS[name].operands)), INT)

    def checked(self) -> None:
        name = self.choose(["iaddov", "isubov", "imulov"])
        small = _one_of(_SMALL)
        a, b = self.pick("int32", small), self.pick("int32", small)
        self.add(self.emit(name, a, b), INT, "int32")

    def convert(self) -> None:
        kind = self.choose(["int2num", "int2num", "num2int", "num2int", "numlo"])
        if kind == "int2num":
            self.add(self.emit("int2num", self.whole()), NUM)
        elif kind == "numlo":
            biased = self.emit("add", self.num(), self.builder.pool.knum(BIAS))
            self.add(self.emit("numlo", biased), INT, "int32")
        else:
            whole = self.add(self.emit("floor", self.num()), NUM)
            self.add(self.emit("num2int", whole), INT, "int32")

    def guard(self) -> None:
        names = [name for name in COMPLEMENT if name not in ("eq", "ne")]
        kind = self.choose(["compare", "compare", "equal", "vm"])
        if kind == "compare":
            name = self.choose(names)
            one = self.num if name.startswith("f") else self.whole
            self.emit(name, one(), one())
        elif kind == "equal":
            ty = self.choose([INT, VAL, TAB])
            pick = _CONSTANTS[ty]
            name = self.choose(["eq", "ne"])
            self.emit(name, self.pick(ty, pick), self.pick(ty, pick))
        else:
            self.emit(self.choose(["gccheck", "clockcheck"]))

    def slot(self) -> None:
        slot = self.below(len(SLOT_TYPES))
        value = self.add(self.emit("sload", aux=slot), VAL)
        ty = SLOT_TYPES[slot]
        if ty is not VAL and self.below(5):
            self.add(self.emit("unbox", value, ty=ty), ty)

    def table(self) -> Ref:
        return self.pick(TAB, _one_of((TABLE,)))

    def use_address(self, address: Ref, region: str) -> None:
        for _ in range(1 + self.below(2)):
            if self.chance(50):
                self.emit(region + "store", address, self.boxable())
            else:
                value = self.add(self.emit(region + "load", address), VAL)
                if self.chance(50):
                    self.add(self.emit("unbox", value, ty=NUM), NUM)

    def element(self) -> None:
        array = self.emit("fload", self.table(), aux=LAYOUT.fields["table.array"], ty=PTR)
        if self.chance(50):
            array = self.builder.pool.const(PTR, ARRAY)
        if self.chance(20):
            self.emit("tbar", self.table())
        index: Ref = self.builder.pool.kint(self.below(ARRAY_SIZE))
        if self.chance(50):
            index = self.emit("band", self.whole(), self.builder.pool.kint(ARRAY_SIZE - 1))
            self.add(index, INT, "int32")
        self.use_address(self.emit("aref", array, index), "a")

    def node(self) -> None:
        nodes = self.emit("fload", self.table(), aux=LAYOUT.fields["table.node"], ty=PTR)
        index = self.below(len(KEYS))
        key = KEYS[index] if self.below(16) else KEYS[index - 1]
        if self.chance(20):
            # A node is linked to none: any key but its own is missing.
            other = KEYS[index - 1] if self.below(16) else KEYS[index]
            self.emit("hmiss", nodes, self.builder.pool.kval(other), aux=index)
        self.use_address(self.emit("hrefk", nodes, self.builder.pool.kval(key), aux=index), "h")

    def upvalue(self) -> None:
        closure = self.pick(FUN, _one_of((CLOSURE,)))
        address = self.emit("uref", closure, aux=self.below(2))
        if self.chance(25):
            other = self.emit("uref", closure, aux=self.below(2))
            base: Ref = self.builder.pool.const(PTR, BASE)
            base = other if self.chance(20) else base
            self.emit("apart", address, base)
        self.use_address(address, "u")

    def fields(self) -> None:
        name = self.choose(_FIELDS)
        owner = self.builder.pool.const(PTR, CELL)
        if self.chance(50):
            self.emit("fstore", owner, self.whole(), aux=LAYOUT.fields[name])
        value = self.emit("fload", owner, aux=LAYOUT.fields[name], ty=INT)
        self.add(value, INT)
        if LAYOUT.fields[name].width < 4:
            self.add(value, "int32")
        if self.chance(50):
            # The only reader, so that a backend may compare memory with the constant.
            narrow = self.emit("fload", owner, aux=LAYOUT.fields[name], ty=INT)
            constant = self.builder.pool.kint(self.choose([0, 16, -1]))
            self.emit("eq", narrow, constant)

    def boxing(self) -> None:
        self.add(self.emit("box", self.boxable()), VAL)

    def call(self) -> None:
        names = ["weigh", "weigh_integers", "weigh_mixed", "pass_table", "store_word"]
        kernel = _KERNELS[self.choose(names)]
        pickers = {NUM: self.num, INT: self.whole, TAB: self.table, VAL: self.boxed, PTR: self.cell}
        args = [pickers[ty]() for ty in kernel.args]
        name = self.choose(["call", "scall"])
        self.add(self.emit(name, *args, aux=kernel, ty=kernel.result), kernel.result)

    def boxed(self) -> Ref:
        return self.pick(VAL, _CONSTANTS[VAL])

    def cell(self) -> Ref:
        return self.builder.pool.const(PTR, CELL + 8 * self.below(8))

    def state(self) -> None:
        kernel = _KERNELS["note_clock"]
        if not self.moved and self.builder.loop_start is None and self.chance(50):
            kernel = _KERNELS["move_stack"]
            self.moved = True
        args = [self.num() for _ in kernel.args]
        self.add(self.emit("scall", *args, aux=kernel, ty=kernel.result), kernel.result)

    def leave_frame(self) -> None:
        self.returns += 1
        # Seldom another place than the caller's: the guard fails.
        address = caller_pc(self.returns) + 8 * (not self.below(10))
        self.emit("retf", self.builder.pool.const(PTR, address))

    def fragment(self, size: int, body: int) -> Fragment:
        builder = self.builder
        self.may_return = not body
        for _ in range(size):
            self.step()
        if not body:
            end = self.choose([EndKind.STOP, EndKind.LINK])
            target = LINK_TARGET if end is EndKind.LINK else None
            return builder.finish(
                1, "side", "random", end, self.snapshot(True), target=target,
                entry_frames=self.frames(),
            )  # fmt: skip
        count = self.emit("num2int", self.emit("floor", self.emit("int2num", builder.pool.kint(0))))
        phis: list[tuple[Instruction, Any]] = [(count, INT)]  # type: ignore[list-item]
        for kind in (NUM, INT, VAL):
            for ref in self.refs.get(kind, [])[-3:]:
                if isinstance(ref, Instruction) and self.chance(50):
                    phis.append((ref, kind))
        # A value that is replaced in the loop is no int32 and no other kind of special value.
        replaced = {id(left) for left, _ in phis}
        self.refs["int32"] = [r for r in self.refs.get("int32", []) if id(r) not in replaced]
        preamble, self.clock = self.clock, 0
        builder.begin_loop()
        before = len(builder.instructions)
        for _ in range(body):
            self.step()
        after = self.emit("iadd", count, builder.pool.kint(1))
        self.emit("lt", after, builder.pool.kint(1 + self.below(5)), last=True)
        self.counter = builder.instructions[-1]
        closed = [Phi(count, after)]  # type: ignore[arg-type]
        for left, kind in phis[1:]:
            rights = [
                ref
                for ref in self.refs.get(kind, [])
                if isinstance(ref, Constant) or ref.index >= before or self.chance(50)
            ]
            rights = [ref for ref in rights if ref.type is left.type and ref is not left]
            if rights:
                closed.append(Phi(left, self.choose(rights)))
        return builder.finish(
            1, "root", "random", EndKind.LOOP, None,
            phis=closed, preamble_clock=preamble, loop_clock=self.clock,
            entry_frames=self.frames(),
        )  # fmt: skip


def fragment_case(decisions: Decisions, max_size: int = 25, calls: bool = True) -> Case:
    """A fragment with or without a loop; `calls` says whether kernels may be called."""
    generator = _Generator(decisions, calls=calls)
    body = choose(decisions, (0, 0, 3, 12))
    fragment = generator.fragment(1 + decisions.below(max_size), body)
    verify(fragment)
    slots = []
    for ty in SLOT_TYPES:
        if ty is NUM:
            slots.append(float_to_bits(number(decisions)))
        elif ty is VAL:
            slots.append(choose(decisions, _WORDS))
        else:
            slots.append(box(ty, _OBJECTS[ty]))
    return Case(fragment, tuple(slots), generator.counter)
