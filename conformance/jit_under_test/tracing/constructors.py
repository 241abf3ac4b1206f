"""Tables with constant names as keys: all keys of a constructor are there from the start.

`{x = a, y = b}` makes a table with room for two keys and then stores them one by one, and each
store looks for a free node. A fragment copies a template instead: a table made while recording,
in which the keys have been stored in the same order. The stores then write into nodes known by
number. Until its turn comes a key's value is false: the collector forgets keys whose value is nil.
A key stored with nil keeps its node only until another one belongs there. Where that happens the
recording is given up, and from then on the constructor gets no template.
Only the constructor can reach the table meanwhile, and it goes on to the next key also where a
guard leaves.
"""

from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.bytecode.quick import (
    FIRST_CONSTANT,
    Field,
    OperandKind,
    QuickInstruction,
)
from conformance.jit_under_test.runtime.objects import Node, Table
from conformance.jit_under_test.runtime.values import FALSE, NIL, STRING

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

# Instructions behind NEWTABLE that are looked at.
REACH: Final = 100
# Keys of a template. Up to here NEWTABLE says exactly how many keys its constructor stores.
MOST_KEYS: Final = 15
_ENDS: Final = (Op.RETURN, Op.TAILCALL, Op.FORLOOP, Op.FORPREP, Op.TFORLOOP, Op.CLOSURE)


def constructor_keys(
    runtime: "Runtime", pc: int, k: int, register: int, hash_size: int
) -> tuple[int, ...]:
    """The constant strings that a constructor stores first into its new table, in order.

    `pc` is behind its NEWTABLE, whose operand is `hash_size`: stores into the table that follow
    those of the constructor are not its. `k` is the address of the function's constants. The code
    is read in a straight line: a constructor has jumps only inside its values.
    """
    memory = runtime.memory
    keys: list[int] = []
    most = min(hash_size, MOST_KEYS)
    for _ in range(REACH):
        if len(keys) == most:
            break
        instruction = QuickInstruction(memory.read_u64(pc))
        pc += 8
        op = instruction.quick.op
        if op in _ENDS or (op is Op.JMP and instruction.sbx < 0):
            break
        if instruction.a != register:
            if op is Op.SETLIST or (op is Op.CALL and instruction.a <= register):
                break
            continue
        key = _constant_string(runtime, instruction, k) if op is Op.SETTABLE else None
        if key is None or key in keys:
            break
        keys.append(key)
    return tuple(keys)


def _constant_string(runtime: "Runtime", instruction: QuickInstruction, k: int) -> int | None:
    operand = instruction.b
    assert isinstance(operand, Field)
    assert operand.value is not None
    number = operand.value
    if operand.kind is OperandKind.RK:
        number -= FIRST_CONSTANT
    elif operand.kind is not OperandKind.STRING:
        return None
    word = runtime.memory.read_u64(k + 8 * number) if number >= 0 else NIL
    return word if word >> 47 == STRING >> 47 else None


def make_template(
    runtime: "Runtime", array_size: int, hash_size: int, keys: tuple[int, ...]
) -> int:
    """The address of a table that has these keys, with false as values; sizes as in NEWTABLE."""
    table = runtime.invoke("trace_new_table", array_size, hash_size)
    for key in keys:
        runtime.invoke("trace_set", table, key, FALSE)
    return table


def template_keys(runtime: "Runtime", template: int) -> tuple[int, ...]:
    """The keys of a template by node, nil where a node is free."""
    read = runtime.memory.read_u64
    count = 1 << runtime.memory.read_u8(template + Table.offset("lsizenode"))
    first = read(template + Table.offset("node")) + Node.offset("key")
    return tuple([read(first + number * Node.size) for number in range(count)])
