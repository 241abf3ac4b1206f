"""x86-64 code and registers that only tests need."""

from dataclasses import replace

from conformance.jit_under_test.backends.x64.assembler import Assembler
from conformance.jit_under_test.backends.x64.encoding import FORMS, Mem
from conformance.jit_under_test.backends.x64.registers import BASE, REGISTER_FILE, Gpr
from tests.backends.common import LINKED, PROBE

POISON = 0xDEAD_BEEF_DEAD_BEEF
# Of each kind so few that nearly everything is spilled; rcx is what shifts borrow.
FEW_REGISTERS = replace(REGISTER_FILE, gpr=(Gpr.RCX, Gpr.R12), fpr=(1,))
DESTROYED = (Gpr.RCX, Gpr.RDX, Gpr.RSI, Gpr.RDI, Gpr.R8, Gpr.R9, Gpr.R10, Gpr.R11)


class X64Probes:
    """See `tests.backends.common.Probes`."""

    def leave(self, address: int, jit_leave: int) -> bytes:
        a = Assembler(address)
        a.emit(FORMS["movabs r64, imm64"], Gpr.RCX, PROBE)
        a.emit(FORMS["mov rm64, r64"], Mem(Gpr.RCX), BASE)
        a.jump_to(jit_leave)
        return a.finish()

    def linked(self, address: int, leave: int) -> bytes:
        a = Assembler(address)
        a.emit(FORMS["mov r32, imm32"], Gpr.RAX, LINKED)
        a.jump_to(leave)
        return a.finish()

    def thunk(self, address: int, slot: int) -> bytes:
        a = Assembler(address)
        a.emit(FORMS["movabs r64, imm64"], Gpr.RAX, slot)
        a.emit(FORMS["sub rm64, imm8"], Gpr.RSP, 8)
        a.emit(FORMS["call rm64"], Mem(Gpr.RAX))
        a.emit(FORMS["add rm64, imm8"], Gpr.RSP, 8)
        for register in DESTROYED:
            a.emit(FORMS["movabs r64, imm64"], register, POISON)
        for register in range(1, 16):
            a.emit(FORMS["movq x, rm64"], register, Gpr.RCX)
        a.emit(FORMS["ret"])
        return a.finish()
