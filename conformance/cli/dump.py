"""`moondiff dump`: the intermediate forms of a program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from conformance.cli.build_view import BuildView
from conformance.cli.inputs import check_settings, ext_option, fail, settings_option, tell, with_ext
from conformance.oracles.program import Program


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be shown, and how the program is run where that is needed."""

    program: Program
    arch: str | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    seconds: float = 10.0
    parts: tuple[str, ...] = ()


def _listing(chunk: bytes, chunkname: bytes) -> str:
    from conformance.jit_under_test.bytecode.listing import list_function
    from conformance.jit_under_test.frontend import FrontendError, load

    try:
        return list_function(load(chunk, chunkname))
    except FrontendError as error:
        fail(error.message.decode("utf-8", "backslashreplace"))


def _bytecode(request: Request) -> str:
    return _listing(request.program.source, request.program.chunkname)


def _puc_bytecode(request: Request) -> str:
    from conformance.oracles.bytecode import dumping_program
    from conformance.oracles.observation import Status
    from conformance.oracles.puc import PUC
    from conformance.oracles.workers import observe

    observation = observe(PUC, dumping_program(request.program))
    if observation.status is not Status.OK:
        fail((observation.message or b"").decode("utf-8", "backslashreplace"))
    return _listing(observation.stdout, request.program.chunkname)


def _tree(request: Request) -> str:
    from conformance.minimizer.syntax import Node, NotLua, parse

    text = request.program.source.decode("latin-1")

    def lines(node: Node, depth: int) -> list[str]:
        first = text[node.start : node.end].split("\n", 1)[0]
        own = f"{'  ' * depth}{node.role.value} {node.start}..{node.end}: {first[:60]}"
        return [own, *(line for child in node.children for line in lines(child, depth + 1))]

    try:
        return "\n".join(lines(parse(text), 0))
    except NotLua as error:
        fail(str(error))


def _machine(arch: str | None) -> str:
    """The machine that runs an architecture here: this host itself where that is possible."""
    from conformance.jit_under_test.machine.protocol import Arch, host_arch

    emulated = {Arch.X64: "x64emu", Arch.A64: "arm64"}
    wanted = {"x64": Arch.X64, "a64": Arch.A64, None: host_arch() or Arch.A64}[arch]
    return "native" if wanted is host_arch() else emulated[wanted]


def _fragments(form: str) -> Callable[[Request], str]:
    """A form that takes a run of the program, on the tracing tier."""

    def show(request: Request) -> str:
        from conformance.oracles.fragments import observe_fragments
        from conformance.oracles.jit import EngineBroken, EngineMissing, JitEngine
        from conformance.oracles.observation import STATUS_MEANINGS, Limits, Status

        machine = _machine(request.arch)
        engine = JitEngine(f"{machine}:trace", machine, "trace", request.settings)
        try:
            with BuildView() as view:
                engine.prepare(view)
        except (EngineMissing, EngineBroken) as error:
            fail(f"{engine.name} cannot run: {error}")
        limits = Limits(seconds=request.seconds)
        text, observation = observe_fragments(request.program, engine, form, limits, request.parts)
        status = observation.status
        message = (observation.message or b"").decode("utf-8", "backslashreplace")
        if status is Status.SYNTAX:
            fail(message)
        if status is not Status.OK:
            last = message.strip().rsplit("\n", 1)[-1]
            sys.stdout.write(text)
            sys.stdout.flush()
            if not status.is_language:
                fail(f"the program's run {STATUS_MEANINGS[status]}: {last}")
            tell(f"the program {STATUS_MEANINGS[status]}: {last}")
            return ""
        if not text:
            tell("nothing was hot enough to be compiled; try --hot-loop 2 --hot-call 2")
        return text

    return show


# form -> (what it is, how it is made)
FORMS: Mapping[str, tuple[str, Callable[[Request], str]]] = {
    "bytecode": ("what our compiler makes, as luac lists it", _bytecode),
    "puc-bytecode": ("what PUC's compiler makes, in the same form", _puc_bytecode),
    "tree": ("the minimizer's tree of spans", _tree),
    "traces": (
        "the bytecode, IR and machine code of everything that was recorded",
        _fragments("dump"),
    ),
    "events": ("a line for all that the tracer compiled or gave up", _fragments("events")),
    "ir": ("the compiled fragments as optimized IR", _fragments("ir")),
    "asm": ("the compiled fragments as machine code", _fragments("asm")),
}


def _form_options(function: Callable[..., None]) -> Callable[..., None]:
    for name, (what, _) in reversed(tuple(FORMS.items())):
        default = name == "bytecode"
        text = f"Show {what}{' (default)' if default else ''}."
        function = click.option(f"--{name}", "form", flag_value=name, help=text)(function)
    return function


def _threshold_options(function: Callable[..., None]) -> Callable[..., None]:
    for name in ("hot-exit", "hot-call", "hot-loop"):
        function = click.option(f"--{name}", type=click.IntRange(1, 65534), metavar="N")(function)
    return function


def _parse_parts(
    _ctx: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[str, ...]:
    from conformance.jit_under_test.tracing.dumping import DEFAULT_PARTS, PARTS

    if value is None:
        return DEFAULT_PARTS
    parts = tuple(part.strip() for part in value.split(",") if part.strip())
    for part in parts:
        if part not in PARTS:
            raise click.BadParameter(f"{part!r} is none of {', '.join(PARTS)}")
    return parts


@click.command()
@_form_options
@click.option(
    "--show",
    "parts",
    metavar="PARTS",
    callback=_parse_parts,
    help="What --traces shows, by comma: bytecode, emitted, passes, ir, code.",
)
@click.option("--arch", type=click.Choice(["x64", "a64"]), help="Compile for (default: this host).")
@_threshold_options
@settings_option
@ext_option
@click.option("--timeout", default=10.0, show_default=True, help="Processor seconds of the run.")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("args", nargs=-1)
def command(
    file: Path,
    args: tuple[str, ...],
    form: str | None,
    parts: tuple[str, ...],
    arch: str | None,
    settings: Mapping[str, object],
    ext: frozenset[str],
    timeout: float,
    **thresholds: int | None,
) -> None:
    """Show an intermediate form of FILE.

    For traces, IR and machine code the program runs with ARGS; what it prints is not shown.
    """
    from conformance.oracles.program import ProgramError, read_program

    arguments = tuple(arg.encode("utf-8", "surrogateescape") for arg in args)
    try:
        program = read_program(file, arguments)
    except ProgramError as error:
        fail(str(error))
    settings = with_ext(settings, ext)
    check_settings(settings)
    given = {name: value for name, value in thresholds.items() if value is not None}
    request = Request(program, arch, {**settings, **given}, timeout, parts)
    text = FORMS[form or "bytecode"][1](request)
    if text:
        sys.stdout.write(text.rstrip("\n") + "\n")
