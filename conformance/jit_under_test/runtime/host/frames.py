"""The frames of a thread as the host sees them, and what messages say about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.opcodes import OP_INFO, Op, Operand
from conformance.jit_under_test.bytecode.quick import FIRST_CONSTANT
from conformance.jit_under_test.frontend.errors import chunk_id
from conformance.jit_under_test.runtime.host.names import Name, called_name, object_name
from conformance.jit_under_test.runtime.objects import FRAME_LUA, CallInfo, Closure, Proto
from conformance.jit_under_test.runtime.values import PAYLOAD

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype
    from conformance.jit_under_test.runtime.host.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Frame:
    """One active call. `pc` is the index of the instruction being executed (Lua only).

    A frame with `lost` True stands for calls that tail calls have replaced.
    """

    ci: int
    func: int  # address of the function's slot
    function: int  # the function's value
    base: int
    top: int
    prototype: "Prototype | None"
    pc: int
    tailcalls: int
    lost: bool = False

    @property
    def line(self) -> int:
        """Current line, -1 if unknown or not Lua."""
        if self.prototype is None or not self.prototype.lineinfo:
            return -1
        return self.prototype.lineinfo[self.pc]


_TAILCALLS: Final = CallInfo.offset("tailcalls")
LOST: Final = Frame(0, 0, 0, 0, 0, None, -1, 0, lost=True)


def prototype_of(runtime: "Runtime", function: int) -> "Prototype | None":
    """The host's copy of a Lua function's prototype; None for a built-in one."""
    closure = function & PAYLOAD
    if runtime.memory.read_u8(closure + Closure.offset("is_builtin")):
        return None
    proto = runtime.memory.read_u64(closure + Closure.offset("proto"))
    return runtime.prototypes[runtime.memory.read_u32(proto + Proto.offset("id"))]


def read_frame(runtime: "Runtime", ci: int) -> Frame:
    """The frame of a call record."""
    view = CallInfo.view(runtime.memory, ci)
    function = runtime.memory.read_u64(view.func)
    prototype = None
    pc = -1
    if view.flags & FRAME_LUA:
        prototype = prototype_of(runtime, function)
        proto = runtime.memory.read_u64((function & PAYLOAD) + Closure.offset("proto"))
        code = runtime.memory.read_u64(proto + Proto.offset("code"))
        pc = max((view.savedpc - code >> 3) - 1, 0)
    return Frame(ci, view.func, function, view.base, view.top, prototype, pc, view.tailcalls)


def saved_pc(runtime: "Runtime", frame: Frame) -> int:
    """The index of the instruction that a Lua frame executes next."""
    proto = runtime.memory.read_u64((frame.function & PAYLOAD) + Closure.offset("proto"))
    code = runtime.memory.read_u64(proto + Proto.offset("code"))
    return runtime.memory.read_u64(frame.ci + CallInfo.offset("savedpc")) - code >> 3


def frames(runtime: "Runtime", thread: int | None = None) -> Iterator[Frame]:
    """The active calls of a thread, innermost first, as PUC's levels count them."""
    view = runtime.thread(thread)
    ci = view.ci
    while ci > view.base_ci:
        frame = read_frame(runtime, ci)
        yield frame
        for _ in range(frame.tailcalls):
            yield LOST
        ci -= CallInfo.size


def frame_at(runtime: "Runtime", level: int, thread: int | None = None) -> Frame | None:
    """The frame at a level; None if there are not so many. Below 0, PUC sees a lost tail call."""
    if level < 0:
        return LOST
    view = runtime.thread(thread)
    read = runtime.memory.read_u32
    ci, first = view.ci, view.base_ci
    while ci > first:
        if level == 0:
            return read_frame(runtime, ci)
        level -= 1 + read(ci + _TAILCALLS)
        if level < 0:
            return LOST
        ci -= CallInfo.size
    return None


def caller_name(runtime: "Runtime", frame: Frame) -> Name | None:
    """How the caller of this frame names the function that it called."""
    if frame.lost or frame.tailcalls:
        return None
    caller = read_frame(runtime, frame.ci - CallInfo.size)
    if caller.prototype is None:
        return None
    return called_name(caller.prototype, caller.pc)


def describe(runtime: "Runtime", value: int, register: int | None) -> bytes:
    """How a message names a value: "local 'x' (a nil value)" or "a nil value"."""
    kind = runtime.type_name(value).encode()
    frame = next(frames(runtime), None)
    if register is not None and frame is not None and frame.prototype is not None:
        name = object_name(frame.prototype, frame.pc, register)
        if name is not None:
            return b"%s '%s' (a %s value)" % (name[0].encode(), name[1], kind)
    return b"a %s value" % kind


def operand_registers(instruction: int) -> list[int]:
    """The registers that an instruction reads as table, key or operand, B before C."""
    op = Op(instruction & 63)
    a, b, c = instruction >> 6 & 255, instruction >> 23, instruction >> 14 & 511
    if op is Op.SETTABLE:
        return [a]
    if op in (Op.CALL, Op.TAILCALL):
        return [a]
    if op in (Op.GETTABLE, Op.SELF):
        return [b]
    info = OP_INFO[op]
    found = []
    if (info.b is Operand.CONST_OR_REG and b < FIRST_CONSTANT) or info.b is Operand.REGISTER:
        found.append(b)
    if info.c is Operand.CONST_OR_REG and c < FIRST_CONSTANT:
        found.append(c)
    return found


def position(runtime: "Runtime", level: int) -> bytes:
    """ "chunk:line: " of the function at `level` (0: the innermost); empty if it isn't Lua."""
    frame = frame_at(runtime, level)
    if frame is None or frame.prototype is None:
        return b""
    return b"%s:%d: " % (chunk_id(frame.prototype.source), frame.line)


_FIRST_LEVELS: Final = 12  # levels below this one are always shown
_LAST_LEVELS: Final = 10  # so many at the other end


def traceback(
    runtime: "Runtime", message: bytes | None, level: int, thread: int | None = None
) -> bytes:
    """PUC's debug.traceback text, from `level` on; long stacks show their two ends only."""
    levels = list(frames(runtime, thread))
    levels = [LOST] * -level + levels[max(level, 0) :]
    first = max(_FIRST_LEVELS - level, 0)
    lines = [b"stack traceback:"] if message is None else [message, b"stack traceback:"]
    last = levels[first:]
    lines += [b"\t" + _trace_line(runtime, frame) for frame in levels[:first]]
    if len(last) > _LAST_LEVELS + 1:
        lines.append(b"\t...")
        last = last[-_LAST_LEVELS:]
    lines += [b"\t" + _trace_line(runtime, frame) for frame in last]
    return b"\n".join(lines)


def _trace_line(runtime: "Runtime", frame: Frame) -> bytes:
    if frame.lost:
        return b"(tail call): ?"
    prototype = frame.prototype
    if prototype is None:
        where = b"[C]: "
    elif frame.line > 0:
        where = b"%s:%d: " % (chunk_id(prototype.source), frame.line)
    else:
        where = b"%s: " % chunk_id(prototype.source)
    name = caller_name(runtime, frame)
    if name is not None:
        return where + b"in function '%s'" % name[1]
    if prototype is not None and prototype.linedefined == 0:
        return where + b"in main chunk"
    if prototype is None:
        return where + b"?"
    source = chunk_id(prototype.source)
    return where + b"in function <%s:%d>" % (source, prototype.linedefined)
