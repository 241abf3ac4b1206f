"""require and module (manual, section 5.3)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.frontend.errors import c_string
from conformance.jit_under_test.runtime.host.arguments import (
    arguments,
    check_bytes,
    raise_text,
    to_bytes,
    truth,
    words,
)
from conformance.jit_under_test.runtime.host.fields import find_table, get_field, set_field
from conformance.jit_under_test.runtime.host.frames import frame_at
from conformance.jit_under_test.runtime.host.lib.package import package_field
from conformance.jit_under_test.runtime.values import LIGHTUSERDATA, NIL, PAYLOAD, TABLE, TRUE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_LOADING: Final = LIGHTUSERDATA | 1  # package.loaded[name] while the module's chunk runs


def _loaded_table(runtime: "Runtime") -> int:
    return runtime.get_field(runtime.vm.registry, b"_LOADED")


def require(runtime: "Runtime") -> int:
    """require(name)"""
    name = c_string(check_bytes(runtime, 1))
    loaded = _loaded_table(runtime)
    runtime.push(loaded)
    module = get_field(runtime, loaded, name)
    if truth(module):
        if module == _LOADING:
            raise_text(runtime, b"loop or previous error loading module '%s'" % name)
        return words(runtime, module)
    loader = _find_loader(runtime, name)
    set_field(runtime, loaded, name, _LOADING)
    (result,) = runtime.call_value(loader, [runtime.string(name)], 1)
    if result != NIL:
        set_field(runtime, loaded, name, result)
    module = get_field(runtime, loaded, name)
    if module == _LOADING:
        module = TRUE
        set_field(runtime, loaded, name, module)
    return words(runtime, module)


def _find_loader(runtime: "Runtime", name: bytes) -> int:
    """The function that loads a module, from the first of package.loaders that has one."""
    loaders = package_field(runtime, b"loaders")
    runtime.push(loaders)
    tried = b""
    number = 0
    while True:
        number += 1
        searcher = runtime.machine.call(runtime.symbols["table_get_int"], loaders & PAYLOAD, number)
        if searcher == NIL:
            raise_text(runtime, b"module '%s' not found:%s" % (name, c_string(tried)))
        (found,) = runtime.call_value(searcher, [runtime.string(name)], 1)
        if runtime.type_name(found) == "function":
            return found
        tried += to_bytes(runtime, found) or b""


def module(runtime: "Runtime") -> int:
    """module(name [, ...])"""
    name = c_string(check_bytes(runtime, 1))
    options = arguments(runtime)[1:]
    loaded = _loaded_table(runtime)
    table = get_field(runtime, loaded, name)
    if runtime.type_name(table) != "table":
        found = find_table(runtime, runtime.thread().globals | TABLE, name)
        if found is None:
            raise_text(runtime, b"name conflict for module '%s'" % name)
        table = found
        set_field(runtime, loaded, name, table)
    runtime.push(table)
    if get_field(runtime, table, b"_NAME") == NIL:
        set_field(runtime, table, b"_M", table)
        set_field(runtime, table, b"_NAME", runtime.string(name))
        package = name[: name.rfind(b".") + 1]
        set_field(runtime, table, b"_PACKAGE", runtime.string(package))
    _set_caller_environment(runtime, table)
    for option in options:
        runtime.call_value(option, [table], 0)
    return 0


def _set_caller_environment(runtime: "Runtime", table: int) -> None:
    """Give the function that called module its new environment."""
    frame = frame_at(runtime, 1)
    if frame is None or (not frame.lost and frame.prototype is None):
        raise_text(runtime, b"'module' not called from a Lua function")
    if not frame.lost:
        runtime.call("set_environment", frame.function & PAYLOAD, table)


FUNCTIONS: Final[dict[bytes, Callable[["Runtime"], int]]] = {
    b"module": module,
    b"require": require,
}
