"""Listing of functions in the style of `luac -l -l`, without memory addresses."""

from collections.abc import Callable, Iterator
from typing import Final

from conformance.jit_under_test.bytecode.opcodes import (
    OP_INFO,
    Mode,
    Op,
    Operand,
    arg_a,
    arg_b,
    arg_bx,
    arg_c,
    arg_sbx,
    constant_index,
    is_constant,
    opcode,
)
from conformance.jit_under_test.bytecode.prototype import Constant, Prototype

_WORD_SIZE: Final = 4

_ESCAPES: Final = {
    ord('"'): '\\"',
    ord("\\"): "\\\\",
    7: "\\a",
    8: "\\b",
    9: "\\t",
    10: "\\n",
    11: "\\v",
    12: "\\f",
    13: "\\r",
}


def list_function(proto: Prototype, full: bool = True) -> str:
    """Return the listing of `proto` and of all functions nested in it, outer ones first.

    With `full`, constants, local variables and upvalues follow the instructions of each, as in
    `luac -l -l`. Pcs, lines and constants count from 1; a constant operand is shown negative.
    """
    return "".join(f"{line}\n" for line in _lines(proto, full))


def show_constant(constant: Constant) -> str:
    """Return a constant as listings show it."""
    if constant is None:
        return "nil"
    if isinstance(constant, bool):
        return "true" if constant else "false"
    if isinstance(constant, bytes):
        return f'"{"".join(map(_show_byte, constant))}"'
    return f"{constant:.14g}"


def show_instruction(proto: Prototype, pc: int) -> str:
    """Return one line of the listing: position, line, opcode, operands and a comment."""
    word = proto.code[pc]
    line = proto.lineinfo[pc] if proto.lineinfo else 0
    place = f"\t{pc + 1}\t[{line if line > 0 else '-'}]\t"
    op = opcode(word)
    if op >= len(OP_INFO):
        return f"{place}?{op}"
    text = f"{place}{OP_INFO[op].name:<9}\t{' '.join(map(str, _operands(word)))}"
    comment = _COMMENTS[op](proto, pc) if op in _COMMENTS else ""
    return f"{text}\t; {comment}" if comment else text


def _lines(proto: Prototype, full: bool) -> Iterator[str]:
    yield from _header(proto)
    pc = 0
    while pc < len(proto.code):
        yield show_instruction(proto, pc)
        word = proto.code[pc]
        pc += 2 if opcode(word) == Op.SETLIST and arg_c(word) == 0 else 1
    if full:
        yield f"constants ({len(proto.constants)}):"
        for number, constant in enumerate(proto.constants, 1):
            yield f"\t{number}\t{show_constant(constant)}"
        yield f"locals ({len(proto.locvars)}):"
        for number, variable in enumerate(proto.locvars):
            name = _text(variable.name)
            yield f"\t{number}\t{name}\t{variable.start_pc + 1}\t{variable.end_pc + 1}"
        yield f"upvalues ({len(proto.upvalue_names)}):"
        for number, upvalue in enumerate(proto.upvalue_names):
            yield f"\t{number}\t{_text(upvalue)}"
    for nested in proto.protos:
        yield from _lines(nested, full)


def _header(proto: Prototype) -> Iterator[str]:
    yield ""
    size = f"{_count(len(proto.code), 'instruction')}, {len(proto.code) * _WORD_SIZE} bytes"
    yield f"{'function' if proto.linedefined else 'main'} {_place(proto)} ({size})"
    plus = "+" if proto.is_vararg else ""
    parameters = f"{proto.numparams}{plus} param{'' if proto.numparams == 1 else 's'}"
    counts = (
        (proto.maxstacksize, "slot"),
        (proto.nups, "upvalue"),
        (len(proto.locvars), "local"),
        (len(proto.constants), "constant"),
        (len(proto.protos), "function"),
    )
    yield ", ".join((parameters, *(_count(n, noun) for n, noun in counts)))


def _place(proto: Prototype) -> str:
    source = proto.source
    if source[:1] in (b"@", b"="):
        name = _text(source[1:])
    else:
        name = "(bstring)" if source[:1] == b"\x1b" else "(string)"
    return f"<{name}:{proto.linedefined},{proto.lastlinedefined}>"


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _text(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")


def _show_byte(byte: int) -> str:
    if byte in _ESCAPES:
        return _ESCAPES[byte]
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03d}"


def _operands(word: int) -> list[int]:
    """Return the operands as listings show them."""
    op = opcode(word)
    info = OP_INFO[op]
    if info.mode is Mode.ASBX:
        return [arg_sbx(word)] if op == Op.JMP else [arg_a(word), arg_sbx(word)]
    if info.mode is Mode.ABX:
        bx = arg_bx(word)
        return [arg_a(word), -1 - bx if info.b is Operand.CONST_OR_REG else bx]
    shown = [arg_a(word)]
    for value, kind in ((arg_b(word), info.b), (arg_c(word), info.c)):
        if kind is not Operand.NONE:
            shown.append(-1 - constant_index(value) if is_constant(value) else value)
    return shown


def _comment_bx(proto: Prototype, pc: int) -> str:
    return show_constant(proto.constants[arg_bx(proto.code[pc])])


def _comment_global(proto: Prototype, pc: int) -> str:
    name = proto.constants[arg_bx(proto.code[pc])]
    return _text(name) if isinstance(name, bytes) else show_constant(name)


def _comment_upvalue(proto: Prototype, pc: int) -> str:
    names = proto.upvalue_names
    return _text(names[arg_b(proto.code[pc])]) if names else "-"


def _comment_key(proto: Prototype, pc: int) -> str:
    c = arg_c(proto.code[pc])
    return show_constant(proto.constants[constant_index(c)]) if is_constant(c) else ""


def _comment_operands(proto: Prototype, pc: int) -> str:
    operands = (arg_b(proto.code[pc]), arg_c(proto.code[pc]))
    if not any(map(is_constant, operands)):
        return ""
    return " ".join(
        show_constant(proto.constants[constant_index(rk)]) if is_constant(rk) else "-"
        for rk in operands
    )


def _comment_target(proto: Prototype, pc: int) -> str:
    return f"to {arg_sbx(proto.code[pc]) + pc + 2}"


def _comment_closure(proto: Prototype, pc: int) -> str:
    return f"function {_place(proto.protos[arg_bx(proto.code[pc])])}"


def _comment_count(proto: Prototype, pc: int) -> str:
    return str(arg_c(proto.code[pc]) or proto.code[pc + 1])


_COMMENTS: Final[dict[int, Callable[[Prototype, int], str]]] = {
    Op.LOADK: _comment_bx,
    Op.GETUPVAL: _comment_upvalue,
    Op.SETUPVAL: _comment_upvalue,
    Op.GETGLOBAL: _comment_global,
    Op.SETGLOBAL: _comment_global,
    Op.GETTABLE: _comment_key,
    Op.SELF: _comment_key,
    Op.JMP: _comment_target,
    Op.FORLOOP: _comment_target,
    Op.FORPREP: _comment_target,
    Op.CLOSURE: _comment_closure,
    Op.SETLIST: _comment_count,
    **dict.fromkeys(
        (
            Op.SETTABLE,
            Op.ADD,
            Op.SUB,
            Op.MUL,
            Op.DIV,
            Op.MOD,
            Op.POW,
            Op.EQ,
            Op.LT,
            Op.LE,
        ),
        _comment_operands,
    ),
}
