"""The options of `moondiff run` by which somebody looks into the JIT while a program runs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from conformance.cli.inputs import fail
from conformance.cli.lua_options import OPTIONAL_FILE, STDERR_NAME
from conformance.jit_under_test.standalone import StepKind
from conformance.oracles.error_display import write_error

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.profiling import Profiler
    from conformance.jit_under_test.standalone import Step
    from conformance.oracles.decisions import Decision, Replay

Write = Callable[[str], object]
Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# Option -> what it does, in front of where that is written.
_OUTPUTS = {
    "jv": "Tell what the tracer compiles and gives up, a line each",
    "jdump": "Show bytecode, IR and machine code of all that is recorded",
    "jp": "Count VM instructions by trace and by source line",
}
# What has to do with the tracer.
_TRACER = ("jv", "jdump", "log", "replay")
# Exit status where the decisions of a replayed run are others, if the program itself ended well.
DIFFERENT_STATUS = 3


def watch_options(function: Decorated) -> Decorated:
    """Add the options; the command gets what they ask for as keyword arguments."""
    function = click.option(
        "--perf-map", is_flag=True, help="Tell Linux's perf the names of the machine code."
    )(function)
    function = click.option(
        "--replay",
        metavar="FILE",
        help="Run with the options of a log and compare the tracer's decisions with those in it.",
    )(function)
    function = click.option(
        "--log", metavar="FILE", help="Save what the tracer decides, for --replay."
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


def _digest(steps: Sequence[Step]) -> str:
    """What a command line runs, as a digest: its steps, and the files that they name."""
    digest = hashlib.sha256()
    for step in steps:
        digest.update(repr((step.kind.value, step.text, step.chunkname, step.args)).encode())
        if step.kind is StepKind.FILE and step.text:
            try:
                digest.update(Path(os.fsdecode(step.text)).read_bytes())
            except OSError:
                continue  # the run will say so
    return digest.hexdigest()


class Watch:
    """Looks at one run: `opened` before the program starts, `done` behind its end.

    `settings` are the options of the run; those of a log that is replayed take their place.
    """

    def __init__(self, steps: Sequence[Step], settings: Mapping[str, object], **given: Any) -> None:
        from conformance.oracles.schedule import Schedule

        self.outputs = {name: _open_output(given[name]) for name in _OUTPUTS if given[name]}
        self.perf_map = bool(given["perf_map"])
        self.profiler: Profiler | None = None
        self.replay: Replay | None = None
        self.settings = Schedule(settings)
        program = _digest(steps) if given["log"] or given["replay"] else ""
        if given["replay"]:
            self._replay(given["replay"], program)
        self.log: Write | None = None
        if given["log"]:
            from conformance.oracles.decisions import header_line

            self.log = _open_output(given["log"])
            self.log(header_line(program, self.settings))

    def _replay(self, path: str, program: str) -> None:
        from conformance.oracles.decisions import Log, LogError, Replay

        try:
            log = Log.read(Path(path))
        except LogError as error:
            fail(str(error))
        if log.program != program:
            fail(f"{path} is the log of another program, or of other arguments")
        if self.settings and self.settings != log.schedule:
            fail(f"options come from {path}: {log.schedule or 'all are the defaults'}")
        self.settings = log.schedule
        self.replay = Replay(log.decisions)

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.outputs or self.perf_map or self.log or self.replay)

    def check(self, name: str, machine: str | None, tier: str | None) -> None:
        """End the command if an engine has not what is to be looked at.

        `machine` and `tier` are None for engines that are not the JIT's.
        """
        wanted = {
            *self.outputs,
            *(["log"] if self.log else ()),
            *(["replay"] if self.replay else ()),
        }
        for option in _TRACER:
            if option in wanted and tier != "trace":
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
        from conformance.oracles import decisions
        from conformance.oracles.fragments import DUMP, listen

        for name, form in (("jv", "events"), ("jdump", DUMP)):
            if name in self.outputs:
                listen(engine, form, self.outputs[name], DEFAULT_PARTS)
        if "jp" in self.outputs:
            self.profiler = Profiler(engine)
        if self.perf_map:
            PerfMap(engine)
        if engine.tracer is not None and (self.log or self.replay):
            decisions.listen(engine.tracer, self._note)

    def _note(self, decision: Decision) -> None:
        from conformance.oracles.decisions import decision_line

        if self.log is not None:
            self.log(decision_line(decision))
        if self.replay is not None:
            self.replay.note(decision)

    def done(self) -> bool:
        """Write what can be told only now; False if the run was not as its log."""
        if self.profiler is not None:
            self.outputs["jp"](self.profiler.report())
        if self.replay is None:
            return True
        differs = self.replay.end()
        text = differs or f"all as in the log ({self.replay.count} decisions)"
        write_error(f"moondiff: {text}\n".encode())
        return differs is None
