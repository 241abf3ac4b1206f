"""The bit library gives what LuaJIT's gives, in the interpreter and in compiled code.

LuaJIT's own compiler is off: it gives other bits where a sum with a fraction is converted.
"""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lupa import luajit21

from conformance.emulation.engines import MACHINES, open_engine
from conformance.jit_under_test.engine import Engine
from conformance.jit_under_test.options import Options, Tier

EXT = frozenset({"bit"})
OPTIONS = {
    "native": Options(tier=Tier.TRACE, hot_loop=2, ext=EXT),
    "arm64": Options(tier=Tier.TRACE, hot_loop=2, ext=EXT),
    "interpreter": Options(tier=Tier.INTERP, ext=EXT),
    "reference": Options(tier=Tier.REFERENCE, ext=EXT),
}
Evaluate = Callable[[str], bytes]

_SHOWN = "local function shown(...) local t = {...} for i = 1, select('#', ...) do " \
    "t[i] = type(t[i]) .. ':' .. tostring(t[i]) end return table.concat(t, ' ') end "  # fmt: skip


@pytest.fixture(scope="module")
def luajit() -> Evaluate:
    lua = luajit21.LuaRuntime(encoding=None)
    lua.execute(b"jit.off()")
    load = lua.eval(b'function(source) return assert(loadstring(source, "=t"))() end')
    return lambda source: load(source.encode())


@pytest.fixture(scope="module", params=OPTIONS)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    machine = request.param if request.param in MACHINES else "native"
    with open_engine(machine, OPTIONS[request.param]) as opened:
        yield opened


def value_of(engine: Engine, source: str) -> bytes:
    outcome = engine.run(source.encode(), b"=t")
    assert outcome.status == "ok", outcome.message
    return outcome.results[0]


CASES = (
    "bit.tobit(0xffffffff), bit.tobit(2^31), bit.tobit(-2^31 - 1), bit.tobit(-0)",
    "bit.tobit(0.5), bit.tobit(1.5), bit.tobit(2.5), bit.tobit(-0.5), bit.tobit(-1.5)",
    "bit.tobit(2^51 + 0.5), bit.tobit(2^53), bit.tobit(2^54 + 8), bit.tobit(1e300)",
    "bit.tobit(0/0), bit.tobit(1/0), bit.tobit('0x10'), bit.tobit(' 7 ')",
    "1 / bit.tobit(-0), bit.tobit(1, 2, 3)",
    "bit.bnot(0), bit.bnot('5'), bit.bswap(0x12345678), bit.bswap(-3), bit.bswap(0x80)",
    "bit.band(0x12345678, 0xff), bit.band(1), bit.band(7, 14, 28), bit.band('12', 9)",
    "bit.bor(1, 2, 4, 8), bit.bor(-1), bit.bxor(0xa5a5f0f0, 0xaa55ff00), bit.bxor(1, 1, 1)",
    "bit.lshift(1, 0), bit.lshift(1, 31), bit.lshift(1, 32), bit.lshift(1, -1)",
    "bit.rshift(-256, 8), bit.rshift(-256, 0), bit.rshift(-1, 31), bit.rshift(-1, 32.5)",
    "bit.arshift(-256, 8), bit.arshift(0x87654321, 12), bit.arshift(-1, 0), bit.arshift(1, 31)",
    "bit.rol(0x12345678, 12), bit.rol(0x12345678, 0), bit.rol(-2, 1), bit.rol(1, 33)",
    "bit.ror(0x12345678, 12), bit.ror(0x12345678, 0), bit.ror(1, 1), bit.ror(1, -1)",
    "bit.tohex(1), bit.tohex(-1), bit.tohex(0xffff, -4), bit.tohex(0x12345678, 4)",
    "bit.tohex(255, 0), bit.tohex(0xab, 12), bit.tohex(-1, 12.5), bit.tohex(0xabc, '-3')",
    "#bit.tohex(1, 300), bit.tohex(1, -2^31):sub(-3), bit.tohex(2^40 + 10)",
    "require('bit') == bit, package.loaded.bit == bit, type(bit)",
    "pcall(bit.tobit)",
    "pcall(bit.tobit, nil)",
    "pcall(bit.tobit, 'x')",
    "pcall(bit.bnot, {})",
    "pcall(bit.bswap)",
    "pcall(bit.band)",
    "pcall(bit.band, 1, nil)",
    "pcall(bit.bor, 1, 2, true)",
    "pcall(bit.lshift)",
    "pcall(bit.lshift, 1)",
    "pcall(bit.ror, 'x', {})",
    "pcall(bit.tohex)",
    "pcall(bit.tohex, 1, nil)",
    "(function() local names = {} for name in pairs(bit) do names[#names + 1] = name end "
    "table.sort(names) return table.concat(names, ' ') end)()",
    "select(2, pcall(function() bit.bnot(nil) end))",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_as_luajit(engine: Engine, luajit: Evaluate, case: str) -> None:
    source = f"{_SHOWN} return shown({case})"
    assert value_of(engine, source) == luajit(source)


_EVERY = """
local numbers = {%s}
local out = {}
for _, x in ipairs(numbers) do
  for _, n in ipairs(numbers) do
    local sum = bit.tobit(x) + bit.bnot(n)
    sum = bit.bxor(sum, bit.lshift(x, n), bit.rshift(x, n), bit.arshift(x, n))
    sum = bit.bxor(bit.rol(sum, n), bit.ror(x, n), bit.bswap(x), bit.rol(x, 7), bit.lshift(n, 3))
    sum = bit.bor(bit.band(sum, 0xffffff0f), bit.rshift(bit.band(x, n), 9), bit.arshift(sum, 30))
    out[#out + 1] = sum
  end
end
return table.concat(out, ' ')
"""
NUMBERS = st.one_of(
    st.integers(-64, 64).map(float),
    st.integers(-(1 << 33), 1 << 33).map(float),
    st.floats(-1e10, 1e10),
    st.floats(allow_nan=False, allow_infinity=False),
)


@settings(max_examples=25, deadline=None)
@given(numbers=st.lists(NUMBERS, min_size=3, max_size=8))
def test_compiled_as_luajit(engine: Engine, luajit: Evaluate, numbers: list[float]) -> None:
    source = _EVERY % ", ".join(f"{number:.17g}" for number in numbers)
    assert value_of(engine, source) == luajit(source)


def test_compiled_code_calls_nothing(engine: Engine) -> None:
    if engine.tracer is None:
        pytest.skip("nothing is compiled on this tier")
    before = len(engine.tracer.installed)
    value_of(engine, _EVERY % "1, 2, 3, 4, 5, 6")
    made = [i.fragment for n, i in engine.tracer.installed.items() if n > before]
    names = {ins.op.name for fragment in made for ins in fragment.instructions}
    assert {"numlo", "sext", "bxor", "shl", "shr", "sar"} <= names
    called = {ins.aux.name for f in made for ins in f.instructions if ins.op.name == "scall"}
    assert called <= {"trace_append", "trace_call", "trace_set"}


def test_programs_without_it_have_plain_lua() -> None:
    with open_engine("x64emu", Options(tier=Tier.INTERP)) as plain:
        assert value_of(plain, "return tostring(bit) .. tostring(package.loaded.bit)") == b"nilnil"
