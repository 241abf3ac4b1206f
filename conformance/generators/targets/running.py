"""Running what a loader has let in: in a fork, under limits; only a crash is a problem."""

from __future__ import annotations

import zlib
from functools import cache
from typing import Final

from conformance.generators.grammar import generate
from conformance.generators.scope import Profile
from conformance.generators.targets.target import Problem
from conformance.oracles.jit import JitEngine
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.workers import observe

CHUNKNAME: Final = b"=mutant"
# Small programs: a change then is more likely to be in what runs.
PROFILE: Final = Profile(statements=3, depth=2)
SEEDS: Final = 200
"""How many programs mutants are made of."""
MACHINES: Final = ("native", "arm64")
_HOT: Final = {"hot_loop": 2, "hot_call": 2, "hot_exit": 2}
_STRESS: Final = {"gc_stress": 700}  # the heap is verified behind such a run
# What accepted mutants run on, each on one of them: both machines and tiers.
ENGINES: Final = (
    JitEngine("native:interp", "native", "interp"),
    JitEngine("native:interp", "native", "interp", _STRESS),
    JitEngine("native:trace", "native", "trace", _HOT),
    JitEngine("native:trace", "native", "trace", _HOT | _STRESS),
    JitEngine("arm64:interp", "arm64", "interp", _STRESS),
    JitEngine("arm64:trace", "arm64", "trace", _HOT),
)
# Most mutants that run for long would do so for ever.
LIMITS: Final = (
    Limits(seconds=0.5, memory=64 << 20, output=1 << 20, instructions=20_000),
    Limits(seconds=0.1, memory=64 << 20, output=1 << 20),
)


@cache
def program(seed: int) -> bytes:
    """One of the programs that mutants are made of."""
    return generate(seed, PROFILE)


def run_mutant(mutant: bytes) -> None:
    """Run it on one engine. Raises Problem for a crash or a failure of the engine."""
    # Which engine a mutant gets must not depend on those before it.
    turn = zlib.crc32(mutant)
    engine = ENGINES[turn % len(ENGINES)]
    limits = LIMITS[turn // len(ENGINES) % 4 == 0]
    observation = observe(engine, Program(mutant, CHUNKNAME), limits)
    if observation.status not in (Status.CRASH, Status.BROKEN):
        return
    text = (observation.message or b"").decode("utf-8", "replace").rstrip()
    last = text.rsplit("\n", 1)[-1]
    raise Problem(f"{observation.status.value} on {engine.name}: {last}", text)
