"""What a planted fault is, and how it gets to its place: a copy of the package with one edit.

A fault says which text of which file is replaced by which. Whoever runs with it runs from a copy of
the whole package in which that was done (`plant`), in a process of its own. So a fault may be
anywhere: in a pass written in Python, in an encoder, in the kernel code of the image, in the
semantics that three executors share; tracebacks and the image's cache are right by themselves; the
package as it is pays nothing for it; and a fault reads as what it is, a change of the source.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from conformance.jit_under_test.machine.protocol import Arch, host_arch

PACKAGE: Final = Path(__file__).parent.parent
JIT: Final = PACKAGE / "jit_under_test"
# The folders of the JIT that an image is made of: `image/cache.py` hashes them.
IMAGE_FOLDERS: Final = (
    "kernel", "runtime", "semantics", "interpreter", "image", "bytecode", "machine",
)  # fmt: skip


class Stage(Enum):
    """The part of the JIT that a fault is in."""

    FRONTEND = "frontend"
    SEMANTICS = "semantics"
    RUNTIME = "runtime"
    INTERPRETER = "interpreter"
    COLLECTOR = "collector"
    RECORDER = "recorder"
    FOLD = "pass fold"
    CSE = "pass cse"
    FORWARD = "pass forward"
    LOOP = "pass loop"
    DCE = "pass dce"
    SINK = "pass sink"
    EXITS = "exits"
    REGALLOC = "register allocation"
    X64 = "x64"
    A64 = "a64"


# What `oracles/blame.py` should say of a fault of a stage. The semantics are executed by, and
# call, the runtime: a run cannot tell which of the two is wrong. The allocator is part of both
# backends; where its fault shows in the code of one machine only, that one is named. What exits
# restore is the same on all machines and in all registers: it looks like what was recorded.
BLAMES: Final[Mapping[Stage, tuple[str, ...]]] = {
    Stage.FRONTEND: ("frontend",),
    Stage.SEMANTICS: ("runtime or semantics",),
    Stage.RUNTIME: ("runtime or semantics",),
    Stage.INTERPRETER: ("interpreter builder",),
    Stage.COLLECTOR: ("collector",),
    Stage.RECORDER: ("recorder",),
    Stage.EXITS: ("recorder",),
    Stage.FOLD: ("optimizer pass fold",),
    Stage.CSE: ("optimizer pass cse",),
    Stage.FORWARD: ("optimizer pass forward",),
    Stage.LOOP: ("optimizer pass loop",),
    Stage.DCE: ("optimizer pass dce",),
    Stage.SINK: ("optimizer pass sink",),
    Stage.REGALLOC: ("register allocation", "x64 backend", "a64 backend or emulator"),
    Stage.X64: ("x64 backend",),
    Stage.A64: ("a64 backend or emulator",),
}


class PlantError(Exception):
    """A fault does not fit the source; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by name: what is wrong, in which stages, and what makes it so.

    In `file` (below jit_under_test/) the one place that reads `old` becomes `new`. A fault of
    compiled fragments (`tracing/faults.py`) has no file; it is an option of the run instead.
    """

    name: str
    doc: str
    stage: Stage
    file: str = ""
    old: str = ""
    new: str = ""
    also: tuple[Stage, ...] = ()  # other stages that use what is wrong

    @property
    def settings(self) -> Mapping[str, object]:
        """The JIT's options that switch the fault on, beside its edit."""
        return {} if self.file else {"faults": frozenset({self.name})}

    @property
    def blames(self) -> tuple[str, ...]:
        """What blame is right."""
        return tuple(text for stage in (self.stage, *self.also) for text in BLAMES[stage])

    @property
    def changes_image(self) -> bool:
        """True when the image has to be built anew."""
        return self.file.partition("/")[0] in IMAGE_FOLDERS

    @property
    def engines(self) -> tuple[str, ...]:
        """Engines that can show the fault: one tier has all parts, and one machine is enough."""
        if self.stage is Stage.FRONTEND:
            return ("bytecode", "native:trace")
        native = host_arch()
        if self.stage is Stage.A64 and native is not Arch.A64:
            return ("arm64:trace",)
        if self.stage is Stage.X64 and native is not Arch.X64:
            return ("x64emu:trace",)
        return ("native:trace",)

    def edited(self) -> str:
        """The file's text with the fault. Raises PlantError unless `old` is there exactly once."""
        text = (JIT / self.file).read_text(encoding="utf-8")
        count = text.count(self.old)
        if count != 1:
            raise PlantError(f"{self.name}: the text to change is {count} times in {self.file}")
        return text.replace(self.old, self.new)


def plant(fault: Fault, folder: Path) -> Path:
    """Copy the package into `folder` and make the fault's edit there.

    Returns what has to come first in the module search path. Raises PlantError and OSError.
    """
    copy = folder / PACKAGE.name
    # With the compiled files and the times by which they are known to be current.
    shutil.copytree(PACKAGE, copy)
    if fault.file:
        (copy / "jit_under_test" / fault.file).write_text(fault.edited(), encoding="utf-8")
    return folder
