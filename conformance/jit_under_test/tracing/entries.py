"""Where fragments are entered from outside, so that they can be taken out of use.

A root fragment begins at a loop edge or a function, and behind a call begins what returns there:
each is reached through one word in the heap. To put the old word back takes the fragment and all
that continues its exits out of use. Its code stays, since other fragments may link to it and it may
be running. The word may be gone, with the function that it was in; then something else is there.
Numbers and addresses are never used again, so a word that is as it was written is the same one.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.jit_under_test.ir.writeback import Memory


@dataclass(frozen=True, slots=True)
class Entry:
    """One word that leads to a fragment, what it was before, and the prototype that it is in."""

    address: int
    written: int
    before: int
    proto: int


class Entries:
    """The entries of fragments in use, by number."""

    def __init__(self, memory: "Memory") -> None:
        self.memory = memory
        self.by_number: dict[int, Entry] = {}

    def add(self, number: int, entry: Entry) -> None:
        """Note that the entry's word has been written."""
        self.by_number[number] = entry

    def remove(self, number: int) -> Entry | None:
        """Put the old word back; the entry if it was there still."""
        entry = self.by_number.pop(number, None)
        if entry is None or self.memory.read_u64(entry.address) != entry.written:
            return None
        self.memory.write_u64(entry.address, entry.before)
        return entry

    def of_protos(self, protos: frozenset[int]) -> list[int]:
        """The fragments that begin in these prototypes."""
        return [number for number, entry in self.by_number.items() if entry.proto in protos]
