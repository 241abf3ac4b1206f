"""Limits of nesting, in PUC's terms and in Python's."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Nesting of blocks, expressions and functions, counted together with the C calls of the caller.
MAX_NESTING: Final = 200

# C calls that are active when a program that C called directly calls load or loadstring.
C_CALLS_OF_LOAD: Final = 1

# A level of nesting takes at most six Python calls (a key of a table constructor); with room to
# spare for what the innermost level calls.
_FRAMES: Final = MAX_NESTING * 10

# A C call of a running program takes at most thirty (a library function of the host's that runs
# Lua code on the reference executor), and the innermost one may compile.
RUN_FRAMES: Final = MAX_NESTING * 40 + _FRAMES


@contextmanager
def deep_recursion(frames: int = _FRAMES) -> Iterator[None]:
    """Let Python recurse as deep as MAX_NESTING needs, wherever the caller stands.

    `frames` is how deep that is.
    """
    depth = 0
    frame = sys._getframe()
    while frame is not None:
        depth += 1
        frame = frame.f_back  # type: ignore[assignment]
    limit = sys.getrecursionlimit()
    if limit - depth >= frames:
        yield
        return
    sys.setrecursionlimit(depth + frames)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
