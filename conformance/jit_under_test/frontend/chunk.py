"""Binary chunks of the 64-bit little-endian build of PUC Lua 5.1: writing and reading.

All integers are little-endian: int and instructions have 4 bytes, size_t and numbers 8. A string is
its size with the final NUL, then its bytes with the NUL; size 0 is no string at all.
"""

import struct
from array import array
from collections.abc import Callable
from typing import Final

from conformance.jit_under_test.bytecode.prototype import Constant, LocalVariable, Prototype
from conformance.jit_under_test.bytecode.verifier import BytecodeError, verify
from conformance.jit_under_test.frontend.errors import LuaChunkError, c_string
from conformance.jit_under_test.frontend.limits import C_CALLS_OF_LOAD, MAX_NESTING, deep_recursion

SIGNATURE: Final = b"\x1bLua"
# Version 5.1, official format, little-endian, sizes of int, size_t, instruction and number, and
# floating-point numbers.
HEADER: Final = SIGNATURE + bytes((0x51, 0, 1, 4, 8, 4, 8, 0))

_NIL, _BOOLEAN, _NUMBER, _STRING = 0, 1, 3, 4

_INT: Final = struct.Struct("<i")
_SIZE: Final = struct.Struct("<Q")
_DOUBLE: Final = struct.Struct("<d")

# The source name of a stripped main function.
_UNKNOWN_SOURCE: Final = b"=?"


def dump(proto: Prototype, strip: bool = False) -> bytes:
    """Return `proto` as a binary chunk; with `strip`, without names, lines and source."""
    parts = [HEADER]
    with deep_recursion():
        _dump_function(parts, proto, None, strip)
    return b"".join(parts)


def _dump_function(
    parts: list[bytes], proto: Prototype, outer_source: bytes | None, strip: bool
) -> None:
    is_known = strip or proto.source == outer_source
    parts.append(_string(None if is_known else proto.source))
    parts.append(_INT.pack(proto.linedefined) + _INT.pack(proto.lastlinedefined))
    parts.append(bytes((proto.nups, proto.numparams, proto.is_vararg, proto.maxstacksize)))
    parts.append(_INT.pack(len(proto.code)) + array("I", proto.code).tobytes())
    parts.append(_INT.pack(len(proto.constants)))
    parts.extend(map(_constant, proto.constants))
    parts.append(_INT.pack(len(proto.protos)))
    for nested in proto.protos:
        _dump_function(parts, nested, proto.source, strip)
    if strip:
        parts.append(_INT.pack(0) * 3)
        return
    parts.append(_INT.pack(len(proto.lineinfo)) + array("i", proto.lineinfo).tobytes())
    parts.append(_INT.pack(len(proto.locvars)))
    for variable in proto.locvars:
        parts.append(_string(variable.name))
        parts.append(_INT.pack(variable.start_pc) + _INT.pack(variable.end_pc))
    parts.append(_INT.pack(len(proto.upvalue_names)))
    parts.extend(map(_string, proto.upvalue_names))


def _string(text: bytes | None) -> bytes:
    return _SIZE.pack(0) if text is None else _SIZE.pack(len(text) + 1) + text + b"\0"


def _constant(constant: Constant) -> bytes:
    if constant is None:
        return bytes((_NIL,))
    if isinstance(constant, bool):
        return bytes((_BOOLEAN, constant))
    if isinstance(constant, bytes):
        return bytes((_STRING,)) + _string(constant)
    return bytes((_NUMBER,)) + _DOUBLE.pack(constant)


def undump(
    data: bytes,
    name: bytes,
    c_calls: int = C_CALLS_OF_LOAD,
    read: Callable[[], bytes] = bytes,
) -> Prototype:
    """Return the main function of a binary chunk, verified.

    `data` is its beginning and `read` gives further pieces, b"" at the end. `name` is the chunk's
    name as load gets it. `c_calls` counts as in `compile_source`. Raises LuaChunkError with PUC's
    message if the chunk is truncated, of another build, or malformed.
    """
    with deep_recursion():
        reader = _Reader(data, name, c_calls, read)
        reader.header()
        return reader.function(_UNKNOWN_SOURCE)


class _Reader:
    """A cursor over a chunk."""

    __slots__ = ("_data", "_depth", "_name", "_position", "_read")

    def __init__(self, data: bytes, name: bytes, depth: int, read: Callable[[], bytes]) -> None:
        self._data = data
        self._read = read
        self._position = 0
        self._depth = depth
        name = c_string(name)
        if name[:1] in (b"@", b"="):
            self._name = name[1:]
        else:
            self._name = b"binary string" if name[:1] == SIGNATURE[:1] else name

    def error(self, why: bytes) -> LuaChunkError:
        """Return the error to raise."""
        return LuaChunkError(b"%s: %s in precompiled chunk" % (self._name, why))

    def header(self) -> None:
        """Read the header."""
        if self._block(len(HEADER)) != HEADER:
            raise self.error(b"bad header")

    def function(self, outer_source: bytes) -> Prototype:
        """Read one function and those nested in it."""
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise self.error(b"code too deep")
        source = self._string()
        if source is None:
            source = outer_source
        linedefined = self._int()
        lastlinedefined = self._int()
        nups, numparams, is_vararg, maxstacksize = self._block(4)
        code = self._array("I")
        constants = tuple([self._constant() for _ in range(self._int())])
        protos = tuple([self.function(source) for _ in range(self._int())])
        lineinfo = self._array("i")
        locvars = tuple([self._variable() for _ in range(self._int())])
        upvalue_names = tuple([self._string() or b"" for _ in range(self._int())])
        self._depth -= 1
        proto = Prototype(
            code=code,
            constants=constants,
            protos=protos,
            lineinfo=lineinfo,
            locvars=locvars,
            upvalue_names=upvalue_names,
            source=source,
            linedefined=linedefined,
            lastlinedefined=lastlinedefined,
            nups=nups,
            numparams=numparams,
            is_vararg=is_vararg,
            maxstacksize=maxstacksize,
        )
        try:
            verify(proto)
        except BytecodeError as reason:
            raise self.error(b"bad code") from reason
        return proto

    def _block(self, size: int) -> bytes:
        end = self._position + size
        if end > len(self._data):
            self._fill(size)
            end = size
        block = self._data[self._position : end]
        self._position = end
        return block

    def _fill(self, size: int) -> None:
        """Read on until there are `size` bytes, which are then all that is kept."""
        pieces = [self._data[self._position :]]
        missing = size - len(pieces[0])
        while missing > 0:
            piece = self._read()
            if not piece:
                raise self.error(b"unexpected end")
            pieces.append(piece)
            missing -= len(piece)
        self._data = b"".join(pieces)
        self._position = 0

    def _int(self) -> int:
        value: int = _INT.unpack(self._block(_INT.size))[0]
        if value < 0:
            raise self.error(b"bad integer")
        return value

    def _array(self, kind: str) -> tuple[int, ...]:
        return tuple(array(kind, self._block(self._int() * 4)))

    def _string(self) -> bytes | None:
        size: int = _SIZE.unpack(self._block(_SIZE.size))[0]
        return self._block(size)[:-1] if size else None

    def _variable(self) -> LocalVariable:
        return LocalVariable(self._string() or b"", self._int(), self._int())

    def _constant(self) -> Constant:
        kind = self._block(1)[0]
        if kind == _NIL:
            return None
        if kind == _BOOLEAN:
            return self._block(1) != b"\0"
        if kind == _NUMBER:
            number: float = _DOUBLE.unpack(self._block(_DOUBLE.size))[0]
            return number
        if kind == _STRING:
            text = self._string()
            if text is not None:
                return text
        raise self.error(b"bad constant")
