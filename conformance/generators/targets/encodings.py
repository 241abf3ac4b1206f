"""Random instructions of both encoders, read back by Capstone's disassembler.

On x86-64 the operands that Capstone finds must be those that were encoded, one by one. On ARM64 its
text must be that of the table; rows that it shows under the names of aliases only have to be an
instruction. (Tests also compare every row with LLVM's assembler.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import capstone
from capstone import x86_const

from conformance.generators.decisions import ByteDecisions
from conformance.generators.encodings import a64_instruction, x64_instruction
from conformance.generators.targets.target import Problem, Target, main, random_bytes
from conformance.jit_under_test.backends.a64 import encoding as a64
from conformance.jit_under_test.backends.x64 import encoding as x64
from conformance.jit_under_test.backends.x64.registers import GPR_NAMES, XMM_NAMES

SIZE: Final = 1000
"""Bytes of an input: some dozens of instructions for each processor."""
INSTRUCTIONS: Final = 30
# Capstone shows these under the name of their alias for some or all operands.
_SHOWN_AS_ALIAS: Final = re.compile(
    r"(sbfm|ubfm|bfm|extr|csin[cv]|csneg|mov[zn]|orr(_imm)?|orn(_reg)?|madd|msub|ands?(_imm|_reg)?"
    r"|ret|(add|adds|sub|subs|orr|cmp|cmn)(_ext|_reg|_imm)?)(_w)?"
)
_UNSIGNED: Final = re.compile(r"-?(0x[0-9a-f]+|\b\d+(?![\d.]))")
_LEFT_OUT: Final = re.compile(r", #0(?=\])|, lsl #0$")
_FRACTION: Final = re.compile(r"\d+\.\d+")


@cache
def _disassemblers() -> tuple[Any, Any]:
    first = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    first.detail = True
    return first, capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)


def _register(kind: str, number: int) -> str:
    if kind == "cl":
        return "cl"
    if kind.startswith("x"):
        return XMM_NAMES[number]
    return GPR_NAMES[x64.REGISTER_BITS.get(kind) or x64.MEMORY_BITS[kind]][number]


def _wanted(form: x64.Form, operands: tuple[x64.Operand, ...]) -> Iterator[object]:
    """The operands in the form in which `_found` has them."""
    names = GPR_NAMES[64]
    for kind, operand in zip(form.kinds, operands, strict=True):
        if isinstance(operand, x64.Mem):
            base = None if operand.base is None else names[operand.base]
            index = None if operand.index_reg is None else names[operand.index_reg]
            yield base, index, operand.scale, operand.disp
        elif kind in x64.IMMEDIATE_BYTES:
            assert isinstance(operand, int)
            yield operand & ((1 << 8 * x64.IMMEDIATE_BYTES[kind]) - 1)
        else:
            assert isinstance(operand, int)
            yield _register(kind, operand)


def _found(form: x64.Form, instruction: Any) -> Iterator[object]:
    """Capstone's operands: names of registers, parts of memory operands, immediates."""
    for kind, operand in zip(form.kinds, instruction.operands, strict=False):
        if operand.type == x86_const.X86_OP_REG:
            yield instruction.reg_name(operand.reg)
        elif operand.type == x86_const.X86_OP_IMM:
            size = x64.IMMEDIATE_BYTES.get(kind, 8)
            yield operand.imm & ((1 << 8 * size) - 1)
        else:
            memory = operand.mem
            base = instruction.reg_name(memory.base) if memory.base else None
            index = instruction.reg_name(memory.index) if memory.index else None
            yield base, index, memory.scale, memory.disp


def _check_x64(form: x64.Form, operands: tuple[x64.Operand, ...]) -> None:
    code = x64.encode(form, *operands)
    shown = x64.print_instruction(form, *operands)
    decoded = list(_disassemblers()[0].disasm(code, 0))
    if len(decoded) != 1 or decoded[0].size != len(code):
        raise Problem(f"x64 {form} is no instruction", f"{shown}: {code.hex(' ')}")
    found = list(_found(form, decoded[0]))
    # Predicates are part of the name there.
    wanted = list(_wanted(form, operands))[: len(found)]
    if found != wanted:
        text = f"{decoded[0].mnemonic} {decoded[0].op_str}"
        raise Problem(f"x64 {form} has other operands", f"{shown}: {code.hex(' ')} is {text}")


def _plain(text: str) -> str:
    """Assembly text with decimal unsigned numbers, without what may be left out."""
    text = _UNSIGNED.sub(lambda match: str(int(match[0], 0) & 2**64 - 1), text)
    text = _FRACTION.sub(lambda match: repr(float(match[0])), text)
    return re.sub(r"^(tbn?z) w", r"\1 x", _LEFT_OUT.sub("", text))


def _unpredictable(row: a64.Encoding, operands: tuple[int, ...]) -> bool:
    """Whether the manual leaves the result open: equal destinations, a written-back base."""
    if not ("_pre" in row.name or "_post" in row.name or row.name.startswith("ldp")):
        return False
    registers = [
        value
        for (operand, _), value in zip(row.fields, operands, strict=True)
        if operand.name in ("X", "D", "XSP")
    ]
    *moved, base = registers
    return len(set(moved)) < len(moved) or base in moved


def _check_a64(row: a64.Encoding, operands: tuple[int, ...]) -> None:
    code = row.encode(*operands).to_bytes(4, "little")
    shown = row.text(*operands)
    decoded = list(_disassemblers()[1].disasm(code, 0))
    if len(decoded) != 1:
        if not _unpredictable(row, operands):
            raise Problem(f"a64 {row.name} is no instruction", f"{shown}: {code.hex()}")
        return
    text = f"{decoded[0].mnemonic} {decoded[0].op_str}".strip()
    if not _SHOWN_AS_ALIAS.fullmatch(row.name) and _plain(text) != _plain(shown):
        raise Problem(f"a64 {row.name} reads differently", f"{shown}: {code.hex()} is {text}")


def one_input(data: bytes) -> bool:
    """Encode some instructions and read them back."""
    decisions = ByteDecisions(data)
    for _ in range(1 + decisions.below(INSTRUCTIONS)):
        _check_x64(*x64_instruction(decisions))
        _check_a64(*a64_instruction(decisions))
    return True


def show(data: bytes) -> str:
    """The instructions."""
    decisions = ByteDecisions(data)
    lines = []
    for _ in range(1 + decisions.below(INSTRUCTIONS)):
        form, operands = x64_instruction(decisions)
        row, others = a64_instruction(decisions)
        lines += [x64.print_instruction(form, *operands), row.text(*others)]
    return "\n".join(lines)


def _prepare() -> None:
    _disassemblers()


TARGET: Final = Target("encodings", ".bin", one_input, _prepare, random_bytes(SIZE), show)

if __name__ == "__main__":
    main(TARGET.name)
