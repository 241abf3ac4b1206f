"""Why a recording was given up: the closed table of reasons."""

import enum

from conformance.jit_under_test.runtime.objects import ACTION_RESUME


class Reason(enum.Enum):
    """An abort reason; the value is the text that reports show."""

    GUARD_FAILS = "a guard would always fail"
    INNER_LOOP = "inner loop not compiled yet"
    LOOP_UNSTABLE = "loop is not type-stable"
    TOO_LONG = "too many instructions"
    TOO_DEEP = "inlined calls too deep"
    RECURSION = "recursive call"
    VARARG_CALL = "call of a function with a table of extra arguments"
    VARARG = "too many extra arguments"
    RETURN = "return from the frame where recording began"
    METAMETHOD = "metamethod of a comparison, concatenation or arithmetic"
    CALL_METHOD = "call of a value that is no function"
    CONVERSION = "string used as a number"
    BUILTIN = "call that changes frames"
    ITERATOR = "iterator with side effects"
    ERROR = "error raised while recording"
    SPILLS = "too many values alive"
    CODE_FULL = "code memory is full"
    MEMORY = "no memory for what fragments refer to"
    CLOCK = "instruction limit reached while recording"
    TOO_SHORT = "too short to be worth compiling"
    NIL_FIELD = "constructor stores nil where another of its names belongs"
    SETLIST = "table constructor of many elements"
    REFUSED = "function that is not to be compiled"
    FLUSHED = "fragments were flushed while recording"
    LOOP_VARIABLE = "loop over what is no number, in a binary chunk"


class Aborted(Exception):
    """Recording stops before the current instruction has done anything.

    `action` says how execution goes on.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}{': ' + detail if detail else ''}")
        self.reason = reason
        self.detail = detail
        self.action = ACTION_RESUME
