"""What the library `jit` needs to know and to ask of the tracing tier."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from conformance.jit_under_test.runtime.objects import Proto

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

# LuaJIT's optimizations by the level of `-O` from which on they are in use, and the pass here
# that does it. While there is none of that name, nothing happens.
OPTIMIZATIONS: Final[Mapping[str, tuple[int, str]]] = {
    "fold": (1, "fold"),
    "cse": (1, "cse"),
    "dce": (1, "dce"),
    "fwd": (3, "forward"),
    "dse": (3, "dse"),
    "narrow": (2, "narrow"),
    "loop": (2, "loop"),
    "abc": (3, "abc"),
    "sink": (3, "sink"),
    "fuse": (3, "fuse"),
    "fma": (4, "fma"),
}

_LEVEL: Final = re.compile(r"O?([0-9])")
_FLAG: Final = re.compile(r"([+-]|no)?(\w+)")


def passes_of(
    word: str, passes: frozenset[str], others: frozenset[str] = frozenset()
) -> frozenset[str] | None:
    """The passes in use behind one word of `-O`; None if it is no such word.

    A word is a level, a name, +name, -name or noname. Besides LuaJIT's names, those of `others`
    will do. There need not be all of the passes that the answer names.
    """
    if level := _LEVEL.fullmatch(word):
        known = OPTIMIZATIONS.values()
        return frozenset(pass_ for least, pass_ in known if least <= int(level[1]))
    flag = _FLAG.fullmatch(word)
    if flag is None:
        return None
    if flag[2] in OPTIMIZATIONS:
        named = OPTIMIZATIONS[flag[2]][1]
    elif flag[2] in others:
        named = flag[2]
    else:
        return None
    return passes | {named} if flag[1] in (None, "+") else passes - {named}


# LuaJIT's parameters. Those that the tracer has are set; the others are accepted.
PARAMETERS: Final = (
    "maxtrace", "maxrecord", "maxirconst", "maxside", "maxsnap", "minstitch", "hotloop", "hotexit",
    "tryside", "instunroll", "loopunroll", "callunroll", "recunroll", "sizemcode", "maxmcode",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TraceInfo:
    """One trace: counts of its IR instructions, constants and exits, and how it goes on."""

    nins: int
    nk: int
    nexit: int
    link: int
    linktype: str
    code: bytes
    address: int
    loop: int  # offset in the code, 0: none


class JitInterface(Protocol):
    """The tracing tier as the library sees it. Functions are words, prototypes addresses."""

    @property
    def on(self) -> bool:
        """Whether anything is recorded."""

    @property
    def passes(self) -> frozenset[str]:
        """The optimizer's passes in use."""

    def switch(self, on: bool) -> None:
        """Record, or record no more; what is compiled goes on running."""

    def allow(self, protos: Sequence[int], allowed: bool) -> None:
        """Let functions be compiled, or not."""

    def flush(self, protos: Sequence[int] | None = None) -> None:
        """Take the fragments that begin in functions out of use, or all."""

    def flush_trace(self, number: int) -> None:
        """Take one root fragment out of use, with what continues it."""

    def use_passes(self, passes: frozenset[str]) -> None:
        """The optimizer's passes from now on."""

    def set_parameter(self, name: str, value: int) -> None:
        """Set one of PARAMETERS."""

    def trace(self, number: int) -> TraceInfo | None:
        """A trace in use."""

    def attach(self, callback: int) -> None:
        """Call a function for every trace event."""

    def detach(self, callback: int) -> None:
        """Call it no more."""


def inner_protos(runtime: "Runtime", proto: int) -> list[int]:
    """The addresses of the prototypes in a prototype, and of those in them."""
    view = Proto.view(runtime.memory, proto)
    found = []
    for index in range(view.sizeprotos):
        inner = runtime.memory.read_u64(view.protos + 8 * index)
        found += [inner, *inner_protos(runtime, inner)]
    return found
