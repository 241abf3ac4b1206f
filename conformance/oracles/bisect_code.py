"""The compiled code that was executed last before an exit.

In runs whose clock is exact that is the code of one VM instruction: there each one of a fragment
begins with a `clockcheck`, whose exit is where such a run stops, so what stands between it and the
clockcheck before it is what became of the instruction. What an optimizer pass has moved or shared
stands elsewhere, so the definitions of the values that the exit restores are shown, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.jit_under_test.ir.fragment import EndKind, Instruction
from conformance.jit_under_test.ir.text import format_instruction, format_snapshot
from conformance.jit_under_test.tracing.report import assembly_text

if TYPE_CHECKING:
    from conformance.jit_under_test.ir.fragment import Fragment, Snapshot
    from conformance.jit_under_test.tracing.tracer import Installed, Tracer

_CLOCK = "clockcheck"


@dataclass(frozen=True, slots=True)
class Section:
    """Code in a row; `where` it stands, and the IR with the machine code of each instruction."""

    where: str
    instructions: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ExitCode:
    """An exit, and the code in front of it.

    `fragment` is the number, `name` where its code comes from, `exit` the snapshot's index.
    `restores` lists the snapshot's line, then its values' definitions.
    """

    fragment: int
    name: str
    exit: int
    restores: tuple[str, ...]
    sections: tuple[Section, ...]


def exit_code(tracer: Tracer, exit_id: int, exact: bool) -> ExitCode | None:
    """The code in front of an exit; None if there is no such exit.

    Unless the clock is exact, that is only the guards that leave by the exit.
    """
    if exit_id >= len(tracer.exits):
        return None
    exit_ = tracer.exits[exit_id]
    installed = tracer.installed[exit_.fragment]
    fragment, snapshot = installed.fragment, exit_.snapshot
    if exact:
        found = _sections(tracer, installed, snapshot)
    else:
        guards = [ins for ins in fragment.instructions if ins.snapshot is snapshot]
        found = iter([(installed, "the guards of the exit", guards)])
    sections = tuple(
        Section(
            f"fragment {owner.fragment.id} ({owner.fragment.name}), {where}",
            tuple(_with_code(tracer, owner, instructions)),
        )
        for owner, where, instructions in found
    )
    return ExitCode(
        fragment.id, fragment.name, snapshot.index, tuple(_restored(snapshot)), sections
    )


def _restored(snapshot: Snapshot) -> Iterator[str]:
    yield format_snapshot(snapshot)
    for slot, ref in snapshot.slots:
        if isinstance(ref, Instruction):
            yield f"slot {slot}: {format_instruction(ref)}"


def _is_clock(ins: Instruction) -> bool:
    return ins.op.name == _CLOCK


def _guard_of(fragment: Fragment, snapshot: Snapshot) -> int:
    """Where the first instruction is that leaves by a snapshot: the end, if none does."""
    instructions = fragment.instructions
    for index, ins in enumerate(instructions):
        if ins.snapshot is snapshot:
            return index
    return len(instructions)


def _before(fragment: Fragment, end: int, first: int = 0) -> Sequence[Instruction]:
    """The instructions from the clockcheck in front of `end` on, none of them before `first`."""
    start = end - 1
    while start > first and not _is_clock(fragment.instructions[start]):
        start -= 1
    return fragment.instructions[max(start, first) : end]


def _sections(
    tracer: Tracer, installed: Installed, snapshot: Snapshot
) -> Iterator[tuple[Installed, str, Sequence[Instruction]]]:
    """The code of the VM instruction before an exit, where it may have come from.

    The first of a loop's body comes behind its last and behind the code in front of the loop; the
    first of a fragment behind the exit that it continues, or whatever links to it.
    """
    fragment = installed.fragment
    at = _guard_of(fragment, snapshot)
    loop = fragment.loop_start
    if loop is not None and at >= loop:
        body = fragment.instructions[loop:at]
        if any(map(_is_clock, body)):
            yield installed, "in the loop", _before(fragment, at, loop)
        else:
            last = _before(fragment, len(fragment.instructions), loop)
            yield installed, "at the end of the loop", last
            yield (
                installed,
                "in front of the loop, for the first time round",
                _before(fragment, loop),
            )
        return
    if any(map(_is_clock, fragment.instructions[:at])):
        yield installed, "in the code that is run once", _before(fragment, at)
        return
    if installed.parent is not None:
        parent = tracer.exits[installed.parent]
        yield from _sections(tracer, tracer.installed[parent.fragment], parent.snapshot)
    for other in tracer.installed.values():
        end = other.fragment.end
        if end.kind is EndKind.LINK and end.target == fragment.id:
            last = _before(other.fragment, len(other.fragment.instructions))
            yield other, "at its end, from where it goes on here", last


def _with_code(
    tracer: Tracer, installed: Installed, instructions: Sequence[Instruction]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Instructions with the lines of machine code that stand below them in the listing."""
    below: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in assembly_text(tracer, installed).splitlines():
        if line.startswith("  "):
            lines.append(line.strip())
        else:
            # A label or another instruction: instructions have names of their own only if they
            # have results, so of equal ones the later stands for itself.
            lines = below[line.removeprefix("; ")] = []
    for ins in instructions:
        text = format_instruction(ins)
        yield text, tuple(below.get(text, ()))
