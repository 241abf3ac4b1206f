"""The x86-64 backend: a fragment goes in, machine code for one address comes out."""

from collections.abc import Mapping, Sequence

from conformance.jit_under_test.backends.exit_records import ExitRecords, SavedWords
from conformance.jit_under_test.backends.folding import fold
from conformance.jit_under_test.backends.inheritance import allocate_inheriting
from conformance.jit_under_test.backends.protocol import (
    CompiledFragment,
    Inheritance,
    Relocation,
    fragment_symbol,
)
from conformance.jit_under_test.backends.registers import RegisterFile
from conformance.jit_under_test.backends.x64.assembler import Assembler
from conformance.jit_under_test.backends.x64.emitter import Emitter
from conformance.jit_under_test.backends.x64.exits import (
    add_clock,
    enter,
    enter_directly,
    leave,
    leave_frame,
    stop,
    stub,
)
from conformance.jit_under_test.backends.x64.lowering import X64_FOLDS, lower
from conformance.jit_under_test.backends.x64.registers import REGISTER_FILE
from conformance.jit_under_test.ir.fields import Layout
from conformance.jit_under_test.ir.fragment import EndKind, Fragment

SAVED_WORDS = SavedWords(vector=16, spills=32)
LOOP_ALIGNMENT = 16  # the size of an instruction fetch block


class X64Backend:
    """Compiles fragments to x86-64 code; satisfies `protocol.Backend`.

    Tests give a smaller register file to force spills.
    """

    name = "x64"

    def __init__(
        self, layout: Layout, registers: RegisterFile = REGISTER_FILE, plain: bool = False
    ) -> None:
        self.layout = layout
        self.registers = registers
        self.plain = plain  # whether every value has a place of its own, see `allocate`

    def compile(
        self,
        fragment: Fragment,
        code_address: int,
        symbols: Mapping[str, int],
        exit_ids: Sequence[int],
        inheritance: Inheritance | None = None,
    ) -> CompiledFragment:
        """See `protocol.Backend.compile`."""
        folding = fold(fragment, X64_FOLDS)
        allocation = allocate_inheriting(folding.visible, self.registers, self.plain, inheritance)
        asm = Assembler(code_address)
        e = Emitter(asm, fragment, self.layout, allocation, folding.folded, symbols)
        direct = None
        if inheritance is None:
            enter(e)
        else:
            direct = enter_directly(e, inheritance, allocation.locations, self.registers)
        offsets: list[int] = []
        stubs: dict[int, int] = {}
        loop_label = loop_offset = None
        for index, ins in enumerate(fragment.instructions):
            if index == fragment.loop_start:
                loop_label = _begin_loop(e)
                loop_offset = len(asm.code)
            offsets.append(len(asm.code))
            lower(e, ins)
        if fragment.loop_start == len(fragment.instructions):
            loop_label = _begin_loop(e)
            loop_offset = len(asm.code)
        end = fragment.end
        if end.kind is EndKind.LOOP:
            assert loop_label is not None
            add_clock(e, fragment.loop_clock)
            for move in allocation.backedge_moves:
                e.move(move)
            asm.jump_back(loop_label)
        elif end.kind is EndKind.LINK:
            assert end.snapshot is not None and end.target is not None
            leave(e, end.snapshot)
            symbol = fragment_symbol(end.target)
            e.relocations.append(Relocation(len(asm.code) + 1, symbol))
            asm.jump_to(symbols[symbol])
        elif end.kind is EndKind.RETURN:
            assert end.snapshot is not None
            leave_frame(e, end.snapshot, exit_ids[end.snapshot.index])
        else:
            assert end.snapshot is not None
            stubs[end.snapshot.index] = len(asm.code)
            asm.bind(e.exit_label(end.snapshot))
            stop(e, end.snapshot, exit_ids[end.snapshot.index])
        offsets.append(len(asm.code))
        records = ExitRecords(allocation.locations, SAVED_WORDS)
        for snapshot, label in e.exits_in_use():
            if snapshot.index not in stubs:
                stubs[snapshot.index] = len(asm.code)
                asm.bind(label)
                stub(asm, exit_ids[snapshot.index])
                records.add(snapshot)
        code, data = records.behind(asm.finish())
        return CompiledFragment(
            address=code_address,
            code=code,
            entry=0,
            loop=loop_offset,
            exit_stubs=stubs,
            relocations=tuple(e.relocations),
            instruction_offsets=tuple(offsets),
            spill_slots=allocation.spill_slots,
            direct=direct,
            exit_records={k: data + offset for k, offset in records.offsets.items()},
            locations=allocation.locations,
        )


def _begin_loop(e: Emitter) -> int:
    """Count the preamble and put the loop's label here."""
    add_clock(e, e.fragment.preamble_clock)
    e.asm.align(LOOP_ALIGNMENT)
    label = e.asm.label()
    e.asm.bind(label)
    return label
