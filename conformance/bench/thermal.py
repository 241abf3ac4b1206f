"""Waiting until the processor is as cool as it was at the beginning.

A processor that has become hot runs slower and needs more energy for the same work, so whoever
comes second would pay for what came before.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

THERMAL: Final = Path("/sys/class/thermal")
# A kelvin or two come and go by themselves.
TOLERANCE: Final = 3.0
LONGEST_WAIT: Final = 120.0
"""Seconds after which a run begins all the same: the room may have become warmer."""
_LOOK: Final = 0.5


class TemperatureMissing(Exception):
    """There is no temperature to be read here; the text says why."""


@dataclass(frozen=True, slots=True)
class Thermometer:
    """The processor's sensors, files of millidegrees Celsius, and what they said at first."""

    sensors: tuple[Path, ...]
    baseline: float = 0.0

    @classmethod
    def open(cls, root: Path = THERMAL) -> Thermometer:
        """The sensors of processor packages; all there are if none is named so.

        Raises TemperatureMissing.
        """
        zones = sorted(root.glob("thermal_zone*"))
        packages = [zone for zone in zones if _type(zone) == "x86_pkg_temp"]
        sensors = tuple(zone / "temp" for zone in packages or zones)
        if not sensors:
            raise TemperatureMissing(f"{root} has no sensor")
        return cls(sensors, cls(sensors).read())

    def read(self) -> float:
        """Degrees Celsius of the hottest sensor. Raises TemperatureMissing."""
        try:
            return max(int(path.read_text("ascii")) / 1000 for path in self.sensors)
        except (OSError, ValueError) as error:
            raise TemperatureMissing(f"cannot read {self.sensors[0]}: {error}") from None

    def wait(self, sleep: Callable[[float], object] = time.sleep) -> float:
        """Wait until it is near the baseline, or too long; the seconds that it took."""
        waited = 0.0
        while self.read() > self.baseline + TOLERANCE and waited < LONGEST_WAIT:
            sleep(_LOOK)
            waited += _LOOK
        return waited


def _type(zone: Path) -> str:
    try:
        return (zone / "type").read_text("ascii", "replace").strip()
    except OSError:
        return ""
