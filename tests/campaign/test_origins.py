"""What cases are made of, and that it depends on nothing but the cases before."""

from collections import Counter
from pathlib import Path

import pytest

from conformance.campaign import origins, runner
from conformance.campaign.cases import Plan, Result, choose_material, make_case
from conformance.campaign.database import Database, describe_plan
from conformance.campaign.distill import Candidate, cover, distill
from conformance.campaign.origins import (
    CHANGES,
    GENERATED,
    PATHS,
    Change,
    Kept,
    Origin,
    Seed,
    Sources,
    load_corpus,
    save_corpus,
    seeds_end,
)
from conformance.campaign.runner import Options, Watcher, run_campaign
from conformance.generators.grammar import generate
from conformance.jit_under_test.options import Force
from conformance.oracles.observation import Limits
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.schedule import Schedule

PLAN = Plan(5, ("native:trace",), limits=Limits(seconds=10, output=1 << 20))
CORPUS = (b"for i = 1, 30 do print(i) end\n", b"local s = 0 for i = 1, 9 do s = s + i end print(s)")
KEPT = Schedule({"hot_loop": 5, "force": Force(2), "gc_stress": 200})
SOURCES = Sources(CORPUS, [Seed(3, 10), Seed(7, 1)], lambda case: Kept(b"print(%d)" % case, KEPT))


def test_shares_of_origins():
    chosen = [choose_material(PLAN, number, SOURCES) for number in range(2000)]
    shares = Counter(material.origin for material in chosen)
    assert 0.17 < shares[Origin.CORPUS] / 2000 < 0.23
    assert 0.12 < shares[Origin.SEED] / 2000 < 0.18
    seeds = Counter(m.source for m in chosen if m.origin is Origin.SEED)
    assert seeds[b"print(3)"] > 4 * seeds[b"print(7)"] > 0


def test_a_seed_is_a_program_and_its_schedule_and_either_changes():
    changed = Counter()
    for number in range(3000):
        material = choose_material(PLAN, number, SOURCES)
        if material.origin is not Origin.SEED:
            assert material.change is Change.ALL
            continue
        changed[material.change] += 1
        case = make_case(PLAN, number, material)
        same = case.program.source == material.source, case.schedule == KEPT
        if material.change is Change.PROGRAM:
            assert same[1]
        if material.change is Change.SCHEDULE:
            assert same == (True, False)
        if material.change is Change.BOTH:
            assert not same[1]
        # An edit may leave a program of one line as it is, but seldom does.
        changed[same[0]] += material.change is not Change.SCHEDULE
    total = sum(changed[change] for change in Change)
    assert total > 300 and changed[False] > 20 * changed[True]
    for weight, change in CHANGES:
        assert abs(100 * changed[change] / total - weight) < 8


def test_without_material_all_is_generated():
    assert {choose_material(PLAN, n, Sources()) for n in range(50)} == {GENERATED}
    peer = Plan(5, ("luajit",))
    assert {choose_material(peer, n, SOURCES) for n in range(50)} == {GENERATED}


def test_generated_cases_are_what_they_were_without_a_corpus():
    for number in range(30):
        material = choose_material(PLAN, number, SOURCES)
        same = make_case(PLAN, number, material) == make_case(PLAN, number)
        assert same == (material is GENERATED)


def test_rounds_leave_time_for_the_last_one():
    assert [seeds_end(n) for n in (0, 127, 128, 255, 256, 400)] == [0, 0, 0, 0, 128, 256]
    assert origins.ROUND % runner.BATCH == 0


def result(number, features):
    features, schedule = frozenset(features), KEPT.replaced(hot_call=number)
    source = b"%d" % number
    return Result(number, True, {}, (), 0.1, features=features, source=source, schedule=schedule)


@pytest.fixture
def database(tmp_path):
    store = Database(tmp_path / "campaigns.sqlite")
    yield store
    store.close()


RESULTS = [result(0, {1, 2}), result(1, {2, 3, 4}), result(2, {1, 4}), result(3, {5})]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_seeds_do_not_depend_on_the_order_of_results(database, order):
    campaign = database.open_campaign("plan")
    for number in order:
        database.record(campaign, [RESULTS[number]])
    assert database.seeds(campaign, 4) == [Seed(0, 2), Seed(1, 2), Seed(3, 1)]
    assert database.seeds(campaign, 1) == [Seed(0, 2)]
    kept = {n: database.kept(campaign, n) for n in (0, 1, 3)}
    assert kept == {n: Kept(b"%d" % n, KEPT.replaced(hot_call=n)) for n in kept}
    assert database.totals(campaign).features["operands"] == 5


def test_features_are_those_of_their_campaign(database):
    first, second = database.open_campaign("a"), database.open_campaign("b")
    database.record(first, RESULTS)
    assert database.seeds(second, 9) == []
    assert sum(database.totals(second).features.values()) == 0


def cases_of(tmp_path, monkeypatch, jobs, stop=None):
    """The programs of a short campaign's cases, its rounds short as well."""
    monkeypatch.setattr(origins, "ROUND", 8)
    path = tmp_path / f"{jobs}-{stop}.sqlite"
    for cases in (stop, 48) if stop else (48,):
        store = Database(path)
        campaign = store.open_campaign(describe_plan(PLAN, "test", CORPUS))
        options = Options(cases, jobs, None, corpus=CORPUS)
        if cases == stop:
            # As if it had been killed: what ran is in the database, nothing is finished.
            monkeypatch.setattr(store, "finish_campaign", lambda campaign: None)
        run_campaign(PLAN, options, store, campaign, Watcher())
        rows = store._connection.execute(
            "select number, origin, valid from cases order by number"
        ).fetchall()
        seeds = store._connection.execute(
            "select distinct s.number, s.source, s.settings from seeds s"
            " join features f on f.number = s.number order by s.number"
        ).fetchall()
        store.close()
    return rows, seeds


def test_campaigns_are_the_same_with_any_number_of_workers_and_when_resumed(tmp_path, monkeypatch):
    if reason := usable(ENGINES["native:trace"]):
        pytest.skip(reason)
    rows, seeds = cases_of(tmp_path, monkeypatch, 1)
    assert (rows, seeds) == cases_of(tmp_path, monkeypatch, 3)
    assert (rows, seeds) == cases_of(tmp_path, monkeypatch, 2, stop=19)
    assert {origin for _, origin, _ in rows} == {"generated", "corpus", "seed"}
    assert len(rows) == 48 and sum(valid for *_, valid in rows) == 48


def test_cover_takes_the_most_first_and_nothing_twice():
    def candidate(name, *features):
        return Candidate(name, b"x" * len(name)), frozenset(features)

    candidates = [
        candidate("ab", 1, 2), candidate("a", 1, 2), candidate("wide", 2, 3, 4, 5),
        candidate("none"), candidate("inner", 3, 4),
    ]  # fmt: skip
    chosen = [(c.name, added) for c, added in cover(candidates)]
    assert chosen == [("wide", 4), ("a", 1)]


def test_distillation_leaves_out_what_is_no_use():
    if reason := usable(ENGINES["native:trace"]):
        pytest.skip(reason)
    program = generate(5)
    found = distill(
        [
            Candidate("good", program),
            Candidate("again", program + b"-- longer"),
            Candidate("clock", b"print(os.clock())"),
            Candidate("address", b"for i = 1, 40 do local t = {} print(tostring(t)) end"),
            Candidate("endless", b"while true do end"),
            Candidate("broken", b"while while"),
            Candidate("cold", b"print(1)"),
        ],
        2,
        lambda done: None,
    )
    assert [candidate.name for candidate, _ in found.chosen] == ["good"]
    assert found.unusable == {
        "clock": "depends on more than its text",
        "address": "not deterministic",
        "endless": "does not end by itself",
        "broken": "no program for the editor",
        "cold": "compiles nothing",
    }


def test_capsules_cover_without_being_chosen():
    if reason := usable(ENGINES["native:trace"]):
        pytest.skip(reason)
    program = generate(5)
    found = distill(
        [Candidate("capsule", program, fixed=True), Candidate("same", program)], 1, lambda n: None
    )
    assert found.chosen == () and found.features


def test_programs_of_the_project_are_listed_and_others_copied(tmp_path: Path):
    file, folder = tmp_path / "suite" / "program.lua", tmp_path / "corpus" / "seeds"
    file.parent.mkdir()
    file.write_bytes(b"print(1)")
    save_corpus(folder, [(file, b"print(1)"), (None, b"print(2)")])
    assert set(load_corpus(folder)) == {b"print(1)", b"print(2)"}
    assert (folder / PATHS).read_text() == "../../suite/program.lua\n"
    save_corpus(folder, [(None, b"print(3)")])
    assert load_corpus(folder) == (b"print(3)",)
    assert load_corpus(tmp_path / "none") == ()
    save_corpus(folder, [(file, b"print(1)")])
    file.unlink()
    with pytest.raises(FileNotFoundError):
        load_corpus(folder)


def test_the_projects_corpus_is_there():
    folder = Path(__file__).parents[2] / "corpus" / "seeds"
    copied, listed = list(folder.glob("*.lua")), (folder / PATHS).read_text().splitlines()
    assert len(load_corpus(folder)) == len(copied) + len(listed) > 50
