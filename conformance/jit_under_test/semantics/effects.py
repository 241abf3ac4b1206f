"""The vocabulary in which opcodes state their meaning.

A semantics function is a generator: it yields effects and is sent their answers. Who drives
it decides what an effect does: the reference executor computes, the interpreter builder
emits LLVM code, the recorder computes and records.

Three kinds of effects:
- *values*: answered with an opaque word (a Lua value or a number), never inspected here;
- *questions* (class attribute `question`): answered with True or False, and the only thing
  that a semantics function may branch on;
- *ends* (class attribute `end`): say where execution goes on; nothing follows them.

Operands (`i.a`, `i.b`, ...) are opaque as well: plain ints for drivers that run one
instruction, decoded fields for the interpreter builder.

Effects are not frozen: the recorder makes several for every instruction, and a frozen one takes
three times as long.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    Steps = Generator["Effect", Any, None]
    Continuation = Callable[..., Steps]

Word = Any  # an answer to a value effect
Operand = Any  # a field of the instruction


@dataclass(slots=True, eq=False)
class Effect:
    """Base of all effects."""

    question: ClassVar[bool] = False
    end: ClassVar[bool] = False


# --- registers, constants, upvalues -------------------------------------------------------


@dataclass(slots=True, eq=False)
class Slot(Effect):
    """The value in register `index + offset`."""

    index: Operand
    offset: int = 0


@dataclass(slots=True, eq=False)
class SetSlot(Effect):
    """Store into register `index + offset`; no answer."""

    index: Operand
    value: Word
    offset: int = 0


@dataclass(slots=True, eq=False)
class Constant(Effect):
    """Constant number `index` of the prototype."""

    index: Operand


@dataclass(slots=True, eq=False)
class RK(Effect):
    """The value of a register-or-constant operand."""

    operand: Operand


@dataclass(slots=True, eq=False)
class Upvalue(Effect):
    """The value of upvalue `index` of the running function."""

    index: Operand


@dataclass(slots=True, eq=False)
class SetUpvalue(Effect):
    """Store into upvalue `index`; no answer."""

    index: Operand
    value: Word


@dataclass(slots=True, eq=False)
class Environment(Effect):
    """The environment table of the running function, as a value."""


@dataclass(slots=True, eq=False)
class Primitive(Effect):
    """The value nil, false or true."""

    value: bool | None


@dataclass(slots=True, eq=False)
class ClearSlots(Effect):
    """Set registers `first` to `last` (inclusive) to nil; no answer."""

    first: Operand
    last: Operand


# --- questions ------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class IsNumber(Effect):
    question: ClassVar[bool] = True
    value: Word


@dataclass(slots=True, eq=False)
class IsString(Effect):
    question: ClassVar[bool] = True
    value: Word


@dataclass(slots=True, eq=False)
class IsTable(Effect):
    question: ClassVar[bool] = True
    value: Word


@dataclass(slots=True, eq=False)
class IsNil(Effect):
    question: ClassVar[bool] = True
    value: Word


@dataclass(slots=True, eq=False)
class IsFalsy(Effect):
    """Is the value nil or false?"""

    question: ClassVar[bool] = True
    value: Word


@dataclass(slots=True, eq=False)
class OperandIsZero(Effect):
    question: ClassVar[bool] = True
    operand: Operand


@dataclass(slots=True, eq=False)
class NumberCompare(Effect):
    """Compare two numbers; `relation` is "lt" or "le". False if either is NaN."""

    question: ClassVar[bool] = True
    relation: str
    left: Word
    right: Word


@dataclass(slots=True, eq=False)
class NumberIsPositive(Effect):
    question: ClassVar[bool] = True
    value: Word


@dataclass(slots=True, eq=False)
class StringCompare(Effect):
    """Compare two strings as `strcoll` does in the C locale, embedded zeros included."""

    question: ClassVar[bool] = True
    relation: str
    left: Word
    right: Word


@dataclass(slots=True, eq=False)
class RawEqual(Effect):
    """Primitive equality of any two values."""

    question: ClassVar[bool] = True
    left: Word
    right: Word


@dataclass(slots=True, eq=False)
class HasEqualMethod(Effect):
    """Do two different values share an `__eq` metamethod? If so, its call is pending.

    Only two tables or two full userdata can (manual, section 2.8).
    """

    question: ClassVar[bool] = True
    left: Word
    right: Word


@dataclass(slots=True, eq=False)
class CompareMethod(Effect):
    """Find the metamethod for an order comparison; its call is then pending.

    `event` is "lt" or "le". Answers whether one was found; "attempt to compare" is raised
    when there is none, except for "le" with `may_fail`, which then tries "lt" swapped.
    """

    question: ClassVar[bool] = True
    event: str
    left: Word
    right: Word
    may_fail: bool = False


# --- operations that may need a metamethod --------------------------------------------------
# Each asks: could it be done without calling a function? If so, `Result` is the answer;
# if not, the call of the metamethod is pending and `CallMethod` makes it. Errors are raised.


@dataclass(slots=True, eq=False)
class Index(Effect):
    """`object[key]`, along the chain of `__index` tables."""

    question: ClassVar[bool] = True
    object: Word
    key: Word


@dataclass(slots=True, eq=False)
class SetIndex(Effect):
    """`object[key] = value`, along the chain of `__newindex` tables. Has no result."""

    question: ClassVar[bool] = True
    object: Word
    key: Word
    value: Word


@dataclass(slots=True, eq=False)
class ArithmeticSlow(Effect):
    """Arithmetic on operands that are not both numbers: coerced strings or metamethods."""

    question: ClassVar[bool] = True
    operation: str
    left: Word
    right: Word


@dataclass(slots=True, eq=False)
class Length(Effect):
    """The length operator."""

    question: ClassVar[bool] = True
    value: Word


@dataclass(slots=True, eq=False)
class Concatenate(Effect):
    """Join registers `first` to `last` from the right, in place, as far as strings reach.

    Answers True when one value is left; it stands in register `first` then.
    """

    question: ClassVar[bool] = True
    first: Operand
    last: Operand


@dataclass(slots=True, eq=False)
class ConcatenateMore(Effect):
    """Go on with a concatenation after a metamethod gave `value` for its last two operands."""

    question: ClassVar[bool] = True
    first: Operand
    value: Word


@dataclass(slots=True, eq=False)
class Result(Effect):
    """The value that the last of these operations came to."""


# --- plain operations -----------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Arithmetic(Effect):
    """A number from two numbers: "add", "sub", "mul", "div", "mod" or "pow"."""

    operation: str
    left: Word
    right: Word


@dataclass(slots=True, eq=False)
class Negate(Effect):
    """The negative of a number."""

    value: Word


@dataclass(slots=True, eq=False)
class LoopNumber(Effect):
    """A control value of a numeric `for` as a number: strings are converted, else an error.

    `role` is "initial", "limit" or "step", for the message.
    """

    value: Word
    role: str


@dataclass(slots=True, eq=False)
class NewTable(Effect):
    """A new table; sizes are PUC's "floating point bytes"."""

    array_size: Operand
    hash_size: Operand


@dataclass(slots=True, eq=False)
class SetList(Effect):
    """Store registers after `table` as elements of block `block`; `count` 0: up to the top."""

    table: Operand
    count: Operand
    block: Operand


@dataclass(slots=True, eq=False)
class NewClosure(Effect):
    """A closure of prototype `index`; captures follow in the code as pseudo-instructions."""

    index: Operand


@dataclass(slots=True, eq=False)
class CloseUpvalues(Effect):
    """Close all open upvalues at or above register `first`; no answer."""

    first: Operand


@dataclass(slots=True, eq=False)
class Varargs(Effect):
    """Copy extra arguments to `first`...; `count` - 1 of them, or all if it is 0."""

    first: Operand
    count: Operand


@dataclass(slots=True, eq=False)
class CheckCollector(Effect):
    """A safepoint: run the collector if a step is due; no answer."""


# --- ends -----------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Next(Effect):
    """Go on with the following instruction, or skip `skip` of them."""

    end: ClassVar[bool] = True
    skip: int = 0


@dataclass(slots=True, eq=False)
class Jump(Effect):
    """Jump by this instruction's own offset; a backward jump is a loop edge."""

    end: ClassVar[bool] = True
    offset: Operand


@dataclass(slots=True, eq=False)
class JumpFollowing(Effect):
    """Make the jump that the following instruction holds, as part of this one."""

    end: ClassVar[bool] = True


@dataclass(slots=True, eq=False)
class CallMethod(Effect):
    """Call the pending metamethod; `then(i, result)` goes on when it returns.

    PUC would recurse in C here: the call counts towards its limit of nested C calls, and a
    coroutine cannot yield across it.
    """

    end: ClassVar[bool] = True
    then: "Continuation"


@dataclass(slots=True, eq=False)
class CallIterator(Effect):
    """Call the iterator in register `first` with its state and control variable.

    Results go to `first + 3`...; `then(i, None)` goes on when it returns.
    """

    end: ClassVar[bool] = True
    first: Operand
    count: Operand
    then: "Continuation"


@dataclass(slots=True, eq=False)
class Call(Effect):
    """Call the function in register `function`, operands as in PUC's OP_CALL."""

    end: ClassVar[bool] = True
    function: Operand
    arguments: Operand
    results: Operand


@dataclass(slots=True, eq=False)
class TailCall(Effect):
    """Call and give the callee's results to the caller of this function."""

    end: ClassVar[bool] = True
    function: Operand
    arguments: Operand


@dataclass(slots=True, eq=False)
class Return(Effect):
    """Return `count` - 1 values from register `first` on, or all up to the top."""

    end: ClassVar[bool] = True
    first: Operand
    count: Operand
