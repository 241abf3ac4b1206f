"""What a call costs: `python -m conformance.bench.calls`.

    --rounds N    fresh processes of each engine, in turns (default: 5)

The function is `tot(p, q, r) = p*q + p*q*r`, called in a hot loop, and from Python through each
engine's API. Shown are nanoseconds of processor time for each call, medians of all rounds with the
least and the greatest, and the ratio to PUC's median. The loop's own cost is in its figures, that
of Python's loop and of the conversion of three numbers and a result in the others.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Final

SOURCE: Final = b"""
local function tot(p, q, r) return p * q + p * q * r end
local function loop(n)
  local sum = 0
  for i = 1, n do sum = sum + tot(i, 2, 3) end
  return sum
end
return loop, tot
"""
# Seconds of one measurement, and of the runs before it.
MEASURED, WARM = 0.2, 0.05
PEER: Final = "puc"


@contextmanager
def _lupa(module: str) -> Iterator[tuple[Callable[..., Any], Callable[..., Any]]]:
    from importlib import import_module

    runtime = import_module(f"lupa.{module}").LuaRuntime(encoding=None)
    yield runtime.execute(SOURCE)


@contextmanager
def _ours(tier: str) -> Iterator[tuple[Callable[..., Any], Callable[..., Any]]]:
    from conformance.emulation.engines import open_engine
    from conformance.jit_under_test.options import Options, Tier

    with open_engine("native", Options(tier=Tier(tier))) as engine:
        loop, tot = engine.load(SOURCE)()
        yield loop, tot  # type: ignore[misc]


@contextmanager
def _python() -> Iterator[tuple[Callable[..., Any], Callable[..., Any]]]:
    def tot(p: float, q: float, r: float) -> float:
        return p * q + p * q * r

    def loop(n: int) -> float:
        total = 0.0
        for i in range(1, n + 1):
            total += tot(i, 2.0, 3.0)
        return total

    yield loop, tot


_ENGINES: Final[Mapping[str, Callable[[], Any]]] = {
    "puc": lambda: _lupa("lua51"),
    "luajit": lambda: _lupa("luajit21"),
    "native:interp": lambda: _ours("interp"),
    "native:trace": lambda: _ours("trace"),
    "cpython": _python,
}


def _per_call(run: Callable[[int], object]) -> float:
    """Nanoseconds of one of the calls that `run` makes so many of."""
    count, seconds = 64, 0.0
    while seconds < WARM:
        count *= 2
        started = time.process_time()
        run(count)
        seconds = time.process_time() - started
    count = int(count * MEASURED / seconds)
    started = time.process_time()
    run(count)
    return 1e9 * (time.process_time() - started) / count


def _measure(name: str) -> tuple[float, float]:
    """Nanoseconds for a call in a loop and for one from Python."""
    with _ENGINES[name]() as (loop, tot):

        def from_python(count: int) -> None:
            for _ in range(count):
                tot(1.0, 2.0, 3.0)

        assert from_loop_is_right(loop), f"{name} computes something else"
        return _per_call(loop), _per_call(from_python)


def from_loop_is_right(loop: Callable[[int], Any]) -> bool:
    """Whether the sum of four calls is what it should be."""
    result = loop(4)
    return bool((result[0] if isinstance(result, tuple) else result) == 8.0 * (1 + 2 + 3 + 4))


def measure(rounds: int) -> Mapping[str, list[tuple[float, float]]]:
    """By engine, what each round measured in a process of its own."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in _ENGINES}
    for _ in range(rounds):
        for name, figures in found.items():
            with get_context("fork").Pool(1) as pool:
                figures.append(pool.apply(_measure, (name,)))
    return found


def show(found: Mapping[str, list[tuple[float, float]]]) -> str:
    """A table of both kinds of calls."""
    lines = []
    for column, title in enumerate(("in a loop", "from Python")):
        lines.append(f"{title:16}{'ns/call':>10}{'least':>10}{'greatest':>10}{'of PUC':>10}")
        peer = statistics.median(figures[column] for figures in found[PEER])
        for name, rounds in found.items():
            times = sorted(figures[column] for figures in rounds)
            middle = statistics.median(times)
            lines.append(
                f"{name:16}{middle:10.2f}{times[0]:10.2f}{times[-1]:10.2f}{middle / peer:10.3f}"
            )
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=5)
    print(show(measure(parser.parse_args().rounds)))


if __name__ == "__main__":
    main()
