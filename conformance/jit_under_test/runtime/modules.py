"""The kernel modules that make up the runtime, in a fixed order."""

from typing import Final

_PACKAGE: Final = "conformance.jit_under_test.runtime"
_CORE: Final = (
    "values",
    "memory",
    "strings",
    "tables",
    "numbers",
    "errors",
    "stacks",
    "frames",
    "protected",
    "exchange",
    "hooks",
    "coroutines",
    "metamethods",
    "upvalues",
    "barriers",
    "weak",
    "userdata",
    "collector_threads",
    "collector_mark",
    "collector_sweep",
    "collector_finalize",
    "collector",
    "arguments",
    "continuations",
    "state",
    "exits",
    "output",
    "lib.builder",
    "lib.characters",
    "lib.patterns",
)


# Library tables by global name (b"" for the globals themselves) and the module whose FUNCTIONS
# fill them: in the kernel language, and in Python on the host.
LIBRARIES: Final = (
    (b"", f"{_PACKAGE}.lib.base"),
    (b"coroutine", f"{_PACKAGE}.lib.coroutine"),
    (b"io", f"{_PACKAGE}.lib.io"),
    (b"math", f"{_PACKAGE}.lib.math"),
    (b"string", f"{_PACKAGE}.lib.strings"),
    (b"string", f"{_PACKAGE}.lib.format"),
    (b"string", f"{_PACKAGE}.lib.string_match"),
    (b"table", f"{_PACKAGE}.lib.table"),
    (b"table", f"{_PACKAGE}.lib.sort"),
)
HOST_LIBRARIES: Final = (
    (b"", f"{_PACKAGE}.host.lib.base"),
    (b"debug", f"{_PACKAGE}.host.lib.debug"),
    (b"debug", f"{_PACKAGE}.host.lib.hooks"),
    (b"io", f"{_PACKAGE}.host.lib.io"),
    (b"os", f"{_PACKAGE}.host.lib.os"),
    (b"package", f"{_PACKAGE}.host.lib.package"),
    (b"string", f"{_PACKAGE}.host.lib.dump"),
    (b"", f"{_PACKAGE}.host.lib.require"),
)
# Libraries that programs have only if they are given them, by the name of the extension.
EXTENSIONS: Final = {
    "bit": ((b"bit", f"{_PACKAGE}.lib.bit"),),
    "jit": (
        (b"jit", f"{_PACKAGE}.host.lib.jit"),
        (b"jit.opt", f"{_PACKAGE}.host.lib.jit_opt"),
        (b"jit.util", f"{_PACKAGE}.host.lib.jit_util"),
    ),
}
KERNEL_MODULES: Final = (
    *(f"{_PACKAGE}.{name}" for name in _CORE),
    *dict.fromkeys(module for _, module in LIBRARIES),
    f"{_PACKAGE}.lib.bit",
)
