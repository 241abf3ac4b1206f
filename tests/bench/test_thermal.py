"""Temperatures from a folder that looks like that of Linux."""

import pytest

from conformance.bench.thermal import LONGEST_WAIT, TemperatureMissing, Thermometer


def sensor(root, number, kind, degrees):
    folder = root / f"thermal_zone{number}"
    folder.mkdir(exist_ok=True)
    (folder / "type").write_text(kind)
    (folder / "temp").write_text(f"{int(1000 * degrees)}\n")


def test_runs_wait_until_the_processor_is_cool(tmp_path):
    sensor(tmp_path, 0, "acpitz", 99)
    sensor(tmp_path, 1, "x86_pkg_temp", 40)
    found = Thermometer.open(tmp_path)
    assert (found.baseline, found.wait()) == (40.0, 0.0)
    sensor(tmp_path, 1, "x86_pkg_temp", 60)

    def cooling(seconds):
        sensor(tmp_path, 1, "x86_pkg_temp", found.read() - 2)

    waited = found.wait(cooling)
    assert waited > 0 and found.read() in (42.0, 43.0)
    sensor(tmp_path, 1, "x86_pkg_temp", 60)
    assert found.wait(lambda seconds: None) >= LONGEST_WAIT


def test_other_sensors_do_if_there_is_none_of_a_processor(tmp_path):
    sensor(tmp_path, 0, "acpitz", 30)
    sensor(tmp_path, 1, "cpu-thermal", 50)
    assert Thermometer.open(tmp_path).baseline == 50.0


def test_no_sensor(tmp_path):
    with pytest.raises(TemperatureMissing, match="has no sensor"):
        Thermometer.open(tmp_path)
    sensor(tmp_path, 0, "acpitz", 30)
    (tmp_path / "thermal_zone0" / "temp").write_text("")
    with pytest.raises(TemperatureMissing, match="cannot read"):
        Thermometer.open(tmp_path)
