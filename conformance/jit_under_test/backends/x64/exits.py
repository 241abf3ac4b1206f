"""Leaving a fragment: writing a snapshot back to memory, and the cold code of exits.

All values that a snapshot names are in registers, spill slots or constants, never in the
stack slots being written, so slots can be stored in any order. Only the scratch registers
are used: an `scall` writes back in the middle of the fragment with everything else alive.

Most exits have no inlined frames and no explicit top. They store their slots, then put pc
and exit id into registers and jump to a tail that all of them share.
"""

from collections.abc import Sequence

from conformance.jit_under_test.backends.protocol import (
    EXIT_DESCRIPTOR_SIZE,
    EXIT_TARGET_OFFSET,
)
from conformance.jit_under_test.backends.x64.emitter import (
    LEA,
    LOADS,
    MOV_R32_IMM32,
    MOV_R64,
    MOV_RM64,
    R10,
    R11,
    Emitter,
    apply,
)
from conformance.jit_under_test.backends.x64.encoding import FORMS, Mem
from conformance.jit_under_test.backends.x64.registers import BASE, GPR_RESULT, VM, Gpr
from conformance.jit_under_test.ir.fragment import Frame, Snapshot, kept_from
from conformance.jit_under_test.runtime.memory_map import (
    EXIT_TABLE,
    FRAGMENT_TABLE,
    VM_ADDRESS,
)

_ADD_IMM8 = FORMS["add rm64, imm8"]
_ADD_IMM32 = FORMS["add rm64, imm32"]
_MOV_RM32_IMM32 = FORMS["mov rm32, imm32"]
_SHL32 = FORMS["shl rm32, imm8"]
_MOV_R32 = FORMS["mov r32, rm32"]
_JMP_RM64 = FORMS["jmp rm64"]

_HOT_FIELD = 2 - 8  # from savedpc, which is behind the CALL instruction
_FRAGMENTS = FRAGMENT_TABLE - VM_ADDRESS
_TABLE = EXIT_TABLE - VM_ADDRESS + EXIT_TARGET_OFFSET
_LOG2_DESCRIPTOR = EXIT_DESCRIPTOR_SIZE.bit_length() - 1


def add_clock(e: Emitter, count: int) -> None:
    """VM.clock += count."""
    if count:
        apply(e.asm, _ADD_IMM8, _ADD_IMM32, Mem(VM, e.layout.vm_clock), count)


def write_back(e: Emitter, snapshot: Snapshot) -> None:
    """Store a snapshot's slots, frames, pc and the thread's pointers; BASE stays as it is."""
    asm, layout = e.asm, e.layout
    _store_slots(e, snapshot)
    asm.emit(MOV_R64, R10, Mem(VM, layout.vm_thread))
    asm.emit(MOV_R64, R10, Mem(R10, layout.thread_ci))
    resume = [frame.return_pc for frame in snapshot.frames] + [snapshot.pc]
    e.store_word(Mem(R10, layout.ci_savedpc), resume[0])
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
        e.store_word(Mem(R10, ci + layout.ci_savedpc), pc)
    inner = snapshot.frames[-1]
    top = inner.top_slot if snapshot.top is None else snapshot.top
    apply(asm, _ADD_IMM8, _ADD_IMM32, R10, ci)
    asm.emit(MOV_R64, R11, Mem(VM, layout.vm_thread))
    asm.emit(MOV_RM64, Mem(R11, layout.thread_ci), R10)
    pointers = [(layout.thread_base, inner.base_slot)]
    if kept_from(top) is None:
        pointers.append((layout.thread_top, top))
    for offset, slot in pointers:
        asm.emit(LEA, R10, Mem(BASE, 8 * slot))
        asm.emit(MOV_RM64, Mem(R11, offset), R10)


def _store_frame(e: Emitter, frame: Frame, ci: int) -> None:
    """Write a call record, `ci` bytes above the one in R10, but for its savedpc."""
    asm, layout = e.asm, e.layout
    for offset, slot in (
        (layout.ci_func, frame.func_slot),
        (layout.ci_base, frame.base_slot),
        (layout.ci_top, frame.top_slot),
    ):
        asm.emit(LEA, R11, Mem(BASE, 8 * slot))
        asm.emit(MOV_RM64, Mem(R10, ci + offset), R11)
    e.store_word(Mem(R10, ci + layout.ci_k), frame.k)
    for offset, value in (
        (layout.ci_nresults, frame.nresults),
        (layout.ci_tailcalls, frame.tailcalls),
        (layout.ci_cont, frame.cont),
        (layout.ci_flags, frame.flags),
    ):
        asm.emit(_MOV_RM32_IMM32, Mem(R10, ci + offset), value)


def step_down(e: Emitter, count: int) -> None:
    """The thread's ci goes down by `count` frames; its base becomes BASE."""
    asm, layout = e.asm, e.layout
    asm.emit(MOV_R64, R10, Mem(VM, layout.vm_thread))
    apply(asm, _ADD_IMM8, _ADD_IMM32, Mem(R10, layout.thread_ci), -count * layout.ci_size)
    asm.emit(MOV_RM64, Mem(R10, layout.thread_base), BASE)


def enter(e: Emitter) -> None:
    """Entry code: step down from the frames that exist already."""
    frames = e.fragment.entry_frames
    if frames:
        e.asm.emit(LEA, BASE, Mem(BASE, -8 * frames[-1].base_slot))
        step_down(e, len(frames))


def _store_slots(e: Emitter, snapshot: Snapshot) -> None:
    for slot, ref in snapshot.slots:
        e.store_boxed(Mem(BASE, 8 * slot), ref)


def _store_thread(e: Emitter, snapshot: Snapshot) -> None:
    """The thread's base and top for a snapshot without frames; R10 is the CallInfo."""
    asm, layout = e.asm, e.layout
    asm.emit(MOV_R64, R11, Mem(VM, layout.vm_thread))
    asm.emit(MOV_RM64, Mem(R11, layout.thread_base), BASE)
    if kept_from(snapshot.top) is not None:
        return
    if snapshot.top is None:
        asm.emit(MOV_R64, R10, Mem(R10, layout.ci_top))
    else:
        asm.emit(LEA, R10, Mem(BASE, 8 * snapshot.top))
    asm.emit(MOV_RM64, Mem(R11, layout.thread_top), R10)


def leave(e: Emitter, snapshot: Snapshot) -> None:
    """Write back and count, with BASE becoming that of the innermost frame."""
    write_back(e, snapshot)
    add_clock(e, snapshot.clock)
    if snapshot.frames:
        e.asm.emit(LEA, BASE, Mem(BASE, 8 * snapshot.frames[-1].base_slot))


def leave_frame(e: Emitter, snapshot: Snapshot, exit_id: int) -> None:
    """Store the results, drop the entry frame, and go where its caller's CALL says."""
    asm, layout = e.asm, e.layout
    _store_slots(e, snapshot)
    add_clock(e, snapshot.clock)
    asm.emit(MOV_R64, R10, Mem(VM, layout.vm_thread))
    asm.emit(MOV_R64, R11, Mem(R10, layout.thread_ci))
    apply(asm, _ADD_IMM8, _ADD_IMM32, R11, -layout.ci_size)
    asm.emit(MOV_RM64, Mem(R10, layout.thread_ci), R11)
    if snapshot.top is None:
        asm.emit(MOV_R64, GPR_RESULT, Mem(R11, layout.ci_top))
    else:
        asm.emit(LEA, GPR_RESULT, Mem(BASE, 8 * snapshot.top))
    asm.emit(MOV_RM64, Mem(R10, layout.thread_top), GPR_RESULT)
    asm.emit(MOV_R64, BASE, Mem(R11, layout.ci_base))
    asm.emit(MOV_RM64, Mem(R10, layout.thread_base), BASE)
    asm.emit(MOV_R64, R11, Mem(R11, layout.ci_savedpc))
    asm.emit(LOADS[2, False], R11, Mem(R11, _HOT_FIELD))
    asm.emit(MOV_R32_IMM32, GPR_RESULT, exit_id)
    asm.emit(_JMP_RM64, Mem(VM, _FRAGMENTS, R11, 8))


class ExitStubs:
    """The cold code of one fragment's exits, emitted behind its main line."""

    def __init__(self, e: Emitter, exit_ids: Sequence[int]) -> None:
        self.e = e
        self.exit_ids = exit_ids
        self.offsets: dict[int, int] = {}
        self._tail: int | None = None

    def emit(self, snapshot: Snapshot) -> None:
        """The code of one exit, here."""
        e = self.e
        asm = e.asm
        self.offsets[snapshot.index] = len(asm.code)
        exit_id = self.exit_ids[snapshot.index]
        if snapshot.frames or snapshot.top is not None:
            leave(e, snapshot)
            asm.emit(MOV_R32_IMM32, GPR_RESULT, exit_id)
            asm.emit(_JMP_RM64, Mem(VM, _TABLE + EXIT_DESCRIPTOR_SIZE * exit_id))
            return
        _store_slots(e, snapshot)
        add_clock(e, snapshot.clock)
        e.load_constant(R11, snapshot.pc)
        asm.emit(MOV_R32_IMM32, GPR_RESULT, exit_id)
        if self._tail is None:
            self._tail = asm.label()
            asm.bind(self._tail)
            self._emit_tail(snapshot)
        else:
            asm.jump(self._tail)

    def _emit_tail(self, snapshot: Snapshot) -> None:
        """What remains with pc in R11 and the exit id in eax; nothing else is needed any more."""
        e = self.e
        asm, layout = e.asm, e.layout
        asm.emit(MOV_R64, R10, Mem(VM, layout.vm_thread))
        asm.emit(MOV_R64, R10, Mem(R10, layout.thread_ci))
        asm.emit(MOV_RM64, Mem(R10, layout.ci_savedpc), R11)
        _store_thread(e, snapshot)
        asm.emit(_MOV_R32, Gpr.RCX, GPR_RESULT)
        asm.emit(_SHL32, Gpr.RCX, _LOG2_DESCRIPTOR)
        asm.emit(_JMP_RM64, Mem(VM, _TABLE, Gpr.RCX, 1))
