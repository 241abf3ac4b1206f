"""The debug library (manual, section 5.9), apart from hooks, which are in hooks.py."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.frontend.errors import c_string, chunk_id
from conformance.jit_under_test.runtime.host import libc
from conformance.jit_under_test.runtime.host.arguments import (
    argument,
    arguments,
    check_any,
    check_int,
    check_type,
    opt_bytes,
    raise_argument,
    raise_text,
    to_bytes,
    words,
)
from conformance.jit_under_test.runtime.host.files import STDIN
from conformance.jit_under_test.runtime.host.frames import (
    Frame,
    caller_name,
    frame_at,
    prototype_of,
    traceback,
)
from conformance.jit_under_test.runtime.host.lib.base import load_chunk
from conformance.jit_under_test.runtime.host.names import local_name
from conformance.jit_under_test.runtime.host.runtime import LuaError
from conformance.jit_under_test.runtime.objects import (
    CLOSURE_UPVALUES,
    CallInfo,
    UpVal,
    Userdata,
)
from conformance.jit_under_test.runtime.values import MAX_NUMBER, NIL, PAYLOAD, TABLE, TRUE

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_OPTIONS: Final = b"SlunLf"
_TEMPORARY: Final = b"(*temporary)"
_NUMBER_TAG: Final = 3
_BOOLEAN_TAGS: Final = (12, 13)
_PROMPT: Final = b"lua_debug> "
_COMMAND_SIZE: Final = 250  # bytes of a command, and its end, as in PUC


def thread_argument(runtime: "Runtime") -> tuple[int, int]:
    """The thread that a call is about, and how many arguments name it (0 or 1)."""
    value = argument(runtime, 1)
    if runtime.type_name(value) == "thread":
        return value & PAYLOAD, 1
    return runtime.vm.current, 0


def _level(runtime: "Runtime", number: int) -> int | None:
    """The argument as a C int, if it is a number or a string that spells one."""
    word = runtime.machine.call(runtime.symbols["to_number"], argument(runtime, number))
    return check_int(runtime, number) if word <= MAX_NUMBER else None


# --- getinfo --------------------------------------------------------------------------------


def _source_fields(prototype: "Prototype | None", lost: bool) -> dict[bytes, bytes | int]:
    if prototype is None or lost:
        source, first, last = b"=(tail call)" if lost else b"=[C]", -1, -1
        what = b"tail" if lost else b"C"
    else:
        source, first, last = prototype.source, prototype.linedefined, prototype.lastlinedefined
        what = b"Lua" if first else b"main"
    return {
        b"source": c_string(source),
        b"short_src": chunk_id(source),
        b"linedefined": first,
        b"lastlinedefined": last,
        b"what": what,
    }


def _active_lines(runtime: "Runtime", prototype: "Prototype | None") -> int:
    """A table whose keys are the lines that have code; nil for what isn't Lua."""
    if prototype is None:
        return NIL
    table = runtime.new_table()
    for line in prototype.lineinfo:
        runtime.call("table_set_int", table, line, TRUE)
    return table | TABLE


def debug_getinfo(runtime: "Runtime") -> int:
    """debug.getinfo([thread,] function or level [, what])"""
    thread, skip = thread_argument(runtime)
    options = c_string(opt_bytes(runtime, skip + 2, b"flnSu") or b"")
    subject = argument(runtime, skip + 1)
    level = _level(runtime, skip + 1)
    frame: Frame | None = None
    if level is not None:
        frame = frame_at(runtime, level, thread)
        if frame is None:
            return words(runtime, NIL)
        lost, function = frame.lost, NIL if frame.lost else frame.function
    elif runtime.type_name(subject) == "function":
        lost, function = False, subject
    else:
        raise_argument(runtime, skip + 1, b"function or level expected")
    if not lost and any(option not in _OPTIONS for option in options):
        raise_argument(runtime, skip + 2, b"invalid option")

    table = runtime.new_table(0, 2)
    runtime.push(table | TABLE)
    prototype = None if lost else prototype_of(runtime, function)
    fields: dict[bytes, bytes | int | None] = {}
    if b"S" in options:
        fields.update(_source_fields(prototype, lost))
    if b"l" in options:
        fields[b"currentline"] = frame.line if frame is not None else -1
    if b"u" in options:
        fields[b"nups"] = 0 if lost else runtime.closure(function).nups
    if b"n" in options:
        name = caller_name(runtime, frame) if frame is not None else None
        fields[b"name"] = name[1] if name else (b"" if lost else None)
        fields[b"namewhat"] = name[0].encode() if name else b""
    for key, value in fields.items():  # a nil takes a node too, which orders the others
        runtime.set_field(table, key, runtime.from_python(value))
    if b"L" in options:
        runtime.set_field(table, b"activelines", _active_lines(runtime, prototype))
    if b"f" in options:
        runtime.set_field(table, b"func", function)
    return 1


# --- local variables ------------------------------------------------------------------------


def _slot(runtime: "Runtime", thread: int, frame: Frame, number: int) -> tuple[bytes, int] | None:
    """Name and address of a frame's local variable, or of a temporary value in its place."""
    view = runtime.thread(thread)
    base, record = frame.base, frame.ci
    if frame.lost:  # PUC then looks below the first call, where only a new thread has values
        record = view.base_ci
        base = CallInfo.view(runtime.memory, record).base
    address = base + 8 * (number - 1)
    if frame.prototype is not None:
        name = local_name(frame.prototype, number, frame.pc)
        if name is not None:
            return c_string(name), address
    inner = CallInfo.view(runtime.memory, record + CallInfo.size)
    limit = view.top if record == view.ci else inner.func
    return (_TEMPORARY, address) if 0 < number <= limit - base >> 3 else None


def _frame_argument(runtime: "Runtime", number: int, thread: int) -> Frame:
    frame = frame_at(runtime, check_int(runtime, number), thread)
    if frame is None:
        raise_argument(runtime, number, b"level out of range")
    return frame


def debug_getlocal(runtime: "Runtime") -> int:
    """debug.getlocal([thread,] level, local)"""
    thread, skip = thread_argument(runtime)
    frame = _frame_argument(runtime, skip + 1, thread)
    found = _slot(runtime, thread, frame, check_int(runtime, skip + 2))
    if found is None:
        return words(runtime, NIL)
    value = runtime.memory.read_u64(found[1])
    runtime.push(value)
    runtime.push(runtime.string(found[0]), value)
    return 2


def debug_setlocal(runtime: "Runtime") -> int:
    """debug.setlocal([thread,] level, local, value)"""
    thread, skip = thread_argument(runtime)
    frame = _frame_argument(runtime, skip + 1, thread)
    value = check_any(runtime, skip + 3)
    view = runtime.thread()
    view.top = view.base + 8 * (skip + 3)
    found = _slot(runtime, thread, frame, check_int(runtime, skip + 2))
    if found is None:
        return words(runtime, NIL)
    runtime.memory.write_u64(found[1], value)
    return words(runtime, runtime.string(found[0]))


# --- upvalues -------------------------------------------------------------------------------


def _upvalue(runtime: "Runtime") -> tuple[bytes, int] | None:
    """Name of the upvalue that the arguments say, and address of its UpVal; None if absent."""
    number = check_int(runtime, 2)
    function = check_type(runtime, 1, "function")
    prototype = prototype_of(runtime, function)
    if prototype is None or not 1 <= number <= len(prototype.upvalue_names):
        return None
    address = (function & PAYLOAD) + CLOSURE_UPVALUES + 8 * (number - 1)
    return c_string(prototype.upvalue_names[number - 1]), runtime.memory.read_u64(address)


def debug_getupvalue(runtime: "Runtime") -> int:
    """debug.getupvalue(function, up)"""
    found = _upvalue(runtime)
    if found is None:
        return 0
    slot = runtime.memory.read_u64(found[1] + UpVal.offset("v"))
    return words(runtime, runtime.string(found[0]), runtime.memory.read_u64(slot))


def debug_setupvalue(runtime: "Runtime") -> int:
    """debug.setupvalue(function, up, value); of more arguments the last one is the value"""
    check_any(runtime, 3)
    found = _upvalue(runtime)
    if found is None:
        return 0
    value = arguments(runtime)[-1]
    runtime.memory.write_u64(runtime.memory.read_u64(found[1] + UpVal.offset("v")), value)
    runtime.call("barrier_object", found[1], value)
    return words(runtime, runtime.string(found[0]))


# --- metatables and environments ------------------------------------------------------------


def _type_tags(value: int) -> tuple[int, ...]:
    """The places in vm.metatables of a value's type."""
    if value <= MAX_NUMBER:
        return (_NUMBER_TAG,)
    tag = value >> 47 & 15
    return _BOOLEAN_TAGS if tag in _BOOLEAN_TAGS else (tag,)


def debug_getmetatable(runtime: "Runtime") -> int:
    """debug.getmetatable(object)"""
    metatable = runtime.call("metatable_of", check_any(runtime, 1))
    return words(runtime, metatable | TABLE if metatable else NIL)


def debug_setmetatable(runtime: "Runtime") -> int:
    """debug.setmetatable(object, table)"""
    metatable = argument(runtime, 2)
    if len(arguments(runtime)) < 2 or runtime.type_name(metatable) not in ("nil", "table"):
        raise_argument(runtime, 2, b"nil or table expected")
    value = argument(runtime, 1)
    address = 0 if metatable == NIL else metatable & PAYLOAD
    kind = runtime.type_name(value)
    if kind == "table":
        runtime.table(value).metatable = address
    elif kind == "userdata":
        Userdata.view(runtime.memory, value & PAYLOAD).metatable = address
    else:
        for tag in _type_tags(value):
            runtime.write_array("metatables", tag, address)
    if address and kind in ("table", "userdata"):
        runtime.call("barrier_object", value & PAYLOAD, metatable)
    return words(runtime, TRUE)


def debug_getregistry(runtime: "Runtime") -> int:
    """debug.getregistry()"""
    return words(runtime, runtime.vm.registry | TABLE)


def debug_getfenv(runtime: "Runtime") -> int:
    """debug.getfenv(object)"""
    value = check_any(runtime, 1)
    kind = runtime.type_name(value)
    if kind == "function":
        return words(runtime, runtime.closure(value).env | TABLE)
    if kind == "userdata":
        return words(runtime, Userdata.view(runtime.memory, value & PAYLOAD).env | TABLE)
    if kind == "thread":
        return words(runtime, runtime.thread(value & PAYLOAD).globals | TABLE)
    return words(runtime, NIL)


def debug_setfenv(runtime: "Runtime") -> int:
    """debug.setfenv(object, table)"""
    table = check_type(runtime, 2, "table")
    value = argument(runtime, 1)
    kind = runtime.type_name(value)
    if kind == "function":
        runtime.call("set_environment", value & PAYLOAD, table)
    elif kind == "userdata":
        Userdata.view(runtime.memory, value & PAYLOAD).env = table & PAYLOAD
        runtime.call("barrier_object", value & PAYLOAD, table)
    elif kind == "thread":
        runtime.thread(value & PAYLOAD).globals = table & PAYLOAD
        runtime.call("barrier_object", value & PAYLOAD, table)
    else:
        raise_text(runtime, b"'setfenv' cannot change environment of given object")
    return words(runtime, value)


# --- traceback ------------------------------------------------------------------------------


def debug_traceback(runtime: "Runtime") -> int:
    """debug.traceback([thread,] [message [, level]])

    PUC takes a level off the stack and puts all the other arguments before its text.
    """
    thread, skip = thread_argument(runtime)
    given = arguments(runtime)
    level = _level(runtime, skip + 2)
    if level is not None:
        given.pop()
    else:
        level = 1 if thread == runtime.vm.current else 0
    given = given[skip:]
    if given and to_bytes(runtime, given[0]) is None:
        return words(runtime, given[-1])
    message = b""
    for value in reversed(given):
        piece = to_bytes(runtime, value)
        if piece is None:
            kind = runtime.type_name(value).encode()
            raise_text(runtime, b"attempt to concatenate a %s value" % kind, 0)
        message = piece + message
    text = traceback(runtime, message if given else None, level, thread)
    return words(runtime, runtime.string(text))


# --- the prompt -----------------------------------------------------------------------------


def debug_debug(runtime: "Runtime") -> int:
    """debug.debug(): run lines from the standard input until one says "cont" """
    while True:
        runtime.files.stderr(_PROMPT)
        line = libc.read_line_piece(runtime.files.files[STDIN].stream, _COMMAND_SIZE)
        if line is None or line == b"cont\n":
            return 0
        _run_line(runtime, line)


def _run_line(runtime: "Runtime", line: bytes) -> None:
    """Run one line of the prompt; an error is shown and forgotten."""
    try:
        function = load_chunk(runtime, line, b"=(debug command)")
    except LuaError as error:
        problem: int | None = error.value
    else:
        ok, *values = runtime.call_value(runtime.builtin_closure("builtin_pcall"), [function])
        problem = None if ok == TRUE else values[0]
    if problem is not None:
        runtime.files.stderr((to_bytes(runtime, problem) or b"(null)") + b"\n")


FUNCTIONS: Final[dict[bytes, Callable[["Runtime"], int]]] = {
    b"debug": debug_debug,
    b"getfenv": debug_getfenv,
    b"getinfo": debug_getinfo,
    b"getlocal": debug_getlocal,
    b"getmetatable": debug_getmetatable,
    b"getregistry": debug_getregistry,
    b"getupvalue": debug_getupvalue,
    b"setfenv": debug_setfenv,
    b"setlocal": debug_setlocal,
    b"setmetatable": debug_setmetatable,
    b"setupvalue": debug_setupvalue,
    b"traceback": debug_traceback,
}
