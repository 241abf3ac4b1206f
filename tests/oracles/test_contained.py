"""Contained programs: files of their own folder only, no processes, the same refusal everywhere."""

from dataclasses import replace

import pytest

from conformance.oracles.observation import Limits, Status
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES
from conformance.oracles.workers import observe

LIMITS = Limits(seconds=20)
ENGINE_NAMES = ("puc", "native:interp", "native:trace", "reference", "arm64:trace")
DENIED = "/etc/passwd: Permission denied"

# statement -> what it prints
REFUSED = {
    "print(os.execute('true'), os.execute(), os.execute('exit 3'))": "-1\t0\t-1",
    "print(pcall(io.popen, 'true'))": "false\t'popen' not supported",
    "print(io.open('/etc/passwd'))": f"nil\t{DENIED}\t13",
    "print(io.open('x/../../outside', 'w'))": "nil\tx/../../outside: Permission denied\t13",
    "print(select(2, pcall(io.lines, '/etc/passwd')))": f"bad argument #1 to '?' ({DENIED})",
    "print(select(2, pcall(io.output, '/etc/passwd')))": f"bad argument #1 to '?' ({DENIED})",
    "print(loadfile('/etc/passwd'))": f"nil\tcannot open {DENIED}",
    "print(select(2, pcall(dofile, '/etc/passwd')))": f"cannot open {DENIED}",
    "print(os.remove('/tmp/a'))": "nil\t/tmp/a: Permission denied\t13",
    "print(os.rename('a', '/tmp/a'))": "nil\ta: Permission denied\t13",
    "print(package.loadlib('/usr/lib/x.so', 'f'))": "nil\tnil\topen",
    "local p = package.path package.path = '/etc/?' "
    "print((pcall(require, 'passwd'))) package.path = p": "false",
}
ALLOWED = {
    "local f = io.open('a', 'w') f:write('x') f:close() print(io.open('a'):read())": "x",
    "io.open('a', 'w'):close() print(os.rename('a', 'b'), os.remove('b'))": "true\ttrue",
    "local n = os.tmpname() io.open(n, 'w'):close() print(n, os.remove(n))": "lua_000001\ttrue",
    "print(io.type(io.open('/dev/null')), io.type(io.tmpfile()))": "file\tfile",
    "local f = io.open('m.lua', 'w') f:write('return 7') f:close() print(require 'm')": "7",
    "io.open('m.lua', 'w'):close() print(loadfile('m.lua') ~= nil, dofile('m.lua'))": "true",
}


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_what_is_refused_and_what_is_not(engine):
    cases = {**REFUSED, **ALLOWED}
    source = "\n".join(f"do {statement} end" for statement in cases)
    seen = observe(ENGINES[engine].make(), Program(source.encode()), LIMITS)
    assert seen.stdout.decode().splitlines() == list(cases.values())


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_a_program_that_is_not_contained(engine, tmp_path):
    path = tmp_path / "made"
    source = f"print(os.execute('exit 3'), io.open('{path}', 'w') ~= nil)"
    free = replace(LIMITS, contained=False)
    seen = observe(ENGINES[engine].make(), Program(source.encode()), free)
    assert seen.stdout == b"768\ttrue\n"
    assert path.exists()


@pytest.mark.parametrize("engine", ["puc", "native:trace"])
def test_links_lead_nowhere(engine, tmp_path):
    # The link is made by a program that may.
    source = f"os.execute('ln -s {tmp_path} link') print(io.open('link/x', 'w') ~= nil)"
    free = observe(
        ENGINES[engine].make(), Program(source.encode()), replace(LIMITS, contained=False)
    )
    assert free.stdout == b"true\n"
    from conformance.jit_under_test.runtime.host.containment import Containment

    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    own = Containment(bytes(folder))
    assert not own.allows(b"link/x") and not own.allows(b"..") and not own.allows(b"/dev/mem")
    assert own.allows(b"x") and own.allows(b"") and own.allows(bytes(folder / "y"))


def test_files_are_counted():
    source = b"local t = {} for i = 1, 1000 do local f, m = io.open('f' .. i, 'w') " \
             b"if not f then print(m:match(': (.*)')) break end t[i] = f end"  # fmt: skip
    for engine in ("puc", "native:interp"):
        seen = observe(ENGINES[engine].make(), Program(source), LIMITS)
        assert (seen.status, seen.stdout) == (Status.OK, b"Too many open files\n")
