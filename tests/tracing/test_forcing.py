"""Forced exits: which guards leave, when, and that nothing else changes by it."""

from dataclasses import replace

import pytest

from conformance.jit_under_test.options import Force
from tests.tracing import support
from tests.tracing.support import HOT, puc

MACHINES = ("native", "arm64")
PROGRAM = """
local t, s = {}, 0
for i = 1, 60 do t[i] = i * 2 end
for i = 1, 60 do s = s + t[i] if i % 7 == 0 then s = s .. "" end end
for w in ("abc"):rep(30):gmatch("%a") do s = s .. w end
print(s)
"""


def run(force, machine="native", program=PROGRAM):
    found = support.run(program, replace(HOT, force=force), machine)
    assert found.shown == puc(program)
    return found


@pytest.mark.parametrize("machine", MACHINES)
def test_counting_changes_nothing(machine):
    plain, counted = run(None, machine), run(Force(), machine)
    assert not plain.stats.sites
    names = ("fragments", "guards", "exits_taken", "entries", "vm_instructions")
    assert [getattr(plain.stats, n) for n in names] == [getattr(counted.stats, n) for n in names]
    assert counted.stats.sites_emitted == counted.stats.guards
    assert counted.stats.sites_hit > counted.stats.sites_forced == 0


def test_both_machines_have_the_same_sites():
    one, other = (run(Force(), machine).stats.sites for machine in MACHINES)
    assert one == other


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("hit", (1, 2, 9))
def test_every_site_leaves_once_at_its_hit(hit, machine):
    found = run(Force(hit), machine).stats
    assert {site.forced for site in found.sites if site.hits >= hit} == {hit}
    assert not any(site.forced for site in found.sites if site.hits < hit)
    assert found.sites_forced > 20
    # Nothing becomes hot by forced exits.
    assert found.exits_taken >= found.sites_forced
    assert found.fragments <= run(None, machine).stats.fragments + 2


def test_one_chosen_site_leaves_and_no_other():
    counted = run(Force()).stats.sites
    for site in counted[::7]:
        if site.hits:
            chosen = (site.fragment, site.guard, site.hits)
            found = run(Force(0, (chosen,))).stats.sites
            assert [(s.fragment, s.guard, s.forced) for s in found if s.forced] == [chosen]


def test_the_guard_behind_an_iterator_is_forced_on_the_way_that_was_recorded():
    """Its own snapshot describes the other way, which would end the loop too early."""
    found = run(Force(1))
    numbers = {
        fragment.id
        for fragment in found.fragments
        if any(ins.snapshot is not None and ins.snapshot.diverging for ins in fragment.instructions)
    }
    assert numbers
    sites = [site for site in found.stats.sites if site.fragment in numbers]
    assert sum(site.name == "ne" and site.forced > 0 for site in sites) >= 1
