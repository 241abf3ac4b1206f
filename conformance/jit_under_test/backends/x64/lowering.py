"""Lowering of the IR: a table from operation to the function that emits it.

Arithmetic and comparisons are in modules of their own; here are boxing, memory and the
table that joins everything.

Type tests. A number is any word up to MAX_NUMBER, whose low half is zero: for a value in
memory it is enough to compare the upper half, and the number can be loaded straight into a
vector register. For the other types the tag is removed by exclusive or with the tag's bits;
whatever is left above the payload says that the type was another one.
"""

import struct
from collections.abc import Mapping
from typing import Final

from conformance.jit_under_test.backends.folding import EQUALITY, FOLDS, folds
from conformance.jit_under_test.backends.x64.arithmetic import ARITHMETIC, Lowering
from conformance.jit_under_test.backends.x64.calls import CALLS
from conformance.jit_under_test.backends.x64.emitter import (
    CVTSI2SD,
    LEA,
    LOADS,
    MOV_R64,
    MOV_RM64,
    MOVABS,
    MOVQ_TO_GPR,
    MOVQ_TO_XMM,
    MOVSD_LOAD,
    OR_R64,
    R10,
    R11,
    XMM14,
    XMM15,
    XORPS,
    Emitter,
    apply,
)
from conformance.jit_under_test.backends.x64.encoding import FORMS, Condition, Mem, at
from conformance.jit_under_test.backends.x64.guards import GUARDS
from conformance.jit_under_test.backends.x64.registers import VM
from conformance.jit_under_test.ir.boxing import MAX_NUMBER, TAG_BITS, TAG_SHIFT, box
from conformance.jit_under_test.ir.fields import NODE_KEY, NODE_NEXT, NODE_SIZE, NODE_VALUE, Field
from conformance.jit_under_test.ir.fragment import UNGUARDED, Constant, Instruction
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import INT, NUM, VAL

_A: Final = Condition.A
_E: Final = Condition.E
_NE: Final = Condition.NE
_ADD_IMM8 = FORMS["add rm64, imm8"]
_ADD_IMM32 = FORMS["add rm64, imm32"]
_CMP_R64 = FORMS["cmp r64, rm64"]
_CMP32_IMM32 = FORMS["cmp rm32, imm32"]
_XOR_R64 = FORMS["xor r64, rm64"]
_SHR_IMM8 = FORMS["shr rm64, imm8"]
_CMP_IMM32 = FORMS["cmp rm64, imm32"]

# Width -> (store from a register, store of an immediate).
_STORES: Final = {
    1: (FORMS["mov rm8, r8"], FORMS["mov rm8, imm8"]),
    2: (FORMS["mov rm16, r16"], FORMS["mov rm16, imm16"]),
    4: (FORMS["mov rm32, r32"], FORMS["mov rm32, imm32"]),
}

# A comparison can read memory, so a value that is only tested for nil needs no register.
_TESTABLE = ("unbox", *EQUALITY)
X64_FOLDS: Final = {
    **FOLDS,
    **folds(dict.fromkeys(("sload", "aload", "hload", "uload"), _TESTABLE)),
}
"""What is folded into what."""

_U64 = struct.Struct("<Q")


def _unbox(e: Emitter, ins: Instruction) -> None:
    if ins.type is NUM:
        _unbox_number(e, ins)
    else:
        _unbox_object(e, ins)


def _unbox_number(e: Emitter, ins: Instruction) -> None:
    asm = e.asm
    source = ins.args[0]
    if isinstance(source, Instruction) and e.is_folded(source):
        place: object = e.loaded(source)
    else:
        place = e.gpr(source, R10) if isinstance(source, Constant) else e.gpr_or_memory(source)
    live = e.location(ins) is not None
    target = e.fpr_target(ins, XMM14)
    if isinstance(place, Mem):
        upper_half = place._replace(disp=place.disp + 4)
        asm.emit(_CMP32_IMM32, upper_half, MAX_NUMBER >> 32)
        if ins.aux is not UNGUARDED:
            asm.branch(_A, e.exit(ins))
        if live:
            asm.emit(MOVSD_LOAD, target, place)
    else:
        assert isinstance(place, int)
        asm.emit(_CMP_R64, place, asm.constant(_U64.pack(MAX_NUMBER)))
        if ins.aux is not UNGUARDED:
            asm.branch(_A, e.exit(ins))
        if live:
            asm.emit(MOVQ_TO_XMM, target, place)
    e.fpr_done(ins, target)


def _unbox_object(e: Emitter, ins: Instruction) -> None:
    """The result may be written before the test: it never shares a place with the snapshot."""
    asm = e.asm
    source = ins.args[0]
    target = e.gpr_target(ins, R10)
    if isinstance(source, Instruction) and e.is_folded(source):
        asm.emit(MOV_R64, target, e.loaded(source))
    else:
        e.gpr_into(target, source)
    asm.emit(_XOR_R64, target, asm.constant(_U64.pack(TAG_BITS[ins.type])))
    asm.emit(MOV_R64, R11, target)
    asm.emit(_SHR_IMM8, R11, TAG_SHIFT)
    asm.branch(_NE, e.exit(ins))
    e.gpr_done(ins, target)


def _box(e: Emitter, ins: Instruction) -> None:
    asm = e.asm
    source = ins.args[0]
    target = e.gpr_target(ins, R10)
    if isinstance(source, Constant):
        e.load_constant(target, box(source.type, source.value))
    elif source.type is NUM:
        place = e.fpr_or_memory(source)
        if isinstance(place, int):
            asm.emit(MOVQ_TO_GPR, target, place)
        else:
            asm.emit(MOV_R64, target, place)
    elif source.type is INT:
        asm.emit(XORPS, XMM15, XMM15)  # the conversion depends on the old content
        asm.emit(CVTSI2SD, XMM15, e.gpr_or_memory(source))
        asm.emit(MOVQ_TO_GPR, target, XMM15)
    elif source.type is VAL:
        e.gpr_into(target, source)
    elif e.gpr_or_memory(source) == target:
        asm.emit(MOVABS, R11, TAG_BITS[source.type])
        asm.emit(OR_R64, target, R11)
    else:
        asm.emit(MOVABS, target, TAG_BITS[source.type])
        asm.emit(OR_R64, target, e.gpr_or_memory(source))
    e.gpr_done(ins, target)


def _load(e: Emitter, ins: Instruction) -> None:
    target = e.gpr_target(ins, R10)
    e.asm.emit(MOV_R64, target, e.loaded(ins))
    e.gpr_done(ins, target)


def _store(e: Emitter, ins: Instruction) -> None:
    address, value = ins.args
    e.store_boxed(e.address(address), value)


def _fload(e: Emitter, ins: Instruction) -> None:
    field = ins.aux
    assert isinstance(field, Field)
    memory = e.loaded(ins)
    if ins.type is NUM:
        number = e.fpr_target(ins, XMM14)
        e.asm.emit(MOVSD_LOAD, number, memory)
        e.fpr_done(ins, number)
        return
    target = e.gpr_target(ins, R10)
    e.asm.emit(LOADS[field.width, field.signed], target, memory)
    e.gpr_done(ins, target)


def _fstore(e: Emitter, ins: Instruction) -> None:
    field = ins.aux
    assert isinstance(field, Field)
    value = ins.args[1]
    memory = e.address(ins.args[0], field.offset)
    if field.width == 8:
        if isinstance(value, Constant):
            e.store_word(memory, value.bits)
        else:
            e.asm.emit(MOV_RM64, memory, e.gpr(value, R11))
        return
    from_register, immediate = _STORES[field.width]
    if isinstance(value, Constant):
        mask = (1 << 8 * field.width) - 1
        e.asm.emit(immediate, memory, value.bits & mask)
    else:
        e.asm.emit(from_register, memory, e.gpr(value, R11))


def _aref(e: Emitter, ins: Instruction) -> None:
    target = e.gpr_target(ins, R10)
    e.asm.emit(LEA, target, e.element(ins))
    e.gpr_done(ins, target)


def _hrefk(e: Emitter, ins: Instruction) -> None:
    node, key = ins.args
    assert isinstance(ins.aux, int) and isinstance(key, Constant)
    base = NODE_SIZE * ins.aux
    e.asm.emit(MOV_R64, R11, e.address(node, base + NODE_KEY))
    e.asm.emit(_CMP_R64, R11, e.gpr_or_memory(key))
    e.asm.branch(_NE, e.exit(ins))
    if e.location(ins) is not None:
        target = e.gpr_target(ins, R10)
        e.asm.emit(LEA, target, e.address(node, base + NODE_VALUE))
        e.gpr_done(ins, target)


def _nref(e: Emitter, ins: Instruction) -> None:
    assert isinstance(ins.aux, int)
    target = e.gpr_target(ins, R10)
    e.asm.emit(LEA, target, e.address(ins.args[0], NODE_SIZE * ins.aux + NODE_VALUE))
    e.gpr_done(ins, target)


_TEST_R64 = FORMS["test rm64, r64"]


def _hmiss(e: Emitter, ins: Instruction) -> None:
    nodes, key = ins.args
    assert isinstance(ins.aux, int)
    asm = e.asm
    asm.emit(LEA, R10, e.address(nodes, NODE_SIZE * ins.aux))
    wanted = e.gpr(key, R11)
    again = asm.label()
    asm.bind(again)
    asm.emit(_CMP_R64, wanted, at(R10, NODE_KEY))
    asm.branch(_E, e.exit(ins))
    asm.emit(MOV_R64, R10, at(R10, NODE_NEXT))
    asm.emit(_TEST_R64, R10, R10)
    asm.branch(_NE, again, short=True)


def _uref(e: Emitter, ins: Instruction) -> None:
    assert isinstance(ins.aux, int)
    target = e.gpr_target(ins, R10)
    e.asm.emit(MOV_R64, target, e.address(ins.args[0], e.layout.upvalues + 8 * ins.aux))
    e.asm.emit(MOV_R64, target, at(target, e.layout.upvalue_v))
    e.gpr_done(ins, target)


def _nothing(e: Emitter, ins: Instruction) -> None:
    """The entry has put the value where it lives, or it lives nowhere."""


def _spend(e: Emitter, ins: Instruction) -> None:
    assert isinstance(ins.aux, int)
    apply(e.asm, _ADD_IMM8, _ADD_IMM32, at(VM, e.layout.vm_gc_debt), ins.aux)


_TEST_RM8 = FORMS["test rm8, imm8"]
_AND_RM8 = FORMS["and rm8, imm8"]


def _table_barrier(e: Emitter, ins: Instruction) -> None:
    asm, layout = e.asm, e.layout
    table = e.gpr(ins.args[0], R10)
    marked = at(table, layout.table_marked)
    gray = asm.label()
    asm.emit(_TEST_RM8, marked, layout.black)
    asm.branch(_E, gray, short=True)
    asm.emit(_AND_RM8, marked, ~layout.black & 0xFF)
    asm.emit(MOV_R64, R11, at(VM, layout.vm_gray_again))
    asm.emit(MOV_RM64, at(table, layout.table_gclist), R11)
    asm.emit(MOV_RM64, at(VM, layout.vm_gray_again), table)
    asm.bind(gray)


LOWERINGS: Final[Mapping[str, Lowering]] = {
    **ARITHMETIC,
    **GUARDS,
    **CALLS,
    "inherit": _nothing,
    "unbox": _unbox,
    "box": _box,
    "sload": _load,
    "aload": _load,
    "hload": _load,
    "uload": _load,
    "astore": _store,
    "hstore": _store,
    "ustore": _store,
    "fload": _fload,
    "fstore": _fstore,
    "aref": _aref,
    "hrefk": _hrefk,
    "nref": _nref,
    "sunk": _nothing,
    "spend": _spend,
    "hmiss": _hmiss,
    "tbar": _table_barrier,
    "uref": _uref,
}
"""Operation name to what emits it: one entry for every operation of the IR."""

if LOWERINGS.keys() != OPS.keys():
    raise AssertionError(f"lowering table: {sorted(LOWERINGS.keys() ^ OPS.keys())}")


def lower(e: Emitter, ins: Instruction) -> None:
    """Emit one instruction; nothing for a result that nobody reads or that is folded."""
    op = ins.op
    if e.locations[ins.index] is None and op.removable:
        return
    LOWERINGS[op.name](e, ins)
