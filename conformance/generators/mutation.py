"""Mutators: what is nearly a program, out of what is one.

Source is changed at its bytes and at its words. Binary chunks are changed at their bytes, or as
functions are before they are written: then most pass as chunks, and their instructions differ in
an opcode, an operand or their order, so that they reach the verifier and some what is behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from conformance.jit_under_test.bytecode.opcodes import MAX_STACK, NUM_OPCODES
from conformance.jit_under_test.bytecode.prototype import Constant, LocalVariable, Prototype
from conformance.jit_under_test.frontend import dump

_PLAIN_WORDS: Final = rb"""
and break do else elseif end false for function if in local nil not or repeat return then true
until while + - * / % ^ # == ~= <= >= < > = ( ) { } [ ] ; : , . .. ... a b self arg goto 0 1 0x1p
0xFF 1e309 3..2 .5. 1e \ $ @ ! ~ ` ? " ' 'x' '\0' '\300' '\x' [[x]] [==[x]==] [==[ --[[
]] -- --[ #!x
"""
WORDS: Final = (
    *_PLAIN_WORDS.split(),
    *(b"'\\\n'", b"\0", b"\x1a", b"\r", b"\n", b"\n\r", b"\v", b"\f", b"\xff", b"\xe9"),
)
_PIECE: Final = re.compile(rb"\w+|\s+|[^\w\s]")
NESTING: Final = ((b"(", b")"), (b"{", b"}"), (b"do ", b" end "), (b"function() ", b" end "))
# What may change at once; few, so that much of the original stays in force.
MOST_CHANGES: Final = 4
_REPEATS: Final = (2, 3, 10, 197, 201, 260)

SourceMutator = Callable[[Random, list[bytes]], None]


def _span(random: Random, length: int) -> tuple[int, int]:
    start = random.randrange(length + 1)
    return start, min(length, start + random.choice((0, 1, 1, 2, 5, 20)))


def _delete(random: Random, pieces: list[bytes]) -> None:
    start, end = _span(random, len(pieces))
    del pieces[start:end]


def _repeat(random: Random, pieces: list[bytes]) -> None:
    start, end = _span(random, len(pieces))
    pieces[start:start] = pieces[start:end] * random.choice(_REPEATS)


def _move(random: Random, pieces: list[bytes]) -> None:
    start, end = _span(random, len(pieces))
    at = random.randrange(len(pieces) + 1)
    pieces[at:at] = pieces[start:end]


def _insert(random: Random, pieces: list[bytes]) -> None:
    pieces.insert(random.randrange(len(pieces) + 1), b" " + random.choice(WORDS) + b" ")


def _replace(random: Random, pieces: list[bytes]) -> None:
    if pieces:
        pieces[random.randrange(len(pieces))] = random.choice(WORDS)


def _nest(random: Random, pieces: list[bytes]) -> None:
    start, end = _span(random, len(pieces))
    opening, closing = random.choice(NESTING)
    depth = random.choice(_REPEATS)
    pieces[start:end] = [opening * depth, *pieces[start:end], closing * depth]


def _flip(random: Random, pieces: list[bytes]) -> None:
    if pieces:
        index = random.randrange(len(pieces))
        pieces[index] = flip_bytes(random, pieces[index])


def _truncate(random: Random, pieces: list[bytes]) -> None:
    del pieces[random.randrange(len(pieces) + 1) :]


SOURCE_MUTATORS: Final[Sequence[SourceMutator]] = (
    _delete, _repeat, _move, _insert, _insert, _replace, _replace, _nest, _flip, _truncate,
)  # fmt: skip


def mutate_source(random: Random, source: bytes) -> bytes:
    """A source with a few changes."""
    pieces = _PIECE.findall(source)
    # Half of them one change: a program with more has hardly a chance to be one still.
    for _ in range(random.choice((1, 1, 1, 2, 3, MOST_CHANGES))):
        random.choice(SOURCE_MUTATORS)(random, pieces)
    return b"".join(pieces)


def flip_bytes(random: Random, data: bytes) -> bytes:
    """Some bytes with other values, inserted, or gone."""
    changed = bytearray(data)
    for _ in range(random.randint(1, MOST_CHANGES)):
        at = random.randrange(len(changed) + 1)
        match random.randrange(4):
            case 0 if at < len(changed):
                changed[at] ^= 1 << random.randrange(8)
            case 1 if at < len(changed):
                changed[at] = random.choice((0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)))
            case 2:
                changed.insert(at, random.randrange(256))
            case _:
                del changed[at : at + random.choice((1, 1, 4, 8))]
    return bytes(changed)


# --- functions --------------------------------------------------------------------------------


def _near(random: Random, value: int, bits: int) -> int:
    """Another value of a field: near by, at an end, or any."""
    chosen = random.choice(
        (value + 1, value - 1, value ^ 1 << random.randrange(bits), 0, (1 << bits) - 1,
         random.getrandbits(bits))
    )  # fmt: skip
    return chosen & ((1 << bits) - 1)


# First bit and width of an instruction's fields, Bx among them.
_FIELDS: Final = ((6, 8), (6, 8), (14, 9), (23, 9), (14, 18))


def _change_instruction(random: Random, code: list[int]) -> None:
    at = random.randrange(len(code))
    word = code[at]
    match random.randrange(8):
        case 0:
            word = word & ~63 | random.randrange(NUM_OPCODES + 1)
        case 1:
            word = random.choice(code)
        case 2:
            code.insert(at, random.choice(code))
            return
        case 3:
            if len(code) > 1:
                del code[at]
            return
        case 4:
            other = random.randrange(len(code))
            code[other], word = word, code[other]
        case _:
            shift, width = random.choice(_FIELDS)
            mask = (1 << width) - 1
            value = _near(random, word >> shift & mask, width)
            word = word & ~(mask << shift) | value << shift
    code[at] = word & 0xFFFF_FFFF


def _constant(random: Random, constants: Sequence[Constant]) -> Constant:
    values: tuple[Constant, ...] = (
        None, True, False, 0.0, -0.0, 1e308, float("nan"), float("inf"), b"", b"x" * 200, b"\0",
        *constants,
    )  # fmt: skip
    return random.choice(values)


def _change_function(random: Random, proto: Prototype) -> Prototype:
    """One change in one function, the nested ones left as they are."""
    match random.randrange(12):
        case 0:
            constants = list(proto.constants)
            at = random.randrange(len(constants) + 1)
            constants[at : at + random.randrange(2)] = [_constant(random, constants)]
            return replace(proto, constants=tuple(constants))
        case 1:
            sizes = (0, 1, 2, MAX_STACK, 255, max(0, proto.maxstacksize - 1))
            return replace(proto, maxstacksize=random.choice(sizes))
        case 2:
            return random.choice(
                (
                    replace(proto, nups=_near(random, proto.nups, 8)),
                    replace(proto, numparams=_near(random, proto.numparams, 8)),
                    replace(proto, is_vararg=_near(random, proto.is_vararg, 8)),
                )
            )
        case 3:
            return replace(proto, linedefined=random.choice((0, -1, 1 << 30, -(1 << 31))))
        case 4:
            lines = tuple(random.choice((0, -1, 1 << 30, line)) for line in proto.lineinfo)
            return replace(proto, lineinfo=lines[: random.choice((0, len(lines)))])
        case 5:
            variable = LocalVariable(b"v", random.randrange(9), random.choice((0, 9, 1 << 30)))
            return replace(proto, locvars=(variable, *proto.locvars[random.randrange(2) :]))
        case 6:
            return replace(proto, upvalue_names=proto.upvalue_names[random.randrange(2) :])
        case 7:
            protos = list(proto.protos)
            random.shuffle(protos)
            return replace(proto, protos=tuple(protos[random.randrange(2) :]))
        case _:
            code = list(proto.code)
            if code:
                _change_instruction(random, code)
            return replace(proto, code=tuple(code))


def _change(random: Random, proto: Prototype) -> Prototype:
    """One change somewhere in a function or those nested in it."""
    if proto.protos and random.random() < 0.6:
        at = random.randrange(len(proto.protos))
        protos = (
            *proto.protos[:at], _change(random, proto.protos[at]), *proto.protos[at + 1 :],
        )  # fmt: skip
        return replace(proto, protos=protos)
    return _change_function(random, proto)


def mutate_chunk(random: Random, proto: Prototype) -> bytes:
    """The binary chunk of a function with a few changes, some of them in its bytes."""
    for _ in range(random.randint(1, MOST_CHANGES)):
        proto = _change(random, proto)
    chunk = dump(proto, strip=random.random() < 0.2)
    return flip_bytes(random, chunk) if random.random() < 0.15 else chunk
