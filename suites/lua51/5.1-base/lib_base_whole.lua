-- Every basic function, with every kind of argument and error.
local print_ = print
local tostring_ = tostring
local function show(name, ...)
  local t = {n = select("#", ...), ...}
  for i = 1, t.n do
    local v = t[i]
    local s = type(v) == "string" and string.format("%q", v) or tostring_(v)
    t[i] = s
  end
  io.write(name, "\t", table.concat(t, " | "), "\n")
end
local function try(name, f, ...) show(name, pcall(f, ...)) end
-- load readers
local function reader(...)
  local t, i = {...}, 0
  return function() i = i + 1 io.write("[", i, "]") return t[i] end
end
for i, pieces in ipairs{{}, {""}, {"", "x = 1"}, {"x =", " 1"}, {"return ", "1", nil, "x"}, {"return 1", "", "y"}, {1}, {"return ", 12}, {"x", {}} , {"\27Lua"}, {"\27"}, {"return 1 -- c"}, {"return 'a"}, {"--"}, {"return [[", "x", "]]"}} do
  local f, e = load(reader(unpack(pieces, 1, 5)))
  show("load" .. i, f and pcall(f), e)
end
try("load err", load, function() error("oops") end)
try("load err2", load, function() error({}) end)
try("load err3", load, function() local x = nil; x() end)
show("handler", xpcall(function() return load(function() error("inner") end) end, function(m) return "H:" .. tostring(m) end))
show("handler2", xpcall(function() return load(function() return {} end) end, function(m) return "H:" .. tostring(m) end))
show("handler3", xpcall(function() return loadstring("x x") end, function(m) return "H:" .. tostring(m) end))
try("yield in reader", coroutine.wrap(function() return load(function() coroutine.yield(1) end) end))
for _, name in ipairs{"=name", "@name", "name", "=" .. ("x"):rep(100), "@" .. ("y"):rep(100), ("z"):rep(100), "a\nb", "\nb", "", "=", "@", "=a\0b", "@a\0b", "a\0b", "x = 1\n", ("w"):rep(40) .. "\n", "=a\nb", "@a\nb"} do
  show(name, loadstring("x x", name))
  show(name, load(reader("x x"), name))
  show(name, pcall(loadstring("error('e')", name)))
  local f = loadstring("return debug.getinfo(1, 'S')", name)
  local i = f()
  show("info", i.source, i.short_src, i.what, i.linedefined, i.lastlinedefined)
end
show("nochunk", loadstring("x x"))
show("nochunk", loadstring("x x\nfoo"))
show("nochunk", loadstring("error()x"))
show("bin", loadstring(string.dump(function() return 1 end)))
show("bin2", loadstring(string.dump(function() return 1 end):sub(1, 20)))
show("bin3", loadstring(string.dump(function() return 1 end):sub(1, 8), "=b"))
show("bin4", loadstring("\27Luz"))
-- getfenv/setfenv
try("setfenv 0.5", setfenv, 0.5, {})
try("setfenv 0", function() local g = getfenv(0) local r = {setfenv(0, {})} local s = getfenv(0) ~= g setfenv(0, g) return #r, s end)
try("setfenv C", setfenv, print, {})
try("setfenv 100", setfenv, 100, {})
try("setfenv -1", setfenv, -1, {})
try("getfenv -1", getfenv, -1)
try("getfenv 100", getfenv, 100)
try("getfenv print", function() return getfenv(print) == _G end)
try("getfenv nil", function() return getfenv(nil) == _G, getfenv() == _G, getfenv("1") == _G end)
local function tail() return getfenv(2) end
local function tail2() return tail() end
try("tail", function() local x = tail2() return x end)
local function tail() return setfenv(2, {}) end
local function tail2() return tail() end
try("tail", function() local x = tail2() return x end)
try("setfenv self", function() setfenv(1, {x = 5}) return x end)
show("newenv", pcall(setfenv(function() return y end, {y = 7})))
-- select, unpack
try("select", select, "#") try("select", select, "#", nil, nil) try("select", select, 0) try("select", select, -1, 1, 2, 3) try("select", select, -4, 1, 2, 3) try("select", select, 5, 1)
try("select", select, 2^31, 1) try("select", select, "2", 1, 2) try("select", select, 1.9, 1, 2) try("select", select, -2^31, 1, 2) try("select", select, "#x", 1)
try("unpack", unpack, {1, 2, 3}, 2) try("unpack", unpack, {1, 2, 3}, -1, 1) try("unpack", unpack, {}, 1, 3) try("unpack", unpack, {}, 3, 1)
try("unpack", function() return select("#", unpack({}, 1, 7990)) end)
try("unpack", function() return select("#", unpack({}, 1, 7900)) end)
try("unpack", function() return select("#", unpack({}, 1, 8000)) end)
-- tonumber
for _, s in ipairs{"10", " 10 ", "0x10", "0X1p4", "1e5", "1e", "", " ", "0x", "1 2", "- 1", "-1", "+1", "--1", "1_000", "inf", "nan", "infinity", "1e400", "-1e400", ".5", "5.", ".", "0x.8", "0x8.", "1\0", "\t1\n", "1\v", "0b1", "1f", "1d", "0x1P+2", "1e+5", "1e-5", "1E5", "1e5.5"} do
  show(s, tonumber(s))
end
for _, a in ipairs{{"10", 2}, {"ff", 16}, {"FF", 16}, {"zz", 36}, {"8", 8}, {"7", 8}, {" 11 ", 2}, {"11 1", 2}, {"-11", 2}, {"-ff", 16}, {"1.5", 8}, {"", 8}, {"1", 1}, {"1", 37}, {"1", 2.9}, {10, 2}, {1.5, 8}, {nil, 8}, {{}, 8}, {"0x10", 16}, {"0x", 16}, {"ffffffffffffffffff", 16}, {"-1", 16}, {"9", 10}, {"1e1", 10}, {"1e1", 16}, {"7fffffffffffffff", 16}, {"8000000000000000", 16}, {"ffffffffffffffff", 16}, {"1\0", 2}, {"z", 35}, {"+5", 8}, {true, 10}, {nil, 10}, {"10", "2"}, {"10", "x"}, {"10", -2}} do
  show(tostring(a[1]) .. "," .. tostring(a[2]), pcall(tonumber, a[1], a[2]))
end
show("tn", pcall(tonumber)) show("tn", pcall(tonumber, nil)) show("tn", pcall(tonumber, {})) show("tn", tonumber(print)) show("tn", pcall(tonumber, "1", nil))
-- tostring, print through tostring
local mt = {__tostring = function() return "X" end}
show("ts", tostring(setmetatable({}, mt)))
show("ts", pcall(tostring, setmetatable({}, {__tostring = function() return 1 end})))
show("ts", pcall(tostring, setmetatable({}, {__tostring = function() return nil end})))
show("ts", pcall(tostring, setmetatable({}, {__tostring = function() return {} end})) )
show("ts", pcall(tostring, setmetatable({}, {__tostring = 1})))
show("ts", pcall(tostring, setmetatable({}, {__tostring = function() error("e") end})))
print(setmetatable({}, mt), nil, true, false, 1, 1.5, "x")
show("print", pcall(print, setmetatable({}, {__tostring = function() return {} end})))
show("print", pcall(print, setmetatable({}, {__tostring = function() return nil end})))
show("print", pcall(print, 1, setmetatable({}, {__tostring = function() return 12 end})))
local ts = tostring
tostring = nil show("print", pcall(print, 1))
tostring = function() return nil end show("print", pcall(print, 1))
tostring = function() return 5 end print(1)
tostring = function(x) return "<" .. type(x) .. ">" end print(1, {})
tostring = "x" show("strts", pcall(print, 1))
tostring = ts
-- metatables
show("mt", pcall(setmetatable, {}, 1)) show("mt", pcall(setmetatable, 1, {})) show("mt", pcall(setmetatable, {}))
local p = setmetatable({}, {__metatable = "locked"})
show("mt", getmetatable(p), pcall(setmetatable, p, {}))
show("mt", getmetatable("").__index == string, getmetatable(1), getmetatable(print))
local p = setmetatable({}, {__metatable = false}) show("mt", getmetatable(p), pcall(setmetatable, p, nil))
-- rawset
show("raw", pcall(rawset, {}, nil, 1)) show("raw", pcall(rawset, {}, 0/0, 1)) show("raw", pcall(rawset, {}, 1)) show("raw", pcall(rawget, {}))
show("raw", pcall(rawequal, 1)) show("raw", rawequal("a", "a"), rawequal({}, {}), rawequal(1, 1), rawequal(1, "1"))
show("raw", select("#", rawset({}, 1, 2)))
show("nan", pcall(function() local t = {} t[0/0] = 1 end)) show("nan", pcall(function() local t = {} t[nil] = 1 end)) show("nan", pcall(function() local t = {} return t[nil], t[0/0] end))
-- next
show("next", pcall(next, {}, "x")) show("next", pcall(next, {1, 2}, 3)) show("next", pcall(next, {1,2}, 2)) show("next", pcall(next, {}, nil)) show("next", pcall(next, {a = 1}, "a")) show("next", pcall(next, {}, 1)) show("next", pcall(next, {1}, 1.5))
-- assert, error
show("assert", pcall(assert)) show("assert", pcall(assert, nil)) show("assert", pcall(assert, false, "m")) show("assert", pcall(assert, false, 5)) show("assert", pcall(assert, nil, {})) show("assert", pcall(assert, 1, 2, 3)) show("assert", pcall(assert, false, nil)) show("assert", pcall(assert, nil, true))
for _, level in ipairs{0, 1, 2, 3, 4, 10, -1, 1.5} do
  show("error", pcall(function() local function f() error("msg", level) end f() end))
end
show("error", pcall(error)) show("error", pcall(error, nil)) show("error", pcall(error, 1)) show("error", pcall(function() error(12) end)) show("error", pcall(function() error(true) end)) show("error", pcall(error, "x", "2")) show("error", pcall(error, "x", "a")) show("error", pcall(error, nil, 2)) show("error", pcall(error, {}, {}))
-- xpcall, pcall
show("xpcall", pcall(xpcall)) show("xpcall", pcall(xpcall, print)) show("xpcall", xpcall(error, print)) show("xpcall", xpcall(error, 1)) show("xpcall", xpcall(error, nil)) show("xpcall", xpcall(nil, print)) show("xpcall", xpcall(1, function(m) return m end)) show("pcall", pcall(nil)) show("pcall", pcall(pcall)) show("pcall", pcall(pcall, pcall, error))
show("xpcall", xpcall(function() error("a") end, function(m) error("b") end))
show("xpcall", xpcall(function() error("a") end, function(m) return m, 2, 3 end))
show("xpcall", xpcall(function() return 1, 2, 3 end, function(m) return m end))
show("xpcall", xpcall(function(...) return select("#", ...) end, function(m) return m end, 1, 2))
show("xpcall", xpcall(function() local x = nil; x() end, debug.traceback))
show("xpcall", xpcall(function() return pcall(error, "in") end, function() return "no" end))
show("xpcall", xpcall(coroutine.wrap(function() error("co") end), function(m) return "H" .. m end))
-- collectgarbage
for _, a in ipairs{"stop", "restart", "collect", "step", "setpause", "setstepmul"} do show("gc", pcall(collectgarbage, a)) end
show("gc", pcall(collectgarbage, "x")) show("gc", pcall(collectgarbage, 1)) show("gc", pcall(collectgarbage, {})) show("gc", type(collectgarbage("count"))) show("gc", collectgarbage()) show("gc", collectgarbage("setpause", 150), collectgarbage("setpause", 200), collectgarbage("setstepmul", 300), collectgarbage("setstepmul", 200)) show("gc", pcall(collectgarbage, "step", "x")) show("gc", pcall(collectgarbage, "collect", {})) show("gcinfo", type(gcinfo()), select("#", gcinfo()))
show("gc", collectgarbage("count", 5) > 0, collectgarbage(nil))
-- newproxy
show("np", type(newproxy()), getmetatable(newproxy()), type(getmetatable(newproxy(true))), getmetatable(newproxy(false)))
local np = newproxy(true) show("np", getmetatable(newproxy(np)) == getmetatable(np), pcall(newproxy, 1), pcall(newproxy, {}), pcall(newproxy, io.stdout), pcall(newproxy, nil))
show("np", pcall(newproxy, newproxy()))
show("ver", _VERSION, _G._G == _G)
-- ipairs/pairs
show("ip", pcall(ipairs)) show("ip", pcall(ipairs, nil)) show("p", pcall(pairs)) show("p", select("#", pairs({})), select("#", ipairs({})))
for k, v in pairs(setmetatable({1}, {__pairs = 1})) do show("pairs", k, v) end
local f, s, c = ipairs({1, 2, nil, 4}) show("ip", f(s, 0)) show("ip", f(s, 2)) show("ip", pcall(f, s)) show("ip", pcall(f, 1, 2)) show("ip", pcall(f, {}, "x")) show("ip", f({5}, "0"))
show("type", pcall(type)) show("type", type(nil))
show("dofile", pcall(dofile, "/nonexistent")) show("dofile", pcall(dofile, "/tmp")) show("loadfile", loadfile("/nonexistent")) show("loadfile", loadfile("/tmp"))
show("dofile", pcall(dofile, {}))