"""How each operation becomes instructions; a table by operation.

Guards are one compare and one branch to the exit's stub behind the code. Floating-point guards
choose conditions that come out right for NaN: after FCMP an unordered result sets C and V, so
`mi` and `ls` are "less" and "less or equal" and false for NaN, and their opposites are true.
Multiplications and additions are never fused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from conformance.jit_under_test.backends.a64 import calls, memory
from conformance.jit_under_test.backends.a64.emitter import Emitter
from conformance.jit_under_test.backends.a64.operands import (
    MASK64,
    Cond,
    Extend,
    logical_immediate,
)
from conformance.jit_under_test.backends.a64.registers import (
    BASE,
    EXTRA_SCRATCH,
    FPR_SCRATCH,
    NUMBER_LIMIT,
    SCRATCH,
    VM,
)
from conformance.jit_under_test.ir.arithmetic import NEARBY
from conformance.jit_under_test.ir.boxing import PAYLOAD, TAG_SHIFT, TAGS
from conformance.jit_under_test.ir.fragment import (
    MAX_FRAMES,
    MAX_SLOT,
    UNGUARDED,
    Constant,
    Instruction,
    Ref,
)
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import INT, NUM
from conformance.jit_under_test.runtime.memory_map import SITE_TABLE, VM_ADDRESS

Lower = Callable[[Emitter, Instruction], None]

# Guard -> the condition that makes it fail, after comparing its operands in order.
INTEGER_FAILS: Final = {
    "eq": Cond.NE,
    "ne": Cond.EQ,
    "lt": Cond.GE,
    "ge": Cond.LT,
    "le": Cond.GT,
    "gt": Cond.LE,
    "ult": Cond.HS,
    "uge": Cond.LO,
}
NUMBER_FAILS: Final = {
    "feq": Cond.NE,
    "fne": Cond.EQ,
    "flt": Cond.PL,
    "fge": Cond.LT,
    "fle": Cond.HI,
    "fgt": Cond.LE,
    "fnlt": Cond.MI,
    "fnge": Cond.GE,
    "fnle": Cond.LS,
    "fngt": Cond.GT,
}
# The same relation with the operands exchanged.
_EXCHANGED: Final = {
    Cond.EQ: Cond.EQ,
    Cond.NE: Cond.NE,
    Cond.LT: Cond.GT,
    Cond.GT: Cond.LT,
    Cond.LE: Cond.GE,
    Cond.GE: Cond.LE,
    Cond.HS: Cond.LS,
    Cond.LO: Cond.HI,
}
_NUMBER_BINARY: Final = {"add": "fadd", "sub": "fsub", "mul": "fmul", "div": "fdiv"}
_NUMBER_UNARY: Final = {
    "neg": "fneg",
    "abs": "fabs",
    "floor": "frintm",
    "ceil": "frintp",
    "sqrt": "fsqrt",
}
_INTEGER_BINARY: Final = {
    "iadd": "add",
    "isub": "sub",
    "imul": "mul",
    "band": "and",
    "bor": "orr",
    "bxor": "eor",
    "shl": "lsl",
    "shr": "lsr",
    "sar": "asr",
    "iaddov": "add",
    "isubov": "sub",
    "imulov": "mul",
}
_COMMUTATIVE: Final = frozenset(name for name in _INTEGER_BINARY if OPS[name].commutative)


def _integer_binary(code: Emitter, ins: Instruction) -> None:
    target = code.target(ins, SCRATCH[0])
    a, b = ins.args
    name = ins.op.name
    if isinstance(a, Constant) and name in _COMMUTATIVE:
        a, b = b, a
    if not isinstance(b, Constant) or not _with_immediate(
        code, _INTEGER_BINARY[name], target, a, int(b.value)
    ):
        left = code.gpr(a, SCRATCH[0], zero=True)
        right = code.gpr(b, SCRATCH[1], zero=True)
        code.asm.emit(_INTEGER_BINARY[name], target, left, right)
    if ins.op.guard:
        code.asm.emit("cmp_ext", target, target, Extend.SXTW, 0)
        code.exit_if(Cond.NE, ins)
    code.finish(ins, target)


def _with_immediate(code: Emitter, name: str, target: int, a: Ref, value: int) -> bool:
    """Emit the immediate form, if there is one for this value."""
    emit = code.asm.emit
    if name in ("add", "sub"):
        if not -0x1000 < value < 0x1000:
            return False
        opposite = "sub" if name == "add" else "add"
        form = name if value >= 0 else opposite
        emit(form + "_imm", target, code.gpr(a, SCRATCH[0]), abs(value))
    elif name in ("and", "orr", "eor"):
        if logical_immediate(value & MASK64) is None:
            return False
        emit(name + "_imm", target, code.gpr(a, SCRATCH[0], zero=True), value & MASK64)
    elif name == "lsl":
        count = value & 63
        source = code.gpr(a, SCRATCH[0], zero=True)
        emit("ubfm", target, source, -count & 63, 63 - count)
    elif name in ("lsr", "asr"):
        emit(name + "_imm", target, code.gpr(a, SCRATCH[0], zero=True), value & 63)
    else:
        return False
    return True


def _integer_unary(code: Emitter, ins: Instruction) -> None:
    target = code.target(ins, SCRATCH[0])
    source = code.gpr(ins.args[0], SCRATCH[0], zero=True)
    code.asm.emit("neg" if ins.op.name == "ineg" else "mvn", target, source)
    code.finish(ins, target)


def _integer_guard(code: Emitter, ins: Instruction) -> None:
    fails = INTEGER_FAILS[ins.op.name]
    a, b = ins.args
    if isinstance(a, Constant) and not isinstance(b, Constant):
        a, b, fails = b, a, _EXCHANGED[fails]
    left = memory.loaded(code, a, SCRATCH[0])
    if not isinstance(b, Constant):
        code.asm.emit("cmp", left, memory.loaded(code, b, SCRATCH[1]))
        code.exit_if(fails, ins)
        return
    value = int(b.value) if b.type is INT else b.bits
    if value == 0 and fails in (Cond.EQ, Cond.NE):
        code.asm.branch_zero(left, code.exit(ins.snapshot), zero=fails is Cond.EQ)
        return
    if value == 0 and fails in (Cond.LT, Cond.GE):
        code.asm.branch_bit(left, 63, code.exit(ins.snapshot), value=fails is Cond.LT)
        return
    if 0 <= value < 0x1000:
        code.asm.emit("cmp_imm", left, value)
    elif -0x1000 < value < 0:
        code.asm.emit("cmn_imm", left, -value)
    else:
        code.asm.emit("cmp", left, code.gpr(b, SCRATCH[1]))
    code.exit_if(fails, ins)


def _number_guard(code: Emitter, ins: Instruction) -> None:
    a, b = ins.args
    left = code.fpr(a, FPR_SCRATCH[0])
    if isinstance(b, Constant) and b.value == 0.0:
        code.asm.emit("fcmp_zero", left)
    else:
        code.asm.emit("fcmp", left, code.fpr(b, FPR_SCRATCH[1]))
    code.exit_if(NUMBER_FAILS[ins.op.name], ins)


def _number_binary(code: Emitter, ins: Instruction) -> None:
    target = code.target(ins, FPR_SCRATCH[0])
    left = code.fpr(ins.args[0], FPR_SCRATCH[0])
    right = code.fpr(ins.args[1], FPR_SCRATCH[1])
    code.asm.emit(_NUMBER_BINARY[ins.op.name], target, left, right)
    code.finish(ins, target)


def _number_unary(code: Emitter, ins: Instruction) -> None:
    target = code.target(ins, FPR_SCRATCH[0])
    code.asm.emit(_NUMBER_UNARY[ins.op.name], target, code.fpr(ins.args[0], FPR_SCRATCH[0]))
    code.finish(ins, target)


def _min_max(code: Emitter, ins: Instruction) -> None:
    # FMIN and FMAX differ from Lua's for NaN and zeros of opposite signs.
    target = code.target(ins, FPR_SCRATCH[0])
    a = code.fpr(ins.args[0], FPR_SCRATCH[0])
    b = code.fpr(ins.args[1], FPR_SCRATCH[1])
    code.asm.emit("fcmp", b, a)
    code.asm.emit("fcsel", target, b, a, Cond.MI if ins.op.name == "min" else Cond.GT)
    code.finish(ins, target)


def _sign_extend(code: Emitter, ins: Instruction) -> None:
    target = code.target(ins, SCRATCH[0])
    code.asm.emit("sxtw", target, code.gpr(ins.args[0], SCRATCH[0]))
    code.finish(ins, target)


def _low_half(code: Emitter, ins: Instruction) -> None:
    target = code.target(ins, SCRATCH[0])
    code.asm.emit("fmov_to_x", target, code.fpr(ins.args[0], FPR_SCRATCH[0]))
    code.asm.emit("sxtw", target, target)
    code.finish(ins, target)


def _int2num(code: Emitter, ins: Instruction) -> None:
    target = code.target(ins, FPR_SCRATCH[0])
    code.asm.emit("scvtf", target, code.gpr(ins.args[0], SCRATCH[0], zero=True))
    code.finish(ins, target)


def _num2int(code: Emitter, ins: Instruction) -> None:
    # The conversion saturates, and takes NaN to 0: converting back tells.
    source = code.fpr(ins.args[0], FPR_SCRATCH[0])
    target = code.target(ins, SCRATCH[0])
    code.asm.emit("fcvtzs_w", target, source)
    code.asm.emit("scvtf_w", FPR_SCRATCH[1], target)
    code.asm.emit("fcmp", source, FPR_SCRATCH[1])
    code.exit_if(Cond.NE, ins)
    if code.locations[ins.index] is not None:
        code.asm.emit("sxtw", target, target)
        code.finish(ins, target)


def _unbox(code: Emitter, ins: Instruction) -> None:
    emit = code.asm.emit
    value = memory.loaded(code, ins.args[0], SCRATCH[0])
    if ins.type is NUM:
        emit("cmp", value, NUMBER_LIMIT)
        if ins.aux is not UNGUARDED:
            code.exit_if(Cond.HI, ins)
        if code.locations[ins.index] is not None:
            target = code.target(ins, FPR_SCRATCH[0])
            emit("fmov_from_x", target, value)
            code.finish(ins, target)
        return
    # Shifted down with its sign, the head of a value with tag t is t - 16.
    emit("asr_imm", SCRATCH[1], value, TAG_SHIFT)
    emit("cmn_imm", SCRATCH[1], 16 - TAGS[ins.type])
    code.exit_if(Cond.NE, ins)
    if code.locations[ins.index] is not None:
        target = code.target(ins, SCRATCH[0])
        emit("and_imm", target, value, PAYLOAD)
        code.finish(ins, target)


def _box(code: Emitter, ins: Instruction) -> None:
    target = code.target(ins, SCRATCH[0])
    register = code.boxed(ins.args[0], target)
    if register != target:
        code.asm.emit("mov", target, register)
    code.finish(ins, target)


def _return_frame(code: Emitter, ins: Instruction) -> None:
    """The exits of both tests see the state before; behind them the caller is the entry frame."""
    emit, layout = code.asm.emit, code.layout
    ci, temp = SCRATCH[0], SCRATCH[1]
    emit("ldr", ci, VM, layout.vm_thread)
    emit("ldr", ci, ci, layout.thread_ci)
    emit("ldr_w", temp, ci, layout.ci_cont)
    emit("cmp_imm", temp, 0)
    code.exit_if(Cond.NE, ins)
    code.add_constant(ci, ci, -layout.ci_size, temp)
    emit("ldr", temp, ci, layout.ci_savedpc)
    expected = code.gpr(ins.args[0], EXTRA_SCRATCH[0])
    emit("cmp", temp, expected)
    code.exit_if(Cond.NE, ins)
    emit("ldr", BASE, ci, layout.ci_base)
    emit("ldr", temp, VM, layout.vm_thread)
    emit("str", ci, temp, layout.thread_ci)
    emit("str", BASE, temp, layout.thread_base)


def _table_barrier(code: Emitter, ins: Instruction) -> None:
    asm, layout = code.asm, code.layout
    table = code.gpr(ins.args[0], SCRATCH[0])
    gray, temp = asm.label(), SCRATCH[1]
    asm.emit("ldrb", temp, table, layout.table_marked)
    asm.branch_bit(temp, layout.black.bit_length() - 1, gray, value=False)
    asm.emit("and_imm", temp, temp, ~layout.black & MASK64)
    asm.emit("strb", temp, table, layout.table_marked)
    asm.emit("ldr", temp, VM, layout.vm_gray_again)
    asm.emit("str", temp, table, layout.table_gclist)
    asm.emit("str", table, VM, layout.vm_gray_again)
    asm.bind(gray)


def _apart(code: Emitter, ins: Instruction) -> None:
    a, b = ins.args
    distance = SCRATCH[0]
    code.asm.emit("sub", distance, code.gpr(a, SCRATCH[0]), code.gpr(b, SCRATCH[1]))
    code.asm.emit("lsr_imm", distance, distance, NEARBY.bit_length() - 1)
    code.asm.emit("cmp_imm", distance, 0)
    code.exit_if(Cond.EQ, ins)


def _wants(code: Emitter, ins: Instruction) -> None:
    emit, layout = code.asm.emit, code.layout
    ci, temp = SCRATCH[0], SCRATCH[1]
    assert isinstance(ins.aux, int)
    emit("ldr", ci, VM, layout.vm_thread)
    emit("ldr", ci, ci, layout.thread_ci)
    emit("ldr_w", temp, ci, layout.ci_cont)
    emit("cmp_imm", temp, 0)
    code.exit_if(Cond.NE, ins)
    emit("ldr_w", temp, ci, layout.ci_nresults)
    code.asm.mov_imm(EXTRA_SCRATCH[0], ins.aux & 0xFFFF_FFFF)
    emit("cmp", temp, EXTRA_SCRATCH[0])
    code.exit_if(Cond.NE, ins)


def _room(code: Emitter, ins: Instruction) -> None:
    emit, layout = code.asm.emit, code.layout
    thread, need = SCRATCH
    have, temp = EXTRA_SCRATCH
    emit("ldr", thread, VM, layout.vm_thread)
    code.add_constant(need, BASE, 8 * MAX_SLOT, temp)
    emit("ldr", have, thread, layout.thread_stack_last)
    emit("cmp", need, have)
    code.exit_if(Cond.HI, ins)
    emit("ldr", need, thread, layout.thread_ci)
    code.add_constant(need, need, MAX_FRAMES * layout.ci_size, temp)
    emit("ldr", have, thread, layout.thread_end_ci)
    emit("cmp", need, have)
    code.exit_if(Cond.HI, ins)


def _gc_check(code: Emitter, ins: Instruction) -> None:
    code.asm.emit("ldr", SCRATCH[0], VM, code.layout.vm_gc_debt)
    code.asm.branch_bit(SCRATCH[0], 63, code.exit(ins.snapshot), value=False)


def _clock_check(code: Emitter, ins: Instruction) -> None:
    layout = code.layout
    code.asm.emit("ldr", SCRATCH[0], VM, layout.vm_clock)
    if ins.snapshot is not None and ins.snapshot.clock:
        code.add_constant(SCRATCH[0], SCRATCH[0], ins.snapshot.clock, SCRATCH[1])
    code.asm.emit("ldr", SCRATCH[1], VM, layout.vm_clock_limit)
    code.asm.emit("cmp", SCRATCH[0], SCRATCH[1])
    code.exit_if(Cond.HS, ins)


def _nothing(code: Emitter, ins: Instruction) -> None:
    """The entry has put the value where it lives, or it lives nowhere."""


def _spend(code: Emitter, ins: Instruction) -> None:
    assert isinstance(ins.aux, int)
    debt, amount = SCRATCH
    code.asm.emit("ldr", debt, VM, code.layout.vm_gc_debt)
    code.add_constant(debt, debt, ins.aux, amount)
    code.asm.emit("str", debt, VM, code.layout.vm_gc_debt)


def _force(code: Emitter, ins: Instruction) -> None:
    assert isinstance(ins.aux, int)
    counter, left = SCRATCH
    code.add_constant(counter, VM, SITE_TABLE - VM_ADDRESS + 8 * ins.aux, left)
    code.asm.emit("ldr", left, counter, 0)
    code.asm.emit("sub_imm", left, left, 1)
    code.asm.emit("str", left, counter, 0)
    code.asm.branch_zero(left, code.exit(ins.snapshot), zero=True)


def _lowerings() -> tuple[Lower, ...]:
    by_name: dict[str, Lower] = {
        "inherit": _nothing,
        "unbox": _unbox,
        "box": _box,
        "min": _min_max,
        "max": _min_max,
        "ineg": _integer_unary,
        "bnot": _integer_unary,
        "sext": _sign_extend,
        "numlo": _low_half,
        "int2num": _int2num,
        "num2int": _num2int,
        "aref": memory.array_address,
        "hrefk": memory.node_address,
        "nref": memory.known_node,
        "sunk": _nothing,
        "spend": _spend,
        "hmiss": memory.absent_key,
        "fstore": memory.store_field,
        "call": calls.call,
        "scall": calls.synced_call,
        "apart": _apart,
        "tbar": _table_barrier,
        "retf": _return_frame,
        "wants": _wants,
        "room": _room,
        "gccheck": _gc_check,
        "clockcheck": _clock_check,
        "force": _force,
    }
    families: tuple[tuple[tuple[str, ...] | Mapping[str, object], Lower], ...] = (
        (INTEGER_FAILS, _integer_guard),
        (NUMBER_FAILS, _number_guard),
        (_NUMBER_BINARY, _number_binary),
        (_NUMBER_UNARY, _number_unary),
        (_INTEGER_BINARY, _integer_binary),
        (("sload", "fload", "uref", "aload", "hload", "uload"), memory.load),
        (("astore", "hstore", "ustore"), memory.store_element),
    )
    for names, lower in families:
        by_name.update(dict.fromkeys(names, lower))
    return tuple(by_name[name] for name in OPS)


LOWERINGS: Final = _lowerings()
"""How to lower each operation, by `Op.number`."""
