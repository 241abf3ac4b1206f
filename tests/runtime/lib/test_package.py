"""require, module and the package table behave as PUC's do."""

from pathlib import Path

import pytest

from tests.runtime.lib.conftest import Both

PRELOADED = (
    "package.preload.t1 = function(n) return {n = n} end"
    " local m = require 't1' return m.n, require 't1' == m, package.loaded.t1 == m",
    "package.preload.t2 = function() end return require 't2', require 't2', package.loaded.t2",
    "package.preload.t3 = function(n) package.loaded[n] = 'own' end return require 't3'",
    "package.preload.t4 = function() return false end return require 't4', package.loaded.t4",
    "package.preload.t5 = function() return type(package.loaded.t5) end return require 't5'",
    "package.preload.t6 = function() return require 't6' end return require 't6'",
    "package.preload.t7 = function() error('bad', 0) end local ok, m = pcall(require, 't7')"
    " return ok, m, pcall(require, 't7')",
    "package.preload.t8 = 5 return require 't8'",
    "package.preload['a.b.c'] = function(...) module(...) x = 1 end local m = require 'a.b.c'"
    " return m.x, m._NAME, m._PACKAGE, m._M == m, a.b.c == m, package.loaded['a.b.c'] == m",
    "package.preload.t9 = function(...) module(..., package.seeall) y = type(print) end"
    " local m = require 't9' return m.y, m.print == print, m._PACKAGE",
    "return require(12345)",
    "return require()",
    "return require({})",
    "return require 'no.such\\0module'",
    "local old = package.loaders package.loaders = 1 local r = {pcall(require, 'q')}"
    " package.loaders = old return unpack(r)",
    "local old = package.loaders package.loaders = {} local r = {pcall(require, 'q')}"
    " package.loaders = old return unpack(r)",
    "local old = package.loaders package.loaders = {function(n) return ' one ' .. n end,"
    " function() end, function() return 7 end} local r = {pcall(require, 'q')}"
    " package.loaders = old return unpack(r)",
    "local old = package.preload package.preload = 1 local r = {pcall(require, 'q')}"
    " package.preload = old return unpack(r)",
    "local old = package.path package.path = nil local r = {pcall(require, 'q')}"
    " package.path = old return unpack(r)",
    "local old, c = package.path, package.cpath package.path = ';;./x/?/?.lua;;y'"
    " package.cpath = '' local r = {pcall(require, 'q.r')}"
    " package.path, package.cpath = old, c return unpack(r)",
    "return package.loaders[1]('q'), package.loaders[4]('q'), package.loaders[5]",
    "return package.loaders[1]()",
)
MODULES = (
    "return pcall(module)",
    "return module()",
    "return pcall(module, 'u0')",
    "return module('string.format')",
    "local function g() module('u1') v = 1 end g() return u1.v, u1._NAME, u1._PACKAGE",
    "local function g() module('u2.v.w') end g() return u2.v.w._NAME, u2.v.w._PACKAGE",
    "local n = 0 local function g() module('u3', function(m) n = n + 1 m.set = n end,"
    " function() n = n + 10 end) end g() return n, u3.set",
    "local function g() module('u4') a = 1 end g() g() return u4.a, u4._M == u4",
    "local function g() module('u10', 5) end g()",
    "package.loaded.u5 = {_NAME = 'kept'} local function g() module('u5') end g()"
    " return package.loaded.u5._NAME, package.loaded.u5._M, u5",
    "local t = setmetatable({}, {__index = function(_, k) return k end}) package.loaded.u6 = t"
    " local function g() module('u6') end g() return rawget(t, '_NAME')",
    "local log = '' setmetatable(_G, {__newindex = function(t, k, v) log = log .. k rawset(t, k, v)"
    " end}) local function g() module('u7.x') end g() setmetatable(_G, nil) return log, u7.x._NAME",
    "local function g() module('u8\\0x', package.seeall) end g() return u8._NAME",
    "local function g() return module('u9') end g() return u9._NAME",
    "local m = {} package.seeall(m) return getmetatable(m).__index == _G, m.print == print",
    "local m = setmetatable({}, {a = 1}) package.seeall(m)"
    " return getmetatable(m).a, m.print == print",
    "return package.seeall()",
    "return package.loadlib('/no/such.so', 'f')",
    "return package.loadlib('/no/such.so')",
    "return package.loadlib()",
    "local r = {} for k, v in pairs(package) do r[#r + 1] = k .. type(v) end"
    " return table.concat(r, ' ')",
    "local r = {} for k, v in pairs(package.loaded) do if k == 'string' or k == '_G' then"
    " r[#r + 1] = tostring(v == _G or v == string) end end return unpack(r)",
    "return package.path, package.cpath, package.config, #package.loaders",
    "return getfenv(require) == _G, debug.getfenv(require) == package,"
    " debug.getfenv(module) == package, debug.getfenv(package.loaders[2]) == package,"
    " debug.getfenv(package.seeall) == _G",
)


@pytest.mark.parametrize("body", (*PRELOADED, *MODULES))
def test_like_puc(both: Both, body: str) -> None:
    expected, found = both(body)
    assert found == expected


FILES = (
    ("return {given = ..., n = select('#', ...)}", "local m = require(name) return m.given, m.n"),
    ("#! first line\nreturn 'ran'", "return require(name)"),
    ("x = = 1", "return require(name)"),
    ("error('from file')", "return require(name)"),
    ("module(..., package.seeall) value = type(print)", "require(name) return _G[name].value"),
)


@pytest.mark.parametrize(("text", "body"), FILES)
def test_files(both: Both, tmp_path: Path, text: str, body: str) -> None:
    (tmp_path / "some_module.lua").write_text(text)
    expected, found = both(
        f"local name, old = 'some_module', package.path package.path = '{tmp_path}/?.lua'"
        f" package.loaded[name] = nil"
        f" local r = {{pcall(function() {body} end)}} package.path = old return unpack(r)"
    )
    assert found == expected


def test_unreadable_files(both: Both, tmp_path: Path) -> None:
    (tmp_path / "folder.lua").mkdir()
    expected, found = both(
        f"local old = package.path package.path = '{tmp_path}/?.lua'"
        " local r = {pcall(require, 'folder')} package.path = old return unpack(r)"
    )
    assert found == expected
