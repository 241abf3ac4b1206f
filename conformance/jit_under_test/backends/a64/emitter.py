"""Code under construction for one fragment: where its values are and how to get at them.

Everything that lowers instructions works on a `Emitter`. It brings operands into
registers (constants are made where they are used, spilled values loaded), takes results to
where the allocator wants them, and hands out the labels of exits.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.jit_under_test.backends.a64.assembler import Assembler
from conformance.jit_under_test.backends.a64.encoding import encode
from conformance.jit_under_test.backends.a64.operands import MASK64, Cond, EncodingError
from conformance.jit_under_test.backends.a64.registers import (
    FPR_SCRATCH,
    SCRATCH,
    SP,
    VM,
    ZR,
)
from conformance.jit_under_test.backends.registers import Location, Move, spill_offset
from conformance.jit_under_test.ir.boxing import TAG_BITS, TAG_SHIFT, box
from conformance.jit_under_test.ir.fields import Layout
from conformance.jit_under_test.ir.fragment import (
    Constant,
    Fragment,
    Instruction,
    Ref,
    Snapshot,
)
from conformance.jit_under_test.ir.types import FPR, INT, NUM, VAL
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS

# A branch instruction reaches 128 MiB; the margin allows for the length of the fragment.
_CALL_REACH = (128 - 4) << 20


class Emitter:
    """The assembler, the allocation and the layout of one fragment."""

    __slots__ = (
        "asm",
        "exit_labels",
        "folded",
        "fragment",
        "layout",
        "locations",
        "relocations",
        "symbols",
    )

    def __init__(
        self,
        fragment: Fragment,
        locations: list[Location | None],
        layout: Layout,
        symbols: Mapping[str, int],
        origin: int,
    ) -> None:
        self.asm = Assembler(origin)
        self.fragment = fragment
        self.locations = locations
        self.layout = layout
        self.symbols = symbols
        self.exit_labels: dict[int, int] = {}  # by snapshot index
        self.relocations: list[tuple[int, str]] = []  # (label, symbol)
        self.folded: frozenset[int] = frozenset()  # addresses that their users compute

    # Operands

    def gpr(self, ref: Ref, scratch: int, *, zero: bool = False) -> int:
        """A general register that holds `ref`: its own, or `scratch` after loading it.

        With `zero` the constant 0 is the zero register, for instructions that have it: as a
        base address, or beside an immediate, its number means the stack pointer.
        """
        if isinstance(ref, Constant):
            if zero and ref.bits == 0:
                return ZR
            if ref.bits == VM_ADDRESS:
                return VM
            self.asm.mov_imm(scratch, ref.bits)
            return scratch
        location = self.location(ref)
        if location >= 0:
            return location
        self.asm.emit("ldr", scratch, SP, spill_offset(location))
        return scratch

    def fpr(self, ref: Ref, scratch: int) -> int:
        """A vector register that holds the NUM `ref`: its own, or `scratch` after loading it."""
        if isinstance(ref, Constant):
            self.asm.fmov_imm(scratch, ref.bits)
            return scratch
        location = self.location(ref)
        if location >= 0:
            return location
        self.asm.emit("ldr_d", scratch, SP, spill_offset(location))
        return scratch

    def location(self, ins: Instruction) -> Location:
        """Where the result of an instruction lives; it must have readers."""
        location = self.locations[ins.index]
        if location is None:
            raise ValueError(f"{ins!r} is read but has no location")
        return location

    def target(self, ins: Instruction, scratch: int) -> int:
        """The register to compute the result in; `scratch` if it lives in memory or nowhere."""
        location = self.locations[ins.index]
        return scratch if location is None or location < 0 else location

    def finish(self, ins: Instruction, register: int) -> None:
        """Take the result from `register`, which `target` gave, to where it lives."""
        location = self.locations[ins.index]
        if location is not None and location < 0:
            name = "str_d" if ins.type is NUM else "str"
            self.asm.emit(name, register, SP, spill_offset(location))

    def deliver(self, ins: Instruction, register: int) -> None:
        """As `finish`, for a result that is in any register."""
        location = self.locations[ins.index]
        if location is not None and location >= 0:
            if location != register:
                self.asm.emit("fmov" if ins.type is NUM else "mov", location, register)
        else:
            self.finish(ins, register)

    def move(self, move: Move) -> None:
        """One step of a sequence of moves; uses the second scratch register."""
        fpr = move.cls is FPR
        load, store, copy = ("ldr_d", "str_d", "fmov") if fpr else ("ldr", "str", "mov")
        scratch = FPR_SCRATCH[1] if fpr else SCRATCH[1]
        target, source = move.target, move.source
        register = target if target >= 0 else scratch
        if isinstance(source, Constant):
            if fpr:
                self.asm.fmov_imm(register, source.bits)
            else:
                self.asm.mov_imm(register, source.bits)
        elif source < 0:
            self.asm.emit(load, register, SP, spill_offset(source))
        elif target < 0:
            register = source
        else:
            self.asm.emit(copy, target, source)
        if target < 0:
            self.asm.emit(store, register, SP, spill_offset(target))

    # Memory

    def access(self, name: str, register: int, base: int, offset: int, scratch: int) -> None:
        """Load or store at base + offset; far offsets go through `scratch`."""
        for form in (name, name + "_u"):
            try:
                word = encode(form, register, base, offset)
            except EncodingError:
                continue
            self.asm.words.append(word)
            return
        self.asm.mov_imm(scratch, offset & MASK64)
        self.asm.emit(name + "_reg0", register, base, scratch)

    def add_constant(self, target: int, source: int, value: int, scratch: int) -> None:
        """target = source + value, for any value."""
        name, amount = ("add_imm", value) if value >= 0 else ("sub_imm", -value)
        if value == 0:
            if target != source:
                self.asm.emit("mov", target, source)
        elif amount < 0x1000 or (amount < 0x100_0000 and not amount & 0xFFF):
            self.asm.emit(name, target, source, amount)
        elif amount < 0x100_0000:
            self.asm.emit(name, target, source, amount & 0xFFF000)
            self.asm.emit(name, target, target, amount & 0xFFF)
        else:
            self.asm.mov_imm(scratch, value & MASK64)
            self.asm.emit("add", target, source, scratch)

    # Boxing

    def boxed(self, ref: Ref, scratch: int) -> int:
        """A general register that holds the boxed form of `ref`."""
        if isinstance(ref, Constant):
            bits = box(ref.type, ref.value)
            if bits == 0:
                return ZR
            self.asm.mov_imm(scratch, bits)
            return scratch
        ty = ref.type
        if ty is VAL:
            return self.gpr(ref, scratch)
        if ty is NUM:
            self.asm.emit("fmov_to_x", scratch, self.fpr(ref, FPR_SCRATCH[1]))
        elif ty is INT:
            self.asm.emit("scvtf", FPR_SCRATCH[1], self.gpr(ref, scratch))
            self.asm.emit("fmov_to_x", scratch, FPR_SCRATCH[1])
        else:
            self._tag(scratch, self.gpr(ref, scratch), TAG_BITS[ty])
        return scratch

    def _tag(self, target: int, source: int, bits: int) -> None:
        # An address has zeros above its 47 bits: one instruction sets bit 47, one the rest.
        if bits >> TAG_SHIFT & 1:
            self.asm.emit("orr_imm", target, source, 1 << TAG_SHIFT)
        elif target != source:
            self.asm.emit("mov", target, source)
        self.asm.emit("movk", target, bits >> 48, 48)

    def store_boxed(self, ref: Ref, base: int, offset: int) -> None:
        """Store the boxed form of `ref` at base + offset; uses the first scratch registers.

        `base` may be the second general scratch register.
        """
        scratch, far = SCRATCH[0], SCRATCH[1]
        if not isinstance(ref, Constant) and ref.type in (NUM, INT):
            self.access("str_d", self.boxed_double(ref), base, offset, far)
        else:
            self.access("str", self.boxed(ref, scratch), base, offset, far)

    def boxed_double(self, ref: Ref) -> int:
        """A vector register that holds the boxed form of a NUM or INT."""
        if ref.type is NUM:
            return self.fpr(ref, FPR_SCRATCH[0])
        self.asm.emit("scvtf", FPR_SCRATCH[0], self.gpr(ref, SCRATCH[0]))
        return FPR_SCRATCH[0]

    # Control

    def exit(self, snapshot: Snapshot | None) -> int:
        """The label of the exit of `snapshot`."""
        if snapshot is None:
            raise ValueError("a guard has no snapshot")
        label = self.exit_labels.get(snapshot.index)
        if label is None:
            label = self.exit_labels[snapshot.index] = self.asm.label()
        return label

    def exit_if(self, condition: Cond, ins: Instruction) -> None:
        """Leave by the instruction's snapshot if the flags meet the condition."""
        self.asm.branch(condition, self.exit(ins.snapshot))

    def call(self, symbol: str) -> None:
        """Call a kernel by name."""
        address = self._resolve(symbol)
        if abs(address - self.asm.address) < _CALL_REACH:
            self.asm.call_to(address)
        else:
            self.asm.mov_imm(SCRATCH[0], address)
            self.asm.emit("blr", SCRATCH[0])

    def jump(self, symbol: str) -> None:
        """Jump to a symbol within reach."""
        self.asm.jump_to(self._resolve(symbol))

    def _resolve(self, symbol: str) -> int:
        place = self.asm.label()
        self.asm.bind(place)
        self.relocations.append((place, symbol))
        return self.symbols[symbol]
