"""The emulated machines' trap region and argument marshalling."""

import struct

import capstone
import pytest

from conformance.emulation import glue
from conformance.emulation.host_calls import argument_reader
from conformance.jit_under_test.machine.imports import LIBRARY_CALLS, ImportSpec, Kind
from conformance.jit_under_test.machine.protocol import Arch, MachineError
from conformance.jit_under_test.runtime.memory_map import IMPORT_LIMIT, TRAP_BASE, TRAP_STRIDE

MODES = {
    Arch.X64: (capstone.CS_ARCH_X86, capstone.CS_MODE_64),
    Arch.A64: (capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM),
}
each_arch = pytest.mark.parametrize("arch", list(Arch), ids=lambda arch: arch.value)
I32, I64, F64, PTR, U8 = Kind.I32, Kind.I64, Kind.F64, Kind.PTR, Kind.U8


@each_arch
def test_traps_name_themselves_and_jump_to_the_gate(arch):
    made = glue.make_glue(arch)
    disassembler = capstone.Cs(*MODES[arch])
    for index in (0, 1, 255, IMPORT_LIMIT - 1):
        start = TRAP_STRIDE * index
        trap = made.code[start : start + TRAP_STRIDE]
        number, jump = list(disassembler.disasm(trap, TRAP_BASE + start))[:2]
        assert int(number.op_str.split(", ")[1].lstrip("#"), 0) == index
        assert int(jump.op_str.lstrip("#"), 0) == TRAP_BASE + TRAP_STRIDE * IMPORT_LIMIT


@each_arch
def test_hooked_instruction_is_a_nop(arch):
    made = glue.make_glue(arch)
    offset = made.hook - TRAP_BASE
    code = made.code[offset : offset + made.resume - made.hook]
    assert [i.mnemonic for i in capstone.Cs(*MODES[arch]).disasm(code, 0)] == ["nop"]


@each_arch
def test_code_ends_before_the_mailbox(arch):
    made = glue.make_glue(arch)
    assert TRAP_BASE + len(made.code) == made.exit < glue.MAILBOX


@each_arch
@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), ()),
        ((I64, PTR), (-1, 2)),
        ((I32, U8), (-1, 2)),
        ((F64, F64), (0.5, 1.5)),
        ((F64, I64, F64, U8, I32), (0.5, -1, 1.5, 2, 3)),
        ((I64, F64), (-1, 0.5)),
        ((F64,) * 8 + (I64,) * 6, (*(i + 0.5 for i in range(8)), -1, 2, 3, 4, 5, 6)),
    ],
)
def test_arguments(arch, kinds, expected):
    mailbox = bytearray(4096)
    struct.pack_into("<8q", mailbox, glue.INTEGERS, -1, 2, 3, 4, 5, 6, 7, 8)
    struct.pack_into("<8d", mailbox, glue.FLOATS, *(i + 0.5 for i in range(8)))
    read = argument_reader(ImportSpec("f", kinds, I64), memoryview(mailbox), arch)
    assert read() == expected


@pytest.mark.parametrize(
    ("arch", "kinds"),
    [(Arch.X64, (I64,) * 7), (Arch.A64, (I64,) * 9), (Arch.X64, (F64,) * 9)],
)
def test_stack_arguments_are_refused(arch, kinds):
    with pytest.raises(MachineError, match="import wide"):
        argument_reader(ImportSpec("wide", kinds, I64), memoryview(bytearray(4096)), arch)


def test_library_calls_fit_both_machines():
    for arch in Arch:
        for spec in LIBRARY_CALLS:
            argument_reader(spec, memoryview(bytearray(4096)), arch)
