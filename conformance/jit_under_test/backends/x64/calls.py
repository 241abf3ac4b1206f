"""Calls of kernel functions: the C ABI, and the state that an `scall` shares with its callee.

The allocator keeps everything that lives past a call in saved registers or in memory, so
nothing is saved here. All argument moves happen at once (an argument's register may hold the
value of another argument) and are put in order by `sequentialize`.
"""

from collections.abc import Mapping
from typing import Final

from conformance.jit_under_test.backends.parallel_moves import sequentialize
from conformance.jit_under_test.backends.registers import Location, Move
from conformance.jit_under_test.backends.x64.arithmetic import Lowering
from conformance.jit_under_test.backends.x64.emitter import (
    MOV_R64,
    R10,
    R11,
    Emitter,
)
from conformance.jit_under_test.backends.x64.encoding import at
from conformance.jit_under_test.backends.x64.exits import add_clock, step_down, write_back
from conformance.jit_under_test.backends.x64.registers import (
    BASE,
    GPR_ARGUMENTS,
    GPR_RESULT,
    REGISTER_FILE,
    VM,
    XMM_ARGUMENTS,
    XMM_RESULT,
)
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fragment import Constant, Instruction
from conformance.jit_under_test.ir.types import FPR, GPR, NONE, NUM


def _call(e: Emitter, ins: Instruction) -> None:
    call = ins.aux
    assert isinstance(call, KernelCall)
    _pass_arguments(e, ins, call)
    e.call_kernel(call.name)
    _take_result(e, ins, call)


def _scall(e: Emitter, ins: Instruction) -> None:
    """The callee sees the state of the snapshot; afterwards that of fragment entry is back.

    The stack and the CallInfo array may have moved meanwhile, and with them BASE; `thread.ci`
    and `thread.base` are stepped back over the inlined frames.
    """
    snapshot = ins.snapshot
    call = ins.aux
    assert snapshot is not None and isinstance(call, KernelCall)
    asm, layout = e.asm, e.layout
    write_back(e, snapshot)
    add_clock(e, snapshot.clock)
    _pass_arguments(e, ins, call)
    e.call_kernel(call.name)
    add_clock(e, -snapshot.clock)
    asm.emit(MOV_R64, R10, at(VM, layout.vm_thread))
    asm.emit(MOV_R64, R11, at(R10, layout.thread_ci))
    depth = len(snapshot.frames)
    asm.emit(MOV_R64, BASE, at(R11, layout.ci_base - depth * layout.ci_size))
    if depth:
        step_down(e, depth)
    _take_result(e, ins, call)


def _pass_arguments(e: Emitter, ins: Instruction, call: KernelCall) -> None:
    integers, numbers = iter(GPR_ARGUMENTS), iter(XMM_ARGUMENTS)
    moves = []
    if call.needs_vm:
        moves.append(Move(GPR, next(integers), VM))
    for arg in ins.args:
        number = arg.type is NUM
        source: Location | Constant | None
        source = arg if isinstance(arg, Constant) else e.location(arg)
        assert source is not None
        cls = FPR if number else GPR
        moves.append(Move(cls, next(numbers if number else integers), source))
    for move in sequentialize(moves, REGISTER_FILE):
        e.move(move)


def _take_result(e: Emitter, ins: Instruction, call: KernelCall) -> None:
    if call.result is NUM:
        e.fpr_done(ins, XMM_RESULT)
    elif call.result is not NONE:
        e.gpr_done(ins, GPR_RESULT)


CALLS: Final[Mapping[str, Lowering]] = {"call": _call, "scall": _scall}
"""Operation name to what emits it."""
