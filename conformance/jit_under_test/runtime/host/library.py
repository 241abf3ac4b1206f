"""Opening the library: every built-in function gets a number, a closure and its place."""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.runtime.host.arrangement import arrange_libraries
from conformance.jit_under_test.runtime.modules import EXTENSIONS, HOST_LIBRARIES, LIBRARIES
from conformance.jit_under_test.runtime.objects import CLOSURE_UPVALUES
from conformance.jit_under_test.runtime.values import FUNCTION, PAYLOAD, TABLE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_HOST_PACKAGE: Final = "conformance.jit_under_test.runtime.host."
HOST_ENTRY: Final = "host_builtin"  # the kernel behind all functions that the host has


@dataclass(frozen=True, slots=True)
class Builtin:
    """A built-in function: its number, its table ("" for globals), its name and its code.

    `symbol` names the kernel; `function` is the host's code for those that have HOST_ENTRY.
    `upvalues` names built-in functions of the same library (an empty name stands for nil); programs
    can't name internal functions. Those of an `extension` are there if it is opened.
    """

    number: int
    library: bytes
    name: bytes
    symbol: str
    function: Callable[..., int] | None = None
    upvalues: tuple[bytes, ...] = ()
    internal: bool = False
    extension: str | None = None

    @property
    def qualified(self) -> bytes:
        return self.library + b"." + self.name if self.library else self.name


def builtins() -> tuple[Builtin, ...]:
    """All built-in functions, numbered in a fixed order."""
    found: list[Builtin] = []
    extensions = {place: name for name, places in EXTENSIONS.items() for place in places}
    for library, module_name in (*LIBRARIES, *HOST_LIBRARIES, *extensions):
        module: Any = importlib.import_module(module_name)
        upvalues = getattr(module, "UPVALUES", {})
        hosted = module_name.startswith(_HOST_PACKAGE)
        for table, internal in ((getattr(module, "INTERNAL", {}), True), (module.FUNCTIONS, False)):
            for name, code in table.items():
                found.append(
                    Builtin(
                        len(found),
                        library,
                        name,
                        HOST_ENTRY if hosted else code.symbol,
                        code if hosted else None,
                        upvalues.get(name, ()),
                        internal,
                        extensions.get((library, module_name)),
                    )
                )
    return tuple(found)


def open_libraries(runtime: "Runtime") -> None:
    """Make the library's tables and functions in the runtime's globals."""
    runtime.builtins = builtins()
    global_table = runtime.vm.globals
    _register(runtime, [b for b in runtime.builtins if b.extension is None])
    _open_modules(runtime, (*LIBRARIES, *HOST_LIBRARIES))
    runtime.set_field(global_table, b"_G", global_table & PAYLOAD | TABLE)
    runtime.set_field(global_table, b"_VERSION", runtime.string(b"Lua 5.1"))
    arrange_libraries(runtime)


def open_extensions(runtime: "Runtime", names: Iterable[str]) -> None:
    """Add extensions, by their names in EXTENSIONS, to a library that is open.

    Their tables are globals, and what `require` gives.
    """
    package = runtime.get_field(runtime.vm.globals, b"package")
    loaded = runtime.get_field(package & PAYLOAD, b"loaded")
    for name in sorted(names):
        tables = _register(runtime, [b for b in runtime.builtins if b.extension == name])
        for library, table in tables.items():
            runtime.set_field(loaded & PAYLOAD, library, table | TABLE)
        _open_modules(runtime, EXTENSIONS[name])


def _register(runtime: "Runtime", builtins: "Iterable[Builtin]") -> dict[bytes, int]:
    """Make closures of built-in functions in their libraries; the new libraries' tables."""
    global_table = runtime.vm.globals
    tables: dict[bytes, int] = {b"": global_table}
    closures: dict[tuple[bytes, bytes], int] = {}
    for builtin in builtins:
        table = tables.get(builtin.library)
        if table is None:
            table = tables[builtin.library] = runtime.new_table()
            runtime.anchor(table | TABLE)
            if b"." not in builtin.library:  # the others are for `require`
                runtime.set_field(global_table, builtin.library, table | TABLE)
        closure = closures[builtin.library, builtin.name] = runtime.call(
            "builtin_new",
            runtime.symbols[builtin.symbol],
            builtin.number,
            len(builtin.upvalues),
            global_table,
        )
        if builtin.internal:
            runtime.internal[builtin.name] = closure | FUNCTION
            runtime.anchor(closure | FUNCTION)
        else:
            runtime.set_field(table, builtin.name, closure | FUNCTION)
    for builtin in builtins:
        upvalues = closures[builtin.library, builtin.name] + CLOSURE_UPVALUES
        for index, name in enumerate(builtin.upvalues):
            if not name:
                continue  # set later, by the module
            # A closure of its own, as in PUC: pairs({}) is not the global `next`.
            wanted = next(
                b for b in runtime.builtins if (b.library, b.name) == (builtin.library, name)
            )
            value = runtime.builtin_closure(wanted.symbol, wanted.number)
            runtime.memory.write_u64(upvalues + 8 * index, value)
    del tables[b""]
    return tables


def _open_modules(runtime: "Runtime", places: Iterable[tuple[bytes, str]]) -> None:
    for _, module_name in places:
        opening: Any = getattr(importlib.import_module(module_name), "open_library", None)
        if opening is not None:
            opening(runtime)
