"""Loading of chunks: source text to prototypes, and the choice between source and binary."""

from collections.abc import Callable

from conformance.jit_under_test.bytecode.prototype import Prototype
from conformance.jit_under_test.frontend.chunk import SIGNATURE, undump
from conformance.jit_under_test.frontend.lexer import Lexer
from conformance.jit_under_test.frontend.limits import C_CALLS_OF_LOAD, deep_recursion
from conformance.jit_under_test.frontend.parser import Parser
from conformance.jit_under_test.frontend.pieces import PieceLexer


def compile_source(source: bytes, chunkname: bytes, c_calls: int = C_CALLS_OF_LOAD) -> Prototype:
    """Compile Lua source to the prototype that PUC 5.1.5 makes of it.

    `chunkname` is `=name`, `@file` or the source itself, and ends at its first NUL. `c_calls` is
    the number of C calls active in the caller, which PUC counts in its limit of nesting: one for
    code that the host called directly, one more for each pcall, metamethod or the like between.
    Raises LuaSyntaxError with PUC's message.
    """
    with deep_recursion():
        return Parser(Lexer(source, chunkname), c_calls).main_function()


def load_pieces(
    first: bytes, read: Callable[[], bytes], chunkname: bytes, c_calls: int = C_CALLS_OF_LOAD
) -> Prototype:
    """Load a chunk that comes in pieces: `first`, then what `read` gives until that is b"".

    As PUC does, it reads a piece when it needs the next byte, and no further than to the first
    error. Raises LuaSyntaxError, LuaChunkError, and what `read` raises.
    """
    if first[:1] == SIGNATURE[:1]:
        return undump(first, chunkname, c_calls, read)
    with deep_recursion():
        return Parser(PieceLexer(first, read, chunkname), c_calls).main_function()


def load(data: bytes, chunkname: bytes, c_calls: int = C_CALLS_OF_LOAD) -> Prototype:
    """Load a chunk; one whose first byte is ESC is taken as binary, as PUC does.

    Raises LuaSyntaxError or LuaChunkError.
    """
    loader = undump if data[:1] == SIGNATURE[:1] else compile_source
    return loader(data, chunkname, c_calls)


def skip_shebang(data: bytes) -> bytes:
    """Return what PUC loads of a file's contents: a first line that starts with `#` is left out.

    Source keeps an empty line in its place; a binary chunk starts at the file's first ESC.
    """
    if data[:1] != b"#":
        return data
    rest = data.partition(b"\n")[2]
    if rest[:1] == SIGNATURE[:1]:
        return data[data.index(SIGNATURE[:1]) :]
    return b"\n" + rest
