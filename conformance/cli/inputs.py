"""What commands share: options, and errors that are one clear line."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from conformance.cli.build_view import BuildView

if TYPE_CHECKING:
    from conformance.oracles.engines import Engine
    from conformance.oracles.registry import EngineSpec

# Exit status of a command that could not do its work, as click itself uses for wrong usage.
USAGE_STATUS = 2

_OPT = "moondiff.opt"  # where the context keeps what --opt says

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def fail(message: str) -> NoReturn:
    """Say in one line what is wrong and exit."""
    click.echo(f"moondiff: {message}", err=True)
    sys.exit(USAGE_STATUS)


def parse_setting(text: str) -> tuple[str, object]:
    """Turn `name=value` into an option's name and value. Raises click's BadParameter."""
    from conformance.oracles.schedule import ScheduleError, parse_option

    try:
        return parse_option(text)
    except ScheduleError as error:
        raise click.BadParameter(str(error)) from None


def parse_settings(
    ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> Mapping[str, object]:
    """Click's callback for repeated `--set name=value`; what `--opt` says is among them."""
    return {**ctx.meta.get(_OPT, {}), **dict(parse_setting(value) for value in values)}


def _parse_opt(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    """Click's callback for `--opt`: leaves the passes that are off in the context."""
    if value is None:
        return
    from conformance.jit_under_test.optimizer.passes import ALL
    from conformance.jit_under_test.runtime.host.jit_interface import passes_of

    passes = ALL
    for word in value.split(","):
        chosen = passes_of(word.strip(), passes, ALL)
        if chosen is None:
            names = ", ".join(sorted(ALL))
            raise click.BadParameter(f"{word!r} is no level and no pass as -cse: {names}")
        passes = chosen & ALL
    ctx.meta[_OPT] = {"disabled_passes": ALL - passes} if passes != ALL else {}


def settings_option(function: Decorated) -> Decorated:
    """Add `--set name=value`, an option of the JIT that differs from its default, and `--opt`."""
    function = click.option(
        "--opt",
        metavar="PASSES",
        is_eager=True,
        expose_value=False,
        callback=_parse_opt,
        help="Optimizer passes in use, such as -cse,-loop or 0,+fold: a level, then changes of it.",
    )(function)
    return click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="NAME=VALUE",
        callback=parse_settings,
        help="Set an option of the JIT, such as hot_loop=2.",
    )(function)


def _parse_ext(
    _ctx: click.Context, _parameter: click.Parameter, value: str | None
) -> frozenset[str]:
    return frozenset(part.strip() for part in (value or "").split(",") if part.strip())


def ext_option(function: Decorated) -> Decorated:
    """Add `--ext A,B`, libraries beyond Lua 5.1."""
    return click.option(
        "--ext",
        metavar="A,B",
        callback=_parse_ext,
        help="Give the program libraries of LuaJIT, by comma: bit, jit.",
    )(function)


def with_ext(settings: Mapping[str, object], ext: frozenset[str]) -> Mapping[str, object]:
    """The settings with what `--ext` names."""
    return {**settings, "ext": ext} if ext else settings


def system_option(function: Decorated) -> Decorated:
    """Add `--allow-system`: programs are not contained."""
    return click.option(
        "--allow-system", is_flag=True, help="Let programs start processes, and use any file."
    )(function)


def engine_option(default: str) -> Callable[[Decorated], Decorated]:
    """Add `--engine NAME`."""
    return click.option(
        "--engine", default=default, show_default=True, metavar="NAME", help="Engine to run on."
    )


def engines_option(function: Decorated) -> Decorated:
    """Add `--engines A,B`; the default is every engine that works here."""
    return click.option(
        "--engines",
        default=None,
        metavar="A,B",
        help="Engines to compare with PUC, by comma (default: all of the JIT's that work here).",
    )(function)


SIZE_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def parse_size(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    """Click's callback for a number of bytes, such as 500M: units are powers of 1024."""
    if value is None:
        return None
    match = re.fullmatch(r"([0-9]+)([KMG]?)", value, re.IGNORECASE)
    if match is None or int(match[1]) == 0:
        raise click.BadParameter(f"{value!r} is not a size such as 500M or 2G")
    return int(match[1]) * SIZE_UNITS[match[2].upper()]


def memory_option(function: Decorated) -> Decorated:
    """Add `--memory SIZE`."""
    return click.option(
        "--memory",
        metavar="SIZE",
        callback=parse_size,
        help="Limit of a program's memory, such as 500M or 2G.",
    )(function)


def start_engine(name: str, settings: Mapping[str, object] | None = None) -> Engine:
    """The named engine, prepared; wrong names and engines that cannot run end the command."""
    from conformance.oracles.registry import UnknownEngine, find_engine

    try:
        spec = find_engine(name)
    except UnknownEngine as error:
        fail(str(error))
    return start_spec(spec, settings)


def check_settings(settings: Mapping[str, object]) -> None:
    """End the command when the JIT has no such option, fault, pass or extension, or value."""
    if not settings:
        return
    from conformance.oracles.jit import check_options
    from conformance.oracles.schedule import ScheduleError

    try:
        check_options(settings)
    except ScheduleError as error:
        fail(str(error))


def tell(message: str) -> None:
    """Say something beside the results."""
    click.echo(f"moondiff: {message}", err=True)


def start_spec(spec: EngineSpec, settings: Mapping[str, object] | None = None) -> Engine:
    """Make an engine and prepare it, telling of a first build of its image."""
    from conformance.oracles.jit import EngineBroken, EngineMissing

    check_settings(settings or {})
    engine = spec.make(settings)
    try:
        with BuildView() as view:
            engine.prepare(view)
    except (EngineMissing, EngineBroken) as error:
        fail(f"{spec.name} cannot run: {error}")
    return engine


def choose_engines(names: str | None) -> tuple[EngineSpec, ...]:
    """The engines of `--engines`, all warm; without it, all of the JIT's that work here."""
    from conformance.oracles.jit import EngineBroken
    from conformance.oracles.registry import (
        DEFAULT_ENGINES,
        UnknownEngine,
        find_engines,
        usable,
    )

    try:
        wanted = find_engines(names or ",".join(DEFAULT_ENGINES))
    except UnknownEngine as error:
        fail(str(error))
    chosen: list[EngineSpec] = []
    for spec in wanted:
        try:
            with BuildView() as view:
                reason = usable(spec, view)
        except EngineBroken as error:
            fail(f"{spec.name} cannot run: {error}")
        if reason is None:
            chosen.append(spec)
        elif names is None:
            tell(f"{spec.name} left out: {reason}")
        else:
            fail(f"{spec.name} cannot run here: {reason}")
    if not chosen:
        fail("no engine can run here")
    return tuple(chosen)
