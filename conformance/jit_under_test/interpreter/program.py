"""The whole image as LLVM IR: runtime, library, interpreter, and the doors between them."""

import importlib
from typing import Any, Final

from llvmlite import ir

from conformance.jit_under_test.image.model import ImageSource
from conformance.jit_under_test.interpreter.builder import build_handlers
from conformance.jit_under_test.interpreter.emitter import (
    ACTION_HANDLER,
    CONTINUATION_OFFSET,
    CONVENTION,
    HANDLER_TYPE,
    HOOK_HANDLER,
    I64,
    POINTER,
    REAL_DISPATCH_OFFSET,
    TICK_HANDLER,
    Emitter,
    FunctionPointer,
    constant,
)
from conformance.jit_under_test.interpreter.imports import import_specs
from conformance.jit_under_test.kernel.lowering import lower
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.runtime.hooks import NOT_DONE
from conformance.jit_under_test.runtime.modules import KERNEL_MODULES
from conformance.jit_under_test.runtime.objects import ACTION_CONTINUE, ACTION_RESUME, VM, Thread
from conformance.jit_under_test.runtime.stubs import stubs

INTERPRETER_MODULES: Final = (
    "conformance.jit_under_test.interpreter.transfer",
    "conformance.jit_under_test.interpreter.paths",
    "conformance.jit_under_test.interpreter.tracing_calls",
)


def _action_handler(emitter: Emitter) -> None:
    """`dispatch_action`: its last argument is an ACTION_* instead of an instruction."""
    function = emitter.handler(ACTION_HANDLER)
    vm, base, pc, k, action = function.args
    b = emitter.at(function.append_basic_block("entry"))
    resume = function.append_basic_block("resume")
    other = function.append_basic_block("other")
    go_on = function.append_basic_block("continue")
    leave = function.append_basic_block("leave")
    branch = b.cbranch(b.icmp_unsigned("==", action, constant(ACTION_RESUME)), resume, other)
    branch.set_weights([100, 1])
    emitter.resume(emitter.at(resume), vm)
    b = emitter.at(other)
    b.cbranch(b.icmp_unsigned("==", action, constant(ACTION_CONTINUE)), go_on, leave)
    b = emitter.at(go_on)
    number = b.load(emitter.field(b, vm, VM, "pending_cont"), typ=ir.IntType(32), align=4)
    index = b.zext(number, I64)
    slot = emitter.element(b, emitter.offset(b, vm, CONTINUATION_OFFSET), index)
    target = FunctionPointer(b.load(slot, typ=POINTER, align=8))
    emitter.tail(b, target, vm, base, pc, k, action)
    emitter.at(leave).ret_void()


def _count_instruction(emitter: Emitter, function: Any) -> Any:
    """Let a handler begin by counting its instruction. Returns the builder behind that."""
    vm, base, pc, k, _ = function.args
    b = emitter.at(function.append_basic_block("entry"))
    clock_address = emitter.field(b, vm, VM, "clock")
    limit = b.load(emitter.field(b, vm, VM, "clock_limit"), typ=I64, align=8)
    clock = b.load(clock_address, typ=I64, align=8)
    reached = function.append_basic_block("reached")
    run = function.append_basic_block("run")
    branch = b.cbranch(b.icmp_unsigned(">=", clock, limit), reached, run)
    branch.set_weights([1, 1000])
    b = emitter.at(reached)
    emitter.call(b, "save_pc", vm, emitter.offset(b, pc, -8))
    action = emitter.call(b, "path_clock", vm)
    emitter.tail(b, emitter.handler(ACTION_HANDLER), vm, base, pc, k, action)
    b = emitter.at(run)
    b.store(b.add(clock, constant(1)), clock_address, align=8)
    return b


def _tick_handler(emitter: Emitter) -> None:
    """`clock_tick`: count the instruction, then run it; stands in every slot of the table."""
    function = emitter.handler(TICK_HANDLER)
    vm, base, pc, k, word = function.args
    b = _count_instruction(emitter, function)
    emitter.jump_through(b, vm, base, pc, k, word, REAL_DISPATCH_OFFSET)


def _hook_handler(emitter: Emitter) -> None:
    """`hook_tick`: as clock_tick while hooks are set, which may move the stack."""
    function = emitter.handler(HOOK_HANDLER)
    vm, base, pc, k, word = function.args
    b = _count_instruction(emitter, function)
    address = b.ptrtoint(pc, I64)
    action = emitter.call(b, "before_instruction", vm, word, address)
    done = function.append_basic_block("done")
    run = function.append_basic_block("run_hooked")
    b.cbranch(b.icmp_signed("==", action, constant(NOT_DONE)), run, done)
    b = emitter.at(run)
    thread = emitter.load_pointer(b, vm, VM, "current")
    moved = emitter.load_pointer(b, thread, Thread, "base")
    emitter.jump_through(b, vm, moved, pc, k, word, REAL_DISPATCH_OFFSET)
    b = emitter.at(done)
    emitter.tail(b, emitter.handler(ACTION_HANDLER), vm, base, pc, k, action)


def _run_function(emitter: Emitter) -> None:
    """`interpreter_run(vm, action) -> i64`: the C-ABI door to the handlers."""
    function = emitter.functions["interpreter_run"]
    vm, action = function.args
    b = emitter.at(function.append_basic_block("entry"))
    nothing = ir.Constant(POINTER, None)
    handler = emitter.handler(ACTION_HANDLER)
    b.call(handler, [vm, nothing, nothing, nothing, action], cconv=CONVENTION)
    status = b.load(emitter.field(b, vm, VM, "error_status"), typ=ir.IntType(32), align=4)
    b.ret(b.zext(status, I64))


def source(arch: Arch) -> ImageSource:
    """Everything that the image of `arch` is made from."""
    modules = [importlib.import_module(name) for name in (*KERNEL_MODULES, *INTERPRETER_MODULES)]
    lowered = lower(modules, arch)
    emitter = Emitter(lowered.module, lowered.functions)
    handlers, continuations = build_handlers(emitter)
    _action_handler(emitter)
    _tick_handler(emitter)
    _hook_handler(emitter)
    _run_function(emitter)
    metadata: dict[str, Any] = {"handlers": handlers, "continuations": continuations}
    return ImageSource(
        ir=str(lowered.module),
        stubs=stubs(arch, VM.offset("native_sp")),
        imports=import_specs(lowered),
        metadata=metadata,
    )


__all__ = ["HANDLER_TYPE", "source"]
