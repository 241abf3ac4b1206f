"""Operating system facilities (manual, section 5.8)."""

import os
import tempfile
import time
from typing import TYPE_CHECKING, Final, NoReturn

from conformance.jit_under_test.frontend.errors import c_string
from conformance.jit_under_test.runtime.host import libc
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
    truth,
    words,
)
from conformance.jit_under_test.runtime.host.containment import REFUSED_COMMAND, check_paths
from conformance.jit_under_test.runtime.host.fields import get_field
from conformance.jit_under_test.runtime.host.render import number_of
from conformance.jit_under_test.runtime.host.runtime import LuaError
from conformance.jit_under_test.runtime.objects import STATUS_LIMIT
from conformance.jit_under_test.runtime.values import MAX_NUMBER, NIL, TABLE, TRUE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

FIRST_YEAR: Final = 1900  # of struct tm
_CATEGORIES: Final = (b"all", b"collate", b"ctype", b"monetary", b"numeric", b"time")


def _c_string(runtime: "Runtime", number: int) -> bytes:
    return c_string(check_bytes(runtime, number))


def _attempted(runtime: "Runtime", error: OSError | None, name: bytes) -> int:
    """True, or nil, the C library's message and its number."""
    if error is None:
        return words(runtime, TRUE)
    text = name + b": " + os.strerror(error.errno or 0).encode()
    return results(runtime, None, text, float(error.errno or 0))


def os_clock(runtime: "Runtime") -> int:
    """os.clock(): processor time in seconds; C's clock counts in microseconds"""
    return results(runtime, time.process_time_ns() // 1000 / 1e6)


def os_time(runtime: "Runtime") -> int:
    """os.time([table])"""
    if argument(runtime, 1) == NIL:
        return results(runtime, float(int(time.time())))
    table = check_type(runtime, 1, "table")
    when = libc.CalendarTime()
    when.sec = _field(runtime, table, b"sec", 0)
    when.min = _field(runtime, table, b"min", 0)
    when.hour = _field(runtime, table, b"hour", 12)
    when.day = _field(runtime, table, b"day", None)
    when.month = _field(runtime, table, b"month", None) - 1
    when.year = _field(runtime, table, b"year", None) - FIRST_YEAR
    daylight = get_field(runtime, table, b"isdst")
    when.isdst = -1 if daylight == NIL else int(truth(daylight))
    seconds = libc.to_seconds(when)
    return results(runtime, None if seconds == -1 else float(seconds))


def _field(runtime: "Runtime", table: int, name: bytes, default: int | None) -> int:
    """A number in a date table, as a C int."""
    value = get_field(runtime, table, name)
    word = runtime.machine.call(runtime.symbols["to_number"], value)
    if word <= MAX_NUMBER:
        low = to_integer(number_of(word)) & 0xFFFF_FFFF
        return low - (1 << 32) if low >> 31 else low
    if default is None:
        raise_text(runtime, b"field '%s' missing in date table" % name)
    return default


def os_date(runtime: "Runtime") -> int:
    """os.date([format [, time]])"""
    form = c_string(opt_bytes(runtime, 1, b"%c") or b"")
    moment = time.time() if argument(runtime, 2) == NIL else check_number(runtime, 2)
    utc = form[:1] == b"!"
    if utc:
        form = form[1:]
    when = libc.break_down(to_integer(moment), utc)
    if when is None:
        return results(runtime, None)
    if form == b"*t":
        return words(runtime, _date_table(runtime, when))
    return results(runtime, _format_date(form, when))


def _date_table(runtime: "Runtime", when: libc.CalendarTime) -> int:
    """The word of a new date table."""
    table = runtime.new_table(0, 9)
    numbers = {
        b"sec": when.sec, b"min": when.min, b"hour": when.hour, b"day": when.day,
        b"month": when.month + 1, b"year": when.year + FIRST_YEAR, b"wday": when.wday + 1,
        b"yday": when.yday + 1,
    }  # fmt: skip
    for name, number in numbers.items():
        runtime.set_field(table, name, runtime.from_python(float(number)))
    if when.isdst >= 0:
        runtime.set_field(table, b"isdst", runtime.from_python(bool(when.isdst)))
    return table | TABLE


def _format_date(form: bytes, when: libc.CalendarTime) -> bytes:
    """C's strftime, one conversion at a time as PUC uses it."""
    pieces = []
    position = 0
    while position < len(form):
        if form[position] != ord("%") or position + 1 == len(form):
            pieces.append(form[position : position + 1])
            position += 1
        else:
            pieces.append(libc.format_time(form[position : position + 2], when))
            position += 2
    return b"".join(pieces)


def os_difftime(runtime: "Runtime") -> int:
    """os.difftime(t2, t1)"""
    earlier = 0 if argument(runtime, 2) == NIL else to_integer(check_number(runtime, 2))
    later = to_integer(check_number(runtime, 1))
    return results(runtime, float(later - earlier))


def os_getenv(runtime: "Runtime") -> int:
    """os.getenv(name)"""
    return results(runtime, os.environb.get(_c_string(runtime, 1)))


def os_remove(runtime: "Runtime") -> int:
    """os.remove(filename)"""
    name = _c_string(runtime, 1)
    try:
        check_paths(runtime, name)
        if os.path.isdir(name) and not os.path.islink(name):
            os.rmdir(name)
        else:
            os.unlink(name)
    except OSError as error:
        return _attempted(runtime, error, name)
    return _attempted(runtime, None, name)


def os_rename(runtime: "Runtime") -> int:
    """os.rename(old, new)"""
    name, new = _c_string(runtime, 1), _c_string(runtime, 2)
    try:
        check_paths(runtime, name, new)
        os.rename(name, new)
    except OSError as error:
        return _attempted(runtime, error, name)
    return _attempted(runtime, None, name)


def os_tmpname(runtime: "Runtime") -> int:
    """os.tmpname()"""
    if runtime.containment is not None:
        return results(runtime, runtime.containment.temporary_name())
    handle, name = tempfile.mkstemp(prefix="lua_", dir="/tmp")
    os.close(handle)
    return results(runtime, os.fsencode(name))


def os_execute(runtime: "Runtime") -> int:
    """os.execute([command]): C's status; 1 without a command, as there is a shell"""
    command = opt_bytes(runtime, 1, None)
    if runtime.containment is not None:
        return results(runtime, float(0 if command is None else REFUSED_COMMAND))
    if command is None:
        return results(runtime, 1.0)
    return results(runtime, float(libc.run_command(c_string(command))))


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
