"""The stand-alone interpreter's interactive mode (manual, section 6), over any Lua.

A line is a statement, or the beginning of one: while what is there lacks only its end, more lines
are read. A first line that begins with `=` asks for the values of expressions. What a statement
returns is printed by the program's own `print`; errors go to the standard error with no name
before them, and the next statement is read.
"""

from typing import Final, Protocol

# Bytes of a line that are taken at once, the terminating NUL of C included.
MAX_INPUT: Final = 512
# What is reported when `print` fails, and how C prints a message that is no string.
PRINT_FAILED: Final = b"error calling 'print' (%s)"
C_NULL: Final = b"(null)"
# The message of a statement that lacks its end.
_INCOMPLETE: Final = b"'<eof>'"
# The globals that hold what is shown before a statement and before its further lines.
_PROMPT: Final = (b"_PROMPT", b"> ")
_PROMPT_AGAIN: Final = (b"_PROMPT2", b">> ")


class Session(Protocol):
    """A Lua state and the terminal, or whatever stands for one."""

    def global_text(self, name: bytes) -> bytes | None:
        """A global variable that is a string or a number, as a string; else None."""

    def read_line(self, prompt: bytes) -> bytes | None:
        """Show the prompt and read up to MAX_INPUT - 1 bytes of a line; None at the end."""

    def load(self, text: bytes) -> bytes | None:
        """Compile a statement as "=stdin" for `execute`; gives the message of what is wrong."""

    def execute(self) -> bytes | None:
        """Call what was loaded and print its results; gives what there is to report."""

    def complain(self, text: bytes) -> None:
        """Write a line to the standard error."""

    def end_line(self) -> None:
        """Write a line's end to the standard output."""


def interact(session: Session) -> None:
    """Read, execute and print until the input ends."""
    while (statement := _read_statement(session)) is not None:
        problem = statement or session.execute()
        if problem is not None:
            session.complain(problem)
    session.end_line()


def _read_statement(session: Session) -> bytes | None:
    """Load the next statement: b"", or the message of one that is wrong; None at the end."""
    text = _read_line(session, _PROMPT)
    if text is None:
        return None
    if text.startswith(b"="):
        text = b"return " + text[1:]
    while (problem := session.load(text)) is not None:
        if not problem.endswith(_INCOMPLETE):
            return problem
        more = _read_line(session, _PROMPT_AGAIN)
        if more is None:
            return None
        text += b"\n" + more
    return b""


def _read_line(session: Session, prompt: tuple[bytes, bytes]) -> bytes | None:
    name, default = prompt
    shown = session.global_text(name)
    line = session.read_line(default if shown is None else shown.partition(b"\0")[0])
    return None if line is None else line.removesuffix(b"\n")
