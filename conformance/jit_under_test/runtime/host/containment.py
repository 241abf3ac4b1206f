"""What of the system a contained program may use: the files of one folder, and no processes.

What is refused fails as if the system had done so: files with "Permission denied", commands with
the status that C's system gives when it cannot start a process.
"""

import errno
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

# Devices that hold nothing.
_DEVICES: Final = frozenset((b"/dev/null", b"/dev/full", b"/dev/zero"))
REFUSED_COMMAND: Final = -1
NO_POPEN: Final = b"'popen' not supported"
"""The message of a PUC that was built without io.popen."""


class Containment:
    """The one folder of a program, which is also its current one."""

    def __init__(self, folder: bytes) -> None:
        self.folder = os.path.realpath(folder)
        self._names = 0

    def allows(self, path: bytes) -> bool:
        """May the program use a file, wherever its links lead?"""
        found = os.path.realpath(os.path.join(self.folder, path))
        inside = found == self.folder or found.startswith(self.folder + b"/")
        return inside or found in _DEVICES

    def check(self, *paths: bytes) -> None:
        """Raise PermissionError unless the program may use all of these files."""
        for path in paths:
            if not self.allows(path):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    def temporary_name(self) -> bytes:
        """A name for a file of the program's, always the same in the same order."""
        self._names += 1
        return b"lua_%06x" % self._names


def check_paths(runtime: "Runtime", *paths: bytes) -> None:
    """Raise PermissionError if the program may not use one of the files."""
    if runtime.containment is not None:
        runtime.containment.check(*paths)
