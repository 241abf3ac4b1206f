"""The bit library recorded as operations.

An argument becomes an INT that is an int32, as all results are: the low half of its sum with BIAS,
sign-extended. Folding finds out that this is the integer itself where a number comes from one. Bits
above are never looked at, but by shifts to the right: these first move the word to the upper half.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.ir.fragment import Ref
from conformance.jit_under_test.ir.types import NUM
from conformance.jit_under_test.runtime.lib.bit import COUNT_MASK
from conformance.jit_under_test.runtime.numbers import BIAS

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.recorder import Recorder
    from conformance.jit_under_test.tracing.recording import Traced

    Compute = Callable[["Recorder", Sequence[Ref]], Ref]
    Operation = Callable[["Recorder", Sequence["Traced"]], Ref | None]


def _recorded(least: int, most: int | None, compute: "Compute") -> "Operation":
    """A function of at least `least` numbers, of which it looks at the first `most`."""

    def record(recorder: "Recorder", arguments: Sequence["Traced"]) -> Ref | None:
        if len(arguments) < least:
            return None
        numbers = [recorder.typed(value) for value in arguments[:most]]
        if any(ref.type is not NUM for ref in numbers):
            return None
        bias = recorder.pool.knum(BIAS)
        words = [recorder.emit("numlo", recorder.emit("add", ref, bias)) for ref in numbers]
        return recorder.emit("int2num", compute(recorder, words))

    return record


def _combined(name: str) -> "Operation":
    def compute(recorder: "Recorder", words: Sequence[Ref]) -> Ref:
        return reduce(lambda a, b: recorder.emit(name, a, b), words)

    return _recorded(1, None, compute)


def _count(recorder: "Recorder", word: Ref) -> Ref:
    return recorder.emit("band", word, recorder.pool.kint(COUNT_MASK))


def _upper(recorder: "Recorder", word: Ref) -> Ref:
    """The word with zeros behind it instead of its sign before it."""
    return recorder.emit("shl", word, recorder.pool.kint(32))


def _left(recorder: "Recorder", words: Sequence[Ref]) -> Ref:
    return recorder.emit("sext", recorder.emit("shl", words[0], _count(recorder, words[1])))


def _right(recorder: "Recorder", words: Sequence[Ref]) -> Ref:
    count = recorder.emit("iadd", _count(recorder, words[1]), recorder.pool.kint(32))
    return recorder.emit("sext", recorder.emit("shr", _upper(recorder, words[0]), count))


def _signed_right(recorder: "Recorder", words: Sequence[Ref]) -> Ref:
    return recorder.emit("sar", words[0], _count(recorder, words[1]))


def _rotated(recorder: "Recorder", word: Ref, count: Ref) -> Ref:
    """Counts of `shr` are taken modulo 64. So -n moves what falls out to the left to the end, and
    by 0 nothing: then the lower half is left as it is."""
    left = recorder.emit("shl", word, count)
    right = recorder.emit("shr", _upper(recorder, word), recorder.emit("ineg", count))
    return recorder.emit("sext", recorder.emit("bor", left, right))


def _rotated_left(recorder: "Recorder", words: Sequence[Ref]) -> Ref:
    return _rotated(recorder, words[0], _count(recorder, words[1]))


def _rotated_right(recorder: "Recorder", words: Sequence[Ref]) -> Ref:
    return _rotated(recorder, words[0], _count(recorder, recorder.emit("ineg", words[1])))


def _swapped(recorder: "Recorder", words: Sequence[Ref]) -> Ref:
    (word,) = words
    emit, kint = recorder.emit, recorder.pool.kint
    first = emit("band", emit("shr", word, kint(24)), kint(0xFF))
    second = emit("band", emit("shr", word, kint(8)), kint(0xFF00))
    third = emit("shl", emit("band", word, kint(0xFF00)), kint(8))
    last = emit("shl", word, kint(24))
    return emit("sext", emit("bor", emit("bor", first, second), emit("bor", third, last)))


BIT_OPERATIONS: "Final[dict[bytes, Operation]]" = {
    b"bit.tobit": _recorded(1, 1, lambda recorder, words: words[0]),
    b"bit.bnot": _recorded(1, 1, lambda recorder, words: recorder.emit("bnot", words[0])),
    b"bit.bswap": _recorded(1, 1, _swapped),
    b"bit.band": _combined("band"),
    b"bit.bor": _combined("bor"),
    b"bit.bxor": _combined("bxor"),
    b"bit.lshift": _recorded(2, 2, _left),
    b"bit.rshift": _recorded(2, 2, _right),
    b"bit.arshift": _recorded(2, 2, _signed_right),
    b"bit.rol": _recorded(2, 2, _rotated_left),
    b"bit.ror": _recorded(2, 2, _rotated_right),
}
