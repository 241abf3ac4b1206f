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
- An exit puts the offset of its descriptor's `direct` from VM into the first scratch register
  (r11, x16) and jumps through it: into a side fragment, which takes values over from where they
  are, or to `jit_exit` (runtime/stubs.py). That has the snapshot written back from its record
  (exit_records.py), sets BASE to the innermost frame's base, loads the exit id into the result
  register (eax, w0) and jumps through the target of its descriptor. The end of a fragment that
  just stops does all that by code of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from conformance.jit_under_test.backends.registers import Location
from conformance.jit_under_test.ir.fragment import Fragment

EXIT_DESCRIPTOR_SIZE = 64
EXIT_TARGET_OFFSET = 0  # u64 target is the descriptor's first field
EXIT_DIRECT_OFFSET = 8  # u64 direct is its second


@dataclass(frozen=True, slots=True)
class Relocation:
    """A place in the code that depends on an absolute address (for dumps and for moving code).

    `offset` is the byte offset in the code, `symbol` the name of what it refers to.
    """

    offset: int
    symbol: str


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What a side fragment takes over from the exit that it is attached to.

    `places` says where the fragment that is left has the value of each slot of its snapshot that
    is not a constant, `clock` is that snapshot's. Spill slots below `spill_slots` are in use. Not
    `from_memory`: some values have no slot, so there is no other entry.
    """

    places: Mapping[int, Location]
    clock: int
    spill_slots: int
    from_memory: bool = True


@dataclass(frozen=True, slots=True)
class CompiledFragment:
    """Machine code of one fragment, ready to be written to `address`.

    Offsets are bytes from the start of `code`. `exit_stubs` maps snapshot indexes to the
    cold code of that exit. `instruction_offsets[i]` is where the code of instruction i
    starts; one more entry says where the main line ends.

    `entry` expects all state in memory. `direct` is the entry from the exit that the fragment
    inherits from, None if it does not. `exit_records` are the offsets of the exits' records, by
    snapshot index; the end of a fragment has none. `locations` are those of all values, by
    instruction.
    """

    address: int
    code: bytes
    entry: int
    loop: int | None
    exit_stubs: Mapping[int, int]
    relocations: tuple[Relocation, ...]
    instruction_offsets: tuple[int, ...]
    spill_slots: int
    direct: int | None = None
    exit_records: Mapping[int, int] = field(default_factory=dict)
    locations: Sequence[Location | None] = ()


class Backend(Protocol):
    """Compiles fragments for one architecture."""

    name: str

    def compile(
        self,
        fragment: Fragment,
        code_address: int,
        symbols: Mapping[str, int],
        exit_ids: Sequence[int],
        inheritance: Inheritance | None = None,
    ) -> CompiledFragment:
        """Machine code of `fragment` for `code_address`.

        `symbols` has the addresses of the kernels called (by KernelCall.name), of `jit_leave`,
        and as "fragment:<id>" the entry of a fragment that the end links to. `exit_ids[k]` is
        the exit id of snapshot k. With `inheritance` the fragment has a direct entry too. Raises
        `regalloc.OutOfSpillSlots` for a fragment that needs more than the fixed frame holds.
        """


def fragment_symbol(fragment_id: int) -> str:
    """The name under which `symbols` knows the entry address of a fragment."""
    return f"fragment:{fragment_id}"
