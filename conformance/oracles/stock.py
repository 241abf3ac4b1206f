"""Engines opened ahead of the runs that use them.

To open an engine costs more than most generated programs: the image is mapped, the library is
registered, and an emulator has nothing translated yet. A campaign opens one engine for each kind
of machine in the process whose forks are to run programs. Every fork has the engine as it was at
that moment, which is as it would have opened it itself: before that a first program has run, on
another VM of the same machine, so that the emulator knows the image and Python its own code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from conformance.oracles.engines import Leave
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program
from conformance.oracles.workers import observe

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine

# Loops that become hot, calls, tables, strings, metamethods, errors and coroutines.
FIRST_PROGRAM: Final = b"""\
local words, total = {}, 0
local meta = {__index = function(t, k) return k end, __add = function(a, b) return b end}
local object = setmetatable({count = 0}, meta)
local function step(x, ...) total = total + x % 7; return select("#", ...) end
for i = 1, 60 do
  words[#words + 1] = ("w" .. i):upper():sub(1, 2)
  object.count = object.count + object[i] + (object + i)
  total = total + step(i, i, nil) * math.floor(i / 2) - (i > 30 and 1 or 0)
end
for key, value in pairs(words) do total = total + #value end
for _, value in ipairs(words) do if value == "W3" then total = -total end end
table.sort(words, function(a, b) return a > b end)
local generator = coroutine.wrap(function() for i = 1, 20 do coroutine.yield(i) end end)
while true do local x = generator(); if not x then break end total = total + x end
print(total, table.concat(words, ","):gsub("%d", {}), pcall(step, {}), pcall(error, "x", 0))
print(tostring(0.1), tonumber("0x10"), string.format("%5.2f %s", 1, "a"), next({}), unpack(words))
"""


def _open(machine: str) -> Engine:
    """An engine whose machine has run the first program before."""
    # What runs import later would be loaded anew in every fork.
    import conformance.jit_under_test.runtime.host.heap_verifier
    import conformance.oracles.features  # noqa: F401
    from conformance.emulation.engines import open_machine
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.options import Options, Tier

    opened = open_machine(machine)
    for options in (
        Options(Tier.INTERP),
        Options(Tier.TRACE, hot_loop=2, hot_call=2, hot_exit=2),
    ):
        Engine(opened, options).run(FIRST_PROGRAM, b"@first.lua", stdout=len, stderr=len)
        opened.reset()
    return Engine(opened, Options(Tier.INTERP))


class _Trial:
    """Opens an engine as the stock does, in a fork."""

    name = "trial"

    def __init__(self, machine: str) -> None:
        from conformance.oracles.jit import RESERVED

        self.machine = machine
        self.reserved = RESERVED

    def prepare(self, progress: object = None) -> None:
        """Nothing to prepare: whoever fills the stock has."""

    def warm(self) -> None:
        """Nothing to warm."""

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        """Open the engine."""
        _open(self.machine)
        return Report(Status.OK)


class Stock:
    """The engines that this process has opened for its forks, one for each kind of machine."""

    def __init__(self) -> None:
        self._engines: dict[str, Engine] = {}

    def __contains__(self, machine: str) -> bool:
        return machine in self._engines

    def fill(self, machines: Iterable[str]) -> None:
        """Open what is missing. A machine on which the first program fails is left out.

        That is tried in a fork: a fault of the JIT is to be found in the runs, not here.
        """
        for machine in machines:
            if machine not in self._engines:
                trial = observe(_Trial(machine), Program(b""))
                if trial.status is Status.OK:
                    self._engines[machine] = _open(machine)

    def take(self, machine: str) -> Engine | None:
        """The engine for the one run of this process, or None."""
        return self._engines.pop(machine, None)

    def empty(self) -> None:
        """Close the engines."""
        while self._engines:
            self._engines.popitem()[1].close()

    @contextmanager
    def put_away(self) -> Iterator[None]:
        """Have forks open their own engines for a while."""
        machines = tuple(self._engines)
        self.empty()
        try:
            yield
        finally:
            self.fill(machines)


STOCK: Final = Stock()
