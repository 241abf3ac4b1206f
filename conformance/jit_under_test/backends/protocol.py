"""What every backend offers: a fragment goes in, position-dependent machine code comes out.

Code that a backend emits keeps these rules, on either architecture:

- Two registers are fixed: VM and BASE (of the entry frame).
  All other state is where `regalloc.Allocation` says. Spill slot k is at [sp + 8 * k].
- The state in memory is that of fragment entry until an exit writes a snapshot back:
  `thread.ci` is the entry frame's CallInfo. An `scall` writes its snapshot back as an exit
  would, adds the snapshot's clock to VM.clock for the time of the call (an error thrown in
  the callee sees the exact count) and takes it off again afterwards, then restores
  `thread.ci` to the entry frame (the CallInfo array may have moved: step back from the new
  `thread.ci` by the number of inlined frames), reloads BASE from it (the stack may have
  moved) and, if there are inlined frames, stores it to `thread.base`.
- "The entry frame" is the one below `Fragment.entry_frames`: a fragment that has these is
  entered in the innermost of them, and its first code moves BASE, `thread.ci` and
  `thread.base` down to the entry frame.
- An exit writes its snapshot back, sets BASE to the innermost frame's base, loads the exit
  id into the result register (eax, w0) and jumps through the target of its descriptor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from conformance.jit_under_test.ir.fragment import Fragment

EXIT_DESCRIPTOR_SIZE = 32
EXIT_TARGET_OFFSET = 0  # u64 target is the descriptor's first field


@dataclass(frozen=True, slots=True)
class Relocation:
    """A place in the code that depends on an absolute address (for dumps and for moving code).

    `offset` is the byte offset in the code, `symbol` the name of what it refers to.
    """

    offset: int
    symbol: str


@dataclass(frozen=True, slots=True)
class CompiledFragment:
    """Machine code of one fragment, ready to be written to `address`.

    Offsets are bytes from the start of `code`. `exit_stubs` maps snapshot indexes to the
    cold code of that exit. `instruction_offsets[i]` is where the code of instruction i
    starts; one more entry says where the main line ends.
    """

    address: int
    code: bytes
    entry: int
    loop: int | None
    exit_stubs: Mapping[int, int]
    relocations: tuple[Relocation, ...]
    instruction_offsets: tuple[int, ...]
    spill_slots: int


class Backend(Protocol):
    """Compiles fragments for one architecture."""

    name: str

    def compile(
        self,
        fragment: Fragment,
        code_address: int,
        symbols: Mapping[str, int],
        exit_ids: Sequence[int],
    ) -> CompiledFragment:
        """Machine code of `fragment` for `code_address`.

        `symbols` has the addresses of the kernels called (by KernelCall.name), of `jit_leave`,
        and as "fragment:<id>" the entry of a fragment that the end links to. `exit_ids[k]` is
        the exit id of snapshot k. Raises `regalloc.OutOfSpillSlots` for a fragment that needs
        more than the fixed frame holds.
        """


def fragment_symbol(fragment_id: int) -> str:
    """The name under which `symbols` knows the entry address of a fragment."""
    return f"fragment:{fragment_id}"
