"""The AArch64 registers: numbers, names, and the roles they play in fragments.

A register is its hardware number, so that allocators and encoders need no translation.
The two classes number from 0 each; which class a number belongs to is known from context.
"""

from typing import Final

# Pinned for the whole fragment. All survive C calls.
VM: Final = 19
BASE: Final = 20
# Holds values.MAX_NUMBER: one comparison with it tells numbers from everything else.
NUMBER_LIMIT: Final = 28

# Numbers that mean the zero register or the stack pointer, depending on the instruction.
ZR: Final = 31
SP: Final = 31

LINK: Final = 30

# Never allocated: free for the lowering of one instruction and for exit code. x16 and x17 are
# also what the linker's veneers may destroy; x18 belongs to the platform.
SCRATCH: Final = (16, 17)
FPR_SCRATCH: Final = (30, 31)

# The procedure call standard (AAPCS64).
GPR_ARGUMENTS: Final = tuple(range(8))
FPR_ARGUMENTS: Final = tuple(range(8))
GPR_RESULT: Final = 0
FPR_RESULT: Final = 0
GPR_CALLEE_SAVED: Final = tuple(range(19, 29))
FPR_CALLEE_SAVED: Final = tuple(range(8, 16))

# What the allocator may hand out: registers that a C call destroys come first, so that
# short-lived values leave the survivors to values that live across calls.
GPR_ALLOCATABLE: Final = (*range(16), *range(21, 28))
FPR_ALLOCATABLE: Final = (*range(8), *range(16, 30), *range(8, 16))


def gpr_name(number: int) -> str:
    """The assembler's name of a 64-bit general register (31: the zero register)."""
    return "xzr" if number == ZR else f"x{number}"


def fpr_name(number: int) -> str:
    """The assembler's name of a double register."""
    return f"d{number}"
