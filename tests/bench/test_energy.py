"""Energy from a folder that looks like that of Linux, and what is made of it."""

import pytest

from conformance.bench.energy import (
    EnergyMissing,
    Meter,
    efficiency,
    per_kilojoule,
)
from conformance.bench.results import Energy, Measurement, Run

RANGE = 262_143_328_850
# folder -> name of the zone; a core is part of its package.
ZONES = {
    "intel-rapl:0": "package-0",
    "intel-rapl:0:0": "core",
    "intel-rapl:0:1": "dram",
    "intel-rapl:1": "package-1",
    "intel-rapl:1:0": "dram",
    "intel-rapl:2": "psys",
}


def write(root, **counters):
    """Counters by zone, whose names have `_` for what is no letter or digit."""
    for folder, name in ZONES.items():
        (root / folder).mkdir(exist_ok=True)
        (root / folder / "name").write_text(name + "\n")
        (root / folder / "max_energy_range_uj").write_text(f"{RANGE}\n")
        value = counters.get(folder.replace("intel-rapl:", "z").replace(":", "_"), 0)
        (root / folder / "energy_uj").write_text(f"{value}\n")
    (root / "intel-rapl").mkdir(exist_ok=True)


# before, after, joules of packages, of memory
READINGS = {
    "nothing": ({}, {}, 0.0, 0.0),
    "one package": ({"z0": 1_000_000}, {"z0": 3_500_000}, 2.5, 0.0),
    "two packages": ({"z0": 5, "z1": 7}, {"z0": 1_000_005, "z1": 2_000_007}, 3.0, 0.0),
    "memory": ({"z0_1": 10, "z1_0": 0}, {"z0_1": 250_010, "z1_0": 500_000}, 0.0, 0.75),
    "cores are in their package": ({}, {"z0": 1_000_000, "z0_0": 900_000, "z2": 9}, 1.0, 0.0),
    "begun anew": ({"z0": RANGE - 999_999}, {"z0": 1_000_000}, 2.0, 0.0),
    "at its greatest": ({"z0": 0}, {"z0": RANGE}, RANGE / 1e6, 0.0),
    "just begun anew": ({"z0": RANGE}, {"z0": 0}, 1e-6, 0.0),
    "memory begun anew": ({"z1_0": RANGE}, {"z1_0": 499_999}, 0.0, 0.5),
}


@pytest.mark.parametrize("name", READINGS)
def test_joules(tmp_path, name):
    before, after, package, dram = READINGS[name]
    write(tmp_path, **before)
    meter = Meter.open(tmp_path)
    write(tmp_path, **after)
    found = meter.read()
    assert (found.package, found.dram) == (pytest.approx(package), pytest.approx(dram))
    assert found.joules == pytest.approx(package + dram)


def test_memory_that_is_not_counted_is_not_zero(tmp_path):
    write(tmp_path)
    for folder in ("intel-rapl:0:1", "intel-rapl:1:0"):
        (tmp_path / folder / "name").write_text("uncore")
    found = Meter.open(tmp_path).read()
    assert found == Energy(0.0, None)


MISSING = {
    "no folder": (lambda root: None, "there is no "),
    "no zones": (lambda root: root.mkdir(), "has no zone of a processor package"),
    "no counter": (
        lambda root: [root.mkdir(), write(root), (root / "intel-rapl:1/energy_uj").unlink()],
        "cannot read {}/intel-rapl:1/energy_uj: No such file or directory",
    ),
    "unreadable": (
        lambda root: [
            root.mkdir(), write(root), (root / "intel-rapl:0/energy_uj").unlink(),
            (root / "intel-rapl:0/energy_uj").mkdir(),
        ],
        "cannot read {}/intel-rapl:0/energy_uj: Is a directory",
    ),
    "no number": (
        lambda root: [
            root.mkdir(), write(root), (root / "intel-rapl:0/energy_uj").write_text("much")
        ],
        "{}/intel-rapl:0/energy_uj holds 'much', not a number",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISSING)
def test_why_there_is_no_energy(tmp_path, name):
    make, message = MISSING[name]
    root = tmp_path / "powercap"
    make(root)
    with pytest.raises(EnergyMissing) as raised:
        Meter.open(root)
    assert message.format(root) in str(raised.value)


def measured(wall, joules):
    energy = None if joules is None else Energy(joules)
    return Measurement("green", "fib", "38", "a", runs=(Run(0, wall, wall, energy=energy),))


def test_speedup_greenup_and_powerup():
    # Twice as fast at half as much power more: 2 / 1.5 of the energy is saved.
    found = efficiency(measured(4.0, 40.0), measured(2.0, 30.0))
    assert (found.speedup, found.greenup) == (2.0, pytest.approx(4 / 3))
    assert found.powerup == pytest.approx((30 / 2) / (40 / 4))
    assert efficiency(measured(4.0, 40.0), measured(2.0, None)) is None
    assert efficiency(measured(4.0, None), measured(2.0, 1.0)) is None
    assert per_kilojoule(measured(1.0, 40.0)) == 25.0
    assert per_kilojoule(measured(1.0, None)) is None
