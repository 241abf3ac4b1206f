-- newproxy: without, with and shared metatables, and what it refuses.
print(type(newproxy()), getmetatable(newproxy()), type(newproxy(false)), getmetatable(newproxy(false)))
local a = newproxy(true)
local mt = getmetatable(a)
print(type(mt), next(mt), getmetatable(newproxy(true)) == mt)
local b = newproxy(a)
print(getmetatable(b) == mt, a == b, rawequal(a, a))
mt.__tostring = function() return "shared" end
print(tostring(a), tostring(b))
print(pcall(newproxy, newproxy()))
print(pcall(newproxy, {}))
print(pcall(newproxy, 1))
print(pcall(newproxy, "x"))
print(pcall(newproxy, io.stdout))
print(pcall(setmetatable, a, {}))
local t = { [a] = "a", [b] = "b" }
print(t[a], t[b], #tostring(newproxy()) > 10)
print(pcall(function() return a.x end), pcall(function() a.x = 1 end))
