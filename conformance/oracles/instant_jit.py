"""The JIT's state at exact moments, in the same form as PUC's (`instant.py`).

The engine runs with its clock on, and calls the host before the instruction that would pass
`vm.clock_limit`. There the host walks the stack of the running thread.

Stops in compiled code come in two kinds. For stops at given instants, fragments check the clock
before every instruction, and the exit there restores the state from its snapshot: so snapshots
are compared that no guard's failing would ever show. For stops behind exits the fragments are
those of an ordinary run, and what is compared is the state behind guards that did fail. Nothing
stops while a fragment is recorded, so what was found carries the number of its instant.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from conformance.jit_under_test.frontend.errors import chunk_id
from conformance.jit_under_test.interpreter.transfer import TIER_STOPPING
from conformance.jit_under_test.runtime.host import frames as host_frames
from conformance.jit_under_test.runtime.host.names import local_name
from conformance.jit_under_test.runtime.objects import ACTION_RESUME
from conformance.jit_under_test.runtime.values import NIL, PAYLOAD, TRUE
from conformance.oracles.engines import Leave
from conformance.oracles.instant_values import Frame, Instant, Renderer, is_named
from conformance.oracles.jit_probe import JitProbe
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_NEVER = 0xFFFF_FFFF_FFFF_FFFF
_NODE_SIZE = 24


@dataclass(frozen=True, slots=True)
class _ArenaValues:
    """The JIT's values: words of the arena."""

    runtime: Runtime

    def kind(self, word: int) -> str:
        return self.runtime.type_name(word)

    def boolean(self, word: int) -> bool:
        return bool(word == TRUE)

    def number(self, word: int) -> float:
        return float(struct.unpack("<d", word.to_bytes(8, "little"))[0])

    def string(self, word: int) -> bytes:
        return self.runtime.string_bytes(word)

    def identity(self, word: int) -> int:
        return int(word & PAYLOAD)

    def entries(self, word: int) -> Iterator[tuple[int, int]]:
        memory = self.runtime.memory
        table = self.runtime.table(word)
        for index in range(table.sizearray):
            value = memory.read_u64(table.array + 8 * index)
            if value != NIL:
                yield int.from_bytes(struct.pack("<d", index + 1.0), "little"), value
        for index in range(1 << table.lsizenode):
            node = table.node + _NODE_SIZE * index
            value = memory.read_u64(node)
            if value != NIL:
                yield memory.read_u64(node + 8), value


def capture(runtime: Runtime, number: int) -> Instant:
    """Record every active function of the running thread, stopped before an instruction."""
    renderer = Renderer(_ArenaValues(runtime))
    frames: list[Frame] = []
    for level, frame in enumerate(host_frames.frames(runtime)):
        prototype = frame.prototype
        if frame.lost or prototype is None:
            frames.append(Frame("tail" if frame.lost else "C", -1))
            continue
        # The innermost frame's saved pc is that of the instruction to come.
        pc = host_frames.saved_pc(runtime, frame) if level == 0 else frame.pc
        found: list[tuple[str, str]] = []
        slot = 0
        while (name := local_name(prototype, slot + 1, pc)) is not None:
            if is_named(name):
                word = runtime.memory.read_u64(frame.base + 8 * slot)
                found.append((name.decode("utf-8", "replace"), renderer.value(word)))
            slot += 1
        source = chunk_id(prototype.source).decode("utf-8", "replace")
        line = prototype.lineinfo[pc] if prototype.lineinfo else -1
        frames.append(Frame(f"{source}:{prototype.linedefined}", line, tuple(found)))
    return Instant(number, tuple(frames))


@dataclass(slots=True)
class Stops:
    """The clock's owner: captures at wanted instants, or behind exits, and lets the run go on.

    `behind(exit)` says which exits are meant. After `most` captures none follows.
    """

    engine: Engine
    numbers: Iterator[int]
    behind_exits: bool
    done: Callable[[tuple[Instant, ...]], object]
    behind: Callable[[int], bool] = lambda _exit: True
    most: int | None = None
    found: list[Instant] = field(default_factory=list)
    wanted: int = 0

    def start(self) -> None:
        self.wanted = next(self.numbers)
        host = self.engine.host
        host.clock = self.at_limit
        host.hot_loop = self._unlimited(host.hot_loop)
        host.hot_function = self._unlimited(host.hot_function)
        host.hot_exit = self._unlimited(self._exiting(host.hot_exit), unless_due=True)
        vm = self.engine.runtime.vm
        vm.clock_limit = self._limit()
        if self.behind_exits:
            vm.tier_flags |= TIER_STOPPING

    def _exiting(self, record: Callable[..., int]) -> Callable[..., int]:
        """An exit that gets its own fragment is one to look behind, too, before that."""

        def recording(*args: int) -> int:
            if self.behind_exits:
                self._capture()
            return record(*args)

        return recording

    def _unlimited(
        self, record: Callable[..., int], unless_due: bool = False
    ) -> Callable[..., int]:
        """Recording goes on past stops: giving up there would change what gets compiled.

        With `unless_due` not where a stop is due: exits taken because of it are not hot.
        """
        vm = self.engine.runtime.vm

        def recording(*args: int) -> int:
            if not (unless_due and vm.clock >= vm.clock_limit):
                vm.clock_limit = _NEVER
            action = record(*args)
            vm.clock_limit = self._limit()
            return action

        return recording

    def at_limit(self) -> int:
        vm = self.engine.runtime.vm
        # Whatever goes wrong below must not come back here.
        vm.clock_limit = _NEVER
        self._capture()
        vm.clock_limit = self._limit()
        return int(ACTION_RESUME)

    def _capture(self) -> None:
        runtime = self.engine.runtime
        number = runtime.vm.clock + 1
        if self.behind_exits and not self.behind(runtime.vm.exit_id):
            return
        if number >= self.wanted:
            self.found.append(capture(runtime, number))
            self.wanted = next((n for n in self.numbers if n > number), _NEVER)
            if len(self.found) == self.most:
                self.wanted = _NEVER
                runtime.vm.tier_flags &= ~TIER_STOPPING
            elif self.wanted == _NEVER:
                self.done(tuple(self.found))

    def _limit(self) -> int:
        """The clock at which to be called again, unless an exit is what will call."""
        return _NEVER if self.behind_exits or self.wanted == _NEVER else self.wanted - 1


@dataclass(frozen=True, slots=True)
class StoppingJit(JitProbe):
    """A JIT engine stopped at each of some instants, in ascending order; the probe is the Instants.

    With `behind_exits`, a stop waits for the next exit from compiled code.
    """

    numbers: tuple[int, ...]
    behind_exits: bool = False

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        stops: list[Stops] = []

        def opened(engine: Engine) -> None:
            def done(found: tuple[Instant, ...]) -> None:
                leave(Report(Status.LIMIT, probe=found))

            stops.append(Stops(engine, iter(self.numbers), self.behind_exits, done))
            stops[0].start()

        settings = {
            **self.engine.settings,
            "clock": True,
            "exact_clock": not self.behind_exits,
            "max_instructions": None,
        }
        counted = replace(self.engine, settings=settings)
        report = counted.run(program, limits, leave, opened)
        return replace(report, probe=tuple(stops[0].found))
