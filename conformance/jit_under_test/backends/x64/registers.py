"""The x86-64 registers: numbers, names by width, and the roles they play in fragments.

A register is its hardware number, so that allocators and encoders need no translation.
The two classes number from 0 each; which class a number belongs to is known from context.
"""

from enum import IntEnum
from typing import Final

from conformance.jit_under_test.backends.registers import RegisterFile


class Gpr(IntEnum):
    """General purpose registers by hardware number."""

    RAX = 0
    RCX = 1
    RDX = 2
    RBX = 3
    RSP = 4
    RBP = 5
    RSI = 6
    RDI = 7
    R8 = 8
    R9 = 9
    R10 = 10
    R11 = 11
    R12 = 12
    R13 = 13
    R14 = 14
    R15 = 15


class Xmm(IntEnum):
    """Vector registers by hardware number; fragments use their low double."""

    XMM0 = 0
    XMM1 = 1
    XMM2 = 2
    XMM3 = 3
    XMM4 = 4
    XMM5 = 5
    XMM6 = 6
    XMM7 = 7
    XMM8 = 8
    XMM9 = 9
    XMM10 = 10
    XMM11 = 11
    XMM12 = 12
    XMM13 = 13
    XMM14 = 14
    XMM15 = 15


# Names by operand width in bits; the 8-bit names of 4..7 are those that need a REX prefix.
GPR_NAMES: Final[dict[int, tuple[str, ...]]] = {
    64: tuple(register.name.lower() for register in Gpr),
    32: (
        *("eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"),
        *(f"r{number}d" for number in range(8, 16)),
    ),
    16: (
        *("ax", "cx", "dx", "bx", "sp", "bp", "si", "di"),
        *(f"r{number}w" for number in range(8, 16)),
    ),
    8: (
        *("al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"),
        *(f"r{number}b" for number in range(8, 16)),
    ),
}
XMM_NAMES: Final = tuple(register.name.lower() for register in Xmm)

# Pinned for the whole fragment. Both survive C calls.
VM: Final = Gpr.RBX
BASE: Final = Gpr.RBP
SP: Final = Gpr.RSP

# Never allocated: free for the lowering of one instruction and for exit code.
SCRATCH: Final = (Gpr.R10, Gpr.R11)
XMM_SCRATCH: Final = (Xmm.XMM14, Xmm.XMM15)

# The System V calling convention.
GPR_ARGUMENTS: Final = (Gpr.RDI, Gpr.RSI, Gpr.RDX, Gpr.RCX, Gpr.R8, Gpr.R9)
XMM_ARGUMENTS: Final = tuple(Xmm(number) for number in range(8))
GPR_RESULT: Final = Gpr.RAX
XMM_RESULT: Final = Xmm.XMM0
GPR_CALLEE_SAVED: Final = (Gpr.RBX, Gpr.RBP, Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15)

# What the allocator may hand out: registers that a C call destroys come first, so that
# short-lived values leave the six survivors to values that live across calls.
GPR_ALLOCATABLE: Final = (
    *(Gpr.RAX, Gpr.RCX, Gpr.RDX, Gpr.RSI, Gpr.RDI, Gpr.R8, Gpr.R9),
    *(Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15),
)
XMM_ALLOCATABLE: Final = tuple(Xmm(number) for number in range(14))

REGISTER_FILE: Final = RegisterFile(
    name="x64",
    gpr=GPR_ALLOCATABLE,
    fpr=XMM_ALLOCATABLE,
    gpr_saved=frozenset(GPR_CALLEE_SAVED) - {VM, BASE},
    fpr_saved=frozenset(),
    gpr_args=GPR_ARGUMENTS,
    fpr_args=XMM_ARGUMENTS,
    gpr_scratch=SCRATCH,
    fpr_scratch=XMM_SCRATCH,
    gpr_result=GPR_RESULT,
    fpr_result=XMM_RESULT,
)
