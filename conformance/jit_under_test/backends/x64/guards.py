"""Lowering of comparisons: each one jumps to its exit if the comparison fails.

`ucomisd a, b` sets CF if a < b, ZF if a == b, and both and PF if either is NaN. So "a > b"
(neither CF nor ZF) and "a >= b" (not CF) come out false for NaN; "<" and "<=" are the same
with the operands exchanged, and the guards that hold for NaN test the opposite outcome.
"""

from collections.abc import Mapping
from functools import partial
from struct import Struct
from typing import Final

from conformance.jit_under_test.backends.x64.arithmetic import Lowering
from conformance.jit_under_test.backends.x64.emitter import (
    LEA,
    LOADS,
    MOV_R64,
    R10,
    R11,
    XMM14,
    Emitter,
    is_int32,
    signed,
)
from conformance.jit_under_test.backends.x64.encoding import FORMS, Condition, Mem, Rip, at, encode
from conformance.jit_under_test.backends.x64.exits import step_down
from conformance.jit_under_test.backends.x64.registers import BASE, VM
from conformance.jit_under_test.ir.arithmetic import NEARBY
from conformance.jit_under_test.ir.boxing import PRIMITIVES
from conformance.jit_under_test.ir.fields import Field
from conformance.jit_under_test.ir.fragment import (
    MAX_FRAMES,
    MAX_SLOT,
    Constant,
    Instruction,
    Ref,
)
from conformance.jit_under_test.runtime.memory_map import SITE_TABLE, VM_ADDRESS

_A: Final = Condition.A
_AE: Final = Condition.AE
_E: Final = Condition.E
_GE: Final = Condition.GE
_NE: Final = Condition.NE
_P: Final = Condition.P
_CMP_R64 = FORMS["cmp r64, rm64"]
_CMP_RM64 = FORMS["cmp rm64, r64"]
_CMP_IMM8 = FORMS["cmp rm64, imm8"]
_CMP_IMM32 = FORMS["cmp rm64, imm32"]
_CMP32_IMM8 = FORMS["cmp rm32, imm8"]
_CMP32_IMM32 = FORMS["cmp rm32, imm32"]
_CMP8_IMM8 = FORMS["cmp rm8, imm8"]
_TEST = FORMS["test rm64, r64"]
_ADD_IMM8 = FORMS["add rm64, imm8"]
_SUB_R64 = FORMS["sub r64, rm64"]
_SHR_IMM8 = FORMS["shr rm64, imm8"]
_UCOMISD = FORMS["ucomisd x, xm64"]


def _mirrored(condition: Condition) -> Condition:
    """The condition for exchanged operands."""
    return _MIRRORS.get(condition, condition)


_MIRRORS: Final = {
    Condition.L: Condition.G,
    Condition.G: Condition.L,
    Condition.LE: Condition.GE,
    Condition.GE: Condition.LE,
    Condition.B: Condition.A,
    Condition.A: Condition.B,
    Condition.BE: Condition.AE,
    Condition.AE: Condition.BE,
}


def _operand(e: Emitter, ref: Ref) -> int | Mem | Rip:
    """The first operand of a comparison, which may be a folded load."""
    if isinstance(ref, Instruction) and e.is_folded(ref):
        field = ref.aux
        memory = e.loaded(ref)
        if not isinstance(field, Field) or field.width == 8:
            return memory
        e.asm.emit(LOADS[field.width, field.signed], R10, memory)
        return R10
    return e.gpr_or_memory(ref)


def _integer(holds: Condition, e: Emitter, ins: Instruction) -> None:
    a, b = ins.args
    asm = e.asm
    if isinstance(a, Constant) and not isinstance(b, Constant):
        a, b, holds = b, a, _mirrored(holds)
    if isinstance(a, Constant):
        e.load_constant(R10, a.bits)
        first: int | Mem | Rip = R10
    elif _compare_narrow(e, a, b):
        asm.branch(holds.negated(), e.exit(ins))
        return
    else:
        first = _operand(e, a)
    if isinstance(b, Constant):
        value = signed(b.bits)
        if not value and isinstance(first, int):
            asm.emit(_TEST, first, first)
        elif is_int32(value):
            asm.emit(_CMP_IMM8 if -128 <= value <= 127 else _CMP_IMM32, first, value)
        else:
            if not isinstance(first, int):
                asm.emit(MOV_R64, R10, first)
                first = R10
            asm.emit(_CMP_R64, first, e.gpr_or_memory(b))
    elif isinstance(first, int):
        asm.emit(_CMP_R64, first, e.gpr_or_memory(b))
    else:
        asm.emit(_CMP_RM64, first, e.gpr(b, R11))
    asm.branch(holds.negated(), e.exit(ins))


def _compare_narrow(e: Emitter, a: Ref, b: Ref) -> bool:
    """Compare a folded load with a constant by less than 64 bits, if that is enough.

    Loads are folded into equality guards alone, so the comparison need not be signed. A
    value that has the upper half of nil or of a boolean is that value.
    """
    if not isinstance(a, Instruction) or not e.is_folded(a) or not isinstance(b, Constant):
        return False
    field = a.aux
    if not isinstance(field, Field):
        if b.bits not in PRIMITIVES:
            return False
        memory = e.loaded(a)
        e.asm.emit(_CMP32_IMM32, memory._replace(disp=memory.disp + 4), b.bits >> 32)
        return True
    if field.signed or field.width not in (1, 4) or b.bits >> (8 * field.width):
        return False
    memory = e.loaded(a)
    if field.width == 1:
        e.asm.emit(_CMP8_IMM8, memory, b.bits)
    elif b.bits <= 127:
        e.asm.emit(_CMP32_IMM8, memory, b.bits)
    else:
        e.asm.emit(_CMP32_IMM32, memory, b.bits)
    return True


def _number(exchange: bool, fails: Condition, e: Emitter, ins: Instruction) -> None:
    """One test is enough: `fails` is the outcome to leave at."""
    a, b = reversed(ins.args) if exchange else ins.args
    e.asm.emit(_UCOMISD, e.fpr(a, XMM14), e.fpr_or_memory(b))
    e.asm.branch(fails, e.exit(ins))


def _number_equal(e: Emitter, ins: Instruction) -> None:
    a, b = ins.args
    exit_label = e.exit(ins)
    e.asm.emit(_UCOMISD, e.fpr(a, XMM14), e.fpr_or_memory(b))
    e.asm.branch(_NE, exit_label)
    e.asm.branch(_P, exit_label)


def _number_unequal(e: Emitter, ins: Instruction) -> None:
    a, b = ins.args
    e.asm.emit(_UCOMISD, e.fpr(a, XMM14), e.fpr_or_memory(b))
    holds = e.asm.label()
    e.asm.branch(_P, holds, short=True)
    e.asm.branch(_E, e.exit(ins))
    e.asm.bind(holds)


def _return_frame(e: Emitter, ins: Instruction) -> None:
    """The exits of both tests see the state before; behind them the caller is the entry frame."""
    asm, layout = e.asm, e.layout
    asm.emit(MOV_R64, R10, at(VM, layout.vm_thread))
    asm.emit(MOV_R64, R10, at(R10, layout.thread_ci))
    asm.emit(_CMP32_IMM8, at(R10, layout.ci_cont), 0)
    asm.branch(_NE, e.exit(ins))
    e.gpr_into(R11, ins.args[0])
    asm.emit(_CMP_R64, R11, at(R10, layout.ci_savedpc - layout.ci_size))
    asm.branch(_NE, e.exit(ins))
    asm.emit(MOV_R64, BASE, at(R10, layout.ci_base - layout.ci_size))
    step_down(e, 1)


def _wants(e: Emitter, ins: Instruction) -> None:
    asm, layout = e.asm, e.layout
    assert isinstance(ins.aux, int)
    asm.emit(MOV_R64, R10, at(VM, layout.vm_thread))
    asm.emit(MOV_R64, R10, at(R10, layout.thread_ci))
    asm.emit(_CMP32_IMM8, at(R10, layout.ci_cont), 0)
    asm.branch(_NE, e.exit(ins))
    asm.emit(_CMP32_IMM32, at(R10, layout.ci_nresults), ins.aux)
    asm.branch(_NE, e.exit(ins))


def _room(e: Emitter, ins: Instruction) -> None:
    asm, layout = e.asm, e.layout
    asm.emit(MOV_R64, R10, at(VM, layout.vm_thread))
    asm.emit(LEA, R11, at(BASE, 8 * MAX_SLOT))
    asm.emit(_CMP_R64, R11, at(R10, layout.thread_stack_last))
    asm.branch(_A, e.exit(ins))
    asm.emit(MOV_R64, R11, at(R10, layout.thread_ci))
    asm.emit(LEA, R11, at(R11, MAX_FRAMES * layout.ci_size))
    asm.emit(_CMP_R64, R11, at(R10, layout.thread_end_ci))
    asm.branch(_A, e.exit(ins))


def _gccheck(e: Emitter, ins: Instruction) -> None:
    e.asm.emit(_CMP_IMM8, at(VM, e.layout.vm_gc_debt), 0)
    e.asm.branch(_GE, e.exit(ins))


def _clockcheck(e: Emitter, ins: Instruction) -> None:
    e.asm.emit(MOV_R64, R10, at(VM, e.layout.vm_clock))
    if ins.snapshot is not None and ins.snapshot.clock:
        e.asm.emit(LEA, R10, at(R10, ins.snapshot.clock))
    e.asm.emit(_CMP_R64, R10, at(VM, e.layout.vm_clock_limit))
    e.asm.branch(_AE, e.exit(ins))


# There is one in front of nearly every guard where exits are forced, each with its own counter.
_I32: Final = Struct("<i")
_COUNTERS: Final = SITE_TABLE - VM_ADDRESS
_COUNT_DOWN: Final = encode(_ADD_IMM8, at(VM, _COUNTERS), -1).split(_I32.pack(_COUNTERS))


def _force(e: Emitter, ins: Instruction) -> None:
    assert isinstance(ins.aux, int)
    e.asm.code += _COUNT_DOWN[0] + _I32.pack(_COUNTERS + 8 * ins.aux) + _COUNT_DOWN[1]
    e.asm.branch(_E, e.exit(ins))


def _apart(e: Emitter, ins: Instruction) -> None:
    a, b = ins.args
    e.gpr_into(R11, a)
    e.asm.emit(_SUB_R64, R11, e.gpr_or_memory(b))
    e.asm.emit(_SHR_IMM8, R11, NEARBY.bit_length() - 1)
    e.asm.branch(_E, e.exit(ins))


GUARDS: Final[Mapping[str, Lowering]] = {
    "eq": partial(_integer, Condition.E),
    "ne": partial(_integer, Condition.NE),
    "lt": partial(_integer, Condition.L),
    "ge": partial(_integer, Condition.GE),
    "le": partial(_integer, Condition.LE),
    "gt": partial(_integer, Condition.G),
    "ult": partial(_integer, Condition.B),
    "uge": partial(_integer, Condition.AE),
    "apart": _apart,
    "feq": _number_equal,
    "fne": _number_unequal,
    "flt": partial(_number, True, Condition.BE),
    "fge": partial(_number, False, Condition.B),
    "fle": partial(_number, True, Condition.B),
    "fgt": partial(_number, False, Condition.BE),
    "fnlt": partial(_number, True, Condition.A),
    "fnge": partial(_number, False, Condition.AE),
    "fnle": partial(_number, True, Condition.AE),
    "fngt": partial(_number, False, Condition.A),
    "retf": _return_frame,
    "wants": _wants,
    "room": _room,
    "gccheck": _gccheck,
    "clockcheck": _clockcheck,
    "force": _force,
}
"""Operation name to what emits it."""
