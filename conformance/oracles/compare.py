"""Compare two observations; a verdict names what differs first and shows it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from conformance.oracles.masks import Mask
from conformance.oracles.observation import STATUS_MEANINGS, Observation, Status

EXCERPT = 160
CONTEXT_LINES = 2


class Difference(Enum):
    """What differs, in the order of looking."""

    CRASH = "crash"
    HANG = "hang"
    BROKEN = "engine failure"
    MEMORY = "memory"
    FLOOD = "flood"
    STATUS = "status"
    STDOUT = "stdout"
    MESSAGE = "message"
    TRACEBACK = "traceback"
    RESULTS = "results"
    EXIT_STATUS = "exit status"
    STDERR = "stderr"


class Agreement(Enum):
    """The verdict in one word."""

    SAME = "same"
    DIFFERENT = "DIFFERENT"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one comparison.

    `masks` names the masks without which the observations would have differed.
    """

    agreement: Agreement
    engine: str
    difference: Difference | None = None
    detail: str = ""
    masks: tuple[str, ...] = ()
    signature: str = ""

    @property
    def differs(self) -> bool:
        """True when the engine was seen to be wrong."""
        return self.agreement is Agreement.DIFFERENT


def shown(text: bytes, limit: int = EXCERPT) -> str:
    """Bytes as one printable line, cut to a limit of characters."""
    line = text.decode("utf-8", "backslashreplace")
    line = "".join(c if c.isprintable() or c == "\t" else repr(c)[1:-1] for c in line)
    return line if len(line) <= limit else line[:limit] + "…"


def first_difference(expected: bytes, actual: bytes) -> str:
    """The first differing line of two outputs, with the lines before it."""
    left, right = expected.split(b"\n"), actual.split(b"\n")
    at = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
    lines = [f"line {at + 1}:"]
    for index in range(max(0, at - CONTEXT_LINES), at):
        lines.append(f"    {shown(left[index])}")
    for mark, side in (("-", left), ("+", right)):
        lines.append(f"  {mark} {shown(side[at])}" if at < len(side) else f"  {mark} (end)")
    return "\n".join(lines)


Field = Callable[[Observation], bytes]

# Which parts of an observation are compared, in this order.
FIELDS: dict[Difference, Field] = {
    Difference.STDOUT: lambda o: o.stdout,
    Difference.MESSAGE: lambda o: b"(none)" if o.message is None else o.message,
    Difference.TRACEBACK: lambda o: b"(none)" if o.traceback is None else o.traceback,
    Difference.RESULTS: lambda o: b"\n".join(o.results),
    Difference.EXIT_STATUS: lambda o: b"%d" % (o.exit_status or 0),
    Difference.STDERR: lambda o: o.stderr,
}
EXACT: tuple[Difference, ...] = tuple(FIELDS)

# An end that only the engine under test came to, and what it is called.
_OWN_ENDS = {
    Status.CRASH: Difference.CRASH,
    Status.HANG: Difference.HANG,
    Status.LIMIT: Difference.HANG,
    Status.BROKEN: Difference.BROKEN,
    Status.MEMORY: Difference.MEMORY,
    Status.FLOOD: Difference.FLOOD,
}

_VARIABLE = re.compile(rb"0x[0-9a-fA-F]+|\d+(?:\.\d+)?|\"[^\"]*\"|'[^']*'")


def _signature(engine: str, difference: Difference, text: bytes) -> str:
    """A short stable name: two findings with one signature count as one."""
    name = f"{engine}/{difference.value.replace(' ', '-')}"
    if not text:
        return name
    shape = _VARIABLE.sub(b"#", text.split(b"\n", 1)[0])
    return f"{name}/{hashlib.sha256(shape).hexdigest()[:8]}"


def describe_end(observation: Observation) -> str:
    """How a run ended, in words."""
    parts = [f"{observation.engine} {STATUS_MEANINGS[observation.status]}"]
    if observation.message:
        # Of a failure inside the engine the last line says most.
        text = observation.message.rstrip().rsplit(b"\n", 1)[-1]
        parts.append(f"({shown(text)})")
    return " ".join(parts)


def compare(
    expected: Observation,
    actual: Observation,
    masks: Iterable[Mask] = (),
    fields: Iterable[Difference] = EXACT,
) -> Verdict:
    """Compare an engine's observation with the reference's.

    When the reference itself met a limit nothing can be said: the verdict is UNUSABLE. The
    signature of a crash or engine failure comes from its message; that of a difference in output
    names only the field, since the printed values change while a program is reduced.
    """
    engine = actual.engine
    if not expected.status.is_language:
        detail = f"{describe_end(expected)}: nothing to compare; {describe_end(actual)}"
        return Verdict(Agreement.UNUSABLE, engine, detail=detail)
    if own := _OWN_ENDS.get(actual.status):
        last = (actual.message or b"").rstrip().rsplit(b"\n", 1)[-1]
        detail = f"{describe_end(actual)}, where {describe_end(expected)}"
        return Verdict(
            Agreement.DIFFERENT, engine, own, detail, signature=_signature(engine, own, last)
        )
    if expected.status is not actual.status:
        kind = Difference.STATUS
        detail = f"{describe_end(actual)}, where {describe_end(expected)}"
        text = actual.message or expected.message or b""
        text = text.rsplit(b":", 1)[-1]
        return Verdict(
            Agreement.DIFFERENT, engine, kind, detail, signature=_signature(engine, kind, text)
        )
    needed: dict[str, None] = {}
    for kind in fields:
        left, right = FIELDS[kind](expected), FIELDS[kind](actual)
        if left == right:
            continue
        for mask in masks:
            masked = mask.apply(left), mask.apply(right)
            if masked != (left, right):
                needed[mask.name] = None
            left, right = masked
            if left == right:
                break
        if left != right:
            return Verdict(
                Agreement.DIFFERENT,
                engine,
                kind,
                first_difference(left, right),
                tuple(needed),
                _signature(engine, kind, b""),
            )
    return Verdict(Agreement.SAME, engine, masks=tuple(needed))
