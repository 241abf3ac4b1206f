"""What programs write, and how they end."""

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier

PRINT = b"""
print(1, 'a\\0b', nil, true, 1e15)
print() print(setmetatable({}, {__tostring = function() return 'T' end}))
local plain = tostring
tostring = function(v) return '<' .. plain(v) .. '>' end
print(1, 'x')
tostring = function() return {} end
print(pcall(print, 1))
"""
WRITE = b"""
io.write(1, ' ', 2.5, 'a\\0b', '\\n')
io.stdout:write('x'):write('y')
"""
EXIT = b"""
io.write('before')
pcall(function() table.sort({1, 2, 3}, function() pcall(os.exit, 7) end) end)
io.write('never')
"""
PIPE = b"""
local p = io.popen('echo hi; echo there')
io.write(p:read('*a'), tostring(p:close()))
"""
LONG = b"""
for i = 1, 20000 do io.write(i, ' ') end
io.write(('x'):rep(100000))
"""
CASES = (
    (PRINT, "error", 1, b"1\ta\tnil\ttrue\t1e+15\n\nT\n<1>\t<x>\n"),
    (WRITE, "error", 1, b"1 2.5a\0b\nx"),
    (EXIT, "ok", 7, b"before"),
    (PIPE, "ok", 0, b"hi\nthere\ntrue"),
    (LONG, "ok", 0, b"".join(b"%d " % i for i in range(1, 20001)) + b"x" * 100000),
)


@pytest.mark.parametrize("machine", ["native", "arm64"])
@pytest.mark.parametrize(("source", "status", "exit_status", "expected"), CASES)
def test_output(
    machine: str, source: bytes, status: str, exit_status: int, expected: bytes
) -> None:
    written: list[bytes] = []
    with open_engine(machine, Options(tier=Tier.INTERP)) as engine:
        outcome = engine.run(source, b"=t", stdout=written.append)
    assert (outcome.status, outcome.exit_status) == (status, exit_status), outcome.message
    assert b"".join(written) == expected
