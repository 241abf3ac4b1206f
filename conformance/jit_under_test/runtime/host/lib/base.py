"""Basic functions that compile chunks or deal with environments (manual, section 5.1)."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.frontend.compile import load, load_pieces, skip_shebang
from conformance.jit_under_test.frontend.errors import FrontendError, LuaLimitError
from conformance.jit_under_test.runtime.host.arguments import (
    argument,
    check_bytes,
    check_int,
    check_number,
    check_type,
    opt_bytes,
    opt_int,
    raise_argument,
    raise_text,
    to_bytes,
    words,
)
from conformance.jit_under_test.runtime.host.containment import check_paths
from conformance.jit_under_test.runtime.host.files import STDIN
from conformance.jit_under_test.runtime.host.frames import frame_at, position
from conformance.jit_under_test.runtime.host.loader import load_function
from conformance.jit_under_test.runtime.host.runtime import LuaError
from conformance.jit_under_test.runtime.objects import STATUS_ERROR, STATUS_LIMIT
from conformance.jit_under_test.runtime.values import NIL, PAYLOAD, TABLE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime


def load_chunk(runtime: "Runtime", data: bytes, chunkname: bytes) -> int:
    """The function that a chunk makes. Raises LuaError with the compiler's message."""
    thread = runtime.thread()
    try:
        prototype = load(data, chunkname, thread.n_ccalls)
    except FrontendError as error:
        raise _refusal(runtime, error) from error
    return load_function(runtime, prototype, thread.globals, runtime.hot_loop, runtime.hot_call)


def _refusal(runtime: "Runtime", error: FrontendError) -> LuaError:
    """The Lua error for a chunk that cannot be loaded."""
    message = runtime.string(error.message)
    if isinstance(error, LuaLimitError):
        return runtime.thrown(message)
    return LuaError(message, STATUS_ERROR)


def load_path(runtime: "Runtime", path: bytes | None) -> int:
    """The function of a file's chunk; None is the standard input. Raises LuaError."""
    if path is None:
        data = runtime.files.files[STDIN].read_all()
        return load_chunk(runtime, skip_shebang(data), b"=stdin")
    try:
        check_paths(runtime, path)
        with open(path, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        action = b"read" if isinstance(error, IsADirectoryError) else b"open"
        text = b"cannot %s %s: %s" % (action, path, reason(error))
        raise LuaError(runtime.string(text), STATUS_ERROR) from error
    return load_chunk(runtime, skip_shebang(data), b"@" + path)


def reason(error: Exception) -> bytes:
    """The C library's text for a failed call."""
    number = error.errno if isinstance(error, OSError) and error.errno else 2
    return os.strerror(number).encode()


def file_name(runtime: "Runtime", number: int) -> bytes | None:
    """An optional argument that names a file: up to its first NUL, as C reads it."""
    name = opt_bytes(runtime, number, None)
    return None if name is None else name.partition(b"\0")[0]


def base_loadstring(runtime: "Runtime") -> int:
    """loadstring(string [, chunkname])"""
    data = check_bytes(runtime, 1)
    chunkname = opt_bytes(runtime, 2, data)
    return _loaded(runtime, lambda: load_chunk(runtime, data, chunkname or b""))


def base_load(runtime: "Runtime") -> int:
    """load(function [, chunkname])"""
    chunkname = opt_bytes(runtime, 2, b"=(load)") or b""
    reader = check_type(runtime, 1, "function")
    return _loaded(runtime, lambda: _load_pieces(runtime, reader, chunkname))


def _load_pieces(runtime: "Runtime", reader: int, chunkname: bytes) -> int:
    """The function of the chunk that a reader function gives in pieces. Raises LuaError.

    PUC looks whether there is a first byte, and begins to read only then: of a reader that
    has ended at once, it asks again.
    """
    total = 0

    def read() -> bytes:
        nonlocal total
        piece = _read_piece(runtime, reader)
        total += len(piece)
        runtime.require(total)
        return piece

    thread = runtime.thread()
    try:
        prototype = load_pieces(read() or read(), read, chunkname, thread.n_ccalls)
    except FrontendError as error:
        raise _refusal(runtime, error) from error
    return load_function(runtime, prototype, thread.globals, runtime.hot_loop, runtime.hot_call)


def _read_piece(runtime: "Runtime", reader: int) -> bytes:
    (word,) = runtime.call_value(reader, (), 1)
    piece = b"" if word == NIL else to_bytes(runtime, word)
    if piece is None:
        text = position(runtime, 1) + b"reader function must return a string"
        raise runtime.thrown(runtime.string(text))
    return piece


def base_loadfile(runtime: "Runtime") -> int:
    """loadfile([filename])"""
    path = file_name(runtime, 1)
    return _loaded(runtime, lambda: load_path(runtime, path))


def _loaded(runtime: "Runtime", make: "Callable[[], int]") -> int:
    """Push what `make` gives, or nil and the error."""
    try:
        return words(runtime, make())
    except LuaError as error:
        if error.status == STATUS_LIMIT:
            raise
        return words(runtime, NIL, error.value)


def base_dofile(runtime: "Runtime") -> int:
    """dofile([filename])"""
    path = file_name(runtime, 1)
    try:
        function = load_path(runtime, path)
    except LuaError as error:
        if error.status == STATUS_LIMIT:
            raise
        # PUC raises again what it could not load.
        raise LuaError(error.value, STATUS_ERROR) from error
    return words(runtime, *runtime.call_value(function, ()))


def _function_argument(runtime: "Runtime", optional: bool) -> int:
    """The function that argument 1 is, or the one at that level of the call stack."""
    value = argument(runtime, 1)
    if runtime.type_name(value) == "function":
        return value
    level = opt_int(runtime, 1, 1) if optional else check_int(runtime, 1)
    if level < 0:
        raise_argument(runtime, 1, b"level must be non-negative")
    frame = frame_at(runtime, level)
    if frame is None:
        raise_argument(runtime, 1, b"invalid level")
    if frame.lost:
        raise_text(runtime, b"no function environment for tail call at level %d" % level)
    return frame.function


def base_getfenv(runtime: "Runtime") -> int:
    """getfenv([f])"""
    closure = runtime.closure(_function_argument(runtime, True))
    env = runtime.thread().globals if closure.is_builtin else closure.env
    return words(runtime, env | TABLE)


def base_setfenv(runtime: "Runtime") -> int:
    """setfenv(f, table)"""
    table = check_type(runtime, 2, "table")
    function = _function_argument(runtime, False)
    first = argument(runtime, 1)
    if runtime.type_name(first) != "function" and check_number(runtime, 1) == 0:
        runtime.thread().globals = table & PAYLOAD
        return 0
    if runtime.closure(function).is_builtin:
        raise_text(runtime, b"'setfenv' cannot change environment of given object")
    runtime.call("set_environment", function & PAYLOAD, table)
    return words(runtime, function)


FUNCTIONS: Final = {
    b"dofile": base_dofile,
    b"getfenv": base_getfenv,
    b"load": base_load,
    b"loadfile": base_loadfile,
    b"loadstring": base_loadstring,
    b"setfenv": base_setfenv,
}
