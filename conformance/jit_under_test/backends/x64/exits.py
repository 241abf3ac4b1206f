"""Leaving a fragment: writing a snapshot back to memory, and the cold code of exits.

All values that a snapshot names are in registers, spill slots or constants, never in the
stack slots being written, so slots can be stored in any order. Only the scratch registers
are used: an `scall` writes back in the middle of the fragment with everything else alive.
"""

from struct import Struct, pack
from typing import Final

from conformance.jit_under_test.backends.inheritance import entry_moves, inherited
from conformance.jit_under_test.backends.protocol import (
    EXIT_DESCRIPTOR_SIZE,
    EXIT_DIRECT_OFFSET,
    EXIT_TARGET_OFFSET,
    Inheritance,
)
from conformance.jit_under_test.backends.registers import Location, RegisterFile
from conformance.jit_under_test.backends.x64.assembler import Assembler
from conformance.jit_under_test.backends.x64.emitter import (
    LEA,
    LOADS,
    MOV_R32_IMM32,
    MOV_R64,
    MOV_RM64,
    MOVSD_LOAD,
    R10,
    R11,
    Emitter,
    apply,
    is_int32,
    signed,
    spill_slot,
)
from conformance.jit_under_test.backends.x64.encoding import FORMS, Mem, at, encode
from conformance.jit_under_test.backends.x64.registers import BASE, GPR_RESULT, VM
from conformance.jit_under_test.ir.boxing import TAG_BITS, box
from conformance.jit_under_test.ir.fragment import Constant, Frame, Instruction, Snapshot, kept_from
from conformance.jit_under_test.ir.types import INT, NUM, VAL
from conformance.jit_under_test.runtime.memory_map import (
    EXIT_TABLE,
    FRAGMENT_TABLE,
    VM_ADDRESS,
)

_ADD_IMM8 = FORMS["add rm64, imm8"]
_ADD_IMM32 = FORMS["add rm64, imm32"]
_JMP_RM64 = FORMS["jmp rm64"]
_CVTTSD2SI = FORMS["cvttsd2si r64, xm64"]
_XOR_R64 = FORMS["xor r64, rm64"]

_HOT_FIELD = 2 - 8  # from savedpc, which is behind the CALL instruction
_FRAGMENTS = FRAGMENT_TABLE - VM_ADDRESS
_TABLE = EXIT_TABLE - VM_ADDRESS + EXIT_TARGET_OFFSET
_DIRECT = EXIT_TABLE - VM_ADDRESS + EXIT_DIRECT_OFFSET
_U32: Final = Struct("<I")
_LOAD_OFFSET: Final = encode(MOV_R32_IMM32, R11, 0)[: -_U32.size]
_JUMP_THROUGH: Final = encode(_JMP_RM64, at(VM, 0, R11, 1))


def add_clock(e: Emitter, count: int) -> None:
    """VM.clock += count."""
    if count:
        apply(e.asm, _ADD_IMM8, _ADD_IMM32, at(VM, e.layout.vm_clock), count)


def write_back(e: Emitter, snapshot: Snapshot) -> None:
    """Store a snapshot's slots, frames, pc and the thread's pointers; BASE stays as it is."""
    asm, layout = e.asm, e.layout
    _store_slots(e, snapshot)
    asm.emit(MOV_R64, R10, at(VM, layout.vm_thread))
    asm.emit(MOV_R64, R10, at(R10, layout.thread_ci))
    resume = [frame.return_pc for frame in snapshot.frames] + [snapshot.pc]
    e.store_word(at(R10, layout.ci_savedpc), resume[0])
    if not snapshot.frames:
        _store_thread(e, snapshot)
        return
    ci = 0
    for frame, pc in zip(snapshot.frames, resume[1:], strict=True):
        ci += layout.ci_size
        # Most exits push the same frames: their code, which names no place in the code, is kept.
        kept = e.frame_code.get((ci, frame))
        if kept is None:
            begin = len(asm.code)
            _store_frame(e, frame, ci)
            e.frame_code[ci, frame] = bytes(asm.code[begin:])
        else:
            asm.code += kept
        e.store_word(at(R10, ci + layout.ci_savedpc), pc)
    inner = snapshot.frames[-1]
    top = inner.top_slot if snapshot.top is None else snapshot.top
    apply(asm, _ADD_IMM8, _ADD_IMM32, R10, ci)
    asm.emit(MOV_R64, R11, at(VM, layout.vm_thread))
    asm.emit(MOV_RM64, at(R11, layout.thread_ci), R10)
    pointers = [(layout.thread_base, inner.base_slot)]
    if kept_from(top) is None:
        pointers.append((layout.thread_top, top))
    for offset, slot in pointers:
        asm.emit(LEA, R10, at(BASE, 8 * slot))
        asm.emit(MOV_RM64, at(R11, offset), R10)


def _store_frame(e: Emitter, frame: Frame, ci: int) -> None:
    """Write a call record, `ci` bytes above the one in R10, but for its savedpc."""
    asm, layout = e.asm, e.layout
    for offset, slot in (
        (layout.ci_func, frame.func_slot),
        (layout.ci_base, frame.base_slot),
        (layout.ci_top, frame.top_slot),
    ):
        asm.emit(LEA, R11, at(BASE, 8 * slot))
        asm.emit(MOV_RM64, at(R10, ci + offset), R11)
    e.store_word(at(R10, ci + layout.ci_k), frame.k)
    assert layout.ci_tailcalls == layout.ci_nresults + 4
    assert layout.ci_cont == layout.ci_flags + 4
    for offset, low, high in (
        (layout.ci_nresults, frame.nresults, frame.tailcalls),
        (layout.ci_flags, frame.flags, frame.cont),
    ):
        e.store_word(at(R10, ci + offset), low & 0xFFFF_FFFF | high << 32)


def step_down(e: Emitter, count: int) -> None:
    """The thread's ci goes down by `count` frames; its base becomes BASE."""
    asm, layout = e.asm, e.layout
    asm.emit(MOV_R64, R10, at(VM, layout.vm_thread))
    apply(asm, _ADD_IMM8, _ADD_IMM32, at(R10, layout.thread_ci), -count * layout.ci_size)
    asm.emit(MOV_RM64, at(R10, layout.thread_base), BASE)


def enter(e: Emitter) -> None:
    """Entry code: step down from the frames that exist already, load what is inherited."""
    frames = e.fragment.entry_frames
    if frames:
        e.asm.emit(LEA, BASE, at(BASE, -8 * frames[-1].base_slot))
        step_down(e, len(frames))
    for ins, slot in inherited(e.fragment):
        place = e.location(ins)
        if place is not None:
            _load_unboxed(e, ins, place, at(BASE, 8 * slot))


def _load_unboxed(e: Emitter, ins: Instruction, place: Location, memory: Mem) -> None:
    """Load a slot whose type is known."""
    if ins.type is NUM and place >= 0:
        e.asm.emit(MOVSD_LOAD, place, memory)
        return
    register = place if place >= 0 else R11
    if ins.type is INT:
        e.asm.emit(_CVTTSD2SI, register, memory)
    else:
        e.asm.emit(MOV_R64, register, memory)
        if ins.type not in (NUM, VAL):
            e.asm.emit(_XOR_R64, register, e.asm.constant(pack("<Q", TAG_BITS[ins.type])))
    if place < 0:
        e.asm.emit(MOV_RM64, spill_slot(place), register)


def enter_directly(
    e: Emitter, inheritance: Inheritance, locations: list[Location | None], file: RegisterFile
) -> int:
    """Both entries: that from memory, which jumps over the other, whose offset is the result."""
    asm = e.asm
    body = asm.label()
    if inheritance.from_memory:
        enter(e)
        asm.jump(body)
    direct = len(asm.code)
    add_clock(e, inheritance.clock)
    for move in entry_moves(e.fragment, inheritance, locations, file):
        e.move(move)
    asm.bind(body)
    return direct


def _store_slots(e: Emitter, snapshot: Snapshot) -> None:
    in_register = None  # the constant that the second scratch register holds
    for slot, ref in snapshot.slots:
        memory = at(BASE, 8 * slot)
        if not isinstance(ref, Constant):
            e.store_boxed(memory, ref)
            in_register = None
            continue
        bits = box(ref.type, ref.value)
        if is_int32(signed(bits)):
            e.store_word(memory, bits)
            continue
        if bits != in_register:
            e.load_constant(R11, bits)
            in_register = bits
        e.asm.emit(MOV_RM64, memory, R11)


def _store_thread(e: Emitter, snapshot: Snapshot) -> None:
    """The thread's base and top for a snapshot without frames; R10 is the CallInfo."""
    asm, layout = e.asm, e.layout
    asm.emit(MOV_R64, R11, at(VM, layout.vm_thread))
    asm.emit(MOV_RM64, at(R11, layout.thread_base), BASE)
    if kept_from(snapshot.top) is not None:
        return
    if snapshot.top is None:
        asm.emit(MOV_R64, R10, at(R10, layout.ci_top))
    else:
        asm.emit(LEA, R10, at(BASE, 8 * snapshot.top))
    asm.emit(MOV_RM64, at(R11, layout.thread_top), R10)


def leave(e: Emitter, snapshot: Snapshot) -> None:
    """Write back and count, with BASE becoming that of the innermost frame."""
    write_back(e, snapshot)
    add_clock(e, snapshot.clock)
    if snapshot.frames:
        e.asm.emit(LEA, BASE, at(BASE, 8 * snapshot.frames[-1].base_slot))


def leave_frame(e: Emitter, snapshot: Snapshot, exit_id: int) -> None:
    """Store the results, drop the entry frame, and go where its caller's CALL says."""
    asm, layout = e.asm, e.layout
    _store_slots(e, snapshot)
    add_clock(e, snapshot.clock)
    asm.emit(MOV_R64, R10, at(VM, layout.vm_thread))
    asm.emit(MOV_R64, R11, at(R10, layout.thread_ci))
    apply(asm, _ADD_IMM8, _ADD_IMM32, R11, -layout.ci_size)
    asm.emit(MOV_RM64, at(R10, layout.thread_ci), R11)
    if snapshot.top is None:
        asm.emit(MOV_R64, GPR_RESULT, at(R11, layout.ci_top))
    else:
        asm.emit(LEA, GPR_RESULT, at(BASE, 8 * snapshot.top))
    asm.emit(MOV_RM64, at(R10, layout.thread_top), GPR_RESULT)
    asm.emit(MOV_R64, BASE, at(R11, layout.ci_base))
    asm.emit(MOV_RM64, at(R10, layout.thread_base), BASE)
    asm.emit(MOV_R64, R11, at(R11, layout.ci_savedpc))
    asm.emit(LOADS[2, False], R11, at(R11, _HOT_FIELD))
    asm.emit(MOV_R32_IMM32, GPR_RESULT, exit_id)
    asm.emit(_JMP_RM64, at(VM, _FRAGMENTS, R11, 8))


def stop(e: Emitter, snapshot: Snapshot, exit_id: int) -> None:
    """The end of a fragment that the interpreter goes on from."""
    leave(e, snapshot)
    e.asm.emit(MOV_R32_IMM32, GPR_RESULT, exit_id)
    e.asm.emit(_JMP_RM64, at(VM, _TABLE + EXIT_DESCRIPTOR_SIZE * exit_id))


def stub(asm: Assembler, exit_id: int) -> None:
    """The code of an exit: through the descriptor's `direct`, whose place is in a register."""
    asm.code += _LOAD_OFFSET
    asm.code += _U32.pack(_DIRECT + EXIT_DESCRIPTOR_SIZE * exit_id)
    asm.code += _JUMP_THROUGH
