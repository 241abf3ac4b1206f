"""The register file as the allocator sees it, and where values can live."""

from dataclasses import dataclass

from conformance.jit_under_test.ir.fragment import Constant
from conformance.jit_under_test.ir.types import RegisterClass

Location = int
"""Where a value lives: n >= 0 is register n of the value's class, n < 0 is spill slot ~n."""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """The registers of one architecture, by hardware number, in order of preference.

    `gpr` and `fpr` are those that the allocator may hand out: neither VM, BASE and the stack
    pointer nor the scratch registers are among them. The two scratch registers of each class
    belong to the lowering of single instructions and to parallel moves; none of them may be
    an argument register. `*_saved` survive C calls.
    """

    name: str
    gpr: tuple[int, ...]
    fpr: tuple[int, ...]
    gpr_saved: frozenset[int]
    fpr_saved: frozenset[int]
    gpr_args: tuple[int, ...]
    fpr_args: tuple[int, ...]
    gpr_scratch: tuple[int, int]
    fpr_scratch: tuple[int, int]
    gpr_result: int
    fpr_result: int


@dataclass(slots=True)
class Move:
    """Copy `source` to `target`; a constant source is materialised.

    Not frozen: the making of a frozen one takes four times as long.
    """

    cls: RegisterClass
    target: Location
    source: Location | Constant


def spill_offset(location: Location) -> int:
    """Byte offset from the stack pointer of a spilled location."""
    return 8 * ~location
