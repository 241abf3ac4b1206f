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
    "coroutines",
    "metamethods",
    "upvalues",
    "barriers",
    "collector",
    "arguments",
    "continuations",
    "state",
)
KERNEL_MODULES: Final = tuple(f"{_PACKAGE}.{name}" for name in _CORE)
