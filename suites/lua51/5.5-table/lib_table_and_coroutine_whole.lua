-- Every function of tables and coroutines, with every kind of argument and error.
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
local function t2s(t) local r = {} for i = 1, 8 do r[i] = tostring(t[i]) end return table.concat(r, ",") .. "#" .. #t end
for _, a in ipairs{{{1,2,3}}, {{1,2,3}, ","}, {{1,2,3}, ",", 2}, {{1,2,3}, ",", 2, 2}, {{1,2,3}, ",", 3, 2}, {{1,2,3}, ",", 0, 2}, {{1,{},3}}, {{1,true}}, {{}, ","}, {{}, "x", 1, 2}, {{"a", 1.5, "b"}, 1}, {{1,2}, ",", 1, 5}, {{1, 2}, ",", 2^31 - 1, 2^31 - 1}, {{1}, ",", "1", "1"}, {{1}, {}}, {{print}}, {"x"}, {{1,2,3}, nil, 2}, {{[0] = 0, 1}, "-", 0}, {{[-1] = 5, [0] = 0, 1}, "-", -1}} do show("concat", pcall(table.concat, unpack(a, 1, 4))) end
show("concat", pcall(table.concat, setmetatable({}, {__index = function(t, k) return k end, __len = function() return 3 end})))
for _, a in ipairs{{{}, 1}, {{1}, 1, 5}, {{1}, 2, 5}, {{1}, 3, 5}, {{1}, 0, 5}, {{1}, -1, 5}, {{1}, 1.9, 5}, {{1}, "1", 5}, {{1}, "x", 5}, {{1}, nil, 5}, {{1,2,3}, 1, nil}, {{1, 2, 3}, 10, 7}} do local t = a[1] show("insert", pcall(table.insert, unpack(a, 1, a[3] ~= nil and 3 or table.maxn(a)))) print(t2s(t)) end
show("insert", pcall(table.insert)) show("insert", pcall(table.insert, {})) show("insert", pcall(table.insert, {}, 1, 2, 3)) show("insert", pcall(table.insert, nil, 1)) show("insert", pcall(table.insert, 1, 2)) show("insert", pcall(table.insert, {1, 2}, 1, nil)) show("insert", pcall(table.insert, {}, nil))
for _, a in ipairs{{{}}, {{1}}, {{1,2,3}}, {{1,2,3}, 1}, {{1,2,3}, 3}, {{1,2,3}, 4}, {{1,2,3}, 5}, {{1,2,3}, 0}, {{1,2,3}, -1}, {{}, 1}, {{1,2,3}, 2.5}, {{1, 2, 3}, "2"}, {{1}, "x"}, {{[0] = 1}, 0}, {{1,2,nil,4}, 1}} do local t = a[1] show("remove", pcall(table.remove, unpack(a))) print(t2s(t)) end
show("remove", pcall(table.remove)) show("remove", pcall(table.remove, 1)) show("remove", select("#", table.remove({}))) show("remove", select("#", table.remove({1}))) show("remove", select("#", table.remove({1}, 5)))
show("maxn", table.maxn{1,2,[10]=1,[5.5]=2,[-3]=1}, table.maxn{}, table.maxn{[2.5] = 1}, table.maxn{x = 1}, table.maxn{[1e10] = 1}, pcall(table.maxn), pcall(table.maxn, 1)) show("maxn", table.maxn{[math.huge] = 1, [1] = 2})
show("getn", table.getn{1,2,3}, pcall(table.getn), pcall(table.getn, "x")) show("setn", pcall(table.setn, {}, 1)) show("setn", pcall(table.setn)) show("setn", pcall(table.setn, 1, 1)) show("setn", pcall(table.setn, {}, "x"))
show("foreach", table.foreach({1, 2, 3}, function(k, v) if v == 2 then return k, v end end)) show("foreach", pcall(table.foreach, {1}, error)) show("foreach", pcall(table.foreach)) show("foreach", pcall(table.foreach, {})) show("foreach", pcall(table.foreach, {}, 1)) show("foreach", select("#", table.foreach({}, print))) show("foreach", pcall(table.foreach, {1, 2}, function(k) return false end)) show("foreachi", table.foreachi({1, 2, 3}, function(k, v) if v == 2 then return k, v end end)) show("foreachi", pcall(table.foreachi, {1}, error)) show("foreachi", pcall(table.foreachi, {}, 1)) show("foreachi", pcall(table.foreachi, {1, 2}, function(k) return false end)) show("foreachi", pcall(table.foreachi)) 
show("foreach mod", pcall(table.foreach, {a = 1}, function(k) t = t or {} end)) 
for _, n in ipairs{0, 1, 2, 3, 5, 10, 50, 100} do
  local t = {} for i = 1, n do t[i] = (i * 7919) % 31 end
  table.sort(t) print(table.concat(t, " "))
  table.sort(t, function(a, b) return a > b end) print(table.concat(t, " "))
  local calls = {} for i = 1, n do t[i] = (i * 7919) % 31 end
  table.sort(t, function(a, b) calls[#calls + 1] = a .. "<" .. b return a < b end) print(table.concat(calls, " "))
  show("inv", pcall(table.sort, t, function(a, b) return true end))
  show("inv", pcall(table.sort, t, function(a, b) return false end)) print(table.concat(t, " "))
  show("inv", pcall(table.sort, t, function(a, b) return a ~= b end))
  show("inv", pcall(table.sort, t, function(a, b) return a <= b end))
end
show("sort", pcall(table.sort, {1, "x"})) show("sort", pcall(table.sort, {1, {}})) show("sort", pcall(table.sort, {{}, {}})) show("sort", pcall(table.sort, {3, 1, nil, 2})) show("sort", pcall(table.sort)) show("sort", pcall(table.sort, {}, 1)) show("sort", pcall(table.sort, {}, nil)) show("sort", pcall(table.sort, {1, 2, 3}, function() error("cmp") end)) show("sort", pcall(table.sort, {"b", "a", "C"})) show("sort", pcall(table.sort, {1, 2}, print == nil)) show("sort", pcall(table.sort, {true, false}))
show("sort", pcall(table.sort, {5, 3, 4, 1}, function(a, b) return nil end))
show("sortmt", pcall(function() local mt = {__lt = function(a, b) return a.v < b.v end} local t = {} for i = 1, 10 do t[i] = setmetatable({v = (i * 7) % 10}, mt) end table.sort(t) local r = {} for i = 1, 10 do r[i] = t[i].v end return table.concat(r, " ") end))
show("sorty", pcall(coroutine.wrap(function() table.sort({1, 2, 3}, function(a, b) coroutine.yield() end) end)))
show("sort2", pcall(table.sort, {1,2,3,4,5,6,7,8,9,10}, function(a, b) return a < b end, 1, 2, 3))
-- length & insert with metatables
show("raw", (function() local t = setmetatable({}, {__newindex = function() error("no") end, __index = function() return 9 end}) table.insert(t, 1) return rawget(t, 1), table.remove(t), #t end)())
-- coroutine
local co
show("co", pcall(coroutine.create)) show("co", pcall(coroutine.create, print)) show("co", pcall(coroutine.create, 1)) show("co", pcall(coroutine.wrap, print)) show("co", pcall(coroutine.resume)) show("co", pcall(coroutine.resume, 1)) show("co", pcall(coroutine.status)) show("co", pcall(coroutine.status, {})) show("co", pcall(coroutine.yield)) show("co", pcall(coroutine.yield, 1)) show("co", coroutine.running())
co = coroutine.create(function(...) show("in", ...) local a = coroutine.yield(1, 2) show("in", a, coroutine.status(co), coroutine.running() == co) local b = {coroutine.yield()} show("in", #b) return 7, 8 end)
show("st", coroutine.status(co)) show("r", coroutine.resume(co, "x", nil)) show("st", coroutine.status(co)) show("r", coroutine.resume(co, 5)) show("r", coroutine.resume(co, nil, nil)) show("r", coroutine.resume(co)) show("st", coroutine.status(co)) show("r", coroutine.resume(co))
co = coroutine.create(function() show("self", coroutine.resume(co)) show("st", coroutine.status(co)) local co2 = coroutine.create(function() show("normal", coroutine.status(co), coroutine.resume(co)) end) show("r2", coroutine.resume(co2)) end) show("r", coroutine.resume(co))
co = coroutine.wrap(function() return pcall(co) end) show("wrap self", pcall(co)) show("wrap dead", pcall(co)) 
co = coroutine.wrap(function() error("x") end) show("wrap err", pcall(co)) show("wrap err", pcall(co)) co = coroutine.wrap(function() error({}) end) show("wrap err", pcall(co)) co = coroutine.wrap(function() error() end) show("wrap err", pcall(co)) co = coroutine.wrap(function() error("x", 0) end) show("wrap err", pcall(co)) co = coroutine.wrap(function() error(5) end) show("wrap err", pcall(co))
local function cross(f) show("cross", coroutine.resume(coroutine.create(f))) end
cross(function() return pcall(coroutine.yield, 1) end) cross(function() return xpcall(coroutine.yield, print) end) cross(function() return table.foreach({1}, coroutine.yield) end) cross(function() return ("x"):gsub("x", coroutine.yield) end) cross(function() return setmetatable({}, {__index = coroutine.yield}).x end) cross(function() return setmetatable({}, {__add = coroutine.yield}) + 1 end) cross(function() return setmetatable({}, {__call = coroutine.yield})() end) cross(function() for x in coroutine.yield do end end) cross(function() return loadstring("coroutine.yield(3)")() end) cross(function() return dofile("/dev/null"), coroutine.yield(4) end) cross(function() return tostring(setmetatable({}, {__tostring = coroutine.yield})) end) cross(function() return coroutine.wrap(function() coroutine.yield(5) end)() end) cross(function() return unpack({coroutine.yield(6)}) end) cross(function() return require == nil, coroutine.yield(7) end) cross(function() return load(coroutine.yield) end) cross(function() setmetatable({}, {__gc = 1}) local p = newproxy(true) getmetatable(p).__gc = coroutine.yield p = nil collectgarbage() end)
-- deep
local function rec(n) if n == 0 then return 0 end return coroutine.wrap(function() return 1 + rec(n - 1) end)() end
show("deep", pcall(rec, 100)) show("deep", pcall(rec, 190)) show("deep", (function() local ok, m = pcall(rec, 250) return ok, (m:gsub("^(.-C stack overflow).*", "%1")) end)())
show("many", pcall(function() local t = {} for i = 1, 1000 do t[i] = coroutine.wrap(function() coroutine.yield(i) end) t[i]() end return #t end))
show("args", coroutine.resume(coroutine.create(function(...) return select("#", ...) end), unpack({}, 1, 200)))
show("args", (function() local co = coroutine.wrap(function() return unpack({}, 1, 7000) end) return select("#", co()) end)())
show("args", (function() local co = coroutine.create(function() return select("#", coroutine.yield(unpack({}, 1, 5000))) end) local n = select("#", coroutine.resume(co)) return n, coroutine.resume(co, unpack({}, 1, 6000)) end)())
show("args", pcall(function() local co = coroutine.create(function() return unpack({}, 1, 7900) end) return select("#", coroutine.resume(co)) end))
show("env", coroutine.resume(coroutine.create(setfenv(function() return x end, {x = 3}))))
show("tb", debug.traceback(coroutine.create(function() end))) co = coroutine.create(function() local x = coroutine.yield() error("e") end) coroutine.resume(co) show("tb", debug.traceback(co)) show("tb", debug.traceback(co, "m")) show("tb", debug.traceback(co, "m", 1)) show("tb", debug.traceback(co, nil, 0)) coroutine.resume(co) show("tb", debug.traceback(co)) show("tb", debug.traceback("m", 1)) show("tb", debug.traceback({})) show("tb", debug.traceback(5)) show("tb", (debug.traceback(nil))) show("tb", pcall(debug.traceback, "a", "b"))
