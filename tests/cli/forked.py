"""The moondiff command in a fork of the test's process, which is warm: no imports, no start."""

import contextlib
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass

from conformance.cli import main
from conformance.oracles.workers import flush_c_streams

POLL = 0.01


@dataclass(frozen=True)
class Done:
    """What a run gave, and the processor time that it and its children took."""

    stdout: bytes
    stderr: bytes
    status: int
    seconds: float = 0.0


def _child(args, folder, files, environment):
    for target, file in enumerate(files):
        os.dup2(file.fileno(), target)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, closefd=False) for number, mode in enumerate("rww")
    )
    os.chdir(folder)
    for name in [name for name in os.environ if name.startswith("LUA_")]:
        del os.environ[name]
    os.environ.update(environment)
    sys.argv = ["moondiff", *args]
    main()


def moondiff(*args, folder, stdin=b"", environment=None, timeout=120.0):
    """Run a command line to its end; a timeout is an AssertionError."""
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
        files[0].write(stdin)
        files[0].seek(0)
        before = os.times()
        # What other tests have PUC print in this process must not come out of the fork as well.
        flush_c_streams()
        pid = os.fork()
        if pid == 0:
            status = 99
            try:
                _child(args, folder, files, environment or {})
            except SystemExit as leaving:
                status = leaving.code or 0
            except BaseException:
                import traceback

                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        deadline = time.monotonic() + timeout
        while not (done := os.waitpid(pid, os.WNOHANG))[0]:
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                raise AssertionError(f"moondiff {args} did not end in {timeout} s")
            time.sleep(POLL)
        after = os.times()
        for file in files:
            file.seek(0)
        _, stdout, stderr = (file.read() for file in files)
    seconds = sum(after[2:4]) - sum(before[2:4])
    return Done(stdout, stderr, os.waitstatus_to_exitcode(done[1]), seconds)
