"""What the recorder knows about built-in functions, by qualified name."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.interpreter.tracing_calls import MATH_FUNCTIONS
from conformance.jit_under_test.ir.fragment import Ref
from conformance.jit_under_test.ir.types import IRType

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.recorder import Recorder, Traced

    Operation = Callable[["Recorder", Sequence["Traced"]], Ref | None]

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
        ),
        1,
    ),
    b"string.gsub": 2,
    b"print": 0,
    b"table.insert": 0,
    b"table.sort": 0,
    b"io.write": 1,
}


def _numbers(recorder: "Recorder", arguments: Sequence["Traced"], count: int) -> list[Ref] | None:
    """The first arguments as numbers; None if that is not what they all are."""
    if len(arguments) < count:
        return None
    refs = [recorder.typed(value) for value in arguments[:count]]
    return refs if all(ref.type is IRType.NUM for ref in refs) else None


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


OPERATIONS: "Final[dict[bytes, Any]]" = {
    b"math.floor": _simple("floor"),
    b"math.ceil": _simple("ceil"),
    b"math.abs": _simple("abs"),
    b"math.sqrt": _simple("sqrt"),
    b"math.min": _extreme("min"),
    b"math.max": _extreme("max"),
    **{b"math." + name.encode(): _library(number) for number, name in enumerate(MATH_FUNCTIONS)},
}
"""Functions that are recorded as operations; they may decline for the arguments at hand."""
