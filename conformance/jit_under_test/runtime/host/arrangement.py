"""The order of the library's tables: `pairs(_G)` and `pairs(string)` visit as in PUC.

The order of `next` depends on a table's size and on the order in which keys came. Our library is
opened in an order of its own; afterwards its tables are filled again in PUC's. Each keeps its
identity: only its hash part is exchanged for that of a new table.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.runtime.objects import Node
from conformance.jit_under_test.runtime.values import NIL, PAYLOAD

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

# Names by library in the order of registration; the first number is how many the table is made for.
_ORDER: Final[dict[bytes, tuple[int, bytes]]] = {
    b"": (
        2,
        b"_G assert collectgarbage dofile error gcinfo getfenv getmetatable loadfile load "
        b"loadstring next pcall print rawequal rawget rawset select setfenv setmetatable "
        b"tonumber tostring type unpack xpcall _VERSION ipairs pairs newproxy coroutine package "
        b"module require table io os string math debug",
    ),
    b"coroutine": (6, b"create resume running status wrap yield"),
    b"package": (2, b"loadlib seeall loaders path cpath config loaded preload"),
    b"table": (9, b"concat foreach foreachi getn maxn insert remove setn sort"),
    b"io": (
        11,
        b"close flush input lines open output popen read tmpfile type write stdin stdout stderr",
    ),
    b"os": (
        11,
        b"clock date difftime execute exit getenv remove rename setlocale time tmpname",
    ),
    b"string": (
        15,
        b"byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper",
    ),
    b"math": (
        28,
        b"abs acos asin atan2 atan ceil cosh cos deg exp floor fmod frexp ldexp log10 log max min "
        b"modf pow rad random randomseed sinh sin sqrt tanh tan pi huge mod",
    ),
    b"debug": (
        14,
        b"debug getfenv gethook getinfo getlocal getregistry getmetatable getupvalue setfenv "
        b"sethook setlocal setmetatable setupvalue traceback",
    ),
}
_LOADED: Final = (1, b"_G coroutine package table io os string math debug")
_HASH_PART: Final = ("lsizenode", "node", "lastfree")


def arrange_libraries(runtime: "Runtime") -> None:
    """Fill the tables of an opened library again in PUC's order."""
    global_table = runtime.vm.globals
    for library, (size, names) in _ORDER.items():
        word = runtime.get_field(global_table, library) if library else int(global_table)
        if word != NIL:
            _refill(runtime, word, size, names.split())
    package = runtime.get_field(global_table, b"package")
    if package != NIL:
        loaded = runtime.get_field(package & PAYLOAD, b"loaded")
        _refill(runtime, loaded, _LOADED[0], _LOADED[1].split())


def _refill(runtime: "Runtime", word: int, size: int, names: Sequence[bytes]) -> None:
    """Give a table a new hash part with its fields in this order, fields without names last."""
    table: Any = runtime.table(word)
    fresh: Any = runtime.table(runtime.new_table(0, size))
    rest = [name for name in _keys(runtime, table) if name not in names]
    for name in (*names, *rest):
        value = runtime.get_field(int(table), name)
        if value != NIL:
            runtime.set_field(int(fresh), name, value)
    for field in _HASH_PART:
        mine, other = getattr(table, field), getattr(fresh, field)
        setattr(table, field, other)
        setattr(fresh, field, mine)


def _keys(runtime: "Runtime", table: Any) -> list[bytes]:
    """The keys of a table that has strings only."""
    found = []
    for index in range(1 << table.lsizenode):
        node = Node.view(runtime.memory, table.node + Node.size * index)
        if node.value != NIL:
            found.append(runtime.string_bytes(node.key))
    return found
