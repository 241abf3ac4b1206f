"""Energy by the processor's own counters (RAPL), as Linux shows them under /sys/class/powercap.

Each zone has a counter of microjoules that begins anew at `max_energy_range_uj`. Zones named
"package-N" are whole processors, with a zone "dram" for their memory below them where the processor
counts that. Reading them is for root on most systems. They count all that runs on the machine.

What is made of energy: *greenup* is the energy of PUC over that of an engine, *speedup* the same of
time, *powerup* the power of the engine over that of PUC, which is speedup / greenup (S. Abdulsalam
et al., "Using the Greenup, Powerup, and Speedup metrics to evaluate software energy efficiency",
IGSC 2015).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from conformance.bench.results import Energy, Measurement

POWERCAP: Final = Path("/sys/class/powercap")
_PACKAGE: Final = re.compile(r"package-\d+")
_DRAM: Final = "dram"
_MICRO: Final = 1e-6


class EnergyMissing(Exception):
    """Energy cannot be measured here; the text says why."""


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace").strip()
    except OSError as error:
        raise EnergyMissing(f"cannot read {path}: {error.strerror}") from None


def _number(path: Path) -> int:
    text = _read(path)
    if not text.isdigit():
        raise EnergyMissing(f"{path} holds {text!r}, not a number")
    return int(text)


@dataclass(frozen=True, slots=True)
class _Zone:
    """One counter: its folder, its greatest value, and what it showed at the beginning."""

    folder: Path
    greatest: int
    first: int

    @classmethod
    def open(cls, folder: Path) -> _Zone:
        greatest = _number(folder / "max_energy_range_uj")
        return cls(folder, greatest, _number(folder / "energy_uj"))

    def joules(self) -> float:
        """What was used since then, if the counter has begun anew once at most."""
        used = _number(self.folder / "energy_uj") - self.first
        # It shows its greatest value, too, before it shows 0.
        return _MICRO * (used if used >= 0 else used + self.greatest + 1)


@dataclass(frozen=True, slots=True)
class Meter:
    """The counters of all processors, from the moment when it was opened."""

    packages: Sequence[_Zone]
    drams: Sequence[_Zone]

    @classmethod
    def open(cls, root: Path = POWERCAP) -> Meter:
        """Begin to measure. Raises EnergyMissing."""
        if not root.is_dir():
            raise EnergyMissing(f"there is no {root}")
        packages, drams = [], []
        for folder in sorted(root.iterdir()):
            if not (folder / "name").exists():
                continue
            name = _read(folder / "name")
            if _PACKAGE.fullmatch(name):
                packages.append(_Zone.open(folder))
            elif name == _DRAM:
                drams.append(_Zone.open(folder))
        if not packages:
            raise EnergyMissing(f"{root} has no zone of a processor package")
        return cls(packages, drams)

    def read(self) -> Energy:
        """The joules since then. Raises EnergyMissing.

        A measurement must end before a counter begins anew for the second time: some ten minutes,
        at the power that processors have.
        """
        package = sum(zone.joules() for zone in self.packages)
        return Energy(package, sum(zone.joules() for zone in self.drams) if self.drams else None)


@dataclass(frozen=True, slots=True)
class Efficiency:
    """An engine's time and energy for a program beside another's: all above 1 is more of it."""

    speedup: float
    greenup: float
    powerup: float


def efficiency(base: Measurement, other: Measurement) -> Efficiency | None:
    """How `other` does beside `base`, by medians; None without energy.

    Time is that of the clock on the wall, over which energy was measured.
    """
    seconds, joules = other.wall, other.joules
    if not (base.wall and base.joules and seconds and joules):
        return None
    speedup, greenup = base.wall / seconds, base.joules / joules
    return Efficiency(speedup, greenup, speedup / greenup)


def per_kilojoule(measured: Measurement) -> float | None:
    """How often a kilojoule, of a battery say, would run the program; None without energy."""
    return 1000.0 / measured.joules if measured.joules else None
