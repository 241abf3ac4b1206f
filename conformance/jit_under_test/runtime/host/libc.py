"""The C library's streams, processes, dynamic libraries and calendar, by ctypes: files and dates
behave as PUC's because they are the same ones.

A stream is the address of its FILE, 0 for none. Calls that fail set `last_error`.
"""

import ctypes
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, c_char_p, c_double, c_int, c_long, c_size_t, c_void_p
from dataclasses import dataclass
from typing import Final

_LIBRARY: Final = ctypes.CDLL(None, use_errno=True)
_ERRNO_LOCATION: Final = ctypes.CDLL(None)["__errno_location"]
_ERRNO_LOCATION.restype = c_void_p
LINE_BUFFER: Final = 8192  # BUFSIZ: PUC reads a line in pieces of this size
_DATE_BUFFER: Final = 200  # PUC's too
BUFFERING: Final = {b"no": 2, b"full": 0, b"line": 1}  # _IONBF, _IOFBF, _IOLBF


class CalendarTime(ctypes.Structure):
    """struct tm of Linux's C libraries."""

    _fields_ = (
        ("sec", c_int),
        ("min", c_int),
        ("hour", c_int),
        ("day", c_int),
        ("month", c_int),  # from 0
        ("year", c_int),  # since 1900
        ("wday", c_int),  # from 0, a Sunday
        ("yday", c_int),  # from 0
        ("isdst", c_int),  # below 0: unknown
        ("gmtoff", c_long),
        ("zone", c_char_p),
    )


@dataclass(frozen=True, slots=True)
class _Signature:
    name: str
    result: object
    arguments: tuple[object, ...]


_SIGNATURES: Final = (
    _Signature("fopen", c_void_p, (c_char_p, c_char_p)),
    _Signature("fdopen", c_void_p, (c_int, c_char_p)),
    _Signature("fclose", c_int, (c_void_p,)),
    _Signature("popen", c_void_p, (c_char_p, c_char_p)),
    _Signature("pclose", c_int, (c_void_p,)),
    _Signature("tmpfile", c_void_p, ()),
    _Signature("fread", c_size_t, (c_char_p, c_size_t, c_size_t, c_void_p)),
    _Signature("fwrite", c_size_t, (c_char_p, c_size_t, c_size_t, c_void_p)),
    _Signature("fgets", c_void_p, (c_char_p, c_int, c_void_p)),
    _Signature("getc", c_int, (c_void_p,)),
    _Signature("ungetc", c_int, (c_int, c_void_p)),
    _Signature("fscanf", c_int, (c_void_p, c_char_p, POINTER(c_double))),
    _Signature("fseek", c_int, (c_void_p, c_long, c_int)),
    _Signature("ftell", c_long, (c_void_p,)),
    _Signature("fflush", c_int, (c_void_p,)),
    _Signature("setvbuf", c_int, (c_void_p, c_void_p, c_int, c_size_t)),
    _Signature("clearerr", None, (c_void_p,)),
    _Signature("ferror", c_int, (c_void_p,)),
    _Signature("system", c_int, (c_char_p,)),
    _Signature("signal", c_void_p, (c_int, c_void_p)),
    _Signature("dlopen", c_void_p, (c_char_p, c_int)),
    _Signature("dlsym", c_void_p, (c_void_p, c_char_p)),
    _Signature("dlerror", c_char_p, ()),
    _Signature("localtime_r", c_void_p, (POINTER(c_long), POINTER(CalendarTime))),
    _Signature("gmtime_r", c_void_p, (POINTER(c_long), POINTER(CalendarTime))),
    _Signature("mktime", c_long, (POINTER(CalendarTime),)),
    _Signature("strftime", c_size_t, (c_char_p, c_size_t, c_char_p, POINTER(CalendarTime))),
)
for _signature in _SIGNATURES:
    _function = getattr(_LIBRARY, _signature.name)
    _function.restype = _signature.result
    _function.argtypes = _signature.arguments


def last_error() -> OSError:
    """The error of the call that failed last."""
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))


def thread_error() -> OSError:
    """The error of a call that machine code made, which ctypes knows nothing of."""
    number = c_int.from_address(_ERRNO_LOCATION()).value
    return OSError(number, os.strerror(number))


# --- streams --------------------------------------------------------------------------------


def open_stream(path: bytes, mode: bytes) -> int:
    """fopen. Raises OSError."""
    return _checked(_LIBRARY.fopen(path, mode))


def open_descriptor(number: int, mode: bytes) -> int:
    """fdopen. Raises OSError."""
    return _checked(_LIBRARY.fdopen(number, mode))


def open_process(command: bytes, mode: bytes) -> int:
    """popen, with everything flushed first. Raises OSError."""
    _LIBRARY.fflush(None)
    with _default_pipe_signal():
        return _checked(_LIBRARY.popen(command, mode))


def open_temporary() -> int:
    """tmpfile. Raises OSError."""
    return _checked(_LIBRARY.tmpfile())


def _checked(stream: int | None) -> int:
    if not stream:
        raise last_error()
    return stream


def close_stream(stream: int) -> bool:
    """fclose; False: it failed."""
    return bool(_LIBRARY.fclose(stream) == 0)


def close_process(stream: int) -> bool:
    """pclose; False: it failed."""
    return bool(_LIBRARY.pclose(stream) != -1)


def read(stream: int, size: int) -> bytes:
    """fread of up to `size` bytes."""
    buffer = ctypes.create_string_buffer(size)
    count = _LIBRARY.fread(buffer, 1, size, stream)
    return ctypes.string_at(buffer, count)


def read_line_piece(stream: int, size: int = LINE_BUFFER) -> bytes | None:
    """fgets: bytes up to a line's end, or a NUL, or the buffer's end; None: there are none."""
    buffer = ctypes.create_string_buffer(size)
    return buffer.value if _LIBRARY.fgets(buffer, size, stream) else None


def read_number(stream: int) -> float | None:
    """fscanf of a number; None: there is none."""
    number = c_double()
    found = _LIBRARY.fscanf(stream, b"%lf", ctypes.byref(number))
    return number.value if found == 1 else None


def at_end(stream: int) -> bool:
    """Is there no further byte?"""
    return bool(_LIBRARY.ungetc(_LIBRARY.getc(stream), stream) == -1)


def write(stream: int, data: bytes) -> bool:
    """fwrite; False: it failed."""
    return bool(_LIBRARY.fwrite(data, 1, len(data), stream) == len(data))


def seek(stream: int, offset: int, whence: int) -> int | None:
    """fseek, then ftell; None: it failed."""
    if _LIBRARY.fseek(stream, offset, whence) != 0:
        return None
    return int(_LIBRARY.ftell(stream))


def flush(stream: int) -> bool:
    """fflush; False: it failed."""
    return bool(_LIBRARY.fflush(stream) == 0)


def set_buffering(stream: int, mode: bytes, size: int) -> bool:
    """setvbuf with a mode of BUFFERING; False: it failed."""
    return bool(_LIBRARY.setvbuf(stream, None, BUFFERING[mode], size) == 0)


def clear_error(stream: int) -> None:
    _LIBRARY.clearerr(stream)


def has_failed(stream: int) -> bool:
    """ferror"""
    return bool(_LIBRARY.ferror(stream))


def run_command(command: bytes | None) -> int:
    """system"""
    with _default_pipe_signal():
        return int(_LIBRARY.system(command))


@contextmanager
def _default_pipe_signal() -> Iterator[None]:
    """Python ignores SIGPIPE; a process that is started here inherits the default instead."""
    previous = _LIBRARY.signal(signal.SIGPIPE, None)
    try:
        yield
    finally:
        _LIBRARY.signal(signal.SIGPIPE, previous)


def find_symbol(library: bytes, name: bytes) -> tuple[bool, bytes | None]:
    """dlopen and dlsym: whether the library was loaded, and what is wrong if anything is."""
    handle = _LIBRARY.dlopen(library, os.RTLD_NOW)
    if handle and _LIBRARY.dlsym(handle, name):
        return True, None
    return bool(handle), _LIBRARY.dlerror()


# --- the calendar ---------------------------------------------------------------------------


def break_down(seconds: int, utc: bool) -> CalendarTime | None:
    """gmtime or localtime; None: out of range."""
    moment, found = c_long(seconds), CalendarTime()
    convert = _LIBRARY.gmtime_r if utc else _LIBRARY.localtime_r
    return found if convert(ctypes.byref(moment), ctypes.byref(found)) else None


def to_seconds(when: CalendarTime) -> int:
    """mktime: -1 if it can't be told."""
    return int(_LIBRARY.mktime(ctypes.byref(when)))


def format_time(conversion: bytes, when: CalendarTime) -> bytes:
    """strftime"""
    buffer = ctypes.create_string_buffer(_DATE_BUFFER)
    size = _LIBRARY.strftime(buffer, _DATE_BUFFER, conversion, ctypes.byref(when))
    return ctypes.string_at(buffer, size)
