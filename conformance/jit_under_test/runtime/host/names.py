"""What a register is called in the source: the names in error messages and tracebacks.

The debug information knows locals; for other registers the instruction that last wrote them
tells, found by following the code up to the point in question (forward jumps are taken).
The result is PUC's, whose `getobjname` does the same.
"""

from typing import TYPE_CHECKING

from conformance.jit_under_test.bytecode.opcodes import OP_INFO, Op
from conformance.jit_under_test.bytecode.quick import FIRST_CONSTANT

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype

Name = tuple[str, bytes]  # kind ("local", "global", "field", "upvalue", "method") and name


def local_name(prototype: "Prototype", number: int, pc: int) -> bytes | None:
    """Name of the `number`-th (from 1) local variable that is active at `pc`."""
    for variable in prototype.locvars:
        if variable.start_pc > pc:
            break
        if pc < variable.end_pc:
            number -= 1
            if number == 0:
                return variable.name
    return None


def _constant_name(prototype: "Prototype", operand: int) -> bytes:
    if operand >= FIRST_CONSTANT:
        constant = prototype.constants[operand - FIRST_CONSTANT]
        if isinstance(constant, bytes):
            return constant
    return b"?"


def _writes(prototype: "Prototype", instruction: int, register: int) -> bool:
    """Does the instruction set the register?"""
    op = Op(instruction & 63)
    a, b = instruction >> 6 & 255, instruction >> 23
    if op is Op.LOADNIL:
        return a <= register <= b
    if op is Op.TFORLOOP:
        return register >= a + 2
    if op in (Op.CALL, Op.TAILCALL):
        return register >= a
    if op is Op.SELF and register == a + 1:
        return True
    if op is Op.VARARG:
        return register >= a if b == 0 else a <= register < a + b - 1
    return OP_INFO[op].sets_a and a == register


def last_writer(prototype: "Prototype", register: int, last_pc: int) -> int | None:
    """The pc of the instruction before `last_pc` that set the register, None if none did."""
    code = prototype.code
    found = None
    pc = 0
    while pc < last_pc:
        instruction = code[pc]
        op = instruction & 63
        if _writes(prototype, instruction, register):
            found = pc
        if op in (Op.JMP, Op.FORLOOP, Op.FORPREP):
            offset = (instruction >> 14) - 131071
            if pc < pc + 1 + offset <= last_pc:
                pc += offset
        elif op == Op.CLOSURE:
            pc += prototype.protos[instruction >> 14].nups
        elif op == Op.SETLIST and instruction >> 14 & 511 == 0:
            pc += 1
        pc += 1
    return found


def object_name(prototype: "Prototype", pc: int, register: int) -> Name | None:
    """Kind and name of what the register holds at `pc`, None if nothing is known.

    Names are C strings to PUC: they end at the first zero.
    """
    found = _object_name(prototype, pc, register)
    return None if found is None else (found[0], found[1].split(b"\0", 1)[0])


def _object_name(prototype: "Prototype", pc: int, register: int) -> Name | None:
    local = local_name(prototype, register + 1, pc)
    if local is not None:
        return "local", local
    writer = last_writer(prototype, register, pc)
    if writer is None:
        return None
    instruction = prototype.code[writer]
    op = instruction & 63
    a, b, c = instruction >> 6 & 255, instruction >> 23, instruction >> 14 & 511
    if op == Op.GETGLOBAL:
        name = prototype.constants[instruction >> 14]
        return "global", name if isinstance(name, bytes) else b"?"
    if op == Op.MOVE:
        return _object_name(prototype, writer, b) if b < a else None
    if op == Op.GETTABLE:
        return "field", _constant_name(prototype, c)
    if op == Op.GETUPVAL:
        names = prototype.upvalue_names
        return "upvalue", names[b] if b < len(names) else b"?"
    if op == Op.SELF:
        return "method", _constant_name(prototype, c)
    return None


def called_name(prototype: "Prototype", pc: int) -> Name | None:
    """Kind and name of the function that the instruction at `pc` calls."""
    instruction = prototype.code[pc]
    if instruction & 63 in (Op.CALL, Op.TAILCALL, Op.TFORLOOP):
        return object_name(prototype, pc, instruction >> 6 & 255)
    return None
