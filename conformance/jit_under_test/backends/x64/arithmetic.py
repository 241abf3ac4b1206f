"""Lowering of arithmetic and conversions, on doubles and on 64-bit integers.

x86-64 instructions overwrite their first operand. The allocator tries to give a result the
place of its first operand; where it has that of the second one instead, commutative
operations swap and others go through a scratch register.
"""

import struct
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from conformance.jit_under_test.backends.x64.emitter import (
    CVTSI2SD,
    LEA,
    LOADS,
    MOV_R64,
    MOVAPS,
    R10,
    R11,
    XMM14,
    XMM15,
    XORPS,
    Emitter,
    is_int32,
)
from conformance.jit_under_test.backends.x64.encoding import FORMS, Condition, Form, Mem, Rip, at
from conformance.jit_under_test.backends.x64.registers import Gpr
from conformance.jit_under_test.ir.fragment import Constant, Instruction, Ref

Lowering = Callable[[Emitter, Instruction], None]

_SIGN = 1 << 63
_SIGN_MASK = struct.pack("<QQ", _SIGN, _SIGN)
_NUMBER_MASK = struct.pack("<QQ", _SIGN - 1, _SIGN - 1)
# roundsd modes; bit 3 suppresses the inexact exception.
_ROUND_DOWN = 0b1001
_ROUND_UP = 0b1010

_ANDPS = FORMS["andps x, xm128"]
_ROUNDSD = FORMS["roundsd x, xm64, imm8"]
_SQRTSD = FORMS["sqrtsd x, xm64"]
_MINSD = FORMS["minsd x, xm64"]
_MAXSD = FORMS["maxsd x, xm64"]
_CVTTSD2SI = FORMS["cvttsd2si r32, xm64"]
_CVTSI2SD_R32 = FORMS["cvtsi2sd x, rm32"]
_UCOMISD = FORMS["ucomisd x, xm64"]
_MOVSXD = LOADS[4, True]
_MOVD = FORMS["movd rm32, x"]
_NEG = FORMS["neg rm64"]
_NOT = FORMS["not rm64"]


def _binary_number(form: Form, commutative: bool, e: Emitter, ins: Instruction) -> None:
    a, b = ins.args
    target = e.fpr_target(ins, XMM14)
    second = e.fpr_or_memory(b)
    if second == target and e.fpr_or_memory(a) != target:
        if commutative:
            a, second = b, e.fpr_or_memory(a)
        else:
            e.asm.emit(MOVAPS, XMM15, target)
            second = XMM15
    e.fpr_into(target, a)
    e.asm.emit(form, target, second)
    e.fpr_done(ins, target)


def _min_max(form: Form, e: Emitter, ins: Instruction) -> None:
    """`minsd x, y` is `x < y ? x : y`, so the IR's second operand goes first."""
    a, b = ins.args
    target = e.fpr_target(ins, XMM14)
    other = e.fpr_or_memory(a)
    if other == target:
        e.asm.emit(MOVAPS, XMM15, target)
        other = XMM15
    e.fpr_into(target, b)
    e.asm.emit(form, target, other)
    e.fpr_done(ins, target)


def _sign_operation(form: Form, mask: bytes, e: Emitter, ins: Instruction) -> None:
    target = e.fpr_target(ins, XMM14)
    e.fpr_into(target, ins.args[0])
    e.asm.emit(form, target, e.asm.constant(mask))
    e.fpr_done(ins, target)


def _round(mode: int, e: Emitter, ins: Instruction) -> None:
    target = e.fpr_target(ins, XMM14)
    e.asm.emit(_ROUNDSD, target, e.fpr_or_memory(ins.args[0]), mode)
    e.fpr_done(ins, target)


def _sqrt(e: Emitter, ins: Instruction) -> None:
    target = e.fpr_target(ins, XMM14)
    e.asm.emit(_SQRTSD, target, e.fpr_or_memory(ins.args[0]))
    e.fpr_done(ins, target)


def _immediate(ref: Ref) -> int | None:
    """The value of an INT constant that fits a 32-bit immediate."""
    if isinstance(ref, Constant):
        value = ref.value
        if isinstance(value, int) and is_int32(value):
            return value
    return None


_IMMEDIATE_FORMS: Final = {
    (name, width): (FORMS[f"{name} rm{width}, imm8"], FORMS[f"{name} rm{width}, imm32"])
    for name in ("add", "sub", "and", "or", "xor")
    for width in (32, 64)
}
_OPERAND_FORMS: Final = {
    (name, width): FORMS[f"{name} r{width}, rm{width}"]
    for name in ("add", "sub", "and", "or", "xor", "imul")
    for width in (32, 64)
}
_IMUL_FORMS: Final = {
    width: (
        FORMS[f"imul r{width}, rm{width}, imm8"],
        FORMS[f"imul r{width}, rm{width}, imm32"],
    )
    for width in (32, 64)
}
_COMMUTATIVE: Final = frozenset({"add", "and", "or", "xor", "imul"})


def _compute(name: str, width: int, e: Emitter, ins: Instruction) -> int:
    """`a op b` in the result's register, which is returned; sets the flags."""
    a, b = ins.args
    asm = e.asm
    commutative = name in _COMMUTATIVE
    if isinstance(a, Constant) and commutative and not isinstance(b, Constant):
        a, b = b, a
    target = e.gpr_target(ins, R10)
    value = _immediate(b)
    if value is not None and name == "imul":
        source = e.gpr(a, R11) if isinstance(a, Constant) else e.gpr_or_memory(a)
        short, long = _IMUL_FORMS[width]
        asm.emit(short if -128 <= value <= 127 else long, target, source, value)
        return target
    if value is not None:
        e.gpr_into(target, a)
        short, long = _IMMEDIATE_FORMS[name, width]
        asm.emit(short if -128 <= value <= 127 else long, target, value)
        return target
    second: int | Mem | Rip = e.gpr_or_memory(b)
    if second == target and (isinstance(a, Constant) or e.gpr_or_memory(a) != target):
        if commutative:
            a, second = b, e.gpr_or_memory(a)
        else:
            asm.emit(MOV_R64, R11, target)
            second = R11
    e.gpr_into(target, a)
    asm.emit(_OPERAND_FORMS[name, width], target, second)
    return target


def _integer(name: str, e: Emitter, ins: Instruction) -> None:
    e.gpr_done(ins, _compute(name, 64, e, ins))


def _iadd(e: Emitter, ins: Instruction) -> None:
    """As `lea` when the result goes to a third register: one instruction less."""
    a, b = ins.args
    target = e.gpr_target(ins, R10)
    first, second = e.gpr_or_memory(a), e.gpr_or_memory(b)
    registers = isinstance(first, int) and first != target
    value = _immediate(b)
    if registers and value is not None:
        assert isinstance(first, int)
        e.asm.emit(LEA, target, at(first, value))
        e.gpr_done(ins, target)
    elif registers and isinstance(second, int) and second != target:
        assert isinstance(first, int)
        e.asm.emit(LEA, target, at(first, 0, second, 1))
        e.gpr_done(ins, target)
    else:
        _integer("add", e, ins)


def _checked(name: str, e: Emitter, ins: Instruction) -> None:
    """In 32 bits the processor's overflow flag is the guard; writing the result before it
    is fine, since the result never shares the place of what the exit needs."""
    target = _compute(name, 32, e, ins)
    e.asm.branch(Condition.O, e.exit(ins))
    e.asm.emit(_MOVSXD, target, target)
    e.gpr_done(ins, target)


def _unary(form: Form, e: Emitter, ins: Instruction) -> None:
    target = e.gpr_target(ins, R10)
    e.gpr_into(target, ins.args[0])
    e.asm.emit(form, target)
    e.gpr_done(ins, target)


def _shift(name: str, e: Emitter, ins: Instruction) -> None:
    """A variable count must be in cl: rcx is borrowed if another value lives there."""
    a, b = ins.args
    asm = e.asm
    if isinstance(b, Constant):
        target = e.gpr_target(ins, R10)
        e.gpr_into(target, a)
        asm.emit(FORMS[f"{name} rm64, imm8"], target, b.bits & 63)
        e.gpr_done(ins, target)
        return
    e.gpr_into(R10, a)
    borrowed = e.gpr_or_memory(b) != Gpr.RCX
    if borrowed:
        asm.emit(MOV_R64, R11, Gpr.RCX)
        e.gpr_into(Gpr.RCX, b)
    asm.emit(FORMS[f"{name} rm64, cl"], R10, Gpr.RCX)
    if borrowed:
        asm.emit(MOV_R64, Gpr.RCX, R11)
    e.gpr_done(ins, R10)


def _sign_extend(e: Emitter, ins: Instruction) -> None:
    target = e.gpr_target(ins, R10)
    e.gpr_into(target, ins.args[0])
    e.asm.emit(_MOVSXD, target, target)
    e.gpr_done(ins, target)


def _low_half(e: Emitter, ins: Instruction) -> None:
    target = e.gpr_target(ins, R10)
    e.asm.emit(_MOVD, target, e.fpr(ins.args[0], XMM15))
    e.asm.emit(_MOVSXD, target, target)
    e.gpr_done(ins, target)


def _int2num(e: Emitter, ins: Instruction) -> None:
    target = e.fpr_target(ins, XMM14)
    e.asm.emit(XORPS, target, target)  # the conversion depends on the old content
    e.asm.emit(CVTSI2SD, target, e.gpr_or_memory(ins.args[0]))
    e.fpr_done(ins, target)


def _num2int(e: Emitter, ins: Instruction) -> None:
    """Convert, convert back, compare: what does not fit gives INT32_MIN and differs."""
    asm = e.asm
    number = e.fpr(ins.args[0], XMM15)
    exit_label = e.exit(ins)
    target = e.gpr_target(ins, R10)
    asm.emit(_CVTTSD2SI, target, number)
    asm.emit(XORPS, XMM14, XMM14)
    asm.emit(_CVTSI2SD_R32, XMM14, target)
    asm.emit(_UCOMISD, XMM14, number)
    asm.branch(Condition.NE, exit_label)
    asm.branch(Condition.P, exit_label)
    if e.location(ins) is not None:
        asm.emit(_MOVSXD, target, target)
        e.gpr_done(ins, target)


ARITHMETIC: Final[Mapping[str, Lowering]] = {
    "add": partial(_binary_number, FORMS["addsd x, xm64"], True),
    "sub": partial(_binary_number, FORMS["subsd x, xm64"], False),
    "mul": partial(_binary_number, FORMS["mulsd x, xm64"], True),
    "div": partial(_binary_number, FORMS["divsd x, xm64"], False),
    "min": partial(_min_max, _MINSD),
    "max": partial(_min_max, _MAXSD),
    "neg": partial(_sign_operation, XORPS, _SIGN_MASK),
    "abs": partial(_sign_operation, _ANDPS, _NUMBER_MASK),
    "floor": partial(_round, _ROUND_DOWN),
    "ceil": partial(_round, _ROUND_UP),
    "sqrt": _sqrt,
    "iadd": _iadd,
    "isub": partial(_integer, "sub"),
    "imul": partial(_integer, "imul"),
    "band": partial(_integer, "and"),
    "bor": partial(_integer, "or"),
    "bxor": partial(_integer, "xor"),
    "ineg": partial(_unary, _NEG),
    "bnot": partial(_unary, _NOT),
    "shl": partial(_shift, "shl"),
    "shr": partial(_shift, "shr"),
    "sar": partial(_shift, "sar"),
    "sext": _sign_extend,
    "numlo": _low_half,
    "iaddov": partial(_checked, "add"),
    "isubov": partial(_checked, "sub"),
    "imulov": partial(_checked, "imul"),
    "int2num": _int2num,
    "num2int": _num2int,
}
"""Operation name to what emits it."""
