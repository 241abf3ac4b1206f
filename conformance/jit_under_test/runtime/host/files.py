"""Files as the io library knows them: the C library's streams, and our own standard output."""

import ctypes
import errno
import os
from collections.abc import Callable
from typing import Final

from conformance.jit_under_test.runtime.host import libc

STDIN: Final = 2
STDOUT: Final = 1
STDERR: Final = 3
_PIECE: Final = 1 << 16  # bytes read at a time of what may be long
_NOT_YET: Final = -1  # no stream has been made

# Raises an error unless there is memory for that many bytes.
Require = Callable[[int], None]


def any_size(_size: int) -> None:
    """Of callers that want all there is, whatever its size."""


class LuaFile:
    """An open or closed file. What fails says so, and `libc.last_error` tells why."""

    def __init__(
        self, stream: int, close: Callable[[int], bool] = libc.close_stream, closable: bool = True
    ) -> None:
        self._stream = stream  # 0: closed
        self.closable = closable
        self._close = close

    @property
    def stream(self) -> int:
        return self._stream

    @property
    def closed(self) -> bool:
        return self._stream == 0

    def close(self) -> bool:
        """Close it; a pipe waits for its process."""
        stream, self._stream = self._stream, 0
        return self._close(stream)

    def write(self, data: bytes) -> bool:
        return libc.write(self.stream, data)

    def flush(self) -> bool:
        return libc.flush(self.stream)

    def seek(self, whence: int, offset: int) -> int | None:
        """The new position; None: it failed."""
        return libc.seek(self.stream, offset, whence)

    def set_buffering(self, mode: bytes, size: int) -> bool:
        """`mode` is one of libc.BUFFERING."""
        return libc.set_buffering(self.stream, mode, size)

    def begin_reading(self) -> None:
        """Forget earlier errors."""
        libc.clear_error(self.stream)

    def has_failed(self) -> bool:
        """Has reading failed, rather than come to the file's end?"""
        return libc.has_failed(self.stream)

    def read_line(self) -> bytes | None:
        """A line without its end; None at the end of the file.

        As C's fgets has it, a NUL hides the rest of its line, its end included.
        """
        line = b""
        while (piece := libc.read_line_piece(self.stream)) is not None:
            if piece.endswith(b"\n"):
                return line + piece[:-1]
            line += piece
        return line or None

    def read_all(self, require: Require = any_size) -> bytes:
        """Everything up to the end of the file."""
        return self._read_pieces(None, require)

    def read_bytes(self, count: int, require: Require = any_size) -> bytes | None:
        """Up to `count` bytes; None at the end of the file."""
        if count == 0:
            return None if libc.at_end(self.stream) else b""
        return self._read_pieces(count, require) or None

    def _read_pieces(self, count: int | None, require: Require) -> bytes:
        """Read in pieces, asking before each whether there is memory: the end may be far."""
        pieces: list[bytes] = []
        total = 0
        while count is None or total < count:
            require(total + _PIECE)
            wanted = _PIECE if count is None else min(count - total, _PIECE)
            piece = libc.read(self.stream, wanted)
            pieces.append(piece)
            total += len(piece)
            if len(piece) < wanted:
                break
        return b"".join(pieces)

    def read_number(self) -> float | None:
        """What C's fscanf("%lf") reads; None if that is no number."""
        return libc.read_number(self.stream)


class OutputFile(LuaFile):
    """A standard output stream: what is written goes to a function.

    `flush` writes out what machine code has gathered, and gives C's number of what went wrong or 0.
    """

    def __init__(
        self, descriptor: int, write: Callable[[bytes], object], flush: Callable[[], int]
    ) -> None:
        super().__init__(_NOT_YET, lambda stream: True, closable=False)
        self._descriptor = descriptor
        self._write = write
        self._flush = flush

    def write(self, data: bytes) -> bool:
        try:
            self._write(data)
        except OSError as error:
            ctypes.set_errno(error.errno or errno.EIO)
            return False
        return True

    def flush(self) -> bool:
        return self._flush() == 0

    def seek(self, whence: int, offset: int) -> int | None:
        try:
            return os.lseek(self._descriptor, offset, whence)
        except OSError as error:
            ctypes.set_errno(error.errno or errno.ESPIPE)
            return None

    def set_buffering(self, mode: bytes, size: int) -> bool:
        return True

    def begin_reading(self) -> None:
        pass

    def has_failed(self) -> bool:
        ctypes.set_errno(errno.EBADF)
        return True

    def read_line(self) -> bytes | None:
        return None

    def read_bytes(self, count: int, require: Require = any_size) -> bytes | None:
        return None

    def read_all(self, require: Require = any_size) -> bytes:
        return b""

    def read_number(self) -> float | None:
        return None


class InputFile(LuaFile):
    """The standard input: a stream over file descriptor 0, made at its first use.

    An engine may be opened before its process gets the input that its program is to read.
    """

    def __init__(self) -> None:
        super().__init__(_NOT_YET, _close_input, closable=False)

    @property
    def stream(self) -> int:
        if self._stream == _NOT_YET:
            try:
                self._stream = libc.open_descriptor(0, b"r")
            except OSError:
                self._stream = libc.open_stream(b"/dev/null", b"w")  # which can't be read either
        return self._stream


def _close_input(stream: int) -> bool:
    return stream == _NOT_YET or libc.close_stream(stream)


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

    def open_standard(self, flush: Callable[[], int]) -> None:
        """Open the standard streams; `flush` is for what machine code has gathered of stdout."""
        self.files[STDIN] = InputFile()
        self.files[STDOUT] = OutputFile(1, lambda data: self.stdout(data), flush)
        self.files[STDERR] = OutputFile(2, lambda data: self.stderr(data), lambda: 0)

    def add(self, file: LuaFile) -> int:
        """Give a file a number."""
        number = self.next_number
        self.next_number += 1
        self.files[number] = file
        return number

    def get(self, number: int) -> LuaFile | None:
        """The file of a number, if it is open."""
        file = self.files.get(number)
        return None if file is None or file.closed else file

    def close(self) -> None:
        """Close all files but the standard ones."""
        for file in self.files.values():
            if file.closable and not file.closed:
                file.close()

    def flush(self) -> None:
        """Flush whatever is open, as C does at exit."""
        for file in self.files.values():
            if file.closable and not file.closed:
                file.flush()


def open_file(path: bytes, mode: bytes) -> LuaFile:
    """C's fopen. Raises OSError."""
    return LuaFile(libc.open_stream(path, mode))


def open_pipe(command: bytes, mode: bytes) -> LuaFile:
    """C's popen. Raises OSError."""
    return LuaFile(libc.open_process(command, mode), libc.close_process)


def open_temporary() -> LuaFile:
    """C's tmpfile. Raises OSError."""
    return LuaFile(libc.open_temporary())
