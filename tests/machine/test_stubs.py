"""The stubs' encodings; what they do is tested on the machines."""

import capstone
import pytest

from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.runtime.memory_map import JIT_FRAME_SIZE
from conformance.jit_under_test.runtime.stubs import RESTORE_EXIT, UNWIND, stubs

DISASSEMBLERS = {
    Arch.X64: (capstone.CS_ARCH_X86, capstone.CS_MODE_64),
    Arch.A64: (capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM),
}
each_arch = pytest.mark.parametrize("arch", list(Arch), ids=lambda arch: arch.value)


def listing(arch: Arch, offset: int) -> dict[str, list[str]]:
    """Instructions by symbol."""
    part = stubs(arch, offset)
    at = {place: name for name, place in part.symbols.items()}
    result: dict[str, list[str]] = {}
    size = 0
    for instruction in capstone.Cs(*DISASSEMBLERS[arch]).disasm(part.code, 0):
        if instruction.address in at:
            current = result.setdefault(at[instruction.address], [])
        current.append(f"{instruction.mnemonic} {instruction.op_str}".strip())
        size += instruction.size
    assert size == len(part.code), "all of it decodes"
    return result


def test_x64():
    code = listing(Arch.X64, 0x48)
    assert code["vm_enter"][:12] == [
        "push rbp",
        "push rbx",
        "push r12",
        "push r13",
        "push r14",
        "push r15",
        "push rdi",
        "push qword ptr [rdi + 0x48]",
        "add rsp, -8",
        "mov qword ptr [rdi + 0x48], rsp",
        "mov rax, rsi",
        "mov rsi, rdx",
    ]
    assert code["vm_throw"][0] == "mov rsp, qword ptr [rdi + 0x48]"
    assert code["jit_enter"][-4:] == [
        f"add rsp, {-(JIT_FRAME_SIZE + 8):#x}",
        "mov rbx, rdi",
        "mov rbp, rsi",
        "jmp rdx",
    ]
    assert code["jit_leave"][0] == f"add rsp, {JIT_FRAME_SIZE + 8:#x}"


def test_a64():
    code = listing(Arch.A64, 0x48)
    saved = [line for line in code["jit_enter"] if line.startswith("stp")]
    restored = [line for line in code["jit_leave"] if line.startswith("ldp")]
    assert [line.removeprefix("stp ") for line in saved] == [
        line.removeprefix("ldp ") for line in restored
    ]
    registers = {name.strip(",") for line in saved for name in line.split()[1:3]}
    assert registers == {f"x{i}" for i in range(19, 31)} | {f"d{i}" for i in range(8, 16)}
    assert code["vm_throw"][:2] == ["ldr x9, [x0, #0x48]", "mov sp, x9"]
    assert code["jit_enter"][-4:] == [
        f"sub sp, sp, #{JIT_FRAME_SIZE:#x}",
        "mov x19, x0",
        "mov x20, x1",
        "br x2",
    ]


@each_arch
def test_two_kernels_are_needed(arch):
    part = stubs(arch, 8)
    assert {relocation.symbol for relocation in part.relocations} == {UNWIND, RESTORE_EXIT}
    assert part.symbols.keys() == {"vm_enter", "vm_throw", "jit_enter", "jit_leave", "jit_exit"}


@each_arch
@pytest.mark.parametrize("offset", [-8, 4, 0x8000])
def test_bad_offset(arch, offset):
    with pytest.raises(ValueError, match=str(offset)):
        stubs(arch, offset)
