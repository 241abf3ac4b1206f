"""Access to operands while the code of one fragment is emitted.

The lowering functions ask here for a register that holds a value, or for an operand that an
instruction can read directly: a register, the value's spill slot, a constant behind the code.
The two scratch registers of each class are handed out by the caller, who names one for the
case that a value must be loaded first. By convention memory operands use the first scratch
register and values to be stored the second, so that one store can need both.
"""

import struct
from collections.abc import Mapping
from typing import Final

from conformance.jit_under_test.backends.protocol import Relocation
from conformance.jit_under_test.backends.regalloc import Allocation
from conformance.jit_under_test.backends.registers import Location, Move, spill_offset
from conformance.jit_under_test.backends.x64.assembler import Assembler
from conformance.jit_under_test.backends.x64.encoding import FORMS, Form, Mem, Rip, at
from conformance.jit_under_test.backends.x64.registers import (
    BASE,
    SCRATCH,
    SP,
    VM,
    XMM_SCRATCH,
)
from conformance.jit_under_test.ir.boxing import TAG_BITS, box
from conformance.jit_under_test.ir.fields import NODE_SIZE, NODE_VALUE, Field, Layout
from conformance.jit_under_test.ir.fragment import (
    Constant,
    Fragment,
    Frame,
    Instruction,
    Ref,
    Snapshot,
)
from conformance.jit_under_test.ir.types import FPR, INT, NUM, VAL
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS

MOV_R64 = FORMS["mov r64, rm64"]
MOV_RM64 = FORMS["mov rm64, r64"]
MOV_R32 = FORMS["mov r32, rm32"]
MOV_RM64_IMM32 = FORMS["mov rm64, imm32"]
MOV_R32_IMM32 = FORMS["mov r32, imm32"]
MOVABS = FORMS["movabs r64, imm64"]
MOVSD_LOAD = FORMS["movsd x, xm64"]
MOVSD_STORE = FORMS["movsd m64, x"]
MOVAPS = FORMS["movaps x, xm128"]
MOVQ_TO_GPR = FORMS["movq rm64, x"]
MOVQ_TO_XMM = FORMS["movq x, rm64"]
XORPS = FORMS["xorps x, xm128"]
XOR_R32 = FORMS["xor r32, rm32"]
OR_R64 = FORMS["or r64, rm64"]
LEA = FORMS["lea r64, m"]
CVTSI2SD = FORMS["cvtsi2sd x, rm64"]

# (width, signed) -> load into a 64-bit register; 32-bit results are zero-extended by nature.
LOADS: Final = {
    (1, False): FORMS["movzx r32, rm8"],
    (1, True): FORMS["movsx r64, rm8"],
    (2, False): FORMS["movzx r32, rm16"],
    (2, True): FORMS["movsx r64, rm16"],
    (4, False): FORMS["mov r32, rm32"],
    (4, True): FORMS["movsxd r64, rm32"],
    (8, False): MOV_R64,
    (8, True): MOV_R64,
}

R10, R11 = SCRATCH
XMM14, XMM15 = XMM_SCRATCH

_U64: Final = struct.Struct("<Q")


def is_int32(value: int) -> bool:
    """Whether a signed 64-bit integer can be an immediate."""
    return -(1 << 31) <= value < 1 << 31


def signed(bits: int) -> int:
    """A 64-bit pattern as a signed integer."""
    return bits - (1 << 64) if bits >> 63 else bits


class Emitter:
    """The state of one compilation, and the operand helpers."""

    __slots__ = (
        *("_exits", "_symbols", "asm", "folded", "fragment", "frame_code", "layout"),
        *("locations", "relocations"),
    )

    def __init__(
        self,
        asm: Assembler,
        fragment: Fragment,
        layout: Layout,
        allocation: Allocation,
        folded: frozenset[int],
        symbols: Mapping[str, int],
    ) -> None:
        self.asm = asm
        self.fragment = fragment
        self.layout = layout
        self.locations = allocation.locations
        self.folded = folded
        self.relocations: list[Relocation] = []
        self._symbols = symbols
        self._exits: dict[int, int] = {}
        self.frame_code: dict[tuple[int, Frame], bytes] = {}  # see exits.write_back

    def exit(self, ins: Instruction) -> int:
        """The label of a guard's exit stub."""
        snapshot = ins.snapshot
        assert snapshot is not None
        return self.exit_label(snapshot)

    def exit_label(self, snapshot: Snapshot) -> int:
        """The label of a snapshot's exit stub."""
        label = self._exits.get(snapshot.index)
        if label is None:
            label = self._exits[snapshot.index] = self.asm.label()
        return label

    def exits_in_use(self) -> list[tuple[Snapshot, int]]:
        """The snapshots that some guard leaves by, with their labels."""
        snapshots = self.fragment.snapshots
        return [(snapshots[index], label) for index, label in self._exits.items()]

    def is_folded(self, ref: Ref) -> bool:
        """Whether `ref` has no code of its own, because its consumer does its work."""
        return not isinstance(ref, Constant) and ref.index in self.folded

    def location(self, ref: Instruction) -> Location | None:
        """Where a value lives; None if nobody reads it."""
        return self.locations[ref.index]

    # Values that are in general registers, or should be.

    def gpr(self, ref: Ref, scratch: int) -> int:
        """A register with the value; `scratch` if it must be loaded."""
        if isinstance(ref, Constant):
            self.load_constant(scratch, ref.bits)
            return scratch
        place = self.locations[ref.index]
        assert place is not None
        if place >= 0:
            return place
        self.asm.emit(MOV_R64, scratch, spill_slot(place))
        return scratch

    def gpr_into(self, target: int, ref: Ref) -> None:
        """Copy a value into a given register."""
        if isinstance(ref, Constant):
            self.load_constant(target, ref.bits)
            return
        place = self.gpr_or_memory(ref)
        if place != target:
            self.asm.emit(MOV_R64, target, place)

    def gpr_or_memory(self, ref: Ref) -> int | Mem | Rip:
        """The value as an r/m operand; large constants are read from behind the code."""
        if isinstance(ref, Constant):
            return self.asm.constant(_U64.pack(ref.bits))
        place = self.locations[ref.index]
        assert place is not None
        return place if place >= 0 else spill_slot(place)

    def gpr_target(self, ins: Instruction, scratch: int) -> int:
        """The register to compute a result in; `scratch` for a spilled or unused result."""
        place = self.locations[ins.index]
        return place if place is not None and place >= 0 else scratch

    def gpr_done(self, ins: Instruction, register: int) -> None:
        """The result is in `register`: put it where it lives."""
        place = self.locations[ins.index]
        if place is None or place == register:
            return
        if place >= 0:
            self.asm.emit(MOV_R64, place, register)
        else:
            self.asm.emit(MOV_RM64, spill_slot(place), register)

    def load_constant(self, register: int, bits: int) -> None:
        """Put 64 bits into a general register by the shortest instruction; changes flags."""
        if not bits:
            self.asm.emit(XOR_R32, register, register)
        elif bits < 1 << 32:
            self.asm.emit(MOV_R32_IMM32, register, bits)
        elif is_int32(bits - VM_ADDRESS):
            self.asm.emit(LEA, register, at(VM, bits - VM_ADDRESS))
        elif is_int32(signed(bits)):
            self.asm.emit(MOV_RM64_IMM32, register, signed(bits))
        else:
            self.asm.emit(MOVABS, register, bits)

    # Values that are in vector registers.

    def fpr(self, ref: Ref, scratch: int) -> int:
        """A vector register with the number; `scratch` if it must be loaded."""
        operand = self.fpr_or_memory(ref)
        if isinstance(operand, int):
            return operand
        self.fpr_into(scratch, ref)
        return scratch

    def fpr_into(self, target: int, ref: Ref) -> None:
        """Copy a number into a given vector register."""
        if isinstance(ref, Constant) and not ref.bits:
            self.asm.emit(XORPS, target, target)
            return
        operand = self.fpr_or_memory(ref)
        if isinstance(operand, int):
            if operand != target:
                self.asm.emit(MOVAPS, target, operand)
        else:
            self.asm.emit(MOVSD_LOAD, target, operand)

    def fpr_or_memory(self, ref: Ref) -> int | Mem | Rip:
        """The number as an xmm/m64 operand."""
        return self.gpr_or_memory(ref)

    def fpr_target(self, ins: Instruction, scratch: int) -> int:
        """The vector register to compute a result in."""
        return self.gpr_target(ins, scratch)

    def fpr_done(self, ins: Instruction, register: int) -> None:
        """The result is in vector register `register`: put it where it lives."""
        place = self.locations[ins.index]
        if place is None or place == register:
            return
        if place >= 0:
            self.asm.emit(MOVAPS, place, register)
        else:
            self.asm.emit(MOVSD_STORE, spill_slot(place), register)

    # Memory.

    def address(self, ref: Ref, offset: int = 0) -> Mem:
        """The memory operand at an address value plus `offset`.

        Folded `aref`, `hrefk` and `nref` become part of it. Uses both scratch registers, of which
        only the first is needed as long as the operand is.
        """
        if isinstance(ref, Instruction) and ref.index in self.folded:
            if ref.op.name in ("hrefk", "nref"):
                assert isinstance(ref.aux, int)
                return self.address(ref.args[0], NODE_SIZE * ref.aux + NODE_VALUE + offset)
            return self.element(ref, offset)
        if isinstance(ref, Constant) and is_int32(ref.bits + offset - VM_ADDRESS):
            return at(VM, ref.bits + offset - VM_ADDRESS)
        return at(self.gpr(ref, R10), offset)

    def element(self, aref: Instruction, offset: int = 0) -> Mem:
        """The memory operand that an `aref` stands for; scratch registers as in `address`."""
        array, number = aref.args
        if isinstance(number, Constant):
            displacement = 8 * signed(number.bits) + offset
            if is_int32(displacement):
                return self.address(array, displacement)
        base = self.gpr(array, R10)
        index = self.gpr(number, R11)
        if index == R11:
            self.asm.emit(LEA, R10, at(base, offset, index, 8))
            return at(R10)
        return at(base, offset, index, 8)

    def loaded(self, load: Instruction) -> Mem:
        """Where a load operation reads from; scratch registers as in `address`."""
        if load.op.name == "sload":
            assert isinstance(load.aux, int)
            return at(BASE, 8 * load.aux)
        if isinstance(load.aux, Field):
            return self.address(load.args[0], load.aux.offset)
        return self.address(load.args[0])

    def store_boxed(self, memory: Mem, ref: Ref) -> None:
        """Store the boxed form of a value; uses the second scratch registers only."""
        asm = self.asm
        if isinstance(ref, Constant):
            self.store_word(memory, box(ref.type, ref.value))
            return
        place = self.locations[ref.index]
        assert place is not None
        if ref.type is NUM and place >= 0:
            asm.emit(MOVSD_STORE, memory, place)
        elif ref.type is INT:
            asm.emit(XORPS, XMM15, XMM15)  # the conversion depends on the old content
            asm.emit(CVTSI2SD, XMM15, self.gpr_or_memory(ref))
            asm.emit(MOVSD_STORE, memory, XMM15)
        elif ref.type is NUM or ref.type is VAL:
            asm.emit(MOV_RM64, memory, self.gpr(ref, R11))
        else:
            asm.emit(MOVABS, R11, TAG_BITS[ref.type])
            asm.emit(OR_R64, R11, self.gpr_or_memory(ref))
            asm.emit(MOV_RM64, memory, R11)

    def store_word(self, memory: Mem, bits: int) -> None:
        """Store 64 constant bits; uses the second scratch register only."""
        if is_int32(signed(bits)):
            self.asm.emit(MOV_RM64_IMM32, memory, signed(bits))
        else:
            self.load_constant(R11, bits)
            self.asm.emit(MOV_RM64, memory, R11)

    def move(self, move: Move) -> None:
        """One of the moves that `parallel_moves.sequentialize` ordered."""
        asm, target, source = self.asm, move.target, move.source
        number = move.cls is FPR
        if target >= 0:
            if isinstance(source, Constant):
                (self.fpr_into if number else self.gpr_into)(target, source)
            elif source >= 0:
                asm.emit(MOVAPS if number else MOV_R64, target, source)
            else:
                asm.emit(MOVSD_LOAD if number else MOV_R64, target, spill_slot(source))
        elif isinstance(source, Constant):
            self.store_word(spill_slot(target), source.bits)
        elif source >= 0:
            asm.emit(MOVSD_STORE if number else MOV_RM64, spill_slot(target), source)
        else:
            # Breaking a cycle may keep a value in the first scratch register.
            asm.emit(MOV_R64, R11, spill_slot(source))
            asm.emit(MOV_RM64, spill_slot(target), R11)

    def call_kernel(self, name: str) -> None:
        """Call a kernel function of the image."""
        self.relocations.append(Relocation(len(self.asm.code) + 1, name))
        self.asm.call_to(self._symbols[name])


def spill_slot(location: Location) -> Mem:
    """The memory operand of a spilled location."""
    return at(SP, spill_offset(location))


def apply(asm: Assembler, short: Form, long: Form, target: int | Mem, value: int) -> None:
    """An operation with an immediate, in its short form if the value fits it."""
    asm.emit(short if -128 <= value <= 127 else long, target, value)
