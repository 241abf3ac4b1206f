"""What a machine is: memory, code, symbols, and the ability to call an address.

`NativeMachine` (this package) and `UnicornMachine` (`conformance.emulation`) satisfy it;
nothing above them asks which one it has.
"""

import enum
import platform
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from conformance.jit_under_test.image.model import Image
    from conformance.jit_under_test.machine.imports import ImportSpec, Provider
    from conformance.jit_under_test.machine.memory import Memory


class Arch(enum.Enum):
    """An instruction set that the JIT has a backend for."""

    X64 = "x86_64"
    A64 = "aarch64"


_HOST_NAMES = {"x86_64": Arch.X64, "AMD64": Arch.X64, "aarch64": Arch.A64, "arm64": Arch.A64}


def host_arch() -> Arch | None:
    """The architecture of this host, or None if the JIT has no backend for it."""
    return _HOST_NAMES.get(platform.machine())


class MachineError(Exception):
    """A machine was set up or used wrongly."""


class MachineCrash(MachineError):
    """Emulated code did what would kill a process: a bad access, an undefined instruction.

    `pc` is where, `address` the memory address concerned (None if there is none), and
    `registers` the general registers at that moment.
    """

    def __init__(
        self, reason: str, pc: int, registers: Mapping[str, int], address: int | None = None
    ) -> None:
        self.reason = reason
        self.pc = pc
        self.registers = dict(registers)
        self.address = address
        where = f" (address {address:#x})" if address is not None else ""
        super().__init__(f"{reason}{where} at pc {pc:#x}")

    def report(self) -> str:
        """The crash with all registers, four to a line."""
        cells = [f"{name:>3}={value:016x}" for name, value in self.registers.items()]
        lines = ["  ".join(cells[i : i + 4]) for i in range(0, len(cells), 4)]
        return "\n".join([str(self), *lines])


class Machine(Protocol):
    """Memory + code + calls + host calls, for one architecture.

    An exception in a host function never crosses machine code: the host function's failure
    value is returned to its caller in machine code, and the exception is raised again by the
    innermost `call` during which it happened, as soon as that call returns.
    """

    arch: Arch
    memory: "Memory"

    @property
    def symbols(self) -> Mapping[str, int]:
        """Addresses of the loaded image's symbols."""

    def load_image(self, image: "Image") -> None:
        """Put `image` (of this machine's architecture) at its base, replacing any other."""

    def bind_imports(
        self, imports: Sequence["ImportSpec"], providers: Mapping[str, "Provider"]
    ) -> None:
        """Fill the import table: slot i is `imports[i]`.

        A name comes from `providers` if it's there, else from libm or libc. Raises
        MachineError naming every import that nobody provides.
        """

    def call(self, address: int, *args: int) -> int:
        """Call a C-ABI function with up to six integers; its result as an unsigned 64-bit."""

    def function(self, address: int, parameters: int) -> Callable[..., int]:
        """`call` of one address with so many integers: made once, each call costs less.

        It is not to be called when the machine is closed.
        """

    def call_f64(self, address: int, *args: int | float) -> float:
        """Call a C-ABI function that returns a double; floats go to vector registers."""

    def write_code(self, address: int, data: bytes) -> None:
        """Write into code memory; the next execution there sees it."""

    def reset(self) -> None:
        """Arena and code memory back to zeros; the import table is filled again."""

    def close(self) -> None:
        """Give all memory back. The machine and its memory views are dead afterwards."""
