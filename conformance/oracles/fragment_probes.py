"""Machine code around fragments that run outside an engine, for both architectures."""

from __future__ import annotations

from typing import Final

from conformance.jit_under_test.backends.a64.assembler import Assembler as A64Assembler
from conformance.jit_under_test.backends.a64.registers import BASE as A64_BASE
from conformance.jit_under_test.backends.a64.registers import SP
from conformance.jit_under_test.backends.x64.assembler import Assembler as X64Assembler
from conformance.jit_under_test.backends.x64.encoding import FORMS, Mem
from conformance.jit_under_test.backends.x64.registers import BASE as X64_BASE
from conformance.jit_under_test.backends.x64.registers import Gpr
from conformance.oracles.fragment_check import LINKED
from conformance.oracles.fragment_world import PROBE

POISON: Final = 0xDEAD_BEEF_DEAD_BEEF
_DESTROYED: Final = (
    Gpr.RCX, Gpr.RDX, Gpr.RSI, Gpr.RDI, Gpr.R8, Gpr.R9, Gpr.R10, Gpr.R11,
)  # fmt: skip


class X64Probes:
    """See `fragment_check.Probes`."""

    def leave(self, address: int, jit_leave: int) -> bytes:
        a = X64Assembler(address)
        a.emit(FORMS["movabs r64, imm64"], Gpr.RCX, PROBE)
        a.emit(FORMS["mov rm64, r64"], Mem(Gpr.RCX), X64_BASE)
        a.jump_to(jit_leave)
        return a.finish()

    def linked(self, address: int, leave: int) -> bytes:
        a = X64Assembler(address)
        a.emit(FORMS["mov r32, imm32"], Gpr.RAX, LINKED)
        a.jump_to(leave)
        return a.finish()

    def thunk(self, address: int, slot: int) -> bytes:
        a = X64Assembler(address)
        a.emit(FORMS["movabs r64, imm64"], Gpr.RAX, slot)
        a.emit(FORMS["sub rm64, imm8"], Gpr.RSP, 8)
        a.emit(FORMS["call rm64"], Mem(Gpr.RAX))
        a.emit(FORMS["add rm64, imm8"], Gpr.RSP, 8)
        for register in _DESTROYED:
            a.emit(FORMS["movabs r64, imm64"], register, POISON)
        for vector in range(1, 16):
            a.emit(FORMS["movq x, rm64"], vector, Gpr.RCX)
        a.emit(FORMS["ret"])
        return a.finish()


class A64Probes:
    """See `fragment_check.Probes`."""

    def leave(self, address: int, jit_leave: int) -> bytes:
        a = A64Assembler(address)
        a.mov_imm(1, PROBE)
        a.emit("str", A64_BASE, 1, 0)
        a.jump_to(jit_leave)
        return a.finish()

    def linked(self, address: int, leave: int) -> bytes:
        a = A64Assembler(address)
        a.mov_imm(0, LINKED)
        a.jump_to(leave)
        return a.finish()

    def thunk(self, address: int, slot: int) -> bytes:
        a = A64Assembler(address)
        a.emit("stp_pre", 29, 30, SP, -16)
        a.mov_imm(16, slot)
        a.emit("ldr", 16, 16, 0)
        a.emit("blr", 16)
        a.emit("ldp_post", 29, 30, SP, 16)
        for register in range(1, 18):
            a.mov_imm(register, POISON)
        for register in (*range(1, 8), *range(16, 32)):
            a.emit("fmov_from_x", register, 17)
        a.emit("ret", 30)
        return a.finish()
