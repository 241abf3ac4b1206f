"""Error messages of PUC Lua 5.1, by what raises them; `…` stands for any text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.oracles.manual.entries import Entry, message_entries

SYNTAX = (
    "unexpected symbol near …",
    "'=' expected near …",
    "'=' or 'in' expected near …",
    "'<eof>' expected near …",
    "'end' expected near …",
    "'end' expected (to close 'if' at line …) near …",
    "'end' expected (to close 'while' at line …) near …",
    "'end' expected (to close 'for' at line …) near …",
    "'end' expected (to close 'do' at line …) near …",
    "'end' expected (to close 'function' at line …) near …",
    "'until' expected near …",
    "'until' expected (to close 'repeat' at line …) near …",
    "'then' expected near …",
    "'do' expected near …",
    "'(' expected near …",
    "')' expected near …",
    "')' expected (to close '(' at line …) near …",
    "'}' expected near …",
    "'}' expected (to close '{' at line …) near …",
    "']' expected near …",
    "',' expected near …",
    "'<name>' expected near …",
    "<name> or '...' expected near …",
    "function arguments expected near …",
    "ambiguous syntax (function call x new statement) near …",
    "syntax error near …",
    "no loop to break near …",
    "cannot use '...' outside a vararg function near …",
    "malformed number near …",
    "unfinished string near '\"",
    "unfinished string near '<eof>'",
    "unfinished long string near '<eof>'",
    "unfinished long comment near '<eof>'",
    "invalid long string delimiter near …",
    "escape sequence too large near …",
    "nesting of [[...]] is deprecated near …",
)
BINARY_CHUNKS = (
    "bad header in precompiled chunk",
    "unexpected end in precompiled chunk",
    "bad code in precompiled chunk",
    "bad constant in precompiled chunk",
    "bad integer in precompiled chunk",
)
# Those of sizes that no run should reach are left out: strings and tables near 2 GiB.
LIMITS = (
    "has more than 200 local variables",
    "has more than 60 upvalues",
    "chunk has too many syntax levels",
    "function or expression too complex near …",
    "stack overflow",
    "C stack overflow",
    "error in error handling",
    "string slice too long",
    "too many results to unpack",
    "too many captures",
)
VALUES = (
    *(
        f"attempt to {operation} {kind} '…' (a … value)"
        for operation in ("call", "index", "perform arithmetic on")
        for kind in ("global", "local", "field", "upvalue")
    ),
    "attempt to call method '…' (a … value)",
    *(
        f"attempt to {operation} a {kind} value"
        for operation in ("call", "index", "perform arithmetic on", "concatenate")
        for kind in ("nil", "boolean", "table", "function")
        if (operation, kind) not in (("index", "table"), ("call", "function"))
    ),
    *(
        f"attempt to concatenate {kind} '…' (a … value)"
        for kind in ("global", "local", "field", "upvalue")
    ),
    "attempt to perform arithmetic on a string value",
    "attempt to get length of a … value",
    *(
        f"attempt to get length of {kind} '…' (a … value)"
        for kind in ("global", "local", "field", "upvalue")
    ),
    *(f"attempt to call a {kind} value" for kind in ("number", "string", "thread", "userdata")),
    "attempt to index a number value",
    "attempt to compare … with …",
    *(
        f"attempt to compare two {kind} values"
        for kind in ("nil", "boolean", "table", "function", "userdata", "thread")
    ),
    "'for' initial value must be a number",
    "'for' limit must be a number",
    "'for' step must be a number",
    "table index is nil",
    "table index is NaN",
    "loop in gettable",
    "loop in settable",
)
LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "5 libraries": (
        "bad argument #… to '…' (… expected, got …)",
        "bad argument #… to '…' (… expected, got no value)",
        "bad argument #… to '?' (…)",
        "calling '…' on bad self",
        *(
            f"({kind} expected, got …)"
            for kind in ("number", "string", "table", "function", "FILE*")
        ),
        "bad argument #… to '…' (invalid option '…')",
        "(value expected)",
    ),
    "5.1 basic functions": (
        "assertion failed!",
        "cannot change a protected metatable",
        "nil or table expected",
        "'tostring' must return a string to 'print'",
        "base out of range",
        "index out of range",
        "invalid key to 'next'",
        "reader function must return a string",
        "level must be non-negative",
        "invalid level",
        "no function environment for tail call at level …",
        "'setfenv' cannot change environment of given object",
        "boolean or proxy expected",
        "cannot open …",
    ),
    "5.2 coroutines": (
        "cannot resume dead coroutine",
        "cannot resume running coroutine",
        "cannot resume normal coroutine",
        "attempt to yield across metamethod/C-call boundary",
        "Lua function expected",
        "coroutine expected",
    ),
    "5.3 modules": (
        "module '…' not found:",
        "no field package.preload['…']",
        "no file '…'",
        "error loading module '…' from file '…':",
        "loop or previous error loading module '…'",
        "'package.path' must be a string",
        "'package.cpath' must be a string",
        "'package.preload' must be a table",
        "'package.loaders' must be a table",
        "name conflict for module '…'",
        "'module' not called from a Lua function",
    ),
    "5.4 string manipulation": (
        "invalid value",
        "unable to dump given function",
        "malformed pattern (ends with '%')",
        "malformed pattern (missing ']')",
        "missing '[' after '%f' in pattern",
        "unbalanced pattern",
        "invalid pattern capture",
        "invalid capture index",
        "unfinished capture",
        "invalid replacement value (a …)",
        "string/function/table expected",
        "invalid option '%…' to 'format'",
        "invalid format (repeated flags)",
        "invalid format (width or precision too long)",
    ),
    "5.5 table manipulation": (
        "wrong number of arguments to 'insert'",
        "invalid value (…) at index … in table for 'concat'",
        "invalid order function for sorting",
        "'setn' is obsolete",
    ),
    "5.6 mathematical functions": ("interval is empty", "wrong number of arguments"),
    "5.7 input and output": (
        "attempt to use a closed file",
        "file is already closed",
        "standard … file is closed",
        "cannot close standard file",
        "invalid option",
        "invalid format",
        "No such file or directory",
        "Bad file descriptor",
        "Is a directory",
        "Invalid argument",
    ),
    "5.8 operating system": ("field '…' missing in date table",),
    "5.9 debug": (
        "level out of range",
        "function or level expected",
        "stack traceback:",
        "...\n",
        "in function '…'",
        "in main chunk",
        "in function <…>",
        "[C]: in function '…'",
        "(tail call): ?",
    ),
}


def entries() -> Iterable[Entry]:
    """One entry per message."""
    yield from message_entries("2 errors: syntax", SYNTAX)
    yield from message_entries("2 errors: binary chunks", BINARY_CHUNKS)
    yield from message_entries("2 errors: limits", LIMITS)
    yield from message_entries("2 errors: values", VALUES)
    for section, messages in LIBRARIES.items():
        yield from message_entries(section, messages)
