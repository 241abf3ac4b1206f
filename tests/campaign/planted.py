"""An engine with a planted fault: PUC running a program that is altered first."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from conformance.oracles.engines import NOTHING, Leave, silent
from conformance.oracles.observation import Limits, Report
from conformance.oracles.program import Program
from conformance.oracles.puc import PUC
from conformance.oracles.registry import EngineSpec, Kind


@dataclass(frozen=True)
class PlantedEngine:
    name: str
    alter: Callable[[bytes], bytes]
    jit: dict
    reserved = NOTHING

    def prepare(self, progress=silent):
        PUC.prepare()

    def warm(self):
        PUC.warm()

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        report = PUC.run(replace(program, source=self.alter(program.source)), limits, leave)
        return replace(report, jit=self.jit)


@dataclass(frozen=True)
class PlantedSpec(EngineSpec):
    """A row for the engine table whose engine changes programs before PUC runs them."""

    alter: Callable[[bytes], bytes] = bytes
    jit: tuple[tuple[str, int], ...] = (("entries", 1),)

    def make(self, settings=None, branches=0):
        return PlantedEngine(self.name, self.alter, dict(self.jit))


def planted_spec(alter, name="planted:trace", jit=(("entries", 1),)):
    return PlantedSpec(name, Kind.JIT, "a fault", "planted", "trace", alter=alter, jit=jit)
