-- debug.getinfo: what a function is, where, and by which name it was called.
local function sample(a, b) return a end
local i = debug.getinfo(sample)
print(i.what, i.linedefined, i.lastlinedefined, i.nups,
  i.short_src == i.source:sub(2) or #i.short_src > 0, i.func == sample, i.currentline)
i = debug.getinfo(print)
print(i.what, i.linedefined, i.lastlinedefined, i.nups, i.short_src, i.source, i.currentline)
i = debug.getinfo(1)
print(i.what, i.currentline, i.name, i.namewhat, i.linedefined)
local function named() local d = debug.getinfo(1, "nSl") return d.name, d.namewhat, d.what,
  d.currentline end
local t = { field = named }
function t:method() return named() end
print(named()) print(t.field()) print(t:method()) print((named()))
global_named = named
print(global_named())
global_named = nil
local function up() return named end
print(up()())
print(pcall(named))
local function tail() return named() end
print(tail())
local function caller() local d = debug.getinfo(2, "l") return d.currentline end
print(caller()) print(
  caller())
print(debug.getinfo(100), pcall(debug.getinfo, 1, "X"), pcall(debug.getinfo, "x"),
  pcall(debug.getinfo))
local lines = debug.getinfo(sample, "L").activelines
local n = {}
for l in pairs(lines) do n[#n + 1] = l end
table.sort(n)
print(table.concat(n, " "))
local closure = (function() local x, y = 1, 2 return function() return x + y end end)()
print(debug.getinfo(closure, "u").nups, debug.getinfo(loadstring("return 1", "=chunk"),
  "S").short_src, debug.getinfo(loadstring("x=1\ny=2", "text"), "S").short_src)
print(debug.getinfo(closure, "f").func == closure, debug.getinfo(closure, "S").what,
  debug.getinfo(loadstring("return 1"), "S").what)
local co = coroutine.create(function() local inside = 5 coroutine.yield() end)
coroutine.resume(co)
print(debug.getinfo(co, 0, "S").what, debug.getinfo(co, 1, "l").currentline, debug.getinfo(co, 2))
