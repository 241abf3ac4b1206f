"""A profile of a program by trace and by source line, on the instruction clock.

Every so many VM instructions the engine stops in front of one, and it is noted where that is: in
which line, and in which fragment or in the interpreter. Nothing depends on time, so the same
program and options give the same profile, on both architectures. Fragments check the clock in front
of every instruction meanwhile. That makes them slower, but what is counted are instructions, not
seconds.

Nothing stops while a recording is made; the intervals that end meanwhile are counted where the
next sample is taken.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.frontend.errors import chunk_id
from conformance.jit_under_test.interpreter.transfer import STAT_EXITS
from conformance.jit_under_test.runtime.host.frames import read_frame, saved_pc
from conformance.jit_under_test.runtime.objects import ACTION_RESUME, CallInfo

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine

# A prime, so that samples do not keep step with loops.
INTERVAL: Final = 997
_NEVER: Final = 0xFFFF_FFFF_FFFF_FFFF
_SAVEDPC: Final = CallInfo.offset("savedpc")
_SMALLEST_SHARE: Final = 0.005  # of what is shown
_INTERPRETER: Final = 0  # the number that stands for no fragment


@dataclass(frozen=True, slots=True)
class Sample:
    """A place in the program: the line and the fragment's number, 0 in the interpreter."""

    line: str
    fragment: int


class Profiler:
    """Takes samples of one engine, from its making until the program has run."""

    def __init__(self, engine: "Engine", interval: int = INTERVAL) -> None:
        self.engine = engine
        self.runtime = engine.runtime
        self.interval = interval
        self.samples: Counter[Sample] = Counter()
        vm = self.runtime.vm
        self.end = vm.clock_limit  # of the run
        self.next = vm.clock + interval
        self.exits = 0
        self.runtime.set_clocked(True, True)
        host = engine.host
        self.stop = host.clock
        host.clock = self.take
        host.hot_loop = self._undisturbed(host.hot_loop)
        host.hot_exit = self._undisturbed(host.hot_exit)
        hot_function = host.hot_function
        call = self._undisturbed(lambda _: hot_function())
        host.hot_function = lambda: call(0)
        vm.clock_limit = min(self.next, self.end)

    def _undisturbed(self, hot: Callable[[int], int]) -> Callable[[int], int]:
        """A recording does not end where a sample is due."""

        def call(argument: int) -> int:
            vm = self.runtime.vm
            limit = vm.clock_limit
            if vm.clock >= limit:
                return hot(argument)
            vm.clock_limit = self.end
            try:
                return hot(argument)
            finally:
                vm.clock_limit = limit

        return call

    def take(self) -> int:
        """The clock has reached its limit: note the place of the next instruction."""
        vm = self.runtime.vm
        clock = vm.clock
        if clock >= self.end:
            vm.clock_limit = _NEVER
            return self.stop()
        passed = (clock - self.next) // self.interval + 1
        self.samples[self._place()] += passed
        self.next += passed * self.interval
        vm.clock_limit = min(self.next, self.end)
        return ACTION_RESUME

    def _place(self) -> Sample:
        frame = read_frame(self.runtime, self.runtime.thread().ci)
        prototype = frame.prototype
        assert prototype is not None, "instructions are those of Lua functions"
        pc = saved_pc(self.runtime, frame)
        line = prototype.lineinfo[pc] if pc < len(prototype.lineinfo) else 0
        source = chunk_id(prototype.source).decode("utf-8", "replace")
        return Sample(f"{source}:{line}", self._fragment(frame.ci))

    def _fragment(self, ci: int) -> int:
        """The fragment that has just been left in front of the instruction, if one was."""
        tracer, vm = self.engine.tracer, self.runtime.vm
        exits = self.runtime.read_array("statistics", STAT_EXITS)
        if tracer is None or exits == self.exits:
            return _INTERPRETER
        self.exits = exits
        exit_ = tracer.exits[vm.exit_id]
        at_exit = exit_.snapshot.pc == self.runtime.memory.read_u64(ci + _SAVEDPC)
        return exit_.fragment if at_exit else _INTERPRETER

    def report(self) -> str:
        """The profile as text: shares of the VM instructions by trace, then by line.

        The engine may be closed already.
        """
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        total = sum(self.samples.values())
        yield f"[PROFILE {total} samples, one every {self.interval} VM instructions]"
        by_trace: Counter[int] = Counter()
        by_line: Counter[str] = Counter()
        for sample, count in self.samples.items():
            by_trace[sample.fragment] += count
            by_line[sample.line] += count
        for number, count in by_trace.most_common():
            if count >= _SMALLEST_SHARE * total:
                yield f"{count / total:6.1%}  {self._name(number)}"
        for line, count in by_line.most_common():
            if count >= _SMALLEST_SHARE * total:
                yield f"{count / total:6.1%}  {line}  {self._shares(line, count)}"

    def _shares(self, line: str, total: int) -> str:
        """In which traces a line was executed."""
        counts = Counter({s.fragment: n for s, n in self.samples.items() if s.line == line})
        shares = (
            f"{count / total:.0%} {'trace ' + str(number) if number else 'interpreter'}"
            for number, count in counts.most_common()
        )
        return "(" + ", ".join(shares) + ")"

    def _name(self, number: int) -> str:
        tracer = self.engine.tracer
        if number == _INTERPRETER or tracer is None:
            return "interpreter"
        fragment = tracer.installed[number].fragment
        return f"trace {number}  {fragment.name} {fragment.kind}"
