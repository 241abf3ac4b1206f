"""Labels, branches, constants and alignment, read back by Capstone."""

import capstone
import pytest

from conformance.jit_under_test.backends.x64.assembler import Assembler
from conformance.jit_under_test.backends.x64.encoding import FORMS, Condition, Rip

ORIGIN = 0x6400_0000


def listing(code: bytes, origin: int = ORIGIN) -> list[str]:
    disassembler = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    return [f"{i.mnemonic} {i.op_str}".strip() for i in disassembler.disasm(code, origin)]


@pytest.mark.parametrize(
    ("padding", "size"), [(0, 2), (126, 2), (127, 5), (128, 5), (1000, 5)], ids=str
)
def test_backward_jump_is_as_short_as_it_can_be(padding: int, size: int):
    a = Assembler(ORIGIN)
    top = a.label()
    a.bind(top)
    for _ in range(padding):
        a.emit(FORMS["int3"])
    a.jump(top)
    code = a.finish()
    assert len(code) == padding + size
    assert listing(code)[-1] == f"jmp {ORIGIN:#x}"


@pytest.mark.parametrize("padding", [0, 123, 124, 5000])
def test_backward_branch(padding: int):
    a = Assembler(ORIGIN)
    top = a.label()
    a.bind(top)
    for _ in range(padding):
        a.emit(FORMS["int3"])
    a.branch(Condition.NE, top)
    assert listing(a.finish())[-1] == f"jne {ORIGIN:#x}"


def test_forward_branches():
    a = Assembler(ORIGIN)
    near, far = a.label(), a.label()
    a.branch(Condition.P, near, short=True)
    a.jump(far)
    a.bind(near)
    a.emit(FORMS["ret"])
    a.bind(far)
    a.emit(FORMS["int3"])
    assert listing(a.finish()) == [
        f"jp {ORIGIN + 7:#x}",
        f"jmp {ORIGIN + 8:#x}",
        "ret",
        "int3",
    ]


def test_short_branch_that_does_not_reach():
    a = Assembler(ORIGIN)
    end = a.label()
    a.jump(end, short=True)
    for _ in range(128):
        a.emit(FORMS["int3"])
    a.bind(end)
    with pytest.raises(ValueError, match="128 bytes away"):
        a.finish()


def test_label_never_bound():
    a = Assembler(ORIGIN)
    a.jump(a.label())
    with pytest.raises(ValueError, match="never bound"):
        a.finish()


def test_label_bound_twice():
    a = Assembler(ORIGIN)
    label = a.label()
    a.bind(label)
    with pytest.raises(ValueError, match="twice"):
        a.bind(label)


def test_absolute_targets():
    a = Assembler(ORIGIN)
    a.call_to(0x6000_1234)
    a.jump_to(0x67FF_FFF0)
    assert listing(a.finish()) == ["call 0x60001234", "jmp 0x67fffff0"]


def test_constants_are_shared_aligned_and_found():
    a = Assembler(ORIGIN + 3)
    eight, sixteen = bytes(range(8)), bytes(range(16))
    assert a.constant(eight) == a.constant(eight)
    a.emit(FORMS["movsd x, xm64"], 1, a.constant(eight))
    a.emit(FORMS["xorpd x, xm128"], 2, a.constant(sixteen))
    a.emit(FORMS["roundsd x, xm64, imm8"], 3, a.constant(eight), 9)
    code = a.finish()
    addresses = []
    disassembler = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    disassembler.detail = True
    for instruction in list(disassembler.disasm(code, a.origin))[:3]:
        memory = instruction.operands[1].mem
        addresses.append(instruction.address + instruction.size + memory.disp)
    assert addresses[0] == addresses[2]
    assert [address % size for address, size in zip(addresses, (8, 16), strict=False)] == [0, 0]
    assert code[addresses[0] - a.origin :][:8] == eight
    assert code[addresses[1] - a.origin :][:16] == sixteen


@pytest.mark.parametrize("offset", range(16))
def test_alignment_executes_nothing(offset: int):
    a = Assembler(ORIGIN)
    for _ in range(offset):
        a.emit(FORMS["int3"])
    a.align(16)
    assert a.address % 16 == 0
    mnemonics = {line.split()[0] for line in listing(a.finish())[offset:]}
    assert mnemonics <= {"nop"}


def test_rip_operand_names_its_label():
    a = Assembler(ORIGIN)
    label = a.label()
    a.emit(FORMS["lea r64, m"], 0, Rip(label))
    a.bind(label)
    assert listing(a.finish()) == ["lea rax, [rip]"]
    assert a.label_address(label) == ORIGIN + 7


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ((), ["jae 0x64000000", "jmp 0x64000008", "int3"]),
        (("bind",), ["jb 0x64000009", "jmp 0x64000000", "int3"]),
        (("int3",), ["jb 0x6400000a", "int3", "jmp 0x64000000", "int3"]),
    ],
    ids=("turned around", "entered from elsewhere", "not the last instruction"),
)
def test_a_loop_ends_in_the_jump_out_of_it_if_that_is_right(behind, expected):
    a = Assembler(ORIGIN)
    top, out, between = a.label(), a.label(), a.label()
    a.bind(top)
    a.emit(FORMS["ret"])
    a.branch(Condition.B, out)
    for what in behind:
        a.bind(between) if what == "bind" else a.emit(FORMS["int3"])
    a.jump_back(top)
    a.bind(out)
    a.emit(FORMS["int3"])
    assert listing(a.finish()) == ["ret", *expected]
