"""An uncaught error as the stand-alone `lua` command shows it."""

from __future__ import annotations

import contextlib
import os

from conformance.oracles.observation import Report


def write_error(text: bytes) -> None:
    """Write to stderr, whatever has become of Python's stream."""
    with contextlib.suppress(OSError):
        while text:
            text = text[os.write(2, text) :]


class ErrorDisplay:
    """Shows the error of a run once, as `lua` does."""

    def __init__(self) -> None:
        self._done = False

    def __call__(self, report: Report) -> None:
        """Show the error of a report that has one."""
        if self._done or report.message is None:
            return
        self._done = True
        # The command prints C strings.
        text = b"lua: " + report.message.partition(b"\0")[0] + b"\n"
        if report.traceback is not None and b"\0" not in report.message:
            text += report.traceback + b"\n"
        write_error(text)
