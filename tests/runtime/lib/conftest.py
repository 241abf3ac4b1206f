"""One native engine per test module, and PUC beside it."""

import locale
from collections.abc import Callable, Iterator

import pytest
from lupa import lua51

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier

Both = Callable[[str | bytes], tuple[bytes, bytes]]

# Shows every result with its type, numbers to the last bit; errors as their messages.
_SHOW = b"""
local function show(...)
  local shown = {}
  for i = 1, select('#', ...) do
    local value = select(i, ...)
    if type(value) == 'number' then value = ('%.17g'):format(value)
    elseif type(value) == 'string' then value = ('%q'):format(value)
    elseif type(value) == 'boolean' or value == nil then value = tostring(value)
    else value = type(value) end
    shown[i] = value
  end
  return table.concat(shown, ' ')
end
return show(pcall(function() """


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    """What statements that end with `return` give: on PUC, and on the engine under test."""
    before = locale.setlocale(locale.LC_ALL)
    puc = lua51.LuaRuntime(encoding=None)
    load = puc.eval(b'function(source) return assert(loadstring(source, "=t"))() end')
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:

        def run(body: str | bytes) -> tuple[bytes, bytes]:
            text = body if isinstance(body, bytes) else body.encode("latin-1")
            source = _SHOW + text + b"\nend))"
            outcome = engine.run(source, b"=t")
            assert outcome.status == "ok", outcome.message
            # The sign of a NaN is the C library's business: its versions differ for log(-1).
            return tuple(
                text.replace(b"-nan", b"nan") for text in (load(source), outcome.results[0])
            )

        yield run
    # os.setlocale on PUC changes it for the process, and for the tests after these.
    locale.setlocale(locale.LC_ALL, before)
