"""Bisection: the first VM instruction after which the JIT's state is not PUC's.

"Instruction n" means the same on both, so their states can be compared right before it: all
frames with their locals, registers in use and upvalues, the globals that the program assigns, and
what was printed. The number is found by halving; every probe is a run of its own that stops once,
so that nothing but that stop tells it from an ordinary run. A wrong state may become right again,
so instants before the one that was found are looked at afterwards.

To stop anywhere, fragments check the clock before every VM instruction. Some faults are gone in
such code. Then the states behind the exits of ordinary fragments are compared: what is named is
the first exit behind which the state is wrong, and the last right one before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from conformance.jit_under_test.bytecode.listing import list_function
from conformance.jit_under_test.bytecode.opcodes import Op, arg_bx, opcode
from conformance.jit_under_test.bytecode.prototype import Prototype
from conformance.jit_under_test.frontend import FrontendError, load
from conformance.oracles.bisect_code import ExitCode
from conformance.oracles.bisect_jit import MOST_EXITS, Place, StateJit, Stopped
from conformance.oracles.bytecode import dumping_program
from conformance.oracles.compare import Verdict
from conformance.oracles.instant import (
    Whole,
    count_instructions,
    counts_per_coroutine,
    observe_whole,
)
from conformance.oracles.instant_check import LONGEST
from conformance.oracles.instant_values import GLOBALS, Instant
from conformance.oracles.jit import JitEngine, Settings
from conformance.oracles.masks import apply_masks
from conformance.oracles.observation import Limits, Observation, Status
from conformance.oracles.program import Program
from conformance.oracles.puc import PUC
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE, EngineSpec
from conformance.oracles.workers import observe

# A count hook's distance is a C int. Programs with coroutines are stepped, a million a second.
_MOST = 2_000_000_000
_STRIDE = 1000
# Instants looked at where both ends agree, and before one that was found, at growing distances.
_SAMPLES = 32
_LOOKS_BACK = 3
# Runs that look behind exits, of MOST_EXITS each.
_EXIT_RUNS = 50


@dataclass(frozen=True, slots=True)
class Probe:
    """Both engines at one instant, or at their ends where they came there before.

    `number` is where they stopped, which may be later than asked for.
    """

    number: int
    wrong: bool
    puc: Instant | None
    jit: Stopped | None
    expected: Observation
    actual: Observation


@dataclass(frozen=True, slots=True)
class Divergence:
    """The instruction that went wrong is `first`, or one up to `last`; both count from 1.

    `before` is the last probe that agreed, `after` the first that did not. `total` counts PUC's
    instructions, maybe rounded up. With `exact` false the probes are at exits of ordinary
    fragments. `code` is the compiled code of the instruction, None if it was interpreted.
    """

    first: int
    last: int
    total: int
    exact: bool
    before: Probe | None
    after: Probe
    code: ExitCode | None

    @property
    def place(self) -> Place | None:
        """Where the instruction `first` stands in the program."""
        before = self.before
        return before.jit.place if before is not None and before.jit is not None else None


@dataclass(slots=True)
class _Bisection:
    """The probes of one search."""

    program: Program
    spec: EngineSpec
    engine: JitEngine
    limits: Limits
    globals: tuple[bytes, ...]
    probes: int = 0
    seen: dict[int, Probe] = field(default_factory=dict)

    def probe(self, number: int) -> Probe:
        """Both engines right before an instruction."""
        if number not in self.seen:
            self.probes += 1
            jit = StateJit(self.engine, number, self.globals)
            actual = observe(jit, self.program, self.limits)
            found = actual.probe
            stopped = found[-1] if isinstance(found, tuple) and found else None
            self.seen[number] = self.compared(number, stopped, actual)
        return self.seen[number]

    def compared(self, number: int, stopped: Stopped | None, actual: Observation) -> Probe:
        """PUC at the instant where the JIT stopped, or at the one asked for."""
        live: tuple[int, ...] = ()
        if stopped is not None:
            number = stopped.instant.number
            live = tuple(f.live for f in stopped.instant.frames if f.where != GLOBALS)
        puc, expected = observe_whole(self.program, number, Whole(live, self.globals), self.limits)
        if stopped is None or puc is None:
            wrong = (stopped is None) is not (puc is None) or self.judge(expected, actual).differs
        else:
            masks = partial(apply_masks, masks=self.spec.masks)
            printed = masks(expected.stdout) != masks(actual.stdout)
            wrong = puc != stopped.instant or printed
        return Probe(number, wrong, puc, stopped, expected, actual)

    def judge(self, expected: Observation, actual: Observation) -> Verdict:
        return self.spec.judge(expected, actual)

    def some_wrong(self, end: int) -> int | None:
        """A number at which something is wrong: the end, or one of some on the way."""
        for number in (end, *(end * k // _SAMPLES for k in range(_SAMPLES - 1, 0, -1))):
            if number > 1 and self.probe(number).wrong:
                return number
        return None

    def halve(self, wrong: int) -> tuple[int, int]:
        """The numbers of two neighbours, the first right and the other wrong."""
        right = 1
        while wrong - right > 1:
            middle = (right + wrong) // 2
            probe = self.probe(middle)
            if probe.wrong:
                wrong = middle
            else:
                right = max(middle, min(probe.number, wrong - 1))
        return right, wrong

    def first_wrong(self, end: int) -> tuple[int, int] | None:
        """The neighbours at the first instant that is wrong, as far as looks back show it."""
        found = self.some_wrong(end)
        if found is None:
            return None
        right, wrong = self.halve(found)
        for _ in range(_LOOKS_BACK):
            earlier = next((n for n in _behind(right) if self.probe(n).wrong), None)
            if earlier is None:
                break
            right, wrong = self.halve(earlier)
        return right, wrong

    def exact(self, total: int) -> Divergence | None:
        """The divergence that stops at given instants show."""
        found = self.first_wrong(total + 1)
        if found is None:
            return None
        before, after = self.probe(found[0]), self.probe(found[1])
        code = None
        if before.jit is not None and after.jit is not None:
            compiled = after.jit.compiled > before.jit.compiled
            code = self.code(found[1], False) if compiled else None
        last = max(found[0], after.number - 1) if after.jit is not None else found[0]
        return Divergence(found[0], last, total, True, before, after, code)

    def code(self, number: int, exits: bool) -> ExitCode | None:
        """The code in front of an instant, from one more run: it is only worth having once."""
        jit = StateJit(self.engine, number, self.globals, exits, explain=True)
        found = observe(jit, self.program, self.limits).probe
        return found[-1].code if isinstance(found, tuple) and found else None

    def behind_exits(self, total: int) -> Divergence | None:
        """The divergence that the exits of ordinary fragments show."""
        before: Probe | None = None
        start = 1
        for _ in range(_EXIT_RUNS):
            self.probes += 1
            jit = StateJit(self.engine, start, self.globals, exits=True)
            actual = observe(jit, self.program, self.limits)
            found = actual.probe if isinstance(actual.probe, tuple) else ()
            for stopped in found:
                # What was printed until an exit is not known: the run goes on behind it.
                probe = self.compared(stopped.instant.number, stopped, actual)
                if probe.puc != stopped.instant:
                    first = before.number if before is not None else 1
                    number = stopped.instant.number
                    last = max(first, number - 1)
                    code = self.code(number, True)
                    return Divergence(first, last, total, False, before, probe, code)
                before = probe
            if len(found) < MOST_EXITS:
                return None
            start = found[-1].instant.number + 1
        return None


def _behind(number: int) -> Iterator[int]:
    """Numbers before this one, at growing distances."""
    distance = 1
    while number - distance > 1:
        yield number - distance
        distance *= 2


def _assigned_globals(prototype: Prototype) -> Iterator[bytes]:
    for word in prototype.code:
        if opcode(word) == Op.SETGLOBAL:
            name = prototype.constants[arg_bx(word)]
            if isinstance(name, bytes):
                yield name
    for inner in prototype.protos:
        yield from _assigned_globals(inner)


def bytecode_difference(program: Program) -> str:
    """The first line in which the listings of our bytecode and of PUC's differ, empty if none.

    Instructions have the same numbers on both sides only if there is none.
    """
    theirs = observe(PUC, dumping_program(program))
    refused, message = theirs.status is not Status.OK, theirs.message or b""
    try:
        ours = list_function(load(program.source, program.chunkname)).splitlines()
    except FrontendError as error:
        if refused and error.message == message:
            return ""
        return f"  ours {error.message.decode('utf-8', 'backslashreplace')}"
    if refused:
        return f"  PUC  {message.decode('utf-8', 'backslashreplace')}"
    expected = list_function(load(theirs.stdout, program.chunkname)).splitlines()
    if ours == expected:
        return ""
    longest = max(len(ours), len(expected))
    pairs = zip(
        expected + [""] * (longest - len(expected)), ours + [""] * (longest - len(ours)),
        strict=True,
    )  # fmt: skip
    at, (puc, own) = next((n, pair) for n, pair in enumerate(pairs) if pair[0] != pair[1])
    heads = [line for line in ours[:at] if line.startswith(("main ", "function "))]
    shown = [" ".join(line.split()) for line in (puc, own)]
    return f"{heads[-1] if heads else ''}\n  PUC  {shown[0]}\n  ours {shown[1]}".lstrip()


def bisect(
    program: Program, spec: EngineSpec, settings: Settings | None, limits: Limits
) -> tuple[Divergence | None, int]:
    """The first divergence of an engine of the JIT from PUC, None if none shows; and the probes.

    The program must compile, and to PUC's bytecode (`bytecode_difference`).
    """
    engine = spec.make(settings)
    assert isinstance(engine, JitEngine), f"{spec.name} has no clock"
    names = tuple(dict.fromkeys(_assigned_globals(load(program.source, program.chunkname))))
    search = _Bisection(program, spec, engine, limits, names)
    if counts_per_coroutine(program):
        total, _ = count_instructions(program, LONGEST, 1, limits)
    else:
        total, _ = count_instructions(program, _MOST, _STRIDE, limits)
        total += _STRIDE
    divergence = search.exact(total)
    if divergence is None and spec.compiles:
        actual = observe(engine, program, limits)
        expected = observe(ENGINES[REFERENCE_ENGINE].make(), program, limits)
        if search.judge(expected, actual).differs:
            divergence = search.behind_exits(total)
    return divergence, search.probes
