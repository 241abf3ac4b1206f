"""What the recorder knows about built-in functions, by qualified name."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.interpreter.tracing_calls import MATH_FUNCTIONS
from conformance.jit_under_test.ir.fragment import Constant, Ref
from conformance.jit_under_test.ir.types import NUM, STR, TAB
from conformance.jit_under_test.reference.executor import number_of
from conformance.jit_under_test.runtime.values import FALSE, NIL, PAYLOAD
from conformance.jit_under_test.tracing.bit_operations import BIT_OPERATIONS
from conformance.jit_under_test.tracing.recording import Traced

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.recorder import Recorder

    Operation = Callable[["Recorder", Sequence["Traced"]], Ref | Sequence[Ref] | None]

# They change the frame that calls them, or what a fragment takes for granted.
NEVER: Final = frozenset(
    {
        b"error",
        b"coroutine.yield",
        b"debug.sethook",
        b"debug.setlocal",
        b"setfenv",
        b"module",
        b"os.exit",
        b"jit.on",
        b"jit.off",
        b"jit.flush",
        b"jit.attach",
        b"jit.opt.start",
    }
)

# They run other functions in the place of their own frame.
ENTERING: Final = frozenset({b"pcall", b"xpcall", b"coroutine.resume", b"coroutine.wrapped"})

# How many results they give, always.
FIXED_RESULTS: Final[dict[bytes, int]] = {
    **dict.fromkeys(
        (
            b"tostring",
            b"type",
            b"rawequal",
            b"rawget",
            b"rawset",
            b"setmetatable",
            b"getmetatable",
            b"string.format",
            b"string.sub",
            b"string.rep",
            b"string.upper",
            b"string.lower",
            b"string.reverse",
            b"string.len",
            b"string.char",
            b"table.concat",
            b"table.getn",
            b"table.maxn",
            b"math.floor",
            b"math.ceil",
            b"math.abs",
            b"math.sqrt",
            b"math.random",
            b"math.min",
            b"math.max",
            b"math.fmod",
            b"math.pow",
            b"os.clock",
            b"os.time",
            b"bit.tohex",
            *BIT_OPERATIONS,
        ),
        1,
    ),
    b"string.gsub": 2,
    b"print": 0,
    b"table.insert": 0,
    b"table.sort": 0,
    b"io.write": 1,
}


_LARGE: Final = 1 << 30  # limits of math.random up to here, whose distance is an int32

# Recorded as operations that allocate: the collector is looked after behind them.
ALLOCATING: Final = frozenset({b"string.sub", b"string.char", b"tostring", b"table.insert"})

_MOST_BYTE: Final = 255


def _numbers(recorder: "Recorder", arguments: Sequence["Traced"], count: int) -> list[Ref] | None:
    """The first arguments as numbers; None if that is not what they all are."""
    if len(arguments) < count:
        return None
    refs = [recorder.typed(value) for value in arguments[:count]]
    return refs if all(ref.type is NUM for ref in refs) else None


def _simple(name: str) -> "Operation":
    """A function of one number that is one IR operation."""

    def record(recorder: "Recorder", arguments: Sequence["Traced"]) -> Ref | None:
        refs = _numbers(recorder, arguments, 1)
        return None if refs is None else recorder.emit(name, refs[0])

    return record


def _library(number: int) -> "Operation":
    """A function of one number from the C library."""

    def record(recorder: "Recorder", arguments: Sequence["Traced"]) -> Ref | None:
        refs = _numbers(recorder, arguments, 1)
        if refs is None:
            return None
        return recorder.call_kernel("trace_math", recorder.pool.kint(number), refs[0])

    return record


def _extreme(name: str) -> "Operation":
    """math.min or math.max."""

    def record(recorder: "Recorder", arguments: Sequence["Traced"]) -> Ref | None:
        refs = _numbers(recorder, arguments, len(arguments))
        if not refs:
            return None
        result = refs[0]
        for ref in refs[1:]:
            result = recorder.emit(name, result, ref)
        return result

    return record


def _random(recorder: "Recorder", arguments: Sequence["Traced"]) -> Ref | None:
    """math.random, of whole limits in order. Guards come first: a number is taken once."""
    limits = _numbers(recorder, arguments, len(arguments))
    if limits is None or len(limits) > 2:
        return None
    words = [number_of(argument.word) for argument in arguments]
    low, high = (1.0, *words)[-2:] if words else (0.0, 0.0)
    if not all(abs(word) <= _LARGE and word == int(word) for word in words) or low > high:
        return None
    if not limits:
        return recorder.call_kernel("trace_random")
    whole = [recorder.guard("num2int", limit) for limit in limits]
    first = whole[0] if len(whole) == 2 else recorder.pool.kint(1)
    recorder.guard("le", first, whole[-1])
    size = recorder.guard("isubov", whole[-1], first)
    size = recorder.guard("iaddov", size, recorder.pool.kint(1))
    fraction = recorder.call_kernel("trace_random")
    scaled = recorder.emit("mul", fraction, recorder.emit("int2num", size))
    start = recorder.emit("int2num", first)
    return recorder.emit("add", recorder.emit("floor", scaled), start)


def _remove(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """table.remove of the last element."""
    if len(arguments) != 1:
        return None
    table = recorder.typed(arguments[0])
    length = recorder.runtime.symbols["table_length"]
    if table.type is not TAB:
        return None
    if not recorder.runtime.machine.call(length, arguments[0].word & PAYLOAD):
        return None
    last = recorder.call_kernel("table_length", table)
    recorder.guard("ge", last, recorder.pool.kint(1))
    return recorder.call_kernel("trace_remove_last", table, last)


def _type(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """type(value): a constant, behind the guard of the value's type."""
    if not arguments:
        return None
    recorder.typed(arguments[0])
    name = recorder.runtime.type_name(arguments[0].word)
    return recorder.constant(recorder.runtime.string(name.encode()))


def _to_number(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """tonumber(value), of numbers and strings."""
    if len(arguments) != 1:
        return None
    ref = recorder.typed(arguments[0])
    if ref.type is not STR:
        return ref if ref.type is NUM else None
    call = recorder.runtime.machine.call
    word = call(recorder.runtime.symbols["to_number"], arguments[0].word)
    return recorder.unbox(recorder.call_kernel("trace_to_number", ref), word)


def _sub(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """string.sub of a string and numbers. The collector runs behind it as behind any call."""
    if len(arguments) not in (2, 3):
        return None
    text, *places = (recorder.typed(value) for value in arguments)
    if text.type is not STR or any(ref.type is not NUM for ref in places):
        return None
    if len(places) == 1:
        places.append(recorder.pool.knum(-1.0))
    return recorder.call_kernel("trace_sub", text, *places)


def _byte(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """string.byte of one place inside a string."""
    if len(arguments) not in (1, 2):
        return None
    text, *places = (recorder.typed(value) for value in arguments)
    if text.type is not STR or any(ref.type is not NUM for ref in places):
        return None
    position = number_of(arguments[1].word) if places else 1.0
    length = len(recorder.runtime.string_bytes(arguments[0].word))
    if not 1 <= abs(position) < length + 1:
        return None
    place = places[0] if places else recorder.pool.knum(1.0)
    byte = recorder.call_kernel("trace_byte", text, place)
    recorder.guard("ge", byte, recorder.pool.kint(0))
    return recorder.emit("int2num", byte)


def _length(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """string.len of a string."""
    if len(arguments) != 1:
        return None
    text = recorder.typed(arguments[0])
    if text.type is not STR:
        return None
    return recorder.emit("int2num", recorder.tables.load(text, "string.length"))


def _assert(recorder: "Recorder", arguments: "Sequence[Traced]") -> Sequence[Ref] | None:
    """assert(value, ...) where it holds: its arguments, behind the guard of the first type."""
    if not arguments or arguments[0].word in (NIL, FALSE):
        return None
    recorder.typed(arguments[0])
    return [argument.ref for argument in arguments]


def _to_string(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """tostring(value) of a number or a string, whose kinds have no `__tostring`."""
    if len(arguments) != 1:
        return None
    ref = recorder.typed(arguments[0])
    if ref.type not in (STR, NUM) or not recorder.tables.has_no_tostring(ref.type):
        return None
    return recorder.text(ref)


def _char(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """string.char of one whole number."""
    numbers = _numbers(recorder, arguments, 1)
    if numbers is None or len(arguments) != 1:
        return None
    code = number_of(arguments[0].word)
    if not 0 <= code <= _MOST_BYTE or code != int(code):
        return None
    whole = recorder.guard("num2int", numbers[0])
    recorder.guard("ult", whole, recorder.pool.kint(_MOST_BYTE + 1))
    return recorder.call_kernel("trace_char", whole)


def _raw_get(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """rawget(table, key)"""
    if len(arguments) != 2 or recorder.typed(arguments[0]).type is not TAB:
        return None
    table, key = arguments
    return recorder.tables.raw_get(table.word & PAYLOAD, recorder.typed(table), key).ref


def _insert(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """table.insert at the end."""
    if len(arguments) != 2:
        return None
    table = recorder.typed(arguments[0])
    if table.type is not TAB:
        return None
    recorder.call_synced("trace_append", table, recorder.boxed(arguments[1].ref))
    return recorder.pool.kval(NIL)


def _set_metatable(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """setmetatable of a table that has none."""
    if len(arguments) != 2:
        return None
    table, metatable = (recorder.typed(argument) for argument in arguments)
    if arguments[1].word == NIL:
        metatable = recorder.pool.kptr(TAB, 0)
    if table.type is not TAB or metatable.type is not TAB:
        return None
    if not recorder.tables.has_no_metatable(arguments[0]):
        return None
    recorder.emit("fstore", table, metatable, aux=recorder.tables.field("table.metatable"))
    if arguments[1].word != NIL:
        recorder.emit("tbar", table)
    return table


def _select(recorder: "Recorder", arguments: "Sequence[Traced]") -> Ref | None:
    """select("#", ...): the number of arguments is part of the fragment."""
    if not arguments:
        return None
    ref = recorder.typed(arguments[0])
    if not isinstance(ref, Constant) or ref.type is not STR:
        return None
    if recorder.runtime.string_bytes(arguments[0].word) != b"#":
        return None
    return recorder.pool.knum(float(len(arguments) - 1))


OPERATIONS: "Final[dict[bytes, Any]]" = {
    **BIT_OPERATIONS,
    b"assert": _assert,
    b"type": _type,
    b"tostring": _to_string,
    b"rawget": _raw_get,
    b"string.char": _char,
    b"tonumber": _to_number,
    b"select": _select,
    b"setmetatable": _set_metatable,
    b"string.sub": _sub,
    b"string.byte": _byte,
    b"string.len": _length,
    b"table.insert": _insert,
    b"table.remove": _remove,
    b"math.random": _random,
    b"math.floor": _simple("floor"),
    b"math.ceil": _simple("ceil"),
    b"math.abs": _simple("abs"),
    b"math.sqrt": _simple("sqrt"),
    b"math.min": _extreme("min"),
    b"math.max": _extreme("max"),
    **{b"math." + name.encode(): _library(number) for number, name in enumerate(MATH_FUNCTIONS)},
}
"""Functions that are recorded as operations; they may decline for the arguments at hand.

They answer with their result, or with all of them where that may be another number than one.
"""
