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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from conformance.jit_under_test.bytecode.liveness import (
    EVERYTHING,
    liveness,
)
from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.frontend.errors import chunk_id
from conformance.jit_under_test.interpreter.transfer import TIER_STOPPING
from conformance.jit_under_test.runtime.host import frames as host_frames
from conformance.jit_under_test.runtime.host.names import local_name
from conformance.jit_under_test.runtime.objects import ACTION_RESUME, CLOSURE_UPVALUES, UpVal
from conformance.jit_under_test.runtime.values import NIL, PAYLOAD, TRUE
from conformance.oracles.engines import Leave
from conformance.oracles.instant_values import (
    GLOBALS,
    Frame,
    Instant,
    Renderer,
    is_named,
    register_name,
    upvalue_name,
)
from conformance.oracles.jit_probe import JitProbe
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_NEVER = 0xFFFF_FFFF_FFFF_FFFF
_NODE_SIZE = 24
# Calls: the first register of their results, counted from operand A. Other instructions that call
# (metamethods) have one result, in A itself.
RESULTS: Mapping[Op, int] = {Op.CALL: 0, Op.TAILCALL: 0, Op.TFORLOOP: 3}


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


def capture(runtime: Runtime, number: int, globals_: Sequence[bytes] | None = None) -> Instant:
    """Record every active function of the running thread, stopped before an instruction.

    If names of globals are given, these are recorded, too, and registers that are needed yet,
    whether they have a name or not, and upvalues.
    """
    renderer = Renderer(_ArenaValues(runtime))
    frames: list[Frame] = []
    for level, frame in enumerate(host_frames.frames(runtime)):
        prototype = frame.prototype
        if frame.lost or prototype is None:
            frames.append(Frame("tail" if frame.lost else "C", -1))
            continue
        # The innermost frame's saved pc is that of the instruction to come.
        pc = host_frames.saved_pc(runtime, frame) if level == 0 else frame.pc
        source = chunk_id(prototype.source).decode("utf-8", "replace")
        if not 0 <= pc < len(prototype.code):
            frames.append(Frame(f"{source}:{prototype.linedefined}, but not in its code", -1))
            continue
        found: list[tuple[str, str]] = []
        slot = 0
        while (name := local_name(prototype, slot + 1, pc)) is not None:
            if is_named(name):
                word = runtime.memory.read_u64(frame.base + 8 * slot)
                found.append((name.decode("utf-8", "replace"), renderer.value(word)))
            slot += 1
        live = 0
        if globals_ is not None:
            live = _live(frame, pc, level == 0) >> slot << slot
            found += _registers(runtime, frame, live, renderer)
            found += _upvalues(runtime, frame, renderer)
        line = prototype.lineinfo[pc] if prototype.lineinfo else -1
        frames.append(Frame(f"{source}:{prototype.linedefined}", line, tuple(found), live))
    if globals_:
        frames.append(Frame(GLOBALS, -1, tuple(_globals(runtime, globals_, renderer))))
    return Instant(number, tuple(frames))


def _live(frame: host_frames.Frame, pc: int, innermost: bool) -> int:
    """The registers that a function still needs, apart from variables that closures share.

    Those that a call gives its results in are empty while it runs. Values of open number are left
    out: where they begin, the set has all registers from there on.
    """
    prototype = frame.prototype
    assert prototype is not None
    op, first = Op(prototype.code[pc] & 63), prototype.code[pc] >> 6 & 255
    found = liveness(prototype)
    live = found.live[pc if innermost else pc + 1]
    if live >> prototype.maxstacksize:
        live &= (1 << (EVERYTHING & ~live).bit_length()) - 1
    live &= ~found.captured
    if innermost:
        return live
    if op in RESULTS:
        return live & (1 << first + RESULTS[op]) - 1
    return live & ~(1 << first)


def _registers(
    runtime: Runtime, frame: host_frames.Frame, live: int, renderer: Renderer[int]
) -> Iterator[tuple[str, str]]:
    for register in range(live.bit_length()):
        if live >> register & 1:
            word = runtime.memory.read_u64(frame.base + 8 * register)
            yield register_name(register), renderer.value(word)


def _upvalues(
    runtime: Runtime, frame: host_frames.Frame, renderer: Renderer[int]
) -> Iterator[tuple[str, str]]:
    assert frame.prototype is not None
    read = runtime.memory.read_u64
    first = (frame.function & PAYLOAD) + CLOSURE_UPVALUES
    for index, name in enumerate(frame.prototype.upvalue_names):
        upvalue = read(first + 8 * index)
        yield upvalue_name(name), renderer.value(read(read(upvalue + UpVal.offset("v"))))


def _globals(
    runtime: Runtime, names: Sequence[bytes], renderer: Renderer[int]
) -> Iterator[tuple[str, str]]:
    for name in names:
        value = runtime.get_field(runtime.vm.globals, name)
        yield name.decode("utf-8", "replace"), renderer.value(value)


@dataclass(slots=True)
class Stops:
    """The clock's owner: captures at wanted instants, or behind exits, and lets the run go on.

    `behind(exit)` says which exits are meant. After `most` captures none follows. `record` makes
    a capture.
    """

    engine: Engine
    numbers: Iterator[int]
    behind_exits: bool
    done: Callable[[tuple[Instant, ...]], object]
    behind: Callable[[int], bool] = lambda _exit: True
    most: int | None = None
    record: Callable[[Runtime, int], Instant] = capture
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
            self.found.append(self.record(runtime, number))
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
