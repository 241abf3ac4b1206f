"""The interactive mode's view of one VM of ours."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from conformance.jit_under_test.frontend.compile import load
from conformance.jit_under_test.frontend.errors import FrontendError
from conformance.jit_under_test.interactive import C_NULL, MAX_INPUT, PRINT_FAILED
from conformance.jit_under_test.runtime.host import libc
from conformance.jit_under_test.runtime.host.fields import get_field
from conformance.jit_under_test.runtime.host.files import STDIN
from conformance.jit_under_test.runtime.host.host_calls import HostCalls
from conformance.jit_under_test.runtime.host.render import render
from conformance.jit_under_test.runtime.host.runtime import LuaError
from conformance.jit_under_test.runtime.objects import STATUS_LIMIT
from conformance.jit_under_test.runtime.values import MAX_NUMBER, TABLE, TRUE

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype


class VmSession:
    """A session (see `interactive`) on a VM.

    `make` gives the closure of a main function, `call` what a traced call of it gives: whether
    it ended well, then its results or the error's value.
    """

    def __init__(
        self,
        host: HostCalls,
        make: "Callable[[Prototype], int]",
        call: Callable[[int, Sequence[int]], list[int]],
    ) -> None:
        self._host = host
        self._runtime = host.runtime
        self._make = make
        self._call = call
        self._function = 0

    def _global(self, name: bytes) -> int:
        return get_field(self._runtime, self._runtime.vm.globals | TABLE, name)

    def _text(self, value: int) -> bytes | None:
        is_text = value <= MAX_NUMBER or self._runtime.type_name(value) == "string"
        return render(self._runtime, value) if is_text else None

    def global_text(self, name: bytes) -> bytes | None:
        """A global variable that is a string or a number, as a string; else None."""
        return self._text(self._global(name))

    def read_line(self, prompt: bytes) -> bytes | None:
        """Show the prompt and read a line of the standard input."""
        self._write(prompt)
        return libc.read_line_piece(self._runtime.files.files[STDIN].stream, MAX_INPUT)

    def load(self, text: bytes) -> bytes | None:
        """Compile a statement; gives the message of what is wrong."""
        try:
            self._function = self._make(load(text, b"=stdin"))
        except FrontendError as error:
            return error.message
        return None

    def execute(self) -> bytes | None:
        """Call what was loaded and print its results; gives what there is to report."""
        ok, *values = self._call(self._function, ())
        if ok != TRUE:
            return self._host.error_text(values[0])
        if not values:
            return None
        self._runtime.push(*values)  # for the collector
        try:
            self._runtime.call_value(self._global(b"print"), values, 0)
        except LuaError as error:
            if error.status == STATUS_LIMIT:
                raise
            text = self._text(error.value)
            return PRINT_FAILED % (C_NULL if text is None else text)
        finally:
            self._runtime.thread().top -= 8 * len(values)
        return None

    def complain(self, text: bytes) -> None:
        """Write a line to the standard error."""
        self._host.stderr(text.partition(b"\0")[0] + b"\n")

    def end_line(self) -> None:
        """End the line that the last prompt is on."""
        self._write(b"\n")

    def _write(self, text: bytes) -> None:
        self._runtime.flush()
        self._host.stdout(text)
