"""PUC Lua 5.1.5 as the oracle: what it makes of a chunk."""

import functools
from collections.abc import Callable

from lupa import lua51

from conformance.jit_under_test.frontend import FrontendError, dump, load

_LOAD = b"""
return function(data, name)
  local chunk, message = loadstring(data, name)
  return chunk and string.dump(chunk) or message
end
"""


@functools.cache
def _loader() -> Callable[[bytes, bytes], bytes]:
    return lua51.LuaRuntime(encoding=None).execute(_LOAD)


def puc_load(data: bytes, name: bytes = b"=t") -> bytes:
    """Return the binary chunk that PUC makes of `data`, or its error message."""
    result = _loader()(data, name)
    # lupa adds a traceback to the few messages that come without a position.
    return result if is_chunk(result) else result.partition(b"\nstack traceback:")[0]


def our_load(data: bytes, name: bytes = b"=t") -> bytes:
    """Return the binary chunk that the frontend makes of `data`, or its error message."""
    try:
        return dump(load(data, name))
    except FrontendError as error:
        return error.message


def is_chunk(result: bytes) -> bool:
    """Tell a binary chunk from an error message."""
    return result.startswith(b"\x1bLua")
