"""Input and output (manual, section 5.7); writing to the standard output is in lib/io.py."""

import os
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.runtime.host import libc
from conformance.jit_under_test.runtime.host.arguments import (
    argument,
    arguments,
    check_any,
    check_bytes,
    check_integer,
    check_option,
    count,
    opt_bytes,
    raise_argument,
    raise_text,
    raise_type,
    results,
    to_bytes,
    to_integer,
    words,
)
from conformance.jit_under_test.runtime.host.containment import NO_POPEN, check_paths
from conformance.jit_under_test.runtime.host.files import (
    STDERR,
    STDIN,
    STDOUT,
    LuaFile,
    open_file,
    open_pipe,
    open_temporary,
)
from conformance.jit_under_test.runtime.host.render import number_of
from conformance.jit_under_test.runtime.lib.io import KIND_FILE, NO_STREAM
from conformance.jit_under_test.runtime.objects import CLOSURE_UPVALUES, USERDATA_DATA, Userdata
from conformance.jit_under_test.runtime.output import OUTPUT_FULL, OUTPUT_LINE, OUTPUT_NONE
from conformance.jit_under_test.runtime.values import (
    FUNCTION,
    MAX_NUMBER,
    NIL,
    PAYLOAD,
    TABLE,
    TRUE,
    USERDATA,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

STREAM_SIZE: Final = 8  # bytes of a file's block, as of PUC's: the address of its stream
DEFAULT_BUFFER: Final = 8192  # bytes, PUC's LUAL_BUFFERSIZE
INPUT: Final = 1  # places in the table of default files
OUTPUT: Final = 2
_NAMES: Final = {INPUT: b"input", OUTPUT: b"output"}
_WHENCE: Final = (b"set", b"cur", b"end")


# --- files and their userdata ---------------------------------------------------------------


def new_file(runtime: "Runtime", number: int, environment: int | None = None) -> int:
    """The word of a new userdata for file `number`; its environment says how it is closed."""
    address = runtime.call("userdata_new", STREAM_SIZE, environment or running_environment(runtime))
    file = runtime.files.files[number]
    stream = file.stream if file.closable else NO_STREAM
    runtime.memory.write_u64(address + USERDATA_DATA, stream)
    userdata = Userdata.view(runtime.memory, address)
    userdata.kind = KIND_FILE
    userdata.host_id = number
    userdata.metatable = runtime.files.methods
    return address | USERDATA


def running_environment(runtime: "Runtime") -> int:
    """Address of the environment of the running built-in function."""
    return int(runtime.closure(runtime.memory.read_u64(runtime.thread().base - 8)).env)


def file_number(runtime: "Runtime", value: int) -> int | None:
    """The number of the file that a value is, None if it is no file."""
    if runtime.type_name(value) != "userdata" or value >> 47 != USERDATA >> 47:
        return None
    userdata = Userdata.view(runtime.memory, value & PAYLOAD)
    return int(userdata.host_id) if userdata.kind == KIND_FILE else None


def check_file(runtime: "Runtime", number: int) -> LuaFile:
    """The argument as a file that is open."""
    found = file_number(runtime, argument(runtime, number))
    if found is None:
        raise_type(runtime, number, b"FILE*")
    file = runtime.files.get(found)
    if file is None:
        raise_text(runtime, b"attempt to use a closed file")
    return file


def shut(runtime: "Runtime", word: int, file: LuaFile) -> bool:
    """Close the file of a userdata, to which machine code writes no more."""
    runtime.memory.write_u64((word & PAYLOAD) + USERDATA_DATA, NO_STREAM)
    return file.close()


def default_word(runtime: "Runtime", which: int) -> int:
    """The word of the default input or output."""
    return runtime.machine.call(runtime.symbols["table_get_int"], runtime.files.defaults, which)


def default_file(runtime: "Runtime", which: int) -> LuaFile:
    """The default input or output, which has to be open."""
    number = file_number(runtime, default_word(runtime, which))
    file = runtime.files.get(number or 0)
    if file is None:
        raise_text(runtime, b"standard %s file is closed" % _NAMES[which])
    return file


def set_default(runtime: "Runtime", which: int, word: int) -> None:
    runtime.call("table_set_int", runtime.files.defaults, which, word)
    if which == OUTPUT:
        runtime.call("set_builtin_upvalue", runtime.files.write_closure, 2, word)


def failure(runtime: "Runtime", error: OSError, name: bytes | None = None) -> int:
    """Push nil, the C library's message and its number."""
    number = error.errno or 0
    text = os.strerror(number).encode()
    if name is not None:
        text = name + b": " + text
    return results(runtime, None, text, float(number))


def outcome(runtime: "Runtime", success: bool) -> int:
    """Push true, or nil and the C library's last error."""
    return words(runtime, TRUE) if success else failure(runtime, libc.last_error())


def c_string(text: bytes) -> bytes:
    return text.partition(b"\0")[0]


# --- functions ------------------------------------------------------------------------------


def io_open(runtime: "Runtime") -> int:
    """io.open(filename [, mode])"""
    name = c_string(check_bytes(runtime, 1))
    mode = c_string(opt_bytes(runtime, 2, b"r") or b"")
    try:
        check_paths(runtime, name)
        file = open_file(name, mode)
    except OSError as error:
        return failure(runtime, error, name)
    return words(runtime, new_file(runtime, runtime.files.add(file)))


def io_popen(runtime: "Runtime") -> int:
    """io.popen(command [, mode])"""
    command = c_string(check_bytes(runtime, 1))
    mode = c_string(opt_bytes(runtime, 2, b"r") or b"")
    if runtime.containment is not None:
        raise_text(runtime, NO_POPEN, 0)
    runtime.flush()
    try:
        file = open_pipe(command, mode)
    except OSError as error:
        return failure(runtime, error, command)
    return words(runtime, new_file(runtime, runtime.files.add(file)))


def io_tmpfile(runtime: "Runtime") -> int:
    """io.tmpfile()"""
    try:
        file = open_temporary()
    except OSError as error:
        return failure(runtime, error)
    return words(runtime, new_file(runtime, runtime.files.add(file)))


def io_type(runtime: "Runtime") -> int:
    """io.type(value)"""
    number = file_number(runtime, check_any(runtime, 1))
    if number is None:
        return results(runtime, None)
    return results(runtime, b"file" if runtime.files.get(number) else b"closed file")


def _redirect(runtime: "Runtime", which: int, mode: bytes) -> int:
    value = argument(runtime, 1)
    if value != NIL:
        name = to_bytes(runtime, value)
        if name is None:
            check_file(runtime, 1)
            set_default(runtime, which, value)
        else:
            set_default(runtime, which, _open_or_raise(runtime, c_string(name), mode))
    return words(runtime, default_word(runtime, which))


def _open_or_raise(runtime: "Runtime", name: bytes, mode: bytes) -> int:
    try:
        check_paths(runtime, name)
        file = open_file(name, mode)
    except OSError as error:
        raise_argument(runtime, 1, name + b": " + os.strerror(error.errno or 0).encode())
    return new_file(runtime, runtime.files.add(file))


def io_input(runtime: "Runtime") -> int:
    """io.input([file])"""
    return _redirect(runtime, INPUT, b"r")


def io_output(runtime: "Runtime") -> int:
    """io.output([file])"""
    return _redirect(runtime, OUTPUT, b"w")


def io_close(runtime: "Runtime") -> int:
    """io.close([file])"""
    if count(runtime) == 0:
        runtime.push(default_word(runtime, OUTPUT))
    return close_file(runtime)


def io_flush(runtime: "Runtime") -> int:
    """io.flush()"""
    return outcome(runtime, default_file(runtime, OUTPUT).flush())


def io_read(runtime: "Runtime") -> int:
    """io.read(...)"""
    return _read(runtime, default_file(runtime, INPUT), 1)


def io_lines(runtime: "Runtime") -> int:
    """io.lines([filename])"""
    if argument(runtime, 1) == NIL:
        if count(runtime) == 0:
            runtime.push(default_word(runtime, INPUT))
        return file_lines(runtime)
    name = c_string(check_bytes(runtime, 1))
    return _push_lines(runtime, _open_or_raise(runtime, name, b"r"), True)


def write_default(runtime: "Runtime") -> int:
    """io.write(...) to another file than the standard output"""
    return _write(runtime, default_file(runtime, OUTPUT), 1)


# --- methods --------------------------------------------------------------------------------


def write_file(runtime: "Runtime") -> int:
    """file:write(...)"""
    return _write(runtime, check_file(runtime, 1), 2)


def write_failed(runtime: "Runtime") -> int:
    """What a write gives that failed in machine code."""
    number = file_number(runtime, argument(runtime, 1)) if count(runtime) else None
    if number is None:
        number = file_number(runtime, default_word(runtime, OUTPUT))
    return failure(runtime, libc.last_error() if number == STDOUT else libc.thread_error())


def _write(runtime: "Runtime", file: LuaFile, first: int) -> int:
    success = True
    for number, value in enumerate(arguments(runtime)[first - 1 :], first):
        data = to_bytes(runtime, value)
        if data is None:
            raise_type(runtime, number, b"string")
        success = success and file.write(data)
    return outcome(runtime, success)


def file_close(runtime: "Runtime") -> int:
    """file:close()

    In PUC this is io.close with the globals in place of the table of default files.
    """
    if count(runtime) == 0:
        table_get = runtime.symbols["table_get_int"]
        runtime.push(runtime.machine.call(table_get, runtime.vm.globals, OUTPUT))
    return close_file(runtime)


def close_file(runtime: "Runtime") -> int:
    """Close the file that the first argument is."""
    file = check_file(runtime, 1)
    if not file.closable:
        return keep_open(runtime)
    return outcome(runtime, shut(runtime, argument(runtime, 1), file))


def force_close(runtime: "Runtime") -> int:
    """`__close` in the environment of files that can be closed"""
    file = check_file(runtime, 1)
    return outcome(runtime, shut(runtime, argument(runtime, 1), file))


def keep_open(runtime: "Runtime") -> int:
    """`__close` in the environment of the standard files"""
    return results(runtime, None, b"cannot close standard file")


def file_flush(runtime: "Runtime") -> int:
    """file:flush()"""
    return outcome(runtime, check_file(runtime, 1).flush())


def file_read(runtime: "Runtime") -> int:
    """file:read(...)"""
    return _read(runtime, check_file(runtime, 1), 2)


def _read(runtime: "Runtime", file: LuaFile, first: int) -> int:
    """Push what each format reads, up to the first failure, which gives nil."""
    formats = range(first, count(runtime) + 1)
    file.begin_reading()
    pushed = 0 if formats else results(runtime, file.read_line())
    for number in formats:
        item = _read_item(runtime, file, number)
        pushed += results(runtime, item)
        if item is None:
            break
    return failure(runtime, libc.last_error()) if file.has_failed() else pushed


def _read_item(runtime: "Runtime", file: LuaFile, number: int) -> bytes | float | None:
    value = argument(runtime, number)
    if value <= MAX_NUMBER:
        # C makes the number a size, which has no sign.
        size = to_integer(number_of(value)) & 0xFFFF_FFFF_FFFF_FFFF
        return file.read_bytes(size, runtime.require)
    text = to_bytes(runtime, value)
    if text is None or text[:1] != b"*":
        raise_argument(runtime, number, b"invalid option")
    kind = text[1:2]
    if kind == b"l":
        return file.read_line()
    if kind == b"n":
        return file.read_number()
    if kind == b"a":
        return file.read_all(runtime.require)
    raise_argument(runtime, number, b"invalid format")


def file_lines(runtime: "Runtime") -> int:
    """file:lines()"""
    check_file(runtime, 1)
    return _push_lines(runtime, argument(runtime, 1), False)


def _push_lines(runtime: "Runtime", word: int, close: bool) -> int:
    """Push an iterator over lines; its upvalues are the file and whether to close it."""
    model = runtime.closure(runtime.internal[b"next_line"])
    environment = running_environment(runtime)
    address = runtime.call("builtin_new", model.fn, model.builtin, 2, environment)
    upvalues = address + CLOSURE_UPVALUES
    runtime.memory.write_u64(upvalues, word)
    runtime.memory.write_u64(upvalues + 8, runtime.from_python(close))
    return words(runtime, address | FUNCTION)


def next_line(runtime: "Runtime") -> int:
    """The iterator that lines returns."""
    thread = runtime.thread()
    closure = runtime.memory.read_u64(thread.base - 8) & PAYLOAD
    word = runtime.memory.read_u64(closure + CLOSURE_UPVALUES)
    file = runtime.files.get(file_number(runtime, word) or 0)
    if file is None:
        raise_text(runtime, b"file is already closed")
    line = file.read_line()
    if file.has_failed():
        raise_text(runtime, os.strerror(libc.last_error().errno or 0).encode())
    if line is not None:
        return results(runtime, line)
    if runtime.memory.read_u64(closure + CLOSURE_UPVALUES + 8) == TRUE:
        shut(runtime, word, file)
    return 0


def file_seek(runtime: "Runtime") -> int:
    """file:seek([whence [, offset]])"""
    file = check_file(runtime, 1)
    whence = _WHENCE.index(check_option(runtime, 2, _WHENCE, b"cur"))
    offset = 0 if argument(runtime, 3) == NIL else check_integer(runtime, 3)
    if file_number(runtime, argument(runtime, 1)) == STDOUT:
        runtime.flush()
    position = file.seek(whence, offset)
    if position is None:
        return failure(runtime, libc.last_error())
    return results(runtime, float(position))


def file_setvbuf(runtime: "Runtime") -> int:
    """file:setvbuf(mode [, size])"""
    file = check_file(runtime, 1)
    mode = check_option(runtime, 2, tuple(libc.BUFFERING))
    size = DEFAULT_BUFFER if argument(runtime, 3) == NIL else check_integer(runtime, 3)
    if file_number(runtime, argument(runtime, 1)) == STDOUT:
        _buffer_output(runtime, mode)
    return outcome(runtime, file.set_buffering(mode, size & 0xFFFF_FFFF_FFFF_FFFF))


def _buffer_output(runtime: "Runtime", mode: bytes) -> None:
    """Set how the standard output is buffered; as in the GNU library, what is not stays so."""
    vm = runtime.vm
    if mode == b"no":
        runtime.flush()
        vm.output_mode = OUTPUT_NONE
    elif vm.output_mode != OUTPUT_NONE:
        vm.output_mode = OUTPUT_LINE if mode == b"line" else OUTPUT_FULL


def file_gc(runtime: "Runtime") -> int:
    """Close a file that is garbage."""
    number = file_number(runtime, argument(runtime, 1))
    if number is None:
        raise_type(runtime, 1, b"FILE*")
    file = runtime.files.files.get(number)
    if file is not None and file.closable:
        del runtime.files.files[number]
        if not file.closed:
            shut(runtime, argument(runtime, 1), file)
    return 0


def file_tostring(runtime: "Runtime") -> int:
    """tostring(file)"""
    number = file_number(runtime, argument(runtime, 1))
    if number is None:
        raise_type(runtime, 1, b"FILE*")
    if runtime.files.get(number) is None:
        return results(runtime, b"file (closed)")
    return results(runtime, b"file (0x%x)" % (argument(runtime, 1) & PAYLOAD))


FUNCTIONS: Final = {
    b"close": io_close,
    b"flush": io_flush,
    b"input": io_input,
    b"lines": io_lines,
    b"open": io_open,
    b"output": io_output,
    b"popen": io_popen,
    b"read": io_read,
    b"tmpfile": io_tmpfile,
    b"type": io_type,
}
METHODS: Final = {
    b"__gc": file_gc,
    b"__tostring": file_tostring,
    b"close": file_close,
    b"flush": file_flush,
    b"lines": file_lines,
    b"read": file_read,
    b"seek": file_seek,
    b"setvbuf": file_setvbuf,
}
INTERNAL: Final = {
    **{b"file:" + name: method for name, method in METHODS.items()},
    b"force_close": force_close,
    b"keep_open": keep_open,
    b"next_line": next_line,
    b"write_default": write_default,
    b"write_failed": write_failed,
    b"write_file": write_file,
}


def _environment(runtime: "Runtime", close: bytes, environment: int) -> int:
    """The address of a new environment of files: what `__close` is in it, which has its own."""
    table = runtime.new_table(0, 1)
    runtime.anchor(table | TABLE)
    model = runtime.closure(runtime.internal[close])
    address = runtime.call("builtin_new", model.fn, model.builtin, 0, environment)
    runtime.set_field(table, b"__close", address | FUNCTION)
    return table


def open_library(runtime: "Runtime") -> None:
    """Make the metatable of files, the standard files and the table of default files."""
    files = runtime.files
    library = runtime.get_field(runtime.vm.globals, b"io") & PAYLOAD
    files.open_standard(runtime.flush)
    files.methods = methods = runtime.new_table(0, len(METHODS) + 2)
    runtime.anchor(methods | TABLE)
    runtime.set_field(runtime.vm.registry, b"FILE*", methods | TABLE)
    runtime.set_field(methods, b"__index", methods | TABLE)
    runtime.set_field(methods, b"write", runtime.internal[b"file_write"])
    for name in METHODS:
        runtime.set_field(methods, name, runtime.internal[b"file:" + name])
    files.defaults = _environment(runtime, b"force_close", runtime.vm.globals)
    standard = _environment(runtime, b"keep_open", files.defaults)
    for name in (*FUNCTIONS, b"write"):
        function = runtime.get_field(library, name) & PAYLOAD
        environment = files.defaults
        if name == b"popen":
            environment = _environment(runtime, b"force_close", files.defaults)
        runtime.call("set_environment", function, environment | TABLE)
    closure = runtime.get_field(library, b"write")
    runtime.anchor(closure)
    files.write_closure = closure & PAYLOAD
    for name, number in ((b"stdin", STDIN), (b"stdout", STDOUT), (b"stderr", STDERR)):
        word = new_file(runtime, number, standard)
        runtime.set_field(library, name, word)
        if number != STDERR:
            set_default(runtime, INPUT if number == STDIN else OUTPUT, word)
