"""Operating system facilities (manual, section 5.8)."""

import os
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING, Final, NoReturn

from conformance.jit_under_test.runtime.host.arguments import (
    argument,
    check_bytes,
    check_number,
    check_option,
    check_type,
    opt_bytes,
    opt_int,
    raise_text,
    results,
    to_integer,
    words,
)
from conformance.jit_under_test.runtime.host.render import number_of
from conformance.jit_under_test.runtime.host.runtime import LuaError
from conformance.jit_under_test.runtime.objects import STATUS_LIMIT
from conformance.jit_under_test.runtime.values import MAX_NUMBER, NIL, PAYLOAD, TABLE, TRUE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_CATEGORIES: Final = (b"all", b"collate", b"ctype", b"monetary", b"numeric", b"time")


def _c_string(runtime: "Runtime", number: int) -> bytes:
    return check_bytes(runtime, number).partition(b"\0")[0]


def _attempted(runtime: "Runtime", error: OSError | None, name: bytes) -> int:
    """True, or nil, the C library's message and its number."""
    if error is None:
        return words(runtime, TRUE)
    text = name + b": " + os.strerror(error.errno or 0).encode()
    return results(runtime, None, text, float(error.errno or 0))


def os_clock(runtime: "Runtime") -> int:
    """os.clock(): processor time in seconds"""
    return results(runtime, time.process_time())


def os_time(runtime: "Runtime") -> int:
    """os.time([table])"""
    if argument(runtime, 1) == NIL:
        return results(runtime, float(int(time.time())))
    table = check_type(runtime, 1, "table") & PAYLOAD
    second, minute, hour, day, month, year = (
        _field(runtime, table, name, default)
        for name, default in (
            (b"sec", 0), (b"min", 0), (b"hour", 12), (b"day", None), (b"month", None),
            (b"year", None),
        )
    )  # fmt: skip
    daylight = runtime.get_field(table, b"isdst")
    is_daylight = -1 if daylight == NIL else int(daylight == TRUE or daylight <= MAX_NUMBER)
    try:
        seconds = time.mktime((year, month, day, hour, minute, second, 0, 0, is_daylight))
    except (OverflowError, ValueError):
        return results(runtime, None)
    return results(runtime, seconds)


def _field(runtime: "Runtime", table: int, name: bytes, default: int | None) -> int:
    """A number in a date table, as a C int."""
    value = runtime.get_field(table, name)
    word = runtime.machine.call(runtime.symbols["to_number"], value)
    if word <= MAX_NUMBER:
        low = to_integer(number_of(word)) & 0xFFFF_FFFF
        return low - (1 << 32) if low >> 31 else low
    if default is None:
        raise_text(runtime, b"field '%s' missing in date table" % name)
    return default


def os_date(runtime: "Runtime") -> int:
    """os.date([format [, time]])"""
    form = opt_bytes(runtime, 1, b"%c") or b""
    moment = time.time() if argument(runtime, 2) == NIL else check_number(runtime, 2)
    convert = time.localtime
    if form[:1] == b"!":
        form, convert = form[1:], time.gmtime
    try:
        when = convert(to_integer(moment))
    except (OverflowError, ValueError, OSError):
        return results(runtime, None)
    if form.partition(b"\0")[0] == b"*t":
        return words(runtime, _date_table(runtime, when))
    return results(runtime, _format_date(form.partition(b"\0")[0], when))


def _date_table(runtime: "Runtime", when: time.struct_time) -> int:
    """The word of a new date table."""
    table = runtime.new_table(0, 9)
    numbers = {
        b"sec": when.tm_sec, b"min": when.tm_min, b"hour": when.tm_hour, b"day": when.tm_mday,
        b"month": when.tm_mon, b"year": when.tm_year, b"wday": (when.tm_wday + 1) % 7 + 1,
        b"yday": when.tm_yday,
    }  # fmt: skip
    for name, number in numbers.items():
        runtime.set_field(table, name, runtime.from_python(float(number)))
    if when.tm_isdst >= 0:
        runtime.set_field(table, b"isdst", runtime.from_python(bool(when.tm_isdst)))
    return table | TABLE


def _format_date(form: bytes, when: time.struct_time) -> bytes:
    """C's strftime, one conversion at a time as PUC uses it."""
    pieces = []
    position = 0
    while position < len(form):
        if form[position] != ord("%") or position + 1 == len(form):
            pieces.append(form[position : position + 1])
            position += 1
        else:
            conversion = form[position : position + 2].decode("latin-1")
            pieces.append(time.strftime(conversion, when).encode("utf-8", "surrogateescape"))
            position += 2
    return b"".join(pieces)


def os_difftime(runtime: "Runtime") -> int:
    """os.difftime(t2, t1)"""
    later = to_integer(check_number(runtime, 1))
    earlier = 0 if argument(runtime, 2) == NIL else to_integer(check_number(runtime, 2))
    return results(runtime, float(later - earlier))


def os_getenv(runtime: "Runtime") -> int:
    """os.getenv(name)"""
    return results(runtime, os.environb.get(_c_string(runtime, 1)))


def os_remove(runtime: "Runtime") -> int:
    """os.remove(filename)"""
    name = _c_string(runtime, 1)
    try:
        if os.path.isdir(name) and not os.path.islink(name):
            os.rmdir(name)
        else:
            os.unlink(name)
    except OSError as error:
        return _attempted(runtime, error, name)
    return _attempted(runtime, None, name)


def os_rename(runtime: "Runtime") -> int:
    """os.rename(old, new)"""
    name = _c_string(runtime, 1)
    try:
        os.rename(name, _c_string(runtime, 2))
    except OSError as error:
        return _attempted(runtime, error, name)
    return _attempted(runtime, None, name)


def os_tmpname(runtime: "Runtime") -> int:
    """os.tmpname()"""
    handle, name = tempfile.mkstemp(prefix="lua_", dir="/tmp")
    os.close(handle)
    return results(runtime, os.fsencode(name))


def os_execute(runtime: "Runtime") -> int:
    """os.execute([command]): C's status; 1 without a command, as there is a shell"""
    command = opt_bytes(runtime, 1, None)
    if command is None:
        return results(runtime, 1.0)
    runtime.flush()
    status = subprocess.call(command.partition(b"\0")[0], shell=True)
    return results(runtime, float(status << 8 if status >= 0 else -status))


def os_setlocale(runtime: "Runtime") -> int:
    """os.setlocale(locale [, category]): only the "C" locale can be had"""
    name = opt_bytes(runtime, 1, None)
    check_option(runtime, 2, _CATEGORIES, b"all")
    return results(runtime, b"C" if name in (None, b"", b"C", b"POSIX") else None)


def os_exit(runtime: "Runtime") -> NoReturn:
    """os.exit([code]): ends the run as an error that nothing catches"""
    runtime.exit_status = opt_int(runtime, 1, 0) & 0xFF
    raise LuaError(NIL, STATUS_LIMIT, thrown=True)


FUNCTIONS: Final = {
    b"clock": os_clock,
    b"date": os_date,
    b"difftime": os_difftime,
    b"execute": os_execute,
    b"exit": os_exit,
    b"getenv": os_getenv,
    b"remove": os_remove,
    b"rename": os_rename,
    b"setlocale": os_setlocale,
    b"time": os_time,
    b"tmpname": os_tmpname,
}
