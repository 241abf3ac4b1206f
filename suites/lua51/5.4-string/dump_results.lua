-- string.dump: chunks that can be loaded again, without upvalues' values, and errors.
local function f(a, b) return a + b, "const", 1.5, nil, true end
local g = loadstring(string.dump(f))
print(g(1, 2))
print(string.dump(f):sub(1, 4) == "\27Lua", string.dump(f) == string.dump(f), g == f)
local up = 5
local function h() return up end
local k = loadstring(string.dump(h))
print(k())
print(debug.setupvalue(k, 1, 7), k(), h())
print(loadstring(string.dump(loadstring("return ...")))(1, 2, 3))
local fact = loadstring(string.dump(function(n) local function r(m) return m < 2 and 1 or m * r(m - 1) end return r(n) end))
print(fact(10))
print(pcall(string.dump, print))
print(pcall(string.dump))
print(pcall(string.dump, "x"))
print(pcall(string.dump, coroutine.wrap(function() end)))
print(pcall(loadstring(string.dump(function() local t = nil; return t.x end))))
