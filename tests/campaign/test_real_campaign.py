"""Campaigns of the real JIT by the command line: a planted fault is found, a killed one goes on."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from conformance.campaign.capsules import find_capsules, load_capsule, replay
from conformance.oracles.registry import ENGINES, usable

FAULT = "drop-type-guard"
LARGEST = 15  # lines of a reduced program
# The first cases of this seed hold one that shows the fault.
SEED, CASES = 13, 6


def fuzz(database, *args):
    return [
        sys.executable, "-m", "conformance.cli", "fuzz", "--jobs", "2", "--database",
        str(database), *map(str, args),
    ]  # fmt: skip


def test_a_missing_type_guard_is_found_and_reduced(tmp_path):
    """Found on one architecture; what is archived shows the fault on the other, too."""
    if reason := usable(ENGINES["native:trace"]):
        pytest.skip(reason)
    archive = tmp_path / "capsules"
    command = fuzz(
        tmp_path / "c.sqlite", "--seed", SEED, "--cases", CASES, "--engines", "native:trace",
        "--fault", FAULT, "--archive", archive, "--reduce-seconds", 120,
    )  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    assert done.returncode == 1, done.stderr.decode()
    folders = list(find_capsules(archive))
    assert folders
    for folder in folders:
        capsule = load_capsule(folder)
        assert capsule.schedule["faults"] == {FAULT}
        assert len(capsule.program.source.splitlines()) <= LARGEST
        for engine in ("native:trace", "arm64:trace"):
            if not usable(ENGINES[engine]):
                assert replay(capsule, ENGINES[engine], with_faults=True).differs
                assert not replay(capsule, ENGINES[engine]).differs


def recorded(database):
    """What the campaigns of a database came to."""
    with sqlite3.connect(database) as opened:
        cases = opened.execute("select campaign, number, valid, findings from cases").fetchall()
        entries = opened.execute("select campaign, number, engine, entered from entries").fetchall()
        findings = opened.execute(
            "select campaign, number, engine, signature, source from findings order by number"
        ).fetchall()
    opened.close()
    return cases, entries, findings


def workers(process):
    """The processes of a session."""
    found = subprocess.run(["ps", "-o", "pid=", "-s", str(process.pid)], capture_output=True)
    return found.stdout.split()


def test_a_killed_campaign_loses_nothing_and_counts_nothing_twice(tmp_path):
    if reason := usable(ENGINES["native:trace"]):
        pytest.skip(reason)
    args = (
        "--seed", SEED, "--cases", 24, "--engines", "native:interp,native:trace", "--fault",
        FAULT, "--reduce-seconds", 1,
    )  # fmt: skip
    killed, whole = tmp_path / "killed.sqlite", tmp_path / "whole.sqlite"
    running = subprocess.Popen(
        fuzz(killed, *args), stdout=subprocess.DEVNULL, start_new_session=True
    )
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and running.poll() is None:
        time.sleep(0.05)
        if killed.exists() and os.path.getsize(killed) and sum(1 for _ in rows(killed)) >= 8:
            break
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    before = len(recorded(killed)[0])
    assert 0 < before < 24
    # Its workers end with it.
    deadline = time.monotonic() + 30
    while workers(running) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not workers(running)

    again = subprocess.run(
        fuzz(killed, *args), capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    assert f"going on with campaign 1: {before} cases are done" in again.stdout
    subprocess.run(fuzz(whole, *args), capture_output=True, timeout=600, check=False)
    assert recorded(killed) == recorded(whole)
    assert len(recorded(whole)[0]) == 24
    assert recorded(whole)[2]


def rows(database):
    """The cases that are in a database which another process is writing."""
    try:
        return recorded(database)[0]
    except sqlite3.OperationalError:  # its tables are not there yet
        return []
