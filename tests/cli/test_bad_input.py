"""Whatever a program is or does, a run of it ends soon, in a clear line, on every engine.

Language errors have PUC's text. What only a limit can end is named with the program and the engine.
No row may end the process itself or show a Python traceback.
"""

import os

import pytest

from conformance.oracles.registry import ENGINES
from tests.cli.forked import moondiff

ENGINE_NAMES = (
    "puc", "reference", "native:interp", "native:trace", "arm64:interp", "arm64:trace",
)  # fmt: skip
DEEP = 200_000
TOO_DEEP = b"bad.lua:1: chunk has too many syntax levels"
BINARY = b"\x1bLua\x51\0\1\4\x08\4\x08\0"

# name -> (text, message): what does not compile.
SOURCES = {
    "syntax": (b"x = = 1", b"bad.lua:1: unexpected symbol near '='"),
    "unfinished string": (b"x = 'a\n", b"bad.lua:1: unfinished string near ''a'"),
    "unfinished comment": (b"--[[", b"bad.lua:1: unfinished long comment near '<eof>'"),
    "garbage": (bytes(range(256)), b"bad.lua:1: unexpected symbol"),
    "high bytes": (b"\xff\xfe" * 100, b"bad.lua:1: unexpected symbol near '\xff'"),
    "escape": (b"\x1b", b"bad.lua: unexpected end in precompiled chunk"),
    "header": (BINARY, b"bad.lua: unexpected end in precompiled chunk"),
    "wrong header": (b"\x1bLua" + bytes(100), b"bad.lua: bad header in precompiled chunk"),
    "garbage after header": (
        BINARY + b"\xff" * 100,
        {b"bad.lua: unexpected end in precompiled chunk", b"not enough memory",
         b"bad.lua: bad integer in precompiled chunk"},
    ),
    "zeros after header": (BINARY + bytes(100), b"bad.lua: bad code in precompiled chunk"),
    "deep parentheses": (b"x = " + b"(" * DEEP, TOO_DEEP),
    "deep tables": (b"x = " + b"{" * DEEP, TOO_DEEP),
    "deep functions": (b"x = " + b"function() return " * DEEP, TOO_DEEP),
    "deep blocks": (b"do " * DEEP, TOO_DEEP),
    "deep conditions": (b"if x then " * DEEP, TOO_DEEP),
    "deep concatenations": (b"x = " + b"'a'.." * DEEP + b"'a'", TOO_DEEP),
    "deep powers": (b"x = " + b"1^" * DEEP + b"1", TOO_DEEP),
    "deep negations": (b"x = " + b"- " * DEEP + b"1", TOO_DEEP),
    "deep indexes": (b"x = " + b"a[" * DEEP, TOO_DEEP),
    "deep calls": (b"x = " + b"f(" * DEEP, TOO_DEEP),
    "long operand list": (
        b"f(" + b"1," * DEEP + b"1)",
        b"bad.lua:1: function or expression too complex near '1'",
    ),
    "long assignment": (
        b"a" + b",a" * DEEP + b" = 1",
        b"bad.lua:1: main function has more than 198 variables in assignment",
    ),
    "long condition": (
        b"x = a" + b" and a" * DEEP,
        b"bad.lua:1: control structure too long near '<eof>'",
    ),
    "long delimiter": (b"x = [" + b"=" * 100, b"bad.lua:1: invalid long string delimiter near '["
                       + b"=" * 100 + b"'"),
}  # fmt: skip

# One line of ten megabytes, of kinds that compile and run.
LINE = 10_000_000
LONG_LINES = {
    "string": b"local s = '" + b"x" * LINE + b"' print(#s)",
    "long string": b"local s = [==[" + b"]" * LINE + b"]==] print(#s)",
    "comment": b"print(" + b"%d" % LINE + b") --" + b"x" * LINE,
    "long comment": b"--[[" + b"x" * LINE + b"]] print(" + b"%d" % LINE + b")",
    "blanks": b" " * LINE + b"print(" + b"%d" % LINE + b")",
    "name": b"local " + b"x" * LINE + b" print(" + b"%d" % LINE + b")",
    "numeral": b"local x = 0." + b"1" * LINE + b" print(" + b"%d" % LINE + b")",
}
# Ten megabytes of these take the compiler half a minute: it is linear, so less will do.
SHORTER = 50_000
LONG_LINES |= {
    "expression": b"local a = 1 local s = 0" + b"+a" * SHORTER + b" print(s * 200)",
    "table": b"print(#{" + b"1," * SHORTER + b"} * 200)",
    "statements": b"local x " + b"x=1 " * SHORTER + b" print(x * 1e7)",
}

# name -> text: programs that need more memory than there is, a kilobyte and more at a time.
MEMORY = "32M"
# Seconds of the reference are milliseconds of the others.
SMALL_MEMORY = "4M"
GREEDY = {
    "doubling": b"local s = 'x' while true do s = s .. s end",
    "table": b"local t = {} while true do t[#t + 1] = {" + b"0," * 200 + b"} end",
    "array": b"local t = {} for i = 1, 1e9 do t[i] = {1, 2, 3, 4, 5, 6, 7, 8, {}, {}, {}, {}} end",
    "rep": b"print(#string.rep('x', 1e10))",
    "coroutines": b"local t = {} while true do t[#t + 1] = coroutine.wrap(function() end) end",
    "closures": b"local f while true do local g, t = f, {" + b"0," * 200 + b"}"
    b" f = function() return g, t end end",
    "concat": b"local t = {('x'):rep(1e5)} while true do t[#t + 1] = table.concat(t) end",
    "gsub": b"local s = ('x'):rep(1e5) while true do s = s:gsub(('x'):rep(100), '%0%0%0%0') end",
    "format": b"local s = 'x' while true do s = string.format('%s%s', s, s) end",
    "read": b"io.open('/dev/zero'):read('*a')",
    "read size": b"io.open('/dev/zero'):read(1e9)",
    "constant": b"print(#'" + b"x" * 40_000_000 + b"')",
    "userdata": b"local t = {} while true do t[newproxy(true)] = {" + b"0," * 200 + b"} end",
}

# name -> text: programs that never end.
SECONDS = "0.25"
ENDLESS = {
    "empty loop": b"while true do end",
    "counting": b"local i = 0 while true do i = i + 1 end",
    "numeric for": b"for i = 1, math.huge do end",
    "pcall": b"local function f() pcall(f) end while true do f() end",
    "tail calls": b"local function f() return f() end f()",
    "find": b"string.find(('a'):rep(200000), ('a*'):rep(40) .. 'b')",
    "rep": b"while true do string.rep('x', 100) end",
    "coroutine": b"local f = coroutine.wrap(function() while true do coroutine.yield() end end)"
    b" while true do f() end",
    "sort": b"while true do table.sort({3, 2, 1}, function(a, b) return a < b end) end",
    "garbage": b"while true do local t = {} end",
    "compiling": b"while true do loadstring('return 1') end",
    "finalizer": b"getmetatable(newproxy(true)).__gc = function() while true do end end",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    for engine in ENGINE_NAMES:
        ENGINES[engine].make().warm()
    folder = tmp_path_factory.mktemp("bad")
    (folder / "folder").mkdir()
    return folder


def run(folder, engine, text, *options, timeout=120.0):
    (folder / "bad.lua").write_bytes(text)
    done = moondiff(
        "run", "--engine", engine, *options, "bad.lua", folder=folder, timeout=timeout
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    return done


engines = pytest.mark.parametrize("engine", ENGINE_NAMES)


@engines
@pytest.mark.parametrize("name", SOURCES)
def test_sources_that_do_not_compile(folder, engine, name):
    if (engine, name) == ("puc", "long condition"):
        pytest.skip("PUC's compiler takes quadratic time to find out")
    text, expected = SOURCES[name]
    done = run(folder, engine, text)
    messages = expected if isinstance(expected, set) else {expected}
    assert done.stderr in {b"lua: " + message + b"\n" for message in messages}
    assert (done.stdout, done.status) == (b"", 1)


@engines
@pytest.mark.parametrize("name", LONG_LINES)
def test_long_lines(folder, engine, name):
    done = run(folder, engine, LONG_LINES[name])
    assert (done.stdout, done.stderr, done.status) == (b"%d\n" % LINE, b"", 0)


@engines
@pytest.mark.parametrize("name", GREEDY)
def test_out_of_memory(folder, engine, name):
    memory = SMALL_MEMORY if ENGINES[engine].slow else MEMORY
    done = run(folder, engine, GREEDY[name], "--memory", memory, "--timeout", "60")
    assert (done.stdout, done.stderr, done.status) == (b"", b"lua: not enough memory\n", 1)


@engines
@pytest.mark.parametrize("name", ENDLESS)
def test_out_of_time(folder, engine, name):
    done = run(folder, engine, ENDLESS[name], "--timeout", SECONDS)
    expected = f"moondiff: bad.lua on {engine} reached its time limit of {SECONDS} s\n"
    assert (done.stdout, done.stderr, done.status) == (b"", expected.encode(), 124)


@engines
def test_out_of_instructions(folder, engine):
    done = run(folder, engine, ENDLESS["counting"], "--instructions", "1000")
    expected = f"moondiff: bad.lua on {engine} reached its limit of VM instructions\n"
    assert (done.stdout, done.stderr, done.status) == (b"", expected.encode(), 124)


@engines
def test_what_catches_errors_goes_on(folder, engine):
    text = b"""
    local function fill() local s = 'x' while true do s = s .. s end end
    print(pcall(fill))
    print(coroutine.resume(coroutine.create(fill)))
    print(xpcall(fill, function(m) return 'handled ' .. m end))
    print(pcall(io.open('/dev/zero').read, io.open('/dev/zero'), '*a'))
    local piece = ('x'):rep(1e6)
    print(load(function() return piece end))
    collectgarbage()
    print(#loadstring('return "' .. ('x'):rep(5e6) .. '"')())
    """
    done = run(folder, engine, text, "--memory", "64M")
    lines = [b"false\tnot enough memory"] * 4 + [b"nil\tnot enough memory", b"5000000"]
    assert (done.stdout.splitlines(), done.stderr, done.status) == (lines, b"", 0)


UNREADABLE = {
    "missing.lua": b"lua: cannot open missing.lua: No such file or directory\n",
    "folder": b"lua: cannot read folder: Is a directory\n",
    "secret.lua": b"lua: cannot open secret.lua: Permission denied\n",
}


@engines
@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_files(folder, engine, name):
    if name == "secret.lua":
        (folder / name).write_text("print(1)")
        os.chmod(folder / name, 0)
        if os.access(folder / name, os.R_OK):
            pytest.skip("this user may read everything")
    done = moondiff("run", "--engine", engine, name, folder=folder)
    assert (done.stdout, done.stderr, done.status) == (b"", UNREADABLE[name], 1)


CHECKED = {
    "syntax.lua": (SOURCES["syntax"][0], b"same"),
    "garbage.lua": (SOURCES["garbage"][0], b"same"),
    "header.lua": (BINARY, b"same"),
    "deep.lua": (SOURCES["deep functions"][0], b"same"),
    "doubling.lua": (GREEDY["doubling"], b"unusable"),
    "table.lua": (GREEDY["table"], b"unusable"),
    "loop.lua": (ENDLESS["counting"], b"unusable"),
    "find.lua": (ENDLESS["find"], b"unusable"),
}


def test_check_shows_how_each_engine_ended(folder):
    for name, (text, _) in CHECKED.items():
        (folder / name).write_bytes(text)
    jits = ENGINE_NAMES[1:]
    done = moondiff(
        "check", "--jobs", "2", "--timeout", "1", "--memory", MEMORY,
        "--engines", ",".join(jits), *CHECKED, folder=folder, timeout=300,
    )  # fmt: skip
    assert b"Traceback" not in done.stdout + done.stderr
    assert done.status == 1
    blocks = done.stdout.split(b"\n\n")
    for name, (_, verdict) in CHECKED.items():
        rows = blocks[0][blocks[0].index(name.encode()) :].splitlines()[: len(jits)]
        assert all(verdict in row for row in rows), rows
    for engine in jits:
        assert f"{engine} ran out of its memory limit (not enough memory)".encode() in done.stdout
        assert f"{engine} reached its time limit".encode() in done.stdout


@pytest.mark.parametrize("name", ["missing.lua", "folder"])
def test_check_of_unreadable_files(folder, name):
    done = moondiff("check", name, folder=folder)
    assert (done.stdout, done.status) == (b"", 2)
    assert done.stderr.startswith(b"moondiff: no ") and name.encode() in done.stderr
