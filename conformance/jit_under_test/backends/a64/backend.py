"""The ARM64 backend: from a fragment to the bytes of its code.

The order of the code: the main line, which falls through from instruction to instruction; the
jump of the loop or the exit at the end; the stubs of all guards; literals; the exits' records.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from conformance.jit_under_test.backends.a64.emitter import Emitter
from conformance.jit_under_test.backends.a64.exits import (
    add_clock,
    enter,
    enter_directly,
    leave_frame,
    link,
    stop,
    stub,
)
from conformance.jit_under_test.backends.a64.lowering import LOWERINGS
from conformance.jit_under_test.backends.a64.registers import NUMBER_LIMIT, REGISTERS
from conformance.jit_under_test.backends.exit_records import ExitRecords, SavedWords
from conformance.jit_under_test.backends.folding import fold
from conformance.jit_under_test.backends.inheritance import allocate_inheriting
from conformance.jit_under_test.backends.protocol import (
    CompiledFragment,
    Inheritance,
    Relocation,
    fragment_symbol,
)
from conformance.jit_under_test.backends.registers import Move, RegisterFile
from conformance.jit_under_test.ir.boxing import MAX_NUMBER
from conformance.jit_under_test.ir.fields import Layout
from conformance.jit_under_test.ir.fragment import EndKind, Fragment
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import NUM

_UNBOX: Final = OPS["unbox"]
SAVED_WORDS: Final = SavedWords(vector=32, spills=64)


class A64Backend:
    """Compiles fragments for AArch64; see `backends.protocol.Backend`.

    `registers` may hold back registers from the allocator, to see spilled code.
    """

    name = "a64"

    def __init__(
        self, layout: Layout, registers: RegisterFile = REGISTERS, plain: bool = False
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
        """Machine code of `fragment` for `code_address`; see `backends.protocol.Backend`."""
        folding = fold(fragment)
        allocation = allocate_inheriting(folding.visible, self.registers, self.plain, inheritance)
        code = Emitter(fragment, allocation.locations, self.layout, symbols, code_address)
        code.folded = folding.folded
        asm = code.asm
        loop = asm.label()
        direct = None
        if inheritance is None:
            enter(code)
        else:
            direct = enter_directly(code, inheritance, allocation.locations, self.registers)
        # The limit survives calls, and every fragment sets it to the same value.
        if any(ins.op is _UNBOX and ins.type is NUM for ins in fragment.instructions):
            asm.mov_imm(NUMBER_LIMIT, MAX_NUMBER)
        places = []
        for index, ins in enumerate(fragment.instructions):
            if index == fragment.loop_start:
                _begin_loop(code, loop)
            places.append(_here(code))
            if ins.op.removable and allocation.locations[index] is None:
                continue  # folded into its users, or nobody wants the result
            LOWERINGS[ins.op.number](code, ins)
        if fragment.loop_start == len(fragment.instructions):
            _begin_loop(code, loop)
        self._end(code, allocation.backedge_moves, loop, exit_ids)
        places.append(_here(code))
        records = ExitRecords(allocation.locations, SAVED_WORDS)
        for snapshot in fragment.snapshots:
            label = code.exit_labels.get(snapshot.index)
            if label is not None and not asm.is_bound(label):
                asm.bind(label)
                stub(code, exit_ids[snapshot.index])
                records.add(snapshot)
        machine_code, data = records.behind(asm.finish())

        def offset(label: int) -> int:
            return asm.label_address(label) - code_address

        return CompiledFragment(
            address=code_address,
            code=machine_code,
            entry=0,
            loop=None if fragment.loop_start is None else offset(loop),
            exit_stubs={index: offset(label) for index, label in code.exit_labels.items()},
            relocations=tuple(
                Relocation(offset(label), symbol) for label, symbol in code.relocations
            ),
            instruction_offsets=tuple(map(offset, places)),
            spill_slots=allocation.spill_slots,
            direct=None if direct is None else offset(direct),
            exit_records={k: data + offset for k, offset in records.offsets.items()},
            locations=allocation.locations,
        )

    @staticmethod
    def _end(
        code: Emitter,
        backedge_moves: Sequence[Move],
        loop: int,
        exit_ids: Sequence[int],
    ) -> None:
        end = code.fragment.end
        if end.kind is EndKind.LOOP:
            for move in backedge_moves:
                code.move(move)
            add_clock(code, code.fragment.loop_clock)
            code.asm.jump_back(loop)
            return
        assert end.snapshot is not None
        if end.kind is EndKind.LINK:
            assert end.target is not None
            link(code, end.snapshot, fragment_symbol(end.target))
            return
        if end.kind is EndKind.RETURN:
            leave_frame(code, end.snapshot, exit_ids[end.snapshot.index])
            return
        code.asm.bind(code.exit(end.snapshot))
        stop(code, end.snapshot, exit_ids[end.snapshot.index])


def _begin_loop(code: Emitter, loop: int) -> None:
    add_clock(code, code.fragment.preamble_clock)
    code.asm.bind(loop)


def _here(code: Emitter) -> int:
    label = code.asm.label()
    code.asm.bind(label)
    return label
