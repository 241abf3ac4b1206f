"""Speed of the compiler's frontend: source lines per second on one core.

Run as `python -m conformance.bench.frontend file.lua ...`.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.jit_under_test.frontend import FrontendError, compile_source, skip_shebang


@dataclass(frozen=True, slots=True)
class FrontendSpeed:
    """A measurement: what was compiled, and the least CPU seconds that it took."""

    files: int
    lines: int
    size: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.files} files, {self.lines} lines: {self.lines / self.seconds:,.0f} lines/s, "
            f"{self.size / self.seconds / 1e6:.2f} MB/s"
        )


def measure(sources: Sequence[bytes], repeat: int = 5) -> FrontendSpeed:
    """Compile all `sources` `repeat` times and return the best time.

    Raises LuaSyntaxError if one of them is not a program, ValueError if there is none.
    """
    if not sources:
        raise ValueError("no sources to compile")
    seconds = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        for source in sources:
            compile_source(source, b"=bench")
        seconds = min(seconds, time.process_time() - start)
    lines = sum(source.count(b"\n") for source in sources)
    return FrontendSpeed(len(sources), lines, sum(map(len, sources)), seconds)


def main(arguments: Sequence[str]) -> int:
    """Print the speed over the files named; return the exit status."""
    if not arguments:
        print("usage: python -m conformance.bench.frontend file.lua ...", file=sys.stderr)
        return 2
    try:
        print(measure([skip_shebang(Path(name).read_bytes()) for name in arguments]))
    except (OSError, FrontendError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
