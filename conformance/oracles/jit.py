"""The JIT under test as an engine of the harness: a thin adapter on its public API."""

from __future__ import annotations

import dataclasses
import difflib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from conformance.oracles.engines import Leave, Progress, Reserved, ignore, silent
from conformance.oracles.observation import Limits, Report, Status
from conformance.oracles.program import Program
from conformance.oracles.schedule import FORCE, SET_OPTIONS, Schedule, ScheduleError, option_names
from conformance.oracles.standalone import split_message
from conformance.oracles.stock import STOCK

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.options import Options, Outcome

# The arena (64 GiB) and code memory are reserved without commit, and so is what an emulator keeps
# its translations in (1 GiB).
RESERVED = Reserved(address_space=66 << 30, file_size=1 << 30)
# A fork maps code memory of its own; the rest it has from the process that opened the engine.
STOCKED = Reserved(address_space=1 << 30, file_size=1 << 30)

Settings = Mapping[str, Any]

# What the members of the options that are sets are called.
_SET_MEMBERS = {"faults": "fault", "disabled_passes": "optimizer pass", "ext": "extension"}
_KIND_NAMES = {int: "a whole number", bool: "true or false"}


class EngineMissing(Exception):
    """The engine cannot run on this machine; the text says why. Tests of it are skipped."""


class EngineBroken(Exception):
    """The engine should run here but cannot be loaded or built. Tests of it fail."""


def known_names(option: str) -> tuple[str, ...]:
    """The names that one of `schedule.SET_OPTIONS` may hold."""
    if option == "faults":
        from conformance.jit_under_test.tracing.faults import FAULTS

        return tuple(FAULTS)
    if option == "ext":
        from conformance.jit_under_test.runtime.modules import EXTENSIONS

        return tuple(EXTENSIONS)
    from conformance.jit_under_test.optimizer.passes import PASSES

    return tuple(known.name for known in PASSES)


def check_options(settings: Settings) -> None:
    """Make sure that the JIT has these options, and that they may have these values.

    Raises ScheduleError.
    """
    from conformance.jit_under_test.options import Force, Options

    defaults = {known.name: known.default for known in dataclasses.fields(Options)}
    for option, value in settings.items():
        _check_name("option", option, option_names())
        if option in SET_OPTIONS:
            for name in sorted(value) if isinstance(value, frozenset) else (str(value),):
                _check_name(_SET_MEMBERS[option], name, known_names(option))
        elif option == FORCE:
            if not isinstance(value, Force):
                raise ScheduleError(f"{Schedule({option: value})}: {option} is no plan of exits")
        else:
            kind = bool if isinstance(defaults[option], bool) else int
            if type(value) is not kind:
                given = Schedule({option: value})
                raise ScheduleError(f"{given}: {option} is {_KIND_NAMES[kind]}")


def _check_name(kind: str, name: str, known: Sequence[str]) -> None:
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    raise ScheduleError(f"the JIT has no {kind} {name!r}: {hint}")


@dataclass(slots=True)
class _Output:
    """A descriptor that counts bytes and leaves the process at the output limit."""

    descriptor: int
    limit: int
    leave: Leave
    total: int = 0

    def write(self, data: bytes) -> None:
        self.total += len(data)
        while data:
            data = data[os.write(self.descriptor, data) :]
        if self.total > self.limit:
            self.leave(Report(Status.FLOOD, b"output limit"))


def _counters(stats: object) -> dict[str, int]:
    """The whole-number fields of the JIT's statistics record, by name."""
    if not dataclasses.is_dataclass(stats):
        return {}
    values = ((f.name, getattr(stats, f.name)) for f in dataclasses.fields(stats))
    return {name: value for name, value in values if isinstance(value, int)}


def _report(outcome: Outcome) -> Report:
    traceback = None
    if outcome.traceback is not None:
        _, traceback = split_message(outcome.traceback)
    return Report(
        Status(outcome.status),
        outcome.message,
        traceback,
        outcome.results,
        outcome.exit_status,
        _counters(outcome.stats),
        outcome.stats.sites,
    )


@dataclass(frozen=True, slots=True)
class JitEngine:
    """One tier of the JIT on one machine, with the options that differ from its defaults.

    `failed` is told of an error that ends a run before finalizers run and output is flushed.
    Where exits are forced, a run may have so many `branches`, see `oracles/branches.py`.
    """

    name: str
    machine: str
    tier: str
    settings: Settings = field(default_factory=Schedule)
    failed: Callable[[Report], object] = ignore
    branches: int = 0

    @property
    def reserved(self) -> Reserved:
        """What a run reserves: less if it is given an engine that is open already."""
        return STOCKED if self.machine in STOCK else RESERVED

    def prepare(self, progress: Progress = silent) -> None:
        """Build the image unless it is cached. Raises EngineMissing or EngineBroken."""
        try:
            from conformance.emulation.engines import architecture
            from conformance.jit_under_test.engine import image_for
            from conformance.jit_under_test.machine.protocol import MachineError
            from conformance.jit_under_test.options import Tier
        except Exception as error:
            raise EngineBroken(f"the JIT cannot be loaded: {error!r}") from error
        if self.tier not in {tier.value for tier in Tier}:
            raise EngineMissing(f"the JIT has no tier {self.tier!r}")
        try:
            image_for(architecture(self.machine), progress)
        except MachineError as error:
            raise EngineMissing(str(error)) from None
        except Exception as error:
            raise EngineBroken(f"its image cannot be built: {error}") from error

    def warm(self) -> None:
        """Prepare, and open an engine once: that imports all that runs need.

        Raises EngineMissing or EngineBroken.
        """
        self.prepare()
        if self.machine in STOCK:
            return
        from conformance.emulation.engines import open_engine
        from conformance.jit_under_test.options import Options, Tier

        try:
            open_engine(self.machine, Options(tier=Tier(self.tier))).close()
        except Exception as error:
            raise EngineBroken(f"it cannot be opened: {error!r}") from error

    @contextmanager
    def _open(self, options: Options) -> Iterator[Engine]:
        from conformance.emulation.engines import open_engine

        ready = STOCK.take(self.machine)
        if ready is None:
            with open_engine(self.machine, options) as engine:
                yield engine
        else:
            ready.configure(options)
            yield ready
            # Its memory goes with this process.
            ready.runtime.files.close()

    def run(
        self,
        program: Program,
        limits: Limits,
        leave: Leave,
        opened: Callable[[Any], object] = lambda engine: None,
    ) -> Report:
        """Run the program; `limits` fill the options that `settings` leave open.

        Where the collector is under stress the heap is verified afterwards. Where exits are forced
        the probe is what came of the sites.
        `opened` is given the JIT's own engine before the program starts.
        """
        if not self.branches:
            return self._run(program, limits, leave, opened)
        from conformance.oracles.branches import Branching

        def run(leave: Leave, watch: Callable[[Engine], object]) -> Report:
            return self._run(program, limits, leave, watch)

        return Branching(self.name, self.branches, limits).run(run, leave)

    def _run(
        self, program: Program, limits: Limits, leave: Leave, opened: Callable[[Any], object]
    ) -> Report:
        from conformance.jit_under_test.options import Options, Tier
        from conformance.jit_under_test.runtime.host.heap_verifier import verify_heap
        from conformance.oracles.features import collect

        settings: dict[str, Any] = {
            "memory_limit": limits.memory,
            "contained": limits.contained,
            "max_instructions": limits.instructions,
            **self.settings,
        }
        stdout, stderr = (_Output(number, limits.output, leave) for number in (1, 2))
        options = Options(tier=Tier(self.tier), **settings)
        with self._open(options) as engine:
            opened(engine)
            outcome = engine.run_steps(
                program.all_steps,
                stdout.write,
                stderr.write,
                at_once=os.isatty(1),
                failed=lambda outcome: self.failed(_report(outcome)),
            )
            if options.gc_stress and (problems := verify_heap(engine.runtime)):
                return Report(Status.BROKEN, b"heap: " + problems[0].encode("ascii", "replace"))
            features = collect(engine)
        return replace(_report(outcome), features=features)
