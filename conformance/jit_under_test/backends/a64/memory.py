"""Loads and stores of the heap, with the addresses that `folding` leaves to them."""

from __future__ import annotations

from conformance.jit_under_test.backends.a64.emitter import Emitter
from conformance.jit_under_test.backends.a64.operands import MASK64, Cond
from conformance.jit_under_test.backends.a64.registers import BASE, EXTRA_SCRATCH, SCRATCH, VM
from conformance.jit_under_test.ir.fields import NODE_KEY, NODE_NEXT, NODE_SIZE, NODE_VALUE, Field
from conformance.jit_under_test.ir.fragment import Constant, Instruction, Ref
from conformance.jit_under_test.ir.types import INT, NUM
from conformance.jit_under_test.runtime.memory_map import VM_ADDRESS

# (width in bytes, sign-extended) -> load
_LOADS = {
    (1, False): "ldrb",
    (2, False): "ldrh",
    (4, False): "ldr_w",
    (8, False): "ldr",
    (1, True): "ldrsb",
    (2, True): "ldrsh",
    (4, True): "ldrsw",
    (8, True): "ldr",
}
_STORES = {1: "strb", 2: "strh", 4: "str_w", 8: "str"}

_VM_SIZE = 4096  # offsets from VM that every access width can encode


def loaded(code: Emitter, ref: Ref, scratch: int) -> int:
    """A general register that holds `ref`, which may be a load that its user absorbs."""
    if isinstance(ref, Instruction) and ref.index in code.folded:
        _load_into(code, ref, scratch)
        return scratch
    return code.gpr(ref, scratch)


def load(code: Emitter, ins: Instruction) -> None:
    """sload, fload, uref, aload, hload and uload."""
    if code.locations[ins.index] is None:
        return
    target = code.target(ins, SCRATCH[0])
    _load_into(code, ins, target)
    code.finish(ins, target)


def _load_into(code: Emitter, ins: Instruction, target: int) -> None:
    name, aux = ins.op.name, ins.aux
    far = EXTRA_SCRATCH[1]
    if name == "sload":
        assert isinstance(aux, int)
        code.access("ldr", target, BASE, 8 * aux, far)
    elif name == "fload":
        assert isinstance(aux, Field)
        base, offset = _base(code, ins.args[0], aux.offset)
        if ins.type is NUM:
            code.access("ldr_d", target, base, offset, far)
        else:
            code.access(_LOADS[aux.width, aux.signed], target, base, offset, far)
    elif name == "uref":
        assert isinstance(aux, int)
        base, offset = _base(code, ins.args[0], code.layout.upvalues + 8 * aux)
        code.access("ldr", target, base, offset, far)
        code.access("ldr", target, target, code.layout.upvalue_v, far)
    else:
        _access_element(code, "ldr", target, ins.args[0])


def store_field(code: Emitter, ins: Instruction) -> None:
    """fstore."""
    field, (obj, value) = ins.aux, ins.args
    assert isinstance(field, Field)
    base, offset = _base(code, obj, field.offset)
    register = code.gpr(value, SCRATCH[0], zero=True)
    code.access(_STORES[field.width], register, base, offset, EXTRA_SCRATCH[1])


def store_element(code: Emitter, ins: Instruction) -> None:
    """astore, hstore and ustore."""
    address, value = ins.args
    if not isinstance(value, Constant) and value.type in (NUM, INT):
        _access_element(code, "str_d", code.boxed_double(value), address)
    else:
        _access_element(code, "str", code.boxed(value, SCRATCH[0]), address)


def array_address(code: Emitter, ins: Instruction) -> None:
    """aref, where its users need it in a register."""
    if code.locations[ins.index] is None:
        return
    array, index = ins.args
    target = code.target(ins, SCRATCH[0])
    if isinstance(index, Constant):
        base = code.gpr(array, SCRATCH[0])
        code.add_constant(target, base, 8 * int(index.value), SCRATCH[1])
    else:
        base = code.gpr(array, SCRATCH[0], zero=True)
        code.asm.emit("add_reg", target, base, code.gpr(index, SCRATCH[1], zero=True), 0, 3)
    code.finish(ins, target)


def node_address(code: Emitter, ins: Instruction) -> None:
    """hrefk: compare the key, then form the address unless the users do."""
    node, key = ins.args
    index = ins.aux
    assert isinstance(index, int)
    found, wanted = SCRATCH
    offset = NODE_SIZE * index
    base, from_base = _base(code, node, offset)
    code.access("ldr", found, base, from_base + NODE_KEY, EXTRA_SCRATCH[1])
    if isinstance(key, Constant) and key.bits == 0:
        code.asm.branch_zero(found, code.exit(ins.snapshot), zero=False)
    else:
        code.asm.emit("cmp", found, code.gpr(key, wanted))
        code.exit_if(Cond.NE, ins)
    if code.locations[ins.index] is not None:
        target = code.target(ins, SCRATCH[0])
        code.add_constant(target, base, from_base + NODE_VALUE, SCRATCH[1])
        code.finish(ins, target)


def known_node(code: Emitter, ins: Instruction) -> None:
    """nref, where its users need it in a register."""
    if code.locations[ins.index] is None:
        return
    assert isinstance(ins.aux, int)
    base, offset = _base(code, ins.args[0], NODE_SIZE * ins.aux + NODE_VALUE)
    target = code.target(ins, SCRATCH[0])
    code.add_constant(target, base, offset, SCRATCH[1])
    code.finish(ins, target)


def absent_key(code: Emitter, ins: Instruction) -> None:
    """hmiss: walk the nodes and compare their keys."""
    nodes, key = ins.args
    assert isinstance(ins.aux, int)
    node, found = SCRATCH
    base, offset = _base(code, nodes, NODE_SIZE * ins.aux)
    code.add_constant(node, base, offset, found)
    wanted = code.gpr(key, EXTRA_SCRATCH[0], zero=True)
    again = code.asm.label()
    code.asm.bind(again)
    code.asm.emit("ldr", found, node, NODE_KEY)
    code.asm.emit("cmp", found, wanted)
    code.exit_if(Cond.EQ, ins)
    code.asm.emit("ldr", node, node, NODE_NEXT)
    code.asm.branch_zero(node, again, zero=False)


def _access_element(code: Emitter, name: str, register: int, address: Ref) -> None:
    """Load or store the word at an address, which may be an aref, hrefk or nref to compute here."""
    far = EXTRA_SCRATCH[1]
    if isinstance(address, Constant) or address.index not in code.folded:
        base, offset = _base(code, address, 0)
        code.access(name, register, base, offset, far)
    elif address.op.name in ("hrefk", "nref"):
        assert isinstance(address.aux, int)
        base, offset = _base(code, address.args[0], NODE_SIZE * address.aux + NODE_VALUE)
        code.access(name, register, base, offset, far)
    else:
        array, index = address.args
        if isinstance(index, Constant):
            base, offset = _base(code, array, 8 * int(index.value))
            code.access(name, register, base, offset, far)
        else:
            base, _ = _base(code, array, 0)
            code.asm.emit(name + "_reg", register, base, code.gpr(index, far))


def _base(code: Emitter, ref: Ref, offset: int) -> tuple[int, int]:
    """A base register and an offset that make `ref` + offset."""
    if isinstance(ref, Constant):
        from_vm = ref.bits + offset - VM_ADDRESS
        if 0 <= from_vm < _VM_SIZE:
            return VM, from_vm
        code.asm.mov_imm(EXTRA_SCRATCH[0], (ref.bits + offset) & MASK64)
        return EXTRA_SCRATCH[0], 0
    return code.gpr(ref, EXTRA_SCRATCH[0]), offset
