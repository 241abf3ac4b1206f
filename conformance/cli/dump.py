"""`moondiff dump`: the intermediate forms of a program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from conformance.cli.inputs import fail
from conformance.oracles.program import Program


def _listing(chunk: bytes, chunkname: bytes) -> str:
    from conformance.jit_under_test.bytecode.listing import list_function
    from conformance.jit_under_test.frontend import FrontendError, load

    try:
        return list_function(load(chunk, chunkname))
    except FrontendError as error:
        fail(error.message.decode("utf-8", "backslashreplace"))


def _bytecode(program: Program) -> str:
    return _listing(program.source, program.chunkname)


def _puc_bytecode(program: Program) -> str:
    from conformance.oracles.bytecode import dumping_program
    from conformance.oracles.observation import Status
    from conformance.oracles.puc import PUC
    from conformance.oracles.workers import observe

    observation = observe(PUC, dumping_program(program))
    if observation.status is not Status.OK:
        fail((observation.message or b"").decode("utf-8", "backslashreplace"))
    return _listing(observation.stdout, program.chunkname)


def _tree(program: Program) -> str:
    from conformance.minimizer.syntax import Node, NotLua, parse

    text = program.source.decode("latin-1")

    def lines(node: Node, depth: int) -> list[str]:
        first = text[node.start : node.end].split("\n", 1)[0]
        own = f"{'  ' * depth}{node.role.value} {node.start}..{node.end}: {first[:60]}"
        return [own, *(line for child in node.children for line in lines(child, depth + 1))]

    try:
        return "\n".join(lines(parse(text), 0))
    except NotLua as error:
        fail(str(error))


# form -> (what it is, how it is made)
FORMS: Mapping[str, tuple[str, Callable[[Program], str]]] = {
    "bytecode": ("what our compiler makes, as luac lists it", _bytecode),
    "puc-bytecode": ("what PUC's compiler makes", _puc_bytecode),
    "tree": ("the minimizer's tree of spans", _tree),
}


@click.command()
@click.option(
    "--form",
    default="bytecode",
    show_default=True,
    type=click.Choice(list(FORMS)),
    help="; ".join(f"{name}: {what}" for name, (what, _) in FORMS.items()),
)
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path, form: str) -> None:
    """Show an intermediate form of FILE."""
    from conformance.oracles.program import ProgramError, read_program

    try:
        program = read_program(file)
    except ProgramError as error:
        fail(str(error))
    text = FORMS[form][1](program)
    sys.stdout.write(text.rstrip("\n") + "\n")
