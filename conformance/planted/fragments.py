"""The faults of `tracing/faults.py`, which change fragments after the optimizer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from conformance.jit_under_test.tracing.faults import FAULTS as PLANTED
from conformance.planted.fault import Fault, Stage

# Whose mistake a changed fragment looks like; the recorder's, unless a pass puts in what is lost.
_STAGES: Final[Mapping[str, Stage]] = {"lose-phi": Stage.LOOP}

FRAGMENT_FAULTS: Final = tuple(
    Fault(planted.name, planted.doc, _STAGES.get(planted.name, Stage.RECORDER))
    for planted in PLANTED.values()
)
