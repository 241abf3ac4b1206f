"""All planted faults by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from conformance.planted.backends import BACKEND_FAULTS
from conformance.planted.fault import Fault
from conformance.planted.fragments import FRAGMENT_FAULTS
from conformance.planted.frontend import FRONTEND_FAULTS
from conformance.planted.library import LIBRARY_FAULTS
from conformance.planted.optimizer import OPTIMIZER_FAULTS
from conformance.planted.recorder import RECORDER_FAULTS
from conformance.planted.runtime import RUNTIME_FAULTS
from conformance.planted.sinking import SINKING_FAULTS

FAULTS: Final[Mapping[str, Fault]] = {
    fault.name: fault
    for fault in (
        *FRONTEND_FAULTS,
        *RUNTIME_FAULTS,
        *LIBRARY_FAULTS,
        *RECORDER_FAULTS,
        *OPTIMIZER_FAULTS,
        *SINKING_FAULTS,
        *BACKEND_FAULTS,
        *FRAGMENT_FAULTS,
    )
}
"""The faults by name, in the order of the stages that a program goes through."""
