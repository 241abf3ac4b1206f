"""The state of a recording: what slots hold, and what is emitted about them.

`slots` maps stack slots, counted from the base where the fragment is entered, to references;
`changed` are those whose value in memory is not the current one. A guard's snapshot is taken at
the start of an instruction, which an exit executes again: nothing that an instruction stores is
noted before it ends (`pending`).

That may be an earlier instruction than the guard's own, as long as all between them only read and
compute: executed again they come to the same. So a snapshot serves until something is written
(`effect`), frames change, or control forks (`fork`): what an exit finds at a fork is likely to get
a side fragment, which should begin right there.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.ir.builder import Builder, GuardFails
from conformance.jit_under_test.ir.fragment import Constant, Fragment, Frame, Ref, Snapshot
from conformance.jit_under_test.ir.ops import OPS, Effect
from conformance.jit_under_test.ir.types import NUM, VAL, IRType
from conformance.jit_under_test.optimizer.passes import Switches, pipeline
from conformance.jit_under_test.reference.executor import Executor
from conformance.jit_under_test.runtime.host.runtime import Runtime
from conformance.jit_under_test.runtime.values import MAX_NUMBER, NIL, PAYLOAD
from conformance.jit_under_test.tracing.aborts import Aborted, Reason
from conformance.jit_under_test.tracing.kernel_calls import CALLS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.jit_under_test.tracing.live_slots import LiveRegisters, LiveSlots

OBJECT_TYPES: Final = {
    4: IRType.STR, 5: IRType.TAB, 6: IRType.FUN, 7: IRType.UDT, 8: IRType.THR,
}  # fmt: skip
_STORE: Final = Effect.STORE
_NUMERIC: Final = frozenset({IRType.NUM, IRType.INT})


class Traced:
    """A value of the recorded run: its word now, and the reference that gives it always."""

    __slots__ = ("ref", "word")

    def __init__(self, word: int, ref: Ref) -> None:
        self.word = word
        self.ref = ref


@dataclass(frozen=True, slots=True)
class Start:
    """What is to be recorded.

    `kind` is that of a root fragment or "side", and `tree` that of the root it belongs to.
    `frames` are inlined frames that exist already at entry (of a side exit), and `top` is the
    end of values whose number is open there; slots count from the base below them. With
    `open_top` another run of the fragment may have another top. `index` is the register that a
    numeric loop counts in whose edge leads here: the loop's variable has the same value then.
    """

    fragment_id: int
    name: str
    kind: str = "loop"
    tree: str = "loop"
    frames: tuple[Frame, ...] = ()
    top: int | None = None
    open_top: bool = False
    index: int | None = None


class Recording(Executor):
    """The reference executor with a builder, and what the recorded code knows of its state."""

    def __init__(
        self,
        runtime: Runtime,
        start: Start,
        switches: Switches,
        liveness: "LiveSlots",
        anchor: "Callable[[int], None]",
    ) -> None:
        super().__init__(runtime)
        self.anchor = anchor  # keeps an object alive from now on
        self.start = start
        self.kind = start.kind
        self.liveness = liveness
        self.builder = Builder(pipeline(switches))
        self.pool = self.builder.pool
        self.frames = start.frames
        self.existing = len(start.frames)  # how many of them are in memory since entry
        self.base_slot = start.frames[-1].base_slot if start.frames else 0
        self.slots: dict[int, Ref] = {}
        self.changed: set[int] = set()
        self.pending: list[tuple[int, Ref]] = []
        self.overwritten: list[tuple[int, int]] = []  # slots' addresses and words, see step
        self.unboxed: dict[Ref, Ref] = {}
        self.present: set[Ref] = set()  # values that are known not to be nil
        self.top = start.top  # the slot behind values of open number, between two instructions
        self.snap: Snapshot | None = None
        self.own = False  # whether `snap` is that of the current instruction
        self.live = -1  # the live slots of the state listed last, as bits
        self.running: LiveRegisters | None = None  # those of the innermost frame, once asked for
        self.cut = True  # whether the next instruction needs a snapshot of its own
        self.instruction_pc = 0
        self.count = 0
        self.fragment: Fragment | None = None

    def find_frame(self) -> None:
        """Another frame may be the innermost one now."""
        super().find_frame()
        self.running = None

    def restore_slots(self) -> None:
        """Undo what the current instruction has stored: it will be executed again."""
        for address, word in reversed(self.overwritten):
            self.memory.write_u64(address, word)

    def flush(self) -> None:
        """Note what the instruction has stored."""
        if self.pending:
            for slot, ref in self.pending:
                self.set_slot(slot, ref)
            self.pending.clear()

    # --- references -------------------------------------------------------------------------

    def emit(self, name: str, *args: Ref, aux: object = None, ty: IRType | None = None) -> Ref:
        """Emit an instruction without snapshot."""
        op = OPS[name]
        if op.effect is _STORE:
            self.effect()
        return self.builder.emit(op, args, aux, ty)

    def guard(self, name: str, *args: Ref, aux: object = None, ty: IRType | None = None) -> Ref:
        """Emit a guard that exits to the start of this instruction, or to one before it."""
        try:
            return self.builder.emit(OPS[name], args, aux, ty, self.snapshot())
        except GuardFails:
            raise Aborted(Reason.GUARD_FAILS, name) from None

    def call_kernel(self, name: str, *args: Ref) -> Ref:
        """Emit a call of a kernel that neither throws nor moves the stack."""
        call = CALLS[name]
        if call.writes:
            self.effect()
        return self.builder.emit(OPS["call"], args, call, call.result)

    def call_synced(self, name: str, *args: Ref) -> Ref:
        """Emit a call over a synced stack; errors in it are raised at this instruction."""
        call = CALLS[name]
        self.effect()
        slots = self.slot_list(self.instruction_pc)
        after = Snapshot(slots, self.frames, self.pc, self.top, self.count + 1, live=self.live)
        return self.builder.emit(OPS["scall"], args, call, call.result, after)

    def snapshot(self) -> Snapshot:
        """The state at the start of the current instruction, or of one before it."""
        if self.snap is None:
            pc = self.instruction_pc
            slots = self.slot_list(pc)
            self.snap = Snapshot(slots, self.frames, pc, self.top, self.count, live=self.live)
            self.own = True
        return self.snap

    def fork(self) -> None:
        """Guards of this instruction that follow exit to its own start."""
        if not self.own:
            self.snap = None

    def pin(self) -> Snapshot:
        """The state at the start of the current instruction, before it changes any of it."""
        self.fork()
        return self.snapshot()

    def effect(self) -> None:
        """From here on something is written: guards exit to this instruction or later ones."""
        self.pin()
        self.cut = True

    def slot_list(self, pc: int) -> tuple[tuple[int, Ref], ...]:
        """The changed slots, as they must be when execution goes on at `pc`.

        The collector looks at dead slots too. A dead slot that holds a number gets nil, which
        needs no register; one that holds an object keeps it, since PUC would keep it alive.
        `live` tells which are live from then on.
        """
        slots = self.slots
        live = self.live = self.liveness.of_frames(self, pc)
        nothing = self.pool.kval(NIL)
        listed = [(slot, slots[slot]) for slot in sorted(self.changed)]
        return tuple(
            [
                (slot, ref if ref.type not in _NUMERIC or slot < 0 or live >> slot & 1 else nothing)
                for slot, ref in listed
            ]
        )

    def constant(self, word: int) -> Constant:
        """The constant of a value: unboxed for numbers and objects, which are kept alive."""
        if word <= MAX_NUMBER:
            return self.pool.const(NUM, word)
        kind = OBJECT_TYPES.get(word >> 47 & 15)
        if kind is None:
            return self.pool.kval(word)
        self.anchor(word)
        return self.pool.kptr(kind, word & PAYLOAD)

    def typed(self, value: Traced) -> Ref:
        """The value unboxed, guarded to have the type that it has now."""
        ref = value.ref
        if ref.type is not VAL:
            return ref
        if isinstance(ref, Constant):
            # What was stored a moment ago may come back boxed.
            return self.constant(ref.bits)
        found = self.unboxed.get(ref)
        if found is None:
            found = self.unboxed[ref] = self.unbox(ref, value.word)
        return found

    def unbox(self, ref: Ref, word: int) -> Ref:
        """Guard a boxed value's type; nil and booleans become constants."""
        if word <= MAX_NUMBER:
            return self.guard("unbox", ref, ty=NUM)
        kind = OBJECT_TYPES.get(word >> 47 & 15)
        if kind is not None:
            return self.guard("unbox", ref, ty=kind)
        constant = self.pool.kval(word)
        self.guard("eq", ref, constant)
        return constant

    def number(self, value: Traced) -> Ref:
        """The value as a NUM; it is known to be a number.

        Only the variables of a loop in a binary chunk need not be one: FORLOOP asks nothing.
        """
        ref = self.typed(value)
        if ref.type is not NUM:
            raise Aborted(Reason.LOOP_VARIABLE)
        return ref

    def boxed(self, ref: Ref) -> Ref:
        """The boxed form of a reference."""
        return ref if ref.type is VAL else self.emit("box", ref)

    # --- slots ------------------------------------------------------------------------------

    def read_slot(self, slot: int) -> Ref:
        """The reference of a slot, loaded at its first use."""
        if self.pending:
            for pending, ref in reversed(self.pending):
                if pending == slot:
                    return ref
        found = self.slots.get(slot)
        if found is None:
            found = self.slots[slot] = self.emit("sload", aux=slot)
        return found

    def set_slot(self, slot: int, ref: Ref) -> None:
        self.slots[slot] = self.unboxed.get(ref, ref)
        self.changed.add(slot)

    def clear_slots(self, first: int, end: int) -> None:
        """Slots from `first` to below `end` hold nil."""
        slots = range(first, end)
        self.slots.update(dict.fromkeys(slots, self.pool.kval(NIL)))
        self.changed.update(slots)

    def reload_slot(self, slot: int) -> Ref:
        """Read a slot anew after a callee wrote it; it counts as changed from here on."""
        ref = self.emit("sload", aux=slot)
        self.slots[slot] = ref
        self.changed.add(slot)
        return ref

    def forget_above(self, slot: int) -> None:
        """Slots from `slot` on are dead."""
        for dead in [s for s in self.slots if s >= slot]:
            del self.slots[dead]
            self.changed.discard(dead)
