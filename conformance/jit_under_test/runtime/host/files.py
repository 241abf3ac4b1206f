"""Files as the io library knows them: C's streams, made of Python's."""

import errno
import io
import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from typing import IO, Any, Final

STDIN: Final = 2
STDOUT: Final = 1
STDERR: Final = 3
_LINE_PIECE: Final = 8191  # bytes that PUC reads of a line at a time
_PIECE: Final = 1 << 16  # bytes read at a time of what may be long
_NUMERAL_START: Final = re.compile(
    rb"[+-]?(?:0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*(?:[pP][+-]?\d*)?"
    rb"|\d*\.?\d*(?:[eE][+-]?\d*)?|i(?:n(?:f(?:i(?:n(?:i(?:ty?)?)?)?)?)?)?|n(?:an?)?)\Z",
    re.IGNORECASE,
)

# Raises an error unless there is memory for that many bytes.
Require = Callable[[int], None]


def any_size(_size: int) -> None:
    """Of callers that want all there is, whatever its size."""


class LuaFile:
    """An open or closed file. Errors are OSError with errno set."""

    def __init__(self, stream: IO[bytes] | io.RawIOBase | None, closable: bool = True) -> None:
        self.stream: Any = stream
        self.closable = closable
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def closed(self) -> bool:
        return self.stream is None

    def close(self) -> None:
        """Close it; a pipe waits for its process."""
        stream, self.stream = self.stream, None
        stream.close()
        if self.process is not None:
            self.process.wait()

    def write(self, data: bytes) -> None:
        self._check(self.stream.writable())
        self.stream.write(data)

    def flush(self) -> None:
        self.stream.flush()

    def seek(self, whence: int, offset: int) -> int:
        return int(self.stream.seek(offset, whence))

    def read_line(self) -> bytes | None:
        """A line without its end; None at the end of the file.

        As C's fgets has it, a NUL hides the rest of its line, its end included.
        """
        self._check(self.stream.readable())
        line = b""
        while piece := self.stream.readline(_LINE_PIECE):
            piece = piece.partition(b"\0")[0]
            if piece.endswith(b"\n"):
                return line + piece[:-1]
            line += piece
        return line or None

    def read_all(self, require: Require = any_size) -> bytes:
        """Everything up to the end of the file."""
        self._check(self.stream.readable())
        return self._read_pieces(None, require)

    def read_bytes(self, count: int, require: Require = any_size) -> bytes | None:
        """Up to `count` bytes; None at the end of the file."""
        self._check(self.stream.readable())
        if count == 0:
            return b"" if self._peek() else None
        return self._read_pieces(count, require) or None

    def _read_pieces(self, count: int | None, require: Require) -> bytes:
        """Read in pieces, asking before each whether there is memory: the end may be far."""
        pieces: list[bytes] = []
        total = 0
        while count is None or total < count:
            require(total + _PIECE)
            piece = self.stream.read(_PIECE if count is None else min(count - total, _PIECE))
            if not piece:
                break
            pieces.append(piece)
            total += len(piece)
        return b"".join(pieces)

    def read_number(self) -> float | None:
        """What C's fscanf("%lf") reads; None if that is no number."""
        self._check(self.stream.readable())
        while (c := self._peek()) and c.isspace():
            self.stream.read(1)
        text = b""
        while (c := self._peek()) and _NUMERAL_START.match(text + c):
            text += self.stream.read(1)
        try:
            return float.fromhex(text.decode()) if b"x" in text.lower() else float(text)
        except ValueError:
            return None

    def _peek(self) -> bytes:
        """The next byte, empty at the end of the file."""
        return bytes(self.stream.peek(1)[:1])

    @staticmethod
    def _check(allowed: bool) -> None:
        if not allowed:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))


class OutputStream(io.RawIOBase):
    """A standard output stream that hands what is written to a function."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._write(bytes(data))
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE))


class FileTable:
    """The files of one VM by number; the standard ones have fixed numbers."""

    def __init__(self) -> None:
        self.files: dict[int, LuaFile] = {}
        self.next_number = STDERR + 1
        self.stdout: Callable[[bytes], object] = lambda data: None
        self.stderr: Callable[[bytes], object] = lambda data: None
        self.methods = 0  # address of the metatable of files
        self.defaults = 0  # address of the table of default files
        self.write_closure = 0  # address of io.write, which knows the default output

    def standard(self, number: int) -> LuaFile:
        """Open a standard stream."""
        stream: Any
        if number == STDIN:
            stream = _standard_input()
        elif number == STDOUT:
            stream = OutputStream(lambda data: self.stdout(data))
        else:
            stream = OutputStream(lambda data: self.stderr(data))
        self.files[number] = file = LuaFile(stream, closable=False)
        return file

    def add(self, file: LuaFile) -> int:
        """Give a file a number."""
        number = self.next_number
        self.next_number += 1
        self.files[number] = file
        return number

    def close(self) -> None:
        """Close all files but the standard ones."""
        for file in self.files.values():
            if file.closable and not file.closed:
                file.close()

    def flush(self) -> None:
        """Flush whatever is open for writing, as C does at exit."""
        for file in self.files.values():
            if not file.closed and file.stream.writable():
                file.flush()


def _standard_input() -> IO[bytes]:
    """File descriptor 0; an empty file if there is none."""
    try:
        return open(0, "rb", closefd=False)
    except OSError:
        return io.BufferedReader(io.BytesIO())


def open_file(path: bytes, mode: bytes) -> LuaFile:
    """C's fopen. Raises OSError."""
    if not re.match(rb"[rwa]", mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    flags = mode[:1].decode() + "b" + ("+" if b"+" in mode[1:3] else "")
    try:
        if os.path.isdir(path) and flags == "rb":
            return LuaFile(DirectoryStream())
        return LuaFile(open(path, flags))
    except ValueError as error:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from error


class DirectoryStream(io.RawIOBase):
    """What C's fopen makes of a directory: it opens, and every read fails."""

    def readable(self) -> bool:
        return True

    def _fail(self, *_: Any) -> Any:
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))

    read = readline = peek = _fail


def open_pipe(command: bytes, mode: bytes) -> LuaFile:
    """C's popen. Raises OSError."""
    if mode not in (b"r", b"w"):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    reading = mode == b"r"
    process = subprocess.Popen(
        command,
        shell=True,
        stdin=None if reading else subprocess.PIPE,
        stdout=subprocess.PIPE if reading else None,
    )
    file = LuaFile(process.stdout if reading else process.stdin)
    file.process = process
    return file


def open_temporary() -> LuaFile:
    """C's tmpfile."""
    return LuaFile(tempfile.TemporaryFile("w+b"))
