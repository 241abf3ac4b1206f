"""Faults of allocation sinking: of the pass, and of exits and side fragments that make objects."""

from __future__ import annotations

from typing import Final

from conformance.planted.fault import Fault, Stage

_SINK: Final = "optimizer/sink.py"
_ESCAPE: Final = "optimizer/escape.py"
_TAKEN_OVER: Final = "tracing/taken_over.py"

SINKING_FAULTS: Final = (
    Fault(
        "sunk-field-dropped",
        "the last value that a sunk object holds is not stored where it is made",
        Stage.SINK,
        _SINK,
        "        held = self.contents[table].items()\n",
        "        held = list(self.contents[table].items())[:-1]\n",
    ),
    Fault(
        "sunk-stale-field",
        "stores change nothing once a sunk object holds something in that place",
        Stage.SINK,
        _SINK,
        "                self.contents[table][place] = value\n",
        "                self.contents[table].setdefault(place, value)\n",
    ),
    Fault(
        "sunk-twice",
        "an object that two slots of an exit hold is made for each of them",
        Stage.SINK,
        "backends/exit_records.py",
        "            if ref in numbers:\n                store(STORE_SLOT",
        "            if ref in numbers:\n"
        "                if any(other is ref for at, other in snapshot.slots if at < slot):\n"
        "                    twin, first = len(made) // 2, numbers[ref]\n"
        "                    made += made[2 * first : 2 * first + 2]\n"
        "                    for place, held in snapshot.objects[first].fields:\n"
        "                        store(_STORES[place.part], twin, place.number, held)\n"
        "                    numbers = {**numbers, ref: twin}\n"
        "                store(STORE_SLOT",
    ),
    Fault(
        "sunk-metatable",
        "sunk objects are made without their metatable",
        Stage.SINK,
        _ESCAPE,
        "        uses.stores[ins] = first, METATABLE, args[1]\n",
        "        uses.ignored[ins] = first\n",
    ),
    Fault(
        "sunk-escape-by-store",
        "an object that is stored into one that escapes is not seen to escape",
        Stage.SINK,
        _ESCAPE,
        "            if owner in uses.escaped:\n                uses.escape(value)\n",
        "            if owner in uses.escaped and owner is value:\n"
        "                uses.escape(value)\n",
    ),
    Fault(
        "sunk-phi-lost",
        "what an object of the round before held stays what it was in the first round",
        Stage.SINK,
        _SINK,
        "        self.phis.append(Phi(old, new))\n",
        "",
    ),
    Fault(
        "sunk-taken-over",
        "a side fragment forgets what the first place of an object held that it takes over",
        Stage.SINK,
        _TAKEN_OVER,
        "        for place, held in object_.fields:\n",
        "        for place, held in object_.fields[1:]:\n",
    ),
)
