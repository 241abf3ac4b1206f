"""PUC's state at exact moments: "VM instruction n" means the same point on every engine.

A count hook stops PUC right before its n-th VM instruction (numbered from 1, the first of the
main chunk) and records, for every active Lua function, where it stands and the values of its
named locals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass, replace
from itertools import chain, repeat
from mmap import mmap

from conformance.oracles.capi import (
    GLOBALS_INDEX,
    HOOK_COUNT_MASK,
    Activation,
    Hook,
    LuaLibrary,
    load_library,
)
from conformance.oracles.contained import find_calls
from conformance.oracles.engines import NOTHING, Leave, Progress, Reserved, silent
from conformance.oracles.instant_values import (
    GLOBALS,
    Frame,
    Instant,
    Renderer,
    is_named,
    register_name,
    upvalue_name,
)
from conformance.oracles.observation import Limits, Observation, Report, Status
from conformance.oracles.program import Program
from conformance.oracles.standalone import run_standalone
from conformance.oracles.workers import observe

# Stack slots that rendering nested tables needs at most, with room to spare.
_STACK_SLOTS = 40


@dataclass(frozen=True, slots=True)
class _StackValues:
    """PUC's values, by their place on the API's stack."""

    lua: LuaLibrary
    state: int

    def kind(self, index: int) -> str:
        return self.lua.type_name(self.state, index)

    def boolean(self, index: int) -> bool:
        return bool(self.lua.lua_toboolean(self.state, index))

    def number(self, index: int) -> float:
        return float(self.lua.lua_tonumber(self.state, index))

    def string(self, index: int) -> bytes:
        return self.lua.string_at(self.state, index) or b""

    def identity(self, index: int) -> int:
        return int(self.lua.lua_topointer(self.state, index) or 0)

    def entries(self, index: int) -> Iterator[tuple[int, int]]:
        lua, state = self.lua, self.state
        top = lua.lua_gettop(state)
        try:
            lua.lua_pushnil(state)
            while lua.lua_next(state, index):
                yield top + 1, top + 2
                lua.lua_settop(state, top + 1)
        finally:
            lua.lua_settop(state, top)


@dataclass(frozen=True, slots=True)
class Whole:
    """What else of a state is wanted than the named locals.

    `live` are the other registers to show, for every active function; of all of them the
    upvalues, and the values of some global variables.
    """

    live: tuple[int, ...]
    globals: tuple[bytes, ...]


def capture(lua: LuaLibrary, state: int, number: int, whole: Whole | None = None) -> Instant:
    """Record every active function of a state that a hook has stopped."""
    lua.lua_checkstack(state, _STACK_SLOTS)
    renderer = Renderer(_StackValues(lua, state))
    registers = chain(whole.live if whole else (), repeat(0))
    frames: list[Frame] = []
    activation = Activation()
    level = 0
    while lua.lua_getstack(state, level, byref(activation)):
        level += 1
        live = next(registers)
        lua.lua_getinfo(state, b"Sl", byref(activation))
        if activation.what in (b"C", b"tail"):
            frames.append(Frame(activation.what.decode("ascii"), -1))
            continue
        found: list[tuple[str, str]] = []
        slot = 1
        while name := lua.lua_getlocal(state, byref(activation), slot):
            place = lua.lua_gettop(state)
            if is_named(name):
                found.append((name.decode("utf-8", "replace"), renderer.value(place)))
            elif live >> slot - 1 & 1:
                found.append((register_name(slot - 1), renderer.value(place)))
            lua.lua_settop(state, place - 1)
            slot += 1
        if whole:
            found += _upvalues(lua, state, activation, renderer)
        where = f"{activation.short_src.decode('utf-8', 'replace')}:{activation.linedefined}"
        frames.append(Frame(where, activation.currentline, tuple(found)))
    if whole and whole.globals:
        frames.append(Frame(GLOBALS, -1, tuple(_globals(lua, state, whole.globals, renderer))))
    return Instant(number, tuple(frames))


def _upvalues(
    lua: LuaLibrary, state: int, activation: Activation, renderer: Renderer[int]
) -> Iterator[tuple[str, str]]:
    lua.lua_getinfo(state, b"f", byref(activation))
    function = lua.lua_gettop(state)
    number = 1
    while name := lua.lua_getupvalue(state, function, number):
        yield upvalue_name(name), renderer.value(function + 1)
        lua.lua_settop(state, function)
        number += 1
    lua.lua_settop(state, function - 1)


def _globals(
    lua: LuaLibrary, state: int, names: Sequence[bytes], renderer: Renderer[int]
) -> Iterator[tuple[str, str]]:
    for name in names:
        lua.push_string(state, name)
        lua.lua_rawget(state, GLOBALS_INDEX)
        place = lua.lua_gettop(state)
        yield name.decode("utf-8", "replace"), renderer.value(place)
        lua.lua_settop(state, place - 1)


def counts_per_coroutine(program: Program) -> bool:
    """Whether PUC would count the program's instructions apart for each of its coroutines."""
    return b"coroutine" in program.source


@dataclass(frozen=True, slots=True)
class _Counting:
    """PUC with a count hook on every thread: `at_count(state, count)` is called at each stride."""

    stride: int
    at_count: Callable[[LuaLibrary, int, int, Leave], None]
    name: str = "puc"
    reserved: Reserved = NOTHING

    def prepare(self, progress: Progress = silent) -> None:
        load_library("lua51")

    def warm(self) -> None:
        find_calls(load_library("lua51").path)

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        lua = load_library("lua51")
        count = 0

        def on_hook(state: int, _activation: object) -> None:
            nonlocal count
            count += self.stride
            self.at_count(lua, state, count, leave)

        hook = Hook(on_hook)

        def prepare(state: int) -> None:
            lua.lua_sethook(state, hook, HOOK_COUNT_MASK, self.stride)

        report = run_standalone(lua, program, prepare=prepare, contained=limits.contained)
        return replace(report, probe=count)


@dataclass(frozen=True, slots=True)
class _Stopping:
    """PUC stopped at each of some instants, in ascending order; the probe is what was found.

    The hook is set anew for the distance to the next one. Where coroutines count for
    themselves, every instruction is a stop, and most do nothing.
    """

    numbers: tuple[int, ...]
    whole: Whole | None = None
    name: str = "puc"
    reserved: Reserved = NOTHING

    def prepare(self, progress: Progress = silent) -> None:
        load_library("lua51")

    def warm(self) -> None:
        find_calls(load_library("lua51").path)

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        lua = load_library("lua51")
        stepping = counts_per_coroutine(program)
        found: list[Instant] = []
        count = 0
        stride = 1 if stepping else self.numbers[0]

        def on_hook(state: int, _activation: object) -> None:
            nonlocal count, stride
            count += stride
            if count != self.numbers[len(found)]:
                return
            try:
                found.append(capture(lua, state, count, self.whole))
            except Exception as error:
                # ctypes would print it and go on.
                leave(Report(Status.BROKEN, repr(error).encode()))
            if len(found) == len(self.numbers):
                leave(Report(Status.LIMIT, probe=tuple(found)))
            if not stepping:
                stride = self.numbers[len(found)] - count
                lua.lua_sethook(state, hook, HOOK_COUNT_MASK, stride)

        hook = Hook(on_hook)

        def prepare(state: int) -> None:
            lua.lua_sethook(state, hook, HOOK_COUNT_MASK, stride)

        report = run_standalone(lua, program, prepare=prepare, contained=limits.contained)
        return replace(report, probe=tuple(found))


def observe_instants(
    program: Program, numbers: Sequence[int], limits: Limits | None = None
) -> tuple[Instant, ...]:
    """PUC's stack right before each of some VM instructions, as far as the program gets.

    `numbers` is ascending, without repetitions. Each coroutine counts its own instructions in
    PUC, so a program that mentions coroutines is stepped one instruction at a time (about a
    million per second); others stop at the wanted instants only.
    """
    if not numbers:
        return ()
    engine = _Stopping(tuple(numbers))
    engine.warm()
    found = observe(engine, program, limits).probe
    return found if isinstance(found, tuple) else ()


def observe_whole(
    program: Program, number: int, whole: Whole, limits: Limits | None = None
) -> tuple[Instant | None, Observation]:
    """PUC right before VM instruction `number`, with what it has printed until then.

    There is no instant when the program ends earlier.
    """
    engine = _Stopping((number,), whole)
    engine.warm()
    observation = observe(engine, program, limits)
    found = observation.probe
    return found[0] if isinstance(found, tuple) and found else None, observation


def observe_instant(program: Program, number: int, limits: Limits | None = None) -> Instant | None:
    """PUC's stack right before VM instruction `number`; None when the program ends earlier."""
    found = observe_instants(program, (number,), limits)
    return found[0] if found else None


def count_instructions(
    program: Program, most: int, stride: int = 1000, limits: Limits | None = None
) -> tuple[int, Observation]:
    """PUC's count of VM instructions, rounded down to `stride`, and the observation.

    The run ends (status LIMIT) when the count reaches `most`. Exact with stride 1.
    """

    seen = mmap(-1, 8)  # shared with the run's process, which os.exit ends without a last word

    def at_count(_lua: LuaLibrary, _state: int, count: int, leave: Leave) -> None:
        seen[:] = count.to_bytes(8, "little")
        if count >= most:
            leave(Report(Status.LIMIT, b"instruction limit", exit_status=1, probe=count))

    engine = _Counting(stride, at_count)
    engine.warm()
    observation = observe(engine, program, limits)
    if isinstance(observation.probe, int):
        return observation.probe, observation
    return int.from_bytes(seen[:], "little"), observation
