"""Errors of the frontend, and how PUC names a chunk in them."""

from typing import Final

# Size of a chunk name's buffer in run-time messages and in messages of the lexer and the parser.
RUNTIME_ID_SIZE: Final = 60
SYNTAX_ID_SIZE: Final = 80

# What PUC subtracts from the buffer for the decoration of file names and of source strings.
_FILE_DECORATION: Final = len(" '...' ") + 1
_STRING_DECORATION: Final = len(' [string "..."] ') + 1


class FrontendError(Exception):
    """A chunk that cannot be loaded. `message` is PUC's own text, as bytes."""

    def __init__(self, message: bytes) -> None:
        super().__init__(message.decode("utf-8", "backslashreplace"))
        self.message = message


class LuaSyntaxError(FrontendError):
    """Source text that is not a Lua program or that passes a limit of the compiler."""


class LuaLimitError(LuaSyntaxError):
    """Source that passes a limit of a list of the compiler's.

    In PUC the list's memory cannot grow, which is an error of the running program: its message has
    no position in the source, and a message handler sees it.
    """


class LuaChunkError(FrontendError):
    """A binary chunk that is truncated, of another format, or malformed."""


def chunk_id(chunkname: bytes, size: int = RUNTIME_ID_SIZE) -> bytes:
    """Return `chunkname` as messages show it, in a buffer of `size` bytes.

    `=name` shows as it is, `@file` keeps its end, and source text shows its first line in
    `[string "..."]`.
    """
    chunkname = c_string(chunkname)
    if chunkname[:1] == b"=":
        return chunkname[1:size]
    if chunkname[:1] == b"@":
        name = chunkname[1:]
        room = size - _FILE_DECORATION
        return name if len(name) <= room else b"..." + name[len(name) - room :]
    room = size - _STRING_DECORATION
    first_line = chunkname.replace(b"\r", b"\n").partition(b"\n")[0][:room]
    dots = b"..." if len(first_line) < len(chunkname) else b""
    return b'[string "' + first_line + dots + b'"]'


def c_string(text: bytes) -> bytes:
    """Return `text` up to its first NUL, which is all that a C string shows of it."""
    return text.partition(b"\0")[0]
