"""Mutated binary chunks, verified and run.

Loading must end with a function or a Lua error, and a function that the verifier let pass must not
bring the machine-code interpreter down: a run of it may end in any way that Lua defines or by a
limit, but not by a signal and not by a failure of the engine.
"""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Final

from conformance.generators.mutation import mutate_chunk
from conformance.generators.targets.running import CHUNKNAME, MACHINES, SEEDS, program, run_mutant
from conformance.generators.targets.target import Problem, Target, describe_failure, main
from conformance.jit_under_test.bytecode.listing import list_function
from conformance.jit_under_test.bytecode.prototype import Prototype
from conformance.jit_under_test.frontend import FrontendError, compile_source, load
from conformance.oracles.stock import STOCK


@cache
def _prototype(seed: int) -> Prototype:
    return compile_source(program(seed), b"@mutant.lua")


def make(random: Random) -> bytes:
    """A generated program's chunk, mutated."""
    return mutate_chunk(random, _prototype(random.randrange(SEEDS)))


def one_input(data: bytes) -> bool:
    """Load it here; what passes runs in a fork, under limits; True if it did."""
    try:
        load(data, CHUNKNAME)
    except FrontendError:
        return False
    except Exception as error:
        raise Problem("exception", describe_failure(error)) from error
    run_mutant(data)
    return True


def show(data: bytes) -> str:
    """The listing, or why there is none."""
    try:
        return list_function(load(data, CHUNKNAME))
    except Exception as error:
        return f"{len(data)} bytes that do not load: {error}"


def _prepare() -> None:
    STOCK.fill(MACHINES)


TARGET: Final = Target("chunk", ".luac", one_input, _prepare, make, show, decisions=False)

if __name__ == "__main__":
    main(TARGET.name)
