"""PUC's state at an exact moment: "VM instruction n" means the same point on every engine.

A count hook stops PUC right before its n-th VM instruction (numbered from 1) and records, for
every active Lua function, where it stands and the values of its named locals. Nothing in the
rendering depends on addresses: objects are numbered in the order in which they are met.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref
from dataclasses import dataclass, field, replace

from conformance.oracles.capi import HOOK_COUNT_MASK, Activation, Hook, LuaLibrary, load_library
from conformance.oracles.engines import NOTHING, Leave, Progress, Reserved, silent
from conformance.oracles.observation import Limits, Observation, Report, Status
from conformance.oracles.program import Program
from conformance.oracles.standalone import run_standalone
from conformance.oracles.workers import observe

# Tables are shown this deep and this long; beyond that only their identity is.
TABLE_DEPTH = 3
TABLE_ENTRIES = 64
# Stack slots that rendering one nested table needs at most, with room to spare.
_STACK_SLOTS = 40

_NUMBER, _STRING, _TABLE = 3, 4, 5


@dataclass(frozen=True, slots=True)
class Frame:
    """One active function, innermost first: `where` is `name:linedefined`, or the kind for C."""

    where: str
    line: int
    locals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Instant:
    """The stack right before VM instruction `number`."""

    number: int
    frames: tuple[Frame, ...]

    def lines(self) -> list[str]:
        """A printed form, one line per frame and local."""
        shown = [f"instruction {self.number}"]
        for frame in self.frames:
            shown.append(f"  {frame.where} line {frame.line}")
            shown += [f"    {name} = {value}" for name, value in frame.locals]
        return shown


def render_number(value: float) -> str:
    """A number bit for bit: integers plainly, others in hexadecimal, with the sign of zero.

    NaNs are one value here: their bits differ between machines and Lua cannot see them.
    """
    if value != value:
        return "nan"
    if value.is_integer() and abs(value) < 2**53 and (value or str(value) == "0.0"):
        return str(int(value))
    return value.hex()


@dataclass(slots=True)
class _Renderer:
    """Renders values of one state; numbers objects in the order of meeting them."""

    lua: LuaLibrary
    state: int
    seen: dict[int, str] = field(default_factory=dict)

    def value(self, index: int, depth: int = TABLE_DEPTH) -> str:
        lua, state = self.lua, self.state
        kind = lua.lua_type(state, index)
        if kind == _NUMBER:
            return render_number(lua.lua_tonumber(state, index))
        if kind == _STRING:
            return repr(lua.string_at(state, index))[1:]
        if kind < _NUMBER:
            return lua.render(state, index).decode("ascii").partition(":")[0]
        address = lua.lua_topointer(state, index) or 0
        if address in self.seen:
            return self.seen[address]
        name = f"{lua.type_name(state, index)}#{len(self.seen) + 1}"
        self.seen[address] = name
        if kind == _TABLE and depth:
            return name + self.entries(index, depth)
        return name

    def entries(self, index: int, depth: int) -> str:
        lua, state = self.lua, self.state
        shown: list[str] = []
        lua.lua_pushvalue(state, index)
        lua.lua_pushnil(state)
        while lua.lua_next(state, -2):
            if len(shown) == TABLE_ENTRIES:
                shown.append("…")
                lua.lua_settop(state, -3)
                break
            key = self.value(-2, 0)
            shown.append(f"[{key}]={self.value(-1, depth - 1)}")
            lua.lua_settop(state, -2)
        lua.lua_settop(state, -2)
        return "{" + " ".join(shown) + "}"


def capture(lua: LuaLibrary, state: int, number: int) -> Instant:
    """Record every active function of a state that a hook has stopped."""
    lua.lua_checkstack(state, _STACK_SLOTS)
    renderer = _Renderer(lua, state)
    frames: list[Frame] = []
    activation = Activation()
    level = 0
    while lua.lua_getstack(state, level, byref(activation)):
        level += 1
        lua.lua_getinfo(state, b"Sl", byref(activation))
        if activation.what in (b"C", b"tail"):
            frames.append(Frame(activation.what.decode("ascii"), -1))
            continue
        found: list[tuple[str, str]] = []
        slot = 1
        while name := lua.lua_getlocal(state, byref(activation), slot):
            # Names in parentheses are the compiler's own temporaries.
            if not name.startswith(b"("):
                found.append((name.decode("utf-8", "replace"), renderer.value(-1)))
            lua.lua_settop(state, -2)
            slot += 1
        where = f"{activation.short_src.decode('utf-8', 'replace')}:{activation.linedefined}"
        frames.append(Frame(where, activation.currentline, tuple(found)))
    return Instant(number, tuple(frames))


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
        self.prepare()

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

        report = run_standalone(lua, program, prepare=prepare)
        return replace(report, probe=count)


def observe_instant(program: Program, number: int, limits: Limits | None = None) -> Instant | None:
    """PUC's stack right before VM instruction `number`; None when the program ends earlier.

    Each coroutine counts its own instructions in PUC, so a program that mentions coroutines is
    stepped one instruction at a time (about a million per second); others stop once.
    """
    stride = 1 if b"coroutine" in program.source else number

    def at_count(lua: LuaLibrary, state: int, count: int, leave: Leave) -> None:
        if count >= number:
            leave(Report(Status.LIMIT, probe=capture(lua, state, number)))

    engine = _Counting(stride, at_count)
    engine.warm()
    found = observe(engine, program, limits).probe
    return found if isinstance(found, Instant) else None


def count_instructions(
    program: Program, most: int, stride: int = 1000, limits: Limits | None = None
) -> tuple[int, Observation]:
    """PUC's count of VM instructions, rounded down to `stride`, and the observation.

    The run ends (status LIMIT) when the count reaches `most`. Exact with stride 1.
    """

    def at_count(_lua: LuaLibrary, _state: int, count: int, leave: Leave) -> None:
        if count >= most:
            leave(Report(Status.LIMIT, b"instruction limit", exit_status=1, probe=count))

    engine = _Counting(stride, at_count)
    engine.warm()
    observation = observe(engine, program, limits)
    count = observation.probe if isinstance(observation.probe, int) else most
    return count, observation
