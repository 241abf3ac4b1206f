"""The AArch64 registers: numbers, names, and the roles they play in fragments.

A register is its hardware number, so that allocators and encoders need no translation.
The two classes number from 0 each; which class a number belongs to is known from context.
"""

from typing import Final

from conformance.jit_under_test.backends.registers import RegisterFile

# Pinned for the whole fragment. All survive C calls.
VM: Final = 19
BASE: Final = 20
# Holds values.MAX_NUMBER: one comparison with it tells numbers from everything else.
NUMBER_LIMIT: Final = 28

# Numbers that mean the zero register or the stack pointer, depending on the instruction.
ZR: Final = 31
SP: Final = 31

# Never allocated: free for the lowering of one instruction and for exit code. x16 and x17 are
# also what a linker's veneers may destroy; x18 belongs to the platform. The frame pointer and
# the link register serve where two are too few; calls destroy the latter.
SCRATCH: Final = (16, 17)
FPR_SCRATCH: Final = (30, 31)
EXTRA_SCRATCH: Final = (29, 30)

REGISTERS: Final = RegisterFile(
    name="a64",
    gpr=(*range(16), *range(21, 28)),
    fpr=tuple(range(30)),
    gpr_saved=frozenset(range(21, 28)),
    fpr_saved=frozenset(range(8, 16)),
    gpr_args=tuple(range(8)),
    fpr_args=tuple(range(8)),
    gpr_scratch=SCRATCH,
    fpr_scratch=FPR_SCRATCH,
    gpr_result=0,
    fpr_result=0,
)
"""What the allocator may hand out, and the procedure call standard (AAPCS64)."""


def gpr_name(number: int) -> str:
    """The assembler's name of a 64-bit general register (31: the zero register)."""
    return "xzr" if number == ZR else f"x{number}"


def fpr_name(number: int) -> str:
    """The assembler's name of a double register."""
    return f"d{number}"
