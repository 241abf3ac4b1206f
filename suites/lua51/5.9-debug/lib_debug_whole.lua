-- Every function of debug but hooks, with every kind of argument and error.
local tostring_, print_ = tostring, print
function show(name, ...)
  local t = {n = select("#", ...), ...}
  for i = 1, t.n do
    local v = t[i]
    local s = type(v) == "string" and string.format("%q", v) or tostring_(v)
    t[i] = s
  end
  io.write(tostring_(name), "\t", table.concat(t, " | "), "\n")
end
function try(name, f, ...) show(name, pcall(f, ...)) end
local function fields(i) if not i then return "nil" end local r = {} for _, k in ipairs{"source", "short_src", "what", "currentline", "linedefined", "lastlinedefined", "nups", "name", "namewhat"} do r[#r + 1] = k .. "=" .. tostring(i[k]) end r[#r + 1] = "func=" .. type(i.func) r[#r + 1] = "lines=" .. type(i.activelines) return table.concat(r, " ") end
local function f(...) local x = 1 print(fields(debug.getinfo(1))) print(fields(debug.getinfo(2))) print(fields(debug.getinfo(f))) return x end
local y = f(1)
local t = {m = f, g = {h = f}}
y = t.m() y = t.g.h() y = t:m() y = t["m"]() local u = f y = u() ; (function() local z = f() return z end)()
glob = f y = glob()
for _, o in ipairs{"S", "l", "n", "u", "f", "L", "SlnufL", "", "x", "Sx", "S\0x", "SS", "Q"} do show(o, pcall(function() return fields(debug.getinfo(1, o)) end)) show(o, pcall(function() return fields(debug.getinfo(print, o)) end)) show(o, pcall(function() return fields(debug.getinfo(f, o)) end)) end
show("gi", pcall(debug.getinfo)) show("gi", debug.getinfo(100)) show("gi", pcall(debug.getinfo, -1)) show("gi", pcall(debug.getinfo, "x")) show("gi", pcall(debug.getinfo, "1")) show("gi", pcall(debug.getinfo, {})) show("gi", pcall(debug.getinfo, nil)) show("gi", pcall(debug.getinfo, 1, {})) show("gi", pcall(debug.getinfo, 1.7)) show("gi", pcall(debug.getinfo, coroutine.create(f), 0)) show("gi", pcall(debug.getinfo, coroutine.create(f))) show("gi", pcall(debug.getinfo, coroutine.create(f), f)) show("gi", pcall(debug.getinfo, f, 1))
print(fields(debug.getinfo(1))) print(fields(debug.getinfo(0))) print(fields(debug.getinfo(2))) print(fields(debug.getinfo(3))) print(fields(debug.getinfo(print))) print(fields(debug.getinfo(coroutine.wrap(f))))
local function lines(f) local l = {} for k in pairs(debug.getinfo(f, "L").activelines) do l[#l + 1] = k - debug.getinfo(f, "S").linedefined end table.sort(l) return table.concat(l, ",") end
print(lines(function()
  local a = 1

  if a then
    a = 2
  else a = 3 end
  for i = 1, 2 do

    a = i
  end
  return function() return a end
end), lines(function() end), debug.getinfo(print, "L").activelines)
-- key order of the result
local ks = {} for k in pairs(debug.getinfo(1)) do ks[#ks + 1] = k end print(table.concat(ks, " "))
ks = {} for k in pairs(debug.getinfo(print)) do ks[#ks + 1] = k end print(table.concat(ks, " "))
ks = {} for k in pairs(debug.getinfo(1, "nSlufL")) do ks[#ks + 1] = k end print(table.concat(ks, " "))
-- tail calls
local function tb() return fields(debug.getinfo(2)), fields(debug.getinfo(3)), debug.traceback("t") end
local function t1() return tb() end
local function t2() return t1() end
print(t2()) print((t2()))
local function t3(n) if n == 0 then return tb() end return t3(n - 1) end print(t3(4))
-- locals
local function locs(level) local r = {} local i = 1 while true do local n, v = debug.getlocal(level + 1, i) if not n then break end r[#r + 1] = n .. "=" .. type(v) i = i + 1 if i > 40 then break end end return table.concat(r, " ") end
local function lf(a, b, ...) local c = a do local d = b print(locs(1)) end local e = 1 for i = 1, 1 do print(locs(1)) end for k, v in pairs{1} do print(locs(1)) end local g = (function() return locs(2) end)() print(g) return locs(1) end
print(lf(1, 2, 3, 4)) print(lf())
print((locs(1):gsub("%(%*temporary%)=%a+", "T")))
show("gl", pcall(debug.getlocal)) show("gl", pcall(debug.getlocal, 1)) show("gl", pcall(debug.getlocal, 100, 1)) show("gl", pcall(debug.getlocal, -1, 1)) show("gl", pcall(debug.getlocal, 1, 0)) show("gl", pcall(debug.getlocal, 1, 1000)) show("gl", pcall(debug.getlocal, 1, -1)) show("gl", pcall(debug.getlocal, "x", 1)) show("gl", pcall(debug.getlocal, f, 1)) show("gl", pcall(debug.getlocal, 0, 1)) show("gl", pcall(debug.getlocal, coroutine.create(f), 0, 1)) show("gl", pcall(debug.getlocal, coroutine.create(f), 1, 1))
local function sl() local a, b = 1, 2 show("sl", debug.setlocal(1, 1, 10)) show("sl", debug.setlocal(1, 2, nil)) show("sl", a, b) show("sl", debug.setlocal(1, 100, 1)) end sl()
local function sl2() local x = 1 local function inner() debug.setlocal(2, 1, "changed") end inner() return x end show("sl2", sl2()) local function sl3() local x = 1 local c = function() return x end debug.setlocal(1, 1, "up") return c() end show("sl3", sl3())
local function sl4() local x = 1 local c = function() return x end return debug.setlocal(1, 1, "tail"), c end local _, c4 = sl4() show("sl4", c4()) local c5 local function sl5() local x = 1 c5 = function() return x end return debug.setlocal(1, 1, "tail") end sl5() show("sl5", c5())
show("sl", pcall(debug.setlocal, 1, 1)) show("sl", pcall(debug.setlocal, 100, 1, 1)) show("sl", pcall(debug.setlocal, 1, 1000, 1)) show("sl", pcall(debug.setlocal)) 
local co = coroutine.create(function(a, b) local c = 3 coroutine.yield(c) return a, b, c end) coroutine.resume(co, 1, 2) show("co", debug.getlocal(co, 1, 1)) show("co", debug.getlocal(co, 1, 3)) show("co", debug.getlocal(co, 1, 4)) show("co", debug.setlocal(co, 1, 1, "A"), debug.setlocal(co, 1, 3, "C")) show("co", fields(debug.getinfo(co, 1))) show("co", fields(debug.getinfo(co, 0))) show("co", debug.getinfo(co, 2)) show("co", coroutine.resume(co)) show("co", pcall(debug.getlocal, co, 0, 1)) show("co", debug.getinfo(co, 0))
-- upvalues
local up1, up2 = 1, "two" local function uf() return up1, up2 end show("up", debug.getupvalue(uf, 1)) show("up", debug.getupvalue(uf, 2)) show("up", debug.getupvalue(uf, 3)) show("up", debug.getupvalue(uf, 0)) show("up", debug.getupvalue(uf, -1)) show("up", debug.setupvalue(uf, 1, "new"), up1) show("up", debug.setupvalue(uf, 5, 1)) show("up", pcall(debug.setupvalue, uf, 1)) show("up", pcall(debug.getupvalue, uf)) show("up", pcall(debug.getupvalue, 1, 1)) show("up", debug.getupvalue(print, 1)) show("up", debug.getupvalue(string.gmatch("x", "x"), 1)) show("up", debug.getupvalue(coroutine.wrap(f), 1)) show("up", debug.setupvalue(coroutine.wrap(f), 1, 1)) show("up", pcall(debug.getupvalue, pairs, 1)) show("up", debug.getupvalue(ipairs, 1)) show("up", debug.getupvalue(io.lines("/dev/null"), 1)) show("up", select("#", debug.getupvalue(uf, 9))) show("up", debug.getupvalue(loadstring(string.dump(uf)), 1)) show("up", select("#", debug.setupvalue(print, 1, 1)))
-- metatables, fenv, registry
show("mt", debug.getmetatable("").__index == string, debug.getmetatable(1), pcall(debug.getmetatable)) show("mt", debug.setmetatable(1, {__index = function(n, k) return k end}), (5).foo) debug.setmetatable(1, nil) show("mt", debug.setmetatable(nil, {__call = function() return "called" end}), pcall(function() local n = nil return n() end)) debug.setmetatable(nil, nil) show("mt", debug.setmetatable(print, {__index = {x = 5}}), print.x, (function() end).x) debug.setmetatable(print, nil) show("mt", debug.setmetatable(true, {__tostring = function(b) return "B" end}), tostring(false)) debug.setmetatable(true, nil) show("mt", pcall(debug.setmetatable, {}, 1)) show("mt", pcall(debug.setmetatable, {})) show("mt", pcall(debug.setmetatable)) local lt = setmetatable({}, {__metatable = "x"}) show("mt", type(debug.getmetatable(lt)), debug.setmetatable(lt, nil), getmetatable(lt))
show("mt", debug.setmetatable(co, {__index = {z = 1}}), co.z) debug.setmetatable(co, nil)
show("fenv", debug.getfenv(f) == _G, debug.getfenv(print) == _G, debug.getfenv(co) == _G, debug.getfenv({}), debug.getfenv(1), pcall(debug.getfenv)) show("fenv", pcall(debug.setfenv, 1, {})) show("fenv", pcall(debug.setfenv, f)) show("fenv", pcall(debug.setfenv, f, 1)) show("fenv", debug.setfenv(f, _G) == f, debug.setfenv(co, {}) == co, next(debug.getfenv(co))) local np = newproxy() show("fenv", debug.getfenv(np) == _G, debug.setfenv(np, {q = 1}) == np, debug.getfenv(np).q) show("fenv", pcall(debug.setfenv, {}, {}))
local e = {} local cf = coroutine.wrap(function() end) show("fenv C", debug.setfenv(cf, e) == cf, debug.getfenv(cf) == e, getfenv(cf) == _G)
local reg = debug.getregistry() show("reg", type(reg), type(reg._LOADED), reg._LOADED == package.loaded, type(reg["FILE*"])) ks = {} for k, v in pairs(reg) do if type(k) == "string" then ks[#ks + 1] = k .. ":" .. type(v) end end table.sort(ks) print(table.concat(ks, " "))
-- traceback
show("tb", debug.traceback()) show("tb", debug.traceback("m")) show("tb", debug.traceback("m", 0)) show("tb", debug.traceback("m", 1)) show("tb", debug.traceback("m", 2)) show("tb", debug.traceback("m", 50)) show("tb", debug.traceback("m", -1)) show("tb", debug.traceback(nil, 1)) show("tb", debug.traceback(12)) show("tb", debug.traceback(true)) show("tb", pcall(debug.traceback, co)) show("tb", debug.traceback("a", 1, 2)) show("tb", debug.traceback("a", "1")) show("tb", pcall(debug.traceback, "a", {}))
local function deep(n) if n == 0 then return debug.traceback("deep") end local r = deep(n - 1) return r end
for _, n in ipairs{5, 18, 19, 20, 21, 22, 23, 24, 30, 100} do print(deep(n)) end
local function deepn(n, l) if n == 0 then return debug.traceback("deep", l) end local r = deepn(n - 1, l) return r end print(deepn(40, 5)) print(deepn(40, 15)) print(deepn(10, 0))
print(pcall(string.gsub, "x", "x", function() print(debug.traceback("gsub")) end)) table.sort({1, 2}, function(a, b) print(debug.traceback("sort")) return a < b end) print(setmetatable({}, {__index = function() return debug.traceback("idx") end}).x) for _ in (function() print(debug.traceback("iter")) end) do end print(select(2, pcall(error, setmetatable({}, {__tostring = function() return "EO" end})))) local cw = coroutine.wrap(function() print(debug.traceback("in co")) error("err") end) print(pcall(cw))
print(xpcall(function() local a = {} ; (a.b.c)() end, debug.traceback)) print(xpcall(function() error({}) end, debug.traceback)) print(xpcall(function() string.rep() end, debug.traceback)) print(xpcall(string.rep, debug.traceback)) print(loadstring("return debug.traceback('chunk')", "=mychunk")()) print(loadstring("local x = debug.traceback('chunk') return x", "some code\nhere")())
for k in pairs(debug) do io.write(k, " ") end print()
