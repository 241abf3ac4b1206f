"""Collects the conformance suites: every Lua file is one test on every engine.

    pytest suites --engines native:trace,arm64:trace
    pytest suites --engines native:interp --gc-stress
    pytest suites --engines native:trace --force first
    pytest suites --engines native:trace --set hot_loop=1 --set hot_call=1 --set hot_exit=1

PUC runs beside each engine and is the expectation, so a suite file needs no expected output.
Each worker of pytest-xdist warms its engines once; every run is a fork of it.

A suite program must end normally on PUC, or it may have stopped before what it is about. The
files that are about errors which nothing catches are named `uncaught_*.lua`, and must end so.

A `-- reference: M` header gives the argument for the slow reference engine (and PUC beside it);
`-- reference: no` keeps the file away from it. Without a header, PUC's count of VM instructions
decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click import BadParameter

from conformance.cli.inputs import parse_setting
from conformance.oracles.checking import REFERENCE_HEADER, Check, check_program, program_for
from conformance.oracles.guard_exit import When, check_forced
from conformance.oracles.instant import count_instructions
from conformance.oracles.observation import Limits, Observation, Status
from conformance.oracles.program import Program, read_program
from conformance.oracles.registry import (
    DEFAULT_ENGINES,
    ENGINES,
    EngineSpec,
    Kind,
    UnknownEngine,
    find_engines,
    usable,
)

UNCAUGHT_PREFIX = "uncaught_"
SUITES = Path(__file__).parent
# The reference engine executes some hundred thousand VM instructions per second.
REFERENCE_INSTRUCTIONS = 400_000
# Processor time of one run; emulated engines need most of it.
LIMITS = Limits(seconds=60.0)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engines",
        default=None,
        metavar="A,B",
        help="engines to run the suites on (default: all of the JIT's that work here)",
    )
    parser.addoption(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set an option of the JIT, such as hot_loop=2",
    )
    parser.addoption(
        "--gc-stress",
        action="store_true",
        help="collect all garbage wherever a program can start a collection",
    )
    parser.addoption(
        "--force",
        choices=["first", "middle", "last", "all"],
        help="also make every guard of compiled code exit, at that hit, and compare frames there",
    )


def pytest_configure(config: pytest.Config) -> None:
    # Here a wrong name is one line; during collection it would be one per file.
    chosen_engines(config.getoption("--engines"))
    chosen_settings(config)


@cache
def _unusable(name: str) -> str | None:
    return usable(ENGINES[name])


def chosen_engines(names: str | None) -> tuple[EngineSpec, ...]:
    """The engines of --engines; by default all of the JIT's."""
    try:
        return find_engines(names or ",".join(DEFAULT_ENGINES))
    except UnknownEngine as error:
        raise pytest.UsageError(str(error)) from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".lua" and file_path.is_relative_to(SUITES):
        return LuaFile.from_parent(parent, path=file_path)
    return None


def chosen_settings(config: pytest.Config) -> dict[str, object]:
    """The JIT's options of --set and --gc-stress."""
    stress = {"gc_stress": 1} if config.getoption("--gc-stress") else {}
    try:
        return {**stress, **dict(map(parse_setting, config.getoption("--set")))}
    except BadParameter as error:
        raise pytest.UsageError(error.message) from None


class LuaFile(pytest.File):
    """One suite program: a test on each engine, beside one run of PUC for all of them."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.expectations: dict[Program, Observation] = {}

    def collect(self) -> Iterator[pytest.Item]:
        for spec in chosen_engines(self.config.getoption("--engines")):
            yield LuaTest.from_parent(self, name=spec.name, spec=spec)


class Disagreement(Exception):
    """An engine and PUC observed different things."""


@cache
def _instructions(program: Program) -> tuple[int, Observation]:
    return count_instructions(program, REFERENCE_INSTRUCTIONS, limits=limits_of(program))


def limits_of(program: Program) -> Limits:
    """The limits of a suite's program."""
    return replace(LIMITS, contained=not program.asks_for_system)


class LuaTest(pytest.Item):
    """One program on one engine beside PUC."""

    def __init__(self, *, spec: EngineSpec, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.spec = spec

    def _program(self) -> Program:
        shown = self.path.relative_to(SUITES).as_posix()
        program = read_program(self.path, shown=shown)
        sized = program_for(self.spec, program)
        if sized is None:
            pytest.skip("its header says: not on the reference engine")
        if self.spec.slow and REFERENCE_HEADER not in program.headers:
            count, _ = _instructions(sized)
            if count >= REFERENCE_INSTRUCTIONS:
                pytest.skip(f"PUC executes more than {REFERENCE_INSTRUCTIONS} VM instructions")
        return sized

    def runtest(self) -> None:
        if reason := _unusable(self.spec.name):
            pytest.skip(reason)
        program = self._program()
        settings = chosen_settings(self.config)
        known = self.parent.expectations
        limits = limits_of(program)
        (check,) = check_program(program, (self.spec,), settings, limits, known)
        wanted = Status.OK
        if self.path.name.startswith(UNCAUGHT_PREFIX) and self.spec.kind is not Kind.FRONTEND:
            wanted = Status.ERROR
        if check.expected.status is not wanted:
            raise Disagreement(
                f"{check.program} should end with status {wanted.value} on PUC: "
                f"{check.expected.status.value} {check.expected.message!r}"
            )
        self.user_properties.append(("vacuous", check.vacuous))
        self.user_properties.append(("masks", check.verdict.masks))
        if not check.passed:
            raise Disagreement(describe(check))
        force = self.config.getoption("--force")
        if force and self.spec.compiles:
            whens = tuple(When) if force == "all" else (When(force),)
            forced = check_forced(program, self.spec, whens, settings, limits)
            if forced.problem:
                raise Disagreement(
                    f"{forced.program} on {forced.engine} with --set force={forced.force}\n"
                    f"{forced.problem}"
                )

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: str | None = None
    ) -> str:
        """Show a disagreement by itself; anything else as pytest does."""
        if isinstance(excinfo.value, Disagreement):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.path.relative_to(SUITES).as_posix()} on {self.spec.name}"


def describe(check: Check) -> str:
    """The first difference, or why PUC's run is no expectation."""
    kind = check.verdict.difference
    what = f"differs in {kind.value}" if kind else "PUC gives no expectation"
    return f"{check.program} on {check.actual.engine} {what}\n{check.verdict.detail}"
