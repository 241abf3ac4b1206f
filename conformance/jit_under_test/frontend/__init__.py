"""The compiler's frontend: Lua 5.1 source and binary chunks to PUC 5.1 bytecode."""

from conformance.jit_under_test.frontend.chunk import dump, undump
from conformance.jit_under_test.frontend.compile import compile_source, load, skip_shebang
from conformance.jit_under_test.frontend.errors import (
    FrontendError,
    LuaChunkError,
    LuaSyntaxError,
    chunk_id,
)

__all__ = [
    "FrontendError",
    "LuaChunkError",
    "LuaSyntaxError",
    "chunk_id",
    "compile_source",
    "dump",
    "load",
    "skip_shebang",
    "undump",
]
