"""Running Lua programs with the heap verified meanwhile."""

from dataclasses import dataclass

import lupa.lua51

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.engine import Engine
from conformance.jit_under_test.options import Options, Outcome, Tier
from conformance.jit_under_test.runtime.host.heap_verifier import verify_heap
from conformance.jit_under_test.runtime.host.library import HOST_ENTRY, Builtin
from conformance.jit_under_test.runtime.host.runtime import Runtime
from conformance.jit_under_test.runtime.objects import ACTION_RESUME


@dataclass(frozen=True, slots=True)
class Collected:
    """A finished run, all it printed, and what the verifier found while it ran and after.

    `live_prototypes` counts those of the program that a full collection left.
    """

    outcome: Outcome
    output: bytes
    problems: list[str]
    live_prototypes: int


def add_verify(engine: Engine, problems: list[str]) -> None:
    """Give the program a global function `verify()`: note what is wrong with the heap now."""

    def verify(runtime: Runtime) -> int:
        problems.extend(verify_heap(runtime))
        return 0

    runtime = engine.runtime
    number = len(runtime.builtins)
    runtime.builtins += (Builtin(number, b"", b"verify", HOST_ENTRY, verify),)
    runtime.set_field(
        runtime.vm.globals, b"verify", runtime.builtin_closure("host_builtin", number)
    )


def verify_regularly(engine: Engine, interval: int, problems: list[str]) -> None:
    """Verify the heap between two instructions, every `interval` of them."""

    def clock() -> int:
        problems.extend(verify_heap(engine.runtime))
        engine.runtime.vm.clock_limit = engine.runtime.vm.clock + interval
        return ACTION_RESUME

    engine.host.clock = clock
    engine.runtime.vm.clock_limit = interval


def run_collected(
    program: str,
    *,
    stress: int = 0,
    tier: Tier = Tier.INTERP,
    machine: str = "native",
    interval: int = 0,
) -> Collected:
    """Run a program, with `stress` as in Options.gc_stress, and verify the heap.

    It is verified at the end, and every `interval` VM instructions if that isn't 0.
    """
    problems: list[str] = []
    output: list[bytes] = []
    with open_engine(machine, Options(tier=tier, gc_stress=stress, clock=interval > 0)) as engine:
        add_verify(engine, problems)
        engine.runtime.call("collector_full")
        own = len(engine.runtime.prototypes)  # of the library
        if interval:
            verify_regularly(engine, interval, problems)
        outcome = engine.run(program.encode(), b"=program", stdout=output.append)
        problems += verify_heap(engine.runtime)
        engine.runtime.vm.gc_stress = 0
        engine.runtime.call("collector_full")
        problems += verify_heap(engine.runtime, after_full=True)
        live = len(engine.runtime.prototypes) - own
        return Collected(outcome, b"".join(output), problems, live)


def puc_result(program: str) -> bytes:
    """What PUC Lua 5.1 returns for a program whose result is one string."""
    lua = lupa.lua51.LuaRuntime(encoding=None)
    lua.execute(b"function verify() end")
    result = lua.execute(
        b'local f = assert(loadstring((...), "=program")) return f()', program.encode()
    )
    assert isinstance(result, bytes)
    return result
