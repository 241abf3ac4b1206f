"""The functions that machine code imports from the host, bound to one runtime."""

from collections.abc import Callable, Sequence
from ctypes import set_errno
from errno import EIO
from typing import TYPE_CHECKING, Any

from conformance.jit_under_test.machine.imports import HostFunction, ImportSpec
from conformance.jit_under_test.runtime.host.messages import argument_error, compose_error
from conformance.jit_under_test.runtime.host.render import render
from conformance.jit_under_test.runtime.host.runtime import LuaError, Runtime
from conformance.jit_under_test.runtime.objects import (
    ACTION_EXIT,
    ACTION_RESUME,
    STATUS_LIMIT,
    STATUS_MEMORY,
)
from conformance.jit_under_test.runtime.values import MAX_NUMBER, NIL

if TYPE_CHECKING:
    from conformance.jit_under_test.options import Options

HOST_RAISED = -100  # as in protected.py
HOST_PASSED_ON = -101


class HostCalls:
    """What the host does for machine code; the tracer's calls are plugged in by the engine."""

    def __init__(self, runtime: Runtime, options: "Options") -> None:
        self.runtime = runtime
        self.options = options
        self.stdout: Callable[[bytes], object] = lambda data: None
        self.stderr: Callable[[bytes], object] = lambda data: None
        self.hot_loop: Callable[[int], int] = lambda word: ACTION_RESUME
        self.hot_function: Callable[[], int] = lambda: ACTION_RESUME
        self.hot_exit: Callable[[int], int] = lambda exit_: ACTION_RESUME
        self.reference_run: Callable[[int], int] = lambda action: ACTION_EXIT
        # Called before the instruction that would pass vm.clock_limit; savedpc is at it.
        self.clock: Callable[[], int] = self.end_run

    def providers(self, imports: Sequence[ImportSpec]) -> dict[str, Any]:
        """The Python function of every import whose name starts with "host_"."""
        table: dict[str, Any] = {
            "host_compose_error": lambda vm, kind, value, other: compose_error(
                self.runtime, kind, value, other
            ),
            "host_argument_error": lambda vm, number, message, expected: argument_error(
                self.runtime, number, message, expected
            ),
            "host_call_builtin": HostFunction(
                lambda vm, number: self._call_builtin(number), HOST_RAISED
            ),
            "host_write": lambda vm, data, size: self._write(data, size),
            "host_hot_loop": lambda vm, word: self.hot_loop(word),
            "host_hot_function": lambda vm: self.hot_function(),
            "host_hot_exit": lambda vm, exit_: self.hot_exit(exit_),
            "host_proto_freed": lambda vm, number: self.runtime.forget_prototype(number),
            "host_clock": lambda vm: self.clock(),
            "host_hooks_gone": lambda vm: self._hooks_gone(),
            "host_reference_run": lambda vm, action: self.reference_run(action),
        }
        return {spec.name: table[spec.name] for spec in imports if spec.name in table}

    def _call_builtin(self, number: int) -> int:
        runtime = self.runtime
        function = runtime.builtins[number].function
        assert function is not None, f"built-in {number} is kernel code"
        try:
            return function(runtime)
        except LuaError as error:
            runtime.vm.error_value = error.value
            if not error.thrown:
                return HOST_RAISED
            runtime.vm.error_status = error.status
            return HOST_PASSED_ON
        except MemoryError:
            # Beyond the arena, the host's own memory is limited too.
            runtime.vm.error_value = runtime.vm.memory_message
            runtime.vm.error_status = STATUS_MEMORY
            return HOST_PASSED_ON

    def error_text(self, value: int) -> bytes | None:
        """What the stand-alone interpreter says about an error value; nothing about nil."""
        if value <= MAX_NUMBER or self.runtime.type_name(value) == "string":
            return render(self.runtime, value)
        if value == NIL:
            return None
        return b"(error object is not a string)"

    def _write(self, data: int, size: int) -> int:
        try:
            self.stdout(self.runtime.memory.read_bytes(data, size))
        except OSError as error:
            set_errno(error.errno or EIO)
            return error.errno or EIO
        return 0

    def _hooks_gone(self) -> int:
        """The last thread with a hook was collected."""
        self.runtime.set_hooked(False)
        return 0

    def end_run(self) -> int:
        """The instruction limit: end the run as an error that nothing catches."""
        vm = self.runtime.vm
        vm.clock_limit = 0xFFFF_FFFF_FFFF_FFFF
        vm.error_value = self.runtime.string(b"instruction limit reached")
        vm.error_status = STATUS_LIMIT
        return self.runtime.machine.call(self.runtime.symbols["unwind"], int(vm))
