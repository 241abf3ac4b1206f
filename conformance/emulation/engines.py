"""Opening engines by the kind of machine that they run on."""

from typing import Final

from conformance.jit_under_test.engine import Engine
from conformance.jit_under_test.machine.native import NativeMachine
from conformance.jit_under_test.machine.protocol import Arch, Machine, MachineError, host_arch
from conformance.jit_under_test.options import Options

EMULATED: Final = {"arm64": Arch.A64, "x64emu": Arch.X64}
MACHINES: Final = ("native", *EMULATED)


def architecture(kind: str) -> Arch:
    """The architecture of a kind of machine. Raises MachineError if it can't run here."""
    if kind == "native":
        arch = host_arch()
        if arch is None:
            raise MachineError("there is no native backend for this host")
        return arch
    if kind not in EMULATED:
        raise MachineError(f"no machine {kind!r}: choose from {', '.join(MACHINES)}")
    return EMULATED[kind]


def open_machine(kind: str) -> Machine:
    """A new machine: "native", "arm64" or "x64emu". Raises MachineError."""
    arch = architecture(kind)
    if kind == "native":
        return NativeMachine()
    from conformance.emulation.unicorn_machine import UnicornMachine

    return UnicornMachine(arch)


def open_engine(kind: str, options: Options | None = None) -> Engine:
    """A new engine on a new machine. Raises MachineError."""
    return Engine(open_machine(kind), options)
