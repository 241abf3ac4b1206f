"""The generator's view of a program in the making: names, their types, cost and text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from conformance.generators.decisions import Decisions, chance, choose


class Kind(Enum):
    """What a variable is known to hold."""

    INT = "small whole number"
    NUM = "number"
    STR = "string"
    BOOL = "boolean"
    ARRAY = "table of numbers by whole number, holes possible"
    RECORD = "table with number fields a, b and c"
    FUNCTION = "function from two numbers to one number"
    ANY = "any value, nil included"


FIELDS = ("a", "b", "c")
LINGER_PERCENT = 70
# Lua allows 60 upvalues per function: choosing among recent names only stays far below.
RECENT = 10


@dataclass(frozen=True, slots=True)
class Profile:
    """What programs may contain and how large they get.

    `statements` bounds their number at top level, `cost` the estimated VM instructions of a round
    of them. `exact` allows output on which PUC decides by its own design and LuaJIT otherwise:
    table layout (`#` with holes, order of pairs), the sign of constant zeros, math.min and math.max
    of NaN. `errors` allows programs that end by an uncaught error. Shapes of the names in
    `emphasis` are chosen several times as often.
    """

    statements: int = 4
    depth: int = 3
    cost: int = 30_000
    trips: int = 200
    exact: bool = True
    errors: bool = True
    emphasis: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Variable:
    """A name in scope. `cost` is that of one call for functions."""

    name: str
    kind: Kind
    mutable: bool = True
    cost: int = 0


@dataclass(slots=True)
class Frame:
    """The function being written: cost so far, how often this place runs, loops around it."""

    cost_limit: int
    cost: int = 0
    times: int = 1
    loops: int = 0
    varargs: bool = False


@dataclass(slots=True)
class Builder:
    """Holds the lines written so far and the scopes around the place being written."""

    decisions: Decisions
    profile: Profile
    lines: list[str] = field(default_factory=list)
    scopes: list[list[Variable]] = field(default_factory=lambda: [[]])
    frames: list[Frame] = field(default_factory=list)
    indent: int = 0
    names: int = 0

    def __post_init__(self) -> None:
        self.frames.append(Frame(self.profile.cost))

    # Choices

    def below(self, count: int) -> int:
        """A number from 0 to count - 1."""
        return self.decisions.below(count)

    def chance(self, percent: int) -> bool:
        """True in `percent` of 100 cases."""
        return chance(self.decisions, percent)

    def pick(self, *options: str) -> str:
        """One of some texts, the simplest first."""
        return choose(self.decisions, options)

    # Text

    def line(self, text: str) -> None:
        """Write one line and count its cost."""
        self.lines.append("  " * self.indent + text)
        self.spend(4)

    @contextmanager
    def block(self, opening: str, closing: str = "end") -> Iterator[None]:
        """Write an indented block with a scope of its own."""
        self.line(opening)
        self.indent += 1
        self.scopes.append([])
        yield
        self.scopes.pop()
        self.indent -= 1
        self.line(closing)

    @contextmanager
    def loop(self, opening: str, trips: int, closing: str = "end") -> Iterator[None]:
        """Write a loop's block, whose cost counts `trips` times."""
        frame = self.frame
        before = frame.times
        self.line(opening)
        frame.times = before * max(1, trips)
        frame.loops += 1
        self.indent += 1
        self.scopes.append([])
        yield
        self.scopes.pop()
        self.indent -= 1
        frame.loops -= 1
        frame.times = before
        self.line(closing)

    @contextmanager
    def function(self, opening: str, closing: str = "end") -> Iterator[Frame]:
        """Write a function's block; the frame tells its cost afterwards."""
        outer = self.frame
        self.lines.append("  " * self.indent + opening)
        # A body's cost is counted where it is called, so its own allowance is a small share.
        frame = Frame(max(200, outer.cost_limit // 16))
        self.frames.append(frame)
        self.scopes.append([])
        self.indent += 1
        yield frame
        self.indent -= 1
        self.scopes.pop()
        self.frames.pop()
        self.lines.append("  " * self.indent + closing)
        self.spend(4)

    # Cost

    @property
    def frame(self) -> Frame:
        """The function being written."""
        return self.frames[-1]

    def spend(self, units: int) -> None:
        """Count the cost of something written here."""
        self.frame.cost += units * self.frame.times

    def affords(self, units: int) -> bool:
        """True when something of this cost may still be written here."""
        frame = self.frame
        return frame.cost + units * frame.times <= frame.cost_limit

    def trips(self, most: int | None = None) -> int:
        """How often a new loop here may run: at least 1, as many as cost allows."""
        frame = self.frame
        left = max(0, frame.cost_limit - frame.cost) // (frame.times * 60)
        most = max(1, min(most or self.profile.trips, left))
        # Loops that run a few times and loops that run often take other paths in a JIT.
        return 1 + self.below(most) if self.chance(50) else most

    def affordable(self, trips: int, units: int) -> int:
        """How many of so many rounds of this cost may still be written here, at least 1."""
        frame = self.frame
        left = max(0, frame.cost_limit - frame.cost)
        return max(1, min(trips, left // (frame.times * units)))

    def linger(self, counter: str) -> None:
        """In many loops, have neighbouring rounds of the loop written here count as one.

        Where every round takes another way than the one before it, a loop's compiled body, which
        is the second of two rounds that take the same way, is never run.
        """
        if self.chance(LINGER_PERCENT):
            length = self.pick("2", "4", "8")
            self.line(f"{counter} = ({counter} + -{counter} % {length}) / {length}")

    # Names

    def fresh(self, prefix: str) -> str:
        """A name that no other variable has."""
        self.names += 1
        return f"{prefix}{self.names}"

    def declare(self, name: str, kind: Kind, *, mutable: bool = True, cost: int = 0) -> Variable:
        """Add a variable to the innermost scope."""
        variable = Variable(name, kind, mutable, cost)
        self.scopes[-1].append(variable)
        return variable

    def visible(self, *kinds: Kind, mutable: bool = False) -> list[Variable]:
        """Recent variables of these kinds, innermost first."""
        found: list[Variable] = []
        for scope in reversed(self.scopes):
            for variable in reversed(scope):
                if variable.kind in kinds and (variable.mutable or not mutable):
                    found.append(variable)
                    if len(found) == RECENT:
                        return found
        return found

    def some(self, *kinds: Kind, mutable: bool = False) -> Variable | None:
        """One visible variable of these kinds, or None."""
        found = self.visible(*kinds, mutable=mutable)
        return choose(self.decisions, found) if found else None
