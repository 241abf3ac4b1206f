"""What the tracer tells of its work: one event for every fragment made or recording given up."""

from dataclasses import dataclass

from conformance.jit_under_test.ir.fragment import EndKind, Fragment
from conformance.jit_under_test.tracing.aborts import Reason


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that the tracer did.

    `name` is the place where recording began. `outcome` is how the new fragment goes on at its end;
    of a recording that was given up, the reason and the place of that.
    """

    kind: str  # "loop", "function", "return" or "side"
    name: str
    parent: int | None  # the exit that the fragment continues
    number: int | None  # of the fragment, None if the recording was aborted
    outcome: str
    reason: Reason | None = None


def link_type(fragment: Fragment) -> str:
    """How a fragment goes on at its end, by LuaJIT's name for it."""
    end = fragment.end
    if end.kind is EndKind.LINK and end.target == fragment.id:
        if fragment.kind == "loop":
            return "loop"
        recurs = end.snapshot is not None and end.snapshot.frames
        return "up-recursion" if recurs else "tail-recursion"
    return _LINK_TYPES[end.kind]


_LINK_TYPES = {
    EndKind.LOOP: "loop",
    EndKind.LINK: "root",
    EndKind.STOP: "interpreter",
    EndKind.RETURN: "return",
}


def link_text(fragment: Fragment) -> str:
    """The same for people: a link to another fragment names it."""
    kind = link_type(fragment)
    return f"-> {fragment.end.target}" if kind == "root" else kind
