"""What an engine is asked to run: the source text and everything around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from conformance.jit_under_test.standalone import Step
from conformance.jit_under_test.standalone import script as script_step

# Header comments are looked for in the first lines only, so that a string deep in a program
# cannot be mistaken for one.
HEADER_LINES = 20

# The header of programs that do not run contained in a suite.
_NEEDS, _SYSTEM = "needs", "system"
_HEADER = re.compile(rb"^--\s*([a-z]+):\s*(\S+)\s*$")


class ProgramError(Exception):
    """A program that cannot be read; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class Program:
    """A Lua program with its arguments and standard input, as the `lua` command takes it.

    `chunkname` is Lua's own form: `@file.lua` for a file, `=stdin` for standard input. `steps`,
    if there are any, are done instead of running the source.
    """

    source: bytes
    chunkname: bytes = b"@program.lua"
    args: tuple[bytes, ...] = ()
    stdin: bytes = b""
    steps: tuple[Step, ...] = ()

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """What the command does: the given steps, or running the source as a script."""
        return self.steps or (script_step(self.source, self.chunkname, self.args),)

    @property
    def script(self) -> bytes:
        """What `arg[0]` holds: the chunk's name without Lua's marker."""
        return self.chunkname[1:] if self.chunkname[:1] in (b"@", b"=") else self.chunkname

    @property
    def headers(self) -> dict[str, str]:
        """The `-- name: value` comments among the first lines, by name."""
        found: dict[str, str] = {}
        for line in self.source.split(b"\n", HEADER_LINES)[:HEADER_LINES]:
            if match := _HEADER.match(line):
                found[match[1].decode("ascii")] = match[2].decode("utf-8", "replace")
        return found

    @property
    def asks_for_system(self) -> bool:
        """Does a header say that it needs processes, or files of other folders?

        It is for those who trust the program to give it these.
        """
        return self.headers.get(_NEEDS) == _SYSTEM

    def with_args(self, *args: bytes) -> Program:
        """The same program with other arguments."""
        return replace(self, args=args)


def without_shebang(source: bytes) -> bytes:
    """Blank a first line that begins with `#`, as `luaL_loadfile` does; line numbers stay."""
    if not source.startswith(b"#"):
        return source
    end = source.find(b"\n")
    if end < 0:
        return b""
    # A binary chunk may follow the `#` line; it must then begin the buffer.
    return source[end + 1 :] if source[end + 1 : end + 2] == b"\x1b" else source[end:]


def read_program(path: Path, args: tuple[bytes, ...] = (), shown: str | None = None) -> Program:
    """Read a program from a file.

    `shown` is the name that error messages carry (default: the path as given).
    Raises ProgramError when the file cannot be read.
    """
    try:
        source = path.read_bytes()
    except IsADirectoryError:
        raise ProgramError(f"{path} is a directory, not a Lua file") from None
    except OSError as error:
        raise ProgramError(f"cannot read {path}: {error.strerror}") from None
    name = b"@" + (str(path) if shown is None else shown).encode("utf-8", "surrogateescape")
    return Program(without_shebang(source), name, args)
