"""What the command line chooses: engines, commands and the options of the JIT."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conformance.oracles.foreign import (
    CommandError,
    ForeignCommand,
    name_commands,
    probe_command,
)
from conformance.oracles.guard_exit import When
from conformance.oracles.jit import check_options
from conformance.oracles.registry import DEFAULT_ENGINES, EngineSpec, UnknownEngine, find_engines
from conformance.oracles.schedule import Schedule, ScheduleError, parse_option

# Where a capsule has its schedule.
_CAPSULE_KEY = "settings"


@dataclass(frozen=True, slots=True)
class Choices:
    """Engines of ours with the JIT's options for them, and commands.

    A run may take so many `seconds` of processor time; emulated engines need many. Behind each run
    of an engine that compiles, guards are forced to exit at the hits `forced`.
    """

    engines: tuple[EngineSpec, ...]
    commands: tuple[ForeignCommand, ...]
    schedule: Schedule
    seconds: float
    forced: tuple[When, ...] = ()


def read_schedule(text: str, folder: Path) -> Schedule:
    """The schedule of words, or of the file of this name: words, or JSON. Raises ScheduleError."""
    path = folder / text
    if "=" not in text or path.is_file():
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            what = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise ScheduleError(f"cannot read the schedule {path}: {what}") from None
        try:
            if text.lstrip().startswith("{"):
                return Schedule.from_plain(_json_options(text))
            return Schedule.parse(text)
        except ScheduleError as error:
            raise ScheduleError(f"{path}: {error}") from None
    return Schedule.parse(text)


def _json_options(text: str) -> Mapping[str, Any]:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise ScheduleError(f"not JSON: {error}") from None
    options = content.get(_CAPSULE_KEY, content)
    if not isinstance(options, dict):
        raise ScheduleError(f"{_CAPSULE_KEY!r} is not an object of options")
    return options


def make_choices(config: pytest.Config, probe: bool = True) -> Choices:
    """What pytest was told, all looked at. Commands are tried once, if `probe` says so.

    Raises pytest.UsageError in one line.
    """
    folder = config.invocation_params.dir
    named = config.getoption("--engines")
    lines = config.getoption("--engine-command")
    try:
        commands = name_commands([ForeignCommand.parse(line, folder) for line in lines])
        for command in commands if probe else ():
            probe_command(command)
    except CommandError as error:
        raise pytest.UsageError(f"--engine-command: {error}") from None
    try:
        engines = () if lines and not named else find_engines(named or ",".join(DEFAULT_ENGINES))
    except UnknownEngine as error:
        raise pytest.UsageError(str(error)) from None
    force = config.getoption("--force")
    forced = tuple(When) if force == "all" else (When(force),) if force else ()
    seconds = config.getoption("--engine-timeout")
    if not 0 < seconds < math.inf:
        raise pytest.UsageError(f"--engine-timeout: {seconds:g} is no time that a run may take")
    return Choices(engines, commands, _schedule(config, folder), seconds, forced)


def _schedule(config: pytest.Config, folder: Path) -> Schedule:
    """--schedule, then --gc-stress, then --set: what is said more exactly counts."""
    text = config.getoption("--schedule")
    options: dict[str, object] = {}
    try:
        if text is not None:
            options.update(read_schedule(text, folder))
        if config.getoption("--gc-stress"):
            options["gc_stress"] = 1
        options.update(map(parse_option, config.getoption("--set")))
        check_options(options)
    except ScheduleError as error:
        raise pytest.UsageError(str(error)) from None
    return Schedule(options)
