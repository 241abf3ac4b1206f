"""`moondiff bisect`: the first VM instruction that goes wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.inputs import (
    check_settings,
    choose_engines,
    engines_option,
    fail,
    settings_option,
    system_option,
    tell,
)

if TYPE_CHECKING:
    from conformance.oracles.bisect import Divergence, Probe
    from conformance.oracles.bisect_code import ExitCode
    from conformance.oracles.observation import Limits
    from conformance.oracles.program import Program
    from conformance.oracles.registry import EngineSpec

# Exit status when a divergence was found, as of commands that compare.
_FOUND = 1
_LEFT = "PUC"
# Columns of PUC's side; longer values are cut. Lines of a state that are shown.
_WIDTH = 46
_MOST_LINES = 60
# Lines shown around those that differ.
_CONTEXT = 4


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _state(probe: Probe) -> tuple[list[str], list[str]]:
    from conformance.oracles.compare import describe_end

    left = probe.puc.lines()[1:] if probe.puc else [describe_end(probe.expected)]
    right = probe.jit.instant.lines()[1:] if probe.jit else [describe_end(probe.actual)]
    return left, right


def side_by_side(left: list[str], right: list[str], heading: str) -> Iterator[str]:
    """Two states as two columns; `!` marks lines that differ, `…` stands for many that do not."""
    from difflib import SequenceMatcher

    yield f"  {_LEFT:<{_WIDTH}}  {heading}"
    for same, i, i_end, j, j_end in SequenceMatcher(None, left, right, False).get_opcodes():
        length = max(i_end - i, j_end - j)
        for offset in range(length):
            if same == "equal" and _CONTEXT <= offset < length - _CONTEXT:
                if offset == _CONTEXT:
                    yield "  …"
                continue
            a = left[i + offset] if i + offset < i_end else ""
            b = right[j + offset] if j + offset < j_end else ""
            mark = " " if a == b else "!"
            yield f"{mark} {_cut(a, _WIDTH):<{_WIDTH}}  {_cut(b, 2 * _WIDTH)}".rstrip()


def _code_lines(code: ExitCode) -> Iterator[str]:
    for section in code.sections:
        yield f"{section.where}:"
        for instruction, machine_code in section.instructions:
            yield f"  {instruction}"
            for line in machine_code:
                yield f"      {line}"
    yield f"what exit {code.exit} of fragment {code.fragment} behind it restores:"
    for line in code.restores:
        yield f"  {line}"


def _source_line(program: Program, line: int) -> str:
    lines = program.source.split(b"\n")
    if not 0 < line <= len(lines):
        return ""
    return lines[line - 1].decode("utf-8", "backslashreplace").strip()


def _summary(found: Divergence) -> str:
    between = f"{found.first} to {found.last}"
    if not found.exact:
        return (
            f"code that stops at every instruction is right; ordinary code left with a wrong "
            f"state at instruction {found.after.number}, so one of {between} goes wrong"
        )
    if found.last > found.first:
        return (
            f"one of the instructions {between}, during which code was recorded, is the first "
            "that goes wrong"
        )
    return f"instruction {found.first} is the first that goes wrong"


def report(found: Divergence, program: Program, engine: str) -> Iterator[str]:
    """What is told of a divergence, line by line."""
    from conformance.oracles.compare import first_difference

    yield _summary(found)
    if (place := found.place) is not None:
        name = program.script.decode("utf-8", "replace")
        yield f"source      {name}:{place.line}: {_source_line(program, place.line)}"
        yield f"bytecode    {place.text}    of function {place.function}"
    if found.code is not None:
        yield from _code_lines(found.code)
    elif found.exact:
        yield "no compiled code: the instruction was interpreted or recorded, or ended the run"
    left, right = _state(found.after)
    yield ""
    yield f"before instruction {found.after.number}:"
    for number, line in enumerate(side_by_side(left, right, engine)):
        if number == _MOST_LINES:
            yield "  …"
            break
        yield line
    expected, actual = found.after.expected.stdout, found.after.actual.stdout
    if found.exact and expected != actual:
        yield f"printed until then, {first_difference(expected, actual)}"


def _first_different(
    program: Program, specs: tuple[EngineSpec, ...], settings: Mapping[str, object], limits: Limits
) -> EngineSpec:
    """The first engine that differs from PUC, else the first one."""
    from conformance.minimizer.difference import Question, ask

    for spec in specs:
        verdict = ask(Question(program, spec.name, settings, limits))[0]
        if verdict.differs:
            click.echo(f"{spec.name} differs from PUC: {verdict.signature}\n{verdict.detail}")
            return spec
    tell("no engine differs in what it prints; looking at the states of the first one")
    return specs[0]


@click.command()
@engines_option
@settings_option
@click.option("--fault", "faults", multiple=True, metavar="NAME", help="Plant this fault.")
@click.option("--timeout", default=10.0, show_default=True, help="Processor seconds per run.")
@system_option
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("args", nargs=-1)
def command(
    file: Path,
    args: tuple[str, ...],
    engines: str | None,
    settings: Mapping[str, object],
    faults: tuple[str, ...],
    timeout: float,
    allow_system: bool,
) -> None:
    """Name the first VM instruction of FILE after which the JIT's state is not PUC's.

    Of several engines the first that differs is taken. Exit 1 when an instruction was found.
    """
    from conformance.jit_under_test.frontend import FrontendError, load
    from conformance.oracles.bisect import bisect, bytecode_difference
    from conformance.oracles.instant_check import unsteady
    from conformance.oracles.observation import Limits
    from conformance.oracles.program import ProgramError, read_program
    from conformance.oracles.registry import takes_settings
    from conformance.oracles.stock import STOCK

    arguments = tuple(arg.encode("utf-8", "surrogateescape") for arg in args)
    try:
        program = read_program(file, arguments, shown=file.name)
    except ProgramError as error:
        fail(str(error))
    if faults:
        given = settings.get("faults", frozenset())
        assert isinstance(given, frozenset)
        settings = {**settings, "faults": given | frozenset(faults)}
    check_settings(settings)
    if difference := bytecode_difference(program):
        click.echo(f"the bytecode is not PUC's:\n{difference}")
        sys.exit(_FOUND)
    try:
        load(program.source, program.chunkname)
    except FrontendError as error:
        fail(error.message.decode("utf-8", "backslashreplace"))
    limits = Limits(seconds=timeout, contained=not allow_system)
    specs = tuple(spec for spec in choose_engines(engines) if takes_settings(spec.name))
    if not specs:
        fail("only engines of the JIT can be stopped at an instruction")
    spec = _first_different(program, specs, settings, limits)
    if reason := unsteady(program):
        tell(f"the program uses {reason}: its state may differ for that reason alone")
    STOCK.fill([spec.machine])
    try:
        divergence, probes = bisect(program, spec, settings, limits)
    finally:
        STOCK.empty()
    click.echo(f"{probes} probes")
    if divergence is None:
        click.echo(f"{spec.name} agrees with PUC at all instants that were looked at")
        return
    for line in report(divergence, program, spec.name):
        click.echo(line)
    sys.exit(_FOUND)
