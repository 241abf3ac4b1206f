"""x86-64 instruction encodings as a table, and the one function that reads it.

Each row is written as in the processor manual's opcode column: mnemonic, operand kinds,
then prefix, opcode, ModRM form and immediate. `FORMS["add r64, rm64"]` is one row;
`encode(form, *operands)` gives its bytes. Registers are hardware numbers, memory operands
are `Mem` (or `Rip`, whose displacement the assembler fills in), immediates are integers.

Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from conformance.jit_under_test.backends.x64.registers import GPR_NAMES, XMM_NAMES


class Mem(NamedTuple):
    """[base + index_reg * scale + disp]; without both registers a 32-bit absolute address."""

    base: int | None
    disp: int = 0
    index_reg: int | None = None
    scale: int = 1


@lru_cache(maxsize=1 << 12)
def at(base: int, disp: int = 0, index_reg: int | None = None, scale: int = 1) -> Mem:
    """A memory operand: the same one for the same arguments, which is quicker than another."""
    return Mem(base, disp, index_reg, scale)


class Rip(NamedTuple):
    """[rip + distance to label]; the label is the assembler's."""

    label: int


Operand = int | Mem | Rip


class Condition(IntEnum):
    """Condition codes by number; negating one flips its lowest bit."""

    O = 0  # noqa: E741 - the manual's name
    NO = 1
    B = 2
    AE = 3
    E = 4
    NE = 5
    BE = 6
    A = 7
    S = 8
    NS = 9
    P = 10
    NP = 11
    L = 12
    GE = 13
    LE = 14
    G = 15

    def negated(self) -> "Condition":
        return _NEGATED[self]


_NEGATED: Final = tuple(Condition(number ^ 1) for number in range(16))


# Rows that differ only in a number: n is the operation's index, so 01+8n or /n.
_ARITHMETIC = ("add", "or", "adc", "sbb", "and", "sub", "xor", "cmp")
_SHIFTS = {"rol": 0, "ror": 1, "shl": 4, "shr": 5, "sar": 7}

_ROWS: Final = """
mov    r8, rm8        8A /r
mov    rm8, r8        88 /r
mov    r16, rm16      66 8B /r
mov    rm16, r16      66 89 /r
mov    r32, rm32      8B /r
mov    rm32, r32      89 /r
mov    r64, rm64      W 8B /r
mov    rm64, r64      W 89 /r
mov    rm8, imm8      C6 /0 ib
mov    rm16, imm16    66 C7 /0 iw
mov    rm32, imm32    C7 /0 id
mov    rm64, imm32    W C7 /0 id
mov    r32, imm32     B8+r id
movabs r64, imm64     W B8+r io
movzx  r32, rm8       0F B6 /r
movzx  r32, rm16      0F B7 /r
movsx  r32, rm8       0F BE /r
movsx  r32, rm16      0F BF /r
movsx  r64, rm8       W 0F BE /r
movsx  r64, rm16      W 0F BF /r
movsxd r64, rm32      W 63 /r
lea    r32, m         8D /r
lea    r64, m         W 8D /r
xchg   rm32, r32      87 /r
xchg   rm64, r64      W 87 /r
push   r64            50+r
pop    r64            58+r
test   rm8, r8        84 /r
test   rm32, r32      85 /r
test   rm64, r64      W 85 /r
test   rm8, imm8      F6 /0 ib
test   rm32, imm32    F7 /0 id
test   rm64, imm32    W F7 /0 id
not    rm32           F7 /2
not    rm64           W F7 /2
neg    rm32           F7 /3
neg    rm64           W F7 /3
mul    rm64           W F7 /4
idiv   rm32           F7 /7
idiv   rm64           W F7 /7
div    rm64           W F7 /6
inc    rm32           FF /0
inc    rm64           W FF /0
dec    rm32           FF /1
dec    rm64           W FF /1
imul   r32, rm32      0F AF /r
imul   r64, rm64      W 0F AF /r
imul   r32, rm32, imm8    6B /r ib
imul   r64, rm64, imm8    W 6B /r ib
imul   r32, rm32, imm32   69 /r id
imul   r64, rm64, imm32   W 69 /r id
cdq                   99
cqo                   W 99
bt     rm64, imm8     W 0F BA /4 ib
bsf    r64, rm64      W 0F BC /r
bsr    r64, rm64      W 0F BD /r
popcnt r64, rm64      F3 W 0F B8 /r
bswap  r64            W 0F C8+r
jmp    rm64           FF /4
call   rm64           FF /2
ret                   C3
int3                  CC
ud2                   0F 0B
movsd  x, xm64        F2 0F 10 /r
movsd  m64, x         F2 0F 11 /r
movss  x, xm32        F3 0F 10 /r
movss  m32, x         F3 0F 11 /r
movapd x, xm128       66 0F 28 /r
movaps x, xm128       0F 28 /r
movups x, xm128       0F 10 /r
movups m128, x        0F 11 /r
movd   x, rm32        66 0F 6E /r
movd   rm32, x        66 0F 7E /r
movq   x, rm64        66 W 0F 6E /r
movq   rm64, x        66 W 0F 7E /r
movq   x, xm64        F3 0F 7E /r
addsd  x, xm64        F2 0F 58 /r
mulsd  x, xm64        F2 0F 59 /r
subsd  x, xm64        F2 0F 5C /r
minsd  x, xm64        F2 0F 5D /r
divsd  x, xm64        F2 0F 5E /r
maxsd  x, xm64        F2 0F 5F /r
sqrtsd x, xm64        F2 0F 51 /r
ucomisd x, xm64       66 0F 2E /r
comisd x, xm64        66 0F 2F /r
andpd  x, xm128       66 0F 54 /r
andnpd x, xm128       66 0F 55 /r
orpd   x, xm128       66 0F 56 /r
xorpd  x, xm128       66 0F 57 /r
andps  x, xm128       0F 54 /r
orps   x, xm128       0F 56 /r
xorps  x, xm128       0F 57 /r
pxor   x, xm128       66 0F EF /r
pcmpeqd x, xm128      66 0F 76 /r
psrlq  x, imm8        66 0F 73 /2 ib
psllq  x, imm8        66 0F 73 /6 ib
cmpsd  x, xm64, imm8  F2 0F C2 /r ib
roundsd x, xm64, imm8 66 0F 3A 0B /r ib
cvtsi2sd x, rm32      F2 0F 2A /r
cvtsi2sd x, rm64      F2 W 0F 2A /r
cvttsd2si r32, xm64   F2 0F 2C /r
cvttsd2si r64, xm64   F2 W 0F 2C /r
cvtsd2ss x, xm64      F2 0F 5A /r
cvtss2sd x, xm32      F3 0F 5A /r
"""

_JUMP_ROWS: Final = """
jmp    rel8           EB cb
jmp    rel32          E9 cd
call   rel32          E8 cd
"""


def _arithmetic_rows() -> list[str]:
    rows = []
    for n, name in enumerate(_ARITHMETIC):
        for kind, prefix, plain in (("8", "", 0), ("32", "", 1), ("64", "W ", 1)):
            rows.append(f"{name} rm{kind}, r{kind} {prefix}{8 * n + plain:02X} /r")
            rows.append(f"{name} r{kind}, rm{kind} {prefix}{8 * n + plain + 2:02X} /r")
        rows.append(f"{name} rm8, imm8 80 /{n} ib")
        for kind, prefix in (("32", ""), ("64", "W ")):
            rows.append(f"{name} rm{kind}, imm8 {prefix}83 /{n} ib")
            rows.append(f"{name} rm{kind}, imm32 {prefix}81 /{n} id")
    for name, n in _SHIFTS.items():
        for kind, prefix in (("32", ""), ("64", "W ")):
            rows.append(f"{name} rm{kind}, imm8 {prefix}C1 /{n} ib")
            rows.append(f"{name} rm{kind}, cl {prefix}D3 /{n}")
    return rows


def _condition_rows() -> list[str]:
    rows = []
    for condition in Condition:
        name = condition.name.lower()
        rows.append(f"set{name} rm8 0F {0x90 + condition:02X} /0")
        rows.append(f"cmov{name} r32, rm32 0F {0x40 + condition:02X} /r")
        rows.append(f"cmov{name} r64, rm64 W 0F {0x40 + condition:02X} /r")
        rows.append(f"j{name} rel8 {0x70 + condition:02X} cb")
        rows.append(f"j{name} rel32 0F {0x80 + condition:02X} cd")
    return rows


# Operand kinds: how they are printed and which field of the instruction holds them.
REGISTER_BITS: Final = {"r8": 8, "r16": 16, "r32": 32, "r64": 64}
MEMORY_BITS: Final = {
    **{"rm8": 8, "rm16": 16, "rm32": 32, "rm64": 64},
    **{"xm32": 32, "xm64": 64, "xm128": 128},
    **{"m32": 32, "m64": 64, "m128": 128, "m": 0},
}
IMMEDIATE_BYTES: Final = {
    **{"imm8": 1, "imm16": 2, "imm32": 4, "imm64": 8},
    **{"rel8": 1, "rel32": 4},
}
_SIZE_NAMES: Final = {
    **{8: "byte ptr ", 16: "word ptr ", 32: "dword ptr "},
    **{64: "qword ptr ", 128: "xmmword ptr ", 0: ""},
}
_IMMEDIATE_CODES: Final = {"ib": 1, "iw": 2, "id": 4, "io": 8, "cb": 1, "cd": 4}


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One row of the table, taken apart.

    `heads` are prefix, REX and opcode by the bits R, X and B of REX as a number; without any of
    these bits and W there is no REX, except in the last one. `reg_at`, `rm_at`, `low_at` and
    `immediate_at` are the indices of the operands that go to ModRM.reg, to ModRM.rm, to the
    opcode's low bits and to the immediate; -1 where absent. `extension` is what is in ModRM.reg
    else, -1 for forms without ModRM. Immediates may be given signed or unsigned, from
    `immediate_least` to below `immediate_limit`: one that is sign-extended to a wider operand has
    no unsigned spelling.
    """

    mnemonic: str
    kinds: tuple[str, ...]
    heads: tuple[bytes, ...]
    extension: int
    needs_memory: bool
    has_byte_registers: bool
    immediate_bytes: int
    immediate_least: int
    immediate_limit: int
    reg_at: int
    rm_at: int
    low_at: int
    immediate_at: int

    def __str__(self) -> str:
        return " ".join((self.mnemonic, ", ".join(self.kinds))).strip()


def _parse_row(row: str) -> Form:
    mnemonic, *rest = row.replace(",", " ").split()
    kinds: list[str] = []
    while rest and (rest[0] in _KINDS):
        kinds.append(rest.pop(0))
    prefix = b""
    rex_w = False
    if rest[0] in ("66", "F2", "F3"):
        prefix = bytes.fromhex(rest.pop(0))
    if rest[0] == "W":
        rex_w = True
        rest.pop(0)
    opcode = b""
    in_opcode = False
    extension = -1
    immediate = 0
    for code in rest:
        if code.startswith("/"):
            extension = 0 if code == "/r" else int(code[1:])
        elif code in _IMMEDIATE_CODES:
            immediate = _IMMEDIATE_CODES[code]
        else:
            in_opcode = code.endswith("+r")
            opcode += bytes.fromhex(code.removesuffix("+r"))
    reg_at = rm_at = low_at = immediate_at = -1
    for index, kind in enumerate(kinds):
        if kind in IMMEDIATE_BYTES:
            immediate_at = index
        elif kind == "cl":
            pass  # implied by the opcode
        elif in_opcode:
            low_at = index
        elif kind in MEMORY_BITS or "/r" not in rest:
            rm_at = index
        else:
            reg_at = index
    if "/r" in rest and rm_at == -1:
        raise ValueError(f"no r/m operand in {row!r}")
    width = REGISTER_BITS.get(kinds[0]) or MEMORY_BITS.get(kinds[0], 0) if kinds else 0
    widened = width > 8 * immediate and not kinds[0].startswith("x")
    fixed = 0x48 if rex_w else 0x40
    rex = (fixed if rex_w else 0, *(fixed | bits for bits in range(1, 8)), fixed)
    return Form(
        mnemonic=mnemonic,
        kinds=tuple(kinds),
        heads=tuple(prefix + (bytes((byte,)) if byte else b"") + opcode for byte in rex),
        extension=extension,
        needs_memory=rm_at >= 0 and kinds[rm_at].startswith("m"),
        has_byte_registers="r8" in kinds or "rm8" in kinds,
        immediate_bytes=immediate,
        immediate_least=-(1 << (8 * immediate - 1)) if immediate else 0,
        immediate_limit=1 << (8 * immediate - 1) if widened and immediate else 1 << 8 * immediate,
        reg_at=reg_at,
        rm_at=rm_at,
        low_at=low_at,
        immediate_at=immediate_at,
    )


_KINDS: Final = {*REGISTER_BITS, *MEMORY_BITS, *IMMEDIATE_BYTES, "x", "cl"}


def _parse_table() -> dict[str, Form]:
    rows = [*_ROWS.splitlines(), *_JUMP_ROWS.splitlines(), *_arithmetic_rows(), *_condition_rows()]
    forms = {}
    for row in rows:
        if not row.strip():
            continue
        form = _parse_row(row)
        if str(form) in forms:
            raise ValueError(f"two rows for {form}")
        forms[str(form)] = form
    return forms


FORMS: Final = _parse_table()

_REX_R: Final = 4
_REX_X: Final = 2
_REX_ALONE: Final = 8
_SCALE_BITS: Final = {1: 0x00, 2: 0x40, 4: 0x80, 8: 0xC0}
_RSP_LOW: Final = 4  # base 4 in ModRM means "a SIB byte follows"
_RBP_LOW: Final = 5  # base 5 with mod 0 means "no base" (or rip)
_BYTES: Final = tuple(bytes((byte,)) for byte in range(256))
_I32: Final = struct.Struct("<i")


@lru_cache(maxsize=1 << 14)
def encode(form: Form, *operands: Operand) -> bytes:
    """The bytes of one instruction.

    `operands` are in the row's order, one for each of its kinds (an implied `cl` too).
    A `Rip` operand gets displacement 0: `rip_displacement_offset` says where it sits.
    Fragments repeat themselves so much that remembering results pays.
    Raises ValueError for a register number or value that the form cannot hold.
    """
    if len(operands) != len(form.kinds):
        raise ValueError(f"{form} takes {len(form.kinds)} operands, not {len(operands)}")
    if form.extension >= 0:
        code = _with_modrm(form, operands)
    elif form.low_at >= 0:
        register = operands[form.low_at]
        assert isinstance(register, int)
        head = form.heads[register >> 3]
        code = head[:-1] + _BYTES[head[-1] + (register & 7)]
    else:
        code = form.heads[0]
    if form.immediate_at >= 0:
        code += _immediate(form, operands[form.immediate_at])
    return code


def _with_modrm(form: Form, operands: tuple[Operand, ...]) -> bytes:
    """An instruction with a ModRM byte, up to its immediate."""
    reg = form.extension
    at = form.reg_at
    if at >= 0:
        reg = operands[at]  # type: ignore[assignment]
    rm = operands[form.rm_at]
    rex = _REX_R if reg >= 8 else 0
    if isinstance(rm, int):
        if form.needs_memory:
            raise ValueError(f"{form} needs a memory operand")
        rex |= rm >> 3
        tail = _BYTES[0xC0 | (reg & 7) << 3 | rm & 7]
    else:
        bits, tail = _memory((reg & 7) << 3, rm)
        rex |= bits
    if form.has_byte_registers and not rex and _is_new_byte(form, operands):
        rex = _REX_ALONE
    return form.heads[rex] + tail


def _is_new_byte(form: Form, operands: tuple[Operand, ...]) -> bool:
    """Whether a register is spl, bpl, sil or dil, which without REX would be ah, ch, dh or bh."""
    return any(
        kind in ("r8", "rm8") and isinstance(operand, int) and operand >= 4
        for kind, operand in zip(form.kinds, operands, strict=True)
    )


def _memory(reg_bits: int, operand: Mem | Rip) -> tuple[int, bytes]:
    """The bits X and B of REX, and the ModRM byte with what follows it up to the displacement."""
    if isinstance(operand, Rip):
        return 0, _BYTES[reg_bits | _RBP_LOW] + bytes(4)
    base, disp, index, scale = operand
    rex = 0
    if index is not None:
        if index == _RSP_LOW:
            raise ValueError("rsp cannot be an index register")
        rex |= _REX_X if index >= 8 else 0
        sib_high = _SCALE_BITS[scale] | (index & 7) << 3
    else:
        sib_high = _RSP_LOW << 3
    if base is None:
        head = _BYTES[reg_bits | _RSP_LOW] + _BYTES[sib_high | _RBP_LOW]
        return rex, head + _displacement(disp)
    rex |= base >> 3
    low = base & 7
    if disp == 0 and low != _RBP_LOW:
        mod, displacement = 0x00, b""
    elif -128 <= disp <= 127:
        mod, displacement = 0x40, _BYTES[disp & 0xFF]
    else:
        mod, displacement = 0x80, _displacement(disp)
    if index is None and low != _RSP_LOW:
        return rex, _BYTES[mod | reg_bits | low] + displacement
    return rex, _BYTES[mod | reg_bits | _RSP_LOW] + _BYTES[sib_high | low] + displacement


def _displacement(disp: int) -> bytes:
    try:
        return _I32.pack(disp)
    except struct.error:
        raise ValueError(f"displacement {disp:#x} does not fit 32 bits") from None


def _immediate(form: Form, value: Operand) -> bytes:
    assert isinstance(value, int)
    if not form.immediate_least <= value < form.immediate_limit:
        raise ValueError(f"{value:#x} does not fit the immediate of {form}")
    size = form.immediate_bytes
    return (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")


def rip_displacement_offset(form: Form, length: int) -> int:
    """Where, in an instruction of `length` bytes with a `Rip` operand, its displacement is."""
    return length - form.immediate_bytes - 4


def print_instruction(form: Form, *operands: Operand) -> str:
    """Intel syntax, as LLVM's assembler reads it."""
    words = [
        _print_operand(kind, operand) for kind, operand in zip(form.kinds, operands, strict=True)
    ]
    return f"{form.mnemonic} {', '.join(words)}".strip()


def _print_operand(kind: str, operand: Operand) -> str:
    if isinstance(operand, Rip):
        return f"{_SIZE_NAMES[MEMORY_BITS[kind]]}[rip + L{operand.label}]"
    if isinstance(operand, Mem):
        terms = [] if operand.base is None else [GPR_NAMES[64][operand.base]]
        if operand.index_reg is not None:
            terms.append(f"{operand.scale}*{GPR_NAMES[64][operand.index_reg]}")
        text = " + ".join(terms)
        if operand.disp or not terms:
            sign = "-" if operand.disp < 0 else "+"
            text = f"{text} {sign} {abs(operand.disp):#x}" if terms else f"{operand.disp:#x}"
        return f"{_SIZE_NAMES[MEMORY_BITS[kind]]}[{text}]"
    if kind in IMMEDIATE_BYTES:
        return f"{operand:#x}"
    if kind == "cl":
        return "cl"
    if kind.startswith("x"):
        return XMM_NAMES[operand]
    return GPR_NAMES[REGISTER_BITS.get(kind) or MEMORY_BITS[kind]][operand]
