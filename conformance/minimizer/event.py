"""The first diverging event of a difference, in words that are the same for the same cause.

Programs that show one bug print different things, and even their first wrong instructions differ:
a value that compiled code has let in unguarded is wrong wherever it is used first. What stays the
same is whether that changes the way or the values, and what the difference was blamed on. Where
no code was compiled the first wrong instruction is the one that is executed wrongly.
"""

from __future__ import annotations

from dataclasses import replace

from conformance.jit_under_test.frontend import FrontendError, load
from conformance.minimizer.search import BYTES
from conformance.minimizer.syntax import NotLua, tokenize
from conformance.oracles.bisect import Divergence, bisect, bytecode_difference
from conformance.oracles.blame import COLLECTOR, UNCOMPILED
from conformance.oracles.jit import JitEngine, Settings
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, EngineSpec

BYTECODE = "bytecode"
PATH, VALUE = "path", "value"


def event_of(found: Divergence) -> tuple[str, str]:
    """What is wrong first, the way or a value; and the instruction's operation, if it is known."""
    puc, jit = found.after.puc, found.after.jit
    kind = VALUE
    if puc is not None and jit is not None:
        ways = [[(frame.where, frame.line) for frame in i.frames] for i in (puc, jit.instant)]
        kind = VALUE if ways[0] == ways[1] else PATH
    place = found.place
    known = found.exact and place is not None and found.first == found.last
    return kind, place.text.split()[2] if known and place is not None else ""


def spread(source: bytes) -> bytes:
    """The program with a line for every token, as far as Lua lets it: lines then tell the way.

    What is no program stays as it is.
    """
    text = source.decode(BYTES)
    try:
        tokens = tokenize(text)[0][:-1]
    except NotLua:
        return source
    words = [text[token.start : token.end] for token in tokens]
    # A parenthesis that begins a line might belong to the line before.
    lines = [word if word == "(" else f"\n{word}" for word in words]
    return "".join(lines).encode(BYTES)


def first_event(
    program: Program, spec: EngineSpec, settings: Settings, limits: Limits, blame: str = ""
) -> tuple[str, str]:
    """What goes wrong first, as `event_of` has it.

    That is known of engines with a clock. Of others, and where no state differs, a value is named,
    without an operation. Where something uncompiled is to blame the interpreter is looked at, which
    stops at every instruction.
    """
    if bytecode_difference(program):
        return BYTECODE, ""
    if blame in UNCOMPILED and spec.compiles:
        spec = ENGINES[f"{spec.machine}:interp"]
    try:
        load(program.source, program.chunkname)
    except FrontendError:
        return VALUE, ""
    if not isinstance(spec.make(), JitEngine):
        return VALUE, ""
    for form in (replace(program, source=spread(program.source)), program):
        found, _ = bisect(form, spec, settings, limits)
        if found is not None:
            return event_of(found)
    return VALUE, ""


def event_signature(blame: str, event: tuple[str, str]) -> str:
    """The name of a difference by its cause: two findings with one name count as one."""
    kind, operation = event
    if blame == COLLECTOR:
        # What was freed too early, or kept, shows wherever its memory is used next.
        return blame
    if blame in UNCOMPILED and operation:
        return f"{blame}/{kind} of {operation}"
    return f"{blame}/{kind}"
