"""Branches of a run: forks of it that go on with other exits forced.

Most of a run's time goes into compiling, and an entry of compiled code forces one guard at most.
So whenever a fragment was made, the run is forked: the fork makes no more of them, and forces
guards at their next hit that no branch has forced yet. When the run itself makes no more
(`max_fragments`), it is forked as long as that forces others. Each branch has its own streams, and
ends with a report of its own, which is compared as that of any run. The run itself goes on as it
would have. A run that has a branch's settings from its beginning does what the run and the branch
did.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from conformance.jit_under_test.options import Force, Site
from conformance.oracles.engines import NOTHING, Leave
from conformance.oracles.observation import Branch, Limits, Report
from conformance.oracles.workers import (
    collect,
    contents,
    end_with_parent,
    flush_c_streams,
    observed,
    report_of,
    set_limits,
    without_report,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.tracing.events import Event
    from conformance.jit_under_test.tracing.tracer import Tracer

_STREAMS = (1, 2)
# Branches behind each fragment of a run that still makes them, at most.
_EARLY = 24
# Seconds of a branch behind which there are no more of them there.
_LONG = 2.0

Opened = Callable[["Engine"], object]


def forced_sites(probe: object) -> set[tuple[int, int]]:
    """The fragments and guards that a run with this probe has forced."""
    sites = probe if isinstance(probe, tuple) else ()
    return {(site.fragment, site.guard) for site in sites if site.forced}


def _next_force(sites: Collection[Site], open_: Collection[tuple[int, int]]) -> Force:
    """What was forced so far, and the open sites at their next hit."""
    chosen = []
    for site in sites:
        if site.forced:
            chosen.append((site.fragment, site.guard, site.forced))
        elif (site.fragment, site.guard) in open_:
            chosen.append((site.fragment, site.guard, site.hits + 1))
    return Force(0, tuple(chosen))


@contextlib.contextmanager
def _may_fork() -> Iterator[None]:
    """Programs may start no processes; this module may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    resource.setrlimit(resource.RLIMIT_NPROC, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NPROC, (soft, hard))


@dataclass(slots=True)
class Branching:
    """The branches of one run of an engine, at most so many, each with the limits of a run.

    `done` are the sites that some branch has forced. In a branch `pipe` leads to the run that it
    was forked from.
    """

    name: str
    most: int
    limits: Limits
    found: list[Branch] = field(default_factory=list)
    done: set[tuple[int, int]] = field(default_factory=set)
    pipe: int | None = None

    def run(self, run: Callable[[Leave, Opened], Report], leave: Leave) -> Report:
        """Run an engine that is told how to leave; its report, with those of the branches."""

        def end(report: Report) -> NoReturn:
            leave(self._complete(report))

        try:
            report = run(end, self._watch)
        except BaseException as error:
            if self.pipe is None:
                raise
            report = report_of(error)
        return self._complete(report)

    def _complete(self, report: Report) -> Report:
        """The report of the run with its branches; a branch sends its own, and ends."""
        if self.pipe is None:
            return replace(report, branches=tuple(self.found))
        flush_c_streams()
        with os.fdopen(self.pipe, "wb") as pipe:
            pickle.dump(report, pipe)
        os._exit(0)

    def _watch(self, engine: Engine) -> None:
        tracer = engine.tracer
        if tracer is None or tracer.forcing is None:
            return

        def heard(event: Event) -> None:
            if event.number is not None and self.pipe is None:
                self._fork_all(tracer, self.most if tracer.full else _EARLY)

        tracer.listeners.append(heard)

    def _fork_all(self, tracer: Tracer, most: int) -> None:
        """Fork as long as that forces more, so often at most; in a branch, force what is open.

        Files are shared with a fork: a run that has any is let alone.
        """
        assert tracer.forcing is not None
        sites = tracer.forcing.sites()
        open_ = {(s.fragment, s.guard) for s in sites if not s.forced} - self.done
        for _ in range(min(most, self.most - len(self.found))):
            if not open_ or os.listdir():
                return
            force, fragments = _next_force(sites, open_), len(tracer.installed)
            branch = self._fork({"force": force, "max_fragments": fragments})
            if branch is None:
                tracer.forcing.change(force)
                tracer.options = replace(tracer.options, max_fragments=fragments)
                return
            self.found.append(branch)
            forced = forced_sites(branch.observation.probe) & open_
            self.done |= forced
            open_ -= forced
            if not forced or branch.observation.seconds > _LONG:
                return

    def _fork(self, settings: dict[str, object]) -> Branch | None:
        """Fork, and wait for the branch; None in the branch itself."""
        flush_c_streams()
        read = os.lseek(0, 0, os.SEEK_CUR)
        files = [os.memfd_create(f"stream {number}") for number in _STREAMS]
        for number, file in zip(_STREAMS, files, strict=True):
            os.write(file, contents(number, self.limits.output))
        read_end, write_end = os.pipe()
        parent, started = os.getpid(), time.perf_counter()
        with _may_fork():
            pid = os.fork()
        if pid == 0:
            os.close(read_end)
            end_with_parent(parent)
            self.pipe = write_end
            for number, file in zip(_STREAMS, files, strict=True):
                os.dup2(file, number)
            set_limits(NOTHING, self.limits.seconds)
            return None
        os.close(write_end)
        raw, status, hung = collect(pid, read_end, self.limits.wall_seconds)
        os.close(read_end)
        seconds = time.perf_counter() - started
        ended = bool(raw) and not hung and not status
        report = pickle.loads(raw) if ended else without_report(status, hung)
        stdout, stderr = (contents(file, self.limits.output) for file in files)
        for file in files:
            os.close(file)
        # What the branch has read and written is not to be seen by the run.
        os.lseek(0, read, os.SEEK_SET)
        for made in Path().iterdir():
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        return Branch(settings, observed(self.name, report, seconds, stdout, stderr))
