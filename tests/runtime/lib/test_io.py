"""The io and os libraries do what PUC's do, file by file."""

# ruff: noqa: E501 - programs are easier to read unbroken

from pathlib import Path

import pytest

from tests.runtime.lib.conftest import Both

CONTENTS = b"line one\nline two\n\n3.5 0x10 -7e2 abc\n\0hidden\nlast"

CASES = (
    "local f = io.open(name) return f:read(), f:read('*l'), f:read('*l'), f:read('*l')",
    "local f = io.open(name) return f:read('*a'), f:read('*a'), f:read('*l'), f:read(0), f:read(1)",
    "local f = io.open(name) return f:read(4, 0, 5, '*l')",
    "local f = io.open(name) f:seek('set', 19) return f:read('*n', '*n', '*n', '*n')",
    "local f = io.open(name) f:seek('set', 19) return f:read('*n', '*l')",
    "local f = io.open(name) return f:seek(), f:seek('end'), f:seek('set', 5), f:seek('cur', -2)",
    "local f = io.open(name) return f:seek('set', -1)",
    "local f = io.open(name) return f:seek('bad')",
    "local f = io.open(name) return f:read('x')",
    "local f = io.open(name) return f:read('*x')",
    "local f = io.open(name) return f:read({})",
    "local r = {} for l in io.lines(name) do r[#r + 1] = l end return unpack(r)",
    "local f = io.open(name) local it = f:lines() return it(), it(), io.type(f)",
    "local it = io.lines(name) while it() do end return pcall(it)",
    "return io.lines('/nonexistent/x')",
    "return io.lines(nil)",
    "return io.open('/nonexistent/x')",
    "return io.open(name, 'zz')",
    "return io.open()",
    "return io.open(name, 'r'):write('x')",
    "return io.open('/dev/null', 'w'):read()",
    "local f = io.open(name) f:close() return io.type(f), tostring(f), pcall(f.read, f)",
    "local f = io.open(name) f:close() return f:close()",
    "return io.type(io.stdout), io.type(5), io.type({})",
    "return io.type()",
    "return io.stdout:close()",
    "return io.close(5)",
    "return io.stdout.write()",
    "return io.stdout.write({})",
    "return io.stdout:write({})",
    "return io.write({})",
    "return io.read('x')",
    "return io.stdout:setvbuf('full'), io.stdout:setvbuf('bad')",
    "return io.input('/nonexistent/x')",
    "io.input(name) local a = io.read('*l') io.close(io.input()) return a, pcall(io.read)",
    "local f = io.open(other, 'w') f:write('a', 1, 2.5) f:close() return io.open(other):read('*a')",
    "local f = io.open(other, 'w') f:write('abc') f:close() f = io.open(other, 'a') f:write('d') f:close()"
    " return io.open(other):read('*a')",
    "local f = io.open(other, 'w+') f:write('abc') f:seek('set', 1) return f:read('*a')",
    "local out = io.output() io.output(other) io.write('x', 5) io.close() local r = {pcall(io.write, 'x')}"
    " io.output(out) return r[1], r[2], io.open(other):read('*a')",
    "local f = io.tmpfile() f:write('t') f:seek('set') return f:read('*a'), io.type(f)",
    "local f = io.open('/tmp') return f:read(1)",
    "return pcall(getmetatable(io.stdout).__tostring, 5)",
    "return getmetatable(io.stdout).__index == getmetatable(io.stdout)",
    "return os.remove(other .. 'none'), select(3, os.remove(other .. 'none'))",
    "return os.rename(other .. 'none', other)",
    "return os.time({year = 2020, month = 2, day = 30, hour = 0, sec = 61, isdst = false})",
    "return os.time({year = 2020, month = 1})",
    "return os.time({year = 'x', month = 1, day = 1})",
    "return os.time(5)",
    "return os.date('!%Y-%m-%d %H:%M:%S %j %p %A %B %%', 86399), os.date('!%c', 0), os.date('!%x %X', 1e9)",
    "local t = os.date('!*t', 1e9) return t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst",
    "return os.date('%'), os.date('!%Hx%', 0), os.date('!', 0)",
    "return os.date({})",
    "return os.difftime(5, 3), os.difftime(5)",
    "return os.getenv('NO_SUCH_VARIABLE'), type(os.getenv('PATH'))",
    "return os.setlocale('C'), os.setlocale('xx'), os.setlocale(nil, 'all')",
    "return os.setlocale('C', 'bad')",
    "return type(os.clock()), type(os.time()), type(os.tmpname())",
    "return os.execute('exit 3'), os.execute()",
)  # fmt: skip


@pytest.mark.parametrize("body", CASES)
def test_as_puc(both: Both, tmp_path: Path, body: str) -> None:
    name = tmp_path / "file"
    name.write_bytes(CONTENTS)
    names = f"local name, other = '{name}', '{tmp_path / 'other'}'\n"
    results = []
    for which in (0, 1):
        (tmp_path / "other").unlink(missing_ok=True)
        results.append(both(names + body)[which])
    assert results[1] == results[0]
