"""The command line. One module per command, imported only when that command runs."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping

import click

# command -> (module, one line of help). Help is here so that listing commands imports none.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("run", "Run a Lua file as the lua command does."),
    "check": ("check", "Compare programs on several engines with PUC Lua 5.1."),
    "coverage": ("coverage", "List what of the Lua manual the suite has no case of."),
    "dump": ("dump", "Show an intermediate form of a program."),
    "fuzz": ("fuzz", "Generate programs and compare engines on them."),
    "mutants": ("mutants", "Plant known faults in the JIT and see whether they are found."),
    "reduce": ("reduce", "Shrink a program that shows a difference."),
    "bisect": ("bisect", "Name the first VM instruction that goes wrong."),
    "bench": ("bench", "Measure programs on several engines."),
    "report": ("report", "Show a campaign or a benchmark as an HTML page."),
    "corpus": ("corpus", "List, show, replay and add archived findings."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import one command; an unknown name gets click's error with a suggestion."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{COMMANDS[name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in COMMANDS])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but a misspelt command gets a suggestion."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "see moondiff --help"
            ctx.fail(f"no command {name!r}: {hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="moondiff")
def cli() -> None:
    """Prove a Lua 5.1 JIT right, or show the one instruction where it goes wrong."""


def main() -> None:
    """Run the command line; exit as its command says."""
    try:
        cli(prog_name="moondiff")
    except BrokenPipeError:
        # The reader of our output has left, as `moondiff … | head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
