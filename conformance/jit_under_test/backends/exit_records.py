"""The records of a fragment's exits: what `runtime/exits.py` restores when one is taken.

They are the same on every architecture but for where the stub `jit_exit` puts registers.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from conformance.jit_under_test.backends.registers import Location, spill_offset
from conformance.jit_under_test.ir.boxing import NIL, TAGS, box
from conformance.jit_under_test.ir.fragment import Constant, Frame, Part, Ref, Snapshot
from conformance.jit_under_test.ir.ops import SUNK
from conformance.jit_under_test.ir.types import FPR, IRType, register_class
from conformance.jit_under_test.runtime.exits import (
    INTEGER,
    MADE,
    PLACE_SHIFT,
    STORE_CONSTANT,
    STORE_ELEMENT,
    STORE_METATABLE,
    STORE_NODE,
    STORE_SLOT,
    TABLE_SHIFT,
    TAG_SHIFT,
    TAGGED,
    TOP_OF_FRAME,
)

_STORES: Final = {
    Part.NODE: STORE_NODE,
    Part.ELEMENT: STORE_ELEMENT,
    Part.METATABLE: STORE_METATABLE,
}
_U32: Final = 0xFFFF_FFFF
_WORD: Final = 8  # bytes
_KINDS: Final = {
    IRType.NUM: 0,
    IRType.VAL: 0,
    IRType.INT: INTEGER << TAG_SHIFT,
    **{ty: TAGGED + tag << TAG_SHIFT for ty, tag in TAGS.items()},
}


@dataclass(frozen=True, slots=True)
class SavedWords:
    """Where `jit_exit` puts things: general registers first, by number, then as said here."""

    vector: int
    spills: int

    def index(self, place: Location, ty: IRType) -> int:
        """The index of the word that holds a value."""
        if place < 0:
            return self.spills + spill_offset(place) // _WORD
        return place + self.vector if register_class(ty) is FPR else place


class ExitRecords:
    """The records of one fragment; `offsets` are in bytes, by snapshot index."""

    def __init__(self, locations: Sequence[Location | None], saved: SavedWords) -> None:
        self.offsets: dict[int, int] = {}
        self._locations = locations
        self._saved = saved
        self._words: list[int] = []
        self._frames: dict[Frame, tuple[int, ...]] = {}
        self._known: dict[Ref, int] = {}  # a value's place and kind, or a constant's boxed form

    def add(self, snapshot: Snapshot) -> None:
        """Write the record of one exit."""
        self.offsets[snapshot.index] = _WORD * len(self._words)
        values: list[int] = []
        constants: list[int] = []
        known = self._known
        for slot, ref in snapshot.slots:
            word = known.get(ref)
            if word is None:
                word = known[ref] = self._word(ref)
            if ref.is_constant or word == NIL:
                constants += slot & _U32, word
            else:
                values.append(slot & _U32 | word)
        frames = snapshot.frames
        top = TOP_OF_FRAME if snapshot.top is None else snapshot.top
        made, stores = self._objects(snapshot) if snapshot.objects else ([], [])
        self._words += (
            frames[0].return_pc if frames else snapshot.pc,
            snapshot.clock | len(made) // 2 << 32 | len(stores) // 2 << 48,
            len(values) | len(constants) // 2 << 32,
            len(frames) | (top & _U32) << 32,
            *values,
            *constants,
        )
        if frames:
            following = [*[frame.return_pc for frame in frames[1:]], snapshot.pc]
            for frame, pc in zip(frames, following, strict=True):
                self._words.append(pc)
                self._words += self._frame(frame)
        self._words += made
        self._words += stores

    def _objects(self, snapshot: Snapshot) -> tuple[list[int], list[int]]:
        """The words of the records of an exit's sunk objects, and of what is stored then."""
        made: list[int] = []
        stores: list[int] = []
        numbers = {object_.sunk: k for k, object_ in enumerate(snapshot.objects)}

        def store(where: int, table: int, index: int, ref: Ref) -> None:
            word = MADE << TAG_SHIFT | numbers[ref] << PLACE_SHIFT if ref in numbers else None
            if word is None:
                word = self._word(ref)
                where |= STORE_CONSTANT if ref.is_constant else 0
            stores.extend((where | table << TABLE_SHIFT | (index & _U32) << 32, word))

        for k, object_ in enumerate(snapshot.objects):
            values = [int(arg.value) for arg in object_.sunk.args if isinstance(arg, Constant)]
            made += (values[0], 0) if len(values) == 1 else (0, values[0] | values[1] << 32)
            for place, ref in object_.fields:
                store(_STORES[place.part], k, place.number, ref)
        for slot, ref in snapshot.slots:
            if ref in numbers:
                store(STORE_SLOT, 0, slot, ref)
        return made, stores

    def _word(self, ref: Ref) -> int:
        """What a record says of a value whatever slot it is for."""
        if isinstance(ref, Constant):
            return box(ref.type, ref.value)
        if ref.op is SUNK:
            return NIL  # until it is made
        place = self._locations[ref.index]
        assert place is not None, "a snapshot's value is somewhere"
        return self._saved.index(place, ref.type) << PLACE_SHIFT | _KINDS[ref.type]

    def _frame(self, frame: Frame) -> tuple[int, ...]:
        """The words of a frame but for its savedpc; most exits push the same frames."""
        words = self._frames.get(frame)
        if words is None:
            words = self._frames[frame] = (
                frame.k,
                frame.func_slot & _U32 | (frame.base_slot & _U32) << 32,
                frame.top_slot & _U32 | (frame.nresults & _U32) << 32,
                frame.tailcalls & _U32 | frame.flags << 32,
                frame.cont,
            )
        return words

    def behind(self, code: bytes) -> tuple[bytes, int]:
        """The code with the records behind it, and where they begin."""
        if not self._words:
            return code, len(code)
        padding = bytes(-len(code) % _WORD)
        return code + padding + array("Q", self._words).tobytes(), len(code) + len(padding)
