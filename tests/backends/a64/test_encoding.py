"""Every row of the encoding table against LLVM's assembler and Capstone."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess

import capstone
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.jit_under_test.backends.a64.encoding import TABLE, Encoding, encode
from conformance.jit_under_test.backends.a64.operands import (
    EncodingError,
    expand_float_immediate,
    float_immediate,
    logical_immediate,
)

# Enough to meet every sample of every operand, few enough to assemble at once.
CASES_PER_ROW = 40


def cases_of(row: Encoding) -> list[tuple[int, ...]]:
    samples = [operand.samples for operand, _ in row.fields]
    rounds = max(map(len, samples), default=1)
    # First each sample of each operand at least once, then combinations at even distances.
    cases = [tuple(column[i % len(column)] for column in samples) for i in range(rounds)]
    everything = list(itertools.product(*samples))
    cases += everything[:: max(1, len(everything) // CASES_PER_ROW)]
    if "_pre" in row.name or "_post" in row.name or row.name.startswith("ldp"):
        cases = [case for case in cases if not unpredictable(row, case)]
    return list(dict.fromkeys(cases))


def unpredictable(row: Encoding, case: tuple[int, ...]) -> bool:
    """Whether the manual leaves the result open: equal destinations, or a written-back base."""
    registers = [
        value
        for (operand, _), value in zip(row.fields, case, strict=True)
        if operand.name in ("X", "D", "XSP")
    ]
    *moved, base = registers
    return len(set(moved)) < len(moved) or base in moved


LLVM_MC = shutil.which("llvm-mc")


def assemble(lines: list[str]) -> list[int]:
    """Instruction words by LLVM's assembler; the one inside llvmlite lacks AArch64's parser."""
    assert LLVM_MC is not None
    command = [LLVM_MC, "--triple=aarch64-linux-gnu", "--show-encoding"]
    text = "\n".join(lines)
    done = subprocess.run(
        command, input=text, encoding="utf-8", capture_output=True, timeout=60, check=False
    )
    assert not done.stderr, done.stderr[:1000]
    encodings = re.findall(r"encoding: \[(.*?)\]", done.stdout)
    return [int("".join(reversed(text.replace("0x", "").split(","))), 16) for text in encodings]


@pytest.mark.skipif(LLVM_MC is None, reason="llvm-mc is not installed")
def test_rows_match_llvm() -> None:
    cases = [(row, case) for row in TABLE.values() for case in cases_of(row)]
    words = assemble([row.text(*case) for row, case in cases])
    assert len(words) == len(cases)
    wrong = [
        f"{row.text(*case)}: {row.encode(*case):08x}, not {word:08x}"
        for (row, case), word in zip(cases, words, strict=True)
        if row.encode(*case) != word
    ]
    assert not wrong, wrong


# Capstone shows these under the name of their alias for some or all operands.
SHOWN_AS_ALIAS = re.compile(
    r"(sbfm|ubfm|bfm|extr|csin[cv]|csneg|mov[zn]|orr(_imm)?|orn(_reg)?|madd|msub|ands?(_imm|_reg)?|ret"
    r"|(add|adds|sub|subs|orr|cmp|cmn)(_ext|_reg|_imm)?)(_w)?"
)


def plain(text: str) -> str:
    """Assembly text with decimal unsigned numbers, without what may be left out."""
    text = re.sub(r"-?(0x[0-9a-f]+|\b\d+(?![\d.]))", lambda m: str(int(m[0], 0) & 2**64 - 1), text)
    text = re.sub(r", #0(?=\])|, lsl #0$|(?<=\.\d)0+$", "", text)
    return re.sub(r"^(tbn?z) w", r"\1 x", text)


@pytest.mark.parametrize("name", TABLE)
def test_row_reads_back_in_capstone(name: str) -> None:
    row = TABLE[name]
    disassembler = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)
    for case in cases_of(row):
        code = row.encode(*case).to_bytes(4, "little")
        (shown,) = disassembler.disasm(code, 0)
        if not SHOWN_AS_ALIAS.fullmatch(name):
            assert plain(f"{shown.mnemonic} {shown.op_str}".strip()) == plain(row.text(*case))


@pytest.mark.parametrize(
    ("name", "operands"),
    [
        ("add_imm", (0, 1, 4097)),
        ("add_imm", (0, 1, -1)),
        ("add", (0, 1, 32)),
        ("add", (0, 1)),
        ("and_imm", (0, 1, 0)),
        ("and_imm", (0, 1, 0xFFF8_0000_0000_0005)),
        ("movz", (0, 0x10000, 0)),
        ("movz", (0, 1, 8)),
        ("ldr", (0, 1, 4)),
        ("ldr", (0, 1, 32768)),
        ("ldr_u", (0, 1, 256)),
        ("ldp", (0, 1, 2, 512)),
        ("b", (1 << 27,)),
        ("b", (2,)),
        ("b_cond", (0, 1 << 20)),
        ("tbz", (0, 64, 0)),
        ("tbz", (0, 1, 1 << 15)),
    ],
)
def test_illegal_operand_is_refused(name: str, operands: tuple[int, ...]) -> None:
    with pytest.raises(EncodingError):
        encode(name, *operands)


def decode_bitmask(bits: int) -> int:
    """The manual's DecodeBitMasks, for 64-bit registers."""
    n, immr, imms = bits >> 12, bits >> 6 & 63, bits & 63
    size = 1 << ((n << 6 | (~imms & 63)).bit_length() - 1)
    ones, rotate = (imms & (size - 1)) + 1, immr & (size - 1)
    run = (1 << ones) - 1
    element = (run >> rotate | run << (size - rotate)) & ((1 << size) - 1)
    return sum(element << i for i in range(0, 64, size))


def test_all_bitmask_immediates_round_trip() -> None:
    legal = set()
    for size in (2, 4, 8, 16, 32, 64):
        for ones, rotate in itertools.product(range(1, size), range(size)):
            run = (1 << ones) - 1
            element = (run >> rotate | run << (size - rotate)) & ((1 << size) - 1)
            legal.add(sum(element << i for i in range(0, 64, size)))
    # 5334 is the manual's count of distinct 64-bit bitmask immediates.
    assert len(legal) == 5334
    for value in legal:
        bits = logical_immediate(value)
        assert bits is not None and decode_bitmask(bits) == value


@given(st.integers(0, 2**64 - 1))
def test_a_bitmask_immediate_means_its_value(value: int) -> None:
    bits = logical_immediate(value)
    assert bits is None or decode_bitmask(bits) == value


def test_float_immediates_round_trip() -> None:
    assert {float_immediate(expand_float_immediate(i)) for i in range(256)} == set(range(256))
    assert float_immediate(0) is None
