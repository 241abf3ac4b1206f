"""Every opcode means the same to PUC, the reference executor, the interpreter and fragments."""

from collections.abc import Callable, Iterator

import pytest
from lupa import lua51

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.bytecode.prototype import Prototype
from conformance.jit_under_test.bytecode.quick import QUICK_OPS, quicken
from conformance.jit_under_test.frontend import compile_source
from conformance.jit_under_test.options import Options
from conformance.jit_under_test.semantics.table import SEMANTICS
from tests.semantics.opcodes import SNIPPETS
from tests.tracing.support import HOT, INTERP, REFERENCE

CASES = [(op, number) for op, snippets in SNIPPETS.items() for number in range(len(snippets))]
IDS = [f"{op.name} {number}" for op, number in CASES]
TIERS = {"reference": REFERENCE, "interp": INTERP, "trace": HOT}

# Calls a snippet several times, which makes it hot, and returns everything that it gave.
_FRAME = b"""
local function body(...) %s
end
local out = {}
local function show(v)
  if v ~= v then return 'nan' end
  local kind = type(v)
  if kind == 'number' then return ('%%.17g'):format(v) .. (1 / v == -1 / 0 and '-' or '') end
  if kind == 'string' then return ('%%q'):format(v) end
  return kind == 'boolean' and tostring(v) or kind
end
for round = 1, 6 do
  local given = { n = 0 }
  local function take(...)
    given.n = select('#', ...)
    for i = 1, given.n do given[i] = (select(i, ...)) end
  end
  take(pcall(body))
  for i = 1, given.n do out[#out + 1] = show(given[i]) end
end
return table.concat(out, ' ')
"""


def framed(snippet: str) -> bytes:
    return _FRAME % snippet.encode("latin-1")


@pytest.fixture(scope="module")
def puc() -> Callable[[bytes], bytes]:
    runtime = lua51.LuaRuntime(encoding=None)
    return runtime.eval(b"function(source) return assert(loadstring(source, '=t'))() end")


@pytest.fixture(scope="module", params=TIERS)
def run(request: pytest.FixtureRequest) -> Iterator[Callable[[bytes], bytes]]:
    """Runs a program on one tier; all programs of a tier share an engine."""
    options: Options = TIERS[request.param]
    with open_engine("native", options) as engine:

        def call(source: bytes) -> bytes:
            outcome = engine.run(source, b"=t")
            assert outcome.status == "ok", outcome.message
            return outcome.results[0]

        yield call
        if engine.tracer is not None:
            assert engine.stats().fragments > len(CASES) / 4


@pytest.mark.parametrize(("op", "number"), CASES, ids=IDS)
def test_snippets(
    op: Op, number: int, run: Callable[[bytes], bytes], puc: Callable[[bytes], bytes]
) -> None:
    source = framed(SNIPPETS[op][number])
    assert run(source) == puc(source)


def prototypes(prototype: Prototype) -> Iterator[Prototype]:
    yield prototype
    for inner in prototype.protos:
        yield from prototypes(inner)


def test_snippets_contain_their_opcode() -> None:
    assert SNIPPETS.keys() == SEMANTICS.keys()
    for op, snippets in SNIPPETS.items():
        for snippet in snippets:
            found = {
                word & 63
                for p in prototypes(compile_source(snippet.encode("latin-1"), b"=t"))
                for word in p.code
            }
            # Errors at compile time and long constructors are in strings.
            assert op in found or "loadstring" in snippet, (op.name, snippet)


def test_snippets_contain_every_quickened_opcode() -> None:
    found = set()
    for snippets in SNIPPETS.values():
        for snippet in snippets:
            for p in prototypes(compile_source(snippet.encode("latin-1"), b"=t")):
                nups = [inner.nups for inner in p.protos]
                found |= {word & 0xFF for word in quicken(p.code, p.constants, nups, 1)}
    missing = {q.name for q in QUICK_OPS if q.number not in found}
    # Fragments' entries are made at run time; comparisons and tests always have a fixed operand,
    # which their general forms lack.
    general = {"EQ", "LT", "LE", "TEST", "TESTSET"}
    assert missing == {q.name for q in QUICK_OPS if q.compiled} | general
