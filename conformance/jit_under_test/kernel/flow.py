"""Control flow of one function: blocks, jumps, and whether the current point can be reached."""

from __future__ import annotations

from typing import Any, Final

from llvmlite import ir

from conformance.jit_under_test.kernel import abi
from conformance.jit_under_test.kernel.types import Type

# As clang weighs __builtin_expect.
LIKELY_WEIGHT: Final = 2000


class Label:
    """A block to come; `reached` once something that can itself be reached jumps to it."""

    __slots__ = ("block", "reached")

    def __init__(self, block: Any) -> None:
        self.block = block
        self.reached = False


class Flow:
    """A builder at the current point of a function.

    Local storage lives in an entry block of its own, so a loop never allocates twice. Code
    after a return goes on in a block without predecessors, which LLVM drops: `live` tells.
    """

    def __init__(self, function: Any) -> None:
        self.function = function
        self._entry = ir.IRBuilder(function.append_basic_block("entry"))
        self._body = function.append_basic_block("body")
        self.builder = ir.IRBuilder(self._body)
        self.live = True

    def slot(self, kind: Type, name: str) -> Any:
        """Storage for a local variable, zero at entry."""
        llvm_type = abi.register_type(kind)
        pointer = self._entry.alloca(llvm_type, name=name)
        pointer.type = abi.POINTER
        self._entry.store(ir.Constant(llvm_type, None), pointer)
        return pointer

    def stack_space(self, size: int, align: int) -> Any:
        """Uninitialised bytes in the function's native frame."""
        pointer = self._entry.alloca(ir.ArrayType(abi.I8, size))
        pointer.align = align
        pointer.type = abi.POINTER
        return pointer

    def label(self, name: str) -> Label:
        return Label(ir.Block(self.function, name))

    def jump(self, target: Label) -> None:
        if not self.builder.block.is_terminated:
            self.builder.branch(target.block)
            target.reached |= self.live
            self.live = False

    def branch(self, condition: Any, yes: Label, no: Label, expected: bool | None = None) -> None:
        """Branch on an i1; `expected` is the way it's likely to go, if that's known."""
        instruction = self.builder.cbranch(condition, yes.block, no.block)
        if expected is not None:
            weights = (LIKELY_WEIGHT, 1)
            instruction.set_weights(weights if expected else weights[::-1])
        yes.reached |= self.live
        no.reached |= self.live
        self.live = False

    def place(self, label: Label) -> None:
        """Go on at a label; the block before must have been ended."""
        self.function.blocks.append(label.block)
        self.builder.position_at_end(label.block)
        self.live = label.reached

    def give(self, value: Any) -> None:
        """Return from the function (`value` None: without a result)."""
        if value is None:
            self.builder.ret_void()
        else:
            self.builder.ret(value)
        self.live = False

    def stop(self) -> None:
        """Say that this point is never reached."""
        self.builder.unreachable()
        self.live = False

    def reopen(self) -> None:
        """Make sure that code can be added, even where it can't be reached."""
        if self.builder.block.is_terminated:
            self.place(self.label("dead"))

    def finish(self) -> None:
        self._entry.branch(self._body)
