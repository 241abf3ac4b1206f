"""Two files of results beside each other."""

from dataclasses import replace

import pytest

from conformance.bench.comparison import Quantity, Rules, Verdict, compare, has_peer
from conformance.bench.results import Energy, Host, Measurement, Results, Run

HOST = Host("a processor", 2, "Linux", "3.11", 0.5)


def measured(engine, times, program="nbody", **changes):
    runs = tuple(
        Run(number, time, time, peak=int(1e6 * time), energy=Energy(10 * time))
        for number, time in enumerate(times)
    )
    return Measurement("green", program, "10", engine, runs=runs, **changes)


def results(*measurements, **changes):
    return replace(Results(("green",), "2026-01-01", HOST, (), measurements), **changes)


FIVE = (1.0, 1.01, 1.02, 1.03, 1.04)
CASES = {
    "faster": (FIVE, [0.9 * time for time in FIVE], Verdict.LESS),
    "slower": (FIVE, [1.1 * time for time in FIVE], Verdict.MORE),
    "the same": (FIVE, FIVE, Verdict.NOISE),
    "mixed": (FIVE, (1.005, 1.015, 1.025, 1.035, 1.045), Verdict.NOISE),
    "by too little": (FIVE, (1.041, 1.042, 1.043, 1.044, 1.045), Verdict.MORE),
    "hardly": ((1.0, 1.0001, 1.0002, 1.0003, 1.0004), (1.001,) * 5, Verdict.NOISE),
    "an outlier": (FIVE, (9.0, 1.0, 1.02, 1.03, 1.01), Verdict.NOISE),
    "three runs": (FIVE[:3], [9 * time for time in FIVE[:3]], Verdict.FEW),
    "three and five runs": (FIVE[:3], [9 * time for time in FIVE], Verdict.MORE),
}


@pytest.mark.parametrize("quantity", Quantity)
@pytest.mark.parametrize("name", CASES)
def test_verdicts(name, quantity):
    before, after, verdict = CASES[name]
    found = compare(
        results(measured("native:trace", before)),
        results(measured("native:trace", after)),
        Rules(quantity),
    )
    assert [row.verdict for row in found.rows] == [verdict]
    assert found.notes == ()


def test_programs_together_show_what_none_shows_alone():
    programs = [f"p{number}" for number in range(4)]
    before = results(*(measured("a", FIVE[:3], name) for name in programs))
    after = results(*(measured("a", [0.9 * t for t in FIVE[:3]], name) for name in programs))
    found = compare(before, after, Rules())
    assert {row.verdict for row in found.rows} == {Verdict.FEW}
    (overall,) = found.overall
    assert (overall.verdict, overall.programs) == (Verdict.LESS, 4)
    assert overall.factor == pytest.approx(0.9, abs=0.01)


def test_with_a_peer_the_machine_drops_out():
    slow = [1.3 * time for time in FIVE]
    before = results(measured("puc", FIVE), measured("a", FIVE))
    after = results(measured("puc", slow), measured("a", slow))
    assert [row.verdict for row in compare(before, after, Rules()).rows] == [Verdict.MORE] * 2
    assert has_peer(before, after, "puc") and not has_peer(before, after, "luajit")
    found = compare(before, after, Rules(peer="puc"))
    verdicts = {row.after.engine: row.verdict for row in found.rows}
    assert verdicts == {"puc": Verdict.MORE, "a": Verdict.NOISE}


def test_what_cannot_be_compared_is_told():
    before = results(
        measured("a", FIVE), measured("b", FIVE), measured("c", FIVE), settings={"hot_loop": "2"}
    )
    after = results(
        measured("a", FIVE), measured("c", (), problem="it crashed"), measured("d", FIVE),
        host=replace(HOST, processor="another"),
    )  # fmt: skip
    found = compare(before, after, Rules())
    assert [row.after.engine for row in found.rows] == ["a"]
    told = "\n".join(found.notes)
    assert "different processors: a processor, then another" in told
    assert "different settings of the JIT: {'hot_loop': '2'}, then {}" in told
    assert "only in the first file: green nbody 10 on b" in told
    assert "only in the second file: green nbody 10 on d" in told
    assert "green nbody 10 on c in the second file: it crashed" in told
    bare = results(replace(measured("a", FIVE), runs=(Run(0, 1.0, 1.0),)))
    (note,) = compare(bare, bare, Rules(Quantity.ENERGY)).notes[:1]
    assert note == "green nbody 10 on a: no energy in the first file"
