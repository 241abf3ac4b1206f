"""Values and stacks as text that is the same on every engine: no addresses, every bit of a number.

Objects are numbered in the order in which they are met, so the text shows which of them are one
and the same without showing where they lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, Protocol, TypeVar

from conformance.oracles.masks import ADDRESSES

# Tables are shown this deep and this long; beyond that only their identity is.
TABLE_DEPTH = 3
TABLE_ENTRIES = 64
# Keys of one table looked at when deciding how to show it.
SCANNED_ENTRIES = 256

_PLAIN_KEYS = ("number", "string", "boolean")

Handle = TypeVar("Handle")


@dataclass(frozen=True, slots=True)
class Frame:
    """One active function, innermost first: `where` is `name:linedefined`, or the kind for C.

    `locals` are names and values. `live` are the registers, one bit each, that stand among them
    although they have no name.
    """

    where: str
    line: int
    locals: tuple[tuple[str, str], ...] = ()
    live: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Instant:
    """The stack right before VM instruction `number`."""

    number: int
    frames: tuple[Frame, ...]

    def lines(self) -> list[str]:
        """A printed form, one line per frame and local."""
        shown = [f"instruction {self.number}"]
        for frame in self.frames:
            shown.append(f"  {frame.where} line {frame.line}")
            shown += [f"    {name} = {value}" for name, value in frame.locals]
        return shown


class Values(Protocol[Handle]):
    """How one engine's values are read. A handle stands for a value while the stop lasts."""

    def kind(self, value: Handle) -> str:
        """The name of the value's type."""
        ...

    def boolean(self, value: Handle) -> bool: ...

    def number(self, value: Handle) -> float: ...

    def string(self, value: Handle) -> bytes: ...

    def identity(self, value: Handle) -> int:
        """A number that only this object has."""
        ...

    def entries(self, value: Handle) -> Iterator[tuple[Handle, Handle]]:
        """Keys and values of a table in the order of `next`."""
        ...


def render_number(value: float) -> str:
    """A number bit for bit: integers plainly, others in hexadecimal, with the sign of zero.

    NaNs are one value here: their bits differ between machines and Lua cannot see them.
    """
    if value != value:
        return "nan"
    if value.is_integer() and abs(value) < 2**53 and (value or str(value) == "0.0"):
        return str(int(value))
    return value.hex()


# Where the globals stand that a program assigns, behind its functions.
GLOBALS = "globals"


def register_name(register: int) -> str:
    """What a register without a name is called."""
    return f"(register {register})"


def upvalue_name(name: bytes) -> str:
    """What an upvalue is called, among the locals of its function."""
    return f"upvalue {name.decode('utf-8', 'replace')}"


def is_named(name: bytes) -> bool:
    """Whether a local is a variable, of the program or of a loop's hidden state."""
    return name != b"(*temporary)"


@dataclass(slots=True)
class Renderer(Generic[Handle]):
    """Renders the values of one stop; numbers objects in the order of meeting them."""

    values: Values[Handle]
    seen: dict[int, str] = field(default_factory=dict)

    def value(self, value: Handle, depth: int = TABLE_DEPTH) -> str:
        """The text of a value; tables show their entries down to `depth`."""
        values = self.values
        kind = values.kind(value)
        match kind:
            case "nil":
                return "nil"
            case "boolean":
                return "true" if values.boolean(value) else "false"
            case "number":
                return render_number(values.number(value))
            case "string":
                return repr(ADDRESSES.apply(values.string(value)))[1:]
        identity = values.identity(value)
        if identity in self.seen:
            return self.seen[identity]
        name = self.seen[identity] = f"{kind}#{len(self.seen) + 1}"
        return name + self.entries(value, depth) if kind == "table" and depth else name

    def entries(self, table: Handle, depth: int) -> str:
        """The entries of a table, or their number where the order depends on addresses."""
        values = self.values
        keys = [values.kind(key) for key, _ in islice(values.entries(table), SCANNED_ENTRIES)]
        if not all(kind in _PLAIN_KEYS for kind in keys):
            return f"{{{len(keys)} entries}}"
        shown = [
            f"[{self.value(key, 0)}]={self.value(item, depth - 1)}"
            for key, item in islice(values.entries(table), TABLE_ENTRIES)
        ]
        if len(keys) > TABLE_ENTRIES:
            shown.append("…")
        return "{" + " ".join(shown) + "}"
