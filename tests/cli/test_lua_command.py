"""`moondiff run` is the stand-alone `lua` command (manual, section 6), on PUC and on the JIT.

Every case runs on both, which must agree to the byte; where a `lua5.1` command is installed, both
must also do what it does.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass, field

import pytest

from conformance.oracles.registry import ENGINES
from tests.cli.forked import moondiff

LUA = shutil.which("lua5.1")
FILES = {
    "args.lua": "print(#arg, arg[0], arg[-1], arg[-2], arg[-3], arg[-4], ...)\n",
    "count.lua": "local low = 0 while arg[low - 1] do low = low - 1 end print(low, arg[low])\n",
    "error.lua": "local function f(x) error('bad ' .. x) end\nf(1)\n",
    "module.lua": "print('module', ...) return {x = 7}\n",
    "failing.lua": "error('in module')\n",
    "shebang.lua": "#!/usr/bin/lua\nprint(debug.getinfo(1).currentline, ...)\n",
    "syntax.lua": "x = = 1\n",
    "stdin.lua": "print(io.read('*l'), io.read('*n'), io.read('*a'))\n",
    "-dash.lua": "print('dash', arg[0], ...)\n",
    "sub/inner.lua": "return function() return 'inner' end\n",
}
# Search paths are compiled in, and Debian's are not PUC's.
PATHS = {"LUA_PATH": "./?.lua", "LUA_CPATH": "./?.none"}


@dataclass(frozen=True)
class Case:
    """Arguments, standard input and environment of one run, and its exit status.

    Distributions read the lines of -i with readline, which writes what it reads, and has no limit
    of a line's length (`fgets`: the case is about how C's fgets takes a line).
    """

    args: tuple[str, ...]
    stdin: bytes = b""
    environment: dict[str, str] = field(default_factory=dict)
    status: int = 0
    fgets: bool = False


def case(*args, stdin=b"", status=0, fgets=False, **environment):
    return Case(args, stdin, environment, status, fgets)


CASES = [
    # the script and its arguments
    case("args.lua"),
    case("args.lua", "a", "", "--", "-x"),
    case("-v", "args.lua", "b"),
    case("-lmodule", "-e", "x = 1", "args.lua", "a"),
    case("-l", "module", "-ex=1", "-v", "args.lua"),
    case("--", "args.lua", "c"),
    case("--", "-dash.lua", "c"),
    case("-e", "x = 1", "--", "count.lua"),
    case("count.lua"),
    case("shebang.lua", "1"),
    case("missing.lua", status=1),
    case("sub", status=1),
    case("syntax.lua", status=1),
    case("error.lua", status=1),
    case("args.lua", "\udcff\udcfe"),
    # standard input
    case("-", "a", "b", stdin=b"print(arg[0], arg[-1], ...)"),
    case("-", stdin=b"#!shebang\nprint(debug.getinfo(1).short_src, ...)"),
    case("-", stdin=b"error('x')", status=1),
    case("-", stdin=b"x = = 1", status=1),
    case("-"),
    case(stdin=b"print(arg, ...)"),
    case(stdin=b"return 1, 2"),
    case("--", "-", stdin=b"print('not run')", status=1),
    case("stdin.lua", stdin=b"first\n12 rest"),
    case("-lmodule", stdin=b"print('after', package.loaded.module.x)"),
    # -e
    case("-e", "print(1)", stdin=b"print('not run')"),
    case("-eprint(1)"),
    case("-e", "a = 1", "-e", "print(a)", "-e", "print(arg)"),
    case("-e", "error('x')", "-e", "print('not reached')", status=1),
    case("-e", "x =", status=1),
    case("-e", "error()", status=1),
    case("-e", "error(nil)", "args.lua", status=1),
    case("-e", "error({})", status=1),
    case("-e", "error(setmetatable({}, {__tostring = print}))", status=1),
    case("-e", "error(12, 0)", status=1),
    case("-e", "error('a\\0b')", status=1),
    case("-e", "return 1, 2, 3"),
    case("-e", "local t = nil; t.x = 1", status=1),
    case("-e", "print(debug.traceback('m'))"),
    case("-e", "local function f() f() end f()", status=1),
    case("-e", "local function f() return 1 + f() end f()", status=1),
    case("-e", "debug.traceback = nil error('x')", status=1),
    case("-e", "debug.traceback = function(...) return select('#', ...) .. ... end error('x')",
         status=1),
    case("-e", "debug.traceback = error error('x')", status=1),
    case("-e", "debug = 1 error('x')", status=1),
    case("-e", "setfenv(0, {}) local x = y.z", status=1),
    case("-e", "coroutine.wrap(error)('in coroutine')", status=1),
    case("-e", "string.rep()", status=1),
    case("-e", "('x'):bad()", status=1),
    case("-e", "local x <const> = 1", status=1),
    # -l
    case("-lmodule", "-lmodule", "-e", "print(package.loaded.module.x)"),
    case("-l", "sub.inner", "-e", "print(package.loaded['sub.inner']())"),
    case("-lmissing", status=1, **PATHS),
    case("-lfailing", "-e", "print('not reached')", status=1),
    case("-e", "package.preload.p = function(...) print('p', ...) end", "-lp", "-e", "print(1)"),
    case("-e", "require = nil", "-lmodule", status=1),
    case("-lsyntax", status=1),
    case("-lstring", "-e", "print(1)"),
    # -v
    case("-v"),
    case("-v", "-e", "print(_VERSION)"),
    case("-e", "print(1)", "-v", "-v"),
    case("-v", "missing.lua", status=1),
    # -i
    case("-i", stdin=b""),
    case("-i", stdin=b"= 1"),
    case("-i", stdin=b"x = 1\n=x, nil\nreturn x + 1\nprint(...)\n= arg\n"),
    case("-i", stdin=b"local function f()\n  return 1\nend print(f())\n= 1,\n2\n= [[\na]]\n"),
    case("-i", stdin=b"= ,\nx y\n= 'open\nx = )\nfor i = 1, 2 do\n"),
    case("-i", stdin=b"error('a')\nerror()\nerror({})\nlocal x = y.z\ncoroutine.wrap(error)(1)"),
    case("-i", stdin=b"print(io.read('*l'))\nnot run\nprint(io.read('*n'))\n12\n= 3\n"),
    case("-i", stdin=b"print = function(...) io.write(select('#', ...), '.') end\n= nil, nil\n"),
    case("-i", stdin=b"print = nil\n= 1\nprint = error\n= 'x'\n= {}\n= 5\n"),
    case("-i", stdin=b"_PROMPT = '?' _PROMPT2 = 12\n= (\n1)\n_PROMPT = {} _PROMPT2 = false\n= (\n"),
    case("-i", stdin=b"setmetatable(_G, {__index = function(t, k) return k end})\n= (\n1)\n"),
    case("-i", stdin=b"= 1" + 600 * b" " + b"+ 2\n", fgets=True),
    case("-i", stdin=b"= 'a\0b'\n'\n", fgets=True),
    case("-i", stdin=b"print('a')\nos.exit(3)\nprint('b')\n", status=3),
    case("-i", "args.lua", "a", stdin=b"= arg[1]\n"),
    case("-i", "error.lua", stdin=b"not run", status=1),
    case("-e", "a = 1", "-i", "-e", "b = 2", stdin=b"= a, b\n"),
    case("-i", "-", "a", stdin=b"print(...)"),
    case("-v", "-i", stdin=b"= 1"),
    # LUA_INIT
    case("args.lua", LUA_INIT="print('init', arg)"),
    case("-e", "print(a)", LUA_INIT="a = 5"),
    case("args.lua", LUA_INIT="x = ", status=1),
    case("args.lua", LUA_INIT="error('stop')", status=1),
    case("args.lua", LUA_INIT="@module.lua"),
    case("args.lua", LUA_INIT="@missing.lua", status=1),
    case("-v", LUA_INIT="print('first')"),
    case("args.lua", LUA_INIT=""),
    # paths
    case("-e", "print(package.path, package.cpath)", **PATHS),
    case("-linner", "-e", "print(package.loaded.inner())", LUA_PATH="sub/?.lua"),
    case("-e", "print((package.path:gsub('.*(;end)', '%1')))", LUA_PATH=";;end"),
    case("-e", "print(package.path == package.path:match('^a;.*'))", LUA_PATH="a;;"),
    # how a program ends
    case("-e", "os.exit(3)", "-e", "print('not reached')", status=3),
    case("-e", "os.exit(-1)", status=255),
    case("-e", "io.write('no newline') os.exit()"),
    case("-e", "print(pcall(os.exit, {}))"),
    case("-e", "local u = newproxy(true) getmetatable(u).__gc = function() print('closed') end"),
    case("-e", "local u = newproxy(true) getmetatable(u).__gc = function() error('x') end"),
    case("-e", "getmetatable(newproxy(true)).__gc = 5 getmetatable(newproxy(true)).__gc = {}"),
    case("-e", "io.stderr:write('to stderr\\n') io.stdout:close() print(1)"),
    case("-e", "io.stdout:setvbuf('no') io.write('a') io.stderr:write('b')"),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    for engine in ("puc", "native:interp", "native:trace"):
        ENGINES[engine].make().warm()
    folder = tmp_path_factory.mktemp("standalone")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


def run_lua(folder, case):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LUA_")}
    done = subprocess.run(
        [b"lua", *map(os.fsencode, case.args)],
        executable=LUA,
        cwd=folder,
        input=case.stdin,
        capture_output=True,
        timeout=120,
        env={**environment, **case.environment},
    )
    return done.stdout, done.stderr, done.returncode


def run(folder, case, *options):
    done = moondiff(
        "run", *options, *case.args,
        folder=folder, stdin=case.stdin, environment=case.environment,
    )  # fmt: skip
    return done.stdout, done.stderr, done.status


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(repr, case.args))[:60])
def test_runs_like_the_lua_command(folder, case):
    expected = run(folder, case, "--engine", "puc")
    assert expected[2] == case.status
    assert run(folder, case, "--engine", "native:interp") == expected
    if LUA is not None and not case.fgets:
        first = int("-i" in case.args)
        assert run_lua(folder, case)[first:] == expected[first:]


@pytest.mark.skipif(LUA is None, reason="no lua5.1 command is installed to compare with")
def test_the_cases_were_compared_with_the_command(folder):
    assert run_lua(folder, case("-v"))[1].startswith(b"Lua 5.1.5 ")


OWN_OPTIONS = [
    (["--engine", "puc", "-e", "print(1)", "--timeout", "5", "args.lua"], 0, b"1\n0\targs.lua\t"),
    (["-e", "print(1)", "--engine=puc", "--memory=100M", "-v"], 0, b"1\n"),
    (["--set", "hot_loop=2", "-e", "for i = 1, 9 do s = i end print(s)"], 0, b"9\n"),
    (["-x"], 2, b""),
    (["-e"], 2, b""),
    (["-vx"], 2, b""),
    (["-ix"], 2, b""),
    (["-h"], 2, b""),
    (["--memory", "0"], 2, b""),
    (["--timeout", "0"], 2, b""),
]


@pytest.mark.parametrize(("args", "status", "stdout"), OWN_OPTIONS)
def test_own_options_stand_among_those_of_lua(folder, args, status, stdout):
    done = run(folder, Case(tuple(args)))
    assert done[2] == status, done
    assert done[0].startswith(stdout)
