"""What the stand-alone interpreter does, as a list of steps (manual, section 6).

The `lua` command executes LUA_INIT, its options and a script one after the other in one state,
and ends at the first error. Both the JIT and the C Luas take such a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

BANNER: Final = b"Lua 5.1.5  Copyright (C) 1994-2012 Lua.org, PUC-Rio\n"
"""What `lua -v` prints; scripts take the version from it."""

HANDLER: Final = b"""
local type, getfenv = type, getfenv
return function(message)
  local kind = type(message)
  if kind ~= "string" and kind ~= "number" then return message end
  local debug = getfenv(0).debug
  if type(debug) ~= "table" then return message end
  local traceback = debug.traceback
  if type(traceback) ~= "function" then return message end
  local text = traceback(message, 2)
  return text
end
"""
"""The command's message handler: it takes what debug.traceback is at the time of the error."""
HANDLER_NAME: Final = b"=(message handler)"


class StepKind(Enum):
    """What a step does."""

    CHUNK = "execute text"
    FILE = "execute a file"
    REQUIRE = "require a module"
    BANNER = "print the version"
    INTERACT = "read and execute statements"


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    `text` is the chunk itself, a file's path (empty: standard input), or a module's name.
    `chunkname` is for CHUNK, in PUC's "@file" or "=name" form. `arg`, unless None, becomes the
    global table `arg` before the chunk is loaded, and `args` are the chunk's `...`.
    """

    kind: StepKind
    text: bytes = b""
    chunkname: bytes = b""
    args: tuple[bytes, ...] = ()
    arg: Mapping[int, bytes] | None = field(default=None, hash=False)


def script(source: bytes, chunkname: bytes, args: tuple[bytes, ...]) -> Step:
    """The step that runs a script whose text is known: `lua script args`."""
    arg = dict(enumerate((b"lua", chunkname[1:], *args), -1))
    return Step(StepKind.CHUNK, source, chunkname, args, arg)
