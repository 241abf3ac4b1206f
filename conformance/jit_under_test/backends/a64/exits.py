"""Leaving a fragment: the snapshot's state goes back to memory, then control to the exit's target.

The write-back also serves `scall`, in the middle of a fragment, so it touches scratch
registers only.
"""

from __future__ import annotations

from conformance.jit_under_test.backends.a64.emitter import Emitter
from conformance.jit_under_test.backends.a64.registers import (
    BASE,
    EXTRA_SCRATCH,
    FPR_SCRATCH,
    SCRATCH,
    SP,
    VM,
    ZR,
)
from conformance.jit_under_test.backends.inheritance import entry_moves, inherited
from conformance.jit_under_test.backends.protocol import (
    EXIT_DESCRIPTOR_SIZE,
    EXIT_DIRECT_OFFSET,
    EXIT_TARGET_OFFSET,
    Inheritance,
)
from conformance.jit_under_test.backends.registers import Location, RegisterFile, spill_offset
from conformance.jit_under_test.ir.boxing import PAYLOAD
from conformance.jit_under_test.ir.fragment import Instruction, Snapshot, kept_from
from conformance.jit_under_test.ir.types import INT, NUM, VAL
from conformance.jit_under_test.runtime.memory_map import (
    EXIT_TABLE,
    FRAGMENT_TABLE,
    VM_ADDRESS,
)

# After the slots are stored, nothing needs the registers that the allocator hands out.
_CALL_WORD, _HOT_FIELD = -8, 2  # the CALL instruction lies in front of savedpc
_EXIT_ID, _PC, _CLOCK = 0, 1, 2
_OFFSET = SCRATCH[0]
_THREAD, _CI = SCRATCH
_TEMP, _FAR = EXTRA_SCRATCH
_DIRECT = EXIT_TABLE - VM_ADDRESS + EXIT_DIRECT_OFFSET
_TARGETS = EXIT_TABLE - VM_ADDRESS + EXIT_TARGET_OFFSET


def write_slots(code: Emitter, snapshot: Snapshot) -> None:
    """Store the changed slots, boxed."""
    for slot, ref in snapshot.slots:
        code.store_boxed(ref, BASE, 8 * slot)


def write_frames(code: Emitter, snapshot: Snapshot) -> None:
    """Push the inlined frames and set the thread's ci, base and top and the frames' savedpc."""
    layout, emit = code.layout, code.asm.emit
    emit("ldr", _THREAD, VM, layout.vm_thread)
    emit("ldr", _CI, _THREAD, layout.thread_ci)
    pcs = [*(frame.return_pc for frame in snapshot.frames), snapshot.pc]
    _store_constant(code, pcs[0], layout.ci_savedpc)
    base = BASE
    for frame, pc in zip(snapshot.frames, pcs[1:], strict=True):
        emit("add_imm", _CI, _CI, layout.ci_size)
        for slot, offset in (
            (frame.func_slot, layout.ci_func),
            (frame.top_slot, layout.ci_top),
            (frame.base_slot, layout.ci_base),
        ):
            base = _slot_address(code, slot)
            emit("str", base, _CI, offset)
        _store_constant(code, pc, layout.ci_savedpc)
        _store_constant(code, frame.k, layout.ci_k)
        _store_pair(code, layout.ci_flags, frame.flags, layout.ci_cont, frame.cont)
        _store_pair(code, layout.ci_nresults, frame.nresults, layout.ci_tailcalls, frame.tailcalls)
    if snapshot.frames:
        emit("str", _CI, _THREAD, layout.thread_ci)
        base = _slot_address(code, snapshot.frames[-1].base_slot)
    emit("str", base, _THREAD, layout.thread_base)
    if kept_from(snapshot.top) is not None:
        return
    if snapshot.top is not None:
        emit("str", _slot_address(code, snapshot.top), _THREAD, layout.thread_top)
    elif snapshot.frames:
        emit("str", _slot_address(code, snapshot.frames[-1].top_slot), _THREAD, layout.thread_top)
    else:
        emit("ldr", _TEMP, _CI, layout.ci_top)
        emit("str", _TEMP, _THREAD, layout.thread_top)


def enter(code: Emitter) -> None:
    """Entry code: step down from the frames that exist already, load what is inherited."""
    frames, layout, emit = code.fragment.entry_frames, code.layout, code.asm.emit
    if frames:
        code.add_constant(BASE, BASE, -8 * frames[-1].base_slot, _TEMP)
        emit("ldr", _THREAD, VM, layout.vm_thread)
        emit("ldr", _CI, _THREAD, layout.thread_ci)
        code.add_constant(_CI, _CI, -layout.ci_size * len(frames), _TEMP)
        emit("str", _CI, _THREAD, layout.thread_ci)
        emit("str", BASE, _THREAD, layout.thread_base)
    for ins, slot in inherited(code.fragment):
        place = code.locations[ins.index]
        if place is not None:
            _load_unboxed(code, ins, place, 8 * slot)


def _load_unboxed(code: Emitter, ins: Instruction, place: Location, offset: int) -> None:
    """Load a slot whose type is known."""
    if ins.type is NUM and place >= 0:
        code.access("ldr_d", place, BASE, offset, _TEMP)
        return
    register = place if place >= 0 else SCRATCH[1]
    if ins.type is INT:
        code.access("ldr_d", FPR_SCRATCH[0], BASE, offset, _TEMP)
        code.asm.emit("fcvtzs", register, FPR_SCRATCH[0])
    else:
        code.access("ldr", register, BASE, offset, _TEMP)
        if ins.type not in (NUM, VAL):
            code.asm.emit("and_imm", register, register, PAYLOAD)
    if place < 0:
        code.asm.emit("str", register, SP, spill_offset(place))


def enter_directly(
    code: Emitter,
    inheritance: Inheritance,
    locations: list[Location | None],
    registers: RegisterFile,
) -> int:
    """Both entries: that from memory, which jumps over the other, whose label is the result."""
    asm = code.asm
    body, direct = asm.label(), asm.label()
    if inheritance.from_memory:
        enter(code)
        asm.jump(body)
    asm.bind(direct)
    add_clock(code, inheritance.clock)
    for move in entry_moves(code.fragment, inheritance, locations, registers):
        code.move(move)
    asm.bind(body)
    return direct


def add_clock(code: Emitter, count: int) -> None:
    """VM.clock += count (which may be negative)."""
    if count:
        code.asm.emit("ldr", SCRATCH[0], VM, code.layout.vm_clock)
        code.add_constant(SCRATCH[0], SCRATCH[0], count, SCRATCH[1])
        code.asm.emit("str", SCRATCH[0], VM, code.layout.vm_clock)


def enter_innermost(code: Emitter, snapshot: Snapshot) -> None:
    """BASE becomes the base of the innermost frame."""
    if snapshot.frames:
        code.add_constant(BASE, BASE, 8 * snapshot.frames[-1].base_slot, SCRATCH[0])


def link(code: Emitter, snapshot: Snapshot, symbol: str) -> None:
    """Write everything back and go on in another fragment."""
    write_slots(code, snapshot)
    write_frames(code, snapshot)
    add_clock(code, snapshot.clock)
    enter_innermost(code, snapshot)
    code.jump(symbol)


def leave_frame(code: Emitter, snapshot: Snapshot, exit_id: int) -> None:
    """Store the results, drop the entry frame, and go where its caller's CALL says."""
    layout, emit = code.layout, code.asm.emit
    write_slots(code, snapshot)
    add_clock(code, snapshot.clock)
    emit("ldr", _THREAD, VM, layout.vm_thread)
    emit("ldr", _CI, _THREAD, layout.thread_ci)
    code.add_constant(_CI, _CI, -layout.ci_size, _TEMP)
    emit("str", _CI, _THREAD, layout.thread_ci)
    if snapshot.top is None:
        emit("ldr", _TEMP, _CI, layout.ci_top)
        emit("str", _TEMP, _THREAD, layout.thread_top)
    else:
        emit("str", _slot_address(code, snapshot.top), _THREAD, layout.thread_top)
    emit("ldr", BASE, _CI, layout.ci_base)
    emit("str", BASE, _THREAD, layout.thread_base)
    emit("ldr", _PC, _CI, layout.ci_savedpc)
    code.add_constant(_PC, _PC, _CALL_WORD, _TEMP)
    emit("ldrh", _CLOCK, _PC, _HOT_FIELD)
    code.add_constant(_TEMP, VM, FRAGMENT_TABLE - VM_ADDRESS, _FAR)
    emit("add_reg", _TEMP, _TEMP, _CLOCK, 0, 3)
    emit("ldr", _TEMP, _TEMP, 0)
    code.asm.mov_imm(_EXIT_ID, exit_id)
    emit("br", _TEMP)


def stop(code: Emitter, snapshot: Snapshot, exit_id: int) -> None:
    """The end of a fragment that the interpreter goes on from."""
    emit = code.asm.emit
    write_slots(code, snapshot)
    write_frames(code, snapshot)
    add_clock(code, snapshot.clock)
    enter_innermost(code, snapshot)
    code.asm.mov_imm(_TEMP, _TARGETS + EXIT_DESCRIPTOR_SIZE * exit_id)
    emit("ldr_reg0", _TEMP, VM, _TEMP)
    code.asm.mov_imm(_EXIT_ID, exit_id)
    emit("br", _TEMP)


def stub(code: Emitter, exit_id: int) -> None:
    """The code of an exit: through the descriptor's `direct`, whose place is in a register."""
    code.asm.mov_imm(_OFFSET, _DIRECT + EXIT_DESCRIPTOR_SIZE * exit_id)
    code.asm.emit("ldr_reg0", _FAR, VM, _OFFSET)
    code.asm.emit("br", _FAR)


def _slot_address(code: Emitter, slot: int) -> int:
    """A register with the address of a slot: BASE itself or a scratch register."""
    if slot == 0:
        return BASE
    code.add_constant(_TEMP, BASE, 8 * slot, _FAR)
    return _TEMP


def _store_constant(code: Emitter, value: int, offset: int, name: str = "str") -> None:
    """Store a constant into the current CallInfo."""
    register = ZR
    if value:
        code.asm.mov_imm(_TEMP, value)
        register = _TEMP
    code.asm.emit(name, register, _CI, offset)


def _store_pair(code: Emitter, low: int, first: int, high: int, second: int) -> None:
    """Store two 32-bit constants into the current CallInfo, at once if they are neighbours."""
    first, second = first & 0xFFFF_FFFF, second & 0xFFFF_FFFF
    if high == low + 4 and not low % 8:
        _store_constant(code, second << 32 | first, low)
    else:
        _store_constant(code, first, low, "str_w")
        _store_constant(code, second, high, "str_w")
