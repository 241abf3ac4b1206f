"""What `moondiff bench` measures on: the JIT's tiers, Luas in C, and other languages.

Luas of the lupa wheel run inside a Python process, as the JIT does, and are measured the same way.
`cmd:` names are commands that are installed; their times have their own start in them.
"""

from __future__ import annotations

import difflib
import importlib.util
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from conformance.oracles import registry


class UnknownEngine(Exception):
    """No engine has this name; the text is one line with suggestions."""


class Kind(Enum):
    """How an engine is run."""

    JIT = "the JIT under test"
    LUPA = "a Lua of the lupa wheel"
    PYTHON = "CPython"
    LUA_COMMAND = "a Lua command"
    COMMAND = "a command for another language"


@dataclass(frozen=True, slots=True)
class BenchEngine:
    """One row of the table. `where` is a module of lupa, or the names a command may have.

    `suffix` is that of files in the command's language, if it is not Lua. Engines that are `slow`
    run programs at a size of their own.
    """

    name: str
    kind: Kind
    summary: str
    where: tuple[str, ...] = ()
    machine: str = ""
    tier: str = ""
    slow: bool = False
    suffix: str = ""

    @property
    def runs_lua(self) -> bool:
        """False for engines that are for the calls of `layers` only."""
        return self.kind not in (Kind.PYTHON, Kind.COMMAND)

    @property
    def command(self) -> str | None:
        """The path of the command, if one is installed."""
        return next((path for name in self.where if (path := shutil.which(name))), None)

    def missing(self) -> str | None:
        """Why it cannot run here, as far as can be told without trying; None if it can."""
        if self.kind is Kind.LUPA and importlib.util.find_spec(f"lupa.{self.where[0]}") is None:
            return f"lupa has no {self.where[0]} here"
        if self.kind in (Kind.LUA_COMMAND, Kind.COMMAND) and self.command is None:
            return f"no command {' or '.join(self.where)} is installed"
        return None


_LUPA: Final = {
    "puc": ("lua51", "PUC Lua 5.1.5"),
    "lua52": ("lua52", "PUC Lua 5.2"),
    "lua53": ("lua53", "PUC Lua 5.3"),
    "lua54": ("lua54", "PUC Lua 5.4"),
    "lua55": ("lua55", "PUC Lua 5.5"),
    "luajit": ("luajit21", "LuaJIT 2.1"),
}
_COMMANDS: Final = {
    "cmd:lua": (Kind.LUA_COMMAND, ("lua",), ""),
    "cmd:luajit": (Kind.LUA_COMMAND, ("luajit",), ""),
    "cmd:node": (Kind.COMMAND, ("node", "nodejs"), ".js"),
    "cmd:cc": (Kind.COMMAND, ("cc", "gcc", "clang"), ".c"),
}


def _table() -> Mapping[str, BenchEngine]:
    engines = [
        BenchEngine(name, Kind.LUPA, summary, (module,))
        for name, (module, summary) in _LUPA.items()
    ]
    engines += [
        BenchEngine(
            spec.name, Kind.JIT, spec.summary, machine=spec.machine, tier=spec.tier, slow=spec.slow
        )
        for spec in registry.ENGINES.values()
        if spec.kind is registry.Kind.JIT
    ]
    engines.append(BenchEngine("cpython", Kind.PYTHON, "CPython, in `layers` only"))
    engines += [
        BenchEngine(name, kind, f"the {' or '.join(commands)} command", commands, suffix=suffix)
        for name, (kind, commands, suffix) in _COMMANDS.items()
    ]
    return {engine.name: engine for engine in engines}


ENGINES: Final[Mapping[str, BenchEngine]] = _table()
DEFAULT: Final = ("puc", "luajit", "native:interp", "native:trace")
"""What programs are measured on unless told otherwise."""
DEFAULT_LAYERS: Final = (
    *("reference", "native:interp", "native:trace", "puc", "luajit", "lua54"),
    *("cpython", "cmd:lua", "cmd:luajit", "cmd:node", "cmd:cc"),
)
"""What `layers` is measured on, as far as it is installed."""


def find_engines(names: str) -> tuple[BenchEngine, ...]:
    """The engines of a comma-separated list, each once. Raises UnknownEngine."""
    wanted = dict.fromkeys(part.strip() for part in names.split(",") if part.strip())
    if not wanted:
        raise UnknownEngine("no engine named: give a comma-separated list of engines")
    for name in wanted:
        if name not in ENGINES:
            near = difflib.get_close_matches(name, ENGINES, n=3, cutoff=0.4)
            hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(ENGINES)}"
            raise UnknownEngine(f"unknown engine {name!r}: {hint}")
    return tuple(ENGINES[name] for name in wanted)
