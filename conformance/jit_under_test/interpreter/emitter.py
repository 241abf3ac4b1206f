"""LLVM idioms that every handler shares: calls of kernel code, dispatch, reloading state."""

from collections.abc import Mapping
from typing import Any, Final

from llvmlite import ir

from conformance.jit_under_test.kernel.structs import StructType
from conformance.jit_under_test.runtime.memory_map import ARENA_BASE, DISPATCH_TABLES
from conformance.jit_under_test.runtime.objects import VM, CallInfo, Thread

CONVENTION: Final = "preserve_nonecc"
POINTER: Final = ir.PointerType()
I64: Final = ir.IntType(64)
HANDLER_TYPE: Final = ir.FunctionType(ir.VoidType(), [POINTER, POINTER, POINTER, POINTER, I64])
ACTION_HANDLER: Final = "dispatch_action"
TICK_HANDLER: Final = "clock_tick"
HOOK_HANDLER: Final = "hook_tick"
DISPATCH_OFFSET: Final = DISPATCH_TABLES - ARENA_BASE  # of the table in use, from the VM
TABLE_BYTES: Final = 256 * 8
REAL_DISPATCH_OFFSET: Final = DISPATCH_OFFSET + TABLE_BYTES  # handlers behind the clock
CONTINUATION_OFFSET: Final = REAL_DISPATCH_OFFSET + TABLE_BYTES


def constant(value: int) -> Any:
    """An i64 constant, from a signed or unsigned Python int."""
    return ir.Constant(I64, value & 0xFFFF_FFFF_FFFF_FFFF)


class Emitter:
    """Emits into one LLVM module that already holds the kernel functions."""

    def __init__(self, module: Any, functions: Mapping[str, Any]) -> None:
        self.module = module
        self.functions = functions
        self.handlers: dict[str, Any] = {}

    def handler(self, name: str) -> Any:
        """The handler function of this name, declared at first use."""
        function = self.handlers.get(name)
        if function is None:
            function = ir.Function(self.module, HANDLER_TYPE, name=name)
            function.calling_convention = CONVENTION
            function.attributes.add("nounwind")
            for argument, text in zip(
                function.args, ("vm", "base", "pc", "k", "word"), strict=True
            ):
                argument.name = text
            self.handlers[name] = function
        return function

    def at(self, block: Any) -> Any:
        """A builder at the end of a block."""
        return ir.IRBuilder(block)

    def call(self, b: Any, name: str, *args: Any) -> Any:
        """Call a kernel function; narrow integers are none of its parameters."""
        return b.call(self.functions[name], args)

    def element(self, b: Any, pointer: Any, index: Any) -> Any:
        """Address of the `index`-th word from `pointer`."""
        return b.gep(pointer, [index], source_etype=I64)

    def offset(self, b: Any, pointer: Any, count: int) -> Any:
        """Address `count` bytes from `pointer`."""
        return b.gep(pointer, [constant(count)], source_etype=ir.IntType(8))

    def field(self, b: Any, pointer: Any, struct: StructType, name: str) -> Any:
        """Address of a struct's field."""
        return self.offset(b, pointer, struct.offset(name))

    def load_pointer(self, b: Any, pointer: Any, struct: StructType, name: str) -> Any:
        return b.load(self.field(b, pointer, struct, name), typ=POINTER, align=8)

    def tail(self, b: Any, target: Any, *args: Any) -> None:
        """End the handler with a tail call."""
        b.call(target, args, tail="musttail", cconv=CONVENTION)
        b.ret_void()

    def dispatch(
        self, b: Any, vm: Any, base: Any, pc: Any, k: Any, table: int = DISPATCH_OFFSET
    ) -> None:
        """End the handler by executing the instruction at `pc`."""
        word = b.load(pc, typ=I64, align=8)
        following = self.offset(b, pc, 8)
        self.jump_through(b, vm, base, following, k, word, table)

    def jump_through(
        self, b: Any, vm: Any, base: Any, pc: Any, k: Any, word: Any, table: int
    ) -> None:
        """Tail-call the handler that `table` has for the opcode of `word`."""
        op = b.and_(word, constant(0xFF))
        slot = self.element(b, self.offset(b, vm, table), op)
        target = FunctionPointer(b.load(slot, typ=POINTER, align=8))
        self.tail(b, target, vm, base, pc, k, word)

    def current_frame(self, b: Any, vm: Any) -> tuple[Any, Any, Any]:
        """Base, pc and constants of the innermost frame, from memory."""
        thread = self.load_pointer(b, vm, VM, "current")
        ci = self.load_pointer(b, thread, Thread, "ci")
        base = self.load_pointer(b, ci, CallInfo, "base")
        pc = self.load_pointer(b, ci, CallInfo, "savedpc")
        k = self.load_pointer(b, ci, CallInfo, "k")
        return base, pc, k

    def resume(self, b: Any, vm: Any) -> None:
        """End the handler by going on in the innermost frame."""
        base, pc, k = self.current_frame(b, vm)
        self.dispatch(b, vm, base, pc, k)

    def reload_for_continuation(self, b: Any, vm: Any) -> tuple[Any, Any, Any, Any, Any]:
        """State of an instruction whose call has returned: base, pc, k, its word, the result."""
        base, pc, k = self.current_frame(b, vm)
        word = b.load(self.offset(b, pc, -8), typ=I64, align=8)
        result = b.load(self.field(b, vm, VM, "result"), typ=I64, align=8)
        return base, pc, k, word, result

    def illegal(self, name: str) -> None:
        """A handler that is never reached."""
        function = self.handler(name)
        if not function.blocks:
            b = self.at(function.append_basic_block("entry"))
            b.call(self.functions["path_illegal"], [function.args[0], function.args[4]])
            b.unreachable()


class FunctionPointer(ir.values.Value):  # type: ignore[misc]
    """A loaded handler address with the handlers' function type, as llvmlite's calls want."""

    def __init__(self, pointer: Any) -> None:
        self.pointer = pointer
        self.function_type = HANDLER_TYPE
        self.type = POINTER

    def get_reference(self) -> Any:
        return self.pointer.get_reference()
