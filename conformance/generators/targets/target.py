"""What a fuzz target is, and how it is run by itself or under atheris.

A target is a function of bytes, `one_input`, which raises `Problem` for what is wrong. `moondiff
fuzz --target` calls it with random bytes; `python -m conformance.generators.targets.NAME` hands it
to atheris, whose mutations are led by the coverage of the compiler's own Python code, or gives it
the files of its command line, to see a problem again.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

PACKAGE: Final = "conformance.generators.targets"
# What atheris watches: the compiler. The runtime's functions never run as Python.
WATCHED: Final = tuple(
    f"conformance.jit_under_test.{part}"
    for part in ("frontend", "bytecode", "ir", "optimizer", "backends", "tracing")
)
# Random inputs that an empty corpus begins with.
SEED_INPUTS: Final = 32
WITHOUT_ATHERIS: Final = (
    "atheris is not installed: pip install 'moondiff[coverage-guided]', or throw random inputs by"
    " moondiff fuzz --target"
)


class Problem(Exception):
    """Something is wrong. Problems of one `kind`, a few words, are taken to have one cause."""

    def __init__(self, kind: str, detail: str) -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(f"{kind}\n{detail}")


@dataclass(frozen=True, slots=True)
class Target:
    """One target. `suffix` is that of kept inputs.

    `one_input` says whether the input got as far as it should, and raises Problem. `prepare` loads
    what forks of this process should share. `make` gives a random input. `show` tells people what
    an input stands for. `decisions`: inputs are choices, so that zeros and a shorter input mean
    less.
    """

    name: str
    suffix: str
    one_input: Callable[[bytes], bool]
    prepare: Callable[[], None]
    make: Callable[[Random], bytes]
    show: Callable[[bytes], str]
    decisions: bool = True


def random_bytes(size: int) -> Callable[[Random], bytes]:
    """Makes inputs of so many random bytes."""
    return lambda random: random.randbytes(size)


def describe_failure(error: BaseException) -> str:
    """An exception that should not have been: its type, the place where it was raised, its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" at {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
    return f"{type(error).__name__}{where}: {error}"


def load_target(name: str) -> Target:
    """The target in the module of this name."""
    target: Target = importlib.import_module(f"{PACKAGE}.{name}").TARGET
    return target


def replay(target: Target, data: bytes) -> str | None:
    """Run one input in this process; what is wrong, or None."""
    try:
        target.one_input(data)
    except Problem as problem:
        return str(problem)
    except Exception as error:
        return f"exception\n{describe_failure(error)}"
    return None


def _replay_files(target: Target, files: Sequence[Path]) -> bool:
    target.prepare()
    clean = True
    for path in files:
        data = path.read_bytes()
        print(target.show(data).rstrip())
        problem = replay(target, data)
        clean = clean and problem is None
        print(f"{path}: {problem or 'nothing is wrong'}")
    return clean


def _fill(folder: Path, target: Target) -> None:
    """Put some inputs into an empty corpus: from nothing atheris only gets to long ones slowly."""
    if folder.is_dir() and not any(folder.iterdir()):
        for number in range(SEED_INPUTS):
            (folder / f"seed-{number}").write_bytes(target.make(Random(number)))


def main(name: str, arguments: Sequence[str] | None = None) -> None:
    """Run the target's files, if files are given; else hand it to atheris with all arguments."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    files = [Path(word) for word in given if not word.startswith("-")]
    if files and all(path.is_file() for path in files):
        sys.exit(0 if _replay_files(load_target(name), files) else 1)
    try:
        import atheris
    except ImportError:
        sys.exit(WITHOUT_ATHERIS)
    # The modules were loaded on the way here; atheris sees only what is loaded under its eyes.
    for module in [module for module in sys.modules if module.startswith("conformance.")]:
        del sys.modules[module]
    with atheris.instrument_imports(include=list(WATCHED)):
        target = importlib.import_module(f"{PACKAGE}.{name}").TARGET
        target.prepare()
    for word in given:
        _fill(Path(word), target)

    def one_input(data: bytes) -> None:
        target.one_input(data)

    atheris.Setup([sys.argv[0], *given], one_input)
    atheris.Fuzz()
