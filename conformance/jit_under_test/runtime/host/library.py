"""Opening the library: every built-in function gets a number, a closure and its place."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.runtime.host.arrangement import arrange_libraries
from conformance.jit_under_test.runtime.modules import HOST_LIBRARIES, LIBRARIES
from conformance.jit_under_test.runtime.objects import CLOSURE_UPVALUES
from conformance.jit_under_test.runtime.values import FUNCTION, PAYLOAD, TABLE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

HOST_ENTRY: Final = "host_builtin"  # the kernel behind all functions that the host has


@dataclass(frozen=True, slots=True)
class Builtin:
    """A built-in function: its number, its table ("" for globals), its name and its code.

    `symbol` names the kernel; `function` is the host's code for those that have HOST_ENTRY.
    `upvalues` names built-in functions of the same library (an empty name stands for nil); programs
    can't name internal functions.
    """

    number: int
    library: bytes
    name: bytes
    symbol: str
    function: Callable[..., int] | None = None
    upvalues: tuple[bytes, ...] = ()
    internal: bool = False

    @property
    def qualified(self) -> bytes:
        return self.library + b"." + self.name if self.library else self.name


def builtins() -> tuple[Builtin, ...]:
    """All built-in functions, numbered in a fixed order."""
    found: list[Builtin] = []
    for library, module_name in (*LIBRARIES, *HOST_LIBRARIES):
        module: Any = importlib.import_module(module_name)
        upvalues = getattr(module, "UPVALUES", {})
        hosted = (library, module_name) in HOST_LIBRARIES
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
                    )
                )
    return tuple(found)


def open_libraries(runtime: "Runtime") -> None:
    """Make the library's tables and functions in the runtime's globals."""
    runtime.builtins = builtins()
    global_table = runtime.vm.globals
    tables: dict[bytes, int] = {b"": global_table}
    closures: dict[tuple[bytes, bytes], int] = {}
    for builtin in runtime.builtins:
        table = tables.get(builtin.library)
        if table is None:
            table = tables[builtin.library] = runtime.new_table()
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
    for builtin in runtime.builtins:
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
    for _, module_name in (*LIBRARIES, *HOST_LIBRARIES):
        opening: Any = getattr(importlib.import_module(module_name), "open_library", None)
        if opening is not None:
            opening(runtime)
    runtime.set_field(global_table, b"_G", global_table & PAYLOAD | TABLE)
    runtime.set_field(global_table, b"_VERSION", runtime.string(b"Lua 5.1"))
    arrange_libraries(runtime)
