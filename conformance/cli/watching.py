"""The options of `moondiff run` by which somebody looks into the JIT while a program runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from conformance.cli.inputs import fail
from conformance.cli.lua_options import OPTIONAL_FILE, STDERR_NAME
from conformance.cli.supervised import write_error

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine

Write = Callable[[str], object]
Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# Option -> what it does, in front of where that is written.
_OUTPUTS = {
    "jv": "Tell what the tracer compiles and gives up, a line each",
    "jdump": "Show bytecode, IR and machine code of all that is recorded",
    "jp": "Count VM instructions by trace and by source line",
}
# What has to do with the tracer, and what with the host's own processor.
_TRACER = ("jv", "jdump")


def watch_options(function: Decorated) -> Decorated:
    """Add the options; the command gets what they ask for as keyword arguments."""
    function = click.option(
        "--perf-map", is_flag=True, help="Tell Linux's perf the names of the machine code."
    )(function)
    for name, what in reversed(_OUTPUTS.items()):
        names = (f"--{name}", "--profile", name) if name == "jp" else (f"--{name}", name)
        help_text = f"{what}, on stderr or in a file. Or -{name}."
        function = click.option(*names, metavar=OPTIONAL_FILE, help=help_text)(function)
    return function


def _open_output(path: str) -> Write:
    """What writes text to a file, or to stderr. Ends the command if the file cannot be made."""
    if path == STDERR_NAME:
        return lambda text: write_error(text.encode("utf-8", "replace"))
    try:
        file = open(path, "w", encoding="utf-8", errors="replace", buffering=1)  # noqa: SIM115
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
    return file.write


class Watch:
    """Looks at one run: `opened` before the program starts, `done` behind its end."""

    def __init__(self, **given: Any) -> None:
        self.outputs = {name: _open_output(given[name]) for name in _OUTPUTS if given[name]}
        self.perf_map = bool(given["perf_map"])
        self.profiler: Any = None

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.outputs) or self.perf_map

    def check(self, name: str, machine: str | None, tier: str | None) -> None:
        """End the command if an engine has not what is to be looked at.

        `machine` and `tier` are None for engines that are not the JIT's.
        """
        for option in _TRACER:
            if option in self.outputs and tier != "trace":
                fail(f"--{option} is about the tracer, which {name} does not have")
        if "jp" in self.outputs and tier is None:
            fail(f"--jp is about the JIT, which {name} is not")
        if self.perf_map and machine != "native":
            fail(f"--perf-map is about native code, which {name} does not run")

    def opened(self, engine: Engine) -> None:
        """Begin to look."""
        from conformance.jit_under_test.perf_map import PerfMap
        from conformance.jit_under_test.profiling import Profiler
        from conformance.jit_under_test.tracing.dumping import DEFAULT_PARTS
        from conformance.oracles.fragments import DUMP, listen

        for name, form in (("jv", "events"), ("jdump", DUMP)):
            if name in self.outputs:
                listen(engine, form, self.outputs[name], DEFAULT_PARTS)
        if "jp" in self.outputs:
            self.profiler = Profiler(engine)
        if self.perf_map:
            PerfMap(engine)

    def done(self) -> None:
        """Write what can be told only now."""
        if self.profiler is not None:
            self.outputs["jp"](self.profiler.report())
