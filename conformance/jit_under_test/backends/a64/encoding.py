"""The AArch64 instructions that the backend uses, as one table.

Each row names an instruction, the bits that never change, where each operand's field goes and how
LLVM's assembler writes it. The names follow the assembler's mnemonics; a suffix tells forms apart:
`_imm` immediate, `_reg` shifted register or register offset, `_ext` extended register, `_w` the
32-bit form, `_u` unscaled offset, `_pre`/`_post` indexed, `_lit` PC-relative literal.
Source of all encodings: Arm Architecture Reference Manual for A-profile, chapter C4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from conformance.jit_under_test.backends.a64.operands import (
    ADD_IMM,
    ADR,
    ADRP,
    BITMASK32,
    BITMASK64,
    CONDITION,
    EXTEND,
    EXTEND_AMOUNT,
    FLOAT8,
    IMM14,
    IMM19,
    IMM26,
    LOGICAL_SHIFT,
    LSL16_32,
    LSL16_64,
    OPPOSITE,
    SHIFT,
    SIMM7X8,
    SIMM9,
    TEST_BIT64,
    UIMM4,
    UIMM5,
    UIMM6,
    UIMM12,
    UIMM16,
    WSP,
    XSP,
    D,
    EncodingError,
    Operand,
    S,
    W,
    X,
)

Field = tuple[Operand, int]
"""An operand kind and the lowest bit of its field."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """One instruction form: fixed bits, operand fields in text order, assembler template."""

    name: str
    base: int
    fields: tuple[Field, ...]
    template: str

    def encode(self, *operands: int) -> int:
        """The 32-bit instruction word; EncodingError if an operand does not fit."""
        if len(operands) != len(self.fields):
            raise EncodingError(f"{self.name} takes {len(self.fields)} operands")
        word = self.base
        for (operand, shift), value in zip(self.fields, operands, strict=True):
            word |= operand.encode(value) << shift
        return word

    def text(self, *operands: int) -> str:
        """The instruction in LLVM's assembly syntax."""
        parts = (
            operand.text(value) for (operand, _), value in zip(self.fields, operands, strict=True)
        )
        return self.template.format(*parts)


# Most instructions of a fragment were encoded before; this is four times as fast as encoding.
@lru_cache(maxsize=1 << 16)
def encode(name: str, *operands: int) -> int:
    """The instruction word of the table row `name`; EncodingError if an operand does not fit."""
    return TABLE[name].encode(*operands)


def _add_sub() -> Iterator[Encoding]:
    for op, (mnemonic, bits) in enumerate(
        (("add", 0), ("adds", 0x2000_0000), ("sub", 0x4000_0000), ("subs", 0x6000_0000))
    ):
        flags = op & 1
        compare = {1: "cmn", 3: "cmp"}.get(op)
        for suffix, sf, reg, reg_sp in (("", 1 << 31, X, XSP), ("_w", 0, W, WSP)):
            destination = reg if flags else reg_sp
            amount = UIMM6 if sf else UIMM5
            imm, shifted, extended = (
                bits | sf | form for form in (0x11 << 24, 0xB << 24, 0xB2 << 20)
            )
            imm_tail = ((reg_sp, 5), (ADD_IMM, 10))
            reg_tail = ((reg, 5), (reg, 16))
            shift_tail = (*reg_tail, (SHIFT, 22), (amount, 10))
            ext_tail = ((reg_sp, 5), (W, 16), (EXTEND, 13), (EXTEND_AMOUNT, 10))
            for form, fixed, tail, text in (
                ("_imm", imm, imm_tail, "{}, {}"),
                ("", shifted, reg_tail, "{}, {}"),
                ("_reg", shifted, shift_tail, "{}, {}, {} {}"),
                ("_ext", extended, ext_tail, "{}, {}, {} {}"),
            ):
                into = reg if form in ("", "_reg") else destination
                yield Encoding(
                    mnemonic + form + suffix, fixed, ((into, 0), *tail), f"{mnemonic} {{}}, {text}"
                )
                if compare:
                    yield Encoding(compare + form + suffix, fixed | 31, tail, f"{compare} {text}")


def _logical() -> Iterator[Encoding]:
    rows = (("and", "bic", 0), ("orr", "orn", 1), ("eor", "eon", 2), ("ands", "bics", 3))
    for mnemonic, inverted, opc in rows:
        for suffix, sf, reg, reg_sp, bitmask, amount in (
            ("", 1 << 31, X, XSP, BITMASK64, UIMM6),
            ("_w", 0, W, WSP, BITMASK32, UIMM5),
        ):
            imm = 0x12 << 24 | opc << 29 | sf
            imm_tail = ((reg, 5), (bitmask, 10))
            destination = reg if opc == 3 else reg_sp
            yield Encoding(
                f"{mnemonic}_imm{suffix}",
                imm,
                ((destination, 0), *imm_tail),
                f"{mnemonic} {{}}, {{}}, {{}}",
            )
            if opc == 3:
                yield Encoding(f"tst_imm{suffix}", imm | 31, imm_tail, "tst {}, {}")
            for name, negate in ((mnemonic, 0), (inverted, 1 << 21)):
                fixed = 0x0A << 24 | opc << 29 | sf | negate
                plain = ((reg, 0), (reg, 5), (reg, 16))
                yield Encoding(name + suffix, fixed, plain, f"{name} {{}}, {{}}, {{}}")
                yield Encoding(
                    f"{name}_reg{suffix}",
                    fixed,
                    (*plain, (LOGICAL_SHIFT, 22), (amount, 10)),
                    f"{name} {{}}, {{}}, {{}}, {{}} {{}}",
                )
    for suffix, sf, reg in (("", 1 << 31, X), ("_w", 0, W)):
        into_from = ((reg, 0), (reg, 16))
        yield Encoding(f"mov{suffix}", 0x2A0003E0 | sf, into_from, "mov {}, {}")
        yield Encoding(f"mvn{suffix}", 0x2A2003E0 | sf, into_from, "mvn {}, {}")
        yield Encoding(f"neg{suffix}", 0x4B0003E0 | sf, into_from, "neg {}, {}")
        yield Encoding(f"tst{suffix}", 0x6A00001F | sf, ((reg, 5), (reg, 16)), "tst {}, {}")


def _moves_and_bitfields() -> Iterator[Encoding]:
    for suffix, sf, reg, lsl16, amount in (
        ("", 0x8000_0000, X, LSL16_64, UIMM6),
        ("_w", 0, W, LSL16_32, UIMM5),
    ):
        for mnemonic, fixed in (("movn", 0x12800000), ("movz", 0x52800000), ("movk", 0x72800000)):
            yield Encoding(
                mnemonic + suffix,
                fixed | sf,
                ((reg, 0), (UIMM16, 5), (lsl16, 21)),
                f"{mnemonic} {{}}, {{}}, {{}}",
            )
        n = 1 << 22 if sf else 0
        for mnemonic, fixed in (("sbfm", 0x13000000), ("bfm", 0x33000000), ("ubfm", 0x53000000)):
            yield Encoding(
                mnemonic + suffix,
                fixed | sf | n,
                ((reg, 0), (reg, 5), (amount, 16), (amount, 10)),
                f"{mnemonic} {{}}, {{}}, {{}}, {{}}",
            )
        top = 63 if sf else 31
        for mnemonic, fixed in (("asr", 0x13000000), ("lsr", 0x53000000)):
            yield Encoding(
                f"{mnemonic}_imm{suffix}",
                fixed | sf | n | top << 10,
                ((reg, 0), (reg, 5), (amount, 16)),
                f"{mnemonic} {{}}, {{}}, {{}}",
            )
        yield Encoding(
            f"extr{suffix}",
            0x13800000 | sf | n,
            ((reg, 0), (reg, 5), (reg, 16), (amount, 10)),
            "extr {}, {}, {}, {}",
        )
    yield Encoding("sxtw", 0x93407C00, ((X, 0), (W, 5)), "sxtw {}, {}")


def _multiply_divide_select() -> Iterator[Encoding]:
    for suffix, sf, reg in (("", 1 << 31, X), ("_w", 0, W)):
        three = ((reg, 0), (reg, 5), (reg, 16))
        for mnemonic, fixed in (
            ("udiv", 0x1AC00800),
            ("sdiv", 0x1AC00C00),
            ("lsl", 0x1AC02000),
            ("lsr", 0x1AC02400),
            ("asr", 0x1AC02800),
            ("ror", 0x1AC02C00),
            ("mul", 0x1B007C00),
            ("mneg", 0x1B00FC00),
        ):
            yield Encoding(mnemonic + suffix, fixed | sf, three, f"{mnemonic} {{}}, {{}}, {{}}")
        for mnemonic, fixed in (("madd", 0x1B000000), ("msub", 0x1B008000)):
            yield Encoding(
                mnemonic + suffix,
                fixed | sf,
                (*three, (reg, 10)),
                f"{mnemonic} {{}}, {{}}, {{}}, {{}}",
            )
        for mnemonic, fixed in (("rbit", 0x5AC00000), ("clz", 0x5AC01000), ("cls", 0x5AC01400)):
            yield Encoding(mnemonic + suffix, fixed | sf, three[:2], f"{mnemonic} {{}}, {{}}")
        for mnemonic, fixed in (
            ("csel", 0x1A800000),
            ("csinc", 0x1A800400),
            ("csinv", 0x5A800000),
            ("csneg", 0x5A800400),
        ):
            yield Encoding(
                mnemonic + suffix,
                fixed | sf,
                (*three, (CONDITION, 12)),
                f"{mnemonic} {{}}, {{}}, {{}}, {{}}",
            )
        for mnemonic, fixed in (("cset", 0x1A9F07E0), ("csetm", 0x5A9F03E0)):
            yield Encoding(
                mnemonic + suffix, fixed | sf, ((reg, 0), (OPPOSITE, 12)), f"{mnemonic} {{}}, {{}}"
            )
        for mnemonic, fixed in (("ccmn", 0x3A400000), ("ccmp", 0x7A400000)):
            tail = ((UIMM4, 0), (CONDITION, 12))
            text = f"{mnemonic} {{}}, {{}}, {{}}, {{}}"
            yield Encoding(mnemonic + suffix, fixed | sf, ((reg, 5), (reg, 16), *tail), text)
            yield Encoding(
                f"{mnemonic}_imm{suffix}", fixed | sf | 0x800, ((reg, 5), (UIMM5, 16), *tail), text
            )
    wide = ((X, 0), (W, 5), (W, 16))
    yield Encoding("smull", 0x9B207C00, wide, "smull {}, {}, {}")
    yield Encoding("umull", 0x9BA07C00, wide, "umull {}, {}, {}")
    for mnemonic, fixed in (("smulh", 0x9B407C00), ("umulh", 0x9BC07C00)):
        yield Encoding(mnemonic, fixed, ((X, 0), (X, 5), (X, 16)), f"{mnemonic} {{}}, {{}}, {{}}")


LOADS_STORES = (
    # name, mnemonic, register, log2 of bytes, unscaled base
    ("str", "str", X, 3, 0xF8000000),
    ("ldr", "ldr", X, 3, 0xF8400000),
    ("str_w", "str", W, 2, 0xB8000000),
    ("ldr_w", "ldr", W, 2, 0xB8400000),
    ("ldrsw", "ldrsw", X, 2, 0xB8800000),
    ("strh", "strh", W, 1, 0x78000000),
    ("ldrh", "ldrh", W, 1, 0x78400000),
    ("ldrsh", "ldrsh", X, 1, 0x78800000),
    ("strb", "strb", W, 0, 0x38000000),
    ("ldrb", "ldrb", W, 0, 0x38400000),
    ("ldrsb", "ldrsb", X, 0, 0x38800000),
    ("str_d", "str", D, 3, 0xFC000000),
    ("ldr_d", "ldr", D, 3, 0xFC400000),
    ("str_s", "str", S, 2, 0xBC000000),
    ("ldr_s", "ldr", S, 2, 0xBC400000),
)


def _memory() -> Iterator[Encoding]:
    for name, mnemonic, reg, scale, fixed in LOADS_STORES:
        into, base = (reg, 0), (XSP, 5)
        unscaled = mnemonic.replace("ldr", "ldur").replace("str", "stur")
        yield Encoding(
            name,
            fixed | 1 << 24,
            (into, base, (UIMM12[1 << scale], 10)),
            f"{mnemonic} {{}}, [{{}}, {{}}]",
        )
        yield Encoding(
            f"{name}_u", fixed, (into, base, (SIMM9, 12)), f"{unscaled} {{}}, [{{}}, {{}}]"
        )
        for suffix, scaled in (("_reg", 1 << 12), ("_reg0", 0)):
            shift = f", lsl #{scale}" if scaled else ""
            yield Encoding(
                name + suffix,
                fixed | 0x206800 | scaled,
                (into, base, (X, 16)),
                f"{mnemonic} {{}}, [{{}}, {{}}{shift}]",
            )
    for name, mnemonic, fixed in (
        ("str", "str", 0xF8000000),
        ("ldr", "ldr", 0xF8400000),
        ("str_d", "str", 0xFC000000),
        ("ldr_d", "ldr", 0xFC400000),
    ):
        reg = D if name.endswith("_d") else X
        indexed = ((reg, 0), (XSP, 5), (SIMM9, 12))
        yield Encoding(f"{name}_pre", fixed | 0xC00, indexed, f"{mnemonic} {{}}, [{{}}, {{}}]!")
        yield Encoding(f"{name}_post", fixed | 0x400, indexed, f"{mnemonic} {{}}, [{{}}], {{}}")
    for suffix, reg, fixed in (("", X, 0xA8000000), ("_d", D, 0x6C000000)):
        for mnemonic, load in (("stp", 0), ("ldp", 1 << 22)):
            pair = ((reg, 0), (reg, 10), (XSP, 5), (SIMM7X8, 15))
            for form, bits, text in (
                ("", 0x01000000, "[{}, {}]"),
                ("_pre", 0x01800000, "[{}, {}]!"),
                ("_post", 0x00800000, "[{}], {}"),
            ):
                yield Encoding(
                    mnemonic + suffix + form,
                    fixed | load | bits,
                    pair,
                    f"{mnemonic} {{}}, {{}}, {text}",
                )
    for name, mnemonic, reg, fixed in (
        ("ldr_lit", "ldr", X, 0x58000000),
        ("ldr_lit_d", "ldr", D, 0x5C000000),
    ):
        yield Encoding(name, fixed, ((reg, 0), (IMM19, 5)), f"{mnemonic} {{}}, {{}}")
    yield Encoding("adr", 0x10000000, ((X, 0), (ADR, 0)), "adr {}, {}")
    yield Encoding("adrp", 0x90000000, ((X, 0), (ADRP, 0)), "adrp {}, {}")


def _branches() -> Iterator[Encoding]:
    yield Encoding("b", 0x14000000, ((IMM26, 0),), "b {}")
    yield Encoding("bl", 0x94000000, ((IMM26, 0),), "bl {}")
    yield Encoding("b_cond", 0x54000000, ((CONDITION, 0), (IMM19, 5)), "b.{} {}")
    for suffix, sf, reg in (("", 1 << 31, X), ("_w", 0, W)):
        yield Encoding(f"cbz{suffix}", 0x34000000 | sf, ((reg, 0), (IMM19, 5)), "cbz {}, {}")
        yield Encoding(f"cbnz{suffix}", 0x35000000 | sf, ((reg, 0), (IMM19, 5)), "cbnz {}, {}")
    tested = ((X, 0), (TEST_BIT64, 0), (IMM14, 5))
    yield Encoding("tbz", 0x36000000, tested, "tbz {}, {}, {}")
    yield Encoding("tbnz", 0x37000000, tested, "tbnz {}, {}, {}")
    for mnemonic, fixed in (("br", 0xD61F0000), ("blr", 0xD63F0000), ("ret", 0xD65F0000)):
        yield Encoding(mnemonic, fixed, ((X, 5),), f"{mnemonic} {{}}")
    yield Encoding("nop", 0xD503201F, (), "nop")
    yield Encoding("brk", 0xD4200000, ((UIMM16, 5),), "brk {}")


def _floating_point() -> Iterator[Encoding]:
    three = ((D, 0), (D, 5), (D, 16))
    for mnemonic, opcode in (
        ("fmul", 0),
        ("fdiv", 1),
        ("fadd", 2),
        ("fsub", 3),
        ("fmax", 4),
        ("fmin", 5),
        ("fmaxnm", 6),
        ("fminnm", 7),
        ("fnmul", 8),
    ):
        fixed = 0x1E600800 | opcode << 12
        yield Encoding(mnemonic, fixed, three, f"{mnemonic} {{}}, {{}}, {{}}")
    for mnemonic, opcode in (
        ("fmov", 0),
        ("fabs", 1),
        ("fneg", 2),
        ("fsqrt", 3),
        ("frintn", 8),
        ("frintp", 9),
        ("frintm", 10),
        ("frintz", 11),
        ("frinta", 12),
    ):
        fixed = 0x1E604000 | opcode << 15
        yield Encoding(mnemonic, fixed, three[:2], f"{mnemonic} {{}}, {{}}")
    yield Encoding("fcmp", 0x1E602000, ((D, 5), (D, 16)), "fcmp {}, {}")
    yield Encoding("fcmp_zero", 0x1E602008, ((D, 5),), "fcmp {}, #0.0")
    yield Encoding(
        "fccmp",
        0x1E600400,
        ((D, 5), (D, 16), (UIMM4, 0), (CONDITION, 12)),
        "fccmp {}, {}, {}, {}",
    )
    yield Encoding("fcsel", 0x1E600C00, (*three, (CONDITION, 12)), "fcsel {}, {}, {}, {}")
    yield Encoding("fmov_imm", 0x1E601000, ((D, 0), (FLOAT8, 13)), "fmov {}, {}")
    yield Encoding("fmov_to_x", 0x9E660000, ((X, 0), (D, 5)), "fmov {}, {}")
    yield Encoding("fmov_from_x", 0x9E670000, ((D, 0), (X, 5)), "fmov {}, {}")
    for suffix, sf, reg in (("", 1 << 31, X), ("_w", 0, W)):
        for mnemonic, fixed in (("scvtf", 0x1E620000), ("ucvtf", 0x1E630000)):
            yield Encoding(
                mnemonic + suffix, fixed | sf, ((D, 0), (reg, 5)), f"{mnemonic} {{}}, {{}}"
            )
        for mnemonic, fixed in (
            ("fcvtns", 0x1E600000),
            ("fcvtms", 0x1E700000),
            ("fcvtps", 0x1E680000),
            ("fcvtzs", 0x1E780000),
            ("fcvtzu", 0x1E790000),
        ):
            yield Encoding(
                mnemonic + suffix, fixed | sf, ((reg, 0), (D, 5)), f"{mnemonic} {{}}, {{}}"
            )


def _table() -> dict[str, Encoding]:
    table: dict[str, Encoding] = {}
    for family in (
        _add_sub,
        _logical,
        _moves_and_bitfields,
        _multiply_divide_select,
        _memory,
        _branches,
        _floating_point,
    ):
        for row in family():
            if row.name in table:
                raise EncodingError(f"two rows are named {row.name}")
            table[row.name] = row
    return table


TABLE = _table()
"""Every instruction form by name."""
