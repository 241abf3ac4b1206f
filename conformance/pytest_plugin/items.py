"""The tests: a Lua program on one engine, or by one command, beside PUC.

A program must end normally on PUC, or it may have stopped before what it is about. Files that are
about errors which nothing catches are named `uncaught_*.lua`, and must end so.

A `-- reference: M` header gives the argument for the slow reference engine (and PUC beside it);
`-- reference: no` keeps the file away from it. Without a header, PUC's count of VM instructions
decides. With `-- needs: system` a program is not contained. One that a command runs never is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest

from conformance.oracles.checking import REFERENCE_HEADER, Check, check_program, program_for
from conformance.oracles.compare import describe_end
from conformance.oracles.foreign import ForeignCommand, check_command, puc_command
from conformance.oracles.guard_exit import check_forced
from conformance.oracles.instant import count_instructions
from conformance.oracles.observation import Limits, Observation, Status
from conformance.oracles.program import Program, read_program
from conformance.oracles.registry import ENGINES, EngineSpec, Kind, usable
from conformance.pytest_plugin.choices import Choices
from conformance.pytest_plugin.markers import COMMAND_MARKER, engine_markers, section_markers
from conformance.pytest_plugin.summary import DIFFERENCE, Seen

UNCAUGHT_PREFIX = "uncaught_"
# The reference engine executes some hundred thousand VM instructions per second.
REFERENCE_INSTRUCTIONS = 400_000


class Disagreement(Exception):
    """An engine and PUC observed different things."""


@dataclass(slots=True)
class Expectations:
    """What PUC observed of a file's program: it runs once for all engines."""

    by_program: dict[Program, Observation] = field(default_factory=dict)
    as_commands: dict[Program, tuple[Observation, Observation]] = field(default_factory=dict)

    def of_command(self, program: Program, limits: Limits) -> tuple[Observation, Observation]:
        """As `puc_command`."""
        if program not in self.as_commands:
            self.as_commands[program] = puc_command(program, limits)
        return self.as_commands[program]


class LuaFile(pytest.File):
    """One program: a test on each engine and by each command."""

    def __init__(self, *, root: Path, choices: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shown = self.path.relative_to(root).as_posix()
        self.choices = choices
        self.expectations = Expectations()
        for marker in section_markers("" if self.path.parent == root else self.path.parent.name):
            self.add_marker(marker)

    def collect(self) -> Iterator[pytest.Item]:
        """The tests, by name of the engine."""
        for spec in self.choices.engines:
            yield EngineTest.from_parent(self, name=spec.name, spec=spec)
        for command in self.choices.commands:
            yield CommandTest.from_parent(self, name=command.name, command=command)


class LuaTest(pytest.Item):
    """One program by one means."""

    parent: LuaFile

    def program(self) -> Program:
        """The file's program, with the path below the suite in its messages."""
        return read_program(self.path, shown=self.parent.shown)

    def limits(self, program: Program) -> Limits:
        """The limits of the file's program."""
        return Limits(self.parent.choices.seconds, contained=not program.asks_for_system)

    def judge(self, check: Check, wanted: Status) -> None:
        """Fail unless PUC ended as wanted and the engine did as PUC. Raises Disagreement."""
        if check.expected.status is not wanted:
            end = describe_end(check.expected)
            text = f"{check.program} should end with status {wanted.value!r} on PUC, but {end}"
            self.disagree(text, Seen(check.program, "puc", "status", end))
        self.user_properties.append(("masks", check.verdict.masks))
        if not check.passed:
            self.disagree(describe(check), Seen.of(check))

    def disagree(self, text: str, seen: Seen) -> NoReturn:
        """Fail by a difference, which the summary shows in short."""
        self.user_properties.append((DIFFERENCE, seen.plain()))
        raise Disagreement(text)

    def wanted_status(self) -> Status:
        """How PUC must end."""
        uncaught = self.path.name.startswith(UNCAUGHT_PREFIX)
        return Status.ERROR if uncaught else Status.OK

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Show a disagreement by itself; anything else as pytest does."""
        if isinstance(excinfo.value, Disagreement):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, and a name for people."""
        return self.path, 0, f"{self.parent.shown} on {self.name}"


class EngineTest(LuaTest):
    """One program on one engine of moondiff."""

    def __init__(self, *, spec: EngineSpec, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.spec = spec
        for marker in engine_markers(spec):
            self.add_marker(marker)

    def _sized(self, program: Program) -> None:
        """Skip what is too long for a slow engine."""
        sized = program_for(self.spec, program)
        if sized is None:
            pytest.skip("its header says: not on the reference engine")
        if self.spec.slow and REFERENCE_HEADER not in program.headers:
            count = _instructions(sized, self.limits(program))
            if count >= REFERENCE_INSTRUCTIONS:
                pytest.skip(f"PUC executes more than {REFERENCE_INSTRUCTIONS} VM instructions")

    def runtest(self) -> None:
        """Run the program on the engine; then, if wanted, with its guards forced to exit."""
        if reason := _unusable(self.spec.name):
            pytest.skip(reason)
        program = self.program()
        self._sized(program)
        choices, limits = self.parent.choices, self.limits(program)
        known = self.parent.expectations.by_program
        (check,) = check_program(program, (self.spec,), choices.schedule, limits, known)
        self.user_properties.append(("vacuous", check.vacuous))
        # The compiler's own test dumps a program and does not run it.
        self.judge(check, Status.OK if self.spec.kind is Kind.FRONTEND else self.wanted_status())
        if choices.forced and self.spec.compiles:
            forced = check_forced(program, self.spec, choices.forced, choices.schedule, limits)
            if forced.problem:
                how = f"--set force={forced.force}"
                self.disagree(
                    f"{forced.program} on {forced.engine} with {how}\n{forced.problem}",
                    Seen(forced.program, forced.engine, how, forced.problem.split("\n", 1)[0]),
                )


class CommandTest(LuaTest):
    """One program by one command."""

    def __init__(self, *, command: ForeignCommand, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.command = command
        self.add_marker(COMMAND_MARKER)

    def runtest(self) -> None:
        """Run the program by the command."""
        expect = self.parent.expectations.of_command
        program = self.program()
        check = check_command(self.command, program, self.limits(program), expect)
        self.judge(check, self.wanted_status())


@cache
def _unusable(name: str) -> str | None:
    return usable(ENGINES[name])


@cache
def _instructions(program: Program, limits: Limits) -> int:
    return count_instructions(program, REFERENCE_INSTRUCTIONS, limits=limits)[0]


def describe(check: Check) -> str:
    """The first difference, or why PUC's run is no expectation."""
    kind = check.verdict.difference
    what = f"differs in {kind.value}" if kind else "PUC gives no expectation"
    return f"{check.program} on {check.actual.engine} {what}\n{check.verdict.detail}"
