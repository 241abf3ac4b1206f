"""PUC Lua 5.1.5 as the oracle: what it makes of a chunk."""

import functools
from collections.abc import Callable

from lupa import lua51

_LOAD = b"""
return function(source, name)
  local chunk, message = loadstring(source, name)
  return chunk and string.dump(chunk) or nil, message
end
"""


@functools.cache
def _loader() -> Callable[[bytes, bytes], object]:
    return lua51.LuaRuntime(encoding=None).execute(_LOAD)


def puc_load(data: bytes, name: bytes) -> tuple[bytes | None, bytes | None]:
    """Return the binary chunk that PUC makes of `data`, or its error message."""
    result = _loader()(data, name)
    return result if isinstance(result, tuple) else (result, None)
