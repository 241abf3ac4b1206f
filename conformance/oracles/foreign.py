"""Any command that runs a Lua file, compared with PUC by what the `lua` command shows.

All that is seen of such an implementation is what a process gives: two streams and an exit status.
So PUC's run is seen the same way here: an uncaught error is text on stderr, below the name of
the command, and `return` at the end of a program shows nothing.

What a command may do otherwise than `lua`, and is not compared: its own name in front of a
message, and the addresses of objects. Everything else is the manual's or PUC's, and must be equal.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Self

from conformance.oracles.checking import Check
from conformance.oracles.compare import Difference, Verdict, compare, describe_end, shown
from conformance.oracles.engines import Leave, Progress, Reserved, silent
from conformance.oracles.error_display import ErrorDisplay, write_error
from conformance.oracles.masks import ADDRESSES, Mask
from conformance.oracles.observation import Limits, Observation, Report, Status
from conformance.oracles.program import Program
from conformance.oracles.puc import PUC
from conformance.oracles.workers import observe

PLACEHOLDER = "{file}"
# What a process shows, in the order of looking: the output says more than that it failed.
COMMAND_FIELDS = (Difference.STDOUT, Difference.STDERR, Difference.EXIT_STATUS)
# Implementations reserve address space that they never use, and how much is their own affair;
# code memory may be a file that is mapped twice.
_RESERVED = Reserved(address_space=1 << 46, file_size=1 << 30)
# Where modules are is a matter of installation; so every command is told to look where PUC does.
_PATHS_PROGRAM = Program(b'io.write(package.path, "\\n", package.cpath)')
_PATH_VARIABLES = ("LUA_PATH", "LUA_CPATH")
_INIT_VARIABLE = "LUA_INIT"
_PROBE = Program(b'print("moondiff", _VERSION)\n', b"@moondiff_probe.lua")
_PROBE_OUTPUT = b"moondiff\tLua 5.1\n"
_PROBE_LIMITS = Limits(seconds=20.0, contained=False)
# How a shell ends that could not run a command.
_NOT_EXECUTABLE = 126


class CommandError(Exception):
    """A command that cannot run Lua files; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class ForeignCommand:
    """An engine that is a command: `words`, of which some hold `{file}`, run a program's file.

    The file has the name that messages of PUC carry, in the run's own folder. `paths` are where
    modules are looked for: those of `package.path`, and of `package.cpath`.
    """

    name: str
    words: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def reserved(self) -> Reserved:
        """More than engines are likely to need."""
        return _RESERVED

    @classmethod
    def parse(cls, text: str, folder: Path) -> Self:
        """The engine of a command line, which is split as a shell does, but run without one.

        Commands run elsewhere: words that name files are taken from `folder`. Raises CommandError.
        """
        try:
            words = shlex.split(text)
        except ValueError as error:
            raise CommandError(f"{text!r} is no command: {error}") from None
        if not any(PLACEHOLDER in word for word in words):
            raise CommandError(f"{text!r} has no {PLACEHOLDER}, the place of the program's file")
        program = words[0]
        found = shutil.which(str(folder / program) if os.sep in program else program)
        if found is None:
            raise CommandError(f"{text!r}: there is no command {program!r} here")
        files = [str(folder / word) if (folder / word).is_file() else word for word in words[1:]]
        first = found if os.sep in program else program
        return cls(Path(program).name, (first, *files), _search_paths())

    def prepare(self, progress: Progress = silent) -> None:
        """Nothing is built."""

    def warm(self) -> None:
        """Nothing is shared by runs."""

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        """Become the command; so its end is the end of this process, and no report is sent."""
        path = Path(os.fsdecode(program.script))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(program.source)
        words = [word.replace(PLACEHOLDER, str(path)) for word in self.words]
        arguments = [*map(os.fsencode, words), *program.args]
        os.environ.pop(_INIT_VARIABLE, None)
        os.environ.update(zip(_PATH_VARIABLES, self.paths, strict=True))
        try:
            os.execvp(arguments[0], arguments)
        except OSError as error:
            write_error(f"{arguments[0]!r}: {error.strerror}\n".encode())
            os._exit(_NOT_EXECUTABLE)

    def judge(self, expected: Observation, actual: Observation) -> Verdict:
        """Compare with what `puc_command` observed."""
        named = self._name_mask()
        stderr = named.apply(actual.stderr)
        verdict = compare(expected, replace(actual, stderr=stderr), (ADDRESSES,), COMMAND_FIELDS)
        if stderr != actual.stderr:
            verdict = replace(verdict, masks=(named.name, *verdict.masks))
        return verdict

    def _name_mask(self) -> Mask:
        """The mask of what the command may call itself: any of its words, with or without path."""
        names = {name for word in self.words for name in (word, os.path.basename(word))}
        names -= {"", PLACEHOLDER, "lua"}
        longest_first = sorted(names, key=len, reverse=True)
        pattern = b"|".join(re.escape(os.fsencode(name)) for name in longest_first)
        return Mask(
            "command name",
            re.compile(rb"^(?:" + pattern + rb"): ", re.MULTILINE),
            b"lua: ",
            "a command's messages begin with its own name",
        )


@cache
def _search_paths() -> tuple[str, ...]:
    """PUC's paths of modules, and of modules in C."""
    PUC.warm()
    return tuple(os.fsdecode(observe(PUC, _PATHS_PROGRAM).stdout).split("\n"))


@dataclass(frozen=True, slots=True)
class PucCommand:
    """PUC's run as a process shows it."""

    name: str = PUC.name
    reserved: Reserved = field(default=PUC.reserved)

    def prepare(self, progress: Progress = silent) -> None:
        """Load the library."""
        PUC.prepare(progress)

    def warm(self) -> None:
        """Load what runs share."""
        PUC.warm()

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        """Run, with errors shown on stderr before the state closes, as finalizers print there."""
        return replace(PUC, failed=ErrorDisplay()).run(program, limits, leave)


def puc_command(program: Program, limits: Limits) -> tuple[Observation, Observation]:
    """What PUC observed, and what is left of that where an error is text and a status."""
    PUC.warm()
    seen = observe(PucCommand(), program, limits)
    if not seen.status.is_language:
        return seen, seen
    return seen, replace(seen, status=Status.OK, message=None, traceback=None, results=())


def check_command(
    command: ForeignCommand,
    program: Program,
    limits: Limits,
    expect: Callable[[Program, Limits], tuple[Observation, Observation]] = puc_command,
) -> Check:
    """A program by a command beside PUC. Neither is contained: processes cannot be.

    `expect` may answer from memory.
    """
    limits = replace(limits, contained=False)
    seen, expected = expect(program, limits)
    actual = observe(command, program, limits)
    name = program.script.decode("utf-8", "replace")
    return Check(name, seen, actual, command.judge(expected, actual), compiles=False)


def probe_command(command: ForeignCommand) -> None:
    """Make sure that a command runs Lua 5.1 at all. Raises CommandError."""
    seen = observe(command, _PROBE, _PROBE_LIMITS)
    if seen.stdout == _PROBE_OUTPUT and not seen.exit_status:
        return
    line = " ".join(command.words)
    if seen.stdout.startswith(b"moondiff\tLua "):
        version = seen.stdout.split(b"\t")[1].strip().decode("ascii", "replace")
        raise CommandError(f"{line!r} runs {version}, not Lua 5.1")
    end = f"exit status {seen.exit_status}" if seen.exit_status is not None else describe_end(seen)
    said = [f"printed '{shown(seen.stdout)}'"] if seen.stdout else []
    said += [f"wrote '{shown(seen.stderr.strip())}' to stderr"] if seen.stderr else []
    raise CommandError(f"{line!r} does not run Lua programs: {', '.join([end, *said])}")


def name_commands(commands: list[ForeignCommand]) -> tuple[ForeignCommand, ...]:
    """The commands with names of which each is there once: the second `lua` is `lua#2`."""
    seen: Counter[str] = Counter()
    named: list[ForeignCommand] = []
    for command in commands:
        seen[command.name] += 1
        count = seen[command.name]
        named.append(command if count == 1 else replace(command, name=f"{command.name}#{count}"))
    return tuple(named)
