"""Fuzzing the ways into the JIT with what is no program: mutated sources and mutated chunks.

- *frontend*: the compiler must end with a chunk or with PUC's own error, whatever the text.
  What it takes runs as a chunk does.
- *chunk*: loading must end with a function or a Lua error, and a function that the verifier let
  pass must not bring the machine-code interpreter down: a run of it may end in any way that Lua
  defines or by a limit, but not by a signal and not by a failure of the engine.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Final, Protocol

from conformance.generators.mutation import mutate_chunk, mutate_source
from conformance.generators.programs import generate
from conformance.generators.scope import Profile
from conformance.jit_under_test.bytecode.prototype import Prototype
from conformance.jit_under_test.frontend import FrontendError, compile_source, load
from conformance.oracles.capi import ERR_MEMORY, LuaLibrary, load_library
from conformance.oracles.jit import JitEngine
from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.stock import STOCK
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
# Sources beyond this only keep PUC's compiler busy.
LONGEST: Final = 1 << 16
# Most mutants that run for long would do so for ever.
LIMITS: Final = (
    Limits(seconds=0.5, memory=64 << 20, output=1 << 20, instructions=20_000),
    Limits(seconds=0.1, memory=64 << 20, output=1 << 20),
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of one mutant. `accepted`: it got past the loader. `problem`: None if all is well.

    A problem's first line names its kind.
    """

    accepted: bool
    problem: str | None = None


class Target(Protocol):
    """What mutants are thrown at."""

    name: str

    def make(self, random: Random) -> bytes:
        """A mutant."""
        ...

    def judge(self, mutant: bytes) -> Judgement:
        """Throw it and look."""
        ...


@cache
def _program(seed: int) -> bytes:
    return generate(seed, PROFILE)


@cache
def _prototype(seed: int) -> Prototype:
    return compile_source(_program(seed), b"@mutant.lua")


def _failure(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" at {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
    return f"{type(error).__name__}{where}: {error}"


def puc_error(lua: LuaLibrary, source: bytes) -> bytes | None:
    """What PUC's compiler says about a source, None for one that it takes."""
    state = lua.luaL_newstate()
    try:
        status = lua.luaL_loadbuffer(state, source, len(source), CHUNKNAME)
        if status == ERR_MEMORY:
            return b"not enough memory"
        return (lua.string_at(state, -1) or b"") if status else None
    finally:
        lua.lua_close(state)


def run_mutant(mutant: bytes) -> Judgement:
    """Run what the loader takes in a fork, under limits; only a crash is a problem."""
    # Which engine a mutant gets must not depend on those before it.
    turn = zlib.crc32(mutant)
    engine = ENGINES[turn % len(ENGINES)]
    limits = LIMITS[turn // len(ENGINES) % 4 == 0]
    observation = observe(engine, Program(mutant, CHUNKNAME), limits)
    if observation.status not in (Status.CRASH, Status.BROKEN):
        return Judgement(True)
    text = (observation.message or b"").decode("utf-8", "replace").rstrip()
    last = text.rsplit("\n", 1)[-1]
    return Judgement(True, f"{observation.status.value} on {engine.name}: {last}\n{text}")


class FrontendTarget:
    """Mutated sources, compiled by us and by PUC; what both take runs."""

    name = "frontend"

    def __init__(self) -> None:
        STOCK.fill(MACHINES)

    def make(self, random: Random) -> bytes:
        """A generated program, mutated; now and then twice."""
        source = mutate_source(random, _program(random.randrange(SEEDS)))
        while random.random() < 0.2:
            source = mutate_source(random, source)
        return source[:LONGEST]

    def judge(self, mutant: bytes) -> Judgement:
        """Both refuse it in the same words, or both accept it, and it runs."""
        if mutant[:1] == b"\x1b":
            return Judgement(False)
        expected = puc_error(load_library("lua51"), mutant)
        try:
            compile_source(mutant, CHUNKNAME, c_calls=0)
            actual = None
        except FrontendError as error:
            actual = error.message
        except Exception as error:
            return Judgement(False, f"exception\n{_failure(error)}")
        if actual == expected:
            return run_mutant(mutant) if actual is None else Judgement(False)
        return Judgement(False, f"difference\nPUC: {expected!r}\nours: {actual!r}")


class ChunkTarget:
    """Mutated binary chunks, verified and run."""

    name = "chunk"

    def __init__(self) -> None:
        STOCK.fill(MACHINES)

    def make(self, random: Random) -> bytes:
        """A generated program's chunk, mutated."""
        return mutate_chunk(random, _prototype(random.randrange(SEEDS)))

    def judge(self, mutant: bytes) -> Judgement:
        """Load it here; what passes runs in a fork, under limits."""
        try:
            load(mutant, CHUNKNAME)
        except FrontendError:
            return Judgement(False)
        except Exception as error:
            return Judgement(False, f"exception\n{_failure(error)}")
        return run_mutant(mutant)


TARGETS: Final[dict[str, Callable[[], Target]]] = {
    FrontendTarget.name: FrontendTarget,
    ChunkTarget.name: ChunkTarget,
}


@dataclass(frozen=True, slots=True)
class Totals:
    """How many mutants there were, how many were accepted, and how many showed a problem."""

    mutants: int = 0
    accepted: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutant that showed a problem."""

    number: int
    data: bytes
    problem: str


def throw_mutants(
    target: Target, seed: int, seconds: float
) -> Iterator[tuple[Totals, Mutant | None]]:
    """Make and judge mutants for some wall-clock time; one step for each.

    A mutant depends on the seed and its number alone.
    """
    totals = Totals()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        data = target.make(Random(f"{target.name}:{seed}:{totals.mutants}"))
        judgement = target.judge(data)
        found = None
        if judgement.problem is not None:
            found = Mutant(totals.mutants, data, judgement.problem)
        totals = replace(
            totals,
            mutants=totals.mutants + 1,
            accepted=totals.accepted + judgement.accepted,
            problems=totals.problems + (found is not None),
        )
        yield totals, found
