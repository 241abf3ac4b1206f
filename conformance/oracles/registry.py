"""Engine names: which engines there are, what they are, and how they are compared with PUC."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from conformance.oracles.bytecode import BytecodeEngine
from conformance.oracles.compare import EXACT, Difference, Verdict, compare
from conformance.oracles.engines import Engine, Progress, silent
from conformance.oracles.jit import EngineMissing, JitEngine, Settings
from conformance.oracles.luajit import LUAJIT
from conformance.oracles.masks import ADDRESSES, NAN_SIGN, Mask
from conformance.oracles.observation import Observation
from conformance.oracles.puc import PUC
from conformance.oracles.schedule import Schedule

REFERENCE_ENGINE = "puc"


class UnknownEngine(Exception):
    """No engine has this name; the text is one line with suggestions."""


class Kind(Enum):
    """What stands behind an engine's name."""

    C_LUA = "Lua in C"
    JIT = "JIT under test"
    FRONTEND = "compiler under test"


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """One row of the engine table.

    `fields` are the parts of an observation that must equal PUC's, `masks` what is hidden from
    the comparison. `slow` engines run programs with the argument of their `reference` header.
    """

    name: str
    kind: Kind
    summary: str
    machine: str = ""
    tier: str = ""
    fields: tuple[Difference, ...] = EXACT
    masks: tuple[Mask, ...] = (ADDRESSES,)
    slow: bool = False

    @property
    def compiles(self) -> bool:
        """True for tiers that make machine code while the program runs."""
        return self.tier == "trace"

    def make(self, settings: Settings | None = None, branches: int = 0) -> Engine:
        """The engine, with JIT options that differ from the defaults (ignored by the others).

        Runs of an engine that compiles may have so many `branches`.
        """
        if self.kind is Kind.FRONTEND:
            return BytecodeEngine(self.name)
        if self.kind is Kind.C_LUA:
            return PUC if self.name == PUC.name else LUAJIT
        branches = branches if self.compiles else 0
        return JitEngine(self.name, self.machine, self.tier, Schedule(settings), branches=branches)

    def judge(self, expected: Observation, actual: Observation) -> Verdict:
        """Compare this engine's observation with PUC's by this engine's rules."""
        return compare(expected, actual, self.masks, self.fields)


_MACHINES = {
    "native": ("on this machine's processor", (ADDRESSES,)),
    "arm64": ("as ARM64 code under Unicorn", (ADDRESSES, NAN_SIGN)),
    "x64emu": ("as x86-64 code under Unicorn", (ADDRESSES,)),
}
_TIERS = {
    "interp": "the machine-code interpreter",
    "trace": "the tracing JIT",
}


def _table() -> Mapping[str, EngineSpec]:
    specs = [
        EngineSpec("puc", Kind.C_LUA, "PUC Lua 5.1.5, the reference"),
        EngineSpec(
            "luajit",
            Kind.C_LUA,
            "LuaJIT 2.1, the peer",
            # Its error texts and tracebacks differ from PUC's in known ways.
            fields=(Difference.STDOUT, Difference.RESULTS, Difference.EXIT_STATUS),
            masks=(ADDRESSES, NAN_SIGN),
        ),
        EngineSpec(
            "bytecode",
            Kind.FRONTEND,
            "our compiler's chunk beside PUC's string.dump",
            fields=(Difference.STDOUT, Difference.MESSAGE, Difference.EXIT_STATUS),
            masks=(),
        ),
        EngineSpec(
            "reference",
            Kind.JIT,
            "the semantics executed in plain Python",
            machine="native",
            tier="reference",
            slow=True,
        ),
    ]
    specs += [
        EngineSpec(f"{machine}:{tier}", Kind.JIT, f"{what} {where}", machine, tier, masks=masks)
        for machine, (where, masks) in _MACHINES.items()
        for tier, what in _TIERS.items()
    ]
    return {spec.name: spec for spec in specs}


ENGINES: Mapping[str, EngineSpec] = _table()
# What `check`, `fuzz` and the suites compare with PUC unless told otherwise.
DEFAULT_ENGINES = (
    "bytecode",
    "reference",
    "native:interp",
    "native:trace",
    "arm64:interp",
    "arm64:trace",
)


def find_engine(name: str) -> EngineSpec:
    """The engine of this name. Raises UnknownEngine with the closest names."""
    if name in ENGINES:
        return ENGINES[name]
    near = difflib.get_close_matches(name, ENGINES, n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(ENGINES)}"
    raise UnknownEngine(f"unknown engine {name!r}: {hint}")


def find_engines(names: str) -> tuple[EngineSpec, ...]:
    """The engines of a comma-separated list, each once. Raises UnknownEngine."""
    found = {
        name: find_engine(name) for name in (part.strip() for part in names.split(",")) if name
    }
    if not found:
        raise UnknownEngine("no engine named: give a comma-separated list of engines")
    return tuple(found.values())


def takes_settings(name: str) -> bool:
    """True for engines that the JIT's options apply to."""
    return ENGINES[name].kind is Kind.JIT


def usable(spec: EngineSpec, progress: Progress = silent) -> str | None:
    """None when the engine can run here, and then it is warm; else the reason why it cannot.

    An engine that should run here but is broken is no reason to leave it out: EngineBroken.
    """
    engine = spec.make()
    try:
        engine.prepare(progress)
        engine.warm()
    except EngineMissing as error:
        return str(error)
    return None
