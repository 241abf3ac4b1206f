"""Kernel functions that fragments may call, as records."""

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.types import IRType

MAX_GPR_ARGUMENTS = 6  # what the C ABIs of both architectures pass in registers
MAX_FPR_ARGUMENTS = 8


@dataclass(frozen=True, slots=True, eq=False)
class KernelCall:
    """A callable kernel function; compared by identity.

    `args` are the IR types of the arguments (without the VM), `result` that of the result or
    NONE. With `needs_vm` the VM's address goes in front. `reads` and `writes` bound what the
    function may touch; with both NONE equal calls are merged. A `fresh` result is an object that
    nothing else refers to yet, a table among them without metatable.
    """

    name: str
    args: tuple[IRType, ...]
    result: IRType
    needs_vm: bool
    reads: Alias = Alias.ALL
    writes: Alias = Alias.ALL
    fresh: bool = False

    @property
    def pure(self) -> bool:
        """Whether the result depends on the arguments alone and nothing is written."""
        return not self.reads and not self.writes


CallTable = Mapping[str, KernelCall]
