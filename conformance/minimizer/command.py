"""Any command as the property to keep, in the manner of C-Reduce: exit status 0 is interesting."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from conformance.oracles.schedule import Schedule


@dataclass(frozen=True, slots=True)
class CommandProperty:
    """Interesting: the command, given a file as its last argument, exits with 0.

    The file has the given name, in a folder of its own. A command that takes more than `seconds`
    by the clock is ended with all its processes, and the file is not interesting.
    """

    command: str
    name: str
    seconds: float

    def __call__(self, source: bytes, schedule: Schedule) -> bool:
        with tempfile.TemporaryDirectory(prefix="moondiff-reduce-") as folder:
            path = Path(folder) / self.name
            path.write_bytes(source)
            process = subprocess.Popen(
                ["/bin/sh", "-c", f'{self.command} "$0"', str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                return process.wait(self.seconds) == 0
            except subprocess.TimeoutExpired:
                return False
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
