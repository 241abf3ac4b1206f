"""Replay capsules again and again, every time in an interpreter of its own.

Forks of one process have its addresses and the order of its sets in common. So each round is a new
process, started from nothing, in which every replay is a fork. A replay is as the others if all
that is observed of it is the same, the compiler's counts and features included.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from conformance.campaign.capsules import load_capsule, observe_expectation, replay_observed
from conformance.oracles.compare import Agreement, Verdict
from conformance.oracles.observation import Observation
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE


class ReplayError(Exception):
    """A round that did not come to its end; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class Order:
    """What one round replays: capsules by their folders, on engines by their names.

    PUC is always among the engines: it must still observe what the capsules say.
    """

    folders: tuple[str, ...]
    engines: tuple[str, ...]
    with_faults: bool = False


@dataclass(frozen=True, slots=True)
class Replay:
    """One replay: the verdict's agreement and detail, and a digest of all that was observed."""

    capsule: str
    engine: str
    agreement: str
    detail: str
    digest: str


@dataclass(slots=True)
class Replays:
    """The replays of a capsule on an engine: how often each agreement came, and each digest."""

    agreements: Counter[str] = field(default_factory=Counter)
    digests: Counter[str] = field(default_factory=Counter)
    detail: str = ""

    def add(self, replay: Replay) -> None:
        """Count one more."""
        self.agreements[replay.agreement] += 1
        self.digests[replay.digest] += 1
        self.detail = self.detail or replay.detail

    @property
    def failed(self) -> bool:
        """True unless all agreed with PUC."""
        return set(self.agreements) != {Agreement.SAME.value}

    def __str__(self) -> str:
        total = self.agreements.total()
        counts = self.agreements.most_common()
        text = ", ".join(f"{agreement} {count} of {total}" for agreement, count in counts)
        alike = len(self.digests) == 1
        return text if alike else f"{text}, in {len(self.digests)} different ways"


def digest(seen: Observation) -> str:
    """A short name of all that was observed, except for how long it took."""
    content = (
        seen.status.value, seen.stdout, seen.stderr, seen.message, seen.traceback, seen.results,
        seen.exit_status, sorted(seen.jit.items()), sorted(seen.features),
    )  # fmt: skip
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


def run_round(order: Order) -> Iterator[Replay]:
    """Replay every capsule once on PUC and on every engine, here."""
    for name in order.engines:
        ENGINES[name].make().warm()
    for folder in order.folders:
        capsule = load_capsule(Path(folder))

        def made(engine: str, verdict: Verdict, seen: Observation, name: str = folder) -> Replay:
            return Replay(name, engine, verdict.agreement.value, verdict.detail, digest(seen))

        yield made(REFERENCE_ENGINE, *observe_expectation(capsule))
        for name in order.engines:
            yield made(name, *replay_observed(capsule, ENGINES[name], order.with_faults))


def _start_round(order: Order) -> list[Replay]:
    """A round in a process of its own. Raises ReplayError."""
    command = [sys.executable, "-m", "conformance.campaign.replays", json.dumps(asdict(order))]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise ReplayError(f"a round ended with status {done.returncode}: {''.join(last)}")
    return [Replay(**json.loads(line)) for line in done.stdout.splitlines()]


def replay_times(
    order: Order,
    times: int,
    jobs: int = 1,
    on_round: Callable[[int], None] = lambda _done: None,
) -> dict[tuple[str, str], Replays]:
    """Replay everything so often; the replays by capsule and engine.

    `on_round` is told how many rounds are done. Raises ReplayError.
    """
    found: dict[tuple[str, str], Replays] = {}
    with ThreadPoolExecutor(jobs) as pool:
        for done, replays in enumerate(pool.map(_start_round, [order] * times), 1):
            for one in replays:
                found.setdefault((one.capsule, one.engine), Replays()).add(one)
            on_round(done)
    return found


def main(arguments: Sequence[str]) -> None:
    """One round; a line of JSON for each replay."""
    content = json.loads(arguments[0])
    order = Order(tuple(content["folders"]), tuple(content["engines"]), content["with_faults"])
    for one in run_round(order):
        print(json.dumps(asdict(one)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
