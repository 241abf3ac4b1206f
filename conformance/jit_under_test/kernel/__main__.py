"""Check kernel modules: `python -m conformance.jit_under_test.kernel FILE_OR_MODULE...`."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from conformance.jit_under_test.kernel.errors import KernelError, TypeFault
from conformance.jit_under_test.kernel.lowering import lower

USAGE = "usage: python -m conformance.jit_under_test.kernel FILE_OR_MODULE..."


def _dotted_name(path: Path) -> str:
    """The module name of a file: its path from the outermost package that holds it."""
    parts = [path.stem] if path.stem != "__init__" else []
    folder = path.resolve().parent
    while (folder / "__init__.py").exists():
        parts.insert(0, folder.name)
        folder = folder.parent
    sys.path.insert(0, str(folder))
    return ".".join(parts)


def load(name: str) -> ModuleType:
    """Import a module by its dotted name or by its file."""
    return importlib.import_module(_dotted_name(Path(name)) if name.endswith(".py") else name)


def _shortened(file: str) -> str:
    relative = os.path.relpath(file)
    return file if relative.startswith("..") else relative


def _origin(error: BaseException) -> str:
    """Where in the kernel modules an import failed: the innermost frame outside this package."""
    own = str(Path(__file__).parent)
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith((own, "<frozen"))
        and Path(frame.filename) != Path(importlib.__file__)
    ]
    return f"{_shortened(frames[-1].filename)}:{frames[-1].lineno}" if frames else "import"


def main(arguments: Sequence[str]) -> int:
    """Type-check and lower; prints a line for each fault. Returns the exit status."""
    if not arguments or arguments[0].startswith("-"):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        modules = [load(argument) for argument in arguments]
        lowered = lower(modules)
    except KernelError as error:
        for item in error.diagnostics:
            print(f"{_shortened(item.file)}:{item.line}: {item.message}")
        count = len(error.diagnostics)
        print(f"{count} fault{'s' if count > 1 else ''}")
        return 1
    except (ImportError, NameError, SyntaxError, TypeError, TypeFault) as error:
        print(f"{_origin(error)}: {type(error).__name__}: {error}")
        return 1
    print(f"{len(lowered.program.kernels)} kernels, no faults")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
