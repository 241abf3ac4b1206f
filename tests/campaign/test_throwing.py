"""Inputs from several processes: nothing lost, nothing twice, whatever ends a process."""

import os
import signal
import subprocess
import sys

import pytest

from conformance.campaign import throwing
from conformance.campaign.throwing import keep, make_input, reduce_input, throw
from conformance.generators.targets.target import Problem, Target, load_target, random_bytes


def one_input(data):
    """Wrong if the first byte says so, in one of several ways."""
    first = data[0] if data else 0
    if first < 8:
        raise Problem("small", f"first byte {first}")
    if 8 <= first < 16:
        raise ValueError("between")
    if 16 <= first < 24:
        os.kill(os.getpid(), signal.SIGSEGV)
    if 24 <= first < 32:
        os._exit(3)
    return first > 128


TARGET = Target("sample", ".bin", one_input, lambda: None, random_bytes(20), repr)


def results(jobs, cases=200):
    steps = list(throw(TARGET, 5, jobs, cases, None))
    found = sorted((f.number, f.kind) for _, news in steps for f in news)
    return steps[-1][0], found


def test_all_ends_of_a_process_are_problems_and_none_is_lost():
    totals, found = results(2)
    expected = {}
    for number in range(200):
        first = make_input(TARGET, 5, number)[0]
        if first < 32:
            expected[number] = ("small", "exception ValueError", "crash by SIGSEGV", "crash")[
                first // 8
            ]
    assert {number: kind.split(" at ")[0] for number, kind in found} == expected
    assert (totals.inputs, totals.problems) == (200, len(expected))
    assert len(found) == len(expected) and len(set(expected.values())) == 4


def test_what_is_found_does_not_depend_on_the_number_of_workers():
    assert results(1, 120) == results(3, 120)


def test_an_input_that_never_ends_is_a_problem(monkeypatch):
    monkeypatch.setattr(throwing, "HANGING", 0.5)

    def hang(data):
        while data[0] < 20:
            pass
        return True

    target = Target("hang", ".bin", hang, lambda: None, random_bytes(1), repr)
    slow = [n for n in range(30) if make_input(target, 1, n)[0] < 20]
    steps = list(throw(target, 1, 2, 30, None))
    found = [(f.number, f.kind) for _, news in steps for f in news]
    assert sorted(found) == [(number, "hang") for number in slow] and slow
    assert steps[-1][0].inputs == 30


def test_time_ends_it():
    endless = Target("fine", ".bin", lambda data: True, lambda: None, random_bytes(4), repr)
    steps = list(throw(endless, 1, 2, None, 0.5))
    assert steps[-1][0].inputs > 10 and steps[-1][0].problems == 0


@pytest.mark.parametrize("first, kind, least", [(5, "small", 0), (20, "crash by SIGSEGV", 16)])
def test_choices_get_shorter_and_lower(first, kind, least):
    data = bytes([first, *range(1, 60)])
    smaller = reduce_input(TARGET, data, kind, 60)
    assert smaller == bytes([least]).rstrip(b"\0")
    assert throwing.kind_in_fork(TARGET, smaller) == kind


def test_sources_lose_lines():
    def one_input(data):
        if b"bad" in data:
            raise Problem("bad", "")
        return True

    target = Target("frontend", ".lua", one_input, lambda: None, random_bytes(1), repr, False)
    assert reduce_input(target, b"x = 1\ny = bad\nz = 2\n", "bad", 60) == b"y = bad\n"


def test_what_is_kept_says_how_to_see_it_again(tmp_path):
    found = throwing.Found(7, b"\1\2", "memory on x64", "[0x10] is 1")
    path, new = keep(TARGET, b"\1", found, tmp_path)
    assert new and path.read_bytes() == b"\1"
    text = path.with_suffix(".txt").read_text()
    assert "memory on x64\n[0x10] is 1" in text and f"targets.sample {path}" in text
    assert keep(TARGET, b"\1", found, tmp_path) == (path, False)


def test_the_command_keeps_what_is_new_and_says_so(tmp_path):
    """A fault in the compiler: the command fails the first time, when it is new."""
    planted = tmp_path / "sitecustomize.py"
    planted.write_text(
        "from conformance.jit_under_test.optimizer import passes\n"
        "def fail(fragment):\n    raise RuntimeError('planted')\n"
        "passes.eliminate = fail\n"
    )
    command = [
        sys.executable, "-c",
        f"exec(open({str(planted)!r}).read()); from conformance.cli import main; main()",
        "fuzz", "--target", "ir", "--cases", "20", "--jobs", "2", "--archive", str(tmp_path / "f"),
    ]  # fmt: skip
    codes = []
    for _ in range(2):
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=300, check=False
        )
        codes.append(done.returncode)
        assert "exception RuntimeError at fail" in done.stdout, done.stdout + done.stderr
    assert codes == [1, 0]
    kept = list((tmp_path / "f").glob("*.bin"))
    assert len(kept) == 1 and len(kept[0].read_bytes()) < 20


@pytest.mark.parametrize("name", ["backend", "ir", "bytecode", "encodings", "frontend", "chunk"])
def test_targets_have_the_names_of_their_modules(name):
    assert load_target(name).name == name
