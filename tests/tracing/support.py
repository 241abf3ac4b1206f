"""Running one Lua program on every tier and on PUC, in this process, and seeing what it did."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lupa import lua51

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.ir.fragment import Fragment
from conformance.jit_under_test.options import JitStats, Options, Tier
from conformance.jit_under_test.tracing.events import Event

CHUNK = b"=t"

INTERP = Options(tier=Tier.INTERP, clock=True)
REFERENCE = Options(tier=Tier.REFERENCE, clock=True)
USUAL = Options(tier=Tier.TRACE, clock=True)
HOT = replace(USUAL, hot_loop=2, hot_call=3, hot_exit=1)
WARM = replace(USUAL, hot_loop=3, hot_call=5, hot_exit=2)
HOTTEST = replace(USUAL, hot_loop=1, hot_call=1, hot_exit=1)
STRESSED = replace(HOT, gc_stress=True)

# Runs a program with `print` and `io.write` collected. Gives the output and the error message.
_PUC_RUN = b"""
function(source)
  local out = {}
  print = function(...)
    local line = {}
    for i = 1, select('#', ...) do line[i] = tostring((select(i, ...))) end
    out[#out + 1] = table.concat(line, '\\t') .. '\\n'
  end
  io.write = function(...) for i = 1, select('#', ...) do out[#out + 1] = (select(i, ...)) end end
  local ok, message = pcall(assert(loadstring(source, '=t')))
  return table.concat(out), not ok and tostring(message) or ''
end
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a program showed and did."""

    output: bytes
    message: bytes
    clock: int
    stats: JitStats
    fragments: tuple[Fragment, ...]
    events: tuple[Event, ...]

    @property
    def shown(self) -> tuple[bytes, bytes]:
        """What PUC has to agree with."""
        return self.output, self.message


def run(source: str | bytes, options: Options, machine: str = "native") -> Run:
    """Run a program on a new engine."""
    text = source.encode("latin-1") if isinstance(source, str) else source
    output: list[bytes] = []
    with open_engine(machine, options) as engine:
        outcome = engine.run(text, CHUNK, stdout=output.append)
        tracer = engine.tracer
        return Run(
            b"".join(output),
            outcome.message or b"",
            outcome.stats.vm_instructions,
            outcome.stats,
            tuple(i.fragment for i in tracer.installed.values()) if tracer else (),
            tuple(tracer.events) if tracer else (),
        )


def puc(source: str | bytes) -> tuple[bytes, bytes]:
    """What PUC's Lua 5.1 prints, and its error message."""
    text = source.encode("latin-1") if isinstance(source, str) else source
    output, message = lua51.LuaRuntime(encoding=None).eval(_PUC_RUN)(text)
    return output, message


def programs(path: Path) -> Iterator[tuple[str, str]]:
    """The programs in a file: each begins with a line `--- title`."""
    sections = re.split(r"^--- (.*)\n", path.read_text("latin-1"), flags=re.MULTILINE)
    for title, source in zip(sections[1::2], sections[2::2], strict=True):
        yield f"{path.stem}: {title}", source
