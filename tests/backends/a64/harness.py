"""ARM64 code that only tests need."""

from conformance.jit_under_test.backends.a64.assembler import Assembler
from conformance.jit_under_test.backends.a64.registers import BASE, SP
from tests.backends.common import LINKED, PROBE

POISON = 0xDEAD_BEEF_DEAD_BEEF


class A64Probes:
    """See `tests.backends.common.Probes`."""

    def leave(self, address: int, jit_leave: int) -> bytes:
        a = Assembler(address)
        a.mov_imm(1, PROBE)
        a.emit("str", BASE, 1, 0)
        a.jump_to(jit_leave)
        return a.finish()

    def linked(self, address: int, leave: int) -> bytes:
        a = Assembler(address)
        a.mov_imm(0, LINKED)
        a.jump_to(leave)
        return a.finish()

    def thunk(self, address: int, slot: int) -> bytes:
        a = Assembler(address)
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
