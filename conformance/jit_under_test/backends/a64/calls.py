"""Calls of kernel functions by the procedure call standard (AAPCS64)."""

from __future__ import annotations

from conformance.jit_under_test.backends.a64.emitter import Emitter
from conformance.jit_under_test.backends.a64.exits import add_clock, write_frames, write_slots
from conformance.jit_under_test.backends.a64.registers import BASE, REGISTERS, SCRATCH, VM
from conformance.jit_under_test.backends.parallel_moves import sequentialize
from conformance.jit_under_test.backends.registers import Move
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fragment import Constant, Instruction
from conformance.jit_under_test.ir.types import FPR, NONE, NUM, register_class


def call(code: Emitter, ins: Instruction) -> None:
    """`call`: nothing but the arguments, the call and the result."""
    kernel = ins.aux
    assert isinstance(kernel, KernelCall)
    _pass_arguments(code, ins, kernel)
    code.call(kernel.name)
    _take_result(code, ins)


def synced_call(code: Emitter, ins: Instruction) -> None:
    """`scall`: the interpreter's state is in memory during the call, clock included.

    Afterwards thread.ci and thread.base are the entry frame's again and BASE is loaded from
    there: the callee may have moved the stack and the array of frames.
    """
    kernel, snapshot = ins.aux, ins.snapshot
    assert isinstance(kernel, KernelCall) and snapshot is not None
    write_slots(code, snapshot)
    write_frames(code, snapshot)
    add_clock(code, snapshot.clock)
    _pass_arguments(code, ins, kernel)
    code.call(kernel.name)
    add_clock(code, -snapshot.clock)
    layout, emit = code.layout, code.asm.emit
    thread, ci = SCRATCH
    emit("ldr", thread, VM, layout.vm_thread)
    emit("ldr", ci, thread, layout.thread_ci)
    if snapshot.frames:
        size = layout.ci_size * len(snapshot.frames)
        code.add_constant(ci, ci, -size, BASE)
        emit("str", ci, thread, layout.thread_ci)
    emit("ldr", BASE, ci, layout.ci_base)
    if snapshot.frames:
        emit("str", BASE, thread, layout.thread_base)
    _take_result(code, ins)


def _pass_arguments(code: Emitter, ins: Instruction, kernel: KernelCall) -> None:
    general = list(REGISTERS.gpr_args)
    floating = list(REGISTERS.fpr_args)
    if kernel.needs_vm:
        general.pop(0)
    moves = []
    for arg in ins.args:
        cls = register_class(arg.type)
        target = (floating if cls is FPR else general).pop(0)
        source = arg if isinstance(arg, Constant) else code.location(arg)
        moves.append(Move(cls, target, source))
    for move in sequentialize(moves, REGISTERS):
        code.move(move)
    if kernel.needs_vm:
        code.asm.emit("mov", REGISTERS.gpr_args[0], VM)


def _take_result(code: Emitter, ins: Instruction) -> None:
    if ins.type is NONE:
        return
    number = ins.type is NUM
    code.deliver(ins, REGISTERS.fpr_result if number else REGISTERS.gpr_result)
