"""Every row of the encoding table against LLVM's assembler and Capstone's disassembler."""

import io
from itertools import product

import capstone
import llvmlite.binding as llvm
import pytest
from elftools.elf.elffile import ELFFile

from conformance.jit_under_test.backends.x64.encoding import (
    FORMS,
    IMMEDIATE_BYTES,
    MEMORY_BITS,
    REGISTER_BITS,
    Form,
    Mem,
    Operand,
    encode,
    print_instruction,
)

TRIPLE = "x86_64-unknown-linux-gnu"
SLOT = 16  # no instruction is longer than 15 bytes
REGISTERS = (0, 1, 3, 4, 5, 7, 8, 12, 13, 15)
VECTORS = (0, 7, 8, 15)
# rsp, r12 need a SIB byte; rbp, r13 a displacement; each with and without an index.
MEMORY = (
    *(Mem(base) for base in (0, 3, 4, 5, 8, 12, 13)),
    *(Mem(base, 127) for base in (0, 4, 12, 13)),
    *(Mem(base, -128) for base in (3, 5, 15)),
    *(Mem(base, 128) for base in (0, 4, 12, 13)),
    *(Mem(base, -0x12345678) for base in (5, 8)),
    *(Mem(base, 0, index, 8) for base, index in ((0, 1), (5, 12), (13, 15), (4, 5), (12, 8))),
    *(Mem(3, 16, 9, scale) for scale in (1, 2, 4, 8)),
    Mem(13, -0x1000, 2, 4),
    Mem(None, 0x64000010),
    Mem(None, 0x1000, 9, 8),
)
IMMEDIATES = {
    "imm8": (0, 1, 5, 63, 127, -1, -128),
    "imm16": (0, 1, 0x1234, -1),
    "imm32": (0x12345678, -0x12345678, 128, -129),
    "imm64": (0x123456789ABCDEF0, 1, (1 << 64) - 1, -(1 << 63)),
}
UNSIGNED_IMM8 = {"rol", "ror", "shl", "shr", "sar", "psrlq", "psllq", "bt", "roundsd", "cmpsd"}
# Rows that LLVM spells otherwise, with or without memory operands.
SPELLED_OTHERWISE = {"movq x, rm64", "movq rm64, x"}


def choices(form: Form, kind: str) -> tuple[Operand, ...]:
    if kind in IMMEDIATE_BYTES:
        values = IMMEDIATES[kind]
        if form.mnemonic == "cmpsd":
            return (0, 1, 3, 5)  # predicates
        return tuple(v for v in values if v >= 0 or form.mnemonic not in UNSIGNED_IMM8)
    if kind == "cl":
        return (1,)
    registers: tuple[Operand, ...] = ()
    if kind.startswith("x"):
        registers = VECTORS
    elif not kind.startswith("m"):
        registers = REGISTERS
    if form.mnemonic == "xchg" and kind.startswith("rm"):
        return MEMORY  # with two registers LLVM exchanges the operands as well
    return (*registers, *(MEMORY if kind in MEMORY_BITS else ()))


def cases() -> list[tuple[Form, tuple[Operand, ...]]]:
    """Every value of every operand beside two choices of the others; all pairs of registers."""
    result: dict[tuple[Form, tuple[Operand, ...]], None] = {}
    for form in FORMS.values():
        if form.kinds and form.kinds[-1].startswith("rel"):
            continue
        pools = [choices(form, kind) for kind in form.kinds]
        if not pools:
            result[form, ()] = None
        for i, pool in enumerate(pools):
            for value, third in product(pool, (3, 1)):
                operands = [other[len(other) // third % len(other)] for other in pools]
                operands[i] = value
                result[form, tuple(operands)] = None
        registers = [[v for v in pool if isinstance(v, int)] for pool in pools[:2]]
        if len(pools) == 2:
            result |= {(form, pair): None for pair in product(*registers)}
    return list(result)


def assemble(lines: list[str]) -> list[bytes]:
    """LLVM's bytes of each line, zero-padded to SLOT so that they can be told apart."""
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    llvm.initialize_native_asmparser()
    text = [".intel_syntax noprefix"]
    for line in lines:
        text += [f".balign {SLOT}, 0", line]
    text.append(f".balign {SLOT}, 0")
    body = "".join(f'module asm "{line}"\n' for line in text)
    module = llvm.parse_assembly(f'target triple = "{TRIPLE}"\n{body}')
    machine = llvm.Target.from_triple(TRIPLE).create_target_machine()
    elf = ELFFile(io.BytesIO(machine.emit_object(module)))
    data = elf.get_section_by_name(".text").data()
    return [data[SLOT * i : SLOT * (i + 1)] for i in range(len(lines))]


@pytest.fixture(scope="module")
def assembled() -> list[tuple[Form, tuple[Operand, ...], bytes]]:
    table = cases()
    lines = [print_instruction(form, *operands) for form, operands in table]
    return [
        (form, operands, code)
        for (form, operands), code in zip(table, assemble(lines), strict=True)
    ]


def test_every_row_is_exercised():
    named = {str(form) for form, _ in cases()}
    assert {name for name in FORMS if name not in named} == {
        name for name in FORMS if " rel" in name
    }


def test_same_instruction_as_llvm(assembled):
    """Equal bytes; where the processor has two spellings, at least an equal disassembly."""
    disassembler = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)

    def text(code: bytes) -> str:
        instruction = next(disassembler.disasm(code, 0))
        return f"{instruction.mnemonic} {instruction.op_str}"

    wrong = []
    for form, operands, expected in assembled:
        ours = encode(form, *operands)
        if ours.ljust(SLOT, b"\0") == expected:
            continue
        has_memory = any(isinstance(operand, Mem) for operand in operands)
        may_differ = not has_memory or str(form) in SPELLED_OTHERWISE or operands[-1] == 1
        if not may_differ or text(ours) != text(expected):
            wrong.append(f"{print_instruction(form, *operands)}: {ours.hex(' ')}")
    assert wrong == []


def test_capstone_reads_it_back(assembled):
    """One instruction, of the whole length, with the printed mnemonic's stem."""
    disassembler = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    aliases = {"movabs": "movabs", "setb": "setb", "cmpsd": "cmp"}
    wrong = []
    for form, operands, _ in assembled:
        code = encode(form, *operands)
        decoded = list(disassembler.disasm(code, 0))
        stem = aliases.get(form.mnemonic, form.mnemonic)
        if len(decoded) != 1 or decoded[0].size != len(code):
            wrong.append(f"{form}: {code.hex(' ')}")
        elif not decoded[0].mnemonic.startswith(stem):
            wrong.append(f"{form}: {decoded[0].mnemonic}")
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "operands"),
    [
        ("add rm64, imm8", (0, 128)),
        ("add rm64, imm8", (0, -129)),
        ("imul r32, rm32, imm8", (0, 0, 200)),
        ("add rm64, imm32", (0, 1 << 31)),
        ("mov rm64, imm32", (0, 0xFFFF_FFFF)),
        ("movabs r64, imm64", (0, 1 << 64)),
        ("add r64, rm64", (0, Mem(0, 1 << 31))),
        ("add r64, rm64", (0, Mem(0, 0, 4, 1))),
        ("movsd m64, x", (1, 0)),
        ("ret", (1,)),
    ],
)
def test_operands_that_do_not_fit(name: str, operands: tuple[Operand, ...]):
    with pytest.raises(ValueError):
        encode(FORMS[name], *operands)


def test_register_kinds_have_widths():
    """The kinds of the table are all known to the printer."""
    known = {*REGISTER_BITS, *MEMORY_BITS, *IMMEDIATE_BYTES, "x", "cl"}
    assert {kind for form in FORMS.values() for kind in form.kinds} <= known
