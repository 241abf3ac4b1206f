"""What a call of `tot(p, q, r) = p*q + p*q*r` costs, from where and on what.

Three kinds of calls: in a hot loop of the language itself, whose own cost is in the figures; from
Python through an engine's API, with the conversion of three numbers and a result; and from Python
with a new engine, and so with the compilation of the source, for every call.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from conformance.bench.engines import BenchEngine, Kind
from conformance.bench.suites import PROGRAMS

FOLDER: Final = PROGRAMS / "layers"
LUA_SOURCE: Final = FOLDER / "calls.lua"
# Seconds of one measurement, and of the runs before it, which are there for compilers.
MEASURED, WARM = 0.2, 0.05

LOOP, PYTHON, NEW = "loop", "from Python", "new engine"
CALLS: Final = (LOOP, PYTHON, NEW)

_C_FLAGS: Final = ("-O2",)

_Pair = tuple[Callable[..., Any], Callable[..., Any]]


def kinds_of(engine: BenchEngine) -> tuple[str, ...]:
    """The kinds of calls that can be measured on an engine."""
    if engine.kind in (Kind.JIT, Kind.LUPA):
        return CALLS
    return (LOOP,)


class CompilerFailed(Exception):
    """A C compiler that is installed does not work; the text is its first complaint."""


def command_of(engine: BenchEngine, folder: Path) -> tuple[str, ...]:
    """The command that prints the seconds of a call in a loop, for engines that are commands.

    What must be compiled for that is built in `folder`, once. Raises CompilerFailed.
    """
    limits = (str(WARM), str(MEASURED))
    name = str(engine.command)
    if engine.kind is Kind.LUA_COMMAND:
        return (name, str(FOLDER / "timing.lua"), str(LUA_SOURCE), *limits)
    source = FOLDER / f"timing{engine.suffix}"
    if engine.suffix != ".c":
        return (name, str(source), *limits)
    target = folder / "timing"
    if not target.exists():
        done = subprocess.run(
            [name, *_C_FLAGS, "-o", str(target), str(source)], capture_output=True, text=True
        )
        if done.returncode:
            raise CompilerFailed(f"{name} fails: {(done.stderr.splitlines() or ['?'])[0]}")
    return (str(target), *limits)


@contextmanager
def _lupa(module: Any) -> Iterator[_Pair]:
    yield module.LuaRuntime(encoding=None).execute(LUA_SOURCE.read_bytes())


@contextmanager
def _jit(engine: BenchEngine, settings: Mapping[str, Any]) -> Iterator[_Pair]:
    from conformance.emulation.engines import open_engine
    from conformance.jit_under_test.options import Options, Tier

    options = Options(tier=Tier(engine.tier), **settings)
    with open_engine(engine.machine, options) as opened:
        loop, tot = opened.load(LUA_SOURCE.read_bytes())()
        yield loop, tot  # type: ignore[misc]


@contextmanager
def _python() -> Iterator[_Pair]:
    def tot(p: float, q: float, r: float) -> float:
        return p * q + p * q * r

    def loop(n: int) -> float:
        total = 0.0
        for i in range(1, n + 1):
            total += tot(i, 2.0, 3.0)
        return total

    yield loop, tot


def _opened(engine: BenchEngine, settings: Mapping[str, Any]) -> AbstractContextManager[_Pair]:
    """The loop and the function, on a new engine."""
    if engine.kind is Kind.PYTHON:
        return _python()
    if engine.kind is Kind.JIT:
        return _jit(engine, settings)
    return _lupa(import_module(f"lupa.{engine.where[0]}"))


def _single(result: Any) -> Any:
    """What a function gave, whether its engine's API makes a tuple of that or not."""
    return result[0] if isinstance(result, tuple) else result


def timed(run: Callable[[int], object], warm: float = WARM, measured: float = MEASURED) -> float:
    """Processor seconds of one of the calls that `run` makes so many of."""
    count, seconds = 1, 0.0
    while seconds < warm:
        count *= 2
        started = time.process_time()
        run(count)
        seconds = time.process_time() - started
    count = max(1, int(count * measured / seconds))
    started = time.process_time()
    run(count)
    return (time.process_time() - started) / count


def seconds_per_call(engine: BenchEngine, kind: str, settings: Mapping[str, Any]) -> float:
    """Measure one kind of calls in this process. Raises RuntimeError if a result is wrong."""
    with _opened(engine, settings) as (loop, tot):
        if _single(loop(4)) != 80.0 or _single(tot(1.0, 2.0, 3.0)) != 8.0:
            raise RuntimeError("tot computes something else")
        if kind == LOOP:
            return timed(loop)

        def from_python(count: int) -> None:
            for _ in range(count):
                tot(1.0, 2.0, 3.0)

        if kind == PYTHON:
            return timed(from_python)

    def anew(count: int) -> None:
        for _ in range(count):
            with _opened(engine, settings) as (_, tot):
                tot(1.0, 2.0, 3.0)

    return timed(anew)
