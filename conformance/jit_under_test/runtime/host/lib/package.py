"""The package table and its loaders (manual, section 5.3); require is in require.py."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.frontend.errors import c_string
from conformance.jit_under_test.runtime.host import libc
from conformance.jit_under_test.runtime.host.arguments import (
    check_bytes,
    check_type,
    raise_text,
    results,
    to_bytes,
    words,
)
from conformance.jit_under_test.runtime.host.containment import check_paths
from conformance.jit_under_test.runtime.host.fields import get_field, set_field
from conformance.jit_under_test.runtime.host.lib.base import load_path
from conformance.jit_under_test.runtime.host.runtime import LuaError
from conformance.jit_under_test.runtime.objects import STATUS_LIMIT
from conformance.jit_under_test.runtime.values import NIL, PAYLOAD, TABLE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_ROOT: Final = "/usr/local/"
_LUA_DIRECTORY: Final = _ROOT + "share/lua/5.1/"
_C_DIRECTORY: Final = _ROOT + "lib/lua/5.1/"
PATHS: Final = {
    b"path": (
        "LUA_PATH",
        f"./?.lua;{_LUA_DIRECTORY}?.lua;{_LUA_DIRECTORY}?/init.lua;"
        f"{_C_DIRECTORY}?.lua;{_C_DIRECTORY}?/init.lua",
    ),
    b"cpath": ("LUA_CPATH", f"./?.so;{_C_DIRECTORY}?.so;{_C_DIRECTORY}loadall.so"),
}
_CONFIG: Final = b"/\n;\n?\n!\n-"
# There is no C API: this is what PUC says where the system has no dynamic libraries.
_NO_LIBRARIES: Final = b"dynamic libraries not enabled; check your Lua installation"
_LIBRARIES: Final = (
    b"coroutine", b"package", b"table", b"io", b"os", b"string", b"math", b"debug",
)  # fmt: skip


def _environment(runtime: "Runtime") -> int:
    """The running function's environment: the package table, unless a program changed it."""
    function = runtime.memory.read_u64(runtime.thread().base - 8)
    return int(runtime.closure(function).env) | TABLE


def package_field(runtime: "Runtime", name: bytes) -> int:
    """A field of the package table, which has to be a table. Raises LuaError."""
    value = get_field(runtime, _environment(runtime), name)
    if runtime.type_name(value) != "table":
        raise_text(runtime, b"'package.%s' must be a table" % name)
    return value


def _readable(runtime: "Runtime", path: bytes) -> bool:
    try:
        check_paths(runtime, path)
        os.close(os.open(path, os.O_RDONLY))
    except OSError:
        return False
    return True


def _find_file(runtime: "Runtime", name: bytes, field: bytes) -> tuple[bytes | None, bytes]:
    """The first readable file that the path in package[field] gives for a module's name.

    The second result lists the files that were tried before.
    """
    path = to_bytes(runtime, get_field(runtime, _environment(runtime), field))
    if path is None:
        raise_text(runtime, b"'package.%s' must be a string" % field)
    name = name.replace(b".", b"/")
    tried = b""
    for template in c_string(path).split(b";"):
        if not template:
            continue
        file = template.replace(b"?", name)
        if _readable(runtime, file):
            return file, tried
        tried += b"\n\tno file '%s'" % file
    return None, tried


def _raise_loader(runtime: "Runtime", name: bytes, file: bytes, reason: bytes) -> None:
    text = b"error loading module '%s' from file '%s':\n\t%s" % (name, file, c_string(reason))
    raise_text(runtime, text)


def _module_name(runtime: "Runtime") -> bytes:
    return c_string(check_bytes(runtime, 1))


def load_preload(runtime: "Runtime") -> int:
    """The first loader: the function in package.preload."""
    name = _module_name(runtime)
    found = get_field(runtime, package_field(runtime, b"preload"), name)
    if found == NIL:
        return results(runtime, b"\n\tno field package.preload['%s']" % name)
    return words(runtime, found)


def load_lua(runtime: "Runtime") -> int:
    """The second loader: a Lua file of package.path."""
    name = _module_name(runtime)
    file, tried = _find_file(runtime, name, b"path")
    if file is None:
        return results(runtime, tried)
    try:
        return words(runtime, load_path(runtime, file))
    except LuaError as error:
        if error.status == STATUS_LIMIT:
            raise
        reason = to_bytes(runtime, error.value) or b""
    _raise_loader(runtime, name, file, reason)
    return 0


def load_c(runtime: "Runtime") -> int:
    """The third loader: a C library of package.cpath, if there is one, can't be used."""
    name = _module_name(runtime)
    file, tried = _find_file(runtime, name, b"cpath")
    if file is not None:
        _, problem = libc.find_symbol(file, _opening_function(name))
        _raise_loader(runtime, name, file, problem or _NO_LIBRARIES)
    return results(runtime, tried)


def _opening_function(name: bytes) -> bytes:
    """The C function that opens a module."""
    return b"luaopen_" + (name.partition(b"-")[2] or name).replace(b".", b"_")


def load_c_root(runtime: "Runtime") -> int:
    """The fourth loader: likewise for the library of a submodule's root."""
    name = _module_name(runtime)
    root, dot, _ = name.partition(b".")
    if not dot:
        return 0
    file, tried = _find_file(runtime, root, b"cpath")
    if file is not None:
        loaded, problem = libc.find_symbol(file, _opening_function(name))
        if loaded and problem is not None:
            return results(runtime, b"\n\tno module '%s' in file '%s'" % (name, file))
        _raise_loader(runtime, name, file, problem or _NO_LIBRARIES)
    return results(runtime, tried)


def package_loadlib(runtime: "Runtime") -> int:
    """package.loadlib(path, name): never finds a function that it can use"""
    path, name = c_string(check_bytes(runtime, 1)), c_string(check_bytes(runtime, 2))
    if runtime.containment is not None:
        return results(runtime, None, None, b"open")
    loaded, problem = libc.find_symbol(path, name)
    if problem is None:
        return results(runtime, None, _NO_LIBRARIES, b"absent")
    return results(runtime, None, problem, b"init" if loaded else b"open")


def library_gc(runtime: "Runtime") -> int:
    """`__gc` of the C libraries that a program has loaded, of which there are none"""
    return 0


def package_seeall(runtime: "Runtime") -> int:
    """package.seeall(module): let a module inherit from the globals"""
    module = check_type(runtime, 1, "table")
    metatable = runtime.table(module).metatable
    if not metatable:
        metatable = runtime.new_table(0, 1)
        runtime.push(metatable | TABLE)
        runtime.table(module).metatable = metatable
        runtime.call("barrier_object", module & PAYLOAD, metatable | TABLE)
    set_field(runtime, metatable | TABLE, b"__index", runtime.thread().globals | TABLE)
    return 0


def _path(variable: str, default: str) -> bytes:
    """A search path from the environment, in which ";;" stands for the default path."""
    path = os.environb.get(variable.encode())
    if path is None:
        return default.encode()
    return path.replace(b";;", b";\1;").replace(b"\1", default.encode())


def open_library(runtime: "Runtime") -> None:
    """Fill the package table. The loaders, require and module have it as their environment."""
    global_table = runtime.vm.globals
    package = runtime.get_field(global_table, b"package")
    loaders = runtime.new_table(4)
    runtime.set_field(package & PAYLOAD, b"loaders", loaders | TABLE)
    for index, name in enumerate(_LOADERS, 1):
        loader = runtime.internal[name]
        runtime.call("set_environment", loader & PAYLOAD, package)
        runtime.call("table_set_int", loaders, index, loader)
    for field, (variable, default) in PATHS.items():
        runtime.set_field(package & PAYLOAD, field, runtime.string(_path(variable, default)))
    runtime.set_field(package & PAYLOAD, b"config", runtime.string(_CONFIG))
    libraries = runtime.new_table(0, 1)
    runtime.set_field(runtime.vm.registry, b"_LOADLIB", libraries | TABLE)
    runtime.set_field(libraries, b"__gc", runtime.internal[b"library_gc"])
    loaded = runtime.new_table(0, 2)
    runtime.set_field(runtime.vm.registry, b"_LOADED", loaded | TABLE)
    runtime.set_field(package & PAYLOAD, b"loaded", loaded | TABLE)
    runtime.set_field(package & PAYLOAD, b"preload", runtime.new_table() | TABLE)
    runtime.set_field(loaded, b"_G", global_table | TABLE)
    for name in _LIBRARIES:
        library = runtime.get_field(global_table, name)
        if library != NIL:
            runtime.set_field(loaded, name, library)
    for name in (b"module", b"require"):
        function = runtime.get_field(global_table, name)
        runtime.call("set_environment", function & PAYLOAD, package)


_LOADERS: Final = (b"load_preload", b"load_lua", b"load_c", b"load_c_root")
FUNCTIONS: Final[dict[bytes, Callable[["Runtime"], int]]] = {
    b"loadlib": package_loadlib,
    b"seeall": package_seeall,
}
INTERNAL: Final[dict[bytes, Callable[["Runtime"], int]]] = {
    b"library_gc": library_gc,
    b"load_c": load_c,
    b"load_c_root": load_c_root,
    b"load_lua": load_lua,
    b"load_preload": load_preload,
}
