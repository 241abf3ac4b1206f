"""The public API: run Lua programs on the JIT.

with Engine(options=Options(tier=Tier.TRACE)) as engine:
    outcome = engine.run(b"print('hello')", b"=stdin")
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.embedding import Caller, Function
from conformance.jit_under_test.frontend.compile import load, skip_shebang
from conformance.jit_under_test.frontend.errors import FrontendError, LuaLimitError
from conformance.jit_under_test.frontend.limits import RUN_FRAMES, deep_recursion
from conformance.jit_under_test.image.cache import Progress, load_or_build, silent, sources_hash
from conformance.jit_under_test.interactive import interact
from conformance.jit_under_test.machine.native import NativeMachine
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.options import JitStats, Options, Outcome, Tier
from conformance.jit_under_test.runtime.host.containment import Containment
from conformance.jit_under_test.runtime.host.files import STDIN
from conformance.jit_under_test.runtime.host.host_calls import HostCalls
from conformance.jit_under_test.runtime.host.lib.base import reason
from conformance.jit_under_test.runtime.host.library import open_extensions, open_libraries
from conformance.jit_under_test.runtime.host.loader import load_function
from conformance.jit_under_test.runtime.host.render import render
from conformance.jit_under_test.runtime.host.runtime import LuaError, Runtime
from conformance.jit_under_test.runtime.objects import STATUS_LIMIT, STATUS_MEMORY
from conformance.jit_under_test.runtime.output import OUTPUT_FULL, OUTPUT_NONE
from conformance.jit_under_test.runtime.values import TABLE, TRUE
from conformance.jit_under_test.session import VmSession
from conformance.jit_under_test.standalone import (
    BANNER,
    HANDLER,
    HANDLER_NAME,
    Step,
    StepKind,
    script,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype
    from conformance.jit_under_test.image.model import Image, ImageSource
    from conformance.jit_under_test.machine.protocol import Machine
    from conformance.jit_under_test.tracing.control import TracerControl
    from conformance.jit_under_test.tracing.tracer import Tracer

Write = Callable[[bytes], object]
NEVER_HOT: Final = 0xFFFF
TRACEBACK_MARK: Final = b"\nstack traceback:\n"


def _source(arch: Arch) -> "ImageSource":
    from conformance.jit_under_test.interpreter.program import source

    return source(arch)


def image_for(arch: Arch, progress: Progress = silent) -> "Image":
    """The image for an architecture, from the cache or built now; once per process."""
    return _images(arch, progress)


class _Images:
    """The images that this process has loaded: sources may change on disk while it runs."""

    def __init__(self) -> None:
        self.loaded: dict[Arch, Image] = {}

    def __call__(self, arch: Arch, progress: Progress) -> "Image":
        if arch not in self.loaded:
            self.loaded[arch] = load_or_build(arch, sources_hash(), _source, progress)
        return self.loaded[arch]


_images: Final = _Images()


def _stdout(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


# The tiers are half of what there is to import, and a run needs one of them.


def _tracer(runtime: Runtime, options: Options) -> "Tracer":
    from conformance.jit_under_test.tracing.tracer import Tracer

    return Tracer(runtime, options)


def _control(tracer: "Tracer", host: HostCalls) -> "TracerControl":
    from conformance.jit_under_test.tracing.control import TracerControl

    return TracerControl(tracer, host)


def _reference(runtime: Runtime) -> Callable[[int], int]:
    from conformance.jit_under_test.reference.executor import Executor

    return Executor(runtime).run


def _action(error: OSError, path: bytes) -> bytes:
    """What cannot be done to a file, in PUC's words: a directory can be opened there."""
    verb = b"read" if isinstance(error, IsADirectoryError) else b"open"
    return verb + b" " + path


class Engine:
    """One VM on one machine (a NativeMachine if none is given); `run` executes a program in it.

    A process holds at most one native machine at a time: close the engine, or use it as a
    context manager.
    """

    def __init__(self, machine: "Machine | None" = None, options: Options | None = None) -> None:
        self.options = options or Options()
        self.machine = machine if machine is not None else NativeMachine()
        image = image_for(self.machine.arch)
        self.machine.load_image(image)
        self.runtime = Runtime(self.machine, dict(image.metadata))
        self.host = HostCalls(self.runtime, self.options)
        self.machine.bind_imports(image.imports, self.host.providers(image.imports))
        self._caller = Caller(self.host)
        self.runtime.initialise()
        open_libraries(self.runtime)
        self._collect = self.runtime.get_field(self.runtime.vm.globals, b"collectgarbage")
        self.runtime.anchor(self._collect)
        make_handler = self._function(load(HANDLER, HANDLER_NAME))
        (self._handler,) = self.runtime.call_value(make_handler, (), 1)
        self.runtime.anchor(self._handler)
        self.configure(self.options)

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the machine's memory back."""
        self._caller.close()
        self.runtime.files.close()
        self.machine.close()

    def configure(self, options: Options) -> None:
        """Take up options; once more than the constructor does only for an engine opened with
        the defaults of all but the tier, the interpreter, and before a program has run."""
        self.options = options
        open_extensions(self.runtime, options.ext)
        vm = self.runtime.vm
        tracing = options.tier is Tier.TRACE
        vm.tier_flags = 1 if tracing else 0
        self.runtime.hot_loop = options.hot_loop if tracing else NEVER_HOT
        self.runtime.hot_call = options.hot_call if tracing else NEVER_HOT
        self.tracer: Tracer | None = None
        if tracing:
            self.tracer = _tracer(self.runtime, options)
            self.host.hot_loop = self.tracer.hot_loop
            self.host.hot_function = self.tracer.hot_function
            self.host.hot_exit = self.tracer.hot_exit
            if "jit" in options.ext:
                self.runtime.jit = _control(self.tracer, self.host)
        if options.tier is Tier.REFERENCE:
            vm.reference_tier = 1
            self.host.reference_run = _reference(self.runtime)
        if options.contained:
            self.runtime.containment = Containment(os.getcwdb())
        if options.memory_limit is not None:
            vm.memory_limit = options.memory_limit
        if options.gc_stress:
            vm.gc_stress = options.gc_stress
            vm.gc_debt, vm.gc_base = 0, -vm.memory_used
        if options.max_instructions is not None:
            vm.clock_limit = options.max_instructions
        if options.clock or options.max_instructions is not None:
            self.runtime.set_clocked(True, options.exact_clock)

    def run(
        self,
        source: bytes,
        chunkname: bytes,
        args: Sequence[bytes] = (),
        stdout: Write = _stdout,
        stderr: Write = lambda data: sys.stderr.buffer.write(data),
    ) -> Outcome:
        """Run a program as the stand-alone interpreter does, with `args` in `arg` and `...`.

        `source` is text or a binary chunk; `chunkname` has PUC's "@file" or "=name" form.
        Lua errors are in the outcome; nothing is written to `stderr` on their account.
        """
        return self.run_steps((script(source, chunkname, tuple(args)),), stdout, stderr)

    def load(
        self, source: bytes, chunkname: bytes = b"=python", stdout: Write = _stdout
    ) -> Function:
        """A chunk, text or binary, as a function that Python can call; see `embedding.py`.

        What it prints goes to `stdout` at once. Raises FrontendError.
        """
        self.host.stdout = self.runtime.files.stdout = stdout
        self.runtime.vm.output_mode = OUTPUT_NONE
        return Function(self._caller, self._function(load(source, chunkname)))

    def run_steps(
        self,
        steps: Sequence[Step],
        stdout: Write = _stdout,
        stderr: Write = lambda data: sys.stderr.buffer.write(data),
        at_once: bool = False,
        failed: Callable[[Outcome], object] = lambda outcome: None,
    ) -> Outcome:
        """Do what the stand-alone interpreter does, up to the first step that fails.

        The outcome is the last step's. With `at_once` everything printed goes to `stdout` at
        once, as somebody at a terminal wants it; otherwise it comes in blocks. `failed` is
        told of an error before finalizers run and the last block is written.
        """
        runtime = self.runtime
        self.host.stdout = runtime.files.stdout = stdout
        self.host.stderr = runtime.files.stderr = stderr
        runtime.vm.output_mode = OUTPUT_NONE if at_once else OUTPUT_FULL
        with deep_recursion(RUN_FRAMES):
            return self._run_steps(steps, failed)

    def _run_steps(self, steps: Sequence[Step], failed: Callable[[Outcome], object]) -> Outcome:
        runtime = self.runtime
        outcome = Outcome("ok", None, None, (), 0, JitStats())
        try:
            for step in steps:
                outcome = self._run(step)
                if outcome.status != "ok":
                    failed(outcome)
                    break
        except LuaError as error:
            outcome = self._failure(error)
            if outcome.status not in ("ok", "limit"):
                failed(outcome)
        try:
            if outcome.status != "limit" and runtime.exit_status is None:
                runtime.call("collector_close")  # finalizers run, as lua_close has it
                if runtime.exit_status is not None:
                    outcome = self._left(runtime.exit_status)
        finally:
            runtime.flush()
            runtime.files.flush()
        return outcome

    def _run(self, step: Step) -> Outcome:
        runtime = self.runtime
        words = [runtime.string(arg) for arg in step.args]
        if step.arg is not None:
            self._set_arg(step.arg)
        if step.kind is StepKind.BANNER:
            self.host.stderr(BANNER)
            return Outcome("ok", None, None, (), 0, JitStats())
        if step.kind is StepKind.INTERACT:
            interact(VmSession(self.host, self._function, self._call))
            return Outcome("ok", None, None, (), 0, self.stats())
        if step.kind is StepKind.REQUIRE:
            function = runtime.get_field(runtime.vm.globals, b"require")
            words = [runtime.string(step.text)]
        else:
            try:
                function = self._function(self._load(step))
            except FrontendError as error:
                kind = "error" if isinstance(error, LuaLimitError) else "syntax"
                return Outcome(kind, error.message, error.message, (), 1, JitStats())
            except OSError as error:
                why = b"cannot %s: %s" % (_action(error, step.text), reason(error))
                return Outcome("error", why, why, (), 1, JitStats())
        ok, *values = self._call(function, words)
        if ok != TRUE:
            status = "memory" if values[0] == runtime.vm.memory_message else "error"
            text = self.host.error_text(values[0])
            message = text
            if text is not None and TRACEBACK_MARK in text:
                message = text[: text.rindex(TRACEBACK_MARK)]
            return Outcome(status, message, text, (), 1, self.stats())
        results = tuple(render(runtime, value) for value in values)
        return Outcome("ok", None, None, results, 0, self.stats())

    def _call(self, function: int, words: Sequence[int]) -> list[int]:
        """True and what a function returns, or false and what the message handler made.

        Garbage is collected after an error, as the command has it. Raises LuaError if a finalizer
        fails then.
        """
        runtime = self.runtime
        caller = runtime.builtin_closure("builtin_traced_call")
        results = runtime.call_value(caller, [self._handler, function, *words])
        if results[0] != TRUE:
            runtime.push(*results)
            runtime.call_value(self._collect, (), 0)
            runtime.thread().top -= 8 * len(results)
        return results

    def _load(self, step: Step) -> "Prototype":
        """Compile what a step executes. Raises OSError and FrontendError."""
        if step.kind is StepKind.CHUNK:
            return load(step.text, step.chunkname)
        if not step.text:
            return load(skip_shebang(self.runtime.files.files[STDIN].read_all()), b"=stdin")
        with open(step.text, "rb") as file:
            data = file.read()
        return load(skip_shebang(data), b"@" + step.text)

    def _function(self, prototype: "Prototype") -> int:
        """The closure over a main function, in the program's globals."""
        runtime = self.runtime
        return load_function(
            runtime, prototype, runtime.vm.globals, runtime.hot_loop, runtime.hot_call
        )

    def _set_arg(self, arg: Mapping[int, bytes]) -> None:
        """Make the global table `arg`, whose size PUC's command knows too."""
        runtime = self.runtime
        positive = sum(number > 0 for number in arg)
        table = runtime.new_table(positive, len(arg) - positive)
        runtime.set_field(runtime.vm.globals, b"arg", table | TABLE)
        for number, text in arg.items():
            word = runtime.string(text)
            runtime.call("table_set_int", table, number & 0xFFFF_FFFF_FFFF_FFFF, word)

    def _failure(self, error: LuaError) -> Outcome:
        """The outcome for an error that no handler saw, or for os.exit."""
        exit_status = self.runtime.exit_status
        if exit_status is not None:
            return self._left(exit_status)
        if error.status == STATUS_LIMIT:
            message = b"instruction limit reached"
            return Outcome("limit", message, message, (), 1, self.stats())
        text = self.host.error_text(error.value)
        status = "memory" if error.status == STATUS_MEMORY else "error"
        return Outcome(status, text, text, (), 1, self.stats())

    def _left(self, exit_status: int) -> Outcome:
        """The outcome of a run that os.exit has ended."""
        return Outcome("ok", None, None, (), exit_status, self.stats())

    def stats(self) -> JitStats:
        """The counts so far."""
        vm = self.runtime.vm
        stats = JitStats()
        stats.exits_taken = self.runtime.read_array("statistics", 0)
        stats.entries = self.runtime.read_array("statistics", 1)
        if self.options.clock or self.options.max_instructions is not None:
            stats.vm_instructions = vm.clock
            stats.fragment_instructions = self.runtime.read_array("statistics", 2)
        if self.tracer is not None:
            from conformance.jit_under_test.tracing.forcing import FORCE

            stats.fragments = len(self.tracer.installed)
            stats.guards = sum(
                ins.op.guard and ins.op is not FORCE
                for installed in self.tracer.installed.values()
                for ins in installed.fragment.instructions
            )
            stats.abort_reasons = {r.name: n for r, n in self.tracer.aborts.items()}
            stats.aborts = sum(self.tracer.aborts.values())
            if self.tracer.forcing is not None:
                sites = stats.sites = self.tracer.forcing.sites()
                stats.sites_emitted = len(sites)
                stats.sites_hit = sum(site.hits > 0 for site in sites)
                stats.sites_forced = sum(site.forced > 0 for site in sites)
        return stats


__all__ = ["Engine", "Options", "Outcome", "Tier", "image_for"]
